"""A table on its way out, and how it is written down as CSV."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from maydan.exports.cells import cell
from maydan.picture.tables import Row


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A written table: its file, its name in ``columns.tsv``, and columns with their types in order.

    ``note`` says how it differs from the other tables of its file or what was left out of it.
    """

    file: str
    name: str
    columns: dict[str, str]
    rows: int
    note: str = ""


def write_csv(
    path: Path, columns: Sequence[str], rows: Iterable[Row], *, delimiter: str = ",", mark: bool = True
) -> int:
    """Write rows as UTF-8 text (RFC 4180), one line of header; returns their number.

    Args:
        mark: begin with a byte order mark, without which spreadsheets take Arabic for Latin letters.
    """
    count = 0
    with path.open("w", encoding="utf-8-sig" if mark else "utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter, lineterminator="\r\n")
        writer.writerow(columns)
        for row in rows:
            values = (cell(row.get(c)) for c in columns)
            writer.writerow(["true" if v is True else "false" if v is False else v for v in values])
            count += 1
    return count
