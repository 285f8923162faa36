"""What is asked of a place and a period: the same as looking through all records, whatever people decided since."""

from __future__ import annotations

import random
from pathlib import Path
from typing import Any

import pytest
from conftest import KOBANI, MENAGH, document
from sqlalchemy import text

from maydan.case import Case, loading
from maydan.case.rows import KINDS, PLACE_SLOTS, TYPE_SLOT, last_day
from maydan.errors import CaseError

PERIODS = ((None, None), ("2016-02-01", "2016-02-29"), (None, "2015-06-30"), ("2016-02-12", None))
CLEAR = (
    "قصف الطيران الحربي مدينة منبج يوم 5 شباط 2016، وتشهد بلدة تل رفعت اشتباكات. "
    "وقتل مدني في عين العرب يوم 7 شباط 2016."
)


def _places(kind: str, row: dict[str, Any]) -> list[str]:
    values = [row[slot] for slot in PLACE_SLOTS[kind]]
    return [p for value in values for p in (value if isinstance(value, list) else [value]) if p]


def told_the_same(case: Case) -> int:
    """Ask of every place, period and filter, and look through all records instead; how many answers held something."""
    held = 0
    for kind in PLACE_SLOTS:
        table, every = KINDS[kind], case.records(KINDS[kind], state="all")
        places = sorted({p for row in every for p in _places(kind, row)})
        for place in places:
            here = [row for row in every if place in _places(kind, row)]
            for since, until in PERIODS:
                meant = [r for r in here if (until is None or (r["day_from"] or "") <= until)
                         and (since is None or (last_day(kind, r) or "9999") >= since)]
                assert case.records(table, place=place, since=since, until=until, state="all") == meant
                standing = [r for r in meant if r["state"] != "rejected"]
                assert case.records(table, place=place, since=since, until=until) == standing
                held += bool(standing)
                for row in standing[:1]:
                    a_type = row[TYPE_SLOT[kind]]
                    assert case.records(table, place=place, since=since, until=until, type=a_type) == [
                        r for r in standing if r[TYPE_SLOT[kind]] == a_type]
                    sure = row["confidence"]
                    assert case.records(table, place=place, since=since, until=until, min_confidence=sure) == [
                        r for r in standing if r["confidence"] >= sure]
                assert case.records(table, place=place, since=since, until=until, limit=2, offset=1) == standing[1:3]
            for state in ("machine", "accepted", "corrected", "rejected"):
                assert case.records(table, place=place, state=state) == [r for r in here if r["state"] == state]
            waiting = [r for r in here if r["confirm"] and r["state"] != "rejected"]
            assert case.records(table, place=place, confirm=True) == waiting
            if kind == "event" and here and here[0]["who"]:
                who = here[0]["who"][0]
                assert case.records(table, place=place, actor=who, state="all") == [
                    r for r in here if who in r["who"] or who in (r["whom"] or ())]
    return held


def beside(case: Case) -> int:
    """How many rows stand beside places."""
    with case.store.read() as connection:
        return int(connection.execute(text("""SELECT count(*) FROM links WHERE "row" <> ''""")).scalar_one())


@pytest.mark.parametrize("seed", range(3))
def test_a_place_tells_what_stands(case: Case, seed: int) -> None:
    rng = random.Random(seed)
    case.add_documents([document(CLEAR, name="three", source="Desk C")])
    assert told_the_same(case) > 6 and beside(case) > 4
    for _ in range(4):
        event = rng.choice(case.records("events", state="all"))
        now = {"reviewer": "a", "seen": event["version"]}
        what = rng.choice(["accept", "correct", "reject", "pattern", "undo"])
        if what == "correct":
            where = [*event["where"][:1], "x:SY:here:36,37"]
            case.decide(event["record_id"], "correct", changes={"where": where}, **now)
        elif what == "undo":
            done = [d for d in case.history(event["record_id"]) if d.active and d.action != "undo"]
            if done:
                case.undo(event["record_id"], reviewer="a", seen=event["version"])
        elif what == "pattern":
            case.decide(event["record_id"], "reject", pattern=True, reason="no event", **now)
        else:
            case.decide(event["record_id"], what, **now)
        told_the_same(case)
    case.add_documents([document(f"{MENAGH} {CLEAR}", name="four")])  # patterns meet it too
    case.reread()
    told_the_same(case)
    assert case.verify().ok
    case.purge([case.documents()[0]["document_id"]], reviewer="a", reason="wish")
    told_the_same(case)


def test_a_row_that_stands_no_longer_is_found_out(case: Case) -> None:
    with case.store.write() as connection:
        connection.execute(text("""UPDATE links SET "row" = '{}' WHERE "row" <> ''"""))
    assert "a record is not found of its place as it stands" in {p.what for p in case.verify().problems}


def test_rows_are_laid_in_order_by_a_large_load_and_come_back_from_a_bundle(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(loading, "LARGE", 1)
    with loading.loading(case.store, 3) as load:
        assert load.bare
        case.add_documents([document(CLEAR, name="three"), document(f"{KOBANI} {CLEAR}", name="four")])
    with case.store.read() as connection:
        order = '"key", kind, day_from, day_to, record_id'
        lie = "rowid" if case.store.dialect == "sqlite" else "ctid"
        keys = [tuple(r) for r in connection.execute(text(f"SELECT {order} FROM links ORDER BY {lie}"))]
        clear = connection.dialect.name == "postgresql" or not case.store.encrypted
        assert loading.missing(connection) == [] and (keys == sorted(keys) or not clear)
    assert told_the_same(case) > 6
    event = case.records("events")[0]
    case.decide(event["record_id"], "reject", reviewer="a", seen=0)
    case.backup(tmp_path / "all.zip")
    with Case.restore(tmp_path / "all.zip", tmp_path / "restored") as again:
        assert beside(again) == beside(case) > 0
        assert told_the_same(again) == told_the_same(case)
        assert again.verify().ok


def test_a_state_must_be_one(small: Case) -> None:
    with pytest.raises(CaseError, match="is no state"):
        small.records("events", place="aleppo", state="good")
