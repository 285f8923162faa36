"""Small archives of our own sentences, and what a dataset holds, for comparison."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from maydan.engine.store import TABLES, Store

PLACES = ("منبج", "الباب", "تل رفعت", "عفرين", "كفرنبل", "خان شيخون", "دوما", "حرستا")
ACTS = (
    "قصفت قوات النظام مدينة {} بالمدفعية صباح الأحد، ما أدى إلى مقتل {} مدنيين.",
    "سيطرت فصائل المعارضة على قرى قرب {} بعد اشتباكات استمرت {} ساعات.",
    "قال ناشط إن طائرات روسية شنت {1} غارات على أطراف {0} يوم الثلاثاء.",
    "دخلت قافلة مساعدات إلى {} تضم {} شاحنات تحمل الطحين والدواء.",
)


def row(number: int) -> dict[str, object]:
    """A document of its own, whatever the number."""
    place = PLACES[number % len(PLACES)]
    lines = [ACTS[(number + k) % len(ACTS)].format(place, 3 + (number * 7 + k) % 40) for k in range(3)]
    return {"id": f"n{number}", "text": " ".join(lines) + f" (رقم {number})", "source": f"وكالة {number % 3}",
            "published": f"2016-0{1 + number % 9}-1{number % 9}"}


def archive(path: Path, count: int, *, start: int = 0) -> Path:
    """A JSON Lines file of so many documents."""
    data = "".join(json.dumps(row(n), ensure_ascii=False) + "\n" for n in range(start, start + count)).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(gzip.compress(data, mtime=0) if path.suffix == ".gz" else data)
    return path


def contents(out: Path) -> dict[str, bytes]:
    """Every table of a dataset, its rows sorted, as the bytes of an Arrow stream."""
    found: dict[str, bytes] = {}
    store = Store(out)
    settings = store.settings()
    assert settings is not None and settings.complete
    assert sorted(settings.shards) == store.finished()
    for table in TABLES:
        files = sorted((out / table).glob("*"))
        assert [f.stem for f in files] == sorted(settings.shards)
        rows = pa.concat_tables([pq.read_table(f) for f in files]).combine_chunks()
        order = sorted(range(rows.num_rows), key=lambda n: repr(rows.slice(n, 1).to_pylist()))
        rows = rows.take(pa.array(order, pa.int64())).combine_chunks()
        sink = pa.BufferOutputStream()
        with pa.ipc.new_stream(sink, rows.schema) as stream:
            stream.write_table(rows)
        found[table] = sink.getvalue().to_pybytes()
    return found


def ids(out: Path) -> list[str]:
    """Names of all documents, in the order of the dataset's shards."""
    store = Store(out)
    settings = store.settings()
    assert settings is not None
    tables = [pq.read_table(store.table("documents", key)) for key in settings.shards]
    return [name for table in tables for name in table["name"].to_pylist()]
