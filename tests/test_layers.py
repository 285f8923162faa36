"""Imports go downwards only, and no module grows out of hand."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

SOURCE = Path(__file__).parent.parent / "src" / "maydan"
LAYER = {
    "errors": -1, "version": -1, "native": -1, "tables": 0, "arabic": 1, "records": 1, "theatre": 2, "reading": 3,
    "intake": 3, "picture": 4, "engine": 5, "case": 5, "exports": 5, "evaluation": 5, "analysis": 6, "web": 7, "cli": 8,
    "__main__": 9, "__init__": 6,
}
BESIDE: set[tuple[str, str]] = {("case", "exports"), ("case", "engine")}  # parts of one layer that may know each other
LIMIT = 500


def modules() -> list[Path]:
    return sorted(SOURCE.rglob("*.py"))


def part_of(path: Path) -> str:
    relative = path.relative_to(SOURCE)
    return relative.parts[0].removesuffix(".py")


def imported_parts(path: Path) -> set[str]:
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module] if node.module != "maydan" else [f"maydan.{a.name}" for a in node.names]
        found |= {name.split(".")[1] for name in names if name.startswith("maydan.")}
    return found


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_imports_go_downwards(path: Path) -> None:
    part = part_of(path)
    assert part in LAYER, f"{part} has no layer: enter it in docs/architecture.md and here"
    for other in imported_parts(path) - {part}:
        below = LAYER[other] < LAYER[part]
        assert below or (part, other) in BESIDE, f"{path.name} ({part}) imports {other}, which is not below it"


@pytest.mark.parametrize("path", modules(), ids=lambda p: str(p.relative_to(SOURCE)))
def test_modules_stay_small(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")
    assert lines <= LIMIT, f"{path.name} has {lines} lines: divide it"
