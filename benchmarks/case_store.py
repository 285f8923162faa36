"""How long a large case takes to answer: point and place-period queries, full-text search, in either store.

    python benchmarks/case_store.py [--documents 100000] [--share 1] [--keep FILE] [--add 0]
        [--database postgresql://USER@HOST/DB?case=NAME]

A case that is there already is asked as it is.

Documents are drawn from the packaged sample: its texts and records, with new ids (hashes, as real ones are), days moved
and places exchanged among themselves, so that sizes and shares are those of real reports. A share of 0.52 gives ten
records a document. They are taken in as a large import takes them in: indexes laid down, and built when all is there.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
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
from maydan.case.codec import dumps, now, pack, sha256
from maydan.case.connect import case_file, is_url
from maydan.case.loading import TOGETHER, loading
from maydan.case.rows import actor_values, last_day, links, place_values, record_values, records_of
from maydan.case.words import shadow
from maydan.errors import CaseError
from maydan.intake import documents as intake
from maydan.intake import from_text
from maydan.picture.tables import Row, Tables, flatten
from maydan.reading.reader import read_document
from maydan.records import Document, Reading
from maydan.tables import package_data

FIRST = dt.date(2012, 1, 1)
DAYS = 4500
CALENDAR = [str(FIRST + dt.timedelta(days=n)) for n in range(3 * DAYS)]


def sample() -> list[tuple[Document, Reading, Tables]]:
    """The packaged sample, read."""
    found = [d for d in intake([Path(str(package_data("sample")))]) if isinstance(d, Document)]
    read = [(d, read_document(d, theatre="syria")) for d in found]
    return [(d, r, flatten(d, r)) for d, r in read]


def asked_for(case: Case) -> tuple[list[str], list[str]]:
    """Some record ids and all place keys of a case."""
    records, places = schema.records, schema.places
    with case.store.read() as connection:
        ids = connection.execute(select(records.c.record_id).limit(20_000)).scalars().all()
        keys = connection.execute(select(places.c.place).distinct()).scalars().all()
    return list(ids), sorted(keys)


def hashed(letter: str, number: int) -> str:
    """An id that lies anywhere among the others."""
    return letter + hashlib.blake2b(str(number).encode(), digest_size=8).hexdigest()


class DrawnRecord:
    """A record of a drawn report: what it lasts stays as it is, an open day stays open."""

    def __init__(self, kind: str, row: Row) -> None:
        self.kind, self.row = kind, row
        self.values = record_values(kind, row, added=now())
        self.places = [name for name in ("where", "place") if row.get(name)]
        first, last = (dt.date.fromisoformat(row[d]) if row.get(d) else None for d in ("day_from", "day_to"))
        self.begins, self.ends = first is not None, last is not None
        self.lasts = (last - first).days if first and last else 0

    def made(self, ident: str, document_id: str, day: int, place: dict[str, str]) -> Row:
        """The record with another id, document, first day (of :data:`CALENDAR`) and places."""
        row = {**self.row, "record_id": ident, "document_id": document_id}
        if self.begins:
            row["day_from"] = CALENDAR[day]
        if self.ends:
            row["day_to"] = CALENDAR[day + self.lasts]
        for name in self.places:
            value = row[name]
            row[name] = [place.get(k, k) for k in value] if isinstance(value, list) else place.get(value, value)
        return row


class Drawn:
    """A report of the sample as it is drawn again and again: what does not change is worked out once."""

    def __init__(self, document: Document, reading: Reading, tables: Tables) -> None:
        head = tables["documents"][0]
        self.head = {k: head[k] for k in ("name", "title", "author", "url", "published", "language", "sha256_text",
                                          "length")}
        self.body, self.reading, self.words = pack(document), pack(reading), shadow(document.text)
        self.sha256 = sha256(self.reading)
        self.records = [DrawnRecord(kind, row) for kind, row in records_of(tables)]
        self.places = list({(p["place"], p["name_en"]): place_values(p) for p in tables["places"]}.values())
        self.actors = list({a["actor"]: actor_values(a) for a in tables["actors"]}.values())


def fill(case: Case, count: int, rng: random.Random, share: float = 1.0) -> int:
    """Fill a case with ``count`` documents and a share of the records of each; gives the number of records."""
    base = [Drawn(*one) for one in sample()]
    keys = sorted({p["place"] for drawn in base for p in drawn.places})
    with case.store.read() as connection:  # a filling that was broken off goes on
        there, records = (connection.execute(select(func.count()).select_from(t)).scalar_one()
                          for t in (schema.documents, schema.records))
    moment, written = now(), 0.0
    for first in range(there, count, TOGETHER):
        fresh: dict[str, list[Row]] = {
            n: [] for n in ("documents", "texts", "readings", "records", "links", "places", "actors")}
        index = []
        for n in range(first, min(first + TOGETHER, count)):
            drawn = base[rng.randrange(len(base))]
            ident = hashed("d", n)
            day = rng.randrange(DAYS)
            place = {p["place"]: rng.choice(keys) for p in drawn.places}
            written_on = CALENDAR[day]
            fresh["documents"].append({
                **drawn.head, "seq": n + 1, "document_id": ident, "source": f"desk {n % 40}",
                "reference_date": written_on, "reference_earliest": written_on, "reference_latest": written_on,
                "reader": "bench", "theatre": "syria", "added": moment, "reading": n + 1})
            fresh["texts"].append({"document_id": ident, "body": drawn.body})
            fresh["readings"].append({"reading": n + 1, "document_id": ident, "reader": "bench", "theatre": "syria",
                                      "made": moment, "sha256": drawn.sha256, "body": drawn.reading})
            index.append((n + 1, f"{drawn.words[0]} رقم{n}", drawn.words[1]))
            for record in drawn.records:
                if rng.random() >= share:
                    continue
                records += 1
                made = record.made(hashed(record.kind[0], records), ident, max(0, day - rng.randrange(5)), place)
                body = dumps(made)
                fresh["records"].append({
                    **record.values, "record_id": made["record_id"], "document_id": ident,
                    "day_from": made.get("day_from"), "day_to": last_day(record.kind, made), "row": body})
                fresh["links"] += links(record.kind, made, body)
            fresh["places"] += {(p["place"], p["name_en"]): p for p in (
                {**p, "place": place[p["place"]], "document_id": ident} for p in drawn.places)}.values()
            fresh["actors"] += [{**a, "document_id": ident} for a in drawn.actors]
        begun = time.monotonic()
        with case.store.write() as connection:
            for name, rows in fresh.items():
                insert_rows(connection, schema.metadata.tables[name], rows)
            index_texts(connection, index)
        written += time.monotonic() - begun
        if first // 100_000 != (first + TOGETHER) // 100_000:
            print(f"{first + TOGETHER:,} documents, {written:.0f} s of writing", flush=True)
    return records


def holds(where: str) -> bool:
    """Whether a case is there already."""
    if not is_url(where):
        return case_file(where).exists()
    try:
        Case.open(where).close()
    except CaseError:
        return False
    return True


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


def adding(case: Case, count: int) -> None:
    """Read documents into the case as ``maydan case add`` does, and print where the time went."""
    base = [d for d, _, _ in sample()]
    fresh = [from_text(f"{d.text} رقم {time.time_ns()}", published="2020-01-01", source="added", name=f"added {n}")
             for n, d in ((n, base[n % len(base)]) for n in range(count))]
    spent = time.process_time()
    report = case.add_documents(fresh)
    whole = report.reading_seconds + report.store_seconds
    print(f"added {report.added} documents, {report.records} records: reading {report.reading_seconds:.1f} s, store "
          f"{report.store_seconds:.1f} s ({report.store_seconds / whole:.0%}), processor "
          f"{time.process_time() - spent:.1f} s", flush=True)


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description="how long a large case takes to answer")
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--share", type=float, default=1.0, help="of the records of each drawn report")
    parser.add_argument("--database", help="PostgreSQL address with ?case=NAME; a file by default")
    parser.add_argument("--keep", help="keep the file here")
    parser.add_argument("--add", type=int, default=0, help="then read so many documents into it")
    arguments = parser.parse_args()
    rng = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        where = arguments.database or arguments.keep or str(Path(folder) / "large")
        there = holds(where)
        with Case.open(where) if there else Case.create(where, theatre="syria") as case:
            if not there:
                begun = time.monotonic()
                with loading(case.store, arguments.documents) as load:
                    records = fill(case, arguments.documents, rng, arguments.share)
                    laid = time.monotonic()
                    load.end()
                print(f"{records:,} records, filled in {laid - begun:.0f} s, indexes built in "
                      f"{time.monotonic() - laid:.0f} s", flush=True)
            ids, keys = asked_for(case)
            with case.store.read() as connection:  # a filling that was broken off is asked as far as it came
                count = select(func.count()).select_from(schema.documents)
                arguments.documents = connection.execute(count).scalar_one()
            print(f"{case.store.dialect}: {arguments.documents:,} documents", flush=True)

            def period() -> dict[str, str]:
                day = FIRST + dt.timedelta(days=rng.randrange(DAYS))
                return {"since": day.isoformat(), "until": (day + dt.timedelta(days=30)).isoformat()}

            timed("record by id", [lambda i=i: case.record(i) for i in rng.sample(ids, min(200, len(ids)))])
            timed("document by id", [lambda n=n: case.document(hashed("d", n))
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
            if arguments.add:
                adding(case, arguments.add)


if __name__ == "__main__":
    main()
