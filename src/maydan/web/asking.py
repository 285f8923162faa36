"""What the views may be narrowed to, read once for lists, maps, exports and saved searches; and as SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import parse_qs, urlsplit

import msgspec
from litestar import Request

from maydan.case.query import STATES
from maydan.case.rows import KINDS, name_key
from maydan.errors import SettingError
from maydan.web.snapshot import Snapshot

MOST = 500  # values of one filter
_LISTS = ("class", "type", "actor", "place", "source", "status")


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """What a view is narrowed to; nothing where all is empty.

    Attributes:
        since, until: ISO days, tested by overlap.
        classes, types, actors, places, sources, statuses: any of these.
        kinds: kinds of records ("event"); empty for all.
        disagree: only incidents on which sources differ. undated: only those without a day.
        state: one of the states of records, "standing", "all", or "confirm".
        box: west, south, east, north in degrees; west > east goes over the antimeridian.
    """

    since: str | None = None
    until: str | None = None
    classes: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    actors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    statuses: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    disagree: bool = False
    undated: bool = False
    state: str = "standing"
    document: str = ""
    min_confidence: float = 0.0
    box: tuple[float, float, float, float] | None = None


def filters_of(query: Mapping[str, Any]) -> Filters:
    """Filters from the parameters of an address; unknown ones are left alone.

    A parameter may be given more than once, or hold several values with commas between them.

    Raises:
        SettingError: a value that does not fit.
    """
    lists = {name: _values(query.get(name)) for name in _LISTS}
    box = [_number(name, query.get(name)) for name in ("west", "south", "east", "north")]
    state = _first(query.get("state")) or "standing"
    if state not in (*STATES, "standing", "all", "confirm"):
        raise SettingError(f"{state!r} is no state", f"use one of standing, all, confirm, {', '.join(STATES)}")
    kinds = tuple(kind for kind, table in KINDS.items()
                  if {kind, table} & set(_values(query.get("kind"))))
    return Filters(
        since=_day("since", query.get("since")), until=_day("until", query.get("until")), classes=lists["class"],
        types=lists["type"], actors=lists["actor"], places=lists["place"], sources=_whole(query.get("source")),
        statuses=lists["status"], kinds=kinds, disagree=_yes(query.get("disagree")),
        undated=_yes(query.get("undated")), state=state, document=_first(query.get("document")) or "",
        min_confidence=_number("min_confidence", query.get("min_confidence")) or 0.0,
        box=(box[0], box[1], box[2], box[3])
        if box[0] is not None and box[1] is not None and box[2] is not None and box[3] is not None else None)


def asked(request: Request[Any, Any, Any]) -> Filters:
    """Filters from a request's own address."""
    return filters_of(request.query_params.dict())


def parameters(view: str) -> dict[str, list[str]]:
    """The parameters in the address of a view ("/map?since=2016-01-01", also behind a "#")."""
    parts = urlsplit(view)
    query = parts.query or urlsplit(parts.fragment).query or ("" if "/" in parts.path else parts.path)
    return parse_qs(query.lstrip("?"), max_num_fields=200)


def _many(value: Any) -> list[str]:
    return [] if value is None else [str(v) for v in value] if isinstance(value, (list, tuple)) else [str(value)]


def _values(value: Any) -> tuple[str, ...]:
    return _few(part for v in _many(value) for part in v.split(","))


def listed_values(text: str | None) -> tuple[str, ...]:
    """Values with commas between them."""
    return _values(text)


def _whole(value: Any) -> tuple[str, ...]:
    """Values that may have commas in them."""
    return _few(_many(value))


def _few(values: Iterable[str]) -> tuple[str, ...]:
    found = tuple(dict.fromkeys(v for v in values if v))
    if len(found) > MOST:
        raise SettingError(f"{len(found)} values of one filter are too many", f"give at most {MOST}")
    return found


def _first(value: Any) -> str | None:
    return next((v for v in _many(value) if v), None)


def _yes(value: Any) -> bool:
    return (_first(value) or "").lower() in ("1", "true", "yes")


def _day(name: str, value: Any) -> str | None:
    return day(name, _first(value))


