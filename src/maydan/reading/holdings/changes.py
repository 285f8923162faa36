"""Holdings that events bring: a capture takes, a siege encircles, an attempt to take contests."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from maydan.arabic.fold import fold
from maydan.reading.context import Context
from maydan.records import Event, Holding
from maydan.records.statements import Why

_CHANGE = {
    "capture": "takes", "recapture": "takes", "siege": "encircles", "siege-broken": "breaks-siege",
}
_HOLD_NOTHING = frozenset(("media", "civilian"))
_AGENT = frozenset(("قبل", "جانب"))  # من قبل, من جانب
_SLOTS = {"who": "holder", "where": "place", "whom": "from"}


class Changes:
    """Turns the events of one document into holdings."""

    def __init__(self, context: Context) -> None:
        actors = sorted((m.start, m.ref) for m in context.mentions if m.kind == "actor")
        self.actors = dict(actors)
        self.starts = [start for start, _ in actors]
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
        attempted = any(w.slot == "status" and w.reason.startswith("attempt:") for w in event.why)
        if change == "takes" and attempted and status in ("ongoing", "happened"):
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
        """The doers, but for those named only behind the place: neighbours that tell where it lies."""
        told = {self.actors.get(w.start) for w in event.why if w.slot == "who"}
        where = min((w.start for w in event.why if w.slot == "where"), default=event.end)
        first, last = bisect_left(self.starts, event.start), bisect_left(self.starts, where)
        named_before = {self.actors[at] for at in self.starts[first:last]}
        found = [w for w in event.who if self.kinds.get(w) not in _HOLD_NOTHING]
        if not told & set(found):
            return found
        return [w for w in found if w in told or w in named_before]

    def _ground(self, event: Event) -> list[str]:
        """The places of an event without the country that only tells where they lie."""
        exact = [name for name in event.where if self.places.get(name) != "country"]
        return exact or list(event.where)
