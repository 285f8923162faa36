"""Holdings that events bring: a capture takes, a siege encircles, an attempt to take contests."""

from __future__ import annotations

import msgspec

from maydan.arabic.fold import fold
from maydan.reading.context import Context
from maydan.reading.holdings.chart import Chart
from maydan.records import Event, Holding
from maydan.records.statements import Why

_CHANGE = {
    "capture": "takes", "recapture": "takes", "siege": "encircles", "siege-broken": "breaks-siege",
}
_HOLD_NOTHING = frozenset(("media", "civilian"))
_AGENT = frozenset(("قبل", "جانب"))  # من قبل, من جانب
_TRYING = frozenset(("محاوله", "محاولات", "يستهدف", "تستهدف", "استهدف", "استهدفت", "يتبقي", "بمحاوله", "لمحاوله"))
_SLOTS = {"who": "holder", "where": "place", "whom": "from"}


class Changes:
    """Turns the events of one document into holdings."""

    def __init__(self, context: Context, chart: Chart) -> None:
        self.chart = chart
        self.actors = {m.start: m for m in chart.actors}
        self.tokens = {t.start: t.index for t in context.tokens} if context.events else {}
        self.kinds = {a.id: a.kind for a in context.actors}
        self.places = {p.name_en: p.kind for p in context.places}

    def of(self, event: Event) -> list[Holding]:
        """The holdings that one event states, one for each doer and place."""
        change = _CHANGE.get(event.type)
        if change is None or event.status == "denied":
            return []
        if change == "encircles" and fold(event.trigger).removeprefix("ال").startswith("محاصر") and not _AGENT & set(
                fold(event.quote).split()):
            return []  # "the besieged town" tells no besieger
        status = event.status
        if change == "takes" and self._attempted(event) and status in ("ongoing", "happened"):
            change, status = "contests", "ongoing"
        elif change == "takes" and status == "ongoing":
            change = "holds"  # the present tense tells a state
        if event.type == "siege" and status == "happened":
            status = "ongoing"
        former = next((w for w in event.whom if w != "civilians" and w not in event.who), None)
        if change not in ("takes", "breaks-siege"):
            former = None
        why = (
            Why(slot="change", text=event.trigger, start=event.trigger_start, end=event.trigger_end,
                reason=event.rule),
            *(msgspec.structs.replace(w, slot=_SLOTS.get(w.slot, w.slot)) for w in event.why),
        )
        return [
            Holding(
                quote=event.quote, start=event.start, end=event.end, sentence=event.sentence, holder=holder,
                place=place, change=change, from_=former, when=event.when, status=status,  # type: ignore[arg-type]
                rule=f"holding.{event.type}", why=why,
            )
            for holder in self._holders(event) for place in self._ground(event)
        ]

    def _holders(self, event: Event) -> list[str]:
        """The doers that the event's own words name, with those joined to them; all where none is named."""
        found = [w for w in event.who if self.kinds.get(w) not in _HOLD_NOTHING]
        told = [self.actors[w.start] for w in event.why if w.slot == "who" and w.start in self.actors]
        joined = {m.ref for mention in told for m in self.chart.coordinated(mention)}
        return [w for w in found if w in joined] or found

    def _ground(self, event: Event) -> list[str]:
        """The places of an event without those that only tell where the others lie."""
        inside = [m for m in self.chart.places_between(event.start, event.end) if m.ref in event.where]
        told = {m.ref for m in self.chart.narrowed(inside)}
        exact = [name for name in event.where if name in told] or list(event.where)
        return [name for name in exact if self.places.get(name) != "country"] or exact

    def _attempted(self, event: Event) -> bool:
        """Whether the act was tried, or beaten back, and not done."""
        if any(w.slot == "status" and w.reason.startswith(("attempt:", "foil:")) for w in event.why):
            return True
        tokens, at = self.chart.context.tokens, self.tokens.get(event.trigger_start)
        return at is not None and any(t.key in _TRYING for t in tokens[max(0, at - 2):at])
