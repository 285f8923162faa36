"""Accept, correct, reject, add, undo: what a reviewer may do to a record, checked before it enters the chain."""

from __future__ import annotations

import re
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from maydan.case import schema
from maydan.case.bulk import insert_rows
from maydan.case.carry import settle
from maydan.case.codec import loads, now, unpack
from maydan.case.decisions import REVIEW, Decision, append, load, of_record
from maydan.case.patterns import active_patterns, add_pattern, drop_pattern, rejects
from maydan.case.query import theatre_places
from maydan.case.rows import KINDS, PLACE_SLOTS, links, machine_row, record_values
from maydan.errors import CaseError, ConflictError, UnknownError
from maydan.picture.tables import COLUMNS, FAMILY, Row
from maydan.records import Document
from maydan.records.identity import KEY_SLOTS, record_id
from maydan.records.timex import day_interval
from maydan.records.vocabulary import CHANGES, EVENT_TYPES, FIGURE_OF, RELATIONS, STATUSES

JUDGEMENTS = ("join", "split", "settle", "note")
EDITABLE: dict[str, tuple[str, ...]] = {
    "event": ("type", "status", "voice", "who", "whom", "where", "when", "weapon", "killed_low", "killed_best",
              "killed_high", "wounded_low", "wounded_best", "wounded_high", "start", "end"),
    "holding": ("holder", "place", "change", "from_holder", "when", "status", "voice", "start", "end"),
    "tie": ("a", "relation", "b", "when", "status", "voice", "start", "end"),
    "outlook": ("kind", "by", "polarity", "about", "horizon", "event", "status", "voice", "start", "end"),
    "saying": ("speaker", "verb", "kind", "start", "end"),
    "figure": ("value", "of", "unit", "low", "high", "mod", "about"),
    "time": ("type", "value", "mod"),
}
_VOCABULARY: dict[tuple[str, str], tuple[str, ...]] = {
    ("event", "type"): EVENT_TYPES, ("holding", "change"): CHANGES, ("tie", "relation"): RELATIONS,
    ("figure", "of"): FIGURE_OF, ("outlook", "kind"): ("forecast", "aim", "condition"),
    ("outlook", "polarity"): ("likely", "unlikely", "possible"), ("saying", "kind"): ("direct", "indirect"),
    ("time", "type"): ("DATE", "DURATION", "SET"),
}
_ACTOR = re.compile(r"[^\s]{1,200}")
_SLOTS_OF_ACTORS = {"who", "whom", "holder", "from_holder", "a", "b", "by", "speaker", "voice"}
_NEEDED = {"event": ("type",), "holding": ("change",), "tie": ("a", "relation", "b"), "outlook": ("kind",),
           "saying": ("verb", "kind"), "figure": ("of",), "time": ("type",)}
