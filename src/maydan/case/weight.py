"""How much hangs on a record being right: what orders the queue of records to review."""

from __future__ import annotations

import math
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, bindparam, literal_column, select, update

from maydan.case import schema
from maydan.case.codec import loads
from maydan.picture.tables import FAMILY, Row

_FAMILIES = {"harm": 5.0, "fire": 4.0, "ground": 4.0, "talks": 3.0, "force": 2.0, "word": 1.0, "other": 1.5}
_KINDS = {"holding": 4.0, "tie": 2.0, "outlook": 1.5, "saying": 1.0, "figure": 0.5, "time": 0.25}
_HARMED = {"killed", "wounded", "displaced"}
_SURE = 0.1  # share of its weight that a record keeps however sure the reader is
_KILLED, _WOUNDED = (tuple(f"{of}_{end}" for end in ("best", "high", "low")) for of in ("killed", "wounded"))
_CHUNK = 2000


def weight(kind: str, row: Row) -> float:
    """Importance of a record by itself: type times toll times doubt.

    - type: an event's family from 1 (words) to 5 (harm to people), holdings 4, ties 2, outlooks 1.5, sayings 1,
      figures 0.5 (of the dead, wounded or displaced 2), times 0.25.
    - toll: 1 + log10(1 + killed + wounded / 4), at most 4.
    - doubt: 0.1 + 0.9 * 4c(1 - c) with c the confidence: most at one half, where looking helps most.
    """
    toll = 1.0
    if kind == "event":
        base = _FAMILIES.get(FAMILY.get(str(row.get("type")), "other"), 1.5)
        killed, wounded = _count(row, _KILLED), _count(row, _WOUNDED)
        toll = min(4.0, 1.0 + math.log10(1.0 + killed + wounded / 4.0)) if killed or wounded else 1.0
    else:
        base = 2.0 if kind == "figure" and row.get("of") in _HARMED else _KINDS.get(kind, 1.0)
    return _doubted(base * toll, float(row.get("confidence") or 0.0))


@lru_cache(maxsize=1 << 12)
def _doubted(base: float, confidence: float) -> float:
    sure = min(1.0, max(0.0, confidence))
    return round(base * (_SURE + (1.0 - _SURE) * 4.0 * sure * (1.0 - sure)), 4)


def _count(row: Row, ends: tuple[str, ...]) -> float:
    for end in ends:
        value: Any = row.get(end)
        if value is not None and isinstance(value, (int, float)) and value > 0:
            return float(min(value, 1e9))
    return 0.0


def weigh_all(connection: Connection) -> None:
    """Set the weight of every record; for cases that were made before records had one."""
    table = schema.records
    sqlite = connection.dialect.name == "sqlite"
    # along the file: rows in the order of their ids would touch its pages at random
    key: Any = literal_column("records.rowid") if sqlite else table.c.record_id
    change = update(table).where(key == bindparam("id")).values(weight=bindparam("w"))
    last: Any = -1 if sqlite else ""
    while True:
        rows = connection.execute(
            select(key, table.c.kind, table.c.row).where(key > last).order_by(key).limit(_CHUNK)).all()
        if not rows:
            return
        connection.execute(change, [{"id": r[0], "w": weight(r.kind, loads(r.row))} for r in rows])
        last = rows[-1][0]
