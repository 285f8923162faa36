"""One act that its sentence tells with two words (وصلت تعزيزات، خرج في مظاهرة) is one event."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maydan.records import Event


def once(events: Sequence[Event]) -> list[Event]:
    """The events without those that differ in nothing from another of the same sentence.

    The fuller words stay, the later ones where they are as full, and a toll that only the other one has.
    """
    seen: dict[tuple[object, ...], int] = {}
    kept: list[Event | None] = []
    for event in events:
        key = (event.sentence, event.type, event.status, event.when, event.who, event.whom, event.where)
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
