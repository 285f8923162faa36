"""Point and row queries: documents, records by slot and period, names, history, the feed of changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, any_, case, func, literal_column, or_, select

from maydan.case import schema
from maydan.case.codec import loads
from maydan.case.rows import KINDS, TYPE_SLOT, machine_row, name_key
from maydan.errors import CaseError, MaydanError, UnknownError
from maydan.picture.tables import COLUMNS, Row, Tables
from maydan.theatre.compiled import theatre as load_theatre
from maydan.theatre.model import PlaceEntry

STANDING = ("machine", "accepted", "corrected", "added")
STATES = (*STANDING, "rejected")
_CHUNK = 2000
_SHOWN = ("row", "state", "version", "confirm")
_PLACE = itemgetter("document_id", "start", "record_id")  # of a record among others


def kind_of(name: str) -> str:
    """The kind of record that a table or kind is called by ("events" or "event")."""
    for kind, table in KINDS.items():
        if name in (kind, table):
            return kind
    raise CaseError(f"{name!r} is no kind of record", f"use one of {', '.join(KINDS.values())}")


def document_rows(
    connection: Connection, *, source: str | None = None, since: str | None = None, until: str | None = None,
    limit: int | None = None, offset: int = 0,
) -> list[Row]:
    """Documents in the order in which they came."""
    table = schema.documents
    statement = select(table).order_by(table.c.seq)
    if source is not None:
        statement = statement.where(table.c.source == source)
    if since is not None:
        statement = statement.where(table.c.reference_latest >= since)
    if until is not None:
        statement = statement.where(table.c.reference_earliest <= until)
    if limit is not None:
        statement = statement.limit(limit)
    if offset:
        statement = statement.offset(offset)
    return [dict(r._mapping) for r in connection.execute(statement)]


def record_rows(
    connection: Connection, kind: str, *, place: str | None = None, actor: str | None = None,
    document: str | None = None, type: str | None = None, state: str | None = None, since: str | None = None,
    until: str | None = None, confirm: bool | None = None, min_confidence: float = 0.0, limit: int | None = None,
    offset: int = 0,
) -> list[Row]:
    """Records of one kind as they stand, each row with ``state``, ``version`` and ``confirm``.

    Args:
        place, actor: key or id; records that name it in any slot.
        since, until: "YYYY-MM-DD"; records whose days overlap the period, both ends included.
        state: one state, "standing" for all but the rejected (the default), or "all".
    """
    if state not in (None, "standing", "all", *STATES):
        raise CaseError(f"{state!r} is no state", f"use one of standing, all, {', '.join(STATES)}")
    table = schema.records
    if place is not None and document is None and not confirm and state in (None, "standing", "all"):
        rows = [r for r in _of_place(connection, kind, place, actor, since, until)
                if (type is None or r.get(TYPE_SLOT[kind]) == type) and (state == "all" or r["state"] != "rejected")
                and confirm in (None, r["confirm"]) and (r.get("confidence") or 0.0) >= min_confidence]
        return sorted(rows, key=_PLACE)[offset:None if limit is None else offset + limit]
    statement: Select[Any] = select(*(table.c[c] for c in _SHOWN))
    keys = [key for key in (place, actor) if key is not None]
    for key in keys:
        statement = statement.where(_named(connection, _linked(kind, key, since, until)))
    if not keys:
        if since is not None:
            statement = statement.where(table.c.day_to.is_(None) | (table.c.day_to >= since))
        if until is not None:
            statement = statement.where(table.c.day_from.is_(None) | (table.c.day_from <= until))
        statement = statement.where(table.c.kind == kind)  # those found by their links are of that kind
    if document is not None:
        statement = statement.where(table.c.document_id == document)
    if type is not None:
        statement = statement.where(table.c.type == type)
    if state in (None, "standing"):
        statement = statement.where(table.c.state != "rejected")
    elif state != "all":
        statement = statement.where(table.c.state == state)
    if confirm is not None:
        statement = statement.where(table.c.confirm.is_(confirm))
    if min_confidence:
        statement = statement.where(table.c.confidence >= min_confidence)
    if keys:  # a handful: sorted here, without carrying whole rows through a sort of the store
        rows = sorted((_standing(*r) for r in connection.execute(statement)), key=_PLACE)
        return rows[offset:None if limit is None else offset + limit]
    statement = statement.order_by(table.c.document_id, table.c.start, table.c.record_id)
    if limit is not None:
        statement = statement.limit(limit)
    if offset:
        statement = statement.offset(offset)
    return [_standing(*r) for r in connection.execute(statement)]


def _of_place(
    connection: Connection, kind: str, place: str, actor: str | None, since: str | None, until: str | None,
) -> Iterator[Row]:
    """Records of a kind that name a place: those that nobody has touched from beside the place, a day's in one piece
    as their number is what costs, the others from where all records are."""
    links, records, touched = schema.links, schema.records, list[str]()
    statement = _linked(kind, place, since, until).with_only_columns(
        func.aggregate_strings(func.nullif(links.c.row, ""), ","),
        func.aggregate_strings(case((links.c.row == "", links.c.record_id)), ",")).group_by(links.c.day_from)
    if actor is not None:
        statement = statement.where(links.c.record_id.in_(_linked(kind, actor, since, until)))
    for rows, ids in connection.execute(statement):
        for row in loads(f"[{rows}]") if rows else ():
            row["state"], row["version"], row["confirm"] = "machine", 0, False
            yield row
        touched += ids.split(",") if ids else ()
    for first in range(0, len(touched), _CHUNK):
        for r in connection.execute(select(*(records.c[c] for c in _SHOWN)).where(
                records.c.record_id.in_(touched[first:first + _CHUNK]))):
            yield _standing(*r)


def _linked(kind: str, key: str, since: str | None, until: str | None) -> Select[Any]:
    """Asks for the ids of records of a kind that name a place or actor in a period."""
    table = schema.links
    statement = select(table.c.record_id).where(table.c.key == key, table.c.kind == kind)
    if since is not None:
        statement = statement.where(table.c.day_to >= since)
    if until is not None:
        statement = statement.where(table.c.day_from <= until)
    return statement


def _named(connection: Connection, ids: Select[Any]) -> ColumnElement[bool]:
    """The test that a record is among those asked for, so written that a planner begins with the links and goes from
    them by the key of records, however many it thinks there are."""
    column = schema.records.c.record_id
    if connection.dialect.name == "sqlite":
        return column.in_(ids)
    return column == any_(func.array(ids.scalar_subquery()))


def one_record(connection: Connection, record_id: str) -> Row:
    """One record as it stands, with its kind and what the machine said of it (``machine``)."""
    r = connection.execute(select(schema.records).where(schema.records.c.record_id == record_id)).first()
    if r is None:
        raise UnknownError(f"the case has no record {record_id}", "a new reading may have withdrawn it")
    return {**_row(r), "kind_of_record": r.kind, "machine": machine_row(r)}


def _row(r: Any) -> Row:
    return _standing(r.row, r.state, r.version, r.confirm)


def _standing(body: str, state: str, version: int, confirm: bool) -> Row:
    """A record's row with what the store knows of it, from the columns of :data:`_SHOWN`."""
    row: Row = loads(body)
    row["state"], row["version"], row["confirm"] = state, version, bool(confirm)
    return row


