"""How a gazetteer row answers to a type word, and how likely it is before anything is read."""

from __future__ import annotations

import math

from maydan.reading.places.spot import Entry
from maydan.theatre.model import PlaceEntry

SITES = frozenset({"airport", "base", "crossing", "camp", "port", "oilfield", "dam", "prison", "site", "road", "lake",
                   "building"})
SMALL = frozenset({"village", "neighbourhood", "subdistrict", "district", "town", "other", "mountain", "region"})
_MISFIT = -3.0
_PRIOR = {
    "country": 6.0, "province": 2.0, "city": 3.0, "town": 1.5, "village": 0.0, "neighbourhood": 0.4, "district": -0.5,
    "subdistrict": -1.0, "region": 1.5, "camp": 1.0, "river": 2.0, "airport": 1.0, "mountain": 0.5,
}
_FITS: dict[str, dict[str, float]] = {
    "town": {"city": 3, "town": 3, "village": 1.5, "other": 0.5, "camp": 0.5, "neighbourhood": -1},
    "village": {"village": 3, "town": 2, "city": -1, "neighbourhood": -1},
    "neighbourhood": {"neighbourhood": 3, "camp": 1.5, "town": 0, "village": -1, "city": -3},
    "district": {"subdistrict": 3, "district": 3, "town": 1, "region": 1, "city": -1.5, "village": 0.5},
    "province": {"province": 9, "country": -4},
    "region": {"province": 2, "region": 2, "country": 0.5},
    "area": {"district": 4, "region": 2, "village": 0.5, "town": 0.5, "city": 0, "mountain": 1, "neighbourhood": 1,
             "subdistrict": -1, "other": 1},
    "airport": {"airport": 4, "base": 2}, "base": {"base": 4, "airport": 2}, "crossing": {"crossing": 4, "border": 1},
    "camp": {"camp": 4, "neighbourhood": 1, "city": 0, "village": -1},
    "port": {"port": 4}, "river": {"river": 4}, "lake": {"lake": 4}, "dam": {"dam": 4}, "oilfield": {"oilfield": 4},
    "prison": {"prison": 4}, "mountain": {"mountain": 4, "region": 3, "village": 0}, "site": {"other": 3, "region": 2},
    "building": {"other": 3},
    "road": {"road": 4}, "island": {"island": 4}, "desert": {"desert": 4, "region": 2},
}


def fits(hint: str, entry: Entry) -> float:
    """How well a row answers to a type word: above 0 it does."""
    if not hint or hint in ("front", "ground"):
        return 0.0
    table = _FITS.get(hint)
    return 0.0 if table is None else float(table.get(entry.kind, _MISFIT))


def prior(entry: Entry, home: str, theatre: str) -> float:
    """Rank and population; places of the document's country first.

    Args:
        entry: the row.
        home: ISO code of the country that the document is about.
        theatre: ISO code of the theatre's country.
    """
    score = _PRIOR.get(entry.kind, 0.5)
    if not isinstance(entry, PlaceEntry):
        return score + (2.0 if home == theatre else 0.0)
    score += 0.35 * math.log10(entry.population + 1)
    if entry.country == home:
        score += 1.5
    elif entry.kind in SMALL:
        score -= 2.5
    elif entry.kind == "city":
        score -= 1.0
    return score
