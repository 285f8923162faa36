"""Decisions: appended to a hash chain, never changed; what a record is now follows from the machine's row and them."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from sqlalchemy import Connection, insert, or_, select

from maydan.case import schema
from maydan.case.codec import canonical, dumps, loads, now, sha256

GENESIS = "0" * 64
REVIEW = ("accept", "correct", "reject", "add")
Row = dict[str, Any]


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """One decision.

    Attributes:
        seq: its number in the chain, from 1.
        at: when, UTC.
        action: accept, correct, reject, add, undo, or a judgement (join, split, settle, ...).
        record_id: what it is about; "" for the case itself.
        content: reason, changes and the rest; None where it was purged.
        active: False once undone.
    """

    seq: int
    at: str
    action: str
    reviewer: str
    record_id: str
    content: Row | None
    previous: str
    hash: str
    content_sha256: str
    active: bool = True

    @property
    def reason(self) -> str:
        """Why, in the reviewer's words."""
        return str((self.content or {}).get("reason") or "")


def link_hash(
    seq: int, at: str, action: str, reviewer: str, record_id: str, content_sha256: str, previous: str
) -> str:
    """The hash of one link of the chain, which covers the hash of the link before it."""
    return sha256(canonical([seq, at, action, reviewer, record_id, content_sha256, previous]))


def append(connection: Connection, action: str, reviewer: str, record_id: str, content: Row) -> Decision:
    """Add a decision to the chain; the connection must be the only one that writes."""
    table = schema.decisions
    last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    at = now()
    content = {k: v for k, v in content.items() if v not in (None, "")} | {"salt": secrets.token_hex(16)}
    digest = sha256(canonical(content))
    own = link_hash(seq, at, action, reviewer, record_id, digest, previous)
    connection.execute(insert(table).values(
        seq=seq, at=at, action=action, reviewer=reviewer, record_id=record_id, content_sha256=digest,
        previous=previous, hash=own,
    ))
    connection.execute(insert(schema.contents).values(seq=seq, body=dumps(content)))
    return Decision(seq=seq, at=at, action=action, reviewer=reviewer, record_id=record_id, content=content,
                    previous=previous, hash=own, content_sha256=digest)


def load(connection: Connection, *where: Any) -> list[Decision]:
    """Decisions that meet all conditions, in order, each marked whether it still counts."""
    table, contents = schema.decisions, schema.contents
    statement = select(table, contents.c.body).outerjoin(contents, contents.c.seq == table.c.seq).order_by(table.c.seq)
    found = [
        Decision(seq=r.seq, at=r.at, action=r.action, reviewer=r.reviewer, record_id=r.record_id,
                 content=None if r.body is None else loads(r.body), previous=r.previous, hash=r.hash,
                 content_sha256=r.content_sha256)
        for r in connection.execute(statement.where(*where))
    ]
    return marked(found)


def marked(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions with ``active`` set: an undo that counts takes its target away, an undone undo gives it back."""
    undone: set[int] = set()
    for decision in reversed(decisions):
        if decision.action == "undo" and decision.seq not in undone:
            undone.add(int((decision.content or {}).get("undoes", 0)))
    return [msgspec.structs.replace(d, active=d.seq not in undone) for d in decisions]


def lineage(connection: Connection, record_id: str) -> list[str]:
    """The id and the ids of older readings whose decisions went over to it."""
    found, todo = [record_id], [record_id]
    table = schema.carried
    while todo:
        rows = connection.execute(select(table.c.old_id).where(table.c.new_id.in_(todo))).scalars().all()
        todo = [r for r in rows if r not in found]
        found += todo
    return found


def of_record(connection: Connection, record_id: str) -> list[Decision]:
    """All decisions that bear on a record, those carried over from older readings included."""
    ids = lineage(connection, record_id)
    return load(connection, schema.decisions.c.record_id.in_(ids))


def of_records(connection: Connection, ids: Iterable[str]) -> dict[str, list[Decision]]:
    """Decisions of many records that have no older ids to look for, by record."""
    wanted = list(ids)
    found: dict[str, list[Decision]] = {i: [] for i in wanted}
    for first in range(0, len(wanted), 500):
        part = wanted[first:first + 500]
        for decision in load(connection, or_(schema.decisions.c.record_id.in_(part))):
            found[decision.record_id].append(decision)
    return found


def replay(machine: Row | None, decisions: Sequence[Decision]) -> tuple[str, Row | None]:
    """What the decisions make of a machine's row: state and row; (rejected, None) where nothing is left of it."""
    row = dict(machine) if machine is not None else None
    rejected = corrected = accepted = added = False
    for decision in decisions:
        if decision.content is None:
            continue
        if decision.action == "add":  # undone, it leaves its row, rejected
            row, added, rejected = dict(decision.content["row"]), decision.active, not decision.active
        elif row is None or not decision.active:
            continue
        elif decision.action == "correct":
            row |= decision.content["changes"]
            corrected, rejected = True, False
        elif decision.action == "accept":
            accepted, rejected = True, False
        elif decision.action == "reject":
            rejected = True
    if row is None or rejected:
        return "rejected", row
    if added:
        return "added", row
    return ("corrected" if corrected else "accepted" if accepted else "machine"), row


def head(connection: Connection) -> tuple[int, str]:
    """Number and hash of the last decision; (0, zeros) where there is none."""
    table = schema.decisions
    last = connection.execute(select(table.c.seq, table.c.hash).order_by(table.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, GENESIS)
