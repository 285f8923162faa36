"""Pages of records, documents and decisions: every filter and order, in each store."""

from __future__ import annotations

import itertools
from typing import Any

import pytest
from conftest import KOBANI, MENAGH, document

from maydan.case import Case
from maydan.case.library import DocumentsWanted
from maydan.case.lists import ORDERS, Wanted, paged
from maydan.errors import CaseError

THIRD = MENAGH.replace("11 شباط 2016", "14 شباط 2016") + " وعاد الهدوء إلى البلدة."


@pytest.fixture
def full(case: Case) -> Case:
    """The case with a third report."""
    case.add_documents([document(THIRD, source="Desk C", published="2016-02-15", name="three")])
    return case


def everything(case: Case) -> list[dict[str, Any]]:
    kinds = {"events": "event", "holdings": "holding", "ties": "tie", "outlooks": "outlook", "sayings": "saying",
             "figures": "figure", "times": "time"}
    return [{**r, "kind_of_record": kind} for table, kind in kinds.items() for r in case.records(table, state="all")]


def ids(rows: list[dict[str, Any]]) -> list[str]:
    return [r["record_id"] for r in rows]


def test_every_filter_gives_what_a_look_at_all_rows_gives(full: Case) -> None:
    rows = everything(full)
    first = next(r for r in rows if r["kind_of_record"] == "event" and r["where"] and r["who"])
    full.decide(first["record_id"], "accept", reviewer="a")
    rows = everything(full)
    place, actor = first["where"][0], first["who"][0]

    def names(r: dict[str, Any]) -> set[str]:
        slots = [r.get(s) for s in (
            "where", "place", "who", "whom", "holder", "from_holder", "a", "b", "by", "speaker")]
        if r["kind_of_record"] not in ("event", "holding", "tie", "outlook", "saying"):
            return set()
        return {n for s in slots if s for n in (s if isinstance(s, list) else [s])}

    tests: dict[str, tuple[dict[str, Any], Any]] = {
        "kind": ({"kinds": ("event",)}, lambda r: r["kind_of_record"] == "event"),
        "kinds": ({"kinds": ("events", "tie")}, lambda r: r["kind_of_record"] in ("event", "tie")),
        "place": ({"places": (place,)}, lambda r: place in names(r)),
        "places": ({"places": (place, "x")}, lambda r: place in names(r)),
        "actor": ({"actors": (actor,)}, lambda r: actor in names(r)),
        "document": ({"document": first["document_id"]}, lambda r: r["document_id"] == first["document_id"]),
        "type": ({"types": (first["type"],)}, lambda r: first["type"] in (
            r.get("type"), r.get("change"), r.get("relation"), r.get("kind"), r.get("of"))),
        "source": ({"sources": ("Desk B", "none")}, lambda r: r["source"] == "Desk B"),
        "since": ({"since": "2016-01-01"}, lambda r: (r.get("day_to") or "9999") >= "2016-01-01"),
        "until": ({"until": "2016-02-12"}, lambda r: (r.get("day_from") or "") <= "2016-02-12"),
        "accepted": ({"state": "accepted"}, lambda r: r["state"] == "accepted"),
        "machine": ({"state": "machine"}, lambda r: r["state"] == "machine"),
        "all": ({"state": "all"}, lambda r: True),
        "confidence": ({"min_confidence": 0.8}, lambda r: r["confidence"] >= 0.8),
        "voice": ({"voices": ("opposition",)}, lambda r: r.get("voice") == "opposition"),
        "status": ({"statuses": ("forecast",)}, lambda r: r.get("status") == "forecast"),
        "undecided": ({"undecided_by": "a"}, lambda r: r["record_id"] != first["record_id"]),
        "decided": ({"undecided_by": "b"}, lambda r: True),
    }
    pairs = [*((t,) for t in tests), *itertools.combinations(
        ("kind", "place", "actor", "source", "since", "machine", "confidence", "document"), 2)]
    for chosen in pairs:
        wanted: dict[str, Any] = {}
        for name in chosen:
            wanted |= tests[name][0]
        expected = {r["record_id"] for r in rows if all(tests[n][1](r) for n in chosen) and (
            "state" in wanted or r["state"] != "rejected")}
        page = full.list_records(Wanted(**wanted), limit=500)
        assert set(ids(page.rows)) == expected, chosen
        assert len(page.rows) == len(expected) == page.total and not page.more
    assert full.list_records(Wanted(places=("none",))).rows == []


