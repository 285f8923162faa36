"""Which of a document's places lies in which of its areas: a village in the country, province or countryside told."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.places.geometry import kilometres

_REACH = {"province": 90.0, "countryside": 55.0}
"""Kilometres from the middle of an area within which a place told in the same sentence lies in it."""


class Areas:
    """The places of a document by name."""

    def __init__(self, context: Context) -> None:
        self.places = {p.name_en: p for p in context.places}

    def holds(self, area: str, place: str) -> bool:
        """Whether a place lies in an area; what no gazetteer places lies nowhere."""
        wide, close = self.places.get(area), self.places.get(place)
        if wide is None or close is None or area == place or close.relation:
            return False
        if wide.kind == "country":
            return close.kind != "country" and bool(wide.country) and close.country == wide.country
        reach = _REACH.get(wide.kind)
        if reach is None or close.kind in ("country", "province", wide.kind):
            return False
        if wide.lat is None or wide.lon is None or close.lat is None or close.lon is None:
            return False
        return kilometres(wide.lat, wide.lon, close.lat, close.lon) <= reach
