"""Forecasts and other outlooks, and what became of them."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post
from litestar.params import JSONBody

from maydan.web.answers import listed
from maydan.web.params import FIRST_PAGE, AtDesk, Id, Limit, Name, Offset, Reason, Word
from maydan.web.views import claims as view


class Settled(msgspec.Struct):
    """What became of a forecast."""

    outcome: str
    reason: Reason = ""
    reviewer: Name = ""


@get("/api/outlooks", sync_to_thread=True)
def outlooks(desk: AtDesk, kind: Word = None, outcome: Word = None, by: Word = None, limit: Limit = FIRST_PAGE,
             offset: Offset = 0) -> dict[str, Any]:
    """Forecasts with their outcomes, or aims and conditions."""
    return listed(*view.outlooks(desk.snapshot(), desk.case, kind=kind or "forecast", outcome=outcome or None,
                                 by=by or None, limit=limit, offset=offset))


@get("/api/forecasters", sync_to_thread=True)
def forecasters(desk: AtDesk) -> dict[str, Any]:
    """Who foretold how well."""
    rows = view.forecasters(desk.snapshot())
    return listed(rows, len(rows))


@post("/api/outlooks/{record_id:str}/settle", sync_to_thread=True, status_code=200)
def settle(desk: AtDesk, record_id: Id, data: JSONBody[Settled]) -> dict[str, Any]:
    """A person's word on what became of a forecast; said again by the same person it is entered once."""
    reviewer = data.reviewer or desk.reviewer
    newest = next((d for d in reversed(desk.case.history(record_id)) if d.action == "settle" and d.active), None)
    if newest is not None and newest.reviewer == reviewer and newest.reason == data.reason and (
            (newest.content or {}).get("outcome") == data.outcome):
        return {"seq": newest.seq, "record_id": record_id, "outcome": data.outcome}
    made = desk.case.settle(record_id, data.outcome, reviewer=reviewer, reason=data.reason)
    desk.keeper.look()
    return {"seq": made.seq, "record_id": record_id, "outcome": data.outcome}


routes = [outlooks, forecasters, settle]