def flat_tables(connection: Connection, documents: list[str] | None = None) -> Tables:
    """The flat tables of standing records, as :mod:`maydan.picture` takes them; of some documents or of all."""
    tables = record_tables(connection, documents)
    for name in ("documents", "places", "actors"):
        tables[name] = name_rows(connection, name, documents)
    return tables


def record_tables(connection: Connection, documents: list[str] | None = None, kinds: Sequence[str] = ()) -> Tables:
    """The flat tables of standing records alone, of some kinds or of all."""
    tables: Tables = {KINDS[kind]: [] for kind in kinds or KINDS}
    for kind, row in iter_records(connection, documents, kinds):
        tables[KINDS[kind]].append(row)
    return tables


def documents_dated(connection: Connection) -> list[tuple[str, str | None, str | None]]:
    """(id, day of writing, last day on which it can have been written) of every document, as they came."""
    table = schema.documents
    return [tuple(r) for r in connection.execute(
        select(table.c.document_id, table.c.reference_date, table.c.reference_latest).order_by(table.c.seq))]


def sharpest_places(connection: Connection) -> dict[str, Row]:
    """Place key -> the row of the place that documents name most surely, the narrowest first."""
    table = schema.places
    columns = COLUMNS["places"]
    key, radius, name, document = (tuple(columns).index(c) for c in ("place", "radius_km", "name_en", "document_id"))

    def rank(row: Any) -> tuple[float, str, str, str]:  # of equally sure ones the first by document
        return row[radius] or 0.0, row[name], row[document], row[key]

    found: dict[str, tuple[tuple[float, str, str, str], Any]] = {}
    for row in connection.execute(select(*(table.c[c] for c in columns))):
        at, place = rank(row), row[key]
        if place not in found or at < found[place][0]:
            found[place] = at, row
    return {row[key]: dict(zip(columns, row, strict=True)) for _, row in sorted(found.values(), key=itemgetter(0))}


