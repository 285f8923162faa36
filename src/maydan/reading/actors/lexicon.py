"""The words by which actors are recognised, looked up once per written form.

A :class:`Cue` is what one word says: that it is a force, an act, a title, the head of a group's name, a word
for civilians, or a verb after which a person's name may stand.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import ENCLITICS, Word
from maydan.theatre.tables import lexicon, values


class Entry(NamedTuple):
    """A lexicon row under one of its forms.

    Attributes:
        cls: "force", "act", "head", "title", "civilian", "verb".
        noun: folded first cell of the row.
        sub: arm of a force, kind of a group, class of a title, strength of a civilian noun.
        refers: whether the noun with the article alone may point back to a name (التنظيم).
        definite: whether the form has the article.
        rest: keys of the further words of the form.
        names: for heads, how unknown names are told: "quoted", "proper" (one word is enough), "chain".
    """

    cls: str
    noun: str
    sub: str
    refers: bool
    definite: bool
    rest: tuple[str, ...]
    names: str = ""


class Cue(NamedTuple):
    """A reading of a word: proclitics, pronoun at its end, its lexicon entry."""

    pro: str
    enclitic: str
    entry: Entry


class GivenName(NamedTuple):
    """A first name: its Latin spelling, whether it is an everyday word too, whether a woman bears it (None: either)."""

    latin: str
    common: bool
    she: bool | None


_TABLES = (
    ("force_nouns", "force", "noun", "arm"),
    ("act_nouns", "act", "noun", ""),
    ("actor_heads", "head", "head", "kind"),
    ("titles", "title", "title", "class"),
    ("civilian_nouns", "civilian", "noun", "strength"),
    ("person_verbs", "verb", "verb", ""),
)
_ORDER = {"title": 0, "force": 1, "head": 2, "act": 3, "civilian": 4, "verb": 5}
_POSSESSED = {"force", "head", "civilian"}


@cache
def _table() -> dict[str, tuple[Entry, ...]]:
    found: dict[str, list[Entry]] = {}
    for table, cls, first, sub in _TABLES:
        for row in lexicon(table):
            noun = fold(row[first])
            for form in (row[first], *values(row.get("forms", ""))):
                words = [fold(w) for w in form.split()]
                heads = [words[0]] if words[0].startswith("ال") or cls == "verb" else [words[0], "ال" + words[0]]
                for head in heads:
                    entry = Entry(cls, noun, row.get(sub, "") if sub else "", row.get("refers") == "1",
                                  head.startswith("ال"), tuple(words[1:]), row.get("names", ""))
                    entries = found.setdefault(head, [])
                    if entry not in entries:
                        entries.append(entry)
    return {key: tuple(sorted(entries, key=lambda e: (-len(e.rest), _ORDER[e.cls])))
            for key, entries in found.items()}


_SHE = {"m": False, "f": True}


@cache
def given_names() -> dict[str, GivenName]:
    """Folded first name -> how it is spelled in Latin letters."""
    return {fold(row["name"]): GivenName(row["latin"], row["common"] == "1", _SHE.get(row["origin"]))
            for row in lexicon("given_names")}


@cache
def phrase_words(cls: str) -> frozenset[str]:
    """Folded words of a class of ``phrase_words.tsv``.

    "end": stand in no name (prepositions, pronouns, particles, words of time and order); "middle": may stand between
    a noun and its nisba; "general": say nothing about which group is meant; "loose": adjectives that belong to no
    name; "epithet": follow a name and belong to it; "body": make up names that mean another body in another country;
    "ground": stand before a place; "seat": where or in what somebody holds an office, said without its
    name; "family": titles that are family names behind a first name; "memorial": named after persons who are not
    meant (mosques, streets, schools); "moving", "gathered", "channel": make common nouns of "movement", "gathering" and
    "site" (a movement of refugees, a cluster of camps, a site of messages).
    """
    return frozenset(fold(row["word"]) for row in lexicon("phrase_words") if row["class"] == cls)


@lru_cache(maxsize=1 << 12)
def is_force_word(key: str) -> bool:
    """Whether a folded word is a form of a force noun, with or without the article."""
    return any(entry.cls == "force" and entry.noun != "موالي" for entry in _table().get(key, ()))


def phrase_ends() -> frozenset[str]:
    """Words that stand in no name."""
    return phrase_words("end")


def _cues(word: Word) -> tuple[Cue, ...]:
    if word.kind != "ar":
        return ()
    table = _table()
    found: list[Cue] = []
    for pro, rest in word.proclitics:
        found += [Cue(pro, "", entry) for entry in table.get(rest, ())]
        if found:
            continue
        for enclitic in ENCLITICS:
            if enclitic not in ("ه", "ها", "هم", "هما") or not rest.endswith(enclitic):
                continue
            stem = rest[: -len(enclitic)]
            if enclitic == "ه" and (stem.endswith("ي") or word.form.endswith("ة")):
                continue
            for base in (stem, stem[:-1] + "ه" if stem.endswith("ت") else ""):
                found += [Cue(pro, enclitic, e) for e in table.get(base, ()) if not e.definite
                          and not e.rest and e.cls in _POSSESSED]
            if found:
                break
    return tuple(found)


cues: Callable[[Word], tuple[Cue, ...]] = Memo(_cues, FEW).__getitem__
"""What a word may say, the undivided form first; () for most words."""
