"""One incident from the events of its reports: every slot's values, who gives them, and what disagrees."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from statistics import median
from typing import Any

from maydan.picture.classes import EFFECTS, HARM, class_of
from maydan.picture.kin import NO_KIN, Kin
from maydan.picture.pairs import REAL

Row = dict[str, Any]

_TOLLS = ("killed", "wounded")
_ENDS = {toll: tuple(f"{toll}_{end}" for end in ("best", "low", "high")) for toll in _TOLLS}


def summary(rows: Sequence[Row], places: dict[str, Row], originals: dict[str, str], kin: Kin = NO_KIN) -> Row:
    """One incident: every slot's values with how many independent sources give each.

    Args:
        rows: events in one group; denied ones count as voices against it and fill no slot.
        places: rows by key. originals: document -> original of its copies.
        kin: who belongs to whom; a doer named more widely is no disagreement.

    Returns:
        The incident's row. A toll's best is the median over independent reports of the largest count that each gives,
        for smaller ones are parts of it ("72 civilians, 20 of them children"); low and high span all of those.
    """
    told = [e for e in rows if e.get("status") in REAL]
    if len(told) == len(rows) == 1:  # most incidents are told once
        return _once(told[0], places)
    voices: dict[str, str] = {e["record_id"]: originals.get(str(e["document_id"]), str(e["document_id"])) for e in told}
    main = ([e for e in told if e["type"] not in EFFECTS] or [e for e in told if e["type"] not in HARM] or told)
    types = Counter(e["type"] for e in main)
    kind = min(types, key=lambda t: (-types[t], t))
    days = [(e["day_from"], e["day_to"]) for e in told if e.get("day_from") and e.get("day_to")]
    sure = [(e["day_from"], e["day_to"]) for e in told if e.get("day_from") and e.get("day_to")
            and not e.get("day_inferred")]
    sharpest = min(sure or days, key=_length, default=(None, None))
    incident: Row = {
        "incident_id": "i" + min(e["record_id"] for e in told).removeprefix("e"),
        "class": class_of(kind), "type": kind, "types": sorted({e["type"] for e in told}),
        "reports": len({e["document_id"] for e in told}), "sources": len(set(voices.values())), "records": len(told),
        "day_from": sharpest[0], "day_to": sharpest[1],
        "confidence": max(e.get("confidence") or 0.0 for e in told),
        "denied_by": sorted({e.get("voice") or "author" for e in rows if e.get("status") == "denied"}),
    }
    for slot in ("who", "whom", "where"):
        counted = Counter(value for value, _ in {(v, voices[e["record_id"]]) for e in told for v in e.get(slot) or ()})
        incident[slot] = [v for v, _ in sorted(counted.items(), key=lambda c: (-c[1], c[0]))]
        incident[f"{slot}_counts"] = [counted[v] for v in incident[slot]]
    incident["lat"], incident["lon"] = _point(incident["where"], places)
    for toll in _TOLLS:
        incident |= _counts(told, voices, toll)
    incident["disagreements"] = disagreements(told, voices, kin)
    return incident


def _once(event: Row, places: dict[str, Row]) -> Row:
    """The incident that one event alone tells: what :func:`summary` makes of it, in fewer steps."""
    dated = event.get("day_from") and event.get("day_to")
    who, whom, where = (sorted(set(event.get(slot) or ())) for slot in ("who", "whom", "where"))
    lat, lon = _point(where, places)
    incident = {
        "incident_id": "i" + str(event["record_id"]).removeprefix("e"), "class": class_of(event["type"]),
        "type": event["type"], "types": [event["type"]], "reports": 1, "sources": 1, "records": 1,
        "day_from": event["day_from"] if dated else None, "day_to": event["day_to"] if dated else None,
        "confidence": event.get("confidence") or 0.0, "denied_by": [],
        "who": who, "who_counts": [1] * len(who), "whom": whom, "whom_counts": [1] * len(whom),
        "where": where, "where_counts": [1] * len(where), "lat": lat, "lon": lon,
    }
    for ends in _ENDS.values():
        best, low, high = event.get(ends[0]), event.get(ends[1]), event.get(ends[2])
        incident[ends[1]] = min((n for n in (low, best) if n is not None), default=None)
        incident[ends[0]] = None if best is None else median((best,))
        incident[ends[2]] = max((n for n in (high, best) if n is not None), default=None)
    incident["disagreements"] = []
    return incident


def _point(where: Sequence[str], places: dict[str, Row]) -> tuple[float | None, float | None]:
    located = [places[w] for w in where if w in places and places[w].get("lat") is not None]
    point = min(located, key=lambda p: p.get("radius_km") or 1.0, default=None)
    return (None, None) if point is None else (point["lat"], point["lon"])


def _length(days: tuple[str, str]) -> tuple[int, str, str]:
    first, last = days
    years, months = int(last[:4]) - int(first[:4]), int(last[5:7]) - int(first[5:7])
    return years * 372 + months * 31 + int(last[8:]) - int(first[8:]), first, last


def _largest(rows: Sequence[Row], voices: dict[str, str], toll: str) -> dict[str, Row]:
    """Voice -> its event with the largest count of a kind."""
    found: dict[str, Row] = {}
    for event in rows:
        size = _size(event, toll)
        voice = voices[event["record_id"]]
        if size is not None and (voice not in found or size > (_size(found[voice], toll) or 0.0)):
            found[voice] = event
    return found


def _size(event: Row, toll: str) -> float | None:
    for end in _ENDS[toll]:
        if (value := event.get(end)) is not None:
            return float(value)
    return None


def _counts(rows: Sequence[Row], voices: dict[str, str], toll: str) -> Row:
    counts = list(_largest(rows, voices, toll).values())
    if not counts:
        return {f"{toll}_low": None, f"{toll}_best": None, f"{toll}_high": None}
    bests = [e[f"{toll}_best"] for e in counts if e.get(f"{toll}_best") is not None]
    lows = [e[f"{toll}_low"] for e in counts if e.get(f"{toll}_low") is not None]
    highs = [e[f"{toll}_high"] for e in counts if e.get(f"{toll}_high") is not None]
    return {
        f"{toll}_low": min([*lows, *bests], default=None), f"{toll}_best": median(bests) if bests else None,
        f"{toll}_high": max([*highs, *bests], default=None),
    }


def disagreements(rows: Sequence[Row], voices: dict[str, str], kin: Kin = NO_KIN) -> list[str]:
    """Slots on which independent sources of one incident differ."""
    if len(set(voices.values())) < 2:
        return []
    found = []
    for slot in ("who", "whom"):
        given: dict[str, set[str]] = defaultdict(set)
        for event in rows:
            given[voices[event["record_id"]]] |= {b for a in event.get(slot) or () for b in kin.bodies(a)}
        named = [values for _, values in sorted(given.items()) if values]
        if named and not set.intersection(*named):
            found.append(slot)
    for toll in _TOLLS:
        best = {e[f"{toll}_best"] for e in _largest(rows, voices, toll).values() if e.get(f"{toll}_best") is not None}
        if len(best) > 1:
            found.append(toll)
    exact = {e["day_from"] for e in rows if e.get("day_from") and e["day_from"] == e["day_to"]
             and not e.get("day_inferred")}
    return [*found, "when"] if len(exact) > 1 else found
