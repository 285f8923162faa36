"""What events of a text take from each other: echoes, harm and its cause, strikers and places that go on."""

from __future__ import annotations

from maydan.reading.clauses import Grammar
from maydan.reading.events.link import HARM_TYPES, is_attack, is_harm
from maydan.reading.events.memory import Memory
from maydan.reading.events.places import headed
from maydan.reading.events.spot import Draft
from maydan.reading.events.write import refs

_POINTING = {
    "withdraw",
    "intervene",
    "ceasefire",
    "siege",
    "retreat",
    "advance",
    "negotiation-round",
    "agreement",
    "protest",
}


def echoes(drafts: list[Draft], recent: Draft | None, told: set[str]) -> None:
    """Mark nouns that only point back to what was told before (the shelling, these raids, the withdrawal)."""
    attacked = recent is not None
    for draft in drafts:
        if draft.dropped:
            continue
        noun = draft.noun
        bare = draft.part == "masdar" and noun is not None and noun.article
        if is_attack(draft):
            told_parties = draft.row.frame == "clash" and len(draft.who) > 1
            draft.echo = bool(bare and attacked and not (draft.where or draft.whom or draft.victims or told_parties))
            attacked = attacked or not draft.echo
        elif draft.type in _POINTING:
            draft.echo = bool(bare and draft.type in told and not draft.where)
            told.add(draft.type)


_LAUNCHED = frozenset(("اطلقه", "اطلقها", "اطلقته", "اطلقتها", "تطلقه", "تطلقها", "يطلقها", "اطلقهما", "اطلقتهما"))


def _launchers(draft: Draft) -> None:
    """Who launched what falls did it and did not suffer it (سقط صاروخ أطلقه X على Y)."""
    if draft.row.frame != "fall":
        return
    theirs = [a for a in draft.whom if a.mention is not None and a.mention.first > draft.grammar.first
              and draft.grammar.bare_key(a.mention.first - 1) in _LAUNCHED]
    if theirs:
        draft.whom = [a for a in draft.whom if a not in theirs]
        draft.who = [*draft.who, *theirs]


def resolve(draft: Draft) -> None:
    """Parties and places of a draft as ids and names."""
    _launchers(draft)
    draft.refs_who, draft.refs_whom = refs(draft.who), refs(draft.whom)
    draft.refs_where = refs(draft.where)
    if draft.row.frame in ("clash", "ambush", "talks", "agree"):
        draft.refs_who = list(dict.fromkeys(draft.refs_who + draft.refs_whom))
        draft.refs_whom = []
    draft.refs_whom = [r for r in draft.refs_whom if r not in draft.refs_who or draft.row.frame in ("harm", "wound")]
    if (
        draft.civilians
        and "civilians" not in draft.refs_whom
        and (is_harm(draft) or draft.row.frame in ("evacuate", "aidwounded", "take"))
        and not (draft.refs_whom and draft.row.frame == "take")
    ):
        draft.refs_whom.append("civilians")


_OTHERS = {"اخرين", "اخرون", "منهم", "بينهم"}
_FIRE = {"airstrike", "shelling", "missile-strike"}


def go_on(live: list[Draft], memory: Memory) -> None:
    """A strike without a doer goes on from the one told before in the sentence, or, if definite, in the text."""
    for draft in live:
        if draft.dropped or draft.type not in _FIRE:
            continue
        if draft.row.type == "fire" and not draft.weapons and _like_the_last(draft, memory):
            draft.type = memory.strike_type
        if draft.refs_who:
            memory.striker, memory.strike_type, memory.strike_sentence = (
                list(draft.refs_who),
                draft.type,
                draft.grammar.number,
            )
        elif memory.striker:
            near = memory.strike_sentence == draft.grammar.number
            if not near and sums_up(draft.grammar):
                continue
            definite = draft.part == "masdar" and draft.noun is not None and draft.noun.article
            if near or draft.grammar.number - memory.strike_sentence <= (4 if _alike(draft) else 2 if definite else 1):
                draft.refs_who = list(memory.striker)


_TALLIES = frozenset(("تعداد", "اجمالي"))
_SINCE, _BEGINNING = "منذ", frozenset(("مطلع", "بدايه"))


def sums_up(grammar: Grammar) -> bool:
    """Whether a sentence counts many acts together (يرتفع إلى 110 تعداد القتلى، منذ مطلع العام)."""
    keys = grammar.keys
    return not _TALLIES.isdisjoint(keys) or (_SINCE in keys and not _BEGINNING.isdisjoint(keys))


