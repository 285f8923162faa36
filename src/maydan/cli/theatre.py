"""``maydan theatre``: check a theatre's data, start a new one."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from maydan.cli.common import EXIT_FOUND, EXIT_OK, guarded, json_option, print_json
from maydan.errors import TheatreError
from maydan.theatre.check import check_theatre
from maydan.theatre.compiled import theatre as compiled
from maydan.theatre.load import packaged_theatres
from maydan.theatre.scaffold import new_theatre


@click.group("theatre")
def command() -> None:
    """Work on theatres: the data of a conflict (actors, persons, places, dated events)."""


@command.command("list")
@json_option
@guarded
def list_(as_json: bool) -> None:
    """List the packaged theatres with what they hold."""
    table = []
    for name in packaged_theatres():
        data = compiled(name).data
        table.append({
            "name": name, "title": data.title_en, "version": data.version, "layers": list(data.layers),
            "actors": len(data.actors), "persons": len(data.persons), "places": len(data.places),
            "events": len(data.events),
        })
    if as_json:
        print_json(table)
        return
    console = Console(highlight=False)
    for row in table:
        console.print(f"[bold]{row['name']}[/bold]  {row['title']}: {row['actors']} actors, {row['persons']} persons, "
                      f"{row['places']} places, {row['events']} dated events (version {row['version']})")


@command.command("check")
@click.argument("path")
@json_option
@guarded
def check(path: str, as_json: bool) -> None:
    """Check a theatre by name or folder: letters, ids, references, dates, clashing names."""
    problems = check_theatre(path)
    if as_json:
        print_json(problems)
    else:
        console = Console(highlight=False, soft_wrap=True)
        for problem in problems:
            console.print(str(problem), markup=False)
        data = compiled(path).data
        console.print(f"{data.name}: {len(data.actors)} actors, {len(data.persons)} persons, {len(data.places)} "
                      f"places, {len(data.events)} dated events; {len(problems)} problems")
    sys.exit(EXIT_FOUND if problems else EXIT_OK)


@command.command("new")
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--extends", default="mena", show_default=True, help="Theatre whose rows it starts from.")
@guarded
def new(path: Path, extends: str) -> None:
    """Start a new theatre in the folder PATH: settings and empty tables with their columns."""
    if extends not in packaged_theatres():
        raise TheatreError(f"no theatre {extends!r} to extend", f"known: {', '.join(packaged_theatres())}")
    files = new_theatre(path, extends)
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{path}: {', '.join(files)}", markup=False)
    console.print("Fill the tables, then: maydan theatre check " + str(path), markup=False)
