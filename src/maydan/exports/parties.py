"""Parties as other data sets name them, in the ids and sides of the theatres (``parties.tsv``)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from maydan.exports.countries import Country, countries
from maydan.tables import package_data, read_table, values
from maydan.theatre.model import ActorEntry, TheatreData

_FORCES = re.compile(r"(?:government|(?:military |police |armed )?forces|air force) of (?:the )?(.+)", re.I)
_YEARS = re.compile(r"\s*\([^)]*\)")
_CIVILIANS = re.compile(r"civilians?|protesters|rioters|unidentified .*", re.I)


@cache
def _given() -> dict[str, frozenset[str]]:
    rows = read_table(package_data("exports", "parties.tsv"))
    return {_key(r["name"]): frozenset(values(r["means"])) for r in rows}


def _key(name: str) -> str:
    return " ".join(name.casefold().replace("’", "'").split())


class Parties:
    """Says which ids and sides (``side:`` and its name) a party means."""

    def __init__(self, theatres: Iterable[TheatreData] = ()) -> None:
        self._sides: dict[str, frozenset[str]] = {}
        self._names: dict[str, frozenset[str]] = {}
        self._states: dict[str, set[str]] = defaultdict(set)
        self._nations = {_key(n): c for c in countries() for n in (c.name, c.ucdp_name)}
        for data in theatres:
            for entry in data.actors.values():
                self._sides.setdefault(entry.id, _means(entry))
                for name in (entry.name_en, *entry.names_en):
                    self._names.setdefault(_key(name), _means(entry))
                if entry.country and (entry.kind == "state" or entry.sector in ("GOV", "MIL")):
                    self._states[entry.country] |= _means(entry)

    def of_ids(self, ids: Iterable[str]) -> frozenset[str]:
        """Ids with their sides; civilians are no party."""
        found = {x for i in ids if i != "civilians" for x in self._sides.get(i, frozenset((i,)))}
        return frozenset(found)

    def of_names(self, names: Iterable[str]) -> frozenset[str]:
        """What names of another data set mean; names that nobody knows mean nothing."""
        return frozenset(x for name in names for part in name.split(",") for x in self._one(part.strip()))

    def _one(self, name: str) -> frozenset[str]:
        bare = _YEARS.sub("", name).strip()
        if not bare or _CIVILIANS.fullmatch(bare):
            return frozenset()
        for form in (bare, *bare.split(": ")[::-1]):  # "QSD: Syrian Democratic Forces"
            found = _given().get(_key(form)) or self._names.get(_key(form))
            if found:
                return found
            if forces := _FORCES.fullmatch(form):
                nation: Country | None = self._nations.get(_key(forces[1]))
                government = _given().get(_key(f"Government of {forces[1]}"), frozenset())
                return government | frozenset(self._states[nation.iso2] if nation else ())
        return frozenset()


def _means(entry: ActorEntry) -> frozenset[str]:
    return frozenset((entry.id, f"side:{entry.side}") if entry.side else (entry.id,))
