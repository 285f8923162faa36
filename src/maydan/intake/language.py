"""Whether a text is Arabic. Persian, Urdu, Pashto, Sorani Kurdish and Uyghur share the script and are told apart.

Letters that Arabic does not have count against it, the commonest short words of each language for it. Arabic typed
on a Persian keyboard (U+06CC and U+06A9 for ya and kaf) stays Arabic, since its words decide.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

import msgspec

from maydan.tables import package_data, read_table

SAMPLE = 1_500
_LETTERS = "\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc"
_ARABIC = re.compile(f"[{_LETTERS}\u06ee\u06ef\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile(f"[{_LETTERS}\u200c]+")
_MARKS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_KEYS = str.maketrans({"ی": "ي", "ک": "ك", "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي"})
_SCRIPTS = (
    ("latin", re.compile("[A-Za-z\u00c0-\u024f]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("hebrew", re.compile("[\u05d0-\u05ea]")),
    ("greek", re.compile("[\u0370-\u03ff]")),
    ("syriac", re.compile("[\u0700-\u074f]")),
    ("armenian", re.compile("[\u0530-\u058f]")),
    ("cjk", re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")),
)


class _Profiles(msgspec.Struct, frozen=True):
    """``lexicons/any/languages.tsv`` compiled.

    Attributes:
        words: of each language, its commonest short words. letters: those that Arabic lacks.
        plain: the Arabic words in every spelling of alef and ya, for the quick look.
        elsewhere: letters of other alphabets and languages; with none of them there is nothing to weigh.
    """

    words: dict[str, frozenset[str]]
    letters: dict[str, str]
    plain: frozenset[str]
    elsewhere: re.Pattern[str]


@lru_cache(maxsize=1)
def _profiles() -> _Profiles:
    rows = read_table(package_data("lexicons", "any", "languages.tsv"))
    words = {row["code"]: frozenset(row["words"].split()) for row in rows if row["words"]}
    letters = {row["code"]: row["letters"].replace(" ", "") for row in rows if row["letters"]}
    arabic = words["ar"]
    seats = {first + word[1:] for word in arabic for first in "أإ" if word[0] == "ا"}
    plain = arabic | seats | {word[:-1] + "ى" for word in arabic | seats if word[-1] == "ي"}
    others = re.compile(f"[A-Za-z\u00c0-\u052f\u05d0-\u05ea{''.join(letters.values())}]")
    return _Profiles(words, letters, plain, others)


def arabic_words() -> frozenset[str]:
    """The commonest short words of Arabic, in every spelling of alef and ya."""
    return _profiles().plain


class Language(msgspec.Struct, frozen=True):
    """What a text seems to be written in.

    Attributes:
        code: "ar", "fa", "ur", "ckb", "ps", "ug", a script's name ("latin", "cyrillic", ...) or "und".
        share: Arabic-script letters among all letters, 0..1.
        sure: 0..1; below 0.5 the text is too short or mixed to tell.
    """

    code: str
    share: float
    sure: float

    @property
    def is_arabic(self) -> bool:
        """Whether the text is to be read."""
        return self.code == "ar"


def detect(text: str) -> Language:
    """The language of a text, from up to 1,500 code points of its beginning, middle and end."""
    sample = text if len(text) <= SAMPLE else _spread(text)
    profiles = _profiles()
    if not profiles.elsewhere.search(sample):
        words = sample.split()
        plain = profiles.plain
        hits = sum(1 for word in words if word in plain or word[:2] == "ال")
        if hits >= 4 and hits > 0.2 * len(words):
            return Language("ar", 1.0, 1.0)
    letters = len(_ARABIC.findall(sample))
    total = sum(map(str.isalpha, sample))
    if total == 0:
        return Language("und", 0.0, 0.0)
    share = min(1.0, letters / total)
    if share < 0.4:
        counts = {name: len(pattern.findall(sample)) for name, pattern in _SCRIPTS}
        name = max(counts, key=lambda key: counts[key])
        return Language(name if counts[name] > letters else "und", share, 1 - share)
    return _within_script(sample, share, letters)


def _spread(text: str) -> str:
    third, middle = SAMPLE // 3, len(text) // 2
    return " ".join((text[:third], text[middle : middle + third], text[-third:]))


def _within_script(sample: str, share: float, letters: int) -> Language:
    words = [word.translate(_KEYS) for word in _WORD.findall(_MARKS.sub("", sample))]
    count = Counter(words)
    total = max(1, len(words))
    scores = {code: sum(count[word] for word in known) / total for code, known in _profiles().words.items()}
    scores["ar"] += 0.5 * sum(n for word, n in count.items() if word.startswith(("ال", "وال", "بال", "لل"))) / total
    scores["ar"] += 0.5 * sample.count("ة") / total
    for code, foreign in _profiles().letters.items():
        extra = sum(map(sample.count, foreign)) / max(1, letters)
        scores[code] = scores.get(code, 0.0) + (6 * extra if extra > 0.01 else 0.0)
    best = max(scores, key=lambda code: (scores[code], code == "ar"))
    rest = max(value for code, value in scores.items() if code != best)
    if scores[best] == 0:
        return Language("ar", share, 0.3)
    return Language(best, share, min(1.0, scores[best] / (scores[best] + rest) * min(1.0, total / 8)))
