"""Patterns that a reviewer rejected: the same construction on the same word makes the same mistake elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, delete, insert, select, update

from maydan.case import schema
from maydan.case.decisions import of_record, replay
from maydan.case.rows import TYPE_SLOT, machine_row, pattern_words
from maydan.case.shelf import unshelve
from maydan.picture.tables import Row

_CHUNK = 500


class Pattern(msgspec.Struct, frozen=True):
    """How a rejected record was made.

    Attributes:
        seq: the decision that rejected it.
        kind, type: of the records it speaks of.
        rule: construction or lexicon row. words: folded trigger or verb, "" where the kind has none.
    """

    seq: int
    kind: str
    type: str
    rule: str
    words: str

    def meets(self, kind: str, row: Row) -> bool:
        """Whether a machine's row was made so."""
        return (kind == self.kind and (row.get(TYPE_SLOT[kind]) or "") == self.type
                and str(row.get("rule") or "") == self.rule and pattern_words(kind, row) == self.words)


def rejects(patterns: Sequence[Pattern], kind: str, machine: Row | None) -> bool:
    """Whether any pattern rejects what the machine said."""
    return machine is not None and any(p.meets(kind, machine) for p in patterns)


def active_patterns(connection: Connection) -> list[Pattern]:
    """The patterns whose decision counts."""
    table = schema.patterns
    rows = connection.execute(select(table.c.seq, table.c.kind, table.c.type, table.c.rule, table.c.words))
    return [Pattern(r.seq, r.kind, r.type, r.rule, r.words) for r in rows]


def add_pattern(connection: Connection, seq: int, document_id: str, kind: str, row: Row) -> int:
    """Reject what is made like this row wherever no person has decided; how many records that were."""
    pattern = Pattern(seq, kind, row.get(TYPE_SLOT[kind]) or "", str(row.get("rule") or ""), pattern_words(kind, row))
    connection.execute(insert(schema.patterns).values(
        seq=seq, document_id=document_id, kind=kind, type=pattern.type, rule=pattern.rule, words=pattern.words))
    return apply_patterns(connection, [pattern], None)


def drop_pattern(connection: Connection, seq: int) -> None:
    """Take a pattern back: what it alone rejected stands again."""
    table, records = schema.patterns, schema.records
    gone = connection.execute(select(table).where(table.c.seq == seq)).first()
    if gone is None:
        return
    connection.execute(delete(table).where(table.c.seq == seq))
    others = active_patterns(connection)
    pattern = Pattern(gone.seq, gone.kind, gone.type, gone.rule, gone.words)
    rows = connection.execute(
        select(records.c.record_id, records.c.kind, records.c.version, records.c.machine, records.c.row)
        .where(records.c.kind == pattern.kind, records.c.state == "rejected", records.c.machine.is_not(None))).all()
    back = []
    for r in rows:
        machine = machine_row(r) or {}
        if pattern.meets(r.kind, machine) and not rejects(others, r.kind, machine) and (
                not r.version or replay(machine, of_record(connection, r.record_id))[0] == "machine"):
            back.append(r.record_id)
    _set(connection, back, "machine")


def apply_patterns(connection: Connection, patterns: Sequence[Pattern], documents: Sequence[str] | None) -> int:
    """Reject records that meet a pattern and on which no person's decision stands; in some documents or in all."""
    records = schema.records
    hits = []
    for kind in {p.kind for p in patterns}:
        mine = [p for p in patterns if p.kind == kind]
        statement = select(records.c.record_id, records.c.machine, records.c.row).where(
            records.c.kind == kind, records.c.state == "machine",
            records.c.type.in_({p.type for p in mine}))
        parts: list[Sequence[str] | None] = [None] if documents is None else [
            documents[i:i + _CHUNK] for i in range(0, len(documents), _CHUNK)]
        for part in parts:
            rows = connection.execute(statement if part is None else statement.where(records.c.document_id.in_(part)))
            hits += [r.record_id for r in rows if rejects(mine, kind, machine_row(r))]
    _set(connection, hits, "rejected")
    return len(hits)


def _set(connection: Connection, ids: Sequence[str], state: str) -> None:
    records = schema.records
    for first in range(0, len(ids), _CHUNK):
        connection.execute(
            update(records).where(records.c.record_id.in_(ids[first:first + _CHUNK])).values(state=state))
    if state != "machine":
        unshelve(connection, ids)
