"""One shard made ready for the picture: what pairs are found by, what its reports tell together, sketches of its texts.

A prepared file is named by its shard and by what else it follows from, so that it is made once; see :func:`prepare`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.engine.store import Store
from maydan.picture.classes import EFFECTS, HARM, PARTY_CLASSES, class_of
from maydan.picture.copies import bands, shingles
from maydan.picture.kept import BANDS
from maydan.picture.kin import Kin, packaged_kin
from maydan.picture.pairs import REAL, TOLD, borrowed, parties, span, spot
from maydan.picture.together import dated, elsewhere, others, tolls

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]

PREPARED = ("events", "slots", "spots", "links", "parted")
SKETCHED = ("texts", "bands")
_FORMAT = "6"
_SIGN = 1 << 63
_COUNTS = tuple(f"{of}_{end}" for of in ("killed", "wounded") for end in ("low", "best", "high"))
_READ = ("record_id", "document_id", "type", "status", "voice", "confidence", "start", "end", "sentence", "who", "whom",
         "where", "day_from", "day_to", "day_inferred", "quote", *_COUNTS)


def number_of(ident: str) -> int:
    """A record's or document's id (a letter and 16 hexadecimal digits) as a signed number of the same order."""
    return int(ident[1:], 16) - _SIGN


def ident_of(letter: str, number: int) -> str:
    """The id of a number of :func:`number_of`."""
    return f"{letter}{number + _SIGN:016x}"


def schema(table: str) -> pa.Schema:
    """Arrow schema of a prepared table."""
    import pyarrow as pa

    kinds = {"i": pa.int64(), "d": pa.int32(), "b": pa.int8(), "s": pa.string(), "f": pa.float64()}
    columns = {
        "events": {"event_no": "i", "record_id": "s", "document_id": "s", "type": "s", "class": "s", "by_party": "b",
                   "harm": "b", "happened": "b", "told": "b", "inferred": "b", "first_day": "d", "last_day": "d",
                   "day_from": "s", "day_to": "s", "confidence": "f", "voice": "s", **dict.fromkeys(_COUNTS, "f"),
                   "mark": "i"},
        "slots": {"event_no": "i", "first_day": "d", "last_day": "d", "role": "s", "value": "s"},
        "spots": {"event_no": "i", "first_day": "d", "last_day": "d", "place": "s", "lat": "f", "lon": "f",
                  "radius_km": "f", "lent": "b"},
        "links": {"a": "i", "b": "i"}, "parted": {"a": "i", "b": "i"},
        "texts": {"document_no": "i", "document_id": "s", "day": "s"},
        "bands": {"document_no": "i", "band": "b", "mark": "i"},
    }[table]
    return pa.schema([(name, kinds[kind]) for name, kind in columns.items()])


def prepare(out: str, folder: str, key: str, places: Mapping[str, Row]) -> str:
    """Make a shard ready; what is there already is left as it is.

    Args:
        out: the dataset. folder: where prepared tables go, ``folder/<table>/<key>.<mark>.parquet``.
        places: the atlas: key -> row, at least for the places that the shard names.

    Returns:
        The mark of the files: a hash of the atlas rows that they rest on. Those of texts have the mark "0".
    """
    import pyarrow.parquet as pq

    store = Store(out)
    used = sorted(set(pq.read_table(store.table("places", key), columns=["place"])["place"].to_pylist()))
    known = {place: places[place] for place in used if place in places}
    mark = hashlib.blake2b(msgspec.json.encode([_FORMAT, *known.values()]), digest_size=8).hexdigest()
    _put(folder, key, mark, PREPARED, lambda: _events(store, key, known, packaged_kin()))
    _put(folder, key, "0", SKETCHED, lambda: _sketches(store, key))
    return mark


def prepared(folder: Path, table: str, key: str, mark: str) -> Path:
    """The file of a shard's prepared table."""
    return folder / table / f"{key}.{mark if table in PREPARED else '0'}.parquet"


def _put(folder: str, key: str, mark: str, tables: Iterable[str], make: Any) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    paths = {table: prepared(Path(folder), table, key, mark) for table in tables}
    if all(path.exists() for path in paths.values()):
        return
    for table, columns in make().items():
        path = paths[table]
        path.parent.mkdir(parents=True, exist_ok=True)
        part = path.with_name(f".{path.name}.{os.getpid()}")
        shape = schema(table)
        pq.write_table(pa.table([pa.array(c, f.type) for c, f in zip(columns, shape, strict=True)], schema=shape), part,
                       compression="zstd")
        part.replace(path)


