"""What a run wrote, read again: tables for analysis, whole readings for the import into a case."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.engine.store import KEPT, TABLES, Store
from maydan.errors import InputError
from maydan.records import Reading
from maydan.records.document import Document

if TYPE_CHECKING:
    import pyarrow as pa


def is_dataset(out: str | Path) -> bool:
    """Whether a folder holds a dataset."""
    return Store(out).settings() is not None


def shards(out: str | Path) -> list[str]:
    """Keys of finished shards, in the order of the input once a run is complete.

    Raises:
        InputError: the folder holds no dataset.
    """
    store = Store(out)
    settings = store.settings()
    if settings is None:
        raise InputError(f"{out} holds no dataset", "make one: maydan run INPUT OUT")
    return list(settings.shards) if settings.complete else store.finished()


def files(out: str | Path, table: str) -> list[Path]:
    """The Parquet files of a table, for DuckDB, Polars or Spark."""
    if table not in TABLES:
        raise InputError(f"no table {table!r}", f"one of {', '.join(TABLES)}")
    store = Store(out)
    return [store.table(table, key) for key in shards(out)]


def batches(out: str | Path, table: str, columns: list[str] | None = None) -> Iterator[pa.RecordBatch]:
    """A table as Arrow batches, shard by shard, never whole in memory."""
    import pyarrow.parquet as pq

    for path in files(out, table):
        with pq.ParquetFile(path) as file:
            yield from file.iter_batches(columns=columns)


def rows(out: str | Path, table: str) -> Iterator[dict[str, Any]]:
    """A table as rows."""
    for batch in batches(out, table):
        yield from batch.to_pylist()


def tables(out: str | Path) -> Iterator[tuple[str, Iterator[pa.RecordBatch]]]:
    """Every table with its batches."""
    for table in TABLES:
        yield table, batches(out, table)


def readings(out: str | Path) -> Iterator[tuple[Document, Reading]]:
    """Documents with their readings, as the case takes them in."""
    documents = msgspec.json.Decoder(Document)
    found = msgspec.json.Decoder(Reading)
    for row in rows(out, KEPT):
        yield msgspec.structs.replace(documents.decode(row["document"]), text=row["text"]), found.decode(row["reading"])
