"""Answers about written forms, kept: a newspaper repeats its words, so what a form may be is worked out once.

A :class:`Memo` is a dictionary that fills itself. Read with ``memo[x]`` or ``map(memo.__getitem__, forms)`` it costs
one look-up in C where the answer is known. It is bounded: once ``limit`` answers have come together they become the
elder generation, of which only what is asked for again is carried over, so that common forms are never forgotten.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")
# Answers of one generation, each as many as a dictionary of 2^16 or of 2^13 places takes before it doubles. With the
# elder generation LIMIT knows 90 of 100 words of a newspaper archive; it is for words and what they tell, FEW for what
# is asked of some words, or asked anew at little cost: every memory holds on to its own words.
LIMIT, FEW = 43_600, 5_450


class Memo(dict[K, V]):
    """Key -> what ``work`` says of it; at most twice ``limit`` answers are kept."""

    __slots__ = ("_elder", "_limit", "_work")

    def __init__(self, work: Callable[[K], V], limit: int = LIMIT) -> None:
        super().__init__()
        self._work, self._limit = work, limit
        self._elder: dict[K, V] = {}

    def __missing__(self, key: K) -> V:
        if len(self) >= self._limit:
            self._elder = dict(self)
            self.clear()
        found = self[key] = self._elder.pop(key) if key in self._elder else self._work(key)
        return found


def within(numbers: list[int], first: int, last: int) -> list[int]:
    """Those of some ascending numbers that lie in a range, ``last`` exclusive."""
    return numbers[bisect_left(numbers, first):bisect_left(numbers, last)]
