"""A snapshot's tables filled from a case: records streamed in batches, the picture as it was worked out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, func, select

from maydan.case import Case, schema
from maydan.case.codec import dumps
from maydan.case.picture import Picture
from maydan.case.rows import name_key
from maydan.errors import MaydanError
from maydan.picture.tables import Row
from maydan.tables import package_data
from maydan.theatre.compiled import theatre as load_theatre
from maydan.theatre.model import Area, PlaceEntry, TheatreData

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

AUTHOR = "author"  # who speaks where a text names nobody: no actor of the case
BATCH = 5_000  # rows that go over at once
_BROKEN = "'\\\\u[dD][89a-fA-F][0-9a-fA-F]{2}'"  # half characters as JSON writes them, which DuckDB does not read


@lru_cache(maxsize=2)
def statements(name: str) -> str:
    """The SQL text of ``web/sql``."""
    return package_data("web", "sql", f"{name}.sql").read_text(encoding="utf-8")


def theatres_of(case: Case) -> list[TheatreData]:
    """Data of the theatres that a case's documents were read with, or are to be read with."""
    found = []
    for name in theatre_names(case):
        try:
            found.append(load_theatre(name).data)
        except MaydanError:
            continue  # a theatre folder that is gone: names are those of the documents
    return found


def theatre_names(case: Case) -> list[str]:
    """Names or paths of the theatres that a case's documents were read with, or are to be read with."""
    labels = [str(v["theatre"]).split(" ", 1)[0] for v in case.versions()] + [case.theatre]
    return list(dict.fromkeys(n for n in labels if n and n != "auto"))


def fill(duck: DuckDBPyConnection, case: Case, picture: Picture, theatres: Sequence[TheatreData]) -> None:
    """Make and fill all tables of a new database."""
    duck.execute(statements("tables"))
    with case.store.read() as connection:
        _documents(duck, connection, picture.originals)
        _records(duck, connection)
        _written(duck, connection)
    _known(duck, theatres)
    fill_picture(duck, picture)
    derive(duck)


def derive(duck: DuckDBPyConnection) -> None:
    """Make the tables that follow from the others."""
    duck.execute(statements("derive"))
    names = duck.execute("SELECT key, name_ar FROM names UNION SELECT key, name_en FROM names UNION "
                         "SELECT key, name_ar FROM calls UNION SELECT key, name_en FROM calls").fetchall()
    folded = dict.fromkeys((key, name_key(name.lower())) for key, name in names if name)
    put(duck, "spelled", ({"key": key, "folded": name} for key, name in folded))


def put(duck: DuckDBPyConnection, table: str, rows: Iterable[Row]) -> None:
    """Add rows to a table by the names of its columns; a column that a row lacks is NULL."""
    columns = duck.execute("SELECT column_name, data_type FROM duckdb_columns() WHERE table_name = ? AND "
                           "database_name IN (current_database(), 'temp') ORDER BY column_index", [table]).fetchall()
    shape = ", ".join(f'"{name}": {_shape(kind)}' for name, kind in columns)
    waiting = iter(rows)
    while part := list(islice(waiting, BATCH)):
        duck.execute(f"INSERT INTO \"{table}\" SELECT r.* FROM (SELECT unnest(from_json(?, '[{{{shape}}}]')) AS r)",
                     [text_of(part)])


def text_of(rows: Any) -> str:
    """Rows as JSON that DuckDB reads: half characters, which a damaged document may hold, become question marks."""
    text = dumps(rows)
    return _HALVES.sub("?", text) if "\\ud" in text else text


def _shape(kind: str) -> str:
    return f"[{_shape(kind[:-2])}]" if kind.endswith("[]") else f'"{kind}"'


