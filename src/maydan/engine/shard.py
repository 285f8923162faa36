"""One shard read and written: all its tables, whole or not at all."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import msgspec

from maydan.engine.store import ERRORS, KEPT, TABLES, Manifest, Store, error_schema, kept_schema
from maydan.errors import SettingError
from maydan.picture.tables import COLUMNS, arrow, flatten
from maydan.reading.reader import read_document
from maydan.records import Reading
from maydan.records.document import Document, SetAside

# Documents, and letters of them, after which rows are written out, so that a shard of any size takes little memory.
ROWS, LETTERS = 256, 1 << 20
SECONDS = 120.0  # for one document
_STATEMENTS = ("events", "holdings", "ties", "outlooks", "sayings")
Reader = Callable[[Document], Reading]


class _TooLong(Exception):
    """A document took longer than it may."""


def read_shard(
    found: Iterable[Document | SetAside], out: str | Path, key: str, *, name: str = "", theatre: str = "auto",
    reader: Reader | None = None, poisoned: dict[int, str] | None = None, at: Callable[[int], None] | None = None,
) -> Manifest:
    """Read the documents of a shard and write its tables as Parquet, the manifest last.

    The same documents give the same bytes. A document that the reader fails on is set aside with its error.

    Args:
        out: the dataset's folder.
        key: what the shard is called in it.
        reader: instead of the package's own.
        poisoned: numbers of documents that are not to be tried, with why.
        at: told the number of each document before it is read.

    Raises:
        OSError: the tables cannot be written.
    """
    store = Store(out)
    store.prepare()
    part = store.part(key)
    read = reader or (lambda document: read_document(document, theatre=theatre))
    seen: set[str] = set()
    count = {"documents": 0, "errors": 0, "doubled": 0, "records": 0, "words": 0}
    with _Writers(part) as writers, _clock() as limit:
        for number, item in enumerate(_guarded(found)):
            if at is not None:
                at(number)
            if isinstance(item, SetAside):
                writers.error("", item)
                count["errors"] += 1
                continue
            if item.document_id in seen:
                count["doubled"] += 1
                continue
            seen.add(item.document_id)
            try:
                if poisoned and number in poisoned:
                    raise SettingError(poisoned[number])
                limit(SECONDS)
                try:
                    reading = read(item)
                    tables = flatten(item, reading, settled=reader is None)
                    kept = _whole(item, reading)
                finally:
                    limit(0)
            except (MemoryError, Exception) as error:
                writers.error(item.document_id, SetAside(
                    name=item.name, reason=_told(error), hint="the other documents were read",
                    sha256_bytes=item.sha256_bytes,
                ))
                count["errors"] += 1
                continue
            writers.document(kept, tables)
            count["documents"] += 1
            count["words"] += item.text.count(" ") + item.text.count("\n") + 1
            count["records"] += sum(len(tables[table]) for table in _STATEMENTS)
        sizes = writers.close()
        manifest = Manifest(
            key=key, name=name, files=sizes, documents=count["documents"], errors=count["errors"],
            doubled=count["doubled"], records=count["records"], words=count["words"],
        )
        store.publish(part, manifest)
        return manifest


def _guarded(found: Iterable[Document | SetAside]) -> Iterator[Document | SetAside]:
    """Documents as they come; where intake itself breaks, what it says, and the end."""
    try:
        yield from found
    except OSError:
        raise
    except Exception as error:
        yield SetAside(name="", reason=f"the rest of the shard cannot be opened: {_told(error)}")


def _told(error: BaseException) -> str:
    if isinstance(error, _TooLong):
        return f"the document took longer than {SECONDS:.0f} seconds"
    if isinstance(error, SettingError):
        return error.message
    return f"the reader failed: {type(error).__name__}: {str(error)[:200]}"


@contextmanager
def _clock() -> Iterator[Callable[[float], None]]:
    """A function that breaks off whatever runs after so many seconds (0: never mind), while the context lasts.

    It does nothing where the system has no timers or this is not the main thread.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield lambda seconds: None
        return

    def stop(number: int, frame: object) -> None:
        raise _TooLong

    def limit(seconds: float) -> None:
        signal.setitimer(signal.ITIMER_REAL, seconds)

    before = signal.signal(signal.SIGALRM, stop)
    try:
        yield limit
    finally:
        limit(0)
        signal.signal(signal.SIGALRM, before)


def _whole(document: Document, reading: Reading) -> dict[str, str]:
    """The row of a document in the table of whole readings."""
    return {
        "document_id": document.document_id,
        "document": msgspec.json.encode(msgspec.structs.replace(document, text="")).decode(),
        "text": document.text.encode("utf-8").decode(), "reading": msgspec.json.encode(reading).decode(),
    }


class _Writers:
    """The Parquet files of a shard in the making."""

    def __init__(self, part: Path) -> None:
        self.part = part
        self.rows: dict[str, list[dict[str, Any]]] = {table: [] for table in TABLES}
        self.files: dict[str, Any] = {}
        self.pending = self.letters = 0

    def __enter__(self) -> _Writers:
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        """Let go of files that will not be finished."""
        if kind is not None:
            for file in self.files.values():
                with suppress(Exception):
                    file.close()

    def error(self, document_id: str, aside: SetAside) -> None:
        self.rows[ERRORS].append({
            "document_id": document_id, "name": aside.name, "reason": aside.reason, "hint": aside.hint,
            "sha256_bytes": aside.sha256_bytes,
        })
        self._count()

    def document(self, kept: dict[str, str], tables: dict[str, list[dict[str, Any]]]) -> None:
        for table, rows in tables.items():
            self.rows[table] += rows
        self.rows[KEPT].append(kept)
        self._count(len(kept["text"]))

    def _count(self, letters: int = 0) -> None:
        self.pending += 1
        self.letters += letters
        if self.pending >= ROWS or self.letters >= LETTERS:
            self._flush()

    def _flush(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self.pending = self.letters = 0
        for table, rows in self.rows.items():
            if rows or table not in self.files:
                if table in COLUMNS:
                    made = arrow(table, rows)
                else:
                    made = pa.Table.from_pylist(rows, schema=error_schema() if table == ERRORS else kept_schema())
                if table not in self.files:
                    self.files[table] = pq.ParquetWriter(
                        self.part / f"{table}.parquet", made.schema, compression="zstd",
                        use_dictionary=False, write_statistics=table != KEPT,  # zstd finds what is repeated by itself
                    )
                if rows:
                    self.files[table].write_table(made)
                self.rows[table] = []

    def close(self) -> dict[str, int]:
        """Finish all files; table -> bytes."""
        self._flush()
        for file in self.files.values():
            file.close()
        return {table: (self.part / f"{table}.parquet").stat().st_size for table in self.files}
