"""Documents and their readings into a case: once each, in batches that are kept whole or not at all."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from sqlalchemy import Connection, func, select, update

from maydan.arabic.shadow import shadow_words, words_of
from maydan.arabic.tokens import Word
from maydan.case import schema
from maydan.case.bulk import index_texts, insert_rows
from maydan.case.carry import reread_rows
from maydan.case.codec import dumps_each, now, pack, sha256, unpack
from maydan.case.connect import Store
from maydan.case.heap import many_rows
from maydan.case.patterns import active_patterns, apply_patterns
from maydan.case.rows import actor_values, links, place_values, record_values, records_of
from maydan.case.saved import note_aside
from maydan.errors import MaydanError
from maydan.intake import documents as intake_documents
from maydan.picture.tables import Tables, flatten
from maydan.reading.reader import read_document
from maydan.records import Document, Reading, SetAside
from maydan.theatre.compiled import theatre as load_theatre
from maydan.version import __version__

BATCH = 256  # documents
BATCH_SECONDS = 4.0  # what a kill may cost in reading that must be done again
AHEAD = 64  # documents that are looked up together
AHEAD_SECONDS = 0.25  # taking in files for longer, those at hand are read first

Progress = Callable[["AddReport"], None]
Pair = tuple[Document, Reading]
Shades = Mapping[str, tuple[str, str]]  # document id -> words and stems that search is given


class AddReport(msgspec.Struct, kw_only=True):
    """What adding did.

    Attributes:
        added, reread, unchanged: documents.
        records: records of the documents added or read anew.
        carried: decisions that went over to a record that overlaps theirs; they wait to be confirmed.
        lost: record ids with decisions that no record of the new reading takes up.
        aside: files that were not read.
        reading_seconds, store_seconds: where the time went.
    """

    added: int = 0
    reread: int = 0
    unchanged: int = 0
    records: int = 0
    carried: int = 0
    lost: list[str] = msgspec.field(default_factory=list)
    aside: list[SetAside] = msgspec.field(default_factory=list)
    reading_seconds: float = 0.0
    store_seconds: float = 0.0


def add_paths(
    store: Store, paths: Iterable[str | Path], *, theatre: str, published: str | None, reread: bool,
    progress: Progress | None,
) -> AddReport:
    """Read files and folders into the case; see :meth:`maydan.case.Case.add`."""
    return add_documents(store, intake_documents(list(paths), published=published), theatre=theatre, reread=reread,
                         progress=progress)


def add_documents(
    store: Store, documents: Iterable[Document | SetAside], *, theatre: str, reread: bool,
    progress: Progress | None,
) -> AddReport:
    """Read documents at hand into the case; what intake set aside is noted."""
    report = AddReport()
    _run(store, documents, report, theatre=theatre, reread=reread, progress=progress)
    return report


def add_readings(store: Store, pairs: Iterable[Pair], *, progress: Progress | None = None) -> AddReport:
    """Take in documents that were read elsewhere; one already there with the same versions is left as it is."""
    report = AddReport()
    batch: list[Pair] = []
    for pair in pairs:
        batch.append(pair)
        if len(batch) >= 4 * BATCH:
            keep(store, batch, report, progress)
            batch = []
    keep(store, batch, report, progress)
    return report


def stored_documents(store: Store) -> Iterator[Document]:
    """Every document of the case as intake gave it, in the order in which they came."""
    last = 0
    while True:
        table, texts = schema.documents, schema.texts
        with store.read() as connection:
            rows = connection.execute(
                select(table.c.seq, texts.c.body).join(texts, texts.c.document_id == table.c.document_id)
                .where(table.c.seq > last).order_by(table.c.seq).limit(BATCH)).all()
        for row in rows:
            yield unpack(row.body, Document)
        if not rows:
            return
        last = rows[-1].seq


def _run(
    store: Store, documents: Iterable[Document | SetAside], report: AddReport, *, theatre: str, reread: bool,
    progress: Progress | None,
) -> None:
    batch: list[Pair] = []
    sights: list[Document] = []
    shades: dict[str, tuple[str, str]] = {}
    begun, noted = time.monotonic(), 0
    for chunk in _chunks(documents):
        known = set[str]() if reread else _read_before(store, [d for d in chunk if isinstance(d, Document)], theatre)
        for document in chunk:
            if isinstance(document, SetAside):
                report.aside.append(document)
                _tell(progress, report)
                continue
            if document.document_id in known:
                report.unchanged += 1
                sights.append(document)
                _tell(progress, report)
            else:
                started = time.perf_counter()
                words: list[Word] = []
                try:
                    reading = read_document(document, theatre=theatre, words=words)
                except MaydanError:
                    raise
                except Exception as error:  # a text that breaks the reader costs only itself
                    report.aside.append(SetAside(name=document.name, reason=f"the reader failed: {error!r}"))
                    continue
                finally:
                    report.reading_seconds += time.perf_counter() - started
                batch.append((document, reading))
                if document.document_id not in shades:  # of two in one batch the first is kept
                    shades[document.document_id] = _shade(document, words)
                if not reread:
                    known.add(document.document_id)
            if len(batch) >= BATCH or time.monotonic() - begun > BATCH_SECONDS:
                keep(store, batch, report, progress, sights, report.aside[noted:], shades)
                batch, sights, begun, noted = [], [], time.monotonic(), len(report.aside)
                shades = {}
    keep(store, batch, report, progress, sights, report.aside[noted:], shades)


def _shade(document: Document, words: list[Word]) -> tuple[str, str]:
    """What search is given of a document; ``words``: of its text, where reading has just found them."""
    return shadow_words([*words_of(document.title or ""), *(words or words_of(document.text))])


def _chunks(documents: Iterable[Document | SetAside]) -> Iterator[list[Document | SetAside]]:
    """Documents as they come, some together: as many as come in a moment."""
    chunk: list[Document | SetAside] = []
    begun = time.monotonic()
    for document in documents:
        chunk.append(document)
        if len(chunk) >= AHEAD or time.monotonic() - begun > AHEAD_SECONDS:
            yield chunk
            chunk, begun = [], time.monotonic()
    if chunk:
        yield chunk


def _tell(progress: Progress | None, report: AddReport) -> None:
    if progress is not None:
        progress(report)


def _read_before(store: Store, documents: Sequence[Document], theatre: str) -> set[str]:
    """Ids of the documents that the case holds as this reader and theatre read them."""
    if not documents:
        return set()
    table = schema.documents
    with store.read() as connection:
        rows = connection.execute(
            select(table.c.document_id, table.c.theatre).where(
                table.c.document_id.in_([d.document_id for d in documents]), table.c.reader == __version__)).all()
    labels = {str(row.theatre) for row in rows}
    same = {label for label in labels if _is_label(label, theatre)}
    return {row.document_id for row in rows if row.theatre in same}


def _is_label(label: str, theatre: str) -> bool:
    """Whether a document that was read by the theatre of a label would be read by the same one now."""
    name = label.split(" ", 1)[0] if theatre == "auto" else theatre
    try:
        return bool(load_theatre(name).label == label)
    except MaydanError:
        if theatre == "auto":
            return False
        raise


def keep(
    store: Store, batch: Sequence[Pair], report: AddReport, progress: Progress | None,
    sights: Sequence[Document] = (), aside: Sequence[SetAside] = (), shades: Shades | None = None,
) -> None:
    """Write a batch in one transaction, then count it; a document twice in a batch counts once.

    Args:
        sights: documents that the case has, met again. aside: files that were not read.
        shades: what search is given of documents that were read here just now.
    """
    if not batch and not sights and not aside:
        return
    started = time.perf_counter()
    pairs = list({document.document_id: (document, reading) for document, reading in reversed(batch)}.values())[::-1]
    done = AddReport()
    with many_rows():
        here = shades or {}
        prepared = [(d, r, flatten(d, r, admin1=_admin1(r), settled=d.document_id in here)) for d, r in pairs]
        words = [here.get(d.document_id) or _shade(d, []) for d, _ in pairs]
        with store.write() as connection:
            _write(connection, prepared, words, done)
            _sight(connection, [*sights, *(d for d, _ in batch)])
            note_aside(connection, aside, {d.name for d in (*sights, *(d for d, _ in batch))})
    report.added += done.added
    report.reread += done.reread
    report.unchanged += done.unchanged + len(batch) - len(pairs)
    report.records += done.records
    report.carried += done.carried
    report.lost += done.lost
    report.store_seconds += time.perf_counter() - started
    _tell(progress, report)


def _admin1(reading: Reading) -> dict[str, str]:
    try:
        places = load_theatre(reading.theatre.split(" ", 1)[0]).data.places if reading.theatre else {}
    except MaydanError:
        return {}
    return {p.gazetteer_id: places[p.gazetteer_id].admin1 for p in reading.places
            if p.gazetteer_id and p.gazetteer_id in places}


def _write(
    connection: Connection, prepared: Sequence[tuple[Document, Reading, Tables]], words: Sequence[tuple[str, str]],
    report: AddReport,
) -> None:
    table = schema.documents
    ids = [d.document_id for d, _, _ in prepared]
    known = {r.document_id: r for r in connection.execute(
        select(table.c.document_id, table.c.seq, table.c.reading, table.c.added).where(table.c.document_id.in_(ids)))}
    seq = connection.execute(select(func.coalesce(func.max(table.c.seq), 0))).scalar_one()
    number = connection.execute(select(func.coalesce(func.max(schema.readings.c.reading), 0))).scalar_one()
    moment = now()
    patterns = active_patterns(connection)
    fresh: dict[str, list[dict[str, object]]] = {
        name: [] for name in ("documents", "texts", "readings", "records", "links", "places", "actors")}
    index = []
    for (document, reading, tables), (plain, stemmed) in zip(prepared, words, strict=True):
        packed = pack(reading)
        digest = sha256(packed)
        old = known.get(document.document_id)
        if old is not None and _same_reading(connection, old.reading, digest):
            report.unchanged += 1
            continue
        number += 1
        fresh["readings"].append({
            "reading": number, "document_id": document.document_id, "reader": reading.reader,
            "theatre": reading.theatre, "made": moment, "sha256": digest, "body": packed,
        })
        head = tables["documents"][0]
        values = {
            **{k: head[k] for k in ("document_id", "name", "title", "source", "author", "url", "published",
                                    "reference_date", "reference_earliest", "reference_latest", "language",
                                    "sha256_text", "length")},
            "reader": reading.reader, "theatre": reading.theatre, "reading": number,
        }
        found = records_of(tables)
        report.records += len(found)
        fresh["places"] += [place_values(p) for p in {(p["place"], p["name_en"]): p for p in tables["places"]}.values()]
        fresh["actors"] += [actor_values(a) for a in {a["actor"]: a for a in tables["actors"]}.values()]
        if old is None:
            seq += 1
            report.added += 1
            fresh["documents"].append({**values, "seq": seq, "added": moment})
            stored = msgspec.structs.replace(document, path=None)
            fresh["texts"].append({"document_id": document.document_id, "body": pack(stored)})
            index.append((seq, plain, stemmed))
            for (kind, row), body in zip(found, dumps_each([row for _, row in found]), strict=True):
                fresh["records"].append(record_values(kind, row, added=moment, body=body))
                fresh["links"] += links(kind, row, body)
        else:
            report.reread += 1
            connection.execute(update(table).where(table.c.document_id == document.document_id).values(**values))
            result = reread_rows(connection, document.document_id, found, moment)
            report.carried += result.carried
            report.lost += result.lost
            fresh["records"] += result.records
            fresh["links"] += result.links
    for name, rows in fresh.items():
        insert_rows(connection, schema.metadata.tables[name], rows)
    index_texts(connection, index)
    if patterns:
        apply_patterns(connection, patterns, [d.document_id for d, _, _ in prepared])


def _same_reading(connection: Connection, number: int | None, digest: str) -> bool:
    table = schema.readings
    return bool(connection.execute(select(table.c.sha256).where(table.c.reading == number)).scalar() == digest)


def _sight(connection: Connection, documents: Sequence[Document]) -> None:
    """Keep under which names, outlets and addresses the same bytes were met."""
    table = schema.sightings
    keys = dict.fromkeys((d.document_id, d.name, d.source or "", d.url or "") for d in documents)
    there = {tuple(r) for r in connection.execute(
        select(table.c.document_id, table.c.name, table.c.source, table.c.url)
        .where(table.c.document_id.in_(sorted({key[0] for key in keys}))))} if keys else set()
    moment = now()
    insert_rows(connection, table, [
        {"document_id": ident, "name": name, "source": source, "url": url, "seen": moment}
        for ident, name, source, url in keys if (ident, name, source, url) not in there])
