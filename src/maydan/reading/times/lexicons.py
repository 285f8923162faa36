"""The word lists behind times and numbers, compiled once."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.calendars import Calendar
from maydan.arabic.fold import fold
from maydan.arabic.numbers import Numbers, table_of
from maydan.arabic.phrases import Phrases
from maydan.arabic.tokens import word as word_of
from maydan.theatre.tables import lexicon

# ISO 8601 letters of the units of the lexicon ``time_units`` ("m" months, "M" minutes); a night counts as a day.
ISO_UNIT = {"S": "S", "M": "M", "H": "H", "D": "D", "W": "W", "m": "M", "Y": "Y", "E": "Y", "C": "Y", "L": "D"}
CLOCK_UNITS = frozenset("SMH")
MANY_YEARS = {"E": 10, "C": 100}


class Unit(NamedTuple):
    """A unit of time as a word gives it: ``number`` is one, two or many; ``article`` whether it is definite."""

    pro: str
    article: bool
    code: str
    number: str


class Sign(NamedTuple):
    """What a time word says: its class and value in the lexicon ``time_words``."""

    kind: str
    value: str


@cache
def numbers() -> Numbers:
    """The number reader with the packaged number words."""
    return Numbers(table_of(lexicon("number_words")))


@cache
def calendar() -> Calendar:
    """Month and weekday names."""
    return Calendar(lexicon("months"), lexicon("weekdays"))


@cache
def signs() -> Phrases[Sign]:
    """Time words: days told from now, parts of day, edges of periods, adjectives, fixed expressions."""
    return Phrases((r["word"], Sign(r["class"], r["value"])) for r in lexicon("time_words"))


@cache
def ordinals() -> Phrases[int]:
    """Ordinals with article, feminine and masculine."""
    return Phrases((r["ordinal"], int(r["number"])) for r in lexicon("ordinals"))


@cache
def approximators() -> Phrases[tuple[str, str]]:
    """(modifier, side) of the phrases that make a number approximate."""
    return Phrases((r["phrase"], (r["mod"], r["side"])) for r in lexicon("approximators"))


@cache
def _units() -> dict[str, tuple[str, str]]:
    return {fold(r["unit"]): (r["code"], r["number"]) for r in lexicon("time_units")}


@cache
def first_words() -> frozenset[str]:
    """Folded words with which a time word, ordinal, number word, unit or name of a calendar begins, clitics and article
    taken off."""
    return signs().firsts | ordinals().firsts | calendar().firsts | numbers().known | frozenset(_units())


@lru_cache(maxsize=1 << 12)
def unit_of(form: str) -> Unit | None:
    """The unit of time that a written form names, clitics and article taken off."""
    known = word_of(form)
    if known.kind != "ar":
        return None
    table = _units()
    for pro, rest in known.proclitics:
        if rest in table:
            return Unit(pro, False, *table[rest])
        if rest.startswith("ال") and rest[2:] in table:
            return Unit(pro, True, *table[rest[2:]])
    return None
