"""Ties told by a whole sentence, as analyses do: يعتمد X على الدعم Y, ترى X في Y شريكا, ظلت X الداعم الأول لـY.

Where :mod:`maydan.reading.ties.find` has words whose two sides stand right beside them, the frames here have a verb
whose subject stands on either side and whose other side a preposition, a noun of help or a name given to somebody
brings in. They are tried only where no row of that module made a tie.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Word
from maydan.reading.context import Mention
from maydan.reading.ties.help import noun_of
from maydan.reading.ties.others import AIR, NOT, Others
from maydan.tables import lexicon, values

_PARTIES = frozenset(("state", "armed-group", "alliance", "political"))
_ARMED = frozenset(("armed-group", "alliance"))
_REACH = 3  # tokens between a verb, or its subject, and what it governs
_WORDS = 7  # tokens behind the other side among which the word stands that settles the relation
_QUALITIES = 3  # adjectives between a name given to somebody and whose it is
_COPULA_BACK = 7
_COPULAS = frozenset(fold(w) for w in (
    "ظل", "ظلت", "بقي", "بقيت", "يبقى", "تبقى", "يظل", "تظل", "كان", "كانت", "أصبح", "أصبحت", "يعد", "تعد", "يعتبر",
    "تعتبر", "يمثل", "تمثل", "يشكل", "تشكل", "شكل", "شكلت", "مثل", "مثلت", "تحول", "تحولت", "صار", "صارت", "بات",
    "باتت", "هو", "هي", "بوصفها", "بوصفه", "باعتبارها", "باعتباره", "وهو", "وهي", "لكونها", "لكونه", "بصفتها",
    "بصفته"))
_MONEY = frozenset(fold(w) for w in ("مالي", "مالية", "المالي", "المالية", "ماليا"))
_AIRBORNE = AIR | {"جويه", "الجويه"}
_SIDES = frozenset(fold(w) for w in ("السياسي", "الدبلوماسي", "السياسية", "الدبلوماسية", "العسكري", "العسكرية",
                                     "الجوي", "الجوية", "المالي", "المالية", "اللوجستي", "اللوجستية", "البري",
                                     "المباشر", "الكبير", "الواسع", "المستمر"))
_COVER = frozenset(fold(w) for w in ("غطاء", "الغطاء", "تغطية", "التغطية", "مظلة", "المظلة", "إسناد", "الإسناد",
                                     "ضربات", "الضربات", "غارات", "الغارات"))
_FROM = frozenset(("من", "بين"))
_SEEN = {fold(w): relation for relation, words in (
    ("allied-with", ("شريكا", "شريكة", "شريكها", "شريكه", "حليفا", "حليفة", "حليفها", "حليفه", "شركاء", "حلفاء")),
    ("hostile-to", ("عدوا", "عدوة", "عدوها", "عدوه", "خصما", "خصمها", "خصمه", "عدوين", "أعداء")),
) for w in words}
_SOME = frozenset(fold(w) for w in ("فصائل", "عناصر", "مقاتلي", "مقاتلين", "عشرات", "مئات", "آلاف", "بعض", "معظم",
                                    "قوات", "ميليشيا", "مسلحي", "مجموعات"))
_RELATIVE = frozenset(("الذي", "التي", "الذين"))
_BETWEEN = _RELATIVE | {"كانت", "كان", "كانوا", "قد", "لا", "تزال", "يزال", "مازالت", "ما", "زالت", "زال", "،", ")",
                        "\"", "»", "”"}
_GOVERNORS = frozenset(("من", "عن", "علي", "الي", "ضد", "في", "مع", "بين"))
_PREPOSITIONS = frozenset(("ب", "ل"))


class Frame(NamedTuple):
    """One row: how its sides stand, the prepositions of the other side, the words that must follow, the relation."""

    kind: str
    prep: tuple[tuple[str, ...], ...]
    words: frozenset[str]
    relation: str
    back: bool  # the other side is who does it


@cache
def _table() -> dict[str, tuple[Frame, ...]]:
    table: dict[str, list[Frame]] = {}
    for row in lexicon("tie_predicates"):
        relation, _, back = row["relation"].partition(" ")
        frame = Frame(row["kind"], tuple(tuple(fold(v).split()) for v in values(row["prep"])),
                      frozenset(fold(v) for v in values(row["words"])), relation, bool(back))
        for form in (*values(row["past"]), *values(row["present"])):
            table.setdefault(fold(form), []).append(frame)
    return {key: tuple(frames) for key, frames in table.items()}


def _frames(word: Word) -> tuple[Frame, ...]:
    table = _table()
    key = word.key if word.key in table else word.key[1:] if word.key[:1] in ("و", "ف") else word.key
    if key.startswith("س") and key not in table and key[1:2] in ("ي", "ت"):
        key = key[1:]
    return table.get(key, ())


frames_of: Callable[[Word], tuple[Frame, ...]] = Memo(_frames, FEW).__getitem__
"""Rows whose word a form is, with or without a conjunction."""


class Predicates(Others):
    """The ties of frames, beside those of :class:`maydan.reading.ties.others.Others`."""

    def try_predicates(self, i: int, s: Sentence) -> None:
        """Make the ties that a frame states at token ``i``."""
        if (i > s.first and self.context.tokens[i - 1].key in NOT) or self._inside(i) is not None:
            return
        for frame in frames_of(self.context.forms[i]):
            made = (self._does(i, frame, s) if frame.kind == "does" else self._with(i, frame, s)
                    if frame.kind == "with" else self._gets(i, frame, s) if frame.kind == "gets"
                    else self._owes(i, s) if frame.kind == "owed" else self._sees(i, frame, s)
                    if frame.kind == "sees" else self._is(i, frame, s))
            if made and frame.kind != "does":
                return

    # -- sides ----------------------------------------------------------------------------------------------------

    def _named_at(self, j: int, s: Sentence, pros: tuple[str, ...] = ("",)) -> Mention | None:
        """The party that begins at token ``j`` behind one of the clitics: an actor, a country, a capital."""
        if j >= s.last:
            return None
        mention = self._after(j, s, 0)
        if mention is None and j in self.grounds:
            mention = self._adopted(self.grounds[j])
        if mention is None:
            for pro in pros:
                mention = mention or self._capital(j, pro)
        if mention is None or mention.first != j or mention.pro.removeprefix("و") not in pros or (
                self.kinds.get(mention.ref) not in _PARTIES):
            return None
        return mention

    def _subject(self, i: int, s: Sentence) -> tuple[list[Mention], int]:
        """Who does the verb at token ``i``, and the token behind: right behind it, else right before it."""
        tokens = self.context.tokens
        told = i > s.first and tokens[i - 1].key in _RELATIVE
        behind = None if told else self._named_at(i + 1, s)
        if behind is not None:
            joined = [behind, *[m for m in self._coordinated(behind, s) if self.kinds.get(m.ref) in _PARTIES]]
            return joined, joined[-1].last
        before = self._seat_before(i, s) or self._before(i, s)
        if before is None or before.pro.removeprefix("و") or self.kinds.get(before.ref) not in _PARTIES or any(
                t.key not in _BETWEEN for t in tokens[before.last:i]) or tokens[i].key[:1] == "و":
            return [], i + 1
        if before.first > s.first and tokens[before.first - 1].key in _GOVERNORS and before.last == i:
            return [], i + 1
        return [before], i + 1

    def _object(self, at: int, s: Sentence) -> list[Mention]:
        """Whom a verb is done to: the party right behind, or of whom some are told (فصائل من X)."""
        tokens = self.context.tokens
        for j in range(at, min(at + _REACH, s.last)):
            found = self._named_at(j, s)
            if found is not None:
                return [found, *[m for m in self._coordinated(found, s) if self.kinds.get(m.ref) in _PARTIES]]
            if not (tokens[j].key in _SOME or tokens[j].key in _FROM):
                return []
        return []

    def _governed_by(self, at: int, preps: tuple[tuple[str, ...], ...], s: Sentence, reach: int) -> list[Mention]:
        """The party behind one of the prepositions, from token ``at`` on within reach."""
        tokens = self.context.tokens
        for j in range(at, min(at + reach + 1, s.last)):
            if tokens[j].word.kind == "punct" and tokens[j].word.form not in "\"«»“”()":
                return []
            for prep in preps:
                found: Mention | None = None
                if len(prep) == 1 and prep[0] in _PREPOSITIONS:
                    found = self._named_at(j, s, prep)
                elif all(j + k < s.last and tokens[j + k].key == word for k, word in enumerate(prep)):
                    found = self._named_at(j + len(prep), s) or self._named_at(j + len(prep) + 1, s)
                if found is not None:
                    return [found, *[m for m in self._coordinated(found, s) if self.kinds.get(m.ref) in _PARTIES]]
        return []

    def _make(self, relation: str, a: list[Mention], b: list[Mention], i: int, s: Sentence, stop: int = 0) -> bool:
        made = False
        for x in a:
            for y in b:
                made |= x.ref != y.ref and self._add(relation, x, y, i, max(stop, i + 1), s, rule="predicate")
        return made

    # -- frames ---------------------------------------------------------------------------------------------------

    def _does(self, i: int, frame: Frame, s: Sentence) -> bool:
        subject, at = self._subject(i, s)
        whom = self._object(at, s) if subject else []
        if not whom or (not frame.words and not any(self.kinds.get(m.ref) in _ARMED for m in whom) and (
                frame.relation == "commands")):
            return False
        stop = i + 1
        if frame.words:
            tokens, end = self.context.tokens, whom[-1].last
            stop = next((j + 1 for j in range(end, min(end + _WORDS, s.last)) if any(
                rest in frame.words for _, rest in tokens[j].word.proclitics)), 0)
        return bool(stop) and self._make(frame.relation, subject, whom, i, s, stop)

    def _with(self, i: int, frame: Frame, s: Sentence) -> bool:
        subject, at = self._subject(i, s)
        other = self._governed_by(at, frame.prep, s, _REACH) if subject else []
        if not other or (frame.relation == "allied-with" and not any(
                self.kinds.get(m.ref) in _ARMED for m in (*subject, *other))):
            return False
        return self._make(frame.relation, other, subject, i, s) if frame.back else self._make(
            frame.relation, subject, other, i, s)

    def _help_at(self, j: int, s: Sentence) -> tuple[str, list[Mention], int] | None:
        """(relation, helpers, token behind) of the noun of help at token ``j``, or None."""
        tokens = self.context.tokens
        noun = noun_of(self.context.forms[j])
        cover = any(rest in _COVER for _, rest in tokens[j].word.proclitics)
        if (noun is None or noun.pronoun) and not cover:
            return None
        end = next((k for k in range(j + 1, min(j + _QUALITIES + 2, s.last)) if tokens[k].key.startswith("و")),
                   min(j + _QUALITIES + 2, s.last))
        told = {t.key for t in tokens[j:end]}
        relation = noun.relation if noun is not None else "supports-by-air"
        if relation == "supports":
            relation = "supports-by-air" if told & _AIRBORNE else "finances" if told & _MONEY else relation
        elif cover and noun is None and not told & _AIRBORNE and not any(
                rest.removeprefix("ال") in ("ضربات", "غارات") for _, rest in tokens[j].word.proclitics):
            return None
        at = j + 1
        while at < min(j + 1 + _QUALITIES, s.last):
            helper = self._named_at(at, s) or self._adjective(at, at + 1)
            if helper is None and tokens[at].key in _FROM:
                helper = self._named_at(at + 1, s)
            if helper is not None:
                joined = [helper, *[m for m in self._coordinated(helper, s) if self.kinds.get(m.ref) in _PARTIES]]
                return relation, joined, joined[-1].last
            if tokens[at].key not in _SIDES and tokens[at].key not in _AIRBORNE and tokens[at].key not in _MONEY:
                return None
            at += 1
        return None

    def _gets(self, i: int, frame: Frame, s: Sentence) -> bool:
        """X relies on, enjoys or gets the help of Y; several kinds of help may be joined."""
        subject, at = self._subject(i, s)
        if not subject:
            return False
        start = next((j for j in range(at, min(at + _REACH + 2, s.last)) if self._helps(j, frame)), 0)
        return bool(start) and self._helped_by(start, subject, i, s)

    def _helps(self, j: int, frame: Frame) -> bool:
        """Whether a noun of help stands at token ``j`` behind the frame's preposition."""
        tokens = self.context.tokens
        if not frame.prep:
            return noun_of(self.context.forms[j]) is not None
        prep = frame.prep[0][0]
        if prep in _PREPOSITIONS:
            return any(pro.removeprefix("و") == prep and (rest in _COVER or noun_of(self.context.forms[j]) is not None)
                       for pro, rest in tokens[j].word.proclitics)
        return tokens[j - 1].key == prep

    def _helped_by(self, start: int, whom: list[Mention], i: int, s: Sentence) -> bool:
        made, j = False, start
        while j < s.last and (told := self._help_at(j, s)) is not None:
            relation, helpers, j = told
            made |= self._make(relation, list(helpers), whom, i, s, j)
            if j >= s.last or not self.context.tokens[j].key.startswith("و"):
                break
        return made

    def _owes(self, i: int, s: Sentence) -> bool:
        """What somebody did thanks to the help of another (تقدمت X بفضل الغطاء الجوي الروسي)."""
        if i + 1 >= s.last or self._help_at(i + 1, s) is None:
            return False
        before = self._before(i, s)
        whom = [m for m in self._helped(i, [before] if before is not None else [], [], s)
                if self.kinds.get(m.ref) in _PARTIES]
        return bool(whom) and self._helped_by(i + 1, whom, i, s)

    def _sees(self, i: int, frame: Frame, s: Sentence) -> bool:
        """X sees in Y a partner, an enemy."""
        subject, at = self._subject(i, s)
        if not subject:
            return False
        other = self._governed_by(at, frame.prep, s, 1) if frame.prep else self._object(at, s)
        if not other:
            return False
        tokens, end = self.context.tokens, other[-1].last
        for j in range(end, min(end + _REACH + 1, s.last)):
            relation = next((_SEEN[rest] for _, rest in tokens[j].word.proclitics if rest in _SEEN), "")
            if relation:
                return self._make(relation, subject, other, i, s, j + 1)
        return False

    def _is(self, i: int, frame: Frame, s: Sentence) -> bool:
        """X is (or: is told beside as) the backer, ally, enemy, arm or branch of Y."""
        tokens = self.context.tokens
        at = i + 1
        while at < min(i + 1 + _QUALITIES, s.last) and tokens[at].key.startswith("ال") and (
                tokens[at].word.kind == "ar" and self._named_at(at, s) is None):
            at += 1
        whole = self._named_at(at, s, ("ل",)) if at < s.last else None
        if whole is None and at == i + 1 and not tokens[i].key.startswith("ال"):
            whole = self._named_at(at, s)
        if whole is None or (whole.first == at and not whole.pro and at > i + 1):
            return False
        owner = [whole, *[m for m in self._coordinated(whole, s) if self.kinds.get(m.ref) in _PARTIES]]
        who = self._described_by(i, owner[-1].last, s)
        return bool(who) and self._make(frame.relation, who, owner[:1] if frame.relation == "part-of" else owner, i, s)

    def _described_by(self, i: int, end: int, s: Sentence) -> list[Mention]:
        """Of whom the name at token ``i`` is given: the party right before it, the subject of "is" before it, or the
        party told right behind it (ذراع X، Y)."""
        tokens = self.context.tokens
        seat = self._seat_before(i, s)
        before = seat or self._before(i, s)
        if before is not None and before.last <= i and self.kinds.get(before.ref) in _PARTIES:
            between = tokens[before.last:i]
            copula = any(t.key in _COPULAS for t in between)
            words = [t for t in between if t.word.kind == "ar"]
            beside = not words and not before.pro
            subject = copula and len(words) <= _COPULA_BACK and not self._broken(before.last, i)
            opened = len(words) <= 1 and before.first > s.first and tokens[before.first - 1].key in _COPULAS
            if beside or subject or opened:
                return self._with_joined([before], s)
        for j in range(max(s.first, i - 3), i):  # ظلت طهران الداعم
            found = self._named_at(j + 1, s) if tokens[j].key.removeprefix("و") in _COPULAS else None
            if found is not None and found.last >= i - 1:
                return [found]
        j = end
        while j < min(end + 4, s.last) and tokens[j].word.form not in "،,":
            if j in self.by_first:
                return []
            j += 1
        behind = self._named_at(j + 1, s) if j < min(end + 4, s.last) else None
        return [behind] if behind is not None and before is None else []