def name_rows(connection: Connection, name: str, documents: list[str] | None = None) -> list[Row]:
    """Rows of the flat tables documents, places or actors; of some documents or of all."""
    table = schema.metadata.tables[name]
    order = [table.c.seq] if name == "documents" else [table.c.document_id, *table.primary_key.columns]
    columns = [table.c[c] for c in COLUMNS[name]]
    parts: list[list[str] | None] = [None] if documents is None else [
        documents[i:i + 500] for i in range(0, len(documents), 500)]
    rows: list[Row] = []
    for part in parts:
        statement = select(*columns).order_by(*order)
        if part is not None:
            statement = statement.where(table.c.document_id.in_(part))
        rows += [dict(zip(COLUMNS[name], r, strict=True)) for r in connection.execute(statement)]
    return rows


def iter_records(
    connection: Connection, documents: list[str] | None = None, kinds: Sequence[str] = (),
) -> Iterator[tuple[str, Row]]:
    """(kind, row) of every standing record, of some kinds or of all, by document and place in it."""
    table = schema.records
    statement = select(table.c.kind, table.c.row).where(table.c.state != "rejected").order_by(
        table.c.document_id, table.c.start, table.c.record_id).execution_options(yield_per=_CHUNK)
    if kinds:
        statement = statement.where(table.c.kind.in_(kinds))
    parts: list[list[str] | None] = [None] if documents is None else [
        documents[i:i + 500] for i in range(0, len(documents), 500)]
    for part in parts:
        for r in connection.execute(statement if part is None else statement.where(table.c.document_id.in_(part))):
            yield r[0], loads(r[1])


def records_by_id(connection: Connection, ids: list[str]) -> list[Row]:
    """Records as they stand, in the order of their ids as given; unknown ones are left out."""
    table, found = schema.records, dict[str, Row]()
    for first in range(0, len(ids), 500):
        rows = connection.execute(select(table).where(table.c.record_id.in_(ids[first:first + 500])))
        found |= {r.record_id: {**_row(r), "kind_of_record": r.kind, "weight": r.weight} for r in rows}
    return [found[i] for i in dict.fromkeys(ids) if i in found]


