"""What changed between two cases, or between two moments of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, func, select

from maydan.case import schema
from maydan.case.codec import loads, unpack
from maydan.case.rows import records_of
from maydan.errors import CaseError
from maydan.picture.tables import Row, flatten
from maydan.records import Document, Reading

_UNSAID = {"confidence", "rule", "sentence"}  # what may differ while the statement is the same


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One difference.

    Attributes:
        change: "added", "gone" (withdrawn or rejected) or "changed".
        what: "document", or a kind of record. id: of it. document_id: where it stands.
        slots: for changed records, slot -> [before, after].
        quote: its words, "" for documents.
    """

    change: str
    what: str
    id: str
    document_id: str
    slots: dict[str, list[Any]] = {}
    quote: str = ""


def diff_cases(a: Connection, b: Connection) -> Iterator[Change]:
    """Differences from case ``a`` to case ``b``: documents, then standing records."""
    ids = schema.documents.c.document_id
    first, second = (set(c.execute(select(ids)).scalars()) for c in (a, b))
    for document_id in sorted(second - first):
        yield Change(change="added", what="document", id=document_id, document_id=document_id)
    for document_id in sorted(first - second):
        yield Change(change="gone", what="document", id=document_id, document_id=document_id)
    for document_id in sorted(first | second):
        before, after = _standing(a, document_id), _standing(b, document_id)
        for record_id in sorted({*before, *after}):
            if change := _compared(record_id, before.get(record_id), after.get(record_id)):
                yield change


def diff_moments(connection: Connection, since: str, until: str | None = None) -> Iterator[Change]:
    """What was added, changed and withdrawn after ``since`` and up to ``until`` (ISO moments or days, UTC)."""
    documents, records, changes = schema.documents, schema.records, schema.changes
    end = until or "9999"
    for document_id in connection.execute(select(documents.c.document_id).where(
            documents.c.added > since, documents.c.added <= end).order_by(documents.c.seq)).scalars():
        yield Change(change="added", what="document", id=document_id, document_id=document_id)
    fresh = set()
    for r in connection.execute(select(records).where(records.c.added > since, records.c.added <= end).order_by(
            records.c.document_id, records.c.start, records.c.record_id)):
        fresh.add(r.record_id)
        if r.state != "rejected":
            yield Change(change="added", what=r.kind, id=r.record_id, document_id=r.document_id,
                         quote=str(loads(r.row).get("quote") or ""))
    first: dict[str, Any] = {}
    later: dict[str, Any] = {}
    for r in connection.execute(select(changes).where(changes.c.at > since).order_by(changes.c.seq)):
        (first if r.at <= end else later).setdefault(r.record_id, r)
    now_rows = {}
    wanted = [i for i in first if i not in fresh and i not in later]
    for at in range(0, len(wanted), 500):
        for r in connection.execute(select(records).where(records.c.record_id.in_(wanted[at:at + 500]))):
            now_rows[r.record_id] = (r.kind, loads(r.row)) if r.state != "rejected" else None
    for record_id, r in first.items():
        if record_id in fresh:
            continue
        before = (r.kind, loads(r.before)) if r.before else None
        after_row = (r.kind, loads(later[record_id].before)) if record_id in later else now_rows.get(record_id)
        if change := _compared(record_id, before, after_row):
            yield change


def diff_reader(connection: Connection, reader: str) -> Iterator[Change]:
    """Differences from what a version of the reader said to what the newest reading of each document says."""
    table, readings, texts = schema.documents, schema.readings, schema.texts
    old = connection.execute(
        select(readings.c.document_id, func.max(readings.c.reading).label("reading"))
        .where(readings.c.reader == reader).group_by(readings.c.document_id)).all()
    if not old:
        known = sorted(connection.execute(select(readings.c.reader).distinct()).scalars())
        raise CaseError(f"no document was read by reader {reader}",
                        f"there are readings by: {', '.join(known) or 'none'}")
    for row in old:
        newest = connection.execute(select(table.c.reading).where(table.c.document_id == row.document_id)).scalar()
        if newest in (None, row.reading):
            continue
        document = unpack(connection.execute(
            select(texts.c.body).where(texts.c.document_id == row.document_id)).scalar_one(), Document)
        sides = []
        for number in (row.reading, newest):
            body = connection.execute(select(readings.c.body).where(readings.c.reading == number)).scalar_one()
            rows = records_of(flatten(document, unpack(body, Reading)))
            sides.append({r["record_id"]: (kind, r) for kind, r in rows})
        for record_id in sorted({*sides[0], *sides[1]}):
            if change := _compared(record_id, sides[0].get(record_id), sides[1].get(record_id)):
                yield change


def _standing(connection: Connection, document_id: str) -> dict[str, tuple[str, Row]]:
    table = schema.records
    rows = connection.execute(select(table.c.record_id, table.c.kind, table.c.row).where(
        table.c.document_id == document_id, table.c.state != "rejected"))
    return {r.record_id: (r.kind, loads(r.row)) for r in rows}


def _compared(record_id: str, before: tuple[str, Row] | None, after: tuple[str, Row] | None) -> Change | None:
    if before is None and after is None:
        return None
    kind, row = after or before or ("", {})
    slots: dict[str, list[Any]] = {}
    if before and after:
        slots = {k: [before[1].get(k), after[1].get(k)] for k in sorted({*before[1], *after[1]} - _UNSAID)
                 if before[1].get(k) != after[1].get(k)}
        if not slots:
            return None
    return Change(change="changed" if slots else "added" if after else "gone", what=kind, id=record_id,
                  document_id=row["document_id"], slots=slots, quote=str(row.get("quote") or ""))
