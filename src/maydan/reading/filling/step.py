"""The step of the reader that settles who, whom, where and when of every event.

Weights in ``models/slots.tsv``, made by ``tools/train_slots.py``. Where the model is less sure than its margin the
rules' choice stands.
"""

from __future__ import annotations

from functools import cache

import msgspec

from maydan.arabic.memo import FEW, Memo
from maydan.arabic.sentences import Sentence
from maydan.reading.actors.civilians import declare
from maydan.reading.context import Context, Mention
from maydan.reading.events.carry import sums_up
from maydan.reading.events.charged import CHARGED
from maydan.reading.events.memory import POINTED, SPEAKER, SUFFERER
from maydan.reading.events.sources import SOURCE
from maydan.reading.events.write import UNNAMED
from maydan.reading.filling.asides import in_sentences, without_asides
from maydan.reading.filling.candidates import NOBODY, SLOTS, Asked, Chart, candidates
from maydan.reading.filling.claims import claimed, without_accusers, without_condemners
from maydan.reading.filling.codes import BITS
from maydan.reading.filling.narrow import narrow
from maydan.reading.filling.sides import (
    alike,
    closer,
    exchanged,
    from_above,
    harmed_elsewhere,
    harmless,
    losing,
    of_record,
    rescued,
    struck,
)
from maydan.reading.filling.traits import (
    Wanted,
    apart,
    filler,
    given_bits,
    joined,
    names,
    position,
    told,
    typed,
    typed_names,
)
from maydan.reading.filling.twice import led, once, told_below
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS
from maydan.tables import package_data, read_table

_SCALE = 1000
MARGIN = 0.0  # logits around an even chance within which the rules' choice stands
_APART = 0.6  # logits above an even chance for what no rule chose and another clause holds
_BESIDES = 0.8  # the same where the rules chose others
_PLACES_APART = 1.0  # the same for places
_LOW = 0.5  # logits up to which what the rules chose, and a place that only the model chose, is wrong in two of three
_FEW = 3  # events of a text that are too few to tell by what else it says
_SUFFERS = frozenset(("bare", "على", "ضد", "من", "ل", "ranks", "of", SUFFERER))  # markers of whom an act surely befell
_PLAIN = 0.4  # logits for whom the rules chose by the words around the act
_OBJECTS = frozenset(("على", "ضد", "ranks", "of", "ل", "من"))  # markers of whom an act is told to have befallen
_NEVER_ADDED = 99.0  # the same for acts of two sides where the rules chose both, and for where talks were held


@cache
def weights() -> dict[str, dict[str, float]]:
    """Weights by slot and feature; none where the package holds no model."""
    file = package_data("models", "slots.tsv")
    table: dict[str, dict[str, float]] = {}
    if file.is_file():
        for row in read_table(file):
            table.setdefault(row["slot"], {})[row["feature"]] = float(row["weight"])
    return table


@cache
def _thousandths(slot: str) -> dict[str, int]:
    """Weights in thousandths: they have three decimals, and sums of whole numbers are exact in any order."""
    return {name: round(weight * _SCALE) for name, weight in weights()[slot].items()}


@cache
def _sums(slot: str, group: str) -> Memo[int, int]:
    """Block of traits -> the sum of its names' weights for one slot and group of events, worked out once."""
    model = _thousandths(slot)

    def work(block: int) -> int:
        return sum([model.get(name, 0) + model.get(f"{name}&{group}", 0) for name in names(block)])

    return Memo(work, FEW)


@cache
def _typed(slot: str) -> Memo[int, int]:
    """The same for blocks that are crossed with the event's type."""
    model = _thousandths(slot)

    def work(block: int) -> int:
        return sum([model.get(name, 0) for name in typed_names(block)])

    return Memo(work, FEW)


@cache
def _tables(slot: str, group: str) -> tuple[Memo[int, int], Memo[int, int], int]:
    """Sums of blocks for a slot and a group of events, sums of those crossed with a type, and the bias."""
    return _sums(slot, group), _typed(slot), _thousandths(slot)["bias"]


