"""Word documents through python-docx: paragraphs and tables in their order, then footnotes."""

from __future__ import annotations

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
    with open_zip(job.path, job.limits) as archive:
        for info in archive.infolist():
            if info.filename.endswith((".xml", ".rels")):
                no_entities(member_bytes(archive, info.filename, job.limits))
        notes_text = _footnotes(archive, job)
        if "word/comments.xml" in archive.namelist():
            notes.append("reviewers' comments are not read")
    document = docx.Document(BytesIO(data))
    lines = list(_blocks(document.iter_inner_content(), 0))
    if notes_text:
        lines += ["", *notes_text]
    text = "\n".join(lines).strip("\n")
    if not text.strip():
        raise InputError("the document holds no text", "if it holds scans, save them as PDF or images")
    properties = document.core_properties
    meta = Meta(title=(properties.title or "").strip() or None, author=(properties.author or "").strip() or None)
    yield Extract(text, f"python-docx {version('python-docx')}", meta, warnings=tuple(notes))


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


def _footnotes(archive: Any, job: Job) -> list[str]:
    if "word/footnotes.xml" not in archive.namelist():
        return []
    root = parse_xml(member_bytes(archive, "word/footnotes.xml", job.limits))
    found = []
    for note in root.iter(f"{_W}footnote"):
        words = "".join(part.text or "" for part in note.iter(f"{_W}t")).strip()
        if words:
            found.append(words)
    return found
