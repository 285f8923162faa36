"""The traits of a candidate for a slot, by which a small model tells whether it fills it.

Traits come in blocks: plain properties that belong together (distance and side, preposition, kind, what the rules
said, what the events beside have), packed into one number each. The *names* of a block are the features that the model
weighs, each alone and crossed with the group of the event. Equal blocks have equal names, so a reader looks the sum of
their weights up by the number and makes the names but once. No name holds a word of a text but those of ``slot_cues``.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Word
from maydan.reading.context import Mention
from maydan.reading.filling.candidates import NOBODY, SETTLED, Asked, Chart, given
from maydan.reading.filling.codes import LETTERS, TERMS, Reader, letter, term
from maydan.records import Event
from maydan.tables import lexicon

_DISTANCES = (1, 2, 3, 5, 9, 15, 25, 99)
_LOOSE = frozenset(("where", "when"))  # slots that take what stands anywhere near; parties follow the rules closer
_ROW = 4  # tokens between neighbours in a row of names
_LONGEST = 99  # letters of a time that are told apart

# Kinds of blocks, their lowest bits.
_STANDS = 0
_ELSEWHERE = 1
_CUED = 2
_TOLD = 3
_PARTY = 4
_JOINED = 5
_PLACE = 6
_TIME = 7

# How the clauses of a mention and a trigger lie to each other.
_NONE = 0
_SAME = 1
_SUBJECT = 2
_PARENT = 3
_CHILD = 4
_FAR = 5
_CLAUSES = ("none", "same", "subject", "parent", "child", "far")

_FACING = {"who": "whom", "whom": "who"}


@cache
def _cues() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("slot_cues"))


def _cue(word: Word) -> int:
    key = word.key
    return term(key if key in _cues() else key[1:] if key[:1] == "و" and key[1:] in _cues() else "other")


_CUES: Memo[Word, int] = Memo(_cue, FEW)


class Wanted:
    """One slot of one event, with what the traits of all its candidates share.

    Attributes:
        has: what the rules gave it. had, after: what the events beside have in it. other, crossed: what this event and
            the one before have on the facing side.
    """

    def __init__(self, asked: Asked, slot: str) -> None:
        event, before, after = asked.event, asked.before, asked.after
        self.asked, self.chart, self.slot = asked, asked.chart, slot
        self.loose = slot in _LOOSE
        self.has = has = given(event, slot)
        self.had = given(before, slot) if before is not None else ()
        self.after: tuple[str, ...] = ()
        self.other: tuple[str, ...] = ()
        self.crossed: tuple[str, ...] = ()
        if after is not None and self.loose:
            self.after = given(after, slot)
        if slot in _FACING:
            self.other = _facing(event, slot)
            if before is not None:
                self.crossed = _facing(before, slot)
        size = 0 if not has or has == (NOBODY,) else 1 if len(has) == 1 else 2
        close, closing = before is not None and asked.close, after is not None and asked.closing
        self.shared = _TOLD | size << 4 | int(close) << 10 | int(closing) << 11 | term(event.status) << 22
        self.type = term(event.type) << 12 | term(asked.family) << 22
        self.known = asked.sides[_FACING[slot]] if slot in _FACING else set()


def _facing(event: Event, slot: str) -> tuple[str, ...]:
    return event.whom if slot == "who" else event.who


def features(chart: Chart, number: int, slot: str, value: str, near: list[Mention]) -> Iterator[str]:
    """Names of what holds of one candidate for one slot."""
    asked = Asked(chart, number)
    wanted = Wanted(asked, slot)
    for block in blocks(wanted, value, near):
        for name in names(block):
            yield name
            yield f"{name}&{asked.group}"
    yield from typed_names(typed(wanted, chart.kind_terms.get(value, 0), given_bits(wanted, value)))


def blocks(wanted: Wanted, value: str, near: list[Mention]) -> tuple[int, ...]:
    """The blocks of a candidate."""
    said = told(wanted, wanted.chart.kind_terms.get(value, 0), given_bits(wanted, value))
    stands = [block for block in position(wanted, value, near) if block >= 0]
    found = *stands, said, filler(wanted, value, near)
    return (*found, joined(wanted, value, near)) if wanted.slot == "where" else found


def position(wanted: Wanted, value: str, near: list[Mention]) -> tuple[int, int, int]:
    """Where a candidate stands: up to three blocks, -1 for none."""
    asked = wanted.asked
    stands = asked.places.get(value)
    if stands is None:
        stands = asked.places[value] = _position(asked, wanted.loose, near)
    return stands


def given_bits(wanted: Wanted, value: str) -> int:
    """Which of what the rules gave, to this event and to those beside it, a candidate is; 0 for most."""
    return (
        int(value in wanted.has) << 3 | int(value in wanted.other) << 6 | int(value in wanted.had) << 7
        | int(value in wanted.crossed) << 8 | int(value in wanted.after) << 9
    )


def told(wanted: Wanted, kind: int, bits: int) -> int:
    """What the rules said of a candidate of a kind, for this event and those beside it."""
    return wanted.shared | bits | kind << 12


def filler(wanted: Wanted, value: str, near: list[Mention]) -> int:
    """What a candidate is for the slot."""
    if wanted.slot == "when":
        return _time(wanted, value, near)
    return _place(wanted, value, near) if wanted.slot == "where" else _party(wanted, value)


def typed(wanted: Wanted, kind: int, bits: int) -> int:
    """What is crossed with the event's type or family and with no group."""
    return wanted.type | bits >> 3 & 1 | kind << 1


