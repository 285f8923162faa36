"""One SQL text over tables in files: DuckDB on this machine, Spark on many."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from maydan.tables import package_data

if TYPE_CHECKING:
    import pyarrow as pa

BATCH = 100_000  # rows of a result that are in memory at once


def text(name: str) -> str:
    """A query of the picture, the same for every engine."""
    return package_data("picture", "sql", f"{name}.sql").read_text(encoding="utf-8")


class Sql(Protocol):
    """What the picture of a dataset asks of an engine. Tables are known by name.

    Attributes:
        quote: goes around a column's name that is a word of SQL.
    """

    quote: str

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """A table over Parquet files; an empty one of a schema where there are none."""
        ...

    def rows(self, name: str, table: pa.Table) -> None:
        """A table given."""
        ...

    def view(self, name: str, sql: str) -> None:
        """A table that is worked out whenever it is asked for."""
        ...

    def keep(self, name: str, sql: str) -> None:
        """A table that is worked out now."""
        ...

    def batches(self, sql: str) -> Iterator[pa.RecordBatch]:
        """The rows of a query."""
        ...

    def save(self, sql: str, folder: Path) -> None:
        """Write the rows of a query to a fresh folder of Parquet files."""
        ...

    def close(self) -> None:
        """Let go of everything but what was saved."""
        ...


class DuckSql:
    """DuckDB with its tables in a file, so that what does not fit into memory goes to disk."""

    quote = '"'

    def __init__(self, folder: Path, *, memory: str | None = None, threads: int | None = None) -> None:
        import duckdb

        self.connection = duckdb.connect(str(folder / "work.duckdb"))
        self.connection.execute("SET preserve_insertion_order = false")
        for name, value in (("memory_limit", memory), ("threads", threads), ("temp_directory", str(folder / "spill"))):
            if value is not None:
                self.connection.execute(f"SET {name} = '{value}'")

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """See :class:`Sql`."""
        if not paths:
            self.rows(name, schema.empty_table())
            return
        listed = ", ".join("'" + str(p).replace("'", "''") + "'" for p in paths)
        self.view(name, f"SELECT * FROM read_parquet([{listed}])")

    def rows(self, name: str, table: pa.Table) -> None:
        """See :class:`Sql`."""
        self.connection.register("_given", table)
        self.keep(name, "SELECT * FROM _given")
        self.connection.unregister("_given")

    def view(self, name: str, sql: str) -> None:
        """See :class:`Sql`."""
        self._drop(name)
        self.connection.execute(f"CREATE VIEW {name} AS {sql}")

    def keep(self, name: str, sql: str) -> None:
        """See :class:`Sql`."""
        self._drop(name)
        self.connection.execute(f"CREATE TABLE {name} AS {sql}")

    def batches(self, sql: str) -> Iterator[pa.RecordBatch]:
        """See :class:`Sql`."""
        cursor = self.connection.cursor()
        try:
            yield from cursor.sql(sql).to_arrow_reader(BATCH)
        finally:
            cursor.close()

    def save(self, sql: str, folder: Path) -> None:
        """See :class:`Sql`."""
        folder.mkdir(parents=True)
        target = str(folder / "part-0.parquet").replace("'", "''")
        self.connection.execute(f"COPY ({sql}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")

    def close(self) -> None:
        """See :class:`Sql`."""
        self.connection.close()

    def _drop(self, name: str) -> None:
        kind = self.connection.execute(
            "SELECT table_type FROM information_schema.tables WHERE table_name = ?", [name]).fetchone()
        if kind is not None:
            self.connection.execute(f"DROP {'VIEW' if kind[0] == 'VIEW' else 'TABLE'} {name}")


class SparkSql:
    """The same on a Spark session; ``folder`` must be one that all machines see."""

    quote = "`"

    def __init__(self, spark: Any, folder: Path) -> None:
        self.spark, self.folder = spark, folder
        self.names: set[str] = set()
        self.kept = 0

    def files(self, name: str, paths: Sequence[Path], schema: pa.Schema) -> None:
        """See :class:`Sql`."""
        from pyspark.sql.pandas.types import from_arrow_schema

        shape = from_arrow_schema(schema)
        frame = self.spark.read.schema(shape).parquet(*map(str, paths)) if paths else self.spark.createDataFrame(
            [], shape)
        self._named(name, frame)

    def rows(self, name: str, table: pa.Table) -> None:
        """See :class:`Sql`."""
        self._named(name, self.spark.createDataFrame(table))

    def view(self, name: str, sql: str) -> None:
        """See :class:`Sql`."""
        self._named(name, self.spark.sql(sql))

    def keep(self, name: str, sql: str) -> None:
        """See :class:`Sql`."""
        self.kept += 1
        path = str(self.folder / f"{name}.{self.kept}")
        frame = self.spark.sql(sql)
        frame.write.parquet(path)
        self._named(name, self.spark.read.schema(frame.schema).parquet(path))

    def batches(self, sql: str) -> Iterator[pa.RecordBatch]:
        """See :class:`Sql`."""
        yield from self.spark.sql(sql).toArrow().to_batches(BATCH)

    def save(self, sql: str, folder: Path) -> None:
        """See :class:`Sql`."""
        self.spark.sql(sql).write.parquet(str(folder))
        for path in folder.iterdir():
            if not path.name.startswith("part-"):
                path.unlink()

    def close(self) -> None:
        """See :class:`Sql`."""
        for name in self.names:
            self.spark.catalog.dropTempView(name)

    def _named(self, name: str, frame: Any) -> None:
        frame.createOrReplaceTempView(name)
        self.names.add(name)


def read(folder: Path, columns: list[str] | None = None) -> pa.Table:
    """A saved table whole."""
    import pyarrow.dataset as ds

    return ds.dataset([str(p) for p in parts(folder)], format="parquet").to_table(columns=columns)


def parts(folder: Path) -> list[Path]:
    """The files of a saved table, in order."""
    return sorted(folder.glob("part-*.parquet"))


def fresh(folder: Path) -> Path:
    """An empty folder in the place of whatever stood there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder
