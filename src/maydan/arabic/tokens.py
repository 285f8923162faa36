"""Words with the clitics that may be taken off them.

A :class:`Word` is what can be said of a written form whatever its place in a text; it is made once per
form and shared by all its tokens. A :class:`Token` is one occurrence with its offsets.

Arabic writes conjunctions (و ف), prepositions (ب ل ك), the article (ال) and the future mark (س) as one word
with what follows, and object or possessive pronouns with what precedes. Which of these letters belong to the
stem cannot be told without a lexicon, so every division that leaves a stem of two letters or more is kept,
the undivided form first, and look-up decides.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from maydan.arabic.fold import ARABIC_LETTER, INVISIBLE, MARKS, fold, skip_letters
from maydan.arabic.memo import LIMIT, Memo

_WORD_CHARS = f"{ARABIC_LETTER}{MARKS}{INVISIBLE}"
TOKEN = re.compile(
    f"[{_WORD_CHARS}]*[{ARABIC_LETTER}][{_WORD_CHARS}]*"
    r"|[0-9\u0660-\u0669\u06f0-\u06f9]+(?:[.,\u066b\u066c][0-9\u0660-\u0669\u06f0-\u06f9]+)*"
    r"|[A-Za-z\u00c0-\u024f]+(?:['\u2019.-][A-Za-z\u00c0-\u024f]+)*"
    f"|\\n+|[^\\s\\w{INVISIBLE}]|_|[^\\W\\d]+"  # marks of direction between words are no tokens
)

# Proclitics in the order in which they may stand, longest first; "لل" is ل + ال with one letter lost.
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
ENCLITICS = ("هما", "كما", "هم", "هن", "ها", "نا", "كم", "ني", "ه", "ك", "ي")
_MIN_STEM = 2
SHORT_PRESENT = frozenset((
    "يتم", "تتم", "يقع", "تقع", "يصل", "تصل", "يرد", "ترد", "يضم", "تضم", "يضع", "تضع", "يظل", "تظل", "يحل", "تحل",
    "تعد", "يمر", "تمر", "يشن", "تشن", "يجد", "تجد", "يقف", "تقف", "يعم", "تعم", "يفي", "تفي", "يصب", "تصب", "يقل",
    "تقل",
))
"""Verbs of three letters that س may stand before: of other words that short, س is mostly a root letter."""


class Split(NamedTuple):
    """One way to divide a word.

    Attributes:
        pro: proclitics before the article ("", "و", "ب", "وب", "ل", ...), and "س" for the future.
        article: whether the stem follows ال.
        stem: the rest, folded, without article and enclitic.
        enclitic: pronoun taken off the end, or "".
        length: letters of the key before the stem (article included).
    """

    pro: str
    article: bool
    stem: str
    enclitic: str
    length: int


_NOTHING = "\u0640"  # key of what folds away (a dash of tatweel): no key is empty, so that its letters can be asked for


class Word:
    """A written form: its key and the ways to divide it.

    Attributes:
        form: as written.
        key: folded.
        kind: "ar", "num", "lat", "punct" or "line".
        proclitics: (proclitics, rest) pairs, the undivided form first; the rest keeps its article.
    """

    __slots__ = ("form", "key", "kind", "proclitics")

    def __init__(self, form: str) -> None:
        key = fold(form)
        self.form = form
        self.kind = _kind(form, key)
        self.key = form if key == form else key or _NOTHING  # one string for both, where nothing was evened out
        self.proclitics: tuple[tuple[str, str], ...] = proclitics(self.key) if self.kind == "ar" else (("", self.key),)

    def __repr__(self) -> str:
        return f"Word({self.form!r})"

    @property
    def splits(self) -> tuple[Split, ...]:
        """All divisions, with article and enclitics; the undivided form first."""
        return _splits(self.key) if self.kind == "ar" else (Split("", False, self.key, "", 0),)


def _kind(form: str, key: str) -> str:
    if form[0] == "\n":
        return "line"
    if not key:
        return "punct"
    first = key[0]
    if first.isdigit():
        return "num"
    if "\u0620" <= first <= "\u06ff" and first.isalpha():
        return "ar"
    return "lat" if first.isalpha() else "punct"


def proclitics(key: str) -> tuple[tuple[str, str], ...]:
    """(proclitics, rest) pairs of a folded Arabic word, the undivided form first; the rest keeps its article."""
    found: list[tuple[str, str]] = [("", key)]
    rest, pro = key, ""
    if rest[0] in _CONJUNCTIONS and len(rest) > _MIN_STEM:
        pro, rest = rest[0], rest[1:]
        found.append((pro, rest))
    for base_pro, base in tuple(found):
        if base.startswith("لل") and len(base) > 3:
            found.append((base_pro + "ل", "ال" + base[2:]))
            found.append((base_pro + "ل", base[1:]))
        elif base[0] in _PREPOSITIONS and len(base) > _MIN_STEM:
            found.append((base_pro + base[0], base[1:]))
        elif base[0] == "س" and base[1:2] in "يتنا" and (len(base) > 4 or base[1:] in SHORT_PRESENT):
            found.append((base_pro + "س", base[1:]))
    return tuple(dict.fromkeys(found))


@lru_cache(maxsize=1 << 12)
def _splits(key: str) -> tuple[Split, ...]:
    found: list[Split] = []
    for pro, rest in proclitics(key):
        doubled = pro.endswith("ل") and rest.startswith("ال") and not key[len(pro):].startswith("ال")
        stems = [(rest, False)]
        if rest.startswith("ال") and len(rest) > _MIN_STEM + 1:
            stems.append((rest[2:], True))
        for stem, article in stems:
            length = len(key) - len(stem)
            if not article and doubled:
                length = len(pro)
            found.append(Split(pro, article, stem, "", length))
            if article:
                continue
            for enclitic in ENCLITICS:
                if stem.endswith(enclitic) and len(stem) - len(enclitic) >= _MIN_STEM:
                    found.append(Split(pro, False, stem[: -len(enclitic)], enclitic, length))
    return tuple(found)


_WORDS: Memo[str, Word] = Memo(Word)
word: Callable[[str], Word] = _WORDS.__getitem__
"""The shared :class:`Word` of a written form."""


class Token:
    """One occurrence of a word.

    Attributes:
        word: what is known of the form.
        start, end: code points in the text.
        index: its number in the text.
        sentence: number of its sentence, set by :mod:`maydan.arabic.sentences`.
    """

    __slots__ = ("end", "index", "sentence", "start", "word")

    def __init__(self, word: Word, start: int, end: int, index: int, sentence: int = 0) -> None:
        self.word = word
        self.start = start
        self.end = end
        self.index = index
        self.sentence = sentence

    @property
    def key(self) -> str:
        """The folded form."""
        return self.word.key

    def __repr__(self) -> str:
        return f"Token({self.word.form!r}, {self.start}, {self.end})"

    def after(self, text: str, letters: int) -> int:
        """Offset of what follows the first ``letters`` letters (a proclitic) of this token."""
        return skip_letters(text, self.start, letters) if letters else self.start


_PARTS = re.compile(f"({TOKEN.pattern})")


_LONG = 24  # letters of what stands between two blanks, above which it is not kept
_Piece = tuple[tuple[Word, int, int], ...]


def _cut(piece: str) -> _Piece:
    """The words of a stretch of text, and where each starts and ends in it."""
    parts: list[str] = _PARTS.split(piece)  # what lies between tokens, a token, what lies between, ...
    found: list[tuple[Word, int, int]] = []
    words, end = _WORDS, len(parts[0])
    for i in range(1, len(parts), 2):
        start, end = end, end + len(parts[i])
        found.append((words[parts[i]], start, end))
        end += len(parts[i + 1])
    return tuple(found)


_PIECES: Memo[str, _Piece] = Memo(_cut, LIMIT // 4)


def tokenize(text: str) -> list[Token]:
    """All tokens of a text in order; spaces are left out, line ends kept as tokens of kind "line".

    Digits glued to letters (46%من, 19كم) and punctuation come apart; a decimal or thousands number stays one. No token
    holds a blank, so what stands between two blanks is cut on its own, and as it was before where it is known.
    """
    found: list[Token] = []
    pieces, at = _PIECES, 0
    for piece in text.split(" "):
        if piece:
            for known, start, end in _cut(piece) if len(piece) > _LONG or "\n" in piece else pieces[piece]:
                found.append(Token(known, at + start, at + end, len(found)))
        at += len(piece) + 1
    return found
