"""The traits of a candidate for a slot, by which a small model tells whether it fills it.

Traits come in blocks. A block is a short tuple of plain properties (distance and side, preposition, kind, what the
rules said, what the events beside have); its *names* are the features that the model weighs, each alone and crossed
with the group of the event's type. Equal blocks have equal names, so a reader looks the sum of their weights up by
the tuple and makes the names but once. No name holds a word of a text but the few of ``slot_cues``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cache

from maydan.reading.context import Mention
from maydan.reading.filling.candidates import NOBODY, SETTLED, Asked, Chart, given
from maydan.tables import lexicon

Block = tuple[object, ...]
_DISTANCES = (1, 2, 3, 5, 9, 15, 25, 99)
_LOOSE = frozenset(("where", "when"))  # slots that take what stands anywhere near; parties follow the rules closer
_ROW = 4  # tokens between neighbours in a row of names


@cache
def _cues() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("slot_cues"))


def features(chart: Chart, number: int, slot: str, value: str, near: list[Mention]) -> Iterator[str]:
    """Names of what holds of one candidate for one slot."""
    asked = Asked(chart, number)
    for block in blocks(asked, slot, value, near):
        for name in names(block):
            yield name
            yield f"{name}&{asked.group}"
    yield from typed_names(typed(asked, slot, value))


def blocks(asked: Asked, slot: str, value: str, near: list[Mention]) -> tuple[Block, ...]:
    """The blocks of a candidate; the first entry of each is its kind."""
    return position(asked, slot, value, near), told(asked, slot, value), *fillers(asked, slot, value, near)


def position(asked: Asked, slot: str, value: str, near: list[Mention]) -> Block:
    """Where a candidate stands."""
    stands = asked.places.get(value)
    if stands is None:
        stands = asked.places[value] = _position(asked, slot, near)
    return stands


def told(asked: Asked, slot: str, value: str) -> Block:
    """What the rules said of a candidate, for this event and those beside it."""
    has = given(asked.event, slot)
    size = 0 if not has or has == (NOBODY,) else 1 if len(has) == 1 else 2
    return _told(asked, slot, value, value in has, size)


def fillers(asked: Asked, slot: str, value: str, near: list[Mention]) -> tuple[Block, ...]:
    """What a candidate is for the slot."""
    rule = value in given(asked.event, slot)
    own = _slot(asked, slot, value, rule, near)
    return (own, _joined(asked, value, rule, near)) if slot == "where" else (own,)


def named(asked: Asked, slot: str) -> set[str]:
    """Values that the rules gave to this event or to one beside it; of all others :func:`told` tells by kind alone."""
    found: set[str] = set()
    for event in (asked.event, asked.before, asked.after):
        if event is not None:
            found.update(given(event, slot))
            if slot in _FACING:
                found.update(given(event, _FACING[slot]))
    return found


_FACING = {"who": "whom", "whom": "who"}


def typed(asked: Asked, slot: str, value: str) -> Block:
    """What is crossed with the event's type or family and with no group."""
    event = asked.event
    return event.type, asked.family, value in given(event, slot), asked.chart.kinds.get(value, "")


def typed_names(block: Block) -> tuple[str, ...]:
    """Names of a block of :func:`typed`."""
    kind, family, rule, what = block
    return f"type:{kind}&kind:{what}", f"family:{family}&rule:{rule}", f"type:{kind}&rule:{rule}"


def names(block: Block) -> tuple[str, ...]:
    """Names of a block of :func:`blocks`."""
    return tuple(_NAMES[str(block[0])](*block[1:]))


def _position(asked: Asked, slot: str, near: list[Mention]) -> Block:
    chart, event, at = asked.chart, asked.event, asked.at
    tokens = chart.context.tokens
    if at is None or not near:
        return ("nowhere",)
    here = [m for m in near if tokens[m.first].sentence == event.sentence]
    if not here:
        sentences = {tokens[m.first].sentence for m in near}
        same = slot in _LOOSE and any(chart.context.sentences[s].paragraph == asked.paragraph for s in sentences)
        return "elsewhere", event.sentence - 1 in sentences, chart.lead in sentences, same
    mention = min(here, key=lambda m: abs(m.first - at)) if len(here) > 1 else here[0]
    right = mention.first > at
    first, last = (at + 1, mention.first) if right else (mention.last, at)
    word = tokens[mention.first - 1].word.key if mention.first else ""
    cue = word if word in _cues() else word[1:] if word[:1] == "و" and word[1:] in _cues() else "other"
    distance = _DISTANCES[bisect_left(_DISTANCES, last - first + 1, 0, 7)]
    commas = min(chart.parted(first, last), 3)
    stands = ("stands", "right" if right else "left", distance, commas, mention.pro[-1:], cue,
              event.start <= mention.start < event.end, mention.generic, min(len(here), 3))
    if slot not in _LOOSE:
        return stands
    rank = min(chart.count(mention.kind, first, last), 3)
    return *stands, rank, min(chart.acts(first, last), 2), *_syntax(asked, mention, at), asked.family


