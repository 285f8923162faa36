"""When a document was written: a given or printed date held against the text, or the text and the theatre alone.

A date that came with the document is kept unless the text contradicts it. Where it is off by a day or two (the day of
the incident instead of that of the report) the weekdays and dates of the text move it; where the text speaks of another
time altogether it is reported as wrong. Without any date the months that most clues allow are the answer.
"""

from __future__ import annotations

import datetime as dt
import math
import re

from maydan.reading.clues import Clue, gather, known, parse_day
from maydan.reading.context import Context
from maydan.reading.times.expressions import Expression
from maydan.records import ReferenceDate

_BEFORE, _AFTER = 2, 31  # days around the date of an incident that the text may move it
_OLDER, _NEWER = 6, 1  # ... and around that of a page, fetched or put online after the report was written
_ADDRESS = 31  # days between a given date and one in the address that tells it better
_FIRST_YEAR, _LAST_YEAR = 2005, 2027  # the theatres know of nothing before or after
_WIDEST = 36  # months: beyond this the window is told and no value
_DAY = dt.timedelta(days=1)


def date_document(context: Context, expressions: list[Expression]) -> ReferenceDate:
    """The reference date of a document, with its bounds and the words that speak for it."""
    clues = gather(context, expressions)
    given = parse_day(context.published or "")
    if given is not None and len(context.published or "") >= 10:
        of_page = day_of_address(context.url)
        if of_page is not None and abs((of_page - given).days) <= _ADDRESS:
            day, score = _moved(of_page, clues, page=True)
        else:
            kind = context.published_kind.lower()
            day, score = _moved(given, clues, page="incident" not in kind, fetched=kind not in ("", "given"))
        doubtful = score <= _DOUBTFUL and _too_late(day, known(context), clues)
        if score > _CONTRADICTED and not doubtful and not _later(clues, day):
            return _certain(day, clues, context.published, given)
        return _from_text(context, clues, context.published, wrong=True, given=given)
    printed = [c for c in clues if c.kind == "printed" and c.day is not None]
    if printed:
        first = printed[0].day or dt.date.min
        day, score = _moved(first, clues, page=False)
        names = known(context)
        if score > _CONTRADICTED and not _later(clues, day) and not _too_late(day, names, clues):
            return _certain(day, clues, first.isoformat(), first)
        return _from_text(context, clues, first.isoformat(), wrong=True, given=first)
    return _from_text(context, clues, context.published, wrong=False, given=None)


_CONTRADICTED = -5.0  # score of a given date below which the text speaks of another time
_DOUBTFUL = -2.0  # ... and below which it is held against the names too
_NEAR = 0.65  # months whose score is this close to the best are within the bounds


_IN_ADDRESS = re.compile(r"(?<!\d)(20\d\d)[/-](\d\d?)[/-](\d\d?)(?!\d)")


def day_of_address(url: str) -> dt.date | None:
    """The day that a page's address holds (``/2015/07/24/``), or None."""
    found = _IN_ADDRESS.search(url)
    return parse_day("-".join(found.groups())) if found is not None else None


def _moved(given: dt.date, clues: list[Clue], *, page: bool, fetched: bool = True) -> tuple[dt.date, float]:
    """The best day near a given one, and its score (0: nothing speaks).

    Args:
        page: whether the given date is that of a page and not of an incident: reports are older than their pages.
        fetched: whether the date is known to be drawn from a page, so that a later day is still less likely.
    """
    best, best_score = given, float("-inf")
    telling = [c for c in clues if c.kind in ("today", "weekday", "lead-weekday", "after", "this-month", "printed")]
    older = page and any(c.kind in ("today", "weekday") for c in telling)
    for shift in range(-_OLDER, _NEWER + 1) if older else range(-_BEFORE, _AFTER + 1):
        day = given + dt.timedelta(days=shift)
        score = _distance(shift, older, fetched) + math.fsum([_fit(c, day, given) for c in telling])
        if score > best_score:
            best, best_score = day, score
    return best, best_score - _distance((best - given).days, older, fetched)


def _distance(shift: int, older: bool, fetched: bool) -> float:
    """What moving the given date by so many days costs."""
    if shift == 0:
        return 0
    if older:
        return (-1.5 if fetched else -1) if shift > 0 else 0.2 * shift
    if shift < 0:
        return 2.5 * shift
    return -1 - 0.15 * (shift - 1)


