"""Files of outlines: what is no GeoJSON of its kind is said in one line, by the check of a theatre too."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from maydan.errors import TheatreError
from maydan.theatre.check import check_theatre
from maydan.theatre.outlines import features
from maydan.theatre.scaffold import new_theatre


def collection(kind: str, coordinates: Any, **properties: Any) -> bytes:
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": kind, "coordinates": coordinates}}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


@pytest.mark.parametrize(("kind", "body"), [
    ("roads", b"{"), ("roads", b"[]"), ("roads", b'{"type": "Feature"}'), ("roads", b"\xff\xfe"),
    ("roads", b'{"type": "FeatureCollection", "features": {}}'),
    ("roads", b'{"type": "FeatureCollection", "features": [1]}'),
    ("roads", b'{"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": null}]}'),
    ("roads", b"[" * 100_000),
    ("roads", collection("Polygon", [[[1, 1], [2, 2], [1, 2], [1, 1]]])),
    ("lakes", collection("LineString", [[1, 1], [2, 2]])),
    ("roads", collection("LineString", [])), ("roads", collection("LineString", [[1]])),
    ("roads", collection("LineString", [["1", "2"]])), ("roads", collection("LineString", [[3500000, 420000]])),
    ("roads", collection("LineString", [[[1, 2]]])),
])
def test_what_is_no_outline_is_refused(kind: str, body: bytes) -> None:
    with pytest.raises(TheatreError, match=rf"own/geo/{kind}\.geojson"):
        features(body, kind, "own")


def test_lines_and_areas_are_taken() -> None:
    assert features(collection("MultiLineString", [[[1, 1], [2, 2]]]), "rivers", "own")
    assert features(collection("Polygon", [[[1, 1], [2, 2], [1, 2], [1, 1]]]), "lakes", "own")
    assert features(collection("LineString", [[1, 1, 700.5], [2, 2, 800]]), "roads", "own")  # heights do no harm


def test_the_check_of_a_theatre_reads_its_outlines(tmp_path: Path) -> None:
    folder = tmp_path / "own"
    new_theatre(folder, "mena")
    assert check_theatre(str(folder)) == []
    (folder / "geo").mkdir()
    (folder / "geo/lakes.geojson").write_bytes(b"{")
    (folder / "geo/roads.geojson").write_bytes(collection("LineString", [[1, 1], [2, 2]], places=["nobody"]))
    found = [str(p) for p in check_theatre(str(folder))]
    assert any("geo/lakes.geojson" in p for p in found) and any("'nobody'" in p for p in found)
    assert any("ATTRIBUTION.txt" in p for p in found)
    assert check_theatre("syria") == []