def typed_names(block: int) -> tuple[str, ...]:
    """Names of a block of :func:`typed`."""
    read = Reader(block)
    rule, what = read.flag(), read.small(11, TERMS)
    kind, family = read.small(10, TERMS), read.small(10, TERMS)
    return f"type:{kind}&kind:{what}", f"family:{family}&rule:{rule}", f"type:{kind}&rule:{rule}"


def names(block: int) -> tuple[str, ...]:
    """Names of a block of :func:`blocks`."""
    read = Reader(block)
    return tuple(_NAMES[read.number(3)](read))


def _position(asked: Asked, loose: bool, near: list[Mention]) -> tuple[int, int, int]:
    chart, event, at = asked.chart, asked.event, asked.at
    tokens, number = chart.context.tokens, asked.event.sentence
    if at is None or not near:
        return _ELSEWHERE | 1 << 6, -1, -1
    mention: Mention | None = None
    times = gap = 0
    for m in near:
        if tokens[m.first].sentence == number:
            times += 1
            far = m.first - at if m.first > at else at - m.first
            if mention is None or far < gap:
                mention, gap = m, far
    if mention is None:
        sentences = {tokens[m.first].sentence for m in near}
        same = loose and any(chart.context.sentences[s].paragraph == asked.paragraph for s in sentences)
        before, lead = number - 1 in sentences, chart.lead in sentences
        return _ELSEWHERE | int(before) << 3 | int(lead) << 4 | int(same) << 5, -1, -1
    right = mention.first > at
    first, last = (at + 1, mention.first) if right else (mention.last, at)
    cue = _CUES[tokens[mention.first - 1].word] if mention.first else _OTHER
    distance = bisect_left(_DISTANCES, last - first + 1, 0, 7)
    stands = (
        _STANDS | int(right) << 3 | distance << 4 | min(chart.parted(first, last), 3) << 7
        | int(event.start <= mention.start < event.end) << 9 | int(mention.generic) << 10 | min(times, 3) << 11
    )
    cued = _CUED | int(right) << 3 | letter(mention.pro) << 5 | cue << 11
    if not loose:
        return stands, cued, -1
    rank, acts = min(chart.count(mention.kind, first, last), 3), min(chart.acts(first, last), 2)
    clause, mark = _syntax(asked, mention, at)
    return stands, cued, (
        _CUED | int(right) << 3 | 1 << 4 | rank << 5 | acts << 7 | clause << 9 | mark << 12 | asked.family_term << 22)


def _syntax(asked: Asked, mention: Mention, at: int) -> tuple[int, int]:
    """(how the clauses of mention and trigger lie to each other, the preposition or particle before the mention)."""
    grammar = asked.grammar
    if grammar is None or not (grammar.first <= mention.first < grammar.last and grammar.first <= at < grammar.last):
        return _NONE, 0
    mine, his = grammar.clause_of[at - grammar.first], grammar.clause_of[mention.first - grammar.first]
    theirs = grammar.clauses[his]
    if mine == his:
        before = theirs.verb == at and 0 <= theirs.subject_first <= mention.first < at
        clause = _SUBJECT if before else _SAME
    else:
        clause = _PARENT if grammar.clauses[mine].parent == his else _CHILD if theirs.parent == mine else _FAR
    markers = grammar.markers
    for t in range(mention.first - 1, max(grammar.first, mention.first - 5) - 1, -1):
        found = markers.get(t)
        if found is not None:
            return clause, term(found[0].name)
        if t == at:
            return clause, _TRIGGER
    return clause, 0


