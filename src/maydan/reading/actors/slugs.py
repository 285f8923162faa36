"""Ids for actors that no theatre knows: their names in Latin letters."""

from __future__ import annotations

import re
from functools import lru_cache

from maydan.arabic.fold import fold
from maydan.reading.actors.lexicon import given_names

_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ء": "", "ئ": "i", "ؤ": "u", "پ": "p", "چ": "ch",
    "ڤ": "v", "گ": "g", "ژ": "zh",
}
_VOWELS = set("aiu")
_PARTS = {"عبد": "abd", "ابو": "abu", "ام": "umm", "بن": "bin", "ابن": "ibn", "ال": "al", "الله": "allah",
          "الدين": "al-din", "ابي": "abi", "بنت": "bint", "ولد": "ould", "من": "min", "في": "fi"}


@lru_cache(maxsize=1 << 12)
def latin(word: str) -> str:
    """One folded Arabic word in Latin letters, short vowels guessed; "" for one without letters."""
    if word in _PARTS:
        return _PARTS[word]
    name = given_names().get(word)
    if name is not None:
        return name.latin
    if word.startswith("ال") and len(word) > 4:
        return "al-" + latin(word[2:])
    if word.startswith("عبدال") and len(word) > 7:
        return "abdul" + latin(word[5:])
    if word.startswith("ابو") and len(word) > 5:
        return "abu-" + latin(word[3:])
    return _spell(word) if not word.isascii() else re.sub("[^a-z0-9]+", "-", word.lower()).strip("-")


def _spell(word: str) -> str:
    out: list[str] = []
    for n, letter in enumerate(word):
        last = n == len(word) - 1
        if letter == "ه" and last:
            out.append("a")
            continue
        if letter == "و" and n and not last and not out[-1].endswith(tuple(_VOWELS)):
            out.append("u" if word[n + 1] not in "اوي" else "w")
            continue
        if letter == "ي" and n and not out[-1].endswith(tuple(_VOWELS)):
            out.append("i")
            continue
        sound = _LETTERS.get(letter, letter if letter.isascii() and letter.isalnum() else "")
        if n and sound and out and out[-1] and out[-1][-1] not in _VOWELS and sound[0] not in _VOWELS and n == 1:
            out.append("a")
        out.append(sound)
    return "".join(out)


def slug(name: str) -> str:
    """A stretch of Arabic as a slug: "كتائب فجر الخلافة" -> "kataib-fajr-..."; "unnamed" when no letter is left."""
    words = [latin(w) for w in re.findall(r"[\u0620-\u06ff]+|[A-Za-z0-9]+", fold(name))]
    return "-".join(w for w in words if w)[:60].strip("-") or "unnamed"