def _events(store: Store, key: str, places: Mapping[str, Row], kin: Kin) -> dict[str, list[list[Any]]]:
    """Columns of the tables of events: those that are told or denied."""
    import pyarrow as pa
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    table = pq.read_table(store.table("events", key), columns=list(_READ))
    table = table.filter(pc.is_in(table["status"], value_set=pa.array(sorted(TOLD))))
    columns = [table[name].to_pylist() for name in _READ]
    events: list[Row] = [dict(zip(_READ, values, strict=True)) for values in zip(*columns, strict=True)]
    events.sort(key=lambda e: str(e["record_id"]))
    atlas = dict(places)
    lent = borrowed(events, atlas)
    numbers = [number_of(e["record_id"]) for e in events]
    rows: dict[str, list[tuple[Any, ...]]] = {name: [] for name in PREPARED}
    killed = tolls(events, atlas, kin)
    events = dated(events, killed)
    rows["links"] = sorted((numbers[a], numbers[b]) for a, b in killed)
    rows["parted"] = sorted((numbers[a], numbers[b]) for a, b in {*others(events), *elsewhere(events, atlas)})
    for at, (event, number) in enumerate(zip(events, numbers, strict=True)):
        first, last = span(event) or (None, None)
        group = class_of(event["type"])
        spots = [spot(atlas[p]) for p in dict.fromkeys(lent.get(at) or event["where"] or ()) if p in atlas]
        named = list(parties(event, kin))
        told = int(not event["day_inferred"])
        mark = hashlib.blake2b(msgspec.json.encode([
            event["document_id"], event["type"], told, first, last, event["killed_best"], spots, at in lent, named,
        ]), digest_size=8)
        rows["events"].append((
            number, event["record_id"], event["document_id"], event["type"], group, int(group in PARTY_CLASSES),
            int(event["type"] in EFFECTS) + int(event["type"] in HARM), int(event["status"] in REAL), told,
            int(bool(event["day_inferred"])), first,
            last, event["day_from"], event["day_to"], event["confidence"], event["voice"],
            *(event[c] for c in _COUNTS), int.from_bytes(mark.digest(), "big", signed=True)))
        rows["slots"] += [(number, first, last, role, actor) for role, actor in named]
        rows["slots"] += [(number, first, last, "whomkin", body)
                          for body in sorted({b for a in event["whom"] or () for b in kin.bodies(a)})]
        rows["slots"] += [(number, first, last, "where", place) for place in dict.fromkeys(event["where"] or ())]
        if first is not None:
            rows["spots"] += [(number, first, last, s["place"], s["lat"], s["lon"], s["radius_km"], int(at in lent))
                              for s in spots]
    return {name: _columns(found, len(schema(name))) for name, found in rows.items()}


def _sketches(store: Store, key: str) -> dict[str, list[Any]]:
    """Columns of the tables of texts and of the bands of their sketches."""
    import numpy as np
    import pyarrow.parquet as pq

    table = pq.read_table(store.table("documents", key), columns=["document_id", "reference_date"])
    days = dict(zip(table["document_id"].to_pylist(), table["reference_date"].to_pylist(), strict=True))
    texts: list[tuple[Any, ...]] = []
    marks = []
    with pq.ParquetFile(store.table("readings", key)) as file:
        for batch in file.iter_batches(batch_size=256, columns=["document_id", "text"]):
            idents = batch.column("document_id").to_pylist()
            texts += [(number_of(i), i, days.get(i) or "") for i in idents]
            marks.append(bands([shingles(t) for t in batch.column("text").to_pylist()]))
    return {
        "texts": _columns(texts, 3),
        "bands": [np.repeat(np.array([t[0] for t in texts], np.int64), BANDS),
                  np.tile(np.arange(BANDS, dtype=np.int8), len(texts)),
                  np.concatenate([np.zeros((0, BANDS), np.uint64), *marks]).astype(np.int64).ravel()],
    }


def _columns(rows: list[tuple[Any, ...]], width: int) -> list[list[Any]]:
    return [list(column) for column in zip(*rows, strict=True)] if rows else [[] for _ in range(width)]