def apart(asked: Asked, near: Sequence[Mention]) -> bool:
    """Whether the mention nearest to a trigger in its sentence stands in another clause, and is no subject of its."""
    tokens, at = asked.chart.context.tokens, asked.at
    if at is None:
        return False
    closest: Mention | None = None
    for m in near:
        if tokens[m.first].sentence == asked.event.sentence and (
                closest is None or abs(m.first - at) < abs(closest.first - at)):
            closest = m
    return closest is not None and _syntax(asked, closest, at)[0] not in (_SAME, _SUBJECT)


_OTHER = term("other")
_TRIGGER = term("trigger")


def _stands(read: Reader) -> Iterator[str]:
    side = "right" if read.flag() else "left"
    yield f"side:{side}:{_DISTANCES[read.number(3)]}"
    yield f"side:{side}:commas:{read.number(2)}"
    yield f"quote:{read.flag()}"
    yield f"generic:{read.flag()}"
    yield f"times:{read.number(2)}"


def _cued(read: Reader) -> Iterator[str]:
    side = "right" if read.flag() else "left"
    if not read.flag():
        yield f"{side}:pro:{read.small(6, LETTERS) or 'none'}"
        yield f"{side}:cue:{read.small(10, TERMS)}"
        return
    rank, acts, clause = read.number(2), read.number(2), _CLAUSES[read.number(3)]
    mark = read.small(10, TERMS)
    yield f"{side}:rank:{rank}:{read.small(10, TERMS)}"
    yield f"{side}:acts:{acts}"
    yield f"clause:{clause}:{side}"
    yield f"{side}:mark:{mark}"


def _elsewhere(read: Reader) -> Iterator[str]:
    before, lead, same, nowhere = read.flag(), read.flag(), read.flag(), read.flag()
    if nowhere:
        yield "where:nowhere"
        return
    yield f"where:{'before' if before else 'lead'}"
    yield f"lead:{lead}"
    yield f"paragraph:{same}&before:{before}"


def _told_names(read: Reader) -> Iterator[str]:
    rule, size, other, had, crossed = read.flag(), read.number(2), read.flag(), read.flag(), read.flag()
    has, close, closing, kind = read.flag(), read.flag(), read.flag(), read.small(10, TERMS)
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
    yield f"status:{read.small(10, TERMS)}"


def joined(wanted: Wanted, value: str, near: list[Mention]) -> int:
    """Whether a place stands in a row (A, B and C) with one that the rules chose."""
    event, chart = wanted.asked.event, wanted.chart
    tokens = chart.context.tokens
    rule = _JOINED | int(value in wanted.has) << 3
    found = 0
    for mention in near[:4]:
        if tokens[mention.first].sentence != event.sentence:
            continue
        for other in chart.between(mention.kind, mention.first - _ROW, mention.last + _ROW):
            first, second = (other, mention) if other.first < mention.first else (mention, other)
            if other.ref == value or not 0 <= second.first - first.last < _ROW:
                continue
            if second.pro[:1] == "و" or any(
                    t.word.key == "و" or t.word.form == "،" for t in tokens[first.last:second.first]):
                if other.ref in event.where:
                    return rule | 2 << 4
                found = 1
    return rule | found << 4


def _joined_names(read: Reader) -> Iterator[str]:
    rule, how = read.flag(), ("", "other", "mate")[read.number(2)]
    yield f"joined:{how}"
    yield f"joined:{how}&rule:{rule}"


def _often(wanted: Wanted, value: str, rule: bool) -> int:
    """How much of the other events has a value in a slot, in steps."""
    others = wanted.chart.told[wanted.slot].get(value, 0) - rule
    if not others:
        return 0
    share = others / max(1, len(wanted.chart.events) - 1)
    return 1 if share < .25 else 2 if share < .6 else 3


