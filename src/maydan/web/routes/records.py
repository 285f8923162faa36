"""Records: lists, one with its why and history, and what people decide on it."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import get, post

from maydan.case.lists import Wanted
from maydan.case.review import Outcome
from maydan.errors import ConflictError, MaydanError
from maydan.picture.tables import Row
from maydan.web.asking import listed_values
from maydan.web.desk import Desk
from maydan.web.faults import fault
from maydan.web.params import FIRST_PAGE, AtDesk, Day, Id, Limit, Name, Number, Offset, Reason, Seq, State, Word
from maydan.web.views.citing import citation, context
from maydan.web.views.listing import answered, record_page
from maydan.web.views.why import why


class Decided(msgspec.Struct):
    """A decision on a record."""

    action: str
    changes: dict[str, Any] | None = None
    reason: Reason = ""
    seen: Seq | None = None
    pattern: bool = False
    reviewer: Name = ""


class Undone(msgspec.Struct):
    """A decision taken back."""

    seen: Seq | None = None
    seq: Seq | None = None
    reason: Reason = ""
    reviewer: Name = ""


class Added(msgspec.Struct):
    """A record that the reader missed, on words of a document."""

    kind: str
    start: Seq
    end: Seq
    slots: dict[str, Any] = {}
    reason: Reason = ""
    reviewer: Name = ""


def wanted(
    kind: str | None, place: str | None, actor: str | None, source: str | None, state: str | None, **more: Any
) -> Wanted:
    """What a list of records is asked to hold; values with commas between them are any of these."""
    return Wanted(
        kinds=listed_values(kind), places=(place,) if place else (), actors=listed_values(actor),
        sources=(source,) if source else (), state=state or "standing", **more)


@get("/api/records", sync_to_thread=True)
def records(
    desk: AtDesk, kind: Word = None, place: Word = None, actor: Word = None, document: Word = None,
    type: Word = None, source: Word = None, since: Day = None, until: Day = None, in_state: State = None,
    min_confidence: Number = None, voice: Word = None, status: Word = None, sort: Word = None,
    limit: Limit = FIRST_PAGE, offset: Offset = 0,
) -> dict[str, Any]:
    """Records by filters."""
    asked = wanted(
        kind, place, actor, source, in_state, document=document or None, types=listed_values(type), since=since,
        until=until, min_confidence=min_confidence or 0.0, voices=listed_values(voice),
        statuses=listed_values(status))
    return answered(record_page(desk.case, desk.snapshot_now(), asked, order=sort or "date", limit=limit,
                                offset=offset))


@get("/api/records/{record_id:str}", sync_to_thread=True)
def record(desk: AtDesk, record_id: Id) -> dict[str, Any]:
    """One record with all that stands around it."""
    case = desk.case
    found = case.record(record_id)
    machine = found.pop("machine")
    document_id = found["document_id"]
    document = case.short_documents([document_id])[document_id]
    text = case.document(document_id).text
    return {
        "record": found, "machine": machine, "history": case.history(record_id), "document": document,
        "context": context(text, found["start"], found["end"]),
        "why": why(desk.reading(document_id), found), "incident_id": _incident(desk, record_id),
        "citation": citation(case, found, document),
    }


def _incident(desk: Desk, record_id: str) -> str | None:
    snapshot = desk.snapshot_now()
    if snapshot is None:
        return None
    found: str | None = snapshot.one(
        "SELECT i.incident_id FROM members m JOIN incidents i USING (no) WHERE m.record_id = ?", (record_id,))
    return found


@get("/api/records/{record_id:str}/why", sync_to_thread=True)
def record_why(desk: AtDesk, record_id: Id) -> dict[str, Any]:
    """Why a record is there."""
    found = desk.case.record(record_id)
    return why(desk.reading(found["document_id"]), found)


@post("/api/records/{record_id:str}/decide", sync_to_thread=True, status_code=200)
def decide(desk: AtDesk, record_id: Id, data: Decided) -> Any:
    """Accept, correct or reject a record."""
    return _taken(desk, record_id, lambda: desk.case.decide(
        record_id, data.action, reviewer=data.reviewer or desk.reviewer, reason=data.reason,
        changes=data.changes or None, seen=data.seen, pattern=data.pattern))


@post("/api/records/{record_id:str}/undo", sync_to_thread=True, status_code=200)
def undo(desk: AtDesk, record_id: Id, data: Undone) -> Any:
    """Take a decision back."""
    return _taken(desk, record_id, lambda: desk.case.undo(
        record_id, reviewer=data.reviewer or desk.reviewer, reason=data.reason, seen=data.seen, seq=data.seq))


@post("/api/documents/{document_id:str}/records", sync_to_thread=True, status_code=201)
def add(desk: AtDesk, document_id: Id, data: Added) -> Any:
    """Enter a record that the reader missed."""
    return _taken(desk, None, lambda: desk.case.add_record(
        document_id, data.kind, data.slots, start=data.start, end=data.end, reviewer=data.reviewer or desk.reviewer,
        reason=data.reason))


def _taken(desk: Desk, record_id: str | None, act: Any) -> Any:
    """The outcome of a decision, with the record as it stands; where another one came between, that one."""
    try:
        outcome: Outcome = act()
    except ConflictError as error:
        return fault(409, error.message, error.hint, record=_standing(desk, record_id))
    return {"outcome": outcome, "record": _standing(desk, outcome.record_id)}


def _standing(desk: Desk, record_id: str | None) -> Row | None:
    if record_id is None:
        return None
    try:
        return {k: v for k, v in desk.case.record(record_id).items() if k != "machine"}
    except MaydanError:
        return None


routes = [records, record, record_why, decide, undo, add]
