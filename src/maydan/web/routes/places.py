"""Places: a list to look in, and a page each."""

from __future__ import annotations

from typing import Any

from litestar import get

from maydan.web.answers import listed
from maydan.web.params import FIRST_PAGE, AtDesk, Id, Limit, Offset, Word
from maydan.web.views import names as view


@get("/api/places", sync_to_thread=True)
def places(desk: AtDesk, q: Word = None, limit: Limit = FIRST_PAGE, offset: Offset = 0) -> dict[str, Any]:
    """Places of the case, most named first."""
    return listed(*view.names(desk.snapshot(), "place", words=(q or "")[:200], limit=limit, offset=offset))


@get("/api/places/{key:path}", sync_to_thread=True)
def place(desk: AtDesk, key: Id) -> dict[str, Any]:
    """One place: a path, for keys made of names may hold a slash."""
    return view.place(desk.snapshot(), key.removeprefix("/"))


routes = [places, place]
