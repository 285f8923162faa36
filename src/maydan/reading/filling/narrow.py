"""Slots of an event cut down to what can fill them.

An area that only tells where a village lies is no place of the event (في بلدة الكفير بريف جسر الشغور); an outlet that
reports an attack did not make it, nor did who backs the attacker (:mod:`maydan.reading.filling.doers`).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

import msgspec

from maydan.arabic.tokens import Token
from maydan.reading.clauses import Grammar
from maydan.reading.context import Context, Mention
from maydan.reading.cutting import heading
from maydan.reading.events.origins import fired_from, sourced, stationed
from maydan.reading.events.places import headed
from maydan.reading.filling.abroad import Abroad
from maydan.reading.filling.areas import Areas
from maydan.reading.filling.candidates import REACH, SETTLED
from maydan.reading.filling.doers import AIR, HELPS, able, doers, no_rescuers, not_backers
from maydan.reading.filling.elsewhere import held_at, of_act, opening
from maydan.reading.holdings.chart import VAGUE, Chart
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

WIDE = VAGUE | {"other", "district"}
"""Kinds of places that hold settlements."""
_ATTACKS = frozenset((*EVENT_GROUPS["fire"], *EVENT_GROUPS["harm"], *EVENT_GROUPS["ground"]))
_DEEDS = _ATTACKS - {"casualties", "kill-civilians", "displace", "starve"}
_HARMS = frozenset(("casualties", "kill-civilians"))
_LAUNCHED = frozenset(("shelling", "missile-strike", "airstrike"))
_FIRE = frozenset(EVENT_GROUPS["fire"])
_FIRED = frozenset((*EVENT_GROUPS["fire"], "casualties", "kill-civilians", "destroy"))
_PLACED = _ATTACKS | frozenset(EVENT_GROUPS["force"])
_STRANGERS = frozenset((
    "مسلحون", "مسلحين", "المسلحون", "المسلحين", "مسلح", "مسلحا", "مجهولون", "مجهولين", "متمردون", "متمردين",
    "المتمردون", "المهاجمون", "مهاجمون", "متشددون", "المتشددون",
))
"""Fighters that no name tells of."""
_MASSES = 100_000  # people: more than a settlement far from the words that count them can hold
_COUNT = 3  # tokens between a verb and whom it counts (خرج نحو ألفي مسلح)
_NOWHERE = frozenset(("demand", "support-statement", "promise", "sanction", "aid-cut"))
"""Acts of word and money: the places near them are of what they are about."""
_FOUGHT = frozenset((*EVENT_GROUPS["fire"], *EVENT_GROUPS["ground"]))
_TALKS = frozenset(EVENT_GROUPS["talks"]) - {"ceasefire", "ceasefire-violated", "ceasefire-collapsed"}
_WORDS = frozenset(EVENT_GROUPS["word"])
_HARMLESS = frozenset(("media",))
_GAP = 4  # tokens between a place and the words that tell where it lies


def narrow(context: Context, events: Sequence[Event]) -> list[Event]:
    """The events, each without areas that stand in its sentence only behind a settlement of its own, and attacks
    without doers of a kind that attacks nobody; none that names neither party nor ground."""
    chart: Chart | None = None
    areas: Areas | None = None
    abroad: Abroad | None = None
    result: list[Event] = []
    kinds = {a.id: a.kind for a in context.actors}
    named = sorted(context.mentions, key=lambda m: m.first)
    firsts = [m.first for m in named]
    headings = {g.number: g for g in context.grammars if heading(g) > g.first}
    attackers = frozenset(w for e in events if e.type in _FIRED for w in e.who)
    talks = {(e.sentence, w) for e in events if e.type in _TALKS for w in e.where}
    for event in events:
        if event.type in _PLACED and event.who:
            helps = event.type in _HELP  # those who help are no outlets, but may be rescuers
            idle = {w for w in event.who if kinds.get(w) in _HARMLESS or (not helps and _unarmed(context, w))}
            if idle:
                event = msgspec.structs.replace(event, who=tuple(w for w in event.who if w not in idle))
        if event.who and event.type in _HARMS and event.trigger.endswith("وا"):
            event = msgspec.structs.replace(event, who=_without_teller(context, event))
        stranger = _stranger(context, event) if event.who and event.type in _DEEDS else -1
        if stranger >= 0:
            event = msgspec.structs.replace(event, who=_named_within(context, event, stranger))
        if event.type == "accuse" and len(event.who) == 1 and not event.whom:
            event = _accused(context, event)
        if event.type == "accuse" and len(event.whom) > 1:
            event = msgspec.structs.replace(event, whom=_charged(context, event))
        where = _below_heading(event, result[-1] if result else None, headings)
        if where != event.where:
            event = msgspec.structs.replace(event, where=where)
        near = _near(context, event, named, firsts)
        if event.who and event.type in _HELP:
            event = msgspec.structs.replace(event, who=no_rescuers(event, attackers))
        if len(event.where) > 1 and event.type in _SENT:
            event = msgspec.structs.replace(event, where=_whither(context, event, near))
        if event.where and event.type in _TALKS:
            event = msgspec.structs.replace(event, where=held_at(context, event, near))
        who = able(event, doers(context, event, near), near, kinds)
        if who != event.who:
            event = msgspec.structs.replace(event, who=who)
        if event.whom and event.type in _FIRED and event.type != "destroy":
            event = msgspec.structs.replace(event, whom=tuple(w for w in event.whom if not w.endswith(AIR)))
        if "civilians" in event.whom and event.type in _FIRE and not any(m.ref == "civilians" for m in near):
            event = msgspec.structs.replace(event, whom=tuple(w for w in event.whom if w != "civilians"))
        if event.whom and (event.type in _DEEDS or event.type in _HARMS or event.type in HELPS):
            event = msgspec.structs.replace(event, whom=not_backers(context, event, near))
        if event.where and any((t.best or t.low or 0) >= _MASSES for t in event.toll):
            event = msgspec.structs.replace(event, where=_of_masses(context, event))
        if event.where and event.type in _NOWHERE:
            event = msgspec.structs.replace(event, where=_kept_out(event, near))
        if event.where and event.type in _FIRED:
            event = msgspec.structs.replace(event, where=_aimed_at(context, event, near))
        if event.where and event.type in _ATTACKS and any((event.sentence, w) in talks for w in event.where):
            ruled = _ruled(event, near)
            event = msgspec.structs.replace(event, where=tuple(
                w for w in event.where if w in ruled or (event.sentence, w) not in talks))
        if event.where and event.type in _ATTACKS:
            event = msgspec.structs.replace(event, where=of_act(context, event, near))
        if len(event.where) == 1 and (event.type in _FIRED or event.type == "clash"):
            chart = chart or Chart(context)
            event = msgspec.structs.replace(event, where=_not_beside(chart, event))
        if len(event.where) > 1:
            chart = chart or Chart(context)
            areas = areas or Areas(context)
            kept = _kept(chart, areas, event, near)
            if len(kept) < len(event.where):
                event = msgspec.structs.replace(event, where=kept)
        if event.where and (event.who or event.whom):
            abroad = abroad or Abroad(context)
            who, whom = abroad.parties(event, event.who), abroad.parties(event, event.whom)
            if (who, whom) != (event.who, event.whom):
                event = msgspec.structs.replace(event, who=who, whom=whom)
        if event.who or event.whom or not (event.type in _WORDS or (event.type in _FOUGHT and not event.where)):
            result.append(event)
    return result


_HELD = "Areas held"  # how names of areas open that only their holder names
_HELP = frozenset(("evacuate", "humanitarian-aid"))
_SENT = frozenset(("reinforce", "deploy"))


def _whither(context: Context, event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    """The places to which somebody is sent, without those from which, where the words tell both (من X إلى Y)."""
    tokens, start = context.tokens, context.sentences[event.sentence].first
    whence = {m.ref for m in near if m.kind == "place" and m.ref in event.where and m.start > event.trigger_start
              and fired_from(tokens, opening(tokens, m.first, start), start)}
    return tuple(w for w in event.where if w not in whence) or event.where


def _near(context: Context, event: Event, named: Sequence[Mention], firsts: Sequence[int]) -> Sequence[Mention]:
    """The mentions of an event's sentence, in order; of a sentence without end those around the event."""
    sentence = context.sentences[event.sentence]
    first, last = sentence.first, sentence.last
    if last - first > REACH:
        at = context.starts.get(event.trigger_start, first)
        first, last = max(first, at - REACH), min(last, at + REACH)
    return named[bisect_left(firsts, first):bisect_left(firsts, last)]


