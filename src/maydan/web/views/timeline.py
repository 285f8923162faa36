"""Incidents over time: a histogram, lanes of what lasts, and what no day can be given."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from maydan.errors import SettingError
from maydan.picture.timelines import ALL_ACCOUNTS
from maydan.web.asking import Filters, Where, incidents_where, keys
from maydan.web.snapshot import Snapshot

GRAINS = {"day": 1, "week": 7, "month": 31, "year": 366}  # days that a grain spans at most
_WIDEST = {"day": 120, "week": 800, "month": 5500}  # days of the period up to which a grain is chosen by itself
BARS = 300  # in one lane at most, those of most sources
_LANES = {"talks": ("talks",), "truces": ("truce", "truce-broken")}
_LANE = "(SELECT list(no) FROM (SELECT no FROM v WHERE {test} ORDER BY sources DESC, no LIMIT " + str(BARS + 1) + "))"
_OF = {lane: "day_from IS NOT NULL AND class IN (" + ", ".join(f"'{c}'" for c in classes) + ")"
       for lane, classes in _LANES.items()}
# One pass over the incidents that the filters leave. Classes are words of a closed list: JSON as they are.
_WHOLE = """
WITH v AS MATERIALIZED (
  SELECT i.no, i.day_from, i.days, i.class, i.killed_best, i.sources FROM incidents i {where}),
fine AS (
  SELECT date_trunc('{grain}', day_from)::DATE AS start, class, count(*) AS n, sum(killed_best) AS killed
  FROM v WHERE days <= {most} GROUP BY ALL),
buckets AS (
  SELECT start, sum(n)::INTEGER AS "count", sum(killed) AS killed, string_agg('"' || class || '":' || n, ',') AS classes
  FROM fine GROUP BY start)
