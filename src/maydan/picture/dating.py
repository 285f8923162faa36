"""The days of a record: what its time says, and what the words around it add to that."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

from maydan.arabic.fold import fold
from maydan.records import Event, Reading, Time
from maydan.records.statements import LENT, Statement
from maydan.records.timex import day_interval

Row = dict[str, Any]
Written = tuple[str | None, str | None]

_SINCE = "منذ"
_BEHIND = 60  # code points behind a count of people within which it is said since when they are counted
_ATTACK_DAYS = 120  # how long an attack may have lasted whose beginning is not dated
_BEGUN = frozenset(map(fold, ("بدء", "بداية", "انطلاق", "اندلاع")))
_COUNTED = frozenset(("casualties", "kill-civilians", "displace", "evacuate"))
_WITHIN = frozenset(map(fold, ("خلال", "في", "طوال", "غضون", "مدى")))
_AFTER, _FROM = fold("بعد"), fold("من")
_BETWEEN = 2  # words that may stand between "after ten months of" and the act (after ten months of its fall)
_AMOUNT = re.compile(r"P(\d+(?:\.\d+)?)([DWMY])")
_UNIT_DAYS = {"D": 1.0, "W": 7.0, "M": 30.44, "Y": 365.25}
_LOOSE_DAYS = {"D": 1, "W": 3, "M": 20, "Y": 183}  # how far off a count of units may be
_LONGEST_DAYS = 20_000
_SOME_DAYS = 3  # a count over no more of them is that of an attack
_SENTENCE = re.compile(r"[.\n!؟?]")


def days(when: str | None, written: Written) -> Row:
    """The days that ``when`` allows; where it says nothing, those of the writing, marked as inferred."""
    found = day_interval(when, *written)
    inferred = found is None and any(written)
    first, last = found or written
    return {"day_from": first, "day_to": last, "day_inferred": inferred}


def days_of_event(event: Event, text: str, reading: Reading) -> Row:
    """The days of an event.

    What happened so long before another thing ("after ten months of its fall") is counted back from the writing. People
    counted since a day, since an attack began or over some days are counted over all of them until the writing. An act
    that somebody tells on a day, without a day of its own, took place by then: that day is inferred.
    So is a day that an act has only from what is told before it.
    """
    written = reading.reference_date.earliest, reading.reference_date.latest
    ago = days_ago(event, event.trigger_start, text, reading)
    if ago is not None:
        return ago
    lent = any(why.slot == "when" and why.reason == LENT for why in event.why)
    found = days(None if lent else event.when, written)
    if event.type in _COUNTED:
        found = _until_now(found, event, text, reading)
    if not found["day_inferred"] and event.when and _told_on(event, reading, text):
        found = {**found, "day_inferred": True}
    return found


def days_ago(record: Statement, at: int, text: str, reading: Reading) -> Row | None:
    """The days of what is said to lie an amount of time before ("after ten months of"), counted from the writing.

    Args:
        at: where the words of the act begin.
    """
    written = reading.reference_date.latest
    if not written:
        return None
    for time in reading.times:
        if time.type != "DURATION" or not record.start - _BEHIND < time.start < time.end <= at:
            continue
        words = fold(text[time.end:at]).split()
        before = fold(text[max(0, time.start - 12):time.start]).split()
        if words[:1] != [_FROM] or len(words) > 1 + _BETWEEN or not before or before[-1].lstrip("وف") != _AFTER:
            continue
        amount = _amount(time)
        if amount is None:
            return None
        count, loose = amount
        day = date.fromisoformat(written) - timedelta(days=count)
        return {"day_from": (day - timedelta(days=loose)).isoformat(),
                "day_to": min(written, (day + timedelta(days=loose)).isoformat()), "day_inferred": False}
    return None


def _amount(time: Time) -> tuple[int, int] | None:
    """(days of a duration, how far off they may be)."""
    match = _AMOUNT.fullmatch(time.value or "")
    if match is None:
        return None
    count = float(match[1]) * _UNIT_DAYS[match[2]]
    return (round(count), _LOOSE_DAYS[match[2]]) if count <= _LONGEST_DAYS else None


def _until_now(found: Row, event: Event, text: str, reading: Reading) -> Row:
    written = reading.reference_date.latest
    if not found["day_from"] or not written:
        return found
    at = text.find(_SINCE, event.trigger_start, event.end + _BEHIND)
    words = text[at:event.end + _BEHIND].split(".", 1)[0].split() if at >= 0 else []
    if words[:1] == [_SINCE]:
        told = any(at < t.start < at + _BEHIND and t.value == event.when for t in reading.times)
        if told and not found["day_inferred"]:
            return {**found, "day_to": max(found["day_to"], written)}
        if fold(" ".join(words[1:2])) in _BEGUN:
            first = (date.fromisoformat(written) - timedelta(days=_ATTACK_DAYS)).isoformat()
            return {"day_from": first, "day_to": written, "day_inferred": False}
        return found
    if not found["day_inferred"]:
        return found
    stop = _SENTENCE.search(text, event.end)
    end = min(event.end + _BEHIND, stop.start() if stop else len(text))
    for time in reading.times:
        amount = _amount(time) if time.type == "DURATION" and event.trigger_start < time.start < end else None
        if amount is not None and amount[0] > _SOME_DAYS:
            before = fold(text[max(0, time.start - 12):time.start]).split()
            if before and before[-1] in _WITHIN:
                first = (date.fromisoformat(written) - timedelta(days=amount[0] + 1)).isoformat()
                return {"day_from": first, "day_to": written, "day_inferred": False}
    return found


def _told_on(event: Event, reading: Reading, text: str) -> bool:
    """Whether the day of an event is that on which somebody told of it: before the words said, and not in them."""
    for saying in reading.sayings:
        if saying.start <= event.trigger_start < saying.end:
            times = [t for t in reading.times if t.value == event.when]
            if any(saying.start <= t.start < saying.end for t in times):
                return False
            opening = max((m.end() for m in _SENTENCE.finditer(text, max(0, saying.start - 200), saying.start)),
                          default=max(0, saying.start - 200))
            return any(opening <= t.start < saying.start for t in times)
    return False
