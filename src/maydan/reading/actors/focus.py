"""Which country a document is about, and what the general words for army, government and rebels mean there."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from maydan.arabic.memo import Memo
from maydan.arabic.tokens import Token
from maydan.reading.actors.lexicon import is_force_word, phrase_words
from maydan.reading.metonymy import match_keys
from maydan.theatre.compiled import Theatre
from maydan.theatre.model import ActorEntry
from maydan.theatre.names import STRONG, NameMatch

_OWN = 1.6
_PLACE_KINDS = {"country": 0.7, "province": 1.0, "city": 1.0, "town": 0.5}


class Bodies(NamedTuple):
    """A country's state, army and government by id; "" where the theatre has none."""

    state: str
    army: str
    air: str
    government: str


@lru_cache(maxsize=64)
def bodies(theatre: Theatre, country: str) -> Bodies:
    """The state of a country and its arms."""
    states = [a for a in theatre.data.actors.values() if a.country == country and a.kind == "state" and a.nisba]
    if not states:
        return Bodies("", "", "", "")
    state = states[0]
    return Bodies(state.id, state.army or state.id, state.air or state.army or state.id, state.government or state.id)


def focus_of(theatre: Theatre, tokens: list[Token], names: list[NameMatch]) -> str:
    """The country that most of a document's unmistakable names belong to.

    The theatre's own country needs only a third of the weight of the first: powers from afar are named in every war.
    """
    weight = weights(theatre, tokens, names)
    own = theatre.data.country
    if not weight:
        return own
    first = max(weight, key=lambda c: (weight[c], c))
    return own if own and weight.get(own, 0.0) * _OWN >= weight[first] else first


def weights(theatre: Theatre, tokens: list[Token], names: list[NameMatch]) -> dict[str, float]:
    """How strongly the names of a document speak for each country."""
    data = theatre.data
    weight: dict[str, float] = {}
    for match in names:
        countries: dict[str, float] = {}
        if match.senses[0].kind == "actor" and is_general(match_keys(tokens, match)):
            continue
        for sense in match.senses:
            if sense.strength != STRONG:
                continue
            if sense.kind == "actor":
                actor = data.actors[sense.id]
                if actor.country:
                    countries[actor.country] = max(countries.get(actor.country, 0.0), _actor_weight(actor))
            elif sense.kind == "area" and data.country:
                countries[data.country] = 1.0
            elif sense.kind == "place":
                place = data.places[sense.id]
                if place.country:
                    at = _PLACE_KINDS.get(place.kind, 0.3 if place.country == data.country else 0.1)
                    countries[place.country] = max(countries.get(place.country, 0.0), at)
        if len(countries) == 1:
            country, more = next(iter(countries.items()))
            weight[country] = weight.get(country, 0.0) + more
    return weight


def _actor_weight(actor: ActorEntry) -> float:
    """Rebels and irregulars fight at home; armies and states are named in other countries' wars too."""
    if actor.sector in ("REB", "UAF", "PRM"):
        return 1.0
    return 0.5 if actor.kind == "political" else 0.25


def is_general(keys: tuple[str, ...]) -> bool:
    """Whether a name consists of general words only, so that it means another body in another country."""
    return _GENERAL[keys]


def _only_general(keys: tuple[str, ...]) -> bool:
    general = phrase_words("body")
    return bool(keys) and all(k in general or is_force_word(k) for k in keys)


_GENERAL: Memo[tuple[str, ...], bool] = Memo(_only_general, 1 << 11)
