"""The local engine for SQL over tables of rows: DuckDB in memory."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maydan.picture.pairs import steps

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

_WHOLE = ("event_no", "told", "first_day", "last_day", "lent", "by_party", "lo", "hi")
_NUMBERS = ("killed", "lat", "lon", "radius_km")
# Columns of the tables of pairs.sql; tables of other queries must not be empty.
_COLUMNS = {
    "events": ("event_no", "document_id", "type", "class", "by_party", "told", "first_day", "last_day", "killed"),
    "spots": ("event_no", "place", "lat", "lon", "radius_km", "lent"), "parties": ("event_no", "role", "actor"),
    "bounds": ("lo", "hi"),
}


class Duck:
    """Runs a query over tables given as rows; tables are registered as Arrow and dropped afterwards."""

    def query(self, sql: str, tables: dict[str, list[Row]]) -> list[Row]:
        """Rows of the result, in the query's order."""
        import duckdb

        # Nothing of a case, which may be encrypted, is spilled to the disk.
        connection = duckdb.connect(":memory:", config={"temp_directory": ""})
        try:
            for name, rows in tables.items():
                connection.register(name, arrow_table(name, rows))
            *before, (_, last) = steps(sql)
            for name, text in before:
                connection.execute(f"CREATE TEMP TABLE {name} AS {text}")
            connection.execute(last)
            names = [column[0] for column in connection.description or ()]
            return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
        finally:
            connection.close()


def arrow_table(name: str, rows: list[Row]) -> pa.Table:
    """Rows of a query's table as Arrow, with the columns that the query asks for."""
    import pyarrow as pa

    columns = _COLUMNS.get(name)
    if columns is None:
        return pa.Table.from_pylist(rows)
    return pa.table({c: pa.array([row.get(c) for row in rows], type=_type(c)) for c in columns})


def _type(column: str) -> Any:
    import pyarrow as pa

    return pa.int64() if column in _WHOLE else pa.float64() if column in _NUMBERS else pa.string()
