"""One gazetteer row while it is being put together, and reading and writing of the tables."""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING

import msgspec

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

COLUMNS = (
    "id", "name_ar", "alt_ar", "weak_ar", "name_en", "alt_en", "kind", "lat", "lon", "admin1", "admin2", "admin3",
    "country", "population", "prec_km", "common", "source", "note",
)
KIND = {
    "border_crossing": "crossing", "internal_crossing": "crossing", "airbase": "airport", "military_base": "base",
    "naval_base": "base", "oil_gas": "oilfield", "hill": "mountain", "area": "region", "locality": "other",
    "landmark": "other", "power": "other", "industry": "other", "bridge": "other", "hospital": "other",
}


class Place(msgspec.Struct):
    """A place with all its names.

    Attributes:
        name: the commonest Arabic name.
        alt: further Arabic names as sources or authors write them.
        weak: Arabic names to be matched only behind a word that says what kind of place it is.
        latin: English name; ``alt_latin`` the further ones.
        weight: "" to let evidence decide, else "plain", "common" or "weak", set by hand.
    """

    id: str
    name: str
    kind: str
    lat: float
    lon: float
    alt: list[str] = []
    weak: list[str] = []
    latin: str = ""
    alt_latin: list[str] = []
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    country: str = "SY"
    population: int | None = None
    prec_km: float = 2.0
    common: bool = False
    source: str = ""
    note: str = ""
    weight: str = ""

    def names(self) -> list[str]:
        """The name and the others, without the weak ones."""
        return [self.name, *self.alt]


def read_rows(path: Path, delimiter: str = ",") -> list[dict[str, str]]:
    """All rows of a CSV (or TSV) file with its header, cells stripped."""
    with path.open(encoding="utf-8", newline="") as handle:
        if delimiter == "\t":
            lines = [line.rstrip("\r\n").split("\t") for line in handle if line.strip()]
            width = len(lines[0])
            return [dict(zip(lines[0], (cells + [""] * width)[:width], strict=True)) for cells in lines[1:]]
        return [{k: (v or "").strip() for k, v in row.items() if k} for row in csv.DictReader(handle)]


def split_cell(cell: str) -> list[str]:
    """The values of a cell in which ``|`` separates several."""
    return [part.strip() for part in cell.split("|") if part.strip()]


def seat(name: str) -> str:
    """An administrative unit's name without the word for its centre ("مركز اعزاز" is Azaz)."""
    for word in ("مركز ", "مركز", "مدينة "):
        if name.startswith(word) and len(name) > len(word) + 2:
            return name[len(word):]
    return name


def from_source(row: dict[str, str], country: str = "SY") -> Place:
    """A place from one row of the collected lists."""
    source = row.get("source", "")
    cell_prec, cell_population = row.get("prec_km", ""), row.get("population", "")
    kind = KIND.get(row["kind"], row["kind"])
    town = 4.0 if kind == "city" else 2.0 if kind == "town" else 1.5
    return Place(
        id=row["id"], name=row["name_ar"], kind=kind, lat=float(row["lat"]), lon=float(row["lon"]),
        alt=[part for cell in split_cell(row["alt_ar"]) for part in split_cell(cell.replace("_", "|"))],
        weak=split_cell(row.get("weak_ar", "")), latin=row["name_en"], alt_latin=split_cell(row["alt_en"]),
        admin1=seat(row.get("admin1", "")), admin2=seat(row.get("admin2", "")), admin3=seat(row.get("admin3", "")),
        country=row.get("country") or country, population=int(cell_population) if cell_population else None,
        prec_km=float(cell_prec) if cell_prec else town if "cod" in source else town + 1.0,
        source=source, note=row.get("note", ""), weight=row.get("weight", ""),
    )


def kilometres(a: Place, b: Place) -> float:
    """Distance over a sphere, good to half a percent at these latitudes."""
    x = (b.lon - a.lon) * math.cos(math.radians((a.lat + b.lat) / 2))
    return math.hypot(x, b.lat - a.lat) * 111.2


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def write_places(path: Path, places: Iterable[Place]) -> int:
    """Write the theatre's table, sorted by id; returns the number of rows."""
    lines = ["\t".join(COLUMNS)]
    for p in sorted(places, key=lambda p: p.id):
        cells = (
            p.id, p.name, "|".join(p.alt), "|".join(p.weak), p.latin, "|".join(p.alt_latin), p.kind, _number(p.lat),
            _number(p.lon), p.admin1, p.admin2, p.admin3, p.country, str(p.population or ""), _number(p.prec_km),
            str(int(p.common)), p.source, p.note,
        )
        lines.append("\t".join(cell.replace("\t", " ") for cell in cells))
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return len(lines) - 1
