"""English names of places: the gazetteer's where there is one, composed for relations, romanised for the rest."""

from __future__ import annotations

_SIDES = {
    "n": "Northern", "s": "Southern", "e": "Eastern", "w": "Western", "c": "Central", "ne": "Northeastern",
    "nw": "Northwestern", "se": "Southeastern", "sw": "Southwestern",
}
_NOUNS = {
    "n": "North", "s": "South", "e": "East", "w": "West", "c": "Centre", "ne": "Northeast", "nw": "Northwest",
    "se": "Southeast", "sw": "Southwest",
}
_LETTERS = {
    "ا": "a", "ب": "b", "ت": "t", "ث": "th", "ج": "j", "ح": "h", "خ": "kh", "د": "d", "ذ": "dh", "ر": "r", "ز": "z",
    "س": "s", "ش": "sh", "ص": "s", "ض": "d", "ط": "t", "ظ": "z", "ع": "a", "غ": "gh", "ف": "f", "ق": "q", "ك": "k",
    "ل": "l", "م": "m", "ن": "n", "ه": "h", "و": "w", "ي": "y", "ؤ": "u", "ئ": "i", "ء": "",
}
_VOWELS = set("aeiou")


def adjective(side: str) -> str:
    """"n" -> "Northern"."""
    return _SIDES.get(side, "")


def noun(side: str) -> str:
    """"n" -> "North"."""
    return _NOUNS.get(side, "")


def romanise(key: str) -> str:
    """A plain English spelling of a folded Arabic name, short vowels as "a"."""
    return " ".join(_word(w) for w in key.split())


def _word(word: str) -> str:
    if word.isdecimal():
        return word
    article = word.startswith("ال") and len(word) > 3
    letters = word[2:] if article else word
    out = ""
    for i, letter in enumerate(letters):
        sound = _LETTERS.get(letter, letter)
        last = i == len(letters) - 1
        if letter == "ه" and last:
            sound = "a"
        elif letter == "ي" and i and (last or letters[i + 1] not in "اوي"):
            sound = "i"
        elif letter == "و" and i and (last or letters[i + 1] not in "اوي"):
            sound = "u"
        elif out and out[-1] not in _VOWELS and sound and sound[0] not in _VOWELS and i == 1:
            sound = "a" + sound
        out += sound
    out = out.capitalize()
    return f"al-{out}" if article else out
