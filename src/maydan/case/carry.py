"""A new reading of a known document: decisions go over to the records that take the place of theirs."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from maydan.case import schema
from maydan.case.codec import dumps, loads
from maydan.case.decisions import REVIEW, Decision, of_record, of_records, replay
from maydan.case.rows import SAME, TYPE_SLOT, current, links, machine_row, record_values
from maydan.picture.tables import Row

OVERLAP = 0.5  # share of the longer of two stretches of words that both must have in common
_UNSAID = {"confidence", "rule", "sentence"}  # what may change without the statement being another one


@dataclass
class Reread:
    """What a new reading of one document gives: rows to insert, and what became of decisions."""

    records: list[Row] = field(default_factory=list)
    links: list[Row] = field(default_factory=list)
    carried: int = 0
    lost: list[str] = field(default_factory=list)


@dataclass
class _Old:
    """A record of the reading before, or one lost earlier, with decisions on it."""

    record_id: str
    kind: str
    row: Row


def reread_rows(connection: Connection, document_id: str, found: list[tuple[str, Row]], moment: str) -> Reread:
    """Take the machine's old rows of a document away and say what stands in their place.

    Args:
        found: (kind, row) of the new reading.
        moment: the time of the change.
    """
    table, lost = schema.records, schema.lost
    old = connection.execute(
        select(table).where(table.c.document_id == document_id, table.c.machine.is_not(None))).all()
    gone_before = connection.execute(select(lost).where(lost.c.document_id == document_id)).all()
    new = {row["record_id"]: (kind, row) for kind, row in found}
    before = {r.record_id: r for r in old}
    decided = of_records(connection, list(new))
    vanished = [_Old(r.record_id, r.kind, machine_row(r) or {}) for r in old if r.version and r.record_id not in new]
    vanished += [_Old(r.record_id, r.kind, loads(r.row)) for r in gone_before if r.record_id not in new]
    result = Reread()
    taken: dict[str, str] = {}
    for record in vanished:
        heir = _heir(record, new, {*(i for i in before if before[i].version), *taken.values()})
        if heir is None:
            result.lost.append(record.record_id)
        else:
            taken[record.record_id] = heir
            _carry(connection, record.record_id, heir, moment)
            result.carried += 1
    _keep_lost(connection, document_id, result.lost, before, gone_before, moment)
    _log(connection, document_id, before, new, taken, moment)
    ids = list(before)
    for first in range(0, len(ids), 500):
        connection.execute(delete(schema.links).where(schema.links.c.record_id.in_(ids[first:first + 500])))
    connection.execute(delete(table).where(table.c.document_id == document_id, table.c.machine.is_not(None)))
    connection.execute(delete(schema.actors).where(schema.actors.c.document_id == document_id))
    connection.execute(delete(schema.places).where(schema.places.c.document_id == document_id))
    heirs = set(taken.values())
    for record_id, (kind, row) in new.items():
        earlier = before.get(record_id)
        values = record_values(kind, row, added=earlier.added if earlier else moment)
        now_row = row
        mine = decided[record_id] if record_id not in heirs and not (earlier and earlier.version) else of_record(
            connection, record_id)
        mine = [d for d in mine if d.action in (*REVIEW, "undo")]
        if mine:
            now_row = settle(values, kind, row, mine)
            values["confirm"] = record_id in heirs or bool(earlier and earlier.confirm)
        result.records.append(values)
        result.links += links(kind, now_row, "" if mine else values["row"])
    return result


def settle(values: Row, kind: str, machine: Row | None, decisions: list[Decision]) -> Row:
    """Set state, version and current columns of a record from its decisions; the row as it stands now."""
    state, row = replay(machine, decisions)
    assert row is not None
    values.update(current(kind, row), state=state, version=len(decisions))
    if machine is not None:
        values["machine"] = SAME if row == machine else dumps(machine)
    return row


def _heir(old: _Old, new: dict[str, tuple[str, Row]], taken: set[str]) -> str | None:
    """The record of the same kind and type that shares half or more of the words; the closest, then the likest."""
    slot = TYPE_SLOT[old.kind]
    best: tuple[float, int, str] | None = None
    for record_id, (kind, row) in new.items():
        if kind != old.kind or row.get(slot) != old.row.get(slot) or record_id in taken:
            continue
        common = min(row["end"], old.row["end"]) - max(row["start"], old.row["start"])
        share = common / max(row["end"] - row["start"], old.row["end"] - old.row["start"], 1)
        if share < OVERLAP:
            continue
        alike = sum(row.get(k) == v for k, v in old.row.items())
        if best is None or (share, alike, record_id) > best:
            best = (share, alike, record_id)
    return best[2] if best else None


def _carry(connection: Connection, old_id: str, new_id: str, moment: str) -> None:
    table = schema.carried
    connection.execute(delete(table).where(table.c.old_id == old_id, table.c.new_id == new_id))
    connection.execute(insert(table).values(old_id=old_id, new_id=new_id, at=moment))


def _keep_lost(
    connection: Connection, document_id: str, ids: list[str], before: dict[str, Any], gone: Any, moment: str
) -> None:
    """Renew the list of lost records of a document."""
    table = schema.lost
    earlier = {r.record_id: r for r in gone}
    connection.execute(delete(table).where(table.c.document_id == document_id))
    for record_id in ids:
        r = before.get(record_id) or earlier[record_id]
        at = earlier[record_id].at if record_id in earlier else moment
        connection.execute(insert(table).values(
            record_id=record_id, document_id=document_id, kind=r.kind, state=r.state, row=r.row, at=at))


def _log(
    connection: Connection, document_id: str, before: dict[str, Any], new: dict[str, tuple[str, Row]],
    taken: dict[str, str], moment: str,
) -> None:
    """Enter what changed and what was withdrawn into the feed."""
    rows = []
    for record_id, r in before.items():
        if record_id not in new:
            heir = taken.get(record_id)
            why = f"a new reading has {heir} instead" if heir else "a new reading has it no more"
            rows.append(("withdrawn", r, why))
        elif _said(machine_row(r) or {}) != _said(new[record_id][1]):
            rows.append(("changed", r, "a new reading"))
    for change, r, why in rows:
        connection.execute(insert(schema.changes).values(
            at=moment, change=change, record_id=r.record_id, document_id=document_id, kind=r.kind, why=why,
            before=None if r.state == "rejected" else r.row))


def _said(row: Row) -> str:
    return dumps({k: v for k, v in row.items() if k not in _UNSAID})
