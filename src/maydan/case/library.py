"""Lists of documents as people page through them, and what stands around one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec
from sqlalchemy import ColumnElement, Connection, case, func, literal_column, select
from sqlalchemy.exc import DBAPIError

from maydan.case import schema
from maydan.case.lists import COUNTED, LONGEST, Page, limited, paged
from maydan.case.query import STATES
from maydan.case.rows import KINDS
from maydan.case.search import RANKED, Hit, hits_of, matching, ranked
from maydan.case.words import Query, parse
from maydan.errors import CaseError
from maydan.picture.tables import Row

ORDERS = ("date", "-date", "added", "-added", "relevance")
_CHUNK = 500


class DocumentsWanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which documents a list is to hold; None asks for nothing.

    Attributes:
        q: words, as in :meth:`maydan.case.Case.search`; exact: words as written.
        since, until: days on which it may have been written, tested by overlap.
        place, actor: key or id that the document names.
        kind, state: it has a record of that kind, in that state (of that kind in that state, where both are given).
        hidden: ids of documents left out, such as copies.
        after: number of a document; only those that came later.
    """

    q: str = ""
    exact: bool = False
    source: str | None = None
    since: str | None = None
    until: str | None = None
    place: str | None = None
    actor: str | None = None
    kind: str | None = None
    state: str | None = None
    hidden: Mapping[str, str] = {}
    after: int | None = None


def document_page(
    connection: Connection, wanted: DocumentsWanted, *, order: str | None, limit: int, offset: int
) -> Page:
    """A page of documents, rows with ``records`` and ``decided`` (counts of standing records and of those decided on);
    for a query also ``snippet``, ``snippet_start`` and ``highlights``.

    Args:
        order: one of :data:`ORDERS`; by default by relevance for a query, else the newest first. Undated ones last.
    """
    if order is not None and order not in ORDERS:
        raise CaseError(f"{order!r} is no order", f"use one of {', '.join(ORDERS)}")
    parsed = parse(wanted.q, exact=wanted.exact) if wanted.q.strip() else None
    tests = _tests(wanted)
    if parsed is not None:
        with limited(connection, LONGEST) as over:
            try:
                seqs, more = _found(connection, parsed, wanted, tests, order)
            except DBAPIError as error:
                if not over(error):
                    raise
                return Page(rows=[], total=0, more=True, cut=True)
        page = paged(iter(seqs), limit, offset, lambda s: s)
        rows = _rows(connection, page.rows)
        hits = {h.document_id: h for h in hits_of(connection, parsed, page.rows)}
        rows = [{**r, **_shown(hits.get(r["document_id"]))} for r in rows]
        return Page(rows=rows, total=page.total, more=page.more or more)
    stream = (seq for seq, document_id in _ordered(connection, tests, order or "-added", len(wanted.hidden))
              if document_id not in wanted.hidden)
    with limited(connection, LONGEST) as over:
        page = paged(stream, limit, offset, lambda s: s, over=over)
    return msgspec.structs.replace(page, rows=_rows(connection, page.rows))


def _tests(wanted: DocumentsWanted) -> list[ColumnElement[bool]]:
    table, records = schema.documents, schema.records
    tests: list[ColumnElement[bool]] = []
    if wanted.after is not None:
        tests.append(table.c.seq > wanted.after)
    if wanted.source is not None:
        tests.append(table.c.source == wanted.source)
    if wanted.since is not None:
        tests.append(table.c.reference_latest >= wanted.since)
    if wanted.until is not None:
        tests.append(table.c.reference_earliest <= wanted.until)
    if wanted.place is not None:
        tests.append(table.c.document_id.in_(
            select(schema.places.c.document_id).where(schema.places.c.place == wanted.place)))
    if wanted.actor is not None:
        tests.append(table.c.document_id.in_(
            select(schema.actors.c.document_id).where(schema.actors.c.actor == wanted.actor)))
    if wanted.kind is not None and wanted.kind not in KINDS:
        raise CaseError(f"{wanted.kind!r} is no kind of record", f"use one of {', '.join(KINDS)}")
    if wanted.state is not None and wanted.state not in STATES:
        raise CaseError(f"{wanted.state!r} is no state", f"use one of {', '.join(STATES)}")
    if wanted.state not in (None, "machine"):  # few, and by an index of their own
        decided = select(records.c.document_id).where(
            literal_column("records.state <> 'machine'"), records.c.state == wanted.state)
        if wanted.kind is not None:
            decided = decided.where(records.c.kind == wanted.kind)
        tests.append(table.c.document_id.in_(decided))
    elif wanted.kind is not None or wanted.state is not None:
        has = select(records.c.record_id).where(records.c.document_id == table.c.document_id)
        if wanted.kind is not None:
            has = has.where(records.c.kind == wanted.kind)
        if wanted.state is not None:
            has = has.where(records.c.state == wanted.state)
        tests.append(has.exists())
    return tests


