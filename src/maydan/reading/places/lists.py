"""Lists of names: one short item after another, set off by commas and "and", so that every word of it is a name."""

from __future__ import annotations

from typing import NamedTuple

from maydan.arabic.tokens import Token
from maydan.reading.places.words import heads, role

COMMAS = ("،", ",")
_OPENED = ("(", ":", "«", '"', "“")
_CLOSED = (")", "»", "؛", "”", '"')
_WORDS = 3  # of one item
_MANY = 4  # items of which a list has at least so many, to take everyday words for names
_LONGEST = 80
_KINDS = ("ar", "num")  # a quarter may be called after a day


class Item(NamedTuple):
    """One item: its tokens, whether a comma and "and" stand before it, and whether a mark or "and" ends it, and not a
    word that says where it lies."""

    first: int
    last: int
    comma: bool
    joined: bool
    closed: bool


def joins(token: Token) -> bool:
    """Whether a word may have the conjunction "and" written onto it."""
    return token.key.startswith("و") and len(token.key) > 2


def items(tokens: list[Token], at: int) -> list[Item]:
    """The items that follow at token ``at``, a comma or "and" before each; empty where none do."""
    found: list[Item] = []
    n = len(tokens)
    while at < n and len(found) < _LONGEST:
        comma = tokens[at].word.form in COMMAS
        first = at + comma
        dated = first + 2 < n and tokens[first].key == "و" and tokens[first + 1].word.kind == "num"
        first += dated
        if first >= n or tokens[first].word.kind not in _KINDS:
            break
        if tokens[first].sentence != tokens[max(0, at - 1)].sentence:
            break
        joined = dated or joins(tokens[first])
        if not (comma or joined) or (tokens[first].word.kind == "num" and not dated):
            break
        last = first + 1
        while last < n and last - first <= _WORDS and tokens[last].word.kind == "ar" and not joins(tokens[last]):
            if tokens[last].sentence != tokens[first].sentence or places(tokens[last]):
                break
            last += 1
        if last - first > _WORDS:
            break
        mark = tokens[last].word.form if last < n else ""
        ends = last >= n or mark in COMMAS or mark in _CLOSED or tokens[last].sentence != tokens[first].sentence
        closed = ends or joins(tokens[last])
        if closed or places(tokens[last]):
            found.append(Item(first, last, comma, joined, closed))
        if not closed:
            break
        at = last
    return found


_SIDES = frozenset((
    "شمال", "جنوب", "شرق", "غرب", "وسط", "شمالي", "جنوبي", "شرقي", "غربي", "شمالا", "جنوبا", "شرقا", "غربا",
))
_ASIDE = 4  # tokens of a side in brackets, these among them


def past_side(tokens: list[Token], at: int) -> int:
    """The token behind brackets that only tell on which side of the land an item lies (حلب (شمال) وحماة)."""
    if at >= len(tokens) or tokens[at].word.form != "(":
        return at
    for j in range(at + 1, min(len(tokens), at + _ASIDE)):
        if tokens[j].word.form == ")":
            return j + 1 if j > at + 1 else at
        if tokens[j].key not in _SIDES:
            return at
    return at


def places(token: Token) -> bool:
    """Whether a word says where what stands before it lies (in, north of, in the countryside of)."""
    if token.key in role("placing"):
        return True
    head = heads(token.word)
    return head is not None and head.pro == "ب"


def enumerated(tokens: list[Token], at: int) -> list[Item]:
    """The items of a list so long and so evenly marked off that whatever stands in it is a name, else none."""
    found = items(tokens, at)
    marked = [i for i in found if i.comma]
    if len(marked) < _MANY or 2 * len(marked) < len(found):
        return []
    short = sum(1 for i in found if i.last - i.first <= 2)
    return found if 4 * short >= 3 * len(found) else []


def shorter(tokens: list[Token], item: Item) -> bool:
    """Whether an item is no more than a name of one word, or one that opens as names do and its second half."""
    words = item.last - item.first
    opener = tokens[item.first].key in role("opener") or any(
        rest in role("opener") for _, rest in tokens[item.first].word.proclitics)
    return words == 1 or (words == 2 and (opener or tokens[item.first + 1].key in role("tail")))


def opens(tokens: list[Token], item: Item) -> bool:
    """Whether an item begins with a word that says what kind of place it names (and Quarter X)."""
    head = heads(tokens[item.first].word)
    return head is not None and head.type is not None and not head.type.definite
