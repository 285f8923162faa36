"""Full-text search over the texts of a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec
from sqlalchemy import ColumnElement, Connection, exists, literal_column, select, text

from maydan.case import schema
from maydan.case.codec import loads, unpack
from maydan.case.words import Query, find, fts5, parse, snippet, tsquery
from maydan.records import Document

RANKED = 1000  # answers up to which the best come first; above, the newest do, and no ranking is worked out


_SHORTEST = 4096  # documents looked at together
_MATCH = "fulltext.words @@ to_tsquery('simple', :q)"


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
    seqs = _numbers(connection, parsed, tests, RANKED + 1)
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
    table, ids = schema.documents, dict[int, str]()
    seqs = _numbers(connection, query, tests, limit)
    for first in range(0, len(seqs), 500):
        ids |= {r.seq: r.document_id for r in connection.execute(
            select(table.c.seq, table.c.document_id).where(table.c.seq.in_(seqs[first:first + 500])))}
    return [(s, ids[s]) for s in seqs if s in ids]


def _numbers(
    connection: Connection, query: Query, tests: Sequence[ColumnElement[bool]], limit: int
) -> list[int]:
    """Numbers of documents that answer and meet all tests, newest first."""
    sqlite = connection.dialect.name == "sqlite"
    asked = fts5(query) if sqlite else tsquery(query)
    match = text("fulltext MATCH :q" if sqlite else _MATCH).bindparams(q=asked)
    number: ColumnElement[int] = literal_column("fulltext.rowid" if sqlite else "fulltext.seq")
    statement = select(number).select_from(text("fulltext")).where(match).order_by(number.desc())
    if tests:
        statement = statement.where(exists().where(schema.documents.c.seq == number, *tests))
    if sqlite:  # walks its index from the newest on and stops
        return list(connection.execute(statement.limit(limit)).scalars())
    found: list[int] = []
    for above, upto in _stretches(connection, asked, limit):
        part = statement.where(number > above, number <= upto).limit(limit - len(found))
        found += connection.execute(part).scalars()
        if len(found) >= limit:
            break
    return found


def _stretches(connection: Connection, asked: str, limit: int) -> Iterator[tuple[int, int]]:
    """Numbers above one and up to another, from the newest down, each four times as long as the one before.

    PostgreSQL finds every text that may answer before it looks at the first, and looks at them all; a stretch that
    should hold as many as are wanted, by its own estimate, keeps it to those.
    """
    top = connection.execute(text("SELECT coalesce(max(seq), 0) FROM fulltext")).scalar_one()
    length = top
    if top > _SHORTEST:
        plan = connection.execute(
            text(f"EXPLAIN (FORMAT JSON) SELECT seq FROM fulltext WHERE {_MATCH}"), {"q": asked}).scalar_one()
        guess = max((loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]["Plan Rows"], 1)
        length = max(_SHORTEST, top * limit // guess)
        connection.execute(text("SET LOCAL work_mem = '64MB'"))  # else the finds of an index lose their places
    while top > 0:
        yield top - length, top
        top, length = top - length, 4 * length


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
