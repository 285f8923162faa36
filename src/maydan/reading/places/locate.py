"""Where every spot lies: rows of the gazetteer, relations to them, and estimates from the places around."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maydan.reading.places import english
from maydan.reading.places.atlas import demonyms, neighbours, stem
from maydan.reading.places.choose import flatten
from maydan.reading.places.fit import SITES, fits
from maydan.reading.places.geometry import kilometres, shifted
from maydan.reading.places.spot import Entry, Spot
from maydan.reading.places.words import VICINITIES
from maydan.theatre.model import Area, PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas

KINDS = {
    "country": "country", "province": "province", "district": "district", "subdistrict": "district", "city": "town",
    "town": "town", "village": "village", "neighbourhood": "neighbourhood", "airport": "airport", "base": "base",
    "crossing": "crossing", "river": "river", "port": "port", "oilfield": "oilfield", "area": "other", "front": "other",
    "countryside": "countryside", "border": "border", "corridor": "corridor", "road": "corridor",
}
_RADIUS = {"country": 400.0, "province": 60.0, "district": 20.0, "subdistrict": 10.0, "city": 4.0, "town": 2.0,
           "village": 1.5, "region": 20.0, "river": 150.0, "desert": 100.0, "mountain": 8.0}
_SITE_NAMES = {"airport": "airport", "base": "base", "crossing": "crossing", "camp": "camp", "port": "port",
               "oilfield": "oil field", "dam": "dam", "prison": "prison", "lake": "Lake", "road": "road",
               "river": "river", "mountain": "mountain", "front": "front", "province": "province",
               "district": "district"}
_AGAIN = {
    "town": ("town", "village"), "village": ("village", "town"), "province": ("province",), "district": ("district",),
    "airport": ("airport",), "crossing": ("crossing",), "base": ("base",), "neighbourhood": ("neighbourhood",),
    "river": ("river",), "port": ("port",),
}
_UNKNOWN_RADIUS = 20.0
_SAME_KM = 25.0
_URBAN = frozenset({"neighbourhood", "site", "road"})
_CITY_WINDOW = 15
_NEAR_SPOTS = 6
_FOLLOWING = 12


def _meant(spot: Spot) -> Spot:
    while spot.twin is not None:
        spot = spot.twin
    return spot


class Locator:
    """Fills kind, point, radius and English name of every spot of a document, in order."""

    def __init__(self, context: Context, atlas: Atlas, spots: list[Spot], home: str) -> None:
        self.context, self.atlas, self.spots = context, atlas, spots
        self.country = home
        self.province: PlaceEntry | None = None
        self.heading: PlaceEntry | None = None

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

    def _follow(self, spot: Spot) -> None:
        province = self.atlas.province_of(spot.entry)
        if province is None or spot.weak:
            return
        if not spot.relation and spot.kind in ("province", "town") and self._heads_paragraph(spot):
            self.heading = province
        self.province = self.heading or province

    def _heads_paragraph(self, spot: Spot) -> bool:
        """Whether a province stands alone before a colon at the start of a line, as in round-ups by province."""
        tokens = self.context.tokens
        opens = spot.first == 0 or tokens[spot.first - 1].word.kind == "line"
        closes = spot.last < len(tokens) and tokens[spot.last].word.form == ":"
        return opens and closes and spot.key in self.atlas.provinces

    # --- names

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
        spot.name_en = f"{entry.name_en} {_SITE_NAMES.get(spot.hint, spot.hint)}"
        spot.country = entry.country if isinstance(entry, PlaceEntry) else ""
        spot.relation, spot.bases = "site", []
        spot.rule = f"site:{spot.hint}"

    def _unknown(self, spot: Spot, i: int) -> None:
        if spot.kind or spot.relation or not spot.key:
            return
        spot.kind = KINDS.get(spot.hint, "other")
        name = english.romanise(spot.key)
        spot.name_en = f"{name} {_SITE_NAMES[spot.hint]}" if spot.hint in _SITE_NAMES else name
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

    # --- relations

    def _relation(self, spot: Spot, i: int) -> None:
        if spot.kind:
            return
        make = getattr(self, f"_{spot.relation}", None)
        if make is None:
            spot.listed, spot.kind = False, "other"
        else:
            make(spot, i)

    def _country_row(self) -> PlaceEntry | None:
        return self.atlas.countries.get(self.country)

    def _country(self, spot: Spot, i: int) -> None:
        """The country, said without its name."""
        row = self._country_row()
        spot.entry, spot.kind, spot.listed = row, "country", False
        if row is not None:
            spot.lat, spot.lon, spot.name_en = row.lat, row.lon, row.name_en
            spot.country, spot.radius = self.country, 300.0

    def _base(self, spot: Spot) -> Spot | None:
        """The place that a relation starts from; the province spoken of where none is named."""
        if spot.bases:
            base = spot.bases[0]
            if base.relation == "country" and not base.kind:
                self._country(base, 0)
            return base
        if self.province is None:
            return None
        base = Spot(spot.first, spot.first, spot.start, spot.start, entry=self.province)
        self._named(base)
        spot.bases = [base]
        return base

    def _land(self, base: Spot) -> tuple[str, float | None, float | None, float, str]:
        """(English name, lat, lon, reach in km, ISO code) of the land around a base."""
        entry = base.entry
        key = stem(entry.name_ar) if entry is not None else ""
        province = self.atlas.provinces.get(key) if entry is not None and base.country == self.atlas.country else None
        capital = self.atlas.capitals.get(key) if province is not None else None
        if capital is not None and (base.kind == "province" or entry is capital):
            return capital.name_en, capital.lat, capital.lon, 30.0, base.country
        return base.name_en, base.lat, base.lon, 8.0, base.country

    def _countryside(self, spot: Spot, i: int) -> None:
        base = self._base(spot)
        spot.kind = "countryside"
        if base is None:
            spot.listed = False
            return
        self._follow(base)
        if base.hint == "town" and base.first > spot.first and not spot.side:
            spot.listed, spot.twin = False, base
            return
        name, lat, lon, reach, country = self._land(base)
        area = self._area("ريف", base, spot.side)
        spot.name_en = f"{english.adjective(spot.side)} {name} countryside".strip()
        spot.country, spot.radius = country, reach
        if area is not None:
            spot.lat, spot.lon, spot.radius = area[0], area[1], area[2]
        elif lat is not None and lon is not None:
            spot.lat, spot.lon = shifted(lat, lon, spot.side, reach * 0.8) if spot.side else (lat, lon)

    def _area(self, head: str, base: Spot, side: str) -> tuple[float, float, float] | None:
        """Point and radius of a named area such as "ريف حلب الشمالي" in the theatre's table."""
        if base.entry is None:
            return None
        name = stem(base.entry.name_ar)
        words = {"n": "الشمالي", "s": "الجنوبي", "e": "الشرقي", "w": "الغربي"}
        tail = " ".join(words[s] for s in side if s in words)
        row = self.atlas.areas.get(" ".join(f"{head} {name} {tail}".split()))
        if row is None or row.lat is None or row.lon is None:
            return None
        return row.lat, row.lon, row.radius_km

    def _side(self, spot: Spot, i: int) -> None:
        base = self._base(spot)
        spot.kind = "other"
        if base is None or (base.entry is None and not base.name_en):
            spot.listed = False
            return
        if base.kind == "country":
            spot.name_en = f"{english.adjective(spot.side)} {base.name_en}"
            spot.country, spot.radius = base.country, 120.0
            row = self._named_side(base, spot.side)
            if row is not None:
                spot.lat, spot.lon, spot.radius = row
            elif base.lat is not None and base.lon is not None:
                spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, 200.0)
            return
        self._follow(base)
        if base.kind == "river":
            spot.name_en = f"{english.noun(spot.side)} of the {base.name_en}"
            row = self._named_side(base, spot.side)
            if row is not None:
                spot.lat, spot.lon, spot.radius = row
            elif base.lat is not None and base.lon is not None:
                spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, 60.0)
            return
        capital = base.entry is not None and base.country == self.atlas.country and (
            stem(base.entry.name_ar) in self.atlas.capitals and base.kind in ("province", "town")
        )
        if spot.rule == "side" and capital and spot.side != "c" and base.hint != "town":
            spot.rule = "side-countryside"
            self._countryside(spot, i)
            return
        if capital and base.hint == "town" and spot.side != "c" and spot.rule == "side":
            spot.name_en = f"{english.noun(spot.side)} of {base.name_en}"
            if base.lat is not None and base.lon is not None:
                spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, 8.0)
            spot.radius = 10.0
            spot.listed = not (i and self.spots[i - 1].last == spot.first and not spot.pro)
            return
        spot.listed = False
        spot.twin = base

    def _again(self, spot: Spot, i: int) -> None:
        """The city, the village, the crossing: the last place of that kind before."""
        kinds = _AGAIN.get(spot.hint, ())
        before = [_meant(s) for s in self.spots[max(0, i - 12): i]][::-1]
        before = [s for s in before if not s.weak and s.kind and s.relation != "again"]
        city = self.context.tokens[spot.first].key.endswith("المدينه")
        if city:
            kinds = ("town",) if any(s.kind == "town" for s in before) else kinds
            # a city abroad was named in passing; a countryside speaks for its city only if nothing else does
            before.sort(key=lambda s: (s.country not in ("", self.country), s.kind == "countryside"))
        for other in before:
            if other.kind in kinds and (other.entry is not None or not other.relation):
                spot.twin, spot.kind = other, other.kind
                return
            wide = other.bases[0] if other.kind == "countryside" and other.bases else other
            if city and wide.entry is not None and other.kind in ("province", "countryside"):
                capital = self.atlas.capitals.get(stem(wide.entry.name_ar))
                if capital is not None:
                    spot.entry = capital
                    spot.relation, spot.listed = "", True
                    self._named(spot)
                return

    def _named_side(self, base: Spot, side: str) -> tuple[float, float, float] | None:
        """Point and radius of the side of a country or river where the theatre has a row for it."""
        words = {"n": "شمال", "s": "جنوب", "e": "شرق", "w": "غرب", "c": "وسط"}
        if base.entry is None:
            return None
        data = self.context.theatre.data
        head = " ".join(words[s] for s in side)
        for name in (base.entry.name_ar, *base.entry.names):
            for form in (f"{head} {stem(name)}", f"{head} نهر {stem(name)}"):
                for sense in self.context.theatre.names.senses(form):
                    row: Entry | None = data.areas.get(sense.id) or data.places.get(sense.id)
                    if row is not None and row.lat is not None and row.lon is not None:
                        return row.lat, row.lon, row.radius_km if isinstance(row, Area) else row.prec_km
        return None

    def _part(self, spot: Spot, i: int) -> None:
        base = self._base(spot) if spot.bases else self._next_town(spot, i) or self._last_town(i)
        spot.kind = "neighbourhood" if spot.hint == "neighbourhood" else "other"
        if base is None and spot.hint == "front":
            spot.name_en, spot.radius = f"{english.adjective(spot.side)} front", 60.0
            if self.province is not None:
                spot.lat, spot.lon = self.province.lat, self.province.lon
            return
        if base is None or not base.name_en:
            spot.listed = False
            return
        spot.bases = [base]
        if base.kind == "countryside":
            spot.kind, spot.rule, spot.relation = "countryside", "part-countryside", "countryside"
            spot.name_en = f"{english.adjective(spot.side)} {base.name_en}"
            spot.lat, spot.lon, spot.radius, spot.country = base.lat, base.lon, base.radius, base.country
            if base.lat is not None and base.lon is not None:
                spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, base.radius * 0.6)
            return
        noun = "front" if spot.hint == "front" else "part"
        spot.name_en = f"{english.adjective(spot.side)} {noun} of {base.name_en}"
        spot.country, spot.radius = base.country, 6.0
        if base.lat is not None and base.lon is not None:
            spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, 4.0)

    def _next_town(self, spot: Spot, i: int) -> Spot | None:
        """The city that follows in the sentence (the eastern quarters, held by X, of the city)."""
        tokens = self.context.tokens
        for other in self.spots[i + 1: i + 3]:
            entry = other.entry
            near = other.first - spot.last < _FOLLOWING and tokens[other.first].sentence == tokens[spot.first].sentence
            if near and entry is not None and entry.kind == "city" and not other.weak and not other.relation:
                return other
        return None

    def _last_town(self, i: int) -> Spot | None:
        for j in range(i - 1, max(-1, i - 8), -1):
            entry = self.spots[j].entry
            if entry is not None and entry.kind == "city" and not self.spots[j].weak:
                return self.spots[j]
        return None

    def _vicinity(self, spot: Spot, i: int) -> None:
        base = spot.bases[0]
        kind, noun = VICINITIES[spot.hint]
        name, lat, lon, reach, country = self._land(base)
        if not name or base.weak or base.kind == "river":
            spot.listed, spot.kind = False, "other"
            return
        if kind == "countryside" and reach > 10 and spot.side:
            spot.bases = [base]
            self._countryside(spot, i)
            spot.relation, spot.rule = "countryside", "vicinity"
            return
        where = f"{english.noun(spot.side).lower()} of" if spot.side else "in" if kind == "neighbourhood" else "near"
        spot.kind, spot.name_en, spot.country, spot.radius = kind, f"{noun} {where} {name}", country, reach
        if lat is not None and lon is not None:
            spot.lat, spot.lon = shifted(lat, lon, spot.side, reach * 0.6) if spot.side else (lat, lon)

    def _held(self, spot: Spot, i: int) -> None:
        words = self.context.text[spot.start:spot.end]
        spot.kind, spot.name_en, spot.radius = "other", f"Areas held: {words}", 60.0
        row = self.atlas.capitals.get(stem(self.province.name_ar)) if self.province is not None else None
        if row is not None:
            spot.lat, spot.lon, spot.country = row.lat, row.lon, row.country

    def _its(self, spot: Spot, i: int) -> None:
        base = spot.bases[0]
        spot.kind = KINDS.get(spot.hint, "other")
        spot.name_en = f"{base.name_en} {_SITE_NAMES.get(spot.hint, spot.hint)}"
        spot.lat, spot.lon, spot.radius, spot.country = base.lat, base.lon, 10.0, base.country

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
        names = [demonyms().get(c, c) for c in codes]
        spot.name_en = f"{'-'.join(names)} border"
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
