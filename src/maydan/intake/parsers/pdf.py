"""PDF files through PDFium; pages without text go to character recognition."""

from __future__ import annotations

import ctypes
import re
import subprocess
from collections.abc import Iterator
from importlib.metadata import version

import pypdfium2
from pypdfium2 import raw

from maydan.errors import InputError, SettingError
from maydan.intake.arabic_pdf import Character, paragraphs, repaired, straightened, suspect, without_running_heads
from maydan.intake.build import Meta
from maydan.intake.limits import Limits
from maydan.intake.parsers import data_of
from maydan.intake.parsers.images import READ_BY_MACHINE
from maydan.intake.parsers.ocr import recognise
from maydan.intake.plain import check_length
from maydan.intake.wire import Begin, Extract, Job, Refused

_NAME = f"pypdfium2 {version('pypdfium2')}"
_SOFT = re.compile("[\ufffe\uffff\u00ad\x02]\\s*|\x00")
_POINTS = 72.0
MANY_SHAPES = 100


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The text of one file."""
    data = data_of(job)
    limits = job.limits
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower()
        raise InputError(
            "protected by a password" if locked else "a damaged PDF file",
            "save it without the password" if locked else "fetch the file again",
        ) from error
    count = len(document)
    if count > limits.pages:
        raise InputError(f"{count:,} pages, more than {limits.pages:,}", "split it, or raise pages")
    pages: list[str] = []
    notes: list[str] = []
    turned = scanned = unread = damaged = size = 0
    missing = ""
    for index in range(count):
        try:
            page = document[index]
            text, was_turned = repaired(_text(page))
        except pypdfium2.PdfiumError:
            damaged += 1
            continue
        if not text.strip() and not missing and _has_picture(page):
            if scanned >= limits.ocr_pages:
                unread += 1
            else:
                yield Begin(0, "")  # recognition has a time of its own, page by page
                try:
                    text = recognise(_rendered(page, limits), limits.ocr_seconds, limits.ocr_dpi)
                    scanned += 1
                except SettingError as error:
                    missing = str(error)
                except subprocess.TimeoutExpired:
                    unread += 1
        turned += was_turned
        size += len(text)
        if size > limits.text_chars:
            check_length(" " * (limits.text_chars + 1), limits)
        pages.append(text.replace("\r\n", "\n").replace("\r", "\n"))
        page.close()
    if missing and not any(page.strip() for page in pages):
        raise InputError(f"scanned pages, and {missing[0].lower() + missing[1:]}")
    pages, heads = without_running_heads(pages)
    for condition, note in (
        (turned, f"{turned} pages stored in the order of display were turned to reading order"),
        (heads, f"{heads} running heads and page numbers were left out"),
        (scanned, f"{scanned} pages {READ_BY_MACHINE}"),
        (unread, f"{unread} scanned pages were not read: raise ocr_pages or ocr_seconds"),
        (damaged, f"{damaged} damaged pages were not read"),
        (missing, f"scanned pages were not read: {missing}"),
    ):
        if condition:
            notes.append(note)
    text = _joined([paragraphs(page) for page in pages])
    if not text:
        raise InputError("all its pages are damaged" if damaged else "the file holds no text", "")
    yield Extract(text, _NAME, _meta(document), warnings=tuple(notes))


def _text(page: pypdfium2.PdfPage) -> str:
    found = page.get_textpage()
    text: str = found.get_text_range()
    if suspect(text):
        text = straightened(_characters(found))
    found.close()
    return _SOFT.sub("", text.replace("\r\n", "\n"))


def _characters(page: pypdfium2.PdfTextPage) -> list[Character]:
    """Every letter of a page with the edges of its box."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    out: list[Character] = []
    for index in range(page.count_chars()):
        code = raw.FPDFText_GetUnicode(page.raw, index)
        raw.FPDFText_GetCharBox(page.raw, index, left, right, bottom, top)
        out.append((chr(code) if 0 < code < 0x110000 else "", round(left.value, 2), round(right.value, 2)))
    return out


def _has_picture(page: pypdfium2.PdfPage) -> bool:
    """Whether a page without text holds an image, or letters drawn as outlines."""
    items = page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH), max_depth=3)
    return any(item.type == raw.FPDF_PAGEOBJ_IMAGE or count > MANY_SHAPES for count, item in enumerate(items))


def _rendered(page: pypdfium2.PdfPage, limits: Limits) -> bytes:
    """A page as a grey PGM image, at the recognition's resolution or as large as is allowed."""
    width, height = page.get_size()
    scale = limits.ocr_dpi / _POINTS
    if width * height * scale * scale > limits.pixels:
        scale = (limits.pixels / max(1.0, width * height)) ** 0.5
    bitmap = page.render(scale=scale, grayscale=True)
    rows = memoryview(bitmap.buffer)
    stride, across, down = bitmap.stride, bitmap.width, bitmap.height
    body = b"".join(bytes(rows[row * stride : row * stride + across]) for row in range(down))
    bitmap.close()
    return f"P5 {across} {down} 255\n".encode() + body


def _joined(pages: list[str]) -> str:
    """Pages one after the other; a paragraph that runs over the foot of one goes on in the next."""
    out = ""
    for page in pages:
        if not page:
            continue
        if out and out[-1] not in ".؟!:؛…»”\")" and len(out.rsplit("\n", 1)[-1]) > 40:
            out += " " + page
        else:
            out += ("\n\n" if out else "") + page
    return out.strip()


def _meta(document: pypdfium2.PdfDocument) -> Meta:
    try:
        data = document.get_metadata_dict(skip_empty=True)
    except (pypdfium2.PdfiumError, UnicodeDecodeError):
        return Meta()
    return Meta(title=data.get("Title", "").strip()[:1000] or None, author=data.get("Author", "").strip()[:300] or None)
