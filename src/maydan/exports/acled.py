"""A table in the columns of ACLED (2023-03 and later): one row an occurrence."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path

from maydan.exports.cells import whole
from maydan.exports.countries import country
from maydan.exports.model import Bundle
from maydan.exports.names import ActorInfo, PlaceInfo
from maydan.exports.occurrences import Occurrence, occurrences
from maydan.exports.output import Table, write_csv
from maydan.picture.tables import Row

COLUMNS: dict[str, str] = {
    "event_id_cnty": "str", "event_date": "str", "year": "int", "time_precision": "int", "disorder_type": "str",
    "event_type": "str", "sub_event_type": "str", "actor1": "str", "assoc_actor_1": "str", "inter1": "int",
    "actor2": "str", "assoc_actor_2": "str", "inter2": "int", "interaction": "int", "civilian_targeting": "str",
    "iso": "int", "region": "str", "country": "str", "admin1": "str", "admin2": "str", "admin3": "str",
    "location": "str", "latitude": "float", "longitude": "float", "geo_precision": "int", "source": "str",
    "source_scale": "str", "notes": "str", "fatalities": "int", "tags": "str", "timestamp": "int",
}
_DISORDER = {
    "Battles": "Political violence", "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence", "Protests": "Demonstrations", "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
_SUB_DISORDER = {
    "Excessive force against protesters": "Political violence; Demonstrations", "Mob violence": "Political violence",
}
_WEEK, _MONTH = 7, 31


def time_precision(occurrence: Occurrence) -> int | None:
    """1 the day, 2 within a week (or only inferred from the day of writing), 3 within a month; None beyond."""
    days = occurrence.days
    if days is None or days > _MONTH:
        return None
    return 1 if days == 1 and not occurrence.inferred else 2 if days <= _WEEK else 3


def geo_precision(place: PlaceInfo) -> int:
    """1 a named town or site, 2 an area of up to 25 km, 3 a region."""
    if place.pointlike:
        return 1
    return 2 if place.radius_km <= 25 and place.kind not in ("province", "country") else 3


def inter(actor: ActorInfo, where: str, kind: str) -> int:
    """ACLED's number for a sort of actor.

    Args:
        where: ISO code of the country: forces of another state count as external.
        kind: event type; those who act in a protest are protesters.
    """
    if actor.sector in ("IGO", "NGO", "UNO") or actor.kind in ("international", "alliance"):
        return 8
    if actor.state:
        return 8 if actor.country and where and actor.country != where else 1
    if actor.kind in ("civilian", "media") or actor.sector in ("CVL", "MED", "JRN"):
        return 6 if kind == "protest" else 7
    if actor.kind == "person" and not actor.body:
        return 7
    return 3 if actor.sector in ("PRM", "UAF") or actor.kind == "political" else 2


def rows(bundle: Bundle) -> tuple[list[Row], dict[str, int]]:
    """Rows in the order of :data:`COLUMNS`, and how many occurrences have none, by reason."""
    stamp = bundle.about.made
    found, out = [], Counter[str]()
    for occurrence in occurrences(bundle):
        precision, place = time_precision(occurrence), occurrence.place
        if occurrence.codes.acled["type"] is None:
            out["of a type that the table has not"] += 1
        elif precision is None or occurrence.middle is None:
            out["not dated to a month"] += 1
        elif place is None or place.lat is None:
            out["without a point"] += 1
        else:
            found.append(_row(occurrence, precision, occurrence.middle, place, stamp))
    return found, dict(out)


def _row(o: Occurrence, precision: int, day: date, place: PlaceInfo, stamp: str) -> Row:
    state = country(o.country)
    kind, sub = o.codes.acled["type"] or "", o.codes.acled["sub_type"] or ""
    who, whom = o.who, [a for a in o.whom if a.id not in {x.id for x in o.who}]
    if not who:
        who, whom = whom, []
    inters = [inter(side[0], o.country, o.type) if side else None for side in (who, whom)]
    if o.type == "protest":
        inters[0] = 6
    civilians = whom and inters[1] == 7 and kind not in ("Protests", "Strategic developments")
    return {
        "event_id_cnty": f"{state.iso3 if state else 'XXX'}-{o.id}", "event_date": day.isoformat(), "year": day.year,
        "time_precision": precision, "disorder_type": _SUB_DISORDER.get(sub, _DISORDER.get(kind, "")),
        "event_type": kind, "sub_event_type": sub,
        "actor1": _actor(who, o.country), "assoc_actor_1": _rest(who), "inter1": inters[0],
        "actor2": _actor(whom, o.country), "assoc_actor_2": _rest(whom), "inter2": inters[1],
        "interaction": interaction(inters[0], inters[1]),
        "civilian_targeting": "Civilian targeting" if civilians else "",
        "iso": state.numeric if state else None, "region": state.acled_region if state else "",
        "country": state.name if state else place.country, "admin1": place.admin1, "admin2": place.admin2,
        "admin3": place.admin3, "location": place.name, "latitude": place.lat, "longitude": place.lon,
        "geo_precision": geo_precision(place), "source": "; ".join(o.sources), "source_scale": "",
        "notes": o.words, "fatalities": whole(o.killed[1] if o.killed[1] is not None else o.killed[0]) or 0,
        "tags": "", "timestamp": _epoch(stamp),
    }


def interaction(first: int | None, second: int | None) -> int | None:
    """The two numbers joined, the lower first; a sole actor's number with 0."""
    if first is None:
        return None
    return first * 10 if second is None else min(first, second) * 10 + max(first, second)


def _actor(side: list[ActorInfo], where: str) -> str:
    if not side:
        return ""
    state = country(where)
    return f"Civilians ({state.name})" if side[0].id == "civilians" and state else side[0].name


def _rest(side: list[ActorInfo]) -> str:
    return "; ".join(a.name for a in side[1:])


def _epoch(stamp: str) -> int | None:
    return int(datetime.fromisoformat(stamp).timestamp()) if stamp else None


def write_acled(bundle: Bundle, folder: Path) -> list[Table]:
    """``acled.csv``."""
    found, out = rows(bundle)
    count = write_csv(folder / "acled.csv", list(COLUMNS), found)
    note = "; ".join(f"{n} left out: {why}" for why, n in sorted(out.items()))
    return [Table(file="acled.csv", name="acled", columns=COLUMNS, rows=count, note=note)]
