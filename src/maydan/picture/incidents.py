"""Incidents: the same event as several documents report it.

Candidate pairs are blocked by class of event, day and neighbourhood (``sql/pairs.sql``) and scored slot by slot;
pairs above the threshold join in connected components. Reviewers' joins and splits win. Each slot keeps every
source's value; tolls become low, best, high; what disagrees is said.
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any, Protocol

from maydan.picture.classes import class_of
from maydan.tables import package_data

Row = dict[str, Any]

WEIGHTS = {"when": 0.25, "where": 0.30, "who": 0.2, "whom": 0.05, "type": 0.1, "toll": 0.1}
THRESHOLD = 0.72
CELL_DEGREES = 0.2  # side of a block, about 20 km
_LONGEST_DAYS = 3  # an interval wider than this cannot join reports of single days
_TOLLS = ("killed", "wounded")
# What did not happen, or only might, is no incident.
_REAL = frozenset(("happened", "ongoing"))


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


def _cell(lat: float, lon: float) -> tuple[int, int]:
    return math.floor(lat / CELL_DEGREES), math.floor(lon / CELL_DEGREES)


def pair_tables(events: Sequence[Row], places: dict[str, Row]) -> dict[str, list[Row]]:
    """The tables of ``pairs.sql`` from event rows and places by key."""
    tables: dict[str, list[Row]] = {"events": [], "spots": [], "halo": [], "parties": []}
    for number, event in enumerate(events):
        group = class_of(event["type"])
        first, last = day_number(event.get("day_from")), day_number(event.get("day_to"))
        if event.get("status") not in _REAL or first is None or last is None or last - first > _LONGEST_DAYS:
            first = last = None
        tables["events"].append({
            "event_no": number, "document_id": event["document_id"], "class": group, "type": event["type"],
            "first_day": first, "last_day": last, "killed": event.get("killed_best"),
            "wounded": event.get("wounded_best"),
        })
        if first is None:
            continue
        for role in ("who", "whom"):
            tables["parties"] += [
                {"event_no": number, "role": role, "actor": a} for a in dict.fromkeys(event.get(role) or ())
            ]
        halo = set()
        for key in dict.fromkeys(event.get("where") or ()):
            place = places.get(key)
            if place is None or place.get("lat") is None or (place.get("radius_km") or 1.0) > 60:
                continue
            y, x = _cell(place["lat"], place["lon"])
            tables["spots"].append({
                "event_no": number, "class": group, "place": key, "lat": float(place["lat"]),
                "lon": float(place["lon"]), "radius_km": float(place.get("radius_km") or 1.0), "cell": f"{y}:{x}",
            })
            halo |= {f"{y + dy}:{x + dx}" for dy in (-1, 0, 1) for dx in (-1, 0, 1)}
        tables["halo"] += [{"event_no": number, "class": group, "cell": c} for c in sorted(halo)]
    return tables


def score(pair: Row) -> float:
    """Weighted mean of a pair's slot scores; 0 where the places exclude each other or the doers do."""
    if pair["where_score"] == 0 or (pair["who_score"] == 0 and pair["type_score"] < 1):
        return 0.0
    return sum(weight * float(pair[f"{slot}_score"]) for slot, weight in WEIGHTS.items())


def scored_pairs(events: Sequence[Row], places: dict[str, Row], engine: Engine) -> list[Row]:
    """All candidate pairs with their slot scores and ``score``, best first."""
    tables = pair_tables(events, places)
    if not tables["spots"]:
        return []
    found = [{**pair, "score": score(pair)} for pair in engine.query(pairs_sql(), tables)]
    return sorted(found, key=lambda p: (-p["score"], p["a"], p["b"]))


def group(
    count: int, pairs: Iterable[Row], *, joins: Iterable[tuple[int, int]] = (), splits: Iterable[tuple[int, int]] = (),
    threshold: float = THRESHOLD,
) -> list[int]:
    """Component number of every event; ``joins`` are merged first, ``splits`` never end up in one component."""
    root = list(range(count))

    def find(n: int) -> int:
        while root[n] != n:
            root[n] = root[root[n]]
            n = root[n]
        return n

    for a, b in joins:
        root[find(a)] = find(b)
    apart: dict[int, set[int]] = defaultdict(set)
    for a, b in splits:
        apart[find(a)].add(find(b))
        apart[find(b)].add(find(a))
    for pair in pairs:
        if pair["score"] < threshold:
            break
        a, b = find(pair["a"]), find(pair["b"])
        if a == b or b in {find(x) for x in apart[a]}:
            continue
        root[a] = b
        apart[b] |= apart.pop(a, set())
    return [find(n) for n in range(count)]


def within_documents(events: Sequence[Row]) -> list[tuple[int, int]]:
    """An attack and the harm told with it: same document, neighbouring sentences, same day, a place in common."""
    found = []
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if class_of(event["type"]) == "violence" and event.get("status") in _REAL:
            by_document[event["document_id"]].append(number)
    for numbers in by_document.values():
        numbers.sort(key=lambda n: (events[n]["start"], n))
        for a, b in pairwise(numbers):
            x, y = events[a], events[b]
            shared = set(x.get("where") or ()) & set(y.get("where") or ())
            harm = {x["type"], y["type"]} & {"kill-civilians", "casualties", "destroy"}
            if harm and shared and x.get("day_from") == y.get("day_from") and abs(x["sentence"] - y["sentence"]) <= 1:
                found.append((a, b))
    return found


