"""What acts take from the words beside them: both sides of mutual fire, who did no harm with an attack, and who was
harmed elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from maydan.arabic.fold import fold
from maydan.reading.context import Context, Mention
from maydan.reading.events.judge import HURT
from maydan.reading.filling.areas import Areas
from maydan.reading.filling.asides import Named, around
from maydan.reading.filling.doers import AIR
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

_FIRE = frozenset(EVENT_GROUPS["fire"]) - {"chemical-attack"}
_ATTACKS = _FIRE | {"offensive", "clash"}
_TOLLS = frozenset(("casualties", "kill-civilians"))
_HARMS = _FIRE | _TOLLS
_MUTUAL = frozenset(("متبادل", "متبادلا", "متبادله", "المتبادل", "المتبادله"))
_BEHIND = 12  # tokens from the word of an attack to the adjective
_EXCHANGE = ("تبادل", "يتبادل", "تتبادل", "متبادل")
_BEFORE = 6  # tokens from an exchange to what is exchanged
_SIDES = 20  # tokens within which parties stand behind "between"
_ENDS = frozenset((".", "؛", "في", "علي", "عند", "ضمن", "استهدف", "استهدفت", "تركز", "ادي", "ادت", "ما", "اسفر", "وسط"))
_BACKED = ("المدعوم", "مدعوم", "الموال", "المتحالف")
_OURS = frozenset(("فرقنا", "طواقمنا", "متطوعونا", "متطوعينا"))
_TEAMS = _OURS | frozenset(("فرقه", "فرقها", "فرقهم", "طواقمه", "طواقمها", "كوادره", "كوادرها", "متطوعيه", "متطوعيها"))
_BODIES = frozenset(("جثث", "جثامين", "الجثامين", "الجثث", "جثه", "جثمان", "القتلي"))
_CROWD = 60  # acts: more than a sentence with an end tells
_NEAR = 6  # tokens from a word of harm to those who suffered it
_RANKS = frozenset((
    "بشريه", "ماديه", "في", "صفوف", "بين", "بصفوف", "لدي", "او", "اضرار", "اصابات", "قتلي", "جرحي", "اخري", "من",
    "عناصر",
))


def struck(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, harm and the attack that did it, told in one sentence, of which only one names a party and the words
    of the other name no doer: who suffered the one did not do the other (استهدف مجهولون سيارة لـ X، ما أسفر عن مقتل
    عنصرين؛ قتل قيادي في X بعبوة زرعها مجهولون)."""
    suffered: dict[tuple[int, bool], set[str]] = {}  # by sentence, of harm and of attacks
    for event in events:
        if event.type in _TOLLS or event.type in _FIRE or event.type == "offensive":  # whom its own words name
            found = suffered.setdefault((event.sentence, event.type in _TOLLS), set())
            found.update(w for w in event.whom if w not in event.who and any(v.slot == "whom" for v in event.why))
    result: list[Event] = []
    for event in events:
        toll = event.type in _TOLLS
        others = any(w not in event.who and (toll or w != "civilians") for w in event.whom)
        if (toll or event.type == "bombing") and not others and len(event.who) == 1 and (
                event.who[0] in suffered.get((event.sentence, not toll), ()) and not any(
                    w.slot == "who" for w in event.why)):
            whom = event.whom if event.who[0] in event.whom else (*event.who, *event.whom)
            event = msgspec.structs.replace(event, who=(), whom=whom)
        result.append(event)
    return result


