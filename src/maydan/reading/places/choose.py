"""Which place a name means: kinds, provinces and neighbours in the document weigh against population and rank.

All occurrences of a name in a document mean the same place unless their type words say otherwise. The score of a
candidate is a sum of named parts, kept with it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from maydan.reading.places.fit import SMALL, fits, prior
from maydan.reading.places.geometry import KM_PER_DEGREE
from maydan.reading.places.spot import Entry, Score, Spot
from maydan.theatre.model import Area, PlaceEntry

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Collection

    from maydan.reading.places.atlas import Atlas

_NEAR_KM = 40.0
_BESIDE_KM = 12.0
_NOWHERE = 0.02
_NAMED_COUNTRY = 6.0
_WINDOW = 6
_BESIDE = 3
_ANCHORS = 60
_ENOUGH = 2.0
_KEPT = 8


class Anchor(NamedTuple):
    """A place of the document that is known well enough to judge others by."""

    lat: float
    lon: float
    key: str


class Chooser:
    """Resolves the spots of one document.

    Args:
        flat: all spots and the bases of relations, in order.
        atlas: of the theatre.
        home: ISO code of the country that the document is about.
        countries: how often it names each country.
    """

    def __init__(self, flat: list[Spot], atlas: Atlas, home: str, countries: Counter[str]) -> None:
        self.atlas, self.home, self.countries = atlas, home, countries
        self.flat = flat
        self.priors: dict[str, float] = {}
        self.order = {id(s): i for i, s in enumerate(self.flat)}
        provinces = atlas.provinces
        self.unit = [self._unit(s, provinces) for s in self.flat]

    def _unit(self, spot: Spot, provinces: Collection[str]) -> str:
        """The province or district that a spot names, by itself or as a countryside which is one; "" if none."""
        if spot.relation == "countryside" and spot.bases:
            around = f"ريف {spot.bases[0].key}"
            return around if around in provinces else ""
        here = spot.key in provinces or any(e.kind in ("district", "subdistrict") for e, _ in spot.senses)
        return spot.key if here else ""

    def run(self) -> None:
        """Give every spot with senses its entry and scores; twice, the second time with the first's neighbours."""
        groups: dict[str, list[Spot]] = {}
        for spot in self.flat:
            if spot.senses:
                groups.setdefault(spot.key or "@" + spot.senses[0][0].id, []).append(spot)
        for second in (False, True):
            anchors = self._anchors(second=second)
            for key, group in groups.items():
                if second or any(len(s.senses) > 1 for s in group):
                    self._settle(key, group, anchors, second=second)
                else:
                    for spot in group:
                        spot.entry = spot.senses[0][0]

    def _anchors(self, *, second: bool) -> list[Anchor]:
        found: list[Anchor] = []
        seen: set[str] = set()
        for spot in self.flat:
            entry = spot.entry if second else _certain(spot, self.home)
            if entry is None or spot.key in seen or entry.lat is None or entry.lon is None or entry.kind == "country":
                continue
            if second and (spot.weak or self._strange(entry)):
                continue
            seen.add(spot.key)
            found.append(Anchor(entry.lat, entry.lon, spot.key))
            if len(found) >= _ANCHORS:
                break
        return found

    def _strange(self, entry: Entry) -> bool:
        """A small place outside the document's country, no witness for others."""
        return isinstance(entry, PlaceEntry) and entry.country != self.home and entry.kind in SMALL

    def _settle(self, key: str, group: list[Spot], anchors: list[Anchor], *, second: bool) -> None:
        senses = {e.id: (e, strong) for s in group for e, strong in s.senses}
        admin = self._admin(group)
        beside = self._beside(key, group) if second else []
        home, countries = self.home, self.countries
        clash = _clash(senses)
        most = max(countries[c] for c in clash) if clash else 0
        base: dict[str, Score] = {}
        for ident, (entry, strong) in senses.items():
            place = entry if isinstance(entry, PlaceEntry) else None
            near, gain, unit, country = 0.0, 0.0, 0.0, 0.0
            own = place.country if place is not None else home
            foreign = own != home
            lat, lon = entry.lat, entry.lon
            if lat is not None and lon is not None and entry.kind != "country":
                near = _nearness(lat, lon, anchors, key, _NEAR_KM)
                gain = 1.6 * near
                if beside:
                    gain += 1.2 * _nearness(lat, lon, beside, key, _BESIDE_KM)
                if foreign and near < _NOWHERE and anchors:
                    gain -= 2.0
            if place is not None and admin:
                inside = max([admin.get(name, 0.0) for name in self.atlas.units(place)], default=0.0)
                unit = 2.5 * inside if inside else -2.0 if foreign else -1.0
            if clash and place is not None and countries[own] >= most:
                country = _NAMED_COUNTRY
            rank = self._prior(entry) - (0.0 if strong else 3.0 if foreign else 1.0)
            base[ident] = Score(entry, rank + gain + unit + country, rank, gain, unit, country, near)
        self._assign(group, base)

    def _prior(self, entry: Entry) -> float:
        found = self.priors.get(entry.id)
        if found is None:
            found = self.priors[entry.id] = prior(entry, self.home, self.atlas.country)
        return found

    def _assign(self, group: list[Spot], base: dict[str, Score]) -> None:
        """Rank the senses of each spot; a bare name follows what a type word said elsewhere in the document."""
        said = ""
        best: dict[tuple[str, int], tuple[Score, ...]] = {}
        for spot in sorted(group, key=_bare_last) if len(group) > 1 else group:
            hint = spot.hint
            key = (hint, len(spot.senses))
            ranked = best.get(key)
            if ranked is None:
                found = []
                for entry, strong in spot.senses:
                    score = base[entry.id]
                    bare = (1.5 if entry.id == said else 0.0) - (0.0 if strong else 2.5)
                    more = fits(hint, entry) if hint else bare
                    found.append(score.and_more(more) if more else score)
                if len(found) > 1:
                    found.sort(key=lambda f: (-f.total, f.entry.id))
                ranked = best[key] = tuple(found[:_KEPT])
            spot.scores = ranked
            spot.entry, spot.near = ranked[0].entry, ranked[0].close
            if hint and not said and fits(hint, spot.entry) > 0:
                said = spot.entry.id

    def _beside(self, key: str, group: list[Spot]) -> list[Anchor]:
        """The places next in the text to the occurrences of a name."""
        found: dict[str, Anchor] = {}
        for spot in group[:_WINDOW]:
            at = self.order[id(spot)]
            for i in range(max(0, at - _BESIDE), min(len(self.flat), at + _BESIDE + 1)):
                other = self.flat[i]
                entry = other.entry
                if other.key == key or entry is None or entry.kind in ("country", "province") or other.weak:
                    continue
                if entry.kind == "city" and (i != at + 1 or entry.name_ar in self.atlas.capitals):
                    continue
                if entry.lat is not None and entry.lon is not None:
                    found.setdefault(other.key, Anchor(entry.lat, entry.lon, other.key))
        return list(found.values())

    def _admin(self, group: list[Spot]) -> dict[str, float]:
        """Names of units said near the occurrences -> weight."""
        found: dict[str, float] = {}
        for spot in group[:_KEPT]:
            at = self.order[id(spot)]
            for i in range(max(0, at - _WINDOW), min(len(self.flat), at + _WINDOW + 1)):
                if (name := self.unit[i]) and name != spot.key:
                    # what follows a name places it (the village of X in Y); what stands before may belong to another
                    weight = 1.0 / (1 + (i - at - 1 if i > at else at - i) / 2)
                    if weight > found.get(name, 0.0):
                        found[name] = weight
        return found


