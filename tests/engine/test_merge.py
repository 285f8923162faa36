"""The picture of a dataset: what the pure functions make of the same rows, whatever came before, on either engine."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_makers import dataset_of, picture

from maydan.engine import dataset, joining, merge
from maydan.engine.merging import table
from maydan.errors import InputError
from maydan.picture.copies import copies
from maydan.picture.duck import Duck
from maydan.picture.incidents import incidents
from maydan.picture.network import network
from maydan.picture.timelines import timelines

Row = dict[str, Any]


def lines(out: Path, name: str) -> list[Row]:
    return [json.loads(line) for line in picture(out)[name]]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = dataset_of(tmp_path_factory.mktemp("made") / "out", range(60))
    merge(out, workers=0)
    return out


@pytest.fixture(scope="module")
def here(made: Path) -> dict[str, Any]:
    """The picture of the same rows in memory."""
    rows = {t: list(dataset.rows(made, t)) for t in ("documents", "events", "holdings", "ties", "places")}
    texts = {r["document_id"]: r["text"] for r in dataset.rows(made, "readings")}
    originals = copies((d["document_id"], d["reference_date"] or "", texts[d["document_id"]])
                       for d in rows["documents"])
    places: dict[str, Row] = {}
    for row in sorted(rows["places"], key=lambda p: (p["radius_km"] or 0.0, p["name_en"], p["document_id"])):
        places.setdefault(row["place"], row)
    found, members, pairs = incidents(rows["events"], places, Duck(), originals=originals)
    intervals, sieges = timelines(rows["holdings"], originals=originals, events=rows["events"],
                                  places=places.values())
    return {"originals": originals, "incidents": found, "members": members, "pairs": pairs, "intervals": intervals,
            "sieges": sieges, "edges": network(rows["ties"], originals=originals)}


def test_copies_are_those_found_in_memory(made: Path, here: dict[str, Any]) -> None:
    groups = {o for d, o in here["originals"].items() if d != o}
    assert groups
    assert {r["document_id"]: r["original"] for r in lines(made, "copies")} == {
        d: o for d, o in here["originals"].items() if o in groups}


def test_incidents_are_those_found_in_memory(made: Path, here: dict[str, Any]) -> None:
    order = lambda m: (m["incident_id"], m["record_id"])  # noqa: E731
    assert sorted(lines(made, "members"), key=order) == sorted(here["members"], key=order)
    values: dict[tuple[str, str], list[Row]] = {}
    for row in lines(made, "values"):
        values.setdefault((row["incident_id"], row["slot"]), []).append(row)
    found = {r["incident_id"]: r for r in lines(made, "incidents")}
    assert found.keys() == {i["incident_id"] for i in here["incidents"]}
    assert any(i["records"] > 2 for i in here["incidents"]) and any(i["disagreements"] for i in here["incidents"])
    for wanted in here["incidents"]:
        row = found[wanted["incident_id"]]
        for slot in ("who", "whom", "where"):
            told = sorted(values.get((wanted["incident_id"], slot), ()), key=lambda v: (-v["sources"], v["value"]))
            assert [v["value"] for v in told] == wanted[slot]
            assert [v["sources"] for v in told] == wanted[f"{slot}_counts"]
        for slot, name in (("type", "types"), ("denied_by", "denied_by")):
            assert sorted(v["value"] for v in values.get((wanted["incident_id"], slot), ())) == wanted[name]
        differ = [s for s in ("who", "whom", "killed", "wounded", "when") if row[f"differ_{s}"]]
        assert differ == wanted["disagreements"], wanted
        for name in ("class", "type", "reports", "sources", "records", "day_from", "day_to", "lat", "lon",
                     "confidence", *(f"{t}_{e}" for t in ("killed", "wounded") for e in ("low", "best", "high"))):
            assert row[name] == wanted[name], (name, wanted)


def test_pairs_say_why(made: Path, here: dict[str, Any]) -> None:
    wanted = {(p.a, p.b): p.score for p in here["pairs"] if p.why == "score" and p.score >= 0.7}
    assert wanted
    of = {m["record_id"]: m["incident_id"] for m in here["members"]}  # in memory only pairs within an incident are kept
    assert {(p["record_a"], p["record_b"]): p["score"] for p in lines(made, "pairs")
            if p["record_a"] in of and of[p["record_a"]] == of.get(p["record_b"])} == wanted


def test_timelines_and_network_are_those_found_in_memory(made: Path, here: dict[str, Any]) -> None:
    for name in ("intervals", "sieges"):
        wanted = sorted(json.dumps(msgspec.to_builtins(i), sort_keys=True, ensure_ascii=False) for i in here[name])
        found = sorted(json.dumps({k: v for k, v in r.items() if k != "region"}, sort_keys=True, ensure_ascii=False)
                       for r in lines(made, name))
        assert found == wanted
    assert len({r["region"] for r in lines(made, "intervals")}) > 1
    found = {(e["a"], e["relation"], e["b"]): e for e in lines(made, "edges")}
    assert found.keys() == {(e["a"], e["relation"], e["b"]) for e in here["edges"]}
    for edge in here["edges"]:
        row = found[edge["a"], edge["relation"], edge["b"]]
        assert (row["first"], row["last"], row["sources"]) == (edge["first"], edge["last"], edge["sources"])
        assert (row["records"], row["outlets"]) == (len(edge["records"]), len(edge["outlets"]))


@settings(max_examples=3, deadline=None)
@given(st.lists(st.sets(st.integers(0, 39), min_size=1), min_size=2, max_size=3))
def test_documents_that_come_and_go_leave_the_picture_of_those_that_are_there(steps: list[set[int]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        for numbers in steps:
            merge(dataset_of(Path(folder) / "grown", numbers), workers=0)
        merge(dataset_of(Path(folder) / "fresh", steps[-1]), workers=0)
        assert picture(Path(folder) / "grown") == picture(Path(folder) / "fresh")


def test_only_what_an_addition_bears_on_is_worked_out_again(tmp_path: Path) -> None:
    out = dataset_of(tmp_path / "out", range(40))
    first = merge(out, workers=0)
    again = merge(out, workers=0)
    assert (again.shards_prepared, again.slabs, again.regions) == (0, 0, 0)
    assert again.rows == first.rows
    more = merge(dataset_of(out, range(41)), workers=0)
    assert more.shards_prepared == 1
    assert 0 < more.slabs < first.slabs
    anew = merge(out, workers=0, resume=False)
    assert (anew.shards_prepared, anew.rows) == (11, more.rows)


def test_small_portions_and_other_processes_make_the_same(made: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
                                                          ) -> None:
    monkeypatch.setattr(joining, "MOST", 7)
    out = dataset_of(tmp_path / "out", range(60))
    merge(out, workers=2, memory="200MB")
    assert picture(out) == picture(made)


def test_what_was_broken_off_is_made_anew(made: Path, tmp_path: Path) -> None:
    out = dataset_of(tmp_path / "out", range(60))
    merge(out, workers=0)
    (out / "picture" / "state.json").unlink()
    with pytest.raises(InputError, match="no picture"):
        table(out, "incidents")
    for path in (out / "picture" / "pairs").iterdir():
        path.write_bytes(b"half")
    merge(out, workers=0)
    assert picture(out) == picture(made)


def test_no_dataset_no_picture(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no dataset"):
        merge(tmp_path)
    with pytest.raises(InputError, match="no table"):
        table(tmp_path, "readings")


def test_a_dataset_without_records_has_an_empty_picture(tmp_path: Path) -> None:
    out = dataset_of(tmp_path / "out", [])
    assert set(merge(out, workers=0).rows.values()) == {0}
