"""Points of names: rows of the gazetteer, and estimates from the places around for names that none has."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maydan.reading.places import english
from maydan.reading.places.atlas import stem
from maydan.reading.places.fit import SITES, fits
from maydan.reading.places.spot import Entry, Spot
from maydan.theatre.model import PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas

KINDS = {
    "country": "country", "province": "province", "district": "district", "subdistrict": "district", "city": "town",
    "town": "town", "village": "village", "neighbourhood": "neighbourhood", "airport": "airport", "base": "base",
    "crossing": "crossing", "river": "river", "port": "port", "oilfield": "oilfield", "area": "other", "front": "other",
    "countryside": "countryside", "border": "border", "corridor": "corridor", "road": "corridor",
    "suburbs": "neighbourhood",
}
_RADIUS = {"country": 400.0, "province": 60.0, "district": 20.0, "subdistrict": 10.0, "city": 4.0, "town": 2.0,
           "village": 1.5, "region": 20.0, "river": 150.0, "desert": 100.0, "mountain": 8.0}
SITE_NAMES = {"airport": "airport", "base": "base", "crossing": "crossing", "camp": "camp", "port": "port",
               "oilfield": "oil field", "dam": "dam", "prison": "prison", "lake": "Lake", "road": "road",
               "river": "river", "mountain": "mountain", "front": "front", "province": "province",
               "district": "district", "building": "site", "suburbs": "suburbs"}
_UNKNOWN_RADIUS = 20.0
_URBAN = frozenset({"neighbourhood", "site", "road", "building"})
_CITY_WINDOW = 15


class Ground:
    """What all parts of locating share about one document.

    Attributes:
        context, atlas, spots: of the document.
        country: ISO code of the country that it is about.
        province: the province spoken of at the moment. heading: the province that heads the part of a round-up.
    """

    def __init__(self, context: Context, atlas: Atlas, spots: list[Spot], home: str) -> None:
        self.context, self.atlas, self.spots = context, atlas, spots
        self.country = home
        self.province: PlaceEntry | None = None
        self.heading: PlaceEntry | None = None

    def _follow(self, spot: Spot) -> None:
        province = self.atlas.province_of(spot.entry)
        if province is None or spot.weak:
            return
        if not spot.relation and spot.kind in ("province", "town") and self._heads_paragraph(spot):
            self.heading = province
        self.province = self.heading or province

    def _heads_paragraph(self, spot: Spot) -> bool:
        """Whether a province stands alone before a colon at the start of a line, as in round-ups by province, or before
        two colons at the start of a sentence."""
        tokens, entry = self.context.tokens, spot.entry
        if entry is None or stem(entry.name_ar) not in self.atlas.provinces or spot.pro:
            return False
        before = tokens[spot.first - 1].word if spot.first else None
        closes = spot.last < len(tokens) and tokens[spot.last].word.form == ":"
        twice = closes and spot.last + 1 < len(tokens) and tokens[spot.last + 1].word.form == ":"
        return closes and (before is None or before.kind == "line" or (twice and before.form == "."))

    def _named(self, spot: Spot) -> None:
        entry = spot.entry
        if entry is None or spot.kind:
            return
        if spot.hint in SITES and fits(spot.hint, entry) < 0:
            self._site(spot, entry)
            return
        if spot.hint in ("province", "district") and entry.kind in ("city", "town"):
            self._site(spot, entry)
            spot.radius = _RADIUS[spot.hint]
            return
        spot.kind = KINDS.get(entry.kind, "other")
        spot.lat, spot.lon = entry.lat, entry.lon
        latin = bool(entry.name_en) and entry.name_en.isascii()
        spot.name_en = entry.name_en if latin else english.romanise(stem(entry.name_ar))
        spot.country = entry.country if isinstance(entry, PlaceEntry) else ""
        given = entry.prec_km if isinstance(entry, PlaceEntry) else entry.radius_km
        spot.radius = max(given, _RADIUS.get(entry.kind, 1.0))

    def _site(self, spot: Spot, entry: Entry) -> None:
        """An airport, camp or crossing that the gazetteer lacks, called after a place that it has."""
        spot.kind = KINDS.get(spot.hint, "other")
        spot.lat, spot.lon, spot.radius = entry.lat, entry.lon, 8.0
        spot.name_en = f"{entry.name_en} {SITE_NAMES.get(spot.hint, spot.hint)}"
        spot.country = entry.country if isinstance(entry, PlaceEntry) else ""
        spot.relation, spot.bases = "site", []
        spot.rule = f"site:{spot.hint}"

    def _unknown(self, spot: Spot, i: int) -> None:
        if spot.kind or spot.relation or not spot.key:
            return
        spot.kind = KINDS.get(spot.hint, "other")
        name = english.romanise(spot.key)
        spot.name_en = f"{name} {SITE_NAMES[spot.hint]}" if spot.hint in SITE_NAMES else name
        near = self._around(i, spot)
        row = self._country_row()
        if near is not None:
            spot.lat, spot.lon, spot.country = near.lat, near.lon, near.country
            spot.radius = max(_UNKNOWN_RADIUS, near.radius)
        elif row is not None:
            spot.lat, spot.lon, spot.country, spot.radius = row.lat, row.lon, self.country, 300.0
        spot.rule = spot.rule or "unknown"

    def _city_around(self, i: int, spot: Spot) -> Spot | None:
        """The city or town that a street or quarter belongs to: near in the text, and often named."""
        count: Counter[str] = Counter(s.entry.id for s in self.spots if s.entry is not None and not s.weak)
        best, least = None, 1e9
        for j in range(max(0, i - _CITY_WINDOW), min(len(self.spots), i + _CITY_WINDOW)):
            for one in (*self.spots[j].bases, self.spots[j]):
                entry = one.entry
                if one is spot or entry is None or one.weak or one.lat is None or not one.listed:
                    continue
                if one.kind in ("town", "province") and entry.kind in ("city", "town", "province"):
                    gap = abs(one.first - spot.first) / (1 + count[entry.id]) + (60 if one.kind == "province" else 0)
                    if gap < least:
                        best, least = one, gap
        return best

    def _around(self, i: int, spot: Spot) -> Spot | None:
        """The known place nearest in the text, within the paragraph; what follows counts for more."""
        if spot.hint in _URBAN and (city := self._city_around(i, spot)) is not None:
            return city
        best, least = None, 80
        tokens = self.context.tokens
        for j in range(max(0, i - 5), min(len(self.spots), i + 6)):
            other = self.spots[j]
            if j == i:
                continue
            for one in (*other.bases, other):
                if one is spot or one.lat is None or one.entry is None or one.weak or one.kind == "country":
                    continue
                gap = one.first - spot.last if one.first >= spot.last else 3 + spot.first - one.last
                gap += 10 * abs(tokens[one.first].sentence - tokens[spot.first].sentence)
                if one.kind == "province":
                    gap += 8
                if gap < least:
                    best, least = one, gap
        return best

    def _country_row(self) -> PlaceEntry | None:
        return self.atlas.countries.get(self.country)

    def _country(self, spot: Spot, i: int) -> None:
        """The country, said without its name."""
        row = self._country_row()
        spot.entry, spot.kind, spot.listed = row, "country", False
        if row is not None:
            spot.lat, spot.lon, spot.name_en = row.lat, row.lon, row.name_en
            spot.country, spot.radius = self.country, 300.0
