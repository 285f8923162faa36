"""Persons named again by a part of their names: the surname (قال لصور), the kunya (أبو علي)."""

from __future__ import annotations

from maydan.arabic.fold import fold
from maydan.reading.actors.lexicon import given_names, phrase_ends
from maydan.reading.actors.scan import Scan

_MIN = 3
_COMPOUND = {"عبد", "ابو", "ابن", "بن", "ال", "دي", "ابي"}
_CLITICS = ("و", "ل", "ف", "ب", "ول")


def find_again(scan: Scan) -> None:
    """Add a mention for every later word that is the surname or kunya of a person found before it."""
    short: dict[str, tuple[str, int]] = {}
    for found in scan.found:
        if found.ref.startswith("person:") and not found.wait:
            for key in short_names(fold(scan.context.text[found.core[0]: found.core[1]])):
                short.setdefault(key, (found.ref, found.start))
    if not short:
        return
    taken = [False] * (len(scan.tokens) + 1)
    for found in scan.found:
        for k in range(found.first, found.last):
            taken[k] = True
    firsts = {key.split(" ", 1)[0] for key in short}
    forms = {pro + first for first in firsts for pro in ("", *_CLITICS)}
    forms |= {pro + first[2:] for first in firsts if first.startswith("ال") for pro in ("لل", "ولل")}
    for i, token in enumerate(scan.tokens):
        if token.word.key not in forms or taken[i] or token.word.kind != "ar":
            continue
        for pro, rest in token.word.proclitics:
            if rest not in firsts or pro not in ("", *_CLITICS):
                continue
            after = scan.word(i + 1)
            pair = f"{rest} {after.key}" if after is not None else ""
            key = pair if pair in short else rest
            known = short.get(key)
            if known is None or known[1] > token.start or (key == rest and _is_common(scan, i)):
                continue
            scan.found.append(scan.make(i, i + (2 if key == pair else 1), known[0], "person:again", pro, kind="person",
                                        confidence=0.7))
            break


def short_names(name: str) -> list[str]:
    """The parts by which newspapers take a person's name up again: the last word or two, and a kunya."""
    words = name.split()
    found: list[str] = []
    if len(words) < 2:
        return found
    last = " ".join(words[-2:]) if words[-2] in _COMPOUND and len(words) > 2 else words[-1]
    if len(last) >= _MIN:
        found.append(last)
    if words[0].startswith("ابو") and len(words[0]) > _MIN + 2:
        found.append(words[0])
    elif words[0] in ("ابو", "ام") and len(words) > 2:
        found.append(" ".join(words[:2]))
    return found


def _is_common(scan: Scan, i: int) -> bool:
    """Whether the word is more likely something else here: an everyday word, a place or actor of the theatre."""
    word = scan.tokens[i].word
    name = given_names().get(word.key)
    if (name is not None and name.common) or word.key in phrase_ends() or scan.cues_at(i):
        return True
    if any(c.entry.cls == "verb" for c in scan.cues_at(i - 1)):
        return False
    match = scan.names_at.get(i)
    return match is not None and any(s.kind in ("place", "actor") and s.strength == "strong" for s in match.senses)
