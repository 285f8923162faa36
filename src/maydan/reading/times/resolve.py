"""Expressions to values, against the date of the document.

Values are TIMEX3 values as the annotation guide writes them: 2016-02-10, 2016-02, 2015, 2015-12-LATE, 2016-Q1,
2016-SU, 2016-W06, P4Y, PT24H, PAST_REF, PRESENT_REF, FUTURE_REF.
"""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from maydan.arabic.calendars import days_in, hijri_day, hijri_month, hijri_months_in, hijri_year_of
from maydan.reading.times.expressions import Expression
from maydan.reading.times.spans import iso

_REFS = ("PAST_REF", "PRESENT_REF", "FUTURE_REF")
_SEASON_START = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_MONTHS, _YEAR = 62, 400  # days
_QUARTERS = {1: "Q1", 2: "Q2", 3: "Q3", 4: "Q4", 5: "H1", 6: "H2"}
_MONTH_KNOWN = 31  # days: where only the month of writing is known, its last days are not yet to come


class Anchor(NamedTuple):
    """The day (or the month, where the day is not known) against which expressions are resolved.

    Attributes:
        day: the day, or some day of the month.
        exact: whether the day itself is known.
        width: days between the bounds of the reference date.
    """

    day: dt.date
    exact: bool = True
    width: int = 0

    @property
    def month(self) -> str | None:
        """The month, where it is known to a month or two: what days told from now are then worth."""
        return month_value(self.day.year, self.day.month) if self.width <= _MONTHS else None

    @property
    def year(self) -> bool:
        """Whether the year is known, near enough."""
        return self.width <= _YEAR


