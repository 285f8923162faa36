"""The picture of a case: worked out when it is asked for, stored, and worked out again only where something changed."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec
from sqlalchemy import Connection, delete, func, insert, select

from maydan.case import schema
from maydan.case.codec import canonical, encoded, now, sha256, unpack
from maydan.case.connect import Store
from maydan.case.decisions import load
from maydan.case.heap import many_rows
from maydan.case.query import documents_dated, record_tables, sharpest_places, theatre_places
from maydan.picture.contradictions import contradictions
from maydan.picture.copies import compare, originals
from maydan.picture.duck import Duck
from maydan.picture.incidents import incidents
from maydan.picture.kept import Compared, Pair, Scored
from maydan.picture.ledger import ledger
from maydan.picture.network import network
from maydan.picture.tables import Row, Tables
from maydan.picture.timelines import Interval, Siege, timelines
from maydan.version import __version__

K = TypeVar("K", "_Texts", "_Pairs")
_FORM = 2  # of what is stored of a picture
_KINDS = ("event", "holding", "tie", "outlook")  # of records that the picture follows from


class Picture(msgspec.Struct, kw_only=True):
    """What the records of a case add up to.

    Attributes:
        originals: document id -> id of the original of its group of copies.
        incidents, members: see :func:`maydan.picture.incidents.incidents`. pairs: within incidents, why they are one.
        intervals, sieges: who held what when, by account and for all together ("*").
        network: ties over time. contradictions: where sources differ. ledger: what became of forecasts.
        places: key -> a row of the place that documents name most surely.
    """

    originals: dict[str, str] = {}
    incidents: list[Row] = []
    members: list[Row] = []
    pairs: list[Pair] = []
    intervals: list[Interval] = []
    sieges: list[Siege] = []
    network: list[Row] = []
    contradictions: list[Row] = []
    ledger: list[Row] = []
    places: dict[str, Row] = {}


class _Texts(msgspec.Struct):
    """What is kept of comparing texts: for documents up to a number, how many they were, and by which version."""

    version: str
    last: int
    compared: Compared


class _Pairs(msgspec.Struct):
    """What is kept of scoring pairs of events, and by which version."""

    version: str
    scored: Scored


class _Text(msgspec.Struct):
    """What of a stored document copies are found by."""

    text: str


def picture(store: Store) -> Picture:
    """The picture as the records stand now; from the store where nothing changed since it was worked out.

    What was found of copies and of pairs of events is kept beside it, so that only what is new or changed is compared
    again; all else is worked out as a whole, and the picture is the same, byte for byte, as without what was kept.
    """
    with store.read() as connection:
        print_ = fingerprint(connection)
        known = _stored(connection, "picture", print_)
    if known is not None:
        return unpack(known, Picture)
    with many_rows():
        return _made(store)


def _made(store: Store) -> Picture:
    with store.read() as connection:
        print_ = fingerprint(connection)
        texts = _compared(connection, _kept(connection, "texts", _Texts))
        pairs = _kept(connection, "pairs", _Pairs) or _Pairs(__version__, Scored())
        made = _work_out(connection, texts.compared, pairs.scored)
    body = zlib.compress(encoded(made), 1)  # worked out again after every change: quick, not small
    with store.write() as connection:
        if fingerprint(connection) == print_:
            _store(connection, "texts", "", msgspec.msgpack.encode(texts))
            _store(connection, "pairs", "", zlib.compress(msgspec.msgpack.encode(pairs), 1))
            _store(connection, "picture", print_, body)
    return made


def _picked(connection: Connection, tables: Tables, places: dict[str, Row]) -> None:
    """Add the places that reviewers picked from a theatre and that no document names."""
    missing = {key for e in tables["events"] for key in e["where"] if key not in places}
    missing |= {h["place"] for h in tables["holdings"] if h["place"] and h["place"] not in places}
    if not missing:
        return
    labels = connection.execute(select(schema.documents.c.theatre).distinct()).scalars().all()
    for entry in (e for label in labels for key in missing if (e := theatre_places(label).get(key))):
        places.setdefault(entry.id, {
            "place": entry.id, "document_id": "", "name_ar": entry.name_ar, "name_en": entry.name_en,
            "kind": entry.kind, "lat": entry.lat, "lon": entry.lon, "radius_km": entry.prec_km,
            "admin1": entry.admin1, "country": entry.country, "relation": ""})


def fingerprint(connection: Connection) -> str:
    """What the picture follows from, as a hash."""
    documents, readings = schema.documents, schema.readings
    texts = connection.execute(select(func.count(), func.max(documents.c.seq))).one()
    made = connection.execute(select(func.count(), func.max(readings.c.reading)).select_from(readings)).one()
    decided = connection.execute(select(func.max(schema.decisions.c.seq))).scalar()
    return sha256(canonical([__version__, _FORM, *texts, *made, decided]))


def _kept(connection: Connection, name: str, kind: type[K]) -> K | None:
    """What is kept from the picture before; None where another version made it."""
    body = connection.execute(select(schema.derived.c.body).where(schema.derived.c.name == name)).scalar()
    if body is None:
        return None
    body = bytes(body)
    kept = msgspec.msgpack.decode(zlib.decompress(body) if kind is _Pairs else body, type=kind)
    return kept if kept.version == __version__ else None


def _stored(connection: Connection, name: str, fingerprint: str) -> bytes | None:
    table = schema.derived
    row = connection.execute(select(table.c.fingerprint, table.c.body).where(table.c.name == name)).first()
    return bytes(row.body) if row is not None and row.fingerprint == fingerprint else None


def _store(connection: Connection, name: str, fingerprint: str, body: bytes) -> None:
    table = schema.derived
    connection.execute(delete(table).where(table.c.name == name))
    connection.execute(insert(table).values(name=name, part="", fingerprint=fingerprint, at=now(), body=body))


def _compared(connection: Connection, kept: _Texts | None) -> _Texts:
    """All texts compared, those that came since with all others."""
    table, bodies = schema.documents, schema.texts
    there = [] if kept is None else connection.execute(
        select(table.c.document_id).where(table.c.seq <= kept.last)).scalars().all()
    if kept is None or len(there) != len(kept.compared.documents):  # documents went since
        kept = _Texts(__version__, 0, Compared())
    rows = connection.execute(
        select(table.c.seq, table.c.document_id, bodies.c.body)
        .join(bodies, bodies.c.document_id == table.c.document_id).where(table.c.seq > kept.last)
        .order_by(table.c.seq).execution_options(yield_per=200))
    texts, last = {}, kept.last
    for row in rows:
        texts[row.document_id], last = _text(row.body), row.seq

    def text_of(document_id: str) -> str:
        return _text(connection.execute(select(bodies.c.body).where(bodies.c.document_id == document_id)).scalar_one())

    return _Texts(__version__, last, compare(kept.compared, texts, text_of)) if texts else kept


def _text(body: bytes) -> str:
    return unpack(body, _Text).text


def _work_out(connection: Connection, compared: Compared, scored: Scored) -> Picture:
    tables = record_tables(connection, kinds=_KINDS)
    documents = documents_dated(connection)
    copies = originals(compared, {ident: day or "" for ident, day, _ in documents})
    judged = [d for d in load(connection, schema.decisions.c.action.in_(("join", "split", "settle", "undo")))
              if d.active and d.action != "undo" and d.content is not None]

    def two(action: str) -> list[tuple[str, str]]:
        return [(d.record_id, str((d.content or {})["with"])) for d in judged if d.action == action]

    places = sharpest_places(connection)
    _picked(connection, tables, places)
    found, members, pairs = incidents(
        tables["events"], places, Duck(), originals=copies, joins=two("join"), splits=two("split"),
        scored=scored)
    intervals, sieges = timelines(
        tables["holdings"], originals=copies, events=tables["events"], places=places.values())
    told = {ident: day or latest for ident, day, latest in documents}
    written = {k: v if len(v) == 10 else f"{v}-01"[:10] for k, v in told.items() if v}
    return Picture(
        originals=copies, incidents=found, members=members, pairs=pairs, intervals=intervals, sieges=sieges,
        network=network(tables["ties"], originals=copies),
        contradictions=contradictions(found, members, tables["events"], tables["holdings"], intervals),
        ledger=ledger(tables["outlooks"], tables["events"], written, until=max(written.values(), default=None),
                      settled={d.record_id: str((d.content or {}).get("outcome")) for d in judged
                               if d.action == "settle"}),
        places=places)
