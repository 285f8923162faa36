"""Rows of several sources that speak of one place become one row.

Two rows are one place when their names share a key (spelling evened out) and they lie within a few
kilometres, or when the names differ by one letter and the places by hardly anything; sites that are no
settlements (dams, bases, hills) when they share a name as written. Rows of the official list are never merged
with each other: it counts twins such as upper and lower villages apart.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from gazetteer.place import Place, kilometres
from gazetteer.spelling import key
from maydan.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

CELL = 0.06
SAME_KM = {"village": 5.0, "town": 6.0, "city": 8.0, "neighbourhood": 2.0}
NEAR_KM, SITE_KM = 1.6, 4.0
RANK = {"C": 0, "S": 1, "F": 2, "A": 3, "G": 4}


def one_letter_apart(a: str, b: str) -> bool:
    """Whether one insertion, deletion or change of a letter makes the two the same."""
    if abs(len(a) - len(b)) > 1 or a == b:
        return a == b
    i = 0
    while i < min(len(a), len(b)) and a[i] == b[i]:
        i += 1
    return a[i + 1:] == b[i + 1:] or a[i:] == b[i + 1:] or a[i + 1:] == b[i:]


def same_place(a: Place, b: Place) -> bool:
    """Whether two rows speak of one place."""
    if (a.id[0] == b.id[0] == "C") or a.country != b.country:
        return False
    apart = kilometres(a, b)
    if a.kind not in SAME_KM or b.kind not in SAME_KM:
        sites = a.kind not in SAME_KM and b.kind not in SAME_KM
        return sites and apart <= max(SITE_KM, a.prec_km + b.prec_km) and bool(_folded(a) & _folded(b))
    keys_a, keys_b = {key(n) for n in a.names()}, {key(n) for n in b.names()}
    if keys_a & keys_b:
        limits = SAME_KM[a.kind], SAME_KM[b.kind]
        return apart <= (min(limits) if "neighbourhood" in (a.kind, b.kind) else max(limits))
    return apart <= NEAR_KM and any(
        len(x) >= 5 and len(y) >= 5 and one_letter_apart(x, y) for x in keys_a for y in keys_b
    )


def _folded(place: Place) -> set[str]:
    return {fold(name) for name in place.names()}


def absorb(main: Place, other: Place) -> None:
    """Put another row's names and figures into the row that stays."""
    main.alt.extend(other.names())
    main.weak.extend(other.weak)
    main.alt_latin.extend([other.latin, *other.alt_latin])
    main.population = main.population or other.population
    main.weight = main.weight or other.weight
    if main.kind == "village" and other.kind in ("town", "city"):
        main.kind = other.kind
    if "geonames" in other.source and "geonames" not in main.source:
        main.source += "+geonames"


def merge(places: Iterable[Place]) -> tuple[list[Place], dict[str, str]]:
    """The places with the rows of one place joined, the better list's row staying.

    Returns:
        the places kept, and for each id that went the id that took it in.
    """
    kept: list[Place] = []
    gone: dict[str, str] = {}
    cells: defaultdict[tuple[int, int], list[Place]] = defaultdict(list)
    sites: list[Place] = []
    for place in sorted(places, key=lambda p: (RANK.get(p.id[0], 9), p.id)):
        x, y = int(place.lon // CELL), int(place.lat // CELL)
        settled = place.kind in SAME_KM
        around = [p for i in (-1, 0, 1) for j in (-1, 0, 1) for p in cells[x + i, y + j]] if settled else sites
        near = [p for p in around if same_place(p, place)]
        if near:
            main = min(near, key=lambda p: (kilometres(p, place), p.id))
            absorb(main, place)
            gone[place.id] = main.id
            continue
        (cells[x, y] if settled else sites).append(place)
        kept.append(place)
    return kept, gone
