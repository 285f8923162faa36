"""Make the base map of the explorer: outlines of countries for the region, provinces and districts of Syria.

    python tools/build_base_map.py --countries countries-10m.json

``--countries`` is the file of that name in the npm package world-atlas 2 (Natural Earth 1:10m as TopoJSON). The other
layers come from the theatre's own ``geo`` folder. Needs Shapely 2.1 (it comes with the development tools).
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

import shapely
from shapely.geometry import LineString, MultiPolygon, Polygon, box, mapping, shape

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT / "src"))

from maydan.tables import read_table  # noqa: E402

THEATRES = ROOT / "src" / "maydan" / "theatres"
REGION = box(-18, -2, 78, 56)
NEAR = [box(34, 31, 44, 39), box(41, 11, 56, 20)]  # where theatres lie: drawn finely
MIDDLE = box(18, 8, 66, 46)
FINE, MEDIUM, COARSE = 0.006, 0.03, 0.12  # degrees by which a line may be off
LEAST = (0.0005, 0.05)  # square degrees below which an island is left out: near a theatre, elsewhere
INNER = {"boundaries_adm1": ("provinces", 0.0015), "boundaries_adm2": ("districts", 0.003)}
DECIMALS = 3  # 110 m

OTHER_NAMES = {  # Natural Earth's name -> that of the tables
    "Bosnia and Herz.": "Bosnia and Herzegovina", "Central African Rep.": "Central African Republic",
    "Dem. Rep. Congo": "Democratic Republic of the Congo", "Eq. Guinea": "Equatorial Guinea",
    "Côte d'Ivoire": "Ivory Coast", "Macedonia": "North Macedonia",
}

Arc = list[tuple[float, float]]


def arcs_of(topology: dict[str, Any]) -> list[Arc]:
    """Arcs in degrees, simplified one by one: neighbours share them, so that no gap opens between them."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    found = []
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * sx + tx, y * sy + ty))
        line = LineString(points)
        tolerance = FINE if any(line.intersects(w) for w in NEAR) else MEDIUM if line.intersects(MIDDLE) else COARSE
        found.append([(float(a), float(b)) for a, b in line.simplify(tolerance, preserve_topology=True).coords])
    return found


def ring(numbers: list[int], arcs: list[Arc]) -> Arc:
    """A ring from the numbers of its arcs; ~n is arc n backwards."""
    points: Arc = []
    for number in numbers:
        part = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += part[1:] if points else part
    return points


def polygons(geometry: dict[str, Any], arcs: list[Arc]) -> MultiPolygon:
    """A country's shape within the region; small islands left out."""
    parts = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    rings = [[r for r in (ring(n, arcs) for n in part) if len(r) > 3] for part in parts]
    whole = shapely.make_valid(MultiPolygon([Polygon(r[0], r[1:]) for r in rings if r]))
    cut = shapely.intersection(whole, REGION)
    kept = [p for p in getattr(cut, "geoms", [cut]) if isinstance(p, Polygon) and p.area >= LEAST[
        0 if any(p.intersects(w) for w in NEAR) else 1]]
    return MultiPolygon(kept)


def countries(file: Path) -> list[dict[str, Any]]:
    """Features of the countries of the region, with names in both languages."""
    topology = json.loads(file.read_text(encoding="utf-8"))
    arcs = arcs_of(topology)
    iso = {row["numeric"].zfill(3): row["iso2"] for row in read_table(ROOT / "src/maydan/exports/countries.tsv")}
    names: dict[str, dict[str, str]] = {}
    for table in (THEATRES / "mena" / "places.tsv", ROOT / "tools/data/mena/countries.tsv"):
        for row in read_table(table):
            if row.get("kind", "country") == "country":
                names.setdefault(row.get("country") or row.get("iso") or "", row)
    by_name = {row["name_en"]: code for code, row in names.items()}
    found = []
    for geometry in topology["objects"]["countries"]["geometries"]:
        whole = polygons(geometry, arcs)
        if whole.is_empty:
            continue
        name = OTHER_NAMES.get(geometry["properties"]["name"], geometry["properties"]["name"])
        code = iso.get(str(geometry.get("id") or "").zfill(3)) or by_name.get(name, "")
        row = names.get(code, {})
        # what has no code of its own is drawn and not named
        props = {"iso": code, "name_ar": row.get("name_ar", ""), "name_en": row.get("name_en", "")}
        found.append(feature({k: v for k, v in props.items() if v}, whole))
    return sorted(found, key=lambda f: f["properties"].get("iso", ""))


def inner(source: Path, tolerance: float) -> list[dict[str, Any]]:
    """Divisions simplified together, so that they go on sharing their borders."""
    features = json.loads(source.read_text(encoding="utf-8"))["features"]
    shapes = shapely.coverage_simplify([shape(f["geometry"]) for f in features], tolerance)
    return [feature({k: v for k, v in f["properties"].items() if k != "adm1_pcode"}, s)
            for f, s in zip(features, shapes, strict=True)]


def feature(properties: dict[str, Any], geometry: Any) -> dict[str, Any]:
    """A GeoJSON feature with short coordinates and a point inside it for its name."""
    middle = shapely.point_on_surface(geometry)
    rounded = json.loads(json.dumps(mapping(shapely.set_precision(geometry, 10 ** -DECIMALS))),
                         parse_float=lambda text: round(float(text), DECIMALS))
    label = [round(middle.x, DECIMALS), round(middle.y, DECIMALS)]
    return {"type": "Feature", "properties": {**properties, "label": label}, "geometry": rounded}


def write(theatre: str, layer: str, features: list[dict[str, Any]]) -> None:
    """Write a layer and say how large it is."""
    target = THEATRES / theatre / "geo" / f"{layer}.geojson"
    target.parent.mkdir(exist_ok=True)
    text = json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False, separators=(",", ":"))
    target.write_text(text + "\n", encoding="utf-8")
    print(f"{theatre}/{layer}: {len(features)} features, {len(text.encode()):,} bytes")


def main() -> None:
    """Make all layers."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--countries", type=Path, help="countries-10m.json; without it the countries stay as they are")
    args = parser.parse_args()
    if args.countries:
        write("mena", "countries", countries(args.countries))
    for source, (layer, tolerance) in INNER.items():
        write("syria", layer, inner(THEATRES / "syria" / "geo" / f"{source}.geojson", tolerance))


if __name__ == "__main__":
    main()
