"""Ties told by what somebody does: takes or is given the command of a body, mediates between two.

تولى فلان قيادة X; تسلم قيادة X فلان; عين فلان قائدا لـX; تتوسط Z بين A وB; ترعى Z محادثات بين A وB.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token, Word
from maydan.reading.context import Mention

_TAKING = ("تول", "يتول", "تتول", "تسلم", "يتسلم", "تسلمت", "استلم")
_GIVING = ("عين", "تعيين", "يعين", "كلف", "تكليف", "اختار", "اختيار", "انتخب", "انتخاب", "نصب", "تنصيب",
           "سمي", "تسميه", "بايع")
_COMMAND = frozenset(fold(w) for w in ("قيادة", "رئاسة", "زعامة", "إمرة"))
_LEADER = frozenset(fold(w) for w in ("قائدا", "زعيما", "أميرا", "قائد"))
_POST = frozenset(fold(w) for w in ("منصب", "مهام", "مهمة", "منصبه"))
_MEDIATING = frozenset(fold(w) for w in ("يتوسط", "تتوسط", "توسط", "توسطت", "وساطة", "الوساطة", "بوساطة"))
_HOSTING = frozenset(fold(w) for w in ("ترعى", "يرعى", "رعت", "رعى"))
_TALKS = ("محادثات", "مفاوضات", "حوار", "مباحثات", "اتفاق", "مصالحه", "هدنه", "جوله", "لقاءات")
_BODIES = frozenset(("armed-group", "alliance", "political", "other"))
_MEDIATORS = frozenset(("state", "international", "person", "alliance", "other"))
_PARTIES = frozenset(("state", "armed-group", "alliance", "political"))
_BACK = 7  # tokens between a verb of appointing and the post
_REACH = 4
_BETWEEN = 7  # tokens between a word of mediation and "between"
_FILLERS = frozenset(fold(w) for w in ("عاما", "جديدا", "مؤقتا", "أعلى", "العامة", "العليا"))


class Deed(NamedTuple):
    """A relation, of whom and to whom it is, and the token behind the last word that tells it."""

    relation: str
    a: list[Mention]
    b: list[Mention]
    stop: int


def may_tell_deed(word: Word) -> bool:
    """Whether a form may tell a command taken or a mediation."""
    key = word.key.removeprefix("و")
    return key in _COMMAND or key in _LEADER or key in _MEDIATING or key in _HOSTING


def deed(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str], *,
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    nisba: Callable[[int, int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Deed | None:
    """What token ``i`` tells of a command or a mediation, or None; the arguments as for :func:`help.helping`."""
    key = tokens[i].key.removeprefix("و")
    if key in _MEDIATING or key in _HOSTING:
        return _mediation(i, s, tokens, kinds, after, before, nisba, joined)
    return _command(i, s, tokens, kinds, after, before)


def _command(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str],
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
) -> Deed | None:
    key = tokens[i].key
    verbs = [t.key.removeprefix("و") for t in tokens[max(s.first, i - _BACK):i]]
    taking = any(k.startswith(_TAKING) for k in verbs)
    giving = any(k.startswith(_GIVING) for k in verbs)
    if not (taking if key in _COMMAND else giving or (taking and key == "قائد" and tokens[i - 1].key in _POST)):
        return None
    at = i + 1
    while at < s.last and tokens[at].key in _FILLERS:
        at += 1
    whole = after(i, 0)  # "the command of X" may be read as the name of X
    body = whole if whole is not None and whole.first == i and not whole.pro else after(at, 1)
    at = body.first if body is not None and body is whole else at
    if body is None or kinds.get(body.ref) not in _BODIES or (body.pro and not body.pro.endswith("ل")) or (
            body.first != at and tokens[at].key[:1] != "ل"):
        return None
    named = before(i)
    if named is not None and named.ref.startswith("person:") and i - named.last <= 1:
        return Deed("commands", [named], [body], body.last)
    behind = after(body.last, 1) if taking else None
    if behind is not None and behind.ref.startswith("person:") and not behind.pro:
        return Deed("commands", [behind], [body], behind.last)
    return None


def _mediation(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str],
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    nisba: Callable[[int, int], Mention | None], joined: Callable[[Mention], list[Mention]],
) -> Deed | None:
    between = next((j for j in range(i + 1, min(i + 1 + _BETWEEN, s.last)) if tokens[j].key == "بين"), 0)
    if not between:
        return None
    host = tokens[i].key.removeprefix("و") in _HOSTING
    if host and not any(any(stem in t.key for stem in _TALKS) for t in tokens[i + 1:between]):
        return None
    who = after(i + 1, 1)
    if who is None or who.first >= between:
        who = nisba(i + 1, between) or before(i)
    first = after(between + 1, 2)
    if who is None or first is None or i - who.last > 2 or kinds.get(who.ref, "state") not in _MEDIATORS:
        return None
    others = joined(first)
    if not others:
        second = after(first.last, _REACH)
        held = second is not None and any(t.key[:1] == "و" for t in tokens[first.last:second.last])
        others = [second] if second is not None and held else []
    hosts = [who, *[m for m in joined(who) if m.first < between and kinds.get(m.ref, "state") in _MEDIATORS]]
    parties = [m for m in (first, *others[:1]) if m.ref != who.ref and kinds.get(m.ref) in _PARTIES]
    return Deed("mediates-with", hosts, parties, parties[-1].last) if len(parties) > 1 else None
