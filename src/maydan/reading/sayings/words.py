"""The words that open a report of speech, worked out once per written form."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word
from maydan.tables import lexicon

THAT = frozenset((
    "ان", "انه", "انها", "انهم", "انهما", "اننا", "اني", "انني", "بان", "بانه", "بانها", "بانهم", "بانهما",
    "باننا", "لان",
))
PAPERS = frozenset((
    "بيان", "بيانه", "بيانها", "تقرير", "تصريح", "تصريحات", "رساله", "كلمه", "كلمته", "تغريده", "تدوينه", "منشور",
    "تسجيل", "خطاب", "خبر", "تقريره", "تقريرها", "حديث", "مؤتمر", "مقابله", "لقاء", "اتصال", "وقت",
))
"""What words are said or written in (في بيان, في تصريح)."""
DASHES = frozenset(("—", "―"))
"""Before the name of who wrote a post that is quoted."""
OPENING = frozenset('"«“”‘„')
CLOSING = {'"': '"”', "«": "»", "“": "”“", "”": "”“", "‘": "’", "„": "”“"}


class Verb(NamedTuple):
    """A reporting verb's form: lemma, force (say, claim, deny, demand, accuse, praise, threat, promise, think,
    record), shape (past, present, participle), and whether it reports speech only before "that" or a quotation."""

    lemma: str
    force: str
    shape: str
    needs_that: bool


def _past(base: str) -> list[str]:
    stem = base[:-1] + "ا" if base[-1] in "ىا" else base
    weak = base[-1] in "ىا"
    short = base[:-1] if weak else base
    plural = short + "وا"
    return [base, (short if weak else stem) + "ت", plural, base[:-1] + "يا" if weak else base + "ا",
            (short if weak else stem) + "تا", base[:-1] + "يت" if weak else base + "نا"]


def _present(base: str) -> list[str]:
    rest = base[1:]
    weak = rest[-1] in "ىيو"
    short = rest[:-1] if weak else rest
    forms = []
    for prefix in "يت":
        forms.append(prefix + rest)
    for prefix in "يت":
        forms += [prefix + short + "ون", prefix + rest + "ان"]
    return forms


def _participle(base: str) -> list[str]:
    weak = base.endswith("ي")
    stem = base[:-1] if weak else base
    return [stem + ("يا" if weak else "ا"), base + "ة", stem + "ين", base + "تين"]


@cache
def _verbs() -> dict[str, Verb]:
    table: dict[str, Verb] = {}
    for row in lexicon("reporting_verbs"):
        entry = (row["past"], row["force"])
        strict = row["needs_that"] == "1"
        for shape, forms in (
            ("past", _past(row["past"])),
            ("present", _present(row["present"]) if row["present"] else []),
            ("participle", _participle(row["participle"]) if row["participle"] else []),
        ):
            for form in forms:
                table.setdefault(fold(form), Verb(*entry, shape, strict))
    table.pop("هنا", None)  # "here"
    for form in ("بالقول", "بقوله", "بقولها", "بقولهم"):
        table[form] = Verb("قال", "say", "participle", False)
    return table


@cache
def _sources() -> dict[str, str]:
    return {fold(row["form"]): row["role"] for row in lexicon("source_words")}


def _verb(word: Word) -> Verb | None:
    table = _verbs()
    for pro, rest in word.proclitics:
        if pro in ("", "و", "ف", "س", "وس") and rest in table:
            return table[rest]
    return None


def _role(word: Word) -> str:
    table = _sources()
    for pro, rest in word.proclitics:
        if pro in ("", "و", "ف", "ل", "ول"):
            if rest in table:
                return "source" if table[rest] == "person" else table[rest]
            if pro and pro[-1] == "ل" and table.get("ال" + rest) == "outlet":
                return "outlet"
            if rest.startswith("ال") and rest[2:] in table and table[rest[2:]] in ("source", "person"):
                return "carried" if rest[2:] in ("مصدر", "مصادر") else table[rest[2:]]
    return ""


verb_of: Callable[[Word], Verb | None] = Memo(_verb, FEW).__getitem__
"""The reporting verb that a form is, conjunctions taken off, or None."""

source_role: Callable[[Word], str] = Memo(_role, FEW).__getitem__
"""Source noun: "source" (unnamed), "person" (an office with the article), "carried" or "outlet" (named before),
"according" for بحسب, or ""."""


def opens_frame(word: Word) -> bool:
    """Whether a frame may open with a form."""
    return verb_of(word) is not None or source_role(word) == "according" or word.form in DASHES or word.form == ":"


def signed(tokens: list[Token], i: int) -> int:
    """The token of the bracket behind the name of who signs a quoted post at ``i`` (— name (@handle)); 0 if nobody."""
    if tokens[i].word.form not in DASHES or (i and tokens[i - 1].word.kind != "line"):
        return 0
    for k in range(i + 2, min(len(tokens) - 1, i + 9)):
        form = tokens[k].word.form
        if form == "(":
            return k if tokens[k + 1].word.form.startswith("@") else 0
        if tokens[k].word.kind == "line":
            return 0
    return 0
