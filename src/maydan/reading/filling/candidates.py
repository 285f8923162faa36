"""What may fill a slot of an event, and the properties by which a small model tells whether it does.

For each event the rules propose who, whom, where and when. What they propose, and everything else of the kind that
stands in the sentence, in the sentence before, in the lead, or in the event before, is a candidate. A candidate's
features are names of plain properties (distance and side, preposition, kind, what the rules said, what the event
before had), each alone and crossed with the group of the event's type. No feature holds a word of a text.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from functools import cache

from maydan.reading.context import Context, Mention
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS
from maydan.tables import lexicon

SLOTS = ("who", "whom", "where", "when")
NOBODY = "-"  # the candidate that stands for "no time"
_GROUP = {name: group for group, names in EVENT_GROUPS.items() for name in names}
_DISTANCES = ((2, "2"), (5, "5"), (9, "9"), (15, "15"), (25, "25"))


@cache
def _cues() -> frozenset[str]:
    return frozenset(row["form"] for row in lexicon("slot_cues"))


def _distance(tokens: int) -> str:
    return next((name for limit, name in _DISTANCES if tokens <= limit), "far")


class Chart:
    """Mentions of one document by kind and token, and its events in order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.starts = {t.start: t.index for t in context.tokens}
        self.mentions: dict[str, list[Mention]] = {"actor": [], "place": [], "time": []}
        for mention in sorted(context.mentions, key=lambda m: m.first):
            if mention.kind in self.mentions and not (mention.kind == "time" and not mention.ref):
                self.mentions[mention.kind].append(mention)
        self.firsts = {kind: [m.first for m in found] for kind, found in self.mentions.items()}
        self.kinds = {a.id: a.kind for a in context.actors} | {p.name_en: p.kind for p in context.places}
        self.types = {t.start: t.type for t in context.times}
        self.events = context.events
        self.reference = (context.reference.value if context.reference else None) or ""
        self.told = {slot: Counter(x for e in self.events for x in getattr(e, slot)) for slot in SLOTS[:3]}
        self.whens = Counter(e.when for e in self.events if e.when)
        self.named = {kind: Counter(m.ref for m in found) for kind, found in self.mentions.items()}
        self.speakers = sorted((s.start, s.end, s.speaker or "") for s in context.sayings)
        lead = next((s for s in context.sentences if s.last - s.first > 8), None)
        self.lead = lead.number if lead else 0

    def between(self, kind: str, first: int, last: int) -> list[Mention]:
        """Mentions of a kind whose first token lies in a range."""
        firsts = self.firsts[kind]
        return self.mentions[kind][bisect_left(firsts, first):bisect_left(firsts, last)]

    def voice(self, at: int) -> str:
        """Who speaks at a code point, "" for the author."""
        return next((who for start, end, who in reversed(self.speakers) if start <= at < end), "")


def candidates(chart: Chart, number: int, slot: str) -> dict[str, list[Mention]]:
    """Candidate -> its mentions near, for one slot of the event of that number; rule proposals always among them."""
    event = chart.events[number]
    sentences = chart.context.sentences
    kind = {"who": "actor", "whom": "actor", "where": "place", "when": "time"}[slot]
    found: dict[str, list[Mention]] = {}
    wanted = {event.sentence, event.sentence - 1, chart.lead}
    for s in sorted(w for w in wanted if 0 <= w < len(sentences)):
        for mention in chart.between(kind, sentences[s].first, sentences[s].last):
            if kind == "time" and chart.types.get(mention.start) == "DURATION":
                continue
            found.setdefault(mention.ref, []).append(mention)
    for other in (event, *chart.events[max(0, number - 1):number]):
        for value in ((other.when,) if slot == "when" else (*other.who, *other.whom) if kind == "actor" else other.where):
            if value:
                found.setdefault(value, [])
    if slot == "when":
        found[NOBODY] = []
    return found


def features(chart: Chart, number: int, slot: str, value: str, near: list[Mention]) -> Iterator[str]:
    """Names of what holds of one candidate for one slot."""
    event = chart.events[number]
    group = _GROUP.get(event.type, "other")
    for name in _plain(chart, number, slot, value, near):
        yield name
        yield f"{name}&{group}"
    yield f"type:{event.type}&kind:{chart.kinds.get(value, '')}"
    yield f"family:{event.rule.split(':', 1)[0]}&rule:{_in_rule(event, slot, value)}"
    yield f"type:{event.type}&rule:{_in_rule(event, slot, value)}"


