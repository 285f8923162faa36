"""How quickly the explorer answers questions to a whole case: its tables filled with made-up records, every view asked.

    python benchmarks/explorer.py --documents 1000000 --records 10000000

Prints a Markdown table: for each view the median and the slowest of the questions asked, in milliseconds by the clock
and of processor time (on a machine with other work to do the latter says more). Words and quotes come from the case by
their ids and are not part of this; ``benchmarks/case_store.py`` times those.
"""

from __future__ import annotations

import argparse
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from maydan.case import Case
from maydan.picture.classes import CLASS_OF
from maydan.records.vocabulary import CHANGES, EVENT_TYPES, RELATIONS
from maydan.web.asking import filters_of
from maydan.web.filling import derive, statements
from maydan.web.snapshot import Snapshot, database
from maydan.web.views import claims, export, incidents, map, names, network, news, timeline

PLACES, ACTORS, SOURCES, EDGES = 12_000, 3_000, 60, 60_000
HELD, STATES = 5_000, 30  # places with a timeline, intervals of each by all accounts together
FIRST, DAYS = "2011-03-15", 5_000


def sql_list(values: Any) -> str:
    """Words as an SQL list."""
    return "[" + ", ".join(f"'{v}'" for v in values) + "]"


def place(seed: str) -> str:
    """SQL for a place's id; few are named often, most seldom."""
    return f"('C' || floor({PLACES} * pow({rand(seed)}, 3))::INTEGER)"


def actor(seed: str) -> str:
    """SQL for an actor's id, likewise."""
    return f"('a' || floor({ACTORS} * pow({rand(seed)}, 4))::INTEGER)"


def rand(seed: str) -> str:
    """SQL for a number from 0 to 1 that is the same in every run."""
    return f"(hash({seed}) % 1000003 / 1000003.0)"


def one_of(values: Any, seed: str) -> str:
    """SQL for one of some words."""
    words = list(values)
    return f"{sql_list(words)}[1 + (hash({seed}) % {len(words)})::INTEGER]"


def day(seed: str) -> str:
    """SQL for a day of the period."""
    return f"(DATE '{FIRST}' + floor({DAYS} * {rand(seed)})::INTEGER)"


