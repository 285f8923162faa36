"""Search words, Krippendorff's alpha, exports at the gate."""

from __future__ import annotations

import contextlib
import csv
import gc
import json
import sqlite3
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from conftest import document
from hypothesis import given
from hypothesis import strategies as st

from maydan.arabic.shadow import shadow_words, words_of
from maydan.arabic.tokens import tokenize
from maydan.case import Case, schema
from maydan.case.agreement import alpha, interval
from maydan.case.bulk import index_texts
from maydan.case.codec import dumps, dumps_each, loads, pack, unpack
from maydan.case.heap import many_rows
from maydan.case.words import find, fts5, parse, plain_letters, shadow, stems, tsquery
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


@given(*[st.text(alphabet="ابتثةىأوفلسنهي ًـ\"-*().,،؛٪١٢12abÉ'\u0301\u200f\ufefb\n\t\u00a0", max_size=60)] * 2)
def test_words_that_reading_found_are_those_of_the_text(title: str, text: str) -> None:
    found = [*words_of(title), *(token.word for token in tokenize(text))]
    assert shadow_words(found) == shadow(f"{title} {text}")


def _terms(tokenizer: str, texts: list[str]) -> set[tuple[str, int, int]]:
    """What FTS5 makes of texts: (word, text, place in it)."""
    with sqlite3.connect(":memory:") as store:
        store.execute(f"CREATE VIRTUAL TABLE f USING fts5(words, content='', tokenize='{tokenizer}')")
        store.execute("CREATE VIRTUAL TABLE v USING fts5vocab(f, 'instance')")
        store.executemany("INSERT INTO f(rowid, words) VALUES (?, ?)", list(enumerate(texts)))
        return set(store.execute("SELECT term, doc, offset FROM v"))


@given(st.lists(st.text(alphabet="ابتثةىأوپچگ ًَّـ\"-*.,،؛٪٫١٢12abÉéşİßłœ’'\u0301\u200f\ufefb", max_size=30), max_size=4))
def test_both_tokenizers_find_the_same_words(texts: list[str]) -> None:
    """Of older cases and of new ones: as the words were given before, and as they are given now."""
    words = [shadow(text)[0] for text in texts]
    plain = [plain_letters(w) for w in words]
    assert _terms("ascii", plain) == _terms("unicode61", plain) == _terms("unicode61", words)


def test_an_older_index_is_asked_as_a_new_one(small: Case) -> None:
    text = "زار وفد من l’été بلدة Évry قرب ١٢٫٥ كم"
    small.add_documents([document(text, name="marks")])
    for query in ("l’été", "Évry", "12.5", "وفد"):
        assert len(small.search(query).hits) == 1, query
    if small.store.dialect == "sqlite":
        assert len(small.search("evry").hits) == 1
        with small.store.write() as connection:
            rows = [(d["seq"], *shadow(f"{d['title'] or ''} {small.document(d['document_id']).text}"))
                    for d in small.documents()]
            connection.exec_driver_sql("DROP TABLE fulltext")
            connection.exec_driver_sql(schema.FULLTEXT["sqlite"][0].replace("'ascii'", "'unicode61'"))
            index_texts(connection, rows)
        for query in ("l’été", "evry", "Évry", "12.5", "وفد"):
            assert len(small.search(query).hits) == 1, query
        small.purge([d["document_id"] for d in small.documents() if d["name"] == "marks"], reviewer="a")
        assert not small.search("evry").hits


def test_many_rows_leave_the_search_for_rings_as_it_was() -> None:
    assert gc.isenabled()
    with many_rows():
        with many_rows():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_many_rows_of_overlapping_threads_that_fail() -> None:
    def one(first: threading.Barrier, failing: bool) -> None:
        with contextlib.suppress(ValueError), many_rows():
            first.wait(10)
            assert not gc.isenabled()
            if failing:
                raise ValueError

    together = threading.Barrier(8)
    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(one, together, bool(i % 2)) for i in range(8)]:
            done.result(20)
    assert gc.isenabled()


def test_many_rows_interrupted_on_the_way_in(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted() -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(gc, "disable", interrupted)
        with pytest.raises(KeyboardInterrupt), many_rows():
            pass
    with many_rows():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_many_rows_leave_a_search_that_was_off() -> None:
    gc.disable()
    try:
        with many_rows(), many_rows():
            pass
        assert not gc.isenabled()
    finally:
        gc.enable()


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
    for rows in ([], [{"a": "ends \u2028 of\n lines \x85"}, {"b": 1}], [{"a": "half \ud800"}, {"b": "\n"}]):
        assert dumps_each(rows) == [dumps(row) for row in rows]


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
