"""The network of ties over time, and the sides that the documents give."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

Row = dict[str, Any]

_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))
_TOGETHER = frozenset(("allied-with", "supports", "supports-by-air", "commands", "part-of", "arms", "finances"))
_DENIED = frozenset(("denied", "forecast", "planned", "called-for", "conditional"))


def network(ties: Iterable[Row], *, originals: dict[str, str] | None = None) -> list[Row]:
    """One edge for each pair and relation, with its first and last day, evidence and independent sources."""
    heard = originals or {}
    groups: dict[tuple[str, str, str], list[Row]] = defaultdict(list)
    for tie in ties:
        if tie["status"] in _DENIED:
            continue
        a, b = tie["a"], tie["b"]
        if tie["relation"] in _SYMMETRIC and b < a:
            a, b = b, a
        groups[a, tie["relation"], b].append(tie)
    edges = []
    for (a, relation, b), rows in sorted(groups.items()):
        days = [d for t in rows for d in (t.get("day_from"), t.get("day_to")) if d]
        edges.append({
            "a": a, "relation": relation, "b": b, "first": min(days, default=None), "last": max(days, default=None),
            "records": [t["record_id"] for t in rows],
            "sources": len({heard.get(t["document_id"], t["document_id"]) for t in rows}),
            "outlets": sorted({t["source"] for t in rows if t.get("source")}),
        })
    return edges


def active_on(edges: Iterable[Row], day: str | None) -> list[Row]:
    """Edges whose evidence begins no later than a day; all for None."""
    return [e for e in edges if day is None or e["first"] is None or e["first"] <= day]


def sides(edges: Iterable[Row]) -> list[list[str]]:
    """Actors that ties of support, command and membership join, largest group first; hostility never joins."""
    hostile: dict[str, set[str]] = defaultdict(set)
    joining = []
    for edge in edges:
        if edge["relation"] == "hostile-to":
            hostile[edge["a"]].add(edge["b"])
            hostile[edge["b"]].add(edge["a"])
        elif edge["relation"] in _TOGETHER:
            joining.append(edge)
    group: dict[str, list[str]] = {}
    for edge in sorted(joining, key=lambda e: (-e["sources"], e["a"], e["relation"], e["b"])):
        one, other = group.setdefault(edge["a"], [edge["a"]]), group.setdefault(edge["b"], [edge["b"]])
        small, large = (one, other) if len(one) < len(other) else (other, one)
        if one is other or any(group.get(h) is large for n in small for h in hostile[n]):
            continue
        large += small
        for name in small:
            group[name] = large
    unique = {id(members): sorted(members) for members in group.values()}
    return sorted((g for g in unique.values() if len(g) > 1), key=lambda g: (-len(g), g))
