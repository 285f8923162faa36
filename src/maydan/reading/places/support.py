"""What may not be listed as it stands: everyday words, accidental villages, states and capitals that act."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maydan.arabic.fold import fold
from maydan.reading.metonymy import acts_as_government
from maydan.reading.places.fit import SMALL, fits
from maydan.reading.places.geometry import kilometres
from maydan.reading.places.spot import Entry, Spot
from maydan.reading.places.vocabulary import everyday, given
from maydan.reading.places.words import role
from maydan.theatre.model import PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.context import Context

_LIST_KM = 60.0
_TWINS_KM = 6.0
_UNITS = frozenset({"province", "city", "country"})
_UNITS_KM = 350.0
_LONELY = 0.12
_STRANGE = 0.05
_CLOSE = 0.75
_SUBURB_KM = 8.0
_LEAD = 60
# may bear the name of a country
_NAMED_AFTER = frozenset({"neighbourhood", "road", "site", "building", "village", "camp"})
_SAID = 8
_KNOWN_CITY = 500_000
_NOWHERE = 0.02
_WIDE_KM = 40.0
_OWN = 2  # what a name that is of one country only speaks for it
_PLAIN = frozenset({"town", "village", "neighbourhood", "district"})  # kinds whose words are no part of a name
_AUTHORED = "MN-"  # ids of places that are listed for their renown
_SHORT = 3  # letters of a name that is often something else
_TOWN = 20_000  # inhabitants of a place of the document's country that is far from others it names and still meant
_LARGE = 150_000  # inhabitants: a foreign city of that size may be named without its country
_SETTLED = frozenset({"town", "village", "neighbourhood", "mountain", "area", "district", "front"})


def countries_of(context: Context, flat: list[Spot]) -> tuple[Counter[str], Counter[str]]:
    """ISO codes of the countries that a document names: by themselves, adjectives of states, big places.

    Returns:
        (all of it, what its places that are no countries and no capitals speak for alone).
    """
    votes: Counter[str] = Counter()
    grounds: Counter[str] = Counter()
    said: dict[str, int] = {}  # a plain one: a counter asks the interpreter for what it lacks
    local: set[str] = set()
    capitals = context.theatre.capitals
    for spot in flat:
        rows = [e for e, strong in spot.senses if strong and isinstance(e, PlaceEntry)]
        countries = {e.country for e in rows if e.country}
        if len(countries) != 1:
            continue
        if any(e.kind == "country" for e in rows):
            country = countries.pop()
            said[country] = said.get(country, 0) + (2 if spot.first < _LEAD else 1)
        elif spot.key not in local and spot.key not in capitals:
            local.add(spot.key)
            country = countries.pop()
            votes[country] = votes.get(country, 0) + 2
            grounds[country] = grounds.get(country, 0) + 1
    for i in context.telling("nisba"):
        if (actor := context.theatre.nisba_of(context.forms[i])) is not None:
            said[actor.country] = said.get(actor.country, 0) + (2 if i < _LEAD else 1)
    for country, count in said.items():
        if country:
            votes[country] = votes.get(country, 0) + min(count, _SAID)
    return votes, grounds


def home_of(votes: Counter[str], grounds: Counter[str], theatre: str) -> str:
    """ISO code of the country that a document is about; the theatre's own unless another clearly outweighs it.

    A power from afar that is named more often than the theatre's country is not where a document is at home, as long
    as no more of its places are named than of the theatre's.
    """
    if not votes:
        return theatre
    top, most = votes.most_common(1)[0]
    afar = 0 < grounds[theatre] >= grounds[top]
    return theatre if afar or 1.5 * votes[theatre] >= most else top


_CLAUSE = 14  # words between a verb of taking and what is taken
_TAKING = ("سيطر", "يسيطر", "تسيطر", "السيطر", "استول", "يستول", "تستول", "الاستيلاء", "استيلاء")


class Support:
    """Decides which spots stay; ``weak`` marks those that do not."""

    def __init__(
        self, context: Context, spots: list[Spot], flat: list[Spot], countries: Counter[str], home: str,
    ) -> None:
        self.context, self.spots, self.flat, self.countries, self.home = context, spots, flat, countries, home
        self.named: set[str] = set()
        self.many = False

    def run(self) -> None:
        """Clear ``weak`` where the document supports a name; set it on accidents and on governments."""
        keys = {s.key for s in self.flat if s.key and s.hint and s.entry and fits(s.hint, s.entry) >= 0}
        many = self.many = len({s.key for s in self.spots if s.entry is not None and not s.weak}) > 2
        again = {m.start for m in self.context.mentions if m.kind == "actor" and m.ref.startswith("person:")}
        for spot in self.spots:
            if not spot.hint and not spot.relation and spot.start in again:
                spot.weak, spot.listed, spot.entry, spot.senses = True, False, None, ()
        named = {span for a in self.context.actors if a.rule == "person:listed" for span in a.mentions}
        for spot in self.flat if named else ():
            if not spot.hint and any(start <= spot.start and spot.end <= end for start, end in named):
                spot.weak, spot.listed, spot.entry, spot.senses = True, False, None, ()
        for spot in self.flat:
            if spot.hint and spot.entry is not None:
                self._typed(spot)
        for spot in self.spots:
            for base in spot.bases:
                if base.weak and spot.relation in ("side", "countryside", "part") and base.entry is not None:
                    base.weak = base.key not in keys and base.near < _CLOSE and base.entry.kind != "city"
        for forward in (True, False):
            for i in range(len(self.spots)) if forward else range(len(self.spots) - 1, -1, -1):
                spot = self.spots[i]
                if spot.hint or spot.relation or spot.entry is None:
                    continue
                if spot.weak and forward:
                    spot.weak = spot.key not in keys and not self._taken(spot)
                if spot.weak:
                    spot.weak = not self._listed_with(i)
        self.named = {s.entry.country for s in self.flat
                      if isinstance(s.entry, PlaceEntry) and s.entry.kind in ("country", "city", "province")}
        for i, spot in enumerate(self.spots):
            if spot.hint or spot.relation or spot.entry is None or spot.weak:
                continue
            spot.weak = self._accident(spot, many=many) or self._acts(i, spot)
            if self._dateline(spot) or self._institution(spot):
                spot.listed = False

    def _typed(self, spot: Spot) -> None:
        """A type word that no near row answers to: the name is of a place that the gazetteer lacks."""
        entry = spot.entry
        if entry is None:
            return
        if entry.kind == "country" and spot.hint in _NAMED_AFTER:
            spot.entry = None
            spot.weak = spot.strict
            return
        if entry.kind == "country":
            spot.weak = spot.hint not in ("area", "region", "town", "ground", "front", "province")
            return
        if self._whole(spot, entry):
            return
        fit = fits(spot.hint, entry)
        unit = spot.hint in ("province", "district", "area") and entry.kind in ("city", "town")
        small = isinstance(entry, PlaceEntry) and entry.kind in SMALL and entry.prec_km < _WIDE_KM and not (
            entry.kind == "town" and entry.id.startswith(_AUTHORED))
        if small and isinstance(entry, PlaceEntry) and entry.country != self.home and (
                spot.near < _LONELY or (entry.kind == "neighbourhood" and entry.country not in self.countries)):
            spot.entry = None
        elif self._lost(spot, entry):
            spot.entry = None
        elif fit < 0 and not unit:
            abroad = isinstance(entry, PlaceEntry) and entry.country != self.home
            keep = _CLOSE if entry.kind == "city" and (abroad or spot.hint in ("site", "building")) else _LONELY
            village = spot.hint == "neighbourhood" and not self._in_town(entry)
            if village or spot.near < keep or spot.hint == "province":
                spot.entry = None
        if spot.entry is None and spot.strict:
            spot.weak = True

    def _lost(self, spot: Spot, entry: Entry) -> bool:
        """A small place of the document's country far from all else that it names, or a city of a country that it
        does not name, where the name of another is more likely."""
        if not isinstance(entry, PlaceEntry) or spot.hint not in _SETTLED:
            return False
        if entry.kind in SMALL and entry.country == self.home == self.context.theatre.data.country:
            known = " " in spot.key or entry.population >= _TOWN
            return self.many and not known and spot.near < _STRANGE and entry.prec_km < _WIDE_KM
        if self.context.tokens[spot.first].word.key.endswith(("بلده", "قريه")) and entry.population >= _LARGE:
            return entry.country != self.home and spot.near < _NOWHERE
        sure = any(e is entry and strong for e, strong in spot.senses)
        return entry.kind == "city" and not sure and spot.near < _NOWHERE and self._unsaid(spot, entry.country)

    def _unsaid(self, spot: Spot, country: str) -> bool:
        """Whether nothing but the name itself speaks for a country."""
        size = spot.entry.population if isinstance(spot.entry, PlaceEntry) else 0
        known = not size or (size >= _LARGE and len(spot.key) > _SHORT)  # those without are listed for their renown
        if spot.key in self.context.theatre.capitals or " " in spot.key or known:
            return country not in self.countries
        own = {e.country for e, strong in spot.senses if strong and isinstance(e, PlaceEntry) and e.country}
        return country != self.home and self.countries[country] <= (_OWN if own == {country} else 0)

    def _whole(self, spot: Spot, entry: Entry) -> bool:
        """Whether the type word is part of a name of the row itself (تل رفعت، عين عيسى): it tells no kind."""
        if not isinstance(entry, PlaceEntry) or spot.hint in _PLAIN:
            return False
        whole = {f"{rest} {spot.key}" for _, rest in self.context.tokens[spot.first].word.proclitics}
        return any(fold(name) in whole for name in entry.names)

    def _in_town(self, entry: Entry) -> bool:
        """Whether a row lies at the edge of a city or town that the document names."""
        for other in self.flat:
            town = other.entry
            if town is None or town is entry or town.kind not in ("city", "town") or other.weak:
                continue
            if entry.lat is None or entry.lon is None or town.lat is None or town.lon is None:
                continue
            if kilometres(entry.lat, entry.lon, town.lat, town.lon) < _SUBURB_KM:
                return True
        return False

    def _taken(self, spot: Spot) -> bool:
        """Whether a word that is also an everyday one is what somebody took control of (سيطر ... على X)."""
        tokens = self.context.tokens
        if spot.pro or not spot.first or tokens[spot.first - 1].key != "علي":
            return False
        before = tokens[max(0, spot.first - _CLAUSE):spot.first]
        return any(t.sentence == tokens[spot.first].sentence and t.key.lstrip("وف").startswith(_TAKING) for t in before)

    def _listed_with(self, i: int) -> bool:
        """Whether a neighbour in the same list is a place that stays, near by."""
        for j in (i - 1, i + 1):
            if not 0 <= j < len(self.spots):
                continue
            a, b = self.spots[min(i, j)], self.spots[max(i, j)]
            other = self.spots[j]
            comma = b.first == a.last + 1 and self.context.tokens[a.last].word.form in ("،", ",", "-")
            joined = (b.first == a.last and b.pro == "و") or (comma and self.spots[i].key not in everyday())
            if not joined or other.entry is None:
                continue
            far = self._km(self.spots[i], other)
            if other.weak:
                # two everyday words side by side that are also two neighbouring villages are the villages
                if not comma and other.key != self.spots[i].key and self._twins(self.spots[i], other):
                    return True
            elif far < (_UNITS_KM if self._both_units(i, j) else _LIST_KM):
                return True
        return False

    def _twins(self, a: Spot, b: Spot) -> bool:
        """Whether two names have senses that are neighbours; these are then what they mean."""
        best: tuple[float, Entry, Entry] | None = None
        for one, _ in a.senses:
            for two, _ in b.senses:
                if None in (one.lat, one.lon, two.lat, two.lon) or one.kind not in SMALL or two.kind not in SMALL:
                    continue
                far = kilometres(one.lat or 0.0, one.lon or 0.0, two.lat or 0.0, two.lon or 0.0)
                if far < _TWINS_KM and (best is None or far < best[0]):
                    best = (far, one, two)
        if best is None:
            return False
        _, a.entry, b.entry = best
        b.weak = False
        return True

    def _both_units(self, i: int, j: int) -> bool:
        one, two = self.spots[i].entry, self.spots[j].entry
        return one is not None and two is not None and one.kind in _UNITS and two.kind in _UNITS

    def _km(self, a: Spot, b: Spot) -> float:
        one, two = a.entry, b.entry
        if one is None or two is None or one.lat is None or one.lon is None or two.lat is None or two.lon is None:
            return 1e9
        return kilometres(one.lat, one.lon, two.lat, two.lon)

    def _accident(self, spot: Spot, *, many: bool) -> bool:
        """A small place that lies far from all that the document speaks of."""
        entry = spot.entry
        if not isinstance(entry, PlaceEntry):
            return False
        if entry.kind == "city" and entry.population < _KNOWN_CITY and self._unsaid(spot, entry.country):
            called = spot.key in given() or spot.key.removeprefix("ال") in given()
            return spot.near < _NOWHERE and (called or not self._behind_place(spot))
        if entry.kind not in SMALL:
            return False
        if entry.prec_km >= _WIDE_KM:
            alien = entry.country not in ("", self.home) and entry.country not in self.named
            return alien and spot.near < _LONELY
        if entry.country != self.home:
            return spot.near < _LONELY
        return many and spot.near < _STRANGE and entry.kind not in ("town", "region") and not self._behind_place(spot)

    def _behind_place(self, spot: Spot) -> bool:
        if "ب" in spot.pro:
            return True
        before = self.context.tokens[spot.first - 1].word if spot.first else None
        return before is not None and any(
            rest in role("placing") or rest in role("motion") for _, rest in before.proclitics)

    def _dateline(self, spot: Spot) -> bool:
        """Whether a name opens a line only to say where a report comes from or what it is about."""
        tokens = self.context.tokens
        opens = spot.first == 0 or tokens[spot.first - 1].word.kind == "line"
        if not opens or spot.last + 1 >= len(tokens):
            return False
        mark = tokens[spot.last].word.form
        return mark in ("–", "—", "|", "/", "-", "…", "(") or (mark == "." and tokens[spot.last + 1].word.form == ".")

    def _institution(self, spot: Spot) -> bool:
        """Whether a name only tells which university, treaty or paper is meant."""
        if not spot.first or spot.pro:
            return False
        before = self.context.tokens[spot.first - 1].word
        return any(rest in role("institution") for _, rest in before.proclitics)

    def _acts(self, i: int, spot: Spot) -> bool:
        """Whether a state or capital is named as a government."""
        capital = spot.key in self.context.theatre.capitals
        if spot.match is None or not (capital or (spot.entry is not None and spot.entry.kind == "country")):
            return False
        if acts_as_government(self.context, spot.match) is not None or self._beside_actor(spot):
            return True
        # a capital abroad is ground only where a word of place says so
        abroad = capital and isinstance(spot.entry, PlaceEntry) and spot.entry.country != self.home
        return abroad and not self._behind_place(spot) and not self._follows_place(i, spot)

    def _beside_actor(self, spot: Spot) -> bool:
        """Whether "and" joins a state to a government or an army (of the regime and Russia)."""
        if spot.pro != "و" or not spot.first:
            return False
        end = self.context.tokens[spot.first - 1].end
        return any(m.kind == "actor" and m.end == end for m in self.context.mentions) and not any(
            s.end == end for s in self.spots)

    def _follows_place(self, i: int, spot: Spot) -> bool:
        before = self.spots[i - 1] if i else None
        return before is not None and not before.weak and before.last >= spot.first - 1 and before.entry is not None
