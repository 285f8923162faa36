"""Rows of several sources that speak of one place become one row.

Two rows are one place when their names share a key (spelling evened out) and they lie within a few
kilometres, or when the names differ by one letter and the places by hardly anything. Rows of the official
list are never merged with each other: it counts twins such as upper and lower villages apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.place import Place, kilometres
from gazetteer.spelling import key

if TYPE_CHECKING:
    from collections.abc import Iterable

CELL = 0.06
SAME_KM = {"village": 5.0, "town": 6.0, "city": 8.0}
NEAR_KM = 1.6
SETTLED = frozenset({"village", "town", "city"})
RANK = {"S": 0, "C": 1, "F": 2, "A": 3, "G": 4}


def one_letter_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion or change of a letter makes the two the same."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1:] == b[i + 1:] or a[i:] == b[i + 1:] or a[i + 1:] == b[i:]


def _official(place: Place) -> bool:
    return place.id[0] in "CSFA"


def same_place(a: Place, b: Place) -> bool:
    """Whether two rows speak of one settlement."""
    if (_official(a) and _official(b)) or a.country != b.country:
        return False
    apart = kilometres(a, b)
    keys_a, keys_b = {key(n) for n in a.names()}, {key(n) for n in b.names()}
    if keys_a & keys_b:
        return apart <= max(SAME_KM[a.kind], SAME_KM[b.kind])
    return apart <= NEAR_KM and any(
        len(x) >= 5 and len(y) >= 5 and one_letter_apart(x, y) for x in keys_a for y in keys_b
    )


def absorb(main: Place, other: Place) -> None:
    """Put another row's names and figures into the row that stays."""
    main.alt.extend(other.names())
    main.alt_latin.extend([other.latin, *other.alt_latin])
    main.population = main.population or other.population
    if main.kind == "village" and other.kind in ("town", "city"):
        main.kind = other.kind
    if "geonames" in other.source and "geonames" not in main.source:
        main.source += "+geonames"


def merge(places: Iterable[Place]) -> list[Place]:
    """The places with the rows of one settlement joined; official rows take in all that match them, nearest first."""
    kept: list[Place] = []
    cells: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    for place in sorted(places, key=lambda p: (RANK.get(p.id[0], 9), p.id)):
        if place.kind not in SETTLED:
            kept.append(place)
            continue
        x, y = int(place.lon // CELL), int(place.lat // CELL)
        near = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in cells[x + i, y + j] if same_place(p, place)]
        if near:
            absorb(min(near, key=lambda p: (kilometres(p, place), p.id)), place)
            continue
        cells[x, y].append(place)
        kept.append(place)
    return kept
