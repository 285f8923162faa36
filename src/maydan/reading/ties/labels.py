"""Hostility told by what a state or body calls another: X التي تصنفها A إرهابية; تعتبر A X عدوا لها; X المدرجة على
لوائح الإرهاب التركية.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Mention

_LABELLING = frozenset(("تصنف", "يصنف", "صنفت", "صنف", "تعتبر", "يعتبر", "تعد", "يعد"))
_LABELLED = frozenset(("المصنف", "المصنفه", "المصنفين", "المدرج", "المدرجه", "المدرجين"))
_FOE = frozenset(("عدوا", "عدو", "عدوها", "عدوه", "عدوهم", "خصما", "خصمها", "اعداء"))
_EACH = frozenset(("كل", "كلا"))
_TERROR = "ارهاب"
_LABEL = 5  # tokens between who is called something and the name given to him
_LISTED = 8  # tokens between a word of listing and whose list it is

_PARTIES = frozenset(("state", "armed-group", "alliance", "political"))
_BODIES = frozenset(("armed-group", "alliance", "political", "other"))


class Label(NamedTuple):
    """Who calls whom an enemy or terrorist, and the token behind the last word that tells it."""

    who: Mention
    whom: Mention
    stop: int


def may_label(key: str) -> bool:
    """Whether a form, a conjunction taken off, may call somebody something."""
    return key in _LABELLED or _glued(key)[0]


def _glued(key: str) -> tuple[bool, bool]:
    """Whether a form is a verb of calling somebody something, and whether whom is a pronoun on it."""
    if key in _LABELLING:
        return True, False
    stem = next((key[:-len(p)] for p in ("ها", "هم", "ه") if key.endswith(p)), "")
    return stem in _LABELLING, True


def label(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str], *,
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    nisba: Callable[[int, int], Mention | None],
) -> Label | None:
    """What token ``i`` tells of who is called an enemy, or None; the arguments as for :func:`help.helping`."""
    if tokens[i].key.removeprefix("و") in _LABELLED:
        return _listed(i, s, tokens, kinds, after, before, nisba)
    return _called(i, s, tokens, kinds, after, before)


def _called(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str],
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
) -> Label | None:
    """X التي تصنفها A إرهابية; تعتبر A X تنظيما إرهابيا, عدوا لها."""
    each = i + 3 < s.last and tokens[i + 1].key in _EACH and tokens[i + 2].key == "من"  # كل من X وY
    who, glued = after(i + 3 if each else i + 1, 0), _glued(tokens[i].key.removeprefix("و"))[1]
    if who is None or who.pro or kinds.get(who.ref, "state") not in _PARTIES:
        return None
    at = who.last  # behind those joined to the first
    while at < s.last and (other := after(at, 0)) is not None and other.first == at and other.pro == "و":
        at = other.last
    whom = before(i) if glued else after(at, 1)
    if whom is None or kinds.get(whom.ref) not in _PARTIES or whom.ref == who.ref:
        return None
    if (i - whom.last > 2) if glued else bool(whom.pro):
        return None
    at = at if glued else whom.last
    names = tokens[at:min(at + _LABEL, s.last)]
    foe = next((t for t in names if _TERROR in t.key or t.key in _FOE), None)
    if foe is None:
        return None
    return Label(who, whom, foe.index + 1)


def _listed(
    i: int, s: Sentence, tokens: list[Token], kinds: dict[str, str],
    after: Callable[[int, int], Mention | None], before: Callable[[int], Mention | None],
    nisba: Callable[[int, int], Mention | None],
) -> Label | None:
    """X المصنفة إرهابية لدى A, المدرجة على لوائح الإرهاب التركية."""
    whom = before(i)
    last = min(i + _LISTED, s.last)
    terror = next((j for j in range(i + 1, last) if _TERROR in tokens[j].key), 0)
    if whom is None or not terror or i - whom.last > 1 or kinds.get(whom.ref) not in _BODIES:
        return None
    who = nisba(terror + 1, min(terror + 2, s.last)) or after(terror + 1, 2)
    if who is None or kinds.get(who.ref, "state") != "state":
        return None
    return Label(who, whom, who.last)
