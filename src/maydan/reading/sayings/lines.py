"""Lines that are somebody's words: posts signed behind a dash, and lines that open with a name and a colon."""

from __future__ import annotations

from maydan.reading.sayings.speakers import Speakers
from maydan.reading.sayings.words import signed, source_role

_NAMED = 8  # tokens of a line before its colon


def posted(who: Speakers, i: int) -> tuple[int, str | None]:
    """The first token of a quoted post and who signs it behind the dash at token ``i``; (0, None) where nobody does."""
    tokens = who.context.tokens
    mention = who.starts.get(i + 1) if signed(tokens, i) else None
    if mention is None:
        return 0, None
    first = i - 1
    while first > 0 and tokens[first - 1].word.kind != "line":
        first -= 1
    return first, mention.ref


def headed(who: Speakers, i: int) -> tuple[int, str | None]:
    """The first token of a line and who says it before the colon at token ``i`` (الدفاع المدني: ...); not the headline,
    which tells again what follows."""
    tokens = who.context.tokens
    first = i - 1
    while first > 0 and i - first <= _NAMED and tokens[first - 1].word.kind != "line":
        first -= 1
    if first == 0 or tokens[first - 1].word.kind != "line" or first >= i:
        return first, None
    role = source_role(tokens[first].word)
    mention = who.starts.get(first + (role == "person"))
    if mention is not None and mention.last in (i, i - 1) and mention.ref != "civilians" and not mention.pro:
        return first, mention.ref
    return first, who.outlet(i) if role == "outlet" else None
