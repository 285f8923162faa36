"""Tables of others as rows to compare with: UCDP GED, ACLED-shaped tables, and links to incidents of Airwars."""

from __future__ import annotations

import csv
import gzip
import io
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from maydan.errors import InputError
from maydan.picture.tables import Row

_UCDP_KM = {1: 1.0, 2: 25.0, 3: 30.0, 4: 80.0}  # beyond: no point to compare with
_ACLED_KM = {1: 5.0, 2: 25.0, 3: 80.0}
_LARGEST = 2_000_000_000


def read_comparison(path: str | Path) -> list[Row]:
    """Rows of a table of UCDP GED, ACLED or Airwars, told by its header; CSV or tab-separated, ``.gz`` or plain.

    Returns:
        Rows with ``row_id``, ``dataset`` (ucdp, acled, airwars), ``day_from``, ``day_to`` (ISO), ``lat``, ``lon``
        (degrees), ``radius_km`` (None where the point stands for a country or for no place), ``place``, ``admin1``,
        ``country``, ``type``, ``actors`` (names), ``killed_low``, ``killed_best``, ``killed_high``, ``source``.

    Raises:
        InputError: no such file, none of these tables, or a row that cannot be read.
    """
    path = Path(path)
    try:
        with path.open("rb") as raw:
            packed = gzip.GzipFile(fileobj=raw) if path.suffix == ".gz" else raw
            text = packed.read(_LARGEST).decode("utf-8-sig")
    except (OSError, UnicodeDecodeError, EOFError) as error:
        raise InputError(f"{path.name} cannot be read: {error}", "give a CSV file in UTF-8") from error
    first = text.split("\n", 1)[0]
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=_delimiter(first))
    header = set(lines.fieldnames or ())
    for needed, make in _READERS.items():
        if set(needed) <= header:
            return _rows(path.name, lines, make)
    raise InputError(f"{path.name} is no table of UCDP GED, ACLED or Airwars", "its first line must name the columns")


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


def _rows(name: str, lines: csv.DictReader[str], make: Callable[[dict[str, str]], Row | None]) -> list[Row]:
    found: dict[str, Row] = {}
    for number, line in enumerate(lines, 2):
        try:
            row = make(line)
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{name}: row {number} cannot be read: {error}", "mend or take out the row") from error
        if row is not None:
            found.setdefault(row["row_id"], row)
    return list(found.values())


def _ucdp(line: dict[str, str]) -> Row:
    return {
        "row_id": f"ucdp:{line['id']}", "dataset": "ucdp", "day_from": _day(line["date_start"]),
        "day_to": _day(line["date_end"]), "lat": _number(line["latitude"]), "lon": _number(line["longitude"]),
        "radius_km": _UCDP_KM.get(int(line["where_prec"])), "place": line.get("where_coordinates") or "",
        "admin1": line.get("adm_1") or "", "country": line.get("country") or "",
        "type": {"1": "state-based", "2": "non-state", "3": "one-sided"}[line["type_of_violence"]],
        "actors": [n for n in (line["side_a"], line["side_b"]) if n], "killed_low": _number(line["low"]),
        "killed_best": _number(line["best"]), "killed_high": _number(line["high"]),
        "source": line.get("source_office") or "",
    }


def _acled(line: dict[str, str]) -> Row:
    day = date.fromisoformat(_day(line["event_date"]))
    precision = int(line.get("time_precision") or 1)
    spread = {1: 0, 2: 3, 3: 15}[precision]
    killed = _number(line.get("fatalities") or "")
    actors = [line.get(c) or "" for c in ("actor1", "assoc_actor_1", "actor2", "assoc_actor_2")]
    return {
        "row_id": f"acled:{line['event_id_cnty']}", "dataset": "acled",
        "day_from": (day - timedelta(spread)).isoformat(), "day_to": (day + timedelta(spread)).isoformat(),
        "lat": _number(line["latitude"]), "lon": _number(line["longitude"]),
        "radius_km": _ACLED_KM.get(int(line.get("geo_precision") or 1)), "place": line.get("location") or "",
        "admin1": line.get("admin1") or "", "country": line.get("country") or "",
        "type": line.get("sub_event_type") or line.get("event_type") or "",
        "actors": [n.strip() for a in actors for n in a.split(";") if n.strip()],
        "killed_low": killed, "killed_best": killed, "killed_high": killed, "source": line.get("source") or "",
    }


def _airwars(line: dict[str, str]) -> Row | None:
    if not line.get("incident_date"):
        return None
    day = _day(line["incident_date"])
    low, high = _number(line["civ_killed_min"]), _number(line["civ_killed_max"])
    return {
        "row_id": f"airwars:{line['incident_code']}", "dataset": "airwars", "day_from": day, "day_to": day,
        "lat": _number(line["lat"]), "lon": _number(line["lon"]), "radius_km": 5.0 if line["lat"] else None,
        "place": line.get("place_ar") or "", "admin1": "", "country": "", "type": "strike",
        "actors": [line["belligerent"]] if line.get("belligerent") else [], "killed_low": low,
        "killed_best": low if low is not None else high, "killed_high": high, "source": line.get("publisher") or "",
    }


_READERS: dict[tuple[str, ...], Callable[[dict[str, str]], Row | None]] = {
    ("id", "type_of_violence", "side_a", "side_b", "where_prec", "date_start", "date_end", "best"): _ucdp,
    ("event_id_cnty", "event_date", "event_type", "actor1", "latitude", "longitude"): _acled,
    ("incident_code", "incident_date", "belligerent", "lat", "lon", "civ_killed_min"): _airwars,
}


def _day(cell: str) -> str:
    """ISO day of a cell: ISO itself, with or without a time, or "30 January 2024"."""
    cell = cell.strip()
    if cell[:4].isdigit():
        return date.fromisoformat(cell[:10]).isoformat()
    return datetime.strptime(cell, "%d %B %Y").date().isoformat()


def _number(cell: str) -> float | None:
    return float(cell) if cell.strip() else None
