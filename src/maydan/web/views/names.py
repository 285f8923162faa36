"""Places and actors: lists to look in, and a page for each."""

from __future__ import annotations

import math
from typing import Any

from maydan.case.rows import name_key
from maydan.errors import UnknownError
from maydan.picture.tables import Row
from maydan.picture.timelines import ALL_ACCOUNTS
from maydan.web.asking import Where
from maydan.web.filling import AUTHOR
from maydan.web.settings import COUNTED
from maydan.web.snapshot import Snapshot
from maydan.web.views.incidents import of_numbers

NEWEST = 20  # incidents on a page
NAMES = 200  # ways of writing a name on a page
MET = 50  # actors named with a place
STATES = 500  # intervals of one account on a page
NEAR_KM, NEAR = 50.0, 12  # neighbours of a place


def names(snapshot: Snapshot, role: str, *, words: str = "", limit: int = 50, offset: int = 0) -> tuple[list[Row], int]:
    """Places or actors, most named first; ``words`` may stand anywhere in any of their names."""
    where = Where().add("n.role = ?", role).add("n.id <> ?", AUTHOR)
    for word in name_key(words.lower()).split()[:8]:
        where.add("n.key IN (SELECT key FROM spelled WHERE contains(folded, ?))", word)
    rows = snapshot.rows(
        "SELECT n.id, n.name_ar, n.name_en, n.kind, n.lat, n.lon, n.records, n.documents, n.first, n.last "
        f"FROM names n {where} ORDER BY n.records DESC, n.id LIMIT ? OFFSET ?", [*where.values, limit, offset])
    total = snapshot.one(f"SELECT count(*) FROM (SELECT 1 FROM names n {where} LIMIT {COUNTED + 1})", where.values)
    return rows, int(total)


def all_names(snapshot: Snapshot, most: int) -> dict[str, list[tuple[Any, ...]]]:
    """What the case names, most named first: actors as id, names, kind, records; places with lat and lon besides."""
    return {
        "actors": snapshot.tuples("SELECT id, name_ar, name_en, kind, records FROM names WHERE role = 'actor' "
                                  "AND id <> ? ORDER BY records DESC, id LIMIT ?", (AUTHOR, most)),
        "places": snapshot.tuples("SELECT id, name_ar, name_en, kind, lat, lon, records FROM names "
                                  "WHERE role = 'place' ORDER BY records DESC, id LIMIT ?", (most,)),
    }


def _one(snapshot: Snapshot, role: str, name: str) -> Row:
    key = snapshot.key(role, name)
    if key is None:
        raise UnknownError(f"the case names no {role} {name}", f"look for it in the list of {role}s")
    return snapshot.rows("SELECT * FROM names WHERE key = ?", (key,))[0]


def place(snapshot: Snapshot, name: str) -> dict[str, Any]:
    """A place: its names by outlet, who held it by whose account, what happened there, who is named with it."""
    row = _one(snapshot, "place", name)
    accounts: dict[str, list[Row]] = {}
    for state in snapshot.rows(
            "SELECT * EXCLUDE (no) FROM intervals WHERE place = ? ORDER BY account <> ?, account, no",
            (name, ALL_ACCOUNTS)):
        accounts.setdefault(state["account"], []).append(state)
    return {
        "place": {"place": name, **{c: row[c] for c in (
            "name_ar", "name_en", "kind", "lat", "lon", "radius_km", "admin1", "country", "records", "documents",
            "first", "last")}},
        "names": _called(snapshot, row["key"]),
        "accounts": [{"account": a, "intervals": rows[-STATES:]} for a, rows in accounts.items()],
        "sieges": snapshot.rows("SELECT * FROM sieges WHERE place = ? AND account = ? ORDER BY start_latest",
                                (name, ALL_ACCOUNTS)),
        "incidents": _newest(snapshot, row["key"]),
        "counts": _kinds(snapshot, row["key"]) | _classes(snapshot, row["key"]),
        "actors": [{"id": i, "name_ar": ar, "name_en": en, "records": n} for i, ar, en, n in snapshot.tuples(
            "SELECT n.id, n.name_ar, n.name_en, t.records FROM together t JOIN names n ON n.key = t.actor "
            "WHERE t.place = ? ORDER BY t.records DESC, n.id LIMIT ?", (row["key"], MET))],
        "neighbours": _near(snapshot, row),
    }


