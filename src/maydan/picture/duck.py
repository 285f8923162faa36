"""The local engine for SQL over tables of rows: DuckDB in memory."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.picture.pairs import steps

if TYPE_CHECKING:
    import pyarrow as pa
    from duckdb import DuckDBPyConnection

Row = dict[str, Any]

_TOGETHER, _FEW = 50_000, 100_000  # rows
_WHOLE = ("event_no", "told", "first_day", "last_day", "lent", "by_party", "lo", "hi")
_NUMBERS = ("killed", "lat", "lon", "radius_km")
# Columns of the tables of pairs.sql; tables of other queries must not be empty.
_COLUMNS = {
    "events": ("event_no", "document_id", "type", "class", "by_party", "told", "first_day", "last_day", "killed"),
    "spots": ("event_no", "place", "lat", "lon", "radius_km", "lent"), "parties": ("event_no", "role", "actor"),
    "bounds": ("lo", "hi"), "fresh": ("event_no",),
}


class Duck:
    """Runs a query over tables given as rows, which are gone afterwards."""

    def query(self, sql: str, tables: dict[str, list[Row]]) -> list[Row]:
        """Rows of the result, in the query's order."""
        names, values = self._asked(sql, tables)
        return [dict(zip(names, row, strict=True)) for row in values]

    def values(self, sql: str, tables: dict[str, list[Row]]) -> list[tuple[Any, ...]]:
        """The same without the names of the columns."""
        return self._asked(sql, tables)[1]

    def _asked(self, sql: str, tables: dict[str, list[Row]]) -> tuple[list[str], list[tuple[Any, ...]]]:
        import duckdb

        # Nothing of a case, which may be encrypted, is spilled to the disk.
        threads = {"threads": 1} if max(map(len, tables.values()), default=0) < _FEW else {}  # no work to share out
        connection = duckdb.connect(":memory:", config={"temp_directory": "", **threads})
        try:
            for name, rows in tables.items():
                if name in _COLUMNS:
                    _fill(connection, name, rows)
                else:
                    connection.register(name, arrow_table(name, rows))
            *before, (_, last) = steps(sql)
            for name, text in before:
                connection.execute(f"CREATE TEMP TABLE {name} AS {text}")
            connection.execute(last)
            return [column[0] for column in connection.description or ()], connection.fetchall()
        finally:
            connection.close()


def _fill(connection: DuckDBPyConnection, name: str, rows: list[Row]) -> None:
    """Make a table of the columns that the query asks for. They go in as JSON, each a list: DuckDB takes Arrow only
    after it has looked for pandas, and where that is installed its import costs more than a small case."""
    columns = _COLUMNS[name]
    connection.execute(f"CREATE TEMP TABLE {name} ({', '.join(f'{c} {_type(c)}' for c in columns)})")
    lists = ", ".join(f"unnest(from_json(?, '[\"{_type(c)}\"]'))" for c in columns)
    for first in range(0, len(rows), _TOGETHER):
        part = rows[first:first + _TOGETHER]
        connection.execute(f"INSERT INTO {name} SELECT {lists}",
                           [msgspec.json.encode(list(map(itemgetter(c), part))).decode() for c in columns])


def arrow_table(name: str, rows: list[Row]) -> pa.Table:
    """Rows of a query's table as Arrow, with the columns that the query asks for."""
    import pyarrow as pa

    columns = _COLUMNS.get(name)
    if columns is None:
        return pa.Table.from_pylist(rows)
    types = {"BIGINT": pa.int64(), "DOUBLE": pa.float64(), "VARCHAR": pa.string()}
    return pa.table({c: pa.array([row.get(c) for row in rows], type=types[_type(c)]) for c in columns})


def _type(column: str) -> str:
    return "BIGINT" if column in _WHOLE else "DOUBLE" if column in _NUMBERS else "VARCHAR"
