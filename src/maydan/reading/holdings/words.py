"""The words that state who holds ground, worked out once per written form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Word
from maydan.tables import Row, lexicon

ASSAULTS = frozenset((
    "هجوم", "هجوما", "هجمات", "شنه", "شنته", "شنتها", "شنها", "شن", "شنت", "قصف", "غاره", "غارات", "كمين"))
"""Words of an attack, before who made it."""


class HoldingWord(NamedTuple):
    """One row of the lexicon: the change it states and the pattern its slots follow; ``pronoun`` is glued on it."""

    change: str
    pattern: str
    pronoun: str


@cache
def _table() -> dict[str, tuple[str, str]]:
    return {fold(row["form"]): (row["change"], row["pattern"]) for row in lexicon("holding_words")}


def _holding_word(word: Word) -> HoldingWord | None:
    table = _table()
    for pro, rest in word.proclitics:
        if pro.endswith("س"):
            continue
        found = table.get(rest)
        if found is None and rest.startswith("ال"):
            found = table.get(rest[2:]) if table.get(rest[2:], ("", ""))[1] == "position" else None
        if found is not None:
            return HoldingWord(*found, "")
        for pronoun in ("ها", "هم", "ه"):
            stem = rest[: -len(pronoun)]
            bound = stem[:-1] + "ه" if stem.endswith("ت") else stem  # a noun in -a is written with t before a pronoun
            for one in (bound, stem):
                if rest.endswith(pronoun) and one in table and table[one][1] in ("position", "control-noun"):
                    return HoldingWord(*table[one], pronoun)
    return None


class Turn(NamedTuple):
    """A verb or verbal noun by which ground stays or changes hands: pattern, marker of its object, shape, and the
    object pronoun written onto it."""

    pattern: str
    marker: str
    shape: str
    pronoun: str


def _turn_forms(row: Row) -> list[tuple[str, str]]:
    past, present = fold(row["past"]), fold(row["present"])
    stem = past[:-1] + "ا" if past[-1] == "ي" else past
    short = past[:-1] if past[-1] == "ي" else past  # أخلى, أخلت
    forms = [(past, "past"), *((short + end, "past") for end in ("ت", "وا", "تا")), (stem + "ا", "past")]
    if present:
        for prefix in "يت":
            forms += [(prefix + present[1:], "present"), (prefix + present[1:] + "ون", "present")]
    if row["masdar"]:
        forms.append((fold(row["masdar"]), "noun"))
    return forms


@cache
def _turns() -> dict[str, tuple[str, str, str]]:
    table: dict[str, tuple[str, str, str]] = {}
    for row in lexicon("holding_turns"):
        for form, shape in _turn_forms(row):
            table.setdefault(form, (row["pattern"], fold(row["marker"]), shape))
    return table


def _turn_of(word: Word) -> Turn | None:
    table = _turns()
    for pro, rest in word.proclitics:
        if pro not in ("", "و", "ف"):
            continue
        if rest in table:
            return Turn(*table[rest], "")
        for pronoun in ("هما", "هم", "ها", "ه"):
            stem = rest[: -len(pronoun)]
            if rest.endswith(pronoun) and stem in table and table[stem][2] != "noun":
                return Turn(*table[stem], pronoun)
    return None


holding_word: Callable[[Word], HoldingWord | None] = Memo(_holding_word, FEW).__getitem__
"""The row whose word a form is: conjunctions and prepositions taken off, possessive pronouns noted."""

turn_of: Callable[[Word], Turn | None] = Memo(_turn_of, FEW).__getitem__
"""The turn that a form is, conjunctions and the future mark taken off, an object pronoun noted."""


def positioned(word: Word) -> bool:
    """Whether a form names positions, of whoever holds them."""
    row = holding_word(word)
    return row is not None and row.pattern in ("position", "own-position", "own")
