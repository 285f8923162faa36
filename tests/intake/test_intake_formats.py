"""Formats that are parsed in the process apart: what comes out of sound files."""

from __future__ import annotations

from pathlib import Path

import pytest
from intake_makers import (
    ARTICLE,
    BODY,
    LEAD,
    SECOND,
    docx,
    epub,
    page,
    pdf,
    rss,
    scanned_pdf,
    wacz,
    warc,
)

from maydan.intake import Document, Sandbox, SetAside, documents

SCAN = Path(__file__).parent / "data" / "scan.png"


@pytest.fixture(scope="module")
def box() -> object:
    with Sandbox() as sandbox:
        yield sandbox


def read(path: Path, box: object) -> list[Document | SetAside]:
    return list(documents([path], sandbox=box))  # type: ignore[arg-type]


def one(path: Path, box: object) -> Document:
    (found,) = read(path, box)
    assert isinstance(found, Document), found
    assert len(found.sha256_bytes) == 64 and found.path == str(path)
    return found


@pytest.mark.parametrize("codec", ["utf-8", "cp1256"])
def test_a_web_page(tmp_path: Path, box: object, codec: str) -> None:
    path = tmp_path / "a.html"
    declared = "windows-1256" if codec == "cp1256" else codec
    path.write_bytes(page().replace('charset="utf-8"', f'charset="{declared}"').encode(codec))
    found = one(path, box)
    assert all(line in found.text for line in BODY)
    assert "الرئيسية" not in found.text and "سر" not in found.text.split()
    assert (found.published, found.published_kind) == ("2016-02-14", "printed")
    assert found.title and "تل الزيتون" in found.title
    assert found.source == "صحيفة التجربة"
    assert found.extractor.startswith("trafilatura ")


def test_a_page_that_is_all_furniture_is_still_read(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.html"
    body = f"<div><span>{LEAD}</span><br><span>{SECOND}</span></div>"
    path.write_text(f"<html><body>{body}</body></html>", encoding="utf-8")
    assert LEAD in one(path, box).text


def test_a_page_saved_by_a_browser(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.mhtml"
    body = page().encode().hex(" ", 1).replace(" ", "=").upper()
    path.write_text(
        "From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"x\"\n\n"
        "--x\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n"
        f"Content-Location: https://example.org/1\n\n={body}\n--x--\n",
        encoding="utf-8",
    )
    found = one(path, box)
    assert LEAD in found.text and found.url == "https://example.org/1" and found.format == "mhtml"


def test_a_word_document(tmp_path: Path, box: object) -> None:
    found = one(docx(tmp_path / "a.docx"), box)
    assert found.text == ARTICLE + "\nالجرحى\t4"
    assert found.title == "تقرير ميداني"


def test_a_book_in_the_order_of_its_spine(tmp_path: Path, box: object) -> None:
    found = one(epub(tmp_path / "a.epub"), box)
    assert found.text == f"{LEAD}\n\n{SECOND}"
    assert (found.title, found.author, found.published) == ("كتاب الشهادات", "ليلى الحسن", "2018-05-01")


def test_a_feed(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.xml"
    path.write_text(rss(), encoding="utf-8")
    first, second = read(path, box)
    assert isinstance(first, Document) and isinstance(second, SetAside)
    assert LEAD in first.text and first.title == "قوات تدخل البلدة"
    assert (first.source, first.url, first.published) == ("وكالة التجربة", "https://example.org/1", "2016-02-14")
    assert "no text" in second.reason


@pytest.mark.parametrize("packed", [False, True])
def test_a_web_archive(tmp_path: Path, box: object, packed: bool) -> None:
    pages = [
        ("https://example.org/1", page().encode()),
        ("https://example.org/2", b"<html></html>"),
        ("https://example.org/3", page(title="خبر آخر", date="2019-05-01").encode()),
    ]
    path = warc(tmp_path / "a.warc.gz", pages)
    if packed:
        path = wacz(tmp_path / "a.wacz", path)
    found = read(path, box)
    assert [type(item) for item in found] == [Document, SetAside, Document]
    first, _, third = found
    assert isinstance(first, Document) and isinstance(third, Document)
    assert (first.url, first.captured, first.published) == ("https://example.org/1", "2020-03-01", "2016-02-14")
    assert third.published == "2019-05-01" and first.document_id != third.document_id


def test_a_pdf_whose_ligatures_and_latin_words_come_out_right(tmp_path: Path, box: object) -> None:
    lines = ["دخلت القوات ا{لأ}حياء الشما{لا}ت فجرا", "وقال متحدث إن <25> من الط{لا}ب عادوا مع <Free Aid> إلى بلداتهم."]
    found = one(pdf(tmp_path / "a.pdf", lines), box)
    assert found.text.split("\n")[0] == "دخلت القوات الأحياء الشمالات فجرا"
    assert found.text.endswith("وقال متحدث إن 25 من الطلاب عادوا مع Free Aid إلى بلداتهم.")


def test_a_pdf_in_printed_shapes(tmp_path: Path, box: object) -> None:
    found = one(pdf(tmp_path / "a.pdf", ["ﺩﺧﻠﺖ ﺍﻟﻘﻮﺍﺕ ﺍﻟﺒﻠﺪﺓ ﻓﻲ ﺍﻟﺼﺒﺎﺡ ﻣﻦ ﺍﻟﺸﻤﺎﻝ"]), box)
    assert found.text == "دخلت القوات البلدة في الصباح من الشمال"


def test_images_and_scans_are_recognised_or_their_need_is_told(tmp_path: Path, box: object) -> None:
    image = tmp_path / "scan.png"
    image.write_bytes(SCAN.read_bytes())
    for path in (image, scanned_pdf(tmp_path / "scan.pdf", SCAN.read_bytes())):
        (found,) = read(path, box)
        if isinstance(found, Document):
            assert "القوات على بلدة" in found.text
            assert any("recognition" in warning for warning in found.warnings)
        else:
            assert "Tesseract" in found.reason and "tesseract-ocr-ara" in found.reason + found.hint


def test_one_process_serves_many_files(tmp_path: Path, box: Sandbox) -> None:
    for number in range(30):
        (tmp_path / f"{number:03}.html").write_text(page(title=f"خبر رقم {number}"), encoding="utf-8")
    read(tmp_path / "000.html", box)
    before = box._process
    found = read(tmp_path, box)
    assert [item.name for item in found] == [f"{number:03}.html" for number in range(30)]
    assert box._process is before
