"""One act that its sentence tells with two words (وصلت تعزيزات، خرج في مظاهرة), or its report's lead and the sentences
behind that with nothing new, is one event."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maydan.reading.context import Context
from maydan.records import Event


def once(events: Sequence[Event]) -> list[Event]:
    """The events without those that differ in nothing from another of the same sentence.

    The fuller words stay, the later ones where they are as full, and a toll that only the other one has.
    """
    seen: dict[tuple[object, ...], int] = {}
    kept: list[Event | None] = []
    for event in events:
        parties = frozenset(event.who), frozenset(event.whom), frozenset(event.where)
        key = (event.sentence, event.type, event.status, event.when, *parties)
        at = seen.get(key)
        other = kept[at] if at is not None else None
        if at is None or other is None or (event.toll and other.toll and event.toll != other.toll):
            seen[key] = len(kept)
            kept.append(event)
            continue
        fuller, barer = (event, other) if len(event.quote) >= len(other.quote) else (other, event)
        kept[at] = None
        seen[key] = len(kept)
        kept.append(fuller if fuller.toll or not barer.toll else msgspec.structs.replace(fuller, toll=barer.toll))
    return [event for event in kept if event is not None]


_AHEAD = 3  # sentences behind a lead that may tell its acts again


def led(events: Sequence[Event], lead: int) -> list[Event]:
    """The events without those shortly behind a lead that only say again what it says: same type, status, parties and
    places, and no other day or count.

    Args:
        lead: number of the sentence that leads the report.
    """
    first: dict[tuple[object, ...], int] = {}
    kept: list[Event] = []
    for event in events:
        key = (event.type, event.status, frozenset(event.who), frozenset(event.whom), frozenset(event.where))
        at = first.get(key)
        if at is not None and event.where and (event.who or event.whom) and lead < event.sentence <= lead + _AHEAD:
            other = kept[at]
            if _one_day(event, other) and (not event.toll or not other.toll or event.toll == other.toll):
                kept[at] = msgspec.structs.replace(other, when=other.when or event.when, toll=other.toll or event.toll)
                continue
        if event.sentence <= lead:
            first.setdefault(key, len(kept))
        kept.append(event)
    return kept


def _one_day(event: Event, other: Event) -> bool:
    return not event.when or not other.when or event.when == other.when


_HEADING = 14  # words
_BODY = 80  # letters of a line that a heading may stand above
_LINES = 4  # of a text that has headings
_STOPS = ".؟!:،؛…"
_CLOSED = ".؟!…»”\"')"
_BULLETS = "-–—*•#0123456789٠١٢٣٤٥٦٧٨٩"


def told_below(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events without those of headings, which the lines below tell again in full sentences."""
    text = context.text
    if text.count("\n") < _LINES:
        return list(events)
    known: dict[int, bool] = {}  # where a line begins -> whether it is a heading
    kept = []
    for event in events:
        start = text.rfind("\n", 0, event.trigger_start) + 1
        if start not in known:
            known[start] = _is_heading(text, start)
        if not known[start]:
            kept.append(event)
    return kept


def _is_heading(text: str, start: int) -> bool:
    """Whether a line is of few words and no sentence, with a long line right below it and none broken off above it."""
    stop = text.find("\n", start)
    if stop < 0:
        return False
    line = text[start:stop].strip()
    if not line or line[-1] in _STOPS or line[0] in _BULLETS or len(line.split()) > _HEADING:
        return False
    above = text[:start].rstrip()
    over = above[above.rfind("\n") + 1:]
    if over and over[-1] not in _CLOSED and len(over) > _BODY:
        return False
    below = text[stop:].lstrip()
    end = below.find("\n")
    under = (below if end < 0 else below[:end]).rstrip()
    return len(under) >= _BODY and under[-1] in _CLOSED
