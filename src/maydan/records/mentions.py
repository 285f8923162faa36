"""Mentions: the stretches of a text that name a time, a place, an actor or a figure.

Offsets are code points in the extracted text, ``end`` exclusive. Field names are those of the annotation guide.
"""

from __future__ import annotations

import msgspec

from maydan.records.vocabulary import ActorKind, FigureOf, PlaceKind, TimeType


class ReferenceDate(msgspec.Struct, frozen=True, kw_only=True):
    """When a document was written, by its own evidence.

    Attributes:
        value: "YYYY-MM-DD" or "YYYY-MM"; None when nothing speaks.
        earliest, latest: bounds, "YYYY-MM-DD".
        why: the evidence in words.
        printed: the date that came with the document, if any.
        printed_is_wrong: whether the text contradicts it.
        evidence: stretches (start, end) of the text that speak.
    """

    value: str | None = None
    earliest: str | None = None
    latest: str | None = None
    why: str = ""
    printed: str | None = None
    printed_is_wrong: bool = False
    evidence: tuple[tuple[int, int], ...] = ()


class Time(msgspec.Struct, frozen=True, kw_only=True):
    """A calendar time or duration: ``text == document[start:end]``, ``value`` in TIMEX3 style."""

    text: str
    start: int
    end: int
    type: TimeType
    value: str | None
    quote: str = ""
    mod: str | None = None
    granularity: str = ""
    anchor: str = ""
    rule: str = ""
    confidence: float = 0.9


class AnchoredTime(msgspec.Struct, frozen=True, kw_only=True):
    """A time told by an event ("before the intervention"): the dated event, the relation, and the bounds it gives."""

    text: str
    start: int
    end: int
    event: str
    relation: str
    value: str | None
    earliest: str | None = None
    latest: str | None = None
    rule: str = ""


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """One gazetteer entry that a name may mean, with the score it got and why."""

    id: str
    name: str
    score: float
    why: str = ""


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """A distinct place of a document.

    Attributes:
        text: the fullest form in the document.
        name_en: unique in its document.
        gazetteer_id: row of the theatre, or None for a place made from a relation or unknown to it.
        relation: "", or how it is placed ("north-of", "countryside-north", "between", "border", ...).
        base: ``name_en`` or gazetteer ids of the places that the relation starts from.
        radius_km: uncertainty around the point, kilometres.
        mentions: (start, end) of every mention.
        candidates: what else the name could mean, best first.
    """

    text: str
    name_en: str
    kind: PlaceKind
    lat: float | None
    lon: float | None
    mentions: tuple[tuple[int, int], ...] = ()
    gazetteer_id: str | None = None
    country: str = ""
    relation: str = ""
    base: tuple[str, ...] = ()
    radius_km: float = 1.0
    confidence: float = 0.9
    rule: str = ""
    candidates: tuple[Candidate, ...] = ()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """A distinct actor of a document; ``id`` of the guide's list, or "new:<slug>" / "person:<slug>"."""

    text: str
    id: str
    kind: ActorKind
    name_en: str = ""
    mentions: tuple[tuple[int, int], ...] = ()
    known: bool = True
    confidence: float = 0.9
    rule: str = ""


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number with what it counts; ``value`` is None for vague amounts, with ``low`` and ``high`` where known."""

    text: str
    start: int
    end: int
    value: float | int | None
    of: FigureOf
    unit: str = ""
    low: float | int | None = None
    high: float | int | None = None
    mod: str | None = None
    about: str = ""
    quote: str = ""
    confidence: float = 0.9
    rule: str = ""
