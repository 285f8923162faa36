"""Questions of people who page through a case; :class:`maydan.case.Case` has them all."""

from __future__ import annotations

from abc import ABC
from collections.abc import Sequence

import msgspec
from sqlalchemy import select

from maydan.case import library, schema
from maydan.case.agreement import Judged, judged
from maydan.case.connect import Store
from maydan.case.decisions import Decision, load, marked
from maydan.case.library import DocumentsWanted
from maydan.case.lists import Page, Wanted, record_page
from maydan.case.query import kind_of, records_by_id
from maydan.picture.tables import Row


class Dispute(msgspec.Struct, frozen=True, kw_only=True):
    """A record on which reviewers decided differently.

    Attributes:
        record_id: of the record as it is called now.
        decisions: the newest decision that counts of each reviewer, oldest first.
        settled_by: who decided last, where that is a third person after two who differ; else None.
    """

    record_id: str
    decisions: tuple[Decision, ...]
    settled_by: str | None = None


class Browse(ABC):
    """Pages of documents, records and decisions."""

    store: Store

    def list_records(self, wanted: Wanted, *, order: str = "date", limit: int = 50, offset: int = 0) -> Page:
        """A page of records; see :class:`maydan.case.lists.Wanted` and :data:`maydan.case.lists.ORDERS`."""
        with self.store.read() as connection:
            return record_page(connection, wanted, order=order, limit=limit, offset=offset)

    def list_documents(
        self, wanted: DocumentsWanted, *, order: str | None = None, limit: int = 50, offset: int = 0
    ) -> Page:
        """A page of documents; see :class:`maydan.case.library.DocumentsWanted`."""
        with self.store.read() as connection:
            return library.document_page(connection, wanted, order=order, limit=limit, offset=offset)

    def document_row(self, document_id: str) -> Row | None:
        """One document as a row of such a page; None where there is none."""
        with self.store.read() as connection:
            return library.document_row(connection, document_id)

    def sightings(self, document_id: str) -> list[Row]:
        """Other names, outlets and addresses under which a document was met."""
        with self.store.read() as connection:
            return library.sightings(connection, document_id)

    def short_documents(self, document_ids: Sequence[str]) -> dict[str, Row]:
        """Id -> name, title, outlet, address and date of documents; unknown ids are left out."""
        with self.store.read() as connection:
            return library.short_documents(connection, list(dict.fromkeys(document_ids)))

    def records_of(self, record_ids: Sequence[str]) -> list[Row]:
        """Records as they stand, by their ids; unknown ids are left out."""
        with self.store.read() as connection:
            return records_by_id(connection, list(record_ids))

    def sources(self) -> list[Row]:
        """Outlets with how many documents each gave, most first."""
        with self.store.read() as connection:
            return library.sources(connection)

    def reviewers(self) -> list[str]:
        """Everyone who took a decision, most first."""
        with self.store.read() as connection:
            return library.reviewers(connection)

    def disputes(self, kind: str | None = None) -> list[Dispute]:
        """Records on which the newest decisions of two reviewers differ, the newest dispute first."""
        with self.store.read() as connection:
            units = judged(connection, kind_of(kind) if kind else None)
        found = []
        for record_id, by in units.items():
            if len({said for said, _ in by.values()}) > 1:
                order = sorted((decision for _, decision in by.values()), key=lambda d: d.seq)
                found.append(Dispute(record_id=record_id, decisions=tuple(order), settled_by=_settled(by, order)))
        return sorted(found, key=lambda d: -d.decisions[-1].seq)

    def newest_decisions(self, limit: int = 50, offset: int = 0) -> tuple[list[Decision], int]:
        """The newest decisions of all, undone ones marked; and how many there are."""
        table = schema.decisions
        with self.store.read() as connection:
            last = connection.execute(select(table.c.seq).order_by(table.c.seq.desc()).limit(1)).scalar() or 0
            top = last - offset
            page = {d.seq: d for d in load(connection, table.c.seq <= top, table.c.seq > top - limit)}
            page |= {d.seq: d for d in load(connection, table.c.action == "undo", table.c.seq > top - limit)}
        decisions = marked([page[seq] for seq in sorted(page)])
        return [d for d in reversed(decisions) if d.seq <= top], last


def _settled(by: Judged, order: Sequence[Decision]) -> str | None:
    last = order[-1]
    before = {by[d.reviewer][0] for d in order[:-1]}
    return last.reviewer if len(before) > 1 else None
