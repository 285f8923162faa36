"""The base map's layers: clean names, short coordinates, small in all."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from maydan.theatre.outlines import KINDS

THEATRES = Path(__file__).parents[2] / "src" / "maydan" / "theatres"
LAYERS = sorted(f for f in THEATRES.glob("*/geo/*.geojson") if f.stem in KINDS)
FORBIDDEN = re.compile("[\u0640\u064b-\u0652\ufb50-\ufdff\ufe70-\ufeff\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def points(part: Any) -> Iterator[tuple[float, float]]:
    """All points of a geometry."""
    if isinstance(part[0], (int, float)):
        yield part[0], part[1]
    else:
        for inner in part:
            yield from points(inner)


@pytest.mark.parametrize("file", LAYERS, ids=lambda f: f"{f.parts[-3]}-{f.stem}")
def test_a_layer_is_clean(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert text == unicodedata.normalize("NFC", text)
    names = []
    for feature in json.loads(text)["features"]:
        props = feature["properties"]
        names += [props[k] for k in ("name_ar", "name_en") if k in props]
        assert bool(props.get("name_ar")) <= bool(props.get("name_en"))
        assert re.search("[ء-ي]", props.get("name_ar", "ا")) and not re.search("[ء-ي]", props.get("name_en", ""))
        found = list(points(feature["geometry"]["coordinates"]))
        assert found and all(-180 <= x <= 180 and -90 <= y <= 90 for x, y in found)
        assert all(round(x, 4) == x and round(y, 4) == y for x, y in found)
        if "label" in props:
            west, east = min(x for x, _ in found), max(x for x, _ in found)
            assert west - 0.001 <= props["label"][0] <= east + 0.001
    assert not any(FORBIDDEN.search(n) or n != n.strip() for n in names)


def test_all_layers_together_are_small() -> None:
    assert {"countries", "provinces", "districts", "rivers", "lakes", "roads"} <= {f.stem for f in LAYERS}
    assert sum(len(gzip.compress(f.read_bytes())) for f in LAYERS) < 200_000
    for folder in {f.parent for f in LAYERS}:
        assert (folder / "ATTRIBUTION.txt").read_text(encoding="utf-8").strip()
        assert (folder.parent / "SOURCES.md").is_file()
