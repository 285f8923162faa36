"""Where fire comes from (قصف مصدره مناطق سيطرة X) and whose leavings blow up (لغم من مخلفات X): the doers of an attack,
told by a phrase of its own that names neither its target nor its place."""

from __future__ import annotations

from typing import NamedTuple

from maydan.reading.clauses import Arg, Grammar
from maydan.reading.context import Mention
from maydan.reading.events.link import ATTACK_TYPES, HARM_TYPES
from maydan.reading.events.spot import Draft

SOURCE = "source"  # marker of a doer that such a phrase names
_COMES_FROM = frozenset(("مصدره", "مصدرها", "مصدرهما", "ومصدره", "ومصدرها"))
LEFT_BY = frozenset(("مخلفات", "لمخلفات", "بمخلفات", "ومخلفات"))
_GROUND = frozenset(("مناطق", "المناطق", "مواقع", "مناطقها"))
_ADJECTIVES = 2  # words between the noun of an attack and whence it comes
_REACH = 24  # tokens of such a phrase
_NEAR = 6  # tokens between leavings and whose they are
_BACK = 24  # tokens between an attack and where it comes from
_TOWARDS = frozenset(("على", "نحو", "ضد"))
_GAP = 3  # tokens between the phrase and the verb that goes on (قصف مصدره X استهدف ...)
_THING = frozenset(("3ms", "3fs", "3fp", "3fd", "3md"))


class Span(NamedTuple):
    """One phrase.

    Attributes:
        owner: the attack that it is told of. first, stop: its tokens. parties: the doers. left: whether of leavings.
    """

    owner: Draft
    first: int
    stop: int
    parties: list[Mention]
    left: bool


def source_spans(grammar: Grammar, drafts: list[Draft]) -> list[Span]:
    """The phrases of a sentence, each behind the attack that it is told of."""
    attacks = [d for d in drafts if d.type in ATTACK_TYPES]
    harms = [d for d in drafts if d.type in HARM_TYPES]
    if not attacks and not harms:
        return []
    found: list[Span] = []
    for t in range(min(d.last for d in (*attacks, *harms)), grammar.last):
        key = grammar.key(t)
        left = key in LEFT_BY
        if not left and key not in _COMES_FROM and not _from_ground(grammar, t, attacks):
            continue
        owner = next((d for group in (attacks, harms) for d in reversed(group) if d.last <= t <= d.last + _BACK), None)
        if owner is None:
            continue
        stop = _end(grammar, t + 1, _NEAR if left else _REACH)
        parties = [m for i in range(t + 1, stop) for m in grammar.starts(i)
                   if m.kind == "actor" and m.ref != "civilians"]
        if parties:
            found.append(Span(owner, t, stop, parties, left))
    return found


def _from_ground(grammar: Grammar, t: int, attacks: list[Draft]) -> bool:
    """Whether a "from" right behind the noun of an attack names ground that somebody holds (قصف من مناطق سيطرة X)."""
    return grammar.key(t) == "من" and t + 1 < grammar.last and grammar.key(t + 1) in _GROUND and any(
        d.part != "verb" and 0 <= t - d.last <= _ADJECTIVES for d in attacks)


def _end(grammar: Grammar, first: int, reach: int) -> int:
    """Where a phrase ends: at a verb that describes nothing in it, a mark, or what the fire is aimed at."""
    t, stop = first, min(grammar.last, first + reach)
    while t < stop:
        mark = grammar.markers.get(t)
        if mark is not None and mark[0].name in _TOWARDS and t > first:
            break
        word = grammar.token(t).word
        if word.kind == "punct" and word.form in "،,.؛:":
            after = grammar.starts(t + 1) if t + 1 < stop else []
            if not (after and after[0].kind == "actor" and after[0].pro.startswith("و")):
                break
        if grammar.verb_at(t) is not None and grammar.clause(t).kind != "rel" and grammar.clause(t).start >= first:
            break
        t += 1
    return t


def goes_on(spans: list[Span], draft: Draft) -> Draft | None:
    """The attack that is the subject of a verb behind such a phrase, or None."""
    if draft.part != "verb" or draft.verb is None or draft.type not in ATTACK_TYPES:
        return None
    for span in spans:
        if not span.left and 0 <= draft.at - span.stop <= _GAP and draft.verb.form.person in _THING:
            return span.owner if span.owner is not draft else None
    return None


def apply(spans: list[Span], drafts: list[Draft]) -> None:
    """Put the doers into the attacks, and take all that the phrases name out of other slots."""
    for span in spans:
        inside = range(span.first, span.stop)
        for draft in drafts:
            if draft is not span.owner and draft.at in inside:
                draft.dropped = "source"
            draft.whom = [a for a in draft.whom if a.mention is None or a.mention.first not in inside]
            draft.where = [a for a in draft.where if span.left or a.mention is None or a.mention.first not in inside]
        if not span.left or span.owner.type not in ("clash", "offensive"):
            span.owner.who = [Arg(SOURCE, "", m, m.first, m.last) for m in span.parties]
