"""The words that state who holds ground, worked out once per written form."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Word
from maydan.tables import lexicon


class HoldingWord(NamedTuple):
    """One row of the lexicon: the change it states and the pattern its slots follow; ``pronoun`` is glued on it."""

    change: str
    pattern: str
    pronoun: str


@cache
def _table() -> dict[str, tuple[str, str]]:
    return {fold(row["form"]): (row["change"], row["pattern"]) for row in lexicon("holding_words")}


@lru_cache(maxsize=1 << 15)
def holding_word(word: Word) -> HoldingWord | None:
    """The row whose word a form is: conjunctions and prepositions taken off, possessive pronouns noted."""
    table = _table()
    for pro, rest in word.proclitics:
        if pro.endswith("س"):
            continue
        found = table.get(rest)
        if found is None and pro and rest.startswith("ال"):
            found = table.get(rest[2:]) if table.get(rest[2:], ("", ""))[1] == "position" else None
        if found is not None:
            return HoldingWord(*found, "")
        for pronoun in ("ها", "هم", "ه"):
            stem = rest[: -len(pronoun)]
            stem = stem[:-1] + "ه" if stem.endswith("ت") and stem not in table else stem
            if rest.endswith(pronoun) and stem in table and table[stem][1] in ("position", "control-noun"):
                return HoldingWord(*table[stem], pronoun)
    return None
