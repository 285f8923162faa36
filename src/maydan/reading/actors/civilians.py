"""Civilians: the people who suffer and act without arms, one actor in every document."""

from __future__ import annotations

import msgspec

from maydan.reading.actors.lexicon import Cue
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.context import Context
from maydan.records import Actor

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
    if key == _TALIBAN and before is not None and before.form in ("«", "“", "\""):
        return None  # the movement
    if strength == "strong" and key.endswith(("المدني", "المدنيه", "مدنيه")):
        return None
    found = scan.make(i, i + 1 + len(cue.entry.rest), CIVILIANS, f"civilians:{strength}", cue.pro, kind="civilian",
                      generic=strength != "strong")
    found.listed = strength in ("strong", "people", "many")
    return found


def declare(context: Context) -> None:
    """Enter civilians among the actors where only weak words name those whom an act befell (استشهاد امرأة وطفلتها)."""
    if any(a.id == CIVILIANS for a in context.actors):
        return
    for event in context.events:
        if CIVILIANS not in (*event.who, *event.whom):
            continue
        sentence = context.sentences[event.sentence]
        people = [t for t in context.tokens[sentence.first:sentence.last] if _PEOPLE & context.senses[t.index].classes]
        victim = next((t for t in people if t.start >= event.start), people[0] if people else None)
        if victim is not None:
            context.actors.append(Actor(
                text=victim.word.form, id=CIVILIANS, kind="civilian", name_en=CIVILIANS,
                mentions=((victim.start, victim.end),), rule="civilians:victims", confidence=_SURE))
            return
    context.events = [msgspec.structs.replace(
        e, who=tuple(w for w in e.who if w != CIVILIANS), whom=tuple(w for w in e.whom if w != CIVILIANS),
    ) if CIVILIANS in (*e.who, *e.whom) else e for e in context.events]  # no word for them anywhere


_TALIBAN = "طالبان"  # also two students
_PEOPLE = frozenset(("civil", "person"))
_SURE = 0.8
