"""Saved searches, with what is new in them."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import delete, get, post, put
from litestar.params import JSONBody

from maydan.errors import UnknownError
from maydan.web.params import AtDesk, Id
from maydan.web.views import news


class Search(msgspec.Struct):
    """A search to be saved: its name and the address of the view."""

    name: str
    view: str


class Change(msgspec.Struct):
    """What becomes of a saved search: seen now, another name, another view."""

    seen: bool = False
    name: str | None = None
    view: str | None = None


@get("/api/searches", sync_to_thread=True)
def searches(desk: AtDesk) -> dict[str, Any]:
    """All saved searches."""
    return {"rows": news.searches(desk.snapshot(), desk.case)}


@post("/api/searches", sync_to_thread=True)
def save(desk: AtDesk, data: JSONBody[Search]) -> dict[str, Any]:
    """Save a view under a name."""
    return _shown(desk.case.save_search(data.name, data.view))


@put("/api/searches/{search_id:str}", sync_to_thread=True)
def change(desk: AtDesk, search_id: Id, data: JSONBody[Change]) -> dict[str, Any]:
    """Mark a search as seen, or rename it."""
    known = next((s for s in desk.case.searches() if s["search_id"] == search_id), None)
    if known is None:
        raise UnknownError(f"the case has no saved search {search_id}", "list them again")
    if data.name is not None or data.view is not None:
        known = desk.case.save_search(data.name or known["name"], data.view or known["view"], search_id=search_id)
    if data.seen:
        known = desk.case.see_search(search_id)
    return _shown(known)


@delete("/api/searches/{search_id:str}", sync_to_thread=True, status_code=200)
def drop(desk: AtDesk, search_id: Id) -> dict[str, Any]:
    """Forget a search."""
    desk.case.drop_search(search_id)
    return {"search_id": search_id}


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    return {k: v for k, v in row.items() if k != "seen_document"} | {"new": {"documents": 0, "records": 0}}


routes = [searches, save, change, drop]