def actor(snapshot: Snapshot, name: str) -> dict[str, Any]:
    """An actor: its names by outlet, ties, what it held, did and suffered, and the bodies that belong to it."""
    row = _one(snapshot, "actor", name)
    held = snapshot.tuples(
        'SELECT place, state, coalesce(start_earliest, start_latest)::VARCHAR, end_latest::VARCHAR, '
        "last_seen::VARCHAR, sources FROM intervals WHERE no IN (SELECT no FROM holds WHERE key = ?) "
        "ORDER BY last_seen DESC NULLS LAST, place LIMIT ?", (row["key"], STATES))
    return {
        "actor": {"id": name, **{c: row[c] for c in ("name_ar", "name_en", "kind", "known", "records", "documents",
                                                     "first", "last")},
                  "parent": row["parent"] or None, "side": row["side"] or None},
        "names": [{"name": n["name_ar"] or n["name_en"], "source": n["source"], "documents": n["documents"]}
                  for n in _called(snapshot, row["key"])],
        "ties": snapshot.rows(
            "SELECT a, relation, b, first, last, sources, outlets, records[1:20] AS records FROM edges "
            "WHERE a = ? OR b = ? ORDER BY no LIMIT 200", (name, name)),
        "holds": [{"place": p, "place_names": snapshot.label("place", p), "state": state, "from": first, "to": last,
                   "last_seen": seen, "sources": sources} for p, state, first, last, seen, sources in held],
        "did": _classes(snapshot, row["key"], "who"), "suffered": _classes(snapshot, row["key"], "whom"),
        "incidents": _newest(snapshot, row["key"]),
        "parts": [i for (i,) in snapshot.tuples(
            "SELECT id FROM names WHERE role = 'actor' AND parent = ? ORDER BY records DESC, id LIMIT 200", (name,))],
    }


def _called(snapshot: Snapshot, key: int) -> list[Row]:
    return snapshot.rows("SELECT name_ar, name_en, source, documents FROM calls WHERE key = ? "
                         "ORDER BY documents DESC, name_ar, source LIMIT ?", (key, NAMES))


def _newest(snapshot: Snapshot, key: int) -> list[Row]:
    return of_numbers(snapshot, [no for (no,) in snapshot.tuples(
        "SELECT DISTINCT no FROM parts WHERE key = ? ORDER BY no DESC LIMIT ?", (key, NEWEST))])


def _kinds(snapshot: Snapshot, key: int) -> dict[str, int]:
    return dict(snapshot.tuples("SELECT kind, records FROM kinds WHERE key = ? ORDER BY records DESC, kind", (key,)))


def _classes(snapshot: Snapshot, key: int, role: str | None = None) -> dict[str, int]:
    """Class of incident -> how many take place there or have the actor in a role."""
    return dict(snapshot.tuples(
        "SELECT class, sum(incidents)::INTEGER FROM classes WHERE key = ? AND (?::VARCHAR IS NULL OR role = ?) "
        "GROUP BY class ORDER BY 2 DESC, 1", (key, role, role)))


def _near(snapshot: Snapshot, row: Row) -> list[Row]:
    """The nearest places with a point of their own, by great circle."""
    if row["lat"] is None or row["lon"] is None:
        return []
    lat = NEAR_KM / 111.0
    lon = lat / max(0.05, math.cos(math.radians(row["lat"])))
    return snapshot.rows(
        """SELECT id AS place, name_ar, name_en, records, round(12742 * asin(sqrt(
             pow(sin(radians(lat - $lat) / 2), 2)
             + cos(radians(lat)) * cos(radians($lat)) * pow(sin(radians(lon - $lon) / 2), 2))), 1) AS km
           FROM names WHERE role = 'place' AND key <> $key AND lat BETWEEN $lat - $dy AND $lat + $dy
             AND lon BETWEEN $lon - $dx AND $lon + $dx AND coalesce(radius_km, 1) <= 10
           ORDER BY km, id LIMIT $most""",
        {"lat": row["lat"], "lon": row["lon"], "key": row["key"], "dy": lat, "dx": lon, "most": NEAR})
