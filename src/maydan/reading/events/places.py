"""Where: the narrowest of nested places, places set before the verb, and "the town" told before."""

from __future__ import annotations

from maydan.reading.clauses import Arg, Clause, Grammar
from maydan.reading.context import Mention
from maydan.reading.cutting import heading
from maydan.reading.events.memory import POINTED, Memory
from maydan.reading.events.spot import Draft

_GENERIC = {
    "المدينه",
    "البلده",
    "القريه",
    "المنطقه",
    "المحافظه",
    "الحي",
    "المخيم",
    "المكان",
    "الموقع",
    "القضاء",
    "المعسكر",
    "القاعده",
    "المطار",
    "الناحيه",
    "الضاحيه",
    "المعبر",
    "الميناء",
}
_SEVERAL = {"البلدتين", "المدينتين", "القريتين", "الحيين", "البلدتان", "المدينتان", "القريتان", "المعبرين"}


def same_place(draft: Draft, memory: Memory) -> None:
    """ "The town", "the area": the place of the event told before; "the two towns": the last two told side by side."""
    grammar = draft.grammar
    stop = min(grammar.clauses[draft.clause].end, draft.last + 14)
    if not memory.places and not memory.grounds:
        return
    for t in range(draft.last, stop):
        key = grammar.key(t)
        word = (
            key
            if key in _GENERIC
            else "ا" + key[1:]
            if key.startswith("لل")
            else key[1:]
            if key[:1] in ("ب", "و")
            else key
        )
        if key == "الاحياء" and grammar.key(t - 1) == "هذه" and grammar.inside.get(t) is None:
            draft.where = memory.ground(grammar.token(t).start, "احياء", grammar.context.kinds) or list(memory.places)
            draft.used.add(t)
            return
        if word == "الاحياء" and grammar.inside.get(t) is None:
            draft.where = memory.ground(grammar.token(t).start, "المدينه", grammar.context.kinds)
            if draft.where:
                draft.used.add(t)
                return
        if word in _SEVERAL and grammar.inside.get(t) is None:
            draft.where = memory.pair(grammar.token(t).start) or list(memory.places)
            draft.used.add(t)
            return
        if (word in _GENERIC or (key.startswith("لل") and "ال" + key[2:] in _GENERIC)) and grammar.inside.get(
            t
        ) is None:
            draft.where = list(memory.places)
            draft.used.add(t)
            return


_WIDE_AFTER = {"ب", "في", "على", "bare", "حول"}


def narrowest(args: list[Arg], grammar: Grammar) -> list[Arg]:
    """Places without those that only say where the one before lies (بلدة X بريف Y)."""
    kept: list[Arg] = []
    last: Arg | None = None
    for arg in sorted(args, key=lambda a: a.mention.first if a.mention else a.at):
        m = arg.mention
        if m is None:
            continue
        if last is not None and not m.pro.startswith("و") and _bearing(grammar, m.first):
            continue
        if (
            last is not None
            and last.mention is not None
            and not m.pro.startswith("و")
            and arg.marker in _WIDE_AFTER
            and 0 <= m.first - last.mention.last <= 6
            and not _listed(grammar, last.mention.last, m.first)
        ):
            last = arg
            continue
        kept.append(arg)
        last = arg
    return kept


_SIDES = ("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "الشمال", "الجنوب", "الشرق", "الغرب")


def _bearing(grammar: Grammar, first: int) -> bool:
    """Whether the place at ``first`` only tells on which side of it the one before lies (غربي العاصمة طرابلس)."""
    if grammar.key(first) in _SIDES:
        return True
    i = first - 1
    while i > grammar.first and i >= first - 2 and grammar.key(i) in ("العاصمه", "مدينه", "من", "بلده"):
        i -= 1
    key = grammar.key(i) if i > grammar.first else ""
    return key in _SIDES or (key[:1] == "ب" and key[1:] in _SIDES)


def _listed(grammar: Grammar, start: int, stop: int) -> bool:
    """Whether a comma or و parts two places, so that they stand side by side."""
    return any(grammar.token(t).word.form in ("،", ",", "و") or grammar.sense(t).conj for t in range(start, stop))


def places_before(draft: Draft, before: list[Arg]) -> None:
    for arg in before:
        if arg.mention is not None and arg.mention.kind == "place" and arg.marker == "bare" and arg not in draft.where:
            draft.where.append(arg)


def fronted(draft: Draft, clause: Clause) -> None:
    """A place set before the verb or the noun: وفي محافظة حمص، نفذ ..."""
    grammar = draft.grammar
    for arg in grammar.scan(clause.start, draft.at):
        if arg.mention is not None and arg.mention.kind == "place" and arg.marker in ("في", "ب"):
            draft.where.append(arg)


def lies(draft: Draft) -> None:
    """A place right before the word that it is besieged (لا تزال داريا محاصرة)."""
    grammar = draft.grammar
    noun = draft.noun
    if draft.row.frame != "siege" or noun is None or noun.article or draft.at <= grammar.first:
        return
    place = grammar.inside.get(draft.at - 1)
    if place is not None and place.kind == "place" and not place.pro and place.last == draft.at and (
            place.first == grammar.first or place.first - 1 not in grammar.markers):
        draft.where.append(Arg("bare", "", place, place.first, place.last))


_QUOTES = frozenset(("«", "“", '"', "("))
_OPENS = 3  # tokens behind a heading within which an outlet is named


def headed(grammar: Grammar) -> Mention | None:
    """The place that heads a sentence (درعا:: اغتيل ...); None without one, and where an outlet follows, which makes
    it the dateline of a report."""
    if heading(grammar) == grammar.first:
        return None
    place = grammar.inside[grammar.first]
    opening = range(place.last, min(place.last + _OPENS, grammar.last))
    return None if any(grammar.token(t).word.form in _QUOTES for t in opening) else place


def told_of(grammar: Grammar, clause: Clause) -> list[Arg]:
    """The place right before "where" (دير الزور، حيث يحاصر ...), or []."""
    if clause.kind != "where":
        return []
    last = clause.start
    while last > max(grammar.first, clause.start - 3) and grammar.inside.get(last - 1) is None:
        last -= 1
    mention = grammar.inside.get(last - 1)
    if mention is None or mention.kind != "place" or grammar.context.kinds.get(mention.ref) not in _CLOSE:
        return []
    return [Arg(POINTED, "", mention, mention.first, mention.last)]


_CLOSE = frozenset(("town", "village", "neighbourhood", "airport", "base", "crossing", "port", "oilfield"))


def described_place(grammar: Grammar, clause: Clause) -> list[Arg]:
    """The place that a relative clause with an object pronoun describes (بلدة X التي اجتاحها), or []."""
    if clause.kind != "rel":
        return []
    for arg in grammar.antecedent_args(clause)[:3]:
        if arg.mention is not None and arg.mention.kind == "place":
            return [arg]
        if arg.mention is not None and arg.mention.kind == "actor":
            return []
    return []
