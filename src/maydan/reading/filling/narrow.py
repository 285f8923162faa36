"""Slots of an event cut down to what can fill them.

An area that only tells where a village lies is no place of the event (في بلدة الكفير بريف جسر الشغور); an outlet that
reports an attack did not make it.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maydan.reading.context import Context, Mention
from maydan.reading.holdings.chart import VAGUE, Chart
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

WIDE = VAGUE | {"other", "district"}
"""Kinds of places that hold settlements."""
_ATTACKS = frozenset((*EVENT_GROUPS["fire"], *EVENT_GROUPS["harm"], *EVENT_GROUPS["ground"]))
_HARMLESS = frozenset(("media",))
_GAP = 4  # tokens between a place and the words that tell where it lies


def narrow(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, each without areas that stand in its sentence only behind a settlement of its own, and attacks
    without doers of a kind that attacks nobody."""
    chart: Chart | None = None
    result: list[Event] = []
    kinds = {a.id: a.kind for a in context.actors}
    for event in events:
        if event.type in _ATTACKS and any(kinds.get(w) in _HARMLESS for w in event.who):
            event = msgspec.structs.replace(event, who=tuple(w for w in event.who if kinds.get(w) not in _HARMLESS))
        if len(event.where) > 1:
            chart = chart or Chart(context)
            kept = _kept(chart, event)
            if len(kept) < len(event.where):
                event = msgspec.structs.replace(event, where=kept)
        result.append(event)
    return result


def _kept(chart: Chart, event: Event) -> tuple[str, ...]:
    sentence = chart.context.sentences[event.sentence]
    told = chart.places_in(sentence)
    seen: dict[str, bool] = {}  # place -> whether it only ever tells where another lies
    before: Mention | None = None
    for mention in told:
        if mention.ref in event.where:
            seen[mention.ref] = seen.get(mention.ref, True) and _tells(chart, before, mention, event)
        before = mention
    return tuple(name for name in event.where if not seen.get(name, False))


def _tells(chart: Chart, before: Mention | None, mention: Mention, event: Event) -> bool:
    """Whether a mention follows a settlement of the event to say in which area that lies."""
    if before is None or before.ref not in event.where or before.ref == mention.ref or mention.pro.startswith("و"):
        return False
    between = chart.context.tokens[before.last:mention.first]
    if len(between) > _GAP or any(t.key[:1] == "و" or t.word.kind == "punct" for t in between):
        return False
    wide, close = chart.kinds.get(mention.ref) in WIDE, chart.kinds.get(before.ref) not in WIDE
    return wide and close and chart.tells_where(mention)
