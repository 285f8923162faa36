"""What happened some days before the day that its sentence tells (قصفت X البلدة اليوم، بعد يومين من مقتل خمسة)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import msgspec

from maydan.reading.context import Context
from maydan.records import Event

_AFTER = frozenset(("بعد", "وبعد", "عقب"))
_OF = frozenset(("من", "علي"))
_DAYS = {"يوم": 1, "يومين": 2, "اسبوع": 7, "اسبوعين": 14}  # days that one word tells
_MANY = frozenset(("ايام", "اسابيع", "اشهر", "شهر", "شهرين"))  # how many is not told, or no day follows
_DAY = len("2024-03-14")


def days_before(context: Context, events: Sequence[Event]) -> list[Event]:
    """Events behind "a day after", and those told behind them in the same sentence, that were given the day which the
    words before tell: that many days earlier, or no day where the words do not count."""
    starts, tokens = context.starts, context.tokens
    found: list[Event] = []
    shift: tuple[int, int | None] = (-1, None)  # sentence -> days, for what follows in it
    told: dict[int, str | None] = {}  # sentence -> the day of what is told before
    for event in events:
        at = starts.get(event.trigger_start, -1)
        unit = tokens[at - 2].key if at > 2 and tokens[at - 1].key in _OF and tokens[at - 3].key in _AFTER else ""
        if unit in _DAYS or unit in _MANY:
            shift = (event.sentence, _DAYS.get(unit))
        if shift[0] == event.sentence and event.when is not None and event.when == told.get(event.sentence):
            event = msgspec.structs.replace(event, when=_earlier(event.when, shift[1]))
        elif shift[0] != event.sentence:
            told[event.sentence] = event.when or told.get(event.sentence)
        found.append(event)
    return found


def _earlier(day: str, days: int | None) -> str | None:
    if days is None or len(day) != _DAY or not day.replace("-", "").isdecimal():
        return None
    return (dt.date.fromisoformat(day) - dt.timedelta(days=days)).isoformat()
