"""Who held what when, over a dataset: region by region, and only where something changed.

What is told of a place bears on places up to 20 km away (an area taken takes what lies in it). So a region of 2 by 2
degrees is worked out from all claims in it and some 40 km around it, and of the result what lies in it is kept.
"""

from __future__ import annotations

import hashlib
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.engine.sql import Sql
from maydan.picture.claims import ATTACKS, LEAVING
from maydan.picture.timelines import Interval, Siege, timelines

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

REGION = 2.0  # degrees
MARGIN = 0.4  # degrees around a region whose claims may bear on it; places are known a little further
_KNOWN = 0.6
_EVENTS = ("record_id", "document_id", "source", "type", "status", "who", "whom", "where", "day_from", "day_to",
           "day_inferred", "quote")
_HOLDINGS = ("record_id", "document_id", "source", "holder", "place", "change", "from_holder", "status", "day_from",
             "day_to", "day_inferred", "start", "end", "rule", "quote")


def region_of(place: Row | None) -> str:
    """The region of a place: "y:x" of its south-west corner in units of 2 degrees; "-" without a point."""
    if place is None or place.get("lat") is None or place.get("lon") is None:
        return "-"
    return f"{math.floor(place['lat'] / REGION)}:{math.floor(place['lon'] / REGION)}"


def interval_schema() -> pa.Schema:
    """Arrow schema of the table ``intervals``."""
    return _schema(Interval)


def siege_schema() -> pa.Schema:
    """Arrow schema of the table ``sieges``."""
    return _schema(Siege)


def _schema(struct: type[msgspec.Struct]) -> pa.Schema:
    import pyarrow as pa

    lists = {"holders", "claims", "doubts", "besiegers", "broken_by"}
    return pa.schema([("region", pa.string())] + [
        (name, pa.list_(pa.string()) if name in lists else pa.int64() if name == "sources" else pa.string())
        for name in struct.__struct_fields__])


def regions(
    sql: Sql, places: Mapping[str, Row], originals: Mapping[str, str], known: Mapping[str, str],
) -> Iterator[tuple[str, str, list[Row] | None, list[Row]]]:
    """Every region: its name, a hash of all that it follows from, rows of intervals and of sieges.

    Asks for the tables ``claimed`` (the dataset's holdings), ``said`` (its events), ``wheres`` (event's record id and
    place) and ``places``.

    Args:
        known: region -> hash, of an earlier picture: the intervals of a region that has the same are None.
    """
    atlas: dict[str, list[str]] = defaultdict(list)
    for key, place in places.items():
        for region in _reached(place, _KNOWN):
            atlas[region].append(key)
    for region, holdings, events in _rows(sql):
        around = [places[key] for key in sorted(atlas[region])] if region != "-" else []
        voices = {d: originals[d] for d in sorted({r["document_id"] for r in (*holdings, *events)}) if d in originals}
        named = {p["place"]: p for p in around}
        used = sorted({h["place"] for h in holdings} | {w for e in events for w in e["where"] or ()})
        told = [named[key] for key in used if key in named]
        towns = [p for p in around if p.get("kind") == "town"]
        told_of = msgspec.json.encode([holdings, events, told, towns, voices])
        digest = hashlib.blake2b(told_of, digest_size=8).hexdigest()
        if known.get(region) == digest:
            yield region, digest, None, []
            continue
        found, besieged = timelines(holdings, originals=voices, events=events, places=around)
        yield region, digest, _mine(region, found, places), _mine(region, besieged, places)


def _mine(region: str, found: list[Interval] | list[Siege], places: Mapping[str, Row]) -> list[Row]:
    return [{"region": region, **{k: list(v) if isinstance(v, tuple) else v
                                  for k, v in msgspec.structs.asdict(row).items()}}
            for row in found if region_of(places.get(row.place)) == region]


def _reached(place: Row, margin: float) -> set[str]:
    """The regions on which a place may bear."""
    if region_of(place) == "-":
        return {"-"}
    return {f"{math.floor((place['lat'] + dy) / REGION)}:{math.floor((place['lon'] + dx) / REGION)}"
            for dy in (-margin, margin) for dx in (-margin, margin)}


def _rows(sql: Sql) -> Iterator[tuple[str, list[Row], list[Row]]]:
    """Regions with the holdings and events that bear on them, each in the order of record ids."""
    q = sql.quote
    sql.view("reach", f"""
      SELECT DISTINCT place, CASE WHEN lat IS NULL OR lon IS NULL THEN '-' ELSE CONCAT(
               CAST(CAST(FLOOR((lat + dy.n * {MARGIN}) / {REGION}) AS INT) AS STRING), ':',
               CAST(CAST(FLOOR((lon + dx.n * {MARGIN}) / {REGION}) AS INT) AS STRING)) END AS region
      FROM places CROSS JOIN (VALUES (-1), (1)) AS dy (n) CROSS JOIN (VALUES (-1), (1)) AS dx (n)""")
    kinds = ", ".join(f"'{t}'" for t in sorted(LEAVING | ATTACKS))
    held = ", ".join(f"h.{q}{c}{q}" for c in _HOLDINGS)
    told = ", ".join(f"e.{q}{c}{q}" for c in _EVENTS)
    holdings = _grouped(sql.batches(
        f"SELECT COALESCE(r.region, '-') AS region, {held} FROM claimed h LEFT JOIN reach r ON r.place = h.place "
        "WHERE h.place IS NOT NULL ORDER BY 1, 2"))
    events = _grouped(sql.batches(
        f"SELECT w.region, {told} FROM (SELECT DISTINCT COALESCE(r.region, '-') AS region, w.record_id FROM wheres w "
        "LEFT JOIN reach r ON r.place = w.place) w JOIN said e ON e.record_id = w.record_id "
        f"WHERE e.type IN ({kinds}) ORDER BY 1, 2"))
    waiting = next(events, None)
    for region, rows in holdings:  # where nobody holds anything, events say nothing of who does
        while waiting is not None and waiting[0] < region:
            waiting = next(events, None)
        yield region, rows, waiting[1] if waiting is not None and waiting[0] == region else []


def _grouped(batches: Iterator[pa.RecordBatch]) -> Iterator[tuple[str, list[Row]]]:
    region: str | None = None
    mine: list[Row] = []
    for batch in batches:
        for row in batch.to_pylist():
            here = row.pop("region")
            if region is not None and here != region:
                yield region, mine
                mine = []
            region = here
            mine.append(row)
    if region is not None:
        yield region, mine
