"""The flat tables that everything above a reading works on: a row a record, keys instead of names, days not phrases.

``flatten`` makes them from one document and its reading. Rows are plain dictionaries; :data:`COLUMNS` names their
columns and types, :func:`arrow` makes an Arrow table of them.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from maydan.arabic.fold import fold
from maydan.picture.dating import days, days_ago, days_of_event
from maydan.records import Document, Event, Place, Reading
from maydan.records.identity import Identities, identified
from maydan.records.timex import Interval, day_interval
from maydan.records.vocabulary import EVENT_GROUPS

if TYPE_CHECKING:
    import pyarrow as pa

Row = dict[str, Any]
Tables = dict[str, list[Row]]

_NO_TOLL: Row = {f"{of}_{end}": None for of in ("killed", "wounded") for end in ("low", "best", "high")}
FAMILY = {kind: family for family, kinds in EVENT_GROUPS.items() for kind in kinds}
GRID = 0.05  # degrees to which the point of a place without a gazetteer entry is rounded

_HEAD = {"record_id": "str", "document_id": "str", "source": "str"}
_WORDS = {"quote": "str", "start": "int", "end": "int"}
_SAID = {"status": "str", "voice": "str", "confidence": "float", "rule": "str"}
_DAYS = {"day_from": "str", "day_to": "str", "day_inferred": "bool"}

COLUMNS: dict[str, dict[str, str]] = {
    "documents": {
        "document_id": "str", "name": "str", "title": "str", "source": "str", "author": "str", "url": "str",
        "published": "str", "reference_date": "str", "reference_earliest": "str", "reference_latest": "str",
        "language": "str", "sha256_text": "str", "length": "int",
    },
    "events": {
        **_HEAD, "type": "str", "family": "str", "status": "str", "voice": "str", "confidence": "float",
        "rule": "str", **_WORDS, "sentence": "int", "trigger": "str", "who": "list", "whom": "list", "where": "list",
        "when": "str", **_DAYS, "killed_low": "float", "killed_best": "float", "killed_high": "float",
        "wounded_low": "float", "wounded_best": "float", "wounded_high": "float", "weapon": "str",
    },
    "holdings": {
        **_HEAD, "holder": "str", "place": "str", "change": "str", "from_holder": "str", "when": "str", **_DAYS,
        **_SAID, **_WORDS,
    },
    "ties": {
        **_HEAD, "a": "str", "relation": "str", "b": "str", "when": "str", "day_from": "str", "day_to": "str",
        **_SAID, **_WORDS,
    },
    "outlooks": {
        **_HEAD, "kind": "str", "by": "str", "polarity": "str", "about": "str", "horizon": "str", "event": "str",
        "day_from": "str", "day_to": "str", **_SAID, **_WORDS,
    },
    "sayings": {**_HEAD, "speaker": "str", "verb": "str", "kind": "str", **_SAID, **_WORDS},
    "figures": {
        **_HEAD, "text": "str", "start": "int", "end": "int", "value": "float", "of": "str", "unit": "str",
        "low": "float", "high": "float", "mod": "str", "about": "str", "quote": "str", "confidence": "float",
        "rule": "str",
    },
    "times": {
        **_HEAD, "text": "str", "start": "int", "end": "int", "type": "str", "value": "str", "quote": "str",
        "mod": "str", "granularity": "str", "anchor": "str", "rule": "str", "confidence": "float", "day_from": "str",
        "day_to": "str",
    },
    "places": {
        "place": "str", "document_id": "str", "name_ar": "str", "name_en": "str", "kind": "str", "lat": "float",
        "lon": "float", "radius_km": "float", "admin1": "str", "country": "str", "relation": "str",
    },
    "actors": {
        "actor": "str", "document_id": "str", "name_ar": "str", "name_en": "str", "kind": "str", "known": "bool",
    },
}


def flatten(
    document: Document, reading: Reading, *, admin1: dict[str, str] | None = None, settled: bool = False
) -> Tables:
    """The rows of one document: every table of :data:`COLUMNS`, empty ones included.

    Args:
        reading: of this document; ids are set anew, so that they do not hang on who read it.
        admin1: gazetteer id to the first-level division it lies in; "" for places not in it.
        settled: whether the ids are already those that the document gives.
    """
    reading = reading if settled else identified(reading, document.document_id)
    reference = reading.reference_date
    written = (reference.earliest, reference.latest)
    keys = {p.name_en: place_key(p) for p in reading.places}
    source = document.source or ""
    tables: Tables = {table: [] for table in COLUMNS}
    tables["documents"].append({
        "document_id": document.document_id, "name": document.name, "title": document.title, "source": source,
        "author": document.author, "url": document.url, "published": document.published,
        "reference_date": reference.value, "reference_earliest": reference.earliest,
        "reference_latest": reference.latest, "language": document.language, "sha256_text": document.sha256_text,
        "length": len(document.text),
    })
    head = {"document_id": document.document_id, "source": source}
    for event in reading.events:
        tables["events"].append({
            "record_id": event.record_id, **head, "type": event.type, "family": FAMILY.get(event.type, "other"),
            "status": event.status, "voice": event.voice, "confidence": event.confidence, "rule": event.rule,
            "quote": event.quote, "start": event.start, "end": event.end, "sentence": event.sentence,
            "trigger": event.trigger, "who": list(event.who), "whom": list(event.whom),
            "where": [keys.get(name, name) for name in event.where], "when": event.when,
            **days_of_event(event, document.text, reading),
            **_toll(event), "weapon": event.weapon,
        })
    for holding in reading.holdings:
        tables["holdings"].append({
            "record_id": holding.record_id, **head, "holder": holding.holder,
            "place": keys.get(holding.place or "", holding.place), "change": holding.change,
            "from_holder": holding.from_, "when": holding.when,
            **(days_ago(holding, holding.start, document.text, reading) or days(holding.when, written)),
            "status": holding.status, "voice": holding.voice, "confidence": holding.confidence, "rule": holding.rule,
            "quote": holding.quote, "start": holding.start, "end": holding.end,
        })
    for tie in reading.ties:
        told = days(tie.when, written)
        tables["ties"].append({
            "record_id": tie.record_id, **head, "a": tie.a, "relation": tie.relation, "b": tie.b, "when": tie.when,
            "day_from": told["day_from"], "day_to": told["day_to"], "status": tie.status, "voice": tie.voice,
            "confidence": tie.confidence, "rule": tie.rule, "quote": tie.quote, "start": tie.start, "end": tie.end,
        })
    for outlook in reading.outlooks:
        ahead = day_interval(outlook.horizon, *written) or (reference.earliest, None)
        tables["outlooks"].append({
            "record_id": outlook.record_id, **head, "kind": outlook.kind, "by": outlook.by,
            "polarity": outlook.polarity, "about": outlook.about, "horizon": outlook.horizon,
            "event": outlook.event, "day_from": ahead[0], "day_to": ahead[1], "status": outlook.status,
            "voice": outlook.voice, "confidence": outlook.confidence, "rule": outlook.rule,
            "quote": outlook.quote, "start": outlook.start, "end": outlook.end,
        })
    for saying in reading.sayings:
        tables["sayings"].append({
            "record_id": saying.record_id, **head, "speaker": saying.speaker, "verb": saying.verb,
            "kind": saying.kind, "status": saying.status, "voice": saying.voice, "confidence": saying.confidence,
            "rule": saying.rule, "quote": saying.quote, "start": saying.start, "end": saying.end,
        })
    _mentions(tables, document, reading, keys, admin1 or {}, written)
    return tables


def _mentions(
    tables: Tables, document: Document, reading: Reading, keys: dict[str, str], admin1: dict[str, str],
    written: tuple[str | None, str | None],
) -> None:
    ids = Identities(document.document_id)
    head = {"document_id": document.document_id, "source": document.source or ""}
    for f in reading.figures:
        tables["figures"].append({
            "record_id": ids.of("figure", f), **head, "text": f.text, "start": f.start, "end": f.end,
            "value": _real(f.value), "of": f.of, "unit": f.unit, "low": _real(f.low), "high": _real(f.high),
            "mod": f.mod, "about": f.about,
            "quote": f.quote, "confidence": f.confidence, "rule": f.rule,
        })
    for t in reading.times:
        days: Interval = day_interval(t.value, *written) or (None, None)
        tables["times"].append({
            "record_id": ids.of("time", t), **head, "text": t.text, "start": t.start, "end": t.end, "type": t.type,
            "value": t.value, "quote": t.quote, "mod": t.mod, "granularity": t.granularity, "anchor": t.anchor,
            "rule": t.rule, "confidence": t.confidence, "day_from": days[0], "day_to": days[1],
        })
    for p in reading.places:
        tables["places"].append({
            "place": keys[p.name_en], "document_id": document.document_id, "name_ar": p.text, "name_en": p.name_en,
            "kind": p.kind, "lat": p.lat, "lon": p.lon, "radius_km": p.radius_km,
            "admin1": admin1.get(p.gazetteer_id or "", ""), "country": p.country, "relation": p.relation,
        })
    for a in reading.actors:
        tables["actors"].append({
            "actor": a.id, "document_id": document.document_id, "name_ar": a.text, "name_en": a.name_en,
            "kind": a.kind, "known": a.known,
        })


def _real(value: float | None) -> float | None:
    """A number as a fraction, so that tables take whole ones of any size."""
    return None if value is None else float(value)


def place_key(place: Place) -> str:
    """What a place is called across documents: its gazetteer id, else country, folded name and rounded point."""
    if place.gazetteer_id:
        return place.gazetteer_id
    point = "" if place.lat is None or place.lon is None else f"{_rounded(place.lat)},{_rounded(place.lon)}"
    return f"x:{place.country}:{' '.join(fold(place.text).split())}:{point}"


def _rounded(degrees: float) -> str:
    return f"{round(degrees / GRID) * GRID:.2f}"


def _toll(event: Event) -> Row:
    """Killed and wounded as low, best, high; several counts of one kind (dead men, dead women) are added up."""
    if not event.toll:
        return _NO_TOLL
    row: Row = {}
    for of in ("killed", "wounded"):
        counts = [t for t in event.toll if t.of == of]
        whole = [t for t in counts if not t.who] or counts
        for end in ("low", "best", "high"):
            values = [v for t in whole if (v := _count(t.low, t.best, t.high, end)) is not None]
            row[f"{of}_{end}"] = float(sum(values)) if values and len(values) == len(whole) else None
    return row


def _count(low: float | None, best: float | None, high: float | None, end: str) -> float | None:
    """One end of a count; a sure number stands for its bounds too."""
    value = {"low": low, "best": best, "high": high}[end]
    return best if value is None else value


def arrow(table: str, rows: Iterable[Row]) -> pa.Table:
    """Rows of a table as Arrow, with the columns of :data:`COLUMNS` in their order.

    Raises:
        KeyError: there is no such table.
    """
    import pyarrow as pa

    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
             "list": pa.list_(pa.string())}
    schema = pa.schema([pa.field(name, types[kind]) for name, kind in COLUMNS[table].items()])
    return pa.Table.from_pylist(list(rows), schema=schema)
