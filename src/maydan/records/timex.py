"""TIMEX values as intervals of days."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from functools import lru_cache

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_MONTH = re.compile(r"(\d{4})-(\d\d)(?:-(EARLY|MID|LATE))?")
_YEAR = re.compile(r"(\d{4})(?:-(EARLY|MID|LATE))?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(-WE)?")
_PART = re.compile(r"(\d{4})-(SP|SU|FA|WI|Q[1-4]|H[12])(?:-(?:EARLY|MID|LATE))?")
_DECADE = re.compile(r"(\d{3})X?")
_MONTHS_OF = {
    "SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "Q1": (1, 3), "Q2": (4, 6), "Q3": (7, 9), "Q4": (10, 12), "H1": (1, 6),
    "H2": (7, 12),
}
_THIRDS_OF_MONTH = {"EARLY": (1, 10), "MID": (11, 20), "LATE": (21, 31)}
_THIRDS_OF_YEAR = {"EARLY": (1, 4), "MID": (5, 8), "LATE": (9, 12)}

Interval = tuple[str | None, str | None]


@lru_cache(maxsize=1 << 12)
def day_interval(value: str | None, earliest: str | None = None, latest: str | None = None) -> Interval | None:
    """The days that a TIMEX value allows, both included.

    Args:
        value: "2016-02-12", "2016-02", "2016-02-LATE", "2016", "2016-Q1", "2016-SU", "2016-W06", "a/b", "PAST_REF", ...
        earliest, latest: when the text was written, "YYYY-MM-DD"; what past, present and future are counted from.

    Returns:
        ISO days, None for an open end; None where the value says nothing of days (a duration, a time of day).
    """
    if not value:
        return None
    if value == "PRESENT_REF":
        return (earliest, latest) if earliest or latest else None
    if value == "PAST_REF":
        return (None, latest) if latest else None
    if value == "FUTURE_REF":
        return (earliest, None) if earliest else None
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = day_interval(first, earliest, latest), day_interval(last, earliest, latest)
        if start is None and end is None:
            return None
        return (start[0] if start else None, end[1] if end else None)
    try:
        found = _calendar(value)
    except ValueError:
        return None
    return (found[0].isoformat(), found[1].isoformat()) if found else None


def _calendar(value: str) -> tuple[dt.date, dt.date] | None:
    if match := _DAY.fullmatch(value):
        day = dt.date(int(match[1]), int(match[2]), int(match[3]))
        return day, day
    if match := _MONTH.fullmatch(value):
        year, month = int(match[1]), int(match[2])
        first, last = _THIRDS_OF_MONTH.get(match[3] or "", (1, 31))
        return dt.date(year, month, first), dt.date(year, month, min(last, _length(year, month)))
    if match := _YEAR.fullmatch(value):
        first, last = _THIRDS_OF_YEAR.get(match[2] or "", (1, 12))
        return _months(int(match[1]), first, last)
    if match := _WEEK.fullmatch(value):
        monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + dt.timedelta(days=5 if match[3] else 0), monday + dt.timedelta(days=6)
    if match := _PART.fullmatch(value):
        year = int(match[1])
        if match[2] == "WI":  # winter bears the year in which it ends, as the reader writes it
            return dt.date(year - 1, 12, 1), dt.date(year, 2, _length(year, 2))
        return _months(year, *_MONTHS_OF[match[2]])
    if match := _DECADE.fullmatch(value):
        return dt.date(int(match[1]) * 10, 1, 1), dt.date(int(match[1]) * 10 + 9, 12, 31)
    return None


def _months(year: int, first: int, last: int) -> tuple[dt.date, dt.date]:
    return dt.date(year, first, 1), dt.date(year, last, _length(year, last))


def _length(year: int, month: int) -> int:
    return calendar.monthrange(year, month)[1]
