"""Whether a text speaks of a conflict at all, and whether a trigger is meant as an act of war there.

Newspapers use the words of war for football, markets and crime. A document's *war score* adds up the distinct cue
words that it uses (two points for words of war only, one for words that stand elsewhere too) for each hundred tokens.
An event stays where the document or its sentence speaks of war; triggers known to be ambiguous need more.
"""

from __future__ import annotations

import math
from functools import cache

from maydan.arabic.fold import fold
from maydan.arabic.memo import within
from maydan.arabic.tokens import Word
from maydan.reading.context import Context
from maydan.reading.events.memory import POINTED
from maydan.reading.holdings.make import kinds_of
from maydan.reading.topics import cue, topics_of
from maydan.records import Event, Holding, Tie
from maydan.records.vocabulary import EVENT_GROUPS
from maydan.tables import lexicon

_WAR = 8  # points of distinct cues: a document about a conflict
_FULL = 80  # tokens of an article for which these points are meant
_FRONT = 16  # points: a document of war reporting
_SOME = 3  # points: a document that touches on one
_TALK = 5  # points: a document whose meetings and words are those of a conflict
_EVENTFUL = 3  # events: a text whose outlooks are believed whatever its words are
_POLITICS = 4.0  # leaning of a hundred words: a text on politics, if not on fighting (:mod:`maydan.reading.topics`)
_TALKED = 2.5  # leaning of a hundred words: a text on politics enough for its outlooks
_SENTENCE = 2  # points beside the trigger's own words: a sentence about a conflict
_VIOLENT = frozenset((*EVENT_GROUPS["ground"], *EVENT_GROUPS["fire"], *EVENT_GROUPS["harm"], *EVENT_GROUPS["force"]))
_FIGHTING = frozenset(("armed-group", "alliance"))
_AIMED = frozenset(("capture", "recapture", "advance", "siege", "siege-broken", "handover", "supply-cut"))
_ARMED = frozenset((*_FIGHTING, "state"))
_HOLDERS = frozenset((*_ARMED, "political", "other", "tribe"))
_PUBLIC = frozenset((*_ARMED, "international", "political"))
_BEHIND = frozenset(("علي",))  # what makes an idiom only behind its verb (انسحب على, not أجبر على الانسحاب)
_SETTLED = frozenset(("town", "village", "neighbourhood", "airport", "base", "crossing", "port", "oilfield"))
_NEAR, _FAR = 4, 16  # tokens behind a word of going, and behind a long name of who goes, for where to
_TOWARDS = frozenset(("نحو", "باتجاه", "الي", "في", "علي", "داخل", "بمحور", "جنوب", "شمال", "شرق", "غرب", "من"))


@cache
def _peace() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in lexicon("peace_cues"))


@cache
def _ambiguous() -> dict[str, str]:
    return {row["lemma"]: row["needs"] for row in lexicon("ambiguous_triggers")}


