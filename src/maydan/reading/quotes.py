"""Quotes that cut no mention in two: what names a place, a time, an actor or a figure stands whole."""

from __future__ import annotations

from bisect import bisect_right
from typing import TypeVar

import msgspec

from maydan.reading.context import Context
from maydan.records import Event, Holding, Outlook, Tie

Record = TypeVar("Record", Event, Holding, Tie, Outlook)


def whole_quotes(context: Context) -> None:
    """Widen the quotes of events, holdings, ties and outlooks to the ends of the mentions that they cut."""
    spans = sorted({(m.start, m.end) for m in context.mentions})
    starts = [s for s, _ in spans]
    context.events = _widened(context.events, context.text, spans, starts)
    context.holdings = _widened(context.holdings, context.text, spans, starts)
    context.ties = _widened(context.ties, context.text, spans, starts)
    context.outlooks = _widened(context.outlooks, context.text, spans, starts)


def _widened(records: list[Record], text: str, spans: list[tuple[int, int]], starts: list[int]) -> list[Record]:
    found = []
    for record in records:
        first, last = _holding(record.start, spans, starts), _holding(record.end, spans, starts)
        if first or last:
            start, end = (first or (record.start, 0))[0], (last or (0, record.end))[1]
            record = msgspec.structs.replace(record, start=start, end=end, quote=text[start:end])
        found.append(record)
    return found


def _holding(at: int, spans: list[tuple[int, int]], starts: list[int]) -> tuple[int, int] | None:
    """The mention that a cut at this code point would divide."""
    before = bisect_right(starts, at - 1) - 1
    for k in range(before, max(-1, before - 3), -1):
        if spans[k][0] < at < spans[k][1]:
            return spans[k]
    return None
