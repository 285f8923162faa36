"""English names as newspapers and analysts write them, from the scholarly forms of the sources.

GeoNames writes "Ash Shaykh Miskīn" and "Kafr Ta‘āl"; a careful annotator writes "al-Sheikh Miskin" and
"Kafr Taal": no marks, one article, the usual words for hill, spring, monastery and house.
"""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

_SIGNS = str.maketrans("", "", "‘’ʻʼʿʾ`'")
_ARTICLE = re.compile(r"\b(?:A[lnr]|A[dstz]h?|El|E[dnrstz])[ -](?=[A-Z])")
_GLUED = re.compile(r"\bEl(?=[a-z]{3})")
_INNER = re.compile(r"\b(?:a[lnr]|a[dstz]h?|e[ldnrstz]|esh|eth)[ -](?=[A-Za-z])")
_WORDS = {
    "Shaykh": "Sheikh", "Shaikh": "Sheikh", "Tall": "Tal", "Tell": "Tal", "Ayn": "Ain", "Ein": "Ain", "Bayt": "Beit",
    "Beith": "Beit", "Bait": "Beit", "Dayr": "Deir", "Kherbet": "Khirbat", "Khirbet": "Khirbat", "Jeb": "Jubb",
    "Jebel": "Jabal", "Qarah": "Qara", "Hawsh": "Hosh", "Bir": "Bir", "Kafar": "Kafr", "Ma`arrat": "Maarrat",
}


def english(name: str) -> str:
    """A plain English form of a name in Latin letters."""
    plain = unicodedata.normalize("NFKD", name)
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = plain.replace("Ð", "D").replace("ı", "i").replace("\n", " ").translate(_SIGNS)
    plain = _ARTICLE.sub("al-", plain)
    plain = _GLUED.sub("al-", plain)
    plain = _INNER.sub("al-", plain)
    pairs = [("al-", word[3:]) if word.startswith("al-") else ("", word) for word in plain.split()]
    words = [article + _WORDS.get(word, word) for article, word in pairs]
    plain = " ".join(re.sub(r"(?<=[^aeiou\W])ah$", "a", word) if len(word) > 4 else word for word in words)
    plain = re.sub(r"\bal-([a-z])", lambda m: "al-" + m.group(1).upper(), plain)
    return plain[:1].upper() + plain[1:] if not plain.startswith("al-") else plain


_SKELETON = str.maketrans({
    "ب": "b", "ت": "t", "ث": "t", "ج": "j", "ح": "h", "خ": "k", "د": "d", "ذ": "d", "ر": "r", "ز": "z", "س": "s",
    "ش": "s", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "غ": "g", "ف": "f", "ق": "q", "ك": "k", "ل": "l", "م": "m",
    "ن": "n", "ه": "h", "و": "w", "ي": "y", "ى": "", "ة": "", "ا": "", "أ": "", "إ": "", "آ": "", "ع": "", "ء": "",
    "ئ": "", "ؤ": "w", "پ": "b", "گ": "g", "چ": "j", "ڤ": "f",
})


def _skeleton(arabic: str) -> str:
    return re.sub("[wyh]", "", arabic.replace("ال", "").translate(_SKELETON).replace(" ", ""))


def _bones(latin: str) -> str:
    plain = english(latin).lower().replace("al-", "").replace("kh", "k").replace("gh", "g").replace("sh", "s")
    plain = plain.replace("th", "t").replace("dh", "d").replace("c", "k").replace("ei", "").replace("ee", "")
    return re.sub("[aeiouywh ’'-]", "", plain)


def best(arabic: str, primary: str, others: list[str], scholarly_first: bool) -> str:
    """The English name: of the forms given, the one whose consonants fit the Arabic name best.

    Args:
        arabic: the Arabic name.
        primary: the form of the first source.
        others: further forms.
        scholarly_first: whether ``others``, which spell vowels alike everywhere, win over ``primary`` when both fit.
    """
    forms = [*others, primary] if scholarly_first and others else [primary, *others]
    want = _skeleton(arabic)
    fit = [round(SequenceMatcher(None, want, _bones(form), autojunk=False).ratio(), 1) for form in forms]
    return english(forms[max(range(len(forms)), key=lambda i: (fit[i], -i))])
