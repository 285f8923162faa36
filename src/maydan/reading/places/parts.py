"""Grammars of parts of places, areas near them, and areas that someone holds."""

from __future__ import annotations

from maydan.reading.places.fit import SITES
from maydan.reading.places.routes import Routes
from maydan.reading.places.vocabulary import CLOSE, OPEN
from maydan.reading.places.words import VICINITIES, Heads, landmarks, role, side_of
from maydan.theatre.model import PlaceEntry

_HEIGHTS = frozenset(("الجبال", "التلال", "المرتفعات"))
_VERB = 4  # tokens back to the verb whose object a sight of a town is


class Parts(Routes):
    """Quarters, fronts, sectors, banks; land near a place; areas under control."""

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
            if self._whole_name(i, at):
                return 0
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

    def _whole_name(self, i: int, last: int) -> bool:
        """Whether the words that may tell a part are the name of a region by themselves (الضفة الغربية)."""
        match = self.names.matched.get(i)
        if match is None or match.last < last:
            return False
        return any(strong and isinstance(e, PlaceEntry) for e, strong in self.names.senses(match))

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
            step = tokens[at].key in ("من", "في") or (key in _HEIGHTS and tokens[at].key == "علي")
            base = self.place(at + step)
            fits = base is not None and (not base.pro if step else base.pro in ("ل", "ب"))
        if base is None or not fits or (base.hint in SITES and key not in _HEIGHTS) or base.weak:
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
        at = self._holder(i + 2)
        while at + 1 < n and tokens[at].word.kind == "ar" and tokens[at].key.startswith("و"):
            joint = at + (tokens[at].key == "و")
            inner = joint + (joint > at and tokens[joint].word.form in OPEN)
            match = self.names.matched.get(inner)
            if match is None or not any(s.kind == "actor" for s in match.senses):
                break
            at = self._holder(joint)
        spot = self._new(i, at, head.pro, "held")
        return self._emit(spot)

    def _holder(self, at: int) -> int:
        """The token behind who holds an area, quotation marks and adjectives included."""
        tokens, n = self.tokens, len(self.tokens)
        quoted = at + 1 < n and tokens[at].word.form in OPEN
        at += quoted
        match = self.names.matched.get(at)
        at = match.last if match else at + 1
        while at < n and tokens[at].word.kind == "ar" and tokens[at].key.startswith("ال"):
            at += 1
        return at + (quoted and at < n and tokens[at].word.form in CLOSE)

    def _outlying(self, i: int, head: Heads, noun: str) -> int:
        """The barrens or woods of a village."""
        match = self.names.matched.get(i)
        base = self.place(i + 1)
        if base is None or base.pro or base.weak or (match is not None and match.last > i + 1):
            return 0
        spot = self._new(i, base.last, head.pro, "land", "", [base])
        spot.hint = noun
        return self._emit(spot)

    def _landmark(self, i: int, head: Heads) -> int:
        """A hospital, market or palace told by its kind alone, as one of the town spoken of (the old city)."""
        tokens = self.tokens
        seconds = landmarks().get(tokens[i].key[len(head.pro):])
        if seconds is None or i + 1 >= len(tokens) or tokens[i + 1].key not in seconds:
            return 0
        match = self.names.matched.get(i)
        if (match is not None and match.last > i + 1) or not self._stood_at(i, head):
            return 0
        if head.type is not None and not head.type.definite and self.scanner.behind(i, head.type):
            return 0  # the station or market bears a name
        name, scope = seconds[tokens[i + 1].key]
        last = i + 2
        while last < len(tokens) and tokens[last].key in role("make"):
            last += 1
        step = last < len(tokens) and tokens[last].key == "في"
        base = self.place(last + step)
        if base is not None and (base.weak or base.pro != ("" if step or scope == "its" else "ب")):
            base = None
        if scope == "its":
            if base is None or step:
                return 0
            last, base.inner = base.last, True
            self.scanner.spots.append(base)
        spot = self._new(i, last, head.pro, "landmark", scope, [base] if base is not None else [])
        spot.key, spot.hint = name, "building"
        return self._emit(spot)

    def _stood_at(self, i: int, head: Heads) -> bool:
        """Whether a word of place or a conjunction stands before token ``i``, or a verb shortly before it."""
        if head.pro:
            return True
        for k in range(i - 1, max(-1, i - _VERB), -1):
            before = self.tokens[k].word
            if before.kind != "ar":
                return False
            if k == i - 1 and any(rest in role("placing") for _, rest in before.proclitics):
                return True
            if self.context.senses[k].verbs:
                return True
        return False

    def _its_site(self, i: int, head: Heads, kind: str) -> int:
        """The airport or port of the place just named."""
        spots = self.scanner.spots
        if not spots or spots[-1].last < i - 3 or not (spots[-1].key or spots[-1].relation == "its"):
            return 0
        last = spots[-1]
        spot = self._new(i, i + 1, head.pro, "its", "", last.bases if last.relation == "its" else [last])
        spot.hint = kind
        return self._emit(spot)
