"""The case as a whole: what it holds."""

from __future__ import annotations

from typing import Any

from litestar import get

from maydan.web.params import AtDesk


@get("/api/case", sync_to_thread=True)
def case(desk: AtDesk) -> dict[str, Any]:
    """Title, period, counts, sources, reviewers."""
    return {"title": desk.case.title, "case_id": desk.case.case_id, "theatre": desk.case.theatre,
            "reviewer": desk.reviewer, "changed": desk.changed()}


routes = [case]