def _below_heading(event: Event, before: Event | None, headings: Mapping[int, Grammar]) -> tuple[str, ...]:
    """The places of an event below a heading (حلب:: تعرضت بلدة ...): the heading's own only where none is told, as for
    the event before it in the sentence."""
    grammar = headings.get(event.sentence)
    if grammar is None:
        return event.where
    where = tuple(name for name in event.where if name != grammar.inside[grammar.first].ref)
    if where or event.type not in _PLACED:
        return where or event.where
    if before is not None and before.sentence == event.sentence and before.where:
        return before.where
    place = headed(grammar)
    return event.where if place is None else (place.ref,)


def _aimed_at(context: Context, event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    """The places of an attack, and of the harm it did, without those at which its doers stand or from which they fire
    (the latter only beside others)."""
    sentence, tokens = context.sentences[event.sentence], context.tokens
    behind = {m.last for m in near if m.kind == "actor" and m.ref in event.who}
    aimed: set[str] = set()
    origins: dict[str, bool] = {}  # place -> whether its doers surely stand there
    whence = False  # whether the place before is one from which fire comes
    for m in near:
        held = m.kind == "place" and m.ref.startswith(_HELD) and (
            fired_from(tokens, m.first, sentence.first) or (whence and m.pro[:1] == "و"))
        whence = held or (whence and m.kind != "place")
        if m.kind == "place" and m.ref in event.where:
            sure = held or stationed(tokens, m.first, sentence.first, behind) or sourced(
                tokens, m.first, sentence.first)
            fires = event.type in _LAUNCHED and m.start > event.trigger_start
            if sure or (fires and fired_from(tokens, m.first, sentence.first)):
                origins[m.ref] = sure
            else:
                aimed.add(m.ref)
    kept = tuple(w for w in event.where if w not in origins or w in aimed)
    return kept or tuple(w for w in event.where if not origins[w])


def _unarmed(context: Context, actor: str) -> bool:
    known = context.theatre.data.actors.get(actor)
    return known is not None and known.sector == "NGO"


def _without_teller(context: Context, event: Event) -> tuple[str, ...]:
    """The doers without who only says that people were killed (قالت روسيا إن 62 جندياً قتلوا)."""
    for saying in context.sayings:
        if saying.speaker in event.who and saying.start <= event.trigger_start < saying.end:
            named = any(m.ref == saying.speaker and saying.start <= m.start < saying.end for m in context.mentions)
            return event.who if named else tuple(w for w in event.who if w != saying.speaker)
    return event.who


def _kept_out(event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    """Where aid is kept from going (منع دخول المساعدات إلى X); nowhere for other acts of word and money."""
    goals = {w.start for w in event.why if w.slot == "where" and w.reason == "إلى"}
    if event.type != "aid-cut" or not goals:
        return ()
    return tuple(dict.fromkeys(m.ref for m in near if m.start in goals and m.ref in event.where))


def _of_masses(context: Context, event: Event) -> tuple[str, ...]:
    """Where so many people are told of, no single settlement that another sentence names holds them."""
    kinds = {p.name_en: p.kind for p in context.places}
    sentence = context.sentences[event.sentence]
    here = {m.ref for m in context.mentions if m.kind == "place" and sentence.start <= m.start < sentence.end}
    return tuple(name for name in event.where if name in here or kinds.get(name) in WIDE)


def _accused(context: Context, event: Event) -> Event:
    """The one party behind a verb of accusing, and before what it is accused of, is accused by who spoke before in the
    sentence (قالت واشنطن إن ... واتهمت دمشق بتنفيذه)."""
    at = context.starts.get(event.trigger_start) if event.rule.startswith("verb") else None
    if at is None:
        return event
    behind = [m for m in context.mentions if m.kind == "actor" and m.first == at + 1 and m.ref == event.who[0]]
    last = behind[0].last if behind else len(context.tokens)
    if last >= len(context.tokens) or not context.tokens[last].key.startswith("ب"):
        return event
    sentence = context.sentences[event.sentence]
    before = [s for s in context.sayings if sentence.start <= s.start < event.trigger_start
              and s.speaker and s.speaker != event.who[0]]
    return msgspec.structs.replace(event, who=(before[-1].speaker,), whom=event.who) if before else event


def _charged(context: Context, event: Event) -> tuple[str, ...]:
    """Those accused, without who stands only in what they are accused of (اتهمت X Y بتهريب السلاح إلى Z)."""
    found = tuple(w for w in event.whom if w != "civilians")
    named = [w.start for w in event.why if w.slot == "whom" and w.reason in _ACCUSED]
    if not named or len(found) < 2:
        return found
    tokens, sentence = context.tokens, context.sentences[event.sentence]
    accused = context.starts.get(max(named))
    if accused is None:
        return found
    of_what = next((t for t in range(accused + 1, sentence.last) if tokens[t].key[:1] == "ب" and any(
        pro == "ب" for pro, _ in tokens[t].word.proclitics)), sentence.last)
    free = {m.ref for m in context.mentions if m.kind == "actor" and sentence.first <= m.first < of_what}
    return tuple(w for w in found if w in free)


_ACCUSED = frozenset(("bare", "content"))


def _stranger(context: Context, event: Event) -> int:
    """The token of nameless fighters who are the subject of an event's verb, right before it or behind it and a count;
    -1 without."""
    at = context.starts.get(event.trigger_start) if event.rule.startswith("verb") else None
    if at is None:
        return -1
    tokens = context.tokens
    before = at - 2 if at and tokens[at - 1].key == "قد" else at - 1
    near = [t for t in (before, *range(at + 1, at + 1 + _COUNT)) if 0 <= t < len(tokens)
            and tokens[t].key in _STRANGERS and tokens[t].sentence == event.sentence]
    if not near:
        return -1
    stranger = near[0]
    between = range(at + 1, stranger + 1) if stranger > at else range(stranger, stranger + 1)
    named = any(m.first <= t < m.last for m in context.mentions if m.kind == "actor" for t in between)
    return -1 if named or any(tokens[t].word.kind == "punct" for t in between) else stranger


_THEIRS = 5  # tokens behind nameless fighters within which is told whose they are


def _named_within(context: Context, event: Event, stranger: int) -> tuple[str, ...]:
    """Doers that the words right behind nameless fighters name, states left out."""
    kinds = {a.id: a.kind for a in context.actors}
    near = {m.ref for m in context.mentions if m.kind == "actor" and event.start <= m.start < event.end
            and stranger < m.first <= stranger + _THEIRS}
    return tuple(w for w in event.who if w in near and kinds.get(w) != "state")


def _kept(chart: Chart, areas: Areas, event: Event, near: Sequence[Mention]) -> tuple[str, ...]:
    sentence = chart.context.sentences[event.sentence]
    told = chart.places_in(sentence)
    seen: dict[str, bool] = {}  # place -> whether it only ever tells where another lies
    rows: set[str] = set()  # places that stand beside another of the event (X and Y)
    before: Mention | None = None
    tells = False  # whether the last mention says where a place of the event lies
    for mention in told:
        tells = _tells(chart, before, mention, event, tells)
        if mention.ref in event.where:
            seen[mention.ref] = seen.get(mention.ref, True) and tells
            if before is not None and before.ref in event.where and _joined(chart, before, mention):
                rows |= {before.ref, mention.ref}
        before = mention
    kept = tuple(name for name in event.where if not seen.get(name, False))
    ruled = _ruled(event, near)
    ruled -= {name for name in ruled if chart.kinds.get(name) == "country"}
    return tuple(name for name in kept if name in rows or name not in seen or not any(
        other in seen and (other in ruled or name not in ruled) and areas.holds(name, other) for other in kept))


def _ruled(event: Event, near: Sequence[Mention]) -> set[str]:
    """The places that the event's own clause names as its own."""
    starts = {w.start for w in event.why if w.slot == "where"}
    return {m.ref for m in near if m.kind == "place" and m.start in starts}


def _not_beside(chart: Chart, event: Event) -> tuple[str, ...]:
    """The places of an event; for one that only tells on which side of it another lies, that other (قرية X الواقعة
    شمال Y)."""
    before: Mention | None = None
    meant = ""
    for mention in chart.places_in(chart.context.sentences[event.sentence]):
        if mention.ref in event.where:
            between = chart.context.tokens[before.last:mention.first] if before is not None else []
            if before is None or not between or mention.start > event.trigger_start or (
                    chart.kinds.get(before.ref) not in SETTLED or not _bearing(chart, between, mention)):
                return event.where
            meant = meant or before.ref
        before = mention
    return (meant,) if meant else event.where


def _joined(chart: Chart, before: Mention, mention: Mention) -> bool:
    """Whether two places stand side by side."""
    between = chart.context.tokens[before.last:mention.first]
    if len(between) > _GAP:
        return False
    return mention.pro.startswith("و") or any(t.key[:1] == "و" for t in between)


def _tells(chart: Chart, before: Mention | None, mention: Mention, event: Event, linked: bool) -> bool:
    """Whether a mention follows a place of the event to say in which area, or near what, that lies; so does what
    follows such a mention (``linked``: قرية X بريف مدينة Y بالريف الشرقي)."""
    if before is None or not (linked or before.ref in event.where) or before.ref == mention.ref or (
            mention.pro.startswith("و")):
        return False
    between = chart.context.tokens[before.last:mention.first]
    if _bearing(chart, between, mention):
        return True
    if len(between) > _GAP or any(t.key[:1] == "و" or t.word.kind == "punct" for t in between):
        return False
    wide, close = _breadth(chart, mention), _breadth(chart, before)
    if wide == 1 and any(t.key.removeprefix("ب") in _AROUND for t in (*between, chart.context.tokens[mention.first])):
        wide = 2
    wider = wide > close or (wide == close and before.ref not in event.where)
    return wider and (close < 2 or len(between) <= 1) and chart.tells_where(mention)


def _breadth(chart: Chart, mention: Mention) -> int:
    """0 for what lies in a settlement, 1 for a settlement, 2 for areas, 3 for provinces and countries."""
    kind = chart.kinds.get(mention.ref)
    if kind in ("country", "province"):
        return 3
    return 2 if kind in WIDE else 0 if kind == "neighbourhood" else 1


_AROUND = frozenset(("ريف", "ناحيه", "منطقه", "قضاء", "مديريه"))
_NEARNESS = frozenset((
    "قرب", "بالقرب", "قريبا", "القريب", "القريبه", "قريبه", "الملاصق", "الملاصقه", "ملاصقه", "المجاور", "المجاوره",
    "مجاوره", "المحاذي", "المحاذيه", "محاذيه", "المتاخم", "المتاخمه", "الواقع", "الواقعه", "المطله", "المطل",
    "التابع", "التابعه", "تابعه",
))
_LINKS = frozenset(("من", "ل", "علي", "الي", "في", "عند"))
_SIDES = frozenset((
    "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "بشمال", "بجنوب", "بشرق", "بغرب",
))


def _bearing(chart: Chart, between: list[Token], mention: Mention) -> bool:
    """Whether a place only tells near what, or on which side of what, the one before it lies (قرية X قرب مدينة Y)."""
    words = [t.key for t in between if t.word.kind != "punct"]
    if len(between) > _GAP or not all(w in _NEARNESS or w in _LINKS or w in _SIDES for w in words):
        return False
    return any(w in _NEARNESS for w in words) or any(w in _SIDES for w in words) or (
        chart.context.tokens[mention.first].key in _SIDES)
