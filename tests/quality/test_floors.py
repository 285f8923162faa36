"""Scores do not fall: the floors of floors.json hold on the annotated documents, where these are at hand.

The documents belong to their publishers and are not part of the project; without them there is nothing to score.
``python tests/quality/test_floors.py`` prints the scores of today as a row for docs/quality.md.
"""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from maydan.evaluation.score import Scores, score_all
from maydan.intake import documents
from maydan.reading.reader import read_document
from maydan.records import Document

ROOT = Path(__file__).parent.parent.parent
CORPUS = ROOT.parent / "shared" / "corpus"
FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))
SETS = [name for name in ("dev", "check") if (CORPUS / name).is_dir()]


def scores(name: str) -> Scores:
    """Scores of a set, read as ``maydan evaluate`` reads it."""
    def triples():  # type: ignore[no-untyped-def]
        for gold in sorted((CORPUS / name).glob("*.json")):
            if gold.name.endswith(".meta.json"):
                continue
            document = next(iter(documents([gold.with_suffix(".txt")])))
            assert isinstance(document, Document)
            reading = read_document(document)
            yield json.loads(gold.read_text(encoding="utf-8")), msgspec.json.decode(reading.to_json(indent=0)), (
                document.text)

    return score_all(triples())


@pytest.mark.parametrize("name", SETS)
def test_floors_hold(name: str) -> None:
    found = scores(name)
    low = []
    for kind, (detection, graded) in FLOORS[name].items():
        score = found.kinds[kind]
        if score.detection_f1 < detection or score.graded_f1 < graded:
            low.append(f"{kind}: {score.detection_f1:.3f}/{score.graded_f1:.3f} below {detection}/{graded}")
    assert not low, "; ".join(low)
    assert found.dated_right >= FLOORS["dated"][name]


def test_the_floors_name_every_kind() -> None:
    assert set(FLOORS["dev"]) == set(FLOORS["check"]) == {
        "times", "places", "actors", "figures", "events", "holdings", "ties", "sayings", "outlooks"}


if __name__ == "__main__":
    for one in SETS:
        s = scores(one)
        cells = [f"{k.detection_f1:.2f}/{k.graded_f1:.2f}" for k in s.kinds.values()]
        print(f"| {one} | {s.dated_right}/{s.documents} | " + " | ".join(cells) + " |")
