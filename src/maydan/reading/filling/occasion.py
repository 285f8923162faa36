"""What a report tells on of one occasion: fire and harm without a day, a place or doers of their own take those of what
was just told, and one act told in words that overlap is one event.

Set behind all other steps, so that only records that are kept lend, and nothing is weighed by what it was lent.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from maydan.reading.context import Context
from maydan.reading.events.carry import sums_up
from maydan.reading.filling.earlier import days_before
from maydan.records import Event
from maydan.records.statements import LENT, Why
from maydan.records.vocabulary import EVENT_GROUPS

_FIRE = frozenset(EVENT_GROUPS["fire"])
_TALKS = frozenset(EVENT_GROUPS["talks"])
_HARM = frozenset(("kill-civilians", "casualties", "destroy"))
_TOLD = _FIRE | _HARM
_ATTACKS = _TOLD | frozenset(("offensive",))
_DEEDS = _ATTACKS | frozenset(("clash", "abduct", "arrest"))
_TAKING = frozenset(("capture", "recapture", "advance"))
_REAL = frozenset(("happened", "ongoing"))
_OR_NOT = frozenset(("happened", "ongoing", "denied"))
_DAYS = 2  # sentences behind one with the day of the report (or the day before) that go on about it
_PLACES = 1  # sentences behind one with a place, or with doers at the same place
_DAY = len("2024-03-14")
_HALF = 0.5  # of the shorter words that two tellings of one act share
_BACK = ("وكان", "كان", "يذكر", "يشار", "الجدير", "وسبق", "سبق")  # what begins a look back
_UNKNOWN = frozenset(("مجهول", "مجهولون", "مجهولين", "المجهولون", "المجهولين", "ملثمون", "ملثمين"))
_CIVILIANS = "civilians"
_PEOPLE = frozenset(("displace", "humanitarian-aid"))  # which befall or serve civilians where nobody else is named


def settle_occasions(context: Context) -> None:
    """Lend days, places and doers within an occasion, and join what is told twice."""
    reference = context.reference.value if context.reference is not None else None
    events = [_ahead(_as_done(e), reference or "") for e in sorted(
        _joined(_beside(context)), key=lambda e: (e.start, e.end))]
    events = days_before(context, _days(context, events))
    unknown = {t.sentence for t in context.tokens if t.key in _UNKNOWN}
    events = _by_nobody_known(context, [_unarmed(e) for e in events], unknown)
    events = _sufferers(events, any(a.id == _CIVILIANS for a in context.actors))
    counted = {g.number for g in context.grammars if sums_up(g)}  # not of one place or of the same doers
    context.events = _of_the_attack(context, _doers(_places(events, counted), counted | unknown))


def _as_done(event: Event) -> Event:
    """What a present verb tells of an act that does not last is done, and so are attacks in headlines."""
    done = event.type in _AT_ONCE or (event.sentence <= _HEADLINE and event.type in _TOLD)
    if event.status != "ongoing" or not done or not event.rule.startswith("verb:") or event.rule.endswith(_LASTS):
        return event
    return msgspec.structs.replace(event, status="happened")


def _ahead(event: Event, reference: str) -> Event:
    """Talks of a day to come have not been held yet (يلتقي الوزيران غدا). The day of a report may be wrong by one, so
    that what is told of attacks stays as it is told."""
    day = (event.when or "")[:_DAY]
    ahead = event.type in _TALKS or (event.type == "humanitarian-aid" and not event.rule.startswith("verb:"))
    if not ahead or event.status not in _REAL or len(reference) != _DAY or len(day) != _DAY or not (
            day.replace("-", "").isdigit() and day > reference):
        return event
    return msgspec.structs.replace(event, status="planned")


_LASTS = "احتجز"  # to hold somebody
_AT_ONCE = frozenset(("capture", "recapture", "abduct", "arrest", "offensive", "meeting", "casualties"))
_HEADLINE = 1  # number of the last sentence that may still be one


def _lent(event: Event, lender: Event, slot: str, value: object) -> Event:
    """An event with a slot of another, and the words of that one as the reason."""
    why = Why(slot=slot, text=lender.trigger, start=lender.trigger_start, end=lender.trigger_end, reason=LENT)
    reasons = (*event.why, why) if lender.trigger else event.why
    return msgspec.structs.replace(event, why=reasons, **{slot: value})


def _beside(context: Context) -> list[Event]:
    """Events with all the places that the words for one of theirs name (the southern and western countryside of X)."""
    together: dict[int, list[str]] = {}  # where such words begin -> the places
    for place in context.places:
        if place.kind == "countryside":
            for start, _ in place.mentions:
                together.setdefault(start, []).append(place.name_en)
    several = {start: names for start, names in together.items() if len(names) > 1}
    if not several:
        return list(context.events)
    found: list[Event] = []
    for event in context.events:
        sentence, own = context.sentences[event.sentence], set(event.where)
        first, last = context.tokens[sentence.first].start, context.tokens[sentence.last - 1].end
        more = [name for start, names in sorted(several.items()) if first <= start < last and own & set(names)
                for name in names if name not in own]
        found.append(msgspec.structs.replace(event, where=(*event.where, *dict.fromkeys(more))) if more else event)
    return found


def _joined(events: Sequence[Event]) -> list[Event]:
    """Of two events of one type, sentence and status whose words overlap by half and whose places are the same, or
    those of one among the other's, the fuller."""
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: (e.start - e.end, e.start)):
        if not any(_same(event, other) for other in kept):
            kept.append(event)
    return kept


def _same(event: Event, fuller: Event) -> bool:
    if event.type != fuller.type or event.sentence != fuller.sentence or event.status != fuller.status:
        return False
    shared = min(event.end, fuller.end) - max(event.start, fuller.start)
    places, others = set(event.where), set(fuller.where)
    return shared >= _HALF * (event.end - event.start) and (places <= others or others <= places)


