"""Lexicons and theatres hold together: letters, order, ids, references."""

from __future__ import annotations

from pathlib import Path

import pytest

from maydan.theatre.check import check_table, check_theatre
from maydan.theatre.load import packaged_theatres

LEXICONS = Path(__file__).parent.parent / "src" / "maydan" / "lexicons"


@pytest.mark.parametrize("file", sorted(LEXICONS.rglob("*.tsv")), ids=lambda f: f.name)
def test_lexicon_is_clean(file: Path) -> None:
    rows, problems = check_table(file)
    assert rows
    assert not problems, "\n".join(map(str, problems[:10]))


@pytest.mark.parametrize("name", packaged_theatres())
def test_theatre_is_clean(name: str) -> None:
    problems = check_theatre(name)
    assert not problems, "\n".join(map(str, problems[:10]))
