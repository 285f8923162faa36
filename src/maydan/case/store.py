"""``Case``: a body of documents, their readings and the reviewers' decisions."""

from __future__ import annotations

import contextlib
import secrets
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert, select

from maydan.case import loading, migrate, query, review, schema
from maydan.case.add import AddReport, Progress, add_documents, add_paths, add_readings, stored_documents
from maydan.case.agreement import Agreement, agreement
from maydan.case.backup import backup, restore
from maydan.case.browse import Browse
from maydan.case.codec import loads, now, unpack
from maydan.case.connect import Store, make_schema
from maydan.case.decisions import Decision, head, lineage, load, of_record
from maydan.case.diff import Change, diff_cases, diff_moments, diff_reader
from maydan.case.imports import add_dataset
from maydan.case.purge import Purged, erase, purge
from maydan.case.saved import Saved
from maydan.case.search import Found, search
from maydan.case.verify import Verified, verify
from maydan.case.views import Views
from maydan.errors import CaseError, UnknownError
from maydan.picture.tables import COLUMNS, Row, Tables, arrow
from maydan.records import Document, Reading, SetAside
from maydan.theatre.compiled import theatre as load_theatre

if TYPE_CHECKING:
    import polars as pl

    from maydan.exports import Exported
    from maydan.exports.compare import Comparison
    from maydan.theatre.model import TheatreData