def place_keys(connection: Connection, name: str) -> list[str]:
    """Keys of the places that go by a name, the most often named first; a key stands for itself.

    A name is found as documents write it, as the theatre writes it, and behind a word for the kind of place; failing
    all these, as a word inside a longer name.
    """
    table = schema.places
    key = name_key(name)
    known = [table.c.place == name, table.c.name_key == key, func.lower(table.c.name_en) == name.lower()]
    if listed := _listed(connection, key):
        known.append(table.c.place.in_(listed))
    behind, inside = f"% {_plain(key)}", f"{_plain(key)} %"
    for condition in (or_(*known), table.c.name_key.like(behind, escape="\\"),
                      or_(*(table.c.name_key.like(p, escape="\\") for p in (inside, f"% {inside}")))):
        rows = connection.execute(
            select(table.c.place).where(condition).group_by(table.c.place)
            .order_by(func.count().desc(), table.c.place)).scalars().all()
        if rows or not key:
            return list(rows)
    return []


def _plain(key: str) -> str:
    return key.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _listed(connection: Connection, key: str) -> list[str]:
    """Ids of the places of the case's theatres that bear a name."""
    found: list[str] = []
    for label in connection.execute(select(schema.documents.c.theatre).distinct()).scalars():
        found += gazetteer_names(str(label).split(" ", 1)[0]).get(key, ())
    return found


def theatre_places(label: str) -> Mapping[str, PlaceEntry]:
    """Places of the theatre that a document was read with ("name version"), by id; none where it is gone."""
    try:
        return load_theatre(label.split(" ", 1)[0]).data.places if label else {}
    except MaydanError:
        return {}


@lru_cache(maxsize=4)
def gazetteer_names(theatre: str) -> dict[str, tuple[str, ...]]:
    """Folded name -> ids of the places of a theatre that bear it."""
    names: dict[str, list[str]] = {}
    try:
        places = load_theatre(theatre).data.places
    except MaydanError:
        return {}
    for place_id, place in places.items():
        for name in (*place.names, *place.weak_names):
            names.setdefault(name_key(name), []).append(place_id)
    return {name: tuple(ids) for name, ids in names.items()}


def change_rows(connection: Connection, since: str, until: str | None = None) -> list[Row]:
    """The feed of changed and withdrawn records after a moment, in order, without what they said before."""
    table = schema.changes
    where = [table.c.at > since] + ([table.c.at <= until] if until else [])
    columns = [c for c in table.c if c.name != "before"]
    return [dict(r._mapping) for r in connection.execute(select(*columns).where(and_(*where)).order_by(table.c.seq))]


def versions(connection: Connection) -> list[Row]:
    """By which readers and theatres the documents were read, and how many."""
    table = schema.documents
    rows = connection.execute(select(table.c.reader, table.c.theatre, func.count().label("n")).group_by(
        table.c.reader, table.c.theatre).order_by(table.c.reader, table.c.theatre))
    return [{"reader": r.reader, "theatre": r.theatre, "documents": r.n} for r in rows]


def counts(connection: Connection) -> dict[str, int]:
    """How much a case holds: documents, records by kind and by state, decisions, waiting and lost ones."""
    records = schema.records
    found = {"documents": _count(connection, schema.documents)}
    for kind, n in connection.execute(select(records.c.kind, func.count()).group_by(records.c.kind)):
        found[KINDS[kind]] = n
    decided = select(records.c.state, func.count()).where(literal_column("records.version > 0"))  # as its index has it
    for state, n in connection.execute(decided.group_by(records.c.state)):
        found[f"{state}_by_reviewers"] = n
    found["to_confirm"] = connection.execute(
        select(func.count()).select_from(records).where(literal_column("records.confirm"))).scalar_one()
    found["decisions"] = _count(connection, schema.decisions)
    found["lost"] = _count(connection, schema.lost)
    return found


def _count(connection: Connection, table: Any) -> int:
    return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def marks(connection: Connection) -> tuple[int, ...]:
    """Numbers of the newest document, reading, decision and change: others wherever anything of the case is."""
    columns = (schema.documents.c.seq, schema.readings.c.reading, schema.decisions.c.seq, schema.changes.c.seq)
    return tuple(int(connection.execute(select(func.coalesce(func.max(c), 0))).scalar_one()) for c in columns)
