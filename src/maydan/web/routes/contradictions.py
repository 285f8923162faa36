"""What sources disagree on."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from maydan.web.answers import listed
from maydan.web.asking import asked
from maydan.web.params import FIRST_PAGE, AtDesk, Limit, Offset, Word
from maydan.web.views import claims as view


@get("/api/contradictions", sync_to_thread=True)
def contradictions(desk: AtDesk, request: Request[Any, Any, Any], kind: Word = None, place: Word = None,
                   limit: Limit = FIRST_PAGE, offset: Offset = 0) -> dict[str, Any]:
    """Disagreements, weightiest first, with words."""
    filters = asked(request)
    return listed(*view.contradictions(
        desk.snapshot(), desk.case, kind=kind or None, place=place or None, since=filters.since, until=filters.until,
        limit=limit, offset=offset))


routes = [contradictions]
