"""Files of every kind made on the spot, sound ones and hostile ones. All sentences are written for these tests."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
import zlib
from pathlib import Path

LEAD = "أعلنت مصادر محلية اليوم أن القوات دخلت بلدة تل الزيتون بعد اشتباكات دامت ست ساعات."
SECOND = "وقالت طبيبة في المستشفى الميداني إن أربعة جرحى وصلوا ليلا، وإن حالة أحدهم حرجة."
THIRD = "ويربط الطريق الذي أغلق أمس بين البلدة والمعبر، وتسلكه قوافل المساعدات منذ شهرين."
BODY = [LEAD, SECOND, THIRD, "ولم يصدر تعليق من الجهات الرسمية حتى ساعة إعداد هذا التقرير."]
ARTICLE = "\n".join(BODY)


def page(body: str = "", *, title: str = "قوات تدخل تل الزيتون", date: str = "2016-02-14", head: str = "") -> str:
    """A web page with menu, article and footer."""
    paragraphs = body or "".join(f"<p>{line}</p>" for line in BODY)
    return (
        f'<!DOCTYPE html><html lang="ar"><head><meta charset="utf-8"><title>{title} | صحيفة التجربة</title>'
        f'<meta property="og:site_name" content="صحيفة التجربة">'
        f'<meta property="article:published_time" content="{date}T09:00:00Z">{head}</head><body>'
        '<nav><ul><li><a href="/a">الرئيسية</a></li><li><a href="/b">اتصل بنا</a></li></ul></nav>'
        f"<article><h1>{title}</h1>{paragraphs}</article><script>var x='سر';</script>"
        "<footer>جميع الحقوق محفوظة</footer></body></html>"
    )


def docx(path: Path, lines: list[str] | None = None, extra: dict[str, bytes] | None = None) -> Path:
    """A Word document with a table at its end."""
    import docx as library

    document = library.Document()
    document.core_properties.title = "تقرير ميداني"
    for line in lines or BODY:
        document.add_paragraph(line)
    table = document.add_table(rows=1, cols=2)
    table.rows[0].cells[0].text, table.rows[0].cells[1].text = "الجرحى", "4"
    document.save(str(path))
    if extra:
        with zipfile.ZipFile(path, "a", zipfile.ZIP_DEFLATED) as archive:
            for name, data in extra.items():
                archive.writestr(name, data)
    return path


def epub(path: Path, chapters: list[str] | None = None) -> Path:
    """A book of chapters, the spine in another order than the names."""
    chapters = chapters or [LEAD, SECOND]
    items = "".join(
        f'<item id="c{i}" href="c{len(chapters) - i}.xhtml" media-type="application/xhtml+xml"/>'
        for i in range(len(chapters))
    )
    spine = "".join(f'<itemref idref="c{i}"/>' for i in range(len(chapters)))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OEBPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"><metadata>'
            "<dc:title>كتاب الشهادات</dc:title><dc:creator>ليلى الحسن</dc:creator><dc:date>2018-05-01</dc:date>"
            f"</metadata><manifest>{items}</manifest><spine>{spine}</spine></package>",
        )
        for i, chapter in enumerate(chapters):
            archive.writestr(
                f"OEBPS/c{len(chapters) - i}.xhtml",
                '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>'
                f"<p>{chapter}</p></body></html>",
            )
    return path


def rss() -> str:
    """A feed of two entries, the second without a text."""
    return (
        '<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>وكالة التجربة</title>'
        "<item><title>قوات تدخل البلدة</title><link>https://example.org/1</link><guid>one</guid>"
        "<pubDate>Sun, 14 Feb 2016 10:00:00 +0000</pubDate>"
        f"<description>&lt;p&gt;{ARTICLE}&lt;/p&gt;</description></item>"
        "<item><title>عنوان بلا نص</title><link>https://example.org/2</link></item></channel></rss>"
    )


def warc(path: Path, pages: list[tuple[str, bytes]], *, gzipped: bool = True) -> Path:
    """A web archive of pages, each (address, body)."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    with path.open("wb") as stream:
        writer = WARCWriter(stream, gzip=gzipped)
        for url, body in pages:
            headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.0")
            record = writer.create_warc_record(
                url, "response", payload=io.BytesIO(body), http_headers=headers,
                warc_headers_dict={"WARC-Date": "2020-03-01T00:00:00Z"},
            )  # fmt: skip
            writer.write_record(record)
    return path


def wacz(path: Path, inner: Path) -> Path:
    """A packed web archive."""
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.write(inner, "archive/data.warc.gz")
    return path


