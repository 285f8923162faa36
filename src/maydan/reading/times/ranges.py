"""Ranges of dates told by their first and their last: "between A and B", "from A until B"."""

from __future__ import annotations

import dataclasses
import re

from maydan.arabic.tokens import Token
from maydan.reading.times.expressions import Expression
from maydan.reading.times.points import key_at

_BETWEEN = frozenset(("بين", "وبين", "مابين"))
_FROM = frozenset(("من", "ومن", "منذ", "ومنذ", "مذ", "بدءا", "ابتداء"))
_FILLERS = frozenset((  # between the word that opens a range and its first date
    "شهري", "عامي", "يومي", "الفتره", "تاريخ", "تاريخي", "عام", "يوم", "شهر", "العامين", "الشهرين", "السنوات",
    "الاعوام",
))
_UNTIL = frozenset(("حتي", "وحتي", "الي", "والي", "لغايه", "ولغايه"))
_PADS = frozenset(("يوم", "تاريخ", "نهايه", "شهر", "عام", "مساء", "صباح", "غايه"))
_AND = frozenset(("و", *(f"و{p}" for p in _PADS)))
_DATE = re.compile(r"\d{4}(-\d\d){0,2}(-EARLY|-MID|-LATE)?")
_YEAR_MORE = re.compile(r"\s+و\s?((?:19|20)\d\d)(?!\d)")
_BACK = 3
_DAYS = "يومي"


def joined(text: str, tokens: list[Token], expressions: list[Expression],
           values: list[str | None]) -> list[tuple[Expression, str | None]]:
    """Expressions with their values, the two ends of a range made one ("2019-04-26/2019-05-10")."""
    found: list[tuple[Expression, str | None]] = []
    n = 0
    while n < len(expressions):
        first, value = expressions[n], values[n]
        if value is not None and _DATE.fullmatch(value):
            opened = _opened(tokens, first)
            if opened < 0 and len(value) == 10 and n + 1 < len(expressions) and _two_days(tokens, first):
                opened = first.first  # يومي الثلاثاء والأربعاء
            if opened >= 0 and n + 1 < len(expressions):
                second, last = expressions[n + 1], values[n + 1]
                if last is not None and _DATE.fullmatch(last) and _meet(tokens, first, second, opened):
                    start = _before(value, first, last, second)
                    if start:
                        found.append((_one(tokens, first, opened, second.last, second.end), f"{start}/{last}"))
                        n += 2
                        continue
            if opened >= 0 and key_at(tokens, opened) in _BETWEEN and len(value) == 4:
                more = _YEAR_MORE.match(text, first.end)
                if more is not None and more.group(1) > value:
                    end = next(t for t in range(first.last, len(tokens)) if tokens[t].end >= more.end())
                    found.append((_one(tokens, first, opened, end + 1, more.end()), f"{value}/{more.group(1)}"))
                    n += 1
                    continue
        found.append((first, value))
        n += 1
    return found


def _opened(tokens: list[Token], first: Expression) -> int:
    """The token of "between" or "from" before a date, or -1; a date may begin with its own "since"."""
    if key_at(tokens, first.first) in _FROM:
        return first.first
    for at in range(first.first - 1, max(-1, first.first - 1 - _BACK), -1):
        key = key_at(tokens, at)
        if key in _BETWEEN or key in _FROM:
            return at
        if key not in _FILLERS:
            return -1
    return -1


def _two_days(tokens: list[Token], first: Expression) -> bool:
    return _DAYS in (key_at(tokens, first.first), key_at(tokens, first.first - 1))


def _meet(tokens: list[Token], first: Expression, second: Expression, opened: int) -> bool:
    """Whether only what joins the ends of a range stands between two dates."""
    if second.offset is not None:
        return False  # "until today" goes on
    keys = [key_at(tokens, t) for t in range(first.last, second.first)]
    if key_at(tokens, opened) in _BETWEEN or _two_days(tokens, first):
        return len(keys) <= 1 and key_at(tokens, first.last)[:1] == "و" and set(keys) <= _AND
    inner = [k for k in keys if k not in _PADS and k not in ("،", ",", "")]
    return len(inner) == 1 and inner[0] in _UNTIL and len(keys) <= 4


def _before(value: str, first: Expression, last: str, second: Expression) -> str:
    """The first date of a range, in the year of the last where it names none of its own; "" if it is no earlier."""
    if first.year is None and second.year is not None and len(value) > 4:
        value = last[:4] + value[4:]
        if value[:len(last)] > last[:len(value)]:
            value = f"{int(last[:4]) - 1}{value[4:]}"
    return value if value[:10] < last[:10] else ""


def _one(tokens: list[Token], first: Expression, opened: int, last: int, end: int) -> Expression:
    between = key_at(tokens, opened) in _BETWEEN
    begin = opened if between else first.first
    start = tokens[opened].start if between else first.start
    return dataclasses.replace(first, first=begin, start=start, last=last, end=end, rule="range")
