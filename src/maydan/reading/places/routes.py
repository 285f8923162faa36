"""Grammars of borders, stretches between places, roads and corridors."""

from __future__ import annotations

from maydan.reading.places.blocks import Blocks
from maydan.reading.places.spot import Spot
from maydan.reading.places.vocabulary import CLOSE, OPEN
from maydan.reading.places.words import Heads, heads, role, side_of

_STRETCHES = frozenset({"الحدود", "الشريط", "المنطقه", "المسافه", "المساحه", "المناطق", "الخط", "الجبهه"})
_DASHES = {"-", "–", "—", "_", "ـ"}
_QUOTED = 9  # tokens of a road named by its two ends inside quotation marks


class Routes(Blocks):
    """Places told by two ends."""

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
        quoted = not between and at + 1 < n and tokens[at].word.form in OPEN and any(
            t.word.form in _DASHES for t in tokens[at:at + _QUOTED])
        at += quoted
        opener = heads(tokens[at].word) if at < n and tokens[at].word.kind == "ar" else None
        if opener and opener.type and opener.type.number == "two" and not opener.pro:
            ends = self.scanner.behind(at, opener.type)
            at = ends[-1].last if ends else at
        while at < n and len(ends) < 5:
            step = bool(ends) and tokens[at].word.form in _DASHES
            more = self.place(at + step)
            if more is None or (ends and not step and more.pro != "و" and not (
                    len(ends) == 1 and tokens[i].key == "طريق" and self._town(ends[0]) and self._town(more))) or (
                    not ends and more.pro):
                break
            ends.append(more)
            at = more.last
        if quoted:
            if len(ends) < 2:
                return self._quoted_road(i, at - 1 if not ends else ends[0].first - 1, head)
            at += at < n and tokens[at].word.form in CLOSE
        if not ends or (between and len(ends) < 2) or (len(ends) == 1 and ends[0].weak and tokens[i].key != "طريق"):
            return 0
        for end in ends:
            end.inner = True
            end.listed = len(ends) > 1
        self.scanner.spots += ends
        return self._emit(self._new(i, at, head.pro, "road", "", ends))

    def _town(self, spot: Spot) -> bool:
        """Whether a bare name is for sure that of a city or town (the Aleppo Idlib road)."""
        return not spot.pro and not spot.hint and any(
            strong and e.kind in ("city", "town") for e, strong in spot.senses)

    def _quoted_road(self, i: int, at: int, head: Heads) -> int:
        """A road named in quotation marks by ends that are not known."""
        tokens = self.tokens
        last = next((k for k in range(at + 2, min(at + _QUOTED, len(tokens))) if tokens[k].word.form in CLOSE), 0)
        if not last or any(t.word.kind not in ("ar", "punct") for t in tokens[at + 1:last]):
            return 0
        spot = self._new(i, last + 1, head.pro, "")
        spot.key, spot.hint, spot.rule = self.names.key(at + 1, last), "road", "type:road"
        return self._emit(spot)

    def _corridor(self, i: int, head: Heads) -> int:
        step = i + 1 < len(self.tokens) and self.tokens[i + 1].word.form in {'"', "”", "»"}
        base = self.place(i + 1 + step)
        if base is None or base.pro:
            return 0
        return self._emit(self._new(i, base.last, head.pro, "corridor", "", [base]))
