"""Times told by a dated event of the theatre: before the intervention, since the truce, three days after the summit."""

from __future__ import annotations

import datetime as dt

from maydan.reading.clues import parse_day
from maydan.reading.context import Context
from maydan.reading.times.expressions import Expression
from maydan.records import AnchoredTime
from maydan.theatre.model import DatedEvent

_RELATIONS = {
    word: relation for relation, words in {
        "before": ("قبل", "قبيل", "عشيه"), "after": ("بعد", "بعيد", "عقب", "اثر", "غداه", "نهايه"), "since": ("منذ",),
        "during": ("خلال", "اثناء", "ابان", "مع", "في", "مطلع", "بدايه"), "until": ("حتي",),
    }.items() for word in words
}
_BETWEEN = {  # words that may stand between the relation and the event's name
    "بدء", "بدايه", "انطلاق", "اندلاع", "انتهاء", "نهايه", "اعلان", "توقيع", "ابرام", "عمليه", "معركه", "اتفاق",
    "انعقاد", "الي",
}
_REACH = 4


def find_anchored(context: Context, expressions: list[Expression]) -> None:
    """Fill ``anchored_times`` from the names of dated events and the relation words before them."""
    tokens, events = context.tokens, context.theatre.data.events
    amounts = {e.last: e for e in expressions if e.kind == "anchored"}
    for name in context.names:
        ids = [s.id for s in name.senses if s.kind == "event"]
        if not ids:
            continue
        event = events[ids[0]]
        if event.kind == "usage" or not _is_past(context, event):
            continue
        amount = amounts.get(name.first - 1)
        relation, first = ("before", amount.first) if amount is not None else _relation(context, name.first)
        if not relation:
            continue
        start = tokens[first].start
        if tokens[first].word.key[:1] in "وف" and tokens[first].word.key[1:] in _RELATIONS:
            start = tokens[first].after(context.text, 1)
        context.anchored_times.append(_anchored(context, event, relation, start, name.end, amount))


def _is_past(context: Context, event: DatedEvent) -> bool:
    """Whether an event had begun when the document was written; before that its name speaks of hopes and plans."""
    start = parse_day(event.start)
    written = context.reference.latest or context.reference.value if context.reference is not None else None
    last = parse_day(written, last=True) if written else None
    return start is not None and (last is None or start <= last)


def _relation(context: Context, at: int) -> tuple[str, int]:
    """(relation, its token) of the word that governs an event's name at token ``at``."""
    tokens = context.tokens
    sentence = tokens[at].sentence
    for back in range(at - 1, max(-1, at - 1 - _REACH), -1):
        token = tokens[back]
        if token.sentence != sentence:
            break
        for pro, rest in token.word.proclitics:
            if pro in ("", "و", "ف") and rest in _RELATIONS and (rest not in _BETWEEN or back == at - 1):
                farther = _relation(context, back) if rest in _BETWEEN else ("", 0)
                return farther if farther[0] else (_RELATIONS[rest], back)
        if not any(rest in _BETWEEN for _, rest in token.word.proclitics) and token.word.kind == "ar" and back < at - 1:
            break
    return "", 0


def _anchored(
    context: Context, event: DatedEvent, relation: str, start: int, end: int, amount: Expression | None,
) -> AnchoredTime:
    first, last = parse_day(event.start), parse_day(event.end or event.start, last=True)
    earliest = latest = value = None
    if relation == "before":
        latest = _day(first, -1)
        if amount is not None and first is not None and amount.unit in "DWL":
            days = round(amount.amount * (7 if amount.unit == "W" else 1))
            value = earliest = latest = _day(first, -days)
    elif relation in ("after", "since"):
        earliest = _day(last if relation == "after" else first, 0)
    elif relation == "until":
        latest = _day(last, 0)
    else:
        earliest, latest = _day(first, 0), _day(last, 0)
        value = event.start if not event.end or event.end == event.start else f"{event.start}/{event.end}"
    return AnchoredTime(
        text=context.text[start:end], start=start, end=end, event=event.id, relation=relation, value=value,
        earliest=earliest, latest=latest, rule="event-anchored",
    )


def _day(day: dt.date | None, shift: int) -> str | None:
    return None if day is None else (day + dt.timedelta(days=shift)).isoformat()
