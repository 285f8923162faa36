"""Pairs of events that may be one: blocked by class, days and neighbourhood, scored slot by slot in SQL."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Protocol

import msgspec

from maydan.picture.classes import PARTY_CLASSES, class_of
from maydan.picture.kept import Pair, Scored
from maydan.picture.kin import Kin, packaged_kin
from maydan.tables import package_data

Row = dict[str, Any]
Span = tuple[int, int]
Values = tuple[Any, ...]  # of a pair: event numbers, then as of :class:`Pair`

THRESHOLD = 0.70
TIGHT_DAYS = 6  # two intervals that leave no more days than this together tell a day; wider ones only a period
TAKEN_DAYS = 3  # reports may tell the taking of a town this many days apart; of all else, one day
_LONGEST_DAYS = 366  # wider intervals say too little to compare
_REPORTED_AFTER = 2  # days by which a report without a day of its own may come after what it tells
_LENT_SENTENCES = 2
_LENT = frozenset(("violence", "leaving"))  # told without a place, they took place where the report is
_NO_DAY = 10_000_000  # after every day
_WIDE_KM = 60.0  # a place wider than this is compared by name alone
_LAST = "\n-- > pairs_scored\n"
# Of its result the pairs that may be one, without what the two events tell: documents, types and class.
_VALUES = tuple(name for name in Pair.__struct_fields__ if name != "why")
_SLACK, _SCORE = _VALUES.index("slack"), _VALUES.index("score")
_POSSIBLE = f"\n-- > pairs_possible\nSELECT {', '.join(_VALUES)} FROM (\n{{last}}\n) AS s WHERE score > 0"
# Of pairs only those with an event of the table "fresh": of two events either may be the one that looks for the other.
_ALL_MET = "WHERE (h.event_no < b.event_no"
_FRESH_MET = ("WHERE (h.event_no IN (SELECT event_no FROM fresh) OR b.event_no IN (SELECT event_no FROM fresh)) AND "
              "(h.event_no < b.event_no")
# What only might happen is no incident; what is denied is a voice on one that others tell of.
REAL = frozenset(("happened", "ongoing"))
TOLD = REAL | {"denied"}


class Engine(Protocol):
    """Runs one SQL text (in :func:`steps`) over tables of rows: DuckDB here, Spark beyond one machine."""

    def query(self, sql: str, tables: dict[str, list[Row]]) -> list[Row]:
        """Rows of the result."""
        ...

    def values(self, sql: str, tables: dict[str, list[Row]]) -> list[Values]:
        """The same without the names of the columns."""
        ...


def pairs_sql() -> str:
    """The text of the pair query, the same for every engine."""
    return package_data("picture", "sql", "pairs.sql").read_text(encoding="utf-8")


def steps(sql: str) -> list[tuple[str, str]]:
    """(name, text) of a query's steps: each makes a table for the next ones, the last is the result."""
    parts = sql.split("\n-- > ")[1:]
    return [(name, body) for name, _, body in (part.partition("\n") for part in parts)] or [("", sql)]


@lru_cache(maxsize=1 << 14)
def day_number(day: str | None) -> int | None:
    """Ordinal of an ISO day, None for none."""
    return date.fromisoformat(day).toordinal() if day else None


def span(event: Row) -> Span | None:
    """First and last day on which an event may have happened; None where that is unknown or too wide to say."""
    first, last = day_number(event.get("day_from")), day_number(event.get("day_to"))
    if event.get("status") not in TOLD or first is None or last is None or not 0 <= last - first <= _LONGEST_DAYS:
        return None
    return (first - _REPORTED_AFTER if event.get("day_inferred") else first), last


def pair_tables(events: Sequence[Row], places: Mapping[str, Row], kin: Kin | None = None) -> dict[str, list[Row]]:
    """The tables of ``pairs.sql`` from event rows and places by key."""
    return _tables(events, places, kin)[0]


