"""The outlines of a theatre's ground: GeoJSON files in its folder ``geo``."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.errors import TheatreError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

KINDS = ("countries", "lakes", "provinces", "districts", "rivers", "roads")  # in the order in which they are drawn
LINES = frozenset(("rivers", "roads"))
MOST_BYTES = 32 << 20  # of one file
_SHAPES = {True: ("LineString", "MultiLineString"), False: ("Polygon", "MultiPolygon")}
_DEPTH = {"LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def layers_in(folder: Traversable | Path) -> list[str]:
    """The kinds of outlines that a theatre's folder holds, in the order in which they are drawn."""
    return [kind for kind in KINDS if folder.joinpath("geo", f"{kind}.geojson").is_file()]


def layer(folder: Traversable | Path, kind: str) -> bytes:
    """One file of outlines as it is.

    Raises:
        TheatreError: it is no GeoJSON of that kind.
    """
    body = folder.joinpath("geo", f"{kind}.geojson").read_bytes()
    features(body, kind, folder.name)
    return body


def features(body: bytes, kind: str, theatre: str) -> list[dict[str, Any]]:
    """The features of a file: lines for rivers and roads, areas for the rest, all within the world.

    Raises:
        TheatreError: something else is in it.
    """
    name = f"{theatre}/geo/{kind}.geojson"
    advice = "see `geo` in docs/theatres.md"
    if len(body) > MOST_BYTES:
        raise TheatreError(f"{name} is larger than {MOST_BYTES >> 20} MB", "simplify its lines")
    try:
        found = msgspec.json.decode(body)
        listed = found["features"] if found["type"] == "FeatureCollection" else None
    except (msgspec.DecodeError, UnicodeDecodeError, KeyError, TypeError, RecursionError) as error:
        raise TheatreError(f"{name} is no GeoJSON: {error}", advice) from None
    if not isinstance(listed, list):
        raise TheatreError(f"{name} holds no FeatureCollection", advice)
    for number, feature in enumerate(listed, 1):
        geometry = feature.get("geometry") if isinstance(feature, dict) else None
        shape = geometry.get("type") if isinstance(geometry, dict) else ""
        if not isinstance(geometry, dict) or shape not in _SHAPES[kind in LINES]:
            raise TheatreError(f"{name}: feature {number} is no {' or '.join(_SHAPES[kind in LINES])}", advice)
        if not _fits(geometry.get("coordinates"), _DEPTH[shape]):
            raise TheatreError(f"{name}: feature {number} has no points in degrees, longitude first", advice)
        if not isinstance(feature.setdefault("properties", {}) or {}, dict):
            raise TheatreError(f"{name}: the properties of feature {number} are no object", advice)
    return listed


def credits_of(folder: Traversable | Path) -> list[str]:
    """Whom the map has to name for a theatre's outlines, a line each."""
    file = folder.joinpath("geo", "ATTRIBUTION.txt")
    return [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()] if file.is_file() else []


def _fits(part: Any, depth: int) -> bool:
    if not isinstance(part, list) or not part:
        return False
    if depth:
        return all(_fits(inner, depth - 1) for inner in part)
    return len(part) >= 2 and all(isinstance(v, (int, float)) and math.isfinite(v) for v in part) and (
        -180 <= part[0] <= 180 and -90 <= part[1] <= 90)
