"""Incidents of a dataset: pairs in SQL, period by period; groups inside each connected component."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from maydan.engine.prepare import number_of
from maydan.engine.sql import Sql, text
from maydan.picture.grouping import group
from maydan.picture.incidents import kind_of
from maydan.picture.kin import packaged_kin
from maydan.picture.pairs import REAL, TAKEN_DAYS, THRESHOLD, TIGHT_DAYS, TOLD, Span, steps
from maydan.picture.together import reprinted, sieges

if TYPE_CHECKING:
    import pyarrow as pa

PERIOD = 32  # days; pairs are worked out anew for whole periods of a class
MOST = 250_000  # events of a class and period that are compared at once
Slab = tuple[str, int]  # class and period, in which the later first day of a pair's events falls
Link = tuple[int, int]


def slabs_of(rows: Iterable[Mapping[str, Any]]) -> set[Slab]:
    """The slabs that pairs of events (``class``, ``first_day``, ``last_day``) may be in."""
    return {(r["class"], p) for r in rows
            for p in range(r["first_day"] // PERIOD, (r["last_day"] + TAKEN_DAYS) // PERIOD + 1)}


def changed(sql: Sql) -> set[Slab]:
    """Slabs of events that came, went or changed between the tables ``marks_before`` and ``all_events``."""
    query = """
      SELECT COALESCE(o.class, n.class) AS class, COALESCE(o.first_day, n.first_day) AS first_day,
             COALESCE(o.last_day, n.last_day) AS last_day, n.class AS class_now, n.first_day AS first_now,
             n.last_day AS last_now
      FROM marks_before o FULL OUTER JOIN all_events n ON n.event_no = o.event_no
      WHERE o.mark IS NULL OR n.mark IS NULL OR o.mark <> n.mark"""
    found: set[Slab] = set()
    for batch in sql.batches(query):
        rows = batch.to_pylist()
        found |= slabs_of(rows)
        found |= slabs_of({"class": r["class_now"], "first_day": r["first_now"], "last_day": r["last_now"]}
                          for r in rows if r["class_now"] is not None)
    return found


def make_pairs(sql: Sql, wanted: set[Slab] | None) -> list[str]:
    """Work out the pairs of slabs (all for None) from ``all_events``, ``all_spots`` and ``all_parties``.

    Returns:
        Names of tables with the pairs above the threshold; what they cover is in the table ``slabs_done``.
    """
    import pyarrow as pa

    query = "SELECT class, CAST(FLOOR(first_day / 32.0) AS INT) AS period, COUNT(*) AS n FROM all_events GROUP BY 1, 2"
    sizes = {(r["class"], r["period"]): r["n"] for batch in sql.batches(query) for r in batch.to_pylist()}
    made: list[str] = []
    done: set[Slab] = set()
    asked = set(sizes) if wanted is None else wanted
    known = asked | set(sizes)
    for classes, first, last in _portions(sizes, asked):
        low, high = first * PERIOD, (last + 1) * PERIOD
        near = f"first_day < {high} AND last_day >= {low - TAKEN_DAYS}"
        listed = ", ".join(f"'{c}'" for c in sorted(classes))
        sql.keep("events", f"SELECT * FROM all_events WHERE {near} AND class IN ({listed})")
        for name in ("spots", "parties"):
            sql.keep(name, f"SELECT s.* FROM (SELECT * FROM all_{name} WHERE {near}) s "
                           "JOIN events e ON e.event_no = s.event_no")
        sql.rows("bounds", pa.table({"lo": pa.array([low], pa.int64()), "hi": pa.array([high], pa.int64())}))
        made.append(f"pairs_{len(made)}")
        *before, (_, result) = steps(text("pairs"))
        for name, step in before:
            sql.keep(name, step)
        sql.keep(made[-1], f"SELECT * FROM (\n{result}\n) p WHERE score >= {THRESHOLD}")
        done |= {(c, p) for c in classes for p in range(first, last + 1) if (c, p) in known}
    sql.rows("slabs_done", pa.table({"class": pa.array([c for c, _ in sorted(done)], pa.string()),
                                     "period": pa.array([p for _, p in sorted(done)], pa.int32())}))
    return made


def _portions(sizes: Mapping[Slab, int], wanted: Iterable[Slab]) -> Iterator[tuple[set[str], int, int]]:
    """(classes, first period, last period) that cover the wanted slabs, with :data:`MOST` events each at most, or one
    class in one period."""
    there: dict[int, int] = defaultdict(int)
    for (_, period), count in sizes.items():
        there[period] += count
    asked: dict[int, set[str]] = defaultdict(set)
    for name, period in wanted:
        asked[period].add(name)
    classes: set[str] = set()
    first = last = total = 0
    for period, names in sorted(asked.items()):
        between = sum(there[p] for p in range(last + 1, period + 1)) if classes else there[period]
        if classes and total + between > MOST:
            yield classes, first, last
            classes, total, between = set(), 0, there[period]
        if between > MOST and not classes:
            for name in sorted(names):
                yield {name}, period, period
            continue
        if not classes:
            first = period
        classes, last, total = classes | names, period, total + between
    if classes:
        yield classes, first, last


def links(sql: Sql, originals: Mapping[str, str]) -> list[tuple[str, list[Link]]]:
    """What belongs together before any score, by why, each in order: "copy", "toll", "siege".

    Asks for the tables ``said`` (the dataset's events), ``toll_links`` and ``copies``.
    """
    tolls = sorted((a, b) for batch in sql.batches("SELECT a, b FROM toll_links")
                   for a, b in zip(batch.column("a").to_pylist(), batch.column("b").to_pylist(), strict=True))
    query = (f"SELECT record_id, type, status, who, {sql.quote}where{sql.quote}, day_from FROM said "
             "WHERE type IN ('siege', 'siege-broken')")
    around = [r for batch in sql.batches(query) for r in batch.to_pylist() if r["status"] in REAL]
    around.sort(key=lambda e: str(e["record_id"]))
    held = [(number_of(around[a]["record_id"]), number_of(around[b]["record_id"]))
            for a, b in sieges(around, packaged_kin())]
    return [("copy", sorted(_reprints(sql, originals))), ("toll", tolls), ("siege", sorted(held))]


def _reprints(sql: Sql, originals: Mapping[str, str]) -> Iterator[Link]:
    if not originals:
        return
    told = ", ".join(f"'{s}'" for s in sorted(TOLD))
    query = ("SELECT c.original, e.record_id, e.document_id, e.type, e.status, e.quote FROM said e "
             f"JOIN copies c ON c.document_id = e.document_id WHERE e.status IN ({told}) "
             "ORDER BY c.original, e.record_id")
    mine: list[dict[str, Any]] = []

    def found() -> Iterator[Link]:
        for a, b in reprinted(mine, {e["document_id"]: e["original"] for e in mine} | {
                e["original"]: e["original"] for e in mine}):
            yield number_of(mine[a]["record_id"]), number_of(mine[b]["record_id"])

    for batch in sql.batches(query):
        for row in batch.to_pylist():
            if mine and mine[0]["original"] != row["original"]:
                yield from found()
                mine = []
            mine.append(row)
    yield from found()


def roots(sql: Sql, pairs: str, told: Sequence[tuple[str, list[Link]]], apart: Sequence[Link]) -> pa.Table:
    """Events that are joined, each with the event by which its group goes (``event_no``, ``root``).

    Args:
        pairs: name of the table of pairs. told: of :func:`links`. apart: events that are not one, in order. Asks for
            ``prepared_events`` besides.
    """
    import numpy as np
    import pyarrow as pa
    from scipy.sparse import coo_matrix
    from scipy.sparse.csgraph import connected_components

    chunks = [[b.column(c).to_numpy(zero_copy_only=False) for c in ("a", "b", "slack", "score")]
              for b in sql.batches(f"SELECT a, b, slack, score FROM {pairs}")]
    columns = [np.concatenate([c[n] for c in chunks]) if chunks else np.zeros(0, kind)
               for n, kind in enumerate((np.int64, np.int64, np.int64, np.float64))]
    best = np.lexsort((columns[1], columns[0], -columns[3], columns[2] > TIGHT_DAYS))
    a, b, slack, score = (c[best] for c in columns)
    before = np.array([link for _, some in told for link in some], np.int64).reshape(-1, 2)
    nodes, places = np.unique(np.concatenate([a, b, before.ravel()]), return_inverse=True)
    if not len(nodes):
        return pa.table({"event_no": pa.array([], pa.int64()), "root": pa.array([], pa.int64())})
    a, b, links_at = places[:len(a)], places[len(a):2 * len(a)], places[2 * len(a):].reshape(-1, 2)
    one, other = np.concatenate([a, links_at[:, 0]]), np.concatenate([b, links_at[:, 1]])
    graph = coo_matrix((np.ones(len(one), np.int8), (one, other)), shape=(len(nodes), len(nodes)))
    count, part = connected_components(graph, directed=False)
    spans, kinds = _told(sql, nodes)
    for link in [link for why, some in told if why == "siege" for link in some]:
        for event in link:
            spans[int(np.searchsorted(nodes, event))] = None
    order = np.argsort(part, kind="stable")
    ends = np.searchsorted(part[order], np.arange(count + 1))
    local = np.empty(len(nodes), np.int64)
    local[order] = np.arange(len(nodes)) - ends[part[order]]
    by_part = np.argsort(part[a], kind="stable")
    pair_ends = np.searchsorted(part[a][by_part], np.arange(count + 1))
    links_by = np.argsort(part[links_at[:, 0]], kind="stable")
    link_ends = np.searchsorted(part[links_at[:, 0]][links_by], np.arange(count + 1))
    known = {int(n): at for at, n in enumerate(nodes)} if apart else {}
    parted: dict[int, list[Link]] = defaultdict(list)
    for x, y in apart:
        one_at, other_at = known.get(x), known.get(y)
        if one_at is not None and other_at is not None and part[one_at] == part[other_at]:
            parted[int(part[one_at])].append((int(local[one_at]), int(local[other_at])))
    found = np.empty(len(nodes), np.int64)
    for n in range(count):
        mine = order[ends[n]:ends[n + 1]]
        at = by_part[pair_ends[n]:pair_ends[n + 1]]
        rows = [{"a": x, "b": y, "slack": s, "score": v} for x, y, s, v in zip(
            local[a[at]].tolist(), local[b[at]].tolist(), slack[at].tolist(), score[at].tolist(), strict=True)]
        linked = local[links_at[links_by[link_ends[n]:link_ends[n + 1]]]].tolist()
        here = mine.tolist()
        heads = group(len(here), rows, splits=parted.get(n, ()), told=[(x, y) for x, y in linked],
                      spans=[spans[m] for m in here], kinds=[kinds[m] for m in here])
        found[mine] = nodes[mine[heads]]
    return pa.table({"event_no": pa.array(nodes, pa.int64()), "root": pa.array(found, pa.int64())})


def _told(sql: Sql, nodes: Any) -> tuple[list[Span | None], list[str | None]]:
    """Days and kind of events, by their place in a sorted array of numbers."""
    import numpy as np
    import pyarrow as pa

    sql.rows("wanted", pa.table({"event_no": pa.array(nodes, pa.int64())}))
    spans: list[Span | None] = [None] * len(nodes)
    kinds: list[str | None] = [None] * len(nodes)
    for batch in sql.batches("SELECT e.event_no, e.type, e.first_day, e.last_day FROM prepared_events e "
                             "JOIN wanted w ON w.event_no = e.event_no"):
        at = np.searchsorted(nodes, batch.column("event_no").to_numpy()).tolist()
        for n, kind, first, last in zip(at, *(batch.column(c).to_pylist() for c in ("type", "first_day", "last_day")),
                                        strict=True):
            spans[n] = None if first is None else (first, last)
            kinds[n] = kind_of(kind)
    return spans, kinds

