"""GeoJSON and GeoParquet: incidents, events, holdings and places as points, WGS 84, longitude first."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from maydan.exports.model import Bundle, columns_of
from maydan.exports.output import Table
from maydan.exports.plain import arrow_table, metadata
from maydan.picture.tables import Row

LAYERS = ("incidents", "events", "holdings", "places")
Point = tuple[float, float]


def point_of(bundle: Bundle, layer: str, row: Row) -> Point | None:
    """(lon, lat) of a row: its own, or that of the sharpest of its places; None where none has one."""
    if row.get("lat") is not None and row.get("lon") is not None:
        return float(row["lon"]), float(row["lat"])
    keys = [row.get("place")] if layer == "holdings" else row.get("where") or []
    found = [p for key in keys if key and (p := bundle.names.place(str(key))).lat is not None]
    best = min(found, key=lambda p: p.radius_km, default=None)
    return (float(best.lon), float(best.lat)) if best and best.lat is not None and best.lon is not None else None


def _layers(bundle: Bundle) -> Iterator[tuple[str, dict[str, str], list[Row]]]:
    for layer in LAYERS:
        if layer in bundle.tables:
            rows = bundle.rows(layer)
            if layer == "places":
                rows = list({str(r["place"]): r for r in reversed(rows)}.values())[::-1]
            yield layer, columns_of(layer, rows), rows


def write_geojson(bundle: Bundle, folder: Path) -> list[Table]:
    """One ``.geojson`` a layer (RFC 7946); a row without a point has a null geometry."""
    written = []
    for layer, columns, rows in _layers(bundle):
        features = []
        for row in rows:
            point = point_of(bundle, layer, row)
            feature: dict[str, Any] = {
                "type": "Feature", "geometry": {"type": "Point", "coordinates": point} if point else None,
                "properties": {c: row.get(c) for c in columns},
            }
            if key := row.get("incident_id") or row.get("record_id") or row.get("place"):
                feature["id"] = key
            features.append(feature)
        whole = {"type": "FeatureCollection", "maydan": msgspec.to_builtins(bundle.about), "features": features}
        (folder / f"{layer}.geojson").write_bytes(msgspec.json.encode(whole))
        written.append(Table(file=f"{layer}.geojson", name=layer, columns=columns, rows=len(rows)))
    return written


def wkb(point: Point) -> bytes:
    """A point as little-endian well-known binary."""
    return struct.pack("<BIdd", 1, 1, *point)


def write_geoparquet(bundle: Bundle, folder: Path) -> list[Table]:
    """One ``.parquet`` a layer with a WKB column ``geometry`` (GeoParquet 1.1.0)."""
    import pyarrow.parquet as pq

    written = []
    for layer, columns, rows in _layers(bundle):
        points = [point_of(bundle, layer, row) for row in rows]
        placed = [p for p in points if p]
        described: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
        if placed:
            lons, lats = zip(*placed, strict=True)
            described["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
        geo = {"version": "1.1.0", "primary_column": "geometry", "columns": {"geometry": described}}
        columns = {**columns, "geometry": "point"}
        full = [{**row, "geometry": wkb(p) if p else None} for row, p in zip(rows, points, strict=True)]
        about = {**metadata(bundle), "geo": msgspec.json.encode(geo).decode()}
        pq.write_table(arrow_table(columns, full, about), folder / f"{layer}.parquet", compression="zstd")
        written.append(Table(file=f"{layer}.parquet", name=layer, columns=columns, rows=len(rows)))
    return written
