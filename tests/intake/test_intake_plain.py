"""Text files, side files, JSON Lines and CSV."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from intake_makers import ARTICLE, LEAD, SECOND, gz

from maydan.intake import Document, Limits, SetAside, documents, from_jsonl, from_text
from maydan.intake.build import iso_day


def only(path: Path, **options: object) -> Document:
    found = list(documents([path], **options))  # type: ignore[arg-type]
    assert len(found) == 1 and isinstance(found[0], Document), found
    return found[0]


def test_a_text_is_kept_letter_for_letter(tmp_path: Path) -> None:
    text = f"\ufeff{LEAD}\r\n\r\n  {SECOND}\u200f\n"
    path = tmp_path / "خبر.txt"
    path.write_bytes(text.encode())
    found = only(path)
    assert found.text == text
    assert (found.name, found.format, found.encoding, found.language) == ("خبر.txt", "txt", "utf-8", "ar")
    assert found.published is None and found.published_kind is None


def test_the_id_follows_the_bytes_and_not_the_path(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("a.txt", "b/c.txt"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "d.txt").write_bytes(ARTICLE.encode("cp1256"))
    ids = [found.document_id for found in documents([tmp_path]) if isinstance(found, Document)]
    assert ids[0] == ids[1] != ids[2]
    texts = {found.sha256_text for found in documents([tmp_path]) if isinstance(found, Document)}
    assert len(texts) == 1


def test_the_side_file_says_where_it_comes_from(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    side = {"title": "عنوان", "source": "صحيفة", "url": "https://example.org", "date": "2016-02-14"}
    side["date_kind"] = "incident"
    (tmp_path / "a.meta.json").write_text(json.dumps(side), encoding="utf-8")
    found = only(path, published="2020-01-01")
    assert (found.title, found.source, found.url) == ("عنوان", "صحيفة", "https://example.org")
    assert (found.published, found.published_kind) == ("2016-02-14", "incident")
    assert len(list(documents([tmp_path]))) == 1


@pytest.mark.parametrize("content", ["{", "[1]", "\x00", ""])
def test_a_broken_side_file_is_told_and_left_out(tmp_path: Path, content: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "a.meta.json").write_text(content, encoding="utf-8")
    found = only(path)
    assert "a.meta.json" in found.warnings[0]


def test_a_date_from_the_caller_is_the_last_resort(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    found = only(path, published="14/2/2016")
    assert (found.published, found.published_kind) == ("2016-02-14", "given")


@pytest.mark.parametrize(
    ("given_date", "day"),
    [
        ("2016-02-14", "2016-02-14"), ("2016-02-14T10:00:00+03:00", "2016-02-14"), ("2016-2-4", "2016-02-04"),
        ("14/2/2016", "2016-02-14"), ("14.02.2016", "2016-02-14"), ("2016/2/14", "2016-02-14"),
        ("20160214", "2016-02-14"), ("٢٠١٦-٠٢-١٤", "2016-02-14"), ("2016-02", "2016-02"), ("2016", "2016"),
        ("31/2/2016", None), ("أمس", None), ("", None),
    ],
)  # fmt: skip
def test_given_dates(given_date: str, day: str | None) -> None:
    assert iso_day(given_date) == day


def test_a_date_that_is_none_is_told() -> None:
    assert any("not understood" in warning for warning in from_text(ARTICLE, published="قبل أيام").warnings)


def test_a_date_beyond_any_calendar_is_told() -> None:
    assert from_text(ARTICLE, published="0000-00-00").published is None


def test_json_lines_keep_their_order_and_lose_no_line() -> None:
    lines = [
        json.dumps({"id": "a", "text": LEAD, "date": "2016-02-14", "source": "صحيفة"}),
        "",
        "{not json",
        json.dumps({"id": 7, "text": SECOND}, ensure_ascii=False),
        json.dumps([1, 2]),
        json.dumps({"id": "c", "text": "  "}),
        json.dumps({"id": "d", "title": "بلا نص"}),
        '{"id": "e", "text": "' + LEAD + '\\ud83d"}',
        json.dumps({"text": LEAD}),
    ]
    found = list(from_jsonl(io.BytesIO("\n".join(lines).encode()), "in", Limits()))
    names = [item.name for item in found]
    assert names == ["a", "in#3", "7", "in#5", "c", "d", "e", "in#9"]
    kept = [item for item in found if isinstance(item, Document)]
    assert [item.name for item in kept] == ["a", "7", "e", "in#9"]
    assert (kept[0].published, kept[0].source) == ("2016-02-14", "صحيفة")
    assert kept[2].text == LEAD + "\ufffd"
    assert len({item.document_id for item in kept}) == 4


def test_a_line_that_is_too_long_is_skipped_without_being_held() -> None:
    limits = Limits(text_bytes=1000)
    data = b'{"text": "' + b"x" * 500_000 + b'"}\n' + json.dumps({"id": "b", "text": LEAD}, ensure_ascii=False).encode()
    first, second = from_jsonl(io.BytesIO(data), "in", limits)
    assert isinstance(first, SetAside) and "longer" in first.reason
    assert isinstance(second, Document) and second.name == "b"


def test_json_nested_without_end_is_set_aside() -> None:
    data = b"[" * 200_000 + b"\n" + json.dumps({"id": "b", "text": LEAD}).encode()
    first, second = from_jsonl(io.BytesIO(data), "in", Limits())
    assert isinstance(first, SetAside) and isinstance(second, Document)


def test_json_lines_in_a_gzip_file(tmp_path: Path) -> None:
    row = json.dumps({"id": "a", "text": LEAD}, ensure_ascii=False)
    found = only(gz(tmp_path / "in.jsonl.gz", f"{row}\n".encode()))
    assert found.name == "a" and found.text == LEAD


def test_a_cut_gzip_file_gives_what_it_can(tmp_path: Path) -> None:
    rows = "\n".join(json.dumps({"id": str(i), "text": f"{LEAD} {i}"}) for i in range(5000))
    path = gz(tmp_path / "in.jsonl.gz", rows.encode())
    path.write_bytes(path.read_bytes()[:-2000])
    found = list(documents([path]))
    assert isinstance(found[-1], SetAside) and "gzip" in found[-1].reason
    assert len(found) > 100


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("codec", ["utf-8", "utf-8-sig", "cp1256", "utf-16"])
def test_tables(tmp_path: Path, delimiter: str, codec: str) -> None:
    quoted = f'"قال ""الشاهد"": نعم{delimiter} رأيتهم\nثم عدت إلى البيت"'
    rows = [["id", "date", "text"], ["1", "2016-02-14", LEAD], ["2", "", quoted], ["", "", ""], ["3", "2017", SECOND]]
    path = tmp_path / "in.csv"
    path.write_bytes("\n".join(delimiter.join(row) for row in rows).encode(codec))
    found = list(documents([path]))
    assert [item.name for item in found] == ["1", "2", "3"]
    assert all(isinstance(item, Document) for item in found)
    assert found[1].text == f'قال "الشاهد": نعم{delimiter} رأيتهم\nثم عدت إلى البيت'  # type: ignore[union-attr]
    assert found[0].published == "2016-02-14"  # type: ignore[union-attr]


def test_a_table_without_a_text_column_says_so(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,name\n1,حلب\n", encoding="utf-8")
    (found,) = documents([path])
    assert isinstance(found, SetAside) and "text column" in found.reason and found.hint


def test_a_quotation_mark_that_never_closes_costs_its_own_row(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    plain = [f"{i},{LEAD.replace(',', '')} {i}" for i in range(4, 20)]
    path.write_text("\n".join(["id,text", f"1,{LEAD}", f'2,"{SECOND}', f"3,{LEAD}", *plain]), encoding="utf-8")
    found = list(documents([path]))
    assert [item.name for item in found] == ["1", "in.csv#3", *(str(i) for i in range(3, 20))]
    assert isinstance(found[1], SetAside) and "quotation" in found[1].reason


def test_a_table_of_open_quotation_marks_ends(tmp_path: Path) -> None:
    path = tmp_path / "in.csv"
    path.write_text("id,text\n" + '1,"x ""y"" "z\n' * 5000 + "9," + "a" * 3000, encoding="utf-8")
    found = list(documents([path], limits=Limits(text_bytes=2000)))
    assert found and all(isinstance(item, SetAside) for item in found[-1:])


@pytest.mark.parametrize("content", [b"", b" \n\t\n", b"\xef\xbb\xbf"])
def test_an_empty_file_is_set_aside(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(content)
    (found,) = documents([path])
    assert isinstance(found, SetAside)
    assert "empty" in found.reason or "white space" in found.reason


def test_one_line_beyond_the_limit_is_set_aside_unread(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(200 * 1024 * 1024)
    (found,) = documents([path])
    assert isinstance(found, SetAside) and "larger than 32 MB" in found.reason


def test_an_expanding_text_is_set_aside(tmp_path: Path) -> None:
    (found,) = documents([gz(tmp_path / "a.txt.gz", b"a" * 5_000_000)], limits=Limits(text_bytes=100_000))
    assert isinstance(found, SetAside) and "larger" in found.reason


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_string_becomes_a_document(text: str) -> None:
    found = from_text(text)
    assert found.text == text
    assert all(0 <= s.start < s.end <= len(text) for s in found.repeats)