def _tables(
    events: Sequence[Row], places: Mapping[str, Row], kin: Kin | None
) -> tuple[dict[str, list[Row]], dict[int, str]]:
    """The tables, and event number -> hash of all that they say of it."""
    known = packaged_kin() if kin is None else kin
    tables: dict[str, list[Row]] = {"events": [], "spots": [], "parties": [], "bounds": [{"lo": 0, "hi": _NO_DAY}]}
    marks: dict[int, str] = {}
    encode = msgspec.msgpack.Encoder().encode
    lent = borrowed(events, places)
    spots = {key: (at := spot(places[key]), msgspec.Raw(encode(at))) for key in {
        *(key for where in lent.values() for key in where), *(key for e in events for key in e.get("where") or ())}
        if key in places}
    bodies: dict[tuple[tuple[str, ...], tuple[str, ...]], tuple[list[tuple[str, str]], msgspec.Raw]] = {}
    for number, event in enumerate(events):
        days = span(event)
        if days is None:
            continue
        group = class_of(event["type"])
        row = {
            "event_no": number, "document_id": event["document_id"], "type": event["type"], "class": group,
            "by_party": int(group in PARTY_CLASSES), "told": int(not event.get("day_inferred")), "first_day": days[0],
            "last_day": days[1], "killed": event.get("killed_best"),
        }
        tables["events"].append(row)
        named = tuple(event.get("who") or ()), tuple(event.get("whom") or ())
        if named not in bodies:
            body = list(parties(event, known))
            bodies[named] = body, msgspec.Raw(encode(body))
        body, short = bodies[named]
        tables["parties"] += [{"event_no": number, "role": role, "actor": actor} for role, actor in body]
        borrows = int(number in lent)
        here = [spots[key] for key in dict.fromkeys(lent.get(number) or event.get("where") or ()) if key in spots]
        tables["spots"] += [{"event_no": number, **at, "lent": borrows} for at, _ in here]
        told = encode((row["document_id"], row["type"], row["told"], days, row["killed"], borrows, short,
                       [raw for _, raw in here]))
        marks[number] = hashlib.blake2b(told, digest_size=8).hexdigest()
    return tables, marks


def spot(place: Row) -> Row:
    """A place as the pair query takes it: without a point where it is too wide to be compared by distance."""
    radius = float(place.get("radius_km") or 1.0)
    sharp = place.get("lat") is not None and place.get("lon") is not None and radius <= _WIDE_KM
    return {"place": place["place"], "lat": float(place["lat"]) if sharp else None,
            "lon": float(place["lon"]) if sharp else None, "radius_km": radius}


def countries(places: Mapping[str, Row]) -> set[str]:
    """Keys of the places that are countries: they say nothing of where in them something took place."""
    return {key for key, place in places.items() if place.get("kind") == "country"}


