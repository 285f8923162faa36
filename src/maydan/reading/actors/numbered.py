"""Units of an army told by their number: اللواء السادس مشاة، الكتيبة 116، اللواء الـ(15)."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.reading.actors.lexicon import Cue
from maydan.reading.actors.scan import Found, Scan
from maydan.theatre.tables import lexicon

_MARKS = {"(", ")", "[", "]", "ـ", '"', "«", "»"}
_NUMBERED = {"رقم", "ال", "الـ"}
_REACH = 5  # tokens between the noun and its number
_BRANCH = 2
_MOST = 1000
_TEENS = range(11, 14)
_GROUND = {"باتجاه", "نحو", "صوب", "مقر", "معسكر", "محيط", "قرب", "بوابه", "جوار"}


class _Words(NamedTuple):
    """Folded words of units, branches of arms and ordinals."""

    units: dict[str, str]
    branches: dict[str, str]
    tails: frozenset[str]
    ordinals: dict[str, int]


@cache
def _words() -> _Words:
    rows = lexicon("unit_words")
    by = {cls: {fold(r["word"]): r["english"] for r in rows if r["class"] == cls} for cls in ("unit", "branch", "tail")}
    ordinals = {fold(r["ordinal"]): int(r["number"]) for r in lexicon("ordinals")}
    return _Words(by["unit"], by["branch"], frozenset(by["tail"]), ordinals)


def read_numbered(scan: Scan, i: int, cue: Cue) -> Found | None:
    """A unit named at token ``i`` by its noun and number."""
    words = _words()
    key = scan.tokens[i].word.key[len(cue.pro):]
    unit = words.units.get(key) or words.units.get(key.removeprefix("ال"))
    if unit is None and cue.pro.endswith("ل"):
        unit = words.units.get(key.removeprefix("ل"))  # the article has lost its alef
    if unit is None or cue.enclitic or cue.entry.rest:
        return None
    before = scan.word(i - 1)
    if before is not None and before.form in _MARKS:
        before = scan.word(i - 2)
    if before is not None and any(rest in _GROUND for _, rest in before.proclitics):
        return None  # where it is stationed
    match = scan.names_at.get(i)
    if match is not None and match.last > i + 1 and all(s.kind == "place" for s in match.senses):
        return None  # a base that goes by the name of who once held it
    number, last = _number(scan, i + 1, definite=cue.entry.definite)
    if not number:
        return None
    branch = ""
    for k in range(last, min(len(scan.tokens), last + _BRANCH)):
        key = scan.tokens[k].word.key.removeprefix("ال")
        if key in words.branches and not branch:
            branch, last = words.branches[key], k + 1
        elif branch and key in words.tails:
            last = k + 1
        else:
            break
    return scan.make(i, last, f"new:{_ordinal(number)}{f'-{branch}' if branch else ''}-{unit}", "unit:number", cue.pro,
                      kind="armed-group", confidence=0.8)


def is_ground(scan: Scan, i: int) -> bool:
    """Whether a unit named by its number at token ``i`` stands for where it is stationed (محيط اللواء 35)."""
    units = _words().units
    if not any(rest.removeprefix("ال") in units for _, rest in scan.tokens[i].word.proclitics):
        return False
    before, number = scan.word(i - 1), scan.word(i + 1)
    return before is not None and number is not None and number.kind == "num" and any(
        rest in _GROUND for _, rest in before.proclitics)


def _number(scan: Scan, at: int, *, definite: bool) -> tuple[int, int]:
    """(number, token behind it) from token ``at`` on; (0, at) where none stands."""
    tokens, n = scan.tokens, len(scan.tokens)
    for k in range(at, min(n, at + _REACH)):
        word = tokens[k].word
        if tokens[k].sentence != tokens[at - 1].sentence:
            break
        if word.kind == "num":
            if not word.key.isdigit() or not 0 < int(word.key) < _MOST:
                break
            last = k + 1
            while last < n and last - k < 2 and any(tokens[m].word.form == "(" for m in range(at, k)) \
                    and tokens[last].word.form == ")":
                last += 1
            return int(word.key), last
        if word.key in _NUMBERED or word.form in _MARKS:
            continue
        if k == at and definite and word.kind == "ar":
            ordinals = _words().ordinals
            pair = f"{word.key} {tokens[k + 1].word.key}" if k + 1 < n else ""
            if pair in ordinals:
                return ordinals[pair], k + 2
            if word.key in ordinals:
                teen = k + 1 < n and tokens[k + 1].word.key in ("عشر", "عشره")
                return ordinals[word.key] + (10 if teen else 0), k + (2 if teen else 1)
        break
    return 0, at


def _ordinal(number: int) -> str:
    """1 -> "1st", 22 -> "22nd", 116 -> "116th"."""
    ending = "th" if number % 100 in _TEENS else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"