class Resolver:
    """Settles the expressions of one document in order, so that "that day" and "at dawn" find the time told before."""

    __slots__ = ("_anchor", "_last_day", "_last_month", "_last_value", "_last_year")

    def __init__(self, anchor: Anchor | None) -> None:
        self._anchor = anchor
        self._last_day: dt.date | None = None
        self._last_value: str | None = None
        self._last_year: int | None = None
        self._last_month: int | None = None

    def value(self, e: Expression, *, aside: bool = False) -> str | None:
        """The value of the next expression of the document; one told aside is none that others go on from."""
        found = self._settle(e)
        if found is not None and not aside and e.kind in ("point", "ago") and found[:1].isdecimal():
            self._remember(found)
        return found

    def _remember(self, value: str) -> None:
        self._last_value = value
        self._last_year = int(value[:4])
        self._last_month = int(value[5:7]) if value[5:7].isdecimal() else None
        self._last_day = _day_of(value)

    def _settle(self, e: Expression) -> str | None:
        if e.kind in ("duration", "set", "ref"):
            return e.value
        if e.kind == "ago":
            return self._ago(e)
        if e.kind == "back":
            if e.offset and self._last_day is not None:
                return (self._last_day + dt.timedelta(days=e.offset)).isoformat()
            return None if e.offset else self._last_value
        if e.kind == "part":
            return self._near_day()
        if e.kind == "clock":
            day = self._near_day()
            return f"{day}T{e.clock}" if day else f"T{e.clock}"
        return self._point(e) if e.kind == "point" else None

    def _near_day(self) -> str | None:
        if self._last_day is not None:
            return self._last_day.isoformat()
        return self._anchor.day.isoformat() if self._anchor is not None and self._anchor.exact else None

    def _ago(self, e: Expression) -> str | None:
        if self._anchor is None or not self._anchor.year:
            return "PAST_REF"
        day, amount = self._anchor.day, e.amount
        if e.unit in "EC":
            amount, unit = amount * (10 if e.unit == "E" else 100), "Y"
        else:
            unit = e.unit
        if unit in "DLWHMS":
            days = amount * (7 if unit == "W" else 1) if unit in "DLW" else amount / 24
            then = day - dt.timedelta(days=round(days))
            if not self._anchor.exact:
                return (self._anchor.month if days < 15 else None) or "PAST_REF"
            return week(then) if unit == "W" else then.isoformat()
        if unit == "m":
            if amount != int(amount):
                return (day - dt.timedelta(days=round(amount * 30.4))).isoformat()[:7]
            return month_value(day.year, day.month - int(amount))
        return str(round(day.year - amount if amount == int(amount) else day.year + day.month / 12 - amount))

    def _point(self, e: Expression) -> str | None:
        if e.hijri:
            return self._hijri(e)
        if e.decade is not None:
            return str(e.decade)
        if e.day is not None and (e.month is not None or e.period == "m"):
            return self._day_of_month(e)
        if e.offset is not None:
            return self._offset(e)
        if e.weekday is not None:
            return self._weekday(e)
        if e.season:
            return self._season(e)
        if e.month is not None:
            return self._month(e)
        if e.year is not None:
            return _edged(f"{e.year:04}", e)
        return self._relative(e)

    def _offset(self, e: Expression) -> str | None:
        offset = e.offset or 0
        if self._anchor is None or not self._anchor.exact:
            told = offset or e.weekday is not None or e.part
            month = self._anchor.month if told and self._anchor is not None else None
            return month or _REFS[(offset > 0) - (offset < 0) + 1]
        return (self._anchor.day + dt.timedelta(days=offset)).isoformat()

    def _weekday(self, e: Expression) -> str | None:
        if self._anchor is None or not self._anchor.exact or e.weekday is None:
            month = self._anchor.month if self._anchor is not None and e.relation != 1 else None
            return month or ("FUTURE_REF" if e.relation == 1 else "PAST_REF")
        today = self._anchor.day
        if e.period == "W" and e.relation is not None:
            monday = today - dt.timedelta(days=today.weekday()) + dt.timedelta(weeks=e.relation)
            return (monday + dt.timedelta(days=e.weekday)).isoformat()
        back = (today.weekday() - e.weekday) % 7
        if e.relation == 1 or (e.relation is None and e.ahead and back):
            return (today + dt.timedelta(days=7 - back)).isoformat()
        if e.relation == -1 and back <= 1:
            back += 7  # nobody calls today or yesterday "last Saturday"
        if e.relation == -2:
            back += 7 + (7 if back <= 1 else 0)
        return (today - dt.timedelta(days=back)).isoformat()

    def _year_for(self, e: Expression, month: int, day: int) -> int | None:
        """The year of a month told without one."""
        if e.year is not None:
            return e.year
        if e.same and self._last_year is not None:
            return self._last_year
        if self._anchor is None:
            return self._last_year
        today = self._anchor.day
        if e.period == "Y" and e.relation is not None:
            return today.year + e.relation
        if e.relation == 0:
            return today.year
        latest = today if self._anchor.exact else today + dt.timedelta(days=_MONTH_KNOWN)
        later = (month, day) > (latest.month, latest.day) if latest.year == today.year else False
        if e.relation == 1:
            return today.year if later else today.year + 1
        if e.relation == -1:
            return today.year - 1 if (month, day) >= (today.month, today.day if day else 1) else today.year
        if later and (e.ahead or (month - today.month in (0, 1) and not day)):
            return today.year if e.ahead else today.year - 1
        if not later and e.ahead and (month, day) < (today.month, today.day):
            return today.year + 1
        return today.year - 1 if later else today.year

    def _day_of_month(self, e: Expression) -> str | None:
        day = e.day or 1
        if e.period == "m" and e.month is None:
            if self._anchor is None:
                return None
            shift = e.relation or 0
            if e.relation is None and not e.ahead and self._anchor.exact and day > self._anchor.day.day:
                shift = -1
            if e.same and self._last_year is not None and self._last_month is not None:
                value = month_value(self._last_year, self._last_month)
            else:
                value = month_value(self._anchor.day.year, self._anchor.day.month + shift)
            return f"{value}-{day:02}"
        month = e.month or 1
        year = self._year_for(e, month, day)
        if year is None:
            return f"XXXX-{month:02}-{day:02}"
        if day > days_in(year, month):
            return None
        value = f"{year:04}-{month:02}-{day:02}"
        return f"{value}/{value[:8]}{e.day2:02}" if e.day2 and not e.split and day < e.day2 else value

    def _month(self, e: Expression) -> str | None:
        month = e.month or 1
        if e.period == "m" and e.relation is not None and self._anchor is not None:
            today = self._anchor.day
            shifted = month_value(today.year, today.month + e.relation)
            return _edged(shifted if int(shifted[5:]) == month else f"{today.year:04}-{month:02}", e)
        year = self._year_for(e, month, 0)
        return _edged(f"{year:04}-{month:02}" if year is not None else f"XXXX-{month:02}", e)

    def _season(self, e: Expression) -> str | None:
        year = e.year
        if year is None:
            if self._anchor is None:
                return f"XXXX-{e.season}"
            today = self._anchor.day
            started = today.month >= _SEASON_START[e.season] % 12
            if e.period == "Y":
                year = today.year + (e.relation or 0)
            elif e.relation == 1:
                year = today.year + (1 if started else 0)
            else:
                year = today.year - (0 if today.month > _SEASON_START[e.season] % 12 + 2 else 1)
        return f"{year:04}-{e.season}"

    def _relative(self, e: Expression) -> str | None:
        relation = e.relation or 0
        if e.period in ("E", "C"):
            return self._long_period(e, relation)
        if e.same:
            if e.period == "Y" and self._last_year is not None:
                return str(self._last_year)
            if e.period == "m" and self._last_value is not None and self._last_month is not None:
                return self._last_value[:7]
            if e.period == "D":
                return self._last_day.isoformat() if self._last_day is not None else None
            return None
        if self._anchor is None or not self._anchor.year or (e.period == "m" and self._anchor.month is None):
            return _REFS[max(-1, min(1, relation)) + 1]
        today = self._anchor.day
        if e.period == "Y":
            if e.quarter is not None:
                return f"{today.year + relation}-{_QUARTERS[e.quarter]}"
            return _edged(f"{today.year + relation:04}", e)
        if e.period == "m":
            return _edged(month_value(today.year, today.month + relation), e)
        if not self._anchor.exact:
            return _REFS[max(-1, min(1, relation)) + 1]
        if e.period == "W":
            return week(today + dt.timedelta(weeks=relation))
        return (today + dt.timedelta(days=relation)).isoformat() if e.period in ("D", "L") else None

    def _long_period(self, e: Expression, relation: int) -> str | None:
        """Decades and centuries: "201" and "19" as TIMEX3 writes them."""
        if self._anchor is None or e.same:
            return _REFS[max(-1, min(1, relation)) + 1]
        year = self._anchor.day.year + relation * (10 if e.period == "E" else 100)
        return f"{year:04}"[: 3 if e.period == "E" else 2]

    def _hijri(self, e: Expression) -> str | None:
        """A Hijri day as its Gregorian day; a Hijri month as the Gregorian month of its middle."""
        if e.year is not None and e.month is None:
            span = hijri_month(e.year, 6)
            return str(span[0].year) if span is not None else None
        month = e.month or 1
        if e.year is not None and 1343 <= e.year <= 1500:
            return _hijri_value(e.year, month, e.day)
        if e.year is not None:
            spans = hijri_months_in(e.year, month)
            return spans[0][0].isoformat()[:4] + f"-{(spans[0][0] + dt.timedelta(days=14)).month:02}" if spans else None
        if self._anchor is None:
            return None
        today = self._anchor.day
        year = hijri_year_of(today)
        if e.relation == 0:
            return _hijri_value(year, month, e.day)
        near = [y for y in (year - 1, year, year + 1) if hijri_month(y, month) is not None]
        if not near:
            return None
        return _hijri_value(min(near, key=lambda y: _distance(y, month, today, e.relation)), month, e.day)


