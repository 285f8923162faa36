"""The outlines below the map, from the folders ``geo`` of the case's theatres."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from maydan.errors import MaydanError, TheatreError, UnknownError
from maydan.theatre.load import folder_of, layers_of
from maydan.theatre.model import TheatreData
from maydan.theatre.outlines import KINDS, credits_of, features, layer, layers_in

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from maydan.web.snapshot import Snapshot

REGION = "mena"  # its countries serve where a theatre brings none


class Outlines:
    """Where the outlines of a case lie.

    Attributes:
        folders: name of a theatre or of what it extends -> its folder, the base first.
        bare: theatres of the case that have no outlines of their own, nor has what they extend, the region apart.
    """

    def __init__(self, theatres: Sequence[str]) -> None:
        self.folders: dict[str, Traversable | Path] = {}
        self.bare: list[str] = []
        for theatre in theatres:
            try:
                layers = layers_of(theatre)
            except MaydanError:
                continue  # a folder that is gone
            self.folders.update({f.name: f for f in layers})
            if layers[-1].name != REGION and not any(layers_in(f) for f in layers if f.name != REGION):
                self.bare.append(layers[-1].name)
        if not any("countries" in layers_in(f) for f in self.folders.values()):
            self.folders = {REGION: folder_of(REGION), **self.folders}

    def layer(self, name: str) -> bytes:
        """A layer by its name, as GeoJSON.

        Raises:
            UnknownError: there is none. TheatreError: it is no GeoJSON.
        """
        folder, _, kind = name.rpartition("-")
        if folder not in self.folders or kind not in layers_in(self.folders[folder]):
            raise UnknownError(f"there is no layer {name}", "GET /api/map/base lists them")
        return layer(self.folders[folder], kind)

    def roads(self) -> list[dict[str, Any]]:
        """Features of all roads."""
        found: list[dict[str, Any]] = []
        for name, folder in self.folders.items():
            if "roads" in layers_in(folder):
                try:
                    found += features(layer(folder, "roads"), "roads", name)
                except TheatreError:
                    continue  # said by base_layers
        return found


def base_of(snapshot: Snapshot) -> dict[str, Any]:
    """:func:`base_layers` of a snapshot's case, worked out once."""
    found: dict[str, Any] = snapshot.kept("base", lambda: base_layers(snapshot.outlines, snapshot.theatres))
    return found


def base_layers(outlines: Outlines, theatres: Sequence[TheatreData]) -> dict[str, Any]:
    """Layers for the theatres of a case.

    Shape: ``layers: [{name, kind, address, bytes}]`` in the order in which they are drawn, ``attribution: [str]``,
    ``names: [[lon, lat, name_ar, name_en]]`` of the countries, where they are to be written,
    ``bbox: [west, south, east, north] | None``, ``bare: [theatre]`` without outlines of their own, ``problems: [str]``:
    files that are no GeoJSON.
    """
    sizes: dict[tuple[str, str], int] = {}
    problems = []
    names: list[tuple[float, float, str, str]] = []
    for name, folder in outlines.folders.items():
        for kind in layers_in(folder):
            try:
                sizes[kind, name] = len(layer(folder, kind))
                if kind == "countries":
                    names += filter(None, map(_named, features(layer(folder, kind), kind, name)))
            except (TheatreError, OSError) as error:
                problems.append(str(error))
    boxes = [t.bbox for t in theatres if t.bbox is not None and t.country] or [t.bbox for t in theatres if t.bbox]
    return {
        "layers": [{"name": f"{name}-{kind}", "kind": kind, "address": f"/api/map/base/{quote(f'{name}-{kind}')}",
                    "bytes": sizes[kind, name]}
                   for kind in KINDS for name in outlines.folders if (kind, name) in sizes],
        "names": names,
        "attribution": list(dict.fromkeys(line for f in outlines.folders.values() for line in credits_of(f))),
        "bbox": [min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes),
                 max(b[3] for b in boxes)] if boxes else None,
        "bare": outlines.bare, "problems": problems,
    }


def _named(country: dict[str, Any]) -> tuple[float, float, str, str] | None:
    """A country's names, and where: at the point that its outline brings, else amid its largest part."""
    about, shape = country.get("properties") or {}, country.get("geometry") or {}
    names = str(about.get("name_ar") or ""), str(about.get("name_en") or "")
    if not any(names):
        return None
    label = about.get("label")
    if isinstance(label, list | tuple) and len(label) == 2 and all(isinstance(x, int | float) for x in label):
        return float(label[0]), float(label[1]), *names
    parts = shape.get("coordinates") or []
    rings = [part[0] for part in ([parts] if shape.get("type") == "Polygon" else parts) if part and part[0]]
    ring = max(rings, key=_spread, default=None)
    if ring is None:
        return None
    area = east = north = 0.0
    for (x, y, *_), (u, v, *_) in pairwise(ring):
        cross = x * v - u * y
        area, east, north = area + cross, east + (x + u) * cross, north + (y + v) * cross
    lon, lat = (east / (3 * area), north / (3 * area)) if area else ring[0][:2]
    return lon, lat, *names


def _spread(ring: Sequence[Sequence[float]]) -> float:
    """How wide a ring is, to tell the largest."""
    easts, norths = [p[0] for p in ring], [p[1] for p in ring]
    return (max(easts) - min(easts)) * (max(norths) - min(norths))
