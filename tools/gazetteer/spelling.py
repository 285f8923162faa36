"""Variants of a place name's spelling that the Arabic press uses.

Differences of alef seats, final ya and final ta marbuta are folded by the matcher and not listed. What is
listed: the article put on or left off, two-word names written as one and the reverse, the article on a
direction or on the second part, final alef for ta marbuta, and a few letters that writers mix up.
"""

from __future__ import annotations

import re
import unicodedata

from maydan.arabic.fold import DROPPED, fold

JOINED = ("كفر", "معر", "تل", "دير", "خان", "بير", "حير", "مر")
HEADS = (
    "تل", "خان", "عين", "دير", "بيت", "جب", "خربة", "رسم", "وادي", "برج", "حوش", "بئر", "كفر", "شيخ", "تلة", "رأس",
    "معرة", "قصر", "مزرعة", "حي", "نبع", "ضهرة", "ضهر", "سد", "قلعة", "جسر", "باب", "جبل", "أم", "نهر", "مرج",
)
SIDES = {
    "شرقي": "الشرقي", "غربي": "الغربي", "شمالي": "الشمالي", "جنوبي": "الجنوبي", "كبير": "الكبير", "صغير": "الصغير",
    "شرقية": "الشرقية", "غربية": "الغربية", "شمالية": "الشمالية", "جنوبية": "الجنوبية", "كبيرة": "الكبيرة",
    "صغيرة": "الصغيرة", "فوقاني": "الفوقاني", "تحتاني": "التحتاني", "فوقانية": "الفوقانية", "تحتانية": "التحتانية",
    "الكبرى": "الكبيرة", "الصغرى": "الصغيرة", "قديمة": "القديمة", "جديدة": "الجديدة", "عليا": "العليا",
    "سفلى": "السفلى",
    "فوقا": "الفوقا", "تحتا": "التحتا", "وسطى": "الوسطى", "وسطاني": "الوسطاني",
}
TYPE_WORDS = ("مدينة", "محافظة", "منطقة", "ناحية", "مخيم")
_DEFINITE = {definite: plain for plain, definite in SIDES.items() if not plain.startswith("ال")}
_MIXED_UP = str.maketrans({"ظ": "ض", "ئ": "ي", "ؤ": "و", "ء": "", "ث": "ت", "ذ": "د"})
_NOISE = re.compile(r"\s*\([^)]*\)|[\"'.،]")


def clean(name: str) -> str:
    """A source's name without brackets, underscores, dots, vowel marks, printed letter shapes and double spaces."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", name)).replace("_", " ")
    return " ".join(_NOISE.sub(" ", DROPPED.sub("", plain)).split())


def halves(name: str) -> list[str]:
    """The parts of a name that a source gives as "one - other"."""
    return [part for part in (clean(p) for p in re.split(r"\s*[-/–]\s*", name)) if part]


def article_off(word: str) -> str:
    """The word without its article."""
    return word[2:] if word.startswith("ال") and len(word) > 4 else word


def key(name: str) -> str:
    """What two spellings of one name have in common: no spaces, articles, final vowels or mixed-up letters."""
    words = [article_off(fold(word)) for word in clean(name).split()]
    text = "".join(re.sub("[هاي]+$", "", word) or word for word in words)
    return text.translate(_MIXED_UP)


def without_side(name: str) -> str | None:
    """The name without its last word if that only tells it from its twin ("الباغوز فوقاني")."""
    words = name.split()
    sides = {*map(fold, SIDES), *map(fold, SIDES.values())}
    return " ".join(words[:-1]) if len(words) > 1 and fold(words[-1]) in sides else None


def without_unit(name: str, units: tuple[str, ...]) -> str:
    """The name without the district or subdistrict that an official list adds to tell namesakes apart."""
    words = name.split()
    apart = words[0] not in TYPE_WORDS and key(words[-1]) in {key(unit) for unit in units if unit}
    if len(words) > 1 and apart:
        words = words[:-2] if words[-2] == "قرب" and len(words) > 2 else words[:-1]
    if len(words) == 1 and (fold(words[0]) in {fold(head) for head in HEADS} or len(words[0]) < 3):
        return name
    return " ".join(words)


def variants(name: str, article: bool) -> list[str]:
    """Spellings derived by rule, the name itself not among them.

    Args:
        name: an Arabic name.
        article: whether a form in Latin letters bears the article.
    """
    found: list[str] = []
    words = name.split()
    if len(words) == 1:
        bare = article_off(name)
        if bare != name and not article:
            found.append(bare)
        elif bare == name and not name.startswith("ال") and len(name) > 3:
            found.append("ال" + name)
        for head in JOINED:
            rest = name[len(head):]
            if name.startswith(head) and len(rest) >= 3 and len(head) > 2:
                found.append(f"{head} {rest}")
    head = words[0]
    if len(words) == 2:
        other = words[1]
        if head in JOINED and not other.startswith("ال"):
            found.append(head + other)
        if head in HEADS and other not in SIDES and other not in _DEFINITE:
            bare = article_off(other)
            found.append(f"{head} {bare}" if bare != other else f"{head} ال{other}")
        if head == "أبو" and not other.startswith("ال"):
            found.extend((f"البو {other}", f"البو{other}", f"أبو{other}"))
        if head in ("البو", "ألبو"):
            found.extend((f"البو{other}", f"أبو {other}"))
    if head in ("بئر", "بير"):
        found.append(" ".join([{"بئر": "بير", "بير": "بئر"}[head], *words[1:]]))
    last = words[-1]
    if len(words) > 1 and last in SIDES:
        found.append(" ".join([*words[:-1], SIDES[last]]))
    elif len(words) > 1 and last in _DEFINITE:
        found.append(" ".join([*words[:-1], _DEFINITE[last]]))
    if last not in _DEFINITE and last not in SIDES and len(article_off(last)) >= 5:
        if last.endswith(("ة", "ه")) and not last.endswith(("ية", "يه")) and not last.startswith("ال"):
            found.append(" ".join([*words[:-1], last[:-1] + "ا"]))
        elif last.endswith("ا") and not last.startswith("ال"):
            found.append(" ".join([*words[:-1], last[:-1] + "ة"]))
    if last.endswith("اء"):
        found.append(" ".join([*words[:-1], last[:-1]]))
    elif last.endswith("ا") and last.startswith("ال") and len(last) > 5:
        found.append(" ".join([*words[:-1], last + "ء"]))
    for ours, theirs in (("الظهور", "الضهور"), ("ظهر", "ضهر"), ("ضهر", "ظهر"), ("ضهرة", "ظهرة"), ("ظهرة", "ضهرة")):
        if ours in words:
            found.append(" ".join(theirs if word == ours else word for word in words))
    own = fold(name)
    unique = {fold(form): form for form in reversed(found) if fold(form) != own}
    return list(reversed(unique.values()))
