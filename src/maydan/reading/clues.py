"""Clues to the day on which a document was written, drawn from its own words and from what the theatre knows.

A clue bounds the day, names it, or names its weekday. Clues are gathered without judging; :mod:`maydan.reading.dating`
weighs them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from maydan.arabic.calendars import days_in, hijri_day
from maydan.arabic.phrases import Phrases
from maydan.reading.context import Context
from maydan.reading.times.expressions import Expression
from maydan.theatre.compiled import Theatre
from maydan.theatre.names import STRONG
from maydan.theatre.tables import package_data, read_table

_FORMER = {"السابق", "الاسبق", "الراحل", "المخلوع", "المعزول", "المقال", "السابقه", "الراحله", "سابقا"}
_LEAD = 80  # tokens: the opening of a report, where a bare weekday is that of the news
_MOST_CLUES = 400
_LINE_WORDS = 5  # a date with at most so many other words on its line is printed, not told
EARLIEST, LATEST = dt.date(2000, 1, 1), dt.date(2035, 12, 31)


@dataclass(slots=True)
class Clue:
    """One thing that speaks for or against a day of writing.

    Attributes:
        kind: "printed", "today" (day and month of today), "weekday" (of today), "lead-weekday" (of the news), "after"
            (a day that is past), "this-month", "last-month", "next-month", "recent" (a day without year that is past),
            "known" (bounds from titles in use, bodies that exist, persons in office), "event" (a dated event told of),
            "year" (a year, or a part of one, that has begun).
        why: in words.
        start, end: code points.
        day: a full date. month, number: month and day of month, where told without a year. weekday: 0 is Monday.
        low, high: bounds of a "known" or "event" clue. weight: how much it counts.
    """

    kind: str
    why: str
    start: int
    end: int
    day: dt.date | None = None
    month: int = 0
    number: int = 0
    weekday: int = -1
    low: dt.date = EARLIEST
    high: dt.date = LATEST
    weight: float = 1.0


def gather(context: Context, expressions: list[Expression]) -> list[Clue]:
    """The different clues of a document's times, in the order of its text."""
    found: dict[tuple[str, dt.date | None, int, int, int], Clue] = {}
    for e in expressions:
        if e.kind == "point":
            for clue in _of_point(context, e):
                found.setdefault((clue.kind, clue.day, clue.month, clue.number, clue.weekday), clue)
                if len(found) >= _MOST_CLUES:
                    return list(found.values())
    return list(found.values())


_UNTIL = frozenset(("حتي", "لغايه", "غايه", "بحلول"))  # "until March 2025" tells nothing of what has passed


def _until(context: Context, e: Expression) -> bool:
    return any(context.tokens[at].word.key in _UNTIL for at in range(max(0, e.first - 2), e.first))


def _of_point(context: Context, e: Expression) -> list[Clue]:
    words = context.text[e.start: e.end]
    found: list[Clue] = []
    day = full_date(e)
    told_alone = e.offset is None and e.weekday is None
    if day is not None and told_alone and _on_own_line(context, e):
        return [Clue("printed", f"printed date {words}", e.start, e.end, day=day)]
    if e.offset in (0, -1, -2, 1):
        shift = -e.offset
        if day is not None:
            found.append(Clue("today", f"the text says {words}", e.start, e.end, day=day + dt.timedelta(days=shift)))
        elif e.day is not None and e.month is not None and not e.hijri:
            month, number = _shifted(e.month, e.day, shift)
            found.append(Clue("today", f"the text says {words}", e.start, e.end, month=month, number=number,
                              weekday=(e.weekday + shift) % 7 if e.weekday is not None else -1))
        if e.weekday is not None:
            found.append(Clue("weekday", f"the text says {words}", e.start, e.end, weekday=(e.weekday + shift) % 7))
        return found
    if e.weekday is not None and e.relation is None and e.day is None and e.first < _LEAD and not e.ahead:
        found.append(Clue("lead-weekday", f"the report is of {words}", e.start, e.end, weekday=e.weekday2 or e.weekday))
    if day is not None:
        if not e.ahead and day > EARLIEST and not _until(context, e):
            found.append(Clue("after", f"{words} is past", e.start, e.end, day=day))
    elif e.year is not None:
        if not e.hijri and not e.ahead and EARLIEST.year < e.year < LATEST.year and not _until(context, e):
            month = e.month or {"": 1, "EARLY": 1, "MID": 6, "LATE": 10}[e.edge]
            day = dt.date(e.year, month, 1)
            kind = "after" if e.month is not None or e.edge else "year"
            found.append(Clue(kind, f"{words} is past or present", e.start, e.end, day=day))
    elif e.month is not None and not e.hijri and not e.same:
        found.append(_without_year(e, words))
    elif e.day is not None and e.period == "m" and e.relation == 0 and not e.ahead:
        found.append(Clue("this-month", f"the text says {words}", e.start, e.end, number=e.day))
    return found


def _without_year(e: Expression, words: str) -> Clue:
    kind = "recent"
    if e.period != "Y" and e.relation is not None:
        kind = {0: "this-month", -1: "last-month", 1: "next-month"}.get(e.relation, "recent")
    if e.ahead and kind == "recent":
        kind = "next-month"
    weekday = e.weekday if e.weekday is not None and e.weekday2 is None else -1
    return Clue(kind, f"the text says {words}", e.start, e.end, month=e.month or 0, number=e.day or 0, weekday=weekday)