def _party(wanted: Wanted, value: str) -> int:
    chart, parties = wanted.chart, wanted.other
    rule = value in wanted.has
    known = 0
    if parties:
        side = chart.side(value)
        known = 1 if not side or not wanted.known else 2 if side in wanted.known else 3
    return (
        _PARTY | _often(wanted, value, rule) << 3 | int(chart.most["actor"] == value) << 5
        | int(wanted.asked.voice == value) << 6 | int(value == "civilians") << 7
        | int(value.startswith("person:")) << 8 | known << 9 | int(rule) << 11
        | min(2, chart.faced(value, parties, rule)) << 12 | int(bool(wanted.has)) << 14
    )


def _party_names(read: Reader) -> Iterator[str]:
    yield f"told:{read.number(2)}"
    yield f"most:{read.flag()}"
    yield f"speaks:{read.flag()}"
    yield f"civil:{read.flag()}"
    yield f"person:{read.flag()}"
    known, rule, faced = ("none", "unknown", "same", "against")[read.number(2)], read.flag(), read.number(2)
    yield f"side:{known}"
    yield f"side:{known}&rule:{rule}"
    yield f"faced:{faced}&given:{read.flag()}"
    yield f"faced:{faced}&rule:{rule}"


def _place(wanted: Wanted, value: str, near: list[Mention]) -> int:
    chart = wanted.chart
    rule = value in wanted.has
    head = tail = False
    for m in near[:4]:
        tail = tail or chart.count("place", m.first - 3, m.first) > 0
        head = head or chart.count("place", m.last, m.last + 3) > 0
    return (
        _PLACE | _often(wanted, value, rule) << 3 | int(chart.most["place"] == value) << 5
        | int(chart.kinds.get(value, "") not in SETTLED) << 6 | int(wanted.asked.settled) << 7
        | int(bool(chart.relations.get(value))) << 8 | int(head) << 9 | int(tail) << 10 | int(rule) << 11
    )


def _place_names(read: Reader) -> Iterator[str]:
    yield f"told:{read.number(2)}"
    yield f"most:{read.flag()}"
    area, settled, relation, head, tail = read.flag(), read.flag(), read.flag(), read.flag(), read.flag()
    yield f"area:{area}&settled:{settled}"
    yield f"area:{area}&settled:{settled}&rule:{read.flag()}"
    yield f"relation:{relation}"
    yield f"head:{head}&tail:{tail}"
    yield f"head:{head}&tail:{tail}&area:{area}"


def _time(wanted: Wanted, value: str, near: list[Mention]) -> int:
    chart, at = wanted.chart, wanted.asked.at
    nobody = value == NOBODY
    alike = chart.whens.get(value, 0) - (value in wanted.has and not nobody)
    last = False
    if near and at is not None:
        last = near[-1].first < at and not chart.count("time", near[-1].first + 1, at)
    sentences, tokens = chart.context.sentences, chart.context.tokens
    opens = any(m.first - sentences[tokens[m.first].sentence].first <= 4 for m in near)
    form = term("nobody" if nobody else value) if nobody or value.endswith("_REF") else 0
    return (
        _TIME | int(value == chart.reference) << 3 | alike * 3 // max(1, chart.dated) << 4
        | int(wanted.asked.timed) << 6 | int(last) << 7 | int(opens) << 8 | min(len(value), _LONGEST) << 9
        | form << 16 | term(wanted.asked.event.status) << 26
    )


def _time_names(read: Reader) -> Iterator[str]:
    day, share, timed, last, opens = read.flag(), read.number(2), read.flag(), read.flag(), read.flag()
    length, form, status = read.number(7), read.small(10, TERMS), read.small(10, TERMS)
    form = form or str(length)
    yield f"nobody:{form == 'nobody'}"
    yield f"form:{form}"
    yield f"form:{form}&status:{status}"
    yield f"day:{day}"
    yield f"share:{share}"
    yield f"timed:{timed}&nobody:{form == 'nobody'}"
    yield f"last:{last}&timed:{timed}"
    yield f"opens:{opens}"


_NAMES: tuple[Callable[[Reader], Iterator[str]], ...] = (
    _stands, _elsewhere, _cued, _told_names, _party_names, _joined_names, _place_names, _time_names,
)
