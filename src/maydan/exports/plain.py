"""The flat tables as they are: CSV, JSON Lines, Parquet and XLSX."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from maydan.exports.cells import cell
from maydan.exports.dictionary import meanings
from maydan.exports.model import Bundle, columns_of
from maydan.exports.output import Table, write_csv
from maydan.picture.tables import Row

_SHEET_ROWS = 1_048_575  # of data, below one of header
_CELL_LETTERS = 32_767


def _tables(bundle: Bundle) -> Iterator[tuple[str, dict[str, str], list[Row]]]:
    for name, rows in bundle.tables.items():
        yield name, columns_of(name, rows), rows


def write_tables_csv(bundle: Bundle, folder: Path) -> list[Table]:
    """One ``.csv`` a table; lists joined by ``; ``."""
    return [
        Table(file=f"{name}.csv", name=name, columns=columns,
              rows=write_csv(folder / f"{name}.csv", list(columns), rows))
        for name, columns, rows in _tables(bundle)
    ]


def write_jsonl(bundle: Bundle, folder: Path) -> list[Table]:
    """One ``.jsonl`` a table: an object a line, every column there, lists as arrays."""
    written = []
    encoder = msgspec.json.Encoder()
    for name, columns, rows in _tables(bundle):
        with (folder / f"{name}.jsonl").open("wb") as file:
            for row in rows:
                file.write(encoder.encode({c: row.get(c) for c in columns}) + b"\n")
        written.append(Table(file=f"{name}.jsonl", name=name, columns=columns, rows=len(rows)))
    return written


def arrow_table(columns: dict[str, str], rows: list[Row], about: dict[str, str]) -> Any:
    """Rows as an Arrow table with what made them in its metadata."""
    import pyarrow as pa

    types = {"str": pa.string(), "int": pa.int64(), "float": pa.float64(), "bool": pa.bool_(),
             "list": pa.list_(pa.string()), "numbers": pa.list_(pa.int64()), "point": pa.binary()}
    schema = pa.schema([pa.field(name, types[kind]) for name, kind in columns.items()])
    return pa.Table.from_pylist(rows, schema=schema.with_metadata(about))


def metadata(bundle: Bundle) -> dict[str, str]:
    """What an Arrow file says of its making."""
    about = bundle.about
    return {"maydan": msgspec.json.encode(about).decode(), "creator": f"maydan {about.reader}"}


def write_parquet(bundle: Bundle, folder: Path) -> list[Table]:
    """One ``.parquet`` a table, zstd."""
    import pyarrow.parquet as pq

    written = []
    for name, columns, rows in _tables(bundle):
        table = arrow_table(columns, rows, metadata(bundle))
        pq.write_table(table, folder / f"{name}.parquet", compression="zstd")
        written.append(Table(file=f"{name}.parquet", name=name, columns=columns, rows=len(rows)))
    return written


def write_xlsx(bundle: Bundle, folder: Path) -> list[Table]:
    """One workbook, a sheet a table, with the sheets ``about`` and ``dictionary`` before them."""
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
               "strings_to_numbers": False, "nan_inf_to_errors": True,
               "tmpdir": str(folder)}  # where the export itself lies, nowhere else
    written = []
    with xlsxwriter.Workbook(str(folder / "maydan.xlsx"), options) as book:
        bold = book.add_format({"bold": True})
        _sheet(book, bold, "about", ["what", "value"], (
            {"what": k, "value": v} for k, v in msgspec.to_builtins(bundle.about).items()))
        _sheet(book, bold, "dictionary", ["table", "column", "type", "meaning"], (
            {"table": name, "column": c, "type": kind, "meaning": meanings(name).get(c, "")}
            for name, columns, _ in _tables(bundle) for c, kind in columns.items()))
        for name, columns, rows in _tables(bundle):
            cut = 0
            for part, start in enumerate(range(0, max(len(rows), 1), _SHEET_ROWS)):
                title = f"{name} {part + 1}" if part else name
                cut += _sheet(book, bold, title, list(columns), iter(rows[start:start + _SHEET_ROWS]))
            note = f"{cut} texts cut at {_CELL_LETTERS} letters, the most a cell holds" if cut else ""
            written.append(Table(file="maydan.xlsx", name=name, columns=columns, rows=len(rows), note=note))
    return written


def _sheet(book: Any, bold: Any, title: str, columns: list[str], rows: Iterator[Row]) -> int:
    """Write a sheet; returns how many texts were cut."""
    sheet = book.add_worksheet(title)
    sheet.freeze_panes(1, 0)
    for x, name in enumerate(columns):
        sheet.write_string(0, x, name, bold)
    cut = 0
    for y, row in enumerate(rows, 1):
        for x, name in enumerate(columns):
            value = cell(row.get(name))
            if isinstance(value, bool):
                sheet.write_boolean(y, x, value)
            elif isinstance(value, (int, float)):
                sheet.write_number(y, x, value)
            elif value:
                cut += len(value) > _CELL_LETTERS
                sheet.write_string(y, x, value if len(value) <= _CELL_LETTERS else value[:_CELL_LETTERS - 1] + "…")
    return cut
