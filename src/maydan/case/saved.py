"""What a case keeps beside documents and decisions: files that could not be read, and saved searches."""

from __future__ import annotations

import re
import secrets
from abc import ABC
from collections.abc import Iterable, Sequence
from pathlib import Path

from sqlalchemy import Connection, delete, func, insert, select, update

from maydan.case import schema
from maydan.case.codec import now
from maydan.case.connect import Store
from maydan.errors import CaseError, UnknownError
from maydan.picture.tables import Row
from maydan.records import SetAside

_CHUNK = 500
_NAME, _VIEW = 200, 8000  # longest name and address of a saved search


class Saved(ABC):
    """Set-aside files and saved searches; :class:`maydan.case.Case` has them all."""

    store: Store

    def set_aside(self) -> list[Row]:
        """Files that could not be read, newest first: ``name``, ``reason``, ``advice``, ``at``. A file that is read
        later is off the list."""
        table = schema.set_aside
        with self.store.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.at.desc(), table.c.name))
            return [dict(r._mapping) for r in rows]

    def searches(self) -> list[Row]:
        """Saved searches in the order in which they were made.

        Rows have ``search_id``, ``name``, ``view`` (address of the page), ``made`` and ``seen`` (moments), and
        ``seen_document``: number (``seq``) of the newest document when it was last seen.
        """
        table = schema.searches
        with self.store.read() as connection:
            rows = connection.execute(select(table).order_by(table.c.made, table.c.search_id))
            return [dict(r._mapping) for r in rows]

    def save_search(self, name: str, view: str, *, search_id: str | None = None) -> Row:
        """Save a search, or (with ``search_id``) give a saved one another name and address.

        Args:
            view: the page's own address, beginning with "/", "?" or "#".

        Raises:
            UnknownError: there is no such search. CaseError: a name or address that cannot be kept.
        """
        name = " ".join(name.split())
        if not 0 < len(name) <= _NAME:
            raise CaseError(f"a saved search needs a name of 1 to {_NAME} characters", "give it one")
        if len(view) > _VIEW or not re.match(r"[?#]|/(?![/\\])", view) or re.search(r"[\x00-\x1f]", view):
            raise CaseError("this is no address of the explorer", "it begins with /, ? or # and has at most "
                            f"{_VIEW} characters")
        table = schema.searches
        with self.store.write() as connection:
            if search_id is None:
                search_id, moment = f"s{secrets.token_hex(8)}", now()
                connection.execute(insert(table).values(
                    search_id=search_id, name=name, view=view, made=moment, seen=moment,
                    seen_document=_newest(connection)))
            else:
                connection.execute(update(table).where(table.c.search_id == search_id).values(name=name, view=view))
            return _search(connection, search_id)

    def see_search(self, search_id: str) -> Row:
        """Mark a saved search as seen: what comes later is new."""
        table = schema.searches
        with self.store.write() as connection:
            connection.execute(update(table).where(table.c.search_id == search_id).values(
                seen=now(), seen_document=_newest(connection)))
            return _search(connection, search_id)

    def drop_search(self, search_id: str) -> None:
        """Forget a saved search."""
        table = schema.searches
        with self.store.write() as connection:
            _search(connection, search_id)
            connection.execute(delete(table).where(table.c.search_id == search_id))


def _search(connection: Connection, search_id: str) -> Row:
    row = connection.execute(select(schema.searches).where(schema.searches.c.search_id == search_id)).first()
    if row is None:
        raise UnknownError(f"the case has no saved search {search_id}", "list them again")
    return dict(row._mapping)


def _newest(connection: Connection) -> int:
    return int(connection.execute(select(func.coalesce(func.max(schema.documents.c.seq), 0))).scalar_one())


def note_aside(connection: Connection, found: Sequence[SetAside], read: Iterable[str]) -> None:
    """Keep which files could not be read, and take those off the list that now were.

    Args:
        found: what was set aside. read: names of documents that were read.
    """
    table = schema.set_aside
    rows = {bare_name(item.name): item for item in found}
    gone = list({*rows, *read})
    for first in range(0, len(gone), _CHUNK):
        connection.execute(delete(table).where(table.c.name.in_(gone[first:first + _CHUNK])))
    moment = now()
    if rows:
        connection.execute(insert(table), [
            {"name": name, "reason": item.reason, "advice": item.hint, "at": moment} for name, item in rows.items()])


def bare_name(name: str) -> str:
    """A file's name without the folders it lay in, which a case does not keep; a member's place in it stays."""
    if "/" not in name and "\\" not in name:
        return name
    for match in re.finditer("#", name):
        if Path(name[:match.start()]).is_file():
            return f"{Path(name[:match.start()]).name}#{name[match.end():]}"
    return Path(name).name or name