_TYPES: dict[str, tuple[type, ...]] = {
    "str": (str, type(None)), "int": (int,), "float": (int, float, type(None)), "list": (list,), "bool": (bool,)}


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a decision led to.

    Attributes:
        seq: of the decision. record_id: of the record.
        version: of the record now: what the next reviewer must have seen.
        state: of the record now.
        others: further records rejected with it, by a pattern.
    """

    seq: int
    record_id: str
    version: int
    state: str
    others: int = 0


def decide(
    connection: Connection, record: str, action: str, *, reviewer: str, reason: str, changes: Row | None,
    seen: int | None, pattern: bool,
) -> Outcome:
    """Take a decision on a record; see :meth:`maydan.case.Case.decide`."""
    if action not in ("accept", "correct", "reject"):
        raise CaseError(f"{action!r} is no decision", "use accept, correct, reject, or the ways to add and undo")
    row = _record(connection, record)
    _check_reviewer(reviewer)
    _check_seen(connection, row, seen)
    if (action == "correct") != bool(changes):
        raise CaseError("a correction says what is changed, other decisions change nothing",
                        "give the changed slots with action correct")
    now_row = loads(row.row)
    clean = checked(connection, row.kind, now_row, changes) if changes else None
    content: Row = {"reason": reason, "changes": clean, "kind": row.kind, "document_id": row.document_id,
                    "pattern": True if pattern else None}
    decision = append(connection, action, reviewer, record, content)
    outcome = refresh(connection, record, confirm=False, seq=decision.seq, why=action)
    if pattern:
        machine = machine_row(row)
        if action != "reject" or machine is None:
            raise CaseError("only a rejected record of the reader stands for a pattern", "leave the pattern out")
        others = add_pattern(connection, decision.seq, row.document_id, row.kind, machine)
        outcome = msgspec.structs.replace(outcome, others=others)
    return outcome


def undo(
    connection: Connection, record: str, *, reviewer: str, reason: str, seen: int | None, seq: int | None
) -> Outcome:
    """Take back the newest decision on a record that still counts, or the one numbered ``seq``."""
    row = _record(connection, record)
    _check_reviewer(reviewer)
    _check_seen(connection, row, seen)
    standing = [d for d in of_record(connection, record) if d.active and d.action in (*REVIEW, "undo")]
    target = next((d for d in reversed(standing) if (d.seq == seq if seq else d.action != "undo")), None)
    if target is None:
        raise CaseError("there is no decision to undo" if seq is None else f"decision {seq} does not stand",
                        "look at the record's history")
    decision = append(connection, "undo", reviewer, record, {
        "reason": reason, "undoes": target.seq, "kind": row.kind, "document_id": row.document_id})
    _turn_pattern(connection, target, row)
    return refresh(connection, record, confirm=False, seq=decision.seq, why="undo")


def _turn_pattern(connection: Connection, undone: Decision, row: Any) -> None:
    """Take back the pattern of a decision that is undone; set it again where the undo itself is undone."""
    again = undone.action == "undo"
    if again:
        undone = load(connection, schema.decisions.c.seq == int((undone.content or {})["undoes"]))[0]
    if (undone.content or {}).get("pattern"):
        if again:
            add_pattern(connection, undone.seq, row.document_id, row.kind, machine_row(row) or {})
        else:
            drop_pattern(connection, undone.seq)


def add_record(
    connection: Connection, document_id: str, kind: str, slots: Row, start: int, end: int, *, reviewer: str,
    reason: str,
) -> Outcome:
    """Enter a record that the reader missed, on words of the document."""
    _check_reviewer(reviewer)
    if kind not in KINDS:
        raise CaseError(f"{kind!r} is no kind of record", f"use one of {', '.join(KINDS)}")
    document = document_of(connection, document_id)
    empty: Row = {c: [] if t == "list" else None for c, t in COLUMNS[KINDS[kind]].items()}
    row: Row = {**empty, "document_id": document_id, "source": document.source or "", "confidence": 1.0}
    if "status" in row:
        row |= {"status": "happened", "voice": "author"}
    if "rule" in row:
        row["rule"] = "person"
    row |= checked(connection, kind, {**row, "start": start, "end": end}, {**slots, "start": start, "end": end},
                   document=document, anything=True)
    missing = [s for s in _NEEDED[kind] if not row.get(s)]
    if missing:
        raise CaseError(f"a record of kind {kind} needs {', '.join(missing)}", "fill these slots")
    if kind in ("figure", "time"):
        row["text"] = row["quote"]
    keys = tuple(row.get(s, start) for s in KEY_SLOTS[kind])
    row["record_id"] = record_id(document_id, kind, start, end, ("person", *keys))
    table = schema.records
    if connection.execute(select(table.c.kind).where(table.c.record_id == row["record_id"])).first():
        raise ConflictError("this record was added before", "correct that one instead")
    decision = append(connection, "add", reviewer, row["record_id"],
                      {"reason": reason, "row": row, "kind": kind, "document_id": document_id})
    values = {**record_values(kind, row, added=now(), machine=False), "version": 1}
    connection.execute(insert(table).values(**values))
    insert_rows(connection, schema.links, links(kind, row))
    return Outcome(seq=decision.seq, record_id=row["record_id"], version=1, state="added")


def judge(
    connection: Connection, action: str, subject: str, content: Row, *, reviewer: str, reason: str
) -> Decision:
    """Enter a judgement on the picture (join, split, settle, note)."""
    if action not in JUDGEMENTS:
        raise CaseError(f"{action!r} is no judgement", f"use one of {', '.join(JUDGEMENTS)}")
    _check_reviewer(reviewer)
    return append(connection, action, reviewer, subject, {**content, "reason": reason})


def take_back(connection: Connection, seq: int, *, reviewer: str, reason: str) -> Decision:
    """Undo a judgement by its number."""
    _check_reviewer(reviewer)
    found = load(connection, schema.decisions.c.seq == seq)
    if not found or found[0].action not in JUDGEMENTS:
        raise UnknownError(f"there is no judgement {seq}", "list the judgements for their numbers")
    subject = found[0].record_id
    history = load(connection, schema.decisions.c.record_id == subject)
    if not next(d for d in history if d.seq == seq).active:
        raise ConflictError(f"judgement {seq} was undone before", "nothing to do")
    return append(connection, "undo", reviewer, subject, {"undoes": seq, "reason": reason})


def refresh(connection: Connection, record: str, *, confirm: bool, seq: int, why: str) -> Outcome:
    """Work out a record anew from the machine's row and the decisions, and store it."""
    table = schema.records
    row = _record(connection, record)
    decisions = [d for d in of_record(connection, record) if d.action in (*REVIEW, "undo")]
    values: Row = {"confirm": confirm}
    machine = machine_row(row)
    after = settle(values, row.kind, machine, decisions)
    if values["state"] == "machine" and rejects(active_patterns(connection), row.kind, machine):
        values["state"] = "rejected"
    connection.execute(update(table).where(table.c.record_id == record).values(**values))
    connection.execute(delete(schema.links).where(schema.links.c.record_id == record))
    insert_rows(connection, schema.links, links(row.kind, after))
    connection.execute(insert(schema.changes).values(
        at=now(), change="withdrawn" if values["state"] == "rejected" else "changed", record_id=record,
        document_id=row.document_id, kind=row.kind, why=f"decision {seq}: {why}",
        before=None if row.state == "rejected" else row.row))
    return Outcome(seq=seq, record_id=record, version=values["version"], state=values["state"])


