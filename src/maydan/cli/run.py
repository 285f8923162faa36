"""``maydan run``: many documents to a dataset of tables."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console

from maydan.cli.common import (
    EXIT_FOUND,
    EXIT_OK,
    guarded,
    json_option,
    language_option,
    print_json,
    say,
    theatre_option,
)

if TYPE_CHECKING:
    from maydan.engine.local import Progress, Summary, Watch

_EVERY = 10.0  # seconds between lines of progress where there is no terminal


@click.command("run")
@click.argument("source", metavar="INPUT")
@click.argument("out", metavar="OUT", type=click.Path(path_type=Path, file_okay=False))
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
              help="Processes on this machine, or a Spark cluster.")
@click.option("--workers", type=click.IntRange(0), default=None, help="Processes; default: one a processor core. "
              "0 reads in the command's own process. With Spark: parts that the shards are dealt to.")
@click.option("--master", help="Spark: address of the cluster, as spark-submit takes it.")
@click.option("--resume/--no-resume", default=True, show_default=True,
              help="Keep the shards that are finished, or read all again.")
@theatre_option
@json_option
@language_option
@guarded
def command(
    source: str, out: Path, engine: str, workers: int | None, master: str | None, resume: bool, theatre: str,
    as_json: bool, language: str,
) -> None:
    """Read many documents into a dataset of Parquet tables; a run that was broken off goes on where it was.

    INPUT is a folder, a pattern such as 'news/*.jsonl.gz', or a file: text, HTML, PDF, JSON Lines, Parquet (id, text,
    ...), WARC. OUT gets a folder for each table; run the same command again to take in what was added.
    """
    from maydan.engine.local import run

    count = workers if workers is not None else os.cpu_count() or 1
    with _watched(language) as watch:
        if engine == "spark":
            from maydan.engine.spark import run_spark

            summary = run_spark(source, out, parts=workers, master=master, theatre=theatre, resume=resume, watch=watch)
        else:
            summary = run(source, out, workers=count, theatre=theatre, resume=resume, watch=watch)
    if as_json:
        print_json(summary)
    else:
        _tell(summary, out, language)
    sys.exit(EXIT_FOUND if summary.errors else EXIT_OK)


@contextmanager
def _watched(language: str) -> Iterator[Watch]:
    """Progress on standard error: a line that is renewed on a terminal, else a line now and then."""
    console = Console(stderr=True, highlight=False, soft_wrap=True)
    if console.is_terminal:
        with console.status("") as status:
            yield lambda progress: status.update(_line(progress, language))
        return
    last = time.monotonic()

    def watch(progress: Progress) -> None:
        nonlocal last
        if time.monotonic() - last >= _EVERY:
            last = time.monotonic()
            console.print(_line(progress, language))

    yield watch


def _line(progress: Progress, language: str) -> str:
    left = progress.left
    line = say("run_progress", language, documents=f"{progress.documents:,}", rate=f"{progress.rate:.0f}",
               left="?" if left is None else _clock(left))
    if progress.errors:
        line += ", " + say("run_aside", language, errors=f"{progress.errors:,}")
    if progress.lost:
        line += ", " + say("run_lost", language, lost=progress.lost)
    return line


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02d}:{rest:02d}" if minutes >= 60 else f"{minutes}:{rest:02d}"


def _tell(summary: Summary, out: Path, language: str) -> None:
    console = Console(highlight=False, soft_wrap=True)
    console.print(say(
        "run_done", language, documents=f"{summary.documents:,}", records=f"{summary.records:,}", out=out,
        seconds=f"{summary.seconds:.1f}",
    ))
    console.print(say("run_shards", language, read=summary.shards_read, kept=summary.shards_kept))
    if summary.doubled:
        console.print(say("run_doubled", language, doubled=f"{summary.doubled:,}"))
    if summary.workers_lost:
        console.print(say("run_lost", language, lost=summary.workers_lost))
    if summary.errors:
        console.print(say("run_aside", language, errors=f"{summary.errors:,}") + f": {out}/errors")
