"""Numbers written in words, in digits, or in both, over tokens.

``أربعة وعشرون ألفا``, ``6.5 مليون``, ``ثلاثمئة``, ``12ر1 مليون``, ``٪٤٦``, ``مئات الآلاف``: gender-reversed
units, teens, tens with و, hundreds in one word or two, scales, dual scales, digits of both sets with thousands
and decimal marks. Vague amounts (tens, hundreds, a few) have no value but bounds.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import LIMIT, Memo
from maydan.arabic.tokens import Token
from maydan.arabic.tokens import word as word_of

Amount = int | float
_DIGITS = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_GROUPED = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_ABOVE = {10: 99, 100: 999, 1000: 9999, 10**6: 99_999_999, 10**9: 99 * 10**9}
_LEAST = {10: 20, 100: 200, 1000: 3000, 10**6: 3 * 10**6, 10**9: 3 * 10**9}
_SCALES = {"scale", "later_scale"}
MOST_TOKENS = 14  # a longer run of number words is no number


class Number(NamedTuple):
    """An amount found in a text.

    Attributes:
        first, last: token numbers, last exclusive.
        start, end: code points, proclitics left out.
        pro: proclitics before the first word.
        value: the amount; None when vague.
        low, high: bounds of a vague amount.
        form: "digits", "words", "mixed", "vague", "fraction" or "percent".
        article: whether the first word has the article.
    """

    first: int
    last: int
    start: int
    end: int
    pro: str
    value: Amount | None
    low: Amount | None
    high: Amount | None
    form: str
    article: bool


class NumberWord(NamedTuple):
    """What one written form may contribute to a number."""

    pro: str
    article: bool
    kind: str
    value: Amount


def table_of(rows: list[dict[str, str]]) -> dict[str, tuple[str, Amount]]:
    """Folded number word -> (class, value), from the rows of the lexicon ``number_words``."""
    return {fold(r["word"]): (r["class"], parse_digits(r["value"]) or 0) for r in rows}


def parse_digits(key: str) -> Amount | None:
    """The value of ASCII digits with marks: three-digit groups are thousands, any other mark a decimal one."""
    if not _DIGITS.fullmatch(key) or len(key) > 24:
        return None
    if key.isdecimal():
        return int(key)
    if _GROUPED.fullmatch(key) and not key.startswith("0"):
        marks = set(re.sub("[0-9]", "", key))
        if len(marks) == 1:
            return int(re.sub("[.,]", "", key))
        head, _, tail = key.rpartition("." if key.rfind(".") > key.rfind(",") else ",")
        return float(f"{re.sub('[.,]', '', head)}.{tail}")
    head, _, tail = key.replace(",", ".").rpartition(".")
    return float(f"{head.replace('.', '')}.{tail}")


class Numbers:
    """Reads numbers with one lexicon of number words (:func:`table_of`)."""

    __slots__ = ("_table", "_words")

    def __init__(self, table: dict[str, tuple[str, Amount]]) -> None:
        self._table = table
        self._words: Memo[str, NumberWord | None] = Memo(self._classify, LIMIT // 4)

    @property
    def known(self) -> frozenset[str]:
        """Folded number words, without clitics and article."""
        return frozenset(self._table)

    def word(self, form: str) -> NumberWord | None:
        """The number word that a written form holds, clitics and article taken off, or None."""
        return self._words[form]

    def _classify(self, form: str) -> NumberWord | None:
        known = word_of(form)
        if known.kind == "num":
            value = parse_digits(known.key)
            return None if value is None else NumberWord("", False, "digits", value)
        if known.kind != "ar":
            return None
        for pro, rest in known.proclitics:
            article = rest not in self._table and rest.startswith("ال") and rest[2:] in self._table
            found = self._table.get(rest[2:] if article else rest)
            if found is not None and pro[-1:] not in ("س", "ك"):
                return NumberWord(pro, article, *found)
        return None

    def at(self, text: str, tokens: list[Token], i: int) -> Number | None:
        """The longest number that starts at token ``i``."""
        head = self.word(tokens[i].word.form)
        if head is None or (head.kind in ("one", "eleven") and not (
            self._teen(tokens, i + 1) or (head.kind == "one" and self._tens_follow(tokens, i + 1))
        )):
            return None
        if head.kind == "vague" or (head.kind == "scale" and _plural(tokens[i].word.key)):
            return self._vague(text, tokens, i, head)
        if head.kind == "later_scale":
            return None
        if head.kind == "few":
            return self._few(text, tokens, i, head)
        if head.kind == "fraction":
            scale = self._next(tokens, i + 1)
            if scale is not None and scale.kind in _SCALES and not scale.pro and not scale.article:
                return _number(text, tokens, i, i + 2, head, round(head.value * scale.value), "words")
            return _number(text, tokens, i, i + 1, head, head.value, "fraction")
        value, last, form = self._sum(tokens, i, head)
        return _number(text, tokens, i, last, head, value, form)

    def _teen(self, tokens: list[Token], i: int) -> bool:
        after = self.word(tokens[i].word.form) if i < len(tokens) else None
        return after is not None and after.kind == "ten1" and not after.pro

    def _next(self, tokens: list[Token], i: int) -> NumberWord | None:
        return self.word(tokens[i].word.form) if i < len(tokens) else None

    def _sum(self, tokens: list[Token], i: int, head: NumberWord) -> tuple[Amount, int, str]:
        """Add up the words from token ``i`` on: (value, token after, form)."""
        total: Amount = 0
        part, last, at, form, floor = self._below_scale(tokens, i, head)
        after = self._next(tokens, last)
        if head.kind == "digits" and last == i + 1:
            flipped = _flipped_decimal(tokens, i)
            if flipped is not None:
                part, last = flipped, i + 3
                after = self._next(tokens, last)
        ceiling: Amount = 10**15
        while True:
            scaled = False
            if after is not None and not after.pro and after.kind in _SCALES and after.value < ceiling and part:
                part, ceiling, scaled, last = part * after.value, after.value, True, last + 1
                if form == "digits":
                    form = "mixed"
                half = self._half(tokens, last)
                if half:
                    part, last = part + ceiling / 2, half
            elif at in ("scale", "dual_scale"):
                ceiling, scaled = floor, True
                half = self._half(tokens, last) if at == "scale" else 0
                if half:
                    part, last = part + ceiling / 2, half
            total += part
            after = self._next(tokens, last)
            if scaled and form != "digits" and self._digits_follow(tokens, last, ceiling):
                total, last, form = total + (parse_digits(tokens[last + 1].word.key) or 0), last + 2, "mixed"
                break
            if after is None or not scaled or after.pro != "و" or last - i > MOST_TOKENS:
                break
            if after.kind in ("vague", "few", "one", "fraction", "eleven"):
                break
            part, end, at, form2, floor = self._below_scale(tokens, last, after)
            if part >= ceiling:
                break
            form = form if form == form2 else "mixed"
            last, after = end, self._next(tokens, end)
        return (int(total) if isinstance(total, float) and total == int(total) else total), last, form

    def _half(self, tokens: list[Token], i: int) -> int:
        """Token after "ونصف [المليون]" at ``i``, or 0."""
        after = self._next(tokens, i)
        if after is None or after.kind != "fraction" or after.pro != "و" or after.value != 0.5:
            return 0
        repeated = self._next(tokens, i + 1)
        return i + 2 if repeated is not None and repeated.kind == "scale" and repeated.article else i + 1

    def _digits_follow(self, tokens: list[Token], i: int, ceiling: Amount) -> bool:
        """Whether و and three digits glued to it complete the thousands ("3 آلاف و500")."""
        if i + 1 >= len(tokens) or tokens[i].word.key != "و" or tokens[i + 1].start != tokens[i].end:
            return False
        key = tokens[i + 1].word.key
        if ceiling != 1000 or not key.isdecimal() or len(key) > 3:
            return False
        after = self._next(tokens, i + 2)
        return after is None or after.kind != "scale" or bool(after.pro)

    def _below_scale(self, tokens: list[Token], i: int, head: NumberWord) -> tuple[Amount, int, str, str, Amount]:
        """Units, teens, tens and hundreds from token ``i``: (value, token after, class of the head, form, scale)."""
        kind, value, last = head.kind, head.value, i + 1
        if kind == "digits":
            return value, last, kind, "digits", 0
        if kind in ("scale", "dual_scale"):
            return value, last, kind, "words", scale_of(value)
        if kind in ("unit", "eleven", "one") and self._teen(tokens, last):
            return value + 10, last + 1, kind, "words", 0
        floor: Amount = value
        after = self._next(tokens, last)
        if kind == "unit" and after is not None and after.kind == "hundred" and not after.pro and not after.article:
            value, floor, kind, last = value * 100, 100, "hundreds", last + 1
            after = self._next(tokens, last)
        if kind in {"unit", "ten1"}:
            floor = 0
        if kind in ("hundred", "hundreds"):
            floor = 100
        while after is not None and after.pro == "و":
            if after.kind == "tens" and (kind in ("unit", "one") or floor > after.value):
                value, kind, floor, last = value + after.value, "tens", 0, last + 1
            elif after.kind in ("unit", "ten1", "one", "eleven") and floor > 10:
                add = after.value + (10 if after.kind != "ten1" and self._teen(tokens, last + 1) else 0)
                if after.kind in ("one", "eleven") and add < 10 and not self._tens_follow(tokens, last + 1):
                    break
                last += 2 if add > 10 else 1
                value, kind, floor = value + add, after.kind if add < 10 else "teen", 0
            else:
                break
            after = self._next(tokens, last)
        return value, last, kind, "words", 0

    def _tens_follow(self, tokens: list[Token], i: int) -> bool:
        after = self._next(tokens, i)
        return after is not None and after.kind == "tens" and after.pro == "و"

    def _vague(self, text: str, tokens: list[Token], i: int, head: NumberWord) -> Number:
        scale, last = head.value, i + 1
        low, high = _LEAST[int(scale)], _ABOVE[int(scale)]
        after = self._next(tokens, last)
        if after is not None and after.kind == "scale" and not after.pro and after.value > scale:
            low, high, last = int(low * after.value), int((high + 1) * after.value - 1), last + 1
        found = _number(text, tokens, i, last, head, None, "vague")
        return found._replace(low=low, high=high)

    def _few(self, text: str, tokens: list[Token], i: int, head: NumberWord) -> Number:
        after = self._next(tokens, i + 1)
        scale, last = 1, i + 1
        if after is not None and not after.pro and after.kind in ("vague", "scale"):
            scale, last = int(after.value), i + 2
        found = _number(text, tokens, i, last, head, None, "vague")
        return found._replace(low=3 * scale, high=10 * scale - 1)


def scale_of(value: Amount) -> Amount:
    """The thousand, million ... that an amount of whole scales is counted in."""
    scale = 1000
    while value >= scale * 1000:
        scale *= 1000
    return scale


def _plural(key: str) -> bool:
    """Plural scales (آلاف, ملايين) standing alone are vague."""
    return "الاف" in key or "ايين" in key or "لوف" in key or key.endswith("ارات") or key.endswith("لايين")


def _flipped_decimal(tokens: list[Token], i: int) -> Amount | None:
    """News agencies write 1.12 as 12ر1, which reads from left to right on the page."""
    if i + 2 >= len(tokens):
        return None
    mark, whole = tokens[i + 1], tokens[i + 2]
    if mark.word.form not in ("ر", "،", ".") or mark.start != tokens[i].end or whole.start != mark.end:
        return None
    if mark.word.form == "ر" and tokens[i].word.key.isdecimal() and whole.word.key.isdecimal():
        return float(f"{whole.word.key[:12]}.{tokens[i].word.key[:12]}")
    return None


def _number(
    text: str, tokens: list[Token], i: int, last: int, head: NumberWord, value: Amount | None, form: str,
) -> Number:
    start = tokens[i].after(text, len(head.pro)) if head.pro else tokens[i].start
    return Number(i, last, start, tokens[last - 1].end, head.pro, value, value, value, form, head.article)
