"""Documents that stand in several shards: the first keeps them, the others are written again without them."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from maydan.engine.store import KEPT, TABLES, Manifest, Store

_STATEMENTS = ("events", "holdings", "ties", "outlooks", "sayings")


def drop_doubles(store: Store, manifests: Iterable[Manifest]) -> tuple[dict[str, Manifest], list[str]]:
    """Leave every document in one shard only, the first in the order of the input.

    Only ids are held: 8 bytes of hash a document, in a set.

    Returns:
        New manifests of shards that were written again, and keys of shards to be read again, since a document was left
        out of them for an earlier shard that is no more.
    """
    import pyarrow.parquet as pq

    seen: set[int] = set()
    changed: dict[str, Manifest] = {}
    again: list[str] = []
    for manifest in manifests:
        ids = pq.read_table(store.table("documents", manifest.key), columns=["document_id"])["document_id"].to_pylist()
        if not all(_mark(ident) in seen for ident in manifest.removed):
            again.append(manifest.key)
            continue
        doubled = {ident for ident in ids if _mark(ident) in seen}
        seen.update(_mark(ident) for ident in ids)
        if doubled:
            changed[manifest.key] = _without(store, manifest, doubled)
    return changed, again


def _mark(ident: str) -> int:
    return int(ident[1:], 16)


def _without(store: Store, manifest: Manifest, doubled: set[str]) -> Manifest:
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    part = store.part(manifest.key)
    sizes: dict[str, int] = {}
    records = words = 0
    gone = pa.array(sorted(doubled), pa.string())
    for table in TABLES:
        rows = pq.read_table(store.table(table, manifest.key))
        rows = rows.filter(pc.invert(pc.is_in(rows["document_id"], value_set=gone)))
        file = part / f"{table}.parquet"
        pq.write_table(rows, file, compression="zstd", use_dictionary=table != KEPT, write_statistics=table != KEPT)
        sizes[table] = file.stat().st_size
        records += rows.num_rows if table in _STATEMENTS else 0
        if table == KEPT:
            words = sum(t.count(" ") + t.count("\n") + 1 for t in rows["text"].to_pylist())
    made = msgspec.structs.replace(
        manifest, documents=manifest.documents - len(doubled), doubled=manifest.doubled + len(doubled),
        records=records, words=words, files=sizes, removed=tuple(sorted({*manifest.removed, *doubled})),
    )
    store.publish(part, made)
    return made
