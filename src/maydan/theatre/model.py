"""What a theatre holds, as types."""

from __future__ import annotations

import msgspec


class ActorEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A known body: state, army, faction, organisation, outlet.

    ``names`` are matched everywhere; ``weak_names`` only with support from the document. ``nisba`` holds base
    adjectives without article (روسي), ``nisba_plural`` their broken plurals (روس). ``army``, ``air`` and
    ``government`` are the ids that "the army of", "the aircraft of" and "the government of" mean.
    """

    id: str
    kind: str
    name_ar: str
    name_en: str
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    nisba: tuple[str, ...] = ()
    nisba_plural: tuple[str, ...] = ()
    capitals: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    parent: str = ""
    side: str = ""
    army: str = ""
    air: str = ""
    government: str = ""
    sector: str = ""
    country: str = ""
    since: str = ""
    until: str = ""
    note: str = ""


class PersonEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A public person and the body that he or she belongs to."""

    id: str
    name_ar: str
    name_en: str
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    actor: str = ""
    note: str = ""


class Office(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A person's office over time; ``since`` and ``until`` are YYYY, YYYY-MM or YYYY-MM-DD."""

    person: str
    office_ar: str
    office_en: str
    actor: str
    since: str = ""
    until: str = ""


class PlaceEntry(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A place of the gazetteer. ``common``: the name is also an everyday word and needs support from the context."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    lat: float | None = None
    lon: float | None = None
    names: tuple[str, ...] = ()
    weak_names: tuple[str, ...] = ()
    names_en: tuple[str, ...] = ()
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    country: str = ""
    population: int = 0
    prec_km: float = 1.0
    common: bool = False
    theatre: str = ""


class DatedEvent(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """An event of the public record to which texts anchor times; ``start`` and ``end`` are dates, end may be ""."""

    id: str
    kind: str
    name_ar: str
    name_en: str
    names: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    place: str = ""
    actors: tuple[str, ...] = ()


class Area(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A compound area with its own geometry (the northern countryside of a province, the east of a river)."""

    id: str
    name_ar: str
    name_en: str
    kind: str
    lat: float | None
    lon: float | None
    radius_km: float
    names: tuple[str, ...] = ()
    parent: str = ""


class TheatreData(msgspec.Struct, kw_only=True):
    """A theatre with all that it extends, merged."""

    name: str
    title_ar: str = ""
    title_en: str = ""
    country: str = ""
    bbox: tuple[float, float, float, float] | None = None
    signals: tuple[str, ...] = ()
    attribution: tuple[str, ...] = ()
    version: str = ""
    layers: tuple[str, ...] = ()
    actors: dict[str, ActorEntry] = {}
    persons: dict[str, PersonEntry] = {}
    offices: tuple[Office, ...] = ()
    places: dict[str, PlaceEntry] = {}
    events: dict[str, DatedEvent] = {}
    areas: dict[str, Area] = {}
