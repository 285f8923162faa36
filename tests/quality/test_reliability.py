"""The reliability curve: confidence beside the share that is right."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from maydan.cli.main import main
from maydan.evaluation.reliability import JUDGED, curve, reliability

TEXT = "سيطر الجيش السوري على مدينة حلب في 22 كانون الأول 2016. قصفت قوات النظام مدينة دوما."
EVENTS = [
    {"type": "capture", "who": ["syr-army"], "whom": [], "where": ["Aleppo"], "when": "2016-12-22",
     "status": "happened", "quote": "سيطر الجيش السوري على مدينة حلب"},
    {"type": "shelling", "who": ["syr-army"], "whom": [], "where": ["Douma"], "when": None, "status": "happened",
     "quote": "قصفت قوات النظام مدينة دوما"},
]
PLACES = [{"text": "حلب", "name_en": "Aleppo", "kind": "town", "lat": 36.2, "lon": 37.15},
          {"text": "دوما", "name_en": "Douma", "kind": "town", "lat": 33.57, "lon": 36.4}]


def test_confidence_stands_beside_the_share_that_is_right() -> None:
    found = curve([(0.95, True), (0.95, True), (0.91, False), (0.2, False)])
    assert [(b.low, b.records) for b in found.bins] == [(0.2, 1), (0.9, 3)]
    assert found.bins[1].right == pytest.approx(2 / 3)
    assert found.error == pytest.approx((0.2 + 3 * abs((0.95 + 0.95 + 0.91) / 3 - 2 / 3)) / 4)


def test_nothing_judged_has_no_error() -> None:
    assert curve([]).error == 0.0


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans())))
def test_every_record_is_in_one_bin(judged: list[tuple[float, bool]]) -> None:
    found = curve(judged)
    assert sum(b.records for b in found.bins) == found.records == len(judged)
    assert 0 <= found.error <= 1
    assert all(b.low <= b.confidence + 1e-9 and b.confidence <= b.high + 1e-9 for b in found.bins)


def test_a_record_is_right_where_the_annotation_has_it() -> None:
    gold = {"places": PLACES, "actors": [{"text": "الجيش السوري", "id": "syr-army", "kind": "state"}],
            "events": EVENTS[:1]}
    found = {**gold, "events": [{**EVENTS[0], "confidence": 0.9}, {**EVENTS[1], "confidence": 0.4}]}
    table = reliability([(gold, found, TEXT)])
    assert set(table) == set(JUDGED)
    assert [(b.low, b.right) for b in table["events"].bins] == [(0.4, 0.0), (0.9, 1.0)]


def test_the_command_prints_it(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    gold = {"doc": "a.txt", "reference_date": {"value": None}, "places": PLACES, "events": EVENTS,
            "actors": [{"text": "الجيش السوري", "id": "syr-army", "kind": "state"}]}
    (tmp_path / "a.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    told = CliRunner().invoke(main, ["evaluate", str(tmp_path), "--reliability"])
    assert told.exit_code == 0, told.output
    assert "share right" in told.output
    plain = json.loads(CliRunner().invoke(main, ["evaluate", str(tmp_path), "--json"]).output)
    both = json.loads(CliRunner().invoke(main, ["evaluate", str(tmp_path), "--json", "--reliability"]).output)
    assert both.pop("reliability")["events"]["records"] == plain["events"]["found"]
    assert both == plain
