"""Which actor a pronoun means: the nearest one before it that agrees in gender and number.

Arabic treats plurals of things as feminine singular (القوات ... هجماتها), so a pronoun ها may mean one woman, a
feminine body, a state, or forces; ه means a man or a masculine body; هم people.
"""

from __future__ import annotations

from bisect import bisect_left

from maydan.arabic.tokens import Word
from maydan.reading.context import Context, Mention

_SENTENCES_BACK = 2
_MASCULINE, _FEMININE, _PEOPLE, _DUAL = "m", "f", "p", "d"
_PRONOUNS = {
    "هو": _MASCULINE, "هي": _FEMININE, "هم": _PEOPLE, "هما": _DUAL, "له": _MASCULINE, "لها": _FEMININE,
    "لهم": _PEOPLE, "لهما": _DUAL, "به": _MASCULINE, "بها": _FEMININE, "بهم": _PEOPLE, "منه": _MASCULINE,
    "منها": _FEMININE, "منهم": _PEOPLE, "عليه": _MASCULINE, "عليها": _FEMININE, "عليهم": _PEOPLE, "فيه": _MASCULINE,
    "فيها": _FEMININE, "فيهم": _PEOPLE, "اليه": _MASCULINE, "اليها": _FEMININE, "اليهم": _PEOPLE,
    "ضده": _MASCULINE, "ضدها": _FEMININE, "ضدهم": _PEOPLE, "معه": _MASCULINE, "معها": _FEMININE, "معهم": _PEOPLE,
    "عنه": _MASCULINE, "عنها": _FEMININE, "عنهم": _PEOPLE, "لديه": _MASCULINE, "لديها": _FEMININE,
    "لديهم": _PEOPLE,
}
_ENDINGS = (("هما", _DUAL), ("هم", _PEOPLE), ("هن", _FEMININE), ("ها", _FEMININE), ("ه", _MASCULINE))
_MASCULINE_STATES = {"iraq", "jordan", "lebanon", "yemen-gov", "new:sudan-gov", "new:morocco"}


def gender_of_pronoun(word: Word) -> str | None:
    """Gender and number that a pronoun, or the pronoun at a word's end, asks for; None without one."""
    found = _PRONOUNS.get(word.key)
    if found is not None:
        return found
    for _, rest in word.proclitics:
        found = _PRONOUNS.get(rest)
        if found is not None:
            return found
    key = word.key
    for ending, gender in _ENDINGS:
        if key.endswith(ending) and len(key) > len(ending) + 2:
            return gender
    return None


def genders_of(context: Context, mention: Mention) -> str:
    """Genders and numbers under which a mention may be taken up again, as letters of "mfpd"."""
    entry = context.theatre.data.actors.get(mention.ref)
    key = context.tokens[mention.first].word.key[len(mention.pro):]
    if mention.ref.startswith("person:") or (entry is not None and entry.kind == "person"):
        return _MASCULINE + _FEMININE if key.endswith(("ه", "ا")) else _MASCULINE
    if mention.ref == "civilians":
        return _PEOPLE
    if key.endswith(("ون", "ين", "يو")) or key in ("عناصر", "مقاتلو", "مقاتلي", "مسلحو", "مسلحي", "جنود", "الثوار",
                                                   "ثوار", "رجال", "افراد", "الاكراد", "الروس", "قاده"):
        return _PEOPLE + _FEMININE
    if entry is not None and entry.kind == "state" and mention.ref not in _MASCULINE_STATES \
            and not key.endswith(("نظام", "جيش", "طيران", "جانب", "احتلال")):
        return _FEMININE
    if key.endswith(("ه", "ات", "ا")) or key in ("فصائل", "الفصائل", "كتائب", "الكتائب"):
        return _FEMININE
    return _MASCULINE


class Antecedents:
    """The actor mentions of a document in order, for many questions; make it after all actors are found."""

    __slots__ = ("_context", "_firsts", "_mentions")

    def __init__(self, context: Context) -> None:
        self._context = context
        self._mentions = sorted((m for m in context.mentions if m.kind == "actor"), key=lambda m: m.first)
        self._firsts = [m.first for m in self._mentions]

    def before(self, token_index: int, wanted: str | None) -> Mention | None:
        """The nearest agreeing mention before a token, not further back than two sentences.

        In the sentence of the pronoun the nearest counts; in an earlier one its first actor, who is what it is about.

        Args:
            token_index: number of the token with the pronoun.
            wanted: "m", "f", "p", "d" or None for any.
        """
        tokens = self._context.tokens
        sentence = tokens[token_index].sentence
        best: Mention | None = None
        best_sentence = sentence
        for k in range(bisect_left(self._firsts, token_index) - 1, -1, -1):
            mention = self._mentions[k]
            number = tokens[mention.first].sentence
            if sentence - number > _SENTENCES_BACK:
                break
            if best is not None and number != best_sentence:
                break
            if wanted is not None and wanted not in genders_of(self._context, mention):
                continue
            if mention.last > token_index:
                continue
            if number == sentence:
                return mention
            best, best_sentence = mention, number
        return best

    def resolve(self, token_index: int) -> str | None:
        """The actor that the pronoun at (or at the end of) a token means, or None."""
        wanted = gender_of_pronoun(self._context.tokens[token_index].word)
        if wanted is None:
            return None
        found = self.before(token_index, None if wanted == _DUAL else wanted)
        return found.ref if found is not None else None


def resolve_pronoun(context: Context, token_index: int) -> str | None:
    """The actor that the pronoun at a token means, or None.

    One question costs a pass over the mentions; keep an :class:`Antecedents` for many.
    """
    return Antecedents(context).resolve(token_index)
