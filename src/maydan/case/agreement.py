"""How far reviewers agree: Krippendorff's alpha, after Krippendorff, Content Analysis (2004), chapter 11."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from maydan.case import schema
from maydan.case.codec import dumps
from maydan.case.decisions import Decision, load

Label = Hashable
Metric = Callable[[Any, Any], float]


def nominal(a: Any, b: Any) -> float:
    """0 for the same value, 1 for another."""
    return 0.0 if a == b else 1.0


def interval(a: float, b: float) -> float:
    """The squared difference of two numbers."""
    return float(a - b) ** 2


def alpha(units: Iterable[Iterable[Label]], metric: Metric = nominal) -> float | None:
    """Krippendorff's alpha: 1 for full agreement, 0 for that of chance, below 0 for less.

    Args:
        units: for each thing judged, the values that judges gave; things with fewer than two are left out.
        metric: the squared difference of two values; :func:`nominal` or :func:`interval`.

    Returns:
        None where fewer than two values can be paired, 1.0 where all values are the same.
    """
    paired = [Counter(values) for unit in units if len(values := list(unit)) > 1]
    if not paired:
        return None
    totals: Counter[Label] = Counter()
    observed = 0.0
    for counts in paired:
        size = sum(counts.values())
        totals.update(counts)
        observed += sum(
            n * (m - (a == b)) * metric(a, b) for a, n in counts.items() for b, m in counts.items()) / (size - 1)
    everything = sum(totals.values())
    expected = sum(n * m * metric(a, b) for a, n in totals.items() for b, m in totals.items()) / (everything - 1)
    return 1.0 if expected == 0 else 1.0 - observed / expected


class Agreement(msgspec.Struct, frozen=True, kw_only=True):
    """Agreement of reviewers over the records that two or more of them decided on.

    Attributes:
        alpha: on accept, correct or reject; None without such records.
        alpha_content: the same, two corrections counting as one only where they say the same.
        records: how many were decided on by two or more. reviewers: who decided on them.
        pairs: share of equal decisions for each two reviewers, "a | b".
        rows: (record_id, reviewer, decision, changes as JSON) of those records, for export.
    """

    alpha: float | None
    alpha_content: float | None
    records: int
    reviewers: tuple[str, ...]
    pairs: dict[str, float]
    rows: tuple[tuple[str, str, str, str], ...]


Judged = dict[str, tuple[tuple[str, str], Decision]]  # reviewer -> (action, changes as JSON), and the decision


def judged(connection: Connection, kind: str | None = None) -> dict[str, Judged]:
    """Record id -> each reviewer's last decision that counts; decisions on forerunners count for their heirs."""
    table = schema.decisions
    decisions = load(connection, table.c.action.in_(("accept", "correct", "reject", "undo")))
    heirs = {r.old_id: r.new_id for r in connection.execute(select(schema.carried))}
    found: dict[str, Judged] = {}
    for d in decisions:
        content = d.content or {}
        if not d.active or d.action == "undo" or (kind is not None and content.get("kind") != kind):
            continue
        changes = dumps(content["changes"]) if content.get("changes") else ""
        found.setdefault(_heir(d.record_id, heirs), {})[d.reviewer] = ((d.action, changes), d)
    return found


def agreement(connection: Connection, kind: str | None = None) -> Agreement:
    """Agreement of reviewers; of all kinds of record or of one. Each reviewer's last decision that counts is taken."""
    shared = {unit: {reviewer: said for reviewer, (said, _) in by.items()}
              for unit, by in judged(connection, kind).items() if len(by) > 1}
    return Agreement(
        alpha=alpha([a for a, _ in by.values()] for by in shared.values()),
        alpha_content=alpha(by.values() for by in shared.values()),
        records=len(shared), reviewers=tuple(sorted({r for by in shared.values() for r in by})),
        pairs=_pairs(shared),
        rows=tuple((unit, reviewer, action, changes) for unit, by in sorted(shared.items())
                   for reviewer, (action, changes) in sorted(by.items())))


def _heir(record_id: str, heirs: Mapping[str, str]) -> str:
    seen = set[str]()
    while record_id in heirs and record_id not in seen:
        seen.add(record_id)
        record_id = heirs[record_id]
    return record_id


def _pairs(shared: Mapping[str, Mapping[str, tuple[str, str]]]) -> dict[str, float]:
    same, both = Counter[str](), Counter[str]()
    for by in shared.values():
        names = sorted(by)
        for i, a in enumerate(names):
            for b in names[i + 1:]:
                both[f"{a} | {b}"] += 1
                same[f"{a} | {b}"] += by[a][0] == by[b][0]
    return {pair: same[pair] / n for pair, n in sorted(both.items())}
