"""Ties: support, arming, air cover, command, membership, alliance, hostility, agreement, mediation.

A tie stands between the actors at the two sides of a word that states it (المدعومة من, التابعة لـ, بقيادة, وحليفه),
also inside a noun phrase. A pronoun behind such a word (الموالية له) means the actor before the one at its left.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import get_args

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.ties.words import TieWord, tie_words
from maydan.records import Tie
from maydan.records.vocabulary import Relation

_LEFT = 9  # tokens between the actor before and the word
_ADJECTIVE_LEFT = 2  # tokens: an adjective stands right behind its noun, but for a mark or one more adjective
_RIGHT = 5  # tokens between the word and the actor behind it
_AIR = frozenset(("جوي", "جويا", "الجوي", "طيران", "طائرات", "مقاتلات", "بطائرات", "الطيران", "الطائرات", "جوا"))
_PRONOUNS = frozenset(("له", "لها", "لهم", "لهما", "منه", "منها", "معه", "معها"))
_STOPS = frozenset((".", "؛", "؟", "!"))
_ENDED = frozenset(("السابق", "السابقه", "سابقا", "كان", "كانت"))
_RELATIONS = frozenset(get_args(Relation))
_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))


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
        left, right = self._left(i, s, near=bool(row.behind) or row.relation == "part-of"), self._right(stop, row, s)
        second = self._next(right[0], s) if right else []
        sides = {"left": left, "right": right, "second": second}
        if row.a == "left-or-right":
            before = left and left[-1].last >= i - 2
            sides["a"], sides["b"] = (left, right) if before else (right[:1], second)
        elif row.b == "second":
            sides["a"], sides["b"] = right[:1], second
        else:
            sides["a"], sides["b"] = sides[row.a], sides[row.b]
        relation = row.relation
        if relation == "supports" and any(t.key in _AIR for t in tokens[i:min(i + 4, s.last)]):
            relation = "supports-by-air"
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
        if k < 0:
            return []
        mention = self.actors[k]
        far = i - mention.last
        words = sum(t.word.kind == "ar" for t in self.context.tokens[mention.last:i])
        if near and words >= _ADJECTIVE_LEFT:
            return []
        if mention.first < s.first or far > _LEFT or self._broken(mention.last, i):
            return []
        return [mention]

    def _broken(self, first: int, last: int) -> bool:
        return any(t.word.form in _STOPS for t in self.context.tokens[first:last])

    def _right(self, stop: int, row: TieWord, s: Sentence) -> list[Mention]:
        """Actors behind the word, coordinated ones too, where the preposition is one of the row's."""
        tokens = self.context.tokens
        k = bisect_left(self.firsts, stop)
        mention = self.actors[k] if k < len(self.actors) else None
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
            actor = known.get(tokens[j].key.removeprefix("ال"))
            if actor is not None:
                return [Mention("actor", j, j + 1, tokens[j].start, tokens[j].end, actor.id)]
        return []

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
        return found

    def _next(self, mention: Mention, s: Sentence) -> list[Mention]:
        k = bisect_right(self.firsts, mention.first)
        if k < len(self.actors) and self.actors[k].first < s.last and self.actors[k].first - mention.last <= _RIGHT:
            return [self.actors[k]]
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
        ))
        return True
