"""Roads and corridors as lines: along the base map where it knows them, straight between two ends, else not at all."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, ready

from maydan.case import Case
from maydan.intake import from_text
from maydan.theatre.model import PlaceEntry, TheatreData
from maydan.theatre.scaffold import new_theatre
from maydan.web.app import create_app
from maydan.web.courses import Point, Roads, kilometres, nearest, stretch

LINE: list[Point] = [(36.0, 33.0), (36.0, 34.0), (37.0, 34.0)]
AREA = ('{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name_en":"Valley"},"geometry":'
        '{"type":"Polygon","coordinates":[[[44,15],[45,15],[45,16],[44,15]]]}}]}')


def road(*points: Point, **properties: Any) -> dict[str, Any]:
    geometry = {"type": "LineString", "coordinates": list(points)}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def towns(**at: Point) -> TheatreData:
    return TheatreData(name="t", places={n: PlaceEntry(
        id=n, name_ar="", name_en=n, names_en=(n.replace("_", "-"),), kind="town", lon=p[0], lat=p[1])
        for n, p in at.items()})


def test_where_a_line_passes_nearest() -> None:
    assert nearest(LINE, (36.1, 33.5))[1] == pytest.approx(0.5)
    assert nearest(LINE, (36.1, 33.5))[0] == pytest.approx(9.3, abs=0.2)
    assert nearest(LINE, (35.0, 32.0))[1] == 0
    assert kilometres((36.0, 33.0), (36.0, 34.0)) == pytest.approx(111.2)


def test_a_stretch_runs_from_the_first_place_to_the_second() -> None:
    there = stretch(LINE, (36.0, 33.5), (36.5, 34.0))
    assert there == [(36.0, 33.5), (36.0, 34.0), (36.5, 34.0)]
    assert stretch(LINE, (36.5, 34.0), (36.0, 33.5)) == there[::-1]


def test_a_road_follows_the_base_map_where_it_can() -> None:
    roads = Roads([road(*LINE), road((37.03, 34.0), (37.03, 35.0)), road((10.0, 10.0), (11.0, 10.0))], [])
    along = roads.course("x", "", "", [(36.02, 33.1), (36.6, 34.02)])
    assert along is not None and not along.straight and along.parts[0][1] == (36.0, 34.0)
    joined = roads.course("x", "", "", [(36.0, 33.8), (37.03, 34.9)])
    assert joined is not None and not joined.straight and joined.parts[0][-1] == (37.03, 34.9)
    far = roads.course("x", "", "", [(36.0, 33.0), (38.5, 33.0)])
    assert far is not None and far.straight and far.parts == [[(36.0, 33.0), (38.5, 33.0)]]
    assert roads.course("x", "طريق", "a road", [(36.0, 33.0)]) is None


def test_a_road_is_found_by_its_id_or_by_the_towns_in_its_name() -> None:
    theatre = towns(Qara=(40.0, 30.0), Bir_Ali=(40.5, 30.0))
    theatre.places["R1"] = PlaceEntry(id="R1", name_ar="طريق الوادي", name_en="Valley road", kind="road",
                                      names=("طريق الوادي",))
    roads = Roads([road(*LINE, places=["R1"])], [theatre])
    for key, name in (("R1", ""), ("x::طريق الوادي:", "طريق الوادى")):
        course = roads.course(key, name, "")
        assert course is not None and course.parts == [LINE]
    named = roads.course("x", "", "Bir-Ali-Qara road")
    assert named is not None and named.straight and named.parts == [[(40.5, 30.0), (40.0, 30.0)]]
    assert roads.course("x", "", "Nowhere-Qara road") is None


def test_the_sample_draws_its_roads(sample: TestClient[Litestar]) -> None:
    found = sample.get("/api/map/intervals").json()
    features = {f[0] for f in found["features"]}
    lines = {line[2]: line for line in found["lines"]}
    assert {line[0] for line in found["lines"]} <= features
    assert not lines["Damascus-Aleppo road"][4] and len(lines["Damascus-Aleppo road"][5][0]) > 10
    assert lines["Aleppo-Raqqa road"][4] and len(lines["Aleppo-Raqqa road"][5][0]) == 2
    assert "Damascus road" not in lines  # of this one only one end is told


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "my_theatre"
    new_theatre(folder, "mena")
    return folder


def layers(folder: Path, tmp_path: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """What the base map of a case with a theatre answers, and each layer by its name."""
    with Case.create(tmp_path / "own", theatre=str(folder)) as case:
        case.add_documents([from_text("انسحب الجيش من المدينة.", source="A", name="one")])
        with TestClient(create_app(case, assets=tmp_path / "none"), base_url=BASE) as client:
            ready(client)
            base = client.get("/api/map/base").json()
            return base, {x["name"]: client.get(x["address"]) for x in base["layers"]}


def test_a_theatre_without_outlines_says_so(own: Path, tmp_path: Path) -> None:
    base, _ = layers(own, tmp_path)
    assert base["bare"] == ["my_theatre"] and [x["kind"] for x in base["layers"]] == ["countries"]


def test_the_outlines_of_a_theatre_of_ones_own(own: Path, tmp_path: Path) -> None:
    (own / "geo").mkdir()
    (own / "geo/provinces.geojson").write_text(AREA, encoding="utf-8")
    (own / "geo/rivers.geojson").write_text(AREA, encoding="utf-8")  # areas are no rivers
    (own / "geo/ATTRIBUTION.txt").write_text("The Survey\n", encoding="utf-8")
    base, answers = layers(own, tmp_path)
    assert [x["name"] for x in base["layers"]] == ["mena-countries", "my_theatre-provinces"]
    assert base["bare"] == [] and "The Survey" in base["attribution"]
    assert len(base["problems"]) == 1 and "rivers.geojson" in base["problems"][0]
    mine = answers["my_theatre-provinces"]
    assert mine.json()["features"][0]["properties"]["name_en"] == "Valley"
    assert mine.headers["cache-control"] == "no-store"  # it may change; those of the package do not


def test_a_folder_that_extends_nothing_has_the_countries_of_the_region(own: Path, tmp_path: Path) -> None:
    text = (own / "theatre.yaml").read_text(encoding="utf-8")
    (own / "theatre.yaml").write_text(text.replace("extends: [mena]", "extends: []"), encoding="utf-8")
    base, answers = layers(own, tmp_path)
    assert list(answers) == ["mena-countries"] and answers["mena-countries"].status_code == 200
    assert base["bare"] == ["my_theatre"]
