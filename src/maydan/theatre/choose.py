"""Which theatre a text belongs to, by the words that each names as its signals."""

from __future__ import annotations

from collections import Counter
from functools import cache

from maydan.arabic.tokens import Token
from maydan.theatre.load import packaged_theatres, signals_of
from maydan.theatre.names import STRONG, NameIndex, Sense

BASE = "mena"
_ENOUGH = 2  # signals: one name in passing does not make a text about a conflict
_SHORT = 120  # tokens: a few lines name what they are about once
_LOOKED_AT = 4_000  # tokens: the head of a text tells


@cache
def _signals() -> NameIndex:
    return NameIndex.build([
        (signal, Sense("theatre", name, STRONG)) for name in packaged_theatres() for signal in signals_of(name)
    ])


def choose_theatre(text: str, tokens: list[Token]) -> str:
    """Name of the packaged theatre whose signals the text shows most; the base theatre where none speaks up."""
    found = _signals().find(text, tokens[:_LOOKED_AT])
    hits = Counter(sense.id for match in found for sense in match.senses)
    if not hits:
        return BASE
    name, count = min(hits.items(), key=lambda pair: (-pair[1], pair[0]))
    return name if count >= (_ENOUGH if len(tokens) >= _SHORT else 1) else BASE
