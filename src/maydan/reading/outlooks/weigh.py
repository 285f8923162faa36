"""How likely a candidate is an outlook that careful readers would note: a small linear model over what grammar tells.

Weights in ``models/outlooks.tsv`` (feature, weight; "bias" and thresholds among them), made by
``tools/train_outlooks.py`` from annotated documents. Without the file the rules of :mod:`candidates` decide alone.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from functools import cache

from maydan.reading import linear
from maydan.reading.context import Context, Mention
from maydan.reading.linear import Block, Sums
from maydan.reading.outlooks.candidates import Candidate, governed
from maydan.reading.outlooks.slots import Slots
from maydan.reading.outlooks.words import is_future, is_present, openings_of, purpose_of, states_aim
from maydan.reading.sayings.words import THAT, source_role, verb_of
from maydan.reading.topics import told_in, topics_of
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS
from maydan.tables import lexicon

_LEANING = (-3.0, -1.0, 1.0, 3.0, 5.0, 7.0)
_NEAR = (-2.0, -0.7, 0.3, 1.2, 2.2, 3.5)
_OWN = (-1.0, -0.4, -0.1, 0.1, 0.4, 1.0, 2.0)
_FIGHTS = frozenset(("armed-group", "alliance"))
_GOVERNS = frozenset(("state", "political", "international"))
_WAR = (1, 3, 6, 10, 16)
_SHORT = 40  # tokens
_UNTOLD = -9
_CALM, _BRIEF = 0.12, 0.05
_BESIDE = 4  # tokens within which words of one kind open the same outlook
_FORCE = frozenset((*EVENT_GROUPS["ground"], *EVENT_GROUPS["force"]))
_FIRE, _HARM = frozenset(EVENT_GROUPS["fire"]), frozenset(EVENT_GROUPS["harm"])


def weights() -> dict[str, float]:
    """Weight of each feature; empty where the package holds no model."""
    return linear.weights("outlooks")


@cache
def _sums() -> Sums:
    return Sums(weights(), names)


def chance(blocks: tuple[Block, ...]) -> float:
    """Probability of the model for a candidate of these traits, 0..1."""
    return _sums().chance(blocks)


def chosen(found: list[Candidate], chances: list[float], thresholds: tuple[float, float] | None = None, *,
           calm: bool = False, short: bool = False) -> list[int]:
    """Numbers of the candidates that are outlooks, in order: likely enough, and no likelier one opens beside them.

    Args:
        chances: probability of each candidate.
        thresholds: for candidates that the rules take and for others; those of the model if they are not given.
        calm: whether the document speaks of no war, so that the model must be surer. short: whether it is too short
            to tell, so that the model needs less of what the rules take.
    """
    ruled, wide = thresholds or (weights().get("threshold:ruled", 0.5), weights().get("threshold:wide", 0.5))
    more = _CALM if calm else 0.0
    ruled -= _BRIEF if short and not calm else 0.0
    margin = [p - more - (ruled if c.ruled else wide) for c, p in zip(found, chances, strict=True)]
    kept: dict[int, Candidate] = {}
    for n in sorted((n for n, m in enumerate(margin) if m >= 0), key=lambda n: -margin[n]):
        c = found[n]
        beside = [kept[k] for k in range(max(0, n - _BESIDE), n + _BESIDE + 1) if k in kept]
        if not any(o.kind == c.kind and abs(o.at - c.at) < _BESIDE for o in beside):
            kept[n] = c
    return sorted(kept)


def _step(value: float, limits: tuple[float, ...]) -> int:
    return sum(value >= limit for limit in limits)


@cache
def _beside_words() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("cue_words"))


class Around:
    """What the document says around its candidates: subject, events, sayings, mentions."""

    def __init__(self, context: Context, slots: Slots, found: list[Candidate]) -> None:
        self.context, self.slots, self.found = context, slots, found
        topics = topics_of(context)
        self.topics = topics
        self.leaning = _step(topics.mean(), _LEANING)
        self.war = _step(sum(topics.seen.values()) / max(0.25, min(1.0, topics.words / 80)), _WAR)
        self.calm = self.leaning < 3 and self.war < 3
        self.brief = len(context.tokens) < _SHORT  # too short to tell what it speaks of
        self.short = self.brief and self.war < 4 and self.leaning < 4
        if self.short:
            self.leaning, self.war, self.calm = _UNTOLD, _UNTOLD, False
        self.mentions = sorted(context.mentions, key=lambda m: m.first)
        self.firsts = [m.first for m in self.mentions]
        self.quoted = sorted((s.start, s.end, s.kind) for s in context.sayings)

    def features(self, n: int) -> set[str]:
        """Features of candidate ``n``, as the model was trained on them."""
        return {name for block in self.traits(n) for name in names(block)}

    def traits(self, n: int) -> tuple[Block, ...]:
        """What holds of candidate ``n``, in blocks that many candidates share."""
        c, context = self.found[n], self.context
        tokens = context.tokens
        sentence = context.sentences[tokens[c.at].sentence]
        start, end = tokens[c.at].start, tokens[c.last - 1].end
        opener = c.opener if c.rule.startswith("outlook.word") else f"shape:{c.opener}"
        group = "word" if c.rule.startswith("outlook.word") else c.opener
        inside = self._inside(c)
        kinds = {m.kind for m in inside}
        own, near, far = self._events(sentence.number, start, end)
        cover = self._cover(n)
        ahead = self._ahead(c, sentence.last)
        behind = self._behind(c, sentence.first)
        speech = self._speech(start)
        by, told = self.slots.by(c, sentence)
        who = "none" if by is None else "author" if by == "author" else self.slots.kinds.get(by, "unknown")
        mood = "short" if self.short else "calm" if self.calm else "war" if self.war >= 4 else "between"
        gap = c.at - (near[1] if near else c.at)
        size = c.last - c.at
        act, before = self._act(c), _family(near[0]) if near else "none"
        leaning, cues = told_in(context, c.at, c.last)
        around = self.mentions[bisect_left(self.firsts, sentence.first):bisect_left(self.firsts, sentence.last)]
        place = "first" if c.at - sentence.first < 2 else "comma" if _mark(tokens[c.at - 1].word.form) else "mid"
        return (
            ("open", opener, group, c.kind, c.ruled, c.polarity), ("cover", group, cover, act),
            ("beside", group, ahead, behind), ("speech", c.kind, speech, who, told is not None),
            ("mood", group, mood, self.leaning, self.war, _step(self.topics.around(sentence.number), _NEAR)),
            ("own", group, c.kind, own[0] if own else "none", own[1] if own else "none", before),
            ("gap", _step(gap, (1, 3, 6, 10)) if near else "none", far, governed(context, c.at, sentence),
             min(3, self._crowd(n))),
            ("place", group, place, _step(size, (3, 5, 8, 13, 20))),
            ("size", min(sentence.number, 3), _step(len(tokens), (150, 300, 600, 1000))),
            ("holds", group, "place" in kinds, "actor" in kinds, "time" in kinds),
            ("topic", group, _step(leaning, _OWN), min(cues, 3), self._parties(inside), self._parties(around)),
            ("mean", group, self.leaning, _step(self.topics.around(sentence.number), _NEAR), self._eventful()),
        )

    def _parties(self, mentions: list[Mention]) -> str:
        """Which kind of parties stand among mentions: those that fight or govern, others, none."""
        kinds = {self.slots.kinds.get(m.ref, "") for m in mentions if m.kind == "actor" and m.ref != "civilians"}
        return "fights" if kinds & _FIGHTS else "governs" if kinds & _GOVERNS else "others" if kinds else "none"

    def _eventful(self) -> int:
        """How many events the document tells for its length, in steps."""
        words = len(self.context.tokens)
        return _UNTOLD if self.brief else _step(
            100.0 * len(self.context.events) / max(60, words), (0.01, 0.5, 1.0, 2.0, 3.5))

    def _inside(self, c: Candidate) -> list[Mention]:
        return self.mentions[bisect_left(self.firsts, c.at):bisect_left(self.firsts, c.last)]

    def _events(self, number: int, start: int, end: int) -> tuple[
            tuple[str, str] | None, tuple[str, int] | None, str]:
        """(type and status of the first event inside, type and last token of the one before, whether one follows)."""
        own: Event | None = None
        before: Event | None = None
        after = "none"
        for event in self.slots.by_sentence.get(number, ()):
            if start <= event.trigger_start < end:
                if own is None or event.trigger_start < own.trigger_start:
                    own = event
            elif event.trigger_end <= start:
                if before is None or event.trigger_end > before.trigger_end:
                    before = event
            else:
                after = "some"
        token = self.context.starts.get(before.trigger_start, 0) if before is not None else 0
        return ((own.type, own.status) if own is not None else None,
                (before.type, token) if before is not None else None, after)

    def _cover(self, n: int) -> str:
        """The shape of an earlier candidate in whose words this one stands."""
        c = self.found[n]
        for k in range(n - 1, max(-1, n - 6), -1):
            other = self.found[k]
            if other.at < c.at < other.last:
                return f"{other.kind}-{other.ruled}-{'next' if c.at - other.stop <= 1 else 'far'}"
        return "none"

    def _crowd(self, n: int) -> int:
        sentence = self.context.tokens[self.found[n].at].sentence
        tokens = self.context.tokens
        return sum(1 for c in self.found[max(0, n - 6):n] if tokens[c.at].sentence == sentence)

    def _act(self, c: Candidate) -> str:
        """What kind of act the verbal noun or verb at the opener is, by its row in the lexicon of events."""
        at = c.at if c.rule in {"outlook.purpose", "outlook.future"} else c.stop
        start, end = self.context.tokens[at].start, self.context.tokens[min(at + 1, c.last - 1)].end
        sentence = self.context.tokens[c.at].sentence
        for event in self.slots.by_sentence.get(sentence, ()):
            if start <= event.trigger_start < end:
                return _family(event.type)
        sense = self.context.senses[at]
        return "noun" if sense.nouns else "verb" if sense.verbs else "other"

    def _ahead(self, c: Candidate, stop: int) -> str:
        """What stands behind the words that open it."""
        tokens = self.context.tokens
        if c.stop >= stop:
            return "end"
        token = tokens[c.stop]
        k = bisect_right(self.firsts, c.stop) - 1
        if k >= 0 and self.mentions[k].first <= c.stop < self.mentions[k].last:
            return self.mentions[k].kind
        word = token.word
        if word.kind != "ar":
            return word.kind
        if word.key in THAT:
            return "that"
        if word.key in _beside_words():
            return word.key
        if purpose_of(word) or states_aim(word):
            return "act"
        if is_future(word) or is_present(word):
            return "verb"
        return "definite" if word.key.startswith("ال") else "plain"

    def _behind(self, c: Candidate, first: int) -> str:
        """What stands before it."""
        tokens = self.context.tokens
        if c.at <= first:
            return "edge"
        j = c.at - 1
        k = bisect_right(self.firsts, j) - 1
        if k >= 0 and self.mentions[k].first <= j < self.mentions[k].last:
            return self.mentions[k].kind
        word = tokens[j].word
        if word.kind != "ar":
            return {"،": "comma", ",": "comma", ".": "stop", ":": "colon"}.get(word.form, word.kind)
        key, known = word.key, _beside_words()
        if key in known or (key[0] == "و" and key[1:] in known):
            return key if key in known else key[1:]
        if key in THAT:
            return "that"
        if verb_of(word) is not None:
            return "says"
        if source_role(word):
            return "source"
        if openings_of(word):
            return "opener"
        sense = self.context.senses[j]
        if sense.verbs and not sense.nouns:
            return "verb"
        if sense.nouns:
            return "act-definite" if sense.article else "act"
        return "definite" if key.startswith("ال") else "tanwin" if word.form.endswith(("اً", "ًا")) else "plain"

    def _speech(self, at: int) -> str:
        k = bisect_right(self.quoted, (at, 1 << 60, ""))
        for start, end, kind in reversed(self.quoted[max(0, k - 3):k]):
            if start <= at < end:
                return kind
        return "none"


def _mark(form: str) -> bool:
    return form in ("،", ",", "؛", ":", "(", "-")


def _family(kind: str) -> str:
    return "force" if kind in _FORCE else "fire" if kind in _FIRE else "harm" if kind in _HARM else kind


def names(block: Block) -> Iterator[str]:
    """Features of a block of traits."""
    return _NAMES[str(block[0])](*block[1:])


def _open(opener: str, group: str, kind: str, ruled: bool, polarity: str | None) -> Iterator[str]:
    yield from (f"open={opener}", f"kind={kind}", f"group={group}", f"ruled={ruled}", f"kind={kind}&ruled={ruled}",
                f"group={group}&ruled={ruled}", f"polarity={polarity}")


def _covered(group: str, cover: str, act: str) -> Iterator[str]:
    yield from (f"cover={cover}", f"group={group}&cover={cover}", f"act={act}", f"group={group}&act={act}")


def _beside(group: str, ahead: str, behind: str) -> Iterator[str]:
    yield from (f"next={ahead}", f"group={group}&next={ahead}", f"prev={behind}", f"group={group}&prev={behind}")


def _told(kind: str, speech: str, who: str, told: bool) -> Iterator[str]:
    yield from (f"speech={speech}", f"kind={kind}&speech={speech}", f"who={who}", f"kind={kind}&who={who}",
                f"told={told}")


def _mood(group: str, mood: str, leaning: int, war: int, near: int) -> Iterator[str]:
    yield from (f"mood={mood}", f"group={group}&mood={mood}", f"leaning={leaning}", f"near={near}", f"war={war}")


def _own(group: str, kind: str, own: str, status: str, before: str) -> Iterator[str]:
    yield from (f"own={own}", f"group={group}&own={_family(own)}", f"own-status={status}",
                f"kind={kind}&own-status={status}", f"before={before}", f"group={group}&before={before}")


def _gap(gap: int | str, after: str, ruled: bool, crowd: int) -> Iterator[str]:
    yield from (f"gap={gap}", f"after={after}", f"governed={ruled}", f"crowd={crowd}")


def _placed(group: str, place: str, size: int) -> Iterator[str]:
    yield from (f"size={size}", f"position={place}", f"group={group}&position={place}")


def _size(sentence: int, words: int) -> Iterator[str]:
    yield from (f"sentence={sentence}", f"words={words}")


def _holds(group: str, place: bool, actor: bool, time: bool) -> Iterator[str]:
    yield from (f"holds-place={place}", f"holds-actor={actor}", f"holds-time={time}",
                f"group={group}&holds-place={place}", f"group={group}&holds-actor={actor}")


def _topic(group: str, leaning: int, cues: int, inside: str, around: str) -> Iterator[str]:
    yield from (f"own-leaning={leaning}", f"group={group}&own-leaning={leaning}", f"own-cues={cues}",
                f"parties={inside}", f"group={group}&parties={inside}", f"around={around}",
                f"group={group}&around={around}")


def _mean(group: str, leaning: int, near: int, eventful: int) -> Iterator[str]:
    yield from (f"group={group}&leaning={leaning}", f"group={group}&near={near}", f"leaning={leaning}&near={near}",
                f"eventful={eventful}", f"group={group}&eventful={eventful}")


_NAMES: dict[str, Callable[..., Iterator[str]]] = {
    "open": _open, "cover": _covered, "beside": _beside, "speech": _told, "mood": _mood, "own": _own, "gap": _gap,
    "place": _placed, "size": _size, "holds": _holds, "topic": _topic, "mean": _mean,
}
