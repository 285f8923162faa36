"""The step of the reader that fills ``context.holdings``."""

from __future__ import annotations

from collections.abc import Mapping

from maydan.arabic.memo import within
from maydan.reading.context import Context
from maydan.reading.holdings.changes import Changes
from maydan.reading.holdings.chart import Chart
from maydan.reading.holdings.make import kinds_of
from maydan.reading.holdings.states import States
from maydan.reading.holdings.turns import Turns
from maydan.records import Holding

_LANDLESS = frozenset(("media", "civilian", "person", "international"))
_HELD = frozenset(("held", "held-by"))  # relations of such areas


def _landless(context: Context, kinds: Mapping[str, str], holder: str | None) -> bool:
    """Whether somebody is of a kind that holds no ground: outlets, people, monitors and relief known as such."""
    known = context.theatre.data.actors.get(holder or "")
    return kinds.get(holder or "") in _LANDLESS or (known is not None and known.sector == "NGO")


def find_holdings(context: Context) -> None:
    """States first, then what the events bring; one record for the same holder, place and change in one stretch."""
    chart = Chart(context)
    states = States(context, chart)
    turns = Turns(context, chart)
    changes = Changes(context, chart)
    stating, turning = context.telling("holdings"), context.telling("hands")
    for sentence in context.sentences:
        states.sentence(sentence, within(stating, sentence.first, sentence.last))
        turns.sentence(sentence, within(turning, sentence.first, sentence.last))
    kinds = kinds_of(context)
    found: list[Holding] = []
    seen: set[tuple[str | None, str | None, str, int]] = set()
    areas = {p.name_en for p in context.places if p.relation in _HELD}
    for holding in [*(h for e in context.events for h in changes.of(e)), *turns.found, *states.found]:
        once = holding.place in areas  # an area known only by its holder says the same wherever it is named
        key = (holding.holder, holding.place, holding.change, -1 if once else holding.sentence)
        if key not in seen and not _landless(context, kinds, holding.holder):
            seen.add(key)
            found.append(holding)
    context.holdings.extend(sorted(found, key=lambda h: (h.start, h.end, h.place or "", h.holder or "")))
