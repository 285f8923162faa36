"""Country codes of the tables that researchers use (``countries.tsv``)."""

from __future__ import annotations

from functools import cache

import msgspec

from maydan.tables import package_data, read_table


class Country(msgspec.Struct, frozen=True, kw_only=True):
    """A state: ISO 3166 codes, names, regions, and its numbers in Correlates of War and Gleditsch-Ward ("" if none)."""

    iso2: str
    iso3: str
    numeric: int
    name: str
    acled_region: str
    ucdp_region: str
    ucdp_name: str
    cow: str = ""
    gw: str = ""


@cache
def _all() -> dict[str, Country]:
    rows = read_table(package_data("exports", "countries.tsv"))
    return {r["iso2"]: msgspec.convert(r, Country, strict=False) for r in rows}


def country(iso2: str) -> Country | None:
    """The country of an ISO 3166 alpha-2 code, if it is in the table."""
    return _all().get(iso2)


def countries() -> list[Country]:
    """All countries of the table."""
    return list(_all().values())
