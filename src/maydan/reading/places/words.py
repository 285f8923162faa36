"""Words that say what kind of place a name is, and on which side of another place one lies."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Word
from maydan.reading.places.vocabulary import TANWEEN
from maydan.theatre.tables import lexicon

_CUT = 4  # letters: a shorter word behind "like" is far more often the end of another


class TypeWord(NamedTuple):
    """A word such as town, hill, crossing.

    Attributes:
        kind: gazetteer kind, or "area", "front", "site", "building", "ground", "near".
        number: "one", "two" or "many".
        unknown: which names that no gazetteer has make a place behind it: "any", "named" (quoted, or not an everyday
            word), "quoted", "known" (none), "square" and "barracks" (everyday words with
            the article too).
        pro: proclitics written onto it.
        singular: the word for one of them, for duals and plurals.
        definite: stands with the article, so no name follows in construct.
        feminine: an adjective after it ends in -a.
    """

    kind: str
    number: str
    unknown: str
    pro: str = ""
    definite: bool = False
    singular: str = ""
    feminine: bool = True


class SideWord(NamedTuple):
    """A word for a side: role "noun" (north of), "name" (the North), "adjective" (northern), "suffixed", "loose"."""

    side: str
    role: str
    pro: str = ""


class Heads(NamedTuple):
    """What one written form may be at the head of a place."""

    type: TypeWord | None
    side: SideWord | None
    other: str
    pro: str


# Heads with a grammar of their own: countryside, borders, roads, the country itself.
_OTHER = {
    "ريف": "countryside", "ارياف": "countrysides", "ريفي": "countrysides", "الريف": "the-countryside",
    "الارياف": "the-countryside", "الريفين": "the-countryside", "ريفها": "its-countryside", "ريفه": "its-countryside",
    "ريفهما": "its-countryside", "حدود": "border", "الحدود": "the-border", "الشريط": "the-border",
    "طريق": "road", "الطريق": "the-road", "اوتستراد": "road", "اوتوستراد": "road", "الاوتستراد": "the-road",
    "الاوتوستراد": "the-road", "طرق": "road", "الطرق": "the-road", "طريقي": "road",
    "البلاد": "country", "كوريدور": "corridor", "ممر": "corridor", "اقصي": "far",
    "جرود": "land:barrens", "جرد": "land:barrens", "احراج": "land:woods", "احراش": "land:woods", "حرش": "land:woods",
    "ضواحيها": "its-suburbs", "ضواحيه": "its-suburbs",
    "مطارها": "its-airport", "ميناءها": "its-port", "مينائها": "its-port", "ميناؤها": "its-port",
}
VICINITIES = {
    "المنطقه": ("other", "Area"), "المناطق": ("other", "Areas"), "الاراضي": ("other", "Land"),
    "المزارع": ("other", "Farms"), "التلال": ("other", "Hills"), "الجبال": ("other", "Mountains"),
    "المرتفعات": ("other", "Heights"), "القري": ("countryside", "Villages"), "البلدات": ("countryside", "Towns"),
    "الاحياء": ("neighbourhood", "Neighbourhoods"),
}
_PARTS = {
    "الاحياء": "neighbourhood", "احياء": "neighbourhood", "الاطراف": "neighbourhood", "اطراف": "neighbourhood",
    "الضواحي": "other", "ضواحي": "other", "المدخل": "other", "مدخل": "other", "الجبهه": "front", "الجبهات": "front",
    "القطاع": "other", "الضفه": "other", "الضفاف": "other", "ضفاف": "other", "المشارف": "other", "مشارف": "other",
    "مناطق": "other", "الساحل": "other", "القسم": "other", "الجزء": "other", "المنطقه": "other", "المناطق": "other",
    "البلدات": "other", "القري": "other", "المحور": "front", "الجانب": "other", "الشطر": "other", "الناحيه": "other",
    "الحزام": "other", "الكورنيش": "other",
}


@cache
def role(name: str) -> frozenset[str]:
    """Folded words of a role in ``place_words.tsv``: "opener", "tail", "road", "between", "particle", "title"."""
    return frozenset(fold(r["word"]) for r in lexicon("place_words") if name in r["roles"].split("|"))


@cache
def _types() -> dict[str, TypeWord]:
    found: dict[str, TypeWord] = {}
    for row in lexicon("place_types"):
        key = fold(row["word"])
        feminine = row["number"] == "many" or key.endswith("ه")
        found[key] = TypeWord(row["kind"], row["number"], row["unknown"], singular=row["singular"], feminine=feminine)
        if row["number"] == "one" and not key.startswith("ال"):
            found.setdefault("ال" + key, TypeWord(row["kind"], "one", "quoted", "", True, feminine=feminine))
    return found


@cache
def _sides() -> dict[str, SideWord]:
    return {fold(r["word"]): SideWord(r["side"], r["role"]) for r in lexicon("place_sides")}


@cache
def landmarks() -> dict[str, dict[str, tuple[str, str]]]:
    """First word -> second word -> (English, scope) of the sights of a town that any town may have.

    The scope says which town: "city" the one spoken of, "near" the place nearest in the text, "its" the one that
    follows.
    """
    found: dict[str, dict[str, tuple[str, str]]] = {}
    for row in lexicon("place_landmarks"):
        first, second = fold(row["words"]).split()
        found.setdefault(first, {})[second] = row["name_en"], row["scope"]
    return found


def _heads(word: Word) -> Heads | None:
    types, sides = _types(), _sides()
    if word.form.endswith(TANWEEN):
        return None  # no construct
    for pro, rest in word.proclitics:
        if pro.endswith("س"):
            continue
        type_ = None if pro.endswith("ك") and len(rest) < _CUT else types.get(rest)
        side, other = sides.get(rest), _OTHER.get(rest, "")
        part = _PARTS.get(rest, "") or ("other" if rest in VICINITIES else "")
        if not (type_ or side or other or part) and rest in landmarks():
            other = "landmark"
        if type_ or side or other or part:
            return Heads(
                type_._replace(pro=pro) if type_ else None, side._replace(pro=pro) if side else None,
                other or (f"part:{part}" if part else ""), pro,
            )
    return None


heads: Callable[[Word], Heads | None] = Memo(_heads, FEW).__getitem__
"""What a written form may open; None for most words."""


def side_of(word: Word) -> SideWord | None:
    """The side that a word tells, proclitics allowed."""
    found = heads(word)
    return found.side if found else None