def _documents(duck: DuckDBPyConnection, connection: Connection, originals: dict[str, str]) -> None:
    table = schema.documents
    columns = [table.c[c] for c in ("seq", "document_id", "source", "reference_earliest", "reference_latest", "added")]
    numbers: dict[str, int] = {}
    sources: dict[str, int] = {}

    def rows() -> Iterator[Row]:
        statement = select(*columns).order_by(table.c.seq).execution_options(yield_per=BATCH)
        for r in connection.execute(statement):
            numbers[r.document_id] = r.seq
            source = sources.setdefault(r.source, len(sources) + 1)
            yield {"doc": r.seq, "document_id": r.document_id, "source": source,
                   "day_from": r.reference_earliest, "day_to": r.reference_latest, "added": r.added}

    put(duck, "documents", rows())
    put(duck, "sources", ({"source": n, "name": s} for s, n in sources.items()))
    duck.execute("CREATE TEMP TABLE copied (doc INTEGER, original INTEGER)")
    put(duck, "copied", ({"doc": numbers[d], "original": numbers[o]} for d, o in originals.items()
                         if d != o and d in numbers and o in numbers))
    duck.execute("UPDATE documents SET original = c.original FROM copied c WHERE c.doc = documents.doc")
    duck.execute("DROP TABLE copied")


def _records(duck: DuckDBPyConnection, connection: Connection) -> None:
    """Records with what they name; rows go over as the JSON that the store holds, and DuckDB reads the slots."""
    table = schema.records
    names = ("record_id", "document_id", "kind", "type", "state", "confirm", "day_from", "day_to", "confidence",
             "added", "weight", "row")
    statement = select(*(table.c[c] for c in names)).execution_options(yield_per=BATCH)
    number = 0
    for part in connection.execute(statement).partitions(BATCH):
        lines = []
        for r in part:
            number += 1
            head = dumps([number, r.record_id, r.document_id, r.kind, r.type, r.state, bool(r.confirm), r.day_from,
                          r.day_to, r.confidence, r.added, r.weight])
            lines.append(f'{{"h": {head}, "row": {r.row}}}')
        text = f"[{','.join(lines)}]"
        text = _HALVES.sub("?", text) if "\\ud" in text else text
        duck.execute(f"CREATE OR REPLACE TEMP TABLE batch AS SELECT {_HEAD}, w.* FROM (SELECT r.h, r.row AS w FROM "
                     f"(SELECT unnest(from_json(?, '[{{\"h\": [\"VARCHAR\"], \"row\": {_SLOTS}}}]')) AS r))", [text])
        duck.execute(_TAKEN)
        for kind, slots, role in _NAMED:
            for slot in slots:
                value = f'unnest("{slot}")' if slot in _LISTS else f'"{slot}"'
                duck.execute(f"INSERT INTO named SELECT rec, '{role}', id FROM (SELECT rec, {value} AS id FROM batch "
                             f"WHERE kind = '{kind}' AND state <> 'rejected') WHERE id IS NOT NULL")
    duck.execute("DROP TABLE IF EXISTS batch")


_HALVES = re.compile(r"(?<!\\)(?:\\\\)*\\u[dD][89a-fA-F][0-9a-fA-F]{2}")  # also whole pairs, which dumps never writes
_LISTS = ("who", "whom", "where")
_NAMED = (
    ("event", ("where",), "place"), ("event", ("who", "whom"), "actor"), ("holding", ("place",), "place"),
    ("holding", ("holder", "from_holder"), "actor"), ("tie", ("a", "b"), "actor"), ("outlook", ("by",), "actor"),
    ("saying", ("speaker",), "actor"),
)
_SLOTS = "{" + ", ".join(
    f'"{slot}": ' + ('["VARCHAR"]' if slot in _LISTS else '"VARCHAR"')
    for slot in ("status", "where", "who", "whom", "place", "holder", "from_holder", "a", "b", "by", "speaker")) + "}"
_HEAD = (
    "h[1]::INTEGER AS rec, h[2] AS record_id, h[3] AS document_id, h[4] AS kind, h[5] AS type, "
    "h[6] AS state, h[7]::BOOLEAN AS confirm, TRY_CAST(h[8] AS DATE) AS day_from, "
    "TRY_CAST(h[9] AS DATE) AS day_to, h[10]::DOUBLE AS confidence, TRY_CAST(h[11] AS TIMESTAMP) AS added, "
    "h[12]::FLOAT AS weight"
)
_TAKEN = """
INSERT INTO records SELECT b.rec, b.record_id, d.doc, d.source, b.kind, b.type, b.status, b.state, b.confirm,
  b.day_from, b.day_to, b.confidence, b.added, b.weight
FROM batch b JOIN documents d USING (document_id) ORDER BY b.rec
"""


