"""Why a record is there: its rule, the words of each slot, what was weighed and left out, how its time was found."""

from __future__ import annotations

from typing import Any

from maydan.picture.tables import Row
from maydan.records import Figure, Reading, Time
from maydan.records.identity import Identities
from maydan.records.statements import Statement

_NOTHING: Row = {"rule": "person", "lexicon": None, "slots": [], "rejected": [], "time": None}


def why(reading: Reading | None, record: Row) -> Row:
    """What ``maydan read --explain`` prints of a record, as data.

    Args:
        reading: newest reading of the record's document, with ids (:func:`maydan.records.identity.identified`).
        record: as it stands, or as the machine made it. A record that the reading does not hold was added by a person.
    """
    if reading is None:
        return {**_NOTHING, "rule": record.get("rule") or ""}
    found = _found(reading, record)
    if found is None:
        return {**_NOTHING, "rule": record.get("rule") or "person"}
    rule, _, lexicon = found.rule.partition(":")
    base = {"rule": rule, "lexicon": lexicon or None, "reader": reading.reader, "theatre": reading.theatre}
    if isinstance(found, Time):
        slots = [_slot("value", found.value, found.text, found.start, found.end, found.rule)]
        return {**base, "slots": slots, "rejected": [], "time": _time(found)}
    if isinstance(found, Figure):
        slots = [_slot("value", found.value, found.text, found.start, found.end, found.rule)]
        return {**base, "slots": slots, "rejected": [], "time": None}
    slots = [_slot(w.slot, _value(found, w.slot), w.text, w.start, w.end, w.reason) for w in found.why if w.taken]
    trigger = getattr(found, "trigger", "")
    if trigger:
        slots.insert(0, _slot("type", _value(found, "type"), trigger, getattr(found, "trigger_start", None),
                              getattr(found, "trigger_end", None), found.rule))
    rejected = [{"slot": w.slot, "value": w.text, "start": w.start, "end": w.end, "reason": w.reason}
                for w in found.why if not w.taken]
    when = getattr(found, "when", None) or getattr(found, "horizon", None)
    return {**base, "slots": slots, "rejected": rejected, "time": _nearest(reading, found, when)}


def _found(reading: Reading, record: Row) -> Statement | Figure | Time | None:
    record_id, kind = record["record_id"], record["kind_of_record"]
    if kind in ("figure", "time"):
        ids = Identities(record["document_id"])
        mentions: tuple[Figure | Time, ...] = reading.figures if kind == "figure" else reading.times
        return next((m for m in mentions if ids.of(kind, m) == record_id), None)
    statements: tuple[Statement, ...] = getattr(reading, f"{kind}s")
    return next((s for s in statements if s.record_id == record_id), None)


def _value(record: Statement, slot: str) -> Any:
    value = getattr(record, {"from_holder": "from_", "from": "from_", "toll": "toll"}.get(slot, slot), None)
    return ", ".join(map(str, value)) if isinstance(value, tuple) and slot != "toll" else _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, tuple):  # a toll
        return "; ".join(f"{t.of} {t.best if t.best is not None else f'{t.low}..{t.high}'}" for t in value)
    return value


def _slot(slot: str, value: Any, words: str, start: int | None, end: int | None, rule: str) -> Row:
    return {"slot": slot, "value": value, "words": words, "start": start, "end": end, "rule": rule or None}


def _time(time: Time) -> Row:
    return {"text": time.text, "value": time.value, "rule": time.rule, "anchor": time.anchor, "start": time.start,
            "end": time.end}


def _nearest(reading: Reading, record: Statement, value: str | None) -> Row | None:
    """The words that gave a record its time: of those of the same value the ones inside it, else the nearest."""
    if value is None:
        return None

    def far(start: int, end: int) -> int:
        return max(0, record.start - end, start - record.end)

    times = [t for t in reading.times if t.value == value]
    if times:
        return _time(min(times, key=lambda t: (far(t.start, t.end), t.start)))
    anchored = [a for a in reading.anchored_times if a.value == value]
    if anchored:
        nearest = min(anchored, key=lambda a: (far(a.start, a.end), a.start))
        return {"text": nearest.text, "value": nearest.value, "rule": nearest.rule, "start": nearest.start,
                "end": nearest.end, "anchor": f"{nearest.relation} {nearest.event}".strip()}
    return {"text": "", "value": value, "rule": "", "anchor": reading.reference_date.value or "", "start": None,
            "end": None}
