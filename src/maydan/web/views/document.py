"""One document as the reader shows it: text, date with its evidence, what it names, records, copies."""

from __future__ import annotations

from typing import Any

import msgspec

from maydan.case import Case
from maydan.case.lists import Wanted
from maydan.errors import UnknownError
from maydan.picture.tables import Row, place_key
from maydan.records import Document, Reading

_RECORDS = 1_000_000  # more than any text holds


def document_view(case: Case, row: Row, document: Document, reading: Reading | None, copies: list[Row]) -> Row:
    """Everything about one document."""
    return {
        "document": row,
        "text": document.text,
        "reference_date": _written(reading, row),
        "copies": copies,
        "sightings": case.sightings(document.document_id),
        "mentions": _mentions(reading),
        "records": _records(case, document.document_id),
        "left_out": [msgspec.to_builtins(s) for s in document.repeats],
        "warnings": [*document.warnings, *(reading.warnings if reading else ())],
    }


def _records(case: Case, document_id: str) -> list[Row]:
    rows = case.list_records(Wanted(document=document_id, state="all"), limit=_RECORDS).rows
    return sorted(rows, key=lambda r: (r["start"], -r["end"], r["record_id"]))


def _written(reading: Reading | None, row: Row) -> Row:
    if reading is None:
        return {"value": row["reference_date"], "earliest": row["reference_earliest"],
                "latest": row["reference_latest"], "why": "", "printed": row["published"], "evidence": [],
                "printed_date_wrong": False}
    date = reading.reference_date
    return {"value": date.value, "earliest": date.earliest, "latest": date.latest, "why": date.why,
            "printed": date.printed, "evidence": [list(e) for e in date.evidence],
            "printed_date_wrong": date.printed_is_wrong}


def _mentions(reading: Reading | None) -> dict[str, list[Any]]:
    if reading is None:
        return {"times": [], "places": [], "actors": [], "figures": []}
    return {
        "times": [msgspec.to_builtins(t) for t in reading.times],
        "figures": [msgspec.to_builtins(f) for f in reading.figures],
        "places": [{"place": place_key(p), **msgspec.to_builtins(p)} for p in reading.places],
        "actors": [msgspec.to_builtins(a) for a in reading.actors],
    }


def reading_of(case: Case, document_id: str) -> Reading | None:
    """The newest reading of a document; None where a document was taken in without one."""
    try:
        return case.reading(document_id)
    except UnknownError:
        return None
