"""Who claims an attack made it: وتبنى X الهجوم, تفجير تبناه X, وأعلن X مسؤوليته عن التفجير. Who accuses did not.

The claim fills the doer of the attack told last before it, in its sentence or the two before, and of the harm that its
sentence tells; a denied claim (لم تتبن أي جهة) tells nobody.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec

from maydan.reading.context import Context, Mention
from maydan.reading.events.chain import upon
from maydan.records import Event
from maydan.records.statements import Why
from maydan.records.vocabulary import EVENT_GROUPS

_CLAIMS = frozenset((
    "تبني", "وتبني", "تبنت", "وتبنت", "تبنوا", "يتبني", "تتبني", "فتبني", "فتبنت",
))
_CLAIMS_IT = frozenset(
    f"{pro}{verb}{it}" for pro in ("", "و") for verb in ("تبنا", "تبنت", "يتبنا") for it in ("ه", "ها"))
_RESPONSIBLE = frozenset(f"{word}{whose}" for word in ("مسؤوليت", "مسئوليت", "مسووليت") for whose in ("ه", "ها", "هم"))
_SAYS = frozenset(("اعلن", "واعلن", "اعلنت", "واعلنت", "تبنت", "وتبنت", "تبني", "وتبني", "يعلن", "تعلن", "فاعلن"))
_BLASTS = frozenset(("التفجير", "التفجيرات", "التفجيرين", "الانفجار", "التفجيران"))
_ACTS = _BLASTS | frozenset((
    "الهجوم", "الهجمات", "الهجومين", "العمليه", "الاعتداء", "الاعتداءات", "القصف", "الاغتيال", "المسؤوليه", "المسءوليه",
    "الاستهداف", "الكمين", "هجوم", "تفجير", "عمليه", "اغتيال", "قتل", "استهداف",
))
_NOT = frozenset(("لم", "لا", "ولم", "ولا", "نفي", "نفت", "تنفي", "ينفي", "ونفت", "ونفي", "لن"))
_ATTACKS = frozenset((*EVENT_GROUPS["fire"], "offensive", "casualties", "kill-civilians", "abduct", "destroy"))
_TOLLS = frozenset(("casualties", "kill-civilians", "destroy"))
_OPEN = frozenset(("bombing", "offensive"))  # of these a claim corrects the doer
_BEHIND, _AHEAD, _BACK, _SENTENCES = 3, 6, 8, 2


class Claim(NamedTuple):
    """A claim: the token of its word, who claims, and whether a blast is named."""

    at: int
    who: str
    blast: bool


def claimed(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, attacks that are claimed with who claims them."""
    result = list(events)
    if not any(e.type in _ATTACKS for e in result):
        return result
    for claim in _claims(context):
        sentence = context.tokens[claim.at].sentence
        start = context.tokens[claim.at].start
        before = [n for n, e in enumerate(result) if e.type in _ATTACKS and e.trigger_start < start
                  and sentence - _SENTENCES <= e.sentence <= sentence]
        heads = [n for n in before if result[n].type not in _TOLLS] or before
        if claim.blast:
            heads = [n for n in heads if result[n].type == "bombing"] or heads
        if not heads:
            continue
        head = heads[-1]
        for n in before:
            event = result[n]
            beside = event.sentence == result[head].sentence and event.type in _TOLLS
            if n != head and not beside:
                continue
            if event.who and not (n == head and event.type in _OPEN):
                continue
            result[n] = _with(context, event, claim)
    return result


def _with_and(words: Iterable[str]) -> frozenset[str]:
    """Words, and the same behind "and"."""
    return frozenset(f"{conjunction}{word}" for word in words for conjunction in ("", "و"))


_CONDEMNS = _with_and((
    "دان", "ادان", "ادانت", "دانت", "استنكر", "استنكرت", "ندد", "نددت", "شجب", "شجبت", "تدين", "يدين", "يستنكر",
    "تستنكر", "اعربت", "اعرب", "نعت", "نعي", "تنعي", "ينعي", "شيع", "شيعت", "يشيع", "تشيع", "ودع", "ودعت", "عزت",
    "حمل", "حملت", "يحمل", "تحمل",  # حملت X Y مسؤولية الهجوم
))
_VOICES = _with_and((  # who says so of an act is not its doer
    "حذر", "حذرت", "يحذر", "تحذر", "عبر", "عبرت", "ابدي", "ابدت", "ناشد", "ناشدت", "رحب", "رحبت", "يشعر", "تشعر",
    "تابع", "تتابع", "يتابع", "تخشي", "يخشي", "تتخوف",
))
_THAT = frozenset(("انها", "انه", "انهم", "بانها", "بانه"))
_CONDEMNING = 4  # tokens between the verb and who condemns


