"""Images: their size is read from the header before anything decodes them, then Tesseract reads the text."""

from __future__ import annotations

import struct
import subprocess
from collections.abc import Iterator

from maydan.errors import InputError
from maydan.intake.arabic_pdf import paragraphs
from maydan.intake.parsers import data_of
from maydan.intake.parsers.ocr import engine, recognise
from maydan.intake.wire import Begin, Extract, Job, Refused

READ_BY_MACHINE = "read by character recognition: expect wrong letters, and check figures and names against the image"


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The text in one image."""
    data = data_of(job)
    width, height = dimensions(data)
    if width * height > job.limits.pixels:
        raise InputError(f"an image of {width} x {height} pixels", "scale it down, or raise pixels")
    _, version = engine()
    try:
        text = paragraphs(recognise(data, job.limits.ocr_seconds))
    except subprocess.TimeoutExpired:
        yield Refused(f"character recognition took longer than {job.limits.ocr_seconds:g} s", "scale the image down")
        return
    if not text:
        yield Refused("no text was recognised in the image", "")
        return
    yield Extract(text, version, warnings=(READ_BY_MACHINE,))


def dimensions(data: bytes) -> tuple[int, int]:
    """Width and height in pixels, from the header alone.

    Raises:
        InputError: no image whose header is understood.
    """
    try:
        size = _dimensions(data)
    except (struct.error, IndexError) as error:
        raise InputError("a damaged image", "fetch the file again") from error
    if size is None or min(size) < 1:
        raise InputError("an image of a kind that is not read", "save it as PNG or JPEG")
    return size


def _dimensions(data: bytes) -> tuple[int, int] | None:
    if data.startswith(b"\x89PNG"):
        width, height = struct.unpack(">II", data[16:24])
        return width, height
    if data.startswith(b"GIF8"):
        width, height = struct.unpack("<HH", data[6:10])
        return width, height
    if data.startswith(b"BM"):
        width, height = struct.unpack("<ii", data[18:26])
        return abs(width), abs(height)
    if data.startswith(b"\xff\xd8"):
        return _jpeg(data)
    if data[:4] in (b"II*\x00", b"MM\x00*"):
        return _tiff(data)
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return _webp(data)
    return None


def _jpeg(data: bytes) -> tuple[int, int] | None:
    at = 2
    while at < len(data) - 9:
        if data[at] != 0xFF:
            at += 1
            continue
        mark = data[at + 1]
        if 0xC0 <= mark <= 0xCF and mark not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return width, height
        if mark in (0xFF, 0x01) or 0xD0 <= mark <= 0xD9:
            at += 1 if mark == 0xFF else 2
            continue
        at += 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    return None


def _tiff(data: bytes) -> tuple[int, int] | None:
    """The largest page's size."""
    order = "<" if data[:2] == b"II" else ">"
    at = struct.unpack(f"{order}I", data[4:8])[0]
    best: tuple[int, int] | None = None
    for _ in range(1000):
        if not at:
            break
        count = struct.unpack(f"{order}H", data[at : at + 2])[0]
        size = {}
        for index in range(count):
            entry = at + 2 + 12 * index
            tag, kind = struct.unpack(f"{order}HH", data[entry : entry + 4])
            if tag in (256, 257):
                form = f"{order}H" if kind == 3 else f"{order}I"
                size[tag] = struct.unpack(form, data[entry + 8 : entry + 8 + struct.calcsize(form)])[0]
        if len(size) == 2 and (best is None or size[256] * size[257] > best[0] * best[1]):
            best = (size[256], size[257])
        at = struct.unpack(f"{order}I", data[at + 2 + 12 * count : at + 6 + 12 * count])[0]
    return best


def _webp(data: bytes) -> tuple[int, int] | None:
    kind = data[12:16]
    if kind == b"VP8 ":
        width, height = struct.unpack("<HH", data[26:30])
        return width & 0x3FFF, height & 0x3FFF
    if kind == b"VP8L":
        bits = struct.unpack("<I", data[21:25])[0]
        return (bits & 0x3FFF) + 1, ((bits >> 14) & 0x3FFF) + 1
    if kind == b"VP8X":
        return int.from_bytes(data[24:27], "little") + 1, int.from_bytes(data[27:30], "little") + 1
    return None
