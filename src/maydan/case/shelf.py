"""Rows of records beside the places that they name, so that what is asked of a place and a period lies together.

A row stands in ``links`` only as long as nobody and no pattern has touched its record; "" sends the reader to
``records``. So nothing of what people decide has to be kept in two places.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, MetaData, text, update

from maydan.case import schema
from maydan.case.rows import PLACE_SLOTS

_CHUNK = 500
_IN_MEMORY = 2  # of PRAGMA temp_store
_COLUMNS = "key, day_from, slot, record_id, day_to, kind"
_SLOTS = ", ".join(f"'{slot}'" for slots in PLACE_SLOTS.values() for slot in slots)
_UNTOUCHED = "r.state = 'machine' AND r.version = 0 AND NOT r.confirm"


def shelve(connection: Connection) -> None:
    """Set the rows beside the places of all records that nobody has touched."""
    connection.execute(text(
        'UPDATE links SET "row" = r."row" FROM records r WHERE r.record_id = links.record_id '
        f"AND links.slot IN ({_SLOTS}) AND {_UNTOUCHED}"))


def in_order(connection: Connection) -> bool:
    """Lay the rows of ``links`` in the order of places, kinds and days, and take its indexes away.

    Not in an encrypted file (False): it would have to be sorted in memory, as nothing may lie on the disk in the clear.
    """
    if connection.dialect.name == "sqlite" and connection.execute(text("PRAGMA temp_store")).scalar_one() == _IN_MEMORY:
        return False
    made = schema.links.to_metadata(MetaData(), name="links_in_order")
    made.indexes.clear()
    made.create(connection)
    connection.execute(text(
        f'INSERT INTO links_in_order ({_COLUMNS}, "row") SELECT {_COLUMNS}, "row" FROM links '
        "ORDER BY key, kind, day_from, day_to, record_id"))
    connection.execute(text("DROP TABLE links"))
    connection.execute(text("ALTER TABLE links_in_order RENAME TO links"))
    return True


def unshelve(connection: Connection, ids: Sequence[str]) -> None:
    """Take the rows of records away from beside their places: they no longer stand as the machine made them."""
    links = schema.links
    for first in range(0, len(ids), _CHUNK):
        connection.execute(update(links).where(links.c.record_id.in_(ids[first:first + _CHUNK])).values(row=""))


def misplaced(connection: Connection) -> Sequence[str]:
    """Ids of records that a question of their place would not tell as they stand."""
    return connection.execute(text(
        "SELECT l.record_id FROM links l JOIN records r ON r.record_id = l.record_id "
        f"""WHERE l."row" <> '' AND (l."row" <> r."row" OR NOT ({_UNTOUCHED})) LIMIT 100""")).scalars().all()
