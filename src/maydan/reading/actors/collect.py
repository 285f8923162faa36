"""From stretches to mentions and to the document's list of actors."""

from __future__ import annotations

from functools import lru_cache

from maydan.arabic.fold import fold
from maydan.reading.actors.lexicon import given_names
from maydan.reading.actors.scan import Found, Scan
from maydan.reading.context import Mention
from maydan.records.mentions import Actor
from maydan.theatre.compiled import Theatre

_COMPOUND = {"عبد", "ابو", "ابن", "بن", "ال", "ابي"}
_SECOND = {"دين", "له", "الله"}  # second halves of first names, without the article (نجم الدين)
_LINKS = {"بن", "ابن", "ال", "ولد"}
_KINDS = {"state", "armed-group", "alliance", "political", "international", "person", "civilian", "media", "other"}


def _first(words: list[str]) -> str:
    """A person's first name: two words where the first is عبد or the like."""
    compound = len(words) > 2 and (words[0] in _COMPOUND or words[1] in _SECOND)
    return " ".join(words[:2]) if compound else words[0]


@lru_cache(maxsize=16)
def _by_first_and_last(theatre: Theatre) -> dict[tuple[str, str], str]:
    """(first, last) word of a known person's names -> the person; only pairs that one person has.

    The first name is that by which the person is known: others bear the one before it (أحمد معاذ الخطيب).
    """
    found: dict[tuple[str, str], set[str]] = {}
    for person in theatre.data.persons.values():
        called = _first([w.removeprefix("ال") for w in fold(person.name_ar).split()] or [""])
        for name in person.names:
            words = [w.removeprefix("ال") for w in fold(name).split()]
            if len(words) > 1 and (len(words) == 2 or _first(words) == called):
                found.setdefault((_first(words), words[-1]), set()).add(person.id)
    return {pair: next(iter(ids)) for pair, ids in found.items() if len(ids) == 1}


def _may_be(scan: Scan, ident: str, words: list[str]) -> bool:
    """Whether the words between an unknown name's first and last are no others than a known person's own."""
    person = scan.person(ident)
    if person is None:
        return False
    full = "".join(words)
    if any("".join(w.removeprefix("ال") for w in fold(name).split()) == full for name in person.names):
        return True
    if words[-1] in given_names():
        return False  # the last is a first name, and tells no family
    middle = {w for w in words[1:-1] if w not in _LINKS}
    own = [{w.removeprefix("ال") for w in fold(name).split()[1:-1]} - _LINKS for name in person.names]
    told = [names for names in own if names]
    return not middle or not told or any(middle & names for names in told)


def unify(scan: Scan) -> None:
    """Give unknown persons and groups named by a part of their name the id of the full name (جونزاليس)."""
    full: dict[str, str] = {}
    spans: dict[str, list[str]] = {}
    for found in scan.found:
        if found.ref.startswith(("person:", "new:")) and scan.actor(found.ref) is None \
                and scan.person(found.ref) is None:
            words = [w.removeprefix("ال") for w in fold(scan.context.text[found.core[0]: found.core[1]]).split()]
            if len(words) > len(spans.get(found.ref, [])):
                spans[found.ref] = words
    full.update(_shorter_names(spans, scan))
    for ref in full:
        spans.pop(ref, None)
    known = _by_first_and_last(scan.vocabulary.theatre)
    for ref, words in list(spans.items()):
        same = known.get((_first(words), words[-1])) if ref.startswith("person:") and len(words) > 1 else None
        if same is not None and _may_be(scan, same, words):
            full[ref] = same
            del spans[ref]
    longest: dict[tuple[str, ...], str] = {}
    for ref, words in sorted(spans.items(), key=lambda item: (-len(item[1]), item[0])):
        for length in range(1, len(words) + 1):
            longest.setdefault(tuple(words[:length]), ref)
    for ref, words in spans.items():
        full[ref] = longest[tuple(words)]
    for found in scan.found:
        ref = full.get(found.ref, found.ref)
        found.ref = full.get(ref, ref)


def _shorter_names(spans: dict[str, list[str]], scan: Scan) -> dict[str, str]:
    """Unknown persons called by the end of another's name (عبد الرحمن), or by his first and last names alone."""
    everyone = {f.ref: f.core for f in scan.found if f.ref.startswith("person:") and not f.wait}
    ends: dict[tuple[str, ...], str] = {}
    outer: dict[tuple[str, str], str] = {}
    for ref, (start, end) in everyone.items():
        words = spans.get(ref) or [w.removeprefix("ال") for w in fold(scan.context.text[start:end]).split()]
        if len(words) > 2:
            ends.setdefault(tuple(words[-2:]), ref)
            outer.setdefault((words[0], words[-1]), ref)
    found: dict[str, str] = {}
    for ref, words in spans.items():
        if len(words) != 2 or not ref.startswith("person:"):
            continue
        other = ends.get((words[0], words[1]))
        if other is None and words[0] not in _COMPOUND:
            other = outer.get((words[0], words[1]))
        if other is not None and other != ref:
            found[ref] = other
    return found


def collect(scan: Scan) -> None:
    """Write ``context.mentions`` and ``context.actors``."""
    context = scan.context
    order = sorted(scan.found, key=lambda f: (f.start, -f.end))
    listed: dict[str, list[Found]] = {}
    weak: dict[str, list[Found]] = {}
    end = -1
    for found in order:
        (listed if found.listed else weak).setdefault(found.ref, []).append(found)
        if found.nested or found.start < end:
            continue
        end = found.end
        context.mentions.append(Mention("actor", found.first, found.last, found.start, found.end, found.ref,
                                        found.pro, generic=found.generic))
    spoken = {ref for ref, founds in listed.items() if not all(context.is_quiet(f.start) for f in founds)}
    for ref, founds in listed.items():
        if spoken and ref not in spoken:
            continue  # named in a headline only: the body says it in other words
        everything = sorted((*founds, *weak.get(ref, ())), key=lambda f: f.start)
        best = max(founds, key=lambda f: (not f.generic, f.core[1] - f.core[0] if not f.wait else 0, -f.start))
        entry, person = scan.actor(ref), scan.person(ref)
        kind = entry.kind if entry is not None else "person" if ref.startswith("person:") else best.kind
        name_en = entry.name_en if entry is not None else person.name_en if person is not None else ""
        context.actors.append(Actor(
            text=_words(scan, best), id=ref,
            kind=kind if kind in _KINDS else "other",  # type: ignore[arg-type]
            name_en=name_en, mentions=tuple((f.start, f.end) for f in everything),
            known=entry is not None or person is not None, confidence=round(max(f.confidence for f in founds), 3),
            rule=best.rule,
        ))
    context.mentions.sort(key=lambda m: (m.start, m.end))


def _words(scan: Scan, found: Found) -> str:
    """What an annotator would copy: a word written with لل keeps it, for the name has lost its article to it."""
    start, end = found.core
    token = scan.tokens[found.first]
    if start == found.start and found.pro.endswith("ل") and token.word.key[len(found.pro) - 1:].startswith("لل"):
        start = scan.start(found.first, found.pro[:-1])
    return scan.context.text[start:end]