def _bare_last(spot: Spot) -> bool:
    return not spot.hint


def _clash(senses: dict[str, tuple[Entry, bool]]) -> set[str]:
    """Countries concerned where a state and the capital of another share a name (Oman, Amman); else empty."""
    rows = [e for e, _ in senses.values() if isinstance(e, PlaceEntry) and e.kind in ("country", "city")]
    found = {e.country for e in rows}
    return found if len(found) > 1 and any(e.kind == "country" for e in rows) else set()


def _nearness(lat: float, lon: float, anchors: list[Anchor], key: str, scale: float) -> float:
    """Sum over the other anchors of exp(-km / scale), up to 2; those further than eight scales add nothing."""
    found = 0.0
    reach = 8 * scale / KM_PER_DEGREE
    narrow = math.cos(math.radians(lat))
    for anchor in anchors:
        north = anchor.lat - lat
        if -reach < north < reach and anchor.key != key:
            found += math.exp(-math.hypot(north, narrow * (anchor.lon - lon)) * KM_PER_DEGREE / scale)
            if found > _ENOUGH:
                return _ENOUGH
    return found


def flatten(spots: list[Spot]) -> list[Spot]:
    """All spots and the bases of relations, each once, in order."""
    found: list[Spot] = []
    seen: set[int] = set()
    for spot in spots:
        for one in (*spot.bases, spot):
            if id(one) not in seen:
                seen.add(id(one))
                found.append(one)
    return found


def _certain(spot: Spot, home: str) -> Entry | None:
    """The one thing that a name can only mean, or that outranks all else by far."""
    strong = [e for e, ok in spot.senses if ok]
    if spot.weak or not strong:
        return None
    big = [e for e in strong if e.kind in ("city", "province") or isinstance(e, Area)]
    if big:
        return max(big, key=lambda e: prior(e, home, home))
    if len(strong) > 1:
        return None
    one = strong[0]
    return one if not isinstance(one, PlaceEntry) or one.country == home else None
