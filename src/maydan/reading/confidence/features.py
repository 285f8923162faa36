"""What the model looks at: plain properties of a record and of the words around it, none of them a text's own words.

Every feature is a name that is present or absent, and features that belong together come as a block of traits, whose
weights are summed once (:mod:`maydan.reading.linear`); the rule that made the record (construction and lexicon row) is
among them, so that a rare rule leans on what it shares with others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache

from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Context
from maydan.reading.linear import Block
from maydan.records import Event, Holding, Outlook, Saying, Tie
from maydan.records.statements import Statement, Why
from maydan.tables import lexicon


@cache
def _cues() -> frozenset[str]:
    """Words beside a trigger that tell whether it opens a fact or refers back to one."""
    return frozenset(row["form"] for row in lexicon("cue_words"))


def _size(count: int) -> str:
    return "0" if not count else "1" if count == 1 else "2" if count == 2 else "3+"


def _looks(word: Word) -> tuple[str, bool, bool]:
    """A cue word itself, else what kind of token it is; whether it bears an article; whether a conjunction."""
    key = word.key
    if word.kind != "ar":
        cue = {"،": "comma", ".": "stop", ":": "colon"}.get(word.form, word.kind)
    else:
        cue = next((k for k in (key, key[1:]) if k in _cues() and (k == key or key[0] == "و")), "other")
    article = key.startswith("ال") or any(p and r.startswith("ال") for p, r in word.proclitics)
    return cue, article, key[:1] in "وف"


_LOOKS: Memo[Word, tuple[str, bool, bool]] = Memo(_looks, FEW)


def _beside(tokens: list[Token], starts: dict[int, int], start: int, end: int, what: str = "words") -> Block:
    """The words around a code point."""
    first = starts.get(start)
    if first is None:
        return (what,)
    _, article, conjunction = _LOOKS[tokens[first].word]
    return (what, _LOOKS[tokens[first - 1].word][0] if first else "start", article, conjunction,
            _LOOKS[tokens[first + 1].word][0] if first + 1 < len(tokens) else "")


def _gap(why: tuple[Why, ...], one: str, other: str) -> str:
    """How many letters stand between the words that filled two slots, in steps; "none" where one was not told."""
    found = {w.slot: w for w in why}
    if one not in found or other not in found:
        return "none"
    first, second = sorted((found[one], found[other]), key=lambda w: w.start)
    return str(min(5, max(0, second.start - first.end) // 15))


class Surroundings:
    """Counts over one document that features need, made once."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.starts = context.starts
        self.types = Counter((e.sentence, e.type) for e in context.events)
        self.sentence_events = Counter(e.sentence for e in context.events)
        self.seen: set[tuple[str, tuple[str, ...]]] = set()
        self.kinds = {p.name_en: p.kind for p in context.places}
        self.found = {  # rule and number of mentions, by name or id
            **{a.id: (a.rule, len(a.mentions)) for a in context.actors},
            **{p.name_en: (p.rule, len(p.mentions)) for p in context.places},
        }
        self.known = {a.id: a.known for a in context.actors}
        self.parties: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.held = Counter((h.start, h.end, h.change) for h in context.holdings)

    def common(self, record: Statement) -> Block:
        """What any statement has."""
        return ("common", record.rule, record.status, record.voice != "author",
                min(6, (record.end - record.start) // 30), (min(record.sentence, 3) + 1) // 2)

    def event(self, e: Event) -> tuple[Block, ...]:
        """Traits of an event."""
        told = (e.type, e.where)
        again = bool(e.where) and told in self.seen
        self.seen.add(told)
        return (
            self.common(e),
            ("event", e.type, bool(e.who), bool(e.whom), bool(e.where), bool(e.when), again, bool(e.toll),
             len(e.where) > 2),
            ("near", _size(self.types[e.sentence, e.type] - 1), _size(self.sentence_events[e.sentence] - 1)),
            _beside(self.context.tokens, self.starts, e.trigger_start, e.trigger_end),
            ("at", *[self.kinds.get(where, "none") for where in e.where[:2]]),
            ("who", *[self.known.get(who, True) for who in e.who[:2]]),
        )

    def holding(self, h: Holding) -> tuple[Block, ...]:
        """Traits of a holding."""
        return (
            self.common(h), ("change", h.change, h.status), ("at", self.kinds.get(h.place or "", "none")),
            ("holder", h.holder is not None, h.from_ is not None, self.known.get(h.holder or "", True),
             self.parties.get(h.holder or "", "none"), _size(self.held[h.start, h.end, h.change] - 1),
             _gap(h.why, "holder", "place"), h.when is not None),
            ("told", *self._told(h)),
        )

    def _told(self, h: Holding) -> tuple[str, ...]:
        """By what the holder and the place of a holding were found, and how often the text names them."""
        reasons = {w.slot: w.reason.partition(":")[0] for w in h.why}
        place, holder = self.found.get(h.place or "", ("none", 0)), self.found.get(h.holder or "", ("none", 0))
        return (reasons.get("holder", "none"), reasons.get("place", "none"), place[0], _size(place[1]), holder[0],
                _size(holder[1]))

    def tie(self, t: Tie) -> tuple[Block, ...]:
        """Traits of a tie."""
        return (
            self.common(t),
            ("tie", t.relation, self.known.get(t.a, True), self.known.get(t.b, True), t.a.startswith("person:"),
             t.b.startswith("person:"), self.parties.get(t.a, "none"), self.parties.get(t.b, "none"),
             _gap(t.why, "a", "b")),
        )

    def saying(self, s: Saying) -> tuple[Block, ...]:
        """Traits of a saying."""
        tokens = self.context.tokens
        return (
            self.common(s),
            ("saying", s.kind, (s.speaker or "").startswith("person:"), self.known.get(s.speaker or "", True)),
            _beside(tokens, self.starts, s.frame_start, s.frame_end),
            _beside(tokens, self.starts, s.start, s.end, "start"),
        )

    def outlook(self, o: Outlook) -> tuple[Block, ...]:
        """Traits of an outlook."""
        return (
            self.common(o),
            ("outlook", o.kind, o.by is None, o.by == "author", o.polarity,
             any(o.start <= e.trigger_start < o.end for e in self.context.events)),
            _beside(self.context.tokens, self.starts, o.start, o.end),
        )


def names(block: Block) -> Iterator[str]:
    """Features of a block of traits."""
    return _NAMES[str(block[0])](*block[1:])


def _common(rule: str, status: str, voiced: bool, length: int, sentence: int) -> Iterator[str]:
    yield from ("rule:" + rule, "family:" + rule.split(":", 1)[0], "status:" + status, f"voiced:{voiced}",
                f"length:{length}", f"sentence:{sentence}")


def _event(kind: str, who: bool, whom: bool, where: bool, when: bool, again: bool, toll: bool,
           many: bool) -> Iterator[str]:
    yield from (f"type:{kind}", f"slots:{who:d}{whom:d}{where:d}{when:d}", f"whowhere:{who:d}{where:d}{kind}",
                f"told:{again}", f"toll:{toll}", f"where-many:{many}")
    for name, filled in (("who", who), ("whom", whom), ("where", where), ("when", when)):
        if filled:
            yield f"has:{name}"


def _near(same: str, beside: str) -> Iterator[str]:
    yield from (f"same:{same}", f"beside:{beside}")


def _words(before: str = "", article: bool = False, conjunction: bool = False, after: str = "") -> Iterator[str]:
    if before:
        yield from (f"before:{before}", f"article:{article}", f"conjunction:{conjunction}")
    if after:
        yield f"after:{after}"


def _start(*traits: object) -> Iterator[str]:
    for name in _NAMES["words"](*traits):
        yield f"start-{name}"


def _at(*kinds: str) -> Iterator[str]:
    for kind in kinds:
        yield f"at:{kind}"


def _who(*known: bool) -> Iterator[str]:
    for one in known:
        yield f"who-known:{one}"


def _change(change: str, status: str) -> Iterator[str]:
    yield from (f"change:{change}", f"change-status:{change}{status}")


def _holder(holder: bool, former: bool, known: bool, kind: str, many: str, gap: str, dated: bool) -> Iterator[str]:
    yield from (f"holder:{holder}", f"from:{former}", f"known:{known}", f"holder-kind:{kind}", f"many:{many}",
                f"gap:{gap}", f"dated:{dated}")


def _told(holder: str, place: str, place_rule: str, places: str, holder_rule: str, holders: str) -> Iterator[str]:
    yield from (f"holder-by:{holder}", f"place-by:{place}", f"place-rule:{place_rule}", f"place-named:{places}",
                f"holder-rule:{holder_rule}", f"holder-named:{holders}")


def _tie(relation: str, a_known: bool, b_known: bool, a_person: bool, b_person: bool, a: str, b: str,
         gap: str) -> Iterator[str]:
    yield from (f"relation:{relation}", f"known:{a_known}{b_known}", f"person:{a_person}{b_person}", f"kinds:{a},{b}",
                f"gap:{gap}")


def _saying(kind: str, person: bool, known: bool) -> Iterator[str]:
    yield from (f"kind:{kind}", f"person:{person}", f"known:{known}")


def _outlook(kind: str, nobody: bool, author: bool, polarity: str | None, event: bool) -> Iterator[str]:
    yield from (f"kind:{kind}", f"by:{nobody}{author}", f"polarity:{polarity}", f"event-inside:{event}")


_NAMES: dict[str, Callable[..., Iterator[str]]] = {
    "common": _common, "event": _event, "near": _near, "words": _words, "start": _start, "at": _at, "who": _who,
    "change": _change, "holder": _holder, "told": _told, "tie": _tie, "saying": _saying, "outlook": _outlook,
}
