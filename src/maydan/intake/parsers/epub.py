"""EPUB books: the chapters in the order of the spine, each as flat text."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from maydan.errors import InputError
from maydan.intake.build import Meta
from maydan.intake.encodings import decode
from maydan.intake.parsers.markup import flat_text
from maydan.intake.parsers.zips import member_bytes, open_zip, parse_xml
from maydan.intake.plain import check_length
from maydan.intake.wire import Begin, Extract, Job, Refused

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_TEXT = {"application/xhtml+xml", "text/html", "application/html+xml"}


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The text of one book."""
    limits = job.limits
    with open_zip(job.path, limits) as archive:
        if "META-INF/encryption.xml" in archive.namelist() and "META-INF/rights.xml" in archive.namelist():
            raise InputError("the book is locked by rights management", "read a copy without it")
        container = parse_xml(member_bytes(archive, "META-INF/container.xml", limits))
        root = container.find(f".//{_CONTAINER}rootfile")
        where = root.get("full-path") if root is not None else None
        if not where:
            raise InputError("the book names no contents", "it may be damaged")
        package = parse_xml(member_bytes(archive, where, limits))
        items = {item.get("id"): item for item in package.iter(f"{_OPF}item")}
        names = set(archive.namelist())
        chapters: list[str] = []
        notes: list[str] = []
        size = 0
        for reference in package.iter(f"{_OPF}itemref"):
            item = items.get(reference.get("idref"))
            if item is None or item.get("media-type") not in _TEXT or "nav" in (item.get("properties") or "").split():
                continue
            name = posixpath.normpath(posixpath.join(posixpath.dirname(where), unquote(item.get("href") or "")))
            if name not in names:
                notes.append(f"a chapter is missing: {name[:80]}")
                continue
            chapter = flat_text(decode(member_bytes(archive, name, limits)).text)
            size += len(chapter)
            if size > limits.text_chars:
                check_length(" " * (limits.text_chars + 1), limits)
            if chapter:
                chapters.append(chapter)
    if not chapters:
        raise InputError("the book holds no text", "")
    meta = Meta(
        title=_first(package, "title"), author=_first(package, "creator"), source=_first(package, "publisher"),
        published=_first(package, "date"), published_kind="printed",
    )  # fmt: skip
    yield Extract("\n\n".join(chapters), "epub 1", meta, warnings=tuple(notes))


def _first(package: Any, name: str) -> str | None:
    element = package.find(f".//{_DC}{name}")
    text = (element.text or "").strip() if element is not None else ""
    return text or None
