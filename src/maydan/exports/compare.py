"""Incidents held against rows of another data set: which are the same, which does one have and the other not."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from math import asin, cos, radians, sin, sqrt

import msgspec

from maydan.exports.parties import Parties
from maydan.picture.tables import Row
from maydan.reading.mapping import map_event
from maydan.theatre.model import TheatreData

DAYS, KM = 1, 15.0
_LONGEST = 7  # days; a span beyond says too little to compare
_WEIGHTS = {"day": 0.35, "place": 0.4, "actors": 0.25}
_WIDEST_KM = 50.0  # a point that stands for more says too little as well
_LEAST = 0.55  # score below which two are not the same
_UNKNOWN = 0.5  # of parties where one of the two names none
_EARTH_KM = 6371.0


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An incident and a row that tell the same: days and kilometres apart, parties (1 shared, 0.5 unknown)."""

    incident_id: str
    row_id: str
    score: float
    days: int
    km: float
    actors: float
    killed: float | None
    row_killed: float | None


class Miss(msgspec.Struct, frozen=True, kw_only=True):
    """A row that no incident tells, and why not: the nearest thing that the case has."""

    row_id: str
    day: str
    place: str
    killed: float | None
    why: str
    nearest: str = ""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What a comparison found.

    Attributes:
        since, until: the period compared. rows: of the data set in it. vague: of them, those whose point stands for
            more than 50 km or that span more than a week; they are not compared.
        incidents: of the case in the period that the data set could hold (armed force, dated, with a point).
        coverage: share of the compared rows matched; deaths: share of their deaths.
        precision: share of those incidents matched.
        by_year, by_place: (matched, compared) rows by year and by first-level division.
    """

    dataset: str
    since: str
    until: str
    rows: int
    vague: int
    incidents: int
    coverage: float | None
    deaths: float | None
    precision: float | None
    matches: list[Match]
    misses: list[Miss]
    only_here: list[str]
    by_year: dict[str, tuple[int, int]]
    by_place: dict[str, tuple[int, int]]


class _Side(msgspec.Struct):
    """One side of a comparison, ready: ordinals of days, degrees, uncertainty in km, parties."""

    key: str
    first: int
    last: int
    lat: float
    lon: float
    radius: float
    parties: frozenset[str]
    killed: float | None


def compare(
    incidents: Sequence[Row], rows: Sequence[Row], *, places: Mapping[str, Row] | None = None,
    theatres: Iterable[TheatreData] = (), days: int = DAYS, km: float = KM, since: str | None = None,
    until: str | None = None,
) -> Comparison:
    """Match incidents to rows of another data set, one to one, the best first.

    Args:
        incidents: rows of ``maydan.picture.incidents``.
        rows: of one data set, from :func:`maydan.exports.imports.read_comparison`.
        places: rows of the table ``places`` by key; they give the uncertainty of the points of incidents.
        theatres: name the parties; without them parties count as unknown.
        days, km: how far apart two tellings of one thing may lie, beside the uncertainty of their points.
        since, until: ISO days; without them the period from the first to the last dated incident.
    """
    parties = Parties(theatres)
    ours = [s for i in incidents if (s := _incident(i, places or {}, parties)) is not None]
    first = date.fromisoformat(since).toordinal() if since else min((s.first for s in ours), default=1)
    last = date.fromisoformat(until).toordinal() if until else max((s.last for s in ours), default=1)
    ours = [s for s in ours if s.last >= first and s.first <= last]
    within = [r for r in rows if r["day_from"] and _ordinal(r["day_to"]) >= first and _ordinal(r["day_from"]) <= last]
    theirs = [s for r in within if (s := _row(r, parties)) is not None]
    by_id = {str(r["row_id"]): r for r in within}
    near = _candidates(ours, theirs, days, km)
    taken_here: set[str] = set()
    matches: dict[str, Match] = {}
    for match in sorted((m for found in near.values() for m in found if m.actors and m.score >= _LEAST),
                        key=lambda m: (-m.score, m.row_id, m.incident_id)):
        if match.row_id not in matches and match.incident_id not in taken_here:
            matches[match.row_id] = match
            taken_here.add(match.incident_id)
    dead = sum(s.killed or 0 for s in theirs)
    return Comparison(
        dataset=str(rows[0]["dataset"]) if rows else "", since=date.fromordinal(first).isoformat(),
        until=date.fromordinal(last).isoformat(), rows=len(within), vague=len(within) - len(theirs),
        incidents=len(ours), coverage=_share(len(matches), len(theirs)),
        deaths=_share(sum(s.killed or 0 for s in theirs if s.key in matches), dead),
        precision=_share(len(matches), len(ours)), matches=sorted(matches.values(), key=lambda m: m.row_id),
        misses=[_miss(s, by_id[s.key], near.get(s.key, ()), taken_here) for s in theirs if s.key not in matches],
        only_here=[s.key for s in ours if s.key not in taken_here],
        by_year=_counts((by_id[s.key]["day_from"][:4], s.key in matches) for s in theirs),
        by_place=_counts((by_id[s.key]["admin1"], s.key in matches) for s in theirs if by_id[s.key]["admin1"]),
    )


def _incident(row: Row, places: Mapping[str, Row], parties: Parties) -> _Side | None:
    """An incident of armed force with a day and a point, else None."""
    codes = map_event(str(row["type"]), list(row.get("who") or ()), list(row.get("whom") or ()), None)
    if codes.ucdp is None or row.get("lat") is None or not row.get("day_from") or not row.get("day_to"):
        return None
    first, last = _ordinal(row["day_from"]), _ordinal(row["day_to"])
    if last - first >= _LONGEST:
        return None
    radii = [p.get("radius_km") or 1.0 for k in row.get("where") or () if (p := places.get(str(k))) is not None]
    if min(radii, default=1.0) > _WIDEST_KM:
        return None
    return _Side(
        key=str(row["incident_id"]), first=first, last=last, lat=float(row["lat"]), lon=float(row["lon"]),
        radius=float(min(radii, default=1.0)), killed=row.get("killed_best"),
        parties=parties.of_ids([*(row.get("who") or ()), *(row.get("whom") or ())]),
    )


def _row(row: Row, parties: Parties) -> _Side | None:
    first, last = _ordinal(row["day_from"]), _ordinal(row["day_to"])
    if row["lat"] is None or row["lon"] is None or last - first >= _LONGEST:
        return None
    if row["radius_km"] is None or row["radius_km"] > _WIDEST_KM:
        return None
    return _Side(
        key=str(row["row_id"]), first=first, last=last, lat=row["lat"], lon=row["lon"], radius=row["radius_km"],
        parties=parties.of_names(row["actors"]), killed=row["killed_best"],
    )


def _candidates(ours: list[_Side], theirs: list[_Side], days: int, km: float) -> dict[str, list[Match]]:
    """Row -> what of the case lies near it in time and place, other parties (``actors`` 0) included."""
    calendar: dict[int, list[_Side]] = defaultdict(list)
    for row in theirs:
        for day in range(row.first, row.last + 1):
            calendar[day].append(row)
    found: dict[str, list[Match]] = defaultdict(list)
    for here in ours:
        close = {r.key: r for d in range(here.first - days, here.last + days + 1) for r in calendar.get(d, ())}
        for row in close.values():
            apart = distance_km(here.lat, here.lon, row.lat, row.lon)
            reach = km + here.radius + row.radius
            if apart > reach:
                continue
            gap = max(0, row.first - here.last, here.first - row.last)
            known = here.parties and row.parties
            same = (1.0 if here.parties & row.parties else 0.0) if known else _UNKNOWN
            worth = {"day": 1 - gap / (days + 1), "place": 1 - apart / reach, "actors": same}
            found[row.key].append(Match(
                incident_id=here.key, row_id=row.key, days=gap, km=round(apart, 1), actors=same,
                score=round(sum(_WEIGHTS[k] * v for k, v in worth.items()), 4), killed=here.killed,
                row_killed=row.killed))
    return found


def _miss(side: _Side, row: Row, near: Sequence[Match], taken: set[str]) -> Miss:
    best = max(near, key=lambda m: m.score, default=None)
    if best is None:
        why = "nothing near in time and place"
    elif all(m.actors == 0 for m in near):
        why = "other parties"
    else:
        best = max((m for m in near if m.actors), key=lambda m: m.score)
        why = "its incident matches another row" if best.incident_id in taken else "too far apart"
    return Miss(row_id=side.key, day=str(row["day_from"]), place=str(row["place"]), killed=side.killed, why=why,
                nearest=best.incident_id if best else "")


def distance_km(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    """Great-circle distance, kilometres, of two points in degrees."""
    a, b = radians(lat_a), radians(lat_b)
    h = sin((b - a) / 2) ** 2 + cos(a) * cos(b) * sin(radians(lon_b - lon_a) / 2) ** 2
    return 2 * _EARTH_KM * asin(min(1.0, sqrt(h)))


def _ordinal(day: str) -> int:
    return date.fromisoformat(day).toordinal()


def _share(part: float, whole: float) -> float | None:
    return round(part / whole, 4) if whole else None


def _counts(pairs: Iterable[tuple[str, bool]]) -> dict[str, tuple[int, int]]:
    matched: Counter[str] = Counter()
    every: Counter[str] = Counter()
    for key, hit in pairs:
        every[key] += 1
        matched[key] += hit
    return {key: (matched[key], every[key]) for key in sorted(every)}
