"""The store of a case: an SQLite file, an encrypted one, or a PostgreSQL database; and its faults in plain words."""

from __future__ import annotations

import importlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.pool import QueuePool

from maydan.errors import BusyError, CaseError, MaydanError, SettingError

SUFFIX = ".maydan"
BUSY_MS = 15_000
LOCK = 0x6D61_7964  # one writer at a time, as SQLite has it, so that the chain of decisions never forks
_MAGIC = b"SQLite format 3\0"


def passphrase_from_environment() -> str | None:
    """What ``MAYDAN_CASE_PASSPHRASE_FILE`` (first line of a file) or ``MAYDAN_CASE_PASSPHRASE`` holds.

    Raises:
        SettingError: the file cannot be read or is empty.
    """
    file = os.environ.get("MAYDAN_CASE_PASSPHRASE_FILE")
    if file:
        try:
            line = Path(file).read_text(encoding="utf-8").split("\n", 1)[0].rstrip("\r")
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(f"the passphrase file cannot be read: {error}", "check MAYDAN_CASE_PASSPHRASE_FILE"
                               ) from None
        if not line:
            raise SettingError("the passphrase file is empty", "put the passphrase on its first line")
        return line
    return os.environ.get("MAYDAN_CASE_PASSPHRASE") or None


def is_url(where: str | Path) -> bool:
    """Whether a case is named by the address of a database and not by a file."""
    return isinstance(where, str) and re.match(r"postgres(?:ql)?(?:\+\w+)?://", where) is not None


def case_file(where: str | Path) -> Path:
    """The file of a case as the user names it: with or without ``.maydan``."""
    path = Path(where)
    return path if path.suffix == SUFFIX or path.is_file() else path.with_name(path.name + SUFFIX)