@cache
def _idioms() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Lemma of a trigger -> words right before it, and words behind it, that make an idiom of it (a verbal attack,
    the families of the dead)."""
    table: dict[str, tuple[set[str], set[str]]] = {}
    for row in lexicon("idiom_stops"):
        before, behind = table.setdefault(row["lemma"], (set(), set()))
        if row["beside"] not in _BEHIND:
            before.add(row["beside"])
        if row["side"] != "before":
            behind.add(row["beside"])
    return {lemma: (frozenset(before), frozenset(behind)) for lemma, (before, behind) in table.items()}


def peaceful(word: Word) -> bool:
    """Whether a word is one of peace."""
    return any(rest in _peace() for _, rest in word.proclitics)


class Gate:
    """The war score of a document and of its sentences."""

    def __init__(self, context: Context) -> None:
        self.context = context
        topics = topics_of(context)
        seen = topics.seen
        self.sentences = topics.cues
        self.kinds = {a.id: a.kind for a in context.actors}
        self.holders = kinds_of(context)
        armed = {a.id for a in context.actors if a.kind in _FIGHTING}
        self.score = sum(seen.values()) + 2 * len(armed)
        self.weights = seen
        self.leaning: float = 100.0 * math.fsum(topics.leaning) / max(1, topics.words)
        short = min(1.0, len(context.tokens) / _FULL)  # a few lines cannot hold as many cues as an article
        self.front, self.war = max(4, round(_FRONT * short)), max(2, round(_WAR * short))
        self.talk, self.some = max(2, round(_TALK * short)), max(1, round(_SOME * short))
        self.starts = context.starts
        self.grounds = {m.first for m in context.mentions if m.kind == "place"}
        self.timed = {m.first: m.last for m in context.mentions if m.kind == "time"}

    def passes(self, event: Event) -> bool:
        """Whether an event is to be believed an event of a conflict."""
        if self._idiom(event):
            return False
        if event.type not in _VIOLENT:
            public = any(self.kinds.get(a) in _PUBLIC for a in (*event.who, *event.whom))
            return self.score >= (self.some if event.type == "protest" else self.talk if public else self.war) or (
                public and self.leaning >= _POLITICS)
        if self.score < self.front and not (event.whom or event.where or event.toll) and (
            event.type in _AIMED or not event.who
        ):
            return False
        index = self.starts.get(event.trigger_start)
        own = cue(self.context.forms[index])[0] if index is not None else ""
        beside = self.sentences[event.sentence] - {own} if event.sentence < len(self.sentences) else set()
        here = sum(self.weights[form] for form in beside) + self._armed(event)
        needs = _ambiguous().get(event.rule.rsplit(":", 1)[-1], "")
        if self.score < self.war and here < _SENTENCE:
            return False
        if needs == "harm":
            return not (self._peaceful(event) and here < _SENTENCE) and (self.score >= self.war or here >= _SENTENCE)
        if needs == "march":
            return (self._armed(event) > 0 or here >= _SENTENCE) and (
                self._reached(event) or self._towards(event, index))
        if needs == "armed":
            return not any(w.startswith("person:") for w in event.who) or here >= 2 * _SENTENCE
        return True

    def holds(self, holding: Holding) -> bool:
        """Whether a holding is one of ground in a conflict: a ministry's seat or a club's centre is none."""
        kind = self.holders.get(holding.holder or "", "")
        if holding.holder and kind not in _HOLDERS:
            return False
        return self.score >= self.war or kind in _FIGHTING

    def ties(self, tie: Tie) -> bool:
        """Whether a tie is one between parties, in a text that speaks of a conflict."""
        kinds = {self.kinds.get(tie.a, ""), self.kinds.get(tie.b, "")}
        return self.score >= self.war or (self.score >= self.some and bool(kinds & _FIGHTING))

    def foresees(self, events: int) -> bool:
        """Whether the outlooks of a text with so many events are on a conflict or politics, not markets or matches."""
        brief = len(self.context.tokens) < _FULL and self.leaning >= 0  # a few lines lean nowhere for sure
        return self.score >= self.war or events >= _EVENTFUL or self.leaning >= _TALKED or brief

    def _idiom(self, event: Event) -> bool:
        beside = _idioms().get(event.rule.rsplit(":", 1)[-1])
        index = self.starts.get(event.trigger_start)
        if not beside or index is None:
            return False
        tokens = self.context.tokens
        if index > 0 and tokens[index - 1].key in beside[0]:
            return True
        found = [i for i in range(index + 1, min(index + 4, len(tokens))) if tokens[i].key in beside[1]]
        return bool(found) and not any(
            m.kind == "actor" and m.first <= found[0] < m.last and m.last - m.first > 1 for m in self.context.mentions)

    def _armed(self, event: Event) -> int:
        """Points for the parties of an event: a state is a sign of war only in a text that touches on one."""
        kinds = {self.kinds.get(a) for a in (*event.who, *event.whom)}
        if kinds & _FIGHTING:
            return 2
        return 2 if "state" in kinds and self.score >= self.some else 0

    def _peaceful(self, event: Event) -> bool:
        sentence = self.context.sentences[event.sentence]
        return bool(within(self.context.telling("peace"), sentence.first, sentence.last))

    def _reached(self, event: Event) -> bool:
        """Whether the event's own words name the settled place, behind its trigger, that it reaches."""
        told = any(w.slot == "where" and (w.reason == POINTED or (
            w.reason in ("bare", "إلى") and w.start > event.trigger_end)) for w in event.why)
        return told and any(self.context.kinds.get(p) in _SETTLED for p in event.where)

    def _towards(self, event: Event, index: int | None) -> bool:
        """Whether a word of going is followed, soon, by where to; who goes and when may stand between."""
        if index is None:
            return True
        tokens = self.context.tokens
        if event.rule.startswith("verb") and tokens[index].key.endswith(("ها", "ه", "هم")):
            return False  # with an object it is the verb of offering (تقدمه), not of advancing; "تقدمها" is an advance
        if index + 1 < len(tokens) and tokens[index + 1].word.kind == "punct":
            return True
        near = index + _NEAR
        for words in event.why:
            if words.slot == "who" and words.start >= event.trigger_end:
                while near - _NEAR + 1 < min(len(tokens), index + _FAR) and tokens[near - _NEAR + 1].start < words.end:
                    near += 1
        at = index + 1
        while at <= near and at < len(tokens):
            if at in self.timed:
                near += self.timed[at] - at + 1
                at = self.timed[at] + 1
                continue
            if tokens[at].key in _TOWARDS or at in self.grounds:
                return True
            at += 1
        return False
