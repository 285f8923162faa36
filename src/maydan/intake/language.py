"""Whether a text is Arabic. Persian, Urdu, Pashto, Sorani Kurdish and Uyghur share the script and are told apart.

Letters that Arabic does not have count against it, the commonest short words of each language for it. Arabic typed
on a Persian keyboard (U+06CC and U+06A9 for ya and kaf) stays Arabic, since its words decide.
"""

from __future__ import annotations

import re
from collections import Counter

import msgspec

SAMPLE = 1_500
_ARABIC = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06fc\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc]")
_WORD = re.compile("[\u0620-\u063f\u0641-\u064a\u066e-\u06d3\u06d5\u06fa-\u06fc\u200c]+")
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
# The commonest short words, spelled with folded ya, kaf and alef; a word that two languages share is given to none.
_WORDS: dict[str, frozenset[str]] = {
    "ar": frozenset(
        "في من علي الي ان التي الذي الذين عن مع هذا هذه ذلك تلك بين بعد قبل كما قد لم لن ما لا او ثم حيث كان كانت "
        "قال قالت وقال وفي ومن علي وان كل غير عند حتي خلال ضد نحو منذ هو هي انه انها الله عليه فيه منها".split()
    ),
    "fa": frozenset("در به از که كه را اين است با براي مي شود شد كرد ها هاي بود يك خود تا بر نيز هم اند دارد كند آن شده".split()),
    "ur": frozenset("كے كي كا كو میں مين ہے هے ہیں سے نے اور پر يہ وہ كہ ایک اس ہو گیا تھا بھی نہیں جو کر".split()),
    "ckb": frozenset("لە بە كە ئەو ئەم بۆ لەگەڵ ئێمە دەكات بوو هەر سەر ناو یان وەك ئەوەی لەسەر".split()),
    "ps": frozenset("په د چې چي كې کې دي ده يې سره له دا هغه ته او نه شي".split()),
}
_FOREIGN: dict[str, str] = {
    "fa": "پچژگ",
    "ur": "ٹڈڑںہھے",
    "ckb": "ۆێەڵڕڤ",
    "ps": "ټډړښځڅۍېږڼ",
    "ug": "ۇۈۆېىڭە",
}

# Letters of other alphabets, and of other languages in this one: none of them, and there is nothing to weigh.
_ELSEWHERE = re.compile(f"[A-Za-z\u00c0-\u052f\u05d0-\u05ea{''.join(_FOREIGN.values())}]")
_PLAIN = frozenset(
    "في من على إلى أن إن التي الذي الذين عن مع هذا هذه ذلك بين بعد قبل كما قد لم ما لا أو حيث كان كانت قال وقال وفي ومن "
    "وأن كل غير عند حتى خلال ضد نحو منذ هو هي أنه أنها".split()
)


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
    if not _ELSEWHERE.search(sample):
        words = sample.split()
        hits = sum(1 for word in words if word in _PLAIN or word[:2] == "ال" or word[:3] == "وال")
        if hits >= 4 and hits > 0.3 * len(words):
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
    scores = {code: sum(count[word] for word in known) / total for code, known in _WORDS.items()}
    scores["ar"] += 0.5 * sum(n for word, n in count.items() if word.startswith(("ال", "وال", "بال", "لل"))) / total
    scores["ar"] += 0.5 * sample.count("ة") / total
    for code, foreign in _FOREIGN.items():
        extra = sum(map(sample.count, foreign)) / max(1, letters)
        scores[code] = scores.get(code, 0.0) + (6 * extra if extra > 0.01 else 0.0)
    best = max(scores, key=lambda code: (scores[code], code == "ar"))
    rest = max(value for code, value in scores.items() if code != best)
    if scores[best] == 0:
        return Language("ar", share, 0.3)
    return Language(best, share, min(1.0, scores[best] / (scores[best] + rest) * min(1.0, total / 8)))