def _distance(year: int, month: int, today: dt.date, relation: int | None) -> float:
    span = hijri_month(year, month)
    if span is None:
        return float("inf")
    days = (span[0] + dt.timedelta(days=14) - today).days
    if (relation == -1 and span[1] >= today) or (relation == 1 and span[0] <= today):
        return 10_000
    return abs(days)


def _hijri_value(year: int, month: int, day: int | None) -> str | None:
    if day is not None:
        found = hijri_day(year, month, day)
        return found.isoformat() if found is not None else None
    span = hijri_month(year, month)
    return (span[0] + dt.timedelta(days=14)).isoformat()[:7] if span is not None else None


def _edged(value: str, e: Expression) -> str:
    if e.quarter is not None and len(value) == 4:
        return f"{value}-{_QUARTERS[e.quarter]}"
    return f"{value}-{e.edge}" if e.edge else value


def _day_of(value: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(value[:10]) if len(value) >= 10 else None
    except ValueError:
        return None


def week(day: dt.date) -> str:
    """ISO week of a day, "2016-W06"."""
    year, number, _ = day.isocalendar()
    return f"{year:04}-W{number:02}"


def month_value(year: int, month: int) -> str:
    """"YYYY-MM" of a month number that may lie outside 1-12."""
    year, month = year + (month - 1) // 12, (month - 1) % 12 + 1
    return f"{year:04}-{month:02}"


def granularity(value: str | None) -> str:
    """What a value counts in: time, day, week, month, season, quarter, year, decade, duration, reference or ""."""
    if not value:
        return ""
    if value.endswith("_REF"):
        return "reference"
    if value[0] == "P":
        return "duration"
    body = value.removesuffix("-EARLY").removesuffix("-MID").removesuffix("-LATE")
    if "T" in body:
        return "time"
    if "-W" in body and not body.endswith("WI"):
        return "week"
    if body[-2:] in ("SP", "SU", "FA", "WI"):
        return "season"
    if "-Q" in body or "-H" in body:
        return "quarter"
    return {10: "day", 7: "month", 4: "year", 3: "decade"}.get(len(body), "")


__all__ = ["Anchor", "Resolver", "granularity", "iso", "month_value", "week"]