def fill(duck: Any, documents: int, records: int) -> None:
    """Make up the base tables and derive the rest."""
    duck.execute(statements("tables"))
    run = duck.execute
    run(f"INSERT INTO sources SELECT i, 'Outlet ' || i FROM range(1, {SOURCES + 1}) t(i)")
    run(f"""INSERT INTO documents SELECT i, 'd' || i, 1 + (hash(i) % {SOURCES})::INTEGER, NULL, {day("i")}, {day("i")},
            TIMESTAMP '2026-01-01' + to_seconds(i) FROM range(1, {documents + 1}) t(i)""")
    kinds = ["event"] * 30 + ["holding"] * 12 + ["tie"] * 3 + ["outlook"] * 7 + ["saying"] * 16 + ["figure"] * 12 + [
        "time"] * 20
    run(f"""INSERT INTO records
            SELECT i, 'r' || i, doc, 1 + (hash(doc) % {SOURCES})::INTEGER, kind,
              CASE kind WHEN 'event' THEN {one_of(EVENT_TYPES, "i")} WHEN 'holding' THEN {one_of(CHANGES, "i")}
                WHEN 'tie' THEN {one_of(RELATIONS, "i")}
                WHEN 'outlook' THEN {one_of(("forecast", "aim", "condition"), "i")} ELSE 'x' END,
              'happened', CASE WHEN hash(i) % 50 = 0 THEN 'accepted' ELSE 'machine' END, false, first,
              first + (hash(i, 'l') % 3)::INTEGER, {rand("i, 'c'")}, TIMESTAMP '2026-01-01' + to_seconds(doc),
              10 * {rand("i, 'w'")}
            FROM (SELECT i::INTEGER AS i, 1 + (i * {documents} // {records})::INTEGER AS doc,
                         {one_of(kinds, "i, 'k'")} AS kind, {day("i, 'd'")} AS first
                  FROM range({records}) t(i))""")
    run(f"""INSERT INTO named
            SELECT rec, 'place', {place("rec, 'p'")} FROM records WHERE kind IN ('event', 'holding') UNION ALL
            SELECT rec, 'actor', {actor("rec, 'a'")} FROM records WHERE kind NOT IN ('figure', 'time') UNION ALL
            SELECT rec, 'actor', {actor("rec, 'b'")} FROM records WHERE kind IN ('event', 'tie')""")
    run(f"""INSERT INTO written
            SELECT 'place', 'C' || p, 'Outlet ' || s, 'مكان ' || p || CASE WHEN n THEN ' القديم' ELSE '' END,
              'Place ' || p, {one_of(("town", "village", "neighbourhood", "crossing"), "p")},
              32 + 5 * {rand("p, 'y'")}, 35.5 + 7 * {rand("p, 'x'")}, 1, '', 'SY', 1 + hash(p, s) % 500
            FROM range({PLACES}) a(p), range(1, {SOURCES + 1}) b(s), (VALUES (true), (false)) c(n)
            UNION ALL
            SELECT 'actor', 'a' || p, 'Outlet ' || s, 'جهة ' || p, 'Actor ' || p, 'armed-group', NULL, NULL, NULL, '',
              '', 1 + hash(p, s) % 500 FROM range({ACTORS}) a(p), range(1, {SOURCES + 1}) b(s)""")
    run("CREATE TEMP TABLE classes (type VARCHAR, class VARCHAR)")
    for kind in EVENT_TYPES:
        run("INSERT INTO classes VALUES (?, ?)", [kind, CLASS_OF.get(kind, kind)])
    events = int(0.3 * records)
    found = events // 2
    run(f"""INSERT INTO incidents
            SELECT no, 'i' || no, class, t.type, [t.type], 2, sources, 2, first,
              first + CASE WHEN hash(no, 'v') % 20 = 0 THEN 60 WHEN hash(no, 'v') % 10 = 0 THEN 6 ELSE 0 END,
              {rand("no, 'c'")}, [], [{actor("no, 'w'")}, {actor("no, 'w2'")}], [2, 1], [{actor("no, 'm'")}], [1],
              [w], [2], 32 + 5 * {rand("w[2:]::INTEGER, 'y'")}, 35.5 + 7 * {rand("w[2:]::INTEGER, 'x'")}, 1, killed,
              killed + 3, NULL, NULL, NULL, CASE WHEN hash(no, 'q') % 12 = 0 THEN ['killed'] ELSE [] END, NULL,
              NULL, NULL
            FROM (SELECT no::INTEGER AS no, {one_of(EVENT_TYPES, "no")} AS type,
                         DATE '{FIRST}' + (no::BIGINT * {DAYS} // {found})::INTEGER AS first,
                         {place("no, 'p'")} AS w, 1 + (hash(no, 's') % 5)::INTEGER AS sources,
                         CASE WHEN hash(no, 'k') % 3 = 0 THEN (hash(no, 'n') % 40)::DOUBLE END AS killed
                  FROM range({found}) r(no)) t JOIN classes USING (type) ORDER BY no""")
    run(f"""INSERT INTO members SELECT (i // 2)::INTEGER, 'r' || i, 'd' || (1 + hash(i) % {documents}), 'tells'
            FROM range({found * 2}) t(i)""")
    run(f"""INSERT INTO pairs SELECT i::INTEGER, 'r' || 2 * i, 'r' || (2 * i + 1), 'score', 0.8, 0, 1.5, 1, 1, .5, .5,
            1, .5 FROM range({found}) t(i)""")
    each = 4 * STATES
    run(f"""INSERT INTO intervals
            SELECT row_number() OVER (), 'C' || p, account,
              {one_of(("held", "held", "held", "contested", "unknown"), "p, k, account")}, [{actor("p, k, account")}],
              first, first + 3, first + 60, first + 63, first + 40, 2, ['r' || k, 'r' || (k + 7)], []
            FROM (SELECT p, k, CASE WHEN k < {STATES} THEN '*' ELSE 'Outlet ' || (1 + k % {SOURCES}) END AS account,
                    DATE '{FIRST}' + ((k % {STATES}) * {DAYS} // {STATES})::INTEGER AS first
                  FROM range({HELD}) a(p), range({each}) b(k)) ORDER BY p, account, first""")
    run(f"""INSERT INTO sieges SELECT 'C' || p, '*', [{actor("p, 's'")}], {day("p, 's'")}, NULL, {day("p, 's'")} + 90,
            ['r' || p], [] FROM range({HELD // 4}) t(p)""")
    run(f"""INSERT INTO edges
            SELECT a, relation, b, min(first), max(first) + 30, (count(*) + hash(a, b) % 7)::INTEGER, ['Outlet 1'],
              list('r' || i)
            FROM (SELECT i, {actor("i, 'x'")} AS a, {one_of(RELATIONS, "i")} AS relation, {actor("i, 'y'")} AS b,
                    {day("i")} AS first FROM range({EDGES * 4}) t(i))
            WHERE a <> b GROUP BY a, relation, b""")
    run(f"""INSERT INTO contradictions SELECT i, {one_of(("who", "killed", "when", "holder"), "i")}, 'i' || i,
            {place("i, 'p'")}, {day("i")}, 100000 - i, ['1', '2'], [['Outlet 1'], ['Outlet 2']], ['r1', 'r2']
            FROM range({found // 12}) t(i)""")
    run(f"""INSERT INTO ledger SELECT i, 'r' || i, 'd' || i, 'Outlet 1', {actor("i")}, 'likely', {day("i")},
            {day("i")} + 180, 'capture', {one_of(("came", "not", "open"), "i")}, 'rule', ['r1'], 0.25
            FROM range({int(0.02 * records)}) t(i)""")
    derive(duck)


