"""One thing that happened, as tables of events want it: an incident, or an event where nothing was merged."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import msgspec

from maydan.exports.model import Bundle
from maydan.exports.names import ActorInfo, PlaceInfo
from maydan.picture.tables import Row
from maydan.reading.mapping import Codes, map_event

REAL = ("happened", "ongoing")


class Occurrence(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, with everything that the tables of researchers ask of it.

    Attributes:
        id: of the incident, or of the record. number: the same as an integer below 2**48.
        events: rows of the records that tell it, the surest first.
        who, whom: actors, most often named first. place: the sharpest of ``where``.
        day_from, day_to: the span of days in which it lies; inferred: only from when the documents were written.
        sources: names of those who tell it; urls: where.
    """

    id: str
    number: int
    type: str
    weapon: str
    codes: Codes
    events: list[Row]
    documents: list[Row]
    who: list[ActorInfo]
    whom: list[ActorInfo]
    where: list[PlaceInfo]
    place: PlaceInfo | None
    day_from: date | None
    day_to: date | None
    inferred: bool
    killed: tuple[float | None, float | None, float | None]
    wounded: tuple[float | None, float | None, float | None]
    sources: list[str]
    urls: list[str]

    @property
    def days(self) -> int | None:
        """Length of the span, days; None where it is open."""
        return (self.day_to - self.day_from).days + 1 if self.day_from and self.day_to else None

    @property
    def middle(self) -> date | None:
        """The day in the middle of the span."""
        return self.day_from + timedelta(days=(self.days - 1) // 2) if self.day_from and self.days else None

    @property
    def country(self) -> str:
        """ISO code of the country it happened in: of its place, else of the places of its documents."""
        return self.place.country if self.place else ""

    @property
    def words(self) -> str:
        """The words of the surest record, "" where they were left out."""
        return next((str(e["quote"]) for e in self.events if e.get("quote")), "")


def occurrences(bundle: Bundle) -> Iterator[Occurrence]:
    """Every incident, or every event that happened where the bundle has no incidents; by first day."""
    by_id = {str(e["record_id"]): e for e in bundle.rows("events")}
    if "incidents" in bundle.tables:
        members: dict[str, list[Row]] = defaultdict(list)
        for m in bundle.rows("members"):
            if m.get("stance") != "denies" and (event := by_id.get(str(m["record_id"]))) is not None:
                members[str(m["incident_id"])].append(event)
        wholes = [(str(i["incident_id"]), i, members[str(i["incident_id"])]) for i in bundle.rows("incidents")]
    else:
        wholes = [(key, e, [e]) for key, e in by_id.items() if e.get("status") in REAL]
    documents = bundle.documents()
    for key, row, events in sorted(wholes, key=lambda w: (w[1].get("day_from") or "9999", w[0])):
        yield _one(bundle, key, row, sorted(events, key=lambda e: -(e.get("confidence") or 0)), documents)


def _one(bundle: Bundle, key: str, row: Row, events: Sequence[Row], documents: dict[str, Row]) -> Occurrence:
    names = bundle.names
    weapon = Counter(str(e["weapon"]) for e in events if e.get("weapon") and e["type"] == row["type"])
    kind = weapon.most_common(1)[0][0] if weapon else str(row.get("weapon") or "")
    who, whom = list(row.get("who") or ()), list(row.get("whom") or ())
    where = [names.place(str(k)) for k in row.get("where") or ()]
    told = [d for k in dict.fromkeys(str(e["document_id"]) for e in events) if (d := documents.get(k))]
    first, last = _day(row.get("day_from")), _day(row.get("day_to"))
    return Occurrence(
        id=key, number=_number(key), type=str(row["type"]), weapon=kind,
        codes=map_event(str(row["type"]), who, whom, kind or None), events=list(events), documents=told,
        who=[names.actor(a) for a in who], whom=[names.actor(a) for a in whom], where=where,
        place=_sharpest(where), day_from=first, day_to=last,
        inferred=bool(events) and all(bool(e.get("day_inferred")) for e in events),
        killed=_toll(row, "killed"), wounded=_toll(row, "wounded"),
        sources=list(dict.fromkeys(str(d["source"]) for d in told if d.get("source"))),
        urls=list(dict.fromkeys(str(d["url"]) for d in told if d.get("url"))),
    )


def _sharpest(where: Sequence[PlaceInfo]) -> PlaceInfo | None:
    located = [p for p in where if p.lat is not None]
    return min(located, key=lambda p: p.radius_km, default=where[0] if where else None)


def _toll(row: Row, of: str) -> tuple[float | None, float | None, float | None]:
    return row.get(f"{of}_low"), row.get(f"{of}_best"), row.get(f"{of}_high")


def _day(day: str | None) -> date | None:
    return date.fromisoformat(day) if day else None


def _number(key: str) -> int:
    """An id as an integer that fits where tables want one."""
    digits = "".join(c for c in key if c in "0123456789abcdef")
    return int(digits[:12] or "0", 16)