def full_date(e: Expression) -> dt.date | None:
    """The day of an expression that names year, month and day."""
    if e.year is None or e.month is None or e.day is None:
        return None
    if e.hijri:
        return hijri_day(e.year, e.month, e.day)
    return dt.date(e.year, e.month, e.day) if 1 <= e.day <= days_in(e.year, e.month) else None


def _shifted(month: int, day: int, shift: int) -> tuple[int, int]:
    try:
        moved = dt.date(2004, month, day) + dt.timedelta(days=shift)
    except ValueError:
        return month, day
    return moved.month, moved.day


def _on_own_line(context: Context, e: Expression) -> bool:
    tokens = context.tokens
    others, at = 0, e.first - 1
    while at >= 0 and tokens[at].word.kind != "line" and others <= _LINE_WORDS:
        others += tokens[at].word.kind in ("ar", "num")
        at -= 1
    at = e.last
    while at < len(tokens) and tokens[at].word.kind != "line" and others <= _LINE_WORDS:
        others += tokens[at].word.kind in ("ar", "num")
        at += 1
    return others <= _LINE_WORDS


@lru_cache(maxsize=8)
def _usage(layers: tuple[str, ...]) -> Phrases[tuple[dt.date, dt.date, str]]:
    """Names and titles in use for a time only: (since, until, in words), from ``usage.tsv`` of a theatre's layers."""
    rows: list[tuple[str, tuple[dt.date, dt.date, str]]] = []
    for layer in layers:
        file = package_data("theatres", layer, "usage.tsv")
        for row in read_table(file) if file.is_file() else []:
            since, until = parse_day(row["since"]), parse_day(row["until"], last=True)
            told = f"{row['since']} to {row['until']}" if until is not None else f"since {row['since']}"
            rows.append((row["phrase"], (since or EARLIEST, until or LATEST, told)))
    return Phrases(rows)


def usage_of(theatre: Theatre) -> Phrases[tuple[dt.date, dt.date, str]]:
    """Names and titles of a theatre that were in use for a time only: (since, until, in words)."""
    return _usage(theatre.data.layers)


def _in_use(context: Context) -> list[Clue]:
    phrases = usage_of(context.theatre)
    found: dict[str, Clue] = {}
    for i in context.telling("usage"):
        token = context.tokens[i]
        hit = phrases.at(context.tokens, i) if token.word.kind == "ar" else None
        if hit is None:
            continue
        low, high, told = hit.value
        words = context.words(i, hit.last)
        weight = 2.5 if high < LATEST else 1.5
        found.setdefault(token.word.key, Clue("known", f"{words} is said {told}", token.start,
                                              context.tokens[hit.last - 1].end, low=low, high=high, weight=weight))
    return list(found.values())


def known(context: Context) -> list[Clue]:
    """Bounds from names: titles in use for a time, bodies that exist since a day, persons in office, dated events."""
    found: dict[tuple[str, str], Clue] = {}
    data = context.theatre.data
    for name in context.names:
        senses = {s for s in name.senses if s.strength == STRONG}
        if len({s.kind for s in senses} - {"event"}) > 1 or not senses:
            continue
        several = name.last - name.first > 1
        for sense in senses:
            if (sense.kind, sense.id) in found:
                continue
            words = context.text[name.start: name.end]
            kind = "known"
            if sense.kind == "event":
                event = data.events[sense.id]
                if event.kind == "capture":
                    continue  # hoped for and planned long before it comes to pass
                low, high = parse_day(event.start), LATEST
                kind, why, weight = "event", f"{words} ({event.start})", 2.0
            elif sense.kind == "actor":
                if not several:
                    continue
                actor = data.actors[sense.id]
                low, high = parse_day(actor.since), LATEST
                if low is not None and len(actor.since) == 4:
                    low -= dt.timedelta(days=183)  # only the year is known, and names come before the body
                end = parse_day(actor.until, last=True)
                if end is not None:
                    high = end + dt.timedelta(days=720)
                why, weight = f"{words} exists since {actor.since}", 1.0
            elif sense.kind == "person":
                bounds = _in_office(context, sense.id, name.first, name.last)
                if bounds is None:
                    continue
                (low, high), why, weight = bounds, f"{words} in office", 1.5
            else:
                continue
            if low is None or (low < dt.date(2005, 1, 1) and high == LATEST):
                continue
            found[sense.kind, sense.id] = Clue(kind, why, name.start, name.end, low=low, high=high, weight=weight)
    return [*found.values(), *_in_use(context)]


def _in_office(context: Context, person: str, first: int, last: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a person's offices; open at the end where the words say "former"."""
    offices = [o for o in context.theatre.data.offices if o.person == person and o.since]
    if not offices:
        return None
    low = min(parse_day(o.since) or EARLIEST for o in offices)
    ends = [parse_day(o.until, last=True) or LATEST for o in offices]
    near = {t.word.key for t in context.tokens[max(0, first - 3): last + 2]}
    return (low, LATEST) if near & _FORMER else (low, max(ends))


def parse_day(text: str, *, last: bool = False) -> dt.date | None:
    """The first (or last) day of "YYYY", "YYYY-MM" or "YYYY-MM-DD"; None for anything else."""
    parts = text.split("-")
    try:
        numbers = [int(p) for p in parts]
        if len(numbers) == 3:
            return dt.date(numbers[0], numbers[1], numbers[2])
        if len(numbers) == 2:
            return dt.date(numbers[0], numbers[1], days_in(numbers[0], numbers[1]) if last else 1)
        return dt.date(numbers[0], 12, 31) if last else dt.date(numbers[0], 1, 1)
    except (ValueError, IndexError):
        return None
