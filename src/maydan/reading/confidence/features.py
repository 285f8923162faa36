"""What the model looks at: plain properties of a record and of the words around it, none of them a text's own words.

Every feature is a name that is present or absent; the rule that made the record (construction and lexicon row) is
among them, so that a rare rule leans on what it shares with others.
"""

from __future__ import annotations

from collections import Counter
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


def _words(tokens: list[Token], starts: dict[int, int], start: int, end: int) -> list[str]:
    first = starts.get(start)
    if first is None:
        return []
    token = tokens[first]
    article = token.key.startswith("ال") or any(p and r.startswith("ال") for p, r in token.word.proclitics)
    found = [
        "before:" + (_cue(tokens[first - 1]) if first else "start"), f"article:{article}",
        f"conjunction:{token.key[:1] in 'وف'}",
    ]
    if first + 1 < len(tokens):
        found.append("after:" + _cue(tokens[first + 1]))
    return found


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

    def common(self, record: Statement) -> list[str]:
        """Features of any statement."""
        return [
            "bias", "rule:" + record.rule, "family:" + record.rule.split(":", 1)[0], "status:" + record.status,
            f"voiced:{record.voice != 'author'}", "length:" + str(min(6, (record.end - record.start) // 30)),
            "sentence:" + ("0" if not record.sentence else "1" if record.sentence < 3 else "2"),
        ]

    def event(self, e: Event) -> list[str]:
        """Features of an event."""
        slots = f"{bool(e.who):d}{bool(e.whom):d}{bool(e.where):d}{bool(e.when):d}"
        told = (e.type, e.where)
        found = [*self.common(e), "type:" + e.type, "slots:" + slots, "whowhere:" + slots[0] + slots[2] + e.type]
        for n, name in enumerate(("who", "whom", "where", "when")):
            if slots[n] == "1":
                found.append("has:" + name)
        found += [
            "same:" + _size(self.types[e.sentence, e.type] - 1),
            "beside:" + _size(self.sentence_events[e.sentence] - 1), f"told:{bool(e.where) and told in self.seen}",
        ]
        self.seen.add(told)
        found += _words(self.context.tokens, self.starts, e.trigger_start, e.trigger_end)
        for where in e.where[:2]:
            found.append("at:" + self.kinds.get(where, "none"))
        for who in e.who[:2]:
            found.append(f"who-known:{self.known.get(who, True)}")
        found += [f"toll:{bool(e.toll)}", f"where-many:{len(e.where) > 2}"]
        return found

    def holding(self, h: Holding) -> list[str]:
        """Features of a holding."""
        return [
            *self.common(h), "change:" + h.change, "change-status:" + h.change + h.status,
            "at:" + self.kinds.get(h.place or "", "none"), f"holder:{h.holder is not None}",
            f"from:{h.from_ is not None}", f"known:{self.known.get(h.holder or '', True)}",
            "holder-kind:" + self.parties.get(h.holder or "", "none"),
            "many:" + _size(self.held[h.start, h.end, h.change] - 1), "gap:" + _gap(h.why, "holder", "place"),
            f"dated:{h.when is not None}",
        ]

    def tie(self, t: Tie) -> list[str]:
        """Features of a tie."""
        return [
            *self.common(t), "relation:" + t.relation, f"known:{self.known.get(t.a, True)}{self.known.get(t.b, True)}",
            f"person:{t.a.startswith('person:')}{t.b.startswith('person:')}",
            "kinds:" + self.parties.get(t.a, "none") + "," + self.parties.get(t.b, "none"),
            "gap:" + _gap(t.why, "a", "b"),
        ]

    def saying(self, s: Saying) -> list[str]:
        """Features of a saying."""
        tokens = self.context.tokens
        return [
            *self.common(s), "kind:" + s.kind, f"person:{(s.speaker or '').startswith('person:')}",
            f"known:{self.known.get(s.speaker or '', True)}",
            *_words(tokens, self.starts, s.frame_start, s.frame_end),
            *["start-" + f for f in _words(tokens, self.starts, s.start, s.end)],
        ]

    def outlook(self, o: Outlook) -> list[str]:
        """Features of an outlook."""
        return [
            *self.common(o), "kind:" + o.kind, f"by:{o.by is None}{o.by == 'author'}", f"polarity:{o.polarity}",
            *_words(self.context.tokens, self.starts, o.start, o.end),
            f"event-inside:{any(o.start <= e.trigger_start < o.end for e in self.context.events)}",
        ]
