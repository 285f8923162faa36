"""What an export is made of: plain tables, the names they use, and what they were made with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from maydan.exports.names import Names
from maydan.picture.tables import COLUMNS, Row, Tables
from maydan.theatre.model import TheatreData
from maydan.version import __version__

INCIDENT_COLUMNS: dict[str, str] = {
    "incident_id": "str", "class": "str", "type": "str", "types": "list", "reports": "int", "sources": "int",
    "records": "int", "day_from": "str", "day_to": "str", "confidence": "float", "denied_by": "list", "who": "list",
    "who_counts": "numbers", "whom": "list", "whom_counts": "numbers", "where": "list", "where_counts": "numbers",
    "lat": "float", "lon": "float", "killed_low": "float", "killed_best": "float", "killed_high": "float",
    "wounded_low": "float", "wounded_best": "float", "wounded_high": "float", "disagreements": "list",
}
MEMBER_COLUMNS: dict[str, str] = {"incident_id": "str", "record_id": "str", "document_id": "str", "stance": "str"}
TABLE_COLUMNS: dict[str, dict[str, str]] = {**COLUMNS, "incidents": INCIDENT_COLUMNS, "members": MEMBER_COLUMNS}
QUOTED = ("events", "holdings", "ties", "outlooks", "sayings", "figures", "times")


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What an export was made with.

    Attributes:
        title: of the case. head: hash of its last decision, "" where there is none.
        reader: version of the program. theatres: name and version of each theatre used.
        profile: publish profile. made: UTC, ISO 8601, to the second.
    """

    title: str = ""
    head: str = ""
    reader: str = __version__
    theatres: tuple[str, ...] = ()
    profile: str = "full"
    made: str = ""


class Bundle(msgspec.Struct, frozen=True, kw_only=True):
    """Tables to export.

    Attributes:
        tables: the flat tables (``maydan.picture.tables``), with ``incidents`` and ``members`` where there are any.
        names: of the actors and places in them.
    """

    tables: Tables
    names: Names
    about: About

    def rows(self, table: str) -> list[Row]:
        """Rows of a table, none where it is not given."""
        return self.tables.get(table, [])

    def documents(self) -> dict[str, Row]:
        """Document rows by id."""
        return {str(d["document_id"]): d for d in self.rows("documents")}


def bundle(
    tables: Tables, *, incidents: Sequence[Row] = (), members: Sequence[Row] = (),
    theatres: Iterable[TheatreData] = (), title: str = "", head: str = "", made: str | None = None,
) -> Bundle:
    """Tables made ready for :func:`maydan.exports.export`.

    Args:
        tables: flat tables by name, as ``Case.tables()`` gives them.
        incidents, members: of ``maydan.picture.incidents``.
        theatres: those the documents were read with; they name actors and places and tell public persons.
        made: when, UTC; now if not given.
    """
    theatres = list(theatres)
    whole: dict[str, list[dict[str, Any]]] = {name: list(rows) for name, rows in tables.items()}
    if incidents:
        whole["incidents"], whole["members"] = list(incidents), list(members)
    about = About(
        title=title, head=head, theatres=tuple(f"{t.name} {t.version}".strip() for t in theatres),
        made=made or datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
    )
    return Bundle(tables=whole, names=Names(whole, theatres), about=about)


def columns_of(table: str, rows: Sequence[Row]) -> dict[str, str]:
    """Columns and types of a table in their order; columns that only the rows have come after."""
    columns = dict(TABLE_COLUMNS.get(table, {}))
    for row in rows[:1]:
        for name, value in row.items():
            columns.setdefault(name, kind_of(value))
    return columns


def kind_of(value: Any) -> str:
    """The type word of a value: bool, int, float, list or str."""
    for kind, types in (("bool", bool), ("int", int), ("float", float), ("list", (list, tuple))):
        if isinstance(value, types):
            return kind
    return "str"
