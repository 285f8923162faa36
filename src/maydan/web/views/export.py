"""What is on screen as files: the formats of the registry, narrowed by the view's filters."""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

import msgspec
from litestar.exceptions import HTTPException

from maydan.case import Case, query
from maydan.case.decisions import head
from maydan.case.rows import KINDS
from maydan.errors import ExportError, SettingError, UnknownError
from maydan.exports import bundle, export
from maydan.exports.model import QUOTED, Bundle
from maydan.exports.profiles import Preview, preview, profile_named
from maydan.exports.registry import FORMATS, quote_check
from maydan.picture.tables import Row, Tables
from maydan.web.asking import Filters, incidents_where, records_where
from maydan.web.settings import SHM
from maydan.web.snapshot import Snapshot
from maydan.web.views.incidents import of_numbers

MOST = 200_000  # rows of the table asked for
LOOKED_AT = 1_000  # rows by which a preview tells what a profile takes out
OF_INCIDENTS = ("acled", "polecat", "ucdp")  # formats that know incidents alone
INCIDENTS = "incidents"
_CHUNK = 1 << 18
_KEPT_BACK = ("state", "version", "confirm", "weight")  # of the review, not of the record


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be exported: incidents, or records of one kind (a table's name)."""

    table: str
    format: str
    profile: str
    filters: Filters


def wanted(kind: str | None, format: str, profile: str, filters: Filters) -> Wanted:
    """A checked wish.

    Raises:
        SettingError, ExportError: there is no such kind, format or profile.
    """
    if format not in FORMATS:
        raise ExportError(f"there is no format {format!r}", f"use one of {', '.join(FORMATS)}")
    profile_named(profile)
    if not kind or kind in ("incident", INCIDENTS) or format in OF_INCIDENTS:
        return Wanted(table=INCIDENTS, format=format, profile=profile, filters=filters)
    if not filters.kinds:
        raise SettingError(f"{kind!r} is nothing to export", f"use incidents, {', '.join(KINDS.values())}")
    return Wanted(table=KINDS[filters.kinds[0]], format=format, profile=profile,
                  filters=msgspec.structs.replace(filters, kinds=filters.kinds[:1]))


def count(snapshot: Snapshot, what: Wanted) -> int:
    """How many rows the table asked for has."""
    if what.table == INCIDENTS:
        where = incidents_where(snapshot, what.filters)
        return int(snapshot.one(f"SELECT count(*) FROM incidents i {where}", where.values))
    where = records_where(snapshot, what.filters)
    return int(snapshot.one(f"SELECT count(*) FROM records r {where}", where.values))


def gather(snapshot: Snapshot, case: Case, what: Wanted, most: int = MOST) -> Bundle:
    """The table asked for with all that it refers to: members and their events, documents, places, actors."""
    tables: Tables = {}
    incidents: list[Row] = []
    members: list[Row] = []
    if what.table == INCIDENTS:
        where = incidents_where(snapshot, what.filters)
        numbers = [n for (n,) in snapshot.tuples(
            f"SELECT i.no FROM incidents i {where} ORDER BY i.day_from NULLS LAST, i.no LIMIT ?",
            [*where.values, most])]
        incidents = [_plain(row) for first in range(0, len(numbers), 2000)
                     for row in of_numbers(snapshot, numbers[first:first + 2000])]
        members = snapshot.rows(
            "SELECT i.incident_id, m.record_id, m.document_id, m.stance FROM members m JOIN incidents i USING (no) "
            "WHERE m.no IN (SELECT unnest(?::INTEGER[])) ORDER BY i.incident_id, m.record_id", [numbers])
        ids, table = [m["record_id"] for m in members], "events"
    else:
        where = records_where(snapshot, what.filters)
        ids = [i for (i,) in snapshot.tuples(
            f"SELECT r.record_id FROM records r {where} ORDER BY r.rec LIMIT ?", [*where.values, most])]
        table = what.table
    with case.store.read() as connection:
        rows = query.records_by_id(connection, ids)
        tables[table] = [{k: v for k, v in row.items() if k not in _KEPT_BACK} for row in rows]
        documents = list(dict.fromkeys(str(row["document_id"]) for row in rows))
        for name in ("documents", "places", "actors"):
            tables[name] = query.name_rows(connection, name, documents)
        digest = head(connection)[1]
    used = _named(tables[table])
    tables["places"] = [p for p in tables["places"] if p["place"] in used]
    tables["actors"] = [a for a in tables["actors"] if a["actor"] in used]
    return bundle(tables, incidents=incidents, members=members, title=case.title, theatres=snapshot.theatres,
                  head=digest)


def _plain(row: Row) -> Row:
    """An incident as the picture has it: days as text, no labels."""
    row.pop("place_names", None)
    return {**row, **{d: row[d].isoformat() if row[d] else None for d in ("day_from", "day_to")}}


def _named(rows: list[Row]) -> set[str]:
    slots = ("who", "whom", "where", "place", "holder", "from_holder", "a", "b", "by", "speaker", "voice")
    return {str(v) for row in rows for s in slots for v in (
        row[s] if isinstance(row.get(s), list) else [row.get(s)]) if v}


def look(snapshot: Snapshot, case: Case, what: Wanted) -> dict[str, Any]:
    """What would leave.

    Shape: ``rows`` of the table asked for, ``removed: {what: n}`` (``persons``, ``texts``, ``points_moved``,
    ``points_dropped``, ``bylines``, ``refused``: records that do not stand in their texts), ``roles: {role: n}``,
    ``public_persons: [name]``, ``tables: {name: rows}``, ``looked_at`` (rows by which ``removed`` is told), ``notes``:
    "estimated" where these are not all rows, "too_many" where the export would be refused.
    """
    total = count(snapshot, what)
    made = gather(snapshot, case, what, LOOKED_AT)
    seen: Preview = preview(made, what.profile)
    check = quote_check(lambda document_id: case.document(document_id).text)
    refused = sum(not check(t, row) for t in QUOTED for row in made.rows(t)) if total <= LOOKED_AT else 0
    removed = {
        "persons": sum(seen.roles.values()), "texts": sum(seen.texts_left_out.values()),
        "points_moved": seen.points_moved, "points_dropped": seen.points_dropped, "bylines": seen.bylines_left_out,
        "refused": refused,
    }
    notes = ["too_many"] if total > MOST else []
    return {
        "rows": total, "removed": {k: n for k, n in removed.items() if n}, "roles": seen.roles,
        "public_persons": seen.public_persons[:100], "tables": seen.rows, "looked_at": min(total, LOOKED_AT),
        "notes": notes + (["estimated"] if total > LOOKED_AT else []),
    }


def written(snapshot: Snapshot, case: Case, what: Wanted) -> tuple[str, str, IO[bytes], int]:
    """File name, media type, the open file (gone when closed) and its size.

    Raises:
        UnknownError: nothing is left to export. HTTPException: too many rows (413).
    """
    total = count(snapshot, what)
    if total == 0:
        raise UnknownError("nothing is left to export", "widen the filters")
    if total > MOST:
        raise HTTPException(status_code=413, detail=f"{total} rows are too many for one file from the page: narrow the "
                            "view, or run: maydan case export")
    base = SHM if case.store.encrypted and SHM.is_dir() else None
    made = gather(snapshot, case, what)
    check = quote_check(lambda document_id: case.document(document_id).text)
    today = datetime.now(UTC).strftime("%Y%m%d")
    name = f"maydan-{what.table}-{what.format}-{what.profile}-{today}"
    file: IO[bytes] = tempfile.TemporaryFile(dir=base)  # noqa: SIM115 - closed by who sends it
    try:
        with tempfile.TemporaryDirectory(dir=base, prefix="maydan-") as folder:
            done = export(made, what.format, Path(folder), profile=what.profile, check=check, refused="skip")
            if what.format == "xlsx":  # one workbook, with its dictionary in it
                name, media = f"{name}.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                with (Path(folder) / "maydan.xlsx").open("rb") as source:
                    shutil.copyfileobj(source, file)
            else:
                name, media = f"{name}.zip", "application/zip"
                with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
                    for part in sorted(done.files):
                        packed.write(Path(folder) / part, part)
        size = file.tell() if what.format == "xlsx" else file.seek(0, 2)
        file.seek(0)
    except BaseException:
        file.close()
        raise
    return name, media, file, size


def parts(file: IO[bytes]) -> Iterator[bytes]:
    """An open file in parts; closed at the end."""
    with file:
        while part := file.read(_CHUNK):
            yield part
