"""How far the confidence of records can be believed: of those said to be right with .8, are eight in ten right?

Records are put into bins by their confidence; in each the mean confidence stands beside the share that an annotation
bears out. The *expected calibration error* is the mean gap between the two, each bin counting for its records
(Naeini, Cooper and Hauskrecht 2015, "Obtaining Well Calibrated Probabilities Using Bayesian Binning").
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import msgspec

from maydan.evaluation.names import Record
from maydan.evaluation.pairs import Side
from maydan.evaluation.score import matches

BINS = 10
JUDGED = ("events", "holdings", "ties", "sayings", "outlooks")  # kinds whose confidence is learned


class Bin(msgspec.Struct, frozen=True):
    """Records whose confidence is at least ``low`` and below ``high`` (1 falls into the last bin).

    Attributes:
        records: how many there are. confidence: their mean confidence, 0..1. right: the share that was annotated, 0..1.
    """

    low: float
    high: float
    records: int
    confidence: float
    right: float


class Reliability(msgspec.Struct, frozen=True):
    """The reliability curve of one kind of record.

    Attributes:
        records: how many were judged. error: expected calibration error, 0..1. bins: those that hold records, in order.
    """

    records: int
    error: float
    bins: tuple[Bin, ...]


def curve(judged: Iterable[tuple[float, bool]], bins: int = BINS) -> Reliability:
    """The reliability curve of (confidence, whether right) pairs, in bins of equal width."""
    held: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for sure, right in judged:
        held[min(int(sure * bins), bins - 1)].append((sure, right))
    made = tuple(
        Bin(number / bins, (number + 1) / bins, len(pairs), math.fsum(sure for sure, _ in pairs) / len(pairs),
            sum(right for _, right in pairs) / len(pairs))
        for number, pairs in enumerate(held) if pairs)
    total = sum(b.records for b in made)
    gap = math.fsum(abs(b.confidence - b.right) * b.records for b in made)
    return Reliability(total, gap / total if total else 0.0, made)


def reliability(documents: Iterable[tuple[Record, Record, str]]) -> dict[str, Reliability]:
    """Reliability by kind over (annotation, reading, text) triples; a record is right if it is detected.

    Records without a confidence are left out.
    """
    judged: dict[str, list[tuple[float, bool]]] = {kind: [] for kind in JUDGED}
    for gold, found, text in documents:
        left = Side(gold, text)
        right = Side(found, text, left)
        for kind in JUDGED:
            hit = {number for _, number, _ in matches(kind, left, right)}
            judged[kind] += [
                (float(record["confidence"]), number in hit)
                for number, record in enumerate(found.get(kind, [])) if record.get("confidence") is not None]
    return {kind: curve(pairs) for kind, pairs in judged.items()}
