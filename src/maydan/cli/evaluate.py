"""``maydan evaluate``: readings against annotated documents."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
import msgspec
from rich.console import Console
from rich.table import Table

from maydan.cli.common import guarded, json_option, print_json, theatre_option
from maydan.cli.read import readings
from maydan.errors import InputError
from maydan.evaluation.names import Record
from maydan.evaluation.reliability import Reliability, reliability
from maydan.evaluation.score import Scores, score_all


@click.command("evaluate")
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--predictions", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Score these <name>.json files instead of reading the texts now.")
@click.option("--texts", type=click.Path(path_type=Path, exists=True, file_okay=False),
              help="Folder of the <name>.txt files, if not GOLD.")
@click.option("--reliability", "curves", is_flag=True,
              help="Also say, by confidence, what share of the records is right.")
@json_option
@theatre_option
@guarded
def command(
    gold: Path, predictions: Path | None, texts: Path | None, curves: bool, as_json: bool, theatre: str
) -> None:
    """Score readings of the texts in GOLD against its annotations (<name>.txt, <name>.json, <name>.meta.json)."""
    documents = list(_documents(gold, predictions, texts or gold, theatre))
    scores = score_all(documents)
    if not scores.documents:
        raise InputError(f"{gold} holds no annotated documents", "it needs <name>.json beside <name>.txt")
    found = reliability(documents) if curves else {}
    if as_json:
        print_json(scores.as_dict() | ({"reliability": msgspec.to_builtins(found)} if curves else {}))
        return
    Console().print(_table(scores))
    if curves:
        Console().print(_curves(found))


def _documents(gold: Path, predictions: Path | None, texts: Path, theatre: str) -> Iterator[tuple[Record, Record, str]]:
    for file in sorted(gold.glob("*.json")):
        if file.name.endswith(".meta.json"):
            continue
        text_file = texts / f"{file.stem}.txt"
        if not text_file.is_file():
            raise InputError(f"{text_file} is missing", "give the folder of the texts with --texts")
        annotation: Record = msgspec.json.decode(file.read_bytes())
        text = text_file.read_bytes().decode("utf-8")
        if predictions is None:
            _, reading = next(readings([text_file], theatre=theatre))
            yield annotation, msgspec.json.decode(reading.to_json(indent=0)), text
        else:
            found = predictions / file.name
            yield annotation, msgspec.json.decode(found.read_bytes()) if found.is_file() else {}, text


def _table(scores: Scores) -> Table:
    table = Table(title=f"{scores.documents} documents, {scores.dated_right} dated within the annotated limits")
    for column in ("kind", "gold", "found", "precision", "recall", "detection F1", "graded F1"):
        table.add_column(column, justify="left" if column == "kind" else "right")
    for kind, s in scores.kinds.items():
        table.add_row(kind, str(s.gold), str(s.found), f"{s.precision or 0:.3f}", f"{s.recall or 0:.3f}",
                      f"{s.detection_f1:.3f}", f"{s.graded_f1:.3f}")
    return table


def _curves(found: dict[str, Reliability]) -> Table:
    table = Table(title="share right of the records of a confidence (and their number)")
    table.add_column("confidence")
    for kind, curve in found.items():
        table.add_column(f"{kind}\nerror {curve.error:.3f}", justify="right")
    for low in sorted({b.low for curve in found.values() for b in curve.bins}):
        cells = [next((f"{b.right:.2f} ({b.records})" for b in curve.bins if b.low == low), "")
                 for curve in found.values()]
        table.add_row(f"{low:.1f} - {low + 0.1:.1f}", *cells)
    return table
