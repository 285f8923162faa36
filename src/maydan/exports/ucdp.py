"""A table in the columns of UCDP GED: one row an occurrence with at least one death and a party named."""

from __future__ import annotations

import math
from collections import Counter
from pathlib import Path

from maydan.exports.cells import whole
from maydan.exports.countries import country
from maydan.exports.model import Bundle
from maydan.exports.names import ActorInfo, PlaceInfo
from maydan.exports.occurrences import Occurrence, occurrences
from maydan.exports.output import Table, write_csv
from maydan.picture.tables import Row

COLUMNS: dict[str, str] = {
    "id": "int", "relid": "str", "year": "int", "active_year": "int", "code_status": "str", "type_of_violence": "int",
    "conflict_dset_id": "int", "conflict_new_id": "int", "conflict_name": "str", "dyad_dset_id": "int",
    "dyad_new_id": "int", "dyad_name": "str", "side_a_dset_id": "int", "side_a_new_id": "int", "side_a": "str",
    "side_b_dset_id": "int", "side_b_new_id": "int", "side_b": "str", "number_of_sources": "int",
    "source_article": "str", "source_office": "str", "source_date": "str", "source_headline": "str",
    "source_original": "str", "where_prec": "int", "where_coordinates": "str", "where_description": "str",
    "adm_1": "str", "adm_2": "str", "latitude": "float", "longitude": "float", "geom_wkt": "str",
    "priogrid_gid": "int", "country": "str", "country_id": "int", "region": "str", "event_clarity": "int",
    "date_prec": "int", "date_start": "str", "date_end": "str", "deaths_a": "int", "deaths_b": "int",
    "deaths_civilians": "int", "deaths_unknown": "int", "best": "int", "high": "int", "low": "int", "gwnoa": "int",
    "gwnob": "int",
}
_ACTIVE = 25  # deaths of a dyad in a year
_ONE_WAY = ("airstrike", "shelling", "missile-strike", "bombing", "chemical-attack")
Tolls = tuple[int, int, int]


def date_precision(occurrence: Occurrence) -> int | None:
    """1 a day, 2 of 2 to 6 days (or inferred from the day of writing), 3 a week, 4 a month, 5 a year; None beyond."""
    days = occurrence.days
    if days is None or days > 366:
        return None
    found = next(p for p, most in ((1, 1), (2, 6), (3, 7), (4, 31), (5, 366)) if days <= most)
    return max(found, 2) if occurrence.inferred else found


def where_precision(place: PlaceInfo) -> int:
    """1 exact, 2 within 25 km, 3 district, 4 province, 5 wider or vague, 6 country."""
    wide = {"district": 3, "province": 4, "country": 6, "border": 5, "river": 5, "corridor": 5}.get(place.kind)
    if wide is not None:
        return wide
    return 1 if place.pointlike else 2 if place.radius_km <= 25 else 5


def priogrid(lat: float, lon: float) -> int:
    """Number of the PRIO grid cell: half a degree a side, from the south-west corner eastwards and northwards."""
    row, column = min(math.floor((lat + 90) * 2), 359), min(math.floor((lon + 180) * 2), 719)
    return row * 720 + column + 1


def deaths(occurrence: Occurrence) -> Tolls | None:
    """(low, best, high) of the killed, each at least the one before; None where no report counts any."""
    low, best, high = occurrence.killed
    given = [n for n in (best, low, high) if n is not None]
    if not given:
        return None
    middle = given[0]
    found = whole(min(given if low is not None else [middle])), whole(middle), whole(max(given))
    numbers = [n or 0 for n in found]
    return (min(numbers), numbers[1], max(numbers)) if max(numbers) >= 1 else None


def rows(bundle: Bundle) -> tuple[list[Row], dict[str, int]]:
    """Rows in the order of :data:`COLUMNS`, and how many occurrences have none, by reason."""
    found: list[Row] = []
    out: Counter[str] = Counter()
    for o in occurrences(bundle):
        toll, precision, place = deaths(o), date_precision(o), o.place
        if o.codes.ucdp is None:
            out["no use of armed force"] += 1
        elif toll is None:
            out["no death counted"] += 1
        elif not o.who and not [a for a in o.whom if a.kind != "civilian"]:
            out["no party named"] += 1
        elif precision is None or o.day_from is None or o.day_to is None:
            out["not dated to a year"] += 1
        elif place is None or place.lat is None or place.lon is None:
            out["without a point"] += 1
        else:
            found.append(_row(o, toll, precision, place, place.lat, place.lon))
    _activity(found)
    return found, dict(out)