def pdf(path: Path, lines: list[str], *, title: str = "", pages: int = 1) -> Path:
    """A PDF whose letters are drawn one by one from the right edge, as printed Arabic is.

    Letters in braces are one ligature glyph whose ToUnicode entry keeps them in reading order; a figure or Latin run
    in brackets of the form <...> is drawn from left to right.
    """
    glyphs: dict[str, int] = {}
    content = []
    y = 780
    for line in lines:
        x = 560
        for run in _runs(line):
            x -= 6 * len(run)
            for at, glyph in enumerate(run):
                code = glyphs.setdefault(glyph, len(glyphs) + 1)
                content.append(f"1 0 0 1 {x + 6 * at} {y} Tm <{code:02X}> Tj")
        y -= 20
    cmap = "\n".join(f"<{code:02X}> <{glyph.encode('utf-16-be').hex().upper()}>" for glyph, code in glyphs.items())
    to_unicode = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def\n"
        "1 begincodespacerange <00> <FF> endcodespacerange\n"
        f"{len(glyphs)} beginbfchar\n{cmap}\nendbfchar\nendcmap end end"
    ).encode()
    stream = ("BT /F1 10 Tf\n" + "\n".join(content) + "\nET").encode()
    kids = " ".join(f"{10 + i} 0 R" for i in range(pages))
    names = " ".join(f"/g{code}" for code in glyphs.values())
    widths = " ".join("550" for _ in glyphs)
    shape = b"550 0 0 0 550 700 d1 50 0 450 600 re f"
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Kids [{kids}] /Count {pages} >>".encode(),
        3: (
            "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 550 700] /FontMatrix [0.001 0 0 0.001 0 0] /ToUnicode 6 0 R "
            f"/FirstChar 1 /LastChar {len(glyphs)} /Widths [{widths}] /Encoding << /Differences [1 {names}] >> "
            f"/CharProcs << {' '.join(f'/g{code} 4 0 R' for code in glyphs.values())} >> /Resources << >> >>"
        ).encode(),
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(shape), shape),
        5: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        6: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(to_unicode), to_unicode),
        8: b"<< /Title (%s) >>" % title.encode("latin-1", "replace"),
    }
    for i in range(pages):
        objects[10 + i] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 5 0 R"
            b" /Resources << /Font << /F1 3 0 R >> >> >>"
        )
    path.write_bytes(_pdf_file(objects))
    return path


def _runs(line: str) -> list[list[str]]:
    """Glyphs in the order in which they stand from the right, a left-to-right run as one."""
    out: list[list[str]] = []
    at = 0
    while at < len(line):
        if line[at] in "{<":
            end = line.index("}" if line[at] == "{" else ">", at)
            inside = line[at + 1 : end]
            out.append([inside] if line[at] == "{" else list(inside))
            at = end + 1
        else:
            out.append([line[at]])
            at += 1
    return out


def _pdf_file(objects: dict[int, bytes]) -> bytes:
    out = bytearray(b"%PDF-1.5\n")
    places = {}
    for number, body in objects.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    size = max(objects) + 1
    out += b"xref\n0 %d\n" % size
    for number in range(size):
        out += b"%010d 00000 n \n" % places[number] if number in places else b"0000000000 65535 f \n"
    out += b"trailer << /Size %d /Root 1 0 R /Info 8 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    return bytes(out)


def scanned_pdf(path: Path, png: bytes) -> Path:
    """A PDF of one page that holds a one-bit image and no text."""
    width, height = struct.unpack(">II", png[16:24])
    body, at = b"", 8
    while at < len(png):
        length = struct.unpack(">I", png[at : at + 4])[0]
        if png[at + 4 : at + 8] == b"IDAT":
            body += png[at + 8 : at + 8 + length]
        at += 12 + length
    rows = zlib.decompress(body)
    stride = (width + 7) // 8 + 1
    pixels = b"".join(rows[row * stride + 1 : (row + 1) * stride] for row in range(height))
    data = zlib.compress(pixels)
    across, down = width * 72 // 200, height * 72 // 200
    draw = b"q %d 0 0 %d 0 0 cm /I Do Q" % (across, down)
    objects = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R"
        b" /Resources << /XObject << /I 5 0 R >> >> >>" % (across, down),
        4: b"<< /Length %d >>\nstream\n%s\nendstream" % (len(draw), draw),
        5: b"<< /Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceGray /BitsPerComponent 1"
        b" /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (width, height, len(data), data),
        8: b"<< >>",
    }
    path.write_bytes(_pdf_file(objects))
    return path


def png_header(width: int, height: int) -> bytes:
    """An image that claims to be vast."""
    body = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + body + struct.pack(">I", zlib.crc32(body))


def bomb(path: Path, name: str, size: int) -> Path:
    """A ZIP file one of whose members expands a thousandfold."""
    with zipfile.ZipFile(path, "a" if path.exists() else "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, b"\x00" * size)
    return path


def gz(path: Path, data: bytes) -> Path:
    """A gzip file."""
    path.write_bytes(gzip.compress(data))
    return path
