"""Forces of no name ("the army", "the police") are those of the country where the act took place, not of the one that
the document speaks of most, unless the document names them."""

from __future__ import annotations

from maydan.reading.actors.focus import bodies, is_general
from maydan.reading.context import Context
from maydan.records import Event


class Abroad:
    """Countries of a document's places, and which of its parties only general words tell."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.countries = {p.name_en: p.country or "" for p in context.places}
        self.known = {a.id for a in context.actors}
        named: set[str] = set()
        general: set[str] = set()
        for mention in context.mentions:
            if mention.kind == "actor":
                keys = tuple(t.word.key for t in context.tokens[mention.first:mention.last])
                (general if mention.generic and is_general(keys) else named).add(mention.ref)
        self.general = general - named

    def parties(self, event: Event, parties: tuple[str, ...]) -> tuple[str, ...]:
        """The parties of an event, those that only general words tell taken for the like of its own country, or
        left out where the document does not know that."""
        if not self.general or not self.general & set(parties):
            return parties
        lands = {self.countries.get(name, "") for name in event.where}
        land = lands.pop() if len(lands) == 1 else ""
        if not land:
            return parties
        return tuple(p for p in dict.fromkeys(self._of(party, land) for party in parties) if p)

    def _of(self, party: str, land: str) -> str:
        actor = self.context.theatre.data.actors.get(party)
        if party not in self.general or actor is None or actor.country in ("", land):
            return party
        theirs, own = bodies(self.context.theatre, actor.country), bodies(self.context.theatre, land)
        arms = ((theirs.state, own.state), (theirs.army, own.army), (theirs.air, own.air),
                (theirs.government, own.government))
        for mine, other in arms:
            if mine == party and other:
                return other if other in self.known else ""
        return party
