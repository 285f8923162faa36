"""Statements: what a document states, each with the very words it comes from.

Common to all: ``record_id`` (hash of document, kind, span and key slots), ``start`` and ``end`` (code points, end
exclusive), ``quote`` (exactly ``text[start:end]``), ``sentence`` (number), ``status``, ``voice`` ("author" or an
actor id), ``confidence`` (0..1), ``rule`` (the construction or lexicon row that made it).
"""

from __future__ import annotations

import msgspec

from maydan.records.vocabulary import Change, EventType, OutlookKind, Polarity, Relation, SayingKind, Status


class Toll(msgspec.Struct, frozen=True, kw_only=True):
    """A count of people harmed: ``of`` killed, wounded, ...; low, best, high as the words give them."""

    of: str
    low: float | int | None = None
    best: float | int | None = None
    high: float | int | None = None
    who: str = ""


class Why(msgspec.Struct, frozen=True, kw_only=True):
    """Words that filled a slot, or were weighed and rejected: ``slot``, ``text``, offsets, and the reason."""

    slot: str
    text: str
    start: int
    end: int
    reason: str = ""
    taken: bool = True


LENT = "told on"
"""Reason of a slot that a record took from another of the same occasion, which is told just before or beside it."""


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """What all statements share."""

    quote: str
    start: int
    end: int
    sentence: int = 0
    record_id: str = ""
    status: Status = "happened"
    voice: str = "author"
    confidence: float = 0.5
    rule: str = ""
    why: tuple[Why, ...] = ()


class Event(Statement, frozen=True, kw_only=True):
    """Something that happens at some time, with at least a doer or a done-to; slots hold actor ids and place names."""

    type: EventType
    who: tuple[str, ...] = ()
    whom: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    when: str | None = None
    toll: tuple[Toll, ...] = ()
    weapon: str | None = None
    trigger: str = ""
    trigger_start: int = 0
    trigger_end: int = 0
    plover: dict[str, str | None] | None = None
    acled: dict[str, str | None] | None = None
    cameo: str | None = None
    ucdp: int | None = None


class Holding(Statement, frozen=True, kw_only=True):
    """Who holds, takes, loses, contests or besieges which place; ``from`` is the former holder (``from_`` in code)."""

    holder: str | None = None
    place: str | None = None
    change: Change
    from_: str | None = msgspec.field(default=None, name="from")
    when: str | None = None


class Tie(Statement, frozen=True, kw_only=True):
    """A relation between two actors that the text states."""

    a: str
    relation: Relation
    b: str
    when: str | None = None


class Saying(Statement, frozen=True, kw_only=True):
    """The words that a named speaker is reported to have said; ``quote`` is those words."""

    speaker: str | None
    verb: str
    kind: SayingKind
    addressee: str | None = None
    frame_start: int = 0
    frame_end: int = 0


class Outlook(Statement, frozen=True, kw_only=True):
    """A forecast, an aim or a condition; ``event`` is the record id of the event it speaks of, where there is one."""

    kind: OutlookKind
    by: str | None = None
    about: str = ""
    polarity: Polarity | None = None
    horizon: str | None = None
    event: str | None = None
