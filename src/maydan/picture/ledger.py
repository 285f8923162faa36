"""Forecasts and what became of them: rules propose, a person settles.

A forecast that speaks of an event is borne out by a later event of its class with a doer and a place in common, within
its horizon (or :data:`DEFAULT_HORIZON_DAYS`). The Brier score is (stated likelihood - outcome) squared, 0 best; the
likelihoods behind the guide's three words are :data:`LIKELIHOOD`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from maydan.picture.classes import class_of
from maydan.records.timex import day_interval

Row = dict[str, Any]

LIKELIHOOD = {"likely": 0.75, "possible": 0.5, "unlikely": 0.2}
DEFAULT_HORIZON_DAYS = 180
_REAL = frozenset(("happened", "ongoing"))


def _end(outlook: Row, made: str | None) -> str | None:
    """Last day on which a forecast can come true: its own horizon, else the default span after it was made."""
    if outlook.get("horizon") and outlook.get("day_to"):
        return str(outlook["day_to"])
    return (date.fromisoformat(made) + timedelta(days=DEFAULT_HORIZON_DAYS)).isoformat() if made else None


def ledger(
    outlooks: Iterable[Row], events: Sequence[Row], written: dict[str, str], *, until: str | None = None,
    settled: dict[str, str] | None = None,
) -> list[Row]:
    """Every forecast with its horizon, the later records that bear on it, and an outcome.

    Args:
        outlooks, events: rows of the flat tables.
        written: document id -> day (or month, year: their last day) on which it was written, as far as known.
        until: last day that the case tells of; forecasts whose horizon reaches beyond stay open.
        settled: outlook record id -> outcome by a person ("came", "not", "open"), which wins.

    Returns:
        Rows with ``record_id``, ``by``, ``polarity``, ``made``, ``horizon_to``, ``outcome``, ``settled_by``
        ("rule" or "person"), ``records`` and ``brier`` (None while open).
    """
    last = until or max((e["day_to"] for e in events if e.get("day_to")), default=None)
    spoken = {e["record_id"]: e for e in events}
    real = [e for e in events if e["status"] in _REAL and e.get("day_from")]
    later: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for event in sorted(real, key=lambda e: (e["day_from"], e["record_id"])):
        for place in event.get("where") or ():
            later[class_of(event["type"]), place].append(event)
    told: dict[str, list[Row]] = defaultdict(list)
    for event in events:
        told[event["document_id"]].append(event)
    found = []
    for outlook in outlooks:
        if outlook["kind"] != "forecast":
            continue
        target = spoken.get(outlook.get("event") or "") or _inside(outlook, told[outlook["document_id"]])
        made = (day_interval(written.get(outlook["document_id"])) or (None, None))[1]
        end = _end(outlook, made)
        bearing = _bearing(target, later, made, end)
        outcome, person = (settled or {}).get(outlook["record_id"]), True
        if outcome is None:
            person = False
            outcome = "came" if bearing else "not" if target and end and last and end < last else "open"
        stated = LIKELIHOOD.get(outlook.get("polarity") or "")
        brier = None
        if outcome != "open" and stated is not None:
            brier = round((stated - float(outcome == "came")) ** 2, 4)
        found.append({
            "record_id": outlook["record_id"], "document_id": outlook["document_id"], "source": outlook.get("source"),
            "by": outlook.get("by"), "polarity": outlook.get("polarity"), "made": made, "horizon_to": end,
            "about": target["type"] if target else outlook.get("about") or "", "quote": outlook["quote"],
            "outcome": outcome, "settled_by": "person" if person else "rule",
            "records": [e["record_id"] for e in bearing], "brier": brier,
        })
    return sorted(found, key=lambda r: (r["made"] or "", r["record_id"]))


def _inside(outlook: Row, events: Sequence[Row]) -> Row | None:
    """The event that a forecast's own words state, where no link was made."""
    for event in events:
        if outlook["start"] <= event["start"] < outlook["end"]:
            return event
    return None


def _bearing(target: Row | None, later: dict[tuple[str, str], list[Row]], made: str | None, end: str | None,
             ) -> list[Row]:
    """Events after the forecast and within its horizon, of its class, at one of its places, by one of its doers."""
    if target is None or made is None:
        return []
    found: dict[str, Row] = {}
    doers = set(target.get("who") or ())
    for place in target.get("where") or ():
        events = later.get((class_of(target["type"]), place), [])
        for index in range(bisect_right(events, made, key=lambda e: str(e["day_from"])), len(events)):
            event = events[index]
            if end is not None and event["day_from"] > end:
                break
            if event["record_id"] != target["record_id"] and (not doers or doers & set(event.get("who") or ())):
                found[event["record_id"]] = event
    return sorted(found.values(), key=lambda e: (e["day_from"], e["record_id"]))


def by_source(rows: Iterable[Row]) -> list[Row]:
    """For each who foretold: how many, how many came, and the mean Brier score of those settled."""
    groups: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[row["by"] or "?"].append(row)
    found = []
    for who, mine in sorted(groups.items()):
        scores = [r["brier"] for r in mine if r["brier"] is not None]
        found.append({
            "by": who, "forecasts": len(mine), "came": sum(r["outcome"] == "came" for r in mine),
            "not": sum(r["outcome"] == "not" for r in mine), "open": sum(r["outcome"] == "open" for r in mine),
            "brier": round(sum(scores) / len(scores), 4) if scores else None,
        })
    return found