class Case(Views, Browse, Saved):
    """A body of documents, kept in one SQLite file or in a PostgreSQL database.

    Make one with :meth:`create`, open one with :meth:`open`; usable as a context manager. One person or program writes
    at a time, any number read. Every method that fails raises :class:`maydan.errors.CaseError`.
    """

    def __init__(self, store: Store) -> None:
        self.store = store
        with store.read() as connection:
            self._meta: dict[str, str] = {r.key: r.value for r in connection.execute(select(schema.meta))}

    @classmethod
    def create(
        cls, where: str | Path, *, title: str = "", theatre: str = "auto", passphrase: str | None = None
    ) -> Case:
        """Make a new case.

        Args:
            where: a file ("aleppo" gives aleppo.maydan), or "postgresql://USER@HOST/DATABASE?case=NAME".
            theatre: for its documents: "auto" (by content), a packaged theatre, or a theatre's folder.
            passphrase: encrypts the file with SQLCipher; for PostgreSQL, the password.

        Raises:
            CaseError: there is a case already, or the place cannot be written.
        """
        store = Store(where, passphrase=passphrase)
        if store.path is not None:
            if store.path.exists():
                raise CaseError(f"{store.path} exists", "open it, or choose another name")
            if not store.path.parent.is_dir():
                raise CaseError(f"{store.path.parent} is no folder", "make it first")
        make_schema(store)
        with store.translated(), store.engine.connect() as connection:
            if migrate.revision(connection) is not None:
                raise CaseError(f"{store.name} holds a case already", "open it, or choose another ?case=NAME")
        migrate.upgrade(store)
        values = {"case_id": secrets.token_hex(8), "title": title, "theatre": theatre, "made": now(),
                  "index": schema.INDEX_VERSION}
        with store.write() as connection:
            connection.execute(insert(schema.meta), [{"key": k, "value": v} for k, v in values.items()])
        return cls(store)

    @classmethod
    def open(cls, where: str | Path, *, passphrase: str | None = None) -> Case:
        """Open a case that was made before; an older one is brought up to date.

        Raises:
            CaseError: there is none, it is damaged, encrypted, or made by a newer Maydan.
        """
        store = Store(where, passphrase=passphrase)
        if store.path is not None and not store.path.is_file():
            raise CaseError(f"there is no case {store.path}", f"make one: maydan case new {where}")
        migrate.check(store)
        case = cls(store)
        if loading.MARK in case._meta:  # a large load goes on, or was killed
            with contextlib.suppress(CaseError):  # it can be asked without the indexes too
                loading.mend(store)
        return case

    def __enter__(self) -> Case:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file or database."""
        self.store.close()

    @property
    def title(self) -> str:
        """What its makers call it."""
        return self._meta.get("title", "")

    @property
    def theatre(self) -> str:
        """The theatre by which its documents are read."""
        return self._meta.get("theatre", "auto")

    @property
    def case_id(self) -> str:
        """An id that stays with the case through backup and restore."""
        return self._meta.get("case_id", "")

    # Documents

    def add(
        self, paths: str | Path | Iterable[str | Path], *, theatre: str | None = None, published: str | None = None,
        reread: bool = False, progress: Progress | None = None,
    ) -> AddReport:
        """Read files and folders into the case. A file that is there already changes nothing, unless this reader or
        theatre is of another version: then it is read anew and decisions go over to the new records.

        Args:
            theatre: instead of the case's own.
            published: day of publication of documents that bring none.
            reread: read again even what this version has read.
            progress: called with the report so far, after every batch.
        """
        listed = [paths] if isinstance(paths, (str, Path)) else list(paths)
        return add_paths(self.store, listed, theatre=theatre or self.theatre, published=published, reread=reread,
                             progress=progress)

    def add_documents(
        self, documents: Iterable[Document | SetAside], *, theatre: str | None = None, reread: bool = False,
        progress: Progress | None = None,
    ) -> AddReport:
        """Read documents at hand (:func:`maydan.intake.from_text`) into the case, as :meth:`add` does files; what
        intake set aside is noted."""
        return add_documents(self.store, documents, theatre=theatre or self.theatre, reread=reread,
                                 progress=progress)

    def add_readings(
        self, pairs: Iterable[tuple[Document, Reading]], *, progress: Progress | None = None
    ) -> AddReport:
        """Take in documents with readings made elsewhere, such as a run over many machines."""
        return add_readings(self.store, pairs, progress=progress)

    def add_dataset(self, out: str | Path, *, progress: Progress | None = None) -> AddReport:
        """Take in every document of a dataset (``maydan run``) with its reading, as :meth:`add` would, without reading
        it again. Broken off, it goes on where it was: what this version's reading is there of is passed over.

        Args:
            progress: called with the report so far, after every batch.

        Raises:
            InputError: there is no dataset.
        """
        return add_dataset(self.store, out, progress=progress)

    def reread(self, *, force: bool = False, progress: Progress | None = None) -> AddReport:
        """Read every document anew from its stored text, where this reader or theatre is of another version (or
        ``force``); the files are not needed."""
        return add_documents(self.store, stored_documents(self.store), theatre=self.theatre, reread=force,
                                 progress=progress)

    def documents(
        self, *, source: str | None = None, since: str | None = None, until: str | None = None,
        limit: int | None = None, offset: int = 0,
    ) -> list[Row]:
        """Documents as rows, in the order in which they came; ``since`` and ``until`` test when they were written."""
        with self.store.read() as connection:
            return query.document_rows(connection, source=source, since=since, until=until, limit=limit, offset=offset)

    def document(self, document_id: str) -> Document:
        """One document with its text."""
        with self.store.read() as connection:
            return review.document_of(connection, document_id)

    def reading(self, document_id: str) -> Reading:
        """The newest reading of a document, as the machine made it."""
        table, readings = schema.documents, schema.readings
        with self.store.read() as connection:
            body = connection.execute(
                select(readings.c.body).join(table, table.c.reading == readings.c.reading)
                .where(table.c.document_id == document_id)).scalar()
        if body is None:
            raise UnknownError(f"the case has no document {document_id}", "list its documents")
        return unpack(body, Reading)

    # Records

    def records(self, kind: str, **filters: Any) -> list[Row]:
        """Records of a kind ("events", "holdings", "ties", "outlooks", "sayings", "figures", "times") as they stand.

        Filters: ``place`` and ``actor`` (key or id, in any slot), ``document``, ``type``, ``since`` and ``until``
        (days, tested by overlap), ``state`` ("standing" by default, "all", or one state), ``confirm``,
        ``min_confidence``, ``limit``, ``offset``. Rows have ``state``, ``version`` and ``confirm`` besides.
        """
        with self.store.read() as connection:
            return query.record_rows(connection, query.kind_of(kind), **filters)

    def record(self, record_id: str) -> Row:
        """One record as it stands; ``machine`` is what the reader said."""
        with self.store.read() as connection:
            return query.one_record(connection, record_id)

    def tables(self, documents: list[str] | None = None) -> Tables:
        """The flat tables of all standing records, as :mod:`maydan.picture` takes them."""
        with self.store.read() as connection:
            return query.flat_tables(connection, documents)

    def to_polars(self, table: str, **filters: Any) -> pl.DataFrame:
        """A table as a Polars frame, with the columns of :data:`maydan.picture.tables.COLUMNS`."""
        import polars as pl

        frame = pl.from_arrow(self._arrow(table, filters))
        assert isinstance(frame, pl.DataFrame)
        return frame

    def to_pandas(self, table: str, **filters: Any) -> Any:
        """A table as a pandas frame; pandas must be installed."""
        return self._arrow(table, filters).to_pandas()

    def _arrow(self, table: str, filters: Row) -> Any:
        if table not in COLUMNS:
            raise CaseError(f"{table!r} is no table", f"use one of {', '.join(COLUMNS)}")
        if table == "documents":
            rows = self.documents(**filters)
        elif table in ("places", "actors"):
            with self.store.read() as connection:
                rows = query.name_rows(connection, table)
        else:
            rows = self.records(table, **filters)
        return arrow(table, rows)

    def search(
        self, words: str, exact: bool = False, *, source: str | None = None, since: str | None = None,
        until: str | None = None, limit: int = 20, offset: int = 0,
    ) -> Found:
        """Look for words in the texts.

        Args:
            words: all must be there; "in quotes" next to each other, -not, begin*.
            exact: words as written (spelling evened out), not with conjunctions, prepositions, article or pronouns.
            source, since, until: only documents of an outlet, or written in a period.
        """
        with self.store.read() as connection:
            return search(connection, words, exact=exact, limit=limit, offset=offset, source=source,
                                 since=since, until=until)

    def places_named(self, name: str) -> list[str]:
        """Keys of the places that go by a name in Arabic or English, the most often named first."""
        with self.store.read() as connection:
            return query.place_keys(connection, name)

    # Review

    def decide(
        self, record_id: str, action: str, *, reviewer: str, reason: str = "", changes: Row | None = None,
        seen: int | None = None, pattern: bool = False,
    ) -> review.Outcome:
        """Accept, correct or reject a record. What the machine said stays; undo with :meth:`undo`.

        Args:
            action: "accept", "correct" (with ``changes``: slot to value) or "reject".
            seen: ``version`` of the record as the reviewer saw it; refused if another decision came between.
            pattern: reject also what the same rule made of the same word, here and in documents to come, where no
                person has decided otherwise.
        """
        with self.store.write() as connection:
            return review.decide(connection, record_id, action, reviewer=reviewer, reason=reason, changes=changes,
                                 seen=seen, pattern=pattern)

    def add_record(
        self, document_id: str, kind: str, slots: Row, *, start: int, end: int, reviewer: str, reason: str = ""
    ) -> review.Outcome:
        """Enter a record that the reader missed, on the words ``start`` to ``end`` of a document."""
        with self.store.write() as connection:
            return review.add_record(connection, document_id, query.kind_of(kind), slots, start, end,
                                     reviewer=reviewer, reason=reason)

    def undo(
        self, record_id: str, *, reviewer: str, reason: str = "", seen: int | None = None, seq: int | None = None
    ) -> review.Outcome:
        """Take back the newest decision on a record that still counts, or the one numbered ``seq`` (an undo too)."""
        with self.store.write() as connection:
            return review.undo(connection, record_id, reviewer=reviewer, reason=reason, seen=seen, seq=seq)

    def judge(
        self, action: str, subject: str, content: Row, *, reviewer: str, reason: str = ""
    ) -> Decision:
        """Enter a judgement on the picture: "join" or "split" of two events, "settle" of an outlook, "note"."""
        with self.store.write() as connection:
            return review.judge(connection, action, subject, content, reviewer=reviewer, reason=reason)

    def take_back(self, seq: int, *, reviewer: str, reason: str = "") -> Decision:
        """Undo a judgement by its number."""
        with self.store.write() as connection:
            return review.take_back(connection, seq, reviewer=reviewer, reason=reason)

    def judgements(self, action: str | None = None) -> list[Decision]:
        """Judgements that count, in order."""
        actions = review.JUDGEMENTS if action is None else (action,)
        with self.store.read() as connection:
            found = load(connection, schema.decisions.c.action.in_((*actions, "undo")))
        return [d for d in found if d.active and d.action in actions]

    def history(self, record_id: str) -> list[Decision]:
        """Every decision on a record, also those on its forerunners in older readings, undone ones marked."""
        with self.store.read() as connection:
            return of_record(connection, record_id)

    def lost(self) -> list[Row]:
        """Records with decisions that the newest reading of their document holds no more."""
        with self.store.read() as connection:
            return [{**dict(r._mapping), "row": loads(r.row)} for r in connection.execute(select(schema.lost))]

    def forerunners(self, record_id: str) -> list[str]:
        """Ids of records of older readings whose decisions this record bears."""
        with self.store.read() as connection:
            return lineage(connection, record_id)[1:]

    def agreement(self, kind: str | None = None) -> Agreement:
        """How far reviewers who decided on the same records agree (Krippendorff's alpha)."""
        with self.store.read() as connection:
            return agreement(connection, query.kind_of(kind) if kind else None)

    # The case as a whole

    def status(self) -> Row:
        """What it holds: counts, versions, the head of the chain of decisions."""
        with self.store.read() as connection:
            number, digest = head(connection)
            return {"case": self.store.name, "title": self.title, "case_id": self.case_id, "theatre": self.theatre,
                    "store": self.store.dialect, "encrypted": self.store.encrypted,
                    **query.counts(connection), "head": digest, "last_decision": number}

    def marks(self) -> tuple[int, ...]:
        """Numbers that are others wherever a document, reading or decision came or went; costs nearly nothing."""
        with self.store.read() as connection:
            return query.marks(connection)

    def changes(self, since: str = "", until: str | None = None) -> list[Row]:
        """Records changed or withdrawn after a moment (ISO, UTC), for people who keep copies."""
        with self.store.read() as connection:
            return query.change_rows(connection, since, until)

    def verify(self, *, head: str | None = None) -> Verified:
        """Check the chain of decisions, the texts and every quote; ``head`` is a hash noted earlier."""
        with self.store.read() as connection:
            return verify(connection, head=head)

    def versions(self) -> list[Row]:
        """By which readers and theatres its documents were read."""
        with self.store.read() as connection:
            return query.versions(connection)

    def export(
        self, format: str, path: str | Path, *, profile: str = "full", refused: str = "stop"
    ) -> Exported:
        """Write the case in a format of the registry (:data:`maydan.exports.FORMATS`) into a folder.

        Args:
            profile: publish profile, applied before anything is written.
            refused: "stop" at a record whose quote does not stand in its text, or "skip" it.

        Raises:
            ExportError: unknown format or profile, or a record that does not stand in its text.
        """
        from maydan.exports import bundle, export
        from maydan.exports.registry import quote_check

        found = self.picture()
        made = bundle(
            self.tables(), incidents=found.incidents, members=found.members, title=self.title,
            theatres=self._theatres(), head=self.status()["head"])
        return export(made, format, path, profile=profile, refused=refused,
                      check=quote_check(lambda document_id: self.document(document_id).text))

    def _theatres(self) -> list[TheatreData]:
        """The data of the theatres that its documents were read with."""
        names = dict.fromkeys(v["theatre"].split(" ", 1)[0] for v in self.versions() if v["theatre"])
        return [load_theatre(n).data for n in names]

    def compare(
        self, table: str | Path, *, since: str | None = None, until: str | None = None, days: int | None = None,
        km: float | None = None,
    ) -> Comparison:
        """Hold the incidents against a table of UCDP GED, ACLED or Airwars: coverage, matches, misses.

        Args:
            since, until: the period compared; without them that of the dated incidents.
            days, km: how far apart two tellings of one thing may lie.
        """
        from maydan.exports.compare import DAYS, KM, compare
        from maydan.exports.imports import read_comparison

        found = self.picture()
        return compare(
            found.incidents, read_comparison(table), places=found.places, theatres=self._theatres(), since=since,
            until=until, days=DAYS if days is None else days, km=KM if km is None else km)

    def diff(self, other: Case | str, until: str | None = None) -> list[Change]:
        """What changed from this case to another, or, given a moment or day (ISO, UTC), in this case since then.

        Args:
            other: a case, or the moment after which changes count. until: the last moment that counts.
        """
        with self.store.read() as mine:
            if isinstance(other, str):
                return list(diff_moments(mine, other, until))
            with other.store.read() as theirs:
                return list(diff_cases(mine, theirs))

    def diff_reader(self, version: str) -> list[Change]:
        """What the newest readings say otherwise than those made by a version of the reader."""
        with self.store.read() as connection:
            return list(diff_reader(connection, version))

    def backup(self, target: str | Path) -> str:
        """Write a copy that can be opened without this case: an SQLite file, or a bundle (".zip", for both stores)."""
        return backup(self.store, Path(target))

    @staticmethod
    def restore(source: str | Path, where: str | Path, *, passphrase: str | None = None) -> Case:
        """Make a case from a backup; nothing that exists is overwritten."""
        restore(Path(source), where, passphrase=passphrase)
        return Case.open(where, passphrase=passphrase)

    def purge(self, document_ids: Iterable[str], *, reviewer: str, reason: str = "") -> Purged:
        """Take documents out for good: texts, readings, records, and what decisions said of them.

        The chain of decisions stays whole, with a line that says that content was purged, when and by whom. Backups and
        exports made before keep what they hold.
        """
        return purge(self.store, list(document_ids), reviewer=reviewer, reason=reason)

    def erase(self) -> None:
        """Take the whole case away and overwrite its file; copies elsewhere stay."""
        erase(self.store)
