"""Record ids: one hash for one statement, the same whoever computes it and in whatever order."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from maydan.records.mentions import Figure, Time
from maydan.records.reading import Reading
from maydan.records.statements import Event, Holding, Outlook, Saying, Statement, Tie

S = TypeVar("S", bound=Statement)

# What makes one record of a kind another one, besides its words' place in the text.
KEY_SLOTS: dict[str, tuple[str, ...]] = {
    "event": ("type", "trigger_start", "who", "whom", "where"),
    "holding": ("holder", "change", "place"),
    "tie": ("a", "relation", "b"),
    "saying": ("speaker", "verb"),
    "outlook": ("kind", "by", "polarity"),
    "figure": ("of", "value", "unit"),
    "time": ("type", "value"),
}
_LETTER = {"event": "e", "holding": "h", "tie": "t", "saying": "s", "outlook": "o", "figure": "f", "time": "d"}


def record_id(document_id: str, kind: str, start: int, end: int, slots: tuple[Any, ...], ordinal: int = 0) -> str:
    """The id of a record: a letter for its kind and 16 hexadecimal digits.

    Args:
        kind: a key of :data:`KEY_SLOTS`.
        start, end: code points of its words.
        slots: values of the kind's key slots, in their order.
        ordinal: how many records of the same kind, words and slots stand before it.
    """
    key = msgspec.json.encode([document_id, kind, start, end, slots, ordinal])
    return _LETTER[kind] + hashlib.blake2b(key, digest_size=8).hexdigest()


class Identities:
    """Gives out the ids of one document's records, telling apart those that agree in everything."""

    def __init__(self, document_id: str) -> None:
        self.document_id = document_id
        self._seen: dict[str, int] = {}

    def of(self, kind: str, record: Statement | Figure | Time) -> str:
        """The id of the next record; call once for each, in the order of the reading."""
        slots = tuple(getattr(record, slot) for slot in KEY_SLOTS[kind])
        first = record_id(self.document_id, kind, record.start, record.end, slots)
        count = self._seen.get(first, 0)
        self._seen[first] = count + 1
        return record_id(self.document_id, kind, record.start, record.end, slots, count) if count else first


def identified(reading: Reading, document_id: str) -> Reading:
    """The reading with every statement's id set, and the ids by which outlooks name events changed alike."""
    ids = Identities(document_id)
    renamed: dict[str, str] = {}

    def named(kind: str, records: tuple[S, ...]) -> tuple[S, ...]:
        found = []
        for record in records:
            new = ids.of(kind, record)
            if record.record_id:
                renamed[record.record_id] = new
            found.append(msgspec.structs.replace(record, record_id=new))
        return tuple(found)

    events: tuple[Event, ...] = named("event", reading.events)
    holdings: tuple[Holding, ...] = named("holding", reading.holdings)
    ties: tuple[Tie, ...] = named("tie", reading.ties)
    sayings: tuple[Saying, ...] = named("saying", reading.sayings)
    outlooks = tuple(_linked(o, renamed.get) for o in named("outlook", reading.outlooks))
    return msgspec.structs.replace(
        reading, events=events, holdings=holdings, ties=ties, sayings=sayings, outlooks=outlooks)


def _linked(outlook: Outlook, new: Callable[[str], str | None]) -> Outlook:
    if outlook.event is None:
        return outlook
    return msgspec.structs.replace(outlook, event=new(outlook.event))  # None where the event was left out
