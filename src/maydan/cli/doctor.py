"""``maydan doctor``: whether this machine has what Maydan needs."""

from __future__ import annotations

import importlib.util
import shutil
import sys
import time

import click
import msgspec
from rich.console import Console

from maydan import native
from maydan.cli.common import EXIT_FOUND, EXIT_OK, guarded, json_option, print_json
from maydan.errors import MaydanError
from maydan.reading.reader import read
from maydan.theatre.check import check_theatre
from maydan.theatre.compiled import cache_folder, theatre
from maydan.theatre.load import packaged_theatres
from maydan.version import __version__

_PROBE = "سيطر الجيش على مدينة حلب في 22 كانون الأول 2016."
_PARSERS = {"trafilatura": "HTML", "pypdfium2": "PDF", "docx": "DOCX", "feedparser": "RSS and Atom", "warcio": "WARC"}


class Finding(msgspec.Struct, frozen=True):
    """One check: what, whether it is well, what was found, what to do."""

    check: str
    ok: bool
    found: str
    hint: str = ""


def findings() -> list[Finding]:
    """All checks; none of them changes anything but the cache."""
    found = [
        Finding("python", sys.version_info >= (3, 11), sys.version.split()[0], "Maydan needs Python 3.11 or later"),
    ]
    for module, what in _PARSERS.items():
        there = importlib.util.find_spec(module) is not None
        found.append(Finding(f"parser {module}", there, f"reads {what}" if there else f"{what} cannot be read",
                             "" if there else f"pip install {module}"))
    tesseract = shutil.which("tesseract")
    found.append(Finding("tesseract", bool(tesseract), tesseract or "images and scanned PDF cannot be read",
                         "" if tesseract else "on Debian: apt install tesseract-ocr tesseract-ocr-ara"))
    for name in packaged_theatres():
        try:
            begun = time.perf_counter()
            known, problems = theatre(name), check_theatre(name)
            seconds = time.perf_counter() - begun
            found.append(Finding(f"theatre {name}", not problems,
                                 f"version {known.data.version}, {len(problems)} problems, {seconds:.2f} s",
                                 f"maydan theatre check {name}" if problems else ""))
        except MaydanError as error:
            found.append(Finding(f"theatre {name}", False, str(error)))
    reading = read(_PROBE, theatre="syria")
    works = bool(reading.times and reading.places)
    seen = f"{len(reading.times)} times, {len(reading.places)} places in a test sentence"
    found.append(Finding("reading", works, seen, "" if works else "reinstall Maydan"))
    found.append(_compiled())
    folder = cache_folder()
    found.append(Finding("cache", True, f"{folder} (safe to delete)"))
    return found


def _compiled() -> Finding:
    state = native.state()
    if state.name == "compiled":
        return Finding("compiled reader", True, f"{len(state.modules)} modules, of the sources that are here")
    if state.name == "turned off":
        return Finding("compiled reader", True, f"left aside, {native.OFF} is set")
    hint = "make fast, in a checkout with the development tools, gcc and Python's headers, makes reading faster"
    if state.name == "stale":
        return Finding("compiled reader", True, f"stale and not used: {len(state.differs)} sources have changed, first "
                       f"{state.differs[0]}", hint)
    return Finding("compiled reader", True, "not compiled: read from the sources", hint)


@click.command("doctor")
@json_option
@guarded
def command(as_json: bool) -> None:
    """Check Python, the parsers, Tesseract, the theatres and the reader."""
    checks = findings()
    if as_json:
        print_json({"version": __version__, "checks": checks})
    else:
        console = Console(highlight=False, soft_wrap=True)
        console.print(f"Maydan {__version__}")
        for item in checks:
            mark = "[green]ok[/green]  " if item.ok else "[red]lack[/red]"
            console.print(f"{mark} {item.check}: {item.found}" + (f" [dim]→ {item.hint}[/dim]" if item.hint else ""))
    sys.exit(EXIT_OK if all(c.ok for c in checks) else EXIT_FOUND)
