"""FollowTheMoney entities: actors, documents, places, what happened and who is tied to whom."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from maydan.exports.model import Bundle
from maydan.exports.names import ActorInfo
from maydan.exports.occurrences import Occurrence, occurrences
from maydan.exports.output import Table
from maydan.picture.tables import Row

Entity = dict[str, Any]
_LANGUAGES = {"ar": "ara", "en": "eng", "fr": "fra", "ku": "kur", "tr": "tur", "fa": "fas", "he": "heb"}
_ROLES = {"part-of": "part of", "commands": "commands", "supports-by-air": "supports by air"}


def entity_id(kind: str, key: str) -> str:
    """An id that is the same in every export, in letters that every program takes."""
    return f"maydan-{kind}-{hashlib.sha256(key.encode()).hexdigest()[:20]}"


def entities(bundle: Bundle) -> Iterator[Entity]:
    """Entities in the order: documents, places, actors, events with their evidence, ties."""
    for row in bundle.documents().values():
        yield _document(row)
    places = dict.fromkeys(str(r["place"]) for r in bundle.rows("places"))
    for key in places:
        yield _place(bundle, key)
    happened = list(occurrences(bundle))
    ties = [t for t in bundle.rows("ties") if t.get("a") and t.get("b")]
    actors = dict.fromkeys(str(r["actor"]) for r in bundle.rows("actors"))
    actors |= dict.fromkeys(a.id for o in happened for a in (*o.who, *o.whom))
    actors |= dict.fromkeys(str(t[side]) for t in ties for side in ("a", "b"))
    for key in actors:
        yield _actor(bundle.names.actor(key))
    for o in happened:
        yield from _event(o, set(places))
    for tie in ties:
        yield _tie(bundle, tie)


def _made(kind: str, schema: str, key: str, properties: dict[str, Any]) -> Entity:
    kept = {}
    for name, value in properties.items():
        values = [str(v) for v in (value if isinstance(value, (list, tuple)) else [value]) if v not in (None, "")]
        if values:
            kept[name] = list(dict.fromkeys(values))
    return {"id": entity_id(kind, key), "schema": schema, "properties": kept}


def _document(row: Row) -> Entity:
    return _made("document", "Article", str(row["document_id"]), {
        "title": row.get("title") or row.get("name"), "author": row.get("author"), "publisher": row.get("source"),
        "sourceUrl": row.get("url"), "publishedAt": (row.get("published") or row.get("reference_date") or "")[:10],
        "language": _LANGUAGES.get(str(row.get("language")), ""), "fileName": row.get("name"),
    })


def _place(bundle: Bundle, key: str) -> Entity:
    place = bundle.names.place(key)
    whole = ", ".join(p for p in (place.name, place.admin2, place.admin1) if p)
    return _made("place", "Address", key, {
        "name": [place.name, place.name_ar], "full": whole,
        "country": place.country.lower(), "latitude": place.lat, "longitude": place.lon, "state": place.admin1,
    })


def schema_of(actor: ActorInfo) -> str:
    """The schema that an actor is entered under."""
    if actor.person:
        return "Person"
    return "PublicBody" if actor.state else "Organization"


def _actor(actor: ActorInfo) -> Entity:
    return _made("actor", schema_of(actor), actor.id, {
        "name": [actor.name, actor.name_ar], "country": actor.country.lower(), "sector": actor.sector,
        "classification": actor.kind,
    })


def _event(o: Occurrence, places: set[str]) -> Iterator[Entity]:
    where = [p for p in o.where if p.key in places]
    day = [d.isoformat() for d in (o.day_from, o.day_to) if d]
    toll = [f"{of}: {n:g}" for of, n in (("killed", o.killed[1]), ("wounded", o.wounded[1])) if n is not None]
    event = _made("event", "Event", o.id, {
        "name": f"{o.type} at {o.place.name}" if o.place else o.type,
        "date": day[:1] if len(set(day)) == 1 else [], "startDate": day[:1], "endDate": day[1:],
        "location": [p.name for p in o.where], "addressEntity": [entity_id("place", p.key) for p in where],
        "country": sorted({p.country.lower() for p in o.where}),
        "involved": [entity_id("actor", a.id) for a in (*o.who, *o.whom)], "keywords": o.type,
        "summary": toll, "notes": [str(e["quote"]) for e in o.events if e.get("quote")], "sourceUrl": o.urls,
        "recordId": o.id, "publisher": o.sources,
    })
    yield event
    for row in o.documents:
        document = str(row["document_id"])
        yield _made("evidence", "Documentation", f"{o.id} {document}", {
            "document": entity_id("document", document), "entity": event["id"], "role": "report",
            "date": (row.get("published") or row.get("reference_date") or "")[:10],
        })


def _tie(bundle: Bundle, tie: Row) -> Entity:
    a, b, relation = str(tie["a"]), str(tie["b"]), str(tie["relation"])
    dates = {"startDate": tie.get("day_from"), "endDate": tie.get("day_to"), "summary": tie.get("quote"),
             "recordId": tie["record_id"], "proof": entity_id("document", str(tie["document_id"])),
             "publisher": tie.get("source")}
    member = relation == "part-of" and not bundle.names.actor(b).person
    if member:
        return _made("tie", "Membership", str(tie["record_id"]), {
            "member": entity_id("actor", a), "organization": entity_id("actor", b), "role": tie.get("status"), **dates})
    return _made("tie", "UnknownLink", str(tie["record_id"]), {
        "subject": entity_id("actor", a), "object": entity_id("actor", b),
        "role": _ROLES.get(relation, relation.replace("-", " ")), "status": tie.get("status"), **dates})


def write_ftm(bundle: Bundle, folder: Path) -> list[Table]:
    """``entities.ftm.json``: an entity a line, as ``ftm`` reads it."""
    count = 0
    with (folder / "entities.ftm.json").open("wb") as file:
        for entity in entities(bundle):
            file.write(msgspec.json.encode(entity) + b"\n")
            count += 1
    columns = {"id": "str", "schema": "str", "properties": "str"}
    return [Table(file="entities.ftm.json", name="ftm", columns=columns, rows=count)]
