"""Large loads: secondary indexes are laid down before, and each is built at once, in key order, when all is in.

While it lasts, questions are slower and nothing else: texts, records and decisions stand in their tables, every batch
whole. That indexes are missing is entered into the case in the transaction that lays them down. Whoever loads holds a
lock that ends with the process, so that one who opens the case later can tell a load that goes on from one that was
killed, and builds what is missing.
"""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Index, delete, func, insert, inspect, select, text

from maydan.case import schema
from maydan.case.codec import now
from maydan.case.connect import LOCK, Store
from maydan.case.shelf import in_order
from maydan.errors import CaseError

LARGE = 5000  # documents from which on it may pay
MARK = "loading"  # key in meta while indexes are missing
TOGETHER = 4096  # documents of a transaction of a large load
_TABLES = ("links", "documents", "readings", "records", "places", "actors")  # what most questions need comes first
_NEARLY_EMPTY = {"records_by_state", "records_to_confirm", "records_decided"}  # of what people did: they cost nothing
_KEYED = ("records", "places", "actors")  # tables whose primary key PostgreSQL can build afterwards too
_GIN = next(s for s in schema.FULLTEXT["postgresql"] if s.startswith("CREATE INDEX"))
_GIN_NAME = "fulltext_words"
_FEW_SEGMENTS = (("automerge", 0, schema.SEGMENTS["automerge"]), ("crisismerge", 1000, 16),
                 ("hashsize", 64 << 20, schema.SEGMENTS["hashsize"]))  # then, else
_LOADING = ("PRAGMA cache_size = -1048576", "PRAGMA wal_autocheckpoint = 65536", "PRAGMA synchronous = NORMAL")


