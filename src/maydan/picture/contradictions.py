"""Facts on which independent sources differ: holder, toll, doer, date; ranked by weight."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from maydan.picture.kin import Kin, packaged_kin
from maydan.picture.pairs import REAL
from maydan.picture.timelines import ALL_ACCOUNTS, Interval

Row = dict[str, Any]

_WEIGHT = {"holder": 3.0, "who": 3.0, "killed": 2.0, "whom": 1.5, "wounded": 1.0, "when": 1.0}


def contradictions(
    incidents: Iterable[Row], members: Iterable[Row], events: Iterable[Row], holdings: Sequence[Row],
    intervals: Sequence[Interval], *, kin: Kin | None = None,
) -> list[Row]:
    """All disagreements, weightiest first.

    Args:
        incidents, members: of :func:`maydan.picture.incidents.incidents`. events, holdings: rows of the flat tables.
        intervals: of :func:`maydan.picture.timelines.timelines`. kin: who belongs to whom; None for the packaged.

    Returns:
        Rows with ``kind`` (who, whom, killed, wounded, when, holder), ``about`` (incident id or place), ``day``,
        ``values`` (value -> outlets), ``records`` and ``weight``.
    """
    by_record = {e["record_id"]: e for e in events}
    inside: dict[str, list[Row]] = defaultdict(list)
    for member in members:
        if by_record.get(member["record_id"], {}).get("status") in REAL:
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
    found += _holders(holdings, intervals, packaged_kin() if kin is None else kin)
    return sorted(found, key=lambda c: (-c["weight"], c["day"] or "", c["about"], c["kind"]))


def _values(event: Row, kind: str) -> list[str]:
    if kind in ("who", "whom"):
        return list(event.get(kind) or ())
    if kind == "when":
        sharp = event.get("day_from") and event["day_from"] == event["day_to"] and not event.get("day_inferred")
        return [event["day_from"]] if sharp else []
    best = event.get(f"{kind}_best")
    return [f"{best:g}"] if best is not None else []


def _spread(kind: str, values: dict[str, set[str]]) -> float:
    """How far apart figures are, 1 for equal and up to 3; 1 for what is no figure."""
    if kind not in ("killed", "wounded") or len(values) < 2:
        return 1.0
    numbers = [float(v) for v in values]
    return min(3.0, (max(numbers) + 1) / (min(numbers) + 1))


def _holders(holdings: Sequence[Row], intervals: Sequence[Interval], kin: Kin) -> list[Row]:
    """Places that two accounts saw in different hands at one time: from their first sight of it to their last."""
    known = {h["record_id"] for h in holdings}
    by_place: dict[str, list[Interval]] = defaultdict(list)
    for interval in intervals:
        if interval.account != ALL_ACCOUNTS and interval.state == "held" and interval.start_latest:
            by_place[interval.place].append(interval)
    found: dict[tuple[str, str, str], Row] = {}
    for place, rows in sorted(by_place.items()):
        rows.sort(key=lambda i: (i.start_latest or "", i.account))
        open_ones: list[Interval] = []
        for interval in rows:
            start = interval.start_latest or ""
            open_ones = [o for o in open_ones if (o.last_seen or "") >= start]
            for other in open_ones:
                if other.account == interval.account or _one_side(other.holders, interval.holders, kin):
                    continue
                a, b = sorted((other.holders[0], interval.holders[0]))
                row = found.setdefault((place, a, b), {
                    "kind": "holder", "about": place, "place": place, "day": start, "values": defaultdict(set),
                    "records": set(), "weight": 0.0})
                for one in (other, interval):
                    row["values"][one.holders[0]].add(one.account)
                    row["records"] |= {r for r in one.claims if r in known}
            open_ones.append(interval)
    return [{
        **row, "values": {v: sorted(s) for v, s in sorted(row["values"].items())}, "records": sorted(row["records"]),
        "weight": round(_WEIGHT["holder"] * sum(len(s) for s in row["values"].values()), 2),
    } for row in found.values()]


def _one_side(one: Sequence[str], other: Sequence[str], kin: Kin) -> bool:
    return any(kin.related(x, y) for x in one for y in other)
