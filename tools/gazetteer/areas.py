"""Named quarters without a boundary of their own: "ريف حلب الشمالي", "شرق حماة", "ريف منبج".

A quarter of a province is taken as its listed settlements that lie in that direction from the capital. The
settlements nearer to the capital weigh more, since the press means the near end first; settlements rather than
ground, so that empty desert does not pull the centre away from where people live.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, NamedTuple

from gazetteer.place import Place, kilometres, split_cell

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = ("id", "name_ar", "alt_ar", "name_en", "kind", "lat", "lon", "radius_km", "parent", "note")
NEAR_KM, FADE_KM, TOWN_FADE_KM, FEW = 3.0, 45.0, 10.0, 5
RULE = "settlements in this direction from the capital, nearer ones weighing more"


class Side(NamedTuple):
    """A direction: code, bearing in degrees, half width of its sector, English, Arabic adjective and adverbs."""

    code: str
    bearing: float
    half: float
    english: str
    adjective: str
    adverbs: tuple[str, ...]


SIDES = (
    Side("N", 0, 55, "Northern", "الشمالي", ("شمال", "شمالي")),
    Side("S", 180, 55, "Southern", "الجنوبي", ("جنوب", "جنوبي")),
    Side("E", 90, 55, "Eastern", "الشرقي", ("شرق", "شرقي")),
    Side("W", 270, 55, "Western", "الغربي", ("غرب", "غربي")),
    Side("NE", 45, 32, "Northeastern", "الشمالي الشرقي", ("شمال شرق", "شمالي شرق", "شمال شرقي", "شمالي شرقي")),
    Side("NW", 315, 32, "Northwestern", "الشمالي الغربي", ("شمال غرب", "شمالي غرب", "شمال غربي", "شمالي غربي")),
    Side("SE", 135, 32, "Southeastern", "الجنوبي الشرقي", ("جنوب شرق", "جنوبي شرق", "جنوب شرقي", "جنوبي شرقي")),
    Side("SW", 225, 32, "Southwestern", "الجنوبي الغربي", ("جنوب غرب", "جنوبي غرب", "جنوب غربي", "جنوبي غربي")),
)


class Area(NamedTuple):
    """A row of the areas table."""

    id: str
    name: str
    alt: tuple[str, ...]
    latin: str
    kind: str
    lat: float
    lon: float
    radius_km: float
    parent: str
    note: str


def bearing(a: Place, b: Place) -> float:
    """Direction from one place to another, degrees clockwise from north."""
    east = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.degrees(math.atan2(east, b.lat - a.lat)) % 360


def centre_of(
    centre: Place, settled: Iterable[Place], side: Side | None, fade: float
) -> tuple[float, float, float] | None:
    """Latitude, longitude and radius of the settlements on one side of a centre, None when there are hardly any."""
    weighted = []
    for place in settled:
        apart = kilometres(centre, place)
        turn = 0.0 if side is None else abs((bearing(centre, place) - side.bearing + 180) % 360 - 180)
        if apart >= NEAR_KM and (side is None or turn <= side.half):
            weighted.append((math.exp(-apart / fade), place))
    if len(weighted) < FEW:
        return None
    total = sum(w for w, _ in weighted)
    lat = sum(w * p.lat for w, p in weighted) / total
    lon = sum(w * p.lon for w, p in weighted) / total
    middle = Place("", "", "", lat, lon)
    spread = math.sqrt(sum(w * kilometres(middle, p) ** 2 for w, p in weighted) / total)
    return lat, lon, max(spread, 5.0)


def countryside(name: str, side: Side | None, province: bool) -> tuple[str, ...]:
    """Ways to write the countryside of a place, or one side of it, the commonest first.

    A province's side is also meant by "شمال حلب"; for a town such words tell where a single place lies.
    """
    owned = f"ل{name}" if not name.startswith("ال") else f"ل{name[2:]}" if name[2] == "ل" else f"لل{name[2:]}"
    if side is None:
        forms = [f"ريف {name}", f"ريفي {name}", f"أرياف {name}", f"ريف مدينة {name}", f"أقصى ريف {name}"]
        return (*forms, f"ريف محافظة {name}", f"الريف {owned}") if province else tuple(forms)
    adj = side.adjective
    plural = " ".join(f"{word}ة" for word in adj.split())
    forms = [f"ريف {name} {adj}", f"ريفي {name} {adj}", f"أرياف {name} {plural}", f"ريف مدينة {name} {adj}"]
    forms += [f"الريف {adj} {owned}", f"الريف {adj} لمدينة {name}", f"الريف {adj} من {name}"]
    forms += [f"القطاع {adj} من ريف {name}", f"أقصى ريف {name} {adj}"]
    if province:
        forms += [f"ريف محافظة {name} {adj}", f"الريف {adj} لمحافظة {name}", f"الريف {adj} من محافظة {name}"]
        forms += [f"أقصى {side.adverbs[0]} {name}"]
        forms += [f"{adverb} {rest}" for adverb in side.adverbs for rest in (name, f"محافظة {name}")]
    return (*forms, *(f"{adverb} ريف {name}" for adverb in side.adverbs))


def quarters(
    unit: str, names: tuple[str, ...], latin: str, centre: Place, settled: list[Place], province: bool, whole: bool
) -> list[Area]:
    """The countryside of a province or of a town, and its sides.

    Args:
        unit: code that the areas' ids begin with, and their parent.
        names: Arabic names of the province or town.
        latin: its English name.
        centre: its capital.
        settled: the settlements to go by.
        province: a province has eight sides and a wide reach, a town four and a short one.
        whole: whether the countryside as a whole is wanted too.
    """
    made = []
    fade, sides = (FADE_KM, SIDES) if province else (TOWN_FADE_KM, SIDES[:4])
    for side in (*((None,) if whole else ()), *sides):
        found = centre_of(centre, settled, side, fade)
        if found is None:
            continue
        forms = [form for name in names for form in countryside(name, side, province)]
        made.append(Area(
            f"{unit}-{side.code if side else 'R'}", forms[0], tuple(dict.fromkeys(forms[1:])),
            f"{side.english} {latin} countryside" if side else f"{latin} countryside",
            "countryside", *found, unit, RULE,
        ))
    return made


def authored(rows: Iterable[dict[str, str]]) -> list[Area]:
    """Areas placed by hand."""
    return [
        Area(r["id"], r["name_ar"], tuple(split_cell(r["alt_ar"])), r["name_en"], r["kind"], float(r["lat"]),
             float(r["lon"]), float(r["radius_km"]), r["parent"], r["note"])
        for r in rows
    ]


def write_areas(path: Path, areas: Iterable[Area]) -> int:
    """Write the table of areas, sorted by id; returns the number of rows."""
    lines = ["\t".join(COLUMNS)]
    for a in sorted(areas, key=lambda a: a.id):
        cells = (a.id, a.name, "|".join(a.alt), a.latin, a.kind, f"{a.lat:.3f}", f"{a.lon:.3f}", f"{a.radius_km:.0f}",
                 a.parent, a.note)
        lines.append("\t".join(cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1
