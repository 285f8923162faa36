"""Search words, Krippendorff's alpha, exports at the gate."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.case import Case
from maydan.case.agreement import alpha, interval
from maydan.case.codec import dumps, loads, pack, unpack
from maydan.case.words import find, fts5, parse, shadow, stems, tsquery
from maydan.errors import ExportError


@pytest.mark.parametrize(("form", "stem"), [
    ("والمدينة", "مدينه"), ("بحلب", "حلب"), ("للمعارضة", "معارضه"), ("قواتها", "قوات"), ("مدينتهم", "مدينه"),
    ("وَالْمَدِينَةِ", "مدينه"), ("وسيطرت", "سيطرت"),
])
def test_stems(form: str, stem: str) -> None:
    assert stem in stems(form)


@pytest.mark.parametrize(("query", "text", "found"), [
    ("مدينة", "دخلوا والمَدينةَ هادئة", ["مَدينةَ"]), ("حلب", "في بحلب وحلب", ["حلب", "حلب"]),
    ("معارضة", "دعم للمعارضة", ["معارضة"]), ('"ريف حلب"', "في ريف حلب الشمالي", ["ريف حلب"]),
    ("12", "قتل ١٢ شخصاً", ["١٢"]), ("UNHCR", "قالت unhcr أمس", ["unhcr"]),
    ("اشتب*", "اشتبكوا واشتباكات", ["اشتبكوا", "اشتباكات"]),
])
def test_finds_stand_in_the_letters_of_the_text(query: str, text: str, found: list[str]) -> None:
    assert [text[a:b] for a, b in find(text, parse(query))] == found


@given(st.text(alphabet="ابتثةىأوفلكسمنهي ًَّـ\"-*()&|!:'\\ ab1\u200f", max_size=40))
def test_any_text_can_be_asked_and_indexed(text: str) -> None:
    query = parse(text)
    assert bool(fts5(query)) == bool(tsquery(query)) == bool(query.wanted)
    words, _ = shadow(text)
    for start, end in find(text, query):
        assert 0 <= start < end <= len(text)
    for word in words.split():
        again = parse(word)
        if [t.words for t in again.terms] == [(word,)]:  # two scripts in one word come apart in a query
            assert find(text, again)


def test_alpha_of_the_textbook() -> None:
    """The reliability data of Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability": nominal .743, interval
    .849."""
    a = [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None]
    b = [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3]
    c = [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None]
    d = [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None]
    units = [[v for v in unit if v is not None] for unit in zip(a, b, c, d, strict=True)]
    assert alpha(units) == pytest.approx(0.743, abs=0.001)
    assert alpha(units, interval) == pytest.approx(0.849, abs=0.001)
    assert alpha([[1, 1], [2, 2]]) == 1.0 and alpha([[1, 1]]) == 1.0 and alpha([[1]]) is None


def test_json_bears_any_text() -> None:
    for value in ("قتل", "half \ud800 a letter", "nul \0", {"a": [1, None, 2.5]}):
        assert loads(dumps(value)) == value
        assert unpack(pack(value), object) == value


def test_exports(small: Case, tmp_path: Path) -> None:
    assert "events.csv" in small.export("csv", tmp_path / "csv").files
    with (tmp_path / "csv" / "events.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [r["record_id"] for r in rows] == [r["record_id"] for r in small.records("events")]
    small.export("jsonl", tmp_path / "jsonl")
    lines = (tmp_path / "jsonl" / "holdings.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["record_id"] for line in lines] == [r["record_id"] for r in small.records("holdings")]
    with pytest.raises(ExportError, match="format"):
        small.export("papyrus", tmp_path / "x")
    with pytest.raises(ExportError, match="profile"):
        small.export("csv", tmp_path / "x", profile="loud")
    with small.store.write() as connection:
        connection.exec_driver_sql("""UPDATE records SET "row" = replace("row", '"start":', '"start":1')""")
    with pytest.raises(ExportError, match="not stand"):
        small.export("csv", tmp_path / "y")
