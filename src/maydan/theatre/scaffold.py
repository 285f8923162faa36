"""The empty folder of a new theatre."""

from __future__ import annotations

from pathlib import Path

from maydan.errors import TheatreError

COLUMNS: dict[str, tuple[str, ...]] = {
    "actors": (
        "id", "kind", "name_ar", "aliases_ar", "weak_aliases_ar", "name_en", "aliases_en", "nisba", "nisba_plural",
        "parent", "side", "army", "air", "government", "sector", "country", "from", "to", "note",
    ),
    "persons": (
        "id", "name_ar", "aliases_ar", "weak_aliases_ar", "name_en", "aliases_en", "actor", "born_country", "note",
    ),
    "offices": ("person", "office_ar", "office_en", "actor", "from", "to"),
    "places": (
        "id", "name_ar", "alt_ar", "weak_ar", "name_en", "alt_en", "kind", "lat", "lon", "admin1", "admin2", "admin3",
        "country", "population", "prec_km", "common", "source", "note",
    ),
    "events": ("id", "kind", "name_ar", "aliases_ar", "name_en", "start", "end", "place", "actors", "note", "source"),
    "areas": ("id", "name_ar", "alt_ar", "name_en", "kind", "lat", "lon", "radius_km", "parent", "note"),
}

_SETTINGS = """\
name: {name}
title_ar: ""
title_en: {name}
extends: [{extends}]
country: null       # ISO 3166 code of the country the conflict is in
bbox: null          # [west, south, east, north] in degrees
signals: []         # names and words whose presence in a text speaks for this theatre
attribution: []     # where facts come from, one line each
"""


def new_theatre(folder: Path, extends: str) -> list[str]:
    """Write theatre.yaml and the empty tables; returns the file names.

    Raises:
        TheatreError: the folder holds something already, or its name is no plain word.
    """
    if not folder.name.isidentifier():
        raise TheatreError(f"{folder.name!r} is no name for a theatre", "use letters, digits and _")
    if folder.exists() and any(folder.iterdir()):
        raise TheatreError(f"{folder} holds files already", "give a new or empty folder")
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "theatre.yaml").write_text(_SETTINGS.format(name=folder.name, extends=extends), encoding="utf-8")
    for table, columns in COLUMNS.items():
        (folder / f"{table}.tsv").write_text("\t".join(columns) + "\n", encoding="utf-8")
    return ["theatre.yaml", *(f"{table}.tsv" for table in COLUMNS)]
