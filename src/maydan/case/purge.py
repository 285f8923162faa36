"""Taking documents out of a case for good: texts, records, quotes and what decisions said of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select, text

from maydan.case import schema
from maydan.case.backup import shadow_of
from maydan.case.bulk import unindex_texts
from maydan.case.codec import unpack
from maydan.case.connect import Store
from maydan.case.decisions import append, load
from maydan.case.patterns import drop_pattern
from maydan.errors import CaseError
from maydan.records import Document

_CHUNK = 500


class Purged(msgspec.Struct, frozen=True, kw_only=True):
    """What a purge took away: documents, records, and decisions whose content went with them."""

    documents: int
    records: int
    contents: int


def purge(store: Store, document_ids: Sequence[str], *, reviewer: str, reason: str) -> Purged:
    """Take documents out of the case and write over where they stood; see :meth:`maydan.case.Case.purge`."""
    if not reviewer.strip():
        raise CaseError("a purge needs a name", "say who purges")
    ids = list(dict.fromkeys(document_ids))
    with store.write() as connection:
        if store.dialect == "sqlite":
            connection.exec_driver_sql("PRAGMA secure_delete = ON")
        done = _purge(connection, ids, reviewer, reason)
    _rewrite(store)
    return done


def _purge(connection: Connection, ids: list[str], reviewer: str, reason: str) -> Purged:
    table, texts = schema.documents, schema.texts
    rows = connection.execute(
        select(table.c.seq, table.c.document_id, texts.c.body)
        .join(texts, texts.c.document_id == table.c.document_id).where(table.c.document_id.in_(ids))).all()
    missing = set(ids) - {r.document_id for r in rows}
    if missing:
        raise CaseError(f"the case has no document {min(missing)}", "nothing was purged; check the ids")
    unindex_texts(connection, [(r.seq, *shadow_of(unpack(r.body, Document))) for r in rows])
    contents = [d.seq for d in load(connection) if d.content is not None and d.content.get("document_id") in set(ids)]
    for seq in connection.execute(
            select(schema.patterns.c.seq).where(schema.patterns.c.document_id.in_(ids))).scalars().all():
        drop_pattern(connection, seq)
    records = connection.execute(
        select(schema.records.c.record_id).where(schema.records.c.document_id.in_(ids))).scalars().all()
    _delete(connection, schema.links.c.record_id, records)
    _delete(connection, schema.carried.c.new_id, records)
    for name in ("records", "lost", "changes", "places", "actors", "readings", "sightings", "texts", "documents"):
        _delete(connection, schema.metadata.tables[name].c.document_id, ids)
    connection.execute(delete(schema.derived))
    _delete(connection, schema.contents.c.seq, contents)
    append(connection, "purge", reviewer, "", {"reason": reason, "documents": ids, "contents": contents})
    if connection.dialect.name == "sqlite":
        connection.execute(text("INSERT INTO fulltext(fulltext) VALUES ('optimize')"))
    return Purged(documents=len(ids), records=len(records), contents=len(contents))


def _delete(connection: Connection, column: Any, values: Sequence[Any]) -> None:
    for first in range(0, len(values), _CHUNK):
        connection.execute(delete(column.table).where(column.in_(values[first:first + _CHUNK])))


def _rewrite(store: Store) -> None:
    """Write the whole store anew, so that nothing of what was taken out is left in free pages or the log."""
    with store.translated():
        if store.dialect == "sqlite":
            with store.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.execute("VACUUM")
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            with store.engine.connect() as connection:
                raw = connection.connection.driver_connection
                assert raw is not None
                raw.rollback()
                raw.autocommit = True
                for name in ("records", "links", "texts", "readings", "contents", "documents", "fulltext", "changes",
                             "lost", "places", "actors", "derived", "sightings"):
                    raw.cursor().execute(f"VACUUM FULL {name}")
                raw.autocommit = False


def erase(store: Store) -> None:
    """Take the whole case away: overwrite and remove its file, or drop its tables.

    What other copies, backups and worn blocks of a solid-state disk keep is beyond this program.
    """
    if store.path is None:
        with store.write() as connection:
            for name in [*schema.metadata.tables, "fulltext", "alembic_version"]:
                connection.execute(text(f"DROP TABLE IF EXISTS {name} CASCADE"))
            connection.execute(text("DROP FUNCTION IF EXISTS maydan_append_only CASCADE"))
        return
    store.close()
    for end in ("-wal", "-shm", "-loading", ""):
        path = store.path.with_name(store.path.name + end)
        if path.exists():
            size = path.stat().st_size
            with path.open("rb+") as stream:
                for first in range(0, size, 1 << 20):
                    stream.write(b"\0" * min(1 << 20, size - first))
                stream.flush()
            path.unlink()
