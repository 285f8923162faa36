"""Known names as they stand in the text, from the theatre's index."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from maydan.reading.places.atlas import neighbours
from maydan.reading.places.fit import fits
from maydan.reading.places.spot import Entry, Spot
from maydan.reading.places.vocabulary import CLOSE, OPEN, TANWEEN, everyday, given
from maydan.reading.places.words import Heads, TypeWord, heads, role, side_of
from maydan.theatre.model import Area, PlaceEntry
from maydan.theatre.names import STRONG, NameMatch, Sense

if TYPE_CHECKING:
    from maydan.reading.context import Context

_BIG = frozenset({"country", "province", "city", "river"})
_SETTLED = frozenset({"town", "village", "neighbourhood", "district", "camp"})
_TOWN = 15_000
_LARGE = 400_000
_WIDE_KM = 40.0
_CITY = 150_000  # inhabitants: the name of such a city needs no support though it be a word
_INTO = frozenset(("في", "داخل", "قرب", "باتجاه", "صوب"))  # before a quoted name: it is a place
_BESIDE = frozenset(("قرب", "محيط", "مشارف", "شرقي", "غربي", "شمالي", "جنوبي", "ضواحي"))  # of words, only of places
_TYPED = ("مدينه ", "بلده ", "مدينة ", "بلدة ")  # how the names of towns open that are words too
_VERBS = frozenset(("وطالب", "وسلم", "وقال", "وقتل", "وجرح", "ودمر", "وعاد", "وصل"))  # names of villages too
_NO_NOUNS = frozenset(("تدمر", "دوما"))  # a verb and an adverb, which no word of place stands before


class Named(NamedTuple):
    """A known name at a token: its end, proclitics and what it may mean."""

    first: int
    last: int
    start: int
    end: int
    pro: str
    senses: tuple[tuple[Entry, bool], ...]


def merged(*senses: tuple[tuple[Entry, bool], ...]) -> tuple[tuple[Entry, bool], ...]:
    """Senses together, each row once, strong where one of them is."""
    found: dict[str, tuple[Entry, bool]] = {}
    for entry, strong in (pair for group in senses for pair in group):
        found[entry.id] = (entry, strong or (entry.id in found and found[entry.id][1]))
    return tuple(found.values())


class Names:
    """The names of one document.

    Attributes:
        matched: token -> the name of the theatre that begins there.
        live: for each token 1 where a name begins, or a word that may open a place.
    """

    def __init__(self, context: Context) -> None:
        self.context, self.tokens = context, context.tokens
        self.matched: dict[int, NameMatch] = {m.first: m for m in context.names}
        self.live = bytearray(len(context.tokens))
        for at in (*context.telling("places"), *self.matched):
            self.live[at] = 1
        self._found: dict[int, Named | None] = {}
        self._places = context.theatre.data.places
        self._areas = context.theatre.data.areas
        self._near = neighbours().get(context.theatre.data.country, frozenset())
        self._times = {k for m in context.mentions if m.kind == "time" for k in range(m.first, m.last)}

    def placed(self, match: NameMatch) -> bool:
        """Whether a match may be a place."""
        if match.pro == "و" and match.last == match.first + 1 and self.tokens[match.first].word.key in _VERBS:
            return False
        return any(s.kind in ("place", "area") for s in match.senses)

    def senses(self, match: NameMatch) -> tuple[tuple[Entry, bool], ...]:
        """Rows that a match may mean, with whether the bare name is enough."""
        return self._rows(match.senses, self.key(match.first, match.last, match.pro))

    def _town(self, row: Entry, key: str) -> bool:
        """Whether a name abroad that is rarely a word belongs to a town of some size."""
        if not isinstance(row, PlaceEntry) or row.kind not in ("city", "town") or len(key) < 4 or key in everyday():
            return False
        if row.country == self.context.theatre.data.country:
            return False
        return row.population > (_TOWN if row.country in self._near else _LARGE)

    def _rows(self, senses: tuple[Sense, ...], key: str) -> tuple[tuple[Entry, bool], ...]:
        found: dict[str, tuple[Entry, bool]] = {}
        for sense in senses:
            row: Entry | None = None
            if sense.kind == "place":
                row = self._places[sense.id]
            elif sense.kind == "area":
                row = self._areas[sense.id]
            if row is not None:
                strong = sense.strength == STRONG or (sense.id in found and found[sense.id][1]) or self._town(row, key)
                found[sense.id] = (row, strong)
        return tuple(found.values())

    def singular(self, at: int, pro: str, type_: TypeWord) -> Named | None:
        """The name at token ``at`` as it would stand behind the singular of a dual or plural type word."""
        index, tokens = self.context.theatre.names, self.tokens
        for last in range(min(at + 3, len(tokens)), at, -1):
            if any(t.word.kind != "ar" for t in tokens[at:last]):
                continue
            key = self.key(at, last, pro)
            if last == at + 1 and self._opened(at, key):
                continue
            rows = self._rows(index.senses(f"{type_.singular} {key}"), key)
            if rows:
                return Named(at, last, tokens[at].start, tokens[last - 1].end, pro, rows)
        return None

    def at(self, i: int) -> Named | None:
        """The longest place name that starts at token ``i``; a hash sign before it is passed."""
        if i not in self._found:
            self._found[i] = self._at(i)
        return self._found[i]

    def _at(self, i: int) -> Named | None:
        tokens = self.tokens
        if i < len(tokens) and tokens[i].word.form in ("#", '"', "“", "«") and i + 1 < len(tokens):
            inner = self.at(i + 1) if tokens[i + 1].word.kind == "ar" else None
            if inner and not inner.pro:
                closed = inner.last < len(tokens) and tokens[inner.last].word.form in CLOSE
                if tokens[i].word.form == "#" or closed:
                    last = inner.last + (tokens[i].word.form != "#")
                    return inner._replace(first=i, last=last, start=tokens[i].start, end=tokens[last - 1].end)
            return None
        if i >= len(tokens):
            return None
        best: Named | None = None
        for match in self.context.theatre.names.at(self.context.text, tokens, i):
            if not self.placed(match) or "ك" in match.pro or self._runs_over(match):
                continue
            if match.last == i + 1 and self._half(i, match):
                continue
            found = Named(match.first, match.last, match.start, match.end, match.pro, self.senses(match))
            if best is None:
                best = found
            elif found.last == best.last and found.pro == best.pro:
                best = best._replace(senses=merged(best.senses, found.senses))
        return best

    def _half(self, i: int, match: NameMatch) -> bool:
        """Whether a name of one word is a common noun ("the river") or only the first half of a longer name."""
        tokens = self.tokens
        head = heads(tokens[i].word)
        if head is not None and head.type is not None and head.type.definite and head.type.kind != "building":
            return True
        return self._opened(i, self.key(i, i + 1, match.pro))

    def _opened(self, i: int, key: str) -> bool:
        """Whether a word with which names open has its second half behind it."""
        if key not in role("opener") or i + 1 >= len(self.tokens):
            return False
        after = self.tokens[i + 1].word
        return after.kind == "ar" and after.key not in everyday() and heads(after) is None

    def _runs_over(self, match: NameMatch) -> bool:
        """Whether the last word is a side of the place that follows and no part of the name."""
        last = match.last
        if last - match.first < 2 or last >= len(self.tokens):
            return False
        side = side_of(self.tokens[last - 1].word)
        if side is None or side.role != "noun":
            return False
        return any(self.placed(m) and not m.pro
                   for m in self.context.theatre.names.at(self.context.text, self.tokens, last))

    def behind(self, at: int, type_: TypeWord) -> Named | None:
        """The known name behind a type word at token ``at``: no relation, no adjective, no half of a longer name."""
        named = self.at(at)
        if named is None:
            return None
        tokens = self.tokens
        first = tokens[named.first].word
        head = heads(first)
        if head is not None and (head.side is not None or head.other) and named.last > at + 1 and all(
            isinstance(e, Area) or e.kind == "region" for e, _ in named.senses
        ):
            return None  # a side of something, read as a relation
        if named.last != at + 1 or first.kind != "ar":
            return named
        key = first.key
        plain = type_.number != "many" and type_.unknown == "any" and any(strong for _, strong in named.senses)
        if key in everyday() and not key.startswith("ال") and not plain and not (
                self._answers(key, head, named, type_)):
            return None
        after = tokens[named.last].word.key if named.last < len(tokens) else ""
        if type_.kind == "area" and key in everyday() and key.startswith("ال") and after.startswith("ال"):
            return named._replace(last=named.last + 1, end=tokens[named.last].end, senses=())
        return named

    def drop_half(self, i: int) -> None:
        """Forget a name of one word at token ``i`` that is only the first half of a longer, unknown one."""
        match = self.matched.get(i)
        if match is not None and match.last == i + 1 and self._opened(i, self.key(i, i + 1, match.pro)) and not any(
                strong for _, strong in self.senses(match)):
            del self.matched[i]

    def _answers(self, key: str, head: Heads | None, named: Named, type_: TypeWord) -> bool:
        """Whether an everyday word is a name behind this type word: a row is of that kind, and it cannot describe."""
        if type_.kind not in _SETTLED or type_.number != "one" or head is not None or key in role("placing"):
            return False
        describes = key.endswith("ه") and (type_.feminine or key.endswith("يه"))
        return not describes and any(fits(type_.kind, entry) > 0 for entry, _ in named.senses)

    def rematch(self, i: int, *, proclitics: bool = False) -> None:
        """Look again for a name at token ``i``, when a longer one before it was not read as a place."""
        if i in self.matched or i >= len(self.tokens):
            return
        for match in self.context.theatre.names.at(self.context.text, self.tokens, i):
            if self.placed(match) and (proclitics or not match.pro):
                self.matched[i], self.live[i] = match, 1
                return

    def spot(self, match: NameMatch) -> Spot:
        """A bare name as a spot."""
        senses = self.senses(match)
        spot = Spot(match.first, match.last, self.start(match.first, match.pro), match.end, match.pro,
                    self.key(match.first, match.last, match.pro), senses)
        spot.weak = self.weak(match.first, match.last, spot.key, senses)
        spot.match = match
        spot.rule = "name"
        return spot

    def in_time(self, i: int) -> bool:
        """Whether token ``i`` belongs to an expression of time."""
        return i in self._times

    def weak(self, first: int, last: int, key: str, senses: tuple[tuple[Entry, bool], ...]) -> bool:
        """Whether a bare name needs support: an everyday word, a number first, or a person's name before it."""
        strong = [e for e, ok in senses if ok] or self._city(first, key, senses)
        if not strong:
            return True
        word = self.tokens[first].word
        if last == first + 1 and word.key[0] == "ف" and word.key != key and word.key in everyday():
            return True  # the letter belongs to a word (a brigade, not "and Raqqa")
        if len(key) < 3 or self.in_time(first) or self.tokens[last - 1].word.form.endswith(TANWEEN):
            return True
        if strong[0].kind == "country" and self._nationality(first):
            return True
        small = all(e.kind not in _BIG for e in strong)
        tokens = self.tokens
        if key == "مسقط" and last < len(tokens) and tokens[last].word.key == "راس":
            return True  # somebody's birthplace
        quoted = first and last < len(tokens) and tokens[first - 1].word.form in OPEN - {"#", "("} and (
            tokens[last].word.form in CLOSE)
        if quoted and not any(e.kind == "country" for e in strong):
            return not (first > 1 and tokens[first - 2].word.key in _INTO and key not in everyday())
        if key[0].isdigit():
            return True
        if small and last == first + 1 and key in everyday():
            wide = any(isinstance(e, PlaceEntry) and e.prec_km >= _WIDE_KM for e in strong)
            return not (wide and first and self.tokens[first - 1].word.key in role("placing"))
        before = self.tokens[first - 1].word if first else None
        if before is None or before.kind != "ar":
            return False
        # the preposition "on" folds to the name Ali
        return before.key in role("particle") or (small and before.key in given() and before.form[-1] != "ى")

    def _nationality(self, first: int) -> bool:
        """Whether the name of a country is the adjective in the accusative (45 Syrians)."""
        token = self.tokens[first]
        return first > 0 and self.tokens[first - 1].word.kind == "num" and token.word.key.endswith("ا")

    def _city(self, first: int, key: str, senses: tuple[tuple[Entry, bool], ...]) -> list[Entry]:
        """Cities whose name is a word too, where a word of place stands before it (in Mosul)."""
        sure = key in _NO_NOUNS
        if first and self.tokens[first - 1].word.key in _BESIDE and (
                told := [e for e, _ in senses if isinstance(e, PlaceEntry) and e.name_ar.startswith(_TYPED)]):
            return list(told)
        big = [e for e, _ in senses
               if isinstance(e, PlaceEntry) and e.kind == "city" and (sure or e.population > _CITY)]
        if not big or (key in everyday() and not sure):
            return []
        before = self.tokens[first - 1].word.key if first else ""
        here = before in role("placing") or any(p.endswith("ب") for p, rest in self.tokens[first].word.proclitics
                                                if rest == key.split(" ", 1)[0])
        return list(big) if here else []

    def key(self, first: int, last: int, pro: str = "") -> str:
        """Folded words of a name without proclitics, marks left out."""
        words = [t.word.key for t in self.tokens[first:last] if t.word.kind in ("ar", "num", "lat")]
        if words and pro:
            words[0] = next((rest for p, rest in self.tokens[first].word.proclitics if p == pro), words[0])
        return " ".join(words)

    def start(self, first: int, pro: str) -> int:
        """Code point at which a name begins, after its proclitics; "lil-" stays, for it holds the article."""
        token = self.tokens[first]
        if pro.endswith("ل") and token.word.key[len(pro) - 1: len(pro) + 1] == "لل":
            pro = pro[:-1]
        return token.after(self.context.text, len(pro)) if pro else token.start

    def end(self, last: int) -> int:
        """Code point after the token before ``last``."""
        return self.tokens[last - 1].end

    def trimmed(self, last: int) -> int:
        """End after adjectives that describe a site without being its name (military, international)."""
        tokens = self.tokens
        while last < len(tokens) and tokens[last].word.key in role("trim"):
            last += 1
        return last

    def of_state(self, i: int) -> bool:
        """Whether token ``i`` is such an adjective without the article, in any ending."""
        return self.context.theatre.nisba_of(self.tokens[i].word) is not None

    def is_nisba(self, i: int) -> bool:
        """Whether token ``i`` is the adjective of a state (the Yemeni ...)."""
        key = self.tokens[i].word.key
        return key.startswith("ال") and key[2:] in self.context.theatre.nisba
