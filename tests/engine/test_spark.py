"""The same shards on Spark: a real master and two workers here, one of which is killed in the middle of a run."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from engine_makers import archive, contents, row
from merge_makers import dataset_of, picture

from maydan.engine import dataset, merge, run, shards
from maydan.picture.duck import Duck
from maydan.picture.incidents import pair_tables, pairs_sql

pytestmark = pytest.mark.skipif(
    importlib.util.find_spec("pyspark") is None or shutil.which("java") is None, reason="needs pyspark and Java"
)


class Cluster:
    """A standalone master and workers as processes on 127.0.0.1."""

    def __init__(self, folder: Path) -> None:
        import pyspark

        home = Path(pyspark.__file__).parent
        self.spark_class, self.folder = str(home / "bin" / "spark-class"), folder
        self.env = {**os.environ, "SPARK_HOME": str(home), "PYSPARK_PYTHON": sys.executable,
                    "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_NO_DAEMONIZE": "1"}
        self.processes: list[subprocess.Popen[bytes]] = []
        self.start("master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", "0",
                   "--webui-port", "0")
        self.master = self.told("master", r"spark://127\.0\.0\.1:\d+")
        self.workers = [self.worker(n) for n in range(2)]

    def start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen([self.spark_class, *words], stdout=log, stderr=subprocess.STDOUT, env=self.env,
                                       start_new_session=True)
        self.processes.append(process)
        return process

    def worker(self, number: int) -> subprocess.Popen[bytes]:
        process = self.start(f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1",
                             "--webui-port", "0", "--cores", "1", "--memory", "1g", "--work-dir",
                             str(self.folder / f"work{number}"), self.master)
        self.told(f"worker{number}", "Successfully registered with master")
        return process

    def told(self, name: str, pattern: str, seconds: float = 90) -> str:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            text = (self.folder / f"{name}.log").read_text(errors="replace")
            if found := re.search(pattern, text):
                return found.group()
            time.sleep(0.2)
        raise AssertionError(text[-2000:])

    def kill(self, number: int) -> None:
        """End a worker and its executors at once."""
        os.killpg(self.workers[number].pid, signal.SIGKILL)

    def close(self) -> None:
        for process in self.processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    made = Cluster(tmp_path_factory.mktemp("cluster"))
    yield made
    made.close()


@pytest.fixture(scope="module")
def spark(cluster: Cluster) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    session = (
        SparkSession.builder.master(cluster.master).appName("test").config("spark.driver.host", "127.0.0.1")
        .config("spark.executor.memory", "512m").config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "2").config("spark.sql.codegen.wholeStage", "false")
        .config("spark.network.timeout", "60s")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path)).getOrCreate()
    )
    yield session
    session.stop()


def test_pair_query_gives_the_same_rows_on_both_engines(tmp_path: Path, spark: Any) -> None:
    from maydan.engine.spark import SparkEngine

    run(archive(tmp_path / "in.jsonl", 40), tmp_path / "out", workers=0)
    events = sorted(dataset.rows(tmp_path / "out", "events"), key=lambda e: str(e["record_id"]))
    places = {str(p["place"]): p for p in dataset.rows(tmp_path / "out", "places")}
    tables = pair_tables(events, places)
    order = lambda r: (r["a"], r["b"])  # noqa: E731
    here = sorted(Duck().query(pairs_sql(), tables), key=order)
    there = sorted(SparkEngine(spark).query(pairs_sql(), tables), key=order)
    assert len(here) == len(there) > 0
    for one, other in zip(here, there, strict=True):
        assert one.keys() == other.keys()
        for name, value in one.items():
            if isinstance(value, str) or value is None or isinstance(other[name], int):
                assert other[name] == value, name
            else:
                assert float(other[name]) == pytest.approx(float(value), rel=1e-9), name


def test_picture_of_a_dataset_is_the_same_on_both_engines(tmp_path: Path, spark: Any) -> None:
    for name, session in (("here", None), ("there", spark)):
        merge(dataset_of(tmp_path / name, range(24)), spark=session, workers=0)
    wanted, found = picture(tmp_path / "here"), picture(tmp_path / "there")
    for name in wanted:
        assert found[name] == wanted[name], name
        assert wanted[name], name


def test_frame_of_documents_gives_the_same_records(tmp_path: Path, spark: Any) -> None:
    from maydan.engine.spark import read_frame, table_frame

    run(archive(tmp_path / "in.jsonl", 30), tmp_path / "out", workers=0)
    frame = spark.createDataFrame([row(n) for n in range(30)], "id string, text string, source string, "
                                  "published string")
    blobs = read_frame(frame, shards=3).persist()
    found = {(r["name"], r["reference_date"]) for r in table_frame(blobs, "documents").collect()}
    assert found == {(r["name"], r["reference_date"]) for r in dataset.rows(tmp_path / "out", "documents")}
    columns = ("quote", "type", "where", "when", "day_from", "killed_best", "confidence")
    told = sorted(str([r[c] for c in columns]) for r in table_frame(blobs, "events").collect())
    assert told == sorted(str([r[c] for c in columns]) for r in dataset.rows(tmp_path / "out", "events"))


def test_run_with_a_worker_killed_on_the_way(
    tmp_path: Path, spark: Any, cluster: Cluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    from maydan.engine.spark import run_spark

    monkeypatch.setattr(shards, "FEWEST", 16)
    monkeypatch.setattr(shards, "MOST", 32)
    source = archive(tmp_path / "in.jsonl.gz", 400)
    run(source, tmp_path / "here", workers=2)

    def strike() -> None:
        manifests = tmp_path / "there" / "manifests"
        while not (manifests.is_dir() and len(list(manifests.iterdir())) >= 2):
            time.sleep(0.05)
        cluster.kill(0)

    striker = threading.Thread(target=strike, daemon=True)
    striker.start()
    summary = run_spark(source, tmp_path / "there", parts=2)
    striker.join(60)
    assert not striker.is_alive()
    assert (summary.documents, summary.errors) == (400, 0)
    assert contents(tmp_path / "there") == contents(tmp_path / "here")
