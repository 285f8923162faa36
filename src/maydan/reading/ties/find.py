"""Ties: support, arming, air cover, command, membership, alliance, hostility, agreement, mediation.

A tie stands between the actors at the two sides of a word that states it (المدعومة من, التابعة لـ, بقيادة, وحليفه),
also inside a noun phrase. A pronoun behind such a word (الموالية له) means the actor before the one at its left.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import get_args

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Word
from maydan.reading.context import Context, Mention
from maydan.reading.holdings.words import holding_word
from maydan.reading.ties.help import Noun, helping, noun_of
from maydan.reading.ties.members import may_tell_members, membership
from maydan.reading.ties.sides import Sides
from maydan.reading.ties.words import TieWord, tie_words
from maydan.reading.why import why_of, why_word
from maydan.records import Tie
from maydan.records.vocabulary import Relation

_AIR = frozenset(("جوي", "جويا", "الجوي", "طيران", "طائرات", "مقاتلات", "بطائرات", "الطيران", "الطائرات", "جوا"))
_PRONOUNS = frozenset(("له", "لها", "لهم", "لهما", "منه", "منها", "معه", "معها"))
_ENDED = frozenset(("السابق", "السابقه", "سابقا", "كان", "كانت"))
_RELATIONS = frozenset(get_args(Relation))
_OBJECT = re.compile("^[يت]....*ه[ما]?ا?$")  # a present verb with an object pronoun
_BESIDE = "الي"
_NOUNS = frozenset(("دعما", "دعم", "الدعم", "غطاء", "اسناد", "اسنادا"))  # no adjectives: their helper may stand far
_OVERSIGHT = frozenset(("باشراف", "برعايه"))
_SEVERAL = frozenset(("عدد", "عشرات", "مئات", "بعض", "قيادات", "اخرين"))
_NOT = frozenset(("لا", "لم", "لن", "ليس", "ليست", "ولا", "ولم", "ولن", "دون", "غير"))
_NEAR_TIME = 3
_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))
_TAKING = frozenset(("capture", "recapture", "advance", "offensive"))
_TALKING = ("اتفاق", "حوار", "محادث", "مفاوض", "هدن", "مؤتمر", "مءتمر", "جلس", "مصالح", "تفاهم", "وقف", "مشاور")
_TALK_BACK = 8
_OWNED = frozenset(("تابع", "تابعه", "تابعين", "تتبع", "يتبع", "يتبعون"))
_SINGLE = frozenset(("part-of", "commands"))  # relations whose right side does not go on behind a comma
_ARMS = frozenset(("الطيران", "طيران", "مدفعيه", "المدفعيه", "طائرات", "الطائرات", "مقاتلات", "مروحيات", "طائره"))
_WHOEVER = frozenset(("من", "ومن", "لمن", "وكل"))
_ARMED = frozenset(("armed-group", "alliance"))
_APART = frozenset(("بين", "ضد", "وبين"))
_JOINTLY = frozenset(("بالتعاون", "بالاشتراك", "بمشاركه", "بالتنسيق", "بموازاه"))
_MEN = frozenset(("ميليشيات", "مليشيات", "ميليشيا", "مليشيا"))
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
_BODIES = frozenset(("armed-group", "alliance", "state", "political"))
_WHOLES = frozenset(("armed-group", "alliance", "political", "international", "other"))
_PARTS = frozenset(("armed-group", "alliance", "political", "state", "other"))
_HELD_BACK = 6  # tokens between positions and a holder behind a preposition
_HELPING = frozenset(("supports", "supports-by-air", "finances", "arms"))


def _is_position(word: Word) -> bool:
    row = holding_word(word)
    return row is not None and row.pattern == "position" and not row.pronoun


def may_tie(word: Word) -> bool:
    """Whether a word may state a tie."""
    return bool(tie_words(word)) or noun_of(word) is not None or may_tell_members(word)


def find_ties(context: Context) -> None:
    """Fill ``context.ties`` from the actors found; each pair and relation once a document."""
    finder = _Finder(context)
    for i in context.telling("ties"):
        word, sentence = context.forms[i], context.sentences[context.tokens[i].sentence]
        if not any(finder.try_row(i, row, sentence) for row in tie_words(word)):
            noun = noun_of(word)
            if noun is not None:
                finder.try_noun(i, noun, sentence)
            if may_tell_members(word):
                finder.try_members(i, sentence)
    finder.joint()
    context.ties.extend(finder.found)


class _Finder(Sides):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: list[Tie] = []
        self.seen: set[tuple[str, str, str]] = set()
        self.times = sorted((m.first, m.last, m.ref) for m in context.mentions if m.kind == "time" and m.ref)
        self.chain: tuple[int, list[Mention]] = (-1, [])  # token behind a complement; of whom it is said

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
        if tokens[i].key == _BESIDE and (not self._fights(i, s) or any(
                t.key in _SEVERAL for t in tokens[stop:min(stop + 2, s.last)])):
            return False
        bare = tokens[i].key.removeprefix("و")
        adjective = (bool(row.behind) and bare not in _NOUNS) or row.relation == "part-of"
        adjective = adjective and not (row.relation == "part-of" and bare[:1] in ("ي", "ت") and bare[:4] != "تابع")
        left = self._left(i, s, near=adjective)
        if adjective and left and self.chain[0] != i and tokens[i].key[:2] == "وا":
            left = []  # said of others than the one before
        if adjective and left and any(t.key[:1] == "و" for t in tokens[left[0].last:i]):
            left = []  # said of another thing in the list
        if bare.removeprefix("ال") in _OWNED and left and (
                (left[0].last != i and not bare.startswith("ال")) or tokens[left[0].first].key in _ARMS):
            return False  # it is said of the thing between (مواقع تابعة), or of an arm and no body of its own
        if bare[-1:] == "ه" and i > s.first and tokens[i - 1].key in _WHOEVER:
            return False
        if adjective and self.chain[0] == i and tokens[i].key[:1] == "و":
            left = self.chain[1]
        right = (self._own(i, stop, s) if row.b != "second" else []) or self._right(stop, row, s)
        if right and right[0].first == i and adjective and (
                row.relation == "supports" or (left and right[0].ref == left[0].ref)):
            # the word opens the name of those it is said of
            left, right = right[:1], self._other(right[0], left[0] if left else right[0], s)
        second = self._next(right[0], s, joined=row.b == "second" and row.relation in _SYMMETRIC) if right else []
        if row.relation in _SINGLE and right and tokens[min(right[0].last, s.last - 1)].word.kind == "punct":
            right = right[:1]
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
        if bare in _JOINTLY and right:
            sides["a"] = self._bodies(self._helped(i, left, right, s))
            if not any(self.kinds.get(m.ref) in _ARMED for m in (*sides["a"], *right)):
                return False
        elif (row.relation in _HELPING or bare in _OVERSIGHT) and row.a == "right" and (
                row.b == "left" and not row.behind):
            by_whom = stop < s.last and tokens[stop].key == "من"  # "with support from" tells the helper
            if tokens[i].key.startswith(("بدعم", "بتمويل", "بتسليح")) and not by_whom and self._governed(i, s):
                sides["a"], sides["b"] = left, right[:1]
            elif right:
                sides["b"] = self._bodies(self._helped(i, left, right, s))
        elif adjective and left and right:
            self.chain = right[-1].last, left
        if row.relation == "commands" and tokens[i].key in _OVERSIGHT:
            sides["a"] = [m for m in sides["a"] if self.kinds.get(m.ref) != "international"]
        if i > s.first and tokens[i - 1].key in _RELATIVE and left and sum(
                t.word.kind == "ar" for t in tokens[left[0].last:i - 1]) > 1:
            return False  # the relative clause speaks of something else
        if tokens[i].key == _BESIDE and any(
                self.kinds.get(m.ref) not in _BODIES for side in ("a", "b") for m in sides[side]):
            return False
        if row.relation == "mediates-with" and i > s.first and not any(
                any(stem in t.key for stem in _TALKING) for t in tokens[max(s.first, i - _TALK_BACK):i]):
            return False
        if bare == "برئاسه" and any(not m.ref.startswith("person:") for m in sides["a"]):
            return False
        if adjective and left and right and left[0].ref == right[0].ref:
            return True
        made = False
        for a in sides["a"]:
            for b in sides["b"]:
                made |= self._add(relation, a, b, i, stop, s)
        return made

    def _bodies(self, found: list[Mention]) -> list[Mention]:
        """Those who act together or are helped in acting: parties, and not the person who tells of it."""
        return [m for m in found if not m.ref.startswith("person:")]

    def try_noun(self, i: int, noun: Noun, s: Sentence) -> None:
        """Make the ties that a noun of support states at token ``i``."""
        tokens = self.context.tokens
        if (i > s.first and tokens[i - 1].key in _NOT) or self._inside(i) is not None:
            return
        found = helping(
            i, noun, s, tokens, kinds=self.kinds, after=lambda j, reach: self._after(j, s, reach),
            before=lambda j: self._before(j, s), nisba=self._adjective,
            joined=lambda m: self._coordinated(m, s),
            doer=lambda j: next(iter(self._helped(j, [], [], s)), None))
        if found is None:
            return
        air = any(t.key in _AIR for t in tokens[i:min(i + 4, s.last)])
        for a in found.helpers:
            for b in found.helped:
                self._add("supports-by-air" if air else noun.relation, a, b, i, i + 1, s)

    def try_members(self, i: int, s: Sentence) -> None:
        """Make the memberships that a word of being made of, or of joining, states at token ``i``."""
        if i > s.first and self.context.tokens[i - 1].key in _NOT:
            return
        found = membership(
            i, s, self.context.tokens, after=lambda j, reach: self._party(j, s, reach),
            before=lambda j: self._before(j, s), joined=lambda m: self._coordinated(m, s))
        if found is None or self.kinds.get(found.body.ref) not in _WHOLES:
            return
        for member in found.members:
            if self.kinds.get(member.ref) in _PARTS:
                self._add("part-of", member, found.body, i, i + 1, s, rule="made-of")

    def _party(self, j: int, s: Sentence, reach: int) -> Mention | None:
        """The first actor, or country that stands for its state, from token ``j`` on within reach."""
        actor = self._after(j, s, reach)
        for k in range(j, min(j + reach + 1, actor.first if actor is not None else s.last, s.last)):
            if k in self.grounds:
                return self._adopted(self.grounds[k])
        return actor

    def joint(self) -> None:
        """Armed bodies that hold positions together, or take ground together, are allied (مواقع X وY)."""
        taking = {frozenset((a, b)) for e in self.context.events if e.type in _TAKING and len(e.who) > 1
                  for a in e.who for b in e.who if a < b}
        tokens = self.context.tokens
        pairs = {pair for a, _, b in self.seen for pair in ((a, b), (b, a))}
        for x, y in zip(self.actors, self.actors[1:], strict=False):
            if y.first - x.last > 1 or not y.pro.startswith("و") or self.kinds.get(y.ref) != "armed-group" or (
                    self.kinds.get(x.ref) != "armed-group" or x.ref == y.ref):
                continue
            if (x.ref, y.ref) in pairs or any(t.key in _APART for t in tokens[max(0, x.first - 5):x.first]):
                continue
            held = any(_is_position(t.word) for t in tokens[max(0, x.first - (_HELD_BACK if x.pro else 1)):x.first])
            shared = tokens[x.first].key in _MEN and y.last - y.first == 1
            if held or shared or frozenset((x.ref, y.ref)) in taking:
                self._add("allied-with", x, y, x.first, y.last, self.context.sentences[tokens[x.first].sentence],
                          rule="joint")

    def _within(self, mention: Mention, i: int, row: TieWord, s: Sentence) -> bool:
        """A tie stated inside a mention, or by the pronoun right behind it; one's own parts are no tie."""
        context, tokens = self.context, self.context.tokens
        if row.a not in ("left", "right") or row.b == "second" or row.relation == "part-of":
            return False
        other: list[Mention] = []
        for j in range(i + 1, min(mention.last + 2, s.last)):
            next_one = self._after(j, s, 0) if j >= mention.last else None
            if next_one is not None and not next_one.pro:
                other = [next_one]
                break
            found = [m for m in context.theatre.names.at(context.text, tokens, j)
                     if m.senses[0].kind in ("actor", "person") and (j < mention.last or not m.pro.startswith("و"))]
            if found and found[0].senses[0].id != mention.ref:
                other = [self._entered(found[0])]
                break
            if tokens[j].key in _PRONOUNS:
                k = bisect_left(self.firsts, mention.first) - 1
                other = [self._head(k)] if k >= 0 and self.actors[k].first >= s.first else []
                break
        sides = {"left": mention, "right": other[0] if other else None}
        a, b = sides[row.a], sides[row.b]
        return bool(a and b and self._add(row.relation, a, b, i, i + 1, s))
    def _when(self, first: int, last: int, s: Sentence) -> str | None:
        """The calendar time told inside the words of a tie or right behind them."""
        k = bisect_left(self.times, (first, 0, ""))
        if k < len(self.times):
            at, _, value = self.times[k]
            if at < min(last + _NEAR_TIME, s.last) and value[:2].isdigit():
                return value
        return None

    # -- records --------------------------------------------------------------------------------------------------

    def _add(
        self, relation: str, a: Mention, b: Mention, i: int, stop: int, s: Sentence, rule: str = "",
    ) -> bool:
        if a.ref == b.ref or relation not in _RELATIONS:
            return False
        if relation == "commands" and a.ref.startswith("person:") and self.kinds.get(b.ref) == "state":
            b = self._government(a, b)
        pair = (a.ref, relation, b.ref)
        if pair in self.seen or (relation in _SYMMETRIC and (b.ref, relation, a.ref) in self.seen):
            return True
        self.seen.add(pair)
        tokens = self.context.tokens
        first, last = min(a.first, b.first, i), max(a.last, b.last, stop)
        start, end = tokens[first].start, tokens[last - 1].end
        ended = not rule and any(t.key in _ENDED for t in tokens[max(s.first, i - 1):stop])
        happened = relation == "agrees-with" or ended
        self.found.append(Tie(
            quote=self.context.text[start:end], start=start, end=end, sentence=s.number, a=a.ref, relation=relation,  # type: ignore[arg-type]
            b=b.ref, status="happened" if happened else "ongoing", rule=f"tie.{rule or tokens[i].key}",
            when=self._when(first, last, s), why=(
                why_word(self.context, "relation", i, relation), why_of(self.context, "a", a),
                why_of(self.context, "b", b)),
        ))
        return True
