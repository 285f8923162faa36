"""Words and marks that tell names from other words."""

from __future__ import annotations

from functools import cache

from maydan.arabic.fold import fold
from maydan.theatre.tables import lexicon

OPEN = frozenset({'"', "«", "“", "”", "‘", "'", "(", "#"})
CLOSE = frozenset({'"', "»", "”", "“", "’", "'", ")"})
TANWEEN = ("\u064b", "\u064b\u0627", "\u064c", "\u064d")  # an indefinite ending, never on a name


@cache
def everyday() -> frozenset[str]:
    """Words (folded in the file) frequent in the news that seldom stand behind a type word."""
    return frozenset(r["word"] for r in lexicon("everyday_words"))


@cache
def given() -> frozenset[str]:
    """Folded first names that are no everyday words."""
    return frozenset(fold(r["name"]) for r in lexicon("given_names") if r["common"] != "1")
