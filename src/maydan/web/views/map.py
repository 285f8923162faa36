"""The map: who held what, for a slider; incidents as points or clusters; the outlines below them."""

from __future__ import annotations

import math
from typing import Any

import msgspec

from maydan.case import Case
from maydan.case.codec import dumps
from maydan.errors import SettingError, UnknownError
from maydan.picture.tables import Row
from maydan.picture.timelines import ALL_ACCOUNTS, FORMER_DAYS
from maydan.web.asking import Filters, box_where, incidents_where, keys
from maydan.web.courses import Roads
from maydan.web.snapshot import LINES, Snapshot

POINTS = 400  # up to so many incidents are drawn one by one
CLUSTERS = 2000  # on one map at most
CELL = 64  # pixels, the side of the grid by which incidents are put together
TILE = 256  # pixels of the world at zoom 0, as in Web Mercator tiles of that size
VAGUE = 31  # days; incidents that are dated more loosely do not stretch the slider
LEGEND, CALLED = 9, 3  # holders with a colour of their own; names of each as outlets write them
FEATURES = ("crossing", "dam", "airport", "base", "port", "oilfield", "corridor", "road")


def intervals(snapshot: Snapshot, account: str = ALL_ACCOUNTS) -> bytes:
    """Places, their states over time, sieges and features by one account, as JSON; kept while the snapshot lives.

    Shape: ``places: [[key, name_ar, name_en, lat, lon, radius_km, kind]]``, ``intervals: [[place index, state,
    [holders], start_earliest, start_latest, end_earliest, end_latest, last_seen, sources]]`` by place and in order of
    time, ``sieges: [[place index, [besiegers], start_earliest, start_latest, end, last_seen]]``, ``holders``, ``days``,
    ``former_days``, ``accounts``, ``features``, ``lines``.
    """
    if account != ALL_ACCOUNTS and account not in _accounts(snapshot):
        return _intervals(snapshot, account)  # not kept: anything may be asked for
    found: bytes = snapshot.kept(("intervals", account), lambda: _intervals(snapshot, account))
    return found


def _accounts(snapshot: Snapshot) -> list[str]:
    found: list[str] = snapshot.kept("accounts", lambda: accounts(snapshot))
    return found


def _intervals(snapshot: Snapshot, account: str) -> bytes:
    """Rows become JSON in the database: there may be hundreds of thousands."""
    places = snapshot.tuples(
        """SELECT p.place, n.name_ar, n.name_en, n.lat, n.lon, n.radius_km, n.kind FROM (
             SELECT place FROM intervals WHERE account = $by UNION SELECT place FROM sieges WHERE account = $by) p
           LEFT JOIN names n ON n.role = 'place' AND n.id = p.place ORDER BY p.place""", {"by": account})
    numbered = """WITH numbered AS (SELECT place, row_number() OVER (ORDER BY place) - 1 AS number FROM (
        SELECT place FROM intervals WHERE account = $by UNION SELECT place FROM sieges WHERE account = $by))"""
    rows = snapshot.one(
        f"""{numbered} SELECT string_agg(json_array(p.number, v.state, v.holders, v.start_earliest, v.start_latest,
              v.end_earliest, v.end_latest, v.last_seen, v.sources)::VARCHAR, ',' ORDER BY p.number, v.no)
            FROM intervals v JOIN numbered p USING (place) WHERE v.account = $by""", {"by": account})
    besieged = snapshot.one(
        f"""{numbered} SELECT string_agg(json_array(p.number, s.besiegers, NULL, s.start_latest, s."end",
              s.last_seen)::VARCHAR, ',' ORDER BY p.number, s.start_latest)
            FROM sieges s JOIN numbered p USING (place) WHERE s.account = $by""", {"by": account})
    held = snapshot.tuples(
        """SELECT id, count(DISTINCT place) FROM (
             SELECT unnest(holders) AS id, place FROM intervals WHERE account = $by
             UNION ALL SELECT unnest(besiegers), NULL FROM sieges WHERE account = $by)
           GROUP BY id ORDER BY 2 DESC, 1""", {"by": account})
    days = snapshot.tuples(
        """SELECT min(first)::VARCHAR, max(last)::VARCHAR FROM (
             SELECT coalesce(start_earliest, start_latest) AS first, greatest(last_seen, start_latest) AS last
             FROM intervals WHERE account = ?
             UNION ALL SELECT day_from, day_to FROM incidents WHERE day_to - day_from < ?)""", (account, VAGUE))[0]
    holders = []
    for number, (holder, count) in enumerate(held):
        ar, en = snapshot.label("actor", holder)
        holders.append({"id": holder, "name_ar": ar, "name_en": en, "places": count,
                        "called": _called(snapshot, holder, account) if number < LEGEND else []})
    return dumps({
        "places": [p if p[1] is not None else (p[0], p[0], p[0], None, None, None, "other") for p in places],
        "intervals": msgspec.Raw(f"[{rows or ''}]".encode()), "sieges": msgspec.Raw(f"[{besieged or ''}]".encode()),
        "holders": holders, "days": {"from": days[0], "to": days[1]},
        "former_days": FORMER_DAYS, "accounts": _accounts(snapshot),
        "features": snapshot.kept("features", lambda: features(snapshot)),
        "lines": snapshot.kept("lines", lambda: lines(snapshot)),
    }).encode()