def _syntax(asked: Asked, mention: Mention, at: int) -> tuple[str, str]:
    """(how the clauses of mention and trigger lie to each other, the preposition or particle before the mention)."""
    grammar = asked.grammar
    if grammar is None or not (grammar.first <= mention.first < grammar.last and grammar.first <= at < grammar.last):
        return "none", ""
    mine, his = grammar.clause_of[at - grammar.first], grammar.clause_of[mention.first - grammar.first]
    theirs = grammar.clauses[his]
    if mine == his:
        before = theirs.verb == at and 0 <= theirs.subject_first <= mention.first < at
        clause = "subject" if before else "same"
    else:
        clause = "parent" if grammar.clauses[mine].parent == his else "child" if theirs.parent == mine else "far"
    for t in range(mention.first - 1, max(grammar.first, mention.first - 5) - 1, -1):
        found = grammar.markers.get(t)
        if found is not None:
            return clause, found[0].name
        if t == at:
            return clause, "trigger"
    return clause, ""


def _stands(side: str, distance: int, commas: int, pro: str, cue: str, quoted: bool, generic: bool, times: int,
            rank: int = -1, acts: int = 0, clause: str = "", mark: str = "", family: str = "") -> Iterator[str]:
    yield f"side:{side}:{distance}"
    yield f"side:{side}:commas:{commas}"
    yield f"{side}:pro:{pro or 'none'}"
    yield f"{side}:cue:{cue}"
    yield f"quote:{quoted}"
    yield f"generic:{generic}"
    yield f"times:{times}"
    if rank >= 0:
        yield f"{side}:rank:{rank}:{family}"
        yield f"{side}:acts:{acts}"
        yield f"clause:{clause}:{side}"
        yield f"{side}:mark:{mark}"


def _elsewhere(before: bool, lead: bool, same: bool) -> Iterator[str]:
    yield f"where:{'before' if before else 'lead'}"
    yield f"lead:{lead}"
    yield f"paragraph:{same}&before:{before}"


def _nowhere() -> Iterator[str]:
    yield "where:nowhere"


def _told(asked: Asked, slot: str, value: str, rule: bool, size: int) -> Block:
    before, after, event = asked.before, asked.after, asked.event
    had = crossed = has = False
    if before is not None:
        had = value in given(before, slot)
        if slot == "who":
            crossed = value in before.whom
        elif slot == "whom":
            crossed = value in before.who
    if after is not None and slot in _LOOSE:
        has = value in given(after, slot)
    other = value in event.whom if slot == "who" else value in event.who if slot == "whom" else False
    return ("told", rule, size, other, had, crossed, has, before is not None and asked.close,
            after is not None and asked.closing, asked.chart.kinds.get(value, ""), event.status)


def _told_names(rule: bool, size: int, other: bool, had: bool, crossed: bool, has: bool, close: bool, closing: bool,
                kind: str, status: str) -> Iterator[str]:
    yield f"rule:{rule}"
    yield f"given:{size}"
    yield f"rule:{rule}&given:{size > 0}"
    yield f"other:{other}"
    yield f"kind:{kind}"
    yield f"before:{had}&same:{close}"
    yield f"before:{had}&same:{close}&rule:{rule}"
    yield f"crossed:{crossed}&same:{close}"
    yield f"after:{has}&same:{closing}"
    yield f"after:{has}&same:{closing}&rule:{rule}"
    yield f"status:{status}"


def _slot(asked: Asked, slot: str, value: str, rule: bool, near: list[Mention]) -> Block:
    return (_time if slot == "when" else _place if slot == "where" else _party)(asked, slot, value, rule, near)


def _joined(asked: Asked, value: str, rule: bool, near: list[Mention]) -> Block:
    """Whether a place stands in a row (A, B and C) with one that the rules chose."""
    event, chart = asked.event, asked.chart
    tokens = chart.context.tokens
    found = ""
    for mention in near[:4]:
        if tokens[mention.first].sentence != event.sentence:
            continue
        for other in chart.between(mention.kind, mention.first - _ROW, mention.last + _ROW):
            first, second = (other, mention) if other.first < mention.first else (mention, other)
            if other.ref == value or not 0 <= second.first - first.last < _ROW:
                continue
            between = tokens[first.last:second.first]
            if second.pro[:1] == "و" or any(t.word.key == "و" or t.word.form == "،" for t in between):
                if other.ref in event.where:
                    return "joined", "mate", rule
                found = "other"
    return "joined", found, rule


