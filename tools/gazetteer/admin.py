"""Provinces, districts and subdistricts as rows, and the named quarters of a province as areas.

"ريف حلب الشمالي" has no boundary; it is taken as the part of the province that lies in that direction from
the province's capital, computed from the subdistricts' polygons: each counts by its area and by how close
its bearing is to the direction, and less the farther it lies, since the press means the near end first.
"""

from __future__ import annotations

import json
import math
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from gazetteer.place import Place, seat

if TYPE_CHECKING:
    from pathlib import Path

Ring = list[list[float]]
KM = 111.2


class Shape(NamedTuple):
    """An administrative unit: its code, codes of the units around it, outer rings, and area in square km."""

    pcode: str
    name: str
    district: str
    province: str
    rings: list[Ring]
    lon: float
    lat: float
    area: float


def _ring(ring: Ring) -> tuple[float, float, float]:
    """Centroid (lon, lat) and area in square kilometres of a ring."""
    area = cx = cy = 0.0
    for (x1, y1), (x2, y2) in pairwise(ring):
        cross = x1 * y2 - x2 * y1
        area, cx, cy = area + cross, cx + (x1 + x2) * cross, cy + (y1 + y2) * cross
    if abs(area) < 1e-12:
        return ring[0][0], ring[0][1], 0.0
    lon, lat = cx / (3 * area), cy / (3 * area)
    return lon, lat, abs(area) / 2 * KM * KM * math.cos(math.radians(lat))


def read_shapes(path: Path) -> list[Shape]:
    """All units of a GeoJSON file of boundaries."""
    shapes = []
    for feature in json.loads(path.read_text(encoding="utf-8"))["features"]:
        props: dict[str, Any] = feature["properties"]
        geometry = feature["geometry"]
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        rings = [polygon[0] for polygon in polygons]
        parts = [_ring(ring) for ring in rings]
        area = sum(part[2] for part in parts)
        code = props["pcode"]
        shapes.append(Shape(
            code, props["name_ar"], props.get("adm2_pcode", code[:6]), code[:4], rings,
            sum(p[0] * p[2] for p in parts) / area, sum(p[1] * p[2] for p in parts) / area, area,
        ))
    return shapes


def contains(shape: Shape, lon: float, lat: float) -> bool:
    """Whether a point lies within a unit."""
    inside = False
    for ring in shape.rings:
        for (x1, y1), (x2, y2) in pairwise(ring):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                inside = not inside
    return inside


def admin_places(units: list[dict[str, str]], shapes: dict[str, Shape], english: dict[str, str]) -> list[Place]:
    """Rows for the administrative units.

    Args:
        units: rows with level, pcode, name_ar and name_en.
        shapes: polygons by code.
        english: English names of units by folded Arabic name of their seat.
    """
    kinds = {"1": ("province", "محافظة"), "2": ("district", "منطقة"), "3": ("subdistrict", "ناحية")}
    names = {unit["pcode"]: seat(unit["name_ar"]) for unit in units}
    rows = []
    for unit in units:
        kind, word = kinds[unit["level"]]
        code, name = unit["pcode"], names[unit["pcode"]]
        shape = shapes.get(code)
        if shape is None:
            continue
        latin = english.get(code) or unit["name_en"].strip()
        rows.append(Place(
            id=code, name=f"{word} {name}", kind=kind, lat=shape.lat, lon=shape.lon, weak=[name],
            latin=f"{latin} {kind}", alt_latin=[unit["name_en"].strip()],
            admin1=names[code[:4]], admin2=names.get(code[:6], "") if kind != "province" else "",
            prec_km=round(math.sqrt(shape.area / math.pi), 1), source="ocha-cod", weight="plain",
        ))
    return rows
