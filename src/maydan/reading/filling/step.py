"""The step of the reader that settles who, whom, where and when of every event.

Weights in ``models/slots.tsv``, made by ``tools/train_slots.py``. Where the model is less sure than its margin the
rules' choice stands.
"""

from __future__ import annotations

from functools import cache

import msgspec

from maydan.reading.context import Context, Mention
from maydan.reading.filling.candidates import NOBODY, SLOTS, Asked, Chart, candidates
from maydan.reading.filling.traits import Block, blocks, names, typed, typed_names
from maydan.records import Event
from maydan.tables import package_data, read_table

_REMEMBERED = 1 << 16  # blocks
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


class _Sums(dict[Block, float]):
    """Block of traits -> the sum of its names' weights for one slot and group of events, worked out once."""

    def __init__(self, slot: str, group: str) -> None:
        super().__init__()
        self.model, self.group = weights()[slot], group

    def __missing__(self, block: Block) -> float:
        if len(self) > _REMEMBERED:
            self.clear()
        model = self.model
        total = sum(model.get(name, 0.0) + model.get(f"{name}&{self.group}", 0.0) for name in names(block))
        self[block] = total
        return total


class _Typed(dict[Block, float]):
    """The same for blocks that are crossed with the event's type."""

    def __init__(self, slot: str) -> None:
        super().__init__()
        self.model = weights()[slot]

    def __missing__(self, block: Block) -> float:
        total = self[block] = sum(self.model.get(name, 0.0) for name in typed_names(block))
        return total


@cache
def _sums(slot: str, group: str) -> _Sums:
    return _Sums(slot, group)


@cache
def _typed(slot: str) -> _Typed:
    return _Typed(slot)


def score(asked: Asked, slot: str, value: str, near: list[Mention]) -> float:
    """Logits of one candidate for one slot: the weights of its features, summed block by block."""
    table, by_type = _sums(slot, asked.group), _typed(slot)
    total = by_type.model["bias"] + by_type[typed(asked, slot, value)]
    for block in blocks(asked, slot, value, near):
        total += table[block]
    return total


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
