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

    def holding(at: int) -> tuple[int, int] | None:
        """The mention that a cut at this code point would divide."""
        for k in range(bisect_right(starts, at - 1) - 1, max(-1, bisect_right(starts, at - 1) - 4), -1):
            if spans[k][0] < at < spans[k][1]:
                return spans[k]
        return None

    def widened(records: list[Record]) -> list[Record]:
        found = []
        for record in records:
            first, last = holding(record.start), holding(record.end)
            if first or last:
                start, end = (first or (record.start, 0))[0], (last or (0, record.end))[1]
                record = msgspec.structs.replace(record, start=start, end=end, quote=context.text[start:end])
            found.append(record)
        return found

    context.events = widened(context.events)
    context.holdings = widened(context.holdings)
    context.ties = widened(context.ties)
    context.outlooks = widened(context.outlooks)
