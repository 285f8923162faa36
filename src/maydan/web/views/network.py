"""The network of ties over time."""

from __future__ import annotations

from typing import Any

from maydan.case import Case
from maydan.picture.network import sides
from maydan.picture.tables import Row
from maydan.web.asking import Where
from maydan.web.snapshot import Snapshot

EDGES = 2000  # in one drawing at most, those of most sources
RECORDS = 20  # ids of records on an edge
_HOSTILE = ("hostile-to",)
_NEUTRAL = ("mediates-with", "agrees-with")


def stance(relation: str) -> str:
    """Whether a tie is friendly, hostile or neutral."""
    return "hostile" if relation in _HOSTILE else "neutral" if relation in _NEUTRAL else "friendly"


def network(
    snapshot: Snapshot, *, since: str | None = None, until: str | None = None, relations: tuple[str, ...] = (),
    min_sources: int = 1, actor: str | None = None, limit: int = EDGES,
) -> dict[str, Any]:
    """Edges whose evidence overlaps a period, and the actors between which they stand.

    Args:
        actor: only the ties of this actor and those between the actors that it has ties with.
    """
    where = Where().any_of("e.relation", relations)
    if since:
        where.add("(e.last IS NULL OR e.last >= ?::DATE)", since)
    if until:
        where.add("(e.first IS NULL OR e.first <= ?::DATE)", until)
    if min_sources > 1:
        where.add("e.sources >= ?", min_sources)
    if actor:
        around = f"(SELECT e.a FROM edges e {_and(where)} e.b = ? UNION SELECT e.b FROM edges e {_and(where)} e.a = ?)"
        values = [*where.values, actor, *where.values, actor]
        near = [n for (n,) in snapshot.tuples(f"SELECT * FROM {around}", values)]
        where.add("e.a IN (SELECT unnest(?::VARCHAR[]))", [actor, *near])
        where.add("e.b IN (SELECT unnest(?::VARCHAR[]))", [actor, *near])
    first = "(e.a = ? OR e.b = ?) DESC, " if actor else ""
    # chosen by number first: the lists of records are read for the edges that are drawn alone
    numbers = [n for (n,) in snapshot.tuples(f"SELECT e.no FROM edges e {where} ORDER BY {first}e.no LIMIT ?", [
        *where.values, *((actor, actor) if actor else ()), limit + 1])]
    rows = {row.pop("no"): row for row in snapshot.rows(
        f"SELECT no, a, b, relation, first, last, sources, records[1:{RECORDS}] AS records, told FROM edges "
        "WHERE no IN (SELECT unnest(?::INTEGER[]))", [numbers[:limit]])}
    edges = [{**rows[n], "stance": stance(rows[n]["relation"])} for n in numbers[:limit]]
    ids = list(dict.fromkeys(i for e in edges for i in (e["a"], e["b"])))
    known = {r[0]: r for r in snapshot.tuples(
        "SELECT id, name_ar, name_en, kind, records FROM names WHERE role = 'actor' AND id IN "
        "(SELECT unnest(?::VARCHAR[]))", [ids])} if ids else {}
    side = groups(snapshot)
    nodes = []
    for i in ids:
        ar, en = snapshot.label("actor", i)
        row = known.get(i)
        nodes.append({"id": i, "name_ar": ar, "name_en": en, "kind": row[3] if row else "other",
                      "records": row[4] if row else 0, "side": side.get(i)})
    days = snapshot.tuples("SELECT min(first)::VARCHAR, max(last)::VARCHAR FROM edges")[0]
    return {"nodes": nodes, "edges": edges, "days": {"from": days[0], "to": days[1]}, "more": len(numbers) > limit}


def _and(where: Where) -> str:
    return f"{where} AND" if where.clauses else "WHERE"


def groups(snapshot: Snapshot) -> dict[str, int]:
    """Actor -> number of the group that ties of support, command and membership make, 0 for the largest."""
    def work_out() -> dict[str, int]:
        edges = snapshot.rows("SELECT a, relation, b, sources FROM edges ORDER BY no LIMIT 20000")
        return {member: number for number, group in enumerate(sides(edges)) for member in group}
    found: dict[str, int] = snapshot.kept("sides", work_out)
    return found


def ties(snapshot: Snapshot, case: Case, one: str, other: str) -> list[Row]:
    """Edges between two actors in both directions, each with its words."""
    rows = snapshot.rows("SELECT a, b, relation, first, last, sources, outlets, records[1:50] AS records FROM edges "
                         "WHERE (a = ? AND b = ?) OR (a = ? AND b = ?) ORDER BY no",
                         (one, other, other, one))
    words = {q["record_id"]: q for q in case.quotes([r for row in rows for r in row["records"]])}
    return [{**row, "stance": stance(row["relation"]), "quotes": [words[r] for r in row["records"] if r in words]}
            for row in rows]
