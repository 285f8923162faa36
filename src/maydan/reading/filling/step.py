"""The step of the reader that settles who, whom, where and when of every event.

Weights in ``models/slots.tsv``, made by ``tools/train_slots.py``. Where the model is less sure than its margin the
rules' choice stands.
"""

from __future__ import annotations

from functools import cache

import msgspec

from maydan.reading.context import Context
from maydan.reading.filling.candidates import NOBODY, SLOTS, Chart, candidates, features
from maydan.records import Event
from maydan.tables import package_data, read_table

MARGIN = 0.0  # logits around an even chance within which the rules' choice stands


@cache
def weights() -> dict[str, dict[str, float]]:
    """Weights by slot and feature; none where the package holds no model."""
    file = package_data("models", "slots.tsv")
    table: dict[str, dict[str, float]] = {}
    if file.is_file():
        for row in read_table(file):
            table.setdefault(row["slot"], {})[row["feature"]] = float(row["weight"])
    return table


def settle_slots(context: Context) -> None:
    """Settle the slots of all events; what the model reads of other events is as the rules left it."""
    table = weights()
    if not table or not context.events:
        return
    chart = Chart(context)
    settled: list[Event] = []
    for number, event in enumerate(chart.events):
        chosen: dict[str, tuple[str, ...]] = {}
        when = event.when
        for slot in SLOTS:
            model = table.get(slot)
            if model is None:
                continue
            scores = {
                value: model["bias"] + sum(model.get(f, 0.0) for f in features(chart, number, slot, value, near))
                for value, near in candidates(chart, number, slot).items()
            }
            if slot == "when":
                best = max(scores, key=lambda v: (scores[v], v))
                when = None if best == NOBODY else best
            else:
                chosen[slot] = pick(scores, getattr(event, slot))
        settled.append(msgspec.structs.replace(event, when=when, **chosen))
    context.events = settled


def pick(scores: dict[str, float], rules: tuple[str, ...]) -> tuple[str, ...]:
    """Values likelier in than out, the rules' own first and in their order."""
    kept = [v for v in rules if scores.get(v, 0.0) > -MARGIN]
    return (*kept, *sorted((v for v, s in scores.items() if s > MARGIN and v not in rules), key=lambda v: -scores[v]))