def questions(snapshot: Snapshot, case: Case, documents: int) -> dict[str, list[Callable[[], Any]]]:
    """What is asked, by view."""
    dice = random.Random(5)

    def some(**more: str) -> dict[str, str]:
        since = dice.choice(("2011-03-15", "2013-06-01", "2016-01-01"))
        until = dice.choice(("2016-03-31", "2019-12-31", "2024-11-01"))
        return {"since": since, "until": until, **more}

    filters = [
        filters_of({}), filters_of(some()), filters_of(some(**{"class": "violence,control"})),
        filters_of(some(place="C0")), filters_of(some(actor="a0")), filters_of(some(source="Outlet 7")),
        filters_of(some(place="C17", actor="a2")), filters_of({"disagree": "1"}),
    ]
    box = {"west": "36", "south": "34", "east": "38", "north": "36"}
    boxes = [filters_of(some(**box)), filters_of(box), *filters]
    places, actors = ["C0", "C1", "C100", "C4000"], ["a0", "a1", "a50", "a2000"]
    return {
        "map/intervals, first time": [lambda: snapshot.forget() or map.intervals(snapshot)],
        "map/intervals": [lambda: map.intervals(snapshot)] * 3,
        "map/intervals of one outlet": [lambda n=n: map.intervals(snapshot, f"Outlet {n}") for n in (3, 9, 21)],
        "map/holder": [lambda p=p: map.holder(snapshot, case, p, "2016-02-20") for p in places],
        "map/incidents": [lambda f=f, z=z: map.incidents(snapshot, f, zoom=z) for f in boxes for z in (5, 9)],
        "timeline": [lambda f=f, g=g: timeline.timeline(snapshot, f, grain=g) for f in filters for g in (None, "day")],
        "incidents": [lambda f=f, s=s: incidents.incidents(snapshot, f, sort=s) for f in filters
                      for s in ("date", "-killed")],
        "incidents, page 100": [lambda: incidents.incidents(snapshot, filters[0], sort="-date", offset=5000)],
        "incidents/{id}": [lambda i=i: incidents.incident(snapshot, case, f"i{i}") for i in (0, 1000, 40_000)],
        "places?q": [lambda q=q: names.names(snapshot, "place", words=q) for q in ("", "مكان 12", "place 9", "zzz")],
        "actors?q": [lambda q=q: names.names(snapshot, "actor", words=q) for q in ("", "جهة 1", "actor 9", "zzz")],
        "names": [lambda: names.all_names(snapshot, 20_000)],
        "places/{key}": [lambda p=p: names.place(snapshot, p) for p in places],
        "actors/{id}": [lambda a=a: names.actor(snapshot, a) for a in actors],
        "network": [lambda: network.network(snapshot), lambda: network.network(snapshot, since="2015-01-01"),
                    lambda: network.network(snapshot, actor="a0"), lambda: network.network(snapshot, min_sources=5),
                    lambda: network.network(snapshot, actor="a900", until="2016-01-01")],
        "ties/{a}/{b}": [lambda: network.ties(snapshot, case, "a0", "a1")],
        "contradictions": [lambda: claims.contradictions(snapshot, case),
                           lambda: claims.contradictions(snapshot, case, kind="who", place="C0", since="2014-01-01")],
        "outlooks": [lambda: claims.outlooks(snapshot, case), lambda: claims.outlooks(snapshot, case, outcome="came"),
                     lambda: claims.outlooks(snapshot, case, kind="aim"),
                     lambda: claims.outlooks(snapshot, case, kind="aim", by="a0"),
                     lambda: claims.outlooks(snapshot, case, kind="aim", by="?")],
        "forecasters": [lambda: claims.forecasters(snapshot)],
        "searches, each": [lambda v=v: news.new(snapshot, case, v, "2026-01-10", documents) for v in (
            "/map?place=C0", "/timeline?class=violence", "/review?kind=event&state=machine", "/network", "/actors/a0")],
        "export/preview": [lambda f=f: export.look(snapshot, case, export.wanted("events", "csv", "public", f))
                           for f in (filters_of({"kind": "events"}), filters_of({"kind": "events", "place": "C0"}))],
    }


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--records", type=int, default=1_000_000)
    parser.add_argument("--over", type=float, default=0.0, help="show only views slower than so many milliseconds")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Case.create(Path(folder) / "empty") as case:
        began, duck = time.monotonic(), database()
        fill(duck, args.documents, args.records)
        print(f"tables made in {time.monotonic() - began:.0f} s; {memory(duck):,.0f} MB in tables, "
              f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB at most")
        snapshot = Snapshot(duck)
        network.groups(snapshot)
        print("| view | questions | processor, slowest | clock, median | clock, slowest |\n|---|---|---|---|---|")
        for view, asked in questions(snapshot, case, args.documents).items():
            clock, processor = [], []
            for question in asked:
                a, b = time.perf_counter(), time.process_time()
                question()
                clock.append((time.perf_counter() - a) * 1000)
                processor.append((time.process_time() - b) * 1000)
            if max(clock) >= args.over:
                print(f"| {view} | {len(asked)} | {max(processor):.0f} ms | {statistics.median(clock):.0f} ms | "
                      f"{max(clock):.0f} ms |", flush=True)


def memory(duck: Any) -> float:
    """Megabytes that the tables take."""
    return float(duck.execute("SELECT sum(memory_usage_bytes) FROM duckdb_memory()").fetchone()[0]) / 1e6


if __name__ == "__main__":
    main()
