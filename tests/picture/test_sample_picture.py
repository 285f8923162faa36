"""The whole picture of the sample reports beside what a person made of them by reading."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from maydan.evaluation.sample import score_holders, score_incidents
from maydan.intake import Document, documents
from maydan.picture.contradictions import contradictions
from maydan.picture.copies import copies
from maydan.picture.duck import Duck
from maydan.picture.incidents import incidents
from maydan.picture.ledger import ledger
from maydan.picture.network import network, sides
from maydan.picture.tables import Tables, flatten
from maydan.picture.timelines import Interval, Siege, timelines
from maydan.reading.reader import read_document

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "src" / "maydan" / "sample"
TRUTH: dict[str, Any] = json.loads((ROOT / "tests/sample/truth.json").read_text(encoding="utf-8"))
FLOORS: dict[str, float] = json.loads((ROOT / "tests/quality/floors.json").read_text(encoding="utf-8"))["picture"]

Row = dict[str, Any]


class Built(NamedTuple):
    reports: dict[str, tuple[str, Tables]]
    originals: dict[str, str]
    incidents: list[Row]
    members: list[Row]
    pairs: list[Row]
    intervals: list[Interval]
    sieges: list[Siege]

    def rows(self, table: str) -> list[Row]:
        return rows_of(self.reports, table)


def rows_of(reports: dict[str, tuple[str, Tables]], table: str) -> list[Row]:
    """The rows of every document once: an exact copy is the same document."""
    whole = {tables["documents"][0]["document_id"]: tables for _, tables in reports.values()}
    return [row for tables in whole.values() for row in tables[table]]


@pytest.fixture(scope="module")
def built() -> Built:
    reports = {}
    for document in documents([SAMPLE]):
        if isinstance(document, Document):
            tables = flatten(document, read_document(document, theatre="syria"))
            reports[Path(document.name).stem] = document.text, tables
    rows = {t: rows_of(reports, t) for t in ("events", "holdings", "places")}
    originals = copies((d["document_id"], d["reference_date"] or "", text)
                       for text, tables in reports.values() for d in tables["documents"])
    places: dict[str, Row] = {}
    for row in sorted(rows["places"], key=lambda p: (p["radius_km"] or 0.0, p["name_en"], p["document_id"])):
        places.setdefault(row["place"], row)
    found = incidents(rows["events"], places, Duck(), originals=originals)
    held = timelines(rows["holdings"], originals=originals, events=rows["events"], places=places.values())
    return Built(reports, originals, *found, *held)


def test_copies_are_found_and_nothing_else(built: Built) -> None:
    name = {tables["documents"][0]["document_id"]: n for n, (_, tables) in built.reports.items()}
    found = {(name[o], name[d]) for d, o in built.originals.items() if d != o}
    annotated = {(c["original"], c["copy"]) for c in TRUTH["copies"]}
    near = {(c["original"], c["copy"]) for c in TRUTH["copies"] if c["kind"] == "near"}
    assert near <= found <= annotated
    one = {n: tables["documents"][0]["document_id"] for n, (_, tables) in built.reports.items()}
    assert all(one[c["original"]] == one[c["copy"]] for c in TRUTH["copies"] if c["kind"] == "exact")


def test_reports_are_put_together(built: Built) -> None:
    scores = score_incidents(TRUTH["groups"], built.reports, built.members)
    print(scores)
    assert scores.pairwise[2] >= FLOORS["incidents_pairwise_f1"], scores
    assert scores.b_cubed[2] >= FLOORS["incidents_b_cubed_f1"], scores
    assert scores.matched >= FLOORS["members_read"] * (scores.matched + scores.missed), scores


def test_who_holds_what_when(built: Built) -> None:
    answers = score_holders(TRUTH["holders"], built.rows("places"), built.intervals)
    assert len(answers) >= 300
    share = sum(a["right"] for a in answers) / len(answers)
    print("holders", share)
    assert share >= FLOORS["holder_right"], sorted({(a["place"], a["holder"]) for a in answers if not a["right"]})


def test_everything_points_at_records(built: Built) -> None:
    records = {r["record_id"] for t in ("events", "holdings") for r in built.rows(t)}
    assert {m["record_id"] for m in built.members} <= records
    assert all(set(i.claims) <= records and i.claims for i in built.intervals)
    assert all(set(s.claims) <= records for s in built.sieges)
    assert {m["incident_id"] for m in built.members} == {i["incident_id"] for i in built.incidents}
    assert len({i["incident_id"] for i in built.incidents}) == len(built.incidents)
    assert all(i["sources"] <= i["reports"] for i in built.incidents)


def test_the_rest_of_the_picture_is_there(built: Built) -> None:
    written = {d["document_id"]: d["reference_date"] for d in built.rows("documents") if d["reference_date"]}
    rows = ledger(built.rows("outlooks"), built.rows("events"), written)
    assert {r["outcome"] for r in rows} <= {"came", "not", "open"} and rows
    edges = network(built.rows("ties"), originals=built.originals)
    assert edges and sides(edges)
    differ = contradictions(built.incidents, built.members, built.rows("events"), built.rows("holdings"),
                            built.intervals)
    assert differ and differ == sorted(differ, key=lambda c: -c["weight"])


def test_again_is_the_same(built: Built) -> None:
    places: dict[str, Row] = {}
    for row in sorted(built.rows("places"), key=lambda p: (p["radius_km"] or 0.0, p["name_en"], p["document_id"])):
        places.setdefault(row["place"], row)
    again = incidents(built.rows("events")[::-1], places, Duck(), originals=built.originals)
    assert again == (built.incidents, built.members, built.pairs)
