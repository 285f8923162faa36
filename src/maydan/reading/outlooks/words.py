"""The words that open an outlook, worked out once per written form."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.tokens import Word
from maydan.tables import lexicon


class Opening(NamedTuple):
    """Words that open an outlook: their keys after the first, the kind, the polarity ("" for aims)."""

    rest: tuple[str, ...]
    kind: str
    polarity: str


@cache
def _openings() -> dict[str, tuple[Opening, ...]]:
    table: dict[str, list[Opening]] = {}
    for row in lexicon("outlook_words"):
        first, *rest = fold(row["form"]).split()
        table.setdefault(first, []).append(Opening(tuple(rest), row["kind"], row["polarity"]))
    return {k: tuple(sorted(v, key=lambda o: -len(o.rest))) for k, v in table.items()}


@cache
def _nouns() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in lexicon("purpose_nouns"))


@cache
def _no_purpose() -> frozenset[str]:
    return frozenset(fold(row["form"]) for row in lexicon("purpose_stops"))


@cache
def governors() -> frozenset[str]:
    """Verbs and nouns that take لـ themselves, so that what follows is no aim."""
    return frozenset(fold(row["form"]) for row in lexicon("purpose_governors"))


@cache
def _no_future() -> tuple[str, ...]:
    return tuple(fold(row["prefix"])[1:] for row in lexicon("future_stops"))


@lru_cache(maxsize=1 << 15)
def openings_of(word: Word) -> tuple[Opening, ...]:
    """Openings that may start with a form, conjunctions taken off."""
    table = _openings()
    for pro, rest in word.proclitics:
        if pro in ("", "و", "ف", "س", "وس") and rest in table:
            return table[rest]
    return ()



def may_open(word: Word) -> bool:
    """Whether an outlook may open with a form at all; most forms are passed over by this alone."""
    return word.kind == "ar" and (bool(openings_of(word)) or is_purpose(word) or is_future(word))


@lru_cache(maxsize=1 << 15)
def is_purpose(word: Word) -> bool:
    """Whether a form is لـ with a verbal noun (لاستعادة, للسيطرة, لقطع) or with a verb (ليقتل)."""
    for pro, rest in word.proclitics:
        if pro not in ("ل", "ول"):
            continue
        stem = rest.removeprefix("ال")
        if not stem:
            continue
        if stem[0] == "ا" and len(stem) == 5 and stem[3] == "ا" and "أ" in word.form:
            continue  # a broken plural (أغنام), no verbal noun (إرغام)
        if rest == "السيطره":  # only with its article: "territory under the control of" has none
            return True
        if stem in _no_purpose():
            return False
        for noun in (stem, stem.removesuffix("هم"), stem.removesuffix("ها"), stem.removesuffix("ه")):
            if noun in _nouns() or verbal_noun(noun):
                return True
    return False


def verbal_noun(stem: str) -> bool:
    """Whether a stem has the shape of a verbal noun of a derived form (تفعيل, إفعال, افتعال, انفعال, استفعال)."""
    n = len(stem)
    if n < 4 or n > 8:
        return False
    if stem[0] == "ت" and n == 5 and stem[3] == "ي":
        return True  # تعزيز
    if stem[0] == "ت" and stem.endswith("يه") and n in (5, 6):
        return True  # تسويه
    if stem.startswith("است") and "ا" in stem[4:] and n >= 6:
        return True  # استعاده, استكمال
    if stem[0] == "ا" and n == 5 and stem[3] == "ا":
        return True  # اجبار, ابعاد
    if stem[0] == "ا" and n == 5 and stem[2] == "ا" and stem[-1] == "ه":
        return True  # اقامه, اداره
    if stem[0] == "ا" and n == 6 and stem[4] == "ا" and (stem[1] == "ن" or stem[2] in "تطد"):
        return True  # انتزاع, انهاء
    return stem[0] == "ا" and n == 5 and stem.endswith("اء")  # انهاء



@lru_cache(maxsize=1 << 15)
def is_future(word: Word) -> bool:
    """Whether a form is a verb with the future mark (سيطلق, وستعود)."""
    return any(
        pro in ("س", "وس", "فس") and rest[0] in "يت" and len(rest) >= 4 and not rest.startswith(_no_future())
        for pro, rest in word.proclitics
    )


@lru_cache(maxsize=1 << 15)
def is_present(word: Word) -> bool:
    """Whether a form looks like a present verb of the third person."""
    return word.kind == "ar" and word.key[0] in "يت" and len(word.key) >= 4 and not word.key.startswith("تح")


@lru_cache(maxsize=1 << 15)
def is_present_form(word: Word) -> bool:
    """Whether an opening is a verb of wanting (يسعى) or its participle (عازم), which has a subject of its own."""
    return any(
        rest in _WANTING or (rest[:1] in "يت" and rest in _openings() and len(rest) >= 4) for _, rest in word.proclitics
    )


_WANTING = frozenset(("عازم", "عازمه", "ساعيا", "ساعيه", "محاولا", "محاوله", "محاولين", "حاول", "حاولت", "حاولوا",
                      "سعي", "سعت", "استعد", "استعدت", "اعتزم"))
