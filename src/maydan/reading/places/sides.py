"""Countrysides, sides and parts of places, and the city, the village, the airport spoken of before."""

from __future__ import annotations

from maydan.reading.places import english
from maydan.reading.places.atlas import stem
from maydan.reading.places.geometry import shifted
from maydan.reading.places.ground import KINDS, SITE_NAMES, Ground
from maydan.reading.places.spot import Entry, Spot, meant
from maydan.reading.places.words import VICINITIES
from maydan.theatre.model import Area, PlaceEntry

_AGAIN = {
    "town": ("town", "village"), "village": ("village", "town"), "province": ("province",), "district": ("district",),
    "airport": ("airport",), "crossing": ("crossing",), "base": ("base",), "neighbourhood": ("neighbourhood",),
    "river": ("river",), "port": ("port",),
}
_FOLLOWING = 12
_WIDE_KM = 100.0
_SIDED = frozenset({"city", "province", "district", "region"})  # kinds of rows whose sides are places
_INTO = frozenset({"في", "الي", "من", "على", "علي", "نحو", "باتجاه", "صوب", "احياء", "مناطق"})


class Sides(Ground):
    """Relations that start from one place."""

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

    def _ground_of(self, base: Spot) -> tuple[str, float | None, float | None, float, str]:
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
        name, lat, lon, reach, country = self._ground_of(base)
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
        if spot.side != "c" and self._stands_alone(spot, base, i):
            spot.name_en = f"{english.noun(spot.side)} of {base.name_en}"
            spot.country, spot.radius = base.country, 15.0
            if base.lat is not None and base.lon is not None:
                spot.lat, spot.lon = shifted(base.lat, base.lon, spot.side, 6.0 if base.kind == "town" else 15.0)
            return
        spot.listed = False
        spot.twin = base

    def _stands_alone(self, spot: Spot, base: Spot, i: int) -> bool:
        """Whether a side of a city or a unit is itself the place (in the east of Mosul) and places no other."""
        if base.entry is None or base.relation or base.weak or base.entry.kind not in _SIDED:
            return False
        if isinstance(base.entry, PlaceEntry) and base.entry.prec_km > _WIDE_KM:
            return False
        if spot.rule != "side" or (i and spot.first - self.spots[i - 1].last <= (not spot.pro)):
            return False
        before = self.context.tokens[spot.first - 1] if spot.first else None
        if spot.pro.endswith(("ب", "ل")):
            return True
        sentence = self.context.tokens[spot.first].sentence
        return before is not None and before.word.key in _INTO and before.sentence == sentence

    def _again(self, spot: Spot, i: int) -> None:
        """The city, the village, the crossing: the last place of that kind before."""
        kinds = _AGAIN.get(spot.hint, ())
        before = [meant(s) for s in self.spots[max(0, i - 12): i]][::-1]
        before = [s for s in before if not s.weak and s.kind and s.relation != "again"]
        city = self.context.tokens[spot.first].key.endswith("المدينه")
        own = self._of_town(spot, before)
        if own is not None:
            spot.entry, spot.relation, spot.listed = own, "", True
            self._named(spot)
            return
        if city:
            kinds = ("town",) if any(s.kind == "town" for s in before) else kinds
            # a city abroad was named in passing; a countryside speaks for its city only if nothing else does
            before.sort(key=lambda s: (s.country not in ("", self.country), s.kind == "countryside"))
        if self.context.tokens[spot.first].key.endswith("البلده"):  # not what was called a city, if there is another
            before.sort(key=lambda s: self.context.tokens[s.first].key.endswith("مدينه"))
        if spot.hint == "village":  # what was called a village, rather than the town that it lies near
            before.sort(key=lambda s: s.hint != "village")
        for other in before:
            fits = other.kind in kinds or other.hint == spot.hint == "village"
            if fits and (other.entry is not None or not other.relation):
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

    def _of_town(self, spot: Spot, before: list[Spot]) -> PlaceEntry | None:
        """The province of the capital, or the airport of the town, named before in the sentence; else None.

        An airport may be that of a town named longer ago, where no other airport was named.
        """
        tokens = self.context.tokens
        if spot.hint not in ("province", "airport"):
            return None
        for other in before:
            here = tokens[other.first].sentence == tokens[spot.first].sentence
            if other.kind == spot.hint and (here or spot.hint == "province"):
                return None
            entry = other.entry
            if other.kind != "town" or not isinstance(entry, PlaceEntry) or not (
                    here or (spot.hint == "airport" and not any(b.kind == "airport" for b in before))):
                continue
            if spot.hint == "airport":
                return self.atlas.airport_of(entry)
            key = stem(entry.name_ar)
            return self.atlas.provinces.get(key) if self.atlas.capitals.get(key) is entry else None
        return None

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
        name, lat, lon, reach, country = self._ground_of(base)
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
        context = self.context
        actors = context.theatre.data.actors
        inside = [m.ref for m in context.mentions if m.kind == "actor" and spot.start <= m.start and m.end <= spot.end]
        who = " and ".join(dict.fromkeys(actors[r].name_en if r in actors else r.split(":")[-1] for r in inside))
        words = context.text[spot.start:spot.end]
        spot.kind, spot.name_en, spot.radius = "other", f"Areas held by {who}" if who else f"Areas held: {words}", 60.0
        row = self.atlas.capitals.get(stem(self.province.name_ar)) if self.province is not None else None
        if row is not None:
            spot.lat, spot.lon, spot.country = row.lat, row.lon, row.country

    def _land(self, spot: Spot, i: int) -> None:
        """The barrens or woods of a village."""
        base = spot.bases[0]
        spot.kind, spot.name_en, spot.radius = "other", f"{base.name_en} {spot.hint}", 8.0
        spot.lat, spot.lon, spot.country = base.lat, base.lon, base.country
        spot.listed = bool(base.name_en)

    def _landmark(self, spot: Spot, i: int) -> None:
        """A sight of the town spoken of, listed where one is."""
        spot.kind = "other"
        near = spot.bases[0] if spot.bases else None
        if near is None or near.kind in ("", "country", "province", "countryside"):
            near = self._nearest(spot, i) if spot.side == "near" else self._city_around(i, spot)
        spot.side = ""
        if near is None or near.kind in ("country", "province"):
            spot.listed = False
            return
        spot.bases = [near]
        spot.name_en = f"{near.name_en} {spot.key}"
        spot.lat, spot.lon, spot.radius, spot.country = near.lat, near.lon, 5.0, near.country

    def _nearest(self, spot: Spot, i: int) -> Spot | None:
        hint, spot.hint = spot.hint, ""
        found = self._around(i, spot)
        spot.hint = hint
        return found

    def _its(self, spot: Spot, i: int) -> None:
        base = spot.bases[0]
        spot.kind = KINDS.get(spot.hint, "other")
        spot.name_en = f"{base.name_en} {SITE_NAMES.get(spot.hint, spot.hint)}"
        spot.lat, spot.lon, spot.radius, spot.country = base.lat, base.lon, 10.0, base.country
