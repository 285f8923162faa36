"""Membership told by what a body is made of or who joins it: غرفة X تضم A وB; التحالف المؤلف من A وB; انضم A إلى X.

The body stands right before the word (or before the relative pronoun before it), or right behind a verb that opens its
clause; its members are the list behind, joined by commas and و.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Mention

_HOLDING = frozenset(("تضم", "يضم", "تضمان", "ضم"))
_MADE_OF = frozenset(("تتالف", "يتالف", "تالف", "تالفت", "المؤلف", "المؤلفه",
                      "مؤلف", "مؤلفه", "تتكون", "يتكون", "المكون", "المكونه", "مكون", "مكونه", "يتشكل", "تتشكل",
                      "المشكل", "المشكله"))
_JOINING = frozenset(("انضمامه", "انضمامها", "انضمامهم", "اندماجه", "اندماجها", "اندماجهم",
                      "انضم", "انضمت", "انضموا", "ينضم", "تنضم", "انضمام", "بانضمام", "انخرط", "انخرطت",
                      "ينتمي", "تنتمي", "انتمي", "انتمت", "انتماء"))
_OPENING = frozenset(("", "كلا", "كل", "من", "عده", "عددا", "فصائل", "فصيل", "كتائب", "قوات", "قوي", "دول", "الدول",
                      "ابرزها", "خصوصا", "منها", "بينها", "تنظيمات", "مجموعات", "احزاب", "مقاتلين", "مقاتلي", "عناصر",
                      "اعضاء", "عسكريه", "مسلحه", "مقاتله", "معارضه", "محليه", "اسلاميه", "سياسيه", "اهمها", "ضمنها"))
_MARKS = frozenset("\"”“«»'،,:()")
_TO = frozenset(("ضمن", "الي", "صفوف", "لصفوف", "تحت", "لواء", "رايه", "راية"))
_FIRST = 4  # tokens between the word and the first member
_NEXT = 4  # tokens between two members
_MOST = 12  # members of one list
_BODY_BACK = 2  # words, relative pronouns aside, between the body and the word
_RELATIVE = frozenset(("التي", "الذي", "اللذين", "الذين"))
_TOWARDS = 6  # tokens between who joins and what is joined


_SHARING = frozenset(("تشارك", "ستشارك", "يشارك", "سيشارك", "شاركت", "شارك"))
_THEREIN = frozenset(("فيها", "فيه"))
_AMONG_MEN = frozenset(("بينهم", "راسهم", "ابرزهم", "منهم", "ضمنهم", "مقدمتهم"))
_AMONG = frozenset(("بينها", "راسها", "منها", "ابرزها", "مقدمتها"))
_AMONG_OPENS = frozenset(("من", "ومن", "علي", "وعلي", "في", "وفي"))
_LEADERS = frozenset(("راسهم", "راسها", "ابرزهم", "ابرزها", "مقدمتهم", "مقدمتها"))
_MEN = frozenset(("عناصر", "عنصر", "افراد", "قيادات", "قياديين", "قيادي", "مسلحي", "مسلحا", "مسلحين", "مقاتلي",
                  "مقاتلا",
                  "قاده", "اعضاء", "من", "قيادي", "كوادر", "جنود", "ضباط", "متزعمي", "امراء", "القيادات", "القاده",
                  "العناصر"))
_MEN_BACK = 3  # tokens between a word for a body's men and its name
_AMONG_BACK = 7  # tokens between a body and "among them"
_ONE_OF = frozenset(("احد", "عضو", "عضوا", "قيادي", "قياديا", "عنصر", "عنصرا", "مسؤول", "مقاتل", "مقاتلا", "قائد",
                     "قائدا", "متزعم"))
_SAID_OF = frozenset(("هو", "وهو", "كان", "وكان", "يعتبر", "ويعتبر", "يعد", "ويعد", "الذي", "يعمل", "انه", "بانه"))
_IN = frozenset(("في", "قاده", "قيادات", "عناصر", "اعضاء", "قياديي", "مؤسسي", "امراء", "مسلحي", "مقاتلي", "كوادر",
                 "ابرز",
                 "كبار", "مجلس", "صفوف", "الخط", "تنظيم",
                 "الصف", "الاول", "بارز", "سابق", "القيادات", "القاده", "الميدانيين",
                 "الميدانيه",
                 "الميداني", "ميداني", "عسكري", "قياده", "اهم", "القياديين", "البارزين", "المكتب", "السياسي"))
_IN_REACH = 6
_AND_HE = frozenset(("وهو", "ويعد", "ويعتبر"))
_HE_BACK = 10  # tokens between a person and "and he is one of"
_AND_IT = frozenset(("وهو", "وهي", "هو", "هي"))
_ALLIANCES = frozenset(("تحالف", "غرفه", "عمليات", "تجمع", "ائتلاف", "تشكيل", "عسكري", "جبهه", "قوه", "مجموعه", "فصيل"))
_FIRST_OF = frozenset(("احد", "احدي", "ابرز", "اكبر", "اهم"))
_KINDS_OF_BODY = frozenset(("مكونات", "المكونات", "فصائل", "تشكيلات", "الويه", "كتائب", "مجموعات",
                            "ميليشيات", "مليشيات", "الفصائل", "التشكيلات",
                            "المجموعات", "الميليشيات", "المليشيات", "اجنحه", "اذرع", "احزاب", "اطراف", "اركان"))
_NOBODY = frozenset(("opposition", "civilians"))  # of whom one being a part says nothing
_MERGING = frozenset(("اندمج", "اندمجت", "اندمجوا", "اندماج"))
_WITHIN = frozenset(("في", "ضمن", "تحت", "مع", "ب"))
_FOUNDING = frozenset(("شكل", "شكلت", "شكلوا", "اسس", "اسست", "اسسوا"))
_NAMED = frozenset(("تحالف", "غرفه", "تشكيل", "تحالفا", "تشكيلا", "كيانا", "باسم", "تحت", "اسم", "مسمي", "يسمي", "ما",
                    "سمي", "جبهه"))
_MERGED = 3  # tokens between the last that merge and what they merge in


_DEFECTING = frozenset(("انشق", "انشقت", "انشقوا", "انشقاق", "ينشق", "تنشق", "انفصل", "انفصلت",
                        "انفصلوا", "انفصال"))
_DEFECTED = frozenset(("انشقاقه", "انشقاقها", "انشقاقهم", "انفصاله", "انفصالها", "انفصالهم",
                       "المنشق", "المنشقه", "المنشقين", "المنشقون", "منشق", "منشقه", "منشقين", "منشقون"))
_DEFECTS = 5  # tokens between who leaves and whom
_MEMBER = frozenset(("العضو", "العضوه", "العضوان", "العضوين", "العضوتان"))
_RANKS = frozenset(("قيادات", "قاده", "قياديي", "كوادر", "عناصر", "مقاتلي", "مسلحي", "امراء", "مؤسسي", "ابرز", "كبار"))
_OF_RANKS = frozenset(("من", "ومن"))
_VERBS_FIRST = frozenset(("يتبع", "تتبع", "يتبعون"))


_FORMING = frozenset(("تشكل", "يشكل", "شكلت", "تمثل", "يمثل", "تعد", "يعد", "تعتبر", "يعتبر"))
_CORE = frozenset(("عماد", "عمادا", "عمادها", "عماده", "عمود", "عمودها", "عموده", "نواه", "نواتها", "نواته", "مكون",
                   "مكونا", "مكونها", "مكونه", "المكون", "العمود", "النواه", "غالبيه", "غالبيتها", "قوامها", "قوام",
                   "العماد", "عصب", "عصبها", "العصب", "معظم", "معظمها"))
_CORE_OF = frozenset(("عمادها", "عماده", "نواتها", "نواته", "قوامها", "قوامه", "عصبها"))
_CORE_REACH = 4  # tokens between who forms the core of a body and the word for it
_CLAUSES = frozenset(("حيث", "كما", "فيما", "بينما", "اذ"))
_TO_WHOM = frozenset(("اليها", "اليه", "لها", "له"))


class Membership(NamedTuple):
    """A body and its members, in the order of the text, and the token behind the last word that tells of it."""

    body: Mention
    members: list[Mention]
    only: str = ""  # the kind that the body must be of
    over: bool = False  # whether they belong to it no more


def may_tell_members(word: Word) -> bool:
    """Whether a form may tell what a body is made of, or who joins it."""
    key = word.key.removeprefix("و")
    return (key in _HOLDING or key in _MADE_OF or key in _JOINING or key in _SHARING or key in _AMONG_MEN
            or key in _AMONG or key in _ONE_OF or key in _FIRST_OF or key in _MERGING or key in _FOUNDING
            or key in _FORMING or key in _CORE_OF
            or key in _DEFECTING or key in _DEFECTED or key in _MEMBER or key in _RANKS or key in _VERBS_FIRST)


def membership(
    i: int, s: Sentence, tokens: list[Token], *,
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """What token ``i`` tells of a body and its members, or None.

    Args:
        after: (token, reach) -> the first party from there on within reach. before: token -> the party that ends last
        before it in the sentence. joined: those joined to a party by و.
    """
    key = tokens[i].key.removeprefix("و")
    if key in _FORMING or key in _CORE_OF:
        return _core(i, key, s, tokens, after, before)
    if key in _JOINING and i + 1 < s.last and tokens[i + 1].key in _TO_WHOM:
        return _belongs(i, s, tokens, after, before, joined)
    if key in _DEFECTING or key in _DEFECTED:
        return _leaving(i, s, tokens, after, before, joined)
    if key in _VERBS_FIRST:
        return _under(i, after)
    if key in _MEMBER:
        return _member(i, s, tokens, after, before)
    if key in _RANKS and not (key in _FIRST_OF and i + 1 < s.last and tokens[i + 1].key in _KINDS_OF_BODY):
        return _ranked(i, s, tokens, after, before)
    if key in _JOINING:
        return _joining(i, s, tokens, after, before, joined)
    if key in _AMONG or key in _AMONG_MEN:
        return _among(i, s, tokens, after, before, joined)
    if key in _MERGING or key in _FOUNDING:
        return _founding(i, s, tokens, after)
    if key in _FIRST_OF and i + 1 < s.last and tokens[i + 1].key in _KINDS_OF_BODY:
        return _one_body_of(i, tokens, after, before)
    if key in _ONE_OF:
        return _one_of(i, s, tokens, after, before)
    if key in _FIRST_OF:
        return None
    if key in _SHARING:
        if i + 1 >= s.last or tokens[i + 1].key not in _THEREIN:
            return _sharing(i, s, tokens, after, joined)
        body, at = before(i), i + 2
        if body is None or not (i > s.first and tokens[i - 1].key in _RELATIVE) or i - body.last > _BODY_BACK + 1:
            return None
        return _list(body, at, tokens, after)
    body, at = _body(i, s, tokens, after, before)
    if body is None or (key in _MADE_OF and not any(t.key == "من" for t in tokens[at:at + 2])):
        return None
    return _list(body, at, tokens, after)


def _sharing(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """تشارك A وB في التحالف Y: those who take part in an alliance."""
    subject = after(i + 1, 0)
    if subject is None or subject.pro:
        return None
    members = [subject, *joined(subject)]
    at = members[-1].last
    body = after(at + 1, 0) if at + 1 < s.last and tokens[at].key in ("في", "ضمن") else None
    return Membership(body, [m for m in members if m.ref != body.ref], "alliance") if body is not None else None


def _list(
    body: Mention, at: int, tokens: list[Token], after: Callable[[int, int], Mention | None],
) -> Membership | None:
    """The members of a body listed from token ``at`` on."""
    members: list[Mention] = []
    reach = _FIRST
    while len(members) < _MOST:
        found = after(at, reach)
        if found is None or not _listed(tokens[at:found.first], found, first=not members):
            break
        if found.ref != body.ref:
            members.append(found)
        at, reach = found.last, _NEXT
    return Membership(body, members) if members else None


def _body(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> tuple[Mention | None, int]:
    """The body that the word at ``i`` is said of, and the token from which its members may follow."""
    named = before(i)
    if named is not None:
        between = [t for t in tokens[named.last:i] if t.word.kind == "ar" and t.key not in _RELATIVE]
        marks = all(t.word.kind == "ar" or t.word.form in _MARKS for t in tokens[named.last:i])
        if marks and (len(between) < _BODY_BACK or all(t.key in _AND_IT or t.key in _ALLIANCES for t in between)):
            return named, i + 1
    opens = tokens[i].key[:1] == "و" or i == s.first or tokens[i - 1].word.kind != "ar" or tokens[i - 1].key in _CLAUSES
    if opens and tokens[i].key.removeprefix("و") in ("تضم", "يضم", "تتالف", "يتالف", "تتكون", "يتكون"):
        behind = after(i + 1, 1)
        if behind is not None and not behind.pro:
            return behind, behind.last
    return None, i


def _listed(between: list[Token], found: Mention, *, first: bool) -> bool:
    """Whether only marks, "and" and words of number stand between the members of a list."""
    words = [t for t in between if t.word.kind == "ar"]
    if any(t.word.kind != "ar" and t.word.form not in _MARKS for t in between):
        return False
    if [t.key for t in words[:2]] == ["الي", "جانب"] and not first:
        return all(t.key in _OPENING for t in words[2:])
    if any(t.key.removeprefix("و") not in _OPENING for t in words):
        return False
    marked = any(t.word.form in "،," for t in between) or any(t.key[:1] == "و" for t in words)
    return first or marked or found.pro.startswith("و")


def _among(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """Persons among a body's men (من عناصر X بينهم فلان), states among an alliance's (القوى الست ومن بينها X)."""
    key = tokens[i].key.removeprefix("و")
    body, member = before(i), after(i + 1, 2)
    whole = before(body.first) if body is not None and key in _LEADERS and body.ref in _NOBODY else None
    if body is not None and whole is not None and i - body.last <= 1 and any(
            t.key.removeprefix("و") in _HOLDING for t in tokens[s.first:body.first]):  # تضم X فصائل أبرزها Y
        return Membership(whole, [member, *joined(member)]) if member is not None and not member.pro else None
    if body is None or member is None or member.pro or i - body.last > _AMONG_BACK or any(
            t.word.kind == "punct" and t.word.form not in _MARKS for t in tokens[body.last:i]):
        return None
    opens = (key in _AMONG_MEN and key != "منهم") or key in _LEADERS or key != tokens[i].key or (
        tokens[i - 1].key in _AMONG_OPENS or tokens[i - 1].word.form in _MARKS)
    if not opens:
        return None
    if key in _AMONG_MEN:
        men = any(t.key in _MEN for t in tokens[max(s.first, body.first - _MEN_BACK):body.last])
        found = [m for m in (member, *joined(member)) if m.ref.startswith("person:")] if men else []
    else:
        found = [] if body.ref.startswith("person:") or i - body.last > _BODY_BACK else [member, *joined(member)]
    return Membership(body, [m for m in found if m.ref != body.ref]) if found else None


def _one_of(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> Membership | None:
    """What is said of a person: فلان عضو في X, وهو أحد قادة X; a title before a name says nothing."""
    person, body = before(i), after(i, 0)
    whole = body is not None and body.first == i and body.last > i + 1  # the name begins with the word (عنصر في X)
    if not whole:
        body = after(i + 1, _IN_REACH)
    if person is None or body is None or not person.ref.startswith("person:") or body.ref.startswith("person:"):
        return None
    if not whole:
        if body.pro and not body.pro.endswith("ب"):
            return None
        between = tokens[i + 1:body.first]
        if not between or any(t.key not in _IN for t in between):
            return None
    said = tokens[i - 1].key in _SAID_OF and i - person.last <= (
        _HE_BACK if tokens[i - 1].key in _AND_HE else _IN_REACH)
    return Membership(body, [person]) if said or i == person.last else None


def _one_body_of(
    i: int, tokens: list[Token], after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
) -> Membership | None:
    """X، أحد مكونات Y; X إحدى فصائل Y: a body right before the word is part of the one behind."""
    named, body = before(i), after(i + 1, 1)
    if named is None or body is None or named.ref.startswith("person:") or body.generic or named.ref == body.ref or (
            body.ref in _NOBODY):
        return None
    between = [t for t in tokens[named.last:i] if t.word.kind == "ar"]
    if any(t.key not in _SAID_OF for t in between) or i - named.last > _BODY_BACK or (body.pro not in ("", "ل")):
        return None
    return Membership(body, [named])


def _founding(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
) -> Membership | None:
    """شكلت A وB الجبهة Y; اندمجت A وB في Y: two bodies or more, joined, and the one that they make."""
    merging = tokens[i].key.removeprefix("و") in _MERGING
    members: list[Mention] = []
    at = i + 1
    while len(members) < _MOST:
        found = after(at, _NEXT)
        if found is None:
            return None
        between = tokens[at:found.first]
        if not members and (found.pro or found.first - at > 1):
            return None
        if not members or _listed(between, found, first=False):
            members.append(found)
            at = found.last
            continue
        keys = [t.key for t in between if t.word.kind == "ar"]
        inside = any(k in _WITHIN for k in keys) or found.pro == "ب"
        good = len(members) > 1 and not found.generic and len(between) <= _MERGED and (
            inside if merging else not found.pro and all(k in _NAMED for k in keys))
        return Membership(found, members) if good else None
    return None


def _joining(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """انضم A إلى X; A الذي انضم إلى X."""
    subject = after(i + 1, 1)
    at = subject.last if subject is not None and not subject.pro else i + 1
    if at == i + 1:
        subject = before(i)
        if subject is not None and i - subject.last > _BODY_BACK + 1:
            subject = None
    if subject is None:
        return None
    body = after(at, _TOWARDS)
    if body is None or not (body.pro.endswith("ل") or any(t.key in _TO for t in tokens[at:body.first])):
        return None
    members = [subject, *joined(subject)] if at != i + 1 else [subject]
    return Membership(body, [m for m in members if m.ref != body.ref])


def _core(
    i: int, key: str, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> Membership | None:
    """X التي تشكل A عمادها, مكونها الرئيسي; X وعمادها A: A is part of X."""
    body = before(i)
    if body is None or body.ref.startswith("person:") or i - body.last > _BODY_BACK + 1:
        return None
    member = after(i + 1, 0 if key in _FORMING else 1)
    if member is None or member.pro or member.ref == body.ref or member.ref.startswith("person:"):
        return None
    if key in _FORMING:
        core = any(t.key in _CORE for t in tokens[member.last:min(member.last + _CORE_REACH, s.last)])
        if tokens[i - 1].key not in _RELATIVE or not core:
            return None
    return Membership(body, [member])


def _belongs(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """X التي ينتمي إليها A: a body right before the relative pronoun, and those behind the verb."""
    body, member = before(i), after(i + 2, 1)
    if body is None or member is None or member.pro or body.ref.startswith("person:") or i - body.last > _BODY_BACK or (
            tokens[i - 1].key not in _RELATIVE):
        return None
    return Membership(body, [m for m in (member, *joined(member)) if m.ref != body.ref])


def _leaving(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """انشق A عن X; A المنشق عن X: who left a body was part of it."""
    subject = after(i + 1, 1) if tokens[i].key.removeprefix("و") in _DEFECTING else None
    if subject is None or subject.pro:
        subject = before(i)
        if subject is None or i - subject.last > _BODY_BACK:
            return None
        at = i + 1
    else:
        at = subject.last
    body = after(at, _DEFECTS)
    if body is None or not any(t.key == "عن" for t in tokens[at:body.first]) or body.first >= s.last:
        return None
    return Membership(body, [m for m in (subject, *(joined(subject) if at > i + 1 else ())) if m.ref != body.ref],
                      over=True)


def _under(i: int, after: Callable[[int, int], Mention | None]) -> Membership | None:
    """يتبع A لـX: the verb opens, its subject right behind it."""
    subject = after(i + 1, 0)
    body = after(subject.last, 1) if subject is not None and not subject.pro else None
    if subject is None or body is None or not body.pro.endswith("ل") or subject.ref.startswith("person:"):
        return None
    return Membership(body, [subject])


def _member(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> Membership | None:
    """A العضو في X: said of the one right before it."""
    member = before(i)
    body = after(i + 2, 1) if i + 2 < s.last and tokens[i + 1].key in ("في", "ب") else None
    if member is None or body is None or i - member.last > 1 or body.ref.startswith("person:"):
        return None
    return Membership(body, [member])


def _ranked(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> Membership | None:
    """فلان من قيادات X, فلان من أبرز قادة X: said of a person named right before."""
    if i - 1 <= s.first or tokens[i - 1].key not in _OF_RANKS:
        return None
    person, body = before(i - 1), after(i + 1, _IN_REACH)
    if person is None or body is None or not person.ref.startswith("person:") or body.ref.startswith("person:"):
        return None
    words = [t for t in tokens[person.last:i - 1] if t.word.kind == "ar"]
    if any(t.key not in _SAID_OF for t in words) or i - 1 - person.last > _BODY_BACK or (
            body.pro and not body.pro.endswith("ب")):
        return None
    return Membership(body, [person]) if all(t.key in _IN for t in tokens[i + 1:body.first]) else None
