"""The step of the reader that finds times, dates the document and settles the values."""

from __future__ import annotations

import datetime as dt

from maydan.reading.context import Context, Mention
from maydan.reading.dating import date_document
from maydan.reading.times.anchored import find_anchored
from maydan.reading.times.aside import refers_back
from maydan.reading.times.expressions import Expression
from maydan.reading.times.find import find, future_clause
from maydan.reading.times.ranges import joined
from maydan.reading.times.resolve import Anchor, Resolver, granularity
from maydan.records import ReferenceDate, Time

_TYPES = {"duration": "DURATION", "set": "SET"}


def find_times(context: Context) -> None:
    """Fill ``times``, ``reference`` and the mentions of kind "time" of a document."""
    expressions = find(context)
    for expression in expressions:
        if expression.kind == "point" and (
                expression.weekday is not None or expression.month is not None or expression.day is not None):
            expression.ahead = future_clause(context.tokens, expression)
    context.reference = date_document(context, expressions)
    find_anchored(context, expressions)
    resolver = Resolver(anchor_of(context.reference))
    by_event = {t.start: t.value for t in context.anchored_times}
    values = [by_event.get(e.start) if e.kind == "anchored" else resolver.value(e, aside=refers_back(context, e.first))
              for e in expressions]
    for expression, value in joined(context.text, context.tokens, expressions, values):
        context.mentions.append(Mention(
            "time", expression.first, expression.last, expression.start, expression.end, value or "",
            index=len(context.times),
        ))
        context.times.append(_time(context, expression, value))


def anchor_of(reference: ReferenceDate) -> Anchor | None:
    """The anchor that a reference date gives: a day, or the middle of a month with the width of its bounds."""
    if not reference.value:
        return None
    if len(reference.value) == 10:
        return Anchor(dt.date.fromisoformat(reference.value))
    bounds = [dt.date.fromisoformat(b) for b in (reference.earliest, reference.latest) if b]
    width = (bounds[1] - bounds[0]).days if len(bounds) == 2 else 31
    return Anchor(dt.date.fromisoformat(f"{reference.value}-15"), exact=False, width=width)


def _time(context: Context, e: Expression, value: str | None) -> Time:
    text = context.text
    sentence = context.sentences[context.tokens[e.first].sentence] if context.sentences else None
    quote = text[sentence.start: sentence.end] if sentence is not None and sentence.end - sentence.start < 400 else ""
    kind = _TYPES.get(e.kind, "DATE")
    return Time(
        text=text[e.start: e.end], start=e.start, end=e.end, type=kind,  # type: ignore[arg-type]
        value=value, quote=quote, mod=e.mod, granularity=granularity(value), rule=e.rule,
    )
