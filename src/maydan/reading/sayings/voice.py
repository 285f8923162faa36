"""The voice of every record: the speaker of the innermost reported words that hold it, else the author."""

from __future__ import annotations

from bisect import bisect_right
from typing import TypeVar

import msgspec

from maydan.reading.context import Context
from maydan.records.statements import Event, Holding, Outlook, Tie

Record = TypeVar("Record", Event, Holding, Tie, Outlook)


def assign_voices(context: Context) -> None:
    """Write ``voice`` into events, holdings, ties and outlooks."""
    spans = sorted((s.start, s.end, s.speaker) for s in context.sayings if s.speaker)
    if not spans:
        return
    starts = [s[0] for s in spans]

    def voice(at: int) -> str | None:
        best: tuple[int, str] | None = None
        k = bisect_right(starts, at) - 1
        for start, end, speaker in reversed(spans[max(0, k - 4): k + 1]):
            if start <= at < end and speaker and (best is None or end - start < best[0]):
                best = (end - start, speaker)
        return best[1] if best else None

    def spoken(records: list[Record]) -> list[Record]:
        found = []
        for record in records:
            speaker = voice((record.start + record.end) // 2)
            found.append(msgspec.structs.replace(record, voice=speaker) if speaker else record)
        return found

    context.events = spoken(context.events)
    context.holdings = spoken(context.holdings)
    context.ties = spoken(context.ties)
    context.outlooks = spoken(context.outlooks)
