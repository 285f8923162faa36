"""Copies of a case that can be opened without it, and cases made from them.

A backup of an SQLite case is an SQLite file. A *bundle* (``.zip``) holds the tables of any case as JSON Lines with
their hashes: it goes from one store to the other.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, LargeBinary, Table, select, text

from maydan.case import migrate, schema
from maydan.case.bulk import index_texts, insert_rows
from maydan.case.codec import dumps, loads, now, unpack
from maydan.case.connect import Store, case_file, is_url, make_schema
from maydan.case.horizon import close_all
from maydan.case.shelf import shelve
from maydan.case.weight import weigh_all
from maydan.case.words import shadow
from maydan.errors import CaseError
from maydan.records import Document

BUNDLE = ".zip"
_ROWS = 5000  # rows kept in memory at a time
_SKIPPED = {"derived"}  # worked out anew
_REPEATED = {("links", "row")}  # columns that say again what another table does
_SINCE = {"set_aside": "0002", "searches": "0002"}  # tables by the migration that made them


def backup(store: Store, target: Path) -> str:
    """Write a backup: an SQLite file, or a bundle where the name ends in ``.zip`` or the case is in PostgreSQL.

    Returns:
        What was written: "file" or "bundle".

    Raises:
        CaseError: the target exists, or cannot be written.
    """
    if target.exists():
        raise CaseError(f"{target} exists", "choose another name for the backup")
    part = target.with_name(target.name + ".part")
    bundle = target.suffix == BUNDLE or store.path is None
    try:
        part.unlink(missing_ok=True)
        if bundle:
            _write_bundle(store, part)
        else:
            with store.translated(), store.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("VACUUM INTO ?", (str(part),))
        _to_disk(part)
        part.replace(target)
    except OSError as error:
        raise CaseError(f"{target} cannot be written: {error.strerror or error}",
                        "make room or choose another folder") from error
    finally:
        part.unlink(missing_ok=True)
    return "bundle" if bundle else "file"


def restore(source: Path, target: str | Path, *, passphrase: str | None = None) -> None:
    """Make a case from a backup; what the target holds is never overwritten.

    Raises:
        CaseError: the backup is damaged, or the target exists.
    """
    if not source.is_file():
        raise CaseError(f"there is no backup {source}", "check the path")
    if zipfile.is_zipfile(source):
        _read_bundle(source, target, passphrase)
        return
    if source.suffix == BUNDLE:
        raise CaseError(f"{source} is damaged", "use another backup")
    if is_url(target):
        raise CaseError("only a bundle goes into PostgreSQL", "open the file, then: maydan case backup CASE NAME.zip")
    path = case_file(target)
    if path.exists():
        raise CaseError(f"{path} exists", "restore under another name, then look before you replace")
    part = path.with_name(path.name + ".part")
    try:
        shutil.copyfile(source, part)
        copy = Store(part, passphrase=passphrase)
        try:
            with copy.read() as connection:
                bad = [line for (line,) in connection.execute(text("PRAGMA quick_check(3)")) if line != "ok"]
                known = migrate.revision(connection)
            if bad or known is None:
                raise CaseError(f"{source} is damaged: {bad[0] if bad else 'it holds no case'}", "use another backup")
            with copy.translated(), copy.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            copy.close()
        _to_disk(part)
        part.replace(path)
    except OSError as error:
        raise CaseError(f"{path} cannot be written: {error.strerror or error}", "make room or choose another folder"
                        ) from error
    finally:
        for end in ("", "-wal", "-shm"):
            part.with_name(part.name + end).unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


def _write_bundle(store: Store, path: Path) -> None:
    hashes: dict[str, dict[str, Any]] = {}
    with store.read() as connection, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as bundle:
        if store.dialect == "postgresql":
            connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"))
        for table in _tables():
            member, rows, whole = f"{table.name}.jsonl", 0, hashlib.sha256()
            with bundle.open(member, "w", force_zip64=True) as stream:
                for row in connection.execute(select(table).execution_options(yield_per=_ROWS)):
                    line = dumps(_out(table, row._mapping)).encode() + b"\n"
                    whole.update(line)
                    stream.write(line)
                    rows += 1
            hashes[table.name] = {"rows": rows, "sha256": whole.hexdigest()}
        manifest = {"format": "maydan-case", "revision": schema.REVISION, "made": now(), "tables": hashes}
        bundle.writestr("manifest.json", dumps(manifest))


def _read_bundle(source: Path, target: str | Path, passphrase: str | None) -> None:
    with zipfile.ZipFile(source) as bundle:
        try:
            manifest = loads(bundle.read("manifest.json"))
        except KeyError:
            raise CaseError(f"{source} is no backup of a case", "give a file that maydan case backup wrote") from None
        if manifest.get("format") != "maydan-case":
            raise CaseError(f"{source} is no backup of a case", "give a file that maydan case backup wrote")
        if manifest["revision"] > schema.REVISION:
            raise CaseError(f"{source} was made by a newer Maydan", "update Maydan")
        _check_bundle(source, bundle, manifest)
        store = Store(target, passphrase=passphrase)
        if store.path is not None and store.path.exists():
            raise CaseError(f"{store.path} exists", "restore under another name, then look before you replace")
        make_schema(store)
        with store.translated(), store.engine.connect() as connection:
            if migrate.revision(connection) is not None:
                raise CaseError(f"{store.name} holds a case already", "restore under another ?case=NAME")
        migrate.upgrade(store)
        try:
            with store.write() as connection:
                for table in _tables():
                    batch: list[dict[str, Any]] = []
                    if _younger(table, manifest):
                        continue
                    for line in bundle.open(f"{table.name}.jsonl"):
                        batch.append(_in(table, loads(line)))
                        if len(batch) >= _ROWS:
                            insert_rows(connection, table, batch)
                            batch = []
                    insert_rows(connection, table, batch)
                index_all(connection)
                if manifest["revision"] < "0002":
                    weigh_all(connection)
                if manifest["revision"] < "0004":
                    close_all(connection)
                shelve(connection)
        finally:
            store.close()


def _check_bundle(source: Path, bundle: zipfile.ZipFile, manifest: dict[str, Any]) -> None:
    for table in _tables():
        if _younger(table, manifest):
            continue
        known = manifest["tables"].get(table.name)
        whole = hashlib.sha256()
        try:
            with bundle.open(f"{table.name}.jsonl") as stream:
                while block := stream.read(1 << 20):
                    whole.update(block)
        except (KeyError, zipfile.BadZipFile, EOFError, OSError) as error:
            raise CaseError(f"{source} is damaged: {table.name}", "use another backup") from error
        if known is None or whole.hexdigest() != known["sha256"]:
            raise CaseError(f"{source} is damaged: {table.name} is not what was written", "use another backup")


def _younger(table: Table, manifest: dict[str, Any]) -> bool:
    """Whether a table came after the bundle was written."""
    return table.name in _SINCE and manifest["revision"] < _SINCE[table.name]


def index_all(connection: Connection) -> None:
    """Give full-text search every document; the index must be empty."""
    table, texts = schema.documents, schema.texts
    rows = connection.execute(
        select(table.c.seq, texts.c.body).join(texts, texts.c.document_id == table.c.document_id)
        .execution_options(yield_per=200))
    for part in rows.partitions(200):
        index_texts(connection, [(r.seq, *shadow_of(unpack(r.body, Document))) for r in part])


def shadow_of(document: Document) -> tuple[str, str]:
    """The words and stems under which a document is found."""
    return shadow(f"{document.title or ''} {document.text}")


def _tables() -> Iterator[Table]:
    return (t for t in schema.metadata.sorted_tables if t.name not in _SKIPPED)


def _binary(table: Table) -> set[str]:
    return {c.name for c in table.columns if isinstance(c.type, LargeBinary)}


def _out(table: Table, row: Any) -> dict[str, Any]:
    binary = _binary(table)
    return {k: base64.b64encode(bytes(v)).decode() if k in binary and v is not None else v
            for k, v in row.items() if (table.name, k) not in _REPEATED}


def _in(table: Table, row: dict[str, Any]) -> dict[str, Any]:
    binary = _binary(table)
    return {k: base64.b64decode(v) if k in binary and v is not None else v for k, v in row.items()}