def _fit(clue: Clue, day: dt.date, given: dt.date) -> float:
    """How well a day agrees with one clue."""
    if clue.kind == "weekday":
        return 3 if day.weekday() == clue.weekday else -3
    if clue.kind == "today":
        if clue.day is not None:
            return 5 if day == clue.day else -3
        return 5 if (day.month, day.day) == (clue.month, clue.number) else -3
    if clue.kind == "lead-weekday":
        if abs((day - given).days) > 1:
            return 0
        back = (day.weekday() - clue.weekday) % 7
        return {0: 1.2, 1: 1.0, 2: 0.3}.get(back, -0.8)
    if clue.kind == "printed":
        return 1.5 if day == clue.day else 0
    if clue.kind == "after":
        late = clue.day is not None and clue.day > day and clue.day <= given + dt.timedelta(days=_AFTER)
        return -4 if late else 0
    if clue.month and clue.month != day.month:
        return -2
    return -2 if clue.number > day.day else 0.5


def _later(clues: list[Clue], day: dt.date) -> bool:
    """Whether the text tells of days well after the given one."""
    return sum(c.kind in ("after", "year") and c.day is not None and c.day > day + _DAY * _AFTER for c in clues) > 0


def _too_late(day: dt.date, names: list[Clue], clues: list[Clue]) -> bool:
    """Whether a printed date lies long after all that the text speaks of (the day a page was fetched or moved)."""
    if any(c.kind in ("today", "weekday") for c in clues):
        return False
    ended = sum(c.weight for c in names if c.high < day)
    told = [c.day for c in clues if c.kind in ("after", "year") and c.day is not None]
    old = bool(told) and max(told) < day - _DAY * 730
    undated_news = any(c.kind in ("recent", "this-month", "last-month", "lead-weekday") for c in clues)
    return ended >= 2 or (old and (undated_news or ended > 0))


def _certain(day: dt.date, clues: list[Clue], printed: str | None, given: dt.date) -> ReferenceDate:
    telling = [c for c in clues if c.kind in ("today", "weekday", "printed", "lead-weekday")]
    agreeing = [c for c in telling if _fit(c, day, given) > 0]
    moved = day != given
    why = f"given date {given.isoformat()}" if not moved else f"moved from the given date {given.isoformat()}"
    if agreeing:
        why += ": " + "; ".join(dict.fromkeys(c.why for c in agreeing[:3]))
    value = day.isoformat()
    return ReferenceDate(
        value=value, earliest=value, latest=value, why=why, printed=printed,
        printed_is_wrong=abs((day - given).days) > 2, evidence=tuple((c.start, c.end) for c in agreeing[:6]),
    )


def _from_text(
    context: Context, clues: list[Clue], printed: str | None, *, wrong: bool, given: dt.date | None,
) -> ReferenceDate:
    """Date a document by its clues alone."""
    own = [c for c in clues if c.kind != "printed"]
    voting = own + known(context)
    if given is not None and _later(clues, given):
        voting.append(Clue("after", f"not before the given date {given}", 0, 0, day=given))
    months, best = _likely_months(voting)
    if best is None:
        return ReferenceDate(printed=printed, printed_is_wrong=wrong, why="nothing in the text speaks")
    low, high = _bounds(months, voting)
    day = _exact_day(own, low, high)
    speaking = [c for c in voting if _supports(c, months)]
    why = "; ".join(dict.fromkeys(c.why for c in sorted(speaking, key=lambda c: -c.weight)[:6]))
    evidence = tuple(sorted({(c.start, c.end) for c in speaking if c.end})[:12])
    if wrong and printed:
        why = f"the date {printed} is contradicted: {why}"
    if day is not None:
        value: str | None = day.isoformat()
        low, high = max(low, day - _DAY), min(high, day + _DAY)
    else:
        value = f"{best[0]:04}-{best[1]:02}" if _span(months) <= _WIDEST else None
    return ReferenceDate(
        value=value, earliest=low.isoformat(), latest=high.isoformat(), why=why, printed=printed,
        printed_is_wrong=wrong, evidence=evidence,
    )


Month = tuple[int, int]


