"""Holdings that events bring: a capture takes, a siege encircles, a retreat loses."""

from __future__ import annotations

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


def holdings_of(event: Event, context: Context) -> list[Holding]:
    """The holdings that one event states, one for each doer and place."""
    change = _CHANGE.get(event.type)
    if change is None or event.status == "denied":
        return []
    status = event.status
    trigger = fold(event.trigger)
    if change == "encircles" and trigger.removeprefix("ال").startswith("محاصر") and not _AGENT & set(
            fold(event.quote).split()):
        return []  # "the besieged town" tells no besieger
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
    kinds = {a.id: a.kind for a in context.actors}
    rule = f"holding.{event.type}"
    slots = {"who": "holder", "where": "place", "whom": "from"}
    why = (
        Why(slot="change", text=event.trigger, start=event.trigger_start, end=event.trigger_end, reason=event.rule),
        *(msgspec.structs.replace(w, slot=slots.get(w.slot, w.slot)) for w in event.why),
    )
    return [
        Holding(
            quote=event.quote, start=event.start, end=event.end, sentence=event.sentence, holder=holder, place=place,
            change=change, from_=former, when=event.when, status=status, rule=rule, why=why,  # type: ignore[arg-type]
        )
        for holder in event.who if kinds.get(holder) not in _HOLD_NOTHING for place in event.where
    ]
