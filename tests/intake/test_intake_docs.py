"""The page on intake names every limit with its default, every reason and every ending."""

from __future__ import annotations

from pathlib import Path

from maydan.intake import Limits
from maydan.intake.sniff import BY_NAME
from maydan.tables import lexicon, values

PAGE = (Path(__file__).parents[2] / "docs" / "intake.md").read_text(encoding="utf-8")


def test_every_limit_is_explained() -> None:
    missing = [name for name in Limits.__struct_fields__ if f"`{name}`" not in PAGE]
    assert not missing


def test_every_reason_is_explained() -> None:
    kinds = {kind for row in lexicon("boilerplate") for kind in values(row["kind"])} - {"credit"}
    kinds |= {"headline", "headline-copy", "repeat", "caption", "byline", "embed", "page-date"}
    assert not [kind for kind in kinds if f"`{kind}`" not in PAGE]


def test_the_usual_endings_are_named() -> None:
    rare = {".shtml", ".mht", ".jpeg", ".tiff"}
    assert not [ending for ending in set(BY_NAME) - rare if f"`{ending}`" not in PAGE]


def test_the_lexicon_is_well_formed() -> None:
    for row in lexicon("boilerplate"):
        ways = [values(row[column]) for column in ("kind", "match", "takes")]
        assert len({len(way) for way in ways}) == 1, row
        assert set(ways[1]) <= {"line", "start", "colon", "words", "tail"}
        assert set(ways[2]) <= {"line", "next", "section"}
        assert row["note"]