def test_orders_and_pages(full: Case) -> None:
    for order in ORDERS:
        for wanted in (Wanted(state="machine"), Wanted(kinds=("event",), state="machine"),
                       Wanted(actors=("sdf",), state="machine")):
            whole = full.list_records(wanted, order=order, limit=500).rows
            pages = [r for start in range(0, len(whole) + 3, 3)
                     for r in full.list_records(wanted, order=order, limit=3, offset=start).rows]
            assert ids(pages) == ids(whole), (order, wanted)
            if order == "importance":
                weights = [r["weight"] for r in whole]
                assert weights == sorted(weights, reverse=True) and weights[0] > 0
            elif order.endswith("confidence"):
                values = [r["confidence"] for r in whole]
                assert values == sorted(values, reverse=order.startswith("-"))
            else:
                days = [r.get("day_from") for r in whole]
                dated = [d for d in days if d]
                assert dated == sorted(dated, reverse=order.startswith("-"))
                assert days[len(dated):] == [None] * (len(days) - len(dated))
    with pytest.raises(CaseError, match="no order"):
        full.list_records(Wanted(), order="quote")
    with pytest.raises(CaseError, match="no kind"):
        full.list_records(Wanted(kinds=("quote",)))
    with pytest.raises(CaseError, match="no state"):
        full.list_records(Wanted(state="odd"))


def test_a_source_written_into_a_quote_is_no_source(case: Case) -> None:
    case.add_documents([document(MENAGH + ' وكتب "source":"Desk Z" على الجدار يوم 15 شباط 2016.', name="z")])
    assert case.list_records(Wanted(sources=("Desk Z",))).rows == []


def test_counting_ends_in_time() -> None:
    page = paged(iter(range(100_000)), 3, 2, lambda n: n)
    assert page.rows == [2, 3, 4] and page.total == 10_000 and page.more
    page = paged(iter(range(9_000)), 3, 2, lambda n: n, patience=-1.0)
    assert page.rows == [2, 3, 4] and page.total < 100 and page.more
    page = paged(iter(range(4)), 3, 2, lambda n: n)
    assert page.rows == [2, 3] and page.total == 4 and not page.more


def documents(case: Case, order: str | None = None, **wanted: Any) -> list[str]:
    page = case.list_documents(DocumentsWanted(**wanted), order=order)
    assert page.total == len(page.rows) and not page.more
    return [r["name"] for r in page.rows]


def test_documents_by_every_filter(full: Case) -> None:
    assert documents(full) == ["three", "two", "one"]
    assert documents(full, "added") == ["one", "two", "three"]
    assert documents(full, "date") == ["two", "one", "three"]
    assert documents(full, "-date") == ["three", "one", "two"]
    assert documents(full, source="Desk B") == ["two"]
    assert documents(full, since="2016-01-01", order="date") == ["one", "three"]
    assert documents(full, until="2015-12-31") == ["two"]
    event = next(e for e in full.records("events", type="capture") if e["who"] == ["sdf"])
    assert set(documents(full, place=event["where"][0])) == {"one", "three"}
    assert documents(full, actor="sdf", order="added") == ["one", "three"]
    assert documents(full, kind="outlook", order="added") == ["one", "three"]
    assert documents(full, state="accepted") == []
    full.decide(event["record_id"], "accept", reviewer="a")
    name = full.document(event["document_id"]).name
    assert documents(full, state="accepted") == [name]
    assert documents(full, state="accepted", kind="event") == [name]
    assert documents(full, state="accepted", kind="outlook") == []
    assert len(documents(full, state="machine", kind="event")) == 3
    assert documents(full, hidden={event["document_id"]: ""}, order="added") == [
        n for n in ("one", "two", "three") if n != name]
    row = next(r for r in full.list_documents(DocumentsWanted()).rows if r["name"] == name)
    assert row["decided"] == 1 and row["records"] >= len(full.records("events", document=row["document_id"]))
    assert full.document_row(row["document_id"]) == row
    assert full.document_row("none") is None
    with pytest.raises(CaseError, match="no order"):
        documents(full, "size")
    with pytest.raises(CaseError, match="no kind"):
        documents(full, kind="size")
    with pytest.raises(CaseError, match="no state"):
        documents(full, state="size")


