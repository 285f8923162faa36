"""The formats, and the one way out of a case."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import msgspec

from maydan.errors import ExportError
from maydan.exports import dictionary
from maydan.exports.acled import write_acled
from maydan.exports.annotations import write_annotations
from maydan.exports.ftm import write_ftm
from maydan.exports.geo import write_geojson, write_geoparquet
from maydan.exports.model import QUOTED, Bundle
from maydan.exports.output import Table
from maydan.exports.plain import write_jsonl, write_parquet, write_tables_csv, write_xlsx
from maydan.exports.polecat import write_polecat
from maydan.exports.profiles import Preview, Profile, apply, profile_named
from maydan.exports.ucdp import write_ucdp
from maydan.picture.tables import Row

Check = Callable[[str, Row], bool]


class Format(msgspec.Struct, frozen=True, kw_only=True):
    """A format: what it is for in one line, and what writes it into a folder."""

    name: str
    title: str
    write: Callable[[Bundle, Path], list[Table]]


class Exported(msgspec.Struct, frozen=True, kw_only=True):
    """What an export wrote.

    Attributes:
        folder: where. files: their names, the dictionary among them. tables: what stands in them.
        refused: ids of records whose quote did not stand at its place (only with ``refused="skip"``).
        preview: what the profile took out.
    """

    folder: str
    files: list[str]
    tables: list[Table]
    refused: list[str]
    preview: Preview


FORMATS: dict[str, Format] = {f.name: f for f in (
    Format(name="acled", title="a table in ACLED's 31 columns", write=write_acled),
    Format(name="annotations", title="W3C Web Annotations on the words of the documents", write=write_annotations),
    Format(name="csv", title="every table as CSV, for spreadsheets and statistics", write=write_tables_csv),
    Format(name="ftm", title="FollowTheMoney entities, for Aleph and its kin", write=write_ftm),
    Format(name="geojson", title="points for maps and the web", write=write_geojson),
    Format(name="geoparquet", title="points for GIS and data frames", write=write_geoparquet),
    Format(name="jsonl", title="every table as JSON Lines, for programs", write=write_jsonl),
    Format(name="parquet", title="every table as Parquet, for data frames", write=write_parquet),
    Format(name="polecat", title="a table in POLECAT's 40 columns, a row a pair of doer and recipient",
           write=write_polecat),
    Format(name="ucdp", title="a table in UCDP GED's 49 columns, events with deaths", write=write_ucdp),
    Format(name="xlsx", title="one workbook, a sheet a table", write=write_xlsx),
)}


def quote_check(text_of: Callable[[str], str]) -> Check:
    """A check that a record's words stand at its offsets in the text of its document."""
    texts: dict[str, str] = {}

    def stands(table: str, row: Row) -> bool:
        document = str(row["document_id"])
        if document not in texts:
            texts.clear()  # rows come document by document: one text is enough
            texts[document] = text_of(document)
        words = row["text"] if table in ("figures", "times") else row["quote"]
        return bool(texts[document][row["start"]:row["end"]] == words)

    return stands


def refuse(bundle: Bundle, check: Check) -> tuple[Bundle, list[str]]:
    """The bundle without the records that fail, and without the incidents that rest on one; and the ids of those."""
    bad = {str(row["record_id"]) for table in QUOTED for row in bundle.rows(table) if not check(table, row)}
    if not bad:
        return bundle, []
    fallen = {str(m["incident_id"]) for m in bundle.rows("members") if str(m["record_id"]) in bad}
    kept = {
        name: [r for r in rows if str(r.get("record_id")) not in bad and str(r.get("incident_id")) not in fallen]
        for name, rows in bundle.tables.items()
    }
    return msgspec.structs.replace(bundle, tables=kept), sorted(bad)


def export(
    bundle: Bundle, format: str, path: str | Path, *, profile: str | Profile = "full", check: Check | None = None,
    refused: str = "stop",
) -> Exported:
    """Write tables in a format, with their dictionary, into a folder.

    Nothing appears in the folder before all is written; files of the same names are replaced, others left alone.

    Args:
        format: a key of :data:`FORMATS`.
        path: the folder; made if it is not there.
        profile: "full", "public", or one's own.
        check: (table, row) -> whether the record may leave; see :func:`quote_check`.
        refused: "stop" at a record that fails, or "skip" it and the incidents that rest on it.

    Raises:
        ExportError: unknown format or profile, a record that fails, or a folder that cannot be written.
    """
    chosen = FORMATS.get(format)
    if chosen is None:
        raise ExportError(f"there is no format {format!r}", f"use one of {', '.join(FORMATS)}")
    chosen_profile = profile_named(profile)
    bad: list[str] = []
    if check is not None:
        bundle, bad = refuse(bundle, check)
        if bad and refused != "skip":
            shown = ", ".join(bad[:5]) + (" ..." if len(bad) > 5 else "")
            raise ExportError(
                f"{len(bad)} records do not stand in their texts: {shown}",
                "see what is wrong: maydan case verify CASE")
    bundle, seen = apply(bundle, chosen_profile)
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".part-") as part:
            tables = chosen.write(bundle, Path(part))
            left_out = [f"{len(bad)} records that do not stand in their texts"] if bad else []
            dictionary.write(Path(part), dictionary.describe(
                tables, bundle.about, format=format, profile=msgspec.to_builtins(chosen_profile), left_out=left_out))
            files = sorted(p.name for p in Path(part).iterdir())
            for name in files:
                shutil.move(Path(part) / name, folder / name)
    except OSError as error:
        raise ExportError(f"cannot write to {folder}: {error.strerror or error}",
                          "choose a folder that you may write to, with room") from error
    return Exported(folder=str(folder), files=files, tables=tables, refused=bad, preview=seen)
