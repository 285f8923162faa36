"""How good a picture is: incidents against hand-made groups, holders against hand-made answers."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence


def pairwise_f1(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """(precision, recall, F1) over pairs of items in one group; ``found`` and ``gold`` give each item's group."""
    def pairs(labels: Iterable[Hashable]) -> int:
        return sum(n * (n - 1) // 2 for n in Counter(labels).values())

    both = pairs(zip(found, gold, strict=True))
    precision = both / pairs(found) if pairs(found) else 1.0
    recall = both / pairs(gold) if pairs(gold) else 1.0
    return precision, recall, _f1(precision, recall)


def b_cubed(found: Sequence[Hashable], gold: Sequence[Hashable]) -> tuple[float, float, float]:
    """(precision, recall, F1), B-cubed: the mean over items of how much its two groups share."""
    ours: dict[Hashable, set[int]] = defaultdict(set)
    theirs: dict[Hashable, set[int]] = defaultdict(set)
    for i, (a, b) in enumerate(zip(found, gold, strict=True)):
        ours[a].add(i)
        theirs[b].add(i)
    count = len(found)
    if not count:
        return 1.0, 1.0, 1.0
    shared = [len(ours[a] & theirs[b]) for a, b in zip(found, gold, strict=True)]
    precision = sum(s / len(ours[a]) for s, a in zip(shared, found, strict=True)) / count
    recall = sum(s / len(theirs[b]) for s, b in zip(shared, gold, strict=True)) / count
    return precision, recall, _f1(precision, recall)


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0
