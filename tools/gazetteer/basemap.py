"""The base map's geometry as compact GeoJSON: four decimals (11 m), few properties, no blanks."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

KEPT = ("pcode", "iso_n3", "ref", "name_ar", "name_en", "adm1_pcode", "adm2_pcode", "scalerank")
DECIMALS = 4
LAYERS = (
    "boundaries_adm0", "boundaries_adm1", "boundaries_adm2", "boundaries_adm3", "rivers", "lakes", "roads",
)


def rounded(coordinates: Any) -> Any:
    """Coordinates to four decimals; points that fall together with the one before are left out of lines."""
    if isinstance(coordinates[0], (int, float)):
        return [round(value, DECIMALS) for value in coordinates[:2]]
    points = [rounded(part) for part in coordinates]
    if isinstance(points[0][0], (int, float)):
        slim = [p for i, p in enumerate(points) if i in (0, len(points) - 1) or p != points[i - 1]]
        return slim if len(slim) > 3 else points
    return points


def write_layer(source: Path, target: Path, english: Mapping[str, str], arabic: Mapping[str, str]) -> int:
    """Copy one layer compactly; returns the size in bytes.

    Args:
        source: a GeoJSON file.
        target: where the compact one goes.
        english: English names by code, in place of the source's.
        arabic: Arabic names by code, likewise.
    """
    features = []
    for feature in json.loads(source.read_text(encoding="utf-8"))["features"]:
        props = {k: v for k, v in feature["properties"].items() if k in KEPT and v not in ("", None)}
        code = props.get("pcode", "")
        props["name_en"] = english.get(code, props.get("name_en", "")).strip()
        if code in arabic:
            props["name_ar"] = arabic[code]
        shape = feature["geometry"]
        geometry = {"type": shape["type"], "coordinates": rounded(shape["coordinates"])}
        features.append({"type": "Feature", "properties": props, "geometry": geometry})
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    target.parent.mkdir(exist_ok=True)
    target.write_text(text + "\n", encoding="utf-8")
    return len(text)
