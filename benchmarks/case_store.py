"""How long a large case takes to answer: point and place-period queries, full-text search, in either store.

    python benchmarks/case_store.py [--documents 100000] [--share 1] [--keep FILE]
        [--database postgresql://USER@HOST/DB?case=NAME]

Documents are drawn from the packaged sample: its texts and records, with new ids, days and places exchanged among
themselves, so that sizes and shares are those of real reports.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import func, select

from maydan.case import Case, schema
from maydan.case.bulk import index_texts, insert_rows
from maydan.case.codec import now, pack
from maydan.case.connect import case_file
from maydan.case.rows import links, place_values, record_values, records_of
from maydan.case.words import shadow
from maydan.intake import documents as intake
from maydan.picture.tables import Row, Tables, flatten
from maydan.reading.reader import read_document
from maydan.records import Document
from maydan.tables import package_data

BATCH = 500
FIRST = dt.date(2012, 1, 1)
DAYS = 4500


def sample() -> list[tuple[Document, Tables]]:
    """The packaged sample, read."""
    found = [d for d in intake([Path(str(package_data("sample")))]) if isinstance(d, Document)]
    return [(d, flatten(d, read_document(d, theatre="syria"))) for d in found]


def asked_for(case: Case) -> tuple[list[str], list[str]]:
    """Some record ids and all place keys of a case."""
    records, places = schema.records, schema.places
    with case.store.read() as connection:
        ids = connection.execute(select(records.c.record_id).limit(20_000)).scalars().all()
        keys = connection.execute(select(places.c.place).distinct()).scalars().all()
    return list(ids), sorted(keys)


def fill(case: Case, count: int, rng: random.Random, share: float = 1.0) -> int:
    """Fill a case with ``count`` documents and a share of the records of each; gives the number of records."""
    base = sample()
    keys = sorted({p["place"] for _, tables in base for p in tables["places"]})
    bodies = [pack(d) for d, _ in base]
    words = [shadow(d.text) for d, _ in base]
    records, moment = 0, now()
    for first in range(0, count, BATCH):
        fresh: dict[str, list[Row]] = {n: [] for n in ("documents", "texts", "records", "links", "places")}
        index = []
        for n in range(first, min(first + BATCH, count)):
            which = rng.randrange(len(base))
            _, tables = base[which]
            ident = f"d{n:016x}"
            day = FIRST + dt.timedelta(days=rng.randrange(DAYS))
            place = {k: rng.choice(keys) for k in {p["place"] for p in tables["places"]}}
            head = tables["documents"][0]
            fresh["documents"].append({
                **{k: head[k] for k in ("name", "title", "author", "url", "published", "language", "sha256_text",
                                        "length")},
                "seq": n + 1, "document_id": ident, "source": f"desk {n % 40}", "reference_date": day.isoformat(),
                "reference_earliest": day.isoformat(), "reference_latest": day.isoformat(), "reader": "bench",
                "theatre": "syria", "added": moment, "reading": None})
            fresh["texts"].append({"document_id": ident, "body": bodies[which]})
            index.append((n + 1, f"{words[which][0]} رقم{n}", words[which][1]))
            for kind, row in records_of(tables):
                if rng.random() >= share:
                    continue
                records += 1
                made = {**row, "record_id": f"{kind[0]}{records:016x}", "document_id": ident}
                if made.get("day_from"):
                    made["day_from"] = made["day_to"] = (day - dt.timedelta(days=rng.randrange(5))).isoformat()
                if "where" in made:
                    made["where"] = [place.get(k, k) for k in made["where"]]
                if made.get("place"):
                    made["place"] = place.get(made["place"], made["place"])
                fresh["records"].append(record_values(kind, made, added=moment))
                fresh["links"] += links(kind, made)
            fresh["places"] += [{**place_values(p), "place": place[p["place"]], "document_id": ident}
                                for p in {(place[p["place"]], p["name_en"]): p for p in tables["places"]}.values()]
        with case.store.write() as connection:
            for name, rows in fresh.items():
                insert_rows(connection, schema.metadata.tables[name], rows)
            index_texts(connection, index)
    return records


def timed(what: str, calls: list[Callable[[], Any]], repeat: int = 1) -> None:
    """Run calls, each once, and print how long they took, and the processor time of this process alone."""
    took, cost = [], []
    for call in calls * repeat:
        begun, spent = time.perf_counter(), time.process_time()
        call()
        took.append((time.perf_counter() - begun) * 1000)
        cost.append((time.process_time() - spent) * 1000)
    took.sort()
    cost.sort()
    print(f"{what:34} median {statistics.median(took):7.1f} ms   95 % {took[int(len(took) * 0.95)]:7.1f} ms   "
          f"worst {took[-1]:7.1f} ms   processor {statistics.median(cost):6.1f}, {cost[int(len(cost) * 0.95)]:6.1f} ms",
          flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="how long a large case takes to answer")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--share", type=float, default=1.0, help="of the records of each drawn report")
    parser.add_argument("--database", help="PostgreSQL address with ?case=NAME; a file by default")
    parser.add_argument("--keep", help="keep the file here; one that is there already is asked as it is")
    arguments = parser.parse_args()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.database or arguments.keep or str(Path(folder) / "large")
        there = arguments.keep is not None and case_file(arguments.keep).exists()
        with Case.open(where) if there else Case.create(where, theatre="syria") as case:
            if not there:
                begun = time.monotonic()
                records = fill(case, arguments.documents, rng, arguments.share)
                if case.store.dialect == "postgresql":
                    with case.store.write() as connection:
                        connection.exec_driver_sql("ANALYZE")
                print(f"{records:,} records, filled in {time.monotonic() - begun:.0f} s", flush=True)
            ids, keys = asked_for(case)
            with case.store.read() as connection:  # a filling that was broken off is asked as far as it came
                count = select(func.count()).select_from(schema.documents)
                arguments.documents = connection.execute(count).scalar_one()
            print(f"{case.store.dialect}: {arguments.documents:,} documents", flush=True)

            def period() -> dict[str, str]:
                day = FIRST + dt.timedelta(days=rng.randrange(DAYS))
                return {"since": day.isoformat(), "until": (day + dt.timedelta(days=30)).isoformat()}

            timed("record by id", [lambda i=i: case.record(i) for i in rng.sample(ids, min(200, len(ids)))])
            timed("document by id", [lambda n=n: case.document(f"d{n:016x}")
                                     for n in rng.sample(range(arguments.documents), 200)])
            timed("events of a place in 30 days", [lambda: case.records("events", place=rng.choice(keys), **period())
                                                   for _ in range(200)])
            timed("holdings of a place in 30 days",
                  [lambda: case.records("holdings", place=rng.choice(keys), **period()) for _ in range(200)])
            timed("search: one document", [lambda n=n: case.search(f"رقم{n}")
                                           for n in rng.sample(range(arguments.documents), 50)])
            timed("search: common word", [lambda: case.search("حلب")] * 10)
            timed("search: two common words", [lambda: case.search("قوات مدينة")] * 10)
            timed("search: phrase", [lambda: case.search('"قوات سوريا الديمقراطية"')] * 10)
            timed("search: rare and common", [lambda n=n: case.search(f"رقم{n} حلب")
                                              for n in rng.sample(range(arguments.documents), 20)])


if __name__ == "__main__":
    main()
