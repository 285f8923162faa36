"""Spelling evened out for look-up, with the way back to the original letters.

Two foldings serve two ends. :func:`fold` makes the *key* under which names and words are looked up;
:func:`fold_with_map` also says which code point of the original each letter of the key comes from, so
that whatever is found can be quoted letter for letter.

What is evened out follows the list of pitfalls for Arabic newspaper text: vowel marks, tatweel and
invisible direction marks go; the seats of alef are one letter; final ya and alef maqsura, ta marbuta and
ha are one each; Persian and presentation forms become Arabic letters; digits of both sets become ASCII.
Hamza on waw and on ya stay as they are: they tell words apart.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from functools import lru_cache

MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"
INVISIBLE = "\u0640\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\u061c"
DROPPED = re.compile(f"[{MARKS}{INVISIBLE}]+")
ARABIC_LETTER = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\ufb50-\ufdff\ufe70-\ufefc"

_ONE_TO_ONE: dict[int, str] = {
    **{ord(c): "ا" for c in "أإآٱٲٳ"},
    ord("ى"): "ي", ord("ی"): "ي", ord("ې"): "ي", ord("ے"): "ي",
    ord("ة"): "ه", ord("ہ"): "ه", ord("ھ"): "ه", ord("ە"): "ه",
    ord("ک"): "ك", ord("ڪ"): "ك", ord("گ"): "ك",
    **{0x0660 + i: str(i) for i in range(10)},
    **{0x06F0 + i: str(i) for i in range(10)},
    0x00A0: " ", 0x202F: " ", 0x2009: " ", 0x3000: " ",
    0x066A: "%", 0x066B: ".", 0x066C: ",",
}
_DELETED: dict[int, None] = {
    c: None for first, last in re.findall("(.)(?:-(.))?", MARKS + INVISIBLE)
    for c in range(ord(first), ord(last or first) + 1)
}
_TABLE: dict[int, str | None] = {**_ONE_TO_ONE, **_DELETED}
_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_LETTERS: dict[str, str] = {chr(c): letter for c, letter in _ONE_TO_ONE.items()}
_COMMON = ("أ", "إ", "آ", "ى", "ة")  # in nearly every text
_RARE = re.compile("[" + "".join(sorted(_LETTERS.keys() - set(_COMMON))) + "]")
_SHORT = 48  # letters of a text below which one pass letter by letter is quicker than one for each letter to change


def has_presentation_forms(text: str) -> bool:
    """Whether letters stand in their printed shapes (U+FB50-FDFF, U+FE70-FEFC), as in badly made PDF files."""
    return _PRESENTATION.search(text) is not None


def fold(text: str) -> str:
    """The look-up key of a stretch of text (not necessarily as long as the text)."""
    if _PRESENTATION.search(text):
        text = unicodedata.normalize("NFKC", text)
    if len(text) < _SHORT:
        return text.translate(_TABLE).lower()
    text = DROPPED.sub("", text)
    for letter in _COMMON:
        text = text.replace(letter, _LETTERS[letter])
    for letter in set(_RARE.findall(text)):
        text = text.replace(letter, _LETTERS[letter])
    return text.lower()


@lru_cache(maxsize=1 << 14)
def fold_word(word: str) -> str:
    """:func:`fold` of one word, remembered, since newspaper text repeats its words."""
    return fold(word)


class OffsetMap:
    """Where each letter of a folded text stands in the original.

    Attributes:
        text: the original.
        key: its folded form.
    """

    __slots__ = ("_origin", "key", "text")

    def __init__(self, text: str, key: str, origin: list[int]) -> None:
        self.text, self.key, self._origin = text, key, origin

    def to_original(self, start: int, end: int) -> tuple[int, int]:
        """Original offsets of ``key[start:end]``; marks that follow the last letter belong to it."""
        if not 0 <= start <= end <= len(self.key):
            raise IndexError(f"no stretch {start}:{end} in a key of {len(self.key)}")
        first = self._origin[start] if start < len(self.key) else len(self.text)
        if start == end:
            return first, first
        last = self._origin[end] if end < len(self.key) else len(self.text)
        stop = self._origin[end - 1] + 1
        while stop < last and DROPPED.fullmatch(self.text[stop]):
            stop += 1
        return first, stop

    def to_key(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the key of what stands at ``text[start:end]``."""
        first = bisect_right(self._origin, start - 1) if start else 0
        last = bisect_right(self._origin, end - 1) if end else 0
        return first, max(first, last)


def fold_with_map(text: str) -> OffsetMap:
    """Fold a text and keep, for every letter of the key, the code point it comes from."""
    key: list[str] = []
    origin: list[int] = []
    for i, char in enumerate(text):
        folded = fold(char)
        key.append(folded)
        origin.extend([i] * len(folded))
    return OffsetMap(text, "".join(key), origin)


def skip_letters(text: str, start: int, count: int) -> int:
    """Offset in the original after ``count`` letters of the key from ``start`` on, and the marks they bear."""
    at = start
    while count and at < len(text):
        count -= _width(text[at])
        at += 1
    while at < len(text) and not _width(text[at]) and DROPPED.match(text[at]):
        at += 1
    return at


@lru_cache(maxsize=1 << 12)
def _width(letter: str) -> int:
    """Letters that a letter has in the key, 0 for marks."""
    return len(fold(letter))
