"""A reading on the terminal, for people."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape

from maydan.cli.common import say
from maydan.records import Event, Holding, Outlook, Reading, Saying, Tie
from maydan.records.statements import Statement

_LRI, _RLI, _PDI = "\u2066", "\u2067", "\u2069"


def isolate(text: str) -> str:
    """A value wrapped so that its direction does not disturb the line around it (for display only, never stored)."""
    return f"{_RLI}{text}{_PDI}" if any("\u0590" <= c <= "\u08ff" for c in text) else f"{_LRI}{text}{_PDI}"


def _ids(*ids: str | None) -> str:
    return ", ".join(i.removeprefix("new:") for i in ids if i) or "?"


def _line(record: Statement) -> str:
    if isinstance(record, Event):
        where = f" @ {_ids(*record.where)}" if record.where else ""
        return f"{record.type}: {_ids(*record.who)} → {_ids(*record.whom)}{where}"
    if isinstance(record, Holding):
        lost = f" ← {_ids(record.from_)}" if record.from_ else ""
        return f"{_ids(record.holder)} {record.change} {record.place or '?'}{lost}"
    if isinstance(record, Tie):
        return f"{_ids(record.a)} {record.relation} {_ids(record.b)}"
    if isinstance(record, Saying):
        return f"{_ids(record.speaker)} ({record.kind}, {isolate(record.verb)})"
    if isinstance(record, Outlook):
        return f"{record.kind}: {_ids(record.by)} {record.polarity or ''}".rstrip()
    return record.rule


def show(reading: Reading, console: Console, language: str, *, explain: bool = False) -> None:
    """Print a reading: date, mentions, then each kind of record with its words; with ``explain`` also the why."""
    console.rule(escape(reading.doc or "-"), style="dim")
    if reading.language != "ar":
        console.print(f"  {say('not_arabic', language)} ({reading.language})")
        return
    reference = reading.reference_date
    bounds = isolate(f"{reference.earliest or '…'} – {reference.latest or '…'}")
    value = isolate(reference.value) if reference.value else say("date_unknown", language)
    why = isolate(escape(reference.why))
    console.print(f"[bold]{say('date', language)}[/bold] {value}  [dim]{bounds}  {why}[/dim]")
    if reference.printed_is_wrong:
        console.print(f"  [yellow]{say('printed_wrong', language, printed=reference.printed)}[/yellow]")
    lists = {
        "actors": [f"{isolate(a.text)} = {a.id}" for a in reading.actors],
        "places": [f"{isolate(p.text)} = {p.name_en}" + (f" ({p.lat:.2f}, {p.lon:.2f} ±{p.radius_km:g} km)"
                   if p.lat is not None and p.lon is not None else "") for p in reading.places],
        "times": [f"{isolate(t.text)} = {t.value}" for t in reading.times],
        "figures": [f"{isolate(f.text)} = {f.value if f.value is not None else f'{f.low}..{f.high}'} {f.of}"
                    for f in reading.figures],
    }
    for kind, lines in lists.items():
        if lines:
            console.print(f"[bold]{say(kind, language)}[/bold] ({len(lines)})")
            console.print("  " + escape("; ".join(lines)), soft_wrap=True)
    for kind in ("events", "holdings", "ties", "sayings", "outlooks"):
        records: tuple[Statement, ...] = getattr(reading, kind)
        if not records:
            continue
        console.print(f"[bold]{say(kind, language)}[/bold] ({len(records)})")
        for record in records:
            when = getattr(record, "when", None)
            console.print(f"  [cyan]{escape(_line(record))}[/cyan]"
                          f"  {isolate(when) if when else ''} [dim]{say('status_' + record.status, language)}"
                          f"  {record.confidence:.2f}  {_voice(record, language)}[/dim]", soft_wrap=True)
            console.print(f"    {escape(isolate(record.quote))}", soft_wrap=True)
            if explain:
                _why(record, console, language)


def _voice(record: Statement, language: str) -> str:
    return say("author", language) if record.voice == "author" else _ids(record.voice)


def _why(record: Statement, console: Console, language: str) -> None:
    console.print(f"      [dim]{say('rule', language)}: {escape(record.rule)}[/dim]")
    for why in record.why:
        taken = "" if why.taken else f" ({say('rejected', language)})"
        console.print(f"      [dim]{why.slot}{taken}: {escape(isolate(why.text))} [{why.start}:{why.end}] "
                      f"{escape(why.reason)}[/dim]", soft_wrap=True)
