"""Build the places of the Syrian theatre from the collected lists.

    python tools/build_syria_places.py [--geo ../shared/geo]           write the theatre's tables
    python tools/build_syria_places.py --count FILE.jsonl.gz ...        first count the names in general news
    python tools/build_syria_places.py --amend                         write down first what was edited by hand

Reads the collected lists of places, sites, administrative units and neighbours together with the authored
tables under ``tools/data/syria``; writes ``places.tsv`` and ``neighbours.tsv`` of the theatre. Rows edited by hand
there are kept in ``tools/data/syria/amended_*.tsv`` and put in last.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from gazetteer.admin import Shape, admin_places, contains, read_shapes  # noqa: E402
from gazetteer.amend import finish  # noqa: E402
from gazetteer.areas import Area, authored, quarters, write_areas  # noqa: E402
from gazetteer.basemap import LAYERS, write_layer  # noqa: E402
from gazetteer.latin import best  # noqa: E402
from gazetteer.merge import merge  # noqa: E402
from gazetteer.place import Place, from_source, kilometres, read_rows, seat, split_cell, write_places  # noqa: E402
from gazetteer.spelling import clean, key  # noqa: E402
from gazetteer.weigh import (  # noqa: E402
    all_names,
    candidates,
    count_names,
    read_counts,
    weigh,
    write_counts,
)

from maydan.arabic.fold import fold  # noqa: E402

THEATRE = ROOT / "src/maydan/theatres/syria"
DATA = ROOT / "tools/data/syria"
ABOUT_SYRIA = ("سوري", "دمشق", "حلب", "ادلب")
BORDER_KM = 40.0
TOWN_KM, WIDE_KM = 25.0, 40.0


def name_latin(place: Place) -> None:
    """Settle the English names: the author's, else one made from the sources' forms."""
    if place.id[0] in "CG":
        first, *others = [place.latin, *place.alt_latin]
        place.latin, place.alt_latin = best(place.name, first, others, place.id[0] == "C"), [first, *others]
    place.latin = place.latin.split(", ")[0]
    place.alt_latin = [n for n in dict.fromkeys(x.strip() for x in place.alt_latin) if n and n != place.latin]


def apply_authored(places: list[Place], rows: list[dict[str, str]]) -> None:
    """Put the authored names, weights and positions on the places they are keyed to."""
    by_id = {place.id: place for place in places}
    for row in rows:
        place = by_id.get(row["id"])
        if place is None:
            print(f"no place {row['id']} ({row['name_ar']})", file=sys.stderr)
            continue
        if row.get("name_ar") and fold(row["name_ar"]) != fold(place.name):
            place.alt.insert(0, place.name)
        place.name = row.get("name_ar") or place.name
        place.alt.extend(split_cell(row.get("alt_ar", "")))
        place.weak.extend(split_cell(row.get("weak_ar", "")))
        dropped = {fold(name) for name in split_cell(row.get("drop_ar", ""))}
        place.alt = [name for name in place.alt if fold(name) not in dropped]
        if row.get("name_en"):
            place.alt_latin.insert(0, place.latin)
            place.latin = row["name_en"]
        place.weight = row.get("weight") or place.weight
        place.kind = row.get("kind") or place.kind
        if row.get("lat"):
            place.lat, place.lon = float(row["lat"]), float(row["lon"])
        place.note = row.get("note") or place.note


def fill_units(places: list[Place], geo: Path) -> None:
    """Name the units in which places lie that come without them."""
    shapes = read_shapes(geo / "boundaries_adm3.geojson")
    names = {row["pcode"]: seat(row["name_ar"]) for row in read_rows(geo / "admin_units.csv")}
    for place in places:
        if place.admin1 or place.country != "SY" or place.prec_km > WIDE_KM:
            continue
        home = next((s for s in shapes if contains(s, place.lon, place.lat)), None)
        if home:
            place.admin1, place.admin2 = names[home.pcode[:4]], names[home.pcode[:6]]
            place.admin3 = names[home.pcode]


def syrian(geo: Path) -> list[Place]:
    """All Syrian places, duplicates joined, authored names applied."""
    authored_rows = read_rows(DATA / "names.tsv", "\t")
    dropped = {row["id"] for row in authored_rows if row["weight"] == "drop"}
    lists = [read_rows(geo / name) for name in ("places.csv", "features.csv", "places_added.csv")]
    lists.append(read_rows(DATA / "places_added.tsv", "\t"))
    listed = [from_source(row) for rows in lists for row in rows if row["id"] not in dropped]
    apply_authored(listed, read_rows(geo / "alt_names_authored.csv"))
    fill_units(listed, geo)
    places, gone = merge(listed)
    for place in places:
        name_latin(place)
    kept = [row | {"id": gone.get(row["id"], row["id"])} for row in authored_rows if row["weight"] != "drop"]
    apply_authored(places, kept)
    return places


def border_cells(shapes: list[Shape]) -> dict[tuple[int, int], list[Place]]:
    """Points along the country's border, at most two kilometres apart, by cells of half a degree."""
    cells: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for shape in shapes:
        for ring in shape.rings:
            for (x1, y1), (x2, y2) in pairwise(ring):
                steps = max(1, int(max(abs(x2 - x1), abs(y2 - y1)) / 0.02))
                for i in range(steps):
                    lon, lat = x1 + (x2 - x1) * i / steps, y1 + (y2 - y1) * i / steps
                    cells[int(lon * 2), int(lat * 2)].append(Place("", "", "border", lat, lon))
    return cells


