"""Theatre folders to :class:`~maydan.theatre.model.TheatreData`.

A theatre that extends others takes all their rows; a row of its own with the same id adds its names to theirs
and overrides the cells that it fills.
"""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
import yaml

from maydan.errors import TheatreError
from maydan.theatre.model import ActorEntry, Area, DatedEvent, Office, PersonEntry, PlaceEntry, TheatreData
from maydan.theatre.tables import Row, package_data, read_table, values

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_SAFE: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Entry = TypeVar("Entry", ActorEntry, PersonEntry, PlaceEntry, DatedEvent, Area)


def folder_of(theatre: str | Path) -> Traversable | Path:
    """The folder of a theatre given by name (packaged) or by path.

    Raises:
        TheatreError: there is none.
    """
    path = Path(theatre)
    if (path / "theatre.yaml").is_file():
        return path
    packaged = package_data("theatres", str(theatre))
    if str(theatre).isidentifier() and packaged.joinpath("theatre.yaml").is_file():
        return packaged
    known = ", ".join(packaged_theatres())
    raise TheatreError(f"no theatre {str(theatre)!r}", f"known: {known}; or give the path of a theatre's folder")


def packaged_theatres() -> list[str]:
    """Names of the theatres shipped with the package."""
    root = package_data("theatres")
    return sorted(d.name for d in root.iterdir() if d.joinpath("theatre.yaml").is_file())


def layers_of(theatre: str | Path, _seen: tuple[str, ...] = ()) -> list[Traversable | Path]:
    """Folders that make up a theatre, the base first."""
    folder = folder_of(theatre)
    if folder.name in _seen:
        raise TheatreError(f"theatre {folder.name!r} extends itself", "mend `extends` in theatre.yaml")
    found: list[Traversable | Path] = []
    for base in _settings(folder).get("extends") or []:
        found += [f for f in layers_of(str(base), (*_seen, folder.name)) if str(f) not in {str(g) for g in found}]
    return [*found, folder]


def signals_of(theatre: str | Path) -> tuple[str, ...]:
    """Words and names whose presence speaks for a theatre (its own, not those of its bases)."""
    return tuple(str(s) for s in _settings(folder_of(theatre)).get("signals") or ())


def fingerprint(theatre: str | Path) -> str:
    """A hash of all data files of a theatre and its bases, 16 hex digits."""
    digest = hashlib.sha256()
    for folder in layers_of(theatre):
        for file in sorted((f for f in folder.iterdir() if f.name.endswith((".tsv", ".yaml"))), key=lambda f: f.name):
            digest.update(file.name.encode() + file.read_bytes())
    return digest.hexdigest()[:16]


def load(theatre: str | Path) -> TheatreData:
    """Read a theatre and its bases from their tables (no cache)."""
    folders = layers_of(theatre)
    settings = _settings(folders[-1])
    data = TheatreData(
        name=str(settings.get("name") or folders[-1].name),
        title_ar=str(settings.get("title_ar") or ""), title_en=str(settings.get("title_en") or ""),
        country=str(settings.get("country") or ""),
        bbox=_box(settings.get("bbox")),
        signals=tuple(str(s) for s in settings.get("signals") or ()),
        version=fingerprint(theatre), layers=tuple(f.name for f in folders),
        actors={}, persons={}, places={}, events={}, areas={},
    )
    offices: list[Office] = []
    attribution: list[str] = []
    for folder in folders:
        attribution += [str(a) for a in _settings(folder).get("attribution") or () if str(a) not in attribution]
        for row in _rows(folder, "actors"):
            _merge(data.actors, _actor(row))
        for row in _rows(folder, "persons"):
            _merge(data.persons, _person(row))
        offices += [_office(row) for row in _rows(folder, "offices")]
        for table in ("places", "neighbours", "places_added"):
            for row in _rows(folder, table):
                _merge(data.places, _place(row, folder.name))
        for row in _rows(folder, "events"):
            _merge(data.events, _event(row))
        for row in _rows(folder, "areas"):
            _merge(data.areas, _area(row))
    data.offices, data.attribution = tuple(offices), tuple(attribution)
    return data


def _settings(folder: Traversable | Path) -> dict[str, list[object] | str | None]:
    try:
        loaded = yaml.load(folder.joinpath("theatre.yaml").read_text(encoding="utf-8"), _SAFE)
    except yaml.YAMLError as error:
        raise TheatreError(f"{folder.name}/theatre.yaml cannot be read: {error}", "mend the YAML") from error
    if not isinstance(loaded, dict):
        raise TheatreError(f"{folder.name}/theatre.yaml holds no settings", "see docs/theatres.md")
    return loaded


