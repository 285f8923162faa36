"""Groups and organisations that no theatre knows, found by the noun that heads their names."""

from __future__ import annotations

import re

from maydan.arabic.fold import fold
from maydan.reading.actors.known import read_name
from maydan.reading.actors.lexicon import Cue, phrase_ends, phrase_words
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug

_OPEN = {'"': '"', "«": "»", "“": "”", "‘": "’", "”": "“"}
_CLOSE = {'"', "»", "”", "“", ")", "’"}
_QUOTED_LIMIT = 6
_LIMIT = 4
_NEVER_CHAINED = {"موقع", "جبهه", "مكتب", "فرع", "اداره", "لواء", "مركز", "تحالف", "معهد", "تنظيم", "تشكيل", "قياده"}
_MEDIA = {"شبكه", "اذاعه", "قناه", "صحيفه", "جريده", "مجله", "وكاله"}
_WEAK_HEADS = {"موقع", "مركز", "قوه", "قوات", "مجموعه", "فريق", "جماعه", "مكتب", "جهاز", "مؤتمر", "لجنه", "لواء",
               "فرع", "اداره", "تشكيل", "جبهه", "شبكه", "جيش", "حرس", "مجلس", "فرقه", "اتحاد", "تحالف", "هيئه",
               "مؤسسه", "منظمه", "كتله", "حراك", "تيار", "معهد", "بعثه", "حزب", "تنظيم", "فصيل", "ميليشيا", "منبر",
               "تجمع", "قبيله", "عشيره", "حشد", "كتائب", "قناه", "صحيفه", "وكاله", "تلفزيون", "اذاعه", "جريده"}


def read_group(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A group named at token ``i`` after its head noun: quoted, or a chain that ends with a definite noun."""
    if cue.enclitic:
        return None
    head_end = i + 1 + len(cue.entry.rest)
    known = _known(scan, i, head_end, cue)
    if known is not None:
        return known
    found = _quoted(scan, i, head_end, cue) or _chain(scan, i, head_end, cue)
    if found is None:
        return None
    text = scan.context.text[found.core[0]: found.core[1]]
    partial = _part_of_known(scan, text) if found.rule == "group:quoted" else ""
    if partial:
        found.ref, found.rule = partial, "group:part"
        return found
    found.ref = f"new:{slug(text)}"
    found.kind = cue.entry.sub
    return found


def _known(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    """A name of the theatre right behind the noun, in quotation marks or not."""
    tokens, n = scan.tokens, len(scan.tokens)
    opened = j < n and tokens[j].word.form in _OPEN
    at = j + 1 if opened else j
    match = scan.names_at.get(at)
    if match is None or match.pro or (cue.entry.definite and not opened):
        return None
    inner = read_name(scan, at)
    if inner is None or inner.ref.startswith("person:") or (entry := scan.actor(inner.ref)) is None:
        return None
    if entry.kind == "state" or cue.entry.noun in ("فرع", "مكتب", "اداره", "موقع", "مركز", "جبهه"):
        return None
    last = inner.last
    if opened and last < n and tokens[last].word.form in _CLOSE:
        last += 1
    found = scan.make(i, last, inner.ref, "head+name", cue.pro, confidence=0.9)
    found.core = (found.start, max(inner.end, tokens[last - 1].end))
    return found


def _quoted(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    tokens, n = scan.tokens, len(scan.tokens)
    if j >= n or tokens[j].word.form not in _OPEN:
        return None
    close = _OPEN[tokens[j].word.form]
    for k in range(j + 1, min(n, j + 2 + _QUOTED_LIMIT)):
        if tokens[k].word.form == close or tokens[k].word.form in ('"', "»", "”", "“"):
            if k == j + 1 or tokens[k].sentence != tokens[i].sentence:
                return None
            found = scan.make(i, k + 1, "?", "group:quoted", cue.pro, confidence=0.8)
            found.core = (found.start, tokens[k].end)
            return found
        if tokens[k].word.kind == "line":
            return None
    return None


def _part_of_known(scan: Scan, text: str) -> str:
    """The actor found before whose name begins with what the quotation marks hold (فرق "الدفاع")."""
    words = fold(text).split('"')[-2:] if '"' in text else re.split("[«“”»]", fold(text))
    inside = next((w.strip() for w in words[1:] or words if w.strip()), "")
    for found in reversed(scan.found):
        name = fold(scan.context.text[found.core[0]: found.core[1]])
        if inside and found.ref and not found.generic and (f" {name} ").find(f" {inside} ") >= 0:
            return found.ref
    return ""


def _chain(scan: Scan, i: int, j: int, cue: Cue) -> Found | None:
    """Indefinite nouns until a definite one and the adjectives after it; or a definite head with its adjectives."""
    if cue.entry.noun in _NEVER_CHAINED and not cue.entry.definite:
        return None
    tokens, n = scan.tokens, len(scan.tokens)
    sentence, ends, general = tokens[i].sentence, phrase_ends(), phrase_words("general")
    last = j
    seen_definite = cue.entry.definite
    specific = 0
    while last < n and last - j < _LIMIT and tokens[last].sentence == sentence:
        word = tokens[last].word
        key = word.key
        if word.kind != "ar" or key in ends:
            break
        definite = key.startswith("ال") and len(key) > 4
        if (seen_definite and not definite) or key.startswith(("بال", "وال", "لل", "كال", "فال")):
            break
        known = scan.cues_at(last)
        if last == j and any(c.entry.cls in ("title", "force", "act", "civilian") and not c.pro for c in known):
            break
        if any(c.pro for c in known) or key.endswith(("ته", "تها", "وا", "تهم")):
            break
        if not definite and any(c.entry.cls in ("verb", "title") and not c.pro for c in known):
            break
        stem = key[2:] if definite else key
        if stem not in general and scan.vocabulary.nisba(word) is None:
            specific += 1
        seen_definite = seen_definite or definite
        last += 1
    if cue.entry.noun in _MEDIA and not seen_definite and 0 < last - j <= 3 and specific == last - j:
        return scan.make(i, last, "?", "group:media", cue.pro, confidence=0.5)
    if cue.entry.definite and last > j and not specific:
        return _with_purpose(scan, i, last, cue)
    if not specific or not seen_definite or last == j:
        return None
    if (cue.entry.noun in _WEAK_HEADS or cue.entry.noun in _NEVER_CHAINED) and (cue.entry.definite or specific < 1):
        return None
    return scan.make(i, last, "?", "group:chain", cue.pro, confidence=0.5)


def _with_purpose(scan: Scan, i: int, last: int, cue: Cue) -> Found | None:
    """A definite head with adjectives that says what it is for (المركز الإعلامي للمقاومة، الشبكة ... لحقوق الإنسان)."""
    tokens, n = scan.tokens, len(scan.tokens)
    if cue.entry.sub not in ("media", "other", "political"):
        return None
    if last >= n or tokens[last].sentence != tokens[i].sentence:
        return None
    key = tokens[last].word.key
    if key.startswith("لل") and len(key) > 4:
        return scan.make(i, last + 1, "?", "group:purpose", cue.pro, confidence=0.6)
    after = scan.word(last + 1)
    if key.startswith("ل") and len(key) > 3 and key not in phrase_ends() and after is not None \
            and after.key.startswith("ال"):
        return scan.make(i, last + 2, "?", "group:purpose", cue.pro, confidence=0.6)
    return None