def scores(asked: Asked, slot: str, found: dict[str, list[Mention]]) -> dict[str, float]:
    """Logits of the candidates for one slot: the weights of their features, summed block by block."""
    table, by_type, bias = _tables(slot, asked.group)
    kinds, wanted, where = asked.chart.kind_terms, Wanted(asked, slot), slot == "where"
    shared: dict[int, int] = {}  # kind and what the rules gave -> the sum of what hangs on these alone
    result: dict[str, float] = {}
    for value, near in found.items():
        kind, bits = kinds.get(value, 0), given_bits(wanted, value)
        same = bits << BITS | kind
        known = shared.get(same)
        if known is None:
            known = shared[same] = bias + by_type[typed(wanted, kind, bits)] + table[told(wanted, kind, bits)]
        total = known + table[filler(wanted, value, near)]
        stands, cued, loose = position(wanted, value, near)
        total += table[stands]
        if cued >= 0:
            total += table[cued]
        if loose >= 0:
            total += table[loose]
        if where:
            total += table[joined(wanted, value, near)]
        result[value] = total / _SCALE
    return result


def settle_slots(context: Context) -> None:
    """Settle the slots of all events; what the model reads of other events is as the rules left it."""
    table = weights()
    if not table or not context.events:
        return
    chart = Chart(context)
    settled: list[Event] = []
    for number, event in enumerate(chart.events):
        chosen: dict[str, tuple[str, ...]] = {}
        when = event.when
        asked = Asked(chart, number)
        found: dict[str, list[Mention]] = {}
        low: dict[str, tuple[str, ...]] = {}
        victims: list[Mention] = []
        for slot in SLOTS:
            if slot not in table or (slot == "where" and (
                    (event.type in _AID and event.where) or any(w.reason == POINTED for w in event.why))):
                continue
            if slot == "who" and (event.type == "evacuate" or (event.type in _HELP and event.who) or any(
                    w.reason in _TOLD or (w.reason == UNNAMED and not event.who) for w in event.why)):
                continue
            if slot != "whom" or not found:  # the same as for who
                found = candidates(chart, number, slot)
            if slot == "whom":
                victims = [m for near in found.values() for m in near]
            logits = scores(asked, slot, found)
            if slot == "when":
                when = _day(logits, event.status)
            else:
                if slot == "whom" and event.whom:
                    _back(event, found, logits)
                picked = _sure(asked, slot, pick(logits, getattr(event, slot)), found, logits)
                picked = _of_its_sentence(picked, found, context.sentences[event.sentence])
                if slot == "who" and event.type not in _MUTUAL:
                    picked = _of_one_side(asked, _as_told(asked, picked, found, logits), found)
                    picked = _not_who_holds(context, event, _not_who_fears(event, picked, found), found)
                if len(chart.events) >= _FEW:
                    low[slot] = _doubted(asked, slot, picked, found, logits)
                if picked != getattr(event, slot):
                    chosen[slot] = picked
        if event.type in _SEIZED and event.whom == _PEOPLE and not chosen.get("whom", _PEOPLE):
            del chosen["whom"]  # three youths who are taken are somebody
        suffered = {w.start for w in event.why if w.slot == "whom" and (
            w.reason == SUFFERER or (w.reason == "bare" and _right_behind(context, event, w.start)))}
        if suffered:
            sure = {m.ref for m in victims if m.start in suffered}
            surely = tuple(v for v in event.whom if v in sure) or event.whom
            chosen["whom"] = tuple(dict.fromkeys((*surely, *chosen.get("whom", event.whom))))
            chosen["who"] = tuple(w for w in chosen.get("who", event.who) if w not in surely)
        rest = {slot: tuple(v for v in chosen.get(slot, getattr(event, slot)) if v not in low.get(slot, ()))
                for slot in SLOTS[:3]}
        if any(rest.values()):
            chosen |= rest
        told = {w.start for w in event.why if w.slot == "whom" and w.reason in _OBJECTS} if (
            event.type not in _HARMED) else set()
        if told and "who" in chosen and event.type not in _MUTUAL:
            hit = {m.ref for m in victims if m.start in told}
            back = tuple(v for v in chosen["who"] if v in hit and v not in event.who)
            chosen["who"] = tuple(v for v in chosen["who"] if v not in back)
            chosen["whom"] = tuple(dict.fromkeys((*chosen.get("whom", event.whom), *back)))
        who = _apart(chosen.get("who", event.who), chosen.get("whom", event.whom))
        if who is not None:
            chosen["who"] = who
        if chosen or when != event.when:
            event = msgspec.structs.replace(event, when=when, **chosen)
        settled.append(event)
    kept = once(claimed(context, without_condemners(context, without_accusers(narrow(context, settled)))))
    named = in_sentences(context)
    kept = alike(context, without_asides(context, kept, named))
    kept = losing(context, exchanged(context, harmed_elsewhere(context, kept, named), named))
    kept = from_above(struck(context, kept))
    kept = of_record(context, closer(context, rescued(context, harmless(context, kept, named), named), named))
    context.events = told_below(context, led(kept, chart.lead))
    declare(context)


