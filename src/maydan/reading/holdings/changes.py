"""Holdings that events bring: a capture takes, a siege encircles, a retreat loses."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.records import Event, Holding

_CHANGE = {
    "capture": "takes", "recapture": "takes", "siege": "encircles", "siege-broken": "breaks-siege",
}
_LEAVES = frozenset(("retreat", "withdraw", "handover"))


def holdings_of(event: Event, context: Context) -> list[Holding]:
    """The holdings that one event states, one for each doer and place."""
    change = _CHANGE.get(event.type)
    if change is None or event.status == "denied":
        return []
    status = event.status
    if change == "takes" and status == "ongoing":
        change = "holds"  # the present tense tells a state
    if event.type == "siege" and status == "happened":
        status = "ongoing"
    former = next((w for w in event.whom if w != "civilians" and w not in event.who), None)
    if change not in ("takes", "breaks-siege"):
        former = None
    return [
        Holding(
            quote=event.quote, start=event.start, end=event.end, sentence=event.sentence, holder=holder, place=place,
            change=change, from_=former, when=event.when, status=status, rule=f"holding.{event.type}",  # type: ignore[arg-type]
        )
        for holder in event.who for place in event.where
    ]
