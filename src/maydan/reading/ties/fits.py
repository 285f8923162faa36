"""Whether the two sides of a word that may state a tie are such as it is said of."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Mention

_ARMED = frozenset(("armed-group", "alliance"))
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "اللتين"))
_BODIES = frozenset(("armed-group", "alliance", "state", "political"))
_WHOLES = frozenset(("armed-group", "alliance", "political", "international", "other"))
_PARTS = frozenset(("armed-group", "alliance", "political", "state", "other"))
_HIS_LEADER = frozenset(("قائده", "قائدها", "قائدهم", "زعيمه", "زعيمها", "زعيمهم"))
_BEHIND_HIM = frozenset(("خلفه", "خلفها", "خلفهم", "ورائه", "ورائها", "وراءه", "وراءها", "ورائهم"))
_LEADING = frozenset(("تقود", "يقود"))
_WORKING = frozenset(("تعاون", "التعاون", "تعاونا", "للتعاون", "رفقه", "برفقه"))
_BESIDES = frozenset(("رفقه", "برفقه"))
_SERVING = frozenset(("تعمل", "يعمل", "يعملون", "العامله", "العاملين", "العامل",
                      "العاملون", "المشاركه", "المشاركين", "المشارك", "تقاتل",
                      "يقاتل",
                      "يقاتلون"))
_TAKING_PART = frozenset(("المشاركه", "المشاركين", "المشارك"))
_MEN = ("قو", "جيش", "جنود", "وحدات", "طائرات")
_SWORN = ("مبايع", "ولاء")
_SIDE_BY_SIDE = frozenset(("جنبا",))
_ALLYING = ("تحالفت", "تحالفوا", "يتحالف", "تتحالف", "بايع", "يبايع", "تبايع", "مبايع", "ولاء")
_ASSISTING = frozenset(("بمساعده", "بمعاونه"))
_RIVALS = frozenset(("عدوها", "عدوه", "خصمه", "خصمها", "غريمه", "غريمتها", "غريمها"))
_BEHIND = frozenset(("تقف", "يقف"))  # stands behind somebody, not behind an act
_FRIENDS = frozenset(("حليفه", "حليفها", "حليفته", "حليفتها"))
_ALLIES = _FRIENDS | {"حلفاؤه", "حلفاؤها", "حلفائه", "حلفائها", "حلفائهم", "حليفهم"}
_OF_WHOM = 3  # tokens between "and his allies" and who they are
_INSIDE = frozenset(("في", "من", "علي", "داخل", "الي"))
_OPPOSED = frozenset(("معارض", "معارضه", "معارضين", "معارضون", "معارضان", "المعارض", "المعارضه", "المعارضين",
                      "المعارضون"))
_BOUND = frozenset(("مرتبط", "مرتبطه", "مرتبطين", "مرتبطون", "المرتبط", "المرتبطه", "المرتبطين", "المرتبطون",
                    "المرتبطتين"))
_TELLERS = frozenset(("media", "civilian"))


def fits(
    i: int, stop: int, bare: str, a: list[Mention], b: list[Mention], s: Sentence, tokens: list[Token],
    kinds: dict[str, str], firsts: frozenset[int],
) -> bool:
    """Whether the two sides are such as the word is said of, where it has other uses too.

    Args:
        i, stop: token of the word, and behind it. bare: its key without a conjunction. a, b: the two sides.
        kinds: of actors by id. firsts: tokens at which actors begin.
    """
    if bare == "برئاسه" and any(not m.ref.startswith("person:") for m in a):
        return False
    if bare in _HIS_LEADER:
        return tokens[i].key[:1] == "و" and bool(a and b) and all(m.ref.startswith("person:") for m in a) and (
            i - b[-1].last <= 1 and all(kinds.get(m.ref) in _WHOLES for m in b))
    if bare in _BEHIND_HIM:
        return i > s.first and tokens[i - 1].key in ("ومن", "من") and bool(a and b) and a[0].first == stop and (
            not a[0].pro and i - b[-1].last <= 2 and all(kinds.get(m.ref) in _BODIES for m in (*a, *b)))
    if bare in _LEADING:
        relative = i > s.first and tokens[i - 1].key in _RELATIVE
        return relative and bool(b) and b[0].first - stop <= 1 and kinds.get(b[0].ref) in _WHOLES
    if bare in _SIDE_BY_SIDE or bare.startswith(_ALLYING):
        return bool(a and b) and all(kinds.get(m.ref) in _PARTS or (
            m in a and m.ref.startswith("person:")) for m in (*a, *b))
    if bare in _WORKING:
        near = bool(a and b) and (bare not in _BESIDES or (b[0].first - stop <= 1 and i - a[-1].last <= 1))
        return near and any(kinds.get(m.ref) in _ARMED for m in (*a, *b)) and all(
            kinds.get(m.ref) in ("armed-group", "alliance", "state") for m in (*a, *b))
    if bare in _TAKING_PART and not (a and i == a[-1].last and (
            kinds.get(a[0].ref) != "state" or tokens[a[0].first].key.removeprefix("ال").startswith(_MEN))):
        return False  # the verbal noun
    if bare.startswith(_SWORN):
        return bool(a and b) and all(kinds.get(m.ref) in _ARMED or m.ref.startswith("person:") for m in a)
    if bare in _SERVING:
        return bool(a and b) and b[0].first - stop <= 1 and i - a[-1].last <= 2 and (
            tokens[stop - 1].key == "لصالح" or kinds.get(b[0].ref) in _WHOLES)
    if bare in _ASSISTING:
        return bool(a) and a[0].first - stop <= 1 and all(kinds.get(m.ref) in _BODIES for m in (*a, *b))
    if bare in _RIVALS:
        return bool(a and b) and b[0].first - stop <= 1 and i - a[-1].last <= 2
    if bare in _BEHIND and stop - i > 1:
        return bool(a and b) and b[0].first == stop and not b[0].pro and kinds.get(b[0].ref) in _ARMED
    if bare in _ALLIES and tokens[i].key[:1] == "و":
        return bool(a and b) and b[0].first - stop <= _OF_WHOM and not b[0].pro.endswith("ب") and all(
            (t.key == "من" or t.key not in _INSIDE) and not t.key.startswith("ب") for t in tokens[stop:b[0].first])
    if tokens[i].key in _FRIENDS:
        return bool(a and b) and b[0].first - stop <= 1 and not b[0].pro and all(
            t.key not in _INSIDE for t in tokens[stop:b[0].first])
    if bare in _OPPOSED and (i in firsts or not a or not b or i - a[-1].last > 1
                             or a[0].first >= i or b[0].first > stop):
        return False
    if bare in _OPPOSED or bare in _BOUND:
        return all(kinds.get(m.ref) not in _TELLERS for m in (*a, *b))
    return True