def _box(cell: list[object] | str | None) -> tuple[float, float, float, float] | None:
    if not isinstance(cell, list) or len(cell) != 4:
        return None
    west, south, east, north = (float(str(c)) for c in cell)
    return west, south, east, north


def _rows(folder: Traversable | Path, table: str) -> list[Row]:
    file = folder.joinpath(f"{table}.tsv")
    return read_table(file) if file.is_file() else []


def _merge(entries: dict[str, Entry], new: Entry) -> None:
    old = entries.get(new.id)
    if old is None:
        entries[new.id] = new
        return
    changes: dict[str, object] = {}
    for field in new.__struct_fields__:
        mine: object = getattr(new, field)
        theirs: object = getattr(old, field)
        if isinstance(mine, tuple) and isinstance(theirs, tuple):
            changes[field] = tuple(dict.fromkeys(mine + theirs))
        else:
            changes[field] = mine if mine not in ("", None) else theirs
    entries[new.id] = msgspec.structs.replace(old, **changes)


def _names(row: Row, *columns: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(v for c in columns for v in values(row.get(c, ""))))


def _number(row: Row, column: str) -> float | None:
    cell = row.get(column, "")
    try:
        return float(cell) if cell else None
    except ValueError:
        raise TheatreError(f"row {row.get('id')!r}: {column} is {cell!r}", "write a number") from None


def _actor(row: Row) -> ActorEntry:
    return ActorEntry(
        id=row["id"], kind=row.get("kind", ""), name_ar=row.get("name_ar", ""), name_en=row.get("name_en", ""),
        names=_names(row, "name_ar", "aliases_ar"), weak_names=_names(row, "weak_aliases_ar"),
        names_en=_names(row, "name_en", "aliases_en"), nisba=_names(row, "nisba"),
        nisba_plural=_names(row, "nisba_plural"), capitals=_names(row, "capital_ar"),
        metonyms=_names(row, "metonyms_ar"), parent=row.get("parent", ""), side=row.get("side", ""),
        army=row.get("army", ""), air=row.get("air", ""), government=row.get("government", ""),
        sector=row.get("sector", ""), country=row.get("country", ""), since=row.get("from", ""),
        until=row.get("to", ""), note=row.get("note", ""),
    )


def _person(row: Row) -> PersonEntry:
    return PersonEntry(
        id=row["id"], name_ar=row.get("name_ar", ""), name_en=row.get("name_en", ""),
        names=_names(row, "name_ar", "aliases_ar"), weak_names=_names(row, "weak_aliases_ar"),
        names_en=_names(row, "name_en", "aliases_en"), actor=row.get("actor", ""), note=row.get("note", ""),
    )


def _office(row: Row) -> Office:
    return Office(
        person=row["person"], office_ar=row.get("office_ar", ""), office_en=row.get("office_en", ""),
        actor=row.get("actor", ""), since=row.get("from", ""), until=row.get("to", ""),
    )


def _place(row: Row, theatre: str) -> PlaceEntry:
    return PlaceEntry(
        id=row["id"], name_ar=row.get("name_ar", ""), name_en=row.get("name_en", ""), kind=row.get("kind", "other"),
        lat=_number(row, "lat"), lon=_number(row, "lon"), names=_names(row, "name_ar", "alt_ar"),
        weak_names=_names(row, "weak_ar"), names_en=_names(row, "name_en", "alt_en"), admin1=row.get("admin1", ""),
        admin2=row.get("admin2", ""), admin3=row.get("admin3", ""), country=row.get("country", ""),
        population=int(_number(row, "population") or 0), prec_km=_number(row, "prec_km") or 1.0,
        common=row.get("common") == "1", theatre=theatre,
    )


def _event(row: Row) -> DatedEvent:
    return DatedEvent(
        id=row["id"], kind=row.get("kind", ""), name_ar=row.get("name_ar", ""), name_en=row.get("name_en", ""),
        names=_names(row, "name_ar", "aliases_ar"), start=row.get("start", ""), end=row.get("end", ""),
        place=row.get("place", ""), actors=_names(row, "actors"),
    )


def _area(row: Row) -> Area:
    return Area(
        id=row["id"], name_ar=row.get("name_ar", ""), name_en=row.get("name_en", ""), kind=row.get("kind", "other"),
        lat=_number(row, "lat"), lon=_number(row, "lon"), radius_km=_number(row, "radius_km") or 20.0,
        names=_names(row, "name_ar", "alt_ar"), parent=row.get("parent", ""),
    )
