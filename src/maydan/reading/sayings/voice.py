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
    context.events = _spoken(context.events, spans, starts)
    context.holdings = _spoken(context.holdings, spans, starts)
    context.ties = _spoken(context.ties, spans, starts)
    context.outlooks = _spoken(context.outlooks, spans, starts)


def _spoken(records: list[Record], spans: list[tuple[int, int, str]], starts: list[int]) -> list[Record]:
    found = []
    for record in records:
        speaker = _voice((record.start + record.end) // 2, spans, starts)
        found.append(msgspec.structs.replace(record, voice=speaker) if speaker else record)
    return found


def _voice(at: int, spans: list[tuple[int, int, str]], starts: list[int]) -> str | None:
    best: tuple[int, str] | None = None
    k = bisect_right(starts, at) - 1
    for start, end, speaker in reversed(spans[max(0, k - 4): k + 1]):
        if start <= at < end and speaker and (best is None or end - start < best[0]):
            best = (end - start, speaker)
    return best[1] if best else None
