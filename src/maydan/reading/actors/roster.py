"""Persons in lists and with their ages, whose first names nothing knows: names (20 years), other names, and others."""

from __future__ import annotations

import re

from maydan.reading.actors.lexicon import given_names, phrase_ends
from maydan.reading.actors.person_names import PARTICLES, name_like
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.actors.slugs import slug
from maydan.reading.places.vocabulary import everyday

_YEARS = {"عاما", "عام", "سنه", "سنوات", "اعوام", "سنوان", "عامين", "سنتين", "اشهر", "شهرا"}
_AGE = re.compile(r"\(\s*[0-9\u0660-\u0669]+\s*(?:\u0639\u0627\u0645|\u0633\u0646)")  # (20 years
_WHO = {"من", "منهم", "بينهم", "وهم", "هم", "وهو", "هو", "وهي", "هي", "كل", "بينهما", "هما"}
_COMMAS = {"،", ",", "؛"}
_ENDS = {"،", ",", "؛", ".", "(", ":"}
_LEAST, _MOST = 2, 4
_TRIBES = {"قبيله", "عشيره", "قبيلة", "عشيرة"}
_TRIBE_LETTERS = 6


def find_rosters(scan: Scan) -> None:
    """Add the persons that ages and lists of names tell; words taken by others are left to them."""
    aged = _AGE.search(scan.context.text) is not None
    if not aged and not any(f.ref.startswith("person:") for f in scan.found):
        return
    taken = _taken(scan)
    found: list[Found] = []
    for i, token in enumerate(scan.tokens) if aged else ():
        if token.word.form == "(" and _aged(scan, i):
            person = _before_age(scan, i, taken)
            if person is not None:
                found.append(person)
                _take(taken, person)
    ends = [f for f in (*scan.found, *found) if f.ref.startswith("person:") and not f.nested]
    while ends:
        person = ends.pop()
        more = _next_in_list(scan, person, taken)
        if more is not None:
            found.append(more)
            _take(taken, more)
            ends.append(more)
    scan.found += found


def find_tribes(scan: Scan) -> None:
    """Add the tribes that go on a list behind the noun for them (قبائل X والY والZ)."""
    taken = _taken(scan)
    more: list[Found] = []
    for found in scan.found:
        head = next((c for c in scan.cues_at(found.first) if c.entry.cls == "head"), None)
        if head is None or head.entry.noun not in _TRIBES or found.nested:
            continue
        at = found.last
        while at < len(scan.tokens) and not taken[at] and scan.tokens[at].sentence == scan.tokens[found.first].sentence:
            key = scan.tokens[at].word.key
            if not key.startswith("وال") or len(key) < _TRIBE_LETTERS or scan.cues_at(at) or _known_else(scan, at) \
                    or key[1:] in everyday() or scan.vocabulary.nisba(scan.tokens[at].word) is not None:
                break
            tribe = scan.make(at, at + 1, "", "tribe:listed", "و", kind="civilian", confidence=0.55)
            tribe.ref = f"new:{slug(scan.context.text[tribe.start: tribe.end])}"
            more.append(tribe)
            at += 1
    scan.found += more


def _known_else(scan: Scan, at: int) -> bool:
    """Whether a theatre knows a word as a place, a person or a body that is no tribe."""
    match = scan.names_at.get(at)
    return match is not None and any(
        sense.kind != "actor" or (entry := scan.actor(sense.id)) is None or entry.kind != "civilian"
        for sense in match.senses)


def _taken(scan: Scan) -> bytearray:
    taken = bytearray(len(scan.tokens) + 1)
    for found in scan.found:
        _take(taken, found)
    return taken


def _take(taken: bytearray, found: Found) -> None:
    taken[found.first: found.last] = b"\x01" * (found.last - found.first)


def _aged(scan: Scan, i: int) -> bool:
    """Whether a bracket opens an age."""
    number, unit = scan.word(i + 1), scan.word(i + 2)
    return number is not None and number.kind == "num" and unit is not None and unit.key in _YEARS