def _right_behind(context: Context, event: Event, start: int) -> bool:
    """Whether somebody stands right behind a verb of harm that the rules took as told of him (أصيب جندي إسرائيلي)."""
    gap = start - event.trigger_start - len(event.trigger)
    if event.type not in _HARMED:
        return False
    if event.rule in _DEATHS:
        return 0 < gap <= _DEAD
    at = context.starts.get(event.trigger_start, -2) + 1
    ahead = -_PASSIVE_BACK <= start - event.trigger_start < 0 < at < len(context.tokens) and not any(
        word in _PARTS for word in context.text[start:event.trigger_start].replace("،", " ، ").split()) and (
        context.tokens[at].word.form in ".؛" or context.tokens[at].key in _HOW)  # جنديان من X قتلا في A
    return event.rule in _PASSIVE and not event.who and (0 < gap <= _VICTIM or ahead)


_HARMED = frozenset(("casualties", "kill-civilians"))
_PASSIVE = frozenset(f"verb:{word}" for word in ("قتل", "أصيب", "جرح", "اغتال", "أعدم"))
_DEATHS = frozenset(f"masdar:{word}" for word in ("مقتل", "أصيب", "جرح"))
_DEAD = 9  # characters behind a noun of death: a second one at most (مقتل وإصابة جنود أتراك)
_PARTS = frozenset(("إن", "أن", "،", "الذي", "التي"))
_HOW = frozenset(("في", "جراء", "اثر", "خلال", "اليوم", "امس", "قرب", "علي", "برصاص", "بانفجار", "بقصف", "بغاره",
                  "بنيران", "بعد", "عندما", "بجروح", "داخل", "بهجوم"))
_PASSIVE_BACK = 40  # characters from where a subject begins to its verb
_VICTIM = 8  # characters between a verb and the name: one word at most


def _apart(who: tuple[str, ...], whom: tuple[str, ...]) -> tuple[str, ...] | None:
    """The doers without one that is acted on, where just one stands on both sides; None where nothing changes.

    Nobody attacks itself; two that do harm to each other stay on both sides.
    """
    both = set(who) & set(whom)
    return tuple(w for w in who if w not in both) if len(both) == 1 else None


_NEVER = {  # the open time that a status rules out
    "happened": "FUTURE_REF", "ongoing": "FUTURE_REF", "denied": "FUTURE_REF",
    "planned": "PAST_REF", "forecast": "PAST_REF",
}


def _day(logits: dict[str, float], status: str) -> str | None:
    """The likeliest time. An hour gives its day, or another time of the sentence that is likelier than none."""
    never = _NEVER.get(status)
    best = max((v for v in logits if v != never), key=lambda v: (logits[v], v), default=NOBODY)
    if best == NOBODY:
        return None
    if best[:1] == "T":
        return None  # an hour of no day
    if best[:1].isdigit() and _has_hour(best):
        days = [v for v in logits if v not in (NOBODY, never) and not _has_hour(v)
                and logits[v] > logits.get(NOBODY, 0.0)]
        return max(days, key=lambda v: (logits[v], v)) if days else best.split("T", 1)[0]
    return best


def _has_hour(value: str) -> bool:
    """Whether a time names an hour (2016-02-12T09:00; not 2016-LATE)."""
    return "T" in value.removesuffix("-LATE")


