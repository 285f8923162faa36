"""The library and the reader: lists of documents, one document, files taken in."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import anyio.to_thread
from litestar import Request, get, post
from litestar.params import QueryParameter

from maydan.case.library import DocumentsWanted
from maydan.errors import SettingError, UnknownError
from maydan.picture.tables import Row
from maydan.web.desk import Desk
from maydan.web.jobs import Job
from maydan.web.params import FIRST_PAGE, AtDesk, Day, Flag, Id, Limit, Offset, State, Word
from maydan.web.settings import UPLOAD_BYTES
from maydan.web.upload import readable, receive, visible
from maydan.web.views.document import document_view
from maydan.web.views.listing import answered, with_rows

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@get("/api/documents", sync_to_thread=True)
def documents(
    desk: AtDesk, q: Word = None, exact: Flag = False, source: Word = None, since: Day = None, until: Day = None,
    place: Word = None, actor: Word = None, kind: Word = None, in_state: State = None,
    copies: Annotated[Literal["group", "all"], QueryParameter()] = "group", sort: Word = None,
    limit: Limit = FIRST_PAGE, offset: Offset = 0,
) -> dict[str, Any]:
    """Documents by filters and words."""
    known = desk.copies()
    page = desk.case.list_documents(DocumentsWanted(
        q=q or "", exact=exact, source=source or None, since=since, until=until, place=place or None,
        actor=actor or None, kind=kind or None, state=in_state or None, hidden=known.of if copies == "group" else {},
    ), order=sort or None, limit=limit, offset=offset)
    return answered(with_rows(page, with_copies(desk, page.rows)))


def with_copies(desk: Desk, rows: list[Row]) -> list[Row]:
    """Rows of documents with ``copy_of`` and ``copies``."""
    known = desk.copies()
    groups = {r["document_id"]: known.group(r["document_id"]) for r in rows}
    short = desk.case.short_documents([i for ids in groups.values() for i in ids])
    return [{**r, "copy_of": known.of.get(r["document_id"]), "copies": [
        {k: short[i][k] for k in ("document_id", "source", "name")} for i in groups[r["document_id"]] if i in short]}
        for r in rows]


@get("/api/documents/{document_id:str}", sync_to_thread=True)
def document(desk: AtDesk, document_id: Id) -> dict[str, Any]:
    """One document: text, date, mentions, records, copies."""
    row = desk.case.document_row(document_id)
    if row is None:
        raise UnknownError(f"the case has no document {document_id}", "look for it in the library")
    row = with_copies(desk, [row])[0]
    original = desk.copies().of.get(document_id, document_id)
    return document_view(
        desk.case, row, desk.case.document(document_id), desk.reading(document_id),
        [{**c, "original": c["document_id"] == original} for c in row["copies"]])


@get("/api/set-aside", sync_to_thread=True)
def set_aside(desk: AtDesk) -> dict[str, Any]:
    """Files that could not be read; ``label`` is the name with unseen letters made visible."""
    rows = [{**r, "label": visible(r["name"])} for r in desk.case.set_aside()]
    return {"rows": rows, "total": len(rows), "more": False}


@post("/api/documents", status_code=202, request_max_body_size=UPLOAD_BYTES)
async def upload(desk: AtDesk, request: Request[Any, Any, Any]) -> dict[str, str]:
    """Take files in; they are read in the background."""
    folder = await anyio.to_thread.run_sync(desk.jobs.folder)
    job = None
    try:
        got = await receive(request.stream(), request.headers.get("content-type", ""), folder)
        published = got.fields.get("published") or None
        if published is not None and not _DAY.fullmatch(published):
            raise SettingError(f"published: {published[:40]!r} is no day", "write YYYY-MM-DD")
        job = desk.jobs.submit(folder, readable(got.files), published=published)
    finally:
        if job is None:
            await anyio.to_thread.run_sync(desk.jobs.drop, folder)
    return {"job": job}


@get("/api/jobs/{job_id:str}", sync_to_thread=True)
def job(desk: AtDesk, job_id: Id) -> Job:
    """How far the reading of an upload is."""
    return desk.jobs.job(job_id)


routes = [documents, document, set_aside, upload, job]
