"""What a case holds in all, the names in it, and names to pick a value from."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, literal_column, select

from maydan.case import schema
from maydan.case.rows import KINDS, name_key
from maydan.picture.tables import Row
from maydan.version import __version__
from maydan.web.desk import Desk
from maydan.web.filling import theatres_of
from maydan.web.snapshot import Snapshot
from maydan.web.views import names as named

_DECIDED: ColumnElement[bool] = literal_column("records.version > 0")  # a bound 0 would not use the partial index
RECENT = 3000  # documents whose names stand in until all names are counted


def overview(desk: Desk) -> dict[str, Any]:
    """The case in numbers. Records are counted once for each state of the documents, decisions at every call."""
    case = desk.case
    documents, readings, *_ = case.marks()
    fixed = desk.lasting("overview", (documents, readings), lambda: _fixed(desk))
    snapshot = desk.snapshot_now()
    with case.store.read() as connection:
        now = _moving(connection)
    counts = {**fixed["counts"], **{k: v for k, v in now.items() if k not in KINDS.values()}}
    for table in KINDS.values():
        counts[table] = fixed["counts"].get(table, 0) + now.get(table, 0)
    counts["incidents"] = snapshot.one("SELECT count(*) FROM incidents") if snapshot else None
    counts["copies"] = len(desk.copies().of)
    return {
        "title": case.title, "case_id": case.case_id, "theatre": case.theatre, "version": __version__,
        "encrypted": case.store.encrypted,
        "days": fixed["days"], "counts": counts, "sources": fixed["sources"], "reviewers": case.reviewers(),
        "reviewer": desk.reviewer, "picture": "working" if desk.working else "ready", "changed": desk.changed(),
    }


def _fixed(desk: Desk) -> dict[str, Any]:
    """What changes with documents alone; records that people added are left out."""
    table, records = schema.documents, schema.records
    with desk.case.store.read() as connection:
        first, last, whole = connection.execute(select(
            func.min(table.c.reference_earliest), func.max(table.c.reference_latest), func.count())).one()
        kinds: dict[str, int] = {
            k: int(n) for k, n in connection.execute(select(records.c.kind, func.count()).group_by(records.c.kind))}
        added = _added(connection)
    counts = {KINDS[k]: v - added.get(k, 0) for k, v in kinds.items()}
    return {"counts": {"documents": whole, **counts}, "days": {"from": first, "to": last},
            "sources": desk.case.sources()}


def _added(connection: Connection) -> Counter[str]:
    """Records that people entered, by kind; counted here, for grouping would lead a planner off their index."""
    records = schema.records
    return Counter(connection.execute(select(records.c.kind).where(_DECIDED, records.c.machine.is_(None))).scalars())


def _moving(connection: Connection) -> dict[str, int]:
    """What changes with decisions, and the files set aside."""
    records = schema.records
    found = {KINDS[k]: n for k, n in _added(connection).items()}
    for name, table, test in (("decided", records, _DECIDED), ("confirm", records, literal_column("records.confirm")),
                              ("decisions", schema.decisions, None), ("set_aside", schema.set_aside, None),
                              ("lost", schema.lost, None)):
        statement = select(func.count()).select_from(table)
        found[name] = connection.execute(statement if test is None else statement.where(test)).scalar_one()
    return found


def case_names(desk: Desk, most: int) -> dict[str, Any]:
    """Actors and places, most named first; until they are counted, those of the newest documents (``whole`` false)."""
    snapshot = desk.snapshot_now()
    if snapshot is not None:
        found: dict[str, Any] = snapshot.kept(("all names", most), lambda: named.all_names(snapshot, most))
        return {**found, "whole": True}
    newest = select(schema.documents.c.document_id).order_by(schema.documents.c.seq.desc()).limit(RECENT)
    out: dict[str, Any] = {"whole": False}
    with desk.case.store.read() as connection:
        for name, table, key in (("actors", schema.actors, schema.actors.c.actor),
                                 ("places", schema.places, schema.places.c.place)):
            point = [func.max(table.c.lat), func.max(table.c.lon)] if name == "places" else []
            n = func.count()
            rows = connection.execute(
                select(key, func.max(table.c.name_ar), func.max(table.c.name_en), func.max(table.c.kind), *point, n)
                .where(table.c.document_id.in_(newest)).group_by(key).order_by(n.desc(), key).limit(most))
            out[name] = [list(r) for r in rows]
    return out


def suggested(desk: Desk, kind: str, words: str, most: int) -> list[Row]:
    """Places or actors to pick from: of the case, most named first, then of the theatres."""
    key = name_key(words.lower())
    if not key:
        return []
    rows: list[Row] = []
    snapshot = desk.snapshot_now()
    if snapshot is not None:
        for row in named.names(snapshot, kind, words=words, limit=most)[0]:
            rows.append({"id": row["id"], "name_ar": row["name_ar"], "name_en": row["name_en"], "kind": row["kind"],
                         "note": str(row["records"]), "from": "case"})
    there, parts = {r["id"] for r in rows}, key.split()
    for entry, folded in _theatre_names(desk, kind, snapshot):
        if len(rows) >= most:
            break
        if entry["id"] not in there and all(part in folded for part in parts):
            there.add(entry["id"])
            rows.append(entry)
    def rank(row: Row) -> tuple[bool, bool]:
        whole = any(name_key(row[n].lower()) == key for n in ("name_ar", "name_en"))
        return row["from"] != "case", not whole

    return sorted(rows, key=rank)


def _theatre_names(desk: Desk, kind: str, snapshot: Snapshot | None) -> list[tuple[Row, str]]:
    theatres = snapshot.theatres if snapshot is not None else desk.lasting(
        "theatres", desk.case.marks()[:2], lambda: theatres_of(desk.case))
    found: list[tuple[Row, str]] = []
    for data in theatres:
        found += _of_theatre(_Theatre(data), kind)
    return found


class _Theatre:
    """A theatre that is told apart by its identity, so that its names are folded once."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Theatre) and other.data is self.data


@lru_cache(maxsize=8)
def _of_theatre(theatre: _Theatre, kind: str) -> tuple[tuple[Row, str], ...]:
    data = theatre.data
    listed: list[Any] = [*data.places.values()] if kind == "place" else [
        *data.actors.values(), *data.persons.values()]
    rows = []
    for entry in listed:
        names = {entry.name_ar, entry.name_en, *entry.names, *entry.names_en}
        note = getattr(entry, "admin1", "") or getattr(entry, "actor", "") or getattr(entry, "parent", "")
        rows.append(({"id": entry.id, "name_ar": entry.name_ar, "name_en": entry.name_en,
                      "kind": getattr(entry, "kind", "person"), "note": note, "from": "theatre"},
                     "\n".join(sorted({name_key(n.lower()) for n in names if n}))))
    return tuple(rows)
