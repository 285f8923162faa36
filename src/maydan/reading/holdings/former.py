"""Who held what is taken: "the last ground that X held", said of it behind its name; and what is no place at all."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.holdings.chart import Chart
from maydan.records import Event

_LAST = frozenset(("اخر", "واخر", "ابرز", "المعقل", "معقل"))
_ITS = frozenset((
    "معقل", "معاقل", "معاقله", "جيب", "جيوب", "ارض", "موقع", "مواقع", "مدينه", "بلده", "منطقه", "مناطق", "معبر", "نقطه",
    "قريه", "الابرز", "الاخير", "حي", "احياء", "قاعده", "كبري", "كبيره", "مطار", "المعاقل", "حصون",
))
_HELD = frozenset((
    "كان", "كانت", "يسيطر", "تسيطر", "عليها", "عليه", "في", "يد", "بيد", "قبضه", "تحت", "سيطره", "يتحصن", "فيها",
    "التي", "الذي", "لا", "تزال", "يزال", "من", "له", "لها",
))
_BEHIND = 12  # words behind a place in which it is said whose last ground it was
_MEASURE = frozenset(("كيلومترا", "كيلومتر", "كيلومترات", "كم", "هكتار", "هكتارا", "كيلومترا مربعا"))


def last_holder(context: Context, chart: Chart, event: Event, starts: dict[int, int]) -> str | None:
    """The party of which the ground taken is said to have been the last or the foremost, None where none is."""
    at = starts.get(event.trigger_start)
    if at is None:
        return None
    tokens = context.tokens
    sentence = context.sentences[event.sentence]
    places = [m for m in chart.places_in(sentence) if m.ref in event.where and m.first > at]
    if not places:
        return None
    for i in range(places[0].last, min(places[0].last + _BEHIND, sentence.last - 1)):
        if tokens[i].key in _LAST and tokens[i - 1].word.kind == "punct":
            owner = chart.actor_after(i + 1, sentence, 5)
            between = tokens[i + 1:owner.first] if owner is not None else []
            if owner is not None and owner.ref not in event.who and all(
                    t.key in _ITS or t.key in _HELD or t.key == "ل" for t in between):
                return owner.ref
    return None


def measured(context: Context, event: Event, starts: dict[int, int]) -> bool:
    """Whether what is taken is so many kilometres between two places, and not the places."""
    at = starts.get(event.trigger_start)
    return at is not None and any(t.key in _MEASURE for t in context.tokens[at + 1:at + 8])
