"""``maydan picture``: who held what when, incidents, ties, contradictions, what became of forecasts."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import msgspec
from rich.console import Console

from maydan.case import Case
from maydan.cli.common import guarded, json_option, print_json
from maydan.cli.opening import case_argument, open_case
from maydan.cli.read import check_date
from maydan.errors import SettingError
from maydan.picture.tables import Row

_SHOWN = 15


@click.command("picture")
@case_argument
@click.option("--on", "day", help="Who held what on this day, YYYY-MM-DD.")
@click.option("--place", help="Only this place, by name or key: its timeline by every account, sieges, incidents.")
@click.option("--actor", help="Only this actor, by id: ties and incidents.")
@click.option("--geojson", type=click.Path(path_type=Path, dir_okay=False),
              help="With --on: write the places with their states to this file.")
@json_option
@guarded
def command(case: str, day: str | None, place: str | None, actor: str | None, geojson: Path | None, as_json: bool
            ) -> None:
    """Show what the records of CASE add up to."""
    if day is not None:
        check_date(day)
    if geojson is not None and day is None:
        raise SettingError("a map is of one day", "add --on YYYY-MM-DD")
    with open_case(case) as opened:
        data = _data(opened, day, place, actor)
        places = opened.picture().places if geojson is not None or not as_json else {}
        if geojson is not None and day is not None:
            states = data.get("held") or opened.held(day)
            geojson.write_bytes(msgspec.json.encode(features(states, places)))
    if as_json:
        print_json(data)
    else:
        _show(data, {key: row["name_en"] or row["name_ar"] for key, row in places.items()})


def _data(case: Case, day: str | None, place: str | None, actor: str | None) -> dict[str, Any]:
    """What was asked for, as rows by part of the picture."""
    span: dict[str, Any] = {"since": day, "until": day} if day else {}
    data: dict[str, Any] = {}
    if place is not None:
        data["held" if day else "timeline"] = (
            case.holder(place, on=day) if day else [msgspec.to_builtins(i) for i in case.timeline(place)])
        data["sieges"] = case.sieges(place)
    elif day is not None and actor is None:
        data["held"] = case.held(day)
    if actor is not None:
        data["network"] = [t for t in case.network(on=day) if actor in (t["a"], t["b"])]
    data["incidents"] = case.incidents(place=place, actor=actor, **span)
    if place is None and actor is None and day is None:
        data |= {"sieges": case.sieges(), "network": case.network(), "contradictions": case.contradictions(),
                 "forecasters": case.forecasters()}
    return data


def features(states: list[Row], places: dict[str, Row]) -> dict[str, Any]:
    """GeoJSON of places with their state on a day; places without a point are left out."""
    found = []
    for state in states:
        where = places.get(state["place"])
        if where is None or where["lat"] is None or where["lon"] is None:
            continue
        found.append({
            "type": "Feature", "geometry": {"type": "Point", "coordinates": [where["lon"], where["lat"]]},
            "properties": {"place": state["place"], "name_ar": where["name_ar"], "name_en": where["name_en"],
                           "radius_km": where["radius_km"], "account": state["account"], "state": state["state"],
                           "holders": state["holders"], "last_seen": state["last_seen"],
                           "sources": state["sources"]}})
    return {"type": "FeatureCollection", "features": found}


def _show(data: dict[str, Any], names: dict[str, str]) -> None:
    console = Console(highlight=False, soft_wrap=True)

    def called(place: str) -> str:
        return names.get(place) or place

    def lines(part: str, line: Any) -> None:
        rows = data.get(part)
        if rows is None:
            return
        console.print(f"[bold]{part}[/bold] ({len(rows)})")
        for row in rows[:_SHOWN]:
            console.print("  " + line(row), markup=False)
        if len(rows) > _SHOWN:
            console.print(f"  ... {len(rows) - _SHOWN} more: --json has them all", markup=False)

    def held(r: Row) -> str:
        told = f"  \u2067{r['quotes'][-1]['quote']}\u2069" if r.get("quotes") else ""
        return (f"{called(r['place'])}  {r['account']}: {r['state']} {', '.join(r['holders'])}  "
                f"seen {r['last_seen']}{told}")

    lines("held", held)
    lines("timeline", lambda r: f"{r['account']}: {r['start_earliest'] or '…'}/{r['start_latest'] or '…'} to "
                                f"{r['end_latest'] or '…'}  {r['state']} {', '.join(r['holders'])}")
    lines("sieges", lambda r: f"{called(r['place'])}  {', '.join(r['besiegers'])}  from {r['start_latest']} "
                               f"to {r['end'] or '…'}")
    lines("network", lambda r: f"{r['a']} {r['relation']} {r['b']}  {r['first'] or '…'}/{r['last'] or '…'}  "
                               f"{r['sources']} sources")
    lines("incidents", lambda r: f"{r['day_from'] or '…'}  {r['type']}  {', '.join(r['who']) or '?'} > "
                                 f"{', '.join(r['whom']) or '?'} @ {', '.join(map(called, r['where'][:2])) or '?'}  "
                                 f"{r['sources']} sources  killed {_range(r, 'killed')}")
    lines("contradictions", lambda r: f"{r['kind']} {called(r['about'])} {r['day'] or ''}: "
                                      + "; ".join(f"{v} ({', '.join(s)})" for v, s in r["values"].items()))
    lines("forecasters", lambda r: f"{r['by']}: {r['forecasts']} forecasts, {r['came']} came, {r['not']} did not, "
                                   f"{r['open']} open; Brier {r['brier'] if r['brier'] is not None else '…'}")


def _range(row: Row, of: str) -> str:
    low, high = row.get(f"{of}_low"), row.get(f"{of}_high")
    if low is None and high is None:
        return "?"
    return f"{low:g}" if low == high and low is not None else f"{low if low is not None else '?'}-{high or '?'}"
