"""The step of the reader that gives every statement its confidence, and leaves out those that are likelier wrong.

The model is a logistic regression for each kind; ``models/confidence.tsv`` holds its weights and thresholds,
``tools/train_confidence.py`` makes it.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TypeVar

import msgspec

from maydan.reading.confidence.features import Surroundings, names
from maydan.reading.confidence.gate import Gate
from maydan.reading.context import Context
from maydan.reading.linear import Block, Sums
from maydan.records import Event, Holding, Outlook, Saying, Tie
from maydan.tables import package_data, read_table

Record = TypeVar("Record", Event, Holding, Tie, Saying, Outlook)

THRESHOLD = "(threshold)"


@cache
def weights() -> dict[str, dict[str, float]]:
    """Weights by kind and feature; the row "(threshold)" holds the least confidence at which a record is kept."""
    file = package_data("models", "confidence.tsv")
    table: dict[str, dict[str, float]] = {}
    if file.is_file():
        for row in read_table(file):
            table.setdefault(row["kind"], {})[row["feature"]] = float(row["weight"])
    return table


@cache
def _sums(kind: str) -> Sums:
    return Sums(weights()[kind], names)


def judge_records(context: Context) -> None:
    """Write ``confidence`` into all statements and leave out those below their kind's threshold."""
    gate = Gate(context)
    context.events = [e for e in context.events if gate.passes(e)]
    context.holdings = [h for h in context.holdings if gate.holds(h)]
    context.ties = [t for t in context.ties if gate.ties(t)]
    if not gate.foresees(len(context.events)):
        context.outlooks = []
    table = weights()
    around = Surroundings(context)

    def judged(kind: str, records: list[Record], traits: Callable[[Record], tuple[Block, ...]]) -> list[Record]:
        model = table.get(kind)
        if model is None:
            return records
        least, sums = model.get(THRESHOLD, 0.0), _sums(kind)
        kept = []
        for record in records:
            sure = sums.chance(traits(record))
            if sure >= least:
                kept.append(msgspec.structs.replace(record, confidence=round(sure, 3)))
        return kept

    context.events = judged("events", context.events, around.event)
    context.holdings = judged("holdings", context.holdings, around.holding)
    context.ties = judged("ties", context.ties, around.tie)
    context.sayings = judged("sayings", context.sayings, around.saying)
    context.outlooks = judged("outlooks", context.outlooks, around.outlook)
