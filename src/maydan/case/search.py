"""Full-text search over the texts of a case."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, literal_column, select, text

from maydan.case import schema
from maydan.case.codec import unpack
from maydan.case.words import Query, find, fts5, parse, snippet, tsquery
from maydan.records import Document

RANKED = 1000  # answers up to which the best come first; above, the newest do, and no ranking is worked out


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A document that answers a query.

    Attributes:
        document_id, name, title, source, reference_date: of the document.
        snippet: letters of the text around the first find; start: where they stand in it.
        highlights: (start, end) in the text of everything found, clitics left out.
    """

    document_id: str
    name: str
    title: str | None
    source: str
    reference_date: str | None
    snippet: str
    start: int
    highlights: tuple[tuple[int, int], ...]

    def marked(self, before: str = "[", after: str = "]") -> str:
        """The snippet with its finds between marks."""
        out, at = "", 0
        for start, end in self.highlights:
            first, last = start - self.start, end - self.start
            if at <= first and last <= len(self.snippet):
                out += self.snippet[at:first] + before + self.snippet[first:last] + after
                at = last
        return out + self.snippet[at:]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Answers to a query.

    Attributes:
        hits: the page asked for. total: documents found, counted up to :data:`RANKED`.
        more: whether there are more than ``total``. ranked: whether the best come first (else the newest).
    """

    hits: tuple[Hit, ...] = ()
    total: int = 0
    more: bool = False
    ranked: bool = True


def search(
    connection: Connection, query: str, *, exact: bool, limit: int, offset: int, source: str | None,
    since: str | None, until: str | None,
) -> Found:
    """Look for words; see :meth:`maydan.case.Case.search`."""
    parsed = parse(query, exact=exact)
    if not parsed.wanted:
        return Found()
    documents = schema.documents
    tests = [documents.c.source == source] if source is not None else []
    if since is not None:
        tests.append(documents.c.reference_latest >= since)
    if until is not None:
        tests.append(documents.c.reference_earliest <= until)
    seqs = [seq for seq, _ in matching(connection, parsed, tests, RANKED + 1)]
    more = len(seqs) > RANKED
    if not more:
        seqs = ranked(connection, parsed, seqs)
    page = seqs[:RANKED][offset:offset + limit]
    hits = tuple(hits_of(connection, parsed, page))
    return Found(hits=hits, total=min(len(seqs), RANKED), more=more, ranked=not more)


def matching(
    connection: Connection, query: Query, tests: Sequence[ColumnElement[bool]], limit: int
) -> list[tuple[int, str]]:
    """(number, id) of documents that answer and meet all tests, newest first."""
    table = schema.documents
    sqlite = connection.dialect.name == "sqlite"
    match = text("fulltext MATCH :q" if sqlite else "fulltext.words @@ to_tsquery('simple', :q)").bindparams(
        q=fts5(query) if sqlite else tsquery(query))
    number: ColumnElement[int] = literal_column("fulltext.rowid" if sqlite else "fulltext.seq")
    statement = select(number).select_from(text("fulltext")).where(match).order_by(number.desc()).limit(limit)
    if tests:
        rows = connection.execute(
            statement.add_columns(table.c.document_id).where(table.c.seq == number, *tests)).all()
        return [(r[0], r[1]) for r in rows]
    seqs = connection.execute(statement).scalars().all()
    ids: dict[int, str] = {}
    for first in range(0, len(seqs), 500):
        ids |= {r.seq: r.document_id for r in connection.execute(
            select(table.c.seq, table.c.document_id).where(table.c.seq.in_(seqs[first:first + 500])))}
    return [(s, ids[s]) for s in seqs if s in ids]


def ranked(connection: Connection, query: Query, seqs: list[int]) -> list[int]:
    if len(seqs) < 2:
        return seqs
    if connection.dialect.name == "sqlite":
        sql = f"SELECT rowid FROM fulltext WHERE fulltext MATCH :q ORDER BY rank LIMIT {10 * RANKED}"
        kept = set(seqs)
        return [s for s in connection.execute(text(sql), {"q": fts5(query)}).scalars() if s in kept]
    sql = ("SELECT seq FROM fulltext WHERE seq = ANY(:seqs) "
           "ORDER BY ts_rank(words, to_tsquery('simple', :q)) DESC, seq DESC")
    return list(connection.execute(text(sql), {"q": tsquery(query), "seqs": seqs}).scalars())


def hits_of(connection: Connection, query: Query, seqs: list[int]) -> list[Hit]:
    table, texts = schema.documents, schema.texts
    rows = {r.seq: r for r in connection.execute(
        select(table.c.seq, table.c.document_id, table.c.name, table.c.title, table.c.source, table.c.reference_date,
               texts.c.body).join(texts, texts.c.document_id == table.c.document_id).where(table.c.seq.in_(seqs)))}
    found = []
    for seq in seqs:
        if seq not in rows:
            continue
        row = rows[seq]
        body = unpack(row.body, Document).text
        spans = find(body, query)
        start, end = snippet(body, spans)
        found.append(Hit(document_id=row.document_id, name=row.name, title=row.title, source=row.source,
                         reference_date=row.reference_date, snippet=body[start:end], start=start,
                         highlights=tuple(spans)))
    return found
