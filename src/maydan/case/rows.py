"""Flat rows to what the store keeps of them: the columns of ``records``, the links to places and actors."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import Any

from maydan.arabic.fold import fold
from maydan.case.codec import dumps, loads
from maydan.case.weight import weight
from maydan.picture.ledger import DEFAULT_HORIZON_DAYS
from maydan.picture.tables import Row, Tables

KINDS = {
    "event": "events", "holding": "holdings", "tie": "ties", "outlook": "outlooks", "saying": "sayings",
    "figure": "figures", "time": "times",
}
TYPE_SLOT = {
    "event": "type", "holding": "change", "tie": "relation", "outlook": "kind", "saying": "kind", "figure": "of",
    "time": "type",
}
PLACE_SLOTS = {"event": ("where",), "holding": ("place",)}
ACTOR_SLOTS = {
    "event": ("who", "whom"), "holding": ("holder", "from_holder"), "tie": ("a", "b"), "outlook": ("by",),
    "saying": ("speaker",),
}
NAMING = frozenset({*PLACE_SLOTS, *ACTOR_SLOTS})  # kinds that name places or actors
_SLOTS = {kind: (*PLACE_SLOTS.get(kind, ()), *ACTOR_SLOTS.get(kind, ())) for kind in NAMING}
AHEAD = frozenset(("forecast", "planned", "called-for", "conditional"))  # statuses of what is still to come
OPEN = "9999"
SAME = ""  # for what the machine said, where the row as it stands is the same: each is stored once


def record_values(kind: str, row: Row, *, added: str, machine: bool = True, body: str | None = None) -> Row:
    """A row of ``records`` for a flat row that no decision has touched.

    Args:
        body: the flat row as :func:`dumps` has it, where that is at hand.
    """
    return {
        "record_id": row["record_id"], "document_id": row["document_id"], "kind": kind,
        "state": "machine" if machine else "added", "confirm": False, "version": 0, "added": added,
        "machine": SAME if machine else None, **current(kind, row, body),
    }


def machine_row(stored: Any) -> Row | None:
    """What the machine said, from ``machine`` and ``row`` of a record as stored; None for a record added by hand."""
    if stored.machine is None:
        return None
    found: Row = loads(stored.row if stored.machine == SAME else stored.machine)
    return found


def current(kind: str, row: Row, body: str | None = None) -> Row:
    """The columns of ``records`` that follow from the row as it stands."""
    return {
        "type": row.get(TYPE_SLOT[kind]), "start": row["start"], "end": row["end"], "day_from": row.get("day_from"),
        "day_to": last_day(kind, row), "confidence": float(row.get("confidence") or 0.0),
        "weight": weight(kind, row),
        "row": dumps(row) if body is None else body,
    }


def last_day(kind: str, row: Row) -> str | None:
    """The last day of the periods in which a record is looked up; None where it is open.

    What is foretold without an end would meet every later period for ever: it is looked up for as long as the ledger
    waits for it. The row itself says no more than the text.
    """
    first: str | None = row.get("day_from")
    last: str | None = row.get("day_to")
    if last is None and first is not None and (kind == "outlook" or row.get("status") in AHEAD):
        return _horizon(first)
    return last


@lru_cache(maxsize=1 << 10)
def _horizon(day: str) -> str | None:
    try:
        return (date.fromisoformat(day) + timedelta(days=DEFAULT_HORIZON_DAYS)).isoformat()
    except OverflowError:  # after the year 9999
        return None


def links(kind: str, row: Row, body: str = "") -> list[Row]:
    """The rows of ``links`` of a record: one for each place and actor in each slot.

    Args:
        body: the row as ``records`` has it, kept beside the places too; only where no decision touches it.
    """
    if kind not in NAMING:
        return []
    found = {}
    places = PLACE_SLOTS.get(kind, ())
    first, last = row.get("day_from") or "", last_day(kind, row) or OPEN
    for slot in _SLOTS[kind]:
        value = row.get(slot)
        for key in value if isinstance(value, list) else (value,):
            if key:
                found[key, slot] = {
                    "key": key, "slot": slot, "kind": kind, "record_id": row["record_id"],
                    "day_from": first, "day_to": last, "row": body if slot in places else "",
                }
    return list(found.values())


def records_of(tables: Tables) -> list[tuple[str, Row]]:
    """All rows of a document that are records, with their kinds."""
    return [(kind, row) for kind, table in KINDS.items() for row in tables.get(table, ())]


def place_values(row: Row) -> Row:
    """A row of ``places`` with its key for look-up by name."""
    return {**row, "name_key": name_key(row["name_ar"])}


def actor_values(row: Row) -> Row:
    """A row of ``actors`` with its key for look-up by name."""
    return {**row, "name_key": name_key(row["name_ar"])}


@lru_cache(maxsize=1 << 14)  # the same names come in document after document
def name_key(name: str) -> str:
    """A name folded, its spaces evened out."""
    return " ".join(fold(name).split())


def pattern_words(kind: str, row: Row) -> str:
    """The words that, with the rule, say how a record was made: the trigger of an event, the verb of a saying."""
    value: Any = row.get("trigger") or row.get("verb") or ""
    return name_key(str(value))
