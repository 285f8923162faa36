"""The flat tables as they are: JSON Lines, CSV, Parquet; a file a table."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

from maydan.case.codec import dumps
from maydan.case.exports import Export, exporter
from maydan.picture.tables import COLUMNS, arrow

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def escaped(value: Any) -> Any:
    """A cell that no spreadsheet takes for a formula: text that begins like one gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


@exporter("jsonl", "flat tables, one JSON object a line")
def jsonl(export: Export, path: Path) -> list[Path]:
    """A ``.jsonl`` file a table in the folder ``path``."""
    path.mkdir(parents=True, exist_ok=True)
    files = []
    for table, columns in COLUMNS.items():
        files.append(path / f"{table}.jsonl")
        with files[-1].open("w", encoding="utf-8") as stream:
            stream.writelines(dumps({c: row.get(c) for c in columns}) + "\n" for row in export.tables[table])
    return files


@exporter("csv", "flat tables for spreadsheets; lists parted by |, formulas made harmless")
def csv_(export: Export, path: Path) -> list[Path]:
    """A ``.csv`` file a table in the folder ``path``, UTF-8 with a byte order mark, as spreadsheets want it."""
    path.mkdir(parents=True, exist_ok=True)
    files = []
    for table, columns in COLUMNS.items():
        files.append(path / f"{table}.csv")
        with files[-1].open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(columns)
            for row in export.tables[table]:
                writer.writerow([escaped(_cell(row.get(c))) for c in columns])
    return files


def _cell(value: Any) -> Any:
    if isinstance(value, list):
        return "|".join(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else value


@exporter("parquet", "flat tables for analysis")
def parquet(export: Export, path: Path) -> list[Path]:
    """A ``.parquet`` file a table in the folder ``path``; the versions stand in the schema's metadata."""
    import pyarrow.parquet as pq

    path.mkdir(parents=True, exist_ok=True)
    files = []
    for table in COLUMNS:
        files.append(path / f"{table}.parquet")
        made = arrow(table, export.tables[table])
        pq.write_table(made.replace_schema_metadata({"maydan": dumps(export.versions)}), files[-1])
    return files
