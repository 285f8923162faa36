"""Month and weekday names, numeric dates and the Hijri calendar.

Month names are Gregorian, Levantine, Maghrebi or Hijri, singly or doubled (``فبراير/ شباط``, ``يوليو (تموز)``,
``كانون الأول-ديسمبر``). The names themselves come from the lexicons ``months`` and ``weekdays``. Hijri days are
those of the Umm al-Qura calendar (hijridate); sighting may shift them by a day.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import NamedTuple

from hijridate import Gregorian, Hijri

from maydan.arabic.phrases import Phrases
from maydan.arabic.tokens import Token, Word

HIJRI_YEARS = range(1343, 1501)
GREGORIAN_YEARS = range(1800, 2101)
_DOTTED = re.compile(r"([0-9]{1,4})\.([0-9]{1,2})\.([0-9]{1,4})")
_SEPARATORS = {"/", "-", "\\", "–", "."}


class Month(NamedTuple):
    """A month name found: ``number`` 1-12, ``calendar`` gregorian or hijri.

    ``sure`` is False for names that are also everyday words and stand alone; ``agrees`` is False where the two names of
    a doubled month contradict each other.
    """

    last: int
    pro: str
    number: int
    calendar: str
    sure: bool
    agrees: bool


class NumericDate(NamedTuple):
    """A date in digits; ``ambiguous`` when day and month could be exchanged."""

    last: int
    year: int
    month: int
    day: int
    calendar: str
    ambiguous: bool


class Calendar:
    """Month and weekday names compiled for look-up.

    Args:
        months: rows of the lexicon ``months``.
        weekdays: rows of the lexicon ``weekdays``; Monday is 0.
    """

    __slots__ = ("_months", "_weekdays")

    def __init__(self, months: list[dict[str, str]], weekdays: list[dict[str, str]]) -> None:
        self._months: Phrases[tuple[int, str, bool]] = Phrases(
            (r["month"], (int(r["number"]), r["calendar"], r["support"] != "1")) for r in months
        )
        self._weekdays: Phrases[int] = Phrases((r["weekday"], int(r["number"])) for r in weekdays)

    @property
    def firsts(self) -> frozenset[str]:
        """Folded words with which a name begins, without proclitics."""
        return self._months.firsts | self._weekdays.firsts

    def begins(self, word: Word) -> bool:
        """Whether a month or weekday name begins with the word."""
        return self._months.begins(word) or self._weekdays.begins(word)

    def month(self, tokens: list[Token], i: int) -> Month | None:
        """The month, doubled or not, that starts at token ``i``."""
        hit = self._months.at(tokens, i)
        if hit is None:
            return None
        number, calendar, sure = hit.value
        last, agrees = hit.last, True
        at, closing = _second_name(tokens, last)
        other = self._months.at(tokens, at) if at else None
        if other is not None and not other.pro and other.value[1] == calendar:
            if not closing:
                last = other.last
            elif other.last < len(tokens) and tokens[other.last].word.form == closing:
                last = other.last + 1
            if last > hit.last:
                agrees, sure = other.value[0] == number, True
                number = number if sure or agrees else other.value[0]
        return Month(last, hit.pro, number, calendar, sure, agrees)

    def weekday(self, tokens: list[Token], i: int) -> tuple[int, int, str] | None:
        """(weekday 0-6, token after, proclitics) of the weekday name at token ``i``."""
        hit = self._weekdays.at(tokens, i)
        return None if hit is None else (hit.value, hit.last, hit.pro)


def _second_name(tokens: list[Token], at: int) -> tuple[int, str]:
    """Where the second name of a doubled month would start, and the bracket that would close it."""
    if at + 1 >= len(tokens):
        return 0, ""
    form = tokens[at].word.form
    if form in ("/", "-", "\\", "–"):
        return at + 1, ""
    if form in ("(", "["):
        return at + 1, ")" if form == "(" else "]"
    return (at, "") if tokens[at].word.kind == "ar" else (0, "")


def numeric_date(tokens: list[Token], i: int) -> NumericDate | None:
    """A date in digits at token ``i``: 15/3/2011, 2011-3-15, 2024.11.29, 6/5/1437, day first unless a year leads."""
    key = tokens[i].word.key
    dotted = _DOTTED.fullmatch(key)
    if dotted:
        return _date_of(dotted.group(1), dotted.group(2), dotted.group(3), i + 1)
    if i + 4 >= len(tokens) or not key.isdecimal() or tokens[i + 1].word.form not in _SEPARATORS:
        return None
    mark = tokens[i + 1].word.form
    middle, mark2, end = tokens[i + 2].word.key, tokens[i + 3].word.form, tokens[i + 4].word.key
    if mark2 != mark or not middle.isdecimal() or not end.isdecimal():
        return None
    if tokens[i + 4].end - tokens[i].start > 16:
        return None
    return _date_of(key, middle, end, i + 5)


def _date_of(a: str, b: str, c: str, last: int) -> NumericDate | None:
    if max(len(a), len(b), len(c)) > 4:
        return None
    first, month, end = int(a), int(b), int(c)
    if len(a) == 4:
        year, day = first, end
    elif len(c) == 4:
        year, day = end, first
    elif len(c) == 2 and first <= 31:
        year, day = 2000 + end, first
    else:
        return None
    ambiguous = len(a) != 4 and day <= 12 and month <= 12 and day != month
    if month > 12 and day <= 12 and len(a) != 4:
        day, month = month, day
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return None
    calendar = "hijri" if year in HIJRI_YEARS else "gregorian" if year in GREGORIAN_YEARS else ""
    if not calendar or (calendar == "gregorian" and day > days_in(year, month)):
        return None
    return NumericDate(last, year, month, day, calendar, ambiguous)


def days_in(year: int, month: int) -> int:
    """Days of a Gregorian month."""
    following = dt.date(year + month // 12, month % 12 + 1, 1)
    return (following - dt.timedelta(days=1)).day


def hijri_day(year: int, month: int, day: int) -> dt.date | None:
    """The Gregorian day of a Hijri one; None outside 1343-1500 or where the month is shorter."""
    try:
        found = Hijri(year, month, day).to_gregorian()
    except (ValueError, OverflowError):
        return None
    return dt.date(found.year, found.month, found.day)


def hijri_month(year: int, month: int) -> tuple[dt.date, dt.date] | None:
    """First and last Gregorian day of a Hijri month."""
    first = hijri_day(year, month, 1)
    after = hijri_day(year + month // 12, month % 12 + 1, 1)
    return None if first is None or after is None else (first, after - dt.timedelta(days=1))


def hijri_year_of(day: dt.date) -> int:
    """The Hijri year that a Gregorian day falls in."""
    try:
        return int(Gregorian(day.year, day.month, day.day).to_hijri().year)
    except (ValueError, OverflowError):
        return round((day.year - 622) * 33 / 32)


def hijri_months_in(year: int, month: int) -> list[tuple[dt.date, dt.date]]:
    """The occurrences of a Hijri month whose middle lies in a Gregorian year."""
    found: list[tuple[dt.date, dt.date]] = []
    start = hijri_year_of(dt.date(year, 1, 1))
    for hijri in range(start, start + 3):
        span = hijri_month(hijri, month)
        if span is not None and (span[0] + dt.timedelta(days=14)).year == year:
            found.append(span)
    return found
