"""Holdings told by in whose hand a place is, who shares it, where a presence ends, and whose a base is."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Mention
from maydan.reading.holdings.told import Told
from maydan.reading.holdings.words import HoldingWord

_THAT = frozenset(("ان", "انه", "انها", "انهم"))
_BARE_HANDS = frozenset(("يد", "ايدي", "قبضه"))
_FALLS = ("سقط", "وقعت", "تسقط", "يسقط", "سقوط")
_FEARED = frozenset(("وشك", "مخاوف", "خشيه", "مخافه", "منع", "لولا"))
_CONFINED = frozenset(("يقتصر", "تقتصر", "اقتصر", "اقتصرت", "مقتصرا", "مقتصر", "ينحصر", "تنحصر", "انحصر", "انحصرت",
                       "محصورا", "محصور", "يتركز", "تتركز", "يتمركز"))
_BASES = frozenset(("base", "airport", "crossing", "port", "oilfield"))
_NAMED_BASES = frozenset(("مطار", "معسكر", "قاعده", "ثكنه", "ميناء", "معبر", "حقل", "اللواء", "مطارات", "كتيبه"))
_AGAIN = frozenset(("المنطقه", "البلده", "المدينه", "القريه"))
_SUBJECT_TO = frozenset(("تخضع", "خضعت", "خاضعه", "تقع", "باتت", "اصبحت", "كانت"))
_WHOLLY = frozenset(("بالكامل", "كليا", "تماما", "كامله", "كاملا", "بشكل"))
_PLACES = 8  # tokens between the owner and the places
_STATIONED = 4  # the same behind "stationed"


class Hands(Told):
    """Patterns of :class:`maydan.reading.holdings.states.States`, by the name of their rows."""

    triggers: set[int]

    def _places_in(self, first: int, s: Sentence, reach: int = _PLACES, *, close: bool = False) -> list[Mention]:
        raise NotImplementedError

    def _hand(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y بيد X, في يد X, في قبضة X; with a verb of falling before it, X takes Y."""
        tokens = self.context.tokens
        before = tokens[i - 1].key if i > s.first else ""
        if (tokens[i].key in _BARE_HANDS and before != "في") or before in ("كانوا", "وكانوا"):
            return
        owner = self.chart.actor_after(i + 1, s, 2)
        if owner is None or tokens[i + 1].key in _THAT:
            return  # "however"
        start = max(s.first, i - 8)
        falling = next((j for j in range(i - 1, start - 1, -1) if any(
            rest.startswith(_FALLS) for _, rest in tokens[j].word.proclitics)), None)
        if falling is not None:
            feared = any(t.key in _FEARED for t in tokens[max(s.first, falling - 4):falling])
            if feared or tokens[falling].start in self.triggers:
                return  # only feared, or an event of its own
            row = row._replace(change="takes")
        self._add(self.chart.coordinated(owner), self.chart.place_before(i, s, 10), row, i, s, "hand")

    def _shares(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """تتقاسم X وZ السيطرة على Y."""
        owner = self.chart.actor_after(i + 1, s, 3) or self.chart.actor_before(i, s, 4)
        if owner is not None:
            owners = self.chart.coordinated(owner)
            places = self.chart.places_after(max(i + 1, owners[-1].last), s, 5) or self.chart.place_before(i, s, 6)
            self._add(owners, places or self.chart.places_in(s)[:1], row, i, s, "shares")

    def _presence(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """ينحصر وجود X في Y; بات وجود X يقتصر على Y."""
        tokens = self.context.tokens
        owner = self.chart.actor_after(i + 1, s, 1)
        if owner is None or owner.pro:
            return
        at = next((j for j in range(owner.last, min(owner.last + _PLACES, s.last)) if tokens[j].key in _CONFINED), None)
        if at is None and i > s.first and tokens[i - 1].key in _CONFINED:
            at = owner.last
        if at is not None:
            self._add([owner], self._places_in(at, s, _STATIONED), row, i, s, "presence")

    def _belonging(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """معسكر Y التابع لـX: a base of somebody's is held by them."""
        places = self.chart.place_before(i, s, 0)
        owner = self.chart.actor_after(i + 1, s, 0)
        if places and owner is not None and owner.pro.endswith("ل") and (
                self.chart.kinds.get(places[-1].ref) in _BASES) and (
                self.context.tokens[places[-1].first].word.key.lstrip("ولب") in _NAMED_BASES):
            self._add(self.chart.coordinated(owner), places[-1:], row, i, s, "belonging")

    def _subject(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """تخضع Y لسيطرة X: the place follows the verb (the noun that follows finds the one before)."""
        tokens = self.context.tokens
        direct = self.chart.actor_after(i + 1 + (i + 1 < s.last and tokens[i + 1].key in _WHOLLY), s, 0)
        if direct is not None and direct.pro.endswith("ل"):
            self._add(self.chart.coordinated(direct), self.chart.place_before(i, s, 6), row, i, s, "under-control")
            return
        places = self.chart.places_after(i + 1, s, 2)
        if not places:
            return
        for j in range(places[-1].last, min(places[-1].last + 4, s.last)):
            named = self.chart.actor_after(j, s, 0)
            if named is not None and named.pro.endswith("ل"):  # تخضع Y لقوات X
                self._add(self.chart.coordinated(named), places, row, i, s, "subject")
                return
            if tokens[j].key in ("لسيطره", "سيطره", "لنفوذ"):
                owner = self.chart.actor_after(j + 1, s, 3)
                if owner is not None:
                    self._add(self.chart.coordinated(owner), places, row, i, s, "subject")
                return

    def _said_of(self, area: int, s: Sentence) -> bool:
        """Whether "the area" at a token is one told of before: behind a verb of being subject, or "this"."""
        tokens = self.context.tokens
        return s.first < area < s.last - 1 and tokens[area].key in _AGAIN and tokens[area + 1].key[:2] != "ال" and (
            tokens[area - 1].key == "هذه" or tokens[area - 1].key.lstrip("و") in _SUBJECT_TO)
