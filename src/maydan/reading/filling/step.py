"""The step of the reader that settles who, whom, where and when of every event.

Weights in ``models/slots.tsv``, made by ``tools/train_slots.py``. Where the model is less sure than its margin the
rules' choice stands.
"""

from __future__ import annotations

from functools import cache

import msgspec

from maydan.reading.context import Context, Mention
from maydan.reading.filling.candidates import NOBODY, SLOTS, Asked, Chart, candidates, plain, typed
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


class _Crossed(dict[str, tuple[float, float]]):
    """Feature -> its weight alone and its weight crossed with a group of events, looked up once each."""

    def __init__(self, slot: str, group: str) -> None:
        super().__init__()
        self.model, self.group = weights()[slot], group

    def __missing__(self, name: str) -> tuple[float, float]:
        found = self[name] = self.model.get(name, 0.0), self.model.get(f"{name}&{self.group}", 0.0)
        return found


@cache
def _crossed(slot: str, group: str) -> _Crossed:
    return _Crossed(slot, group)


def score(asked: Asked, slot: str, value: str, near: list[Mention]) -> float:
    """Logits of one candidate for one slot: the weights of :func:`features`, summed in its order."""
    table = _crossed(slot, asked.group)
    total = 0.0
    for name in plain(asked, slot, value, near):
        alone, crossed = table[name]
        total += alone
        total += crossed
    for name in typed(asked, slot, value):
        total += table.model.get(name, 0.0)
    return table.model["bias"] + total


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
        asked = Asked(chart, number)
        for slot in SLOTS:
            if slot not in table:
                continue
            found = candidates(chart, number, slot)
            scores = {value: score(asked, slot, value, near) for value, near in found.items()}
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
