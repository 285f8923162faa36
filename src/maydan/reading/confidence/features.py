"""What the model looks at: plain properties of a record and of the words around it, none of them a text's own words.

Every feature is a name that is present or absent; the rule that made the record (construction and lexicon row) is
among them, so that a rare rule leans on what it shares with others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache

from maydan.arabic.tokens import Token
from maydan.reading.context import Context
from maydan.records import Event, Holding, Outlook, Saying, Tie
from maydan.records.statements import Statement, Why
from maydan.tables import lexicon


@cache
def _cues() -> frozenset[str]:
    """Words beside a trigger that tell whether it opens a fact or refers back to one."""
    return frozenset(row["form"] for row in lexicon("cue_words"))


def _size(count: int) -> str:
    return "0" if not count else "1" if count == 1 else "2" if count == 2 else "3+"


def _cue(token: Token) -> str:
    """A cue word itself, else what kind of token stands there."""
    if token.word.kind != "ar":
        return {"،": "comma", ".": "stop", ":": "colon"}.get(token.word.form, token.word.kind)
    key = token.key
    return next((k for k in (key, key[1:]) if k in _cues() and (k == key or key[0] == "و")), "other")


def _words(tokens: list[Token], starts: dict[int, int], start: int, end: int) -> Iterator[str]:
    first = starts.get(start)
    if first is None:
        return
    token = tokens[first]
    yield "before:" + (_cue(tokens[first - 1]) if first else "start")
    yield f"article:{token.key.startswith('ال') or any(p and r.startswith('ال') for p, r in token.word.proclitics)}"
    yield f"conjunction:{token.key[:1] in 'وف'}"
    if first + 1 < len(tokens):
        yield "after:" + _cue(tokens[first + 1])


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
        self.known = {a.id: a.known for a in context.actors}
        self.parties: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.held = Counter((h.start, h.end, h.change) for h in context.holdings)

    def common(self, record: Statement) -> Iterator[str]:
        """Features of any statement."""
        yield "bias"
        yield "rule:" + record.rule
        yield "family:" + record.rule.split(":", 1)[0]
        yield "status:" + record.status
        yield f"voiced:{record.voice != 'author'}"
        yield "length:" + str(min(6, (record.end - record.start) // 30))
        yield "sentence:" + ("0" if not record.sentence else "1" if record.sentence < 3 else "2")

    def event(self, e: Event) -> Iterator[str]:
        """Features of an event."""
        yield from self.common(e)
        yield "type:" + e.type
        slots = f"{bool(e.who):d}{bool(e.whom):d}{bool(e.where):d}{bool(e.when):d}"
        yield "slots:" + slots
        yield "whowhere:" + slots[0] + slots[2] + e.type
        yield from ("has:" + name for name, value in zip(("who", "whom", "where", "when"), slots, strict=True)
                    if value == "1")
        yield "same:" + _size(self.types[e.sentence, e.type] - 1)
        yield "beside:" + _size(self.sentence_events[e.sentence] - 1)
        told = (e.type, e.where)
        yield f"told:{bool(e.where) and told in self.seen}"
        self.seen.add(told)
        yield from _words(self.context.tokens, self.starts, e.trigger_start, e.trigger_end)
        for where in e.where[:2]:
            yield "at:" + self.kinds.get(where, "none")
        for who in e.who[:2]:
            yield f"who-known:{self.known.get(who, True)}"
        yield f"toll:{bool(e.toll)}"
        yield f"where-many:{len(e.where) > 2}"

    def holding(self, h: Holding) -> Iterator[str]:
        """Features of a holding."""
        yield from self.common(h)
        yield "change:" + h.change
        yield "change-status:" + h.change + h.status
        yield "at:" + self.kinds.get(h.place or "", "none")
        yield f"holder:{h.holder is not None}"
        yield f"from:{h.from_ is not None}"
        yield f"known:{self.known.get(h.holder or '', True)}"
        yield "holder-kind:" + self.parties.get(h.holder or "", "none")
        yield "many:" + _size(self.held[h.start, h.end, h.change] - 1)
        yield "gap:" + _gap(h.why, "holder", "place")
        yield f"dated:{h.when is not None}"

    def tie(self, t: Tie) -> Iterator[str]:
        """Features of a tie."""
        yield from self.common(t)
        yield "relation:" + t.relation
        yield f"known:{self.known.get(t.a, True)}{self.known.get(t.b, True)}"
        yield f"person:{t.a.startswith('person:')}{t.b.startswith('person:')}"
        yield "kinds:" + self.parties.get(t.a, "none") + "," + self.parties.get(t.b, "none")
        yield "gap:" + _gap(t.why, "a", "b")

    def saying(self, s: Saying) -> Iterator[str]:
        """Features of a saying."""
        yield from self.common(s)
        yield "kind:" + s.kind
        yield f"person:{(s.speaker or '').startswith('person:')}"
        yield f"known:{self.known.get(s.speaker or '', True)}"
        yield from _words(self.context.tokens, self.starts, s.frame_start, s.frame_end)
        yield from ("start-" + f for f in _words(self.context.tokens, self.starts, s.start, s.end))

    def outlook(self, o: Outlook) -> Iterator[str]:
        """Features of an outlook."""
        yield from self.common(o)
        yield "kind:" + o.kind
        yield f"by:{o.by is None}{o.by == 'author'}"
        yield f"polarity:{o.polarity}"
        yield from _words(self.context.tokens, self.starts, o.start, o.end)
        yield f"event-inside:{any(o.start <= e.trigger_start < o.end for e in self.context.events)}"
