"""The map: who held what, for a slider; incidents as points or clusters; the outlines below them."""

from __future__ import annotations

import math
from typing import Any

from maydan.case import Case
from maydan.case.codec import dumps
from maydan.errors import SettingError, UnknownError
from maydan.picture.tables import Row
from maydan.picture.timelines import ALL_ACCOUNTS
from maydan.web.asking import Filters, incidents_where, keys
from maydan.web.snapshot import Snapshot

POINTS = 400  # up to so many incidents are drawn one by one
CLUSTERS = 2000  # on one map at most
CELL = 64  # pixels, the side of the grid by which incidents are put together
TILE = 256  # pixels of the world at zoom 0, as in Web Mercator tiles of that size
FEATURES = ("crossing", "dam", "airport", "base", "port", "oilfield", "corridor")


def intervals(snapshot: Snapshot, account: str = ALL_ACCOUNTS) -> bytes:
    """Places, their states over time, sieges and features by one account, as JSON; kept while the snapshot lives.

    Shape: ``places: [[key, name_ar, name_en, lat, lon, radius_km, kind]]``, ``intervals: [[place index, state,
    [holders], start_earliest, start_latest, end_earliest, end_latest, last_seen, sources]]`` by place and in order of
    time, ``sieges: [[place index, [besiegers], start_earliest, start_latest, end, last_seen]]``, ``holders``, ``days``,
    ``accounts``, ``features``.
    """
    found: bytes = snapshot.kept(("intervals", account), lambda: dumps(_intervals(snapshot, account)).encode())
    return found


def _intervals(snapshot: Snapshot, account: str) -> dict[str, Any]:
    rows = snapshot.tuples(
        "SELECT place, state, holders, start_earliest::VARCHAR, start_latest::VARCHAR, end_earliest::VARCHAR, "
        "end_latest::VARCHAR, last_seen::VARCHAR, sources FROM intervals WHERE account = ? ORDER BY place, no",
        (account,))
    besieged = snapshot.tuples(
        'SELECT place, besiegers, NULL, start_latest::VARCHAR, "end"::VARCHAR, last_seen::VARCHAR '
        "FROM sieges WHERE account = ? ORDER BY place, start_latest", (account,))
    places: dict[str, int] = {}
    held: dict[str, set[str]] = {}
    for row in (*rows, *besieged):
        places.setdefault(row[0], len(places))
    for row in rows:
        for holder in row[2]:
            held.setdefault(holder, set()).add(row[0])
    for siege in besieged:
        for besieger in siege[1]:
            held.setdefault(besieger, set())
    known = {r[0]: r for r in snapshot.tuples(
        "SELECT id, name_ar, name_en, lat, lon, radius_km, kind FROM names WHERE role = 'place' AND id IN "
        "(SELECT place FROM intervals WHERE account = ? UNION SELECT place FROM sieges WHERE account = ?)",
        (account, account))}
    days = snapshot.tuples(
        "SELECT min(coalesce(start_earliest, start_latest))::VARCHAR, max(greatest(last_seen, start_latest))::VARCHAR "
        "FROM intervals WHERE account = ?", (account,))[0]
    return {
        "places": [list(known.get(p, (p, p, p, None, None, None, "other"))) for p in places],
        "intervals": [(places[r[0]], *r[1:]) for r in rows],
        "sieges": [(places[s[0]], *s[1:]) for s in besieged],
        "holders": [{"id": h, "name_ar": snapshot.label("actor", h)[0], "name_en": snapshot.label("actor", h)[1],
                     "places": len(held[h])} for h in sorted(held, key=lambda h: (-len(held[h]), h))],
        "days": {"from": days[0], "to": days[1]}, "accounts": accounts(snapshot), "features": features(snapshot),
    }


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
        "AND (v.start_latest IS NULL OR least(v.start_earliest, v.start_latest) <= ?::DATE) "
        "AND (v.end_latest IS NULL OR v.end_latest > ?::DATE) "
        "QUALIFY row_number() OVER (PARTITION BY v.place, v.account ORDER BY v.no DESC) = 1 "
        "ORDER BY v.place, v.account = '*', v.account", [*numbers, account, account, on, on])
    words = {q["record_id"]: q for q in case.quotes([c for row in rows for c in row["claims"][:50]])}
    for row in rows:
        row["quotes"] = [words[c] for c in row["claims"] if c in words]
    return rows


def incidents(snapshot: Snapshot, filters: Filters, *, zoom: float = 6.0) -> dict[str, Any]:
    """Incidents for the map: points where there are few in the box, else clusters by a grid of :data:`CELL` pixels.

    ``in_range`` counts all that the filters leave, wherever they are; ``unplaced`` those among them without a point;
    ``in_view`` those in the box.
    """
    everywhere = incidents_where(snapshot, filters, placed=False)
    total, placed = snapshot.tuples(
        f"SELECT count(*), count(i.lat) FROM incidents i {everywhere}", everywhere.values)[0]
    where = incidents_where(snapshot, filters).add("i.lat IS NOT NULL")
    in_view = int(snapshot.one(f"SELECT count(*) FROM incidents i {where}", where.values))
    found: dict[str, Any] = {"in_range": total, "unplaced": total - placed, "in_view": in_view}
    if in_view <= POINTS:
        return found | {"points": snapshot.tuples(
            f"SELECT i.incident_id, i.lon, i.lat, i.class, i.type, i.day_from::VARCHAR, i.killed_best, i.sources "
            f"FROM incidents i {where} ORDER BY i.no", where.values)}
    if not 0 <= zoom <= 30:
        raise SettingError(f"zoom {zoom:g} is none", "use 0 to 22")
    cells = math.floor(2 ** min(zoom, 20.0) * TILE / CELL)
    # first by class, so that the class of a cluster is that of most of its incidents
    return found | {"clusters": snapshot.tuples(
        f"""WITH fine AS (
              SELECT floor(i.x * {cells})::INTEGER AS cx, floor(i.y * {cells})::INTEGER AS cy, i.class,
                     count(*) AS n, sum(i.lon) AS lons, sum(i.lat) AS lats, min(i.lon) AS w, min(i.lat) AS s,
                     max(i.lon) AS e, max(i.lat) AS t
              FROM incidents i {where} GROUP BY ALL)
            SELECT round(sum(lons) / sum(n), 5), round(sum(lats) / sum(n), 5), sum(n)::INTEGER, arg_max(class, n),
                   [min(w), min(s), max(e), max(t)]
            FROM fine GROUP BY cx, cy ORDER BY sum(n) DESC, cx, cy LIMIT {CLUSTERS}""", where.values)}
