"""The local engine for SQL over tables of rows: DuckDB in memory."""

from __future__ import annotations

from typing import Any

Row = dict[str, Any]


class Duck:
    """Runs a query over tables given as rows; tables are registered as Arrow and dropped afterwards."""

    def query(self, sql: str, tables: dict[str, list[Row]]) -> list[Row]:
        """Rows of the result, in the query's order."""
        import duckdb
        import pyarrow as pa

        connection = duckdb.connect(":memory:")
        try:
            for name, rows in tables.items():
                connection.register(name, pa.Table.from_pylist(rows) if rows else _empty(name))
            connection.execute(sql)
            names = [column[0] for column in connection.description or ()]
            return [dict(zip(names, row, strict=True)) for row in connection.fetchall()]
        finally:
            connection.close()


def _empty(name: str) -> Any:
    import pyarrow as pa

    columns = {"parties": {"event_no": pa.int64(), "role": pa.string(), "actor": pa.string()}}
    return pa.table({k: pa.array([], type=t) for k, t in columns.get(name, {"event_no": pa.int64()}).items()})
