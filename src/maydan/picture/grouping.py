"""Joining pairs into groups: best pairs first, never against a reviewer, never over days that exclude each other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from maydan.picture.pairs import TAKEN_DAYS, THRESHOLD, TIGHT_DAYS, Span

Row = dict[str, Any]
_TIE = 0.02  # a period that fits two incidents about equally well is joined to neither


class _Groups:
    """Disjoint sets of one class that splits keep apart; their days are a day apart at most, three where ground
    is taken."""

    def __init__(self, count: int, spans: Sequence[Span | None], kinds: Sequence[str | None]) -> None:
        self.root = list(range(count))
        self.size = [1] * count
        self.days = list(spans)
        self.kind = list(kinds)
        self.apart: dict[int, set[int]] = defaultdict(set)

    def find(self, n: int) -> int:
        while self.root[n] != n:
            self.root[n] = self.root[self.root[n]]
            n = self.root[n]
        return n

    def common(self, a: int, b: int) -> Span | None:
        one, other = self.days[a], self.days[b]
        if one is None or other is None:
            return one or other
        return max(one[0], other[0]), min(one[1], other[1])

    def allowed(self, a: int, b: int) -> bool:
        common = self.common(a, b)
        one_kind = self.kind[a] is None or self.kind[b] is None or self.kind[a] == self.kind[b]
        gap = TAKEN_DAYS if "control" in (self.kind[a], self.kind[b]) else 1
        return one_kind and (common is None or common[0] <= common[1] + gap)

    def join(self, a: int, b: int, *, forced: bool = False) -> None:
        a, b = self.find(a), self.find(b)
        if a == b or b in self.apart[a] or not (forced or self.allowed(a, b)):
            return
        common = self.common(a, b)
        if self.size[a] > self.size[b]:
            a, b = b, a
        self.kind[b] = self.kind[b] or self.kind[a]
        self.days[b] = common if common is None or common[0] <= common[1] + 1 else self.days[b]
        self.root[a] = b
        self.size[b] += self.size[a]
        for other in self.apart.pop(a, set()):
            self.apart[other].discard(a)
            self.apart[other].add(b)
            self.apart[b].add(other)

    def part(self, a: int, b: int) -> None:
        a, b = self.find(a), self.find(b)
        if a != b:
            self.apart[a].add(b)
            self.apart[b].add(a)


def group(
    count: int, pairs: Iterable[Row], *, joins: Iterable[tuple[int, int]] = (), splits: Iterable[tuple[int, int]] = (),
    told: Iterable[tuple[int, int]] = (), spans: Sequence[Span | None] | None = None,
    kinds: Sequence[str | None] | None = None, threshold: float = THRESHOLD,
) -> list[int]:
    """Group number of every event.

    Args:
        pairs: scored pairs in the order of :func:`maydan.picture.pairs.scored_pairs`.
        joins, splits: by reviewers; joined first, and kept apart whatever the scores say. A join wins over a split.
        told: pairs that belong together by how they are told, before any score.
        spans: days of each event; members of a group may not exclude each other's days.
        kinds: class of each event, None for what goes with any; a group has one class.
    """
    groups = _Groups(count, spans or [None] * count, kinds or [None] * count)
    for a, b in joins:
        groups.join(a, b, forced=True)
    for a, b in splits:
        groups.part(a, b)
    for a, b in told:
        groups.join(a, b)
    above = [p for p in pairs if p["score"] >= threshold]
    for pair in above:
        if pair.get("slack", 0) <= TIGHT_DAYS:
            groups.join(pair["a"], pair["b"])
    periods = [p for p in above if p.get("slack", 0) > TIGHT_DAYS]
    unsure = _unsure(periods, groups)
    for pair in periods:
        if pair["a"] not in unsure and pair["b"] not in unsure:
            groups.join(pair["a"], pair["b"])
    return [groups.find(n) for n in range(count)]


def _unsure(periods: Sequence[Row], groups: _Groups) -> set[int]:
    """Events told by month or year that fit two groups of told days about equally well."""
    fits: dict[int, dict[int, float]] = defaultdict(dict)
    for pair in periods:
        for event, other in ((pair["a"], pair["b"]), (pair["b"], pair["a"])):
            days = groups.days[groups.find(other)]
            own = groups.days[groups.find(event)]
            if days is None or own is None or days[1] - days[0] >= own[1] - own[0]:
                continue
            at = groups.find(other)
            fits[event][at] = max(fits[event].get(at, 0.0), pair["score"])
    found = set()
    for event, scores in fits.items():
        best = sorted(scores.values(), reverse=True)[:2]
        if len(best) == 2 and best[0] - best[1] < _TIE:
            found.add(event)
    return found