def losing(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, attacks during which somebody lost men as his who lost them (تكبدت X خسائر خلال محاولات اقتحام A)."""
    lost = {e.sentence: e for e in events if e.rule.startswith(_LOSSES) and len(e.whom) == 1 and (
        "civilians" not in e.whom)}
    result: list[Event] = []
    for event in events:
        loss = lost.get(event.sentence) if event.type in _ADVANCES else None
        if loss is not None and loss.trigger_start < event.trigger_start and not any(
                w.slot == "who" for w in event.why) and _during(context, loss, event):
            event = msgspec.structs.replace(
                event, who=loss.whom, whom=tuple(w for w in event.whom if w not in loss.whom))
        result.append(event)
    return result


_LOSSES = ("verb:تكبد خسائر", "verb:خسر", "verb:فقد")
_ADVANCES = frozenset(("offensive", "advance", "capture", "recapture"))
_TRIES = ("محاول", "المحاول", "هجوم", "هجمات", "الهجوم", "معرك", "اقتحام", "سعي")


def _during(context: Context, loss: Event, event: Event) -> bool:
    """Whether "during attempts" stands between a loss and an attack, with no party between."""
    first, last = context.starts.get(loss.trigger_start, 0), context.starts.get(event.trigger_start, 0)
    keys = [t.key for t in context.tokens[first:last + 1]]
    at = next((n for n, k in enumerate(keys) if k in ("خلال", "اثناء", "لدي", "عند")), -1)
    return 0 < at < len(keys) - 1 and len(keys) - at <= _BEFORE and any(k.startswith(_TRIES) for k in keys[at + 1:])


def exchanged(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events, mutual fire with its parties on both sides (قصف متبادل بين X وY، قصف من X وY بشكل متبادل)."""
    result = []
    for event in events:
        at = context.starts.get(event.trigger_start) if event.type in _FIRE else None
        mutual = -1 if at is None else _mutual(context, at)
        if mutual >= 0:
            sides = _between(context, around(context, named, event), mutual)
            if len(sides) < 2:
                sides = [w for w in dict.fromkeys((*event.who, *event.whom)) if w != "civilians"]
            if len(sides) > 1:
                event = msgspec.structs.replace(event, who=tuple(sides), whom=tuple(sides))
        result.append(event)
    return result


def _mutual(context: Context, at: int) -> int:
    """The token behind the word of an attack that calls it mutual, or -1."""
    tokens = context.tokens
    if any(tokens[t].sentence == tokens[at].sentence and tokens[t].key.lstrip("وف").startswith(_EXCHANGE)
           for t in range(max(0, at - _BEFORE), at)):
        return at  # تبادلت X وY القصف، تبادلا للقصف
    for t in range(at + 1, min(at + _BEHIND, len(tokens))):
        if tokens[t].sentence != tokens[at].sentence:
            break
        if tokens[t].key in _MUTUAL:
            return t
    return -1


def _between(context: Context, near: list[Mention], mutual: int) -> list[str]:
    """The parties named behind "between" right behind a token, up to the end of their phrase."""
    tokens = context.tokens
    first = next((t for t in range(mutual + 1, min(mutual + 4, len(tokens))) if tokens[t].key == "بين"), -1)
    if first < 0:
        return []
    stop = first + 1
    while stop < min(first + _SIDES, len(tokens)) and tokens[stop].sentence == tokens[first].sentence and (
            tokens[stop].key not in _ENDS):
        stop += 1
    return list(dict.fromkeys(
        m.ref for m in near
        if m.kind == "actor" and first < m.first < stop and m.ref != "civilians"
        and not tokens[m.first - 1].key.startswith(_BACKED) and tokens[m.first - 1].word.form != "("))


def of_record(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, operations of the public record that are told by name with who leads them, where no doer's own words
    tell another (عاصفة الحزم، غصن الزيتون)."""
    result = []
    known = {a.id for a in context.actors}
    for event in events:
        if event.type == "offensive" and _BY_NAME in event.rule and not any(
                w.slot == "who" and w.start > event.trigger_start for w in event.why):
            parties = _record(context, event.trigger)
            if parties and parties[0] in known:
                event = msgspec.structs.replace(
                    event, who=parties[:1], whom=tuple(w for w in event.whom if w != parties[0]))
            elif len(parties) > 1 and parties[-1] in event.who:  # against whom it was stands last
                event = msgspec.structs.replace(event, who=tuple(w for w in event.who if w != parties[-1]))
        result.append(event)
    return result


def _record(context: Context, trigger: str) -> tuple[str, ...]:
    """The parties of an operation of the public record, who led it first."""
    name = _bare(trigger)
    for record in context.theatre.data.events.values():
        if record.kind in _OPERATIONS and any(_bare(n) == name for n in (record.name_ar, *record.names)):
            return record.actors
    return ()


def _bare(name: str) -> str:
    """The name of an operation without the word for it."""
    words = fold(name).split()
    return " ".join(words[1:] if words and words[0] in _WORDS_FOR else words)


_BY_NAME = "عملية خاصة"  # the row of operations told by name
_OPERATIONS = frozenset(("offensive", "intervention"))
_WORDS_FOR = frozenset(("عمليه", "معركه", "حمله", "عمليات", "لعمليه", "بعمليه", "وعمليه", "معارك"))


def alike(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, fire that is called like the last one with its doers (كما تعرضت B لقصف مماثل)."""
    result: list[Event] = []
    before: Event | None = None
    for event in events:
        if event.type in _FIRE:
            at = context.starts.get(event.trigger_start)
            if not event.who and before is not None and at is not None and before.who and (
                    event.sentence - before.sentence <= 1) and any(
                    t.key in _ALIKE for t in context.tokens[at + 1:at + _LIKE]):
                event = msgspec.structs.replace(event, who=before.who)
            before = event
        result.append(event)
    return result


_ALIKE = frozenset(("مماثل", "مماثلا", "مماثله", "مشابه", "مشابها", "مشابهه"))
_LIKE = 4  # tokens behind an attack within which it is called like another


def closer(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events, harm that is told before its attack with the place of that, where its own is but the area that heads
    the sentence (إدلب:: أصيب طفل بقصف على بلدة X)."""
    result = list(events)
    areas: Areas | None = None
    for n in range(len(result) - 1):
        event, attack = result[n], result[n + 1]
        if event.type not in _TOLLS or attack.type not in _FIRE or event.sentence != attack.sentence or (
                not event.where or not attack.where or event.where == attack.where or event.status != attack.status):
            continue
        own = [m for m in around(context, named, event) if m.kind == "place" and m.ref in event.where]
        if not own or any(m.start > event.trigger_start for m in own):
            continue
        areas = areas or Areas(context)
        first = context.sentences[event.sentence].first
        heads = len(own) == 1 and own[0].first == first and context.tokens[own[0].last].word.form == ":"
        if heads or all(any(areas.holds(w, v) for w in event.where) for v in attack.where):
            result[n] = msgspec.structs.replace(event, where=attack.where)
    return result


def from_above(events: Sequence[Event]) -> list[Event]:
    """The events, fire of which no weapon is told and that only aircraft are the doers of as strikes from the air."""
    return [msgspec.structs.replace(e, type="airstrike")
            if e.type == "shelling" and e.weapon is None and e.who and all(w.endswith(AIR) for w in e.who) else e
            for e in events]


def harmed_elsewhere(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events, in a row of acts each without those whom another act of its sentence harmed at another place (قتل
    طالب بانفجار في A، وقتل أربعة من قوات X في B)."""
    groups: dict[int, list[Event]] = {}
    for event in events:
        groups.setdefault(event.sentence, []).append(event)
    result = []
    for event in events:
        group = groups[event.sentence]
        others = [e for e in group if e is not event] if 1 < len(group) <= _CROWD else []
        told = {w.start for w in event.why}
        if others and event.where and event.whom and not event.who and event.type in _HARMS:
            there = {w for e in others if e.type in _TOLLS and e.where and not set(e.where) & set(event.where)
                     for w in e.whom if w != "civilians"}
            if there:
                there -= {m.ref for m in around(context, named, event)
                          if m.kind == "actor" and (m.start in told or event.start <= m.start < event.end)}
                event = msgspec.structs.replace(event, whom=tuple(w for w in event.whom if w not in there))
        elif others and event.where and event.who and not event.whom and event.type in _TOLLS:
            there = {w for e in others if e.type in _TOLLS for w in e.whom} - {w for e in others for w in e.who}
            if there:  # who is but harmed there did no harm here
                there -= {m.ref for m in around(context, named, event) if m.kind == "actor" and m.start in told}
                event = msgspec.structs.replace(event, who=tuple(w for w in event.who if w not in there))
        result.append(event)
    return result


def rescued(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events, the wounded brought away by whose teams are told of (قال X إن فرقه أسعفت المصابين); where nobody else
    is named those rescued are civilians."""
    result = []
    for event in events:
        at = context.starts.get(event.trigger_start) if event.type == "evacuate" else None
        if at is not None:
            near = [m for m in around(context, named, event) if m.kind == "actor"]
            who = _whose_teams(context, near, at) or event.who
            hurt = any(t.key in HURT and t.key not in _BODIES for t in context.tokens[at + 1:at + _NEAR])
            hurt = hurt or (bool(who) and event.trigger.endswith("هم"))
            whom = event.whom or (("civilians",) if hurt else ())
            if hurt and "civilians" in whom:  # parties that the act's own words do not name are not rescued
                told = {w.start for w in event.why if w.slot == "whom"}
                own = {m.ref for m in near if m.start in told}
                whom = tuple(w for w in whom if w == "civilians" or w.startswith("person:") or w in own)
            event = msgspec.structs.replace(event, who=who, whom=whom)
        result.append(event)
    return result


def _whose_teams(context: Context, near: list[Mention], at: int) -> tuple[str, ...]:
    """Whose teams stand shortly before a token: who was named last before them in the sentence."""
    tokens = context.tokens
    for t in range(at - 1, max(-1, at - _BEHIND), -1):
        if tokens[t].sentence != tokens[at].sentence:
            break
        if tokens[t].key in _TEAMS:
            before = [m for m in near if m.first < t]
            if tokens[t].key in _OURS:  # who says "our teams" is the speaker
                told = [s.speaker for s in context.sayings if s.speaker and s.start <= tokens[t].start < s.end]
                return (told[-1],) if told else ()
            return (before[-1].ref,) if before else ()
    return ()


def harmless(context: Context, events: Sequence[Event], named: Named) -> list[Event]:
    """The events, harm that is denied with the doers of the attack told last before it in its sentence, and with no
    sufferers but those named behind it (قصفت X بلدة Y دون معلومات عن خسائر بشرية)."""
    result: list[Event] = []
    attack: Event | None = None
    for event in events:
        if attack is not None and attack.sentence != event.sentence:
            attack = None
        if event.status == "denied" and event.type in _TOLLS and attack is not None:
            harmed = tuple(w for w in _among(context, around(context, named, event), event) if w not in attack.who)
            event = msgspec.structs.replace(event, who=attack.who, whom=harmed)
        elif event.type in _ATTACKS and event.status in ("happened", "ongoing"):
            attack = event
        result.append(event)
    return result


def _among(context: Context, near: list[Mention], event: Event) -> tuple[str, ...]:
    """The party right behind a word of harm, as its object or behind "in the ranks of" or "among"."""
    at = context.starts.get(event.trigger_start)
    if at is None:
        return ()
    tokens, t = context.tokens, at + 1
    while t < min(at + _NEAR, len(tokens)) and tokens[t].sentence == tokens[at].sentence:
        found = [m.ref for m in near if m.kind == "actor" and m.first == t]
        if found:
            return (found[0],)
        if tokens[t].key not in _RANKS:
            break
        t += 1
    return ()
