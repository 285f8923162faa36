"""The small linear models over the rules: tables of weights in ``models``, and the probability that they give."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache

from maydan.arabic.memo import FEW, Memo
from maydan.tables import package_data, read_table


@cache
def weights(model: str) -> dict[str, float]:
    """Weight of each feature ("bias" and thresholds among them) of ``models/<model>.tsv``; empty without the file."""
    file = package_data("models", f"{model}.tsv")
    return {row["feature"]: float(row["weight"]) for row in read_table(file)} if file.is_file() else {}


Block = tuple[object, ...]
"""Traits that belong together, the first entry the kind of block: what the features of a model are named after."""

_MOST = 30_000  # thousandths, either way
_SCALE = 1000  # weights have three decimals: sums of whole thousandths are exact in any order


class Sums(Memo[Block, int]):
    """Block -> the sum of its features' weights in thousandths, worked out once: equal blocks have equal features."""

    def __init__(self, table: dict[str, float], names: Callable[[Block], Iterable[str]]) -> None:
        super().__init__(self._sum, FEW)
        self._weights = {name: round(weight * _SCALE) for name, weight in table.items()}
        self._names, self._bias = names, self._weights.get("bias", 0)

    def _sum(self, block: Block) -> int:
        return sum([self._weights.get(name, 0) for name in self._names(block)])

    def chance(self, blocks: Iterable[Block]) -> float:
        """Probability by the model of what has these blocks of traits, no feature in two of them; 0..1."""
        total = self._bias
        for block in blocks:
            total += self[block]
        return 1.0 / (1.0 + math.exp(-max(-_MOST, min(_MOST, total)) / _SCALE))
