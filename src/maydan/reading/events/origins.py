"""Places that only tell where a doer stands or fires from (قوات X المتمركزة في A قصفت B، أطلقت من A صواريخ على B)."""

from __future__ import annotations

from collections.abc import Container, Sequence

from maydan.arabic.tokens import Token

_STATIONED = frozenset((
    "المتمركز", "المتمركزه", "المتمركزين", "المتمركزون", "متمركزه", "المتواجد", "المتواجده", "المتواجدين",
    "المتواجدون", "المنتشر", "المنتشره", "المنتشرين", "المنتشرون", "المتموضعه", "المتموضع", "المرابط", "المرابطه",
    "المرابطين", "الموجوده", "الموجودين", "الموجود",
))
_BASES = frozenset((
    "مواقعها", "مواقعه", "مواقعهم", "قواعدها", "قواعده", "قواعدهم", "قاعدتها", "قاعدته", "نقاطها", "نقاطه", "نقاطهم",
    "حواجزها", "معسكراتها", "معسكرها", "ثكناتها", "مقراتها", "مراكزها", "مرابضها", "مناطقها",
))
_SETTING_OUT = frozenset((
    "انطلاقا", "انطلاقه", "منطلقه", "منطلقا", "المنطلقه", "قادمه", "قادما", "قادمين", "مصدره", "مصدرها", "اقلعت",
    "اقلع", "واقلعت", "تقلع", "المقلعه",
))
POSTS = frozenset((
    "حواجز", "حاجز", "معسكرات", "معسكر", "مواقع", "موقع", "نقاط", "نقطه", "قواعد", "قاعده", "ثكنات", "مقرات", "مرابض",
    "تمركزات", "بوارج",
))
"""What a party fires from (قصف من حواجز X)."""
_SETTLED = frozenset((
    "بلده", "مدينه", "قريه", "مخيم", "حي", "بلدتي", "قريتي", "مدينتي", "محيط", "اطراف", "قري", "بلدات",
))
_INTO = frozenset(("في", "ب", "من", "داخل", "علي", "قرب", "عند", "باتجاه", "نحو", "محيط", "اطراف", "ضمن", "بمحيط"))
_NO_ORIGIN = frozenset((
    "بالقرب", "القرب", "قريبا", "قريبه", "القريب", "القريبه", "القريبين", "مقربه", "كل", "كلا", "عدد", "اجزاء", "جزء",
    "العديد", "مزيد", "كم", "كيلومتر", "كيلومترا", "كيلومترات", "مترا", "متر", "امتار", "قرب", "بعد", "الغرب",
    "الشرق", "الشمال", "الجنوب", "اكثر", "اقل", "تبقي", "قسم", "عديده", "اكبر",
))
_AIMED = frozenset((
    "علي", "نحو", "باتجاه", "استهدف", "استهدفت", "طال", "طالت", "سقط", "سقطت", "ادي", "ادت", "اسفر", "اسفرت", "تسبب",
    "تسببت", "ما", "مما", "خلف", "خلفت",
))
_GAP = 4  # tokens between the words of station and the place
_FAR = 16  # tokens behind "whose source is"


def stationed(tokens: Sequence[Token], first: int, start: int, doers: Container[int]) -> bool:
    """Whether a place at token ``first`` of a sentence from ``start`` is where a doer stands.

    Args:
        doers: tokens behind mentions of the doers; what stands elsewhere may be the target.
    """
    at = first
    while at > start and tokens[at].word.key not in _SETTLED and tokens[at - 1].word.key in _SETTLED:
        at -= 1
    if at > start and tokens[at].word.key in _SETTLED:
        before = tokens[at - 1].word.key
        if before not in _INTO and before not in _STATIONED:  # المتمركزة في A بلدة B: a phrase of its own
            return False
    if _of_post(tokens, first, start):
        return True
    for i in range(first - 1, max(start, first - _GAP) - 1, -1):
        key = tokens[i].word.key
        if tokens[i].word.kind == "punct" or key == "علي":
            return False
        if key in _STATIONED:
            return any(j in doers for j in (i, i - 1))
        if key in _BASES:
            return i > start and tokens[i - 1].word.key == "من"
        if key in _SETTING_OUT:
            return True
    return False


def _of_post(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Whether a place lies behind "from the positions of X in" (قصف من مواقع X في A)."""
    inside = False
    for i in range(first - 1, max(start, first - _POST) - 1, -1):
        key = tokens[i].word.key
        if tokens[i].word.kind == "punct" or key in _AIMED or key[:1] == "و":
            return False
        if key in POSTS:
            return inside and i > start and tokens[i - 1].word.key == "من"
        inside = inside or key == "في" or key[:1] == "ب"
    return False


_POST = 9  # tokens between "from the positions of" and the place


def sourced(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Whether a place stands in a phrase that tells whence fire comes (مصدره مناطق X شمالي A)."""
    for i in range(first - 1, max(start, first - _FAR) - 1, -1):
        key = tokens[i].word.key
        if tokens[i].word.kind == "punct" or key in _AIMED:
            return False
        if key in ("مصدره", "مصدرها", "ومصدره", "ومصدرها"):
            return True
    return False


def fired_from(tokens: Sequence[Token], first: int, start: int) -> bool:
    """Whether "from" stands right before a place, or before "inside", and tells no nearness or part."""
    i = first - 1
    while i > start and tokens[i].word.key in ("داخل", "جهه", "اتجاه", "محيط", "عمق"):
        i -= 1
    return i >= start and tokens[i].word.key == "من" and (i == start or tokens[i - 1].word.key not in _NO_ORIGIN)
