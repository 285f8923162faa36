"""The case as a whole: what it holds, the words it uses, the names in it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Response, get
from litestar.params import QueryParameter

from maydan.case.query import STATES
from maydan.case.review import EDITABLE
from maydan.exports import FORMATS, PROFILES
from maydan.records.vocabulary import CHANGES, EVENT_GROUPS, FIGURE_OF, RELATIONS, STATUSES
from maydan.version import __version__
from maydan.web.answers import Answer
from maydan.web.params import AtDesk
from maydan.web.settings import KEPT
from maydan.web.views.overview import case_names, overview, suggested

NAMES = 20_000
SUGGESTED = 20


@get("/api/case", sync_to_thread=True)
def case(desk: AtDesk) -> dict[str, Any]:
    """Title, period, counts, sources, reviewers."""
    return overview(desk)


@get("/api/vocabulary", sync_to_thread=True)
def vocabulary() -> Response[Any]:
    """The closed lists that records and filters are written in."""
    return Answer({
        "event_types": [{"type": t, "family": f} for f, types in EVENT_GROUPS.items() for t in types],
        "statuses": STATUSES, "changes": CHANGES, "relations": RELATIONS, "figure_of": FIGURE_OF,
        "outlook_kinds": ("forecast", "aim", "condition"), "polarities": ("likely", "unlikely", "possible"),
        "saying_kinds": ("direct", "indirect"), "time_types": ("DATE", "DURATION", "SET"), "states": STATES,
        "editable": EDITABLE, "profiles": sorted(PROFILES),
        "formats": [{"name": f.name, "extension": "xlsx" if f.name == "xlsx" else "zip", "description": f.title}
                    for f in FORMATS.values()],
        "version": __version__,
    }, media_type="application/json", headers={"cache-control": KEPT})


@get("/api/names", sync_to_thread=True)
def names(desk: AtDesk) -> dict[str, Any]:
    """All that the case names, most named first."""
    return case_names(desk, NAMES)


@get("/api/suggest", sync_to_thread=True)
def suggest(
    desk: AtDesk, kind: Literal["place", "actor"], q: Annotated[str, QueryParameter(max_length=200)] = "",
) -> dict[str, Any]:
    """Places or actors whose names begin with or hold some letters: of the case, then of the theatre."""
    return {"rows": suggested(desk, kind, q, SUGGESTED)}


routes = [case, vocabulary, names, suggest]
