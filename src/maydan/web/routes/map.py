"""The map: states over time for the slider, one place on a day, incidents in a box, the base map."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response, get
from litestar.params import QueryParameter

from maydan.picture.timelines import ALL_ACCOUNTS
from maydan.theatre.load import packaged_theatres
from maydan.web.answers import Answer
from maydan.web.asking import asked, day
from maydan.web.basemap import base_of
from maydan.web.params import AtDesk, Id, Word
from maydan.web.settings import KEPT, PRIVATE
from maydan.web.views import map as view

_Place = Annotated[str, QueryParameter(max_length=300)]
_Day = Annotated[str, QueryParameter(min_length=10, max_length=10)]


@get("/api/map/intervals", sync_to_thread=True)
def intervals(desk: AtDesk, by: Word = None) -> Response[bytes]:
    """States of all places over time, by one account or by all together."""
    return Response(view.intervals(desk.snapshot(), by or ALL_ACCOUNTS), media_type="application/json")


@get("/api/map/holder", sync_to_thread=True)
def holder(desk: AtDesk, place: _Place, on: _Day, by: Word = None) -> dict[str, Any]:
    """Who held a place on a day, by each account, with quotes."""
    on = day("on", on) or ""
    return {"rows": view.holder(desk.snapshot(), desk.case, place, on, by or None)}


@get("/api/map/incidents", sync_to_thread=True)
def incidents(desk: AtDesk, request: Request[Any, Any, Any],
              zoom: Annotated[float, QueryParameter(ge=0, le=30)] = 6.0) -> dict[str, Any]:
    """Incidents in a box as points or clusters."""
    filters = asked(request)
    return view.incidents(desk.snapshot(), filters, zoom=zoom)


@get("/api/map/base", sync_to_thread=True)
def base(desk: AtDesk) -> Response[Any]:
    """The layers of the base map of the case's theatres."""
    return Answer(base_of(desk.snapshot()), media_type="application/json")  # differs from case to case


@get("/api/map/base/{name:str}", sync_to_thread=True)
def layer(desk: AtDesk, name: Id) -> Response[bytes]:
    """One layer as GeoJSON."""
    outlines = desk.snapshot().outlines
    packaged = name.rpartition("-")[0] in packaged_theatres()
    return Response(outlines.layer(name), media_type="application/geo+json",
                    headers={"cache-control": KEPT if packaged else PRIVATE})


routes = [intervals, holder, incidents, base, layer]