def _in_rule(event: Event, slot: str, value: str) -> bool:
    if slot == "when":
        return (event.when or NOBODY) == value
    return value in getattr(event, slot)


def _plain(chart: Chart, number: int, slot: str, value: str, near: list[Mention]) -> Iterator[str]:
    event = chart.events[number]
    yield f"rule:{_in_rule(event, slot, value)}"
    given = event.when if slot == "when" else getattr(event, slot)
    yield f"given:{'none' if not given else 'one' if slot == 'when' or len(given) == 1 else 'more'}"
    yield f"rule:{_in_rule(event, slot, value)}&given:{bool(given)}"
    if slot in ("who", "whom"):
        other = event.whom if slot == "who" else event.who
        yield f"other:{value in other}"
    yield from _position(chart, event, near)
    yield f"kind:{chart.kinds.get(value, '')}"
    before = chart.events[number - 1] if number else None
    if before is not None:
        close = before.sentence == event.sentence
        had = before.when == value if slot == "when" else value in getattr(before, slot)
        yield f"before:{had}&same:{close}"
        yield f"before:{had}&same:{close}&rule:{_in_rule(event, slot, value)}"
        if slot in ("who", "whom"):
            crossed = value in (before.whom if slot == "who" else before.who)
            yield f"crossed:{crossed}&same:{close}"
    if slot == "when":
        yield from _time(chart, event, value)
    else:
        yield from _share(chart, event, slot, value)
    yield "status:" + event.status


def _position(chart: Chart, event: Event, near: list[Mention]) -> Iterator[str]:
    at = chart.starts.get(event.trigger_start)
    here = [m for m in near if chart.context.tokens[m.first].sentence == event.sentence]
    if at is None or not near:
        yield "where:nowhere"
        return
    if not here:
        sentences = {chart.context.tokens[m.first].sentence for m in near}
        yield "where:before" if event.sentence - 1 in sentences else "where:lead"
        yield f"lead:{chart.lead in sentences}"
        return
    mention = min(here, key=lambda m: abs(m.first - at))
    side = "right" if mention.first > at else "left"
    gap = mention.first - at if side == "right" else at - mention.last
    tokens = chart.context.tokens
    yield f"side:{side}:{_distance(max(0, gap))}"
    between = tokens[at + 1:mention.first] if side == "right" else tokens[mention.last:at]
    commas = sum(t.word.form in ("،", ",", "؛") for t in between)
    yield f"{side}:commas:{min(commas, 3)}"
    yield f"{side}:pro:{mention.pro[-1:] or 'none'}"
    word = tokens[mention.first - 1].key if mention.first else ""
    cue = word if word in _cues() else word[1:] if word[:1] == "و" and word[1:] in _cues() else "other"
    yield f"{side}:cue:{cue}"
    yield f"quote:{event.start <= mention.start < event.end}"
    yield f"generic:{mention.generic}"
    yield f"times:{min(len(here), 3)}"


def _share(chart: Chart, event: Event, slot: str, value: str) -> Iterator[str]:
    total = max(1, len(chart.events))
    told = chart.told[slot][value] / total
    yield f"told:{0 if not told else 1 if told < .25 else 2 if told < .6 else 3}"
    kind = "place" if slot == "where" else "actor"
    most = chart.named[kind].most_common(1)
    yield f"most:{bool(most) and most[0][0] == value}"
    if slot != "where":
        yield f"speaks:{chart.voice(event.trigger_start) == value}"
        yield f"civil:{value == 'civilians'}"
        yield f"person:{value.startswith('person:')}"


def _time(chart: Chart, event: Event, value: str) -> Iterator[str]:
    yield f"nobody:{value == NOBODY}"
    yield f"length:{len(value)}"
    yield f"day:{value == chart.reference}"
    yield f"share:{chart.whens[value] * 3 // max(1, sum(chart.whens.values()))}"
    yield f"vague:{value.endswith('_REF')}"
    sentence = chart.context.sentences[event.sentence] if event.sentence < len(chart.context.sentences) else None
    here = bool(sentence) and any(chart.between("time", sentence.first, sentence.last)) if sentence else False
    yield f"timed:{here}&nobody:{value == NOBODY}"
