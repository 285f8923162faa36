"""Roads and corridors as lines: along a road of the base map where one runs, else straight between their two ends."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeAlias

import msgspec
from sqlalchemy import select

from maydan.arabic.fold import fold
from maydan.case import Case, schema
from maydan.errors import MaydanError
from maydan.picture.tables import place_key
from maydan.records import Reading
from maydan.theatre.model import PlaceEntry, TheatreData

Point: TypeAlias = tuple[float, float]  # longitude, latitude
KM = 111.2  # a degree of latitude
NEAR_KM = 12.0  # from the middle of a town to the road that is said to lead there
MEET_KM = 6.0  # from the end of a road to another that it leads into
DETOUR = 1.7  # a road this much longer than the straight line leads elsewhere


class Course(msgspec.Struct, frozen=True, array_like=True):
    """Where a road or corridor runs. ``straight``: only its two ends are known."""

    straight: bool
    parts: list[list[Point]]


def ends_of(case: Case, theatres: Sequence[TheatreData], places: Iterable[str]) -> dict[str, list[Point]]:
    """The places between which documents say that roads and corridors run, two or more for each."""
    found: dict[str, list[Point]] = {}
    for place in places:
        with case.store.read() as connection:
            document = connection.execute(
                select(schema.places.c.document_id).where(schema.places.c.place == place).limit(1)).scalar()
        if document is None:
            continue
        try:
            points = _bases(case.reading(document), place, theatres)
        except MaydanError:
            continue
        if len(points) > 1:
            found[place] = points
    return found


def _bases(reading: Reading, place: str, theatres: Sequence[TheatreData]) -> list[Point]:
    told = next((p for p in reading.places if place_key(p) == place), None)
    points: list[Point] = []
    for base in told.base if told is not None else ():
        for other in (*(t.places.get(base) for t in theatres), *(p for p in reading.places if p.name_en == base)):
            if other is not None and other.lat is not None and other.lon is not None:
                points.append((other.lon, other.lat))
                break
    return list(dict.fromkeys(points))


class Roads:
    """The roads of the base map, to be found by a gazetteer's id, by a name, or by two ends.

    A feature's property ``places`` lists gazetteer ids of which it is the whole course.
    """

    def __init__(self, features: Iterable[dict[str, Any]], theatres: Sequence[TheatreData]) -> None:
        self.lines: list[list[Point]] = []
        self.of: dict[str, list[list[Point]]] = {}
        for feature in features:
            geometry = feature["geometry"]
            parts = [geometry["coordinates"]] if geometry["type"] == "LineString" else geometry["coordinates"]
            lines = [[(float(p[0]), float(p[1])) for p in part] for part in parts if len(part) > 1]
            self.lines += lines
            for place in (feature.get("properties") or {}).get("places") or ():
                self.of.setdefault(str(place), []).extend(lines)
        self.named: dict[str, str] = {}
        self.towns: dict[str, PlaceEntry] = {}
        for data in theatres:
            for entry in data.places.values():
                if entry.id in self.of:
                    self.named.update(dict.fromkeys((_key(n) for n in entry.names), entry.id))
                elif entry.lat is not None and entry.kind in ("city", "town", "village", "district", "province"):
                    for name in entry.names_en:
                        known = self.towns.get(name)
                        if known is None or known.population < entry.population:
                            self.towns[name] = entry

    def course(self, place: str, name_ar: str, name_en: str, ends: Sequence[Point] = ()) -> Course | None:
        """Where a road or corridor runs; None where neither its course nor two ends are known.

        Args:
            place: its key. name_ar, name_en: its names. ends: places between which documents say that it runs.
        """
        whole = self.of.get(place) or self.of.get(self.named.get(_key(name_ar), ""))
        if whole:
            return Course(False, whole)
        points = list(ends) or self._ends_in(name_en)
        if len(points) < 2:
            return None
        parts = [(cut, a, b) for a, b in pairwise(points) for cut in [self.between(a, b)]]
        return Course(any(cut is None for cut, _, _ in parts), [cut or [a, b] for cut, a, b in parts])

    def between(self, a: Point, b: Point) -> list[Point] | None:
        """The way between two places by one road, else by two that meet: the shortest, if it is no great detour."""
        from_a = [line for line in self.lines if nearest(line, a)[0] <= NEAR_KM]
        to_b = [line for line in self.lines if nearest(line, b)[0] <= NEAR_KM]
        ways = [stretch(line, a, b) for line in from_a if any(line is other for other in to_b)]
        return _best(ways, a, b) or _best(self._joined(from_a, to_b, a, b), a, b)

    @staticmethod
    def _joined(from_a: list[list[Point]], to_b: list[list[Point]], a: Point, b: Point) -> list[list[Point]]:
        ways = []
        for one in from_a:
            for other in to_b:
                meeting = min(((nearest(line, end)[0], end) for line, ends in ((one, other), (other, one))
                               for end in (ends[0], ends[-1])), default=None)
                if one is not other and meeting is not None and meeting[0] <= MEET_KM:
                    ways.append([*stretch(one, a, meeting[1]), *stretch(other, meeting[1], b)])
        return ways

    def _ends_in(self, name_en: str) -> list[Point]:
        """The two towns in a name such as "Deir ez-Zor-Mayadin road"."""
        words = name_en.removesuffix(" road").removesuffix(" highway").removesuffix(" corridor").split("-")
        for i in range(1, len(words)):
            ends = [self.towns.get("-".join(part).strip()) for part in (words[:i], words[i:])]
            points = [(e.lon, e.lat) for e in ends if e is not None and e.lon is not None and e.lat is not None]
            if len(points) == 2:
                return points
        return []


def _best(ways: list[list[Point]], a: Point, b: Point) -> list[Point] | None:
    straight = kilometres(a, b)
    measured = [(sum(kilometres(p, q) for p, q in pairwise(way)), way) for way in ways]
    fitting = [(length, way) for length, way in measured if straight * 0.5 <= length <= straight * DETOUR]
    return min(fitting)[1] if fitting else None


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def kilometres(a: Point, b: Point) -> float:
    """Between two points, good to a percent over the size of a country."""
    narrow = math.cos(math.radians((a[1] + b[1]) / 2))
    return KM * math.hypot((a[0] - b[0]) * narrow, a[1] - b[1])


def nearest(line: Sequence[Point], point: Point) -> tuple[float, float]:
    """(How far a line passes by a point in km, where: number of the segment and share of it)."""
    narrow = math.cos(math.radians(point[1]))
    best = (math.inf, 0.0)
    for i, (a, b) in enumerate(pairwise(line)):
        ax, ay = (a[0] - point[0]) * narrow, a[1] - point[1]
        dx, dy = (b[0] - a[0]) * narrow, b[1] - a[1]
        size = dx * dx + dy * dy
        share = min(1.0, max(0.0, -(ax * dx + ay * dy) / size)) if size else 0.0
        best = min(best, (KM * math.hypot(ax + share * dx, ay + share * dy), i + share))
    return best


def stretch(line: Sequence[Point], a: Point, b: Point) -> list[Point]:
    """A line from where it passes nearest by one point to where it passes nearest by another."""
    start, end = nearest(line, a)[1], nearest(line, b)[1]

    def at(where: float) -> Point:
        i = min(int(where), len(line) - 2)
        share = where - i
        (ax, ay), (bx, by) = line[i], line[i + 1]
        return round(ax + share * (bx - ax), 4), round(ay + share * (by - ay), 4)

    low, high = sorted((start, end))
    inner = [line[i] for i in range(math.floor(low) + 1, math.ceil(high))]
    return [at(start), *(inner if start <= end else reversed(inner)), at(end)]
