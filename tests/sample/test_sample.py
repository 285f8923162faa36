"""The packaged sample reports are whole, marked, and what is annotated about them points at their words."""

from __future__ import annotations

import json
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent.parent
SAMPLE = ROOT / "src" / "maydan" / "sample"
TEXTS = {p.stem: p.read_text(encoding="utf-8") for p in sorted(SAMPLE.glob("*.txt"))}
TRUTH: dict[str, Any] = json.loads(Path(__file__).with_name("truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TEXTS)
def test_report_is_marked_and_clean(name: str) -> None:
    text = TEXTS[name]
    meta = json.loads((SAMPLE / f"{name}.meta.json").read_text(encoding="utf-8"))
    assert set(meta) == {"title", "source", "url", "date", "date_kind", "note"}
    assert meta["note"] == "written for the sample"
    assert name.startswith(date.fromisoformat(meta["date"]).isoformat())
    assert meta["source"] == "مكتب العينة - " + {"a": "أ", "b": "ب", "c": "ج"}[name[-1]]
    assert text.endswith("\nكتب هذا التقرير لعينة ميدان من وقائع معلنة.\n")
    assert 80 <= len(text.split()) <= 200
    assert unicodedata.is_normalized("NFC", text)
    assert not any("\ufb50" <= c <= "\ufdff" or "\ufe70" <= c <= "\ufeff" or c == "\u0640" for c in text)


def test_groups_point_at_words() -> None:
    names = [g["name"] for g in TRUTH["groups"]]
    assert len(names) == len(set(names))
    for group in TRUTH["groups"]:
        assert group["members"]
        for member in group["members"]:
            assert TEXTS[member["doc"]].count(member["words"]) == 1, (group["name"], member)


def test_holder_questions_are_borne_out() -> None:
    asked = [(q["place"], q["date"]) for q in TRUTH["holders"]]
    assert len(asked) >= 300
    assert len(asked) == len(set(asked))
    for question in TRUTH["holders"]:
        date.fromisoformat(question["date"])
        assert question["docs"] or question["holder"] == "unknown", question
        assert any(question["place"].split()[-1] in TEXTS[d] for d in question["docs"] or TEXTS), question


def test_outlooks_sieges_and_copies_name_reports() -> None:
    for outlook in TRUTH["outlooks"]:
        assert TEXTS[outlook["doc"]].count(outlook["words"]) == 1, outlook
        assert outlook["outcome"] in {"true", "false", "mixed", "open"}
        assert set(outlook["docs"]) <= set(TEXTS)
        assert bool(outlook["docs"]) == (outlook["outcome"] != "open"), outlook
    for siege in TRUTH["sieges"]:
        assert siege["docs"]
        assert set(siege["docs"]) <= set(TEXTS)
    for copy in TRUTH["copies"]:
        same = TEXTS[copy["original"]] == TEXTS[copy["copy"]]
        assert same == (copy["kind"] == "exact"), copy
