"""The same shards on a Spark cluster (``pip install maydan[spark]``).

:func:`run_spark` deals the shards of INPUT to executors, which write to OUT as workers here do; OUT must be a folder
that all machines see. :func:`read_frame` takes any DataFrame of documents, so that Spark's own connectors read and
write object storage; :func:`table_frame` turns what comes back into a DataFrame for each table.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.engine.local import Progress, Summary, Watch, complete
from maydan.engine.pool import Failure, Task, read_task
from maydan.engine.shard import read_shard
from maydan.engine.shards import Item, Shard, of_lines, open_shard
from maydan.engine.store import ERRORS, KEPT, TABLES, Manifest, error_schema, kept_schema
from maydan.errors import InputError, SettingError
from maydan.picture.pairs import steps
from maydan.picture.tables import COLUMNS, arrow

if TYPE_CHECKING:
    import pyarrow as pa

WAVE = 8  # shards a part before manifests are gathered and progress is told
BUCKET = 192  # documents of a shard of a DataFrame, on average
_FIELDS = ("id", "text", "title", "source", "author", "url", "published")


def session(master: str | None = None) -> Any:
    """The Spark session that there is, or one for a master.

    Raises:
        SettingError: PySpark or Java is missing, or the cluster cannot be reached.
    """
    try:
        from pyspark.sql import SparkSession
    except ImportError as error:
        raise SettingError("PySpark is not installed", "pip install 'maydan[spark]'; it needs Java 17") from error
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("maydan")
    try:
        return (builder.master(master) if master else builder).getOrCreate()
    except Exception as error:
        line = str(error).strip().splitlines()[0][:160] if str(error).strip() else type(error).__name__
        raise SettingError(f"Spark cannot be started: {line}", "see: java -version; check --master") from error


def run_spark(
    source: str | Path, out: str | Path, *, parts: int | None = None, master: str | None = None,
    theatre: str = "auto", resume: bool = True, watch: Watch | None = None,
) -> Summary:
    """Read INPUT into the dataset OUT on a cluster; see :func:`maydan.engine.local.run`.

    Args:
        parts: tasks that run side by side; default: the cluster's own.
    """
    spark = session(master)
    count = parts or int(spark.sparkContext.defaultParallelism)
    progress, begun = Progress(), time.monotonic()

    def tick() -> None:
        progress.seconds = time.monotonic() - begun
        if watch is not None:
            watch(progress)

    def produce(shards: Iterator[Shard]) -> Iterator[tuple[Shard, Manifest]]:
        while wave := {s.key: s for _, s in zip(range(count * WAVE), shards, strict=False)}:
            for manifest in _read_wave(spark, list(wave.values()), str(Path(out).resolve()), theatre, count):
                yield wave[manifest.key], manifest

    summary = complete(source, out, theatre, resume, produce, progress, tick)
    summary.seconds = time.monotonic() - begun
    return summary


def _read_wave(spark: Any, shards: list[Shard], out: str, theatre: str, parts: int) -> Iterator[Manifest]:
    """Manifests of shards read on the cluster; Spark gives the tasks of a lost executor to another."""
    rows = [(n, shard.key, bytearray(msgspec.msgpack.encode(Task(shard)))) for n, shard in enumerate(shards)]

    def read(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow

        for batch in batches:
            for data in batch.column("shard").to_pylist():
                found = read_task(msgspec.msgpack.decode(data, type=Task), out, theatre)
                body = msgspec.msgpack.encode([isinstance(found, Failure), found])
                yield pyarrow.RecordBatch.from_pydict({"found": pyarrow.array([body], pyarrow.binary())})

    frame = spark.createDataFrame(rows, "number int, key string, shard binary")
    dealt = frame.repartitionByRange(min(parts * 2, len(rows)), "number")
    for row in dealt.mapInArrow(read, "found binary").collect():
        failed, body = msgspec.msgpack.decode(bytes(row["found"]))
        if failed:
            failure = msgspec.convert(body, Failure)
            raise SettingError(failure.message, "OUT must be a folder that every machine sees and may write to")
        yield msgspec.convert(body, Manifest)


def read_frame(frame: Any, *, theatre: str = "auto", shards: int | None = None) -> Any:
    """Read a DataFrame of documents (``id``, ``text`` and, if known, ``title``, ``source``, ``url``, ``published``).

    Args:
        shards: parts to read them in; by default so many that each has about 192 documents.

    Returns:
        A DataFrame (``key``, ``table``, ``data``): each shard's tables as Parquet. Write or persist it, then take
        tables from it by :func:`table_frame`.

    Raises:
        InputError: there is no column ``text``.
    """
    from pyspark.sql import functions as F  # noqa: N812

    if "text" not in frame.columns:
        raise InputError("the DataFrame has no column 'text'", "name the columns id, text, title, source, published")
    fields = [name for name in _FIELDS if name in frame.columns]
    count = shards or max(1, frame.count() // BUCKET)
    bucket = F.pmod(F.crc32(F.col("text").cast("binary")), F.lit(count)).cast("int")
    chosen = frame.select(*[F.col(name).cast("string") for name in fields], bucket.alias("bucket"))

    def read(table: pa.Table) -> pa.Table:
        import pyarrow

        found = sorted(msgspec.json.encode({k: v for k, v in row.items() if v is not None and k != "bucket"})
                       for row in table.to_pylist())
        shard = of_lines("frame", "", [Item(n, line) for n, line in enumerate(found, 1)])
        with tempfile.TemporaryDirectory() as folder:
            read_shard(open_shard(shard), folder, shard.key, theatre=theatre)
            blobs = [(Path(folder) / name / f"{shard.key}.parquet").read_bytes() for name in TABLES]
        return pyarrow.table({
            "key": pyarrow.array([shard.key] * len(TABLES), pyarrow.string()),
            "table": pyarrow.array(list(TABLES), pyarrow.string()), "data": pyarrow.array(blobs, pyarrow.binary()),
        })

    return chosen.groupBy("bucket").applyInArrow(read, "key string, table string, data binary")


def table_frame(blobs: Any, table: str) -> Any:
    """One table as a DataFrame, from what :func:`read_frame` gave."""
    from pyspark.sql import functions as F  # noqa: N812
    from pyspark.sql.pandas.types import from_arrow_schema

    if table in COLUMNS:
        schema = arrow(table, []).schema
    elif table in (ERRORS, KEPT):
        schema = error_schema() if table == ERRORS else kept_schema()
    else:
        raise InputError(f"no table {table!r}", f"one of {', '.join(TABLES)}")

    def unpack(batches: Iterator[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        import pyarrow
        import pyarrow.parquet as pq

        for batch in batches:
            for data in batch.column("data").to_pylist():
                yield from pq.read_table(pyarrow.BufferReader(data)).to_batches()

    return blobs.where(F.col("table") == table).select("data").mapInArrow(unpack, from_arrow_schema(schema))


class SparkEngine:
    """Runs the picture's queries on Spark, as :class:`maydan.picture.duck.Duck` does here."""

    def __init__(self, spark: Any = None) -> None:
        self.spark = spark or session()

    def query(self, sql: str, tables: dict[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
        """Rows of the result, in the query's order."""
        from maydan.picture.duck import arrow_table

        for name, rows in tables.items():
            self.spark.createDataFrame(arrow_table(name, rows)).createOrReplaceTempView(name)
        *before, (_, last) = steps(sql)
        try:
            for name, text in before:
                self.spark.sql(text).createOrReplaceTempView(name)
            return [row.asDict() for row in self.spark.sql(last).collect()]
        finally:
            for name in (*tables, *(name for name, _ in before)):
                self.spark.catalog.dropTempView(name)

    def values(self, sql: str, tables: dict[str, list[dict[str, Any]]]) -> list[tuple[Any, ...]]:
        """The same without the names of the columns."""
        return [tuple(row.values()) for row in self.query(sql, tables)]
