"""A whole dataset of a run into a case, without reading its documents again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import select

from maydan.case import schema
from maydan.case.add import AddReport, Pair, Progress, keep
from maydan.case.connect import Store
from maydan.engine import dataset
from maydan.records import Document, Reading, SetAside

BATCH = 256  # documents of a transaction


class _Versions(msgspec.Struct):
    """What of a reading tells whether the case has it; the rest is passed over."""

    reader: str
    theatre: str


def add_dataset(store: Store, out: str | Path, *, progress: Progress | None = None) -> AddReport:
    """Take in the documents and readings of a dataset; see :meth:`maydan.case.Case.add_dataset`."""
    report = AddReport()
    aside = [SetAside(name=row["name"], reason=row["reason"], hint=row["hint"] or "",
                      sha256_bytes=row["sha256_bytes"]) for row in dataset.rows(out, "errors")]
    report.aside += aside
    keep(store, [], report, progress, aside=aside)
    documents, found = msgspec.json.Decoder(Document), msgspec.json.Decoder(Reading)
    versions = msgspec.json.Decoder(_Versions)
    for rows in _batches(out):
        with store.read() as connection:
            known = {r.document_id: (r.reader, r.theatre) for r in connection.execute(
                select(schema.documents.c.document_id, schema.documents.c.reader, schema.documents.c.theatre)
                .where(schema.documents.c.document_id.in_([r["document_id"] for r in rows])))}
        fresh: list[Pair] = []
        sights: list[Document] = []
        for row in rows:
            document = msgspec.structs.replace(documents.decode(row["document"]), text=row["text"])
            there = known.get(document.document_id)
            version = versions.decode(row["reading"]) if there is not None else None
            if version is not None and there == (version.reader, version.theatre):
                report.unchanged += 1
                sights.append(document)
            else:
                fresh.append((document, found.decode(row["reading"])))
        keep(store, fresh, report, progress, sights)
    return report


def _batches(out: str | Path) -> Iterator[list[dict[str, str]]]:
    """Rows of the table of whole readings, some shards together where they are small."""
    waiting: list[dict[str, str]] = []
    for batch in dataset.batches(out, "readings"):
        waiting += batch.to_pylist()
        while len(waiting) >= BATCH:
            yield waiting[:BATCH]
            waiting = waiting[BATCH:]
    if waiting:
        yield waiting
