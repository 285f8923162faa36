"""The words that open an outlook, worked out once per written form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import SHORT_PRESENT, Word
from maydan.reading.words import words_of
from maydan.tables import lexicon


class Opening(NamedTuple):
    """Words that open an outlook.

    Attributes:
        rest: keys after the first. polarity: "" for aims.
        sure: whether they open one by themselves; else only where the model says so.
        name: all of them, for the model.
    """

    rest: tuple[str, ...]
    kind: str
    polarity: str
    sure: bool
    name: str


@cache
def _openings() -> dict[str, tuple[Opening, ...]]:
    table: dict[str, list[Opening]] = {}
    for row in lexicon("outlook_words"):
        first, *rest = fold(row["form"]).split()
        table.setdefault(first, []).append(Opening(
            tuple(rest), row["kind"], row["polarity"], row["sure"] == "1", " ".join((first, *rest))))
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


def _openings_of(word: Word) -> tuple[Opening, ...]:
    table = _openings()
    for pro, rest in word.proclitics:
        if pro in ("", "و", "ف", "س", "وس") and rest in table:
            return table[rest]
    return ()


openings_of: Callable[[Word], tuple[Opening, ...]] = Memo(_openings_of, FEW).__getitem__
"""Openings that may start with a form, conjunctions taken off."""



def may_open(word: Word) -> bool:
    """Whether an outlook may open with a form at all; most forms are passed over by this alone."""
    return word.kind == "ar" and (bool(openings_of(word)) or bool(purpose_of(word)) or is_future(word))


@lru_cache(maxsize=1 << 12)
def is_purpose(word: Word) -> bool:
    """Whether a form is لـ with a verbal noun (لاستعادة, للسيطرة, لقطع) or with a verb (ليقتل)."""
    for pro, rest in word.proclitics:
        if pro not in ("ل", "ول"):
            continue
        stem = rest.removeprefix("ال")
        if not stem:
            continue
        bare = next((stem.removesuffix(p) for p in ("هم", "ها", "نا", "ه") if stem.endswith(p) and len(stem) > 6), stem)
        if bare[0] == "ا" and len(bare) == 5 and bare[3] == "ا" and "أ" in word.form:
            continue  # a broken plural (أغنام, أوطانهم), no verbal noun (إرغام)
        if rest == "السيطره":  # only with its article: "territory under the control of" has none
            return True
        if _no_purpose() & {stem, stem.removesuffix("هم"), stem.removesuffix("ها"), stem.removesuffix("ه")}:
            return False
        for noun in (stem, stem.removesuffix("هم"), stem.removesuffix("ها"), stem.removesuffix("ه")):
            if noun in _nouns() or verbal_noun(noun):
                return True
    return False


@cache
def _masdars() -> frozenset[str]:
    return frozenset(fold(m) for row in lexicon("verb_forms") for m in row["masdar"].split("/") if m)


def _purpose_of(word: Word) -> str:
    if is_purpose(word):
        return "noun"
    for pro, rest in word.proclitics:
        if pro not in ("ل", "ول"):
            continue
        stem = rest.removeprefix("ال")
        if len(stem) >= 4 and rest[0] in "يت" and any(
                v.pro.endswith("ل") and v.form.tense in ("present", "jussive") for v in words_of().sense(word).verbs):
            return "verb"
        if stem in _no_purpose():
            return ""
        if any(len(n) >= 3 and n in _masdars() for n in (
                stem, stem.removesuffix("هم"), stem.removesuffix("ها"), stem.removesuffix("ه"))) or _other_noun(stem):
            return "masdar"
    return ""


purpose_of: Callable[[Word], str] = Memo(_purpose_of, FEW).__getitem__
"""The shape of a word that may tell a purpose: "noun" where :func:`is_purpose` holds, "verb" for لـ with a present verb
(ليقطع), "masdar" for لـ with another verbal noun, "" for none."""


def _other_noun(stem: str) -> bool:
    """The shapes مفاعلة (مناظرة) and فعللة of a doubled root (زعزعة)."""
    return (len(stem) == 6 and stem[0] == "م" and stem[2] == "ا" and stem[5] == "ه") or (
        len(stem) == 5 and stem[4] == "ه" and stem[0] == stem[2] and stem[1] == stem[3])


@lru_cache(maxsize=1 << 12)
def states_aim(word: Word) -> bool:
    """Whether a form is a verbal noun without clitics: what an act aims at (يستهدف الاستيلاء على)."""
    stem = word.key.removeprefix("ال")
    return word.kind == "ar" and stem not in _no_purpose() and (
        stem in _nouns() or verbal_noun(stem) or stem in _masdars())


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



def _foreign(rest: str) -> bool:
    """Whether a form that no table knows as a verb has vowels where no verb of the third person has them: a name from
    abroad (سيماف, ستانلي, سيراميك)."""
    stem = rest
    for ending in ("ون", "ان", "ين", "وا", "ها", "هم", "نا", "ه"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 4:
            stem = stem.removesuffix(ending)
            break
    inner = stem[1:]
    if len(inner) < 3 or (inner[-1] == "ا" and stem == rest) or inner[0] == "ا":
        return True
    vowels = [k for k, letter in enumerate(inner.replace("وا", "ا").replace("او", "ا")) if letter in "اوي"]
    if len(vowels) > 1 and not (len(vowels) == 2 and inner[-1] in "وي"):
        return True
    hollow = inner[-2] in "اوي"
    return hollow and ((len(inner) == 3 and inner[0] != "و") or (inner[-2] != "ا" and not inner.startswith("ست")))


def _is_future(word: Word) -> bool:
    return any(
        pro in ("س", "وس", "فس") and not rest.startswith(_no_future()) and (_we(word) or not _foreign(rest)) and (
            (rest[0] in "يت" and (len(rest) >= 4 or rest in SHORT_PRESENT)) or (
                rest[0] == "ن" and len(rest) >= 4 and (_we(word) or not words_of().sense(word).nouns)))
        for pro, rest in word.proclitics
    )


is_future: Callable[[Word], bool] = Memo(_is_future, FEW).__getitem__
"""Whether a form is a verb with the future mark (سيطلق, وستعود)."""


def _we(word: Word) -> bool:
    return any(v.future for v in words_of().sense(word).verbs)



@lru_cache(maxsize=1 << 12)
def is_present(word: Word) -> bool:
    """Whether a form looks like a present verb of the third person."""
    return word.kind == "ar" and word.key[0] in "يت" and len(word.key) >= 4 and not word.key.startswith("تح")


@lru_cache(maxsize=1 << 12)
def is_present_form(word: Word) -> bool:
    """Whether an opening is a verb of wanting (يسعى) or its participle (عازم), which has a subject of its own."""
    return any(
        rest in _WANTING or (rest.startswith(("ي", "ت")) and rest[-1] != "ا" and rest in _openings() and len(rest) >= 4)
        for _, rest in word.proclitics
    )


_WANTING = frozenset(("عازم", "عازمه", "ساعيا", "ساعيه", "محاولا", "محاوله", "محاولين", "حاول", "حاولت", "حاولوا",
                      "سعي", "سعت", "استعد", "استعدت", "اعتزم"))
