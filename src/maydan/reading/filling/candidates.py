"""What may fill a slot of an event: the mentions near it, and what the rules proposed.

For each event the rules propose who, whom, where and when. What they propose, and everything else of the kind that
stands in the sentence, in the sentence before, in the lead, or in the events beside, is a candidate. A small model
tells from its traits (:mod:`maydan.reading.filling.traits`) whether it fills the slot.
"""

from __future__ import annotations

from maydan.reading.context import Context, Mention
from maydan.reading.filling.codes import term
from maydan.reading.times.aside import refers_back
from maydan.records import Event
from maydan.records.vocabulary import EVENT_GROUPS

SLOTS = ("who", "whom", "where", "when")
REACH = 200  # tokens from the trigger, or from the near end of another sentence, within which candidates stand
NOBODY = "-"  # the candidate that stands for "no time"
KIND = {"who": "actor", "whom": "actor", "where": "place", "when": "time"}
# What a time tells of acts: when any is, when one of its own sentence is, since when there was none, how long.
_FREE = 0
_BOUND = 1
_COMPARED = 2
_LASTS = 3
_GROUP = {name: group for group, names in EVENT_GROUPS.items() for name in names}


def _commonest(found: list[Mention]) -> str | None:
    """What is named most often, of equals the first; None where nothing is."""
    counts = _counted([m.ref for m in found])
    return max(counts, key=counts.__getitem__) if counts else None


def _counted(values: list[str]) -> dict[str, int]:
    """How often each value stands there; a plain dictionary, as a counter asks the interpreter for what it lacks."""
    found: dict[str, int] = {}
    for value in values:
        found[value] = found.get(value, 0) + 1
    return found


class _Before:
    """How many of some ascending numbers of tokens lie before each token of a text: counting a range is two looks."""

    def __init__(self, numbers: list[int], size: int) -> None:
        self.size = size
        self.counts: list[int] = []
        counts, done = self.counts, 0
        for number in numbers:
            while len(counts) <= number:
                counts.append(done)
            done += 1
        while len(counts) <= size:
            counts.append(done)

    def at(self, token: int) -> int:
        """How many lie before a token, which need not be one of the text."""
        return 0 if token < 0 else self.counts[token if token < self.size else self.size]

    def between(self, first: int, last: int) -> int:
        """How many lie in a range of tokens."""
        found = self.at(last) - self.at(first)
        return found if found > 0 else 0


def _facing(events: list[Event]) -> dict[str, dict[str, int]]:
    """Party -> how often each other party stands against it in the events of a document, as the rules left them."""
    found: dict[str, dict[str, int]] = {}
    for event in events:
        pairs = [(a, b) for a in event.who for b in event.whom]
        if event.type == "clash":
            pairs += [(a, b) for n, a in enumerate(event.who) for b in event.who[n + 1:]]
        for a, b in pairs:
            if a != b:
                for one, other in ((a, b), (b, a)):
                    against = found.setdefault(one, {})
                    against[other] = against.get(other, 0) + 1
    return found