def day(name: str, text: str | None) -> str | None:
    """A day as ISO text.

    Raises:
        SettingError: there is no such day.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text).isoformat() if len(text) == 10 else _refuse(name, text)
    except ValueError:
        return _refuse(name, text)


def _refuse(name: str, text: str) -> str:
    raise SettingError(f"{name}: {text[:40]!r} is no day", "write YYYY-MM-DD")


def _number(name: str, value: Any) -> float | None:
    text = _first(value)
    if text is None:
        return None
    try:
        number = float(text)
    except ValueError:
        number = float("nan")
    if not -1e9 < number < 1e9:
        raise SettingError(f"{name}: {text[:40]!r} is no number", "write it in digits")
    return number


class Where:
    """Conditions put together: SQL and its values in order."""

    def __init__(self) -> None:
        self.clauses: list[str] = []
        self.values: list[Any] = []

    def add(self, clause: str, *values: Any) -> Where:
        """One more condition."""
        self.clauses.append(clause)
        self.values += values
        return self

    def any_of(self, column: str, values: Iterable[Any]) -> Where:
        """A column that holds one of some values; no condition where there are none."""
        listed = list(values)
        return self.add(f"{column} IN ({', '.join('?' * len(listed))})", *listed) if listed else self

    def __str__(self) -> str:
        return f"WHERE {' AND '.join(self.clauses)}" if self.clauses else ""


def keys(snapshot: Snapshot, role: str, names: Iterable[str]) -> list[int]:
    """Numbers of places, actors or outlets, by id or, for places and actors, by name."""
    found: list[int] = []
    for name in names:
        key = snapshot.key(role, name)
        if key is not None:
            found.append(key)
        elif role != "source":
            found += [k for (k,) in snapshot.tuples(
                "SELECT s.key FROM spelled s JOIN names n USING (key) WHERE s.folded = ? AND n.role = ?",
                (name_key(name.lower()), role))]
    return found


def incidents_where(snapshot: Snapshot, filters: Filters, *, placed: bool = True) -> Where:
    """Conditions on ``incidents i``.

    Args:
        placed: test the box of the map too.
    """
    where = Where()
    if filters.undated:
        where.add("i.day_from IS NULL")
    else:
        if filters.since:
            where.add("i.day_to >= ?::DATE", filters.since)
        if filters.until:
            where.add("i.day_from <= ?::DATE", filters.until)
    where.any_of("i.class", filters.classes).any_of("i.type", filters.types)
    for role, names in (("place", filters.places), ("actor", filters.actors), ("source", filters.sources)):
        if names:
            numbers = keys(snapshot, role, names) or [0]
            where.add(f"i.no IN (SELECT no FROM parts WHERE key IN ({', '.join('?' * len(numbers))}))", *numbers)
    if filters.disagree:
        where.add("len(i.disagreements) > 0")
    if filters.min_confidence:
        where.add("i.confidence >= ?", filters.min_confidence)
    if placed:
        box = box_where(filters)
        where.clauses += box.clauses
        where.values += box.values
    return where


def box_where(filters: Filters) -> Where:
    """Conditions on ``incidents i``: inside the box of the map, if there is one."""
    where = Where()
    if filters.box is not None:
        west, south, east, north = filters.box
        where.add("i.lat BETWEEN ? AND ?", south, north)
        where.add("i.lon BETWEEN ? AND ?" if west <= east else "(i.lon >= ? OR i.lon <= ?)", west, east)
    return where


def records_where(snapshot: Snapshot, filters: Filters) -> Where:
    """Conditions on ``records r``; what a record says of its day is tested by overlap, open ends are open."""
    where = Where()
    if filters.since:
        where.add("(r.day_to IS NULL OR r.day_to >= ?::DATE)", filters.since)
    if filters.until:
        where.add("(r.day_from IS NULL OR r.day_from <= ?::DATE)", filters.until)
    where.any_of("r.kind", filters.kinds).any_of("r.type", filters.types).any_of("r.status", filters.statuses)
    for role, names in (("place", filters.places), ("actor", filters.actors)):
        if names:
            numbers = keys(snapshot, role, names) or [0]
            where.add(f"r.rec IN (SELECT rec FROM links WHERE key IN ({', '.join('?' * len(numbers))}))", *numbers)
    if filters.sources:
        where.any_of("r.source", [-k for k in keys(snapshot, "source", filters.sources)] or [0])
    if filters.document:
        where.add("r.doc = (SELECT doc FROM documents WHERE document_id = ?)", filters.document)
    if filters.state == "standing":
        where.add("r.state <> 'rejected'")
    elif filters.state == "confirm":
        where.add("r.confirm")
    elif filters.state != "all":
        where.add("r.state = ?", filters.state)
    if filters.min_confidence:
        where.add("r.confidence >= ?", filters.min_confidence)
    return where