class Load:
    """A load that goes on.

    Attributes:
        bare: whether the indexes are laid down.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        self.bare = False

    def end(self) -> None:
        """Build what is missing; what comes after is added as usual."""
        if self.bare:
            self.bare = False
            build(self.store)


@contextmanager
def loading(store: Store, coming: int) -> Iterator[Load]:
    """Lay the indexes down for as long as documents are taken in, where it pays, and build them after.

    It pays for :data:`LARGE` documents or more, and no fewer than the case holds; not where a reviewer's pattern must
    be tried on every record that comes, nor while somebody else loads. Broken off by a fault, what is missing is built
    before the fault is passed on; broken off by the user or by a kill, when the case is next opened or loaded into.

    Args:
        coming: how many new documents there are.
    """
    load = Load(store)
    with contextlib.ExitStack() as stack:
        if _pays(store, coming) and stack.enter_context(_alone(store)):
            load.bare = _lay_down(store)
            stack.enter_context(_tuned(store))
        elif _marked(store):
            mend(store)
        try:
            yield load
        except Exception:
            with contextlib.suppress(CaseError):  # such as a disk that is full: left to the next opening
                load.end()
            raise
        load.end()


def mend(store: Store) -> bool:
    """Build the indexes that a load which was killed left out; False while somebody loads."""
    with _alone(store) as alone:
        if alone:
            build(store)
        return alone


def missing(connection: Connection) -> list[str]:
    """Names of secondary indexes that are not there."""
    return [i.name or "" for i in _absent(connection)] + (
        [_GIN_NAME] if connection.dialect.name == "postgresql" and not _has_gin(connection) else [])


def build(store: Store) -> None:
    """Build every index that is missing, each in a transaction of its own, then take the mark away."""
    with store.read() as connection:
        absent = _absent(connection)
        bare = [] if store.dialect == "sqlite" else [
            t for t in _KEYED if not inspect(connection).get_pk_constraint(t)["constrained_columns"]]
    with _tuned(store):
        if any(index.name == "links_by_key" for index in absent):
            with _building(store) as connection:
                in_order(connection)
        for table in bare:
            columns = ", ".join(f'"{c.name}"' for c in schema.metadata.tables[table].primary_key.columns)
            with _building(store) as connection:
                connection.execute(text(f'ALTER TABLE "{table}" ADD PRIMARY KEY ({columns})'))
        for index in absent:
            with _building(store) as connection:
                index.create(connection, checkfirst=True)
        with _building(store) as connection:
            if store.dialect == "postgresql":
                if not _has_gin(connection):
                    connection.execute(text(_GIN))
            else:
                connection.execute(text("INSERT INTO fulltext(fulltext) VALUES ('optimize')"))
                _segments(connection, large=False)
        with store.write() as connection:
            if store.dialect == "postgresql":
                connection.execute(text("ANALYZE"))
            connection.execute(delete(schema.meta).where(schema.meta.c.key == MARK))


def _pays(store: Store, coming: int) -> bool:
    if coming < LARGE:
        return False
    with store.read() as connection:
        there = connection.execute(select(func.count()).select_from(schema.documents)).scalar_one()
        patterns = connection.execute(select(func.count()).select_from(schema.patterns)).scalar_one()
    return bool(coming >= there and not patterns)


def _marked(store: Store) -> bool:
    with store.read() as connection:
        found = connection.execute(select(schema.meta.c.value).where(schema.meta.c.key == MARK)).scalar()
    return found is not None


def _lay_down(store: Store) -> bool:
    """Take the indexes away and enter that they are missing; False where readers would not let go in time."""
    try:
        with store.write() as connection:
            if store.dialect == "postgresql":
                connection.execute(text("SET LOCAL lock_timeout = '5s'"))
            connection.execute(delete(schema.meta).where(schema.meta.c.key == MARK))
            connection.execute(insert(schema.meta).values(key=MARK, value=now()))
            for index in _secondary():
                index.drop(connection, checkfirst=True)
            if store.dialect == "postgresql":
                connection.execute(text(f"DROP INDEX IF EXISTS {_GIN_NAME}"))
                for table in _KEYED:
                    name = inspect(connection).get_pk_constraint(table)["name"]
                    if name:
                        connection.execute(text(f'ALTER TABLE "{table}" DROP CONSTRAINT "{name}"'))
            else:
                _segments(connection, large=True)
    except CaseError:
        return False
    return True


def _secondary() -> list[Index]:
    return [i for name in _TABLES for i in sorted(schema.metadata.tables[name].indexes, key=lambda i: str(i.name),
                                                  reverse=True) if i.name not in _NEARLY_EMPTY]


def _absent(connection: Connection) -> list[Index]:
    known = inspect(connection)
    there = {i["name"] for name in _TABLES for i in known.get_indexes(name)}
    return [i for i in _secondary() if i.name not in there]


def _has_gin(connection: Connection) -> bool:
    return any(i["name"] == _GIN_NAME for i in inspect(connection).get_indexes("fulltext"))


def _segments(connection: Connection, *, large: bool) -> None:
    """How FTS5 collects words: in few large parts that are merged once, or as usual."""
    for name, much, usual in _FEW_SEGMENTS:
        connection.execute(text("INSERT INTO fulltext(fulltext, rank) VALUES (:n, :v)"),
                           {"n": name, "v": much if large else usual})


@contextmanager
def _building(store: Store) -> Iterator[Connection]:
    with store.write() as connection:
        if store.dialect == "postgresql":
            connection.execute(text("SET LOCAL maintenance_work_mem = '512MB'"))
        yield connection


@contextmanager
def _tuned(store: Store) -> Iterator[None]:
    """For SQLite, more memory and fewer waits for the disk; batches stay whole, the newest may go with the power."""
    if store.dialect != "sqlite":
        yield
        return
    with store.translated(), store.engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        for statement in _LOADING:
            raw.execute(statement)
    try:
        yield
    finally:
        store.engine.dispose()  # new connections have the usual settings


@contextmanager
def _alone(store: Store) -> Iterator[bool]:
    """Holds the lock of loads, which ends with the process; False where another holds it."""
    if store.path is None:
        with store.translated(), store.engine.connect() as connection:
            here = {"a": LOCK + 1}
            got = bool(connection.execute(
                text("SELECT pg_try_advisory_lock(:a, hashtext(current_schema()))"), here).scalar_one())
            connection.commit()
            try:
                yield got
            finally:
                if got:
                    connection.execute(text("SELECT pg_advisory_unlock(:a, hashtext(current_schema()))"), here)
                    connection.commit()
        return
    beside = store.path.with_name(store.path.name + "-loading")
    lock = _locked(beside)
    try:
        yield lock is not None
    finally:
        if lock is not None:
            lock.close()
            with contextlib.suppress(OSError):  # another has it open: it is empty, and goes with the next load
                beside.unlink()


def _locked(path: Path) -> sqlite3.Connection | None:
    """An empty database whose lock this process holds; None where another does, or the folder cannot be written."""
    try:
        lock = sqlite3.connect(str(path), timeout=0, isolation_level=None)
    except sqlite3.Error:
        return None
    try:
        lock.execute("PRAGMA journal_mode = OFF")
        lock.execute("BEGIN EXCLUSIVE")
    except sqlite3.Error:
        lock.close()
        return None
    return lock
