"""Values as cells of a table: lists joined, and text that a spreadsheet would run as a formula made harmless."""

from __future__ import annotations

from typing import Any

MARK = "'"
# CWE-1236: what spreadsheets take for the start of a formula, their full-width forms among it.
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
BETWEEN = "; "


def escaped(text: str) -> str:
    """Text that no spreadsheet runs: ``'`` before what starts a formula, and before ``'`` to be undone.

    Blanks before the sign do not save it: some programs trim cells.
    """
    bare = text.lstrip(" \u00a0\ufeff\x00")
    return MARK + text if bare.startswith(FORMULA_STARTS) or text.startswith((MARK, *FORMULA_STARTS)) else text


def unescaped(cell: str) -> str:
    """The text that :func:`escaped` was given."""
    return cell.removeprefix(MARK)


def cell(value: Any) -> str | int | float | bool | None:
    """A value as a cell of CSV or XLSX; numbers and booleans stay what they are."""
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return escaped(BETWEEN.join(str(v) for v in value))
    return escaped(str(value))


def whole(number: float | None) -> int | None:
    """A count of people as an integer, half upwards."""
    return None if number is None else int(number + 0.5)
