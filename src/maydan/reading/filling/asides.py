"""What stands in a sentence without a part in its act: hashtags in a row, who signed an agreement, with whom somebody
stands or is said to deal, the way across which somebody smuggles."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

import msgspec

from maydan.reading.context import Context, Mention
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

_TAG = "#"
_DEEDS = frozenset((*EVENT_GROUPS["fire"], *EVENT_GROUPS["ground"], *EVENT_GROUPS["harm"], "ceasefire-violated"))
_SIGNED = frozenset(("الموقع", "الموقعه", "المبرم", "المبرمه", "موقع", "مبرم"))
_PACT = 5  # tokens between what is signed and "between"
_REACH = 8  # tokens behind "between" in which the parties stand
_STOPS = frozenset(("في", "علي", "من", "منذ", "عام", "حول", "بشان", "،", ".", "؛", ")"))
_OPENS = _STOPS | {"بين"}
_STANDS = frozenset((
    "وقوفها", "وقوفه", "وقوف", "الوقوف", "تقف", "يقف", "وقفت", "وقف", "وقوفنا", "نقف", "تضامنها", "تضامنه", "تضامن",
    "تضامنهم", "متضامنا", "متضامنه", "التضامن",
))
_DEALS = frozenset((
    "بالتعامل", "التعامل", "بالتخابر", "التخابر", "بالتواصل", "بالارتباط", "بالانتماء", "بالانتساب", "بالعماله",
    "بالولاء",
))
_BECAUSE = frozenset(("احتجاجا", "تنديدا", "رفضا", "استنكارا", "تضامنا"))
_HINDERS = frozenset(("لعرقله", "لمنع", "لوقف", "لاعاقه", "لتاخير", "لصد", "لاحباط", "لدعم", "لمسانده", "لتغطيه"))
_BACKS = frozenset(f"{verb}{whom}" for verb in ("تساند", "يساند", "تدعم", "يدعم", "تمول", "يمول")
                   for whom in ("ه", "ها", "هم"))
_IN_ARMS = frozenset(("armed-group", "alliance", "state"))
_ATTACKS = frozenset((*EVENT_GROUPS["fire"], "offensive"))
_CARRY = frozenset(("تقل", "يقل", "تقله", "تقلهم", "يستقلها", "يستقله", "يستقلون"))
_SEATS = 5  # tokens from such a verb to whom a vehicle carries
_HELD = frozenset(("الخاضعه", "الخاضع", "الخاضعتين", "خاضعه", "تحت"))
_SWAY = frozenset(("سيطره", "لسيطره", "نفوذ", "لنفوذ", "السيطره", "النفوذ", "للسيطره", "للنفوذ"))
_STROKE = 3  # tokens between two names of one party
_MANY = 100  # parties and places: more than a sentence with an end has
_BACK = 4  # tokens from a party back to such words


Named = dict[int, list[Mention]]
"""Parties and places of every sentence by its number, in order."""


def in_sentences(context: Context) -> Named:
    """The parties and places of a document by sentence."""
    found: Named = {}
    for mention in context.mentions:
        if mention.kind in ("actor", "place"):
            found.setdefault(context.tokens[mention.first].sentence, []).append(mention)
    for near in found.values():
        near.sort(key=lambda m: m.first)
    return found


def around(context: Context, named: Named, event: Event) -> list[Mention]:
    """The parties and places of an event's sentence, of a sentence without end those around the event."""
    near = named.get(event.sentence, [])
    if len(near) <= _MANY:
        return near
    at = bisect_left(near, event.trigger_start, key=lambda m: m.start)
    return near[max(0, at - _MANY):at + _MANY]