def checked(
    connection: Connection, kind: str, row: Row, changes: Row, *, document: Document | None = None,
    anything: bool = False,
) -> Row:
    """Changed slots made good: known columns, right types, words of the vocabulary, days and quote worked out anew.

    Raises:
        CaseError: a slot is unknown or its value cannot stand.
    """
    columns, clean = COLUMNS[KINDS[kind]], dict[str, Any]()
    for slot, value in changes.items():
        if slot not in EDITABLE[kind] and not (anything and slot in ("start", "end")):
            raise CaseError(f"{slot!r} of a record of kind {kind} cannot be changed",
                            f"these can: {', '.join(EDITABLE[kind])}")
        if isinstance(value, tuple):
            value = list(value)
        wrong = not isinstance(value, _TYPES[columns[slot]]) or (isinstance(value, bool) and columns[slot] != "bool")
        if wrong or (isinstance(value, list) and not all(isinstance(v, str) and v for v in value)):
            raise CaseError(f"{slot} takes {columns[slot]}, not {value!r}", "check the value")
        allowed = STATUSES if slot == "status" else _VOCABULARY.get((kind, slot))
        if allowed and value not in allowed and not (value is None and slot == "polarity"):
            raise CaseError(f"{value!r} is no {slot}", f"use one of {', '.join(allowed)}")
        if slot in _SLOTS_OF_ACTORS:
            for name in value if isinstance(value, list) else [value]:
                if name is not None and not _ACTOR.fullmatch(name):
                    raise CaseError(f"{name!r} is no actor id", "use an id of the theatre, new:<slug> or person:<slug>")
        clean[slot] = value
    if not (anything or any(row.get(s) != v for s, v in clean.items())):
        raise CaseError("the correction changes nothing", "accept the record instead")
    merged = {**row, **clean}
    document = document or document_of(connection, merged["document_id"])
    if "start" in clean or "end" in clean:
        start, end = merged["start"], merged["end"]
        if not 0 <= start < end <= len(document.text):
            raise CaseError(f"{start}:{end} is no stretch of the text", f"it has {len(document.text)} characters")
        clean["quote"] = document.text[start:end]
    if any(s in PLACE_SLOTS.get(kind, ()) for s in clean):
        _check_places(connection, kind, clean, merged["document_id"])
    if kind == "event" and "type" in clean:
        clean["family"] = FAMILY.get(clean["type"], "other")
    day_slot = {"outlook": "horizon", "time": "value"}.get(kind, "when")
    if day_slot in clean or (anything and "day_from" in row):
        clean |= _days(connection, kind, merged, merged.get(day_slot))
    return clean