def _like_the_last(draft: Draft, memory: Memory) -> bool:
    """Whether fire of which no weapon is told is that of the strike told before: like it, or by the same party."""
    apart = draft.grammar.number - memory.strike_sentence
    if memory.strike_type not in ("airstrike", "missile-strike") or apart > 3:
        return False
    if _alike(draft):
        return True
    if not apart and draft.part == "verb" and not draft.refs_who and memory.strike_type == "airstrike":
        return True  # شنت X غارات، مشيرة إلى أنها تستهدف Y
    return memory.strike_type == "airstrike" and apart <= 2 and draft.part == "verb" and (
        bool(set(draft.refs_who) & set(memory.striker)))


_ALIKE = {"مماثل", "مماثله", "مشابه", "مشابهه"}


def _alike(draft: Draft) -> bool:
    """Whether a strike is told as one like that before (بقصف مماثل)."""
    stop = min(draft.last + 3, draft.grammar.last)
    return any(draft.grammar.key(t) in _ALIKE for t in range(draft.last, stop))


_TALKS = frozenset(("meeting", "negotiation-round", "agreement", "mediate"))
_PLACED = {
    "offensive",
    "capture",
    "recapture",
    "clash",
    "siege",
    "siege-broken",
    "supply-cut",
    "airstrike",
    "shelling",
    "missile-strike",
    "bombing",
    "advance",
    "arrest",
    "deploy",
}


def stay(live: list[Draft], memory: Memory) -> None:
    """An act told as such without a place of its own stays where the last one took place."""
    for draft in live:
        if draft.dropped:
            continue
        number = draft.grammar.number
        if draft.refs_where and draft.type not in _TALKS:
            memory.last_where, memory.last_sentence = list(draft.refs_where), number
        elif (
            not draft.refs_whom
            and not draft.things
            and not sums_up(draft.grammar)
            and draft.refs_who
            and draft.type in _PLACED
            and not draft.echo
            and (draft.part in ("verb", "passive") or draft.chain)
            and memory.last_where
            and (number - memory.last_sentence <= 1)
            and draft.status in ("happened", "ongoing")
        ):
            draft.refs_where = list(memory.last_where)


def below(live: list[Draft]) -> None:
    """An act that nothing places took place where the heading of its sentence says (درعا:: انفجرت عبوة)."""
    for draft in live:
        if not draft.refs_where and not draft.dropped and draft.type in _PLACED | HARM_TYPES:
            place = headed(draft.grammar)
            if place is not None:
                draft.refs_where = [place.ref]


def inherit(live: list[Draft]) -> None:
    """Harm takes doers, places and time from its cause; an attack takes victims from the harm it did."""
    last: Draft | None = None
    for draft in live:
        if (
            last is not None
            and not draft.refs_whom
            and (is_harm(draft) or draft.row.frame == "take")
            and any(a.head in _OTHERS for a in draft.victims)
        ):
            draft.refs_whom = list(last.refs_whom)
        if is_harm(draft) and draft.refs_whom:
            last = draft
        cause = draft.cause
        if cause is None:
            continue
        if not draft.refs_who and draft.type != "displace":
            harmed = set(draft.refs_whom)
            if cause.row.frame == "clash":
                draft.refs_who = [r for r in cause.refs_who if r not in harmed] if harmed & set(cause.refs_who) else []
            elif harmed & set(cause.refs_who) and cause.refs_whom and cause.row.frame != "ambush":
                draft.refs_who = [r for r in cause.refs_whom if r not in harmed]
            else:
                draft.refs_who = [r for r in cause.refs_who if r not in harmed]
        if not draft.refs_where:
            draft.refs_where = list(cause.refs_where)
        if not cause.refs_where and draft.refs_where:
            cause.refs_where = list(draft.refs_where)
        if not cause.refs_whom and draft.refs_whom and cause.row.frame not in ("clash", "ambush") and is_attack(cause):
            cause.refs_whom = [r for r in draft.refs_whom if r not in cause.refs_who]
        if not cause.refs_who and draft.refs_who and cause.row.frame not in ("clash", "ambush"):
            cause.refs_who = list(draft.refs_who)
        if (
            not draft.refs_whom
            and cause.refs_whom
            and draft.type != "kill-civilians"
            and is_harm(draft)
            and not draft.victims
        ):
            draft.refs_whom = list(cause.refs_whom)
