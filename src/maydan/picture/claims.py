"""Claims about who holds a place: holding records made ready for a timeline, and what follows from them.

Beyond the records themselves:

* two holders told in the same words take a place together;
* in one report the news wins over the background: "took it yesterday" over "it is held by" without a day of its own;
* who a place is taken from, who loses it, and who withdraws from it as it is taken, held it before;
* fighters who leave a place that is besieged leave it to the besieger;
* who breaks the siege of a place relieves their own there;
* who takes the whole of an area takes the places in it that are known of.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

import msgspec

from maydan.arabic.fold import fold
from maydan.picture.kin import Kin

Row = dict[str, Any]

REAL = frozenset(("happened", "ongoing"))
_ORDER = {"former": -1, "holds": 0, "shares": 0, "encircles": 1, "contests": 2, "loses": 3, "breaks-siege": 3,
          "takes": 4}
NEWS_DAYS = 10  # how long before its report an act may lie and still be its news
ATTACKS = frozenset(("offensive",))
LEAVING = frozenset(("evacuate", "retreat", "withdraw"))
_AIR = ("-air", "-air-force")
_LONG_DAYS = 31
_NEVER = "9999-12-31"
_REPELLED = frozenset(map(fold, ("التصدي", "تصدي", "تصدت", "تصدى", "صد", "صدت", "إحباط", "أحبطت", "إفشال", "أفشلت")))
_PARTS = frozenset(map(fold, ("أحياء", "أجزاء", "المئة", "المائة", "بالمئة", "بالمائة")))
_FIGHTERS = frozenset(map(fold, (
    "مقاتل", "مقاتلي", "مقاتلو", "مقاتلين", "مقاتلون", "المقاتلين", "المقاتلون", "مقاتلا", "مسلح", "مسلحي", "مسلحو",
    "مسلحين", "المسلحين", "المسلحون", "عناصر", "فصائل", "الفصائل",
)))
_RAIDS = frozenset(map(fold, ("إنزال", "الإنزال", "جوي", "جوية", "جويا", "الجوي", "مداهمة", "دهم", "أمنية", "اعتقال",
                              "هجمات", "الهجمات")))  # these take no ground
_POSITION = "holding.position"
_AREAS = ":" + fold("مناطق")
_LEFT_DAYS = 7  # how far a withdrawal may lie from the capture that it belongs to
_SHARP_DAYS = 3  # "since the end of 2012" tells no act
_TOWN_KM = 5.0  # how far a quarter may lie from the middle of its town
_WHOLE_KM = 20.0  # only an area up to this radius is taken whole by one report


class Claim(msgspec.Struct, kw_only=True):
    """One claim: ``change`` as in the guide, or "former" for who held before; ISO days; what it rests on.

    ``weak`` claims change what is known and begin nothing; ``part`` claims speak of quarters or a share of a place.
    ``seen`` claims rest on somebody's positions in or around a place,
    ``attack`` claims on no more than an offensive. ``at``: code point in the report.
    """

    place: str
    change: str
    holders: tuple[str, ...]
    first: str
    last: str
    sure: bool
    document: str
    source: str
    former: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    weak: bool = False
    part: bool = False
    seen: bool = False
    attack: bool = False
    at: int = 0

    @property
    def order(self) -> tuple[str, int, str, tuple[str, ...]]:
        """By day; on one day what was before what became."""
        return self.first, _ORDER[self.change], self.last, self.records


def usable(holdings: Iterable[Row]) -> list[Row]:
    """Rows that say what was: real status, a place, and a day of their own or of their document; by day."""
    found = [
        h for h in holdings
        if h.get("status") in REAL and h.get("place") and (h.get("day_from") or h.get("day_to"))
        and not (h.get("holder") or "").endswith(_AIR)  # who only flies holds no ground
        and not (h.get("place") or "").endswith(":")  # of no known position: other ground in every document
        and _AREAS not in (h.get("place") or "")  # "areas held by X" are where X is, and not the other way round
        # a state that is told as past, without a day, was over when the document was written
        and not (h["change"] == "holds" and h["status"] == "happened" and not _told(h))
    ]
    return sorted(found, key=lambda h: (h["day_from"] or h["day_to"], _ORDER[h["change"]], h["record_id"]))


def _told(row: Row) -> bool:
    return bool(row.get("day_from")) and not row.get("day_inferred")


def claims_of(holdings: Iterable[Row], kin: Kin) -> list[Claim]:
    """Claims from holding rows: joint ones as one, the news of a report before its background."""
    joint: dict[tuple[Any, ...], Claim] = {}
    holdings = list(holdings)
    for row in usable(holdings):
        first = row.get("day_from") or row["day_to"]
        last = row.get("day_to") or first
        key = (row["document_id"], row["place"], row["change"], first, last, row.get("start"), row.get("end"),
               row["record_id"] if row.get("start") is None else "")
        holder, former = row.get("holder"), row.get("from_holder")
        claim = joint.setdefault(key, Claim(
            place=row["place"], change=row["change"], holders=(), first=first, last=max(first, last), sure=_told(row),
            document=row["document_id"], source=row.get("source") or "?"))
        claim.holders = tuple(dict.fromkeys((*claim.holders, *([holder] if holder else []))))
        claim.former = tuple(dict.fromkeys((*claim.former, *([former] if former else []))))
        claim.records += (row["record_id"],)
        claim.at = row.get("start") or 0
        claim.seen = row["change"] == "holds" and row.get("rule") == _POSITION
        claim.part = claim.part or bool(_PARTS & set(fold(row.get("quote") or "").split()))
    kept = _news_first(joint.values(), kin)
    return sorted([*kept, *_over(holdings, kept, kin)], key=lambda c: c.order)


def _over(holdings: Iterable[Row], claims: Sequence[Claim], kin: Kin) -> list[Claim]:
    """Who is said to have held a place, without a day, by the report that tells who took it: its former holder."""
    taken = {(c.document, c.place): c for c in claims if c.change == "takes" and c.sure}
    found = []
    for row in holdings:
        took = taken.get((row["document_id"], row["place"]))
        if (took is not None and row["change"] == "holds" and row["status"] == "happened" and not _told(row)
                and row.get("holder") and not same_side(took.holders, (row["holder"],), kin)):
            found.append(msgspec.structs.replace(took, change="former", holders=(row["holder"],), former=(),
                                                 last=took.first, records=(row["record_id"],)))
    return found


def _news_first(claims: Iterable[Claim], kin: Kin) -> list[Claim]:
    reports: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        reports[claim.document, claim.place].append(claim)
    kept = []
    for told in reports.values():
        news = [c for c in told if c.change == "takes" and c.sure and c.holders]
        for claim in told:
            against = claim.change in ("holds", "takes", "contests") and not claim.sure and any(
                _days(n.last, claim.last) <= NEWS_DAYS and not same_side(n.holders, claim.holders, kin) for n in news)
            against = against or (claim.change == "takes" and claim.sure and any(  # the news stands before its history
                n.at < claim.at and n.first == claim.first and n.last == claim.last
                and not same_side(n.holders, claim.holders, kin) for n in news))
            against = against or (claim.change == "loses" and not claim.sure and any(
                same_side(n.holders, claim.holders, kin) for n in news))  # it takes what it is read to lose
            if not against:
                kept.append(claim)
    return kept


def same_side(one: Sequence[str], other: Sequence[str], kin: Kin) -> bool:
    """Whether a holder of one set is, or belongs to, a holder of the other."""
    return any(x == y or x in kin.bodies(y) or y in kin.bodies(x) for x in one for y in other)


def before(claims: Sequence[Claim], events: Iterable[Row], kin: Kin) -> list[Claim]:
    """Who held a place before it was taken or lost, as "former" claims on the first day of the change."""
    taken: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.change == "takes" and claim.holders:
            taken[claim.place].append(claim)
    found = []
    for claim in claims:
        if claim.change == "takes":
            former = tuple(f for f in claim.former if not any(kin.related(f, h) for h in claim.holders))
            first = min((c for c in taken[claim.place] if c.first <= claim.first and same_side(
                c.holders, claim.holders, kin) and _days(c.first, claim.first) <= NEWS_DAYS), key=lambda c: c.order,
                default=claim) if former else claim
            found += [_held_before(claim, former, first)] if former else []
        elif claim.change == "loses" and claim.holders:
            capture = _capture(claim, taken.get(claim.place, ()), NEWS_DAYS, kin)
            found.append(_held_before(claim, claim.holders, capture or claim))
    for event in events:
        day = event.get("day_to") or event.get("day_from")
        if event.get("type") not in ("retreat", "withdraw") or event.get("status") not in REAL or not day:
            continue
        for place in (event.get("where") or ()) if event.get("who") else ():
            left = Claim(place=place, change="loses", holders=tuple(event["who"])[:1], first=day, last=day, sure=False,
                         document=event["document_id"], source=event.get("source") or "?",
                         records=(event["record_id"],))
            capture = _capture(left, taken.get(place, ()), _LEFT_DAYS, kin)
            found += [_held_before(left, left.holders, capture)] if capture else []
    return found


def _held_before(claim: Claim, holders: tuple[str, ...], change: Claim) -> Claim:
    return msgspec.structs.replace(claim, change="former", holders=holders, former=(), first=change.first,
                                   last=change.first)


def _capture(loss: Claim, captures: Sequence[Claim], days: int, kin: Kin) -> Claim | None:
    """The capture by another side within some days of a loss, the nearest."""
    near = [c for c in captures if _days(c.first, loss.last) <= days and not same_side(c.holders, loss.holders, kin)]
    return min(near, key=lambda c: (_days(c.first, loss.last), c.order), default=None)


def evacuated(claims: Sequence[Claim], events: Iterable[Row], kin: Kin) -> list[Claim]:
    """Fighters leaving a besieged place held it, and leave it to the besieger."""
    besieged: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.change == "encircles" and claim.holders:
            besieged[claim.place].append(claim)
    found = []
    for event in events:
        if event.get("type") not in LEAVING or event.get("status") not in REAL:
            continue
        day = event.get("day_to") or event.get("day_from")
        told = [*(event.get("who") or ()), *(event.get("whom") or ())]
        if event["type"] == "evacuate" and not _of_fighters(event):
            told = [a for a in event.get("whom") or () if a != "civilians"]  # who brings out does not leave
        leaving = [a for a in told if kin.side.get(a)]
        for place in event.get("where") or ():
            sieges = [c for c in besieged.get(place, ()) if day and c.first <= day]
            gone = [a for a in leaving if sieges and not same_side((a,), sieges[-1].holders, kin)
                    and kin.side.get(a) != kin.side.get(sieges[-1].holders[0])]
            if not gone or not day:
                continue
            base = Claim(place=place, change="former", holders=(gone[0],), first=day, last=day, sure=_told(event),
                         document=event["document_id"], source=event.get("source") or "?",
                         records=(event["record_id"],))
            found += [base, msgspec.structs.replace(base, change="takes", holders=sieges[-1].holders[:1])]
    return found


def _of_fighters(event: Row) -> bool:
    """Whether the words of an evacuation, where they are known, name fighters among those who leave."""
    quote = event.get("quote")
    return not quote or any(word in _FIGHTERS for word in fold(quote).split())


def relieved(claims: Sequence[Claim]) -> list[Claim]:
    """Who breaks the siege of a place relieves their own: they held it while it was besieged, and hold it now."""
    found = []
    for claim in claims:
        if claim.change == "breaks-siege" and claim.holders:
            found += [msgspec.structs.replace(claim, change="former", former=(), last=claim.first),
                      msgspec.structs.replace(claim, change="holds", former=(), weak=True)]
    return found


def attacked(claims: Sequence[Claim], events: Iterable[Row], places: dict[str, Row]) -> list[Claim]:
    """An offensive on a place, no wide area, that somebody is known to hold by then makes it contested."""
    known: dict[str, str] = {}
    for claim in claims:
        if claim.holders and claim.change in ("holds", "takes", "former"):
            known[claim.place] = min(known.get(claim.place, claim.first), claim.first)
    found = []
    for event in events:
        if event.get("type") in ATTACKS and event.get("status") in REAL and event.get("who") and _told(event) \
                and not (_REPELLED | _RAIDS) & set(fold(event.get("quote") or "").split()):
            first, last = event["day_from"], event.get("day_to") or event["day_from"]
            found += [Claim(
                place=place, change="contests", holders=tuple(event["who"]), first=first, last=last, sure=True,
                document=event["document_id"], source=event.get("source") or "?", records=(event["record_id"],),
                weak=True, attack=True,
            ) for place in event.get("where") or ()
                if float((places.get(place) or {}).get("radius_km") or 1.0) <= _WHOLE_KM
                and known.get(place, _NEVER) <= last and _days(first, last) <= _LONG_DAYS]
    return found


def inherited(claims: Sequence[Claim], places: dict[str, Row]) -> list[Claim]:
    """Taking a whole area, or a town, takes the known places (the quarters) that lie inside it."""
    held = sorted({c.place for c in claims if c.place in places and places[c.place].get("lat") is not None})
    cells: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key in held:
        cells[math.floor(places[key]["lat"] / 0.2), math.floor(places[key]["lon"] / 0.2)].append(key)
    found = []
    for claim in claims:
        area = places.get(claim.place)
        if claim.change != "takes" or area is None or area.get("lat") is None or not claim.holders \
                or _days(claim.first, claim.last) > _SHARP_DAYS:
            continue
        radius = float(area.get("radius_km") or 1.0)
        town = area.get("kind") == "town"
        if not (town or (area.get("kind") in ("countryside", "district", "neighbourhood", "other") and radius > 3)) \
                or radius > _WHOLE_KM:
            continue
        y, x = math.floor(area["lat"] / 0.2), math.floor(area["lon"] / 0.2)
        for key in (k for dy in (-1, 0, 1) for dx in (-1, 0, 1) for k in cells.get((y + dy, x + dx), ())):
            inside = places[key]
            quarter = inside.get("kind") == "neighbourhood"
            smaller = float(inside.get("radius_km") or 1.0) < radius or quarter
            if key != claim.place and smaller and (quarter or not town) and _km(area, inside) <= max(radius, 4.0):
                found.append(msgspec.structs.replace(claim, place=key, former=()))
    return found


def in_part(claims: Sequence[Claim], places: dict[str, Row]) -> None:
    """Whoever has quarters of a town, or a share of it, contests the town."""
    for claim in claims:
        if claim.part and claim.change in ("holds", "takes") and (places.get(claim.place) or {}).get("kind") == "town":
            claim.change, claim.weak = "contests", True


def divided(claims: Sequence[Claim], places: dict[str, Row]) -> list[Claim]:
    """A quarter that somebody takes makes the town contested, unless the town is theirs."""
    towns: dict[tuple[int, int], list[str]] = defaultdict(list)
    for key, place in places.items():
        if place.get("kind") == "town" and place.get("lat") is not None:
            towns[math.floor(place["lat"] / 0.2), math.floor(place["lon"] / 0.2)].append(key)
    found = []
    for claim in claims:
        quarter = places.get(claim.place)
        if quarter is None or quarter.get("kind") != "neighbourhood" or quarter.get("lat") is None \
                or claim.change != "takes" or not claim.sure or not claim.holders:
            continue
        y, x = math.floor(quarter["lat"] / 0.2), math.floor(quarter["lon"] / 0.2)
        near = [(_km(quarter, places[k]), k) for dy in (-1, 0, 1) for dx in (-1, 0, 1)
                for k in towns.get((y + dy, x + dx), ())]
        if near and min(near)[0] <= _TOWN_KM:
            found.append(msgspec.structs.replace(claim, place=min(near)[1], change="contests", former=(), weak=True))
    return found


def _km(a: Row, b: Row) -> float:
    north = math.radians(b["lat"] - a["lat"])
    east = math.radians(b["lon"] - a["lon"]) * math.cos(math.radians((a["lat"] + b["lat"]) / 2))
    return 6371.0 * math.hypot(north, east)


def days_between(a: str, b: str) -> int:
    """Days from one ISO day to another, either way."""
    return abs((date.fromisoformat(a) - date.fromisoformat(b)).days)


_days = days_between


def earlier(day: str, days: int) -> str:
    """ISO day some days before another."""
    return (date.fromisoformat(day) - timedelta(days=days)).isoformat()


def later(day: str, days: int) -> str:
    """ISO day some days after another."""
    return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
