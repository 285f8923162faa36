"""Family names of known persons that are somebody else's here, or no name at all (مازن خاشقجي، الطريق الترابي)."""

from __future__ import annotations

from maydan.arabic.fold import fold
from maydan.reading.actors.lexicon import given_names, phrase_words
from maydan.reading.actors.scan import Scan
from maydan.reading.places.vocabulary import everyday
from maydan.reading.places.words import heads, role
from maydan.theatre.model import PersonEntry
from maydan.theatre.names import STRONG, NameMatch

_BACK = 3  # first names before a family name
_LINKS = frozenset(("بن", "ابن", "عبد", "ابو", "ال", "ولد"))
_VOWELS = str.maketrans("", "", "اويهءئؤ")
_ALIKE = str.maketrans("غقكثذضظ", "جججتددد")  # letters for one foreign sound, and those that are mistaken
_SAME = 0.6  # share of consonants that two spellings of one first name have in common
_LONG = 5
_WHOLE = ("person:pattern", "person:plain", "person:after-verb", "person:speaking")  # rules that read whole names


def another_person(scan: Scan, first: int, person: PersonEntry) -> bool:
    """Whether the first names before a family name at token ``first`` are not the known person's."""
    names = given_names()
    before: list[str] = []
    for k in range(first - 1, max(-1, first - 1 - _BACK), -1):
        word = scan.tokens[k].word
        key = next((rest for _, rest in word.proclitics if rest in names), "")
        if word.kind == "ar" and (key or word.key.startswith("عبدال")):
            if not before and key and names[key].common:
                return False  # may be a word of the sentence
            before.append(key or word.key)
        elif not before and scan.tokens[k - 1].word.key in _LINKS and not word.key.startswith("ال"):
            before.append(word.key)  # whose father nothing knows
        elif word.key not in _LINKS:
            break
    if not before:
        return False
    own = {word for name in person.names for word in fold(name).split()}
    return not any(_alike(one, other) for one in before for other in own)


def named_otherwise(scan: Scan, first: int) -> bool:
    """Whether somebody whom no theatre knows was named before with the family name at token ``first``."""
    key = scan.tokens[first].word.key
    for found in scan.found:
        if found.ref.startswith("person:") and found.rule.endswith(_WHOLE) and found.last - found.first > 1 and (
                scan.tokens[found.last - 1].word.key == key and scan.person(found.ref) is None):
            return True
    return False


def _alike(one: str, other: str) -> bool:
    """Whether two words may be spellings of one first name."""
    if one == other:
        return True
    a, b = one.translate(_VOWELS).translate(_ALIKE), other.translate(_VOWELS).translate(_ALIKE)
    common = 0
    while common < min(len(a), len(b)) and a[common] == b[common]:
        common += 1
    return bool(common) and 2 * common >= _SAME * (len(a) + len(b))


def describes(scan: Scan, match: NameMatch) -> bool:
    """Whether a family name with the article is the adjective of the noun before it (الساتر الترابي)."""
    key = scan.tokens[match.first].word.key
    if match.pro or match.last - match.first > 1 or not (key.startswith("ال") and key.endswith("ي")):
        return False
    before = scan.word(match.first - 1)
    if before is None or before.kind != "ar" or not (key in everyday() or key + "ه" in everyday()):
        return False
    if any(c.entry.cls in ("title", "verb") for c in scan.cues_at(match.first - 1)):
        return False
    return any(rest.startswith("ال") and len(rest) > _LONG - 1 for _, rest in before.proclitics)


def stands_as_place(scan: Scan, match: NameMatch) -> bool:
    """Whether a person's name of one word that is also a place's stands where places do: behind a word of place, or
    in a list of places."""
    if match.last - match.first > 1 or not any(s.kind in ("place", "area") for s in match.senses):
        return False
    before = scan.word(match.first - 1)
    if before is not None and before.kind == "ar":
        head = heads(before)
        if (head is not None and (head.type is not None or head.side is not None)) or before.key in role("placing"):
            return True
    if before is not None and match.pro == "و":
        return _place_ends(scan, match.first)
    after = scan.names_at.get(match.last)
    return after is not None and after.pro == "و" and all(s.kind in ("place", "area") for s in after.senses)


def _place_ends(scan: Scan, at: int) -> bool:
    """Whether a name that only a place bears ends before token ``at``."""
    for k in range(max(0, at - 3), at):
        match = scan.names_at.get(k)
        if match is not None and match.last == at and match.senses and all(
                s.kind in ("place", "area") for s in match.senses):
            return True
    return False


def names_place(scan: Scan, i: int) -> bool:
    """Whether an honorific at token ``i`` opens a place's name (الشيخ عيسى، الشيخ مقصود) that nobody speaks under."""
    before = scan.word(i - 1)
    if before is not None and any(c.entry.cls in ("title", "verb") for c in scan.cues_at(i - 1)):
        return False
    placed = [m for m in scan.vocabulary.theatre.names.at(scan.context.text, scan.tokens, i)
              if m.last > i + 1 and m.senses and all(s.kind in ("place", "area") for s in m.senses)]
    if not placed:
        return False
    after = scan.word(placed[0].last)
    if after is not None and (head := heads(after)) is not None and head.pro == "ب":
        return True  # in the countryside of
    if before is not None and before.kind == "ar" and any(
            rest.removeprefix("ال") in phrase_words("ground") or rest in role("placing") or rest in _FRONTS
            for _, rest in before.proclitics):
        return True
    if placed[0].pro == "و" and _place_ends(scan, i):
        return True
    sure = any(s.strength == STRONG for s in placed[0].senses)
    return sure and (after is None or after.kind != "ar" or after.key.startswith("و") or heads(after) is not None)


_FRONTS = frozenset(("محور", "محاور", "جبهه", "محيط", "اطراف"))


def is_financial(scan: Scan, match: NameMatch) -> bool:
    """Whether the name of Mali is the adjective "financial" behind a noun (دعم مالي)."""
    if match.pro or match.last - match.first > 1 or scan.tokens[match.first].word.key != "مالي" or not match.first:
        return False
    k = match.first - 1
    before = scan.tokens[k].word
    if before.kind != "ar" or scan.tokens[k].sentence != scan.tokens[match.first].sentence:
        return False
    if before.key.startswith(("مسؤول", "مسوول")):
        return True
    if scan.cues_at(k) or heads(before) is not None or before.key in phrase_words("end") | role("placing"):
        return False
    return not before.key.endswith("ت") and any(
        rest in everyday() and not rest.startswith("ال") for _, rest in before.proclitics)
