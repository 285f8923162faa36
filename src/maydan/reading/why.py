"""Why a slot holds what it holds: the words that filled it."""

from __future__ import annotations

from maydan.reading.context import Context, Mention
from maydan.records.statements import Why


def why_of(context: Context, slot: str, mention: Mention, reason: str = "") -> Why:
    """Why a slot holds what it holds: the words of a mention."""
    return Why(slot=slot, text=context.text[mention.start:mention.end], start=mention.start, end=mention.end,
               reason=reason)


def why_word(context: Context, slot: str, i: int, reason: str = "") -> Why:
    """Why a slot holds what it holds: the word at token ``i``."""
    token = context.tokens[i]
    return Why(slot=slot, text=context.text[token.start:token.end], start=token.start, end=token.end, reason=reason)
