"""``maydan case``: make, fill, check, copy and empty a body of documents."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console
from rich.markup import escape
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from maydan.case import Case
from maydan.case.add import AddReport
from maydan.cli.common import EXIT_FOUND, EXIT_OK, guarded, json_option, print_json, theatre_option
from maydan.cli.opening import case_argument, open_case, passphrase_for
from maydan.cli.read import check_date
from maydan.errors import SettingError

_path = click.Path(path_type=Path)


@click.group("case")
def command() -> None:
    """Keep a body of documents with their readings and the reviewers' decisions.

    CASE is a file (with or without .maydan) or postgresql://USER@HOST/DATABASE?case=NAME.
    """


@command.command("new")
@case_argument
@click.option("--title", default="", help="What the case is called.")
@click.option("--encrypt", is_flag=True, help="Encrypt the file with SQLCipher; the passphrase is asked for.")
@theatre_option
@guarded
def new(case: str, title: str, encrypt: bool, theatre: str) -> None:
    """Make a new, empty case."""
    with Case.create(case, title=title, theatre=theatre, passphrase=passphrase_for(case, encrypt=encrypt)) as made:
        _say(f"{made.store.name}: a new case. Fill it: maydan case add {case} FILES")


@command.command("add")
@case_argument
@click.argument("files", nargs=-1, type=_path)
@click.option("--published", help="Day of publication of files that bring none, YYYY-MM-DD.")
@click.option("--reread", is_flag=True, help="Read again what was read before; without FILES, every stored document.")
@click.option("--theatre", help="Read by this theatre instead of the case's own.")
@json_option
@guarded
def add(case: str, files: tuple[Path, ...], published: str | None, reread: bool, theatre: str | None, as_json: bool
        ) -> None:
    """Read files and folders into a case; what is there already changes nothing.

    After an update of Maydan, documents are read anew and decisions go over to the new records.
    """
    if published is not None:
        check_date(published)
    if not files and not reread:
        raise SettingError("nothing to add", "name files or folders, or read the stored documents anew: --reread")
    with open_case(case) as opened, _progress() as progress:
        task = progress.add_task("", total=None)

        def tell(report: AddReport) -> None:
            progress.update(task, description=_counts(report))

        if files:
            report = opened.add(files, theatre=theatre, published=published, reread=reread, progress=tell)
        else:
            report = opened.reread(force=True, progress=tell)
    if as_json:
        print_json(report)
    else:
        for item in report.aside:
            _warn(f"set aside: {item.name}: {item.reason}" + (f" ({item.hint})" if item.hint else ""))
        _say(f"{_counts(report)}; {report.records} records; read in {report.reading_seconds:.1f} s, "
             f"stored in {report.store_seconds:.1f} s")
        if report.carried:
            _say(f"{report.carried} decisions went over to records on nearly the same words: confirm them")
        if report.lost:
            _warn(f"{len(report.lost)} records with decisions are gone: maydan case status {case} --lost")
    sys.exit(EXIT_FOUND if report.aside or report.lost else EXIT_OK)


@command.command("import")
@case_argument
@click.argument("dataset", type=_path)
@json_option
@guarded
def import_(case: str, dataset: Path, as_json: bool) -> None:
    """Take the documents and readings of DATASET, made by `maydan run`, into a case without reading them again.

    What is there already changes nothing; an import that was broken off goes on where it was.
    """
    with open_case(case) as opened, _progress() as progress:
        task = progress.add_task("", total=None)
        report = opened.add_dataset(dataset, progress=lambda r: progress.update(task, description=_counts(r)))
    if as_json:
        print_json(report)
    else:
        _say(f"{_counts(report)}; {report.records} records; stored in {report.store_seconds:.1f} s")
        if report.aside:
            _warn(f"{len(report.aside)} documents had been set aside by the run")
        if report.lost:
            _warn(f"{len(report.lost)} records with decisions are gone: maydan case status {case} --lost")
    sys.exit(EXIT_FOUND if report.aside or report.lost else EXIT_OK)


@command.command("status")
@case_argument
@click.option("--documents", is_flag=True, help="List the documents.")
@click.option("--lost", is_flag=True, help="List records with decisions that no newer reading holds.")
@json_option
@guarded
def status(case: str, documents: bool, lost: bool, as_json: bool) -> None:
    """Say what a case holds."""
    with open_case(case) as opened:
        data: dict[str, Any] = opened.status() | {"readings": opened.versions()}
        if documents:
            data["document_list"] = [{k: v for k, v in d.items() if k != "seq"} for d in opened.documents()]
        if lost:
            data["lost_list"] = opened.lost()
    if as_json:
        print_json(data)
        return
    for key, value in data.items():
        if key == "readings":
            for row in value:
                _say(f"read by: {row['reader']}, {row['theatre']} ({row['documents']} documents)")
        elif key == "document_list":
            for d in value:
                _say(f"  {d['document_id']}  {d['reference_date'] or '?'}  {d['source'] or '?'}  "
                     f"{d['title'] or d['name']}")
        elif key == "lost_list":
            for r in value:
                _say(f"  {r['record_id']}  {r['kind']}  {r['state']}  {r['row'].get('quote', '')}")
        else:
            _say(f"{key}: {value}")


@command.command("search")
@case_argument
@click.argument("words", nargs=-1, required=True)
@click.option("--exact", is_flag=True, help="Words as written, not with clitics.")
@click.option("--source", help="Only documents of this outlet.")
@click.option("--since", help="Only documents written on or after this day.")
@click.option("--until", help="Only documents written on or before this day.")
@click.option("--limit", default=20, show_default=True, help="How many to show.")
@json_option
@guarded
def search(case: str, words: tuple[str, ...], exact: bool, source: str | None, since: str | None, until: str | None,
           limit: int, as_json: bool) -> None:
    """Look for WORDS in the texts: all must be there; 'a b' in quotes next to each other; -x leaves out; x* begins."""
    for day in (since, until):
        if day is not None:
            check_date(day)
    query = " ".join(f'"{w}"' if " " in w and not w.startswith(("-", '"')) else w for w in words)
    with open_case(case) as opened:
        found = opened.search(query, exact, source=source, since=since, until=until, limit=limit)
    if as_json:
        print_json(found)
    else:
        for hit in found.hits:
            _say(f"{hit.document_id}  {hit.reference_date or '?'}  {hit.source or '?'}  {hit.title or hit.name}")
            _say("  " + " ".join(hit.marked().split()))
        _say(f"{found.total}{'+' if found.more else ''} documents")
    sys.exit(EXIT_OK if found.total else EXIT_FOUND)


@command.command("verify")
@case_argument
@click.option("--head", help="Hash of the last decision noted earlier; it must still be in the chain.")
@json_option
@guarded
def verify(case: str, head: str | None, as_json: bool) -> None:
    """Check the chain of decisions, the texts and every quote, and say what to do."""
    with open_case(case) as opened:
        found = opened.verify(head=head)
    if as_json:
        print_json({**msgspec.to_builtins(found), "ok": found.ok})
    else:
        for problem in found.problems:
            _warn(f"{problem.where}: {problem.what}")
        _say(f"{found.documents} documents, {found.records} records, {found.decisions} decisions checked; "
             f"{found.count} problems; head {found.head}")
        _say(found.advice)
    sys.exit(EXIT_OK if found.ok else EXIT_FOUND)


@command.command("export")
@case_argument
@click.argument("out", type=_path, required=False)
@click.option("--format", "format_", default="csv", show_default=True, help="A format of the registry.")
@click.option("--profile", default="full", show_default=True, help="Publish profile, applied before all else.")
@click.option("--agreement", is_flag=True, help="Write the decisions of several reviewers and their agreement (JSON).")
@click.option("--list", "list_", is_flag=True, help="List the formats and profiles.")
@json_option
@guarded
def export(case: str, out: Path | None, format_: str, profile: str, agreement: bool, list_: bool, as_json: bool
           ) -> None:
    """Write a case to the folder OUT in a format; a record whose quote does not stand refuses the export."""
    if list_:
        from maydan.exports import FORMATS, PROFILES

        print_json({"formats": {n: f.title for n, f in FORMATS.items()}, "profiles": sorted(PROFILES)})
        return
    if out is None:
        raise SettingError("nowhere to write", "name a file or folder after the case")
    with open_case(case) as opened:
        if agreement:
            out.write_bytes(msgspec.json.format(msgspec.json.encode(opened.agreement()), indent=1))
            files = [str(out)]
        else:
            files = [str(out / f) for f in opened.export(format_, out, profile=profile).files]
    if as_json:
        print_json(files)
    else:
        _say(f"{len(files)} files: {', '.join(files)}")


@command.command("compare")
@case_argument
@click.argument("table", type=_path)
@click.option("--since", help="First day compared, YYYY-MM-DD.")
@click.option("--until", help="Last day compared, YYYY-MM-DD.")
@click.option("--days", type=click.IntRange(0), help="Days by which two tellings of one thing may differ.")
@click.option("--km", type=click.FloatRange(0), help="Kilometres by which they may differ.")
@click.option("--misses", default=10, show_default=True, help="How many rows without an incident to show.")
@json_option
@guarded
def compare(case: str, table: Path, since: str | None, until: str | None, days: int | None, km: float | None,
            misses: int, as_json: bool) -> None:
    """Hold the incidents of a case against TABLE (UCDP GED, ACLED or Airwars as CSV): coverage and misses."""
    for day in (since, until):
        if day is not None:
            check_date(day)
    with open_case(case) as opened:
        found = opened.compare(table, since=since, until=until, days=days, km=km)
    if as_json:
        print_json(found)
        return
    _say(f"{found.dataset}, {found.since} to {found.until}: {found.rows} rows, {found.vague} of them too vague; "
         f"{found.incidents} incidents of the case are of their kind")
    _say(f"matched {len(found.matches)}; coverage {_share(found.coverage)} of rows, {_share(found.deaths)} of deaths; "
         f"{_share(found.precision)} of the incidents")
    for miss in found.misses[:misses]:
        _say(f"  missing {miss.row_id}  {miss.day}  {miss.place}  killed {miss.killed or 0:g}: {miss.why}")
    if len(found.misses) > misses:
        _say(f"  ... {len(found.misses) - misses} more: --json has them all")


@command.command("backup")
@case_argument
@click.argument("target", type=_path)
@guarded
def backup(case: str, target: Path) -> None:
    """Write a copy to TARGET: an SQLite file, or a bundle for any store where the name ends in .zip."""
    with open_case(case) as opened:
        kind = opened.backup(target)
        head = opened.status()["head"]
    _say(f"{target}: a {kind}; head {head}")


@command.command("restore")
@click.argument("backup", type=_path)
@case_argument
@click.option("--encrypt", is_flag=True, help="Encrypt the new file; a bundle itself is not encrypted.")
@guarded
def restore(backup: Path, case: str, encrypt: bool) -> None:
    """Make CASE from a backup; nothing that exists is overwritten."""
    with backup.open("rb") as stream:
        start = stream.read(16)
    sealed = not start.startswith((b"PK", b"SQLite format 3"))
    with Case.restore(backup, case, passphrase=passphrase_for(case, encrypt=encrypt or sealed)) as made:
        found = made.verify()
        _say(f"{made.store.name}: {found.documents} documents, {found.decisions} decisions; {found.advice}")
    sys.exit(EXIT_OK if found.ok else EXIT_FOUND)


@command.command("purge")
@case_argument
@click.option("--document", "documents", multiple=True, help="Id of a document to take out; may be repeated.")
@click.option("--all", "everything", is_flag=True, help="Take the whole case away.")
@click.option("--reviewer", default="", help="Who purges; enters the chain of decisions.")
@click.option("--reason", default="", help="Why; enters the chain of decisions.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@guarded
def purge(case: str, documents: tuple[str, ...], everything: bool, reviewer: str, reason: str, yes: bool) -> None:
    """Take documents out of a case for good, and write over where they stood."""
    if everything == bool(documents):
        raise SettingError("what is to be purged?", "name documents with --document, or the whole case with --all")
    with open_case(case) as opened:
        what = opened.store.name if everything else f"{len(documents)} documents"
        if not yes and not click.confirm(f"Purge {what}? This cannot be undone", err=True):
            sys.exit(EXIT_FOUND)
        if everything:
            opened.erase()
            _say(f"{case} is gone. Backups, exports and worn blocks of the disk may still hold it.")
        else:
            done = opened.purge(documents, reviewer=reviewer, reason=reason)
            _say(f"{done.documents} documents, {done.records} records and the content of {done.contents} decisions are "
                 "gone. Backups and exports made before may still hold them.")


def _share(value: float | None) -> str:
    return "?" if value is None else f"{100 * value:.1f} %"


def _counts(report: AddReport) -> str:
    return (f"{report.added} added, {report.reread} read anew, {report.unchanged} unchanged, "
            f"{len(report.aside)} set aside")


def _progress() -> Progress:
    return Progress(SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn(), transient=True,
                    console=Console(stderr=True), disable=not sys.stderr.isatty())


def _say(line: str) -> None:
    Console(highlight=False, soft_wrap=True).print(line, markup=False)


def _warn(line: str) -> None:
    Console(stderr=True, highlight=False, soft_wrap=True).print(f"[yellow]{escape(line)}[/yellow]")
