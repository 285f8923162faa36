"""Rows of a built table that are kept as a hand left them: changed, added, taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def _rows(path: Path) -> tuple[str, dict[str, str]]:
    """Header and lines by id, the first column."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else [""]
    return lines[0], {line.split("\t", 1)[0]: line for line in lines[1:]}


def amend(table: Path, amendments: Path) -> int:
    """Put the amended rows into a table just built; a row of an id alone takes that row out. Returns their number."""
    header, rows = _rows(table)
    _, amended = _rows(amendments)
    for ident, line in amended.items():
        if "\t" in line:
            rows[ident] = line
        else:
            rows.pop(ident, None)
    table.write_text("\n".join([header, *(rows[i] for i in sorted(rows))]) + "\n", encoding="utf-8")
    return len(amended)


def record(table: Path, edited: str, amendments: Path) -> int:
    """Write down how an edited table differs from the one just built, for :func:`amend`; returns the number of rows.

    Args:
        table: as the tool builds it, without amendments.
        edited: text of the table as a hand left it.
        amendments: the table of amended rows to write.
    """
    header, built = _rows(table)
    kept = {line.split("\t", 1)[0]: line for line in edited.splitlines()[1:]}
    changed = [line for ident, line in kept.items() if built.get(ident) != line]
    gone = [ident for ident in built if ident not in kept]
    lines = sorted([*changed, *gone], key=lambda line: line.split("\t", 1)[0])
    amendments.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return len(lines)


def finish(table: Path, edited: str, amendments: Path, *, recording: bool) -> int:
    """Amend a table just built; first write down what was edited by hand where ``recording``."""
    if recording:
        record(table, edited, amendments)
    return amend(table, amendments)
