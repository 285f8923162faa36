"""Whether the data of a theatre or lexicon hold together: every problem found, in one line each."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from maydan.arabic.fold import fold
from maydan.errors import TheatreError
from maydan.records.vocabulary import PLACE_KINDS
from maydan.theatre.load import folder_of, layers_of
from maydan.theatre.outlines import credits_of, features, layers_in
from maydan.theatre.tables import Row, read_table, values

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_FORBIDDEN = {
    "presentation form": re.compile("[\ufb50-\ufdff\ufe70-\ufefc]"),
    "tatweel": re.compile("\u0640"),
    "vowel mark": re.compile("[\u064b-\u0652\u0670]"),
    "invisible mark": re.compile("[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]"),
}
_VOCALISED = frozenset(("verb", "vocalised", "past", "present", "passive", "root"))  # columns that keep vowel marks
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_ACTOR_KINDS = frozenset((
    "state", "armed-group", "alliance", "political", "international", "person", "civilian", "media", "other",
))
GAZETTEER_KINDS = frozenset((
    *PLACE_KINDS, "subdistrict", "city", "camp", "lake", "mountain", "dam", "prison", "region", "desert", "island",
    "road", "sea", "hospital", "square", "front", "governorate",
))


class Problem(msgspec.Struct, frozen=True):
    """One thing wrong: the file, the row's first cell, and what."""

    file: str
    row: str
    what: str

    def __str__(self) -> str:
        return f"{self.file}: {self.row}: {self.what}" if self.row else f"{self.file}: {self.what}"


def check_table(file: Traversable | Path) -> tuple[list[Row], list[Problem]]:
    """Rows of a table, and what is wrong with its letters, order and ids."""
    try:
        rows = read_table(file)
    except (TheatreError, UnicodeDecodeError) as error:
        return [], [Problem(file.name, "", str(error))]
    return rows, list(_letters(file.name, rows))


def _letters(name: str, rows: list[Row]) -> Iterator[Problem]:
    first = ""
    for row in rows:
        key = next(iter(row.values()))
        for column, cell in row.items():
            if unicodedata.normalize("NFC", cell) != cell:
                yield Problem(name, key, f"{column} is not in NFC")
            for what, pattern in _FORBIDDEN.items():
                if pattern.search(cell) and not (what == "vowel mark" and column in _VOCALISED):
                    yield Problem(name, key, f"{column} holds a {what}")
        if key < first:
            yield Problem(name, key, f"stands after {first!r}: sort the rows by the first column")
        first = max(first, key)


def check_theatre(theatre: str | Path) -> list[Problem]:
    """Everything wrong with a theatre's own tables, its bases taken as given."""
    found: list[Problem] = []
    known: dict[str, set[str]] = {"actors": set(), "persons": set(), "places": set()}
    tables: dict[str, list[Row]] = {}
    layers = layers_of(theatre)
    own = folder_of(theatre)
    for folder in layers:
        for table in ("actors", "persons", "offices", "places", "neighbours", "places_added", "events", "areas"):
            file = folder.joinpath(f"{table}.tsv")
            if not file.is_file():
                continue
            rows, problems = check_table(file)
            if folder.name == own.name:
                found += problems
                tables[table] = rows
            group = "places" if table in ("neighbours", "places_added", "areas") else table
            if group in known:
                known[group] |= {row.get("id", "") for row in rows}
    found += _ids(tables)
    found += _actors(tables.get("actors", []), known["actors"])
    for row in tables.get("persons", []):
        if not row.get("id", "").startswith("person:"):
            found.append(Problem("persons.tsv", row.get("id", ""), "a person's id starts with person:"))
        found += _reference("persons.tsv", row, "actor", known["actors"])
    for row in tables.get("offices", []):
        found += _reference("offices.tsv", row, "person", known["persons"])
        found += _reference("offices.tsv", row, "actor", known["actors"])
        found += _dates("offices.tsv", row, "from", "to")
    for table in ("places", "neighbours", "places_added"):
        for row in tables.get(table, []):
            found += _place(f"{table}.tsv", row)
    for row in tables.get("events", []):
        found += _dates("events.tsv", row, "start", "end")
        if not row.get("start"):
            found.append(Problem("events.tsv", row.get("id", ""), "no start"))
    found += _clashes(tables)
    for kind in layers_in(own):
        try:
            listed = features(own.joinpath("geo", f"{kind}.geojson").read_bytes(), kind, own.name)
        except TheatreError as error:
            found.append(Problem(f"geo/{kind}.geojson", "", str(error)))
            continue
        for number, feature in enumerate(listed, 1):
            for place in (feature.get("properties") or {}).get("places") or ():
                if place not in known["places"]:
                    found.append(Problem(f"geo/{kind}.geojson", str(number), f"place {place!r} is no known id"))
    if layers_in(own) and not credits_of(own):
        found.append(Problem("geo/ATTRIBUTION.txt", "", "says nobody: name where the outlines come from"))
    return found


def _ids(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    for table, rows in tables.items():
        if table == "offices":
            continue
        seen: set[str] = set()
        for row in rows:
            ident = row.get("id", "")
            if not ident or ident in seen:
                yield Problem(f"{table}.tsv", ident, "no id" if not ident else "the id stands twice")
            seen.add(ident)


def _actors(rows: list[Row], known: set[str]) -> Iterator[Problem]:
    for row in rows:
        if row.get("kind") and row["kind"] not in _ACTOR_KINDS:
            yield Problem("actors.tsv", row["id"], f"unknown kind {row['kind']!r}")
        for column in ("parent", "army", "air", "government"):
            yield from _reference("actors.tsv", row, column, known)
        yield from _dates("actors.tsv", row, "from", "to")


def _reference(file: str, row: Row, column: str, known: set[str]) -> Iterator[Problem]:
    cell = row.get(column, "")
    if cell and cell not in known:
        yield Problem(file, next(iter(row.values())), f"{column} {cell!r} is no known id")


def _dates(file: str, row: Row, *columns: str) -> Iterator[Problem]:
    for column in columns:
        cell = row.get(column, "")
        if cell and not _DATE.fullmatch(cell):
            yield Problem(file, next(iter(row.values())), f"{column} {cell!r} is not YYYY, YYYY-MM or YYYY-MM-DD")
    first, last = (row.get(c, "") for c in columns)
    if first and last and last < first[: len(last)]:
        yield Problem(file, next(iter(row.values())), f"ends ({last}) before it starts ({first})")


def _place(file: str, row: Row) -> Iterator[Problem]:
    if row.get("kind") not in GAZETTEER_KINDS:
        yield Problem(file, row.get("id", ""), f"unknown kind {row.get('kind')!r}")
    try:
        lat, lon = float(row.get("lat") or 0), float(row.get("lon") or 0)
    except ValueError:
        yield Problem(file, row.get("id", ""), "lat or lon is no number")
        return
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        yield Problem(file, row.get("id", ""), "lat or lon is outside the world")


def _clashes(tables: dict[str, list[Row]]) -> Iterator[Problem]:
    """Two bodies or persons that claim one strong name: one of them must have it as a weak name."""
    owner: dict[str, tuple[str, str]] = {}
    for table in ("actors", "persons"):
        for row in tables.get(table, []):
            for name in (row.get("name_ar", ""), *values(row.get("aliases_ar", ""))):
                key = fold(name)
                if not key:
                    continue
                other = owner.setdefault(key, (table, row.get("id", "")))
                if other[1] != row.get("id", "") and "same name" not in row.get("note", ""):
                    yield Problem(f"{table}.tsv", row.get("id", ""), f"{name!r} is also a name of {other[1]}")
