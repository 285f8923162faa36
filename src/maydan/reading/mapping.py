"""Event types in the terms of other ontologies: PLOVER, ACLED, CAMEO, UCDP (``lexicons/ontology.tsv``)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from maydan.theatre.tables import package_data, read_table

_CIVILIAN = {"civilians", "white-helmets"}
_STATES = {
    "syr-gov",
    "syr-army",
    "russia",
    "russia-air",
    "iran",
    "irgc",
    "turkey",
    "usa",
    "us-coalition",
    "israel",
    "saudi",
    "jordan",
    "qatar",
    "uae",
    "iraq",
    "lebanon",
    "france",
    "uk",
    "germany",
    "iraqi-army",
    "saudi-coalition",
    "yemen-gov",
    "saf",
    "ukraine",
    "libya-gna",
}


class Codes(NamedTuple):
    """One event in four ontologies; None where an ontology has no such event."""

    plover: dict[str, str | None]
    acled: dict[str, str | None]
    cameo: str | None
    ucdp: int | None


@cache
def _table() -> dict[tuple[str, str], dict[str, str]]:
    rows = read_table(package_data("lexicons", "ontology.tsv"))
    return {(row["type"], row["weapon"]): row for row in rows}


def map_event(event_type: str, who: list[str], whom: list[str], weapon: str | None) -> Codes:
    """Codes of an event.

    Args:
        event_type: type of the annotation guide.
        who, whom: actor ids; they decide government or non-state for ACLED battles and the UCDP type of violence.
        weapon: weapon class ("aircraft", "rocket", "artillery", "blast", "chemical") or None.
    """
    table = _table()
    row = table.get((event_type, weapon or "")) or table.get((event_type, ""))
    if row is None:
        return Codes({"type": None, "mode": None}, {"type": None, "sub_type": None}, None, None)
    sub = row["acled_sub"]
    if sub == "side":
        sub = (
            "Government regains territory" if any(w in _STATES for w in who) else "Non-state actor overtakes territory"
        )
    return Codes(
        {"type": row["plover"] or None, "mode": row["plover_mode"] or None},
        {"type": row["acled"] or None, "sub_type": sub or None},
        row["cameo"] or None,
        _violence(row["ucdp"], who, whom),
    )


def _violence(cell: str, who: list[str], whom: list[str]) -> int | None:
    if not cell:
        return None
    sides = set(who) | set(whom)
    if whom and set(whom) <= _CIVILIAN:
        return 3
    return 1 if sides & _STATES or not sides else 2
