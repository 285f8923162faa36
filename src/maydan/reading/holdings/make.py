"""Holding records from mentions, with the words that filled their slots."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.why import why_of, why_word
from maydan.records import Holding

_TRIBES = ("قبيل", "قبائل", "عشير", "عشائر")


def kinds_of(context: Context) -> dict[str, str]:
    """The kinds of the actors of a document by id, "tribe" for tribes: people, who may hold ground all the same."""
    known = context.theatre.data.actors
    return {a.id: "tribe" if a.kind == "civilian" and (
        known[a.id].name_ar if a.id in known else a.text).startswith(_TRIBES) else a.kind for a in context.actors}


def made(
    context: Context, owners: list[Mention], places: list[Mention], change: str, i: int, s: Sentence, rule: str,
    status: str, former: Mention | None = None, when: str | None = None,
) -> list[Holding]:
    """One record for each owner and place, stated by the word at token ``i``.

    Args:
        former: who held the place before, where it is told. when: TIMEX value.
        status: of the holdings; ``rule``: the construction.
    """
    tokens = context.tokens
    found = []
    for owner in owners:
        for place in places:
            inside = [m for m in (owner, place) if s.first <= m.first < s.last]
            first = min([i, *(m.first for m in inside)])
            last = max([i + 1, *(m.last for m in inside)])
            start, end = tokens[first].start, tokens[last - 1].end
            why = [why_word(context, "change", i, rule), why_of(context, "holder", owner),
                   why_of(context, "place", place)]
            if former is not None and former.ref != owner.ref:
                why.append(why_of(context, "from", former))
            found.append(Holding(
                quote=context.text[start:end], start=start, end=end, sentence=s.number, holder=owner.ref,
                place=place.ref, change=change, status=status,  # type: ignore[arg-type]
                from_=former.ref if former is not None and former.ref != owner.ref else None,
                when=when, rule=rule, why=tuple(why),
            ))
    return found
