"""Datasets of made-up records, written as a run writes them, and what a picture holds, for comparison."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from maydan.engine import merging
from maydan.engine.store import ERRORS, KEPT, Manifest, Settings, Store, error_schema, kept_schema
from maydan.picture.tables import COLUMNS, arrow

Row = dict[str, Any]

PLACES = {
    "GN1": ("town", 36.20, 37.15, 3.0), "GN2": ("village", 36.22, 37.16, 1.0), "GN3": ("town", 35.98, 37.99, 2.0),
    "GN4": ("neighbourhood", 36.21, 37.14, 1.0), "GN5": ("countryside", 36.1, 37.9, 15.0),
    "GN6": ("province", 35.5, 38.5, 120.0), "x:SY:تل:36.20,37.20": ("village", 36.2, 37.2, 1.0),
    "x:SY:حي:": ("neighbourhood", None, None, None),
}
ACTORS = ("syr-army", "syr-gov", "is", "fsa", "russia-air", "ypg", "sdf")
TYPES = ("airstrike", "shelling", "casualties", "kill-civilians", "capture", "clash", "offensive", "siege",
         "siege-broken", "meeting", "agreement", "withdraw", "evacuate", "arrest", "promise")
WORDS = ("قصف", "مدينة", "بلدة", "قوات", "طائرات", "صباح", "أمس", "مقاتلين", "قافلة", "جبهة", "هدنة", "معبر", "طريق")


def _ident(letter: str, *parts: object) -> str:
    return letter + hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


def _day(draw: random.Random) -> str:
    return f"2016-0{draw.randint(1, 2)}-{draw.randint(1, 14):02d}"


def document(number: int) -> dict[str, list[Row]]:
    """The tables of a document; every fifth is nearly a copy of the one before it."""
    copied = number % 5 == 4
    draw = random.Random(number - 1 if copied else number)
    ident, source = _ident("d", number), f"desk {number % 3}"
    text = " ".join(draw.choice(WORDS) for _ in range(60)) + (" أخرى" if copied else "")
    written = _day(draw)
    where = {p: v for p, v in PLACES.items() if draw.random() < 0.6}
    tables: dict[str, list[Row]] = {t: [] for t in (*COLUMNS, KEPT, ERRORS)}
    tables["documents"].append({"document_id": ident, "name": f"n{number}", "source": source,
                                "reference_date": written, "length": len(text), "language": "ar", "sha256_text": ""})
    tables[KEPT].append({"document_id": ident, "document": "{}", "text": text, "reading": "{}"})
    for place, (kind, lat, lon, radius) in where.items():
        tables["places"].append({
            "place": place, "document_id": ident, "name_ar": place, "name_en": f"{place} {number % 2}", "kind": kind,
            "lat": lat, "lon": None if lat is None else lon, "radius_km": radius and radius + number % 2,
            "admin1": "", "country": "SY", "relation": ""})
    for n in range(draw.randint(1, 6)):
        day = _day(draw) if draw.random() < 0.7 else None
        last = None if day is None else day if draw.random() < 0.8 else "2016-02-28"
        killed = float(draw.randint(1, 30)) if draw.random() < 0.4 else None
        tables["events"].append({
            "record_id": _ident("e", number, n), "document_id": ident, "source": source, "type": draw.choice(TYPES),
            "status": draw.choice(("happened", "happened", "ongoing", "denied", "planned")), "voice": "author",
            "confidence": round(draw.random(), 3), "start": 20 * n, "end": 20 * n + 30,
            "quote": text[20 * n:20 * n + 30] + (" أخرى" if draw.random() < 0.1 else ""), "sentence": n // 2,
            "who": draw.sample(ACTORS, draw.randint(0, 2)), "whom": draw.sample(ACTORS, draw.randint(0, 1)),
            "where": draw.sample(sorted(where), min(len(where), draw.randint(0, 2))), "day_from": day or written,
            "day_to": last or written, "day_inferred": day is None, "killed_low": killed, "killed_best": killed,
            "killed_high": None if killed is None else killed + draw.randint(0, 3), "wounded_best": killed})
    for n in range(draw.randint(0, 4)):
        day = _day(draw)
        tables["holdings"].append({
            "record_id": _ident("h", number, n), "document_id": ident, "source": source, "holder": draw.choice(ACTORS),
            "place": draw.choice(sorted(PLACES)), "from_holder": draw.choice((None, *ACTORS)), "day_from": day,
            "change": draw.choice(("takes", "holds", "loses", "encircles", "breaks-siege", "contests")),
            "day_to": day, "day_inferred": draw.random() < 0.3, "status": "happened", "start": n * 10,
            "end": n * 10 + 9, "quote": text[:9]})
    for n in range(draw.randint(0, 2)):
        one, other = draw.sample(ACTORS, 2)
        tables["ties"].append({
            "record_id": _ident("t", number, n), "document_id": ident, "source": source, "a": one, "b": other,
            "relation": draw.choice(("allied-with", "hostile-to", "supports")), "day_from": _day(draw),
            "status": draw.choice(("happened", "denied")), "quote": text[:9], "start": 0, "end": 9})
    return tables


def dataset_of(out: Path, numbers: Iterable[int], *, size: int = 4) -> Path:
    """Write or change a dataset so that it holds these documents; shards of others are taken out."""
    store = Store(out)
    store.prepare()
    shards: dict[int, list[int]] = {}
    for number in sorted(set(numbers)):
        shards.setdefault(number // size, []).append(number)
    keys = {_ident("s", name, mine): mine for name, mine in shards.items()}
    for key in set(store.finished()) - set(keys):
        store.drop(key)
    for key, mine in keys.items():
        if store.manifest(key) is not None:
            continue
        made = [document(n) for n in mine]
        part = store.part(key)
        sizes = {}
        for table in made[0]:
            rows = [row for one in made for row in one[table]]
            shape = arrow(table, []).schema if table in COLUMNS else (
                error_schema() if table == ERRORS else kept_schema())
            pq.write_table(pa.Table.from_pylist(rows, schema=shape), part / f"{table}.parquet")
            sizes[table] = (part / f"{table}.parquet").stat().st_size
        store.publish(part, Manifest(key=key, name=key, documents=len(mine), errors=0, doubled=0, records=0, words=0,
                                     files=sizes))
    store.prepare()
    store.save(Settings(reader="made", theatre="syria", fingerprint="", complete=True, shards=tuple(sorted(keys))))
    store.sweep()
    return out


def picture(out: Path) -> dict[str, list[str]]:
    """Every table of a dataset's picture as sorted lines; fractions to nine digits."""
    found = {}
    for name in merging.TABLES:
        rows = [row for path in merging.table(out, name) for row in pq.ParquetFile(path).read().to_pylist()]
        found[name] = sorted(json.dumps({k: round(v, 9) if isinstance(v, float) else v for k, v in row.items()},
                                        ensure_ascii=False, sort_keys=True) for row in rows)
    return found
