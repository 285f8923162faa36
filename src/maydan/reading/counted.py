"""What is counted: nouns with their kind of figure, dual forms, and the words that say what befell the counted."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.phrases import Phrases
from maydan.arabic.tokens import Token
from maydan.arabic.tokens import word as word_of
from maydan.theatre.tables import lexicon, values

PEOPLE = frozenset({"people", "killed", "wounded", "displaced"})


class Noun(NamedTuple):
    """A counted noun: ``of`` is the kind of figure it makes by itself, ``unit`` its English gloss."""

    noun: str
    of: str
    unit: str


class Dual(NamedTuple):
    """A noun in the dual: two of them."""

    pro: str
    article: bool
    noun: Noun


@cache
def nouns() -> Phrases[Noun]:
    """Counted nouns, singular, accusative and plural, with or without article."""
    rows: list[tuple[str, Noun]] = []
    for row in lexicon("units"):
        noun = Noun(row["noun"], row["of"], row["unit"])
        rows += [(form, noun) for form in (row["noun"], *values(row["forms"]))]
    return Phrases(rows, article=True)


@cache
def _duals() -> dict[str, Noun]:
    """Dual forms (both cases, without article) of the singulars of the counted nouns."""
    found: dict[str, Noun] = {}
    for row in lexicon("units"):
        noun = Noun(row["noun"], row["of"], row["unit"])
        for form in (row["noun"], *values(row["forms"])):
            key = fold(form)
            if " " in key or len(key) < 2 or not key.isalpha() or _is_plural(row["noun"], form):
                continue
            stem = key[:-1] + "ت" if key.endswith("ه") else key
            for ending in ("ين", "ان"):
                found.setdefault(stem + ending, noun)
    irregular = {"قتلين": "قتيل", "امراتين": "امرأة", "امراتان": "امرأة"}
    by_noun = {n.noun: n for n in found.values()}
    found.update({form: by_noun[noun] for form, noun in irregular.items()})
    found.pop("اخرين", None)  # "others" in the plural is written the same
    plurals = {fold(f) for row in lexicon("units") for f in values(row["forms"])}
    return {form: noun for form, noun in found.items() if form not in plurals}


def _is_plural(noun: str, form: str) -> bool:
    """Whether a listed form is a plural or an accusative and so makes no dual."""
    if form == noun:
        return False
    folded, base = fold(form), fold(noun)
    if folded == base + "ه":
        return False
    if folded == base + "ا" or folded.endswith(("ات", "ين", "ون", "اء")):
        return True
    # singular synonyms (سيدة under امرأة) share no stem with the headword and are not broken plurals of it
    return not folded.endswith("ه") or folded[:-1] in base or base in folded


@lru_cache(maxsize=1 << 12)
def dual_of(form: str) -> Dual | None:
    """The dual noun that a written form holds, or None."""
    known = word_of(form)
    if known.kind != "ar" or known.key[-2:] not in ("ين", "ان"):
        return None
    table = _duals()
    for pro, rest in known.proclitics:
        if rest in table:
            return Dual(pro, False, table[rest])
        if rest.startswith("ال") and rest[2:] in table:
            return Dual(pro, True, table[rest[2:]])
    return None


@cache
def _contexts(side: str) -> Phrases[str]:
    return Phrases((r["word"], r["of"]) for r in lexicon("count_contexts") if r["side"] == side)


@cache
def _roles() -> dict[str, frozenset[str]]:
    return {fold(r["word"]): frozenset(values(r["roles"])) for r in lexicon("figure_words")}


_NONE: frozenset[str] = frozenset()


def says(key: str, role: str) -> bool:
    """Whether a folded word has a role among numbers (lexicon ``figure_words``).

    Roles: link (بينهم), adds (إضافة), others (آخرين), cut (a clause of its own), total (عدد), rises (بلغ), no_noun (no
    noun counted), names (a number behind it is part of a name), never (not a figure), share, length, distance.
    """
    return role in _roles().get(key, _NONE)


def befell_before(tokens: list[Token], i: int) -> str | None:
    """What the word at ``i`` says befell those counted behind it: killed, wounded, displaced, people, or None."""
    hit = _contexts("before").at(tokens, i)
    return hit.value if hit is not None else None


def befell_after(tokens: list[Token], i: int) -> str | None:
    """The same of a word that follows those counted (قتلوا, مصرعهم)."""
    hit = _contexts("after").at(tokens, i)
    return hit.value if hit is not None else None
