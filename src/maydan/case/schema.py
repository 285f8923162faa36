"""The tables of a case, once, for both stores.

What people decided is the truth of a case and is only ever added to: ``decisions`` holds a hash chain, the content
that the hashes cover lies beside it in ``contents`` so that a purge can take the content and leave the chain whole.
``state``, ``row`` and ``version`` of a record are worked out from the machine's row and the decisions.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    text,
)

REVISION = "0005"  # of the newest migration
INDEX_VERSION = "1"  # of the words that full-text search is given; another one rebuilds the index

metadata = MetaData()
_SERIAL = BigInteger().with_variant(Integer, "sqlite")

meta = Table(
    "meta", metadata,
    Column("key", String, primary_key=True),
    Column("value", Text, nullable=False),
)

documents = Table(
    "documents", metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("title", Text),
    Column("source", Text, nullable=False),
    Column("author", Text),
    Column("url", Text),
    Column("published", String),
    Column("reference_date", String),
    Column("reference_earliest", String),
    Column("reference_latest", String),
    Column("language", String, nullable=False),
    Column("sha256_text", String, nullable=False),
    Column("length", Integer, nullable=False),
    Column("reader", String, nullable=False),
    Column("theatre", String, nullable=False),
    Column("added", String, nullable=False),
    Column("reading", _SERIAL),  # the newest row of readings
    Index("documents_by_day", "reference_earliest", "reference_latest"),
    Index("documents_by_source", "source"),
)

# The document as intake gave it (JSON, compressed): apart, so that lists of documents do not drag the texts along.
texts = Table(
    "texts", metadata,
    Column("document_id", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
)

# The same bytes met again under another name, outlet or address.
sightings = Table(
    "sightings", metadata,
    Column("document_id", String, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("source", Text, primary_key=True),
    Column("url", Text, primary_key=True),
    Column("seen", String, nullable=False),
)

# Every reading ever made, never changed: what the machine said.
readings = Table(
    "readings", metadata,
    Column("reading", _SERIAL, primary_key=True, autoincrement=True),
    Column("document_id", String, nullable=False, index=True),
    Column("reader", String, nullable=False),
    Column("theatre", String, nullable=False),
    Column("made", String, nullable=False),
    Column("sha256", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

records = Table(
    "records", metadata,
    Column("record_id", String, primary_key=True),
    Column("document_id", String, nullable=False),
    Column("kind", String, nullable=False),  # event, holding, tie, outlook, saying, figure, time
    Column("type", String),
    Column("state", String, nullable=False),  # machine, accepted, corrected, rejected, added
    Column("confirm", Boolean, nullable=False),  # a decision was carried over from a record of an older reading
    Column("version", Integer, nullable=False),  # decisions taken on it so far
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("day_from", String),
    Column("day_to", String),  # see maydan.case.rows.last_day
    Column("confidence", Double, nullable=False),
    Column("weight", Double, nullable=False, server_default="0"),  # importance, see maydan.case.weight
    Column("machine", Text),  # the row as the machine made it; "" where it stands so; null for records added by hand
    Column("row", Text, nullable=False),  # as it stands now
    Column("added", String, nullable=False),
    Index("records_by_document", "document_id", "kind"),
    # the columns after day_from are not looked up by, but tested without fetching the row
    Index("records_by_kind", "kind", "day_from", "day_to", "type", "state", "confidence"),
    Index("records_by_confidence", "kind", "confidence"),
    Index("records_to_review", "kind", "weight", sqlite_where=text("state = 'machine'"),
          postgresql_where=text("state = 'machine'")),
    Index("records_by_state", "state", "document_id", sqlite_where=text("state <> 'machine'"),
          postgresql_where=text("state <> 'machine'")),
    Index("records_to_confirm", "confirm", sqlite_where=text("confirm"), postgresql_where=text("confirm")),
    Index("records_decided", "version", sqlite_where=text("version > 0"), postgresql_where=text("version > 0")),
)

# Which record names which place or actor, in which slot. The index tells ids and days; the row of a record that nobody
# has touched stands beside its places too, so that what is asked of a place and a period is read in one stretch: a
# large load lays the rows in the order of the index.
links = Table(
    "links", metadata,
    Column("key", String, nullable=False),
    Column("day_from", String, nullable=False),  # "" where it is open
    Column("slot", String, nullable=False),
    Column("record_id", String, nullable=False, index=True),
    Column("day_to", String, nullable=False),  # "9999" where it is open
    Column("kind", String, nullable=False),
    Column("row", Text, nullable=False, server_default=""),  # "" where it must be looked up in records
    Index("links_by_key", "key", "kind", "day_from", "day_to", "record_id"),
)

places = Table(
    "places", metadata,
    Column("place", String, primary_key=True),
    Column("document_id", String, primary_key=True, index=True),
    Column("name_ar", Text, nullable=False),
    Column("name_en", Text, primary_key=True),
    Column("name_key", Text, nullable=False, index=True),  # folded
    Column("kind", String, nullable=False),
    Column("lat", Double),
    Column("lon", Double),
    Column("radius_km", Double),
    Column("admin1", Text, nullable=False),
    Column("country", String, nullable=False),
    Column("relation", String, nullable=False),
)

actors = Table(
    "actors", metadata,
    Column("actor", String, primary_key=True),
    Column("document_id", String, primary_key=True, index=True),
    Column("name_ar", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("name_key", Text, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("known", Boolean, nullable=False),
)

decisions = Table(
    "decisions", metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=False),  # 1, 2, 3, ... without gaps
    Column("at", String, nullable=False),
    Column("action", String, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("record_id", String, nullable=False, index=True),
    Column("content_sha256", String, nullable=False),
    Column("previous", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
)

contents = Table(
    "contents", metadata,
    Column("seq", _SERIAL, ForeignKey("decisions.seq"), primary_key=True, autoincrement=False),
    Column("body", Text, nullable=False),
)

# A decision's record in an older reading, and the record that it went over to in a newer one.
carried = Table(
    "carried", metadata,
    Column("old_id", String, primary_key=True),
    Column("new_id", String, primary_key=True, index=True),
    Column("at", String, nullable=False),
)

# Records with decisions that no newer reading holds.
lost = Table(
    "lost", metadata,
    Column("record_id", String, primary_key=True),
    Column("document_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("state", String, nullable=False),
    Column("row", Text, nullable=False),
    Column("at", String, nullable=False),
)

# What a reviewer rejected as a pattern: records of the same making are rejected wherever they come up.
patterns = Table(
    "patterns", metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=False),
    Column("document_id", String, nullable=False),  # whose record it was taken from
    Column("kind", String, nullable=False),
    Column("type", String, nullable=False),
    Column("rule", Text, nullable=False),
    Column("words", Text, nullable=False),  # folded; "" for any
)

# What was changed or withdrawn after it had been given out, in order.
changes = Table(
    "changes", metadata,
    Column("seq", _SERIAL, primary_key=True, autoincrement=True),
    Column("at", String, nullable=False, index=True),
    Column("change", String, nullable=False),  # changed, withdrawn
    Column("record_id", String, nullable=False),
    Column("document_id", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("why", Text, nullable=False),
    Column("before", Text),
)

# Tables worked out from the records (the picture), each with what it was worked out from.
derived = Table(
    "derived", metadata,
    Column("name", String, primary_key=True),
    Column("part", String, primary_key=True),
    Column("fingerprint", String, nullable=False),
    Column("at", String, nullable=False),
    Column("body", LargeBinary, nullable=False),
)

# Files that could not be read, by name; a later reading of the same name takes the row away.
set_aside = Table(
    "set_aside", metadata,
    Column("name", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("advice", Text, nullable=False),
    Column("at", String, nullable=False),
)

# Views of the explorer that somebody comes back to, and what was there when they last did.
searches = Table(
    "searches", metadata,
    Column("search_id", String, primary_key=True),
    Column("name", Text, nullable=False),
    Column("view", Text, nullable=False),
    Column("made", String, nullable=False),
    Column("seen", String, nullable=False),
    Column("seen_document", BigInteger, nullable=False),  # seq of the newest document
)

# How FTS5 collects words: those of a batch are written at once (bytes), and merged when so many such parts stand side
# by side; questions take no longer that could be measured. Older cases keep its defaults.
SEGMENTS = {"automerge": 16, "hashsize": 16 << 20}
FULLTEXT = {
    # older cases have the tokenizer unicode61, which finds the same words (see maydan.case.words.plain_letters)
    "sqlite": [
        "CREATE VIRTUAL TABLE fulltext USING fts5(words, stems, content='', tokenize='ascii')",
        *(f"INSERT INTO fulltext(fulltext, rank) VALUES ('{name}', {value})" for name, value in SEGMENTS.items()),
    ],
    "postgresql": [
        "CREATE TABLE fulltext (seq BIGINT PRIMARY KEY, words TSVECTOR NOT NULL)",
        "CREATE INDEX fulltext_words ON fulltext USING gin (words)",
    ],
}

_GUARD_PG = (
    "CREATE FUNCTION maydan_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'decisions are only ever added to'; END $$"
)
GUARDS = {
    "sqlite": [
        f"CREATE TRIGGER decisions_no_{verb.lower()} BEFORE {verb} ON decisions "
        "BEGIN SELECT RAISE(ABORT, 'decisions are only ever added to'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        _GUARD_PG,
        "CREATE TRIGGER decisions_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions "
        "FOR EACH STATEMENT EXECUTE FUNCTION maydan_append_only()",
    ],
}