def _likely_months(clues: list[Clue]) -> tuple[list[Month], Month | None]:
    """The months that the clues allow, and the likeliest of them; () where no clue bounds them."""
    scores: dict[Month, float] = {(y, m): 0.0 for y in range(_FIRST_YEAR, _LAST_YEAR) for m in range(1, 13)}
    latest = _latest(clues)
    spoken = False
    for clue in clues:
        spoken = _vote(clue, scores, latest) or spoken
    if not spoken:
        return [], None
    best = max(scores.values())
    near = [month for month, score in scores.items() if score > best - _NEAR]
    top = [month for month, score in scores.items() if score > best - 0.05]
    return near, top[0] if len(top) <= 3 else top[len(top) // 2]


def _vote(clue: Clue, scores: dict[Month, float], latest: dict[str, dt.date]) -> bool:
    """Add one clue's weight to the months it allows; whether it speaks of years at all.

    What lies back longest counts least: texts mostly tell of the last weeks and months, so that the latest day, year
    and event told of draw the text near to them.
    """
    if clue.kind in ("known", "event"):
        low, high = (clue.low.year, clue.low.month), (clue.high.year, clue.high.month)
        for month in scores:
            if low <= month <= high:
                scores[month] += clue.weight
        if clue.kind == "event" and clue.low == latest.get("event"):
            _draw(scores, clue.low, 0.6, 0.04)
        return True
    if clue.kind in ("after", "year") and clue.day is not None:
        start = (clue.day.year, clue.day.month)
        for month in scores:
            if month >= start:
                scores[month] += 3
        if clue.day == latest.get(clue.kind):
            _draw(scores, clue.day, 1.2, 0.06 if clue.kind == "after" else 0.012)
        return True
    if clue.kind == "today" and clue.month:
        for month in scores:
            if month[1] == clue.month and _weekday_fits(month[0], clue):
                scores[month] += 4
        return clue.weekday >= 0
    if clue.kind == "today" and clue.day is not None:
        scores[clue.day.year, clue.day.month] = scores.get((clue.day.year, clue.day.month), 0) + 8
        return True
    if not clue.month:
        return False
    if clue.weekday >= 0 and clue.number:
        for month in scores:
            ahead = (month[1] - clue.month) % 12
            if ahead < 6 and _weekday_fits(month[0] - (clue.month > month[1]), clue):
                scores[month] += 2.5 - 0.2 * ahead
        return True
    for month in scores:
        ahead = (month[1] - clue.month) % 12
        scores[month] += {
            "this-month": 2.0 if ahead == 0 else 0,
            "last-month": 1.5 - 0.1 * ahead if 0 < ahead < 8 else 0.2 if ahead == 0 and clue.number <= 20 else 0,
            "recent": 0.8 - 0.1 * ahead if ahead < 6 else 0,
            "next-month": 1.5 - 0.1 * (12 - ahead) if ahead > 5 else 0,
        }.get(clue.kind, 0)
    return False


def _draw(scores: dict[Month, float], day: dt.date, weight: float, slope: float) -> None:
    """Add a weight that falls month by month after a day."""
    start = day.year * 12 + day.month
    for month in scores:
        ahead = month[0] * 12 + month[1] - start
        if 0 <= ahead < weight / slope:
            scores[month] += weight - slope * ahead


def _latest(clues: list[Clue]) -> dict[str, dt.date]:
    """The latest day told of by each kind of clue."""
    found: dict[str, dt.date] = {}
    for clue in clues:
        day = clue.low if clue.kind == "event" else clue.day
        if day is not None:
            found[clue.kind] = max(day, found.get(clue.kind, day))
    return found


def _weekday_fits(year: int, clue: Clue) -> bool:
    try:
        return clue.weekday < 0 or dt.date(year, clue.month, clue.number).weekday() == clue.weekday
    except ValueError:
        return False


def _supports(clue: Clue, months: list[Month]) -> bool:
    scores = dict.fromkeys(months, 0.0)
    _vote(clue, scores, {})
    return any(v > 0 for v in scores.values())


def _bounds(months: list[Month], clues: list[Clue]) -> tuple[dt.date, dt.date]:
    """First and last day that the best months allow, cut at days that are past by then."""
    first, last = months[0], months[-1]
    low = dt.date(first[0], first[1], 1)
    high = dt.date(last[0] + last[1] // 12, last[1] % 12 + 1, 1) - _DAY
    for clue in clues:
        day = clue.day if clue.kind in ("after", "year") else None
        if clue.kind in ("recent", "last-month", "this-month") and clue.month and clue.number and _span(months) <= 4:
            try:
                day = dt.date(first[0] if clue.month <= first[1] else first[0] - 1, clue.month, clue.number)
            except ValueError:
                day = None
        if day is not None and low < day <= high:
            low = day
        if clue.kind in ("known", "event") and low < clue.low <= high and clue.weight >= 1.5:
            low = clue.low
    return low, high


def _exact_day(clues: list[Clue], low: dt.date, high: dt.date) -> dt.date | None:
    """The day where the text names today, or where the weekday of today leaves one day in a short window."""
    for clue in clues:
        if clue.kind != "today":
            continue
        if clue.day is not None:
            return clue.day
        for year in {low.year, high.year}:
            try:
                day = dt.date(year, clue.month, clue.number)
            except ValueError:
                continue
            if low - 31 * _DAY <= day <= high + 31 * _DAY and _weekday_fits(year, clue):
                return day
    weekdays = [c.weekday for c in clues if c.kind == "weekday"]
    if weekdays and (high - low).days < 10:
        likely = max(set(weekdays), key=weekdays.count)
        return low + _DAY * ((likely - low.weekday()) % 7)
    return None


def _span(months: list[Month]) -> int:
    """Months from the first to the last."""
    return (months[-1][0] - months[0][0]) * 12 + months[-1][1] - months[0][1] + 1