_POINT = ("lat", "lon", "radius_km", "admin1", "country")


def _written(duck: DuckDBPyConnection, connection: Connection) -> None:
    """Names as the documents write them, counted by outlet."""
    documents = schema.documents
    for role, table, key in (("place", schema.places, schema.places.c.place),
                             ("actor", schema.actors, schema.actors.c.actor)):
        point = [table.c[c] for c in _POINT] if role == "place" else []
        by = [key, documents.c.source, table.c.name_ar, table.c.name_en, table.c.kind, *point]
        statement = select(*by, func.count().label("n")).join(
            documents, documents.c.document_id == table.c.document_id).group_by(*by).execution_options(yield_per=BATCH)
        put(duck, "written", (
            {"role": role, "id": r[0], "source": r[1], "name_ar": r[2], "name_en": r[3], "kind": r[4],
             **(dict(zip(_POINT, r[5:-1], strict=True)) if point else {}), "documents": r[-1]}
            for r in connection.execute(statement)))


def _known(duck: DuckDBPyConnection, theatres: Sequence[TheatreData]) -> None:
    """Names as the theatres give them, of the first theatre that knows the id."""
    rows: dict[tuple[str, str], Row] = {("actor", AUTHOR): {"name_ar": "كاتب النص", "name_en": "the author"}}
    for data in theatres:
        for person in data.persons.values():
            body = data.actors.get(person.actor)
            rows.setdefault(("actor", person.id), {
                "name_ar": person.name_ar, "name_en": person.name_en, "kind": "person", "parent": person.actor,
                "side": body.side if body else ""})
        for actor in data.actors.values():
            rows.setdefault(("actor", actor.id), {
                "name_ar": actor.name_ar, "name_en": actor.name_en, "kind": actor.kind, "parent": actor.parent,
                "side": actor.side})
        places: list[PlaceEntry | Area] = [*data.places.values(), *data.areas.values()]
        for place in places:
            rows.setdefault(("place", place.id), {
                "name_ar": place.name_ar, "name_en": place.name_en, "kind": place.kind, "lat": place.lat,
                "lon": place.lon})
    asked = duck.execute("SELECT role, id FROM written UNION SELECT role, id FROM named").fetchall()
    put(duck, "known", ({"role": r, "id": i, **rows[r, i]} for r, i in asked if (r, i) in rows))


def fill_picture(duck: DuckDBPyConnection, picture: Picture) -> None:
    """The tables of the picture."""
    import msgspec

    ordered = sorted(picture.incidents, key=lambda i: i["day_from"] or "")
    number = {row["incident_id"]: n for n, row in enumerate(ordered)}
    put(duck, "incidents", ({**row, "no": n} for n, row in enumerate(ordered)))
    members = sorted(((number[m["incident_id"]], m) for m in picture.members), key=lambda m: m[0])
    put(duck, "members", ({**m, "no": n} for n, m in members))
    of = {m["record_id"]: n for n, m in members}
    inside = sorted(((of[p.a], p) for p in picture.pairs), key=lambda p: p[0])
    put(duck, "pairs", ({**p.row(), "no": n} for n, p in inside))
    put(duck, "intervals", ({**msgspec.to_builtins(i), "no": n} for n, i in enumerate(picture.intervals)))
    put(duck, "sieges", (msgspec.to_builtins(s) for s in picture.sieges))
    put(duck, "edges", picture.network)
    put(duck, "contradictions", (
        {**c, "no": n, "value_list": list(c["values"]), "outlets": list(c["values"].values())}
        for n, c in enumerate(picture.contradictions)))
    put(duck, "ledger", ({**r, "no": n} for n, r in enumerate(picture.ledger)))
