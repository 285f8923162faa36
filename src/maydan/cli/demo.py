"""``maydan demo``: the packaged sample reports as a case, opened in the explorer."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from maydan.case import Case
from maydan.cli.common import EXIT_OK, guarded
from maydan.cli.serve import serve
from maydan.theatre.tables import package_data

_NAME = "maydan-sample.maydan"


@click.command("demo")
@click.argument("path", type=click.Path(path_type=Path, dir_okay=False), default=_NAME)
@click.option("--port", type=click.IntRange(1, 65535), help="Port; without it the usual one or the next free one.")
@click.option("--open/--no-open", "open_", default=True, show_default=True, help="Open the page in a browser.")
@guarded
def command(path: Path, port: int | None, open_: bool) -> None:
    """Read the packaged sample reports into a case and explore it in a browser.

    PATH is the case's file; one that is there is opened as it is.
    """
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    path = path if path.suffix == ".maydan" else path.with_name(path.name + ".maydan")
    with Case.open(path) if path.exists() else _made(path, console) as case:
        serve(case, port=port, open_=open_)
    sys.exit(EXIT_OK)


def _made(path: Path, console: Console) -> Case:
    """A new case of the sample, with its picture; taken away again where reading it is broken off."""
    part = path.with_name(path.name.replace(".maydan", ".part.maydan"))
    part.unlink(missing_ok=True)
    try:
        with Case.create(part, title="Maydan sample") as case:
            with console.status("reading the sample reports") as status:
                report = case.add(Path(str(package_data("sample"))),
                                  progress=lambda r: status.update(f"reading the sample reports: {r.added}"))
                status.update("working out the picture")
                case.picture()
            console.print(f"{report.added} reports read, {report.records} records", markup=False)
        part.rename(path)
    finally:
        for left in path.parent.glob(part.name + "*"):
            left.unlink(missing_ok=True)
    return Case.open(path)
