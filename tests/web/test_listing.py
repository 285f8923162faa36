"""Lists that the tables in memory answer hold what the case would list."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from maydan.case import Case
from maydan.case.lists import Wanted
from maydan.errors import CaseError
from maydan.web.snapshot import Keeper
from maydan.web.views.listing import by_snapshot, hard, record_page
from maydan.web.views.queue import hangs_on, queue

QUESTIONS: list[dict[str, Any]] = [
    {}, {"kinds": ("event",)}, {"sources": ("Desk A",)}, {"types": ("airstrike", "capture")}, {"actors": ("sdf",)},
    {"min_confidence": 0.8}, {"statuses": ("forecast",)}, {"since": "2016-01-01"}, {"until": "2015-12-31"},
    {"state": "machine", "sources": ("Desk B",)}, {"actors": ("sdf",), "places": ("SYA-menagh-air-base",)},
    {"sources": ("none",)},
]


@pytest.mark.parametrize("order", ["date", "-date", "confidence", "-confidence", "importance"])
def test_both_ways_give_the_same(case: Case, order: str) -> None:
    keeper = Keeper(case)
    snapshot = keeper.snapshot(60)
    try:
        key = {"date": "day_from", "confidence": "confidence", "importance": "weight"}[order.lstrip("-")]
        for question in QUESTIONS:
            wanted = Wanted(**{"state": "machine", **question})
            here = case.list_records(wanted, order=order, limit=500)
            there = by_snapshot(case, snapshot, wanted, order=order, limit=500, offset=0)
            assert {r["record_id"] for r in there.rows} == {r["record_id"] for r in here.rows}, question
            assert (there.total, there.more) == (here.total, here.more)
            assert [r.get(key) for r in there.rows] == pytest.approx([r.get(key) for r in here.rows])
            assert all(set(r) == set(h) for r, h in zip(there.rows, here.rows, strict=True) if
                       r["kind_of_record"] == h["kind_of_record"])
            pages = [r["record_id"] for n in range(0, len(there.rows) + 2, 3)
                     for r in by_snapshot(case, snapshot, wanted, order=order, limit=3, offset=n).rows]
            assert pages == [r["record_id"] for r in there.rows]
        with pytest.raises(CaseError, match="no kind"):
            by_snapshot(case, snapshot, Wanted(kinds=("ship",)), order=order, limit=3, offset=0)
    finally:
        keeper.close()


def test_a_decision_shows_before_the_tables_know_it(case: Case) -> None:
    keeper = Keeper(case)
    snapshot = keeper.snapshot(60)
    keeper.close()
    wanted = Wanted(sources=("Desk A",), state="machine")
    first, second, third = (r["record_id"] for r in by_snapshot(
        case, snapshot, wanted, order="importance", limit=3, offset=0).rows)
    case.decide(first, "accept", reviewer="a")
    case.decide(second, "reject", reviewer="a")
    rows = by_snapshot(case, snapshot, wanted, order="importance", limit=1, offset=0).rows
    assert [r["record_id"] for r in rows] == [third]
    standing = by_snapshot(case, snapshot, Wanted(sources=("Desk A",)), order="importance", limit=500, offset=0).rows
    states = {r["record_id"]: r["state"] for r in standing}
    assert states[first] == "accepted" and second not in states


def test_which_questions_go_to_the_tables(case: Case) -> None:
    assert not hard(Wanted(kinds=("event",), since="2016-01-01"), "date")
    assert not hard(Wanted(places=("x",)), "-date")
    assert not hard(Wanted(sources=("x",), voices=("y",)), "date")
    assert not hard(Wanted(sources=("x",), state="accepted"), "date")
    for wanted, order in ((Wanted(sources=("x",)), "date"), (Wanted(places=("x",)), "confidence"),
                          (Wanted(places=("x",), actors=("y",)), "date"), (Wanted(since="2016-01-01"), "importance")):
        assert hard(wanted, order)
    assert record_page(case, None, Wanted(sources=("Desk A",)), order="date", limit=5, offset=0).rows


def test_what_hangs_on_a_record_raises_it(case: Case) -> None:
    keeper = Keeper(case)
    snapshot = keeper.snapshot(60)
    keeper.close()
    event = case.records("events", type="capture")[0]["record_id"]
    assert hangs_on(snapshot, [event, "none"]) == {event: 2.0}
    assert hangs_on(None, [event]) == hangs_on(snapshot, []) == {}
    rows = queue(case, snapshot, Wanted(state="machine"), limit=500, offset=0).rows
    row = next(r for r in rows if r["record_id"] == event)
    assert row["importance"] == pytest.approx(2 * row["weight"], abs=0.01)
    bare = queue(case, None, Wanted(state="machine"), limit=500, offset=0).rows
    assert all(r["importance"] == pytest.approx(r["weight"], abs=0.001) for r in bare)


def test_many_ask_and_decide_at_once(case: Case) -> None:
    ids = [r["record_id"] for r in case.list_records(Wanted(), limit=500).rows]

    def work(number: int) -> int:
        taken = 0
        for place, record_id in enumerate(ids):
            case.list_records(Wanted(kinds=("event",)), order="-date")
            case.marks()
            if place % 8 == number:
                case.decide(record_id, "accept", reviewer=f"r{number}", seen=0)
                taken += 1
        return taken

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(work, range(8))) == len(ids)
    assert case.verify().ok
    assert {r["state"] for r in case.list_records(Wanted(), limit=500).rows} == {"accepted"}