class Chart:
    """Mentions of one document by kind and token, and its events in order."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.starts = context.starts
        self.mentions: dict[str, list[Mention]] = {"actor": [], "place": [], "time": []}
        for mention in sorted(context.mentions, key=lambda m: m.first):
            if mention.kind in self.mentions and not (mention.kind == "time" and not mention.ref):
                self.mentions[mention.kind].append(mention)
        size = len(context.tokens)
        self.firsts = {kind: _Before([m.first for m in found], size) for kind, found in self.mentions.items()}
        self.kinds: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.kinds |= {p.name_en: p.kind for p in context.places}
        self.kind_terms = {value: term(kind) for value, kind in self.kinds.items()}
        self.relations = {p.name_en: p.relation for p in context.places}
        self.types = {t.start: t.type for t in context.times}
        self.events = context.events
        self.reference = (context.reference.value if context.reference else None) or ""
        self.told = {slot: _counted([x for e in self.events for x in getattr(e, slot)]) for slot in SLOTS[:3]}
        self.facing = _facing(self.events)
        self.whens = _counted([e.when for e in self.events if e.when])
        self.dated = sum(self.whens.values())
        self.most = {kind: _commonest(found) for kind, found in self.mentions.items()}
        self._sides: dict[str, str] = {}
        self._uses: dict[int, int] = {}
        self._enemies: dict[str, str] = {}
        self.commas = _Before(context.telling("commas"), size)
        self.speakers = sorted((s.start, s.end, s.speaker or "") for s in context.sayings)
        self.triggers = _Before(
            sorted({self.starts[e.trigger_start] for e in self.events if e.trigger_start in self.starts}), size)
        self.grammars = {g.number: g for g in context.grammars}
        lead = next((s for s in context.sentences if s.last - s.first > 8), None)
        self.lead = lead.number if lead else 0
        self.openings: dict[int, int] = {}  # paragraph -> its first sentence
        for s in context.sentences:
            self.openings.setdefault(s.paragraph, s.number)

    def time_use(self, mention: Mention) -> int:
        """What a time tells of acts; asked once, though many acts have it among their candidates."""
        found = self._uses.get(mention.start)
        if found is None:
            if self.types.get(mention.start) == "DURATION":
                found = _LASTS
            elif _compares(self.context, mention):
                found = _COMPARED
            else:
                found = _BOUND if refers_back(self.context, mention.first) else _FREE
            self._uses[mention.start] = found
        return found

    def between(self, kind: str, first: int, last: int) -> list[Mention]:
        """Mentions of a kind whose first token lies in a range."""
        firsts = self.firsts[kind]
        return self.mentions[kind][firsts.at(first):firsts.at(last)]

    def count(self, kind: str, first: int, last: int) -> int:
        """How many mentions of a kind begin in a range of tokens."""
        return self.firsts[kind].between(first, last)

    def parted(self, first: int, last: int) -> int:
        """How many commas lie in a range of tokens."""
        return self.commas.between(first, last)

    def acts(self, first: int, last: int) -> int:
        """How many triggers of events lie in a range of tokens."""
        return self.triggers.between(first, last)

    def faced(self, value: str, parties: tuple[str, ...], own: bool) -> int:
        """How often a party stands against some others in the document, without once where the event says so itself."""
        told = 0
        for party in parties:
            against = self.facing.get(party)
            if against is not None:
                told = max(told, against.get(value, 0))
        return max(0, told - own)

    def enemies(self, parties: tuple[str, ...]) -> list[str]:
        """The party that stands against each of some others most often, "civilians" left out."""
        return [self._enemy(p) for p in parties if p in self.facing]

    def _enemy(self, party: str) -> str:
        found = self._enemies.get(party)
        if found is None:
            against = self.facing[party]
            first = sorted(against, key=lambda e: -against[e])[:2]
            found = self._enemies[party] = next((e for e in first if e != "civilians"), "")
        return found

    def voice(self, at: int) -> str:
        """Who speaks at a code point, "" for the author."""
        return next((who for start, end, who in reversed(self.speakers) if start <= at < end), "")

    def side(self, actor: str) -> str:
        """The side of a known actor in its conflict, "" where nothing is known."""
        side = self._sides.get(actor)
        if side is None:
            entry = self.context.theatre.data.actors.get(actor)
            side = self._sides[actor] = entry.side if entry is not None else ""
        return side


def sentences_of(chart: Chart, event: Event, slot: str) -> list[int]:
    """Sentences in which an event looks for what fills a slot."""
    sentences = chart.context.sentences
    here, count = event.sentence, len(sentences)
    wanted: list[int] = [here - 1, here] if here else [here]
    if chart.lead not in wanted:
        wanted.append(chart.lead)
    if slot == "when" and here < count and (opening := chart.openings[sentences[here].paragraph]) not in wanted:
        wanted.append(opening)
    wanted.sort()
    return wanted if wanted[-1] < count else [w for w in wanted if w < count]


def candidates(chart: Chart, number: int, slot: str) -> dict[str, list[Mention]]:
    """Candidate -> its mentions near, for one slot of the event of that number; rule proposals always among them."""
    event = chart.events[number]
    sentences = chart.context.sentences
    kind = KIND[slot]
    found: dict[str, list[Mention]] = {}
    compared: set[str] = set()
    at = chart.starts.get(event.trigger_start)
    for s in sentences_of(chart, event, slot):
        first, last = sentences[s].first, sentences[s].last
        if last - first > REACH:  # a text without stops must not cost the square of its length
            middle = at if at is not None and first <= at < last else first if at is None or at < first else last
            first, last = max(first, middle - REACH), min(last, middle + REACH)
        for mention in chart.between(kind, first, last):
            if kind == "time":
                use = chart.time_use(mention)
                if use == _LASTS:
                    continue
                if use == _COMPARED or (use == _BOUND and s != event.sentence):
                    compared.add(mention.ref)
                    continue
            near = found.get(mention.ref)
            if near is None:
                found[mention.ref] = [mention]
            else:
                near.append(mention)
    for other in (event, *chart.events[max(0, number - 1):number], *chart.events[number + 1:number + 2]):
        if other.sentence - event.sentence > 0:
            continue
        for value in given(other, slot) if kind != "actor" else (*other.who, *other.whom):
            if value != NOBODY:
                found.setdefault(value, [])
    if kind == "actor":
        for value in chart.enemies((*event.who, *event.whom)):
            if value:
                found.setdefault(value, [])
    if slot == "when":
        for value in compared:
            if not found.get(value):
                found.pop(value, None)
        found[NOBODY] = []
    return found


_TIMES = frozenset(("مره", "الاولي", "الاول", "اول", "الاعنف", "الاكبر", "الاعلي", "الاشد", "نوعه", "نوعها"))


def _compares(context: Context, mention: Mention) -> bool:
    """Whether a time only says since when there was nothing like it (for the first time since 2016)."""
    keys = [context.tokens[i].key for i in range(max(0, mention.first - 4), mention.first)]
    return bool(keys) and "منذ" in keys[-2:] and any(k in _TIMES for k in keys)


def given(event: Event, slot: str) -> tuple[str, ...]:
    """What an event has in a slot; of when, the time or :data:`NOBODY`."""
    if slot == "when":
        return (event.when or NOBODY,)
    values: tuple[str, ...] = getattr(event, slot)
    return values


class Asked:
    """One event whose slots are to be filled, with what its candidates' traits share."""

    def __init__(self, chart: Chart, number: int) -> None:
        self.chart, self.number = chart, number
        self.event = event = chart.events[number]
        self.group = _GROUP.get(event.type, "other")
        self.family = event.rule.split(":", 1)[0]
        self.at = chart.starts.get(event.trigger_start)
        events = chart.events
        self.before = events[number - 1] if number else None
        self.after = events[number + 1] if number + 1 < len(events) else None
        self.close = self.before is not None and self.before.sentence == event.sentence
        self.closing = self.after is not None and self.after.sentence == event.sentence
        self.voice = chart.voice(event.trigger_start)
        self.family_term = term(self.family)
        self.places: dict[str, tuple[int, int, int]] = {}  # where candidates stand; the same for who and whom
        self.grammar = chart.grammars.get(event.sentence)
        sentences = chart.context.sentences
        here = sentences[event.sentence] if event.sentence < len(sentences) else None
        self.timed = here is not None and chart.count("time", here.first, here.last) > 0
        self.paragraph = here.paragraph if here is not None else -1
        self.settled = any(chart.kinds.get(w) in SETTLED for w in event.where)
        self.sides = {slot: {chart.side(a) for a in getattr(event, slot)} - {""} for slot in ("who", "whom")}


SETTLED = frozenset(("town", "village", "neighbourhood", "airport", "base", "crossing", "port", "oilfield"))