def _sure(
    asked: Asked, slot: str, picked: tuple[str, ...], found: dict[str, list[Mention]], logits: dict[str, float]
) -> tuple[str, ...]:
    """What was picked, without what is hardly likelier in than out and stands apart from the event.

    Of what no rule chose and only another clause of the sentence names, four in ten are right within that margin. A
    sentence that counts many acts together takes nobody from another.
    """
    ruled = getattr(asked.event, slot)
    kind = asked.event.type
    sides = 1 if kind in _BROKEN else 2
    paired = kind in _TALKS if slot == "where" else slot == "who" and kind in _MUTUAL and len(ruled) >= sides
    margin = _NEVER_ADDED if paired else _PLACES_APART if slot == "where" else _BESIDES if ruled else _APART
    kept = [v for v in picked if v in ruled or logits[v] > margin or not apart(asked, found.get(v, ()))]
    if slot == "who" and ruled and len(kept) > len(ruled) and (start := _named_behind(asked.event)) >= 0:
        kept = [v for v in kept if v in ruled or any(m.start > start for m in found.get(v, ()))]
    if slot == "who" and ruled and len(kept) > len(ruled) and kind not in _MUTUAL:
        kept = _without_sides(asked, kept, ruled, found)
    if slot == "who" and kind in _TALKS:
        between = {w.start for w in asked.event.why if w.slot == slot and w.reason == "بين"}
        subjects = sum(w.slot == slot and w.reason == "bare" for w in asked.event.why)
        if subjects > 1 and asked.event.rule.startswith("verb:"):
            kept = [v for v in kept if v in ruled] or kept  # X and Y agreed
        elif len(between) > 1:  # an agreement between X and Y
            kept = [v for v in kept if any(m.start in between for m in found.get(v, ()))] or kept
    if slot == "who" and kind in _TALKS and len(kept) > 1:
        attackers = {w for e in asked.chart.events if e.sentence == asked.event.sentence and e.type in _ATTACKS
                     for w in e.who}
        kept = [v for v in kept if v in ruled or v not in attackers]
    if kept and asked.grammar is not None and sums_up(asked.grammar):
        tokens, number = asked.chart.context.tokens, asked.event.sentence
        kept = [v for v in kept if any(tokens[m.first].sentence == number for m in found.get(v, ()))]
    return tuple(kept)


def _named_behind(event: Event) -> int:
    """Where the subject right behind an active verb begins, or -1: nobody told before the verb did it with him."""
    if not event.rule.startswith("verb:") or event.type in _MUTUAL:
        return -1
    end = event.trigger_start + len(event.trigger)
    return next((w.start for w in event.why if w.slot == "who" and w.reason == "bare" and 0 < w.start - end <= 1), -1)


def _without_sides(
    asked: Asked, kept: list[str], ruled: tuple[str, ...], found: dict[str, list[Mention]]
) -> list[str]:
    """The doers of an act that names its own, without those who are but the two sides of another act in its sentence
    (اشتباكات بين X وY بالتزامن مع قصف من Z)."""
    number, tokens = asked.event.sentence, asked.chart.context.tokens
    sides = {w.start for e in asked.chart.events if e is not asked.event and e.sentence == number
             for w in e.why if w.slot == "who" and w.reason == "بين"}
    return [v for v in kept if v in ruled or not (own := [
        m for m in found.get(v, ()) if tokens[m.first].sentence == number]) or any(m.start not in sides for m in own)]


def _doubted(
    asked: Asked, slot: str, picked: tuple[str, ...], found: dict[str, list[Mention]], logits: dict[str, float]
) -> tuple[str, ...]:
    """What of a choice is likelier wrong than right, in texts that tell of enough to know."""
    event, ruled = asked.event, getattr(asked.event, slot)
    doubted = tuple(v for v in picked if logits[v] <= _LOW and (v in ruled or slot == "where"))
    if slot != "whom" or not doubted:
        return doubted
    surely = {w.start for w in event.why if w.slot == slot and w.reason in _SUFFERS}
    return tuple(v for v in doubted if not any(m.start in surely for m in found.get(v, ())))


def _of_its_sentence(picked: tuple[str, ...], found: dict[str, list[Mention]], sentence: Sentence) -> tuple[str, ...]:
    """What stands in the event's own sentence rules out the rest (two in three of which are wrong)."""
    own = tuple(v for v in picked if any(sentence.first <= m.first < sentence.last for m in found.get(v, ())))
    return own or picked


def _of_one_side(asked: Asked, picked: tuple[str, ...], found: dict[str, list[Mention]]) -> tuple[str, ...]:
    """Doers of another sentence without both sides of a fight told there; those against whom crowds rise are none."""
    event = asked.event
    lent = [v for v in picked if v not in event.who]
    if event.type == "protest" and not event.who:
        return tuple(v for v in picked if asked.chart.kinds.get(v) not in _IN_ARMS)
    if len(lent) < 2 or event.who:
        return picked
    tokens = asked.chart.context.tokens
    if any(tokens[m.first].sentence == event.sentence for v in lent for m in found.get(v, ())):
        return picked
    fights = [set(e.who) for e in asked.chart.events if e.type == "clash" and e.sentence != event.sentence]
    return () if any(set(lent) <= sides for sides in fights) else picked


def _not_who_fears(event: Event, picked: tuple[str, ...], found: dict[str, list[Mention]]) -> tuple[str, ...]:
    """The doers of an act that somebody fears or expects, without those whom the words before it alone name: they are
    who fears it (أرسلت X تعزيزات تحسبا لهجوم على Y); nor did who makes known the death of civilians kill them."""
    carriers = _FEARED if event.type in _ATTACKS or event.type == "offensive" else (
        _ANNOUNCED if event.type == "kill-civilians" else "")
    if not carriers or not any(w.slot == "status" and w.reason.startswith(carriers) for w in event.why):
        return picked
    return tuple(v for v in picked if v in event.who or any(m.start > event.trigger_start for m in found.get(v, ())))


