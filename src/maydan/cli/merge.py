"""``maydan merge``: what the documents of a dataset add up to, as tables beside its own."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.console import Console

from maydan.cli.common import EXIT_OK, guarded, json_option, language_option, print_json, say


@click.command("merge")
@click.argument("dataset", metavar="DATASET", type=click.Path(path_type=Path, file_okay=False))
@click.option("--engine", type=click.Choice(["local", "spark"]), default="local", show_default=True,
              help="DuckDB on this machine, or a Spark cluster.")
@click.option("--workers", type=click.IntRange(0), default=None,
              help="Processes that make shards ready; default: one a processor core.")
@click.option("--memory", help="Limit of the local SQL engine, such as 4GB; what needs more goes to disk.")
@click.option("--master", help="Spark: address of the cluster, as spark-submit takes it.")
@click.option("--resume/--no-resume", default=True, show_default=True,
              help="Work out only what was added or changed since the last time, or all anew.")
@json_option
@language_option
@guarded
def command(
    dataset: Path, engine: str, workers: int | None, memory: str | None, master: str | None, resume: bool,
    as_json: bool, language: str,
) -> None:
    """Put together what the documents of DATASET, made by `maydan run`, tell of: copies, incidents, who held what
    when, ties. The tables go to DATASET/picture.
    """
    from maydan.engine.merging import merge, processors

    spark = None
    if engine == "spark":
        from maydan.engine.spark import session

        spark = session(master)
    console = Console(stderr=True, highlight=False, soft_wrap=True)

    def watch(step: str, seconds: float) -> None:
        console.print(say(f"merge_{step}", language) + f" ({seconds:.0f} s)")

    done = merge(dataset, spark=spark, workers=processors() if workers is None else workers, resume=resume,
                 memory=memory, watch=watch)
    if as_json:
        print_json(done)
    else:
        out = Console(highlight=False, soft_wrap=True)
        out.print(say("merge_done", language, incidents=f"{done.rows['incidents']:,}",
                      records=f"{done.rows['members']:,}", intervals=f"{done.rows['intervals']:,}",
                      edges=f"{done.rows['edges']:,}", out=dataset / "picture", seconds=f"{done.seconds:.1f}"))
        out.print(say("merge_anew", language, shards=done.shards_prepared, slabs=f"{done.slabs:,}",
                      regions=done.regions))
    sys.exit(EXIT_OK)
