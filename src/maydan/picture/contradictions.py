"""Facts on which independent sources differ: holder, toll, doer, date; ranked by weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from maydan.picture.timelines import Interval, state_on, usable

Row = dict[str, Any]

_WEIGHT = {"holder": 3.0, "who": 3.0, "killed": 2.0, "whom": 1.5, "wounded": 1.0, "when": 1.0}


def contradictions(
    incidents: Iterable[Row], members: Iterable[Row], events: Iterable[Row], holdings: Sequence[Row],
    intervals: Sequence[Interval],
) -> list[Row]:
    """All disagreements, weightiest first.

    Returns:
        Rows with ``kind`` (who, whom, killed, wounded, when, holder), ``about`` (incident id or place), ``day``,
        ``values`` (value -> outlets), ``records`` and ``weight``.
    """
    by_record = {e["record_id"]: e for e in events}
    inside: dict[str, list[Row]] = defaultdict(list)
    for member in members:
        if member["record_id"] in by_record:
            inside[member["incident_id"]].append(by_record[member["record_id"]])
    found = []
    for incident in incidents:
        for kind in incident["disagreements"]:
            rows = inside[incident["incident_id"]]
            values: dict[str, set[str]] = defaultdict(set)
            for event in rows:
                for value in _values(event, kind):
                    values[value].add(event.get("source") or event["document_id"])
            found.append({
                "kind": kind, "about": incident["incident_id"], "place": next(iter(incident["where"]), None),
                "day": incident["day_from"], "values": {v: sorted(s) for v, s in sorted(values.items())},
                "records": sorted(e["record_id"] for e in rows),
                "weight": round(_WEIGHT[kind] * incident["sources"] * _spread(kind, values), 2),
            })
    found += _holders(holdings, intervals)
    return sorted(found, key=lambda c: (-c["weight"], c["day"] or "", c["about"]))


def _values(event: Row, kind: str) -> list[str]:
    if kind in ("who", "whom"):
        return list(event.get(kind) or ())
    if kind == "when":
        return [event["day_from"]] if event.get("day_from") and event["day_from"] == event["day_to"] else []
    best = event.get(f"{kind}_best")
    return [f"{best:g}"] if best is not None else []


def _spread(kind: str, values: dict[str, set[str]]) -> float:
    """How far apart figures are, 1 for equal and up to 3; 1 for what is no figure."""
    if kind not in ("killed", "wounded") or len(values) < 2:
        return 1.0
    numbers = [float(v) for v in values]
    return min(3.0, (max(numbers) + 1) / (min(numbers) + 1))


def _holders(holdings: Sequence[Row], intervals: Sequence[Interval]) -> list[Row]:
    """Places that two accounts give to different holders on the day of a claim."""
    by_place: dict[str, dict[str, list[Interval]]] = defaultdict(lambda: defaultdict(list))
    for interval in intervals:
        if interval.account != "*":
            by_place[interval.place][interval.account].append(interval)
    found: dict[tuple[str, frozenset[str]], Row] = {}
    for claim in usable(holdings):
        accounts = by_place.get(claim["place"], {})
        if len(accounts) < 2 or claim["change"] not in ("holds", "takes"):
            continue
        day = claim["day_to"] or claim["day_from"]
        values: dict[str, set[str]] = defaultdict(set)
        records = {claim["record_id"]}
        for account, rows in accounts.items():
            state = state_on(rows, day)
            if state is not None and state.state == "held" and (state.last_seen or "") >= claim["day_from"]:
                values[state.holders[0]].add(account)
                records |= set(state.claims)
        key = (claim["place"], frozenset(values))
        if len(values) > 1 and key not in found:
            found[key] = {
                "kind": "holder", "about": claim["place"], "place": claim["place"], "day": day,
                "values": {v: sorted(s) for v, s in sorted(values.items())}, "records": sorted(records),
                "weight": round(_WEIGHT["holder"] * sum(len(s) for s in values.values()), 2),
            }
    return list(found.values())
