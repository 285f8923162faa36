"""Bodies that are found: whose they are, and that the finder is not the killer (عثرت X على جثة عنصر من Y)."""

from __future__ import annotations

from maydan.reading.clauses import Arg
from maydan.reading.events.memory import SUFFERER
from maydan.reading.events.spot import Draft

_ROWS = frozenset(("عثر على جثة", "جثث"))
_BODIES = frozenset((
    "جثه", "جثث", "جثتي", "جثتين", "جثمان", "جثمانا", "جثامين", "رفات", "مقتولا", "مقتوله", "مقتولين",
))
_NEAR = 8  # tokens from the verb to the body
_FAR = 8  # tokens behind the body within which is told whose it is
_WHOSE = frozenset(("bare", "من", "ranks", "of", "ل", "gen"))


def lay_out(draft: Draft) -> None:
    """Leave the finder out of a draft of a body that is found, and put those it belonged to."""
    grammar = draft.grammar
    if draft.row.word not in _ROWS or "عث" not in grammar.key(draft.at):
        return  # recovered: from what an attack left
    end = grammar.clauses[draft.clause].end
    body = next((t for t in range(draft.at, min(end, draft.at + _NEAR)) if any(
        rest in _BODIES for _, rest in grammar.token(t).word.proclitics)), -1)
    if body < 0:
        return
    draft.who = [a for a in draft.who if a.marker == "agent"]
    if not draft.who:
        draft.unnamed = body
    theirs: list[Arg] = []
    for arg in grammar.scan(body + 1, min(end, body + _FAR)):
        mention = arg.mention
        if mention is None:
            continue
        if mention.kind != "actor" or arg.marker not in _WHOSE:
            break
        theirs.append(Arg(SUFFERER, arg.head, mention, arg.at, arg.end, arg.joined, arg.clause))
    draft.whom = theirs or [a for a in draft.whom if a.at > body]
