"""``maydan diff``: what changed between two cases, two moments or two readers."""

from __future__ import annotations

import re
import sys
from collections import Counter

import click
import msgspec
from rich.console import Console

from maydan.cli.common import EXIT_FOUND, EXIT_OK, guarded, json_option, print_json
from maydan.cli.opening import open_case

_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z?)?")
_VERSION = re.compile(r"\d+(?:\.\d+)+\S*")


@click.command("diff")
@click.argument("a")
@click.argument("b")
@click.option("--until", help="With a moment: count changes up to this moment.")
@json_option
@guarded
def command(a: str, b: str, until: str | None, as_json: bool) -> None:
    """Tell what was added, changed and withdrawn from case A to B.

    B is another case; or a day or moment (UTC, 2024-05-01 or 2024-05-01T12:00:00Z), after which changes in A count;
    or a reader's version such as 0.1.0, whose readings are compared with the newest. Ends with 1 where something
    differs.
    """
    with open_case(a) as first:
        if _MOMENT.fullmatch(b):
            changes = first.diff(b, until)
        elif _VERSION.fullmatch(b):
            changes = first.diff_reader(b)
        else:
            with open_case(b) as second:
                changes = first.diff(second)
    if as_json:
        print_json([msgspec.to_builtins(c) for c in changes])
    else:
        console = Console(highlight=False, soft_wrap=True)
        for c in changes:
            slots = "; ".join(f"{slot}: {was!r} -> {now!r}" for slot, (was, now) in c.slots.items())
            console.print(f"{c.change:8} {c.what:9} {c.id}  {slots or c.quote}", markup=False)
        counts = Counter(c.change for c in changes)
        console.print(f"{counts['added']} added, {counts['changed']} changed, {counts['gone']} gone", markup=False)
    sys.exit(EXIT_FOUND if changes else EXIT_OK)
