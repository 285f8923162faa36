"""Pairs of events that may be one: blocked by class, days and neighbourhood, scored slot by slot in SQL."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Protocol

from maydan.picture.classes import PARTY_CLASSES, class_of
from maydan.picture.kin import Kin, packaged_kin
from maydan.tables import package_data

Row = dict[str, Any]
Span = tuple[int, int]

WEIGHTS = {"when": 0.25, "where": 0.30, "who": 0.2, "whom": 0.05, "type": 0.1, "toll": 0.1}
THRESHOLD = 0.70
CELL_DEGREES = 0.2  # side of a block, about 20 km
BLOCK_DAYS = 16
TIGHT_DAYS = 6  # two intervals that leave no more days than this together tell a day; wider ones only a period
_LONGEST_DAYS = 366  # wider intervals say too little to compare
_REPORTED_AFTER = 2  # days by which a report without a day of its own may come after what it tells
_LENT_SENTENCES = 2
_WIDE_KM = 60.0  # a place wider than this is compared by name alone
# What only might happen is no incident; what is denied is a voice on one that others tell of.
REAL = frozenset(("happened", "ongoing"))
TOLD = REAL | {"denied"}


class Engine(Protocol):
    """Runs one SQL text over tables of rows: DuckDB here, Spark beyond one machine."""

    def query(self, sql: str, tables: dict[str, list[Row]]) -> list[Row]:
        """Rows of the result."""
        ...


def pairs_sql() -> str:
    """The text of the pair query, the same for every engine."""
    return package_data("picture", "sql", "pairs.sql").read_text(encoding="utf-8")


def day_number(day: str | None) -> int | None:
    """Ordinal of an ISO day, None for none."""
    return date.fromisoformat(day).toordinal() if day else None


def span(event: Row) -> Span | None:
    """First and last day on which an event may have happened; None where that is unknown or too wide to say."""
    first, last = day_number(event.get("day_from")), day_number(event.get("day_to"))
    if event.get("status") not in TOLD or first is None or last is None or not 0 <= last - first <= _LONGEST_DAYS:
        return None
    return (first - _REPORTED_AFTER if event.get("day_inferred") else first), last


def pair_tables(events: Sequence[Row], places: dict[str, Row], kin: Kin | None = None) -> dict[str, list[Row]]:
    """The tables of ``pairs.sql`` from event rows and places by key."""
    known = packaged_kin() if kin is None else kin
    tables: dict[str, list[Row]] = {"events": [], "blocks": [], "halo": [], "spots": [], "parties": []}
    lent = borrowed(events)
    for number, event in enumerate(events):
        days = span(event)
        if days is None:
            continue
        tables["events"].append({
            "event_no": number, "document_id": event["document_id"], "type": event["type"],
            "told": int(not event.get("day_inferred")), "first_day": days[0], "last_day": days[1],
            "killed": event.get("killed_best"),
        })
        tables["parties"] += [{"event_no": number, "role": r, "actor": a} for r, a in _parties(event, known)]
        group, weeks = class_of(event["type"]), range(days[0] // BLOCK_DAYS, days[1] // BLOCK_DAYS + 1)
        wider = range((days[0] - 1) // BLOCK_DAYS, (days[1] + 1) // BLOCK_DAYS + 1)
        own, near = set[str](), set[str]()
        for key in dict.fromkeys(event.get("where") or lent.get(number, ())):
            place = places.get(key)
            if place is None:
                continue
            radius = float(place.get("radius_km") or 1.0)
            sharp = place.get("lat") is not None and radius <= _WIDE_KM
            tables["spots"].append({
                "event_no": number, "place": key, "lat": float(place["lat"]) if sharp else None,
                "lon": float(place["lon"]) if sharp else None, "radius_km": radius,
                "lent": int(number in lent),
            })
            if sharp:
                y, x = math.floor(place["lat"] / CELL_DEGREES), math.floor(place["lon"] / CELL_DEGREES)
                own.add(f"{y}:{x}")
                near |= {f"{y + dy}:{x + dx}" for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
            else:
                own.add(key)
                near.add(key)
        if group in PARTY_CLASSES:
            actors = {f"@{a}" for a in (*(event.get("who") or ()), *(event.get("whom") or ()))}
            own |= actors
            near |= actors
        tables["blocks"] += [{"event_no": number, "block": f"{group}|{w}|{k}"} for w in weeks for k in sorted(own)]
        tables["halo"] += [{"event_no": number, "block": f"{group}|{w}|{k}"} for w in wider for k in sorted(near)]
    return tables


def borrowed(events: Sequence[Row]) -> dict[int, tuple[str, ...]]:
    """Places of violence told without one: those of the event told just before in the report, else of its first."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if event.get("status") in TOLD and class_of(event["type"]) not in PARTY_CLASSES:
            by_document[event["document_id"]].append(number)
    found: dict[int, tuple[str, ...]] = {}
    for numbers in by_document.values():
        numbers.sort(key=lambda n: (events[n]["start"], events[n]["end"], events[n]["record_id"]))
        first = next((tuple(events[n]["where"]) for n in numbers if events[n].get("where")), ())
        last, at = first, None
        for number in numbers:
            where, sentence = tuple(events[number].get("where") or ()), events[number]["sentence"]
            if where:
                last, at = where, sentence
            elif first and class_of(events[number]["type"]) == "violence":
                found[number] = last if at is not None and sentence - at <= _LENT_SENTENCES else first
    return found


def _parties(event: Row, kin: Kin) -> Iterable[tuple[str, str]]:
    who = dict.fromkeys(event.get("who") or ())
    yield from (("who", a) for a in who)
    yield from (("whom", a) for a in dict.fromkeys(event.get("whom") or ()))
    yield from (("kin", body) for body in sorted({b for a in who for b in kin.bodies(a)}))
    yield from (("side", side) for side in sorted({kin.side[a] for a in who if a in kin.side}))


def score(pair: Row) -> float:
    """Weighted mean of a pair's slot scores; 0 where a slot excludes that the two are one."""
    control = class_of(pair["type_a"]) in ("control", "leaving", "siege", "siege-broken", "fighting")
    same_document = pair["document_a"] == pair["document_b"]
    if pair["where_score"] == 0 or (pair["who_score"] == 0 and (pair["type_score"] < 1 or control)):
        return 0.0
    if same_document and (not pair["same_place"] or pair["toll_score"] == 0):
        return 0.0  # one report tells two attacks apart by their places and tolls
    at_one_place = pair["same_place"] or pair["where_score"] >= 0.8
    if pair["slack"] > TIGHT_DAYS and not (at_one_place and pair["who_score"] > 0.5):
        return 0.0  # of a month or a year, only the same doer at the same place
    return sum(weight * float(pair[f"{slot}_score"]) for slot, weight in WEIGHTS.items())


def scored_pairs(events: Sequence[Row], places: dict[str, Row], engine: Engine, kin: Kin | None = None) -> list[Row]:
    """All candidate pairs with their slot scores and ``score``; those of told days first, best first."""
    tables = pair_tables(events, places, kin)
    if not tables["blocks"]:
        return []
    rows = engine.query(pairs_sql(), tables)
    # engines give decimals for numbers written out in SQL
    exact = [{k: float(v) if k.endswith("_score") else v for k, v in row.items()} for row in rows]
    found = [{**pair, "score": score(pair)} for pair in exact]
    return sorted(found, key=lambda p: (p["slack"] > TIGHT_DAYS, -p["score"], p["a"], p["b"]))
