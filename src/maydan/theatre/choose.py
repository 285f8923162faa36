"""Which theatre a text belongs to, by the words that each names as its signals."""

from __future__ import annotations

from collections import Counter
from functools import cache

from maydan.arabic.fold import fold_word
from maydan.arabic.tokens import tokenize, word
from maydan.theatre.load import packaged_theatres, signals_of
from maydan.theatre.names import name_keys

BASE = "mena"
_ENOUGH = 2  # signals: one name in passing does not make a text about a conflict
_LOOKED_AT = 20_000  # letters: the head of a text tells


@cache
def _signals() -> dict[str, tuple[tuple[str, tuple[str, ...]], ...]]:
    """First word of a signal -> (theatre, all its words)."""
    found: dict[str, list[tuple[str, tuple[str, ...]]]] = {}
    for name in packaged_theatres():
        for signal in signals_of(name):
            keys = name_keys(signal)
            if keys:
                found.setdefault(keys[0], []).append((name, keys))
    return {first: tuple(rest) for first, rest in found.items()}


def choose_theatre(text: str) -> str:
    """Name of the packaged theatre whose signals the text shows most; the base theatre where none speaks up."""
    signals = _signals()
    tokens = tokenize(text[:_LOOKED_AT])
    hits: Counter[str] = Counter()
    for i, token in enumerate(tokens):
        for _, rest in word(token.word.form).proclitics:
            for name, keys in signals.get(rest, ()):
                if all(
                    i + k < len(tokens) and fold_word(tokens[i + k].word.form) == key
                    for k, key in enumerate(keys[1:], 1)
                ):
                    hits[name] += 1
    if not hits:
        return BASE
    name, count = min(hits.items(), key=lambda pair: (-pair[1], pair[0]))
    return name if count >= _ENOUGH else BASE