def _before_age(scan: Scan, i: int, taken: bytearray) -> Found | None:
    """The name that ends right before token ``i``, back to a mark, a title or a first name."""
    tokens, names = scan.tokens, given_names()
    sentence = tokens[i].sentence
    first = i
    while first > 0 and i - first < _MOST:
        word = tokens[first - 1].word
        if tokens[first - 1].sentence != sentence or not _may_name(scan, first - 1, taken):
            break
        if word.key.startswith("ال") and first < i and word.key not in names:
            break
        first -= 1
        if word.key in names and not names[word.key].common and first + 1 < i:
            break
    if first == i or ((first == 0 or tokens[first - 1].word.kind == "ar") and not (
        tokens[first].word.key in names or _opens(scan, first)
    )):
        return None
    return _person(scan, first, i)


def _opens(scan: Scan, first: int) -> bool:
    """Whether the word before a name is a title or a noun for people with the article (السائق، الشاب)."""
    before = scan.word(first - 1)
    if before is None:
        return False
    if before.key in _WHO:
        return True
    return any(rest.startswith("ال") for _, rest in before.proclitics) or scan.title_at(first - 1) is not None


def _next_in_list(scan: Scan, person: Found, taken: bytearray) -> Found | None:
    """The name behind a comma and a person (and an age in brackets), where another comma or a person follows it."""
    tokens, n = scan.tokens, len(scan.tokens)
    at = person.last
    if at < n and tokens[at].word.form == "(" and _aged(scan, at):
        while at < n and tokens[at].word.form != ")":
            at += 1
        at += 1
    comma = at < n and tokens[at].word.form in _COMMAS
    at += comma
    if at >= n or tokens[at].sentence != tokens[person.first].sentence or taken[at]:
        return None
    last = at
    while last < n and last - at <= _MOST and tokens[last].word.kind == "ar":
        if last > at and tokens[last].word.key.startswith("و") and tokens[last].word.key not in given_names():
            break
        if not _may_name(scan, last, taken):
            return None
        last += 1
    if not _LEAST <= last - at <= _MOST:
        return None
    key = tokens[at].word.key
    joined = key.startswith("و") and len(key) > 3 and key not in given_names()
    if not (comma or joined) or (joined and key[1:] not in given_names() and not _in_list(scan, person)):
        return None
    if not joined and ((last < n and tokens[last].word.form not in _ENDS) or not (
        taken[min(last + 1, n - 1)] or key in given_names() or _in_list(scan, person)
    )):
        return None
    return _person(scan, at, last, "و" if joined else "")


def _in_list(scan: Scan, person: Found) -> bool:
    """Whether a comma or "and" stands before a person too, so that a list is under way."""
    before = scan.word(person.first - 1)
    return person.rule == "person:listed" or person.pro == "و" or (before is not None and before.form in _COMMAS)


def _may_name(scan: Scan, k: int, taken: bytearray) -> bool:
    """Whether a word may stand in a personal name."""
    word = scan.tokens[k].word
    if word.kind != "ar" or taken[k]:
        return False
    key = word.key
    if key == "علي" and word.form.endswith("ى"):
        return False  # the preposition
    if key in given_names() or key in PARTICLES:
        return True
    bare = key[1:] if key.startswith("و") and len(key) > 3 else key
    if bare in given_names():
        return True
    return key not in phrase_ends() and bare not in everyday() and name_like(scan, k)


def _person(scan: Scan, first: int, last: int, pro: str = "") -> Found | None:
    if last - first < _LEAST or last - first > _MOST:
        return None
    word = scan.tokens[first].word.key
    if not pro and word.startswith("و") and len(word) > 3 and word not in given_names():
        pro = "و"
    if scan.tokens[first].word.key[len(pro):].startswith("ال"):
        return None
    found = scan.make(first, last, "", "person:listed", pro, kind="person", confidence=0.55)
    found.ref = f"person:{slug(scan.context.text[found.start: found.end])}"
    return found
