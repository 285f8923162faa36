"""Where every spot lies: names first, then relations to them, then what turns out to be one place."""

from __future__ import annotations

from maydan.reading.places.choose import flatten
from maydan.reading.places.geometry import kilometres
from maydan.reading.places.lines import Lines
from maydan.reading.places.spot import Spot

_SAME_KM = 25.0


class Locator(Lines):
    """Fills kind, point, radius and English name of every spot of a document, in order."""

    def run(self) -> None:
        """Locate all spots; names first, so that relations and unknown names can lean on later ones too."""
        for spot in self.spots:
            for base in spot.bases:
                self._named(base)
            self._named(spot)
        for i, spot in enumerate(self.spots):
            for base in spot.bases:
                self._unknown(base, i)
            self._unknown(spot, i)
        for i, spot in enumerate(self.spots):
            if spot.relation and spot.relation != "site":
                self._relation(spot, i)
            else:
                self._follow(spot)
        self._join_units()
        self._join_brackets()
        self._join_doubles()

    def _relation(self, spot: Spot, i: int) -> None:
        if spot.kind:
            return
        make = getattr(self, f"_{spot.relation}", None)
        if make is None:
            spot.listed, spot.kind = False, "other"
        else:
            make(spot, i)

    def _join_doubles(self) -> None:
        """Two rows, or a row and a relation, that are one place: the same name and kind at the same spot."""
        first: dict[tuple[str, str], Spot] = {}
        for spot in flatten(self.spots):
            if spot.weak or spot.twin or not spot.kind or spot.lat is None or spot.lon is None:
                continue
            if spot.relation not in ("", "its", "site") or spot.kind == "country":
                continue
            named = spot.kind if spot.relation == "its" else spot.key or spot.name_en
            keys = {(named, spot.kind)} | ({(spot.kind, spot.kind)} if spot.kind in ("airport", "port") else set())
            for key in keys:
                other = first.setdefault(key, spot)
                if key[0] == key[1] and "its" not in (spot.relation, other.relation):
                    continue
                if other is not spot and other.entry is not spot.entry and other.lat is not None and (
                    other.lon is not None and kilometres(spot.lat, spot.lon, other.lat, other.lon) < _SAME_KM
                ):
                    a, b = (spot, other) if other.relation == "its" else (other, spot)
                    b.twin = a
                    break

    def _join_brackets(self) -> None:
        """A second name in brackets (Ayn al-Arab (Kobani)) is the same place, part of its fullest form."""
        tokens = self.context.tokens
        for a, b in zip(self.spots, self.spots[1:], strict=False):
            if b.first != a.last + 1 or b.last >= len(tokens) or a.relation or b.relation or b.pro or a.weak or b.weak:
                continue
            if b.kind in ("province", "country") or (b.entry is not None and b.entry.kind == "city"):
                continue
            if tokens[a.last].word.form != "(" or tokens[b.last].word.form != ")":
                continue
            if a.lat is None or b.lat is None or a.lon is None or b.lon is None:
                continue
            if kilometres(a.lat, a.lon, b.lat, b.lon) < _SAME_KM:
                a.last, a.end = b.last + 1, tokens[b.last].end
                b.twin, b.inner = a, True

    def _join_units(self) -> None:
        """A bare name means the province where the document speaks of the province so called and of no city."""
        units = {s.key: s for s in reversed(self.spots) if s.hint == "province" and s.kind == "province"}
        cities = {s.key for s in self.spots if s.hint == "town" and not s.shared}
        for spot in flatten(self.spots):
            unit = units.get(spot.key)
            bare = (spot.hint in ("", "area") or (spot.shared and spot.hint == "town")) and not spot.relation
            bare = bare and spot.kind in ("town", "province")
            if unit is not None and bare and not spot.weak and spot.key not in cities:
                spot.twin = unit
