"""Points made coarse: of a place the point of its district, or of its province where the district is not known."""

from __future__ import annotations

from collections import defaultdict
from statistics import fmean

from maydan.exports.model import Bundle
from maydan.exports.names import PlaceInfo
from maydan.picture.tables import Row

_WIDE = ("country", "province", "border", "river")  # as coarse already
_DISTRICT_KM, _PROVINCE_KM = 20.0, 60.0
Spot = tuple[float, float, float]


class Coarse:
    """Moves rows to the points of districts, and names them so that no point stands in a key.

    Attributes:
        moved, dropped: places that got a coarser point, and that lost theirs.
    """

    def __init__(self, bundle: Bundle) -> None:
        self.names = bundle.names
        self.moved = self.dropped = 0
        places = {key: self.names.place(key) for key in dict.fromkeys(str(r["place"]) for r in bundle.rows("places"))}
        means: dict[tuple[str, str], list[tuple[float, float]]] = defaultdict(list)
        for p in places.values():
            if p.admin1 and p.lat is not None and p.lon is not None:
                means[p.country, p.admin1].append((p.lat, p.lon))
        self._means = {k: (fmean(x for x, _ in v), fmean(y for _, y in v)) for k, v in means.items() if len(v) > 2}
        self._keys: dict[str, str] = {}
        self._spots = {key: self._spot(p) for key, p in places.items()}
        for key, p in places.items():
            new = self._spots[key]
            self.dropped += p.lat is not None and new is None
            self.moved += new is not None and (new[0], new[1]) != (p.lat, p.lon)

    def row(self, table: str, row: Row) -> Row:
        """A row with its points and keys made coarse."""
        if table == "places":
            spot = self._spots[str(row["place"])]
            row |= {"lat": spot[0], "lon": spot[1], "radius_km": spot[2]} if spot else {"lat": None, "lon": None}
        if table == "incidents":
            spots = [s for key in row.get("where") or () if (s := self._spots.get(str(key)))]
            spot = min(spots, key=lambda s: s[2], default=None)
            row |= {"lat": spot[0] if spot else None, "lon": spot[1] if spot else None}
        if row.get("place"):
            row["place"] = self._key(str(row["place"]))
        if row.get("where"):
            row["where"] = [self._key(str(key)) for key in row["where"]]
        return row

    def _key(self, key: str) -> str:
        """A key without a point in it: those of places that no gazetteer has are made from theirs."""
        return self._keys.setdefault(key, f"x:{len(self._keys) + 1:05d}") if key.startswith("x:") else key

    def _spot(self, place: PlaceInfo) -> Spot | None:
        """(lat, lon, radius in km) of the district or province of a place."""
        if place.lat is None or place.lon is None:
            return None
        if place.kind in _WIDE:
            return place.lat, place.lon, place.radius_km
        entry = self.names.entry(place.key)
        if entry is not None:
            within = (("district", entry.admin2, _DISTRICT_KM), ("province", entry.admin1, _PROVINCE_KM))
            for kind, name, radius in within:
                found = self.names.division(entry.country, kind, name) if name else None
                if found is not None and found.lat is not None and found.lon is not None:
                    return found.lat, found.lon, max(radius, place.radius_km)
        mean = self._means.get((place.country, place.admin1)) if place.admin1 else None
        return (round(mean[0], 2), round(mean[1], 2), _PROVINCE_KM) if mean else None
