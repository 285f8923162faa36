"""How well one found record fits one annotated record: 0 for not the same, else the mean of its slots' scores."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

from maydan.evaluation.names import Record, align_actors, align_places, kilometres

# Types that careful readers confuse: a hit within the family detects, and scores half on the type slot.
_EVENT_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("offensive", "advance", "capture", "recapture", "clash"), ("retreat", "withdraw", "handover"),
    ("siege", "supply-cut"), ("siege-broken",),
    ("airstrike", "shelling", "missile-strike", "bombing", "chemical-attack"),
    ("kill-civilians", "casualties", "destroy", "starve"), ("arrest", "abduct"), ("displace", "evacuate"),
    ("deploy", "reinforce", "mobilise", "intervene"), ("meeting", "negotiation-round", "mediate"), ("leave-talks",),
    ("agreement", "ceasefire"), ("ceasefire-violated", "ceasefire-collapsed"),
    ("demand", "promise", "support-statement"), ("reject", "accuse", "threaten"),
    ("military-aid", "humanitarian-aid", "aid-cut"), ("sanction",), ("election",), ("protest",),
)
_TIE_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("allied-with", "supports", "supports-by-air", "arms", "finances", "agrees-with"), ("commands", "part-of"),
    ("hostile-to",), ("mediates-with",),
)
_CHANGE_FAMILIES: tuple[tuple[str, ...], ...] = (
    ("holds", "takes", "shares"), ("loses",), ("contests",), ("encircles",), ("breaks-siege",),
)
_SYMMETRIC = frozenset(("allied-with", "agrees-with", "hostile-to"))
_POINTLESS = frozenset(("country", "province", "border", "river", "corridor"))  # a point says nothing of these
_AREAS = frozenset(("countryside", "district", "other"))
_AREA_KM, _SPOT_KM = 50, 15


def _families(families: Iterable[tuple[str, ...]]) -> dict[str, int]:
    return {name: number for number, family in enumerate(families) for name in family}


EVENT_FAMILY, TIE_FAMILY, CHANGE_FAMILY = map(_families, (_EVENT_FAMILIES, _TIE_FAMILIES, _CHANGE_FAMILIES))


class Side:
    """One reading of a document; a found reading is given the gold reading, on whose ids its own are mapped."""

    def __init__(self, data: Record, text: str, gold: Side | None = None) -> None:
        self.data, self.text = data, text
        self.actors: dict[str, Record] = {a["id"]: a for a in data.get("actors", [])}
        self.places: dict[str, Record] = {p["name_en"]: p for p in data.get("places", [])}
        self._alias: dict[str, str] = {}
        if gold is not None:
            self._alias = align_actors(self.actors, gold.actors) | align_places(self.places, gold.places)

    def one(self, ident: str | None) -> str | None:
        """An id in the gold reading's terms."""
        return self._alias.get(ident, ident) if ident else None

    def many(self, idents: list[str] | None) -> set[str | None]:
        """A set of ids in the gold reading's terms."""
        return {self.one(i) for i in idents or []}


def _sets(gold: list[str] | None, found: set[str | None]) -> float:
    wanted = set(gold or [])
    if not wanted and not found:
        return 1.0
    return 2 * len(wanted & found) / (len(wanted) + len(found))


def _when(gold: str | None, found: str | None) -> float:
    if not gold or not found:
        return float(not gold and not found)
    if gold == found:
        return 1.0
    short, long = sorted((gold, found), key=len)
    return 0.5 if long.startswith(short) else 0.0


def _mean(slots: list[float]) -> float:
    return sum(slots) / len(slots)


def _event(g: Record, p: Record, side: Side) -> float:
    if EVENT_FAMILY.get(g["type"], g["type"]) != EVENT_FAMILY.get(p["type"], p["type"]):
        return 0.0
    return _mean([
        1.0 if g["type"] == p["type"] else 0.5, _sets(g.get("who"), side.many(p.get("who"))),
        _sets(g.get("whom"), side.many(p.get("whom"))), _sets(g.get("where"), side.many(p.get("where"))),
        _when(g.get("when"), p.get("when")), float(g.get("status") == p.get("status")),
    ])


def _holding(g: Record, p: Record, side: Side) -> float:
    if CHANGE_FAMILY.get(g["change"]) != CHANGE_FAMILY.get(p["change"]):
        return 0.0
    place, holder = g.get("place") == side.one(p.get("place")), g.get("holder") == side.one(p.get("holder"))
    if not (place or holder):
        return 0.0
    return _mean([
        1.0 if g["change"] == p["change"] else 0.5, float(holder), float(place),
        float(g.get("from") == side.one(p.get("from"))), _when(g.get("when"), p.get("when")),
        float(g.get("status") == p.get("status")),
    ])


def _tie(g: Record, p: Record, side: Side) -> float:
    if TIE_FAMILY.get(g["relation"]) != TIE_FAMILY.get(p["relation"]):
        return 0.0
    pair, wanted = (side.one(p["a"]), side.one(p["b"])), (g["a"], g["b"])
    if pair == wanted or (g["relation"] in _SYMMETRIC and pair == wanted[::-1]):
        return 1.0 if g["relation"] == p["relation"] else 0.75
    return 0.0


def _time(g: Record, p: Record, side: Side) -> float:
    return 0.5 + 0.5 * _when(g.get("value"), p.get("value"))


def _place(g: Record, p: Record, side: Side) -> float:
    if side.one(p["name_en"]) != g["name_en"]:
        return 0.0
    if g.get("lat") is None or g.get("kind") in _POINTLESS:
        return 1.0
    return 1.0 if kilometres(g, p) < (_AREA_KM if g.get("kind") in _AREAS else _SPOT_KM) else 0.5


def _actor(g: Record, p: Record, side: Side) -> float:
    return float(side.one(p["id"]) == g["id"])


def _same_value(a: Any, b: Any) -> bool:
    try:
        return math.isclose(float(a), float(b))
    except (TypeError, ValueError):
        return str(a) == str(b)


def _figure(g: Record, p: Record, side: Side) -> float:
    return 0.5 + 0.5 * float(g.get("of") == p.get("of")) if _same_value(g["value"], p["value"]) else 0.0


def _saying(g: Record, p: Record, side: Side) -> float:
    return 0.5 + 0.5 * float(g.get("speaker") == side.one(p.get("speaker")))


def _outlook(g: Record, p: Record, side: Side) -> float:
    if g["kind"] != p["kind"]:
        return 0.0
    slots = [1.0, float(g.get("by") == side.one(p.get("by")))]
    if g["kind"] != "aim":
        slots.append(float(g.get("polarity") == p.get("polarity")))
    return _mean(slots)


Pair = Callable[[Record, Record, Side], float]

# kind -> (score of a pair, whether the words must overlap)
KINDS: dict[str, tuple[Pair, bool]] = {
    "times": (_time, True), "places": (_place, False), "actors": (_actor, False), "figures": (_figure, True),
    "events": (_event, True), "holdings": (_holding, True), "ties": (_tie, False), "sayings": (_saying, True),
    "outlooks": (_outlook, True),
}