def test_searching_documents(full: Case) -> None:
    assert set(documents(full, q="منغ")) == {"one", "three"}
    assert documents(full, "date", q="منغ") == ["one", "three"]
    assert documents(full, "-added", q="منغ") == ["three", "one"]
    assert documents(full, q="منغ", source="Desk C") == ["three"]
    assert documents(full, q="منغ", actor="ypg") == []
    assert documents(full, q="المدينة") == documents(full, q="مدينة") == ["two"]
    assert documents(full, q="المدينة", exact=True) == []
    assert documents(full, q="-منغ") == documents(full, q='"') == []
    assert documents(full, q="   ") == ["three", "two", "one"]
    row = full.list_documents(DocumentsWanted(q="منغ")).rows[0]
    start, end = row["highlights"][0]
    text = full.document(row["document_id"]).text
    assert text[start:end] == "منغ"
    assert text[row["snippet_start"]:].startswith(row["snippet"])
    hidden = {row["document_id"]: "x"}
    assert row["name"] not in documents(full, q="منغ", hidden=hidden)


def test_what_stands_around_documents(full: Case) -> None:
    assert {r["source"]: r["documents"] for r in full.sources()} == {"Desk A": 1, "Desk B": 1, "Desk C": 1}
    listed = full.documents()
    full.add_documents([document(KOBANI, source="Copier", published="2015-01-27", name="again")])
    met = full.sightings(listed[1]["document_id"])
    assert {(s["name"], s["source"]) for s in met} == {("two", "Desk B"), ("again", "Copier")}
    short = full.short_documents([listed[0]["document_id"], "none"])
    assert list(short) == [listed[0]["document_id"]] and short[listed[0]["document_id"]]["source"] == "Desk A"


def test_disputes_and_newest_decisions(full: Case) -> None:
    first, second = (e["record_id"] for e in full.records("events")[:2])
    full.decide(first, "accept", reviewer="a")
    assert full.disputes() == []
    full.decide(first, "reject", reviewer="b")
    full.decide(second, "accept", reviewer="a")
    full.decide(second, "accept", reviewer="b")
    (dispute,) = full.disputes()
    assert dispute.record_id == first and dispute.settled_by is None
    assert [(d.reviewer, d.action) for d in dispute.decisions] == [("a", "accept"), ("b", "reject")]
    assert full.disputes("holding") == [] and len(full.disputes("event")) == 1
    full.decide(first, "accept", reviewer="c")
    assert full.disputes()[0].settled_by == "c"
    full.undo(first, reviewer="c")
    full.decide(first, "accept", reviewer="b")
    assert full.disputes() == []
    assert full.reviewers() == ["b", "a", "c"]
    newest, total = full.newest_decisions(3)
    assert total == 7 and [d.action for d in newest] == ["accept", "undo", "accept"]
    assert [d.active for d in newest] == [True, True, False]
    rest, _ = full.newest_decisions(50, 3)
    assert [d.seq for d in rest] == [4, 3, 2, 1] and all(d.active for d in rest)
    assert full.newest_decisions(50, 100)[0] == []


def test_a_place_of_the_theatre_may_be_picked(case: Case) -> None:
    event = case.records("events", type="capture")[0]
    with pytest.raises(CaseError, match="knows no place"):
        case.decide(event["record_id"], "correct", changes={"where": ["SYA-nowhere"]}, reviewer="a")
    from maydan.case.query import theatre_places

    label = case.documents()[0]["theatre"]
    key = next(i for i, p in theatre_places(label).items() if p.name_en == "Bayada - Jendris")
    case.decide(event["record_id"], "correct", changes={"where": [key]}, reviewer="a")
    found = case.picture()
    assert found.places[key]["lat"] and any(key in i["where"] for i in found.incidents)


def test_what_takes_too_long_is_ended_and_said(case: Case) -> None:
    from sqlalchemy import text

    from maydan.case.lists import limited

    endless = ("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) "
               "SELECT i FROM n WHERE i < 3 OR i = 999999999")
    with case.store.read() as connection, limited(connection, 0.2) as over:
        def asked() -> Any:
            yield from connection.execute(text(endless)).scalars()

        page = paged(asked(), 50, 0, lambda i: i, over=over)
    assert page.more and page.cut and set(page.rows) <= {1, 2}
    assert case.list_records(Wanted(), limit=1).rows  # the connection goes on


def test_what_was_found_in_time_is_in_order() -> None:
    from sqlalchemy.exc import OperationalError

    from maydan.case.lists import _sorted

    def ends() -> Any:
        yield 3
        yield 1
        raise OperationalError("", {}, Exception("interrupted"))

    page = paged(_sorted(ends(), lambda n: n), 50, 0, lambda n: n, over=lambda e: "interrupted" in str(e))
    assert page.rows == [1, 3] and page.cut
    with pytest.raises(OperationalError):
        paged(_sorted(ends(), lambda n: n), 50, 0, lambda n: n)
