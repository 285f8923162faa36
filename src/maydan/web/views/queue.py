"""The queue of records to review, by what hangs on each."""

from __future__ import annotations

from typing import Any

from maydan.case import Case
from maydan.case.lists import Page, Wanted
from maydan.picture.tables import Row
from maydan.web.snapshot import Snapshot
from maydan.web.views.listing import record_page, with_rows

BLOCK = 500  # records by weight that are put in order among themselves


def queue(case: Case, snapshot: Snapshot | None, wanted: Wanted, *, limit: int, offset: int) -> Page:
    """Records by importance: their weight (:mod:`maydan.case.weight`) times what hangs on them in the picture.

    A record that alone carries an incident counts double, one of n independent sources 1 + 1/n; half as much again
    where the sources of the incident disagree. Records come from the store by weight, in blocks of :data:`BLOCK`,
    and each block is put in order by importance: so the order of the whole is that of importance but for neighbours
    at the edges of blocks, and a page costs the same in a case of any size.
    """
    first = offset - offset % BLOCK
    blocks = 1 + (offset % BLOCK + limit - 1) // BLOCK
    wished = record_page(case, snapshot, wanted, order="importance", limit=BLOCK * blocks, offset=first)
    factors = hangs_on(snapshot, [r["record_id"] for r in wished.rows])
    ordered: list[Row] = []
    for start in range(0, len(wished.rows), BLOCK):
        block = [{**r, "importance": round(r["weight"] * factors.get(r["record_id"], 1.0), 3)}
                 for r in wished.rows[start:start + BLOCK]]
        ordered += sorted(block, key=lambda r: -r["importance"])
    skip = offset - first
    return with_rows(wished, ordered[skip:skip + limit])


def hangs_on(snapshot: Snapshot | None, ids: list[str]) -> dict[str, float]:
    """Record id -> by how much its place in the picture raises its importance; 1 for records without one."""
    if snapshot is None or not ids:
        return {}
    marks = ", ".join("?" * len(ids))
    rows: list[tuple[Any, ...]] = snapshot.tuples(
        f"SELECT m.record_id, i.sources, len(i.disagreements) FROM members m JOIN incidents i USING (no) "
        f"WHERE m.record_id IN ({marks})", ids)
    return {r: (1.0 + 1.0 / max(1, sources or 1)) * (1.5 if differ else 1.0) for r, sources, differ in rows}
