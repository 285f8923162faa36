"""Places told by their relation to others: countrysides, sides, parts, borders, roads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maydan.reading.places.fit import SITES
from maydan.reading.places.spot import Spot
from maydan.reading.places.words import VICINITIES, Heads, SideWord, heads, role, side_of
from maydan.theatre.model import PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas
    from maydan.reading.places.names import Names
    from maydan.reading.places.scan import Scanner

_STRETCHES = frozenset({"الحدود", "الشريط", "المنطقه", "المسافه", "المساحه", "المناطق", "الخط", "الجبهه"})
_DASHES = {"-", "–", "—", "_"}

class Relations:
    """Grammars that open with a head word; each returns the token after the stretch, or 0."""

    def __init__(self, context: Context, atlas: Atlas, names: Names, scanner: Scanner) -> None:
        self.context, self.tokens, self.atlas, self.names, self.scanner = context, context.tokens, atlas, names, scanner

    def at(self, i: int, head: Heads) -> int:
        """Try every grammar that the head word at ``i`` may open."""
        other = head.other
        if other == "countryside":
            return self._countryside(i, head, distribute=False)
        if other == "countrysides":
            return self._countryside(i, head, distribute=True)
        if other == "the-countryside":
            return self._the_countryside(i, head)
        if other == "its-countryside":
            return self._its_countryside(i, head)
        if (stretch := self._between(i, head)):
            return stretch
        if other in ("border", "the-border"):
            return self._border(i, head)
        if other in ("road", "the-road"):
            return self._road(i, head)
        if other == "corridor":
            return self._corridor(i, head)
        if other == "far":
            return self._far(i, head)
        if other == "country":
            return self._emit(self._new(i, i + 1, head.pro, "country"), listed=False)
        if other.startswith("its-"):
            return self._its_site(i, head, other[4:])
        if other.startswith("part:") and (found := self._vicinity(i, head)):
            return found
        if other == "part:other" and (found := self._held(i, head)):
            return found
        if other.startswith("part:") and head.side is None:
            found = self._part(i, head, other[5:])
            if found:
                return found
        if head.side is not None and not self.own_name(i):
            return self._side(i, head.side)
        return 0

    def own_name(self, i: int) -> bool:
        """Whether a side word opens the name of a country or province (South Sudan, North Darfur)."""
        match = self.names.matched.get(i)
        if match is None:
            return False
        rows = [e for e, strong in self.names.senses(match) if strong and isinstance(e, PlaceEntry)]
        if any(e.kind in ("country", "province", "city", "town") for e in rows):
            return True
        base = self.names.at(i + 1) if any(e.kind == "region" for e in rows) else None
        return base is not None and not any(e.kind == "country" for e, _ in base.senses)

    # --- building blocks

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

    # --- countryside

    def _countryside(self, i: int, head: Heads, *, distribute: bool) -> int:
        base = self.place(i + 1)
        if base is None or base.pro:
            return 0
        bases = [base]
        at = base.last
        if distribute:
            while len(bases) < 12:
                comma = at < len(self.tokens) and self.tokens[at].word.form in ("،", ",")
                more = self.place(at + comma)
                if more is None or not (more.pro == "و" or (comma and not more.pro)):
                    break
                bases.append(more)
                at = more.last
        sides, last = self.sides(at, "adjective")
        if not sides:
            sides, last = [""], at
        for number, one in enumerate(bases):
            for order, side in enumerate(sides if number == len(bases) - 1 else [""]):
                first = i if number == 0 else one.first
                end = one.last if number < len(bases) - 1 else (last if order == len(sides) - 1 or number else at)
                pro = head.pro if number == 0 else one.pro
                spot = self._new(first, end if order == 0 or number == 0 else last, pro, "countryside", side, [one])
                if order:
                    spot.inner = True
                    spot.last = last
                self.scanner.spots.append(spot)
        return last

    def _the_countryside(self, i: int, head: Heads) -> int:
        sides, last = self.sides(i + 1, "adjective")
        if not sides:
            return 0
        bases: list[Spot] = []
        end = last
        if last < len(self.tokens):
            at = last + (self.tokens[last].key == "من")
            base = self.place(at)
            if base and ((at > last and not base.pro) or base.pro == "ل"):
                bases, end = [base], base.last
        for order, side in enumerate(sides):
            spot = self._new(i, end, head.pro, "countryside", side, bases)
            spot.inner = order > 0
            self.scanner.spots.append(spot)
        return end

    def _its_countryside(self, i: int, head: Heads) -> int:
        spots = self.scanner.spots
        if not spots or spots[-1].last < i - 1:
            return 0
        sides, last = self.sides(i + 1, "adjective")
        spot = self._new(i, last if sides else i + 1, head.pro, "countryside", sides[0] if sides else "", [spots[-1]])
        return self._emit(spot)

    def _its_site(self, i: int, head: Heads, kind: str) -> int:
        """The airport or port of the place just named."""
        spots = self.scanner.spots
        if not spots or spots[-1].last < i - 3 or not (spots[-1].key or spots[-1].relation == "its"):
            return 0
        last = spots[-1]
        spot = self._new(i, i + 1, head.pro, "its", "", last.bases if last.relation == "its" else [last])
        spot.hint = kind
        return self._emit(spot)

    # --- sides

    def _far(self, i: int, head: Heads) -> int:
        if i + 1 >= len(self.tokens):
            return 0
        side = side_of(self.tokens[i + 1].word)
        if side is None or side.pro or side.role not in ("noun", "name"):
            return 0
        before = len(self.scanner.spots)
        last = self._side(i + 1, side)
        if last and len(self.scanner.spots) > before:
            spot = self.scanner.spots[before]
            if spot.relation == "side":
                spot.first, spot.pro = i, head.pro
                spot.start = self.tokens[i].after(self.context.text, len(head.pro))
        return last

    def _side(self, i: int, side: SideWord) -> int:
        tokens, n = self.tokens, len(self.tokens)
        if side.role == "name":
            return self._named_side(i, side)
        if side.role != "noun":
            return 0
        sides, at = [side.side], i + 1
        while at < n and (more := side_of(tokens[at].word)) is not None and more.role == "noun":
            pair = sides[-1] + more.side
            if more.pro == "" and len(pair) == 2 and pair[0] != pair[1] and "c" not in pair:
                sides[-1] = pair if pair[0] in "ns" else pair[::-1]
            elif more.pro == "و":
                sides.append(more.side)
            else:
                break
            at += 1
        if at < n and tokens[at].key == "البلاد":
            base: Spot | None = self._new(at, at + 1, "", "country")
        else:
            base = self.place(at)
        if base is None or base.pro or (at - i > 3):
            return 0
        for order, one in enumerate(sides):
            spot = self._new(i, base.last, side.pro, "side", one, [base])
            spot.inner = order > 0
            self.scanner.spots.append(spot)
        if base.hint:
            base.inner = True
            self.scanner.spots.append(base)
        return base.last

    def _named_side(self, i: int, side: SideWord) -> int:
        """The Syrian North, the North-East of Syria."""
        tokens, n = self.tokens, len(self.tokens)
        at, where = i + 1, side.side
        if at < n and (more := side_of(tokens[at].word)) is not None and more.role == "adjective" and not more.pro:
            where = where + more.side if where in "ns" else more.side + where
            at += 1
        if at < n and tokens[at].word.kind == "ar":
            if tokens[at].key.startswith("ال") and (found := self.atlas.nisba_country(tokens[at].key)):
                country = self.atlas.countries.get(found[0])
                if country:
                    base = Spot(at, at + 1, tokens[at].start, tokens[at].end, senses=((country, True),), listed=False)
                    base.rule = "nisba"
                    return self._emit(self._new(i, at + 1, side.pro, "side", where, [base]))
            if tokens[at].key == "من" and at + 1 < n:
                base_ = self.place(at + 1)
                if base_ and not base_.pro:
                    spot = self._new(i, base_.last, side.pro, "side", where, [base_])
                    spot.rule = "side-of"
                    return self._emit(spot)
        return 0

    # --- parts

    def _part(self, i: int, head: Heads, kind: str) -> int:
        tokens, n = self.tokens, len(self.tokens)
        at = i + 1
        definite = tokens[i].word.key[len(head.pro):].startswith("ال")
        if definite:
            sides, at = self.sides(at, "adjective")
            if not sides:
                return 0
            step = at < n and tokens[at].key in ("من", "في")
            base = self.place(at + step)
            if base is not None and ((step and not base.pro) or base.pro in ("ل", "ب")):
                spot = self._new(i, base.last, head.pro, "part", sides[0], [base])
                spot.hint = kind
                base.inner = True
                base.listed = bool(base.hint)
                self.scanner.spots.append(base)
                return self._emit(spot)
            spot = self._new(i, at, head.pro, "part", sides[0])
            spot.hint = kind
            if tokens[i].key.endswith("المنطقه"):
                spot.relation, spot.bases = "side", [self._new(i, i + 1, "", "country")]
            return self._emit(spot, listed=kind in ("neighbourhood", "front") or spot.relation == "side")
        base = self.place(at)
        if base is None or base.pro:
            return 0
        sides, last = self.sides(base.last, "adjective")
        if not sides:
            return 0
        spot = self._new(i, last, head.pro, "part", sides[0], [base])
        spot.hint = kind
        return self._emit(spot)

    def _vicinity(self, i: int, head: Heads) -> int:
        """Villages near a place, land east of it, the built-up quarters of a city."""
        tokens, n = self.tokens, len(self.tokens)
        key = tokens[i].key[len(head.pro):]
        if key not in VICINITIES or i + 2 >= n:
            return 0
        if tokens[i + 1].key not in role("near"):
            return 0
        at, side = i + 2, ""
        word = side_of(tokens[at].word)
        if word is not None and word.role == "noun" and not word.pro:
            side, at = word.side, at + 1
            more = side_of(tokens[at].word) if at < n else None
            if more is not None and more.role == "noun" and not more.pro and len(side) == 1:
                side, at = (side + more.side if side in "ns" else more.side + side), at + 1
            base = self.place(at)
            fits = base is not None and not base.pro
        else:
            step = tokens[at].key in ("من", "في")
            base = self.place(at + step)
            fits = base is not None and (not base.pro if step else base.pro in ("ل", "ب"))
        if base is None or not fits or base.hint in SITES or base.weak:
            return 0
        base.inner = True
        self.scanner.spots.append(base)
        spot = self._new(i, base.last, head.pro, "vicinity", side, [base])
        spot.hint = key
        return self._emit(spot)

    def _held(self, i: int, head: Heads) -> int:
        """Areas under the control of someone: a place without a point."""
        tokens, n = self.tokens, len(self.tokens)
        if i + 2 >= n or tokens[i + 1].key not in ("سيطره", "نفوذ"):
            return 0
        at = i + 2
        match = self.names.matched.get(at)
        at = match.last if match else at + 1
        while at < n and tokens[at].word.kind == "ar" and tokens[at].key.startswith("ال"):
            at += 1
        spot = self._new(i, at, head.pro, "held")
        return self._emit(spot)

    # --- borders, roads, corridors

    def _border(self, i: int, head: Heads) -> int:
        tokens, n = self.tokens, len(self.tokens)
        at = i + 1
        if head.other == "the-border" and tokens[i].key.endswith("الشريط"):
            if at >= n or tokens[at].key != "الحدودي":
                return 0
            at += 1
        bases: list[Spot] = []
        if head.other == "the-border":
            while at < n and len(bases) < 2:
                step = tokens[at].word.form in _DASHES
                if at + step >= n:
                    break
                key = tokens[at + step].key.removeprefix("و")
                found = self.atlas.nisba_country(key) if key.startswith("ال") else None
                country = self.atlas.countries.get(found[0]) if found else None
                if country is None:
                    break
                at += step
                token = tokens[at]
                bases.append(Spot(at, at + 1, token.start, token.end, senses=((country, True),), listed=False))
                at += 1
            if not bases and at < n and tokens[at].key == "بين":
                one = self.place(at + 1)
                two = self.place(one.last) if one is not None and not one.pro else None
                if one is not None and two is not None and two.pro == "و":
                    bases, at = [one, two], two.last
            sides, after = self.sides(at, "adjective")
            if at < n and tokens[at].key == "مع":
                base = self.place(at + 1)
                if base and not base.pro:
                    bases.append(base)
                    at = base.last
            elif sides and not bases:
                base = self.place(after)
                if base is not None and base.pro == "ل" and any(e.kind == "country" for e, _ in base.senses):
                    bases, at = [base], base.last
        else:
            base = self.place(at)
            if base is None or base.pro or not any(e.kind == "country" for e, _ in base.senses):
                return 0
            bases, at = [base], base.last
        bare = not bases and head.other == "the-border" and tokens[i].key.endswith("الحدود") and at == i + 1
        if not bases and not bare:
            return 0
        return self._emit(self._new(i, at, head.pro, "border", "", bases))

    def _between(self, i: int, head: Heads) -> int:
        """The stretch of ground or border that reaches from one place to another."""
        tokens, n = self.tokens, len(self.tokens)
        key = tokens[i].key[len(head.pro):]
        at = i + 1
        if key not in _STRETCHES or at >= n or tokens[at].key not in role("stretch"):
            return 0
        while at < n and tokens[at].key in role("stretch"):
            at += 1
        if at + 1 >= n or tokens[at].key not in role("between"):
            return 0
        at += 1 + (tokens[at].key == "ما")
        ends: list[Spot] = []
        while at < n and len(ends) < 2:
            side = side_of(tokens[at].word) if not ends else None
            step = side is not None and side.role == "noun"
            more = self.place(at + step)
            if more is None or (ends and more.pro != "و") or (not ends and more.pro):
                break
            ends.append(more)
            at = more.last
        if len(ends) < 2:
            return 0
        for end in ends:
            end.inner = True
        self.scanner.spots += ends
        spot = self._new(i, at, head.pro, "between", "", ends)
        spot.hint = "border" if key in ("الحدود", "الشريط") else ""
        return self._emit(spot)

    def _road(self, i: int, head: Heads) -> int:
        tokens, n = self.tokens, len(self.tokens)
        at = i + 1
        while at < n and tokens[at].key in role("road"):
            at += 1
        between = at < n and tokens[at].key in role("between")
        if between:
            at += 1 + (tokens[at].key == "ما")
        if head.other == "the-road" and not between:
            return 0
        ends: list[Spot] = []
        opener = heads(tokens[at].word) if at < n and tokens[at].word.kind == "ar" else None
        if opener and opener.type and opener.type.number == "two" and not opener.pro:
            ends = self.scanner.behind(at, opener.type)
            at = ends[-1].last if ends else at
        while at < n and len(ends) < 5:
            step = bool(ends) and tokens[at].word.form in _DASHES
            more = self.place(at + step)
            if more is None or (ends and not step and more.pro != "و") or (not ends and more.pro):
                break
            ends.append(more)
            at = more.last
        if not ends or (between and len(ends) < 2) or (len(ends) == 1 and ends[0].weak and tokens[i].key != "طريق"):
            return 0
        for end in ends:
            end.inner = True
            end.listed = len(ends) > 1
        self.scanner.spots += ends
        return self._emit(self._new(i, at, head.pro, "road", "", ends))

    def _corridor(self, i: int, head: Heads) -> int:
        step = i + 1 < len(self.tokens) and self.tokens[i + 1].word.form in {'"', "”", "»"}
        base = self.place(i + 1 + step)
        if base is None or base.pro:
            return 0
        return self._emit(self._new(i, base.last, head.pro, "corridor", "", [base]))
