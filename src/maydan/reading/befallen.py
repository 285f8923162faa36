"""What a figure counts: the kind of its noun, and what the words around it say befell those counted."""

from __future__ import annotations

from maydan.arabic.tokens import Token
from maydan.reading.counted import PEOPLE, Noun, befell_after, befell_before, nouns, says
from maydan.reading.times.lexicons import numbers

_REACH_BACK, _REACH_ON, _REACH_TOTAL, _NEAR = 12, 10, 26, 4
_AND_WOUNDED = frozenset({"والجرحي", "وجريح", "وجريحا", "والمصابين", "ومصاب"})


class Earlier:
    """The figure before, as far as the next one may go on counting what it counted."""

    __slots__ = ("first", "last", "of", "value")

    def __init__(self, first: int, last: int, of: str, value: float | None) -> None:
        self.first, self.last, self.of, self.value = first, last, of, value


def kind_of(
    tokens: list[Token], first: int, last: int, noun: Noun | None, before: Earlier | None, *, bare: bool,
) -> str:
    """The kind of figure; "" where a bare number counts nothing that can be told."""
    if noun is not None and noun.of not in PEOPLE and (noun.of != "other" or not bare):
        return noun.of
    own = noun.of if noun is not None else ""
    if _killed_and_wounded(tokens, last):
        return "people"
    if own in ("killed", "wounded", "displaced"):
        return "people" if own == "killed" and _with_wounded(tokens, last) else own
    back = _back(tokens, first, before)
    if back is not None and 0 < back[1] <= _NEAR:
        return back[0]
    befallen = _after(tokens, last) or (back[0] if back is not None else None)
    if befallen is not None:
        return befallen
    return own or ("other" if noun is not None else "")


def _killed_and_wounded(tokens: list[Token], last: int) -> bool:
    """Whether "between killed and wounded" follows within the clause."""
    sentence = tokens[last - 1].sentence
    for at in range(last, min(len(tokens) - 1, last + _REACH_ON)):
        if tokens[at].sentence != sentence:
            return False
        if tokens[at].word.key in ("بين", "ما") and tokens[at + 1].word.key in ("قتيل", "قتلي", "شهيد", "جريح", "قتل"):
            return True
    return False


def _with_wounded(tokens: list[Token], last: int) -> bool:
    """Whether "and wounded" follows the killed that are counted."""
    return last < len(tokens) and tokens[last].word.key in _AND_WOUNDED


def _after(tokens: list[Token], last: int) -> str | None:
    """What words behind the counted say of them: قتلوا, لقوا مصرعهم, بين قتيل وجريح, من المصابين."""
    sentence = tokens[last - 1].sentence
    link, reach = False, last + _REACH_ON
    for at in range(last, min(len(tokens), last + _REACH_ON + 6)):
        token = tokens[at]
        if at >= reach or token.sentence != sentence or token.word.form in ("؛", "."):
            return None
        key = token.word.key
        befallen = befell_after(tokens, at)
        if befallen is not None:
            return befallen
        if key == "من" and at == last:
            hit = nouns().at(tokens, at + 1)
            if hit is not None and hit.article and hit.value.of in ("killed", "wounded", "displaced"):
                return hit.value.of
        if says(key, "link"):
            link, reach = True, reach + 6
        elif (number := numbers().word(token.word.form)) is not None and number.kind != "one":
            if not link:
                return None
            link = False
        elif at > last and key[:1] in ("و", "ف") and befell_before(tokens, at) is not None:
            return None
    return None


def _back(tokens: list[Token], first: int, before: Earlier | None) -> tuple[str, int] | None:
    """(what befell those counted, how many words away it stands), from the words before the number.

    Read backwards, the nearest of these decides: a word that says what befell them; a clause of its own (none); the
    figure before, where this one goes on counting (بينهم, و, إضافة إلى).
    """
    sentence = tokens[first].sentence
    link = tokens[first].word.key[0] == "و" and numbers().word(tokens[first].word.form) is not None
    for at in range(first - 1, max(-1, first - 1 - _REACH_BACK), -1):
        token = tokens[at]
        if token.sentence != sentence or token.word.form in ("؛", ".", "؟"):
            break
        key = token.word.key
        if before is not None and before.first <= at < before.last:
            marks = all(t.word.kind == "punct" for t in tokens[before.last: first])
            link = link or marks
            return (before.of, 0) if link and before.of in PEOPLE else None
        if says(key, "link") or says(key, "adds") or (key == "و" and at == first - 1):
            link = True
        elif says(key, "cut"):
            break
        else:
            befallen = befell_before(tokens, at)
            if befallen is not None:
                others = any(says(t.word.key, "others") for t in tokens[first: first + 3])
                return (befallen if others else _paired(tokens, at, befallen, before)), first - at
    return _of_total(tokens, first)


def _paired(tokens: list[Token], at: int, befallen: str, before: Earlier | None) -> str:
    """Both killed and wounded: مقتل وإصابة counts as killed, قتل وأصيب as people."""
    other = befell_before(tokens, at - 1) if at else None
    taken = before is not None and before.first < at and before.last >= at - 1
    taken = taken or tokens[at - 1].word.key.endswith("وا")
    if other is None or taken or {other, befallen} != {"killed", "wounded"} or tokens[at].word.key[0] != "و":
        return befallen
    noun = tokens[at - 1].word.key.removeprefix("ب").removeprefix("ل").startswith(("مقتل", "استشهاد", "مصرع"))
    return "killed" if noun else "people"


def _of_total(tokens: list[Token], first: int) -> tuple[str, int] | None:
    """ "the number of the killed ... reached 1870": the verb stands right before the number, the total farther off."""
    if first < 2 or not any(says(tokens[at].word.key, "rises") for at in range(max(0, first - 4), first)):
        return None
    sentence = tokens[first].sentence
    for at in range(first - 1, max(-1, first - _REACH_TOTAL), -1):
        if tokens[at].sentence != sentence:
            return None
        if any(says(rest, "total") for _, rest in tokens[at].word.proclitics):
            return total_at(tokens, at + 1)
    return None


def total_at(tokens: list[Token], at: int) -> tuple[str, int] | None:
    """The kind of what عدد or حصيلة counts."""
    befallen = befell_before(tokens, at) if at < len(tokens) else None
    if befallen is not None:
        return befallen, _REACH_BACK
    hit = nouns().at(tokens, at) if at < len(tokens) else None
    return (hit.value.of, _REACH_BACK) if hit is not None else None