def borrowed(events: Sequence[Row], places: Mapping[str, Row]) -> dict[int, tuple[str, ...]]:
    """Places of violence and leaving told without one, or with no more than a country: those of the event told just
    before in the report, else its first."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if event.get("status") in TOLD and class_of(event["type"]) not in PARTY_CLASSES:
            by_document[event["document_id"]].append(number)
    found: dict[int, tuple[str, ...]] = {}
    wide = countries(places)
    for numbers in by_document.values():
        numbers.sort(key=lambda n: (events[n]["start"], events[n]["end"], events[n]["record_id"]))
        told = {n: tuple([w for w in events[n].get("where") or () if w not in wide]) for n in numbers}
        first = next((told[n] for n in numbers if told[n]), ())
        last, at = first, None
        for number in numbers:
            where, sentence = told[number], events[number]["sentence"]
            if where:
                last, at = where, sentence
            elif first and class_of(events[number]["type"]) in _LENT:
                found[number] = last if at is not None and sentence - at <= _LENT_SENTENCES else first
    return found


def parties(event: Row, kin: Kin) -> Iterable[tuple[str, str]]:
    """(role, actor) of an event: doers, those done to, the bodies that doers belong to, their sides."""
    who = dict.fromkeys(event.get("who") or ())
    yield from (("who", a) for a in who)
    yield from (("whom", a) for a in dict.fromkeys(event.get("whom") or ()))
    yield from (("kin", body) for body in sorted({b for a in who for b in kin.bodies(a)}))
    yield from (("side", side) for side in sorted({kin.side[a] for a in who if a in kin.side}))


def scored_pairs(
    events: Sequence[Row], places: dict[str, Row], engine: Engine, kin: Kin | None = None, scored: Scored | None = None,
) -> list[Values]:
    """Candidate pairs that may be one, with their slot scores and score; those of told days first, best first.

    Args:
        scored: what was scored before; pairs of events of which nothing changed are taken from there, and it is
            brought up to date. A pair's score hangs on its two events alone, so that the pairs are the same.
    """
    tables, marks = _tables(events, places, kin)
    if not tables["events"]:
        if scored is not None:
            scored.marks, scored.pairs = {}, []
        return []
    if scored is None:
        found = _asked(pairs_sql(), tables, engine)
    else:
        found = [*_kept(events, marks, scored), *_fresh(tables, marks, events, scored, engine)]
        _keep(scored, events, marks, found)
    return sorted(found, key=lambda p: (p[_SLACK] > TIGHT_DAYS, -p[_SCORE], p[0], p[1]))


def strong(pairs: Iterable[Values], threshold: float = THRESHOLD) -> list[Row]:
    """Of scored pairs those that join, as rows of what joining asks."""
    return [{"a": p[0], "b": p[1], "slack": p[_SLACK], "score": p[_SCORE]} for p in pairs if p[_SCORE] >= threshold]


def _kept(events: Sequence[Row], marks: dict[int, str], scored: Scored) -> list[Values]:
    """Pairs scored before of events of which nothing changed, as the query gives them."""
    number = {events[n]["record_id"]: n for n, mark in marks.items()
              if scored.marks.get(events[n]["record_id"]) == mark}
    numbers = [number.get(record_id) for record_id in scored.marks]
    return [(a, b, *pair[2:]) for pair in scored.pairs
            if (a := numbers[pair[0]]) is not None and (b := numbers[pair[1]]) is not None]


def _fresh(
    tables: dict[str, list[Row]], marks: dict[int, str], events: Sequence[Row], scored: Scored, engine: Engine,
) -> list[Values]:
    """Pairs with an event that is new or changed."""
    changed = {n for n, mark in marks.items() if scored.marks.get(events[n]["record_id"]) != mark}
    if not changed:
        return []
    if len(changed) == len(marks):
        return _asked(pairs_sql(), tables, engine)
    days: dict[str, set[int]] = defaultdict(set)
    for row in tables["events"]:
        if row["event_no"] in changed:
            days[row["class"]].update(range(row["first_day"] - TAKEN_DAYS, row["last_day"] + TAKEN_DAYS + 1))
    met = changed | {row["event_no"] for row in tables["events"]
                     if not days[row["class"]].isdisjoint(range(row["first_day"], row["last_day"] + 1))}
    part = tables if len(met) == len(marks) else {
        name: [row for row in rows if name == "bounds" or row["event_no"] in met] for name, rows in tables.items()}
    sql = pairs_sql()
    assert sql.count(_ALL_MET) == 1
    return _asked(sql.replace(_ALL_MET, _FRESH_MET), {**part, "fresh": [{"event_no": n} for n in sorted(changed)]},
                  engine)


def _asked(sql: str, tables: dict[str, list[Row]], engine: Engine) -> list[Values]:
    """The query's pairs that may be one. Documents go in as short numbers, as whether two are one is all it asks."""
    number: dict[str, str] = {}
    short = [{**row, "document_id": number.setdefault(row["document_id"], str(len(number)))}
             for row in tables["events"]]
    before, mark, last = sql.rpartition(_LAST)
    assert mark
    return engine.values(before + _POSSIBLE.format(last=last), {**tables, "events": short})


def _keep(scored: Scored, events: Sequence[Row], marks: dict[int, str], found: Sequence[Values]) -> None:
    at = {number: n for n, number in enumerate(marks)}
    scored.marks = {events[number]["record_id"]: mark for number, mark in marks.items()}
    scored.pairs = [(at[pair[0]], at[pair[1]], *pair[2:]) for pair in found]
