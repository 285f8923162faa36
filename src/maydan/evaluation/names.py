"""Names made comparable across annotators: spelling, type words, ids chosen freely."""

from __future__ import annotations

import math
import re
from typing import Any

Record = dict[str, Any]

_IGNORED = re.compile("[\u064b-\u0652\u0670\u0640\u200e\u200f\u202a-\u202e]")
_SPELLING = str.maketrans("أإآٱىة", "اااايه")
_PUNCTUATION = re.compile(r"[\"'«»“”‘’()\[\]،,؛:]")
_TYPE_WORDS = frozenset(("مدينه", "بلده", "قريه", "محافظه", "ناحيه", "حي", "مديريه", "قضاء"))
_GLUED_PREPOSITION = re.compile("^(?:و?بال|لل|وال)")
_SETTLED = frozenset(("city", "town", "village", "neighbourhood", "district", "camp"))
_SAME_SPOT_KM = 6
_FREE_ID = ("new:", "person:")
_EARTH_DIAMETER_KM = 12742


def plain_name(text: str) -> str:
    """A name without marks, spelling variants, quotation marks, brackets and commas."""
    evened = _IGNORED.sub("", text or "").translate(_SPELLING)
    return " ".join(_PUNCTUATION.sub(" ", evened).split())


def plain_place(text: str) -> str:
    """A place's plain name without the word that says what kind of place it is."""
    kept = " ".join(w for w in plain_name(text).split() if w not in _TYPE_WORDS)
    return _GLUED_PREPOSITION.sub("ال", kept)


def kilometres(a: Record, b: Record) -> float:
    """Great-circle distance between two places with ``lat`` and ``lon``, or infinity when one has none."""
    if None in (a.get("lat"), a.get("lon"), b.get("lat"), b.get("lon")):
        return math.inf
    south, north = math.radians(a["lat"]), math.radians(b["lat"])
    turn = math.radians(b["lon"] - a["lon"])
    square = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin(turn / 2) ** 2
    return _EARTH_DIAMETER_KM * math.asin(math.sqrt(square))


def place_class(place: Record) -> str | None:
    """Settlements of every size are one class; every other kind is its own."""
    kind: str | None = place.get("kind")
    return "settled" if kind in _SETTLED else kind


def align_actors(found: dict[str, Record], gold: dict[str, Record]) -> dict[str, str]:
    """Ids of ``found`` that are not in ``gold`` -> the gold id meant, where one is.

    By the id without "new:", else by an equal name, else by a name that holds the other whole; the last two only
    where one of the ids was chosen freely.
    """
    bare_ids = {i.removeprefix("new:"): i for i in gold}
    names = {i: plain_name(a.get("text", "")) for i, a in gold.items()}
    alias: dict[str, str] = {}
    for ident, actor in found.items():
        if ident in gold:
            continue
        if ident.removeprefix("new:") in bare_ids:
            alias[ident] = bare_ids[ident.removeprefix("new:")]
            continue
        name = plain_name(actor.get("text", ""))
        free = [i for i in gold if i not in found]
        for other in free:
            if name and names[other] == name and (ident.startswith(_FREE_ID) or other.startswith(_FREE_ID)):
                alias[ident] = other
                break
        else:
            for other in free:
                within = f" {name} " in f" {names[other]} " or f" {names[other] or '-'} " in f" {name} "
                if len(name) > 4 and within and other.startswith(_FREE_ID):
                    alias[ident] = other
                    break
    return alias


def align_places(found: dict[str, Record], gold: dict[str, Record]) -> dict[str, str]:
    """Names of ``found`` not in ``gold`` -> the gold place: same name in the text, else the nearest of its class."""
    alias: dict[str, str] = {}
    for name, place in found.items():
        if name in gold:
            continue
        same_name = [n for n, p in gold.items() if n not in found and plain_place(p.get("text", "")) == plain_place(
            place.get("text", ""))]
        if same_name:
            alias[name] = min(same_name, key=lambda n: (
                place_class(gold[n]) != place_class(place), kilometres(place, gold[n]), n))
            continue
        near = [(kilometres(place, p), n) for n, p in gold.items() if place_class(p) == place_class(place)]
        near = [pair for pair in near if pair[0] < _SAME_SPOT_KM]
        if near:
            alias[name] = min(near)[1]
    return alias
