"""The data dictionary that goes with every export: a Frictionless Data Package descriptor.

``columns.tsv`` says what each column means; rows of table ``*`` hold for every table that has the column.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from maydan.exports.model import About
from maydan.exports.output import Table
from maydan.tables import package_data, read_table

FILE = "datapackage.json"
_TYPES = {"str": "string", "int": "integer", "float": "number", "bool": "boolean", "list": "array",
          "numbers": "array", "point": "geojson"}
_MEDIA = {"csv": "text/csv", "tsv": "text/tab-separated-values", "jsonl": "application/jsonl",
          "parquet": "application/vnd.apache.parquet", "geojson": "application/geo+json",
          "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
          "jsonld": "application/ld+json", "json": "application/json"}


@cache
def _rows() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for row in read_table(package_data("exports", "columns.tsv")):
        found.setdefault(row["table"], {})[row["column"]] = row["meaning"]
    return found


def meanings(table: str) -> dict[str, str]:
    """Column -> what it means, for a table."""
    rows = _rows()
    return {**rows["*"], **rows.get(table, {})}


def describe(
    tables: list[Table], about: About, *, format: str, profile: dict[str, Any], left_out: list[str],
) -> dict[str, Any]:
    """The descriptor of an export."""
    return {
        "profile": "data-package",
        "name": f"maydan-{format}",
        "title": about.title,
        "created": about.made,
        "maydan": {
            "format": format, "reader": about.reader, "theatres": list(about.theatres), "head": about.head,
            "publish_profile": profile, "left_out": left_out,
        },
        "resources": [_resource(t) for t in tables],
    }


def _resource(table: Table) -> dict[str, Any]:
    ending = table.file.rpartition(".")[2]
    known = meanings(table.name)
    resource: dict[str, Any] = {
        "name": table.name.lower(), "path": table.file, "format": ending,
        "mediatype": _MEDIA.get(ending, "application/octet-stream"), "encoding": "utf-8", "rows": table.rows,
    }
    if table.note:
        resource["description"] = table.note
    if table.columns:
        resource["schema"] = {"fields": [
            {"name": c, "type": _TYPES[kind], "description": known.get(c, "")} for c, kind in table.columns.items()
        ]}
    return resource


def write(folder: Path, descriptor: dict[str, Any]) -> None:
    """Write ``datapackage.json``."""
    (folder / FILE).write_bytes(msgspec.json.format(msgspec.json.encode(descriptor), indent=2) + b"\n")