def _not_who_holds(
    context: Context, event: Event, picked: tuple[str, ...], found: dict[str, list[Mention]]
) -> tuple[str, ...]:
    """The doers of a bombing without those who only hold the place (انفجار في مدينة X الخاضعة لسيطرة Y), nor those of
    another sentence who attack nowhere in the text."""
    if event.type != "bombing" or not picked:
        return picked
    tokens, number = context.tokens, event.sentence

    def holds(mention: Mention) -> bool:
        at = mention.first
        return at > 1 and tokens[at - 1].key in _CONTROL and tokens[at - 2].key not in _AREAS

    def own(value: str) -> list[Mention]:
        return [m for m in found.get(value, ()) if tokens[m.first].sentence == number]

    attack = {w for e in context.events if e.type in _ATTACKS or e.type == "offensive" for w in e.who}
    return tuple(v for v in picked if v in event.who or (
        v in attack if not own(v) else not all(holds(m) for m in own(v))))


_CONTROL = frozenset(("سيطره", "لسيطره", "السيطره", "بسيطره"))
_AREAS = frozenset(("مناطق", "المناطق", "منطقه"))
_ANNOUNCED = "announce:"
_FEARED = "expect:"  # reasons of a status that words of fearing and expecting gave
_IN_ARMS = frozenset(("armed-group", "alliance", "state"))
_TOLD = frozenset((SOURCE, CHARGED, SPEAKER))  # markers of doers that stand as the rules found them
_AID = frozenset(("humanitarian-aid", "aid-cut"))  # whose goal, where it is told, is its place
_HELP = frozenset(("evacuate", "humanitarian-aid"))  # of whom no attacker is the doer
_SEIZED = frozenset(("abduct", "arrest"))
_PEOPLE = ("civilians",)
_TALKS = frozenset(EVENT_GROUPS["talks"])
_BROKEN = frozenset(("ceasefire-violated", "ceasefire-collapsed"))
_ATTACKS = frozenset(EVENT_GROUPS["fire"])
_MUTUAL = _TALKS | {"clash"}
_SUBJECT = frozenset(("bare", "agent", "ل"))
_BESIDE = 4  # tokens between doers told side by side


def _as_told(
    asked: Asked, picked: tuple[str, ...], found: dict[str, list[Mention]], logits: dict[str, float]
) -> tuple[str, ...]:
    """Doers beside one that the event's own clause names are likelier than it or told side by side with it (X and Y,
    X with Y)."""
    event = asked.event
    starts = {w.start for w in event.why if w.slot == "who" and w.reason in _SUBJECT}
    named = [m for v in event.who for m in found.get(v, ()) if m.start in starts]
    if not named or not set(picked) & {m.ref for m in named}:
        return picked
    tokens = asked.chart.context.tokens

    def beside(value: str) -> bool:
        for one in named:
            for other in found.get(value, ()):
                first, second = (one, other) if one.first < other.first else (other, one)
                if 0 <= second.first - first.last <= _BESIDE and (
                        second.pro[:1] == "و" or any(
                            t.key[:1] == "و" or t.key == "مع" for t in tokens[first.last:second.first])):
                    return True
        return False

    surest = max(logits[m.ref] for m in named)
    return tuple(v for v in picked if v in event.who or logits[v] > surest or beside(v))


def _back(event: Event, found: dict[str, list[Mention]], logits: dict[str, float]) -> None:
    """Raise the logits of parties that the words around the act name as those it befell: what the grammar tells so
    plainly stands unless the model is sure that it is wrong."""
    starts = {w.start for w in event.why if w.slot == "whom" and w.reason in _OBJECTS}
    for value in event.whom if starts else ():
        if value in logits and any(m.start in starts for m in found.get(value, ())):
            logits[value] += _PLAIN


def pick(scores: dict[str, float], rules: tuple[str, ...]) -> tuple[str, ...]:
    """Values likelier in than out, the rules' own first and in their order."""
    kept = [v for v in rules if scores.get(v, 0.0) > -MARGIN]
    more = [v for v, s in scores.items() if s > MARGIN and v not in rules]
    if len(more) > 1:
        more.sort(key=lambda v: -scores[v])
    return (*kept, *more)
