"""Incidents: the same event as several documents report it.

Candidate pairs are blocked by class of event, days and neighbourhood (``sql/pairs.sql``) and scored slot by slot;
pairs above the threshold join, best first. What one report tells together (an attack and its toll), and what copies
repeat, is joined before. Reviewers' joins and splits win. Each slot keeps every source's value; tolls become low,
best, high; what disagrees is said.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from maydan.picture.classes import EFFECTS, class_of
from maydan.picture.grouping import group
from maydan.picture.kept import Pair, Scored
from maydan.picture.kin import Kin, packaged_kin
from maydan.picture.pairs import (
    REAL,
    THRESHOLD,
    TOLD,
    Engine,
    day_number,
    pair_tables,
    pairs_sql,
    scored_pairs,
    span,
    strong,
)
from maydan.picture.summary import disagreements, summary
from maydan.picture.together import dated, elsewhere, others, reprinted, sieges, tolls

__all__ = ["THRESHOLD", "Engine", "day_number", "disagreements", "group", "incidents", "kind_of", "pair_tables",
           "pairs_sql", "scored_pairs", "summary"]

Row = dict[str, Any]

_BATTLE = {"fighting": "violence"}  # one toll may be told of an assault here and of its shelling there


def kind_of(event_type: str) -> str | None:
    """The class that a group of such events has; None for harm, which goes with any."""
    return None if event_type in EFFECTS else _BATTLE.get(class_of(event_type), class_of(event_type))


def incidents(
    events: Sequence[Row], places: dict[str, Row], engine: Engine, *, originals: dict[str, str] | None = None,
    joins: Iterable[tuple[str, str]] = (), splits: Iterable[tuple[str, str]] = (), kin: Kin | None = None,
    scored: Scored | None = None,
) -> tuple[list[Row], list[Row], list[Pair]]:
    """Merge events into incidents.

    Args:
        events, places: rows of the flat tables; places by key.
        engine: runs the pair query.
        originals: document -> original of its group of copies (see :mod:`copies`).
        joins, splits: pairs of record ids that reviewers put together or apart; they win.
        kin: which actors belong to which; None for what the packaged theatres say.
        scored: pairs scored before, brought up to date; see :func:`maydan.picture.pairs.scored_pairs`.

    Returns:
        (incidents, members, pairs): an incident row for each group with an event that happened, a member row for
        each event (``stance``: "tells" or "denies"; a denial alone makes no incident), and the pairs within incidents,
        for the "why".
    """
    events = sorted(events, key=lambda e: e["record_id"])
    number = {e["record_id"]: n for n, e in enumerate(events)}
    known = packaged_kin() if kin is None else kin
    killed = sorted(tolls(events, places, known))
    events = dated(events, killed)
    pairs = scored_pairs(events, places, engine, known, scored)
    forced = [(number[a], number[b]) for a, b in joins if a in number and b in number]
    parted = [(number[a], number[b]) for a, b in splits if a in number and b in number]
    parted += sorted({*others(events), *elsewhere(events, places)})
    spans = [span(e) for e in events]
    copied = sorted(reprinted(events, originals or {}))
    going_on = sorted(sieges(events, known))
    for report, before in going_on:
        spans[report] = spans[before] = None
    kinds = [kind_of(e["type"]) for e in events]
    roots = group(len(events), strong(pairs), joins=forced, splits=parted, told=[*copied, *killed, *going_on],
                  spans=spans, kinds=kinds)
    groups: dict[int, list[Row]] = defaultdict(list)
    for event, root in zip(events, roots, strict=True):
        if event.get("status") in TOLD:
            groups[root].append(event)
    found, members = [], []
    whole = set[int]()
    for root, rows in groups.items():
        if not any(e["status"] in REAL for e in rows):
            continue
        whole.add(root)
        incident = summary(rows, places, originals or {}, known)
        found.append(incident)
        members += [{"incident_id": incident["incident_id"], "record_id": e["record_id"],
                     "document_id": e["document_id"], "stance": "tells" if e["status"] in REAL else "denies"}
                    for e in rows]
    ids = [e["record_id"] for e in events]
    inside = [root if root in whole else None for root in roots]
    named = [Pair(ids[a], ids[b], why=why) for why, links in (("copy", copied), ("toll", killed), ("siege", going_on))
             for a, b in links if inside[a] is not None and inside[a] == inside[b]]
    named += [Pair(ids[pair[0]], ids[pair[1]], *pair[2:]) for pair in pairs
              if inside[pair[0]] is not None and inside[pair[0]] == inside[pair[1]]]
    found.sort(key=lambda i: (i["day_from"] or "9999", i["incident_id"]))
    return found, sorted(members, key=lambda m: (m["incident_id"], m["record_id"])), named
