"""Word documents through python-docx: paragraphs and tables in their order, then footnotes."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any

import docx
from docx.table import Table
from docx.text.paragraph import Paragraph

from maydan.errors import InputError
from maydan.intake.build import Meta
from maydan.intake.parsers import data_of
from maydan.intake.parsers.zips import member_bytes, no_entities, open_zip, parse_xml
from maydan.intake.wire import Begin, Extract, Job, Refused

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NESTED = 20


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The text of one document."""
    data = data_of(job)
    notes: list[str] = []
    name = f"python-docx {version('python-docx')}"
    meta = Meta()
    with open_zip(job.path, job.limits) as archive:
        sound = _checked(archive, job)
        footnotes = _footnotes(archive, job)
        if "word/comments.xml" in archive.namelist():
            notes.append("reviewers' comments are not read")
        if sound:
            document = docx.Document(BytesIO(data))
            lines = list(_blocks(document.iter_inner_content(), 0))
            title, author = document.core_properties.title or "", document.core_properties.author or ""
            meta = Meta(title=title.strip() or None, author=author.strip() or None)
        else:
            root = parse_xml(member_bytes(archive, "word/document.xml", job.limits))
            lines = ["".join(part.text or "" for part in block.iter(f"{_W}t")) for block in root.iter(f"{_W}p")]
            name = "docx paragraphs 1"
            notes.append("parts of the file are damaged: its paragraphs were read, their order in tables may be lost")
    text = "\n".join([*lines, "", *footnotes] if footnotes else lines).strip("\n")
    if not text.strip():
        raise InputError("the document holds no text", "if it holds scans, save them as PDF or images")
    yield Extract(text, name, meta, warnings=tuple(notes))


def _checked(archive: zipfile.ZipFile, job: Job) -> bool:
    """Whether all parts can be read; raises InputError where one declares entities or the text itself is damaged."""
    sound = True
    for info in archive.infolist():
        if not info.filename.endswith((".xml", ".rels")):
            continue
        try:
            part = member_bytes(archive, info.filename, job.limits)
        except InputError:
            if info.filename == "word/document.xml" or info.flag_bits & 1 or info.file_size > job.limits.member_bytes:
                raise
            sound = False
        else:
            no_entities(part)
    return sound


def _blocks(items: Any, level: int) -> Iterator[str]:
    for item in items:
        if isinstance(item, Paragraph):
            yield item.text
        elif isinstance(item, Table) and level < NESTED:
            for row in item.rows:
                seen: set[int] = set()
                cells = []
                for cell in row.cells:  # a merged cell comes once for each column that it spans
                    if id(cell._tc) not in seen:
                        seen.add(id(cell._tc))
                        cells.append("\n".join(_blocks(cell.iter_inner_content(), level + 1)))
                yield "\t".join(cells)


def _footnotes(archive: zipfile.ZipFile, job: Job) -> list[str]:
    if "word/footnotes.xml" not in archive.namelist():
        return []
    try:
        root = parse_xml(member_bytes(archive, "word/footnotes.xml", job.limits))
    except InputError:
        return []
    found = []
    for note in root.iter(f"{_W}footnote"):
        words = "".join(part.text or "" for part in note.iter(f"{_W}t")).strip()
        if words:
            found.append(words)
    return found
