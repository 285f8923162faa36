"""Incidents, and people's judgements on which reports are one."""

from __future__ import annotations

from typing import Annotated, Any

import msgspec
from litestar import Request, get, post
from litestar.params import JSONBody, PathParameter

from maydan.case.decisions import Decision
from maydan.web.answers import listed
from maydan.web.asking import asked
from maydan.web.params import FIRST_PAGE, AtDesk, Id, Limit, Name, Offset, Reason, Word
from maydan.web.views import incidents as view


class Two(msgspec.Struct):
    """Two event records that tell of one event, or of different ones."""

    a: str
    b: str
    reason: Reason = ""
    reviewer: Name = ""


class Why(msgspec.Struct):
    """Who takes something back, and why."""

    reason: Reason = ""
    reviewer: Name = ""


@get("/api/incidents", sync_to_thread=True)
def incidents(desk: AtDesk, request: Request[Any, Any, Any], sort: Word = None, limit: Limit = FIRST_PAGE,
              offset: Offset = 0) -> dict[str, Any]:
    """Incidents by filters."""
    filters, order = asked(request), view.checked(sort or "date")
    snapshot = desk.snapshot()
    rows, total = view.incidents(snapshot, filters, sort=order, limit=limit, offset=offset)
    return listed(view.with_quotes(snapshot, desk.case, rows), total)


@get("/api/incidents/{incident_id:str}", sync_to_thread=True)
def incident(desk: AtDesk, incident_id: Id) -> dict[str, Any]:
    """One incident with its reports and why they are one."""
    return view.incident(desk.snapshot(), desk.case, incident_id)


@post("/api/incidents/join", sync_to_thread=True, status_code=200)
def join(desk: AtDesk, data: JSONBody[Two]) -> dict[str, int]:
    """Say that two reports tell of one event."""
    return _entered(desk, desk.case.join(data.a, data.b, reviewer=data.reviewer or desk.reviewer, reason=data.reason))


@post("/api/incidents/split", sync_to_thread=True, status_code=200)
def split(desk: AtDesk, data: JSONBody[Two]) -> dict[str, int]:
    """Say that two reports tell of different events."""
    return _entered(desk, desk.case.split(data.a, data.b, reviewer=data.reviewer or desk.reviewer, reason=data.reason))


@post("/api/judgements/{seq:int}/take-back", sync_to_thread=True, status_code=200)
def take_back(
    desk: AtDesk, seq: Annotated[int, PathParameter(ge=0, le=1 << 53)], data: JSONBody[Why],
) -> dict[str, int]:
    """Undo a judgement."""
    return _entered(desk, desk.case.take_back(seq, reviewer=data.reviewer or desk.reviewer, reason=data.reason))


def _entered(desk: AtDesk, decision: Decision) -> dict[str, int]:
    desk.keeper.look()
    return {"seq": decision.seq}


routes = [incidents, incident, join, split, take_back]
