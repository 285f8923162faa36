"""Tab-separated tables: the one form in which theatres and lexicons are kept.

The first row names the columns; ``|`` separates several values in a cell; a row whose first cell starts with
``#`` is a comment.
"""

from __future__ import annotations

from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from maydan.errors import TheatreError

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Row = dict[str, str]


def parse_table(text: str, name: str) -> list[Row]:
    """Rows of a table as dictionaries of stripped cells.

    Raises:
        TheatreError: a row has more cells than the header, or the header repeats a column.
    """
    lines = text.split("\n")
    header = lines[0].lstrip("\ufeff").rstrip("\r").split("\t")
    if len(set(header)) != len(header):
        raise TheatreError(f"{name}: a column is named twice", "rename it in the first line")
    rows: list[Row] = []
    for number, line in enumerate(lines[1:], 2):
        line = line.rstrip("\r")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) == len(header):
            rows.append(dict(zip(header, map(str.strip, cells), strict=True)))
            continue
        if len(cells) > len(header):
            raise TheatreError(f"{name}:{number}: {len(cells)} cells for {len(header)} columns", "check the tabs")
        cells += [""] * (len(header) - len(cells))
        rows.append({k: v.strip() for k, v in zip(header, cells, strict=True)})
    return rows


def values(cell: str) -> list[str]:
    """The values of a cell that holds several."""
    return [v for v in (part.strip() for part in cell.split("|")) if v]


def package_data(*parts: str) -> Traversable:
    """A data file or folder shipped inside the package."""
    return resources.files("maydan").joinpath(*parts)


def read_table(path: Traversable | Path) -> list[Row]:
    """Rows of a table file."""
    return parse_table(path.read_text(encoding="utf-8"), path.name)


def lexicon(name: str) -> list[Row]:
    """Rows of ``lexicons/ar/<name>.tsv``."""
    return read_table(package_data("lexicons", "ar", f"{name}.tsv"))