def without_asides(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events without parties and places that a sentence names aside from its acts."""
    result = []
    signatories: dict[int, set[int]] = {}
    for event in events:
        if event.who or event.whom or event.where:
            number = event.sentence
            if number not in signatories:
                signatories[number] = _signatories(
                    context, named.get(number, []), context.sentences[number].first)
            near, signed = around(context, named, event), signatories[number]
            idle = _idle(context, event, near, signed)
            if event.type in _ATTACKS and event.who:
                event = _without_passengers(context, event, near)
            if event.who and event.whom:
                event = _twins(context, event, near)
            if idle:
                event = msgspec.structs.replace(
                    event, who=tuple(w for w in event.who if ("who", w) not in idle),
                    whom=tuple(w for w in event.whom if ("whom", w) not in idle),
                    where=tuple(w for w in event.where if ("where", w) not in idle))
        result.append(event)
    return result


def _idle(context: Context, event: Event, near: list[Mention], signed: set[int]) -> set[tuple[str, str]]:
    """(slot, value) of an event whose every mention in its sentence stands aside."""
    found: set[tuple[str, str]] = set()
    for slot, values in (("who", event.who), ("whom", event.whom), ("where", event.where)):
        named = {w.start for w in event.why if w.slot == slot}
        for value in values:
            told = [m for m in near if m.ref == value]
            if not told:
                continue
            if all(_tagged(context, m) for m in told):
                found.add((slot, value))
            elif event.type in _DEEDS and slot == "who" and all(
                    m.first in signed or (m.start not in named and (
                        _stood_by(context, m) or _supports(context, m) or _protests(context, m, event))) for m in told):
                found.add((slot, value))
            elif slot == "who" and event.type == "protest" and context.kinds.get(value) in _IN_ARMS and not any(
                    m.start in named for m in told):
                found.add((slot, value))
            elif event.type in _ATTACKS and slot == "whom" and not any(m.start in named for m in told) and all(
                    _hindered(context, m, event) for m in told):
                found.add((slot, value))
            elif event.type == "bombing" and slot != "where" and all(_holds(context, m) for m in told):
                found.add((slot, value))
            elif event.type == "accuse" and slot == "whom" and all(_stood_by(context, m) for m in told):
                found.add((slot, value))
            elif event.type in _DEEDS and slot == "where" and all(_crossed(context, m) for m in told):
                found.add((slot, value))
    return found


def _without_passengers(context: Context, event: Event, near: list[Mention]) -> Event:
    """An attack on a vehicle befell whom it carries (استهدف مجهولون سيارة تقل عناصر من X)."""
    aboard = set()
    for value in event.who:
        told = [m for m in near if m.ref == value]
        if told and all(m.start > event.trigger_start and any(
                context.tokens[t].key in _CARRY for t in range(max(0, m.first - _SEATS), m.first)) for m in told):
            aboard.add(value)
    if not aboard:
        return event
    return msgspec.structs.replace(
        event, who=tuple(w for w in event.who if w not in aboard),
        whom=(*event.whom, *(w for w in event.who if w in aboard and w not in event.whom)))


def _twins(context: Context, event: Event, near: list[Mention]) -> Event:
    """A party told by two names with a stroke between fills one slot (تنظيم ي ب ك/بي كا كا)."""
    tokens = context.tokens
    for before, after in pairwise(m for m in near if m.kind == "actor"):
        if before.ref in event.who and after.ref in event.whom and after.first - before.last <= _STROKE and any(
                tokens[t].word.form == "/" for t in range(before.last, after.first)):
            event = msgspec.structs.replace(event, who=(*event.who, *(w for w in (after.ref,) if w not in event.who)),
                                            whom=tuple(w for w in event.whom if w != after.ref))
    return event


def _tagged(context: Context, mention: Mention) -> bool:
    """Whether a name is a hashtag in a row of hashtags, or at the head of one."""
    tokens, at = context.tokens, mention.first - 1
    if at < 0 or tokens[at].word.form != _TAG:
        return False
    before = at - 1
    if before < 0 or tokens[before].word.kind != "ar":
        return True
    return before > 0 and tokens[before - 1].word.form == _TAG


def _signatories(context: Context, near: list[Mention], start: int) -> set[int]:
    """First tokens of the parties between whom something was signed (الاتفاق الموقع بين X وY)."""
    tokens = context.tokens
    found: set[int] = set()
    stop = -1
    for mention in near:
        if mention.kind != "actor":
            continue
        if mention.first < stop:
            found.add(mention.first)
            continue
        at = mention.first - 1
        while at > max(start, mention.first - 4) and tokens[at].key not in _OPENS:
            at -= 1
        if at > start and tokens[at].key == "بين" and any(
                tokens[t].key in _SIGNED for t in range(max(start, at - _PACT), at)):
            found.add(mention.first)
            stop = mention.last
            while stop < min(mention.last + _REACH, len(tokens)) and tokens[stop].key not in _STOPS:
                stop += 1
    return found


def _stood_by(context: Context, mention: Mention) -> bool:
    """Whether somebody stands with a party, or is said to deal with it or to belong to it."""
    keys = [context.tokens[t].key for t in range(max(0, mention.first - _BACK), mention.first)]
    return any(k in _STANDS or k in _DEALS for k in keys)


def _holds(context: Context, mention: Mention) -> bool:
    """Whether a party is told as who holds a place (مدينة A الخاضعة للنفوذ X، A الواقعة تحت سيطرة Y)."""
    keys = [context.tokens[t].key for t in range(max(0, mention.first - 2), mention.first + 1)]
    return any(k in _HELD for k in keys) and (keys[-1][:1] == "ل" or any(k in _SWAY for k in keys))


def _supports(context: Context, mention: Mention) -> bool:
    """Whether a party only backs the one before it (قوات الأمن التي يدعمها X)."""
    return mention.first > 0 and context.tokens[mention.first - 1].key in _BACKS


def _hindered(context: Context, mention: Mention, event: Event) -> bool:
    """Whether a party stands behind the words for what an attack is to hinder (فجر جسرا لعرقلة تقدم X)."""
    return mention.start > event.trigger_start and any(
        context.tokens[t].key in _HINDERS for t in range(max(0, mention.first - _BACK), mention.first))


def _protests(context: Context, mention: Mention, event: Event) -> bool:
    """Whether a party stands before what it does because of an act of others (غادر وفد X احتجاجا على قصف Y)."""
    at = context.starts.get(event.trigger_start)
    return at is not None and any(
        context.tokens[t].key in _BECAUSE for t in range(max(mention.last, at - _BACK), at))


def _crossed(context: Context, mention: Mention) -> bool:
    """Whether a place is what somebody smuggles or moves across (مهربي المخدرات عبر الحدود)."""
    keys = [context.tokens[t].key for t in range(max(0, mention.first - _BACK), mention.first)]
    return bool(keys) and keys[-1] == "عبر" and any("هرب" in k or "تسلل" in k for k in keys)
