"""What belongs together by how it is told: a toll and its attack in one report, the same sentence in two copies."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from maydan.arabic.fold import fold
from maydan.picture.classes import EFFECTS, HARM, HEADS, class_of
from maydan.picture.copies import overlap, shingles
from maydan.picture.kin import Kin
from maydan.picture.pairs import REAL, TOLD, countries, day_number, span

Row = dict[str, Any]

NEAR_SENTENCES = 2  # how far back a toll looks for what did it
LEAD_SENTENCES = 1  # the first sentences, whose event a report is about
EARLIER_DAYS = 30  # how long after an attack a report may tell whom it killed as if today
SIEGE_DAYS = 730  # reports of one siege further apart may be of two
_SURELY = {"violence": 0.0, "fighting": 0.2, "control": 0.4}  # how far others stand behind what kills most surely
_AT_LENGTH = {"violence": 0.4, "fighting": 0.0, "control": 2.0}  # the same for what is counted over a time
_LONG_DAYS = 3
_WEEKS_DAYS = 14
_MOST_DAYS = 125  # what is counted over longer is the toll of no one strike
_NEAR_KM = 15.0
_AREA_KM = 30.0
_SHARP_KM = 8.0  # places wider than this leave open where in them something took place
_MANY = 200  # attacks of one report that are told apart
_ANOTHER = frozenset(map(fold, ("أخرى", "لاحقة", "لاحق", "ثانية", "ثان", "ثالثة")))  # of a strike, an attack
_BOTH = frozenset(map(fold, ("الطرفين", "الجانبين", "الطرفان", "الجانبان")))  # who fall on both sides fell in no strike
_SAME_WORDS = 0.5  # overlap of the word pairs of two quotes at which copies tell the same


def tolls(events: Sequence[Row], places: dict[str, Row], kin: Kin) -> list[tuple[int, int]]:
    """(toll, event that did it) by index: in one report, days and places that agree, the nearest before or beside.

    A toll that finds none nearby goes to what its report is about, when it has no place of its own or the same. What
    was destroyed goes to fire told nearby.
    """
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if event.get("status") in REAL and event["type"] in EFFECTS | HEADS:
            by_document[event["document_id"]].append(number)
    found = []
    wide = countries(places)
    for numbers in by_document.values():
        numbers.sort(key=lambda n: (events[n]["start"], events[n]["end"], events[n]["record_id"]))
        heads = [_Told(n, events[n], wide) for n in numbers if events[n]["type"] in HEADS]
        if not heads:
            continue
        leads = [head for head in heads if head.sentence <= LEAD_SENTENCES]
        for number in numbers:
            if events[number]["type"] not in EFFECTS:
                continue
            toll = _Told(number, events[number], wide)
            near = [h for h in heads if toll.sentence - NEAR_SENTENCES <= h.sentence <= toll.sentence + 1]
            if not near and (not leads or toll.event["type"] not in HARM):
                continue
            campaign = _of_campaign(toll.event)
            fit = [h for h in near if _fits(toll, h, places, kin, campaign)]
            best = min(fit, key=lambda h: _distance(toll, h), default=None)
            if best is None and toll.event["type"] not in HARM:
                continue
            if best is None:  # what the report is about, and of that what kills most surely
                fit = [h for h in leads if _fits(toll, h, places, kin, campaign)]
                best = min(fit, key=lambda h: _SURELY.get(h.kind, 0.4), default=None)
            if best is None and toll.event.get("day_inferred"):  # a count told today of what happened before
                fit = [h for h in near if h.sentence <= toll.sentence
                       and _fits(toll, h, places, kin, campaign, EARLIER_DAYS)]
                best = min(fit, key=lambda h: _distance(toll, h), default=None)
            if best is not None:
                found.append((number, best.number))
    return found


class _Told:
    """What is asked of an event again and again: its days, class, and places but countries."""

    __slots__ = ("days", "event", "kind", "number", "sentence", "where")

    def __init__(self, number: int, event: Row, wide: set[str]) -> None:
        self.number, self.event, self.sentence = number, event, event["sentence"]
        self.days, self.kind = span(event), class_of(event["type"])
        self.where = [w for w in event.get("where") or () if w not in wide]


def dated(events: Sequence[Row], links: Iterable[tuple[int, int]]) -> list[Row]:
    """The events, tolls without a day of their own with the days of what did it, where those are told.

    Args:
        links: of :func:`tolls`, by index.
    """
    rows = list(events)
    for toll, head in links:
        if events[toll].get("day_inferred") and not events[head].get("day_inferred") and events[head].get("day_from"):
            days = {name: events[head].get(name) for name in ("day_from", "day_to", "day_inferred")}
            rows[toll] = {**events[toll], **days}
    return rows


def _distance(toll: _Told, head: _Told) -> tuple[float, int]:
    sentences = toll.sentence - head.sentence
    # fire kills more surely than the taking of a town; what follows is less likely meant than what went before
    surely = _SURELY if toll.days is None or toll.days[1] - toll.days[0] <= _LONG_DAYS else _AT_LENGTH
    far = (sentences if sentences >= 0 else 0.5 - sentences) + surely.get(head.kind, surely["control"])
    far += 0 if head.days else 2.0
    return far, abs(toll.event["start"] - head.event["start"])


def _of_campaign(toll: Row) -> bool:
    """Whether people are counted over longer than any one strike lasts (12,000 since 2015), or on both sides."""
    first, last = day_number(toll.get("day_from")), day_number(toll.get("day_to"))
    return ((first is not None and last is not None and last - first > _MOST_DAYS)
            or not _BOTH.isdisjoint(fold(toll.get("quote") or "").split()))


def _fits(toll: _Told, head: _Told, places: dict[str, Row], kin: Kin, campaign: bool, before: int = 0) -> bool:
    """Whether an event may have done what a toll counts; ``campaign``: :func:`_of_campaign` of the toll."""
    fire = head.kind == "violence"
    if not fire and toll.event["type"] not in HARM:
        return False
    a, b = toll.days, head.days
    if a is not None and b is not None:
        near = int(toll.sentence == head.sentence)  # of what is told in one breath, one day may be the report's
        if not (a[0] - max(before, near) <= b[1] and b[0] <= a[1] + near):
            return False
        if (toll.event["type"] == "kill-civilians" and head.kind == "control"
                and a[1] - a[0] > _WEEKS_DAYS > b[1] - b[0]):
            return False  # civilians who died in weeks before a place was taken are the toll of the campaign
    if fire and campaign:
        return False
    here, there = toll.where, head.where
    if here and there and set(here).isdisjoint(there) and not any(
            _km(places.get(x), places.get(y)) <= _reach(places.get(x), places.get(y)) for x in here for y in there):
        return False
    doers, others = toll.event.get("who") or (), head.event.get("who") or ()
    return not (fire and doers and others and not any(kin.related(x, y) for x in doers for y in others))


def _reach(a: Row | None, b: Row | None) -> float:
    """How far apart two places may lie of which one may be in the other: an area reaches as far as it is wide."""
    return max(_NEAR_KM, *(min(float(p.get("radius_km") or 0.0), _AREA_KM) for p in (a, b) if p is not None))


def others(events: Sequence[Row]) -> list[tuple[int, int]]:
    """(event, event before it in its report) by index, where the words say that it is another one: "a later strike"."""
    by_document: dict[str, list[int]] = defaultdict(list)
    for number, event in enumerate(events):
        if event.get("status") in REAL and class_of(event["type"]) == "violence":
            by_document[event["document_id"]].append(number)
    found = []
    for numbers in by_document.values():
        if len(numbers) > 1:
            numbers.sort(key=lambda n: (events[n]["start"], events[n]["end"], events[n]["record_id"]))
            first = min(events[n]["sentence"] for n in numbers)
            quote, another = "", False
            for at, number in enumerate(numbers):
                sentence, words = events[number]["sentence"], events[number].get("quote") or ""
                if sentence > first:
                    if words != quote:  # of one sentence as a rule more than one
                        quote, another = words, not _ANOTHER.isdisjoint(fold(words).split())
                    if another:
                        found += [(number, n) for n in numbers[:at] if events[n]["sentence"] < sentence]
    return found


def elsewhere(events: Sequence[Row], places: dict[str, Row]) -> list[tuple[int, int]]:
    """Pairs of attacks by index that one report tells at places far from each other: they are never one."""
    by_document: dict[str, list[tuple[int, list[Row]]]] = defaultdict(list)
    for number, event in enumerate(events):
        if event.get("status") in REAL and class_of(event["type"]) == "violence":
            told = [places[w] for w in dict.fromkeys(event.get("where") or ()) if w in places]
            if told and all(p.get("lat") is not None and float(p.get("radius_km") or 1.0) <= _SHARP_KM for p in told):
                by_document[event["document_id"]].append((number, told))
    found = []
    for rows in by_document.values():
        for at, (one, here) in enumerate(rows[:_MANY]):
            found += [(one, other) for other, there in rows[at + 1:_MANY]
                      if all(_km(p, q) > _NEAR_KM for p in here for q in there)]
    return found


def sieges(events: Sequence[Row], kin: Kin) -> list[tuple[int, int]]:
    """(report of a siege, the report of it before) by index: one place, besiegers of one side, never broken between.

    A siege is one happening for as long as it lasts, on whichever day a report says that it goes on.
    """
    told: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for number, event in enumerate(events):
        if event["type"] in ("siege", "siege-broken") and event.get("status") in REAL and event.get("day_from"):
            for place in event.get("where") or ():
                told[place].append((event["day_from"], number))
    found = []
    for _, reports in sorted(told.items()):
        reports.sort(key=lambda r: (r[0], events[r[1]]["type"] == "siege-broken", r[1]))
        for (day, one), (later, other) in pairwise(reports):
            both = events[one]["type"] == events[other]["type"] == "siege"
            near = date.fromisoformat(later) - date.fromisoformat(day) <= timedelta(days=SIEGE_DAYS)
            if both and near and any(kin.related(x, y) for x in events[one].get("who") or ()
                                     for y in events[other].get("who") or ()):
                found.append((other, one))
    return found


def _km(a: Row | None, b: Row | None) -> float:
    if a is None or b is None or a.get("lat") is None or b.get("lat") is None:
        return math.inf
    north = math.radians(b["lat"] - a["lat"])
    east = math.radians(b["lon"] - a["lon"]) * math.cos(math.radians((a["lat"] + b["lat"]) / 2))
    return 6371.0 * math.hypot(north, east)


def reprinted(events: Sequence[Row], originals: dict[str, str]) -> list[tuple[int, int]]:
    """(event of a copy, the same event of its original) by index: one type, and mostly the same words."""
    pools: dict[tuple[str, str, bool], list[int]] = defaultdict(list)
    copied: list[int] = []
    with_copies = {original for document, original in originals.items() if document != original}
    for number, event in enumerate(events):
        document = event["document_id"]
        original = originals.get(document, document)
        if event.get("status") not in TOLD or original not in with_copies:
            continue
        if document == original:
            pools[original, event["type"], event["status"] == "denied"].append(number)
        else:
            copied.append(number)
    words = {n: shingles(events[n]["quote"]) for n in copied}
    words |= {n: shingles(events[n]["quote"]) for pool in pools.values() for n in pool}
    found, taken = [], set[tuple[str, int]]()
    for number in copied:
        event = events[number]
        pool = pools.get((originals[event["document_id"]], event["type"], event["status"] == "denied"), [])
        free = [n for n in pool if (event["document_id"], n) not in taken]
        best = max(free, key=lambda n: (overlap(words[number], words[n]), -n), default=None)
        if best is not None and overlap(words[number], words[best]) >= _SAME_WORDS:
            taken.add((event["document_id"], best))
            found.append((number, best))
    return found
