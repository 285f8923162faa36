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


def _commonest(refs: list[str]) -> str | None:
    """What is named most often, of equals the first; None where nothing is."""
    return Counter(refs).most_common(1)[0][0] if refs else None


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
        self.dated = sum(self.whens.values())
        self.most = {kind: _commonest([m.ref for m in found]) for kind, found in self.mentions.items()}
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


class Asked:
    """One event whose slots are to be filled, with what its candidates' properties share."""

    def __init__(self, chart: Chart, number: int) -> None:
        self.chart, self.number = chart, number
        self.event = event = chart.events[number]
        self.group = _GROUP.get(event.type, "other")
        self.at = chart.starts.get(event.trigger_start)
        self.before = chart.events[number - 1] if number else None
        self.close = self.before is not None and self.before.sentence == event.sentence
        self.voice = chart.voice(event.trigger_start)
        self.places: dict[str, tuple[str, ...]] = {}  # where candidates stand; the same for who and whom
        self._timed: bool | None = None

    @property
    def timed(self) -> bool:
        """Whether a time stands in the sentence."""
        if self._timed is None:
            sentences, at = self.chart.context.sentences, self.event.sentence
            self._timed = at < len(sentences) and bool(
                self.chart.between("time", sentences[at].first, sentences[at].last)
            )
        return self._timed


def features(chart: Chart, number: int, slot: str, value: str, near: list[Mention]) -> Iterator[str]:
    """Names of what holds of one candidate for one slot."""
    asked = Asked(chart, number)
    for name in plain(asked, slot, value, near):
        yield name
        yield f"{name}&{asked.group}"
    yield from typed(asked, slot, value)


def typed(asked: Asked, slot: str, value: str) -> tuple[str, str, str]:
    """The features that are crossed with the event's type or family and with no group."""
    event, rule = asked.event, _in_rule(asked.event, slot, value)
    return (
        f"type:{event.type}&kind:{asked.chart.kinds.get(value, '')}",
        f"family:{event.rule.split(':', 1)[0]}&rule:{rule}",
        f"type:{event.type}&rule:{rule}",
    )


def _in_rule(event: Event, slot: str, value: str) -> bool:
    if slot == "when":
        return (event.when or NOBODY) == value
    return value in getattr(event, slot)


def plain(asked: Asked, slot: str, value: str, near: list[Mention]) -> list[str]:
    """The features of a candidate before they are crossed."""
    event, before = asked.event, asked.before
    rule = _in_rule(event, slot, value)
    given = event.when if slot == "when" else getattr(event, slot)
    size = "none" if not given else "one" if slot == "when" or len(given) == 1 else "more"
    found = [f"rule:{rule}", f"given:{size}", f"rule:{rule}&given:{bool(given)}"]
    party = slot in ("who", "whom")
    if party:
        found.append(f"other:{value in (event.whom if slot == 'who' else event.who)}")
    stands = asked.places.get(value)
    if stands is None:
        stands = asked.places[value] = tuple(_position(asked, near))
    found += stands
    found.append(f"kind:{asked.chart.kinds.get(value, '')}")
    if before is not None:
        had = before.when == value if slot == "when" else value in getattr(before, slot)
        same = f"before:{had}&same:{asked.close}"
        found += (same, f"{same}&rule:{rule}")
        if party:
            crossed = value in (before.whom if slot == "who" else before.who)
            found.append(f"crossed:{crossed}&same:{asked.close}")
    found += _time(asked, value) if slot == "when" else _share(asked, slot, value)
    found.append("status:" + event.status)
    return found


def _position(asked: Asked, near: list[Mention]) -> list[str]:
    chart, event, at = asked.chart, asked.event, asked.at
    tokens = chart.context.tokens
    if at is None or not near:
        return ["where:nowhere"]
    here = [m for m in near if tokens[m.first].sentence == event.sentence]
    if not here:
        sentences = {tokens[m.first].sentence for m in near}
        return ["where:before" if event.sentence - 1 in sentences else "where:lead",
                f"lead:{chart.lead in sentences}"]
    mention = min(here, key=lambda m: abs(m.first - at)) if len(here) > 1 else here[0]
    right = mention.first > at
    side = "right" if right else "left"
    gap = mention.first - at if right else at - mention.last
    commas = 0
    for t in tokens[at + 1:mention.first] if right else tokens[mention.last:at]:
        if t.word.form in _COMMAS:
            commas += 1
    word = tokens[mention.first - 1].key if mention.first else ""
    cue = word if word in _cues() else word[1:] if word[:1] == "و" and word[1:] in _cues() else "other"
    return [
        f"side:{side}:{_distance(max(0, gap))}", f"{side}:commas:{min(commas, 3)}",
        f"{side}:pro:{mention.pro[-1:] or 'none'}", f"{side}:cue:{cue}",
        f"quote:{event.start <= mention.start < event.end}", f"generic:{mention.generic}",
        f"times:{min(len(here), 3)}",
    ]


_COMMAS = frozenset(("،", ",", "؛"))


def _share(asked: Asked, slot: str, value: str) -> list[str]:
    chart = asked.chart
    told = chart.told[slot][value] / max(1, len(chart.events))
    most = chart.most["place" if slot == "where" else "actor"]
    found = [f"told:{0 if not told else 1 if told < .25 else 2 if told < .6 else 3}", f"most:{most == value}"]
    if slot != "where":
        found += (f"speaks:{asked.voice == value}", f"civil:{value == 'civilians'}",
                  f"person:{value.startswith('person:')}")
    return found


def _time(asked: Asked, value: str) -> list[str]:
    chart = asked.chart
    nobody = f"nobody:{value == NOBODY}"
    return [
        nobody, f"length:{len(value)}", f"day:{value == chart.reference}",
        f"share:{chart.whens[value] * 3 // max(1, chart.dated)}", f"vague:{value.endswith('_REF')}",
        f"timed:{asked.timed}&{nobody}",
    ]
