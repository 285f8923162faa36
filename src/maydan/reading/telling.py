"""Which words may tell a step of the reader something, so that each step starts from these and passes over the rest.

What a form may tell is asked once and kept; a document then costs one look-up a token for all steps together.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.memo import LIMIT, Memo
from maydan.arabic.tokens import Word
from maydan.reading.words import Sense, words_of
from maydan.theatre.compiled import Theatre

Test = Callable[[Word], object]


class Told(NamedTuple):
    """What one form tells: numbers of the steps, and what it may be in a clause."""

    steps: tuple[int, ...]
    sense: Sense


class Telling(NamedTuple):
    """What the forms of one document tell: the numbers of their tokens by step, and the sense of every token."""

    tokens: dict[str, list[int]]
    senses: list[Sense]


def _is_comma(word: Word) -> bool:
    return word.form in ("،", ",", "؛")


@cache
def _tests() -> dict[str, Test]:
    """Step -> whether a form may tell it anything, whatever the theatre."""
    from maydan.reading import figures
    from maydan.reading.actors.step import may_tell, speaks_of_war
    from maydan.reading.confidence.gate import peaceful
    from maydan.reading.events.rows import event_lexicon
    from maydan.reading.holdings.turns import tells
    from maydan.reading.holdings.words import holding_word
    from maydan.reading.outlooks.words import may_open
    from maydan.reading.places.words import heads
    from maydan.reading.sayings.words import opens_frame
    from maydan.reading.ties.find import may_tie
    from maydan.reading.times.find import constructions
    from maydan.reading.topics import points

    words = words_of()
    return {
        "times": constructions, "figures": figures.may_begin, "actors": may_tell, "war": speaks_of_war,
        "places": heads, "sayings": opens_frame, "markers": words.markers.__getitem__, "turns": words.turns,
        "events": event_lexicon().tells, "holdings": holding_word, "hands": tells, "ties": may_tie,
        "outlooks": may_open, "topics": points, "commas": _is_comma, "peace": peaceful,
        "asked": event_lexicon().asked.__getitem__,
    }


@lru_cache(maxsize=16)
def _own_tests(theatre: Theatre) -> dict[str, Test]:
    """The same for what hangs on the theatre."""
    from maydan.reading import clues
    from maydan.reading.actors.scan import vocabulary

    return {
        "names": theatre.names.begins, "nisba": theatre.nisba_of, "usage": clues.usage_of(theatre).begins,
        "actors": vocabulary(theatre).is_nisba,
    }


@cache
def _steps() -> dict[str, int]:
    """Step -> its number."""
    return {step: n for n, step in enumerate(("names", "nisba", "usage", *_tests()))}


@cache
def _told_anywhere() -> Memo[Word, Told]:
    tests, sense = tuple((_steps()[step], test) for step, test in _tests().items()), words_of().sense
    return Memo(lambda word: Told(_shared(tuple(n for n, test in tests if test(word))), sense(word)))


@lru_cache(maxsize=16)
def _told(theatre: Theatre) -> Memo[Word, Told]:
    """What forms tell in a theatre; where it has nothing to add, the object is that of all theatres."""
    tests = tuple((_steps()[step], test) for step, test in _own_tests(theatre).items())
    anywhere = _told_anywhere()

    def work(word: Word) -> Told:
        told = anywhere[word]
        more = tuple(n for n, test in tests if n not in told.steps and test(word))
        return Told(_shared(told.steps + more), told.sense) if more else told

    return Memo(work, LIMIT // 2)


@lru_cache(maxsize=1 << 12)
def _shared(steps: tuple[int, ...]) -> tuple[int, ...]:
    """One tuple for all forms that tell the same steps."""
    return steps


def telling(theatre: Theatre, forms: Sequence[Word]) -> Telling:
    """What the words of a document tell.

    Args:
        forms: the word of each token.
    """
    names, known = _steps(), _told(theatre)
    tokens: list[list[int]] = [[] for _ in names]
    senses: list[Sense] = []
    for i, form in enumerate(forms):
        told = known[form]
        senses.append(told.sense)
        for step in told.steps:
            tokens[step].append(i)
    return Telling(dict(zip(names, tokens, strict=True)), senses)
