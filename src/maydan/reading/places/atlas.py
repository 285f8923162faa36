"""What a theatre knows of places, arranged for the reader; made once per theatre."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from maydan.arabic.fold import fold
from maydan.reading.places.geometry import kilometres
from maydan.theatre.model import Area, PlaceEntry
from maydan.theatre.tables import lexicon, values

if TYPE_CHECKING:
    from maydan.theatre.compiled import Theatre
    from maydan.theatre.model import ActorEntry

_CENTRES = ("city", "town")


@lru_cache(maxsize=1 << 14)
def stem(name: str) -> str:
    """A folded name without the word that says what kind of unit it is."""
    key = fold(name)
    for head in ("محافظه ", "منطقه ", "ناحيه ", "مدينه ", "مركز "):
        if key.startswith(head):
            return key[len(head):]
    return key


_AIRPORT_KM = 12.0


class Atlas:
    """Provinces, their capitals, countries and named areas of a theatre.

    Attributes:
        country: ISO code of the theatre's country, or "".
        provinces: folded name without type word -> province row.
        capitals: folded name -> settlement that bears a province's name.
        countries: ISO code -> country row.
        areas: folded name -> area row.
    """

    def __init__(self, theatre: Theatre) -> None:
        data = theatre.data
        self.theatre = theatre
        self.country = data.country
        self._units: dict[str, tuple[str, ...]] = {}
        self.provinces: dict[str, PlaceEntry] = {}
        self.countries: dict[str, PlaceEntry] = {}
        self.capitals: dict[str, PlaceEntry] = {}
        for place in data.places.values():
            if place.kind == "province" and place.country == self.country:
                for name in (*place.names, *place.weak_names):
                    self.provinces.setdefault(stem(name), place)
            elif place.kind == "country" and place.country:
                self.countries.setdefault(place.country, place)
        for place in data.places.values():
            if place.kind in _CENTRES and place.country == self.country:
                for name in place.names:
                    key = stem(name)
                    province = self.provinces.get(key)
                    if province and stem(place.admin1) == stem(province.admin1):
                        best = self.capitals.get(key)
                        if best is None or best.population < place.population:
                            self.capitals[key] = place
        self._airports = [p for p in data.places.values() if p.kind == "airport" and p.lat is not None]
        self.areas: dict[str, Area] = {fold(n): a for a in data.areas.values() for n in a.names}

    def units(self, entry: PlaceEntry) -> tuple[str, ...]:
        """Folded names of the units that a row lies in."""
        found = self._units.get(entry.id)
        if found is None:
            found = tuple(stem(u) for u in (entry.admin1, entry.admin2, entry.admin3) if u)
            self._units[entry.id] = found
        return found

    def airport_of(self, town: PlaceEntry) -> PlaceEntry | None:
        """The airport at a town, None where there is none or more than one."""
        near = [a for a in self._airports if None not in (a.lat, a.lon, town.lat, town.lon) and kilometres(
            a.lat or 0.0, a.lon or 0.0, town.lat or 0.0, town.lon or 0.0) <= _AIRPORT_KM]
        return near[0] if len(near) == 1 else None

    def province_of(self, entry: PlaceEntry | Area | None) -> PlaceEntry | None:
        """The province that a row lies in or is."""
        if not isinstance(entry, PlaceEntry) or entry.country != self.country:
            return None
        return self.provinces.get(stem(entry.admin1 or entry.name_ar))

    def nearest_province(self, lat: float, lon: float) -> PlaceEntry | None:
        """The province whose capital lies nearest to a point."""
        best, least = None, 1e9
        for key, city in self.capitals.items():
            if city.lat is not None and city.lon is not None:
                km = kilometres(lat, lon, city.lat, city.lon)
                if km < least:
                    best, least = self.provinces[key], km
        return best

    def nisba_country(self, key: str) -> tuple[str, ActorEntry] | None:
        """(ISO code, state) that an adjective with article points to."""
        base = key.removeprefix("ال")
        actor = self.theatre.nisba.get(base)
        return (actor.country, actor) if actor and actor.country else None


@lru_cache(maxsize=8)
def atlas(theatre: Theatre) -> Atlas:
    """The atlas of a theatre."""
    return Atlas(theatre)


@lru_cache(maxsize=1)
def demonyms() -> dict[str, str]:
    """ISO code -> English adjective."""
    return {r["country"]: r["demonym"] for r in lexicon("demonyms")}


@lru_cache(maxsize=1)
def neighbours() -> dict[str, frozenset[str]]:
    """ISO code -> codes of the states that it has a land border with."""
    return {r["country"]: frozenset(values(r["borders"])) for r in lexicon("demonyms")}
