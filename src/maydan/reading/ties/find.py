"""Ties: support, arming, air cover, command, membership, alliance, hostility, agreement, mediation.

A tie stands between the actors at the two sides of a word that states it (المدعومة من, التابعة لـ, بقيادة, وحليفه),
also inside a noun phrase. A pronoun behind such a word (الموالية له) means the actor before the one at its left.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import get_args

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.ties.words import TieWord, tie_words
from maydan.reading.why import why_of, why_word
from maydan.records import Tie
from maydan.records.mentions import Actor
from maydan.records.vocabulary import Relation

_LEFT = 9  # tokens between the actor before and the word
_ADJECTIVE_LEFT = 2  # tokens: an adjective stands right behind its noun, but for a mark or one more adjective
_RIGHT = 5  # tokens between the word and the actor behind it
_AIR = frozenset(("جوي", "جويا", "الجوي", "طيران", "طائرات", "مقاتلات", "بطائرات", "الطيران", "الطائرات", "جوا"))
_PRONOUNS = frozenset(("له", "لها", "لهم", "لهما", "منه", "منها", "معه", "معها"))
_STOPS = frozenset((".", "؛", "؟", "!"))
_ENDED = frozenset(("السابق", "السابقه", "سابقا", "كان", "كانت"))
_RELATIONS = frozenset(get_args(Relation))
_OBJECT = re.compile("^[يت]....*ه[ما]?ا?$")  # a present verb with an object pronoun
_BESIDE = "الي"
_STANDING = ("وقف", "يقف", "تقف", "وقوف", "شارك", "يشارك", "تشارك", "مشارك", "عمل", "يعمل", "تعمل")
_FIGHTING = ("قاتل", "حارب", "قاتلون", "حاربون", "قتال", "القتال")
_OVERSIGHT = frozenset(("باشراف", "برعايه"))
_FROM = frozenset(("من", "بين", "مع"))
_WITH = frozenset(("مع", "ومع", "وبين"))
_HIS = frozenset(("وحلفائه", "وحلفاؤه", "وحليفه", "وحليفيه", "وحليفاه"))
_UNDER = frozenset(("بقياده", "بزعامه", "برئاسه", "بامره", "باشراف"))
_NOT = frozenset(("لا", "لم", "لن", "ليس", "ليست", "ولا", "ولم", "ولن", "دون", "غير"))
_FORCES = 2  # words of a mention that may hold its owner's name
_COPULAS = frozenset(("تعتبر", "يعتبر", "تعد", "يعد", "بمثابه", "هي", "وهي", "هو", "وهو"))
_COPULA_LEFT = 7
_NEAR_TIME = 3
_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))


def _states(context: Context) -> dict[str, str]:
    """Name of a country among the places -> the actor that is its state."""
    by_country = {a.country: a.id for a in context.theatre.data.actors.values() if a.kind == "state" and a.nisba}
    return {p.name_en: by_country[p.country] for p in context.places
            if p.kind == "country" and p.country in by_country}


def find_ties(context: Context) -> None:
    """Fill ``context.ties`` from the actors found; each pair and relation once a document."""
    finder = _Finder(context)
    for sentence in context.sentences:
        for i in range(sentence.first, sentence.last):
            for row in tie_words(context.tokens[i].word):
                if finder.try_row(i, row, sentence):
                    break
    context.ties.extend(finder.found)


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: list[Tie] = []
        self.seen: set[tuple[str, str, str]] = set()
        self.actors = sorted((m for m in context.mentions if m.kind == "actor" and m.ref != "civilians"),
                             key=lambda m: m.first)
        self.kinds: dict[str, str] = {a.id: a.kind for a in context.actors}
        self.states = _states(context)
        self.grounds = {m.first: m for m in context.mentions if m.kind == "place" and m.ref in self.states}
        self.times = sorted((m.first, m.last, m.ref) for m in context.mentions if m.kind == "time" and m.ref)
        self.firsts = [m.first for m in self.actors]
        self.lasts = sorted(m.last for m in self.actors)

    def try_row(self, i: int, row: TieWord, s: Sentence) -> bool:
        """Make the ties that a row states at token ``i``; False where its sides do not stand there."""
        tokens = self.context.tokens
        stop = i + 1 + len(row.rest)
        if stop > s.last or any(tokens[i + 1 + k].key != key for k, key in enumerate(row.rest)):
            return False
        inside = self._inside(i)
        if inside is not None:
            return self._within(inside, i, row, s)
        if i > s.first and tokens[i - 1].key in _NOT:
            return False
        if tokens[i].key == _BESIDE and not self._fights(i, s):
            return False
        left = self._left(i, s, near=bool(row.behind) or row.relation == "part-of")
        right = self._own(i, s) or self._right(stop, row, s)
        second = self._next(right[0], s, joined=row.b == "second" and row.relation in _SYMMETRIC) if right else []
        sides = {"left": left, "right": right, "second": second}
        if row.a == "left-or-right":
            before = left and left[-1].last >= i - 2
            sides["a"], sides["b"] = (left, right) if before else (right[:1], second)
        elif row.b == "second":
            sides["a"], sides["b"] = right[:1], second
        else:
            sides["a"], sides["b"] = sides[row.a], sides[row.b]
        if row.a == "right" and row.b == "left" and _OBJECT.search(tokens[i].key) and (
                not right or right[0].first - stop > 1):
            sides["a"] = self._earlier(left[0], s) if left else []
        relation = row.relation
        if relation == "supports" and any(t.key in _AIR for t in tokens[i:min(i + 4, s.last)]):
            relation = "supports-by-air"
        if row.relation == "commands" and tokens[i].key in _OVERSIGHT:
            sides["a"] = [m for m in sides["a"] if self.kinds.get(m.ref) != "international"]
        made = False
        for a in sides["a"]:
            for b in sides["b"]:
                made |= self._add(relation, a, b, i, stop, s)
        return made

    # -- sides ----------------------------------------------------------------------------------------------------

    def _inside(self, i: int) -> Mention | None:
        """The actor whose mention holds token ``i`` behind its head (القوات الموالية للنظام)."""
        k = bisect_right(self.firsts, i) - 1
        return self.actors[k] if k >= 0 and self.actors[k].first < i < self.actors[k].last else None

    def _own(self, i: int, s: Sentence) -> list[Mention]:
        """The actor whose mention the tie word itself opens (بقيادة X read as the leadership of X), with its joined."""
        k = bisect_left(self.firsts, i)
        if k < len(self.actors) and self.actors[k].first == i and self.actors[k].last > i + 1:
            return [self.actors[k], *self._coordinated(self.actors[k], s)]
        return []

    def _earlier(self, mention: Mention, s: Sentence) -> list[Mention]:
        """The subject that a verb with no subject of its own goes on with: the actor before the one it is said of."""
        k = bisect_left(self.firsts, mention.first) - 1
        if k >= 0 and self.actors[k].first >= s.first and self.actors[k].ref != mention.ref:
            return [self.actors[k]]
        return []

    def _fights(self, i: int, s: Sentence) -> bool:
        """Whether "beside" follows a verb of fighting, and does not mean "as well as"."""
        tokens = self.context.tokens
        k = bisect_left(self.firsts, i) - 1
        if k >= 0 and self.actors[k].first >= s.first and self.actors[k].last >= i - 4:
            return True  # one party beside another
        return any(
            rest.lstrip("يتن").startswith(_FIGHTING) or rest.startswith(_STANDING)
            for t in tokens[max(s.first, i - 3):i] for _, rest in t.word.proclitics
        )

    def _within(self, mention: Mention, i: int, row: TieWord, s: Sentence) -> bool:
        """A tie stated inside a mention, or by the pronoun right behind it."""
        context, tokens = self.context, self.context.tokens
        if row.a not in ("left", "right") or row.b == "second":
            return False
        other: list[Mention] = []
        for j in range(i + 1, min(mention.last + 2, s.last)):
            found = [m for m in context.theatre.names.at(context.text, tokens, j) if m.senses[0].kind == "actor"]
            if found and found[0].senses[0].id != mention.ref:
                name = found[0]
                other = [Mention("actor", name.first, name.last, name.start, name.end, name.senses[0].id, name.pro)]
                break
            if tokens[j].key in _PRONOUNS:
                k = bisect_left(self.firsts, mention.first) - 1
                other = [self.actors[k]] if k >= 0 and self.actors[k].first >= s.first else []
                break
        sides = {"left": mention, "right": other[0] if other else None}
        a, b = sides[row.a], sides[row.b]
        return bool(a and b and self._add(row.relation, a, b, i, i + 1, s))

    def _left(self, i: int, s: Sentence, *, near: bool) -> list[Mention]:
        """The actor that ends nearest before token ``i``."""
        k = bisect_left(self.firsts, i) - 1
        while k > 0 and self._leads(self.actors[k]):
            k -= 1
        if k < 0:
            return []
        mention = self.actors[k]
        far = i - mention.last
        words = sum(t.word.kind == "ar" for t in self.context.tokens[mention.last:i])
        if near and words >= _ADJECTIVE_LEFT and (words > _COPULA_LEFT or not any(
                t.key in _COPULAS for t in self.context.tokens[mention.last:i])):
            return []
        if mention.first < s.first or far > _LEFT or self._broken(mention.last, i):
            return []
        return [self._meant(mention, i)]

    def _leads(self, mention: Mention) -> bool:
        """Whether a mention is only named as the leader or backer of the one before it (التحالف بقيادة X)."""
        tokens = self.context.tokens
        return tokens[mention.first].key in _UNDER or (mention.first > 0 and tokens[mention.first - 1].key in _UNDER)

    def _meant(self, mention: Mention, i: int) -> Mention:
        """The party that a masculine pronoun on the word at ``i`` means: the owner named inside a mention of its
        forces (قوات النظام وحليفه), which are feminine; else the mention itself."""
        context, tokens = self.context, self.context.tokens
        if not tokens[i].key.endswith("ه") or tokens[i].key not in _HIS or mention.last - mention.first < _FORCES:
            return mention
        for j in range(mention.first + 1, mention.last):
            for name in context.theatre.names.at(context.text, tokens, j):
                sense = name.senses[0]
                other = sense.kind == "actor" and sense.id != mention.ref and self._body(sense.id)
                if other and name.last <= mention.last:
                    return Mention("actor", name.first, name.last, name.start, name.end, sense.id, name.pro)
        return mention

    def _body(self, ident: str) -> bool:
        return self.context.theatre.data.actors[ident].kind in ("state", "political", "armed-group", "alliance")

    def _broken(self, first: int, last: int) -> bool:
        return any(t.word.form in _STOPS for t in self.context.tokens[first:last])

    def _right(self, stop: int, row: TieWord, s: Sentence) -> list[Mention]:
        """Actors behind the word, coordinated ones too, where the preposition is one of the row's."""
        tokens = self.context.tokens
        k = bisect_left(self.firsts, stop)
        mention = self.actors[k] if k < len(self.actors) else None
        state = self._state(stop, mention.first if mention is not None else s.last, s)
        if state is not None:
            mention = state
        if mention is None or mention.first >= s.last or mention.first - stop > _RIGHT or self._broken(
                stop, mention.first):
            return self._nisba(stop, s) or self._pronoun(stop, s)
        if row.behind:
            between = {t.key for t in tokens[stop:mention.first]}
            glued = mention.pro[-1:] in row.behind
            prefixed = any(t.key[:1] in row.behind and len(t.key) > 3 for t in tokens[stop:mention.first])
            if not (glued or prefixed or between & set(row.behind)):
                return self._pronoun(stop, s)
        elif mention.pro[-1:] == "ل" and not row.rest:
            return []
        return [mention, *self._coordinated(mention, s)]

    def _nisba(self, stop: int, s: Sentence) -> list[Mention]:
        """The state that an adjective behind the word names (وحليفه الروسي, بقيادة أمريكية, بدعم جوي روسي)."""
        tokens, known = self.context.tokens, self.context.theatre.nisba
        for j in range(stop, min(stop + 3, s.last)):
            if tokens[j].word.kind != "ar":
                return []
            key = tokens[j].key.removeprefix("ال")
            actor = known.get(key) or (known.get(key[:-1]) if key.endswith("يا") else None)
            if actor is not None:
                return [Mention("actor", j, j + 1, tokens[j].start, tokens[j].end, actor.id)]
        return []

    def _state(self, first: int, last: int, s: Sentence) -> Mention | None:
        """The state that the name of a country right behind a tie word or its preposition means, though it was read
        as ground (بدعم من روسيا, بين روسيا وتركيا)."""
        for j in range(first, min(first + 3, last, s.last)):
            place = self.grounds.get(j)
            if place is not None:
                before = self.context.tokens[j - 1].key
                near = j == first or before in _FROM or place.pro[-1:] in ("و", "ل")
                return self._adopted(place) if near else None
        return None

    def _adopted(self, place: Mention) -> Mention | None:
        ident = self.states.get(place.ref)
        if ident is None:
            return None
        if ident not in self.kinds:
            data = self.context.theatre.data.actors[ident]
            self.kinds[ident] = data.kind
            self.context.actors.append(Actor(
                text=self.context.text[place.start:place.end], id=ident, kind=data.kind, name_en=data.name_en,  # type: ignore[arg-type]
                mentions=((place.start, place.end),), rule="actor.state-in-tie", confidence=0.7))
        return Mention("actor", place.first, place.last, place.start, place.end, ident, place.pro)

    def _coordinated(self, mention: Mention, s: Sentence) -> list[Mention]:
        """Actors joined to one by و without anything between but type words."""
        found = []
        k = bisect_right(self.firsts, mention.first)
        while k < len(self.actors) and self.actors[k].first < s.last:
            other = self.actors[k]
            if other.first - mention.last > 1 or not other.pro.startswith("و"):
                break
            found.append(other)
            mention, k = other, k + 1
        if not found and (place := self.grounds.get(mention.last)) is not None and place.pro.startswith("و"):
            state = self._adopted(place)
            return [state] if state is not None else []
        return found

    def _next(self, mention: Mention, s: Sentence, *, joined: bool = False) -> list[Mention]:
        """The next actor; with ``joined`` only one that و or مع ties to the first."""
        for other in self._coordinated(mention, s):
            return [other]
        k = bisect_right(self.firsts, mention.first)
        while k < len(self.actors) and self._leads(self.actors[k]):
            k += 1
        if joined:
            other = self.actors[k] if k < len(self.actors) else mention
            between = self.context.tokens[mention.last:other.first]
            if other is mention or other.first >= s.last or len(between) > _RIGHT or not (
                    other.pro.startswith("و") or any(t.key in _WITH or t.key[:1] == "و" for t in between)):
                return self._with_state(mention, s)
        if k < len(self.actors) and self.actors[k].first < s.last and self.actors[k].first - mention.last <= _RIGHT:
            return [self.actors[k]]
        return []

    def _with_state(self, mention: Mention, s: Sentence) -> list[Mention]:
        tokens = self.context.tokens
        for j in range(mention.last, min(mention.last + 3, s.last)):
            place = self.grounds.get(j)
            if place is not None and (place.pro.startswith("و") or tokens[j - 1].key in _WITH):
                state = self._adopted(place)
                return [state] if state is not None else []
        return []

    def _pronoun(self, stop: int, s: Sentence) -> list[Mention]:
        """The actor meant by له, لها: the one before the actor at the left of the word."""
        tokens = self.context.tokens
        if stop >= s.last or tokens[stop].key not in _PRONOUNS:
            return []
        k = bisect_left(self.firsts, stop) - 2
        if k >= 0 and self.actors[k].first >= s.first:
            return [self.actors[k]]
        return []

    def _when(self, first: int, last: int, s: Sentence) -> str | None:
        """The calendar time told inside the words of a tie or right behind them."""
        k = bisect_left(self.times, (first, 0, ""))
        if k < len(self.times):
            at, _, value = self.times[k]
            if at < min(last + _NEAR_TIME, s.last) and value[:2].isdigit():
                return value
        return None

    # -- records --------------------------------------------------------------------------------------------------

    def _add(self, relation: str, a: Mention, b: Mention, i: int, stop: int, s: Sentence) -> bool:
        if a.ref == b.ref or relation not in _RELATIONS:
            return False
        pair = (a.ref, relation, b.ref)
        if pair in self.seen or (relation in _SYMMETRIC and (b.ref, relation, a.ref) in self.seen):
            return True
        self.seen.add(pair)
        tokens = self.context.tokens
        first, last = min(a.first, b.first, i), max(a.last, b.last, stop)
        start, end = tokens[first].start, tokens[last - 1].end
        ended = any(t.key in _ENDED for t in tokens[max(s.first, i - 1):stop])
        happened = relation == "agrees-with" or ended
        self.found.append(Tie(
            quote=self.context.text[start:end], start=start, end=end, sentence=s.number, a=a.ref, relation=relation,  # type: ignore[arg-type]
            b=b.ref, status="happened" if happened else "ongoing", rule=f"tie.{tokens[i].key}",
            when=self._when(first, last, s), why=(
                why_word(self.context, "relation", i, relation), why_of(self.context, "a", a),
                why_of(self.context, "b", b)),
        ))
        return True
