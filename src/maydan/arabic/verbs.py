"""Verb forms as written: from a word to the verb, tense, voice and person that it may be.

The forms are a table (``lexicons/ar/verb_forms.tsv``) made beforehand from roots and patterns by
``tools/build_verb_forms.py``. Object pronouns are taken off by :attr:`~maydan.arabic.tokens.Word.splits`; the
spellings that a form takes before a pronoun (قصفوا, قصفوها; أخلى, أخلاها) are added here.
"""

from __future__ import annotations

from typing import NamedTuple

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
        self._bare: dict[str, list[VerbForm]] = {}
        self._bound: dict[str, list[VerbForm]] = {}
        for row in rows:
            self._add(row)

    def _add(self, row: dict[str, str]) -> None:
        verb = row["verb"]
        self.words[verb] = row["word"]
        self.active[verb], self.passive[verb] = row["active"].split("/")[0], row["passive"].split("/")[0]
        self.masdar[verb] = tuple(m for m in row["masdar"].split("/") if m)
        for column, (tense, passive) in _TENSES.items():
            for person, cell in zip(PERSONS, row[column].split("|"), strict=False):
                for form in cell.split("/"):
                    if form:
                        self._put(form, VerbForm(verb, tense, passive, person))
        for column, person in (("imperative", "2ms"), ("imperative_plural", "2mp")):
            for form in row[column].split("/"):
                if form:
                    self._put(form, VerbForm(verb, "imperative", False, person))

    def _put(self, form: str, analysis: VerbForm) -> None:
        _append(self._bare, form, analysis)
        if form.endswith("وا"):
            _append(self._bound, form[:-1], analysis)
        elif form.endswith("ي") and analysis.person in ("3ms", "3fs", "1s", "1p", "2ms"):
            _append(self._bound, form[:-1] + "ا", analysis)
            _append(self._bound, form, analysis)
        else:
            _append(self._bound, form, analysis)

    def read(self, word: Word) -> tuple[VerbReading, ...]:
        """Every verb that a word may be, the division with the fewest clitics first; () if none."""
        found: list[VerbReading] = []
        for split in word.splits:
            if split.article or split.enclitic == "ي" or (split.pro and split.pro.rstrip("س") not in _VERB_PRO):
                continue
            future = split.pro.endswith("س")
            table = self._bound if split.enclitic else self._bare
            for form in table.get(split.stem, ()):
                if (future or split.pro.endswith("ل")) and form.tense not in ("present", "jussive"):
                    continue
                found.append(VerbReading(form, split.pro, future, split.enclitic))
        return tuple(found)


_VERB_PRO = {"", "و", "ف", "ل", "ول", "فل"}


def _append(table: dict[str, list[VerbForm]], key: str, analysis: VerbForm) -> None:
    known = table.setdefault(key, [])
    if analysis not in known:
        known.append(analysis)