def neighbours(geo: Path, country: list[Shape]) -> list[Place]:
    """Places beyond the border that matter: larger ones, and all within 40 km of it."""
    cells = border_cells(country)
    kept = []
    for row in {row["id"]: row for row in read_rows(geo / "places_neighbours.csv")}.values():
        place = from_source(row)
        x, y = int(place.lon * 2), int(place.lat * 2)
        near = (p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in cells.get((x + i, y + j), ()))
        if place.population or place.kind != "village" or any(kilometres(p, place) <= BORDER_KM for p in near):
            kept.append(place)
    places, _ = merge(kept)
    for place in places:
        name_latin(place)
    rows = {row["id"]: row for row in read_rows(DATA / "names_neighbours.tsv", "\t")}
    apply_authored(places, [row for row in rows.values() if row.get("weight") != "drop"])
    return [p for p in places if rows.get(p.id, {}).get("weight") != "drop"]


def units(geo: Path, places: list[Place]) -> list[Place]:
    """Rows of the provinces, districts and subdistricts, with the English names of their seats."""
    shapes = {s.pcode: s for level in (1, 2, 3) for s in read_shapes(geo / f"boundaries_adm{level}.geojson")}
    rows = read_rows(geo / "admin_units.csv")
    seats: dict[str, str] = {row["pcode"]: row["name_en"] for row in read_rows(DATA / "units.tsv", "\t")}
    towns = defaultdict(list)
    for place in places:
        if place.kind in ("city", "town", "village"):
            for name in place.names():
                towns[key(name)].append(place)
    made = admin_places(rows, shapes, {})
    english, aliases = {}, {}
    for unit in made:
        near = [p for p in towns.get(key(unit.weak[0]), ()) if kilometres(p, unit) < max(60.0, 2 * unit.prec_km)]
        if near and unit.kind != "province":
            home = max(near, key=lambda p: (p.kind != "village", p.population or 0))
            english[unit.id], aliases[unit.id] = home.latin, [clean(name) for name in home.names()]
    made = admin_places(rows, shapes, {**english, **seats})
    for unit in made:
        if unit.id == "SY03":
            unit.name, unit.alt, unit.weak = unit.weak[0], [unit.name], []
        forms = [*unit.weak, *aliases.get(unit.id, ())]
        unit.weak = [f for f in {fold(form): form for form in forms}.values() if not f.startswith("مدينة ")]
    return made


def areas(places: list[Place]) -> list[Area]:
    """Countrysides of the provinces and of the districts' towns by direction, and the areas placed by hand."""
    settled = [p for p in places if p.kind in ("city", "town", "village")]
    by_id = {p.id: p for p in settled}
    made = []
    for row in read_rows(DATA / "countrysides.tsv", "\t"):
        centre, names = by_id[row["centre"]], tuple(split_cell(row["names_ar"]))
        if row["level"] == "province":
            inside = [p for p in settled if p.admin1 in split_cell(row["admin1"])]
            made += quarters(row["unit"], names, row["name_en"], centre, inside, True, row["unit"] != "SY03")
        else:
            inside = [p for p in settled if kilometres(p, centre) <= TOWN_KM]
            made += quarters(row["unit"], names, row["name_en"], centre, inside, False, True)
    return made + authored(read_rows(DATA / "areas_added.tsv", "\t"))


def main() -> int:
    """Run the build; 0 when the tables are written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--geo", type=Path, default=ROOT.parent / "shared/geo")
    parser.add_argument("--count", type=Path, nargs="+", help="gzipped JSON Lines of general news to count names in")
    parser.add_argument("--amend", action="store_true", help="write down first how the tables differ from the built")
    args = parser.parse_args()
    edited = {t: (THEATRE / f"{t}.tsv").read_text(encoding="utf-8") for t in ("places", "neighbours")}
    places = syrian(args.geo)
    beyond = neighbours(args.geo, read_shapes(args.geo / "boundaries_adm0.geojson"))
    if args.count:
        counts = count_names(all_names([*places, *beyond]), args.count, ABOUT_SYRIA)
        write_counts(DATA / "name_counts.tsv", counts)
    counts = read_counts(DATA / "name_counts.tsv")
    admin = units(args.geo, places)
    taken: defaultdict[str, set[str]] = defaultdict(set)
    for place in [*places, *(p for p in beyond if p.population)]:
        for form in candidates(place)[0]:
            taken[fold(form)].add(place.id)
    for place in [*places, *beyond]:
        weigh(place, counts, taken)
    print(write_places(THEATRE / "places.tsv", [*places, *admin]), "places")
    print(write_places(THEATRE / "neighbours.tsv", beyond), "neighbours")
    for table, text in edited.items():
        kept = finish(THEATRE / f"{table}.tsv", text, DATA / f"amended_{table}.tsv", recording=args.amend)
        print(kept, "rows of", table, "as edited by hand")
    print(write_areas(THEATRE / "areas.tsv", areas(places)), "areas")
    english = {p.id: p.latin.removesuffix(f" {p.kind}") for p in admin}
    arabic = {p.id: p.weak[0] if p.weak else p.name for p in admin}
    for layer in LAYERS:
        name = f"{layer}.geojson"
        print(write_layer(args.geo / name, THEATRE / "geo" / name, english, arabic), name)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
