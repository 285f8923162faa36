"""A time as the words tell it, before the document's date is known."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Expression:
    """A stretch of words that tells a time.

    Attributes:
        kind: "point" (a day, month, year ... on the calendar), "ago" (so much before or after now), "duration",
            "set", "ref" (vague past, present or future), "back" (the time told before), "part" (a part of some day),
            "clock" (an hour of some day), "anchored" (so much before an event).
        first, last: token numbers, last exclusive.
        start, end: code points.
        rule: which construction found it.
        value: what is already settled: a duration, a vague reference, a set.
        year, month, day: as told; ``hijri`` says in which calendar. ``day2`` is the last day of a range of days, or,
            where ``split`` gives the token it stands at, a second single day.
        weekday, weekday2: 0 is Monday; two for the night between two days.
        offset: days from today ("yesterday" is -1).
        relation: -1 past, 0 this, 1 next, of a period or weekday; None when not told.
        period: "D", "W", "m" or "Y": what ``relation`` counts.
        same: the period is that of the time told before ("of the same year").
        edge: "EARLY", "MID" or "LATE".
        quarter, season, decade: as told.
        amount, unit: of "ago", with ``relation`` for the direction.
        clock: "HH:MM".
        part: part of day.
        mod: TIMEX3 modifier (APPROX, MORE_THAN ...).
        ahead: the clause speaks of the future.
    """

    kind: str
    first: int
    last: int
    start: int = 0
    end: int = 0
    rule: str = ""
    value: str | None = None
    year: int | None = None
    month: int | None = None
    day: int | None = None
    day2: int | None = None
    split: int = 0
    hijri: bool = False
    weekday: int | None = None
    weekday2: int | None = None
    offset: int | None = None
    relation: int | None = None
    period: str = ""
    same: bool = False
    edge: str = ""
    quarter: int | None = None
    season: str = ""
    decade: int | None = None
    amount: float = 0
    unit: str = ""
    clock: str = ""
    part: str = ""
    mod: str | None = None
    ahead: bool = False

    @property
    def is_day(self) -> bool:
        """Whether it names one day."""
        return self.day is not None or self.weekday is not None or self.offset is not None

    @property
    def absolute(self) -> bool:
        """Whether it names its year itself."""
        return self.year is not None
