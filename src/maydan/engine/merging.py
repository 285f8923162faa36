"""The picture of a dataset: copies, incidents, who held what when, the network, as tables beside the dataset's own.

    OUT/picture/<table>/part-*.parquet      the tables of :data:`TABLES`
    OUT/picture/state.json                  what they were made from, written last
    OUT/picture/prepared/                   shards made ready; kept for the next time
    OUT/picture/kept/                       comparisons and marks by which the next time knows what changed
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.engine import copying, holding, joining
from maydan.engine.dataset import shards
from maydan.engine.lock import locked
from maydan.engine.prepare import PREPARED, SKETCHED, prepare, prepared, schema
from maydan.engine.sql import DuckSql, SparkSql, Sql, fresh, parts, read, text
from maydan.engine.store import Store
from maydan.errors import InputError, SettingError
from maydan.picture.tables import arrow
from maydan.version import __version__

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = ("incidents", "values", "members", "pairs", "copies", "intervals", "sieges", "edges", "places")
_FORMAT = 1
_KEPT = ("marks", "compared")
Watch = Callable[[str, float], None]


class State(msgspec.Struct, frozen=True, kw_only=True):
    """What a picture was made from: shard -> mark of its prepared files, region -> hash of its claims."""

    format: int = _FORMAT
    reader: str
    shards: dict[str, str]
    regions: dict[str, str]
    counts: dict[str, int]


class Merged(msgspec.Struct, kw_only=True):
    """What a merge did. ``rows`` of each table; what was worked out in this run, the rest being kept from before.

    Attributes:
        shards_prepared, slabs, regions: worked out now. A slab is a class of events in 32 days, a region
            2 by 2 degrees.
        steps: step -> seconds.
    """

    rows: dict[str, int] = {}
    shards: int = 0
    shards_prepared: int = 0
    slabs: int = 0
    regions: int = 0
    regions_kept: int = 0
    seconds: float = 0.0
    steps: dict[str, float] = {}


def merge(
    out: str | Path, *, spark: Any = None, workers: int = 1, resume: bool = True, memory: str | None = None,
    watch: Watch | None = None,
) -> Merged:
    """Work out the picture of a dataset; after documents came or went, only what they bear on.

    Args:
        out: the folder of a dataset. spark: a session, to work there instead of here.
        workers: processes that make shards ready; 0: this one.
        resume: build on what an earlier merge left; else everything is worked out anew.
        memory: limit of the SQL engine here, such as "4GB"; more goes to disk.
        watch: told the name of each step and the seconds so far.

    Raises:
        InputError: there is no dataset. SettingError: it is in use, or cannot be written.
    """
    store = Store(out)
    if store.settings() is None:
        raise InputError(f"{out} holds no dataset", "make one: maydan run INPUT OUT")
    with locked(store.root):
        try:
            return _Merge(store, spark, workers, resume, memory, watch).run()
        except OSError as error:
            raise SettingError(f"{store.root / 'picture'} cannot be written: {error.strerror or error}",
                               "make room or mend it, and run again") from error


def table(out: str | Path, name: str) -> list[Path]:
    """The files of a table of a dataset's picture.

    Raises:
        InputError: there is no such table, or no picture.
    """
    if name not in TABLES:
        raise InputError(f"no table {name!r}", f"one of {', '.join(TABLES)}")
    if _state(Path(out) / "picture") is None:
        raise InputError(f"{out} has no picture", f"make it: maydan merge {out}")
    return parts(Path(out) / "picture" / name)


def _state(folder: Path) -> State | None:
    try:
        found = msgspec.json.decode((folder / "state.json").read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return None
    whole = all(path.is_dir() for path in (*(folder / t for t in TABLES), *(folder / "kept" / k for k in _KEPT)))
    return found if whole and found.format == _FORMAT and found.reader == __version__ else None


class _Merge:
    """One merge: its folders, its engine, what it found."""

    def __init__(self, store: Store, spark: Any, workers: int, resume: bool, memory: str | None, watch: Watch | None
                 ) -> None:
        self.store, self.spark, self.workers, self.memory, self.watch = store, spark, workers, memory, watch
        self.folder = store.root / "picture"
        self.before = _state(self.folder) if resume else None
        self.part = self.folder / ".part"
        self.done = Merged()
        self.sql: Sql

    def run(self) -> Merged:
        begun = time.monotonic()
        if self.before is None:
            shutil.rmtree(self.folder / "prepared", ignore_errors=True)
        fresh(self.part)
        work = fresh(self.part / "work")
        self.sql = DuckSql(work, memory=self.memory) if self.spark is None else SparkSql(self.spark, work)
        try:
            for name, step in (("places", self._places), ("shards", self._prepare), ("copies", self._copies),
                               ("pairs", self._pairs), ("incidents", self._incidents), ("ground", self._ground),
                               ("network", self._network)):
                started = time.monotonic()
                if self.watch is not None:
                    self.watch(name, started - begun)
                step()
                self.done.steps[name] = round(time.monotonic() - started, 2)
        finally:
            self.sql.close()
        self._publish()
        self.done.seconds = time.monotonic() - begun
        return self.done

    def _places(self) -> None:
        keys = self.keys = shards(self.store.root)
        self.done.shards = len(keys)
        self._dataset("named", "places")
        self.sql.save(text("atlas"), self.part / "places")
        rows = read(self.part / "places")
        self.places = {row["place"]: row for row in rows.to_pylist()}
        self.sql.rows("places", rows)

    def _dataset(self, name: str, of: str) -> None:
        self.sql.files(name, [self.store.table(of, key) for key in self.keys], arrow(of, []).schema)

    def _prepare(self) -> None:
        folder = self.folder / "prepared"
        there = {p.name for t in PREPARED for p in (folder / t).glob("*.parquet")}
        tasks = [(str(self.store.root), str(folder), key, str(self.part / "places")) for key in self.keys]
        self.marks = dict(zip(self.keys, self._dealt(tasks), strict=True))
        self.done.shards_prepared = sum(f"{key}.{mark}.parquet" not in there for key, mark in self.marks.items())
        for name in PREPARED:
            self.sql.files(f"prepared_{name}", [prepared(folder, name, k, m) for k, m in self.marks.items()],
                           schema(name))

    def _dealt(self, tasks: list[tuple[str, str, str, str]]) -> Iterator[str]:
        if self.spark is not None:
            dealt = self.spark.sparkContext.parallelize(tasks, max(1, min(len(tasks), 4 * int(
                self.spark.sparkContext.defaultParallelism))))
            return iter(dealt.map(_task).collect())
        if self.workers < 1 or len(tasks) < 2:
            return map(_task, tasks)
        with ProcessPoolExecutor(self.workers, mp_context=multiprocessing.get_context("spawn")) as pool:
            return iter(list(pool.map(_task, tasks, chunksize=4)))

    def _copies(self) -> None:
        known = {}
        if self.before is not None:
            rows = read(self.folder / "kept" / "compared")
            known = {(r["a"], r["b"]): bool(r["same"]) for r in rows.to_pylist()}
        self.originals, compared = copying.copies(self.sql, self.store, self.folder / "prepared", self.marks, known)
        _write(self.part / "compared", _compared(compared))
        found = copying.table_of(self.originals)
        _write(self.part / "copies", found)
        self.sql.rows("copies", found)

    def _pairs(self) -> None:
        sql = self.sql
        sql.keep("all_events", "SELECT event_no, record_id, document_id, type, class, by_party, told, first_day, "
                               "last_day, killed_best AS killed, mark FROM prepared_events "
                               "WHERE first_day IS NOT NULL ORDER BY first_day")
        sql.keep("all_spots", "SELECT * FROM prepared_spots ORDER BY first_day")
        sql.keep("all_parties", "SELECT event_no, first_day, last_day, role, value AS actor FROM prepared_slots WHERE "
                                "first_day IS NOT NULL AND role IN ('who', 'whom', 'kin', 'side') ORDER BY first_day")
        wanted = None
        if self.before is not None:
            sql.files("marks_before", parts(self.folder / "kept" / "marks"), _marks_schema())
            wanted = joining.changed(sql)
        made = joining.make_pairs(sql, wanted)
        self.done.slabs = next(sql.batches("SELECT COUNT(*) AS n FROM slabs_done")).column(0)[0].as_py()
        sql.save("SELECT event_no, class, first_day, last_day, mark FROM all_events", self.part / "marks")
        names = ("a", "b", "document_a", "document_b", "class", "day", "slack", "km", "when_score", "where_score",
                 "who_score", "whom_score", "type_score", "toll_score", "score")
        selects = [f"SELECT {', '.join(names)} FROM {name}" for name in made]
        if self.before is not None and (old := parts(self.folder / "pairs")):
            import pyarrow.parquet as pq

            sql.files("pairs_before", old, pq.read_schema(old[0]))
            selects.append(f"SELECT {', '.join('p.' + n for n in names)} FROM pairs_before p LEFT JOIN slabs_done s ON "
                           "s.class = p.class AND s.period = CAST(FLOOR(p.day / 32.0) AS INT) WHERE s.class IS NULL")
        self.paired = bool(selects)
        sql.keep("pairs", "\nUNION ALL ".join(selects) if selects else _NO_PAIRS)
        sql.save("SELECT x.record_id AS record_a, y.record_id AS record_b, p.* FROM pairs p JOIN all_events x "
                 "ON x.event_no = p.a JOIN all_events y ON y.event_no = p.b ORDER BY record_a, record_b",
                 self.part / "pairs")

    def _incidents(self) -> None:
        sql = self.sql
        self._dataset("said", "events")
        sql.view("toll_links", "SELECT a, b FROM prepared_links")
        apart = [(r["a"], r["b"]) for b in sql.batches("SELECT a, b FROM prepared_parted") for r in b.to_pylist()]
        sql.rows("roots", joining.roots(sql, "pairs", joining.links(sql, self.originals), sorted(apart)))
        sql.keep("events", "SELECT * FROM prepared_events")
        sql.keep("slots", "SELECT event_no, role, value FROM prepared_slots")
        sql.keep("members", text("members"))
        sql.keep("incident_values", text("values"))
        sql.save("SELECT incident_id, record_id, document_id, stance FROM members ORDER BY incident_id, record_id",
                 self.part / "members")
        sql.save("SELECT * FROM incident_values ORDER BY incident_id, slot, sources DESC, value", self.part / "values")
        for name in ("told", "sums", "kinds", "dated", "tolls", "differing", "points"):
            sql.keep(name, text(name))
        sql.save(text("incidents"), self.part / "incidents")

    def _ground(self) -> None:
        import pyarrow as pa
        import pyarrow.parquet as pq

        self._dataset("claimed", "holdings")
        self.sql.view("wheres", "SELECT e.record_id, s.value AS place FROM prepared_slots s JOIN prepared_events e "
                                "ON e.event_no = s.event_no WHERE s.role = 'where'")
        known = dict(self.before.regions) if self.before is not None else {}
        self.regions: dict[str, str] = {}
        old: list[str] = []
        shapes = {"intervals": holding.interval_schema(), "sieges": holding.siege_schema()}
        writers = {name: pq.ParquetWriter(_folder(self.part / name) / "part-0.parquet", shape, compression="zstd")
                   for name, shape in shapes.items()}
        try:
            for region, digest, held, besieged in holding.regions(self.sql, self.places, self.originals, known):
                self.regions[region] = digest
                if held is None:
                    old.append(region)
                    continue
                self.done.regions += 1
                for name, rows in (("intervals", held), ("sieges", besieged)):
                    writers[name].write_table(pa.Table.from_pylist(rows, schema=shapes[name]))
            self.done.regions_kept = len(old)
            for name, writer in writers.items():
                if old:
                    import pyarrow.compute as pc

                    rows = read(self.folder / name)
                    writer.write_table(rows.filter(pc.is_in(rows["region"], value_set=pa.array(old))))
        finally:
            for writer in writers.values():
                writer.close()

    def _network(self) -> None:
        self._dataset("ties", "ties")
        self.sql.save(text("edges"), self.part / "edges")

    def _publish(self) -> None:
        """Put the tables in their places, the state last: without it a picture counts as not made."""
        (self.folder / "state.json").unlink(missing_ok=True)
        _folder(self.folder / "kept")
        for name in (*TABLES, *_KEPT):
            target = self.folder / ("kept" if name in _KEPT else "") / name
            shutil.rmtree(target, ignore_errors=True)
            (self.part / name).replace(target)
            if name in TABLES:
                self.done.rows[name] = _count(target)
        keep = {prepared(self.folder / "prepared", t, k, m) for t in (*PREPARED, *SKETCHED)
                for k, m in self.marks.items()}
        for path in (self.folder / "prepared").glob("*/*"):
            if path not in keep:
                path.unlink()
        state = State(reader=__version__, shards=self.marks, regions=self.regions, counts=self.done.rows)
        temporary = self.part / "state.json"
        temporary.write_bytes(msgspec.json.encode(state))
        temporary.replace(self.folder / "state.json")
        shutil.rmtree(self.part, ignore_errors=True)


_NO_PAIRS = ("SELECT event_no AS a, event_no AS b, document_id AS document_a, document_id AS document_b, class, "
             "first_day AS day, 0 AS slack, killed AS km, killed AS when_score, killed AS where_score, "
             "killed AS who_score, killed AS whom_score, killed AS type_score, killed AS toll_score, killed AS score "
             "FROM all_events WHERE event_no IS NULL")


def _task(task: tuple[str, str, str, str]) -> str:
    out, folder, key, places = task
    return prepare(out, folder, key, _atlas(places, sum(p.stat().st_mtime_ns for p in parts(Path(places)))))


@lru_cache(maxsize=1)
def _atlas(path: str, _made: int) -> Mapping[str, dict[str, Any]]:
    """The atlas, once for each process and each time that it is made."""
    return {row["place"]: row for row in read(Path(path)).to_pylist()}


def _marks_schema() -> pa.Schema:
    import pyarrow as pa

    shape = schema("events")
    return pa.schema([shape.field(name) for name in ("event_no", "class", "first_day", "last_day", "mark")])


def _compared(compared: Mapping[tuple[int, int], bool]) -> pa.Table:
    import pyarrow as pa

    rows = sorted(compared.items())
    return pa.table({"a": pa.array([a for (a, _), _ in rows], pa.int64()),
                     "b": pa.array([b for (_, b), _ in rows], pa.int64()),
                     "same": pa.array([same for _, same in rows], pa.bool_())})


def _folder(path: Path) -> Path:
    path.mkdir(parents=True, exist_ok=True)
    return path


def _write(folder: Path, rows: pa.Table) -> None:
    import pyarrow.parquet as pq

    pq.write_table(rows, _folder(folder) / "part-0.parquet", compression="zstd")


def _count(folder: Path) -> int:
    import pyarrow.parquet as pq

    return sum(pq.read_metadata(p).num_rows for p in parts(folder))


def processors() -> int:
    """How many processors there are."""
    return os.cpu_count() or 1
