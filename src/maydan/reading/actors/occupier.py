"""Whose forces "the occupation" means where no adjective says so (قوات الاحتلال، جنود الاحتلال)."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from maydan.reading.metonymy import match_keys

if TYPE_CHECKING:
    from maydan.reading.actors.scan import Scan
    from maydan.theatre.names import NameMatch

_WORD = "الاحتلال"
_ISRAEL = "israel"
_HOLDS = frozenset({"PS", "IL", "LB"})


def is_occupation(scan: Scan, match: NameMatch) -> bool:
    """Whether a name ends with the bare word, no adjective behind it."""
    if match_keys(scan.tokens, match)[-1:] != (_WORD,):
        return False
    after = scan.word(match.last)
    nisba = scan.vocabulary.nisba(after) if after is not None else None
    return nisba is None or bool(nisba.pro) or not nisba.definite


def occupier(scan: Scan) -> str:
    """The state that the document calls the occupation; Israel where it speaks of Palestine or Israel; "" if unsaid."""
    if scan.occupier is None:
        scan.occupier = _occupier(scan)
    return scan.occupier


def _occupier(scan: Scan) -> str:
    theatre = scan.vocabulary.theatre
    said: Counter[str] = Counter()
    speaks = scan.focus in _HOLDS or _ISRAEL in scan.strong
    for i in scan.context.telling("nisba"):
        actor = theatre.nisba_of(scan.context.forms[i])
        if actor is None:
            continue
        speaks = speaks or actor.country in ("PS", "IL")
        if i and scan.tokens[i - 1].word.key.endswith(_WORD) and actor.kind == "state":
            said[actor.id] += 1
    if said:
        return max(said, key=lambda ident: (said[ident], ident == _ISRAEL, ident))
    return _ISRAEL if speaks else ""
