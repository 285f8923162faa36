"""What the grammars of relations are built of: places, sides, new spots."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maydan.reading.places.spot import Spot
from maydan.reading.places.words import heads, side_of

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas
    from maydan.reading.places.names import Names
    from maydan.reading.places.scan import Scanner


class Blocks:
    """Shared by all grammars; each of those returns the token after the stretch, or 0."""

    def __init__(self, context: Context, atlas: Atlas, names: Names, scanner: Scanner) -> None:
        self.context, self.tokens, self.atlas, self.names, self.scanner = context, context.tokens, atlas, names, scanner

    def _new(
        self, first: int, last: int, pro: str, relation: str, side: str = "", bases: list[Spot] | None = None,
    ) -> Spot:
        start, end = self.names.start(first, pro), self.tokens[last - 1].end
        spot = Spot(first, last, start, end, pro, relation=relation, side=side, bases=bases or [])
        spot.rule = relation
        return spot

    def _emit(self, spot: Spot, *, listed: bool = True) -> int:
        spot.listed = listed
        self.scanner.spots.append(spot)
        return spot.last

    def place(self, i: int) -> Spot | None:
        """A place that starts at token ``i``: type word and name, or a bare name without proclitics."""
        tokens = self.tokens
        if i >= len(tokens):
            return None
        head = heads(tokens[i].word) if tokens[i].word.kind == "ar" else None
        if head and head.type and head.type.number == "one":
            found = self.scanner.one(i, i + 1, head.type)
            if found:
                return found
        named = self.names.at(i)
        if named is None:
            return None
        key = self.names.key(i, named.last, named.pro)
        spot = Spot(i, named.last, named.start, named.end, named.pro, key, named.senses)
        spot.weak = not any(strong for _, strong in named.senses)
        spot.rule = "name"
        return spot

    def sides(self, i: int, role: str) -> tuple[list[str], int]:
        """Adjectives of side from token ``i``: (sides, end); "north-western" is one, "north and west" two."""
        found: list[str] = []
        at, n = i, len(self.tokens)
        while at < n:
            word = side_of(self.tokens[at].word)
            if word is None or word.role != role or (word.side == "c" and found):
                break
            if word.pro == "" and found and len(found[-1]) == 1:
                pair = found[-1] + word.side
                found[-1] = pair if pair[0] in "ns" else pair[::-1]
            elif (word.pro == "" and not found) or (word.pro == "و" and found):
                found.append(word.side)
            else:
                break
            at += 1
        return found, at
