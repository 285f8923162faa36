"""Copies among the documents of a dataset: candidates by their sketches in SQL, each compared by its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from maydan.engine.prepare import ident_of, prepared, schema
from maydan.engine.sql import Sql, text
from maydan.engine.store import Store
from maydan.picture.copies import LEAST_OVERLAP, overlap, shingles

if TYPE_CHECKING:
    import pyarrow as pa

Pair = tuple[int, int]


def copies(
    sql: Sql, store: Store, folder: Path, marks: Mapping[str, str], known: Mapping[Pair, bool],
) -> tuple[dict[str, str], dict[Pair, bool]]:
    """Groups of copies as :func:`maydan.picture.copies.copies` finds them.

    Args:
        folder: of prepared tables. marks: shard -> mark of its files.
        known: pairs of document numbers that were compared before, and whether they are copies.

    Returns:
        document id -> id of its original, for those that are in a group of two or more (the original itself included);
        and every comparison that this rests on.
    """
    for table in ("texts", "bands"):
        sql.files(table, [prepared(folder, table, key, mark) for key, mark in marks.items()], schema(table))
    candidates = sorted(_pairs(sql.batches(text("bands"))))
    words = _words(store, folder, marks, {n for pair in candidates if pair not in known for n in pair})
    root: dict[int, int] = {}

    def find(n: int) -> int:
        while root.setdefault(n, n) != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    compared = {}
    for a, b in candidates:
        if (a, b) in known:
            compared[a, b] = known[a, b]
        elif find(a) != find(b):
            compared[a, b] = overlap(words[a], words[b]) >= LEAST_OVERLAP
        if compared.get((a, b)):
            root[find(b)] = find(a)
    groups: dict[int, list[int]] = defaultdict(list)
    for n in root:
        groups[find(n)].append(n)
    days = _days(sql, {n for group in groups.values() if len(group) > 1 for n in group})
    originals: dict[str, str] = {}
    for group in groups.values():
        if len(group) > 1:
            original = ident_of("d", min(group, key=lambda n: (days[n] or "9999", n)))
            originals |= {ident_of("d", n): original for n in group}
    return originals, compared


def table_of(originals: Mapping[str, str]) -> pa.Table:
    """The table ``copies``: documents that are copies, or have some, with their original."""
    import pyarrow as pa

    rows = sorted(originals.items())
    return pa.table({"document_id": pa.array([d for d, _ in rows], pa.string()),
                     "original": pa.array([o for _, o in rows], pa.string())})


def _pairs(batches: Iterable[pa.RecordBatch]) -> Iterable[Pair]:
    for batch in batches:
        yield from zip(batch.column("a").to_pylist(), batch.column("b").to_pylist(), strict=True)


def _words(store: Store, folder: Path, marks: Mapping[str, str], wanted: set[int]) -> dict[int, frozenset[Any]]:
    """Hashes of the word pairs of documents, from their texts."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    found: dict[int, frozenset[Any]] = {}
    numbers = pa.array(sorted(wanted), pa.int64())
    for key, mark in marks.items() if wanted else ():
        here = pq.read_table(prepared(folder, "texts", key, mark), columns=["document_no", "document_id"])
        here = here.filter(pc.is_in(here["document_no"], value_set=numbers))
        if not here.num_rows:
            continue
        rows = pq.read_table(store.table("readings", key), columns=["document_id", "text"])
        rows = rows.filter(pc.is_in(rows["document_id"], value_set=here["document_id"].combine_chunks()))
        number = dict(zip(here["document_id"].to_pylist(), here["document_no"].to_pylist(), strict=True))
        for ident, body in zip(rows["document_id"].to_pylist(), rows["text"].to_pylist(), strict=True):
            found[number[ident]] = frozenset(map(hash, shingles(body)))
    return found


def _days(sql: Sql, wanted: set[int]) -> dict[int, str]:
    import pyarrow as pa

    sql.rows("wanted", pa.table({"document_no": pa.array(sorted(wanted), pa.int64())}))
    query = "SELECT t.document_no AS a, t.day AS b FROM texts t JOIN wanted w ON w.document_no = t.document_no"
    return dict(_pairs(sql.batches(query)))  # type: ignore[arg-type]
