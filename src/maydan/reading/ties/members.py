"""Membership told by what a body is made of or who joins it: غرفة X تضم A وB; التحالف المؤلف من A وB; انضم A إلى X.

The body stands right before the word (or before the relative pronoun before it), or right behind a verb that opens its
clause; its members are the list behind, joined by commas and و.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Mention

_HOLDING = frozenset(("تضم", "يضم", "تضمان", "ضم"))
_MADE_OF = frozenset(("تتالف", "يتالف", "تالف", "تالفت", "المءلف", "المءلفه", "مءلف", "مءلفه", "المؤلف", "المؤلفه",
                      "مؤلف", "مؤلفه", "تتكون", "يتكون", "المكون", "المكونه", "مكون", "مكونه", "يتشكل", "تتشكل",
                      "المشكل", "المشكله"))
_JOINING = frozenset(("انضم", "انضمت", "انضموا", "ينضم", "تنضم", "انضمام", "بانضمام", "انخرط", "انخرطت"))
_OPENING = frozenset(("", "كلا", "كل", "من", "عده", "عددا", "فصائل", "فصيل", "كتائب", "قوات", "قوي", "دول", "الدول",
                      "ابرزها", "خصوصا", "منها", "بينها", "تنظيمات", "مجموعات", "احزاب", "مقاتلين", "مقاتلي", "عناصر",
                      "اعضاء"))
_MARKS = frozenset("\"”“«»'،,:()")
_TO = frozenset(("الي", "صفوف", "لصفوف", "تحت", "لواء", "رايه", "راية"))
_FIRST = 4  # tokens between the word and the first member
_NEXT = 4  # tokens between two members
_MOST = 12  # members of one list
_BODY_BACK = 2  # words, relative pronouns aside, between the body and the word
_RELATIVE = frozenset(("التي", "الذي", "اللذين", "الذين"))
_TOWARDS = 6  # tokens between who joins and what is joined


class Membership(NamedTuple):
    """A body and its members, in the order of the text, and the token behind the last word that tells of it."""

    body: Mention
    members: list[Mention]


def may_tell_members(word: Word) -> bool:
    """Whether a form may tell what a body is made of, or who joins it."""
    key = word.key.removeprefix("و")
    return key in _HOLDING or key in _MADE_OF or key in _JOINING


def membership(
    i: int, s: Sentence, tokens: list[Token], *,
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """What token ``i`` tells of a body and its members, or None.

    Args:
        after: (token, reach) -> the first party from there on within reach. before: token -> the party that ends last
        before it in the sentence. joined: those joined to a party by و.
    """
    key = tokens[i].key.removeprefix("و")
    if key in _JOINING:
        return _joining(i, s, tokens, after, before, joined)
    if key in _MADE_OF and not any(t.key == "من" for t in tokens[i + 1:i + 3]):
        return None
    body, at = _body(i, s, tokens, after, before)
    if body is None:
        return None
    members: list[Mention] = []
    reach = _FIRST
    while len(members) < _MOST:
        found = after(at, reach)
        if found is None or not _listed(tokens[at:found.first], found, first=not members):
            break
        if found.ref != body.ref:
            members.append(found)
        at, reach = found.last, _NEXT
    return Membership(body, members) if members else None


def _body(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None],
) -> tuple[Mention | None, int]:
    """The body that the word at ``i`` is said of, and the token from which its members may follow."""
    named = before(i)
    if named is not None:
        between = [t for t in tokens[named.last:i] if t.word.kind == "ar" and t.key not in _RELATIVE]
        marks = all(t.word.kind == "ar" or t.word.form in _MARKS for t in tokens[named.last:i])
        if marks and len(between) < _BODY_BACK:
            return named, i + 1
    if tokens[i].key.removeprefix("و") in ("تضم", "يضم", "تتالف", "يتالف", "تتكون", "يتكون"):
        behind = after(i + 1, 1)
        if behind is not None and not behind.pro:
            return behind, behind.last
    return None, i


def _listed(between: list[Token], found: Mention, *, first: bool) -> bool:
    """Whether only marks, "and" and words of number stand between the members of a list."""
    words = [t for t in between if t.word.kind == "ar"]
    if any(t.word.kind != "ar" and t.word.form not in _MARKS for t in between):
        return False
    if any(t.key.removeprefix("و") not in _OPENING for t in words):
        return False
    marked = any(t.word.form in "،," for t in between) or any(t.key[:1] == "و" for t in words)
    return first or marked or found.pro.startswith("و")


def _joining(
    i: int, s: Sentence, tokens: list[Token], after: Callable[[int, int], Mention | None],
    before: Callable[[int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Membership | None:
    """انضم A إلى X; A الذي انضم إلى X."""
    subject = after(i + 1, 1)
    at = subject.last if subject is not None and not subject.pro else i + 1
    if at == i + 1:
        subject = before(i)
        if subject is not None and i - subject.last > _BODY_BACK + 1:
            subject = None
    if subject is None:
        return None
    body = after(at, _TOWARDS)
    if body is None or not (body.pro.endswith("ل") or any(t.key in _TO for t in tokens[at:body.first])):
        return None
    members = [subject, *joined(subject)] if at != i + 1 else [subject]
    return Membership(body, [m for m in members if m.ref != body.ref])
