"""The small linear models over the rules: tables of weights in ``models``, and the probability that they give."""

from __future__ import annotations

import math
from collections.abc import Iterable
from functools import cache

from maydan.tables import package_data, read_table


@cache
def weights(model: str) -> dict[str, float]:
    """Weight of each feature ("bias" and thresholds among them) of ``models/<model>.tsv``; empty without the file."""
    file = package_data("models", f"{model}.tsv")
    return {row["feature"]: float(row["weight"]) for row in read_table(file)} if file.is_file() else {}


def chance(model: str, features: Iterable[str]) -> float:
    """Probability by a model, 0..1; the sum is exact, so that its order does not matter."""
    weight = weights(model).get
    total = math.fsum([weight("bias", 0.0), *[weight(f, 0.0) for f in features]])
    return 1.0 / (1.0 + math.exp(-total))
