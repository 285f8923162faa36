"""Civilians: the people who suffer and act without arms, one actor in every document."""

from __future__ import annotations

from maydan.reading.actors.lexicon import Cue
from maydan.reading.actors.scan import Found, Scan

CIVILIANS = "civilians"


def read_civilians(scan: Scan, i: int, cue: Cue) -> Found | None:
    """Civilians named at token ``i``; weak words (children, women, families) are mentions that list nobody."""
    if cue.enclitic:
        return None
    strength = cue.entry.sub
    if strength == "protest" or (strength != "strong" and not scan.war):
        return None
    before = scan.word(i - 1)
    if strength == "strong" and before is not None and before.key in ("الدفاع", "المجتمع", "الطيران", "الحياه"):
        return None
    after = scan.word(i + 1)
    if strength == "people" and after is not None and after.key.startswith("محلي"):
        return None
    key = scan.tokens[i].word.key
    if strength == "strong" and key.endswith(("المدني", "المدنيه", "مدنيه")):
        return None
    found = scan.make(i, i + 1 + len(cue.entry.rest), CIVILIANS, f"civilians:{strength}", cue.pro, kind="civilian",
                      generic=strength != "strong")
    found.listed = strength in ("strong", "people", "many")
    return found
