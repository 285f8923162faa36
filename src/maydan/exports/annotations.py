"""W3C Web Annotations: every record as a note on the words that it comes from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from maydan.exports.model import QUOTED, Bundle
from maydan.exports.output import Table
from maydan.picture.tables import Row

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_NOT_SLOTS = {"record_id", "document_id", "source", "quote", "start", "end", "text"}


def notes(bundle: Bundle) -> Iterator[dict[str, Any]]:
    """An annotation for every record whose words may leave."""
    documents = bundle.documents()
    for table in QUOTED:
        for row in bundle.rows(table):
            words = row.get("text") if table in ("figures", "times") else row.get("quote")
            if words and row.get("start") is not None:
                yield _annotation(bundle, table, row, str(words), documents.get(str(row["document_id"]), {}))


def _annotation(bundle: Bundle, table: str, row: Row, words: str, document: Row) -> dict[str, Any]:
    kind = table.rstrip("s")
    slots = {k: v for k, v in row.items() if k not in _NOT_SLOTS and v not in (None, "", [])}
    label = row.get("type") or row.get("change") or row.get("relation")
    source: dict[str, Any] = {"id": f"urn:maydan:document:{row['document_id']}", "type": "Text", "format": "text/plain"}
    if document.get("language"):
        source["language"] = document["language"]
    if document.get("url"):
        source["canonical"] = document["url"]
    return {
        "id": f"urn:maydan:record:{row['record_id']}", "type": "Annotation", "motivation": "classifying",
        "created": bundle.about.made,
        "generator": {"id": f"urn:maydan:reader:{bundle.about.reader}", "type": "Software", "name": "Maydan"},
        "body": [
            {"type": "TextualBody", "purpose": "tagging", "format": "text/plain",
             "value": ": ".join(str(v) for v in (kind, label) if v)},
            {"type": "TextualBody", "purpose": "describing", "format": "application/json",
             "value": msgspec.json.encode(slots).decode()},
        ],
        "target": {
            "type": "SpecificResource", "source": source,
            "selector": [
                {"type": "TextPositionSelector", "start": row["start"], "end": row["end"]},
                {"type": "TextQuoteSelector", "exact": words},
            ],
        },
    }


def write_annotations(bundle: Bundle, folder: Path) -> list[Table]:
    """``annotations.jsonld``: a collection with one page that holds all."""
    items = list(notes(bundle))
    head = f"urn:maydan:export:{bundle.about.made}"
    whole = {
        "@context": CONTEXT, "id": head, "type": "AnnotationCollection", "label": bundle.about.title or "Maydan",
        "total": len(items),
        "first": {"id": f"{head}:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    (folder / "annotations.jsonld").write_bytes(msgspec.json.encode(whole))
    columns = {"id": "str", "target": "str", "body": "str"}
    return [Table(file="annotations.jsonld", name="annotations", columns=columns, rows=len(items))]
