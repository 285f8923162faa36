"""Saved searches: what came since each was last seen."""

from __future__ import annotations

from typing import Any
from urllib.parse import unquote, urlsplit

import msgspec

from maydan.case import Case
from maydan.case.library import DocumentsWanted
from maydan.errors import MaydanError
from maydan.picture.classes import CLASS_OF
from maydan.picture.tables import Row
from maydan.web.asking import Filters, filters_of, parameters, records_where
from maydan.web.snapshot import Snapshot

# Which records a view shows; a view that is not named here shows all kinds.
_KINDS = {
    "map": ("event", "holding"), "timeline": ("event",), "network": ("tie",), "contradictions": ("event", "holding"),
    "outlooks": ("outlook",),
}


class Looked(msgspec.Struct, frozen=True, kw_only=True):
    """A view's address taken apart: its name, the thing it shows ("" for a list), words looked for, filters."""

    view: str
    one: str
    words: str
    exact: bool
    filters: Filters


def looked(address: str) -> Looked:
    """What a view shows, from its address ("/map?since=2016-01-01", "/places/C1007"); faulty filters are none."""
    try:
        query, parts = parameters(address), urlsplit(address)
        path = parts.path if parts.path.strip("/") else urlsplit(parts.fragment).path
    except ValueError:  # no address, or one of too many parts
        return Looked(view="", one="", words="", exact=False, filters=Filters())
    names = [unquote(p) for p in path.split("/") if p]
    view, one = names[0] if names else "library", names[1] if len(names) > 1 else ""
    try:
        filters = filters_of(query)
    except MaydanError:
        filters = Filters()
    types = filters.types
    if filters.classes:
        types = (*types, *(t for t, c in CLASS_OF.items() if c in filters.classes),
                 *(c for c in filters.classes if c not in CLASS_OF.values()))
    elif view == "outlooks" and query.get("kind"):
        types = tuple(query["kind"])
    places = (*filters.places, one) if view == "places" and one else filters.places
    actors = (*filters.actors, one) if view == "actors" and one else filters.actors
    filters = msgspec.structs.replace(
        filters, types=tuple(dict.fromkeys(types)), places=places, actors=actors,
        kinds=_KINDS.get(view, ()) if view in _KINDS else filters.kinds,
        document=one if view == "read" else filters.document)
    return Looked(view=view, one=one, words=" ".join(query.get("q", [])) if view == "library" else "",
                  exact=bool(query.get("exact")), filters=filters)


def searches(snapshot: Snapshot, case: Case) -> list[Row]:
    """Saved searches with ``new``: documents and records that came since each was last seen and meet its filters."""
    rows = []
    for row in case.searches():
        after = row.pop("seen_document")
        rows.append({**row, "new": new(snapshot, case, row["view"], row["seen"], after)})
    return rows


def new(snapshot: Snapshot, case: Case, address: str, seen: str, after: int) -> dict[str, int]:
    """How many documents and records of a view came after a moment and after a document's number."""
    shown = looked(address)
    latest = snapshot.kept("latest", lambda: snapshot.tuples(
        "SELECT (SELECT max(doc) FROM documents), (SELECT max(added) FROM records)")[0])
    found: dict[str, int] = {"documents": 0, "records": 0}
    if latest[0] is not None and latest[0] > after and not shown.one:
        found["documents"] = _documents(case, shown, after)
    if latest[1] is not None and not shown.words:
        where = records_where(snapshot, shown.filters).add("r.added > TRY_CAST(? AS TIMESTAMP)", seen)
        found["records"] = int(snapshot.one(f"SELECT count(*) FROM records r {where}", where.values))
    return found


def _documents(case: Case, shown: Looked, after: int) -> int:
    """New documents; views that list no documents count those of their outlets and days."""
    filters = shown.filters
    library: dict[str, Any] = {}
    if shown.view == "library":
        library = {"place": next(iter(filters.places), None), "actor": next(iter(filters.actors), None),
                   "kind": next(iter(filters.kinds), None),
                   "state": filters.state if filters.state in ("machine", "accepted", "corrected", "rejected", "added")
                   else None}
    wanted = DocumentsWanted(
        q=shown.words, exact=shown.exact, source=next(iter(filters.sources), None), since=filters.since,
        until=filters.until, after=after, **library)
    try:
        return case.list_documents(wanted, order="-added", limit=1).total
    except MaydanError:
        return 0  # words that cannot be looked for, or a filter that fits nothing
