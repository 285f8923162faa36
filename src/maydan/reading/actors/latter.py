"""The latter: الأخير، الأخيرة as a noun of their own, for the actor named last that agrees with them."""

from __future__ import annotations

from maydan.reading.actors.lexicon import cues
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.words import words_of

WAIT = "latter"
_FORMS = {"الاخيره": "f", "الاخير": "m"}
_OF = {"للاخيره": "f", "للاخير": "m"}  # positions of the latter
_BEFORE = frozenset((
    "ان", "بان", "لان", "لدي", "هذا", "هذه", "مع", "من", "علي", "الي", "عن", "ضد", "لكن", "فيما", "بينما", "قبل",
    "جانب",
))
_BODIES = frozenset(("قوات", "القوات", "فصائل", "وحدات", "ميليشيا", "مليشيا", "ميليشيات", "مليشيات", "قسد", "قوي"))
_OWNED = frozenset(("مواقع", "نقاط", "موقع", "نقطه", "حواجز", "حاجز", "مقرات", "مقار", "مقر", "نقاطا", "مواقعا",
                    "اليات", "عناصر", "قوات", "تابعه", "تابع", "التابعه", "التابع"))
_MEN = frozenset(("جيش", "تحالف", "حزب", "تنظيم", "طيران", "فصيل", "لواء"))
_NEVER = frozenset(("في", "قبل", "بعد"))  # أخيرا, and the last but one


def find_latter(scan: Scan) -> None:
    """Add the words for "the latter" that qualify no noun before them."""
    for i, form in enumerate(scan.context.forms):
        gender = _FORMS.get(form.key)
        if gender is not None and i and _alone(scan, i):
            scan.found.append(scan.make(i, i + 1, "", WAIT, wait=WAIT, key=gender, generic=True))
        elif form.key in _OF and i and scan.tokens[i - 1].word.key in _OWNED:
            scan.found.append(scan.make(i, i + 1, "", WAIT, "ل", wait=WAIT, key=_OF[form.key], generic=True))


def _alone(scan: Scan, i: int) -> bool:
    word = scan.tokens[i - 1].word
    if word.kind != "ar" or scan.tokens[i - 1].sentence != scan.tokens[i].sentence:
        return False
    if word.key in _BEFORE:
        return word.key != "قبل" or (i > 1 and scan.tokens[i - 2].word.key == "من")
    if word.key in _NEVER or word.key.startswith("ال") or word.key.endswith(("ه", "ها", "هم", "ات", "ين")):
        return False
    if any(c.entry.cls == "act" for c in cues(word)):
        return True
    sense = words_of().sense(word)
    return bool(sense.verbs) and not sense.nouns and not sense.article


def meant(scan: Scan, found: Found, kept: list[Found]) -> str:
    """The actor named last before "the latter", in its sentence or the one before, that agrees with it; "" without."""
    number = scan.tokens[found.first].sentence
    for other in reversed(kept):
        if number - scan.tokens[other.first].sentence > 1:
            break
        if not other.nested and other.ref != "civilians" and _gender(scan, other) in (found.key, ""):
            return other.ref
    return ""


def _gender(scan: Scan, found: Found) -> str:
    """ "m", "f", or "" for what may be either."""
    entry = scan.actor(found.ref)
    if found.ref.startswith("person:"):
        return "m"
    key = scan.tokens[found.first].word.key[len(found.pro):]
    if key.removeprefix("ال") in _MEN:
        return "m"
    if key in _BODIES or key.endswith(("ه", "ات", "ا")) or (entry is not None and entry.kind == "state"):
        return "f"
    return "m"