def incidents(
    events: Sequence[Row], places: dict[str, Row], engine: Engine, *, originals: dict[str, str] | None = None,
    joins: Iterable[tuple[str, str]] = (), splits: Iterable[tuple[str, str]] = (),
) -> tuple[list[Row], list[Row], list[Row]]:
    """Merge events into incidents.

    Args:
        events, places: rows of the flat tables; places by key.
        engine: runs the pair query.
        originals: document -> original of its group of copies (see :mod:`copies`).
        joins, splits: pairs of record ids that reviewers put together or apart; they win.

    Returns:
        (incidents, members, pairs): an incident row for each component, a member row for each event, and the scored
        pairs by record id, for the "why".
    """
    events = sorted(events, key=lambda e: e["record_id"])
    number = {e["record_id"]: n for n, e in enumerate(events)}
    pairs = scored_pairs(events, places, engine)
    forced = [(number[a], number[b]) for a, b in joins if a in number and b in number]
    parted = [(number[a], number[b]) for a, b in splits if a in number and b in number]
    told = [p for p in within_documents(events) if p not in parted and p[::-1] not in parted]
    roots = group(len(events), pairs, joins=[*forced, *told], splits=parted)
    components: dict[int, list[Row]] = defaultdict(list)
    for event, root in zip(events, roots, strict=True):
        if event.get("status") in _REAL:
            components[root].append(event)
    found, members = [], []
    for rows in components.values():
        incident = summary(rows, places, originals or {})
        found.append(incident)
        members += [{"incident_id": incident["incident_id"], "record_id": e["record_id"],
                     "document_id": e["document_id"]} for e in rows]
    named = [{"a": events[p["a"]]["record_id"], "b": events[p["b"]]["record_id"],
              **{k: p[k] for k in p if k not in ("a", "b")}} for p in pairs]
    found.sort(key=lambda i: (i["day_from"] or "9999", i["incident_id"]))
    return found, sorted(members, key=lambda m: (m["incident_id"], m["record_id"])), named


def summary(rows: Sequence[Row], places: dict[str, Row], originals: dict[str, str]) -> Row:
    """One incident from its events: every slot's values with how many independent sources give each."""
    voices: dict[str, str] = {e["record_id"]: originals.get(str(e["document_id"]), str(e["document_id"])) for e in rows}
    first = min(e["record_id"] for e in rows)
    types = Counter(e["type"] for e in rows)
    days = [e["day_from"] for e in rows if e.get("day_from")]
    incident: Row = {
        "incident_id": "i" + hashlib.sha256(first.encode()).hexdigest()[:12],
        "class": class_of(rows[0]["type"]), "type": types.most_common(1)[0][0],
        "types": sorted(types), "reports": len({e["document_id"] for e in rows}),
        "sources": len(set(voices.values())), "records": len(rows),
        "day_from": min(days, default=None),
        "day_to": max((e["day_to"] for e in rows if e.get("day_to")), default=None),
        "confidence": max(e.get("confidence") or 0.0 for e in rows),
    }
    for slot in ("who", "whom", "where"):
        counted: Counter[str] = Counter()
        for value, voice in {(v, voices[e["record_id"]]) for e in rows for v in e.get(slot) or ()}:
            counted[value] += bool(voice)
        incident[slot] = [v for v, _ in sorted(counted.items(), key=lambda c: (-c[1], c[0]))]
        incident[f"{slot}_counts"] = [counted[v] for v in incident[slot]]
    located = [places[w] for w in incident["where"] if w in places and places[w].get("lat") is not None]
    sharpest = min(located, key=lambda p: p.get("radius_km") or 1.0, default=None)
    incident["lat"] = sharpest["lat"] if sharpest else None
    incident["lon"] = sharpest["lon"] if sharpest else None
    for toll in _TOLLS:
        bests = [e[f"{toll}_best"] for e in rows if e.get(f"{toll}_best") is not None]
        lows = [e[f"{toll}_low"] for e in rows if e.get(f"{toll}_low") is not None]
        highs = [e[f"{toll}_high"] for e in rows if e.get(f"{toll}_high") is not None]
        incident[f"{toll}_low"] = min([*lows, *bests], default=None)
        incident[f"{toll}_best"] = median(bests) if bests else None
        incident[f"{toll}_high"] = max([*highs, *bests], default=None)
    incident["disagreements"] = disagreements(rows, voices)
    return incident


def disagreements(rows: Sequence[Row], voices: dict[str, str]) -> list[str]:
    """Slots on which independent sources of one incident differ."""
    found = []
    for slot in ("who", "whom"):
        values = [frozenset(e.get(slot) or ()) for e in rows if e.get(slot)]
        if any(not (a & b) for a in values for b in values):
            found.append(slot)
    for toll in _TOLLS:
        if len({e[f"{toll}_best"] for e in rows if e.get(f"{toll}_best") is not None}) > 1:
            found.append(toll)
    exact = {e["day_from"] for e in rows if e.get("day_from") and e["day_from"] == e["day_to"] and not
             e.get("day_inferred")}
    if len(exact) > 1:
        found.append("when")
    return found if len(set(voices.values())) > 1 else []
