"""Which place a name means: kinds, provinces and neighbours in the document weigh against population and rank.

All occurrences of a name in a document mean the same place unless their type words say otherwise. The score of a
candidate is a sum of named parts, kept with it.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from maydan.reading.places.atlas import stem
from maydan.reading.places.geometry import kilometres
from maydan.reading.places.spot import Entry, Spot
from maydan.theatre.model import Area, PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.places.atlas import Atlas

_PRIOR = {
    "country": 6.0, "province": 2.0, "city": 3.0, "town": 1.5, "village": 0.0, "neighbourhood": 0.4, "district": -0.5,
    "subdistrict": -1.0, "region": 1.5, "camp": 1.0, "river": 2.0, "airport": 1.0, "mountain": 0.5,
}
_FITS: dict[str, dict[str, float]] = {
    "town": {"city": 3, "town": 3, "village": 1.5, "other": 0.5, "camp": 0.5, "neighbourhood": -1},
    "village": {"village": 3, "town": 2, "city": -1, "neighbourhood": -1},
    "neighbourhood": {"neighbourhood": 3, "camp": 1.5, "town": 0, "village": -1, "city": -3},
    "district": {"subdistrict": 3, "district": 3, "town": 1, "city": 0.5, "village": 0},
    "province": {"province": 4, "country": -4},
    "region": {"province": 2, "region": 2, "country": 0.5},
    "area": {"district": 2, "region": 2, "village": 0.5, "town": 0.5, "city": 0, "mountain": 1, "neighbourhood": 1,
             "subdistrict": -1},
    "airport": {"airport": 4, "base": 2}, "base": {"base": 4, "airport": 2}, "crossing": {"crossing": 4, "border": 1},
    "camp": {"camp": 4, "neighbourhood": 1, "city": 0, "village": -1},
    "port": {"port": 4}, "river": {"river": 4}, "lake": {"lake": 4}, "dam": {"dam": 4}, "oilfield": {"oilfield": 4},
    "prison": {"prison": 4}, "mountain": {"mountain": 4, "region": 3, "village": 0}, "site": {"other": 3},
    "road": {"road": 4}, "island": {"island": 4}, "desert": {"desert": 4, "region": 2},
}
SITES = frozenset({"airport", "base", "crossing", "camp", "port", "oilfield", "dam", "prison", "site", "road", "lake"})
_MISFIT = -3.0
_NEAR_KM = 40.0
_WINDOW = 6
_ANCHORS = 60


def fits(hint: str, entry: Entry) -> float:
    """How well a row answers to a type word: above 0 it does."""
    if not hint or hint in ("front", "ground"):
        return 0.0
    table = _FITS.get(hint)
    return 0.0 if table is None else float(table.get(entry.kind, _MISFIT))


def prior(entry: Entry, home: str) -> float:
    """Rank and population; places of the theatre's country first."""
    score = _PRIOR.get(entry.kind, 0.5)
    if isinstance(entry, PlaceEntry):
        score += 0.35 * math.log10(entry.population + 1)
        score += 1.0 if entry.country == home else 0.0
    else:
        score += 2.0
    return score


class Chooser:
    """Resolves the spots of one document."""

    def __init__(self, spots: list[Spot], atlas: Atlas) -> None:
        self.spots, self.atlas = spots, atlas
        self.flat = _flatten(spots)
        self.order = {id(s): i for i, s in enumerate(self.flat)}

    def run(self) -> None:
        """Give every spot with senses its entry and scores; twice, the second time with the first's neighbours."""
        groups: dict[str, list[Spot]] = {}
        for spot in self.flat:
            if spot.senses:
                groups.setdefault(spot.key or "@" + spot.senses[0][0].id, []).append(spot)
        for second in (False, True):
            anchors = self._anchors(second=second)
            for key, group in groups.items():
                self._settle(key, group, anchors)

    def _anchors(self, *, second: bool) -> list[tuple[float, float, str]]:
        found: list[tuple[float, float, str]] = []
        seen: set[str] = set()
        for spot in self.flat:
            entry = spot.entry if second else _certain(spot)
            if entry is None or spot.key in seen or entry.lat is None or entry.lon is None or entry.kind == "country":
                continue
            if second and spot.weak:
                continue
            seen.add(spot.key)
            found.append((entry.lat, entry.lon, spot.key))
            if len(found) >= _ANCHORS:
                break
        return found

    def _settle(self, key: str, group: list[Spot], anchors: list[tuple[float, float, str]]) -> None:
        hints = {s.hint for s in group}
        base: dict[str, tuple[float, str]] = {}
        senses = {e.id: (e, strong) for s in group for e, strong in s.senses}
        admin = self._admin(group)
        near: dict[str, float] = {}
        for ident, (entry, strong) in senses.items():
            why = [f"rank {prior(entry, self.atlas.country):.1f}"]
            score = prior(entry, self.atlas.country)
            if entry.lat is not None and entry.lon is not None and entry.kind != "country":
                close = sum(math.exp(-kilometres(entry.lat, entry.lon, la, lo) / _NEAR_KM) for la, lo, k in anchors if k != key)
                near[ident] = close
                gain = 1.6 * min(close, 2.0)
                score += gain
                why.append(f"near {gain:.1f}")
            if isinstance(entry, PlaceEntry) and admin:
                inside = max((w for name, w in admin.items() if name in _units(entry)), default=0.0)
                gain = 2.5 * inside if inside else -1.0
                score += gain
                why.append(f"unit {gain:.1f}")
            if not strong:
                score -= 1.0
            base[ident] = (score, ", ".join(why))
        best_by_hint: dict[str, tuple[tuple[Entry, float, str], ...]] = {}
        for hint in hints:
            ranked = sorted(
                ((e, base[e.id][0] + fits(hint, e) - (2.5 if not hint and not strong else 0.0), base[e.id][1])
                 for e, strong in senses.values()),
                key=lambda r: (-r[1], r[0].id),
            )
            best_by_hint[hint] = tuple(ranked[:8])
        for spot in group:
            spot.scores = best_by_hint[spot.hint]
            spot.entry = spot.scores[0][0]

    def _admin(self, group: list[Spot]) -> dict[str, float]:
        """Names of units said near the occurrences -> weight."""
        found: dict[str, float] = {}
        for spot in group[:8]:
            at = self.order[id(spot)]
            for other in self.flat[max(0, at - _WINDOW): at + _WINDOW + 1]:
                if other.key == spot.key or not other.key:
                    continue
                weight = 1.0 / (1 + abs(self.order[id(other)] - at) / 2)
                if other.key in self.atlas.provinces or any(e.kind in ("district", "subdistrict") for e, _ in other.senses):
                    found[other.key] = max(found.get(other.key, 0.0), weight)
        return found


def _units(entry: PlaceEntry) -> tuple[str, ...]:
    return tuple(stem(u) for u in (entry.admin1, entry.admin2, entry.admin3) if u)


def _flatten(spots: list[Spot]) -> list[Spot]:
    found: list[Spot] = []
    seen: set[int] = set()
    for spot in spots:
        for one in (*spot.bases, spot):
            if id(one) not in seen:
                seen.add(id(one))
                found.append(one)
    return found


def _certain(spot: Spot) -> Entry | None:
    """The one thing that a name can only mean, or that outranks all else by far."""
    strong = [e for e, ok in spot.senses if ok]
    if spot.weak or not strong:
        return None
    big = [e for e in strong if e.kind in ("city", "province") or isinstance(e, Area)]
    if big:
        return max(big, key=lambda e: prior(e, ""))
    return strong[0] if len(strong) == 1 else None
