"""Whether a case is whole: the chain of decisions, the texts, and every quote at its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, select, text

from maydan.case import schema
from maydan.case.codec import canonical, loads, sha256, unpack
from maydan.case.decisions import GENESIS, REVIEW, link_hash, load, of_record, replay
from maydan.case.patterns import active_patterns, rejects
from maydan.case.rows import machine_row
from maydan.case.shelf import misplaced
from maydan.intake.build import digest, text_bytes
from maydan.picture.tables import Row
from maydan.records import Document

_SHOWN = 100  # problems listed one by one
_PAGE = 200  # documents read at a time


class Problem(msgspec.Struct, frozen=True):
    """One thing that does not hold: what, where, and what to do."""

    what: str
    where: str
    hint: str


class Verified(msgspec.Struct, kw_only=True):
    """What was checked and what does not hold.

    Attributes:
        documents, records, decisions: how many were checked.
        head: hash of the last decision: keep it elsewhere, and a shortened chain is found out.
        problems: up to 100. count: of all problems.
        advice: one line: what to do now.
    """

    documents: int = 0
    records: int = 0
    decisions: int = 0
    head: str = GENESIS
    problems: list[Problem] = msgspec.field(default_factory=list)
    count: int = 0
    advice: str = ""

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return self.count == 0

    def add(self, what: str, where: str, hint: str) -> None:
        """Enter a problem."""
        self.count += 1
        if len(self.problems) < _SHOWN:
            self.problems.append(Problem(what, where, hint))


_RESTORE = "restore a backup: maydan case restore BACKUP NEW"
_REREAD = "read the documents anew: maydan case add CASE --reread"


def verify(connection: Connection, *, head: str | None = None) -> Verified:
    """Check everything; ``head`` is a hash of the chain noted earlier, which must still be in it."""
    found = Verified()
    if connection.dialect.name == "sqlite":
        _file(connection, found)
    _chain(connection, found, head)
    for document_id, body, sha in _texts(connection):
        _document(connection, found, document_id, body, sha)
    _states(connection, found)
    for record in misplaced(connection):
        found.add("a record is not found of its place as it stands", record, _RESTORE)
    if found.ok:
        found.advice = "all is whole; nothing to do"
    else:
        hints = [p.hint for p in found.problems]
        found.advice = _RESTORE if _RESTORE in hints else max(set(hints), key=hints.count)
    return found


def _file(connection: Connection, found: Verified) -> None:
    for (line,) in connection.execute(text("PRAGMA quick_check(20)")):
        if line != "ok":
            found.add(f"the file is damaged: {line}", "file", _RESTORE)
    bad = connection.execute(text("PRAGMA foreign_key_check")).first()
    if bad is not None:
        found.add("content without its decision", str(bad[0]), _RESTORE)


def _chain(connection: Connection, found: Verified, head: str | None) -> None:
    previous, seen, purged = GENESIS, set[str](), set[int]()
    decisions = load(connection)
    for d in decisions:
        if d.action == "purge" and d.content:
            purged |= set(d.content.get("contents", ()))
    for number, d in enumerate(decisions, 1):
        where = f"decision {d.seq}"
        if d.seq != number or d.previous != previous:
            found.add("the chain of decisions is broken", where, _RESTORE)
        if link_hash(d.seq, d.at, d.action, d.reviewer, d.record_id, d.content_sha256, d.previous) != d.hash:
            found.add("a decision was changed", where, _RESTORE)
        if d.content is None:
            if d.seq not in purged:
                found.add("the content of a decision is gone", where, _RESTORE)
        elif sha256(canonical(d.content)) != d.content_sha256:
            found.add("the content of a decision was changed", where, _RESTORE)
        previous = d.hash
        seen.add(d.hash)
    found.decisions, found.head = len(decisions), previous
    if head and head not in seen:
        found.add("the noted hash is not in the chain: decisions are missing", head[:16], _RESTORE)


def _texts(connection: Connection) -> Iterator[tuple[str, Any, str]]:
    table, texts, last = schema.documents, schema.texts, 0
    while True:
        rows = connection.execute(
            select(table.c.seq, table.c.document_id, table.c.sha256_text, texts.c.body)
            .outerjoin(texts, texts.c.document_id == table.c.document_id)
            .where(table.c.seq > last).order_by(table.c.seq).limit(_PAGE)).all()
        for r in rows:
            yield r.document_id, r.body, r.sha256_text
        if not rows:
            return
        last = rows[-1].seq


def _document(connection: Connection, found: Verified, document_id: str, body: Any, sha: str) -> None:
    found.documents += 1
    try:
        document = unpack(body, Document)
    except Exception:
        found.add("the text is missing or damaged", document_id, _RESTORE)
        return
    if digest(text_bytes(document.text)) != sha or document.sha256_text != sha:
        found.add("the text is not the one that was hashed", document_id, _RESTORE)
    table, readings = schema.records, schema.readings
    for r in connection.execute(select(table.c.record_id, table.c.kind, table.c.row).where(
            table.c.document_id == document_id)):
        found.records += 1
        if not quote_stands(r.kind, loads(r.row), document.text):
            found.add("a quote does not stand at its place", r.record_id, _REREAD)
    for r in connection.execute(select(readings.c.reading, readings.c.sha256, readings.c.body).where(
            readings.c.document_id == document_id)):
        if sha256(bytes(r.body)) != r.sha256:
            found.add("a reading was changed", f"{document_id}, reading {r.reading}", _RESTORE)


def quote_stands(kind: str, row: Row, body: str) -> bool:
    """Whether a record's words stand in the text at its offsets."""
    words = row["text"] if kind in ("figure", "time") else row["quote"]
    return bool(body[row["start"]:row["end"]] == words)


def _states(connection: Connection, found: Verified) -> None:
    """Whether each decided record is what its decisions make of it."""
    table = schema.records
    patterns = active_patterns(connection)
    rows = connection.execute(
        select(table).where((table.c.version > 0) | (table.c.state != "machine"))).all()
    for r in rows:
        machine = machine_row(r)
        decisions = [d for d in of_record(connection, r.record_id) if d.action in (*REVIEW, "undo")]
        if any(d.content is None for d in decisions):
            continue
        state, row = replay(machine, decisions)
        if state == "machine" and rejects(patterns, r.kind, machine):
            state = "rejected"
        if state != r.state or row != loads(r.row) or len(decisions) != r.version:
            found.add("a record is not what its decisions say", r.record_id, _RESTORE)
