"""Ties between actors."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, get
from litestar.params import QueryParameter

from maydan.web.asking import asked, listed_values
from maydan.web.params import AtDesk, Id, Word
from maydan.web.views import network as view


@get("/api/network", sync_to_thread=True)
def network(desk: AtDesk, request: Request[Any, Any, Any], relation: Word = None,
            min_sources: Annotated[int, QueryParameter(ge=1, le=1_000_000)] = 1, actor: Word = None) -> dict[str, Any]:
    """Actors and edges over a range of time."""
    filters = asked(request)
    return view.network(desk.snapshot(), since=filters.since, until=filters.until, relations=listed_values(relation),
                        min_sources=min_sources, actor=actor or None)


@get("/api/ties/{a:str}/{b:str}", sync_to_thread=True)
def ties(desk: AtDesk, a: Id, b: Id) -> dict[str, Any]:
    """The edges between two actors with their words."""
    return {"rows": view.ties(desk.snapshot(), desk.case, a, b)}


routes = [network, ties]
