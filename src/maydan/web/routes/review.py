"""Review: what to look at next, where reviewers differ, how far they agree, what was decided."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get

from maydan.errors import SettingError
from maydan.web.answers import page_of
from maydan.web.params import FIRST_PAGE, AtDesk, Limit, Offset, State, Word
from maydan.web.routes.records import wanted
from maydan.web.views.citing import contexts
from maydan.web.views.listing import answered, record_page, with_rows
from maydan.web.views.queue import queue as ranked

_ORDERS = {"importance": "importance", "confidence": "confidence", "-confidence": "-confidence", "date": "date",
           "-date": "-date"}


@get("/api/review/queue", sync_to_thread=True)
def queue(
    desk: AtDesk, kind: Word = None, in_state: State = None, order: Word = None, place: Word = None, actor: Word = None,
    source: Word = None, reviewer: Word = None, limit: Limit = FIRST_PAGE, offset: Offset = 0,
) -> dict[str, Any]:
    """Records to review; with ``reviewer`` those on which that one has not decided."""
    if (order or "importance") not in _ORDERS:
        raise SettingError(f"{order!r} is no order", f"use one of {', '.join(_ORDERS)}")
    asked = wanted(kind, place, actor, source, in_state or "machine", undecided_by=reviewer or None)
    if order in (None, "", "importance"):
        page = ranked(desk.case, desk.snapshot_now(), asked, limit=limit, offset=offset)
    else:
        page = record_page(desk.case, desk.snapshot_now(), asked, order=_ORDERS[order], limit=limit, offset=offset)
        page = with_rows(page, [{**r, "importance": r["weight"]} for r in page.rows])
    return answered(with_rows(page, contexts(desk.case, page.rows)))


@get("/api/review/disputes", sync_to_thread=True)
def disputes(
    desk: AtDesk, kind: Word = None, settled: bool = False, limit: Limit = FIRST_PAGE, offset: Offset = 0
) -> dict[str, Any]:
    """Records on which reviewers decided differently; with ``settled`` also those that a third person decided."""
    everything = desk.of_case(f"disputes {kind}", lambda: desk.case.disputes(kind or None))
    page = page_of([d for d in everything if settled or d.settled_by is None], limit, offset)
    standing = desk.case.records_of([d.record_id for d in page["rows"]])
    records = {r["record_id"]: r for r in contexts(desk.case, standing)}
    page["rows"] = [{"record": records.get(d.record_id), "record_id": d.record_id, "decisions": d.decisions,
                     "settled_by": d.settled_by} for d in page["rows"]]
    return page


@get("/api/review/agreement", sync_to_thread=True)
def agreement(desk: AtDesk, kind: Word = None) -> dict[str, Any]:
    """Krippendorff's alpha over the records that two or more decided on, and the shares of equal decisions."""
    found = desk.of_case(f"agreement {kind}", lambda: desk.case.agreement(kind or None))
    return {k: v for k, v in msgspec.to_builtins(found).items() if k != "rows"}


@get("/api/review/history", sync_to_thread=True)
def history(desk: AtDesk, limit: Limit = FIRST_PAGE, offset: Offset = 0) -> dict[str, Any]:
    """The newest decisions of all, with the words of their records."""
    decisions, total = desk.case.newest_decisions(limit, offset)
    words = {r["record_id"]: r for r in desk.case.records_of([d.record_id for d in decisions if d.record_id])}
    rows = [{**msgspec.to_builtins(d), "quote": words.get(d.record_id, {}).get("quote"),
             "document_id": words.get(d.record_id, {}).get("document_id")} for d in decisions]
    return {"rows": rows, "total": total, "more": False}


routes = [queue, disputes, agreement, history]
