"""Documentation is part of the program: commands, options, settings, tables and strings are documented."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from maydan.cli.main import main
from maydan.records.schema import TABLES
from maydan.tables import package_data, read_table
from maydan.theatre.scaffold import COLUMNS

ROOT = Path(__file__).parent.parent
DOCS = {p.name: p.read_text(encoding="utf-8") for p in (ROOT / "docs").glob("*.md")}


def commands(group: click.Group, path: str = "maydan") -> Iterator[tuple[str, click.Command]]:
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command is not None
        if isinstance(command, click.Group):
            yield from commands(command, f"{path} {name}")
        else:
            yield f"{path} {name}", command


ALL = list(commands(main))


@pytest.mark.parametrize(("path", "command"), ALL, ids=[p for p, _ in ALL])
def test_every_command_and_option_is_documented(path: str, command: click.Command) -> None:
    text = DOCS["cli.md"]
    heading = re.search(rf"^## `{re.escape(path)}\b.*?(?=^## |\Z)", text, re.M | re.S)
    assert heading, f"docs/cli.md has no section for {path}"
    assert command.help
    for option in command.params:
        if isinstance(option, click.Option) and "--help" not in option.opts:
            name = max(option.opts, key=len)
            assert f"`{name}" in heading.group(0), f"docs/cli.md does not tell of {path} {name}"


def test_every_environment_setting_is_documented() -> None:
    used = set()
    for file in (ROOT / "src" / "maydan").rglob("*.py"):
        used |= set(re.findall(r"MAYDAN_[A-Z_]+", file.read_text(encoding="utf-8")))
    assert used
    for setting in used:
        assert any(f"`{setting}`" in text for text in DOCS.values()), f"{setting} is not documented"


def test_every_theatre_table_and_column_is_documented() -> None:
    text = DOCS["theatres.md"]
    for table, columns in COLUMNS.items():
        assert f"`{table}.tsv`" in text
        if table in ("actors", "places"):
            for column in columns:
                if column not in ("name_en", "alt_en", "born_country", "note"):
                    assert f"`{column}`" in text or column in ("admin2",), f"{table}: {column}"


def test_every_record_type_is_documented() -> None:
    text = DOCS["records.md"]
    for table, struct in TABLES.items():
        assert f"## `{table}`" in text, table
        for field in struct.__struct_encode_fields__:
            section = re.search(rf"^## `{table}`.*?(?=^## |\Z)", text, re.M | re.S)
            common = re.search(r"^## Common fields.*?(?=^## |\Z)", text, re.M | re.S)
            assert section and common
            assert f"`{field}`" in section.group(0) + common.group(0), f"{table}.{field}"


def test_every_string_stands_in_both_languages() -> None:
    for row in read_table(package_data("cli", "strings.tsv")):
        assert row["en"] and row["ar"], row["key"]
        assert set(re.findall(r"{\w+}", row["en"])) == set(re.findall(r"{\w+}", row["ar"])), row["key"]


def test_links_lead_somewhere() -> None:
    pages = {f"docs/{n}": t for n, t in DOCS.items()}
    pages |= {p.name: p.read_text(encoding="utf-8") for p in ROOT.glob("*.md")}
    for page, text in pages.items():
        for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text):
            assert ((ROOT / page).parent / link).exists(), f"{page}: {link}"
