"""``maydan``: the command and its subcommands, each loaded when it is called."""

from __future__ import annotations

import gc
import importlib
import sys

import click

from maydan.version import __version__

_COMMANDS: dict[str, str] = {
    "read": "maydan.cli.read",
    "case": "maydan.cli.case",
    "picture": "maydan.cli.picture",
    "diff": "maydan.cli.diff",
    "evaluate": "maydan.cli.evaluate",
    "run": "maydan.cli.run",
    "merge": "maydan.cli.merge",
    "theatre": "maydan.cli.theatre",
    "serve": "maydan.cli.serve",
    "demo": "maydan.cli.demo",
    "doctor": "maydan.cli.doctor",
}


class _Lazy(click.Group):
    """A group that imports a command's module only when it is called, so that the others cost no time at start."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        gc.set_threshold(50_000, 20, 20)  # what start-up makes is there to stay: looking it over again costs a third
        command: click.Command = importlib.import_module(_COMMANDS[cmd_name]).command
        return command


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="maydan")
def main() -> None:
    """Read Arabic reporting about a conflict and rebuild the system that the texts describe.

    Every record carries the very words it comes from. Exit codes: 0 well, 1 problems found, 2 could not run.
    """


if __name__ == "__main__":
    sys.exit(main())
