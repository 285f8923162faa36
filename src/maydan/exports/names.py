"""Actors and places by id, from the theatres and, for those they do not know, from the documents themselves."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from maydan.exports.countries import Country, country
from maydan.picture.tables import Row
from maydan.theatre.model import PlaceEntry, TheatreData

_STATE_SECTORS = {"GOV", "MIL", "COP", "SPY", "JUD", "LEG"}
_SETTLED = ("town", "village", "neighbourhood", "airport", "base", "crossing", "port", "oilfield")


class ActorInfo(msgspec.Struct, frozen=True, kw_only=True):
    """An actor: ``sector`` PLOVER's, ``country`` ISO 3166 alpha-2; ``person``: one person; ``known``: in a theatre."""

    id: str
    name_en: str = ""
    name_ar: str = ""
    kind: str = "other"
    sector: str = ""
    country: str = ""
    side: str = ""
    body: str = ""
    person: bool = False
    known: bool = False

    @property
    def name(self) -> str:
        """English name, else the Arabic, else the id without its prefix."""
        return self.name_en or self.name_ar or self.id.split(":", 1)[-1].replace("-", " ")

    @property
    def state(self) -> bool:
        """Whether it acts for a state."""
        return self.kind == "state" or (self.sector in _STATE_SECTORS and self.kind != "civilian")


class PlaceInfo(msgspec.Struct, frozen=True, kw_only=True):
    """A place: degrees WGS 84, ``radius_km`` the uncertainty; ``admin1`` to ``admin3`` names of its divisions."""

    key: str
    name_en: str = ""
    name_ar: str = ""
    kind: str = "other"
    lat: float | None = None
    lon: float | None = None
    radius_km: float = 1.0
    admin1: str = ""
    admin2: str = ""
    admin3: str = ""
    country: str = ""

    @property
    def name(self) -> str:
        """English name, else the Arabic, else the key."""
        return self.name_en or self.name_ar or self.key

    @property
    def pointlike(self) -> bool:
        """Whether its point is that of a named settlement or site."""
        return self.kind in _SETTLED and self.radius_km <= 5

    @property
    def state(self) -> Country | None:
        """The country it lies in."""
        return country(self.country)


class Names:
    """Looks up what ids stand for."""

    def __init__(self, tables: Mapping[str, Sequence[Row]], theatres: Iterable[TheatreData] = ()) -> None:
        self.theatres = list(theatres)
        self._actors = {str(r["actor"]): r for r in reversed(tables.get("actors", ()))}
        self._places = {str(r["place"]): r for r in reversed(tables.get("places", ()))}
        self._known_actors: dict[str, ActorInfo] = {}
        self._known_places: dict[str, PlaceInfo] = {}
        self._divisions: dict[tuple[str, str, str], PlaceEntry] = {}
        for data in self.theatres:
            for entry in data.places.values():
                if entry.kind in ("province", "district", "subdistrict"):
                    for name in (entry.name_ar, *entry.names, entry.name_en):
                        self._divisions.setdefault((entry.country, entry.kind, _bare(name)), entry)

    def actor(self, actor_id: str) -> ActorInfo:
        """What is known of an actor; an unknown id is named by itself."""
        if actor_id not in self._known_actors:
            self._known_actors[actor_id] = self._actor(actor_id)
        return self._known_actors[actor_id]

    def _actor(self, actor_id: str) -> ActorInfo:
        row = self._actors.get(actor_id, {})
        for data in self.theatres:
            if (person := data.persons.get(actor_id)) is not None:
                body = self.actor(person.actor) if person.actor else ActorInfo(id="")
                return ActorInfo(
                    id=actor_id, name_en=person.name_en, name_ar=person.name_ar, kind="person", sector=body.sector,
                    country=body.country, side=body.side, body=person.actor, person=True, known=True,
                )
            if (entry := data.actors.get(actor_id)) is not None:
                return ActorInfo(
                    id=actor_id, name_en=entry.name_en, name_ar=entry.name_ar, kind=entry.kind, sector=entry.sector,
                    country=entry.country, side=entry.side, person=entry.kind == "person", known=True,
                )
        person_id = actor_id.startswith("person:") or row.get("kind") == "person"
        return ActorInfo(
            id=actor_id, name_en=row.get("name_en") or "", name_ar=row.get("name_ar") or "",
            kind=row.get("kind") or ("person" if person_id else "other"), person=person_id,
        )

    def private(self, actor_id: str) -> bool:
        """Whether the id is that of a person whom no theatre lists as public."""
        info = self.actor(actor_id)
        return info.person and not info.known

    def place(self, key: str) -> PlaceInfo:
        """What is known of a place."""
        if key not in self._known_places:
            self._known_places[key] = self._place(key)
        return self._known_places[key]

    def _place(self, key: str) -> PlaceInfo:
        row = self._places.get(key, {})
        entry = self.entry(key)
        return PlaceInfo(
            key=key, name_en=row.get("name_en") or (entry.name_en if entry else ""),
            name_ar=row.get("name_ar") or (entry.name_ar if entry else ""),
            kind=row.get("kind") or (entry.kind if entry else "other"),
            lat=row["lat"] if row else entry.lat if entry else None,
            lon=row["lon"] if row else entry.lon if entry else None,
            radius_km=row.get("radius_km") or (entry.prec_km if entry else 1.0),
            admin1=self._division(entry, 1) or row.get("admin1") or "", admin2=self._division(entry, 2),
            admin3=self._division(entry, 3), country=row.get("country") or (entry.country if entry else ""),
        )

    def entry(self, key: str) -> PlaceEntry | None:
        """The gazetteer's row of a place."""
        for data in self.theatres:
            if (entry := data.places.get(key)) is not None:
                return entry
        return None

    def division(self, state: str, kind: str, name: str) -> PlaceEntry | None:
        """The gazetteer's row of a province or district by name."""
        return self._divisions.get((state, kind, _bare(name)))

    def _division(self, entry: PlaceEntry | None, level: int) -> str:
        """English name of a division where the gazetteer has one."""
        if entry is None:
            return ""
        if entry.kind == ("province", "district", "subdistrict")[level - 1]:
            return entry.name_en or entry.name_ar
        name = (entry.admin1, entry.admin2, entry.admin3)[level - 1]
        found = self.division(entry.country, ("province", "district", "subdistrict")[level - 1], name) if name else None
        return (found.name_en or name) if found else name

    def public_persons(self, ids: Iterable[str]) -> list[ActorInfo]:
        """Those of the ids that are listed persons, by name."""
        found = [info for i in set(ids) if (info := self.actor(i)).person and info.known]
        return sorted(found, key=lambda info: info.name)


def _bare(name: str) -> str:
    return name.replace("محافظة ", "").replace("منطقة ", "").strip().casefold()
