"""A whole dataset of a run into a case, without reading its documents again."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
from sqlalchemy import func, select

from maydan.case import schema
from maydan.case.add import AddReport, Pair, Progress, keep
from maydan.case.connect import Store
from maydan.case.loading import LARGE, TOGETHER, loading
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
    with loading(store, _coming(store, out)) as load:
        for rows in _batches(out, TOGETHER if load.bare else BATCH):
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
                    if there is not None:  # read anew: its old rows are looked for by their indexes
                        load.end()
                    fresh.append((document, found.decode(row["reading"])))
            keep(store, fresh, report, progress, sights)
        started = time.perf_counter()
        load.end()
        report.store_seconds += time.perf_counter() - started
    return report


def _coming(store: Store, out: str | Path) -> int:
    """How many documents of a dataset the case does not hold, where they may be many."""
    import pyarrow.parquet as pq

    tables = dataset.files(out, "readings")
    if sum(pq.read_metadata(t).num_rows for t in tables) < LARGE:
        return 0
    count = 0
    for batch in dataset.batches(out, "readings", ["document_id"]):
        ids = batch.column(0).to_pylist()
        for first in range(0, len(ids), 1000):
            part = set(ids[first:first + 1000])
            with store.read() as connection:
                there = connection.execute(select(func.count()).select_from(schema.documents).where(
                    schema.documents.c.document_id.in_(sorted(part)))).scalar_one()
            count += len(part) - there
    return count


def _batches(out: str | Path, size: int) -> Iterator[list[dict[str, str]]]:
    """Rows of the table of whole readings, some shards together where they are small."""
    waiting: list[dict[str, str]] = []
    for batch in dataset.batches(out, "readings"):
        waiting += batch.to_pylist()
        while len(waiting) >= size:
            yield waiting[:size]
            waiting = waiting[size:]
    if waiting:
        yield waiting
