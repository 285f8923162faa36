"""A stretch of text that names a place, before it is known which place."""

from __future__ import annotations

from dataclasses import dataclass, field

from maydan.theatre.model import Area, PlaceEntry
from maydan.theatre.names import NameMatch

Entry = PlaceEntry | Area


class Score:
    """What speaks for one row.

    Attributes:
        entry: the row.
        total: sum of the parts, and of how it answers to the type word.
        rank: kind, population, country. near: places around it in the document. unit: provinces and districts named
            by the text. country: its country being the one spoken of.
        close: how close it lies to the document's other places, 0 far, 1 and more among them.
    """

    __slots__ = ("close", "country", "entry", "near", "rank", "total", "unit")

    def __init__(
        self, entry: Entry, total: float, rank: float, near: float, unit: float, country: float, close: float,
    ) -> None:
        self.entry = entry
        self.total = total
        self.rank = rank
        self.near = near
        self.unit = unit
        self.country = country
        self.close = close

    def and_more(self, more: float) -> Score:
        """The same row with something added to its total."""
        return Score(self.entry, self.total + more, self.rank, self.near, self.unit, self.country, self.close)

    @property
    def why(self) -> str:
        """The parts in words."""
        parts = (("rank", self.rank), ("near", self.near), ("unit", self.unit), ("country", self.country))
        return ", ".join(f"{name} {value:.1f}" for name, value in parts if value)


@dataclass(slots=True, eq=False)
class Spot:
    """One occurrence of a place.

    Attributes:
        first, last: token numbers, last exclusive, type words included.
        start, end: code points, proclitics left out.
        pro: proclitics before the first word.
        key: folded name without type word; "" for a place told only by relation.
        senses: (entry, whether the name alone is enough) pairs.
        hint: gazetteer kind told by a type word ("town", "area", ...), or "".
        relation: "" for a name; "countryside", "side", "part", "border", "road", "corridor", "between", "vicinity",
            "held",
            "its" (airport),
            (the country), "again" (the city), "site" (called after a place).
        side: "n", "sw", ... for relations that have one.
        bases: the places that the relation starts from.
        inner: place inside a larger stretch (an end of a road): listed, but no mention of its own.
        weak: not listed unless something in the document supports it.
        listed: counts as a place of the document.
        group: number of the coordination that it stands in, or -1.
        entry: chosen row; ``unknown`` names keep None.
        twin: a spot whose place this one refers back to (the city, there).
        strict: its type word makes no place of a name that no row answers to.
        shared: its type word stands for several places, so another mention words it better.
        match: the name match of a bare name.
        near: how close the chosen row lies to the document's other places (0 far, 1 and more among them).
        scores: every candidate with its score, best first.
    """

    first: int
    last: int
    start: int
    end: int
    pro: str = ""
    key: str = ""
    senses: tuple[tuple[Entry, bool], ...] = ()
    hint: str = ""
    relation: str = ""
    side: str = ""
    bases: list[Spot] = field(default_factory=list)
    inner: bool = False
    weak: bool = False
    listed: bool = True
    group: int = -1
    entry: Entry | None = None
    twin: Spot | None = None
    scores: tuple[Score, ...] = ()
    lat: float | None = None
    lon: float | None = None
    radius: float = 1.0
    kind: str = ""
    name_en: str = ""
    country: str = ""
    rule: str = ""
    match: NameMatch | None = None
    shared: bool = False
    strict: bool = False
    near: float = 0.0

    @property
    def known(self) -> bool:
        """Whether the gazetteer has the name."""
        return bool(self.senses)


def meant(spot: Spot) -> Spot:
    """The spot that a mention refers back to, in the end."""
    while spot.twin is not None:
        spot = spot.twin
    return spot
