"""A whole run measured: processor seconds, wall clock, overhead over bare reading, memory of each worker, start-up.

    python benchmarks/run.py INPUT [--workers 2] [--out FOLDER] [--flat] [--json FILE]

Overhead is what the run costs beyond ``read_document`` on the same documents: opening, tables, files, start and driver.
It is counted in the run itself (``beyond_reading``: all processor time against that inside ``read_document``), and, as
a check that reading costs a worker no more than it costs alone, as the median over some shards of what a worker spends
on one against bare reading of it, in turns, with the quartiles beside it (``overhead``). ``--flat`` also runs a tenth
of the input and compares the peaks of memory. Peaks are of resident memory (Linux and macOS).
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from maydan.engine import Shard, plan
from maydan.engine.pool import Task, read_task, settle, warm
from maydan.engine.shards import open_shard
from maydan.reading.reader import read_document
from maydan.records.document import Document

# Run by every process of the run: a spawned worker takes its main module in anew, so each counts what it reads.
_RUN = """
import json, multiprocessing.util, os, resource, sys, time
import maydan.engine.shard as shard
from maydan.engine import run
bare, spent = shard.read_document, [0.0, 0]
def counted(*given, **named):
    begun = time.process_time()
    try:
        return bare(*given, **named)
    finally:
        spent[0] += time.process_time() - begun
        spent[1] += 1
def told():
    if spent[1]:
        with open(os.path.join(os.path.dirname(__file__), f"read.{os.getpid()}"), "w") as file:
            file.write(str(spent[0]))
shard.read_document = counted
multiprocessing.util.Finalize(None, told, exitpriority=1)
def main():
    summary = run(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]))
    own, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"documents": summary.documents, "words": summary.words, "records": summary.records,
        "errors": summary.errors, "seconds": summary.seconds,
        "cpu": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
        "driver_cpu": own.ru_utime + own.ru_stime, "workers_cpu": others.ru_utime + others.ru_stime,
        "driver_mib": own.ru_maxrss / UNIT, "worker_mib": others.ru_maxrss / UNIT}))
if __name__ == "__main__":
    main()
""".replace("UNIT", "1048576" if sys.platform == "darwin" else "1024")


def measured(source: Path, out: Path, workers: int) -> dict[str, Any]:
    """One run in a process of its own, so that its peaks are its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "measured_run.py"
        script.write_text(_RUN, encoding="utf-8")
        done = subprocess.run([sys.executable, str(script), str(source), str(out), str(workers)], check=True,
                              capture_output=True, text=True)
        found: dict[str, Any] = json.loads(done.stdout)
        told = [float(file.read_text(encoding="utf-8")) for file in Path(folder).glob("read.*")]
    found["readers"] = len(told)
    found["reading_cpu"] = sum(told)
    found["beyond_reading"] = found["cpu"] / found["reading_cpu"] - 1
    return found


def beside_bare(chosen: list[Shard]) -> dict[str, float]:
    """What a worker does with shards beside bare reading of the same documents, in turns in one process.

    Each shard is read once to begin with, so that both find the words that the reader remembers; then both orders
    alternate. Returns processor seconds, and quartiles of the ratio shard by shard: on a machine that others use too,
    two runs one after the other differ by more than what is looked for.
    """
    warm()
    settle()
    cost = {"opening": 0.0, "reading": 0.0, "whole": 0.0, "words": 0.0}
    ratios = []
    with tempfile.TemporaryDirectory() as out:
        for n, shard in enumerate(chosen):
            spent: dict[str, float] = {}

            def read(shard: Shard = shard, spent: dict[str, float] = spent) -> None:
                begun = time.process_time()
                documents = [d for d in open_shard(shard) if isinstance(d, Document)]
                opened = time.process_time()
                for document in documents:
                    with suppress(Exception):  # what a run sets aside
                        read_document(document)
                spent["opening"], spent["reading"] = opened - begun, time.process_time() - opened
                spent["words"] = sum(d.text.count(" ") + d.text.count("\n") + 1 for d in documents)

            def work(shard: Shard = shard, spent: dict[str, float] = spent) -> None:
                begun = time.process_time()
                read_task(Task(shard), out, "auto")
                spent["whole"] = time.process_time() - begun

            for step in (read, *((read, work) if n % 2 else (work, read))):
                step()
            for key, value in spent.items():
                cost[key] += value
            ratios.append(spent["whole"] / spent["reading"])
    low, middle, high = statistics.quantiles(ratios, n=4)
    return {**cost, "low": low, "middle": middle, "high": high}


def tenth(source: Path, folder: Path) -> Path:
    """Every tenth line of the JSON Lines files of an input."""
    files = [source] if source.is_file() else sorted(source.glob("*.jsonl.gz"))
    for file in files:
        with gzip.open(file, "rb") as lines, gzip.open(folder / file.name, "wb", compresslevel=1) as kept:
            kept.writelines(itertools.islice(lines, 0, None, 10))
    return folder


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("input", type=Path)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--out", type=Path)
    parser.add_argument("--shards", type=int, default=24, help="shards on which bare reading is measured")
    parser.add_argument("--flat", action="store_true")
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    begun = time.process_time()
    warm()
    start = time.process_time() - begun
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        result = measured(args.input, args.out or folder / "out", args.workers)
        whole: list[Shard] = list(plan(args.input)[0])
        cost = beside_bare(whole[:: max(1, len(whole) // args.shards)])
        around = 1 + (result["driver_cpu"] + args.workers * start) / result["workers_cpu"]
        result |= {
            "workers": args.workers, "start_up_cpu": start, "cores": os.cpu_count(),
            "opening_share": cost["opening"] / cost["reading"],
            "documents_of_300_words_a_cpu_second": result["words"] / 300 / result["cpu"],
            "overhead": cost["middle"] * around - 1, "overhead_low": cost["low"] * around - 1,
            "overhead_high": cost["high"] * around - 1,
        }
        if args.flat:
            (folder / "tenth").mkdir()
            small = measured(tenth(args.input, folder / "tenth"), folder / "small", args.workers)
            result |= {"tenth_documents": small["documents"], "tenth_worker_mib": small["worker_mib"],
                       "tenth_driver_mib": small["driver_mib"], "growth": result["worker_mib"] / small["worker_mib"]}
    for key, value in result.items():
        print(f"{key:36} {value:,.2f}" if isinstance(value, float) else f"{key:36} {value:,}")
    if args.json:
        args.json.write_text(json.dumps(result, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