def _called(snapshot: Snapshot, actor: str, account: str) -> list[str]:
    """The names that an outlet, or all of them, use most for an actor, as they write them."""
    return [name for (name,) in snapshot.tuples(
        "SELECT name_ar FROM calls WHERE key = ? AND ? IN (source, ?) AND name_ar <> '' GROUP BY name_ar "
        "ORDER BY sum(documents) DESC, name_ar LIMIT ?",
        (snapshot.key("actor", actor) or 0, account, ALL_ACCOUNTS, CALLED))]


def accounts(snapshot: Snapshot) -> list[str]:
    """Outlets that say who held something, the most telling first."""
    return [a for (a,) in snapshot.tuples(
        "SELECT account FROM intervals WHERE account <> ? GROUP BY account ORDER BY count(*) DESC, account",
        (ALL_ACCOUNTS,))]


def features(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """Crossings, dams, air bases and the like that the case names: key, names, lat, lon, kind."""
    return snapshot.tuples(
        f"SELECT id, name_ar, name_en, lat, lon, site FROM names WHERE role = 'place' AND lat IS NOT NULL "
        f"AND site IN ({', '.join('?' * len(FEATURES))}) ORDER BY records DESC LIMIT 2000", FEATURES)


def lines(snapshot: Snapshot) -> list[tuple[Any, ...]]:
    """Roads and corridors that the case names: key, names, kind, whether only its ends are known, parts of the line."""
    roads = Roads(snapshot.outlines.roads(), snapshot.theatres)
    found = []
    for key, ar, en, kind in snapshot.tuples(
            "SELECT id, name_ar, name_en, site FROM names WHERE role = 'place' AND site IN ('corridor', 'road') "
            "ORDER BY records DESC, id LIMIT ?", (LINES,)):
        course = roads.course(key, ar, en, snapshot.ends.get(key, ()))
        if course is not None:
            found.append((key, ar, en, kind, course.straight, course.parts))
    return found


def holder(snapshot: Snapshot, case: Case, place: str, on: str, account: str | None = None) -> list[Row]:
    """The state of a place on a day by each account that says one, all together ("*") last, with its quotes.

    Raises:
        UnknownError: the case names no such place.
    """
    numbers = keys(snapshot, "place", [place])
    if not numbers:
        raise UnknownError(f"no document names a place {place!r}", "try another spelling, or its key")
    rows = snapshot.rows(
        "SELECT v.* EXCLUDE (no) FROM intervals v JOIN used u ON u.role = 'place' AND u.id = v.place "
        f"WHERE u.key IN ({', '.join('?' * len(numbers))}) AND (?::VARCHAR IS NULL OR v.account = ?) "
        "AND (least(v.start_earliest, v.start_latest) <= ?::DATE OR (v.start_latest IS NULL "
        f"  AND (v.last_seen IS NULL OR v.last_seen - {FORMER_DAYS} <= ?::DATE))) "
        "AND (v.end_latest IS NULL OR v.end_latest > ?::DATE) "
        # the last one that has surely begun; before any has, the first of those that may have
        "QUALIFY row_number() OVER (PARTITION BY v.place, v.account ORDER BY "
        "  CASE WHEN v.start_latest IS NULL OR v.start_latest <= ?::DATE THEN -v.no - 1 ELSE v.no END) = 1 "
        "ORDER BY v.place, v.account = '*', v.account", [*numbers, account, account, on, on, on, on])
    words = {q["record_id"]: q for q in case.quotes([c for row in rows for c in row["claims"][:50]])}
    for row in rows:
        row["quotes"] = [words[c] for c in row["claims"] if c in words]
    return rows


def incidents(snapshot: Snapshot, filters: Filters, *, zoom: float = 6.0) -> dict[str, Any]:
    """Incidents for the map: points where there are few in the box, else clusters by a grid of :data:`CELL` pixels.

    ``in_range`` counts all that the filters leave, wherever they are; ``unplaced`` those among them without a point;
    ``in_view`` those in the box.
    """
    if not 0 <= zoom <= 30:
        raise SettingError(f"zoom {zoom:g} is none", "use 0 to 22")
    everywhere, inside = incidents_where(snapshot, filters, placed=False), box_where(filters)
    seen = " AND ".join(["i.lat IS NOT NULL", *inside.clauses])
    cells = math.floor(2 ** min(zoom, 20.0) * TILE / CELL)
    # first by class, so that the class of a cluster is that of most of its incidents
    total, placed, in_view, clusters = snapshot.tuples(
        f"""WITH v AS MATERIALIZED (
              SELECT i.lat, i.lon, i.x, i.y, i.class, {seen} AS seen FROM incidents i {everywhere}),
            fine AS (
              SELECT floor(x * {cells})::INTEGER AS cx, floor(y * {cells})::INTEGER AS cy, class, count(*) AS n,
                     sum(lon) AS lons, sum(lat) AS lats, min(lon) AS w, min(lat) AS s, max(lon) AS e, max(lat) AS t
              FROM v WHERE seen GROUP BY ALL),
            clusters AS (
              SELECT round(sum(lons) / sum(n), 5) AS lon, round(sum(lats) / sum(n), 5) AS lat, sum(n)::INTEGER AS n,
                     arg_max(class, n)::VARCHAR AS class, [min(w), min(s), max(e), max(t)] AS box
              FROM fine GROUP BY cx, cy ORDER BY sum(n) DESC, cx, cy LIMIT {CLUSTERS})
            SELECT (SELECT count(*) FROM v), (SELECT count(lat) FROM v), (SELECT count(*) FROM v WHERE seen),
                   (SELECT list(c ORDER BY c.n DESC, c.lon, c.lat) FROM clusters c)""",
        [*inside.values, *everywhere.values])[0]
    found: dict[str, Any] = {"in_range": total, "unplaced": total - placed, "in_view": in_view}
    if in_view > POINTS:
        return found | {"clusters": [tuple(c.values()) for c in clusters]}
    where = incidents_where(snapshot, filters).add("i.lat IS NOT NULL")
    return found | {"points": snapshot.tuples(
        f"SELECT i.incident_id, i.lon, i.lat, i.class, i.type, i.day_from::VARCHAR, i.killed_best, i.sources "
        f"FROM incidents i {where} ORDER BY i.no", where.values)}
