"""Verb forms as written: from a word to the verb, tense, voice and person that it may be.

The forms are a table (``lexicons/ar/verb_forms.tsv``) made beforehand from roots and patterns by
``tools/build_verb_forms.py``. Object pronouns are taken off by :attr:`~maydan.arabic.tokens.Word.splits`; the
spellings that a form takes before a pronoun (قصفوا, قصفوها; أخلى, أخلاها) are added here.
"""

from __future__ import annotations

from typing import NamedTuple

from maydan.arabic.memo import Memo
from maydan.arabic.tokens import Word

PERSONS = ("3ms", "3fs", "3md", "3fd", "3mp", "3fp", "1s", "1p", "2ms", "2mp")
_TENSES = {
    "past": ("past", False),
    "past_passive": ("past", True),
    "present": ("present", False),
    "present_passive": ("present", True),
    "subjunctive": ("present", False),
    "jussive": ("jussive", False),
    "jussive_passive": ("jussive", True),
}
_IMPERATIVES = (("imperative", "2ms"), ("imperative_plural", "2mp"))
_COLUMNS = (*_TENSES.values(), *(("imperative", False) for _ in _IMPERATIVES))
_WEAK = ("3ms", "3fs", "1s", "1p", "2ms")  # persons whose final ya becomes alef before a pronoun


class VerbForm(NamedTuple):
    """One analysis of a stem.

    Attributes:
        verb: root and pattern, the key of the lexicons ("قصف:I").
        tense: "past", "present", "jussive" or "imperative".
        passive: whether the form is (or may be written like) the passive.
        person: "3ms", "3fs", ...
    """

    verb: str
    tense: str
    passive: bool
    person: str


class VerbReading(NamedTuple):
    """A verb form as it stands in a word: its proclitics, whether "س" marks the future, and the object pronoun."""

    form: VerbForm
    pro: str
    future: bool
    enclitic: str


class VerbTable:
    """All forms of the verbs of the lexicons.

    Attributes:
        words: verb -> its past third person masculine singular, folded.
        active, passive: verb -> participle, folded ("" if it has none); masdar: verb -> regular verbal nouns.
    """

    def __init__(self, rows: list[dict[str, str]]) -> None:
        self.words: dict[str, str] = {}
        self.active: dict[str, str] = {}
        self.passive: dict[str, str] = {}
        self.masdar: dict[str, tuple[str, ...]] = {}
        self._forms: dict[str, list[int]] = {}  # folded form -> codes of its analyses, ascending
        self._analyses: Memo[int, VerbForm] = Memo(self._analysis, 1 << 12)
        for row in rows:
            self._add(row)
        self._verbs = list(self.active)

    def _add(self, row: dict[str, str]) -> None:
        verb = row["verb"]
        self.words[verb] = row["word"]
        self.active[verb], self.passive[verb] = row["active"].split("/")[0], row["passive"].split("/")[0]
        self.masdar[verb] = tuple(m for m in row["masdar"].split("/") if m)
        forms, first = self._forms, len(self.active) - 1
        for number, column in enumerate(_TENSES):
            if not row[column]:
                continue
            code = (first * len(_COLUMNS) + number) * len(PERSONS)
            for at, cell in enumerate(row[column].split("|")[:len(PERSONS)], code):
                for form in cell.split("/") if "/" in cell else (cell,):
                    if form:
                        forms.setdefault(form, []).append(at)
        for number, (column, person) in enumerate(_IMPERATIVES, len(_TENSES)):
            code = (first * len(_COLUMNS) + number) * len(PERSONS) + PERSONS.index(person)
            for form in row[column].split("/"):
                if form:
                    forms.setdefault(form, []).append(code)

    def _analysis(self, code: int) -> VerbForm:
        rest, person = divmod(code, len(PERSONS))
        verb, column = divmod(rest, len(_COLUMNS))
        return VerbForm(self._verbs[verb], *_COLUMNS[column], PERSONS[person])

    def _bare(self, form: str) -> list[VerbForm]:
        """Analyses of a form that bears no pronoun."""
        return [self._analyses[code] for code in self._forms.get(form, ())]

    def _bound(self, stem: str) -> list[VerbForm]:
        """Analyses of what stands before a pronoun: قصفوا is then written قصفو, أخلى is written أخلا or أخلي."""
        codes = [] if stem.endswith("وا") else list(self._forms.get(stem, ()))
        if stem.endswith("و"):
            codes += self._forms.get(stem + "ا", ())
        elif stem.endswith("ا"):
            codes += [c for c in self._forms.get(stem[:-1] + "ي", ()) if PERSONS[c % len(PERSONS)] in _WEAK]
        return [self._analyses[code] for code in sorted(codes)]

    def read(self, word: Word) -> tuple[VerbReading, ...]:
        """Every verb that a word may be, the division with the fewest clitics first; () if none."""
        found: list[VerbReading] = []
        for split in word.splits:
            if split.article or split.enclitic == "ي" or (split.pro and split.pro.rstrip("س") not in _VERB_PRO):
                continue
            future = split.pro.endswith("س")
            known = self._bound(split.stem) if split.enclitic else self._bare(split.stem)
            for form in dict.fromkeys(known):
                if (future or split.pro.endswith("ل")) and form.tense not in ("present", "jussive"):
                    continue
                found.append(VerbReading(form, split.pro, future, split.enclitic))
        return tuple(found)


_VERB_PRO = {"", "و", "ف", "ل", "ول", "فل"}

