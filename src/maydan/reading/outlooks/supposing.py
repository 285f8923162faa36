"""Suppositions (إذا، في حال): sure to be conditions, and one outlook with the consequence told before them."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.outlooks.candidates import SUPPOSITIONS, Candidate

_BACK = 25  # tokens between a consequence and its condition behind it
_FOREIGN_TO_IT = frozenset(("كنت", "كنتم"))  # the reader is spoken to


def supposes(context: Context, found: Candidate) -> bool:
    """Whether a candidate is a condition by its first word alone, whatever the text around speaks of."""
    if found.kind != "condition" or not found.ruled or found.opener not in SUPPOSITIONS:
        return False
    return context.tokens[found.stop].key not in _FOREIGN_TO_IT


def with_consequences(context: Context, kept: list[Candidate]) -> list[Candidate]:
    """The outlooks, a forecast and the condition behind it in one clause as one (ستستأنف القتال إذا فشل الاتفاق)."""
    merged: list[Candidate] = []
    for found in kept:
        if found.opener in SUPPOSITIONS and found.kind == "condition" and merged:
            before = merged[-1]
            if before.kind == "forecast" and _one_clause(context, before.at, found.at):
                polarity = before.polarity or found.polarity
                merged[-1] = found._replace(at=before.at, polarity=polarity)
                continue
        merged.append(found)
    return merged


def _one_clause(context: Context, first: int, last: int) -> bool:
    """Whether at most one comma, right before the condition or a word before it, parts two tokens of a sentence."""
    tokens = context.tokens
    if tokens[first].sentence != tokens[last].sentence or last - first > _BACK:
        return False
    marks = [k for k in range(first, last) if tokens[k].word.form in _MARKS]
    return not marks or (len(marks) == 1 and tokens[marks[0]].word.form in "،," and last - marks[0] <= 3)


_MARKS = frozenset(("،", ",", "؛", ":", "."))
