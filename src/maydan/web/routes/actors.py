"""Actors: a list to look in, and a page each."""

from __future__ import annotations

from typing import Any

from litestar import get

from maydan.web.answers import listed
from maydan.web.params import FIRST_PAGE, AtDesk, Id, Limit, Offset, Word
from maydan.web.views import names as view


@get("/api/actors", sync_to_thread=True)
def actors(desk: AtDesk, q: Word = None, limit: Limit = FIRST_PAGE, offset: Offset = 0) -> dict[str, Any]:
    """Actors of the case, most named first."""
    return listed(*view.names(desk.snapshot(), "actor", words=(q or "")[:200], limit=limit, offset=offset))


@get("/api/actors/{actor_id:path}", sync_to_thread=True)
def actor(desk: AtDesk, actor_id: Id) -> dict[str, Any]:
    """One actor."""
    return view.actor(desk.snapshot(), actor_id.removeprefix("/"))


routes = [actors, actor]