def _joined_names(how: str, rule: bool) -> Iterator[str]:
    yield f"joined:{how}"
    yield f"joined:{how}&rule:{rule}"


def _often(asked: Asked, slot: str, value: str, rule: bool) -> int:
    """How much of the other events has a value in a slot, in steps."""
    others = asked.chart.told[slot].get(value, 0) - rule
    share = others / max(1, len(asked.chart.events) - 1)
    return 0 if not others else 1 if share < .25 else 2 if share < .6 else 3


def _party(asked: Asked, slot: str, value: str, rule: bool, near: list[Mention]) -> Block:
    chart, event = asked.chart, asked.event
    facing = "whom" if slot == "who" else "who"
    side, sides = chart.side(value), asked.sides[facing]
    parties = getattr(event, facing)
    known = "none" if not parties else "unknown" if not side or not sides else "same" if side in sides else "against"
    return ("party", _often(asked, slot, value, rule),
            chart.most["actor"] == value,
            asked.voice == value, value == "civilians", value.startswith("person:"), known, rule,
            min(2, chart.faced(value, parties, rule)), bool(getattr(event, slot)))


def _party_names(told: int, most: bool, speaks: bool, civil: bool, person: bool, known: str, rule: bool, faced: int,
                 given: bool) -> Iterator[str]:
    yield f"told:{told}"
    yield f"most:{most}"
    yield f"speaks:{speaks}"
    yield f"civil:{civil}"
    yield f"person:{person}"
    yield f"side:{known}"
    yield f"side:{known}&rule:{rule}"
    yield f"faced:{faced}&given:{given}"
    yield f"faced:{faced}&rule:{rule}"


def _place(asked: Asked, slot: str, value: str, rule: bool, near: list[Mention]) -> Block:
    chart = asked.chart
    area = chart.kinds.get(value, "") not in SETTLED
    head = tail = False
    for m in near[:4]:
        tail = tail or chart.count("place", m.first - 3, m.first) > 0
        head = head or chart.count("place", m.last, m.last + 3) > 0
    return ("place", _often(asked, slot, value, rule), chart.most["place"] == value, area, asked.settled,
            bool(chart.relations.get(value)), head, tail, rule)


def _place_names(told: int, most: bool, area: bool, settled: bool, relation: bool, head: bool, tail: bool,
                 rule: bool) -> Iterator[str]:
    yield f"told:{told}"
    yield f"most:{most}"
    yield f"area:{area}&settled:{settled}"
    yield f"area:{area}&settled:{settled}&rule:{rule}"
    yield f"relation:{relation}"
    yield f"head:{head}&tail:{tail}"
    yield f"head:{head}&tail:{tail}&area:{area}"


def _time(asked: Asked, slot: str, value: str, rule: bool, near: list[Mention]) -> Block:
    chart = asked.chart
    nobody = value == NOBODY
    alike = chart.whens.get(value, 0) - (rule and not nobody)
    last = False
    if near and asked.at is not None:
        nearest = chart.between("time", near[-1].first + 1, asked.at)
        last = near[-1].first < asked.at and not nearest
    opens = any(m.first - chart.context.sentences[chart.context.tokens[m.first].sentence].first <= 4 for m in near)
    form = "nobody" if nobody else value if value.endswith("_REF") else str(len(value))
    return ("time", form, value == chart.reference, alike * 3 // max(1, chart.dated), asked.timed, last, opens,
            asked.event.status)


def _time_names(form: str, day: bool, share: int, timed: bool, last: bool, opens: bool, status: str) -> Iterator[str]:
    yield f"nobody:{form == 'nobody'}"
    yield f"form:{form}"
    yield f"form:{form}&status:{status}"
    yield f"day:{day}"
    yield f"share:{share}"
    yield f"timed:{timed}&nobody:{form == 'nobody'}"
    yield f"last:{last}&timed:{timed}"
    yield f"opens:{opens}"


_NAMES: dict[str, Callable[..., Iterator[str]]] = {
    "stands": _stands, "elsewhere": _elsewhere, "nowhere": _nowhere, "told": _told_names, "party": _party_names,
    "joined": _joined_names, "place": _place_names, "time": _time_names,
}