def _days(context: Context, events: list[Event]) -> list[Event]:
    """Undated fire and harm shortly behind an event of the report's own day or the day before take its day."""
    near = _news(context)
    if not near:
        return events
    begins = [context.tokens[s.first].start for s in context.sentences]
    timed = {bisect_right(begins, t.start) - 1 for t in context.times if t.type != "DURATION"}
    found: list[Event] = []
    last: Event | None = None
    for event in events:
        if event.when is not None:
            if len(event.when) == _DAY:
                last = event
        elif (
            last is not None and last.when in near and event.type in _TOLD and event.status in _REAL
            and event.sentence - last.sentence <= _DAYS and event.sentence not in timed
            and not _looks_back(context, event.sentence)
        ):
            event = _lent(event, last, "when", last.when)
        found.append(event)
    return found


def _news(context: Context) -> frozenset[str]:
    """The day of the report and the day before; nothing where it is not known."""
    value = context.reference.value if context.reference is not None else None
    if value is None or len(value) != _DAY:
        return frozenset()
    day = dt.date.fromisoformat(value)
    return frozenset((value, (day - dt.timedelta(days=1)).isoformat()))


def _looks_back(context: Context, number: int) -> bool:
    first = context.sentences[number].first
    return context.tokens[first].key.startswith(_BACK)


def _unarmed(event: Event) -> Event:
    """Civilians attack nobody (whom an attack befell is not who did it), and lose no ground."""
    if _CIVILIANS in event.who and event.type in _ATTACKS:
        return msgspec.structs.replace(event, who=tuple(w for w in event.who if w != _CIVILIANS))
    if _CIVILIANS in event.whom and event.type in _TAKING:
        return msgspec.structs.replace(event, whom=tuple(w for w in event.whom if w != _CIVILIANS))
    return event


def _by_nobody_known(context: Context, events: list[Event], unknown: set[int]) -> list[Event]:
    """Attacks in sentences that tell of unknown men have no doers whom only another sentence names."""
    if not unknown:
        return events
    named = {(context.tokens[m.first].sentence, m.ref) for m in context.mentions if m.kind == "actor"}
    return [
        msgspec.structs.replace(e, who=tuple(w for w in e.who if (e.sentence, w) in named))
        if e.sentence in unknown and e.who and e.type in _DEEDS else e for e in events]


def _sufferers(events: list[Event], named: bool) -> list[Event]:
    """The one attack of a sentence befell whom its one harm befell; the driven out and those helped are civilians.

    Args:
        named: whether the text has civilians among its actors.
    """
    found = list(events)
    at: dict[int, list[int]] = {}
    for n, event in enumerate(events):
        at.setdefault(event.sentence, []).append(n)
        if named and event.type in _PEOPLE and not event.whom and event.status != "denied":
            found[n] = msgspec.structs.replace(event, whom=(_CIVILIANS,))
    for numbers in at.values():
        fire = [n for n in numbers if events[n].type in _FIRE]
        harm = [n for n in numbers if events[n].type in _HARM and events[n].type != "destroy"]
        if len(fire) == 1 and len(harm) == 1:
            attack, suffered = found[fire[0]], found[harm[0]]
            if suffered.whom and not attack.whom and suffered.status != "denied" and not (
                    set(suffered.whom) & set(attack.who)):
                found[fire[0]] = _lent(attack, suffered, "whom", suffered.whom)
    return found


def _places(events: list[Event], counted: set[int]) -> list[Event]:
    """Fire and harm without a place took place where the fire and harm just told did."""
    found: list[Event] = []
    last: Event | None = None
    for event in events:
        if event.type in _TOLD:
            if event.where:
                last = event
            elif last is not None and event.sentence - last.sentence <= _PLACES and event.status in _OR_NOT and (
                    event.sentence not in counted):
                event = _lent(event, last, "where", last.where)
        found.append(event)
    return found


def _doers(events: list[Event], counted: set[int]) -> list[Event]:
    """Fire and harm without doers are of those who did what the sentence before tells of the same place.

    Args:
        counted: sentences that take no doers: they sum up, or tell that nobody knows who it was.
    """
    found: list[Event] = []
    last: Event | None = None
    for event in events:
        if event.type in _TOLD:
            if event.who:
                last = event
            elif (
                last is not None and last.sentence < event.sentence <= last.sentence + _PLACES
                and event.status == "happened" and event.sentence not in counted
                and (set(event.where) & set(last.where) or not event.where) and not set(last.who) & set(event.whom)
            ):
                event = _lent(event, last, "who", last.who)
        found.append(event)
    return found


def _of_the_attack(context: Context, events: list[Event]) -> list[Event]:
    """Harm has the doers of the one attack of its sentence, or none with it, unless the sentence names its own; those
    attacked did not do it."""
    at: dict[int, list[int]] = {}
    for n, event in enumerate(events):
        at.setdefault(event.sentence, []).append(n)
    named = {(context.tokens[m.first].sentence, m.ref) for m in context.mentions if m.kind == "actor"}
    found = list(events)
    for number, some in at.items():
        fire = [events[n] for n in some if events[n].type in _FIRE]
        if len(fire) != 1:
            continue
        for n in some:
            harm = events[n]
            if harm.type in _HARM and harm.who and set(harm.who) != set(fire[0].who) and not (
                    set(fire[0].who) & set(harm.whom)) and (set(harm.who) <= set(fire[0].whom) or not all(
                    (number, who) in named for who in harm.who)):
                found[n] = _lent(harm, fire[0], "who", fire[0].who)
    return found
