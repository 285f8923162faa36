"""Incidents over time."""

from __future__ import annotations

from typing import Any

from litestar import Request, get

from maydan.web.asking import asked
from maydan.web.params import AtDesk, Word
from maydan.web.views import timeline as view


@get("/api/timeline", sync_to_thread=True)
def timeline(desk: AtDesk, request: Request[Any, Any, Any], grain: Word = None) -> dict[str, Any]:
    """Histogram and lanes."""
    filters, checked = asked(request), view.checked(grain or None)
    return view.timeline(desk.snapshot(), filters, grain=checked)


routes = [timeline]
