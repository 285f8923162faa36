"""Entering a place: an armed force that enters a town, a base or a crossing as a whole takes it."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.events.memory import POINTED
from maydan.records import Event

_SETTLED = frozenset(("town", "village", "neighbourhood", "airport", "base", "crossing", "port", "oilfield"))
_PARTLY = frozenset((  # only the edge of a place, or a patrol, a raid
    "اطراف", "مشارف", "محيط", "ضواحي", "مداخل", "مدخل", "اجزاء", "جزء", "احياء", "بعض", "رتل", "دوريه", "دوريات",
    "قافله", "وفد", "شرطه", "الشرطه", "للقيام", "اعتقال", "مداهمه", "موقتا", "عربات", "اليات", "مزارع",
))
_BACK, _AHEAD = 3, 9


def enters(context: Context, event: Event, starts: dict[int, int]) -> bool:
    """Whether an event tells that a force entered a settled place as a whole.

    Args:
        starts: code point -> number of the token that starts there.
    """
    if event.type != "advance" or event.status != "happened" or not event.rule.endswith(":دخل") or not event.who:
        return False
    if not event.where or any(context.kinds.get(p) not in _SETTLED for p in event.where):
        return False
    if not any(w.slot == "where" and w.reason in ("bare", POINTED) for w in event.why):
        return False
    at = starts.get(event.trigger_start)
    if at is None:
        return False
    quarters = all(context.kinds.get(p) == "neighbourhood" for p in event.where)
    around = [t for t in context.tokens[max(0, at - _BACK):at + _AHEAD] if t.sentence == event.sentence]
    if any(t.key in _PARTLY and not (quarters and t.key == "احياء") for t in around):
        return False
    return not any(  # it entered the town and took a quarter: the town is not yet its own
        e.type == "capture" and e.sentence == event.sentence and e.trigger_start > event.trigger_start
        and any(context.kinds.get(p) == "neighbourhood" for p in e.where) for e in context.events[:_MANY])


_MANY = 2000  # events of a document that are looked through
