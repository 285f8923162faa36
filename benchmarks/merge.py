"""What the picture of a dataset costs: `maydan merge` over generated records, and how the cost grows with them.

    python benchmarks/merge.py [--records 100000 1000000] [--workers 2] [--memory 4GB] [--out FOLDER] [--json FILE]

Records are events, holdings and ties as 24, 2 and 1, eight events a document. They are drawn as reporting comes:
happenings at a place on a day, each told by one to six reports that differ in toll, doer and day; places and days grow
in number with the records, up to 12,000 places, so that what is compared grows as it would in a longer archive. Texts
are left out: what copies cost shows on the dataset of a run (--dataset).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import math
import random
import shutil
import subprocess
import sys
import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maydan.engine.store import ERRORS, KEPT, Manifest, Settings, Store, error_schema, kept_schema
from maydan.picture.tables import COLUMNS, arrow

Row = dict[str, Any]

SHARD = 20_000  # records
FIRST = dt.date(2011, 3, 1)
TYPES = ("airstrike", "shelling", "casualties", "clash", "capture", "offensive", "meeting", "agreement", "arrest",
         "siege", "withdraw", "bombing")
ACTORS = ("syr-army", "syr-gov", "is", "fsa", "russia-air", "ypg", "sdf", "hts", "turkey-army", "us-coalition")
_RUN = """
import json, resource, sys, time
from maydan.engine.merging import merge
if __name__ == "__main__":
    done = merge(sys.argv[1], workers=int(sys.argv[2]), memory=sys.argv[3] or None, resume=sys.argv[4] == "again")
    own, others = (resource.getrusage(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(json.dumps({"seconds": round(done.seconds, 1), "steps": done.steps, "rows": done.rows, "slabs": done.slabs,
        "cpu": round(own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime, 1),
        "mib": own.ru_maxrss // 1024}))
"""


def generate(out: Path, count: int, rng: random.Random) -> None:
    """Write a dataset of ``count`` records."""
    store = Store(out)
    store.prepare()
    places = [{"place": f"GN{n}", "name_ar": f"م{n}", "name_en": f"P{n}", "kind": "town", "country": "SY", "admin1": "",
               "lat": round(32.5 + 4.5 * rng.random(), 4), "lon": round(36 + 6 * rng.random(), 4),
               "radius_km": 2.0, "relation": ""} for n in range(min(12_000, 200 + count // 50))]
    days = max(60, min(5000, count // 400))
    serial, keys, made = 0, [], 0
    while made < count:
        tables: dict[str, list[Row]] = {t: [] for t in (*COLUMNS, KEPT, ERRORS)}
        held = 0
        while held < min(SHARD, count - made):
            place, day = rng.choice(places), FIRST + dt.timedelta(days=rng.randrange(days))
            kind, who, killed = rng.choice(TYPES), rng.choice(ACTORS), float(rng.randrange(1, 40))
            for _ in range(min(6, 1 + int(rng.expovariate(0.8)))):
                serial += 1
                held += _report(tables, serial, place, day, kind, who, killed, rng)
        key = f"shard{len(keys):06d}"
        part, sizes = store.part(key), {}
        for name, rows in tables.items():
            shape = arrow(name, []).schema if name in COLUMNS else error_schema() if name == ERRORS else kept_schema()
            pq.write_table(pa.Table.from_pylist(rows, schema=shape), part / f"{name}.parquet", compression="zstd")
            sizes[name] = (part / f"{name}.parquet").stat().st_size
        store.publish(part, Manifest(key=key, name=key, documents=0, errors=0, doubled=0, records=held, words=0,
                                     files=sizes))
        keys.append(key)
        made += held
    store.prepare()
    store.save(Settings(reader="generated", theatre="syria", fingerprint="", complete=True, shards=tuple(keys)))


def _report(tables: dict[str, list[Row]], serial: int, place: Row, day: dt.date, kind: str, who: str, killed: float,
            rng: random.Random) -> int:
    """One report's event with, now and then, a holding or a tie; eight of them share a document."""
    document = f"d{serial // 8:016x}"
    told = (day + dt.timedelta(days=rng.choice((0, 0, 0, 0, 1)))).isoformat()
    toll = killed + rng.choice((0, 0, 1, 3)) if rng.random() < 0.4 else None
    head = {"document_id": document, "source": f"desk {serial % 40}", "status": "happened", "voice": "author",
            "confidence": round(rng.random(), 3), "day_from": told, "day_to": told}
    words = {"quote": "", "start": serial % 8 * 50, "end": serial % 8 * 50 + 40}
    tables["events"].append({
        **head, **words, "record_id": f"e{rng.getrandbits(64):016x}", "type": kind, "sentence": serial % 8,
        "who": [who] if rng.random() < 0.7 else [], "whom": [], "where": [place["place"]], "killed_best": toll,
        "killed_low": toll, "killed_high": toll, "day_inferred": rng.random() < 0.3})
    tables["places"].append({**place, "document_id": document})
    if serial % 8 == 0:
        tables["documents"].append({"document_id": document, "name": "", "source": "", "sha256_text": "", "length": 0,
                                    "language": "ar", "reference_date": told})
        tables[KEPT].append({"document_id": document, "document": "{}", "text": document, "reading": "{}"})
    if serial % 12 == 0:
        tables["holdings"].append({**head, **words, "record_id": f"h{serial:016x}", "holder": who,
                                   "place": place["place"], "change": rng.choice(("takes", "holds", "loses")),
                                   "day_inferred": False})
    if serial % 24 == 0:
        tables["ties"].append({**head, **words, "record_id": f"t{serial:016x}", "a": who, "b": rng.choice(ACTORS),
                               "relation": "supports"})
    return 1 + (serial % 12 == 0) + (serial % 24 == 0)


def measured(out: Path, workers: int, memory: str, *, again: bool = False) -> Row:
    """One merge in a process of its own, so that its peak is its own."""
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "measured_merge.py"
        script.write_text(_RUN, encoding="utf-8")
        command = [sys.executable, str(script), str(out), str(workers), memory, "again" if again else "anew"]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: Row = json.loads(done.stdout)
    return found


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="what the picture of a dataset costs")
    parser.add_argument("--records", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--dataset", type=Path, help="merge this dataset instead of generated records")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--memory", default="4GB")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    rows: list[Row] = []
    with tempfile.TemporaryDirectory(dir=arguments.out) as folder:
        if arguments.dataset is not None:
            rows.append({"records": "dataset", **measured(arguments.dataset, arguments.workers, arguments.memory)})
        for count in [] if arguments.dataset is not None else arguments.records:
            out = Path(folder) / str(count)
            generate(out, count, random.Random(count))
            rows.append({"records": count, **measured(out, arguments.workers, arguments.memory)})
            rows[-1]["again_cpu"] = measured(out, arguments.workers, arguments.memory, again=True)["cpu"]
            print(json.dumps(rows[-1]), flush=True)
            shutil.rmtree(out)
    for one, other in pairwise(rows):
        slope = math.log(other["cpu"] / one["cpu"]) / math.log(other["records"] / one["records"])
        print(f"slope {one['records']:,} to {other['records']:,}: {slope:.2f} "
              f"(n log n: {1 + math.log(math.log(other['records']) / math.log(one['records'])) / math.log(10):.2f})")
    print(f"{'records':>12} {'cpu s':>8} {'again':>8} {'wall s':>8} {'MiB':>7}  incidents")
    for row in rows:
        print(f"{row['records']:>12} {row['cpu']:>8} {row.get('again_cpu', ''):>8} {row['seconds']:>8} {row['mib']:>7}"
              f"  {row['rows']['incidents']:,}")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