class Store:
    """Where a case is kept.

    Attributes:
        engine: of SQLAlchemy.
        path: the SQLite file, or None.
        name: what the user calls it, without a password.
        dialect: "sqlite" or "postgresql".
    """

    def __init__(self, where: str | Path, *, passphrase: str | None = None) -> None:
        self.path: Path | None = None
        self.encrypted = False
        if is_url(where):
            url, schema = _postgres(str(where), passphrase)
            self.name = url.render_as_string(hide_password=True) + (f"?case={schema}" if schema else "")
            self.engine = _postgres_engine(url, schema)
        else:
            self.path = case_file(where)
            self.name = str(self.path)
            self.encrypted = passphrase is not None
            self.engine = _sqlite_engine(self.path, passphrase)
        self.dialect: str = self.engine.dialect.name

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """A connection whose statements see one state of the case."""
        with self.translated(), self.engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """A connection that alone may write; everything or nothing of what it does is kept."""
        with self.translated(), self.engine.connect() as connection:
            connection = connection.execution_options(maydan_write=True)
            with connection.begin():
                if self.dialect == "postgresql":
                    connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK}, hashtext(current_schema()))"))
                yield connection

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn faults of the database into one line that says what to do."""
        try:
            yield
        except MaydanError:
            raise
        except DBAPIError as error:
            raise plain_words(error.orig or error, self.name, self.encrypted) from error
        except PoolTimeout as error:
            raise BusyError(f"{self.name}: too many readers at once", "try again") from error
        except (sqlite3.Error, OSError) as error:
            raise plain_words(error, self.name, self.encrypted) from error

    def close(self) -> None:
        """Let go of all connections."""
        self.engine.dispose()


def plain_words(error: BaseException, name: str, encrypted: bool = False) -> CaseError:
    """A fault of the database, as a line that says what is wrong and what to do."""
    said = str(error)
    low = said.lower()
    if "not a database" in low or "hmac check failed" in low or "file is encrypted" in low:
        if encrypted:
            return CaseError(f"{name}: wrong passphrase, or the file is damaged",
                             "try the passphrase again; else: maydan case restore BACKUP NEW")
        return CaseError(f"{name} is no case, is encrypted, or is damaged",
                         "give its passphrase, or: maydan case restore BACKUP NEW")
    if "malformed" in low or "corrupt" in low or "disk i/o error" in low:
        return CaseError(f"{name} is damaged: {said}", "restore a backup: maydan case restore BACKUP NEW")
    if "disk is full" in low or "no space left" in low or "could not extend file" in low or "53100" in low:
        return CaseError(f"{name}: no space left on the disk",
                         "make room and run the command again; all that was accepted is kept")
    if "locked" in low or "busy" in low:
        return BusyError(f"{name} is in use by another program", "wait for it to end, or close it")
    if "readonly" in low or "read-only" in low:
        return CaseError(f"{name} cannot be written", "check who owns the file and its folder")
    if "unable to open" in low:
        return CaseError(f"{name} cannot be opened", "check the path and its rights")
    if "no such table" in low or "does not exist" in low or "42p01" in low:
        return CaseError(f"{name} is no case", f"make one: maydan case new {name}")
    if "only ever added to" in low:
        return CaseError("decisions are only ever added to", "undo with a new decision")
    if "28p01" in low or "password" in low:
        return CaseError(f"{name}: the database refuses the password", "set MAYDAN_CASE_PASSPHRASE_FILE")
    if "can't create a connection" in low or "connection refused" in low or "network error" in low:
        return CaseError(f"{name} does not answer", "check that the PostgreSQL server runs, and the address")
    return CaseError(f"{name}: {' '.join(said.split())[:300]}", "maydan case verify tells whether the case is whole")


def _sqlite_engine(path: Path, passphrase: str | None) -> Engine:
    module: Any = sqlite3
    if passphrase is not None:
        try:
            module = importlib.import_module("sqlcipher3.dbapi2")
        except ImportError:
            raise SettingError("encrypted cases need SQLCipher", "pip install 'maydan[sqlcipher]'") from None
        if "\0" in passphrase:
            raise SettingError("a passphrase holds no NUL", "choose another")

    def connect() -> Any:
        connection = module.connect(str(path), timeout=BUSY_MS / 1000, check_same_thread=False)
        connection.isolation_level = None  # SQLAlchemy's begin event below says when a transaction starts
        if passphrase is not None:
            quoted = passphrase.replace("'", "''")
            connection.execute(f"PRAGMA key = '{quoted}'")
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute("PRAGMA temp_store = MEMORY")  # what is sorted must not lie on the disk in the clear
        connection.execute(f"PRAGMA busy_timeout = {BUSY_MS}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")
        connection.execute("PRAGMA cache_size = -65536")
        return connection

    engine = create_engine("sqlite://", creator=connect, module=module, poolclass=QueuePool, pool_size=8,
                           pool_use_lifo=True)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("maydan_write")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _postgres(where: str, passphrase: str | None) -> tuple[URL, str]:
    """The address for pg8000, and the schema that holds the case ("" for the default one)."""
    try:
        url = make_url(re.sub(r"^postgres(?:ql)?(?:\+\w+)?://", "postgresql+pg8000://", where))
    except ArgumentError:
        raise CaseError("this is no database address", "write postgresql://USER@HOST/DATABASE?case=NAME") from None
    schema = str(url.query.get("case", ""))
    if schema and not re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", schema):
        raise CaseError(f"{schema!r} is no name for a case in PostgreSQL", "use small letters, digits and _")
    if passphrase is not None and url.password is None:
        url = url.set(password=passphrase)
    return url.set(query={k: v for k, v in url.query.items() if k != "case"}), schema


def _postgres_engine(url: URL, schema: str) -> Engine:
    arguments: dict[str, Any] = {}
    if socket := url.query.get("unix_sock"):
        arguments["unix_sock"] = socket
        url = url.set(query={k: v for k, v in url.query.items() if k != "unix_sock"})
    engine = create_engine(url, pool_size=8, pool_pre_ping=True, connect_args=arguments)
    if schema:
        @event.listens_for(engine, "connect")
        def _schema(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute(f'SET search_path TO "{schema}"')
            cursor.close()
            connection.commit()

    return engine


def make_schema(store: Store) -> None:
    """Create the PostgreSQL schema that the address names, where it does not stand yet."""
    if store.dialect == "postgresql":
        with store.translated(), store.engine.begin() as connection:
            path = connection.execute(text("SELECT current_setting('search_path')")).scalar_one()
            name = str(path).strip('"')
            if re.fullmatch(r"[a-z_][a-z0-9_]{0,62}", name):
                connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{name}"'))


def looks_like_sqlite(path: Path) -> bool:
    """Whether a file begins as an unencrypted SQLite database does."""
    with path.open("rb") as stream:
        return stream.read(len(_MAGIC)) == _MAGIC
