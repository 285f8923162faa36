"""The actors of a document as ties need them: mentions in order, and those that another word stands for."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.records import Event
from maydan.records.mentions import Actor
from maydan.theatre.names import STRONG, NameMatch

_FIGHTERS = frozenset(("ميليشيات", "مليشيات", "ميليشيا", "مليشيا", "مسلحين", "مسلحون", "مجموعات", "جماعات", "فصائل",
                       "مقاتلين", "مقاتلون", "قوات"))
_STOPS = frozenset((".", "؛", "؟", "!"))
_NO_HELP = frozenset((  # acts that nobody needs help for
    "clash", "casualties", "kill-civilians", "demand", "reject", "accuse", "threaten", "promise", "meeting",
    "negotiation-round", "agreement", "ceasefire", "support-statement",
))


def _states(context: Context) -> dict[str, str]:
    """Name of a country among the places -> the actor that is its state."""
    by_country = context.theatre.states
    return {p.name_en: by_country[p.country] for p in context.places
            if p.kind == "country" and p.country in by_country}


class Parties:
    """Actor mentions of a document in order, and states known by a capital, a country or an adjective."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.actors = sorted((m for m in context.mentions if m.kind == "actor" and m.ref != "civilians"),
                             key=lambda m: m.first)
        self.kinds: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.states = _states(context)
        self.grounds = {m.first: m for m in context.mentions if m.kind == "place" and m.ref in self.states}
        self.firsts = [m.first for m in self.actors]
        self.by_first = frozenset(self.firsts)
        self.by_start = {m.start: m.ref for m in self.actors}
        self.acts: dict[int, list[Event]] = {}  # by sentence, those that somebody may help with
        for event in context.events:
            if event.who and event.type not in _NO_HELP:
                self.acts.setdefault(event.sentence, []).append(event)

    def _after(self, i: int, s: Sentence, reach: int) -> Mention | None:
        k = bisect_left(self.firsts, i)
        mention = self.actors[k] if k < len(self.actors) else None
        if mention is None or mention.first >= s.last or mention.first - i > reach or self._broken(i, mention.first):
            return None
        return mention

    def _before(self, i: int, s: Sentence) -> Mention | None:
        k = bisect_left(self.firsts, i) - 1
        mention = self.actors[k] if k >= 0 else None
        return mention if mention is not None and mention.first >= s.first and mention.last <= i else None

    def _end_of(self, mention: Mention) -> int:
        """The token behind an actor's words, those of his name behind his office too."""
        k = bisect_left(self.firsts, mention.last)
        again = self.actors[k] if k < len(self.actors) else mention
        return again.last if again.first == mention.last and again.ref == mention.ref else mention.last

    def _named(self, ref: str, i: int) -> Mention | None:
        """The mention of an actor that stands last before token ``i``, else first behind it."""
        k = bisect_left(self.firsts, i)
        for mention in (*reversed(self.actors[max(0, k - 30):k]), *self.actors[k:k + 10]):
            if mention.ref == ref:
                return mention
        return None

    def _inside(self, i: int) -> Mention | None:
        """The actor whose mention holds token ``i`` behind its head (القوات الموالية للنظام)."""
        k = bisect_right(self.firsts, i) - 1
        return self.actors[k] if k >= 0 and self.actors[k].first < i < self.actors[k].last else None

    def _broken(self, first: int, last: int) -> bool:
        return any(t.word.form in _STOPS for t in self.context.tokens[first:last])

    def _fighters(self, first: int, last: int) -> bool:
        """Whether a word for fighters of no name stands among the tokens."""
        return any(rest in _FIGHTERS or rest.removeprefix("ال") in _FIGHTERS
                   for t in self.context.tokens[first:last] for _, rest in t.word.proclitics)

    def _body(self, ident: str) -> bool:
        return self.context.theatre.data.actors[ident].kind in ("state", "political", "armed-group", "alliance")

    def _enter(self, ident: str, kind: str, name_en: str, start: int, end: int) -> None:
        if ident not in self.kinds:
            self.kinds[ident] = kind
            self.context.actors.append(Actor(
                text=self.context.text[start:end], id=ident, kind=kind, name_en=name_en,  # type: ignore[arg-type]
                mentions=((start, end),), rule="actor.state-in-tie", confidence=0.7))

    def _entered(self, name: NameMatch) -> Mention:
        """The actor whose name stands inside another's mention; it is entered among the actors."""
        data = self.context.theatre.data
        known = next((s for s in name.senses if s.id in self.kinds), None)  # one that the document names elsewhere too
        sense = known or next((s for s in name.senses if s.strength == STRONG), name.senses[0])
        entry = data.persons.get(sense.id) if sense.kind == "person" else data.actors.get(sense.id)
        if entry is not None:
            self._enter(sense.id, "person" if sense.kind == "person" else data.actors[sense.id].kind, entry.name_en,
                        name.start, name.end)
        return Mention("actor", name.first, name.last, name.start, name.end, sense.id, name.pro)

    def _government(self, head: Mention, body: Mention) -> Mention:
        """The body that the theatre knows as somebody's government, where one of the document's actors is it."""
        theatre = self.context.theatre
        person = theatre.data.persons.get(head.ref)
        for name in (*person.names, *person.weak_names) if person is not None else ():
            for sense in theatre.names.senses(f"حكومة {name}"):
                if sense.kind == "actor" and sense.id in self.kinds:
                    return Mention("actor", body.first, body.last, body.start, body.end, sense.id, body.pro)
        return body

    def _forces_of(self, person: Mention) -> Mention | None:
        """The forces that the theatre knows by the name of a person (قوات X), entered among the actors."""
        theatre = self.context.theatre
        entry = theatre.data.persons.get(person.ref)
        for name in (*entry.names, *entry.weak_names) if entry is not None else ():
            for sense in theatre.names.senses(f"قوات {name}"):
                if sense.kind == "actor":
                    actor = theatre.data.actors[sense.id]
                    self._enter(actor.id, actor.kind, actor.name_en, person.start, person.end)
                    return Mention("actor", person.first, person.last, person.start, person.end, actor.id, person.pro)
        return None

    def _adjective(self, first: int, last: int) -> Mention | None:
        tokens, known = self.context.tokens, self.context.theatre.nisba
        for j in range(first, last):
            if tokens[j].word.kind != "ar":
                return None
            key = tokens[j].key.removeprefix("ال")
            actor = known.get(key) or (known.get(key[:-1]) if key.endswith("يا") else None)
            if actor is not None:
                self._enter(actor.id, actor.kind, actor.name_en, tokens[j].start, tokens[j].end)
                return Mention("actor", j, j + 1, tokens[j].start, tokens[j].end, actor.id)
        return None

    def _capital(self, at: int, pro: str) -> Mention | None:
        """The state whose capital a token names behind a clitic."""
        tokens, capitals = self.context.tokens, self.context.theatre.capitals
        state = next((capitals[rest] for p, rest in tokens[at].word.proclitics if p == pro and rest in capitals), None)
        if state is None:
            return None
        start, end = tokens[at].start + len(pro), tokens[at].end
        self._enter(state.id, state.kind, state.name_en, start, end)
        return Mention("actor", at, at + 1, start, end, state.id, pro)

    def _adopted(self, place: Mention) -> Mention | None:
        ident = self.states.get(place.ref)
        if ident is None:
            return None
        data = self.context.theatre.data.actors[ident]
        self._enter(ident, data.kind, data.name_en, place.start, place.end)
        return Mention("actor", place.first, place.last, place.start, place.end, ident, place.pro)

    def _foreign(self, a: list[Mention], b: list[Mention]) -> bool:
        """Whether an armed body is said to belong to a state of another country, which is to say that it obeys it."""
        actors = self.context.theatre.data.actors
        if not a or not b or a[0].ref not in actors or b[0].ref not in actors:
            return False
        body, state = actors[a[0].ref], actors[b[0].ref]
        return body.kind == "armed-group" and state.kind == "state" and bool(body.country and state.country) and (
            body.country != state.country)

    def _same_country(self, a: Mention, b: Mention) -> bool:
        known = self.context.theatre.data.actors
        return a.ref in known and b.ref in known and known[a.ref].country == known[b.ref].country
