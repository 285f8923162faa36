"""``maydan read``: files to readings."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click
import msgspec
from rich.console import Console

from maydan.cli.common import EXIT_FOUND, EXIT_OK, guarded, language_option, say, theatre_option
from maydan.cli.show import show
from maydan.errors import InputError, SettingError
from maydan.intake import DEFAULT_LIMITS, documents, from_jsonl
from maydan.reading.reader import read_document
from maydan.records import Document, Reading, SetAside
from maydan.records.reading import KINDS
from maydan.theatre.tables import package_data


@click.command("read")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path))
@click.option("--jsonl", "jsonl", type=click.File("rb"), help="Read {id, text, published?, source?, title?} lines from "
              "a file or '-' and print one reading a line, in order.")
@click.option("--out", type=click.Path(path_type=Path, file_okay=False), help="Write one <stem>.json a document there.")
@click.option("--published", help="Day of publication of all files, YYYY-MM-DD.")
@click.option("--sample", is_flag=True, help="Read the packaged sample reports.")
@click.option("--explain", is_flag=True, help="Print for each record its rule and the words that filled each slot.")
@click.option("--json", "as_json", is_flag=True, help="Print readings as JSON lines instead of for people.")
@click.option("--reader", type=click.Choice(["rules", "llm", "cascade"]), default="rules", show_default=True,
              help="Who reads: the rules; a language model (sends the text to MAYDAN_LLM_URL); or the rules, with the "
              "model asked about records they are unsure of.")
@click.option("--below", type=click.FloatRange(0, 1), default=0.6, show_default=True,
              help="Confidence under which a cascade asks.")
@theatre_option
@language_option
@guarded
def command(
    files: tuple[Path, ...], jsonl: BinaryIO | None, out: Path | None, published: str | None, sample: bool,
    explain: bool, as_json: bool, reader: str, below: float, theatre: str, language: str,
) -> None:
    """Read documents: when written, who, where, when, how many, and what they state.

    FILES are texts, HTML, PDF, DOCX, EPUB, JSONL, CSV, feeds, WARC, images, or folders of these. A file
    <name>.meta.json beside <name>.txt gives title, source, url and date.
    """
    read = _reader(reader, below, theatre)
    if published is not None:
        check_date(published)
    if jsonl is not None:
        if files or sample:
            raise SettingError("--jsonl reads its own input", "leave the files out")
        sys.exit(_stream(jsonl, read, published))
    if sample:
        files = (Path(str(package_data("sample"))), *files)
    if not files:
        raise SettingError("nothing to read", "name files or folders, or try: maydan read --sample")
    sys.exit(_files(files, out, published, read, language, explain, as_json))


Read = Callable[[Document, str | None], Reading]


def _reader(name: str, below: float, theatre: str) -> Read:
    """The reader asked for, as a function of a document and a day of publication."""
    if name == "rules":
        return lambda document, published: read_document(document, theatre=theatre, published=published)
    from maydan.reading.llm import Endpoint, Usage, cascade, read_with_model

    endpoint = Endpoint.from_environment()
    errors = Console(stderr=True, highlight=False, soft_wrap=True)

    def read(document: Document, published: str | None) -> Reading:
        usage: Usage
        if name == "llm":
            reading, usage = read_with_model(document, endpoint, theatre=theatre)
        else:
            rules = read_document(document, theatre=theatre, published=published)
            reading, usage = cascade(document, rules, endpoint, below=below)
        for problem in usage.problems:
            errors.print(f"[yellow]{document.name}:[/yellow] {problem}")
        errors.print(f"[dim]{document.name}: {usage.requests} requests, {usage.tokens_in} + {usage.tokens_out} tokens, "
                     f"cost {usage.cost:.4f}, {usage.seconds:.1f} s, {usage.kept} kept, {usage.dropped} dropped[/dim]")
        return reading

    return read


def check_date(date: str) -> None:
    """Refuse a date that is not YYYY-MM-DD.

    Raises:
        SettingError: it is not.
    """
    try:
        time.strptime(date, "%Y-%m-%d")
    except ValueError:
        raise SettingError(f"{date!r} is no date", "write it as YYYY-MM-DD, for example 2016-02-14") from None


def _files(
    files: tuple[Path, ...], out: Path | None, published: str | None, read_one: Read, language: str, explain: bool,
    as_json: bool,
) -> int:
    errors = Console(stderr=True, highlight=False, soft_wrap=True)
    console = Console(highlight=False)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
    begun, read, aside, records = time.monotonic(), 0, 0, 0
    used: set[str] = set()
    for item in documents(list(files), published=published):
        if isinstance(item, SetAside):
            aside += 1
            errors.print(f"[yellow]{say('set_aside', language)}:[/yellow] {item.name}: {item.reason}"
                         + (f" ({item.hint})" if item.hint else ""))
            continue
        reading = read_one(item, published)
        read += 1
        records += sum(len(getattr(reading, kind)) for kind in KINDS)
        for warning in reading.warnings:
            errors.print(f"[yellow]{reading.doc}:[/yellow] {warning}")
        if out is not None:
            (out / f"{_stem(item, used)}.json").write_bytes(reading.to_json())
        elif as_json:
            sys.stdout.buffer.write(reading.to_json(indent=0) + b"\n")
        else:
            show(reading, console, language, explain=explain)
    seconds = f"{time.monotonic() - begun:.1f}"
    errors.print(f"[dim]{say('read_done', language, documents=read, records=records, aside=aside, seconds=seconds)}"
                 "[/dim]")
    return EXIT_FOUND if aside else EXIT_OK


def _stem(document: Document, used: set[str]) -> str:
    """File name for a reading: the document's stem, numbered when two documents share it."""
    stem = Path(document.name or document.document_id).name.removesuffix(Path(document.name or "x").suffix)
    stem = stem.replace("#", "_") or document.document_id
    name, number = stem, 2
    while name in used:
        name, number = f"{stem}-{number}", number + 1
    used.add(name)
    return name


def _stream(source: BinaryIO, read_one: Read, published: str | None) -> int:
    """One reading a line for each line of ``source``; a bad line gives a line that says so. Returns the exit code."""
    bad = 0
    out = sys.stdout.buffer
    for item in from_jsonl(source, getattr(source, "name", None) or "-", DEFAULT_LIMITS):
        if isinstance(item, SetAside):
            bad += 1
            out.write(msgspec.json.encode({"doc": item.name, "error": item.reason, "hint": item.hint}))
        else:
            out.write(read_one(item, published).to_json(indent=0))
        out.write(b"\n")
        out.flush()
    return EXIT_FOUND if bad else EXIT_OK


def readings(files: list[Path], **options: Any) -> Iterator[tuple[Document, Reading]]:
    """Documents with their readings; raises on the first that is set aside.

    Raises:
        InputError: a file could not be read.
    """
    for item in documents(files):
        if isinstance(item, SetAside):
            raise InputError(f"{item.name}: {item.reason}", item.hint)
        yield item, read_document(item, **options)
