"""What every command shares: errors in one line, exit codes, JSON output, strings in both languages."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import cache, wraps
from typing import Any, NoReturn, ParamSpec, TypeVar

import click
import msgspec
from rich.console import Console

from maydan.errors import MaydanError
from maydan.theatre.tables import package_data, read_table

EXIT_OK, EXIT_FOUND, EXIT_FAILED = 0, 1, 2

P = ParamSpec("P")
R = TypeVar("R")


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return {row["key"]: row for row in read_table(package_data("cli", "strings.tsv"))}


def say(key: str, language: str, **values: object) -> str:
    """A string of the command line's catalogue in a language ("en" or "ar")."""
    return _catalogue()[key][language].format(**values)


def fail(error: MaydanError) -> NoReturn:
    """Print an error as one line and end with exit code 2."""
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[red]maydan:[/red] {error}", markup=True)
    sys.exit(EXIT_FAILED)


def guarded(command: Callable[P, R]) -> Callable[P, R]:
    """Turn errors meant for the user, and a broken pipe, into exit codes."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except MaydanError as error:
            fail(error)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(EXIT_OK)
        except KeyboardInterrupt:
            sys.exit(130)

    return run


def print_json(data: Any) -> None:
    """Write a value as indented UTF-8 JSON to standard output."""
    sys.stdout.buffer.write(msgspec.json.format(msgspec.json.encode(data), indent=1) + b"\n")
    sys.stdout.buffer.flush()


language_option = click.option(
    "--lang", "language", type=click.Choice(["en", "ar"]), default="en", show_default=True,
    envvar="MAYDAN_LANG", help="Language of what is printed for people.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
theatre_option = click.option(
    "--theatre", default="auto", show_default=True, envvar="MAYDAN_THEATRE",
    help="Theatre by name, 'auto' (chosen by content), or the path of a theatre's folder.",
)