def _ordered(
    connection: Connection, tests: list[ColumnElement[bool]], order: str, hidden: int
) -> Iterator[tuple[int, str]]:
    """(seq, id) of documents in an order, undated ones last, as far as they are drawn."""
    table = schema.documents
    statement = select(table.c.seq, table.c.document_id).where(*tests)
    down = order.startswith("-")
    if order in ("added", "-added", "relevance"):
        statements = [statement.order_by(table.c.seq if order == "added" else table.c.seq.desc())]
    else:
        by, last = table.c.reference_earliest, table.c.seq
        columns = (by, table.c.reference_latest, last)  # those of the index, so that nothing has to be sorted
        dated = [c.desc() if down else c for c in columns]
        statements = [statement.where(by.is_not(None)).order_by(*dated),
                      statement.where(by.is_(None)).order_by(last)]
    for one in statements:
        if connection.dialect.name != "sqlite":  # its driver fetches everything at once
            one = one.limit(2 * COUNTED + hidden)
        for r in connection.execute(one.execution_options(yield_per=_CHUNK)):
            yield r.seq, r.document_id


def _found(
    connection: Connection, parsed: Query, wanted: DocumentsWanted, tests: list[ColumnElement[bool]],
    order: str | None,
) -> tuple[list[int], bool]:
    """Numbers of documents that answer a query, in an order; whether there are more than were looked at."""
    if not parsed.wanted:
        return [], False
    rows = [(s, d) for s, d in matching(connection, parsed, tests, RANKED + len(wanted.hidden) + 1)
            if d not in wanted.hidden]
    more = len(rows) > RANKED
    seqs = [s for s, _ in rows[:RANKED]]
    if order in (None, "relevance"):
        return (seqs if more else ranked(connection, parsed, seqs)), more
    table, listed = schema.documents, list[int]()
    if order in ("date", "-date"):
        days: dict[int, str | None] = {}
        for first in range(0, len(seqs), _CHUNK):
            days |= {r.seq: r.reference_earliest for r in connection.execute(
                select(table.c.seq, table.c.reference_earliest).where(table.c.seq.in_(seqs[first:first + _CHUNK])))}
        dated = [s for s in seqs if days.get(s)]
        listed = sorted(dated, key=lambda s: (days[s] or "", s), reverse=order == "-date")
        listed += sorted(s for s in seqs if not days.get(s))
        return listed, more
    return sorted(seqs, reverse=order == "-added"), more


def _rows(connection: Connection, seqs: list[int]) -> list[Row]:
    """Documents by their numbers, with how many records they have and how many were decided on."""
    table, records = schema.documents, schema.records
    found = {r.seq: dict(r._mapping) for r in connection.execute(select(table).where(table.c.seq.in_(seqs)))}
    ids = [r["document_id"] for r in found.values()]
    counted = {r[0]: r for r in connection.execute(
        select(records.c.document_id, func.sum(case((records.c.state != "rejected", 1), else_=0)),
               func.sum(case((records.c.version > 0, 1), else_=0)))
        .where(records.c.document_id.in_(ids)).group_by(records.c.document_id))}
    rows = []
    for seq in seqs:
        if (row := found.get(seq)) is not None:
            _, standing, decided = counted.get(row["document_id"], ("", 0, 0))
            rows.append({**row, "records": int(standing), "decided": int(decided)})
    return rows


def _shown(hit: Hit | None) -> Row:
    if hit is None:
        return {"snippet": "", "snippet_start": 0, "highlights": []}
    return {"snippet": hit.snippet, "snippet_start": hit.start, "highlights": [list(h) for h in hit.highlights]}


def document_row(connection: Connection, document_id: str) -> Row | None:
    """One document as a row of a list."""
    seq = connection.execute(
        select(schema.documents.c.seq).where(schema.documents.c.document_id == document_id)).scalar()
    return None if seq is None else _rows(connection, [seq])[0]


def sightings(connection: Connection, document_id: str) -> list[Row]:
    """Under which names, outlets and addresses the bytes of a document were met, and when."""
    table = schema.sightings
    columns = [c for c in table.c if c.name != "document_id"]
    return [dict(r._mapping) for r in connection.execute(
        select(*columns).where(table.c.document_id == document_id).order_by(table.c.seen, table.c.name))]


def short_documents(connection: Connection, ids: list[str]) -> dict[str, Row]:
    """Id -> ``document_id``, ``name``, ``title``, ``source``, ``url``, ``reference_date`` of documents."""
    table, found = schema.documents, dict[str, Row]()
    columns = [table.c[c] for c in ("document_id", "name", "title", "source", "url", "reference_date")]
    for first in range(0, len(ids), _CHUNK):
        rows = connection.execute(select(*columns).where(table.c.document_id.in_(ids[first:first + _CHUNK])))
        found |= {r.document_id: dict(r._mapping) for r in rows}
    return found


def sources(connection: Connection) -> list[Row]:
    """Outlets with how many documents each gave, most first."""
    table = schema.documents
    n = func.count().label("documents")
    rows = connection.execute(select(table.c.source, n).group_by(table.c.source).order_by(n.desc(), table.c.source))
    return [dict(r._mapping) for r in rows]


def reviewers(connection: Connection) -> list[str]:
    """Everyone who took a decision, most first."""
    table = schema.decisions
    return list(connection.execute(
        select(table.c.reviewer).group_by(table.c.reviewer).order_by(func.count().desc(), table.c.reviewer)).scalars())
