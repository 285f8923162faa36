"""Borders, segments, roads and corridors: places told by two ends."""

from __future__ import annotations

from maydan.reading.places.atlas import demonyms, neighbours
from maydan.reading.places.geometry import kilometres
from maydan.reading.places.sides import Sides
from maydan.reading.places.spot import Spot
from maydan.theatre.model import PlaceEntry

_NEAR_SPOTS = 6
_RANK = {"Syrian": 0, "Yemeni": 1}  # whose theatres name their borders, themselves first


class Lines(Sides):
    """Relations between places."""

    def _border(self, spot: Spot, i: int) -> None:
        spot.kind = "border"
        found = [e.country for b in spot.bases for e, _ in b.senses
                 if isinstance(e, PlaceEntry) and e.kind == "country"]
        codes = list(dict.fromkeys(found)) or self._across(spot, i)
        if not codes:
            spot.listed = False
            return
        if len(codes) == 1 and codes[0] != self.country and self.country:
            codes.insert(0, self.country)
        if self.country in codes:
            codes.sort(key=lambda c: c != self.country)
        names = sorted((demonyms().get(c, c) for c in codes), key=lambda n: (_RANK.get(n, len(_RANK)), n))
        spot.name_en = f"{'-'.join(names)} border"  # one name for it in every document, wherever that stands
        spot.country = codes[0]
        spot.radius = 150.0
        spot.relation = "border"
        spot.listed = len(codes) > 1

    def _across(self, spot: Spot, i: int) -> list[str]:
        """The neighbour named in the sentence of a border that is not (crossed the border from Jordan), once only."""
        tokens, around = self.context.tokens, neighbours().get(self.country, frozenset())
        sentence, found = tokens[spot.first].sentence, []
        for other in self.spots[max(0, i - _NEAR_SPOTS): i + _NEAR_SPOTS]:
            for one in (*other.bases, other):
                entry = one.entry
                if isinstance(entry, PlaceEntry) and entry.kind == "country" and entry.country in around and (
                    tokens[one.first].sentence == sentence
                ):
                    found.append(entry.country)
        return list(dict.fromkeys(found)) if len(set(found)) == 1 else []

    def _between(self, spot: Spot, i: int) -> None:
        points = [(b.lat, b.lon) for b in spot.bases if b.lat is not None and b.lon is not None]
        sentence = self.context.tokens[spot.first].sentence
        near_border = any(s.relation == "border" and abs(self.context.tokens[s.first].sentence - sentence) < 2
                          for s in self.spots[max(0, i - 8): i + 8])
        border = spot.hint == "border" or near_border
        spot.kind = "border" if border else "corridor"
        spot.name_en = f"{'-'.join(b.name_en for b in spot.bases)} {'border segment' if border else 'corridor'}"
        if points:
            spot.lat = sum(p[0] for p in points) / len(points)
            spot.lon = sum(p[1] for p in points) / len(points)
            spot.radius = max(kilometres(spot.lat, spot.lon, a, b) for a, b in points)
        spot.country = spot.bases[0].country

    def _road(self, spot: Spot, i: int) -> None:
        spot.kind = "corridor"
        points = [(b.lat, b.lon) for b in spot.bases if b.lat is not None and b.lon is not None]
        spot.name_en = f"{'-'.join(b.name_en for b in spot.bases)} road"
        if points:
            spot.lat = sum(p[0] for p in points) / len(points)
            spot.lon = sum(p[1] for p in points) / len(points)
            spot.radius = max([5.0, *(kilometres(spot.lat, spot.lon, a, b) for a, b in points)])

    def _corridor(self, spot: Spot, i: int) -> None:
        base = spot.bases[0]
        spot.kind, spot.name_en, spot.lat, spot.lon, spot.radius = (
            "corridor", f"{base.name_en} corridor", base.lat, base.lon, 20.0)
