"""How safely a name stands for the place: by how often it occurs in general news where the place is not meant.

Counts come from a large body of general newspaper text without the documents that speak of the country
itself; they are kept as a table of names and document counts, so that the build needs no texts.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from typing import TYPE_CHECKING

from gazetteer.place import Place, read_rows
from gazetteer.spelling import article_off, clean, halves, variants, without_side, without_unit
from maydan.arabic.fold import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

WORD = re.compile(r"[\u0621-\u064a]+|[0-9]+")
ARTICLE = re.compile(r"(?:A[lnr]|A[dstz]h?|El|E[dnrstz])[ -]|al-")
COMMON_DOCS, WEAK_DOCS, RULE_DOCS = 6, 90, 2
PHRASE_FACTOR = 4
SURE_LIFT, LIKELY_LIFT, SURE_DOCS = 15.0, 4.0, 5
HAMLET_FACTOR = 0.34
ADJECTIVES = frozenset({
    "صغيره", "كبيره", "جديده", "قديمه", "بعيده", "قريبه", "جميله", "حديثه", "عربيه", "كرديه", "سوريه", "مجاوره",
    "ثانيه", "حدوديه",
})
ALL = "*"
DATE = re.compile("[0-9]+ ")
PERSON = re.compile(
    "(?:ابو|الشيخ|شيخ|السيد|سيد|سيدي|عبد|الحاج|حاج|حجي|علي|محمد|احمد|حسن|حسين|ابراهيم|خليل|مصطفي|محمود|عمر) "
)
KIND_WORD = {
    "village": "قرية", "town": "بلدة", "city": "مدينة", "neighbourhood": "حي", "mountain": "جبل", "river": "نهر",
    "region": "منطقة", "camp": "مخيم", "district": "منطقة", "subdistrict": "ناحية", "province": "محافظة",
    "airport": "مطار", "base": "قاعدة", "crossing": "معبر", "dam": "سد", "oilfield": "حقل", "prison": "سجن",
    "lake": "بحيرة", "port": "مرفأ", "road": "طريق", "island": "جزيرة", "desert": "صحراء", "country": "دولة",
}
Counts = dict[str, tuple[int, int, int]]


def cut(word: str) -> set[str]:
    """What remains of a word when conjunctions and one-letter prepositions are taken off."""
    rests = set()
    stems = {word, word[1:] if word[0] in "وف" else word}
    for stem in stems:
        rests.add(stem)
        if len(stem) > 3 and stem[0] in "بكل":
            rests.add("ال" + stem[2:] if stem.startswith("لل") else stem[1:])
    return rests - {word}


def count_names(names: set[str], files: Iterable[Path], about: tuple[str, ...]) -> Counts:
    """How many documents have each folded name: in general news, there by cutting letters off, in local news.

    Args:
        names: folded names of one to four words.
        files: gzipped JSON Lines with ``title`` and ``text``.
        about: words whose presence makes a document one of the country itself.

    Returns:
        (general documents, general documents only with letters cut off, documents about the country) by name;
        the totals of documents stand under ``*``.
    """
    plain: Counter[str] = Counter()
    clitic: Counter[str] = Counter()
    local: Counter[str] = Counter()
    heads = {name.split()[0] for name in names if " " in name}
    for path in files:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                record = json.loads(line)
                text = fold(f"{record.get('title') or ''}\n{record['text']}")
                words = WORD.findall(text)
                forms = set(words)
                found = forms & names | {ALL}
                for i, word in enumerate(words):
                    if word in heads:
                        found.update({" ".join(words[i : i + n]) for n in (2, 3, 4)} & names)
                if any(word in text for word in about):
                    local.update(found)
                    continue
                plain.update(found)
                clitic.update({rest for word in forms for rest in cut(word)} & names - found)
    return {name: (plain[name], clitic[name], local[name]) for name in sorted({*plain, *clitic})}


def read_counts(path: Path) -> Counts:
    """The kept table of counts."""
    rows = read_rows(path, "\t")
    return {row["name"]: (int(row["docs"]), int(row["clitic_docs"]), int(row["local_docs"])) for row in rows}


def write_counts(path: Path, counts: Counts) -> None:
    """Keep a table of counts, names sorted."""
    rows = [f"{name}\t{docs}\t{clitic}\t{local}" for name, (docs, clitic, local) in sorted(counts.items())]
    path.write_text("\n".join(["name\tdocs\tclitic_docs\tlocal_docs", *rows]) + "\n", encoding="utf-8")


def candidates(place: Place) -> tuple[list[str], list[str]]:
    """All names of a place as written by people, and the variants derived from them by rule."""
    given: list[str] = []
    units = (place.admin2, place.admin3) if place.id.startswith("C") else ()
    for name in place.names():
        parts = halves(name)
        parts = parts if len(parts) > 1 else [clean(name)]
        given.extend(without_unit(part, units) for part in parts)
    given = _unique(n for n in given if n and not n.startswith("محافظة "))
    article = any(ARTICLE.match(form) for form in [place.latin, *place.alt_latin])
    derived = [form for name in given for form in variants(name, article)]
    shorter = [form for name in given if (form := without_side(name))]
    bases = [form for name in shorter for form in variants(name, article)]
    return given, list(dict.fromkeys([*derived, *shorter, *bases]))


def all_names(places: Iterable[Place]) -> set[str]:
    """Folded forms of all names of all places, given or derived."""
    return {fold(form) for place in places for forms in candidates(place) for form in forms}


def rarity(form: str, counts: Counts, hamlet: bool = False) -> str:
    """"plain", "common" or "weak" for a folded form, by its load in general news and its lift in local news.

    Args:
        form: a folded name.
        counts: see :func:`count_names`.
        hamlet: whether the place is so small that news hardly ever means it; less load then makes a name unsafe.
    """
    docs, clitic, local = counts.get(form, (0, 0, 0))
    if len(form) < 3 or DATE.match(form):
        return "weak"
    scale = (PHRASE_FACTOR if " " in form else 1) * (HAMLET_FACTOR if hamlet else 1)
    load = docs + (clitic if len(form) < 5 else clitic // 4)
    if PERSON.match(form) and (hamlet or docs):
        return "common"
    if load < COMMON_DOCS * scale:
        return "plain"
    totals = counts[ALL]
    lift = (local / totals[2]) / (load / totals[0])
    if local >= SURE_DOCS and lift >= SURE_LIFT:
        return "plain"
    return "common" if load < WEAK_DOCS * scale or (local >= SURE_DOCS and lift >= LIKELY_LIFT) else "weak"


def weigh(place: Place, counts: Counts, taken: Mapping[str, set[str]]) -> None:
    """Sort a place's names into name, alternatives and weak ones, and set ``common``.

    Args:
        place: changed in place.
        counts: see :func:`count_names`.
        taken: ids of the places that bear a folded form as a given name; a form derived by rule yields to them.
    """
    given, derived = candidates(place)
    own = {fold(form) for form in given}
    rule = [f for f in derived if fold(f) not in own and sum(counts.get(fold(f), (0, 0, 0))[:2]) <= RULE_DOCS
            and len(article_off(f)) > 2 and not taken.get(fold(f), set()) - {place.id}]
    hamlet = place.id.startswith("GN") and not place.population and place.kind == "village"
    levels = {form: rarity(fold(form), counts, hamlet) for form in given}
    if place.weight:
        levels[given[0]] = place.weight
        levels.update({form: "plain" for form in given[1:] if place.weight == "plain" and levels[form] == "common"})
    plain = [f for f in given if levels[f] == "plain"]
    place.common = levels[given[0]] == "common" and not plain
    strong = plain or [f for f in given if levels[f] == "common" and place.common]
    weak = [f for f in given if f not in strong]
    if given[0] not in strong and fold(given[0]) in ADJECTIVES:
        place.common, strong = True, [given[0], *strong]
        weak = [f for f in weak if f != given[0]]
    elif given[0] not in strong:
        word = KIND_WORD.get(place.kind, "منطقة")
        strong.insert(0, given[0] if given[0].startswith(word + " ") else f"{word} {given[0]}")
    names = _unique([*strong, *rule])
    place.name, place.alt = names[0], names[1:]
    place.weak = [f for f in _unique([*place.weak, *weak]) if fold(f) not in {fold(n) for n in names}]


def _unique(forms: Iterable[str]) -> list[str]:
    first: dict[str, str] = {}
    for form in forms:
        first.setdefault(fold(form), form)
    return list(first.values())
