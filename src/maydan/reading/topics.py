"""What a text speaks of, sentence by sentence: cues of war, and words of politics as against civil life.

*Cues of war* are the words of ``lexicons/ar/war_cues``. *Leaning* sums up weights of single words
(``models/topics.tsv``, made by ``tools/train_topics.py``): above nought where the words are those of politics and
security, below where they are those of sport, markets, the arts and daily life.
"""

from __future__ import annotations

from functools import cache
from itertools import accumulate

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Word
from maydan.reading.context import Context
from maydan.tables import lexicon, package_data, read_table

_ARTICLES = ("وبال", "وكال", "وال", "بال", "كال", "فال", "ولل", "لل", "ال")


@cache
def _cues() -> dict[str, int]:
    return {fold(row["form"]): int(row["weight"]) for row in lexicon("war_cues")}


@cache
def _weights() -> dict[str, float]:
    file = package_data("models", "topics.tsv")
    return {row["form"]: float(row["weight"]) for row in read_table(file)} if file.is_file() else {}


def cue(word: Word) -> tuple[str, int]:
    """The cue of war that a form is, clitics taken off, with its weight; ("", 0) for none."""
    table = _cues()
    for _, rest in word.proclitics:
        weight = table.get(rest)
        if weight:
            return rest.removeprefix("ال"), weight
    return "", 0


def plain(key: str) -> str:
    """A folded word without article and conjunction, as far as its length allows."""
    for article in _ARTICLES:
        if key.startswith(article) and len(key) - len(article) >= 3:
            return key[len(article):]
    return key[1:] if key[:1] == "و" and len(key) >= 5 else key


def points(word: Word) -> tuple[str, int, float] | None:
    """(cue, its weight, leaning) of a form; None where it tells nothing."""
    form, weight = cue(word)
    leaning = _weights().get(plain(word.key), 0.0) if word.kind == "ar" else 0.0
    return (form, weight, leaning) if weight or leaning else None


_POINTS: Memo[Word, tuple[str, int, float] | None] = Memo(points, FEW)


class Topics:
    """Cues and leaning of one document.

    Attributes:
        seen: distinct cues of the document with their weights. cues: the cues of each sentence.
        leaning: sum of weights of each sentence. words: tokens of the document.
    """

    def __init__(self, context: Context) -> None:
        count = len(context.sentences)
        self.seen: dict[str, int] = {}
        self.cues: list[set[str]] = [set() for _ in range(count)]
        self.leaning = [0.0] * count
        self.words = len(context.tokens)
        seen, cues, leaning = self.seen, self.cues, self.leaning
        for i in context.telling("topics"):
            found = _POINTS[context.forms[i]]
            if found is None:
                continue
            form, weight, lean = found
            number = context.tokens[i].sentence
            if weight:
                seen[form] = weight
            if number < count:
                leaning[number] += lean
                if weight:
                    cues[number].add(form)
        self._sums = [0.0, *accumulate(leaning)]

    def mean(self) -> float:
        """Leaning of the document, as of one of a hundred words."""
        return 100.0 * self._sums[-1] / max(40, self.words)

    def around(self, number: int) -> float:
        """Leaning of a sentence with those beside it."""
        last = len(self.leaning)
        return self._sums[min(last, number + 2)] - self._sums[min(last, max(0, number - 1))]


def told_in(context: Context, first: int, last: int) -> tuple[float, int]:
    """(leaning, distinct cues of war) of the tokens from ``first`` to before ``last``."""
    leaning, cues = 0.0, set()
    for i in range(first, last):
        found = _POINTS[context.forms[i]]
        if found is not None:
            leaning += found[2]
            if found[1]:
                cues.add(found[0])
    return leaning, len(cues)


def topics_of(context: Context) -> Topics:
    """The topics of a document, worked out once."""
    if context.topics is None:
        context.topics = Topics(context)
    return context.topics
