"""Pages of records: asked of the case along its indexes, or of the tables in memory where no index leads to them."""

from __future__ import annotations

import msgspec

from maydan.case import Case
from maydan.case.lists import COUNTED, Page, Wanted
from maydan.case.query import kind_of
from maydan.web.asking import Filters, day, records_where
from maydan.web.snapshot import Snapshot

LARGE = 5000  # documents up to which the case itself answers everything quickly
_SLACK = 500  # at most so many rows are fetched besides, for those that changed since the tables were made
_ORDERS = {
    "date": "r.day_from NULLS LAST, r.rec", "-date": "r.day_from DESC NULLS LAST, r.rec DESC",
    "confidence": "r.confidence, r.rec", "-confidence": "r.confidence DESC, r.rec DESC",
    "importance": "r.weight DESC, r.rec DESC",
}


def record_page(
    case: Case, snapshot: Snapshot | None, wanted: Wanted, *, order: str, limit: int, offset: int
) -> Page:
    """A page of records as the case has them now."""
    if snapshot is not None and order in _ORDERS and case.marks()[0] > LARGE and hard(wanted, order):
        return by_snapshot(case, snapshot, wanted, order=order, limit=limit, offset=offset)
    return case.list_records(wanted, order=order, limit=limit, offset=offset)


def hard(wanted: Wanted, order: str) -> bool:
    """Whether rows that meet a question may lie far apart along every index, and the tables in memory can answer."""
    if wanted.voices or wanted.undecided_by or wanted.document or wanted.state not in ("standing", "machine"):
        return False
    named = bool(wanted.places) + bool(wanted.actors)
    return bool(wanted.sources or wanted.statuses or wanted.types or wanted.min_confidence or named > 1
                or (named and order not in ("date", "-date"))
                or ((wanted.since or wanted.until) and order not in ("date", "-date")))


def by_snapshot(
    case: Case, snapshot: Snapshot, wanted: Wanted, *, order: str, limit: int, offset: int
) -> Page:
    """A page whose ids come from the tables in memory and whose rows come from the case; rows that people decided
    on since the tables were made are tested again."""
    wanted.checked_kinds()
    where = records_where(snapshot, Filters(
        since=day("since", wanted.since), until=day("until", wanted.until), types=wanted.types,
        actors=wanted.actors, places=wanted.places,
        sources=wanted.sources, statuses=wanted.statuses, kinds=tuple(kind_of(k) for k in wanted.kinds),
        state=wanted.state, min_confidence=wanted.min_confidence))
    slack = min(_SLACK, max(0, case.marks()[2] - snapshot.marks[2])) if snapshot.marks else 0
    ids = [i for (i,) in snapshot.tuples(
        f"SELECT r.record_id FROM records r {where} ORDER BY {_ORDERS[order]} LIMIT ? OFFSET ?",
        [*where.values, limit + slack, offset])]
    total = int(snapshot.one(f"SELECT count(*) FROM (SELECT 1 FROM records r {where} LIMIT {COUNTED + 1})",
                             where.values))
    rows = [r for r in case.records_of(ids) if r["state"] == "machine" or (
        wanted.state == "standing" and r["state"] != "rejected")]
    return Page(rows=rows[:limit], total=min(total, COUNTED), more=total > COUNTED)


def answered(page: Page) -> dict[str, object]:
    """A page as routes give it."""
    found = {"rows": page.rows, "total": page.total, "more": page.more}
    return {**found, "cut": True} if page.cut else found


def with_rows(page: Page, rows: list[dict[str, object]]) -> Page:
    """A page with other rows."""
    return msgspec.structs.replace(page, rows=rows)
