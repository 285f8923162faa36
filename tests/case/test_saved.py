"""Set-aside files, saved searches and the weight of records, in each store; cases of before the explorer."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import KOBANI, MENAGH, document
from sqlalchemy import text

from maydan.case import Case, loading, migrate, schema
from maydan.case.connect import Store, make_schema
from maydan.case.weight import weight
from maydan.errors import CaseError, UnknownError


def test_files_that_could_not_be_read_are_kept_until_they_are(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "empty.txt").write_bytes(b"")
    (folder / "bad.docx").write_bytes(b"no docx at all")
    case.add(folder)
    rows = case.set_aside()
    assert {r["name"] for r in rows} == {"empty.txt", "bad.docx"}
    assert all(r["reason"] and r["at"] and str(tmp_path) not in str(r) for r in rows)
    (folder / "empty.txt").write_text(MENAGH + " وعاد الهدوء.", encoding="utf-8")
    case.add(folder)
    assert [r["name"] for r in case.set_aside()] == ["bad.docx"]
    case.add(folder / "bad.docx")
    assert len(case.set_aside()) == 1
    case.add_documents([document(KOBANI + " وعاد الهدوء.", name="bad.docx")])
    assert case.set_aside() == []


def test_a_text_that_breaks_the_reader_is_set_aside(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("a rule fell over")

    monkeypatch.setattr("maydan.case.add.read_document", broken)
    report = case.add_documents([document(MENAGH + " وعاد الهدوء.", name="odd")])
    assert report.added == 0
    assert [(r["name"], "fell over" in r["reason"]) for r in case.set_aside()] == [("odd", True)]


def test_searches_are_saved_seen_and_dropped(case: Case) -> None:
    made = case.save_search("  Mare\u060c  strikes ", "/map?on=2016-02-12&place=p1")
    assert made["name"] == "Mare\u060c strikes"
    assert made["seen_document"] == 2 and made["seen"] == made["made"]
    assert case.searches() == [made]
    case.add_documents([document(MENAGH + " وعاد الهدوء.", name="three")])
    assert case.searches()[0]["seen_document"] == 2
    seen = case.see_search(made["search_id"])
    assert seen["seen_document"] == 3 and seen["seen"] > made["seen"] and seen["made"] == made["made"]
    renamed = case.save_search("other", "?q=x", search_id=made["search_id"])
    assert (renamed["name"], renamed["view"], renamed["seen"]) == ("other", "?q=x", seen["seen"])
    second = case.save_search("second", "#/actors")
    case.drop_search(made["search_id"])
    assert [s["search_id"] for s in case.searches()] == [second["search_id"]]
    for action in (lambda: case.drop_search("s0"), lambda: case.see_search("s0"),
                   lambda: case.save_search("x", "/", search_id="s0")):
        with pytest.raises(UnknownError):
            action()


@pytest.mark.parametrize(("name", "view"), [
    ("", "/"), ("x" * 201, "/"), ("x", "javascript:alert(1)"), ("x", "//evil.example"), ("x", "/\\evil.example"),
    ("x", "https://evil.example"), ("x", ""), ("x", "/" * 9000),
])
def test_searches_lead_nowhere_else(small: Case, name: str, view: str) -> None:
    with pytest.raises(CaseError):
        small.save_search(name, view)


def test_records_weigh_by_type_toll_and_doubt(case: Case) -> None:
    with case.store.read() as connection:
        rows = connection.execute(text("SELECT kind, row, weight FROM records")).all()
    assert rows and all(r.weight > 0 for r in rows)
    event = {"type": "airstrike", "confidence": 0.5}
    assert weight("event", event) > weight("event", {**event, "confidence": 0.9})
    assert weight("event", {**event, "confidence": 0.9}) > weight("event", {**event, "confidence": 1.0}) > 0
    assert weight("event", {**event, "killed_best": 9.0}) == pytest.approx(2 * weight("event", event))
    assert weight("event", {**event, "killed_best": 1e30}) == pytest.approx(4 * weight("event", event))
    assert weight("event", {**event, "type": "kill-civilians"}) > weight("event", event)
    assert weight("event", event) > weight("tie", event) > weight("saying", event) > weight("time", event)


def test_a_correction_weighs_anew(case: Case) -> None:
    event = next(e for e in case.records("events") if not e["killed_best"])
    def stored() -> float:
        with case.store.read() as connection:
            return float(connection.execute(text("SELECT weight FROM records WHERE record_id = :i"),
                                            {"i": event["record_id"]}).scalar_one())
    before = stored()
    case.decide(event["record_id"], "correct", changes={"killed_best": 99.0}, reviewer="a")
    assert stored() == pytest.approx(3 * before, rel=0.01)


_LINKS_BEFORE = {
    "sqlite": (
        "ALTER TABLE links RENAME TO l",
        "CREATE TABLE links (key TEXT NOT NULL, day_from TEXT NOT NULL, slot TEXT NOT NULL, record_id TEXT NOT NULL, "
        "day_to TEXT NOT NULL, kind TEXT NOT NULL, PRIMARY KEY (key, day_from, slot, record_id)) WITHOUT ROWID",
        "INSERT INTO links SELECT * FROM l", "DROP TABLE l"),
    "postgresql": ("ALTER TABLE links ADD PRIMARY KEY (key, day_from, slot, record_id)",),
}


def test_a_case_of_before_is_brought_up_to_date(place: tuple[str, str | None]) -> None:

    with Case.create(place[0], passphrase=place[1], theatre="syria") as made:
        made.add_documents([document()])
        before = {k: made.records(k) for k in ("events", "holdings", "times")}
    store = Store(place[0], passphrase=place[1])
    make_schema(store)
    with store.write() as connection:
        for statement in (
            "DROP INDEX records_to_review", "DROP INDEX records_by_state", "DROP INDEX records_by_confidence",
            "ALTER TABLE records DROP COLUMN weight", "DROP TABLE set_aside", "DROP TABLE searches",
            "UPDATE alembic_version SET version_num = '0001'", "UPDATE records SET machine = row",
            "DROP INDEX links_by_key", "DROP INDEX ix_links_record_id", 'ALTER TABLE links DROP COLUMN "row"',
            *_LINKS_BEFORE[store.dialect],
            "CREATE INDEX ix_links_record_id ON links (record_id)",
            "UPDATE records SET day_to = NULL WHERE kind = 'outlook'",
            "UPDATE links SET day_to = '9999' WHERE kind = 'outlook'",
        ):
            connection.execute(text(statement))
    store.close()
    with Case.open(place[0], passphrase=place[1]) as again:
        assert {k: again.records(k) for k in ("events", "holdings", "times")} == before
        assert again.set_aside() == again.searches() == []
        with again.store.read() as connection:
            assert migrate.revision(connection) == schema.REVISION
            assert connection.execute(text("SELECT count(*) FROM records WHERE weight = 0")).scalar() == 0
            assert loading.missing(connection) == []
            assert connection.execute(text("SELECT day_to FROM records WHERE kind = 'outlook'")).scalars().all() == [
                "2016-08-10"]
        event = before["events"][0]
        assert event in again.records("events", place=event["where"][0])
        assert again.record(event["record_id"])["machine"].items() <= event.items()


def test_backups_hold_searches_and_set_aside_files(case: Case, tmp_path: Path) -> None:
    case.save_search("one", "/map")
    (tmp_path / "empty.txt").write_bytes(b"")
    case.add(tmp_path / "empty.txt")
    case.backup(tmp_path / "b.zip")
    with Case.restore(tmp_path / "b.zip", tmp_path / "restored") as again:
        assert again.searches() == case.searches()
        assert again.set_aside() == case.set_aside()
        assert again.records("events") == case.records("events")
