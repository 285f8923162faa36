"""The Syrian gazetteer has the places that war reporting names, where they are, and holds back everyday words."""

from __future__ import annotations

import json
import math
from collections import defaultdict
from functools import lru_cache
from pathlib import Path

import pytest

from maydan.arabic.fold import fold
from maydan.theatre.tables import read_table, values

FOLDER = Path(__file__).parents[2] / "src/maydan/theatres/syria"


@lru_cache(maxsize=1)
def strong() -> dict[str, list[tuple[float, float, str]]]:
    """Folded names that are matched anywhere -> latitude, longitude and kind of what they may mean."""
    found = defaultdict(list)
    for table in ("places.tsv", "neighbours.tsv", "areas.tsv"):
        for row in read_table(FOLDER / table):
            if row.get("common") != "1":
                for name in (row["name_ar"], *values(row["alt_ar"])):
                    found[fold(name)].append((float(row["lat"]), float(row["lon"]), row["kind"]))
    return dict(found)


def near(name: str, lat: float, lon: float, km: float) -> bool:
    return any(
        math.hypot(a - lat, (b - lon) * math.cos(math.radians(lat))) * 111.2 <= km
        for a, b, _ in strong().get(fold(name), ())
    )


@pytest.mark.parametrize(("name", "lat", "lon"), [
    ("كفرنبل", 35.61, 36.56), ("كفر نبل", 35.61, 36.56), ("ديرالزور", 35.33, 40.14), ("معرة النعمان", 35.64, 36.67),
    ("جسر الشغور", 35.81, 36.32), ("كوباني", 36.89, 38.35), ("قامشلو", 37.05, 41.22), ("إعزاز", 36.59, 37.04),
    ("مدينة الباب", 36.37, 37.52), ("مدينة الطبقة", 35.84, 38.55), ("الشيخ مقصود", 36.23, 37.15),
    ("مخيم الهول", 36.37, 41.15), ("مطار تي فور", 34.52, 37.63), ("قاعدة التنف", 33.51, 38.62),
    ("سد تشرين", 36.38, 38.18), ("معبر باب الهوى", 36.24, 36.69), ("الغوطة الشرقية", 33.52, 36.42),
    ("حقل العمر", 35.09, 40.56), ("تل رفعت", 36.47, 37.10), ("بابا عمرو", 34.72, 36.69), ("الجبيلة", 35.34, 40.13),
])
def test_places_of_war_reporting_are_found(name: str, lat: float, lon: float) -> None:
    assert near(name, lat, lon, 8)


@pytest.mark.parametrize(("name", "lat", "lon"), [
    ("ريف حلب الشمالي", 36.45, 37.1), ("ريف إدلب الجنوبي", 35.62, 36.62), ("شمال غربي سوريا", 35.9, 36.6),
    ("شرق الفرات", 36.0, 40.0), ("غربي حلب", 36.2, 36.9), ("ريف دير الزور الشرقي", 35.0, 40.5),
    ("الريف الغربي لدرعا", 32.8, 36.0), ("ريف حماة الشرقي", 35.1, 37.3), ("أرياف إدلب الجنوبية", 35.62, 36.62),
])
def test_compound_areas_have_their_centre(name: str, lat: float, lon: float) -> None:
    assert near(name, lat, lon, 50)


@pytest.mark.parametrize("name", [
    "الزيارة", "النصر", "السلام", "الثورة", "الأسد", "محمد", "الحاضر", "سلمى", "دوما", "العدل", "البعث", "الميادين",
])
def test_everyday_words_are_held_back(name: str) -> None:
    assert fold(name) not in strong()


def test_provinces_and_their_sides_are_complete() -> None:
    units = {row["id"] for row in read_table(FOLDER / "places.tsv") if row["kind"] == "province"}
    assert {f"SY{i:02}" for i in range(1, 15)} <= units
    sides = {row["id"] for row in read_table(FOLDER / "areas.tsv")}
    assert {f"SY02-{side}" for side in ("R", "N", "S", "E", "W", "NE", "NW", "SE", "SW")} <= sides


@pytest.mark.parametrize("layer", [
    "boundaries_adm0", "boundaries_adm1", "boundaries_adm2", "boundaries_adm3", "provinces", "districts", "rivers",
    "lakes", "roads",
])
def test_base_map_layers_are_compact(layer: str) -> None:
    text = (FOLDER / "geo" / f"{layer}.geojson").read_text(encoding="utf-8")
    assert len(text) < 260_000
    for feature in json.loads(text, parse_float=str)["features"]:
        part = feature["geometry"]["coordinates"]
        while isinstance(part[0], list):
            part = part[0]
        assert all(len(str(number).partition(".")[2]) <= 4 for number in part)