SELECT (SELECT count(*) FROM v), (SELECT count(day_from) FROM v), (SELECT list(b ORDER BY b.start) FROM buckets b),
  """ + ", ".join(_LANE.format(test=test) for test in (
      *_OF.values(), "days > {most} AND NOT (" + " OR ".join(f"({t})" for t in _OF.values()) + ")"))


def timeline(snapshot: Snapshot, filters: Filters, *, grain: str | None = None) -> dict[str, Any]:
    """Buckets of incidents that have a day, lanes of bars for the rest.

    An incident whose bounds lie further apart than the grain is *vague*: it is a bar in the lane "vague" (or in that
    of its class) and in no bucket. Buckets without incidents are left out; weeks begin on Monday.
    """
    where = incidents_where(snapshot, filters)
    begin = date.fromisoformat(filters.since) if filters.since else None
    end = date.fromisoformat(filters.until) if filters.until else None
    if begin is None or end is None:
        first, last = snapshot.tuples(
            f"SELECT min(i.day_from), max(i.day_to) FROM incidents i {where}", where.values)[0]
        begin, end = begin or first, end or last
    grain = grain or _grain(begin, end)
    most = GRAINS[grain]
    total, dated, buckets, *lanes = snapshot.tuples(_WHOLE.format(where=where, most=most, grain=grain), where.values)[0]
    undated = total - dated
    if filters.since or filters.until:  # those without a day are in no period: they are counted beside it
        rest = incidents_where(snapshot, _undated(filters))
        undated = int(snapshot.one(f"SELECT count(*) FROM incidents i {rest}", rest.values))
    shown = [
        {"from": b["start"].isoformat(), "to": _last(b["start"], grain).isoformat(), "count": b["count"],
         "killed": b["killed"] or 0.0, "by_class": msgspec.Raw(b"{" + b["classes"].encode() + b"}")}
        for b in buckets or ()]
    return {
        "grain": grain, "buckets": shown, "lanes": [*_lanes(snapshot, lanes, most), _sieges(snapshot, filters)],
        "undated": undated, "vague": dated - sum(b["count"] for b in shown),
        "days": {"from": begin.isoformat() if begin else None, "to": end.isoformat() if end else None},
    }


def checked(grain: str | None) -> str | None:
    """A grain as it was asked for.

    Raises:
        SettingError: there is none of that name.
    """
    if grain is not None and grain not in GRAINS:
        raise SettingError(f"{grain!r} is no grain", f"use one of {', '.join(GRAINS)}")
    return grain


def _undated(filters: Filters) -> Filters:
    return msgspec.structs.replace(filters, since=None, until=None, undated=True)


def _grain(begin: date | None, end: date | None) -> str:
    if begin is None or end is None:
        return "month"
    days = (end - begin).days + 1
    return next((grain for grain, most in _WIDEST.items() if days <= most), "year")


def _last(start: date, grain: str) -> date:
    """Last day of the bucket that begins on a day."""
    if grain == "month":
        return (start.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    if grain == "year":
        return start.replace(month=12, day=31)
    return start + timedelta(days=GRAINS[grain] - 1)


def _lanes(snapshot: Snapshot, lanes: Sequence[list[int] | None], most: int) -> list[dict[str, Any]]:
    """Talks, truces, and everything else that is vague, as bars with the incident's type and first place as label.

    Args:
        lanes: numbers of incidents for each lane, one more than is shown where there are more.
    """
    numbers = [n for lane in lanes for n in (lane or ())[:BARS]]
    rows = {row[0]: row[1:] for row in snapshot.tuples(
        'SELECT no, incident_id, type, "where"[1], who, day_from::VARCHAR, day_to::VARCHAR, days, class '
        "FROM incidents WHERE no IN (SELECT unnest(?::INTEGER[]))", [numbers])} if numbers else {}
    found = []
    for lane, told in zip((*_LANES, "vague"), lanes, strict=True):
        bars = []
        for number in (told or ())[:BARS]:
            ident, kind, place, who, first, last, days, group = rows[number]
            bars.append({
                "id": ident, "label": kind, "from": first, "to": last, "vague": days > most, "class": group,
                "place": [place, *snapshot.label("place", place)] if place else None,
                "who": [[w, *snapshot.label("actor", w)] for w in who[:3]],
            })
        found.append({"lane": lane, "bars": sorted(bars, key=lambda b: (b["from"], b["to"], b["id"])),
                      "more": len(told or ()) > BARS})
    return found


def _sieges(snapshot: Snapshot, filters: Filters) -> dict[str, Any]:
    """Sieges as all accounts together tell them; without an end they last until they were last seen, and are vague."""
    where = Where().add("s.account = ?", ALL_ACCOUNTS).add("s.start_latest IS NOT NULL")
    if filters.since:
        where.add('coalesce(s."end", s.last_seen, s.start_latest) >= ?::DATE', filters.since)
    if filters.until:
        where.add("s.start_latest <= ?::DATE", filters.until)
    if filters.places:
        numbers = keys(snapshot, "place", filters.places) or [0]
        where.add(f"s.place IN (SELECT id FROM used WHERE key IN ({', '.join('?' * len(numbers))}))", *numbers)
    for actor in filters.actors:
        where.add("list_contains(s.besiegers, ?)", actor)
    rows = snapshot.tuples(
        'SELECT s.place, s.besiegers, s.start_latest::VARCHAR, '
        'coalesce(s."end", s.last_seen, s.start_latest)::VARCHAR, '
        f's."end" IS NULL FROM sieges s {where} ORDER BY len(s.claims) DESC, s.place LIMIT {BARS + 1}', where.values)
    if filters.classes and "siege" not in filters.classes:
        rows = []
    bars = [{"id": place, "label": "siege", "from": first, "to": last, "vague": open_, "class": "siege",
             "place": [place, *snapshot.label("place", place)],
             "who": [[b, *snapshot.label("actor", b)] for b in besiegers[:3]]}
            for place, besiegers, first, last, open_ in rows[:BARS]]
    return {"lane": "sieges", "bars": sorted(bars, key=lambda b: (b["from"], b["to"], b["id"])),
            "more": len(rows) > BARS}