def _days(connection: Connection, kind: str, row: Row, value: str | None) -> Row:
    table = schema.documents
    written = connection.execute(
        select(table.c.reference_earliest, table.c.reference_latest).where(table.c.document_id == row["document_id"])
    ).first()
    reference = (written.reference_earliest, written.reference_latest) if written else (None, None)
    days = day_interval(value, *reference)
    if value and days is None and kind != "time":
        raise CaseError(f"{value!r} is no time", "write 2016-02-12, 2016-02, 2016-02-LATE, 2016-Q1 or PAST_REF")
    first, last = days or ((None, None) if kind == "time" else reference)
    found: Row = {"day_from": first, "day_to": last}
    if kind in ("event", "holding"):
        found["day_inferred"] = days is None and any(reference)
    return found


def _check_places(connection: Connection, kind: str, clean: Row, document_id: str) -> None:
    """Take place keys that the case or the document's theatre knows; a name in English or Arabic becomes the key that
    it has in the case."""
    table = schema.places
    label = connection.execute(
        select(schema.documents.c.theatre).where(schema.documents.c.document_id == document_id)).scalar()

    def key(name: str) -> str:
        known = connection.execute(select(table.c.place).where(table.c.place == name).limit(1)).scalar()
        found = known or connection.execute(
            select(table.c.place).where((table.c.name_en == name) | (table.c.name_ar == name)).limit(1)).scalar()
        if found is None and name in theatre_places(str(label or "")):
            return name
        if found is None:
            raise CaseError(f"the case knows no place {name!r}",
                            "use the key of a place of the theatre, or the key or name of one that a document names")
        return str(found)

    for slot in PLACE_SLOTS[kind]:
        if slot in clean and clean[slot] is not None:
            clean[slot] = [key(n) for n in clean[slot]] if isinstance(clean[slot], list) else key(clean[slot])


def document_of(connection: Connection, document_id: str) -> Document:
    """A document with its text.

    Raises:
        CaseError: the case does not hold it.
    """
    body = connection.execute(
        select(schema.texts.c.body).where(schema.texts.c.document_id == document_id)).scalar()
    if body is None:
        raise UnknownError(f"the case has no document {document_id}", "list its documents with: maydan case status")
    return unpack(body, Document)


def _record(connection: Connection, record: str) -> Any:
    row = connection.execute(select(schema.records).where(schema.records.c.record_id == record)).first()
    if row is None:
        raise UnknownError(f"the case has no record {record}", "a new reading may have withdrawn it: see its history")
    return row


def _check_reviewer(reviewer: str) -> None:
    if not reviewer.strip():
        raise CaseError("a decision needs a reviewer's name", "say who decides")


def _check_seen(connection: Connection, row: Any, seen: int | None) -> None:
    if seen is None or seen == row.version:
        return
    last = of_record(connection, row.record_id)[-1:]
    who = f": {last[0].reviewer} chose {last[0].action} at {last[0].at[:19]}" if last else ""
    raise ConflictError(f"the record changed since you looked (version {row.version}, you saw {seen}){who}",
                    "look at it again, then decide")

