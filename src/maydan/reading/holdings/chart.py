"""The actors and places of a document by token, for constructions that look to the left and right of a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention

VAGUE = frozenset(("countryside", "province", "country", "border"))  # areas that a settlement's name is told by
_BETWEEN = 3  # tokens that may stand between two places of one list
_POINTING = frozenset(("هذه", "تلك", "علي"))
_THESE = frozenset(("البلدات", "المدن", "القري", "البلدتين", "المدينتين", "القريتين"))
_GOVERNS = frozenset(("من", "مع", "ضد", "عن", "علي", "الي", "في", "قبل", "جانب", "بدعم", "باسناد", "بقياده"))
_THERE = {  # words that point back to a place -> the kinds it may be of, none for any
    "المنطقه": (), "المدينه": ("town",), "البلده": ("town", "village"), "القريه": ("village", "town"),
    "هناك": (), "الحي": ("neighbourhood",), "المطار": ("airport",), "القاعده": ("base", "airport"),
}
_BACK_SENTENCES = 1
_FULL_STOPS = frozenset((".", "؛", "؟", "!", ":"))
_LIST = frozenset(("و", "،", ",", "في", "كل", "من", "محيط", "وفي", "وعلي", "علي", "مدينه", "بلده", "قريه", "قرى", "قري",
                   "بلدات", "مدن", "حي", "احياء", "منطقه", "مناطق", "بلدتي", "قريتي", "مدينتي", "محافظتي", "محافظات",
                   "محافظه", "محافظتين", "كذلك", "ايضا", "جبهات", "مديريه", "مديريتي", "اطراف", "ومحيط", "واطراف"))
_SIDES = frozenset(("وسط", "شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي", "قرب", "بريف", "ريف",
                    "بمدينه", "بمحافظه"))
EXCEPT = frozenset(("باستثناء", "عدا", "ماعدا", "سوي", "خلا"))
"""Words behind which stands what is left out."""
_MARKS = frozenset("،,؛;/-–:()")
_TYPES = frozenset(("قري", "قريه", "بلدات", "بلده", "مدن", "مدينه", "احياء", "حي", "مناطق", "منطقه"))
_LENGTHS = frozenset(("كيلومتر", "كيلومترا", "كيلومترات", "كم", "بعد", "علي", "امتار", "متر"))
_NAMELY = frozenset(("منها", "ومنها", "بينها", "وبينها", "ابرزها", "وابرزها", "اهمها", "واهمها", "وهي", "هي", "لاسيما",
                     "خصوصا", "خاصه", "اولها", "اخرها", "يلي", "التاليه", "الاتيه"))
_NAMING = 12  # tokens between what is counted and the names of some of it
_GROUPS = frozenset(("جماعه", "تنظيم", "حركه", "ميليشيا", "ميليشيات", "مليشيا", "مليشيات", "قوات", "مسلحي",
                     "فصائل", "كتائب", "عناصر", "مقاتلي"))
_CALLED = frozenset(("ما", "يسمي", "تسمي", "المسماه", "المسمي", "يعرف", "تعرف", "جماعه", "تنظيم", "حركه"))
_CALLING = 4  # tokens
_QUOTES = frozenset('"«»“”')
_ROADS = frozenset(("طريق", "الطريق", "اوتوستراد", "الاوتوستراد"))
_FRONTS = frozenset(("جبهه", "محور", "محاور", "جبهات", "جبهتي", "محوري", "ريف", "المؤديه", "الواصل", "المؤدي"))


class Chart:
    """Actor and place mentions in order of their tokens.

    Attributes:
        actors: all but civilians. places: all.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self.kinds = {p.name_en: p.kind for p in context.places}
        mentions = sorted(context.mentions, key=lambda m: m.first)
        self.actors = [m for m in mentions if m.kind == "actor" and m.ref != "civilians"]
        self.places = [m for m in mentions if m.kind == "place"]
        self._place_starts = [m.start for m in self.places]
        self.times = [m for m in mentions if m.kind == "time"]
        self._time_firsts = [m.first for m in self.times]
        self._actor_firsts = [m.first for m in self.actors]
        self._place_firsts = [m.first for m in self.places]

    def actor_after(self, i: int, s: Sentence, reach: int) -> Mention | None:
        """The first actor that starts at token ``i`` or at most ``reach`` tokens behind it, in the sentence."""
        k = bisect_left(self._actor_firsts, i)
        mention = self.actors[k] if k < len(self.actors) else None
        if mention is None or mention.first >= s.last or mention.first - i > reach:
            return None
        return None if self._stopped(i, mention.first) else mention

    def names_actor(self, i: int) -> bool:
        """Whether token ``i`` stands in the name of an actor."""
        k = bisect_right(self._actor_firsts, i) - 1
        return k >= 0 and i < self.actors[k].last

    def actor_before(self, i: int, s: Sentence, reach: int) -> Mention | None:
        """The last actor that ends before token ``i``, at most ``reach`` tokens back, in the sentence."""
        k = bisect_left(self._actor_firsts, i) - 1
        mention = self.actors[k] if k >= 0 else None
        if mention is None or mention.first < s.first or i - mention.last > reach or mention.last > i:
            return None
        return None if self._stopped(mention.last, i) else mention

    def subject_before(self, i: int, s: Sentence, reach: int) -> Mention | None:
        """The last actor before token ``i`` that no preposition governs: what a verb joined by و goes on about."""
        k = bisect_left(self._actor_firsts, i) - 1
        tokens = self.context.tokens
        while k >= 0 and self.actors[k].first >= s.first and i - self.actors[k].last <= reach:
            mention = self.actors[k]
            before = tokens[mention.first - 1].key if mention.first > s.first else ""
            described = mention.generic and mention.last - mention.first == 1 and tokens[mention.first].key.endswith(
                ("ي", "يه", "ين")) and not tokens[mention.first].key.startswith("ال")  # an Iranian officer
            if mention.pro[-1:] not in ("ب", "ل", "ك") and before not in _GOVERNS and not described:
                return mention
            k -= 1
        return None

    def coordinated(self, mention: Mention) -> list[Mention]:
        """An actor and those joined to it by و, or standing "beside" it."""
        found = [mention]
        k = bisect_right(self._actor_firsts, mention.first)
        tokens = self.context.tokens
        while k < len(self.actors) and (
            (self.actors[k].first - found[-1].last <= 1 and self.actors[k].pro.startswith("و"))
            or self._quoted(found[-1].last, self.actors[k].first)
            or self._so_called(found[-1].last, self.actors[k].first)
        ):
            found.append(self.actors[k])
            k += 1
        at = found[-1].last
        if k < len(self.actors) and self.actors[k].first == at + 2 and tokens[at].key == "الي" and (
                tokens[at + 1].key == "جانب"):
            found.append(self.actors[k])
        return found

    def _quoted(self, first: int, last: int) -> bool:
        """Whether only "and" stands between two actors, of whom one or both are quoted."""
        between = [t for t in self.context.tokens[first:last] if t.word.kind != "punct" or t.word.form not in _QUOTES]
        return 0 < last - first <= _CALLING and len(between) == 1 and between[0].key == "و"

    def _so_called(self, first: int, last: int) -> bool:
        """Whether only "and the group, so called" stands between two actors."""
        between = self.context.tokens[first:last]
        return 0 < len(between) <= _CALLING and between[0].key[:1] == "و" and between[0].key[1:] in _GROUPS and all(
            t.key in _CALLED for t in between[1:])

    def places_after(self, i: int, s: Sentence, reach: int) -> list[Mention]:
        """The list of places that starts at token ``i`` or within ``reach`` tokens behind it; see :meth:`narrowed`."""
        tokens = self.context.tokens
        k = bisect_left(self._place_firsts, i)
        found: list[Mention] = []
        at = i
        while k < len(self.places) and self.places[k].first < s.last:
            place = self.places[k]
            gap = place.first - at
            if gap > (reach if not found else _BETWEEN) or self._stopped(at, place.first):
                break
            between = tokens[at:place.first]
            if any(t.key in EXCEPT for t in between):
                break
            joined = place.pro.startswith("و") or any(t.word.form in _MARKS or t.key[:1] == "و" for t in between)
            if found and between and not self.tells_where(place) and any(
                    t.key in _TYPES and (not n or self._named_alone(between[n - 1])) for n, t in enumerate(between)):
                break  # what is hit from there: its own list
            if found and not (joined and all(
                t.word.kind == "punct" or any(rest in _LIST for _, rest in t.word.proclitics) or (
                    t.key[:1] == "و" and place.pro.startswith("و"))  # a name that is not known
                for t in between
            )) and not self.tells_where(place):
                break
            found.append(place)
            at, k = place.last, k + 1
        return self.narrowed(found)

    def _named_alone(self, token: Token) -> bool:
        """Whether a token between two places can be a name that is not known: no mark, and no word of a list."""
        return token.word.kind == "ar" and not any(rest in _LIST for _, rest in token.word.proclitics)

    def places_named(self, i: int, s: Sentence, reach: int = _NAMING) -> list[Mention]:
        """The places that "among them" names within reach of token ``i`` (عدد من البلدات، منها X وY), else none."""
        tokens = self.context.tokens
        for j in range(i, min(i + reach, s.last - 1)):
            if tokens[j].key in _NAMELY:
                at = j + 1
                while at < s.last and tokens[at].word.form in (":", "(", "«"):
                    at += 1
                return self.places_after(at, s, 1)
            if tokens[j].word.form in _FULL_STOPS:
                break
        return []

    def place_before(self, i: int, s: Sentence, reach: int) -> list[Mention]:
        """The place (with those joined to it) that a relative clause at token ``i`` speaks of."""
        k = bisect_left(self._place_firsts, i) - 1
        found: list[Mention] = []
        at = i
        while k >= 0 and self.places[k].first >= s.first:
            place = self.places[k]
            if place.last > i:
                k -= 1
                continue
            if not found and place.first and self.kinds.get(place.ref) == "country" and (
                    self.context.tokens[place.first - 1].key == "مع"):
                break  # near the border with a country
            gap = at - place.last
            if gap > (reach if not found else 1 + self._bearing(place.last, at)) or self._stopped(place.last, at):
                break
            if found and not found[-1].pro.startswith("و") and not self.tells_where(found[-1]):
                break
            found.append(place)
            at, k = place.first, k - 1
        return self.narrowed(found[::-1])

    def right_before(self, i: int, s: Sentence, reach: int) -> list[Mention]:
        """The place that an apposition at token ``i`` names otherwise: the last one where others only tell the way."""
        found = self.place_before(i, s, reach)
        k = bisect_left(self._place_firsts, i) - 1
        last = self.places[k] if k >= 0 else None
        near = last is not None and found and last is not found[-1] and last.pro == "ب" and i - last.last <= reach
        return [last] if near and last is not None and self.kinds.get(last.ref) not in VAGUE else found

    def _bearing(self, first: int, last: int) -> int:
        """How many tokens between two places only tell how far and on which side of one the other lies."""
        between = self.context.tokens[first:last]
        return len(between) if len(between) <= _BETWEEN + 1 and all(
            t.word.kind == "num" or t.key in _SIDES or t.key in _LENGTHS for t in between) else 0

    def meant(self, i: int, s: Sentence, reach: int) -> list[Mention]:
        """The place that a pronoun at token ``i`` speaks of: before it in the sentence, else the first settled place of
        the sentence before."""
        many = any(t.key in _THESE for t in self.context.tokens[max(s.first, i - reach):i])
        if many and (listed := self.listed_before(i)):
            return listed
        places = self.place_before(i, s, reach)
        if places or not s.number:
            return places
        for place in self.places_in(self.context.sentences[s.number - 1]):
            if self.kinds.get(place.ref) not in VAGUE:
                return [place]
        return []

    def pointed(self, i: int, s: Sentence) -> list[Mention]:
        """What "the two towns", "the towns" at most four words behind token ``i`` point back to."""
        tokens = self.context.tokens
        at = next((j for j in range(i, min(i + 4, s.last)) if tokens[j].key in (*_THESE, "الاحياء")), -1)
        if at >= 0 and tokens[at].key == "الاحياء":  # the quarters told of last
            k = bisect_left(self._place_firsts, at)
            near = [m for m in self.places[max(0, k - 6):k] if self.kinds.get(m.ref) == "neighbourhood"]
            return near[-1:] if at + 1 < s.last and tokens[at - 1].key in _POINTING else []
        return self.listed_before(at) if at >= 0 else []

    def there(self, i: int, s: Sentence) -> list[Mention]:
        """The settled place that "there", "in the town" at token ``i`` point back to, one sentence back at most."""
        tokens = self.context.tokens
        at = i + (i + 1 < s.last and tokens[i].key in ("في", "داخل"))
        kinds = next((_THERE[rest] for _, rest in tokens[at].word.proclitics if rest in _THERE), None) if (
            at < s.last) else None
        if kinds is None or (at == i and tokens[i].key != "هناك" and not tokens[i].key.startswith("ب")):
            return []
        return self.back_to(i, s, kinds)

    def back_to(self, i: int, s: Sentence, kinds: tuple[str, ...] = ()) -> list[Mention]:
        """The last settled place before token ``i``, of one of ``kinds`` where given, one sentence back at most."""
        for k in range(bisect_left(self._place_firsts, i) - 1, -1, -1):
            place = self.places[k]
            if s.number - self.context.tokens[place.first].sentence > _BACK_SENTENCES:
                return []
            kind = self.kinds.get(place.ref, "")
            if place.last <= i and (kind in kinds if kinds else kind not in VAGUE):
                return [place]
        return []

    def listed_before(self, i: int) -> list[Mention]:
        """The last settled places named side by side, three words apart at most, before token ``i``."""
        k = bisect_left(self._place_firsts, i) - 1
        for n in range(k, max(0, k - 6), -1):
            found = [self.places[n]]
            for place in reversed(self.places[max(0, n - 8):n]):
                if found[-1].first - place.last > 1 or not found[-1].pro.startswith("و"):
                    break
                found.append(place)
            if len(found) > 1:
                return [m for m in found[::-1] if self.kinds.get(m.ref) not in VAGUE]
        return []

    def places_in(self, s: Sentence) -> list[Mention]:
        """All places of a sentence, in order."""
        k = bisect_left(self._place_firsts, s.first)
        return self.places[k:bisect_left(self._place_firsts, s.last)]

    def places_between(self, start: int, end: int) -> list[Mention]:
        """All places between two code points, in order."""
        return self.places[bisect_left(self._place_starts, start):bisect_left(self._place_starts, end)]

    def place_over(self, first: int, owner: Mention) -> Mention | None:
        """The place whose words start at token ``first`` or within it and hold those of its owner."""
        k = bisect_right(self._place_firsts, first + 1) - 1
        place = self.places[k] if k >= 0 else None
        return place if place is not None and place.first >= first - 1 and place.last >= owner.last else None

    def since(self, i: int, owners: list[Mention], places: list[Mention], s: Sentence) -> str | None:
        """The day or month that منذ names right behind the words of a state."""
        tokens = self.context.tokens
        at = max([i + 1, *(m.last for m in (*owners, *places) if s.first <= m.first < s.last)])
        for j in range(at, min(at + 2, s.last - 1)):
            if tokens[j].key == "منذ":
                k = bisect_left(self._time_firsts, j)
                time = self.times[k] if k < len(self.times) else None
                if time is not None and time.first <= j + 2 and time.ref[:2].isdigit():
                    return time.ref
        return None

    def narrowed(self, found: list[Mention]) -> list[Mention]:
        """A list without the areas that only tell where its settlements lie (في كفرنبل بريف إدلب)."""
        first = [m for i, m in enumerate(found) if not (i and self.tells_where(m))]
        exact = [m for m in first if self.kinds.get(m.ref) not in VAGUE]
        if exact and any(m.pro.startswith("و") for m in first):
            return [m for m in first if m in exact or m.pro.startswith("و") or m is first[0]]
        return exact or first

    def tells_where(self, place: Mention) -> bool:
        """Whether a place follows another only to say in which area that lies."""
        kind = self.kinds.get(place.ref)
        if place.pro.startswith("و"):
            return False
        before = self.context.tokens[place.first - 1].key if place.first else ""
        first = self.context.tokens[place.first].key
        return kind in VAGUE or place.pro == "ب" or before in _SIDES or first in _SIDES or before == "في" or (
            before == "علي" and first in _ROADS)

    def is_vague(self, place: Mention) -> bool:
        """Whether a place is named only as a front, an axis or the end of a road: nobody holds it by that."""
        tokens = self.context.tokens
        near = {rest for t in tokens[max(0, place.first - 2): place.first + 1] for _, rest in t.word.proclitics}
        return bool(near & _FRONTS) or self.kinds.get(place.ref) in ("countryside", "border")

    def _stopped(self, first: int, last: int) -> bool:
        return any(t.word.form in _FULL_STOPS for t in self.context.tokens[first:last])
