"""The outlines below the map, from the theatres' folders ``geo``."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from maydan.errors import UnknownError
from maydan.tables import package_data
from maydan.theatre.load import packaged_theatres
from maydan.theatre.model import TheatreData

KINDS = ("countries", "lakes", "provinces", "districts", "rivers", "roads")  # in the order in which they are drawn
REGION = "mena"  # its outlines serve where no theatre is known


def base_layers(theatres: Sequence[TheatreData]) -> dict[str, Any]:
    """Layers for the theatres of a case.

    Shape: ``layers: [{name, kind, address, bytes}]`` in the order in which they are drawn, ``attribution: [str]``,
    ``bbox: [west, south, east, north] | None``.
    """
    folders = list(dict.fromkeys(n for t in theatres for n in t.layers)) or [REGION]
    found = [(kind, f"{folder}-{kind}") for kind in KINDS for folder in folders if _layer(folder, kind) is not None]
    boxes = [t.bbox for t in theatres if t.bbox is not None and t.country] or [t.bbox for t in theatres if t.bbox]
    return {
        "layers": [{"name": name, "kind": kind, "address": f"/api/map/base/{name}", "bytes": len(layer_bytes(name))}
                   for kind, name in found],
        "attribution": list(dict.fromkeys(line for folder in folders for line in _credits(folder))),
        "bbox": [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes),
                 max(b[3] for b in boxes)] if boxes else None,
    }


def layer_bytes(name: str) -> bytes:
    """A layer of a packaged theatre as GeoJSON.

    Raises:
        UnknownError: there is none.
    """
    folder, _, kind = name.partition("-")
    found = _layer(folder, kind) if folder in packaged_theatres() and kind in KINDS else None
    if found is None:
        raise UnknownError(f"there is no layer {name}", "GET /api/map/base lists them")
    return found


@lru_cache(maxsize=32)
def _layer(folder: str, kind: str) -> bytes | None:
    file = package_data("theatres", folder, "geo", f"{kind}.geojson")
    return file.read_bytes() if file.is_file() else None


def _credits(folder: str) -> list[str]:
    file = package_data("theatres", folder, "geo", "ATTRIBUTION.txt")
    return file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
