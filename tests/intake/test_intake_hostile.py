"""Files made to do harm: each is set aside or read in bounded time and memory, and the file after it is read."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from intake_makers import ARTICLE, BODY, LEAD, bomb, docx, epub, page, pdf, png_header, rss, wacz, warc

from maydan.intake import Document, Limits, Sandbox, SetAside, documents

MIB = 1024 * 1024
LAUGHS = (
    '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "ها">'
    + "".join(f'<!ENTITY a{i} "{10 * f"&a{i - 1};"}">' for i in range(1, 9))
    + "]>"
)
SLOW = "<html><body>" + f"<p>{LEAD}</p>" * 200_000 + "</body></html>"
OUTSIDE = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'


@pytest.fixture(scope="module")
def box() -> object:
    with Sandbox() as sandbox:
        yield sandbox


def read(path: Path, limits: Limits | None = None, box: object = None) -> list[Document | SetAside]:
    start = time.monotonic()
    found = list(documents([path], limits=limits or Limits(), sandbox=box))  # type: ignore[arg-type]
    assert time.monotonic() - start < 180  # none hangs
    return found


def refused(path: Path, box: object) -> str:
    (found,) = read(path, box=box)
    assert isinstance(found, SetAside), found
    assert found.name.startswith(str(path)) and "\n" not in found.reason
    return found.reason


def test_a_page_nested_a_hundred_thousand_deep_is_read_flat(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.html"
    text = "".join(f"<p>{line}</p>" for line in BODY)
    path.write_text("<div>" * 100_000 + text + "</div>" * 100_000, encoding="utf-8")
    (found,) = read(path, box=box)
    assert isinstance(found, Document) and found.text == ARTICLE
    assert any("nested" in warning for warning in found.warnings)


@pytest.mark.parametrize(
    "source",
    [
        "<" * 500_000 + LEAD,
        "<a " * 200_000 + LEAD,
        "<!--" * 100_000 + LEAD,
        "<script>" * 50_000 + LEAD,
        "&" * 500_000 + LEAD,
        f"<p {'x=1 ' * 100_000}>{LEAD}</p>",
        "<table><tr><td>" * 60 + LEAD,
        "\x00<html>\x00" + LEAD,
    ],
    ids=["angles", "open tags", "comments", "scripts", "entities", "attributes", "tables", "nul"],
)
def test_malformed_pages_are_bounded(tmp_path: Path, box: object, source: str) -> None:
    path = tmp_path / "a.html"
    path.write_text(source, encoding="utf-8")
    assert len(read(path, box=box)) == 1


def test_zip_bombs_are_not_opened(tmp_path: Path, box: object) -> None:
    assert "bomb" in refused(bomb(docx(tmp_path / "a.docx"), "word/media/x.xml", 80 * MIB), box)
    assert "bomb" in refused(bomb(epub(tmp_path / "a.epub"), "OEBPS/x.xhtml", 80 * MIB), box)
    archive = bomb(wacz(tmp_path / "a.wacz", warc(tmp_path / "x.warc.gz", [])), "archive/y.warc", 80 * MIB)
    assert "bomb" in refused(archive, box)


def test_many_small_members_are_a_bomb_too(tmp_path: Path, box: object) -> None:
    limits = Limits(members=50)
    path = docx(tmp_path / "a.docx", extra={f"word/x{i}.xml": b"<a/>" for i in range(60)})
    (found,) = read(path, limits)
    assert isinstance(found, SetAside) and "members" in found.reason


def test_a_compressed_page_in_an_archive_cannot_burst(tmp_path: Path) -> None:
    pages = [("https://e.org/1", b"<p>" + b"a" * (3 * MIB)), ("https://e.org/2", page().encode())]
    path = warc(tmp_path / "a.warc.gz", pages)
    first, second = read(path, Limits(member_bytes=MIB))
    assert isinstance(first, SetAside) and "larger" in first.reason
    assert isinstance(second, Document)


@pytest.mark.parametrize("prologue", [LAUGHS, OUTSIDE], ids=["laughs", "outside"])
def test_entities_are_not_expanded(tmp_path: Path, box: object, prologue: str) -> None:
    feed = tmp_path / "a.rss"
    feed.write_text(prologue + rss().split("?>", 1)[1].replace("تدخل", "&a8;&e;"), encoding="utf-8")
    assert "entities" in refused(feed, box)
    word = docx(tmp_path / "a.docx", extra={"word/evil.xml": f"{prologue}<x>&a8;</x>".encode()})
    assert "entities" in refused(word, box)
    book = bomb(tmp_path / "a.epub", "x", 1)
    import zipfile

    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("META-INF/container.xml", f"{prologue}<x>&a8;</x>")
    assert "entities" in refused(book, box)


def test_a_pdf_of_a_million_pages(tmp_path: Path, box: object) -> None:
    path = pdf(tmp_path / "a.pdf", ["نص"], pages=1)
    data = path.read_bytes().replace(b"/Kids [10 0 R] /Count 1 ", b"/Kids [10 0 R] /Count 1000000 ")
    path.write_bytes(data)
    assert "1,000,000 pages" in refused(path, box)


def test_a_pdf_with_more_pages_than_allowed(tmp_path: Path) -> None:
    (found,) = read(pdf(tmp_path / "a.pdf", ["نص قصير"], pages=30), Limits(pages=20))
    assert isinstance(found, SetAside) and "30 pages" in found.reason


@pytest.mark.parametrize(
    "name", ["a.pdf", "a.docx", "a.epub", "a.wacz", "a.png", "a.jpg", "a.tif", "a.warc.gz", "a.rss"]
)
@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02" * 500, "نص عادي لا غير".encode(), b"PK\x03\x04" + b"\x00" * 200]
)
def test_names_that_do_not_fit_their_bytes(tmp_path: Path, box: object, name: str, content: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    refused(path, box)


@pytest.mark.parametrize(
    "magic", [b"%PDF-1.7\n", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0", b"II*\x00", b"GIF89a", b"WARC/1.0\r\n"]
)
def test_files_that_break_off(tmp_path: Path, box: object, magic: bytes) -> None:
    path = tmp_path / "a.bin"
    path.write_bytes(magic + bytes(range(256)) * 4)
    refused(path, box)


def test_a_damaged_style_sheet_does_not_cost_the_text(tmp_path: Path, box: object) -> None:
    import zipfile

    path = docx(tmp_path / "a.docx")
    with zipfile.ZipFile(path) as archive:
        place = archive.getinfo("word/styles.xml").header_offset
    data = bytearray(path.read_bytes())
    data[place + 60 : place + 90] = b"\xff" * 30
    path.write_bytes(data)
    (found,) = read(path, box=box)
    assert isinstance(found, Document) and found.text.startswith(ARTICLE)
    assert any("damaged" in warning for warning in found.warnings)


def test_a_vast_image_is_not_decoded(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png_header(2_000_000, 2_000_000))
    assert "pixels" in refused(path, box)


def test_a_parser_that_takes_too_long_is_stopped_and_the_rest_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(SLOW, encoding="utf-8")
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    first, second = read(tmp_path, Limits(seconds=6))
    assert isinstance(first, SetAside) and "longer than 6 s" in first.reason
    assert isinstance(second, Document) and LEAD in second.text


def test_a_page_that_brings_the_parser_down_does_not_take_its_archive_along(tmp_path: Path) -> None:
    bodies = (page(), SLOW, page())
    pages = [(f"https://e.org/{i}", body.encode()) for i, body in enumerate(bodies, 1)]
    found = read(warc(tmp_path / "a.warc.gz", pages), Limits(seconds=6))
    assert [type(item) for item in found] == [Document, SetAside, Document]
    assert "https://e.org/2" in found[1].name


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="address space is bounded on Linux")
def test_memory_is_bounded(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<p>" + f"<b>{LEAD}</b>" * 400_000, encoding="utf-8")
    (tmp_path / "b.html").write_text(page(), encoding="utf-8")
    first, second = read(tmp_path, Limits(memory_bytes=320 * MIB, seconds=120))
    assert isinstance(first, SetAside) and "memory" in first.reason
    assert isinstance(second, Document)


GUARDED = """
import sys
sys.argv = ["child", str(1 << 30)]
from maydan.intake import child
child._no_network(); child._limits(1 << 30); sys.addaudithook(child._guard)
for name, act in {
    "socket": lambda: __import__("socket").create_connection(("127.0.0.1", 9), timeout=1),
    "lookup": lambda: __import__("socket").getaddrinfo("example.org", 80),
    "write": lambda: open(sys.argv[0] + ".written", "w"),
    "append": lambda: __import__("os").open("x.written", 1 | 64),
    "program": lambda: __import__("subprocess").run(["true"]),
    "shell": lambda: __import__("os").system("true"),
    "remove": lambda: __import__("os").remove("x"),
    "url": lambda: __import__("urllib.request").request.urlopen("http://127.0.0.1:9/"),
}.items():
    try:
        act()
    except (PermissionError, OSError) as error:
        print(name, "refused" if "not" in str(error) else error)
    else:
        print(name, "ALLOWED")
