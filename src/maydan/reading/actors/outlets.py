"""Outlets that no theatre knows: quoted names behind words of reporting (مراسل «...»، بحسب «...»، قال لـ «...»)."""

from __future__ import annotations

from maydan.arabic.fold import fold
from maydan.arabic.sentences import SITES
from maydan.arabic.tokens import Word
from maydan.reading.actors.lexicon import phrase_ends
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.sayings.words import DASHES
from maydan.theatre.names import STRONG

_BEFORE = {"مراسل", "مراسله", "مصادر", "بحسب", "حسب", "وفق", "مندوب"}
_TO = {"ل", "الي"}
_PAPERS = ("صحيفه", "جريده", "وكاله", "قناه", "موقع", "شبكه")
_OPEN = {'"', "«", "“"}
_CLOSE = {'"', "»", "”", "“"}
_WORDS = 4
_BACK = 14
_MEMORY = 60  # mentions back to which an outlet may be called by a part of its name


def may_begin(word: Word) -> bool:
    """Whether an outlet may be named behind a form."""
    return word.form in DASHES or any(rest in _BEFORE or rest in _TO for _, rest in word.proclitics)


def read_outlet(scan: Scan, i: int) -> Found | None:
    """The outlet quoted right behind token ``i``."""
    tokens, n = scan.tokens, len(scan.tokens)
    to = any(rest in _TO for _, rest in tokens[i].word.proclitics)
    if i + 2 >= n or not (tokens[i + 1].word.form in _OPEN or (to and tokens[i + 1].word.form == "(")):
        return None
    known = scan.names_at.get(i + 2)
    if known is not None and any(s.strength == STRONG for s in known.senses if s.kind in ("actor", "person")) and not (
            _site(scan, known.last)):
        return None
    if to and not _said_before(scan, i):
        return None
    for k in range(i + 2, min(n, i + 3 + _WORDS)):
        word = tokens[k].word
        if word.form in _CLOSE or (word.form == ")" and tokens[i + 1].word.form == "("):
            if k == i + 2:
                return None
            found = scan.make(i + 2, k, "", "outlet:quoted", kind="media", confidence=0.6)
            found.ref = _named_before(scan, scan.context.text[found.start: found.end])
            if found.ref:
                return found
            found.ref = f"new:{slug(scan.context.text[found.start: found.end])}"
            return found
        if word.form == "." and k > i + 2 and k + 1 < n and tokens[k + 1].start - tokens[k - 1].end == 1:
            continue  # the dot of an address
        if word.kind not in ("ar", "num", "lat") or word.key in phrase_ends():
            return None
        if any(c.entry.cls not in ("title", "head") for c in scan.cues_at(k)):
            return None
    return None


def _site(scan: Scan, k: int) -> bool:
    """Whether the stop of a site's address stands at token ``k`` (السورية.نت)."""
    after = scan.word(k + 1)
    return after is not None and scan.tokens[k].word.form == "." and after.key in SITES


def _named_before(scan: Scan, words: str) -> str:
    """The outlet named before whose name holds the words, or the one known by that address or as the newspaper,
    agency or channel so called ("" if none)."""
    key = fold(words)
    inside = f" {key} "
    if "." in words:
        outlet = scan.vocabulary.theatre.outlets.get(key)
        if outlet is not None:
            return outlet
    for noun in _PAPERS:
        known = {s.id for s in scan.vocabulary.theatre.names.senses(f"{noun} {key}") if s.kind == "actor"
                 and (entry := scan.actor(s.id)) is not None and entry.kind == "media"}
        if len(known) == 1:
            return known.pop()
    for found in scan.found[-1:-_MEMORY:-1]:
        entry = scan.actor(found.ref)
        if (entry.kind if entry is not None else found.kind) == "media":
            name = "".join(c if c.isalnum() else " " for c in fold(scan.context.text[found.core[0]: found.core[1]]))
            if inside in f" {name} ":
                return found.ref
    return ""


def _said_before(scan: Scan, i: int) -> bool:
    sentence = scan.tokens[i].sentence
    for k in range(i - 1, max(-1, i - _BACK), -1):
        if scan.tokens[k].sentence != sentence:
            return False
        if any(c.entry.cls == "verb" for c in scan.cues_at(k)):
            return True
    return False
