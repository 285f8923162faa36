"""What is on screen as a file."""

from __future__ import annotations

from typing import Any

from litestar import Request, get
from litestar.response import Stream

from maydan.web.asking import asked
from maydan.web.params import AtDesk, Word
from maydan.web.views import export as view


@get("/api/export/preview", sync_to_thread=True)
def preview(desk: AtDesk, request: Request[Any, Any, Any], format: Word = None, profile: Word = None,
            kind: Word = None) -> dict[str, Any]:
    """How many rows would leave, and what the profile takes out."""
    what = view.wanted(kind, format or "csv", profile or "public", asked(request))
    return view.look(desk.snapshot(), desk.case, what)


@get("/api/export", sync_to_thread=True)
def export(desk: AtDesk, request: Request[Any, Any, Any], format: Word = None, profile: Word = None,
           kind: Word = None) -> Stream:
    """The file."""
    name, media, file, size = view.written(
        desk.snapshot(), desk.case, view.wanted(kind, format or "csv", profile or "public", asked(request)))
    return Stream(view.parts(file), media_type=media, headers={
        "content-disposition": f'attachment; filename="{name}"', "content-length": str(size)})


routes = [export, preview]