"""


def test_the_parser_may_not_reach_out(tmp_path: Path) -> None:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", GUARDED], capture_output=True, text=True, cwd=tmp_path, env=environment, check=True
    )
    lines = done.stdout.split("\n")[:-1]
    assert len(lines) == 8
    assert all(line.endswith("refused") for line in lines), done.stdout
    assert not list(tmp_path.iterdir())


def test_a_page_cannot_fetch(tmp_path: Path, box: object) -> None:
    path = tmp_path / "a.html"
    head = '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="file:///etc/passwd">'
    path.write_text(page(head=head), encoding="utf-8")
    (found,) = read(path, box=box)
    assert isinstance(found, Document) and "root:" not in found.text


def test_folders_are_walked_in_order_and_nothing_is_lost_in_silence(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    for name in ("b/2.txt", "b/10.txt", "a.txt", "c.md"):
        (tmp_path / name).write_text(ARTICLE, encoding="utf-8")
    for name in (".hidden.txt", "a.json", "a.meta.json", "d.exe", "e.doc", "f.zip"):
        (tmp_path / name).write_text("{}", encoding="utf-8")
    (tmp_path / "circle").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "broken.txt").symlink_to(tmp_path / "nowhere")
    os.mkfifo(tmp_path / "pipe.txt")
    found = list(documents([tmp_path, tmp_path / "missing", tmp_path / "a.txt"]))
    names = [Path(item.name).name for item in found]
    assert names == [
        "a.txt", "10.txt", "2.txt", "broken.txt", "c.md", "d.exe", "e.doc", "f.zip", "pipe.txt", "missing", "a.txt",
    ]  # fmt: skip
    aside = {Path(item.name).name: item for item in found if isinstance(item, SetAside)}
    assert set(aside) == {"broken.txt", "d.exe", "e.doc", "f.zip", "pipe.txt", "missing"}
    assert "docx" in aside["e.doc"].hint


def test_more_files_than_allowed(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(ARTICLE, encoding="utf-8")
    found = list(documents([tmp_path], limits=Limits(files=3)))
    assert len(found) == 4 and isinstance(found[-1], SetAside)


def test_leaving_early_ends_the_parser(tmp_path: Path) -> None:
    path = warc(tmp_path / "a.warc.gz", [(f"https://e.org/{i}", page().encode()) for i in range(50)])
    with Sandbox() as sandbox:
        stream = documents([path], sandbox=sandbox)
        assert isinstance(next(stream), Document)
        stream.close()  # type: ignore[attr-defined]
        assert sandbox._process is None
        assert len(list(documents([path], sandbox=sandbox))) == 50
