"""What a text is found by: its folded words, and beside them the stems that remain without clitics.

Kept apart from the look-up of names, which weighs how a word may be divided: here every division counts.
"""

from __future__ import annotations

from collections.abc import Sequence

from maydan.arabic.memo import Memo
from maydan.arabic.tokens import ENCLITICS, TOKEN, Word, proclitics, word

SPOKEN = frozenset(("ar", "num", "lat"))  # kinds of words that are looked for
MOST_WORDS = 200_000  # a text of more words than a long book is shadowed up to here
_LEAST = 2  # letters of a stem
_ENDINGS: dict[str, tuple[str, ...]] = {
    letter: tuple(e for e in ENCLITICS if e.endswith(letter)) for letter in sorted({e[-1] for e in ENCLITICS})}
"""Last letter -> pronouns that end in it."""


def _stems(key: str) -> tuple[str, ...]:
    found: set[str] = set()
    for _, rest in proclitics(key):
        found.add(rest)
        if len(rest) > _LEAST + 1 and rest.startswith("ال"):
            found.add(rest[2:])
        for enclitic in _ENDINGS.get(rest[-1], ()):
            size = len(rest) - len(enclitic)
            if size > _LEAST and rest.endswith(enclitic):
                stem = rest[:size]
                found.add(stem)
                if stem[-1] == "ت":  # ta marbuta before a pronoun
                    found.add(stem[:-1] + "ه")
    found.discard(key)
    return tuple(s for s in found if len(s) > 1)


_STEMS: Memo[str, tuple[str, ...]] = Memo(_stems)


def stems(form: str) -> frozenset[str]:
    """What may remain of a written form without its clitics, folded; the undivided form is not among them."""
    known = word(form)
    return frozenset(_STEMS[known.key]) if known.kind == "ar" else frozenset()


def words_of(text: str) -> list[Word]:
    """The words of a text in order, with signs and line ends."""
    return [word(form) for form in TOKEN.findall(text)[:MOST_WORDS]]


def shadow(text: str) -> tuple[str, str]:
    """The folded words of a text in order, and its stems (each once), both parted by spaces."""
    return shadow_words(words_of(text))


def shadow_words(words: Sequence[Word]) -> tuple[str, str]:
    """:func:`shadow` of a text whose words are at hand."""
    known = words[:MOST_WORDS]
    found: set[str] = set()
    for key in {w.key for w in set(known) if w.kind == "ar"}:
        found.update(_STEMS[key])
    return " ".join([w.key for w in known if w.kind in SPOKEN]), " ".join(sorted(found))
