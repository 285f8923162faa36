"""Records of what is still to come, in cases that were made before such records had a last day for questions."""

from __future__ import annotations

from sqlalchemy import Connection, bindparam, select, update

from maydan.case import schema
from maydan.case.codec import loads
from maydan.case.rows import last_day

_CHUNK = 2000
_KINDS = ("event", "holding", "tie", "outlook")  # that may tell of what is still to come


def close_all(connection: Connection) -> None:
    """Set the last day of every record that :func:`maydan.case.rows.last_day` gives one, and of what it names."""
    table, links = schema.records, schema.links
    rows = connection.execute(
        select(table.c.record_id, table.c.kind, table.c.row)
        .where(table.c.kind.in_(_KINDS), table.c.day_to.is_(None), table.c.day_from.is_not(None))).all()
    found = [{"id": r.record_id, "last": last} for r in rows if (last := last_day(r.kind, loads(r.row))) is not None]
    for first in range(0, len(found), _CHUNK):
        part = found[first:first + _CHUNK]
        for of in (table, links):
            connection.execute(
                update(of).where(of.c.record_id == bindparam("id")).values(day_to=bindparam("last")), part)