def sides(o: Occurrence) -> tuple[list[ActorInfo], list[ActorInfo]]:
    """Side a and side b: the state first, the doer first where civilians are harmed, else by name."""
    who = [a for a in o.who if a.kind != "civilian"]
    whom = [a for a in o.whom if a.kind != "civilian" and a.id not in {x.id for x in who}]
    if o.codes.ucdp == 3:
        return who, []
    if not whom and len(who) > 1 and o.type == "clash":  # both sides of a clash stand as doers
        who, whom = who[:1], who[1:]
    if o.codes.ucdp == 1:
        return (whom, who) if whom and whom[0].state and not (who and who[0].state) else (who, whom)
    return (who, whom) if not whom or (who and who[0].name <= whom[0].name) else (whom, who)


def _row(o: Occurrence, toll: Tolls, precision: int, place: PlaceInfo, lat: float, lon: float) -> Row:
    state = country(o.country)
    a, b = sides(o)
    side_a, side_b = _side(a), "Civilians" if o.codes.ucdp == 3 else _side(b)
    low, best, high = toll
    first, last = o.day_from, o.day_to
    kind = {1: "state-based", 2: "non-state", 3: "one-sided"}[o.codes.ucdp or 1]
    dates = [str(d.get("published") or d.get("reference_date") or "") for d in o.documents]
    told = zip(o.documents, dates, strict=True)
    return {
        **dict.fromkeys(COLUMNS), "id": o.number,
        "relid": f"{state.iso3 if state else 'XXX'}-{first.year if first else ''}-{o.codes.ucdp}-{o.id}",
        "year": first.year if first else None, "code_status": "", "type_of_violence": o.codes.ucdp,
        "conflict_name": f"{state.ucdp_name if state else o.country}: {kind}", "dyad_name": f"{side_a} - {side_b}",
        "side_a": side_a, "side_b": side_b, "number_of_sources": len(o.sources) or -1,
        "source_article": "; ".join(f'"{d.get("source") or ""},{day},{d.get("title") or ""}"' for d, day in told),
        "source_office": "; ".join(o.sources), "source_date": "; ".join(d for d in dates if d),
        "source_headline": "; ".join(str(d["title"]) for d in o.documents if d.get("title")), "source_original": "",
        "where_prec": where_precision(place), "where_coordinates": place.name,
        "where_description": "; ".join(p.name for p in o.where), "adm_1": place.admin1, "adm_2": place.admin2,
        "latitude": lat, "longitude": lon, "geom_wkt": f"POINT ({lon} {lat})", "priogrid_gid": priogrid(lat, lon),
        "country": state.ucdp_name if state else o.country, "country_id": int(state.gw) if state and state.gw else None,
        "region": state.ucdp_region if state else "", "event_clarity": 1 if o.days == 1 else 2,
        "date_prec": precision, "date_start": first.isoformat() if first else "",
        "date_end": last.isoformat() if last else "", **_split(o, a, b, best), "best": best, "high": high, "low": low,
        "gwnoa": _number(a), "gwnob": _number(b),
    }


def _split(o: Occurrence, a: list[ActorInfo], b: list[ActorInfo], best: int) -> dict[str, int]:
    """The dead by side: civilians where they are who is harmed, the side that is struck, else unknown."""
    of = "deaths_unknown"
    harmed = {x.id for x in o.whom}
    if o.whom and all(x.kind == "civilian" for x in o.whom):
        of = "deaths_civilians"
    elif o.type in _ONE_WAY and harmed:
        if harmed <= {x.id for x in a}:
            of = "deaths_a"
        elif harmed <= {x.id for x in b}:
            of = "deaths_b"
    return {k: best if k == of else 0 for k in ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")}


def _side(side: list[ActorInfo]) -> str:
    """Name of a side; forces of a state are its government, as UCDP has it."""
    names = []
    for actor in side:
        state = country(actor.country) if actor.state else None
        names.append(f"Government of {state.ucdp_name}" if state else actor.name)
    return ", ".join(dict.fromkeys(names))


def _number(side: list[ActorInfo]) -> int | None:
    for actor in side:
        state = country(actor.country) if actor.state else None
        if state and state.gw:
            return int(state.gw)
    return None


def _activity(found: list[Row]) -> None:
    dead: Counter[tuple[str, int]] = Counter()
    for row in found:
        dead[row["dyad_name"], row["year"]] += row["best"]
    for row in found:
        row["active_year"] = int(dead[row["dyad_name"], row["year"]] >= _ACTIVE)


def write_ucdp(bundle: Bundle, folder: Path) -> list[Table]:
    """``ucdp_ged.csv``."""
    found, out = rows(bundle)
    count = write_csv(folder / "ucdp_ged.csv", list(COLUMNS), found)
    note = "; ".join(f"{n} left out: {why}" for why, n in sorted(out.items()))
    return [Table(file="ucdp_ged.csv", name="ucdp", columns=COLUMNS, rows=count, note=note)]
