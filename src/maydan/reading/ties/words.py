"""The words that state a tie, with where its two sides stand."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Word
from maydan.tables import lexicon, values

DUAL = frozenset(("الحليفتين", "الحليفتان", "الحليفين", "الحليفان", "المدعومتين", "المدعومتان", "المرتبطتين",
                  "المتحالفان", "المتحالفتان", "المتحالفتين", "المنضويان", "المنضويتان", "المنضويتين", "التابعان",
                  "التابعتان",
                  "حليفا", "حليفتا", "حليفتي", "التابعتين",
                  "المدعومان", "يدعمان", "تدعمان", "يساندان", "تساندان", "المواليان",
                  "المواليتان", "المواليتين", "الداعمان", "الداعمتان", "الداعمتين"))
"""Verbs and adjectives of two, which are said of both of two that are joined."""


class TieWord(NamedTuple):
    """One row: its further keys, the relation, where ``a`` and ``b`` stand, and the prepositions before the right side.

    Sides are "left" (the actor before the word), "right" (the first behind it), "second" (the next behind that), or
    "left-or-right" with "right-or-second" (a verb whose subject may stand on either side).
    """

    rest: tuple[str, ...]
    relation: str
    a: str
    b: str
    behind: tuple[str, ...]


@cache
def _table() -> dict[str, tuple[TieWord, ...]]:
    table: dict[str, list[TieWord]] = {}
    for row in lexicon("tie_words"):
        first, *rest = fold(row["form"]).split()
        table.setdefault(first, []).append(TieWord(
            tuple(rest), row["relation"], row["a"], row["b"], tuple(fold(v) for v in values(row["behind"]))))
    return {k: tuple(sorted(v, key=lambda t: -len(t.rest))) for k, v in table.items()}


def _rows(word: Word) -> tuple[TieWord, ...]:
    table = _table()
    if word.key in table:
        return table[word.key]
    if word.key[:1] in ("و", "ف") and word.key[1:] in table:
        return table[word.key[1:]]
    for prefix, article in (("لل", "ال"), ("بال", "ال"), ("ل", ""), ("ب", "")):  # of nouns alone: لاتفاق, بالاتفاق
        rest = article + word.key.removeprefix(prefix)
        if word.key.startswith(prefix) and rest in table:
            return tuple(row for row in table[rest] if row.b == "second")
    return ()


tie_words: Callable[[Word], tuple[TieWord, ...]] = Memo(_rows, FEW).__getitem__
"""Rows whose first word a form is, with or without a conjunction."""