def without_condemners(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, attacks that a sentence condemns without who condemns them among their doers (دانت X الهجوم)."""
    result = []
    for event in events:
        if event.who and event.type in _ATTACKS:
            asking = _askers(context, event, events)
            if asking:
                event = msgspec.structs.replace(event, who=tuple(w for w in event.who if w not in asking))
            told = _condemner(context, event)
            if told in event.who:
                event = msgspec.structs.replace(event, who=tuple(w for w in event.who if w != told))
        result.append(event)
    return result


_ASKS = frozenset(("demand", "accuse", "reject", "support-statement", "promise", "threaten"))
_ANSWERS = frozenset(("الرد", "بالرد", "للرد", "الثار", "بالثار", "الانتقام", "بالانتقام"))  # X تعهدت بالرد على مقتل Y


def _askers(context: Context, event: Event, events: Sequence[Event]) -> set[str]:
    """Who asks that an act be looked into or its doers held to account, or will answer it: they did not do it."""
    asking = [e for e in events if e.type in _ASKS and e.sentence == event.sentence
              and e.trigger_start < event.trigger_start and e.who]
    if not asking:
        return set()
    first, at = context.starts.get(asking[-1].trigger_start), context.starts.get(event.trigger_start)
    if first is None or at is None:
        return set()
    between = [context.tokens[i].key for i in range(first + 1, at)]
    if not any(upon(key) for key in between) and not any(
            key in _ANSWERS and after in ("علي", "ل", "من") for key, after in pairwise(between)):
        return set()
    return {w for e in asking for w in e.who}


def _condemner(context: Context, event: Event) -> str:
    """Who condemns something before an event in its sentence; "" without."""
    sentence, tokens = context.sentences[event.sentence], context.tokens
    at = context.starts.get(event.trigger_start, sentence.first)
    noun = event.rule.startswith("masdar")
    for i in range(sentence.first, at):
        key = tokens[i].key
        if noun and key in _VOICES:
            said = i > sentence.first and tokens[i - 1].key in _THAT  # قالت X إنها تشعر بقلق
            found = next((m for m in reversed(context.mentions) if m.kind == "actor" and (
                m.last == i or (said and sentence.first <= m.first < i) or (
                    i < m.first <= i + _CONDEMNING and m.last <= at))), None)
            if found is not None:
                return found.ref
        if key in _CONDEMNS:
            found = next((m for m in context.mentions if m.kind == "actor" and i < m.first <= i + _CONDEMNING
                          and m.last <= at), None)
            return found.ref if found is not None else ""
    return ""


def without_accusers(events: Sequence[Event]) -> list[Event]:
    """The events, attacks of which a sentence accuses somebody without the accuser among their doers."""
    accusations = [e for e in events if e.type == "accuse" and e.who and (
        e.whom or e.rule.startswith("verb:"))]
    if not accusations:
        return list(events)
    result = []
    for event in events:
        for told in accusations if event.type in _ATTACKS else ():
            if told.sentence == event.sentence and told.trigger_start < event.trigger_start and (
                    set(told.who) & set(event.who)) and not set(told.who) & set(told.whom):
                if not told.whom and any(w.slot == "who" for w in event.why):
                    continue  # the accused has no name, and the act a doer of its own
                rest = tuple(w for w in event.who if w not in told.who)
                event = msgspec.structs.replace(event, who=rest or told.whom)
        result.append(event)
    return result


def _with(context: Context, event: Event, claim: Claim) -> Event:
    token = context.tokens[claim.at]
    why = Why(slot="who", text=token.word.form, start=token.start, end=token.end, reason="claims it")
    return msgspec.structs.replace(
        event, who=(claim.who,), whom=tuple(w for w in event.whom if w != claim.who), why=(*event.why, why))


def _claims(context: Context) -> list[Claim]:
    found = []
    actors: list[Mention] | None = None
    tokens = context.tokens
    for i, token in enumerate(tokens):
        key = token.key
        if key not in _CLAIMS and key not in _CLAIMS_IT and key not in _RESPONSIBLE:
            continue
        sentence = context.sentences[token.sentence]
        words = {tokens[t].key for t in range(max(sentence.first, i - _BACK), i)}
        if words & _NOT:
            continue
        actors = [m for m in context.mentions if m.kind == "actor"] if actors is None else actors
        ahead = [tokens[t].key for t in range(i + 1, min(sentence.last, i + 1 + _AHEAD))]
        after = next((m for m in actors if i < m.first <= i + _BEHIND and m.first < sentence.last), None)
        before = next((m for m in reversed(actors) if m.last <= i and m.first >= max(sentence.first, i - _BACK)), None)
        if key in _CLAIMS_IT:
            who = after if after is not None and after.first == i + 1 else None
        elif key in _RESPONSIBLE:
            who = before if words & _SAYS else None
        else:
            who = after if after is not None and after.first == i + 1 else before
            if not any(word in _ACTS for word in (ahead if who is before else ahead[who.last - i - 1:] if who else [])):
                who = None
        if who is not None:
            found.append(Claim(i, who.ref, any(word in _BLASTS for word in ahead)))
    return found
