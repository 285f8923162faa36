"""Ties: support, arming, air cover, command, membership, alliance, hostility, agreement, mediation.

A tie stands between the actors at the two sides of a word that states it (المدعومة من, التابعة لـ, بقيادة, وحليفه),
also inside a noun phrase. A pronoun behind such a word (الموالية له) means the actor before the one at its left.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import get_args

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Word
from maydan.reading.context import Context, Mention
from maydan.reading.ties.deeds import may_tell_deed
from maydan.reading.ties.fits import fits
from maydan.reading.ties.help import noun_of
from maydan.reading.ties.labels import may_label
from maydan.reading.ties.members import may_tell_members
from maydan.reading.ties.others import AIR, NOT
from maydan.reading.ties.predicates import Predicates, frames_of
from maydan.reading.ties.sides import RECOGNISED
from maydan.reading.ties.together import Together
from maydan.reading.ties.words import DUAL, TieWord, tie_words
from maydan.reading.why import why_of, why_word
from maydan.records import Tie
from maydan.records.vocabulary import Relation

_PRONOUNS = frozenset(("له", "لها", "لهم", "لهما", "منه", "منها", "معه", "معها"))
_ENDED = frozenset(("السابق", "السابقه", "سابقا", "كان", "كانت"))
_BROKEN = ("انهار", "انهيار", "انفض", "انفراط", "انتهاء", "تفكك")  # an alliance that is over
_RELATIONS = frozenset(get_args(Relation))
_GLUED = ("ه", "ها", "هم", "هما")  # object pronouns
_BESIDE = "الي"
_NOUNS = frozenset(("دعما", "دعم", "الدعم", "غطاء", "اسناد", "اسنادا"))  # no adjectives: their helper may stand far
_OVERSIGHT = frozenset(("باشراف", "برعايه"))
_THEY = frozenset(("انهم", "بانهم"))
_RUNS = frozenset(("يعمل", "تعمل", "يعملون", "العامل", "العامله", "ممول", "مموله"))
_NEEDING = frozenset(("بحاجه", "حاجه", "يحتاج", "تحتاج"))
_NEGATED_BACK = 3
_ACCUSED = ("متهم", "المتهم", "اتهم", "اتهام", "تتهم", "يتهم")
_INTO = frozenset(("في", "ضمن", "الي"))
_SEVERAL = frozenset(("عدد", "عشرات", "مئات", "بعض", "قيادات", "اخرين"))
_NEAR_TIME = 3
_SOURCES = frozenset(("المصادر", "مصادر", "مصدر", "المصدر", "ناشطين", "صفحات", "حسابات", "معرفات", "مواقع"))
_SWEARING = frozenset(("بمناصره", "بموالاه"))
_MEANWHILE = frozenset(("فيما", "بينما", "وفيما", "وبينما", "حين", "كما", "حيث"))
_LOYAL = frozenset(("supports", "allied-with"))
_DEALING = frozenset(("agrees-with", "mediates-with", "arms", "finances", "supports-by-air", "commands"))
_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))
_TALKING = ("اتفاق", "حوار", "محادث", "مفاوض", "هدن", "مؤتمر", "جلس", "مصالح", "تفاهم", "وقف", "مشاور")
_TALK_BACK = 8
_MEN_OF_HIS = frozenset(("عناصرها", "عناصره", "عناصرهم", "مقاتليها", "مقاتليه", "مسلحيها", "مسلحيه", "جنودها", "جنوده",
                         "انهم", "بانهم"))
_OWNED = frozenset(("تابع", "تابعه", "تابعين", "تتبع", "يتبع", "يتبعون"))
_SINGLE = frozenset(("part-of", "commands"))  # relations whose right side does not go on behind a comma
_ARMS = frozenset(("الطيران", "طيران", "مدفعيه", "المدفعيه", "طائرات", "الطائرات", "مقاتلات", "مروحيات", "طائره"))
_ROLES = frozenset(("التنظيم", "الحزب", "الجماعه", "الحركه", "المليشيا", "الميليشيا"))
_WHOEVER = frozenset(("من", "ومن", "لمن", "وكل"))
_ARMED = frozenset(("armed-group", "alliance"))
_JOINTLY = frozenset(("بتنسيق", "بتعاون", "بالتعاون", "بالاشتراك", "بمشاركه", "بالتنسيق", "بموازاه"))
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
_BODIES = frozenset(("armed-group", "alliance", "state", "political"))
_NEAR_GROUND = ("القريب", "قريب")
_PARTNER_BACK = 6  # tokens between a party and the agreement or drill that it makes with another
_LED_BY = ("تقود", "يقود")
_LEADS = frozenset(_LED_BY)
_BETWEEN = frozenset(("بين", "وبين", "ضد"))
_BETWEEN_BACK = 6  # tokens between that word and the first of the two sides
_SIDE = frozenset(("جهه", "طرف", "جانب", "ناحيه"))
_VEHICLES = frozenset(("سياره", "شاحنه", "دراجه", "مركبه", "عربه", "السياره", "الدراجه", "طائره", "حافله", "قطار"))
_BESIDE_BACK = 6  # tokens between who fights and "beside"
_AIRCRAFT = frozenset(("الطيران", "طيران"))
_KINDS_OF_AIRCRAFT = frozenset(("المروحي", "الحربي", "المسير", "مروحي", "حربي", "الطيران", "طيران"))
_NO_DEAL = frozenset(("عدم", "بعدم", "رفض", "رفضه", "رفضها", "رفضهم", "لرفض", "الغاء", "لالغاء", "مشروع", "مسوده",
                      "امكانيه", "لابرام", "ابرام", "لتوقيع", "انتهاك", "خرق"))
_MILITIAS = frozenset(("ميليشيات", "مليشيات", "ميليشيا", "مليشيا", "مجموعات", "فصائل", "جماعات"))
_IN_STATE = frozenset(("مدعومه", "مدعوما", "مدعومين", "مسنوده", "مدعمه"))  # said of the doer, who may stand farther
_HELPED = frozenset(("supports", "supports-by-air", "arms", "finances"))
_GOVERNABLE = ("بدعم", "بتمويل", "بتسليح", "بمساعد", "بمساند")
_OPPOSED = frozenset(("معارض", "معارضه", "معارضين", "معارضون", "معارضان", "المعارض", "المعارضه", "المعارضين",
                      "المعارضون"))
_HELPING = frozenset(("supports", "supports-by-air", "finances", "arms"))


def may_tie(word: Word) -> bool:
    """Whether a word may state a tie."""
    return bool(tie_words(word)) or noun_of(word) is not None or may_tell_members(word) or (
        may_tell_deed(word) or bool(frames_of(word)) or may_label(word.key.removeprefix("و")))


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
            if may_tell_deed(word):
                finder.try_deed(i, sentence)
            if may_label(word.key.removeprefix("و")):
                finder.try_label(i, sentence)
            if frames_of(word):
                finder.try_predicates(i, sentence)
    finder.together()
    context.ties.extend(finder.found)


class _Finder(Predicates):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: list[Tie] = []
        self.seen: set[tuple[str, str, str]] = set()
        self.times = sorted((m.first, m.last, m.ref) for m in context.mentions if m.kind == "time" and m.ref)
        self.chain: tuple[int, list[Mention]] = (-1, [])  # token behind a complement; of whom it is said
        self.served: tuple[int, list[Mention], list[Mention]] = (-1, [], [])  # token behind "whom X backs"; X, whom

    def try_row(self, i: int, row: TieWord, s: Sentence) -> bool:
        """Make the ties that a row states at token ``i``; False where its sides do not stand there."""
        tokens = self.context.tokens
        stop = i + 1 + len(row.rest)
        if stop > s.last or any(tokens[i + 1 + k].key != key for k, key in enumerate(row.rest)):
            return False
        if i > s.first and tokens[i - 1].key in _SOURCES:
            return False  # who is close to somebody has no name
        inside = self._inside(i)
        if inside is not None:
            return self._within(inside, i, row, s)
        if i > s.first and tokens[i - 1].key in NOT:
            return False
        if tokens[i].key.removeprefix("و") in _NOUNS and self._denied(i, s):
            return True
        if tokens[i].key.removeprefix("و") in _NOUNS and stop < s.last and tokens[stop].key == "من":
            return False  # support from somebody, which another gets
        if tokens[i].key == _BESIDE and (not self._fights(i, s) or any(
                t.key in _SEVERAL for t in tokens[stop:min(stop + 2, s.last)])):
            return False
        bare = tokens[i].key.removeprefix("و")
        if i > s.first and tokens[i - 1].key in _RUNS and bare.startswith("ب"):
            return False  # a centre that works with the help of somebody
        if row.relation in _SYMMETRIC and any(
                t.key in NOT or t.key in _NEEDING for t in tokens[max(s.first, i - _NEGATED_BACK):i]):
            return False
        if bare in _JOINTLY and any(t.key.lstrip("و").startswith(_ACCUSED) for t in tokens[max(s.first, i - 2):i]):
            return False
        if tokens[i - 1].key in _THEY and bare.endswith("ون") and i > s.first:
            return False  # of whom else is told before
        if row.relation == "allied-with" and row.a == "left" and row.b == "right" and i > s.first and (
                not row.behind and not row.rest) and self.context.senses[i - 1].verbs and (
                not self.context.senses[i - 1].nouns):
            return False  # who fights allies of somebody
        if bare == "صفوف" and not (i > s.first and tokens[i - 1].key in _INTO and self._fights(i - 1, s)):
            return False
        adjective = (bool(row.behind) and bare not in _NOUNS) or row.relation == "part-of"
        adjective = adjective and not (row.relation == "part-of" and bare[:1] in ("ي", "ت") and bare[:4] != "تابع")
        left = self._left(i, s, near=adjective and bare not in _IN_STATE)
        if bare.startswith(_GOVERNABLE) and left:
            left = self._who_acts(left, i, s)
        if bare in _IN_STATE and left and self._fighters(left[0].last, i):
            left = []  # said of fighters of no name behind the one before
        if bare in _SWEARING and left and self._fighters(left[0].last, i):
            left = []
        objects = row.a == "right" and row.b == "left" and not (row.behind or row.rest) and (
            bare.endswith(_GLUED) and bare[0] != "ب")
        if objects and left and self._fighters(left[0].last, i):
            left = []  # said of fighters of no name (مقاتلين محليين تدعمهم)
        chained = self.chain[0] == i or (self.chain[0] == i - 1 and tokens[i - 1].word.form in "،,")
        if adjective and left and not chained and tokens[i].key[:2] == "وا" and tokens[i - 1].key not in RECOGNISED:
            left = []  # said of others than the one before
        if row.relation == "part-of" and left and (self._fighters(left[0].last, i) or any(
                t.key in _MEN_OF_HIS for t in tokens[left[0].last:i])):
            left = []  # said of fighters of no name, or of somebody's men
        own = self._own_country(i, left, s) if row.a == "left-or-right" else None
        left = [own] if own is not None else left
        if bare in DUAL and left:
            left = self._pair_before(left[0], s)
        if adjective and left and bare not in _IN_STATE and any(t.key[:1] == "و" for t in tokens[left[-1].last:i]):
            left = []  # said of another thing in the list
        if bare.removeprefix("ال") in _OWNED and left and (
                (left[0].last != i and not bare.startswith("ال")) or tokens[left[0].first].key in _ARMS):
            return False  # it is said of the thing between (مواقع تابعة), or of an arm and no body of its own
        if bare[-1:] == "ه" and i > s.first and tokens[i - 1].key in _WHOEVER:
            return False
        if adjective and chained and tokens[i].key[:1] == "و":
            left = self.chain[1]
        if (adjective or objects) and left and left[0].generic and self._fighters(
                max(s.first, left[0].first - 2), left[0].first) and (
                tokens[left[0].first].key.removeprefix("ال") in self.context.theatre.nisba):
            left = []  # the adjective tells whose country those of no name are from
        seat = None if tokens[i].key.startswith(_NEAR_GROUND) else self._seat(
            i, stop, s, led=row.a == "right" and row.b == "left" and not row.behind)
        right = [seat] if seat is not None else self._own(i, stop, s) if row.b != "second" else []
        right = right or self._right(stop, row, s)
        opens = right and right[0].first == i and adjective
        if opens and row.relation == "supports" and left and left[0].last == i and not left[0].generic and (
                tokens[i].key[:1] != "و" and right[0].ref != left[0].ref and tokens[i - 1].key not in _ROLES):
            right = self._other(right[0], left[0], s)  # said of the body right before it
        elif opens and (row.relation == "supports" or (left and right[0].ref == left[0].ref)):
            # the word opens the name of those it is said of
            left, right = right[:1], self._other(right[0], left[0] if left else right[0], s)
        if adjective and not left:
            named = self._before(i, s) if stop < s.last and tokens[stop].key in _PRONOUNS else None
            if named is not None and named.last == i:
                named = None  # an adjective of those of no name
            right = [named] if named is not None else right
            left = self._proxy(i, right[0], s) if right and row.relation != "hostile-to" else []
        partner = self._partner(i, stop, right, s) if row.b == "second" and row.relation in _SYMMETRIC else []
        second = self._next(right[0], s, joined=row.b == "second" and row.relation in _SYMMETRIC) if right else []
        if row.relation in _SINGLE and right and tokens[min(right[0].last, s.last - 1)].word.kind == "punct":
            right = right[:1]
        if adjective and left and len(right) > 1 and not any(
                t.key in _SIDE for t in tokens[right[-1].last:right[-1].last + 4]) and any(
                t.key in _BETWEEN for t in tokens[max(s.first, left[0].first - _BETWEEN_BACK):left[0].first]):
            right = right[:1]  # the other of the two sides
        if right and row.relation in _HELPED and any(t.key == "ضد" for t in tokens[stop:right[0].first]):
            return False  # what is supported is a fight against them
        if row.relation == "mediates-with" and row.b == "left":
            left = self._with_joined(left, s)
        sides = {"left": left, "right": right, "second": second}
        relative = i > s.first and tokens[i - 1].key in _RELATIVE
        if row.a == "left-or-right":
            before = left and (own is not None or left[-1].last >= i - 2) and not any(
                t.key in _MEANWHILE for t in tokens[left[-1].last:i])
            if before and right and any(t.word.form in "،," for t in tokens[stop:right[0].first]):
                return False  # it is something else that they back
            sides["a"], sides["b"] = (left, right) if before else ([], []) if relative else (
                right, self._object_of(right, s))
        elif partner:
            sides["a"], sides["b"] = partner, right
        elif row.b == "second":
            sides["a"], sides["b"] = right[:1], second
        else:
            sides["a"], sides["b"] = sides[row.a], sides[row.b]
        if objects and (not right or right[0].first - stop > 1):
            if relative and stop < s.last and tokens[stop].key.startswith("ال"):
                return False  # by somebody whose name is not known
            sides["a"] = self._earlier(left[0], s) if left and not (relative and bare[0] not in "يت") else []
        if objects and tokens[i].key[:1] == "و" and self.served[0] == i and not (right and right[0].first == stop):
            sides["a"], sides["b"] = self.served[1], self.served[2]  # whom X backs and funds
        elif objects and right:
            self.served = right[-1].last, sides["a"], sides["b"]
        led = self._led(i, bare, s)
        if led is not None:
            return self._add("commands", led[0], led[1], i, stop, s)
        relation = row.relation
        if relation == "supports" and any(t.key in AIR for t in tokens[i:min(i + 4, s.last)]):
            relation = "supports-by-air"
        if bare in _JOINTLY and right:
            subject = self._before(i, s)
            sides["a"] = self._bodies(self._helped(i, left, right, s)) or (
                self._bodies([subject]) if subject is not None and (
                    not subject.pro or tokens[subject.first - 1].key in _OWNED) else [])
            if not any(self.kinds.get(m.ref) in _ARMED for m in (*sides["a"], *right)):
                return False
        elif (row.relation in _HELPING or bare in _OVERSIGHT) and row.a == "right" and (
                row.b == "left" and not row.behind and not objects):
            by_whom = stop < s.last and tokens[stop].key == "من"  # "with support from" tells the helper
            if tokens[i].key.startswith(_GOVERNABLE) and not by_whom and self._governed(i, s):
                sides["a"], sides["b"] = self._with_joined(left, s), right[:1]
            elif right:
                sides["b"] = self._bodies(self._helped(i, left, right, s))
        elif adjective and left and right:
            self.chain = self._end_of(right[-1]), left
        if row.relation == "commands" and row.a == "right":  # joined to a leader stands another side, or his like
            kind = self.kinds.get(sides["a"][0].ref) if sides["a"] else None
            sides["a"] = [m for m in sides["a"] if self.kinds.get(m.ref) == kind]
            if bare.startswith(_LED_BY) and kind == "state":
                sides["a"] = sides["a"][:1]  # what is joined to the state that leads stands beside those it leads
        if row.relation == "commands" and tokens[i].key in _OVERSIGHT:
            sides["a"] = [m for m in sides["a"] if self.kinds.get(m.ref) != "international"]
        if i > s.first and tokens[i - 1].key in _RELATIVE and left and sum(
                t.word.kind == "ar" for t in tokens[left[0].last:i - 1]) > 1:
            return False  # the relative clause speaks of something else
        if row.relation == "commands" and any(t.key in _VEHICLES for t in tokens[max(s.first, i - 3):i]):
            return False  # who drives it
        if tokens[i].key == _BESIDE and left and (
                i - left[-1].last > _BESIDE_BACK or self._fighters(left[-1].last, i)):
            return False  # others fight beside them
        if tokens[i].key == _BESIDE and any(
                self.kinds.get(m.ref) not in _BODIES for side in ("a", "b") for m in sides[side]):
            return False
        if row.relation == "mediates-with" and i > s.first and not any(
                any(stem in t.key for stem in _TALKING) for t in tokens[max(s.first, i - _TALK_BACK):i]):
            return False
        if not fits(i, stop, bare, sides["a"], sides["b"], s, tokens, self.kinds, self.by_first):
            return False
        if adjective and left and right and left[0].ref == right[0].ref:
            return True
        if row.relation == "supports" and right and right[0].last - right[0].first <= 2 and any(
                rest in _AIRCRAFT for _, rest in tokens[right[0].first].word.proclitics) and (
                tokens[right[0].last - 1].key in _KINDS_OF_AIRCRAFT):
            return False  # aircraft of nobody named
        if bare.removeprefix("ال") in _OWNED and self._foreign(sides["a"], sides["b"]):
            relation, sides["a"], sides["b"] = "commands", sides["b"][:1], sides["a"]
        made = False
        for a in sides["a"]:
            for b in sides["b"]:
                made |= self._add(relation, a, b, i, stop, s)
        return made

    def _led(self, i: int, bare: str, s: Sentence) -> tuple[Mention, Mention] | None:
        """تقود X التحالف Y: who leads right behind the verb, and the alliance led right behind that."""
        if bare not in _LEADS or (i > s.first and self.context.tokens[i - 1].key in _RELATIVE):
            return None
        head = self._party(i + 1, s, 0)
        body = self._after(head.last, s, 0) if head is not None and not head.pro else None
        if head is not None and body is not None and body.ref.startswith("person:") and not body.pro and (
                self.kinds.get(head.ref) in _ARMED):
            return body, head  # the leader stands last
        leads = {"alliance", "armed-group"} if head is not None and head.ref.startswith("person:") else {"alliance"}
        if head is None or body is None or body.pro or self.kinds.get(body.ref) not in leads:
            return None
        return head, body

    def _of_one_state(self, a: str, b: str) -> bool:
        """Whether one is the army or the government of the other."""
        known = self.context.theatre.data.actors
        return any(y in (known[x].army, known[x].government) for x, y in ((a, b), (b, a)) if x in known)

    def _partner(self, i: int, stop: int, right: list[Mention], s: Sentence) -> list[Mention]:
        """Who does or makes together with the one behind مع: the actor before the word (أجرت X مناورات مع Y), or the
        state that an adjective between the word and مع names (الاتفاق الإيراني مع Y)."""
        tokens = self.context.tokens
        if not right or not any(t.key in ("مع", "ومع") for t in tokens[stop:right[0].first]) or any(
                t.key in ("بين", "وبين") for t in tokens[stop:right[0].first]):
            return []
        nisba = self._adjective(stop, min(stop + 2, right[0].first))
        named = [nisba] if nisba is not None else []
        before = self._before(i, s)
        if before is not None and self.kinds.get(before.ref) == "media":
            before = self._before(before.first, s)  # who is told it
        if not named and before is not None and i - before.last <= _PARTNER_BACK and not (
                self._broken(before.last, i) or any(t.key in _NO_DEAL for t in tokens[before.last:i])):
            named = [before]
        return [m for m in named if m.ref != right[0].ref]

    def _object_of(self, subjects: list[Mention], s: Sentence) -> list[Mention]:
        """Whom a verb with its subjects right behind it is said of: the next actor, with those joined to it."""
        found = self._next(subjects[-1], s) if subjects else []
        if not found or any(t.word.kind == "punct" and t.word.form not in "\"«»“”" for t in self.context.tokens[
                subjects[-1].last:found[0].first]):
            return []
        between = range(subjects[-1].last, found[0].first)
        if any(self.context.senses[j].verbs and not self.context.senses[j].nouns for j in between):
            return []  # fighters of no name who do something to them
        return [*found, *self._coordinated(found[0], s)]

    def _bodies(self, found: list[Mention]) -> list[Mention]:
        """Those who act together or are helped in acting: parties, and not the person who tells of it."""
        return [m for m in found if not m.ref.startswith("person:")]

    def together(self) -> None:
        """Make the ties of those who stand together, or agree, without a word of its own that says so."""
        tied = {pair for a, _, b in self.seen for pair in ((a, b), (b, a))}
        found = Together(self.context, self.actors, self.kinds, tied, self._add_pair, self._forces_of)
        found.allies()
        found.operations()
        found.units()
        found.agreements()
        found.deliveries()

    def _add_pair(self, relation: str, a: Mention, b: Mention, rule: str, span: tuple[int, int] | None) -> bool:
        first, last = sorted((a, b), key=lambda m: m.first)
        return self._add(relation, a, b, first.first, last.last,
                         self.context.sentences[self.context.tokens[first.first].sentence], rule=rule, span=span)

    def _within(self, mention: Mention, i: int, row: TieWord, s: Sentence) -> bool:
        """A tie stated inside a mention, or by the pronoun right behind it; one's own parts are no tie."""
        context, tokens = self.context, self.context.tokens
        if row.a not in ("left", "right") or row.b == "second" or tokens[i].key.removeprefix("و") in _OPPOSED or (
                row.relation == "part-of" and not self._named_alone(mention, i) and not self._militia(mention)):
            return False
        other: list[Mention] = []
        for j in range(i + 1, min(mention.last + 2, s.last)):
            next_one = self._after(j, s, 0) if j >= mention.last and mention.last - i <= 2 else None
            if next_one is not None and not next_one.pro:
                other = [next_one]
                break
            found = [m for m in context.theatre.names.at(context.text, tokens, j)
                     if m.senses[0].kind in ("actor", "person") and (j < mention.last or not m.pro.startswith("و"))]
            if found and found[0].senses[0].id != mention.ref:
                other = [self._entered(found[0])]
                break
            seat = self._capital(j, "ل") or (self._capital(j, "") if j == i + 1 and row.a == "right" else None)
            if seat is not None:
                other = [seat]
                break
            if tokens[j].key in _PRONOUNS:
                k = bisect_left(self.firsts, mention.first) - 1
                other = [self._head(k)] if k >= 0 and self.actors[k].first >= s.first else []
                if other and tokens[j].key in ("لهم", "معهم", "لهما", "معهما"):
                    made = False
                    for each in self._joined_up_to(k):
                        made |= self._one_within(mention, each, i, row, s)
                    return made
                break
        return bool(other) and self._one_within(mention, other[0], i, row, s)

    def _one_within(self, mention: Mention, other: Mention, i: int, row: TieWord, s: Sentence) -> bool:
        """The tie of a mention in which it is stated with one other."""
        sides = {"left": mention, "right": other}
        a, b = sides[row.a], sides[row.b]
        if row.relation == "part-of" and self._militia(mention) and not self._same_country(a, b):
            return self._add("commands", b, a, i, i + 1, s)
        return self._add(row.relation, a, b, i, i + 1, s)

    def _militia(self, mention: Mention) -> bool:
        """Whether a mention opens with a word for militias, which are no part of an army by their name."""
        token = self.context.tokens[mention.first]
        return any(rest.removeprefix("ال") in _MILITIAS for _, rest in token.word.proclitics)

    def _named_alone(self, mention: Mention, i: int) -> bool:
        """Whether the words of a mention before token ``i`` name its actor by themselves."""
        text = self.context.text[mention.start:self.context.tokens[i - 1].end]
        return any(sense.id == mention.ref for sense in self.context.theatre.names.senses(text))

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
        span: tuple[int, int] | None = None,
    ) -> bool:
        if a.ref == b.ref or relation not in _RELATIONS:
            return False
        if relation == "commands" and a.ref.startswith("person:") and self.kinds.get(b.ref) == "state":
            b = self._government(a, b)
        if relation == "part-of" and self.kinds.get(b.ref) == "armed-group" and (
                a.ref in self.context.theatre.states.values()):
            return False  # no state is a part of an armed group
        if relation == "commands" and b.ref.startswith("person:"):
            return False
        if relation == "allied-with" and self._of_one_state(a.ref, b.ref):
            return False
        if relation == "commands" and self.kinds.get(a.ref) == self.kinds.get(b.ref) == "state":
            return False  # of an alliance, or a conference, that is named by no name of its own
        if relation in _DEALING and "media" in (self.kinds.get(a.ref), self.kinds.get(b.ref)):
            return False  # who only reports
        if relation in _LOYAL and any(x == a.ref and r == relation and self._of_one_state(y, b.ref)
                                      for x, r, y in self.seen):
            return True  # told already of the same state
        pair = (a.ref, relation, b.ref)
        if pair in self.seen or (relation in _SYMMETRIC and (b.ref, relation, a.ref) in self.seen):
            return True
        tokens = self.context.tokens
        first, last = min(a.first, b.first, i), max(a.last, b.last, stop)
        start, end = span or (tokens[first].start, tokens[last - 1].end)
        if self.context.quiet and self.context.is_quiet(start):
            return True  # left to the words that make it again
        self.seen.add(pair)
        ended = not rule and any(t.key in _ENDED for t in tokens[max(s.first, i - 1):stop])
        ended = ended or rule == "left" or (relation in _SYMMETRIC and any(
            t.key.startswith(_BROKEN) for t in tokens[max(s.first, i - 2):i]))
        happened = relation == "agrees-with" or ended
        self.found.append(Tie(
            quote=self.context.text[start:end], start=start, end=end, sentence=s.number, a=a.ref, relation=relation,  # type: ignore[arg-type]
            b=b.ref, status="happened" if happened else "ongoing", rule=f"tie.{rule or tokens[i].key}",
            when=self._when(first, last, s), why=(
                why_word(self.context, "relation", i, relation), why_of(self.context, "a", a),
                why_of(self.context, "b", b)),
        ))
        return True
