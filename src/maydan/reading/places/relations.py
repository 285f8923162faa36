"""Places told by their relation to others: which grammar a head word opens, countrysides and sides."""

from __future__ import annotations

from maydan.reading.places.parts import Parts
from maydan.reading.places.spot import Spot
from maydan.reading.places.words import Heads, SideWord, side_of
from maydan.theatre.model import PlaceEntry

_OWN_SIDES = {"شمال": "n", "جنوب": "s", "شرق": "e", "غرب": "w", "وسط": "c"}


def _own_side(key: str) -> str:
    """The side that "and its north" tells behind a place, "" for other forms."""
    for pronoun in ("ها", "ه"):
        if key.startswith("و") and key.endswith(pronoun):
            side = _OWN_SIDES.get(key[1:-len(pronoun)].removesuffix("ي"))
            if side:
                return side
    return ""


class Relations(Parts):
    """Grammars that open with a head word."""

    def at(self, i: int, head: Heads) -> int:
        """Try every grammar that the head word at ``i`` may open."""
        other = head.other
        if (found := self._landmark(i, head)):
            return found
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
        if other.startswith("land:"):
            return self._outlying(i, head, other[5:])
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

    def _countryside(self, i: int, head: Heads, *, distribute: bool) -> int:
        """One countryside or several (أرياف إدلب الجنوبي والشرقي وحلب الغربي); one alone goes on to a next place only
        where both have a side of their own (ريف حماة الشمالي وإدلب الجنوبي)."""
        base = self.place(i + 1)
        if base is None or base.pro:
            return 0
        found: list[tuple[Spot, list[str], int]] = []
        more: Spot | None = base
        while more is not None and len(found) < 12:
            sides, last = self.sides(more.last, "adjective")
            if found and not distribute and not sides:
                break
            found.append((more, sides or [""], last if sides else more.last))
            more = self._next_base(found[-1][2]) if distribute or sides else None
        for number, (one, sides, last) in enumerate(found):
            for order, side in enumerate(sides):
                first, pro = (i, head.pro) if number == 0 else (one.first, one.pro)
                end = one.last if number == 0 and order < len(sides) - 1 else last
                spot = self._new(first, end, pro, "countryside", side, [one])
                if order:
                    spot.inner = True
                    spot.last = last
                self.scanner.spots.append(spot)
        return found[-1][2]

    def _next_base(self, at: int) -> Spot | None:
        comma = at < len(self.tokens) and self.tokens[at].word.form in ("،", ",")
        more = self.place(at + comma)
        return more if more is not None and (more.pro == "و" or (comma and not more.pro)) else None

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
        for base in bases:
            if base.hint:  # told with its own type word: the northern countryside of the province of Latakia
                base.inner = True
                self.scanner.spots.append(base)
        return end

    def _its_countryside(self, i: int, head: Heads) -> int:
        spots = self.scanner.spots
        if not spots or spots[-1].last < i - 1:
            return 0
        sides, last = self.sides(i + 1, "adjective")
        before = spots[-1]
        base = before.bases[0] if before.relation == "part" and before.bases else before
        spot = self._new(i, last if sides else i + 1, head.pro, "countryside", sides[0] if sides else "", [base])
        return self._emit(spot)

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
        more_side = _own_side(tokens[base.last].key) if base.last < n else ""
        if more_side and more_side not in sides:
            spot = self._new(i, base.last + 1, side.pro, "side", more_side, [base])
            spot.inner = True
            self.scanner.spots.append(spot)
        return base.last + bool(more_side)

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
