"""The registry of exports: every format that a case can be written in, and the rules that hold for all of them.

A format is a function that writes tables to a folder or file; it is entered with :func:`exporter` in a module of
``maydan.case.formats`` and is then known to the command line and to :meth:`maydan.case.Case.export`. Every export goes
through the same gate: a record whose quote does not stand in its text refuses the whole export, a publish profile is
applied before the format sees anything, and a data dictionary with the versions is written beside.
"""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from maydan.case.codec import now
from maydan.case.verify import quote_stands
from maydan.errors import ExportError
from maydan.picture.tables import COLUMNS, Row, Tables
from maydan.version import __version__

if TYPE_CHECKING:
    from maydan.case.store import Case

Profile = Callable[[Tables], Tables]


class Export(msgspec.Struct, frozen=True, kw_only=True):
    """What a format is given.

    Attributes:
        tables: the flat tables, the profile applied.
        case: the case, for what stands in no flat table (the picture, decisions).
        versions: of package, readers, theatres, profile; and when.
    """

    tables: Tables
    case: Any
    versions: Row


class Exporter(msgspec.Struct, frozen=True, kw_only=True):
    """A format: its name, what it is for, whether it writes one file (with a suffix) or a folder, and how."""

    name: str
    about: str
    write: Callable[[Export, Path], list[Path]]
    suffix: str = ""


_FORMATS: dict[str, Exporter] = {}
PROFILES: dict[str, Profile] = {"full": lambda tables: tables}


def exporter(name: str, about: str, *, suffix: str = "") -> Callable[[Callable[[Export, Path], list[Path]]], Exporter]:
    """Enter a format: ``@exporter("geojson", "points of incidents", suffix=".geojson")``; the function writes to a path
    and returns the files that it wrote."""

    def enter(write: Callable[[Export, Path], list[Path]]) -> Exporter:
        made = Exporter(name=name, about=about, write=write, suffix=suffix)
        _FORMATS[name] = made
        return made

    return enter


@cache
def formats() -> dict[str, Exporter]:
    """All formats by name."""
    package = importlib.import_module("maydan.case.formats")
    for module in pkgutil.iter_modules(package.__path__):
        importlib.import_module(f"maydan.case.formats.{module.name}")
    return dict(sorted(_FORMATS.items()))


def export(case: Case, format: str, path: Path, *, profile: str = "full") -> list[Path]:
    """Write a case in a format; see :meth:`maydan.case.Case.export`."""
    known = formats()
    if format not in known:
        raise ExportError(f"{format!r} is no format", f"use one of {', '.join(known)}")
    if profile not in PROFILES:
        raise ExportError(f"{profile!r} is no publish profile", f"use one of {', '.join(PROFILES)}")
    tables = case.tables()
    check_quotes(case, tables)
    status = case.status()
    versions = {
        "maydan": __version__, "case": case.case_id, "head": status["head"], "profile": profile, "made": now(),
        "readings": case.versions(),
    }
    try:
        files = known[format].write(Export(tables=PROFILES[profile](tables), case=case, versions=versions), path)
        folder = path if path.is_dir() else path.parent
        beside = folder / ("dictionary.json" if path.is_dir() else f"{path.name}.dictionary.json")
        beside.write_bytes(msgspec.json.format(msgspec.json.encode(
            {"versions": versions, "format": format, "columns": COLUMNS}), indent=1))
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror or error}", "make room or choose another folder"
                          ) from error
    return [*files, beside]


def check_quotes(case: Case, tables: Tables) -> None:
    """Refuse records whose words do not stand in their text.

    Raises:
        ExportError: one does not; it is named.
    """
    by_document: dict[str, list[tuple[str, Row]]] = {}
    for kind, table in (("event", "events"), ("holding", "holdings"), ("tie", "ties"), ("outlook", "outlooks"),
                        ("saying", "sayings"), ("figure", "figures"), ("time", "times")):
        for row in tables[table]:
            by_document.setdefault(row["document_id"], []).append((kind, row))
    for document_id, rows in by_document.items():
        body = case.document(document_id).text
        for kind, row in rows:
            if not quote_stands(kind, row, body):
                raise ExportError(f"record {row['record_id']} does not stand in its text", "run: maydan case verify")
