"""A table in POLECAT's 40 columns: one row for every pair of doer and recipient of an occurrence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from maydan.exports.countries import country
from maydan.exports.model import Bundle
from maydan.exports.names import ActorInfo, PlaceInfo
from maydan.exports.occurrences import Occurrence, occurrences
from maydan.exports.output import Table, write_csv
from maydan.picture.tables import Row
from maydan.tables import package_data, read_table

_SIDE = ("Name", "Country", "COW", "Primary {} Sector", "{} Sectors", "Title", "Name Raw", "Wikipedia {} ID")
_FLOATS, _INTS = ("Intensity", "Latitude", "Longitude"), ("Quad Code",)
COLUMNS: dict[str, str] = {
    name: "float" if name in _FLOATS else "int" if name in _INTS else "str"
    for name in (
        "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts",
        *((part if "{}" in part else "{} " + part).format(side) for side in ("Actor", "Recipient") for part in _SIDE),
        "Placename", "City", "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID",
        "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People", "Story Organizations",
        "Story Locations", "Language", "Version",
    )
}
_BETWEEN = ";"
_CONTEXTS = {  # contexts that the type alone implies; "military" is for forces of states and is told by the actors
    "chemical-attack": "cbrn", "displace": "territory", "handover": "territory", "capture": "territory",
    "recapture": "territory", "siege": "human_security", "starve": "human_security", "humanitarian-aid":
    "human_security", "supply-cut": "human_security", "election": "election", "kill-civilians": "human_rights",
    "meeting": "diplomatic", "negotiation-round": "diplomatic", "mediate": "diplomatic", "leave-talks": "diplomatic",
    "sanction": "economic", "aid-cut": "economic",
}
_SECTORS = {"MED": "JRN", "NGO": "NGO", "IGO": "IGO"}  # CAMEO's MED is media, PLOVER's is health


@cache
def _scores() -> dict[tuple[str, str], dict[str, str]]:
    return {(r["type"], r["mode"]): r for r in read_table(package_data("exports", "plover.tsv"))}


def rows(bundle: Bundle) -> tuple[list[Row], dict[str, int]]:
    """Rows in the order of :data:`COLUMNS`, and how many occurrences have none, by reason."""
    found: list[Row] = []
    out: Counter[str] = Counter()
    named = _named(bundle)
    for o in occurrences(bundle):
        if o.codes.plover["type"] is None:
            out["of a type that PLOVER has not"] += 1
        elif not o.who:
            out["no doer named"] += 1
        elif o.day_from is None:
            out["without a date"] += 1
        else:
            found += _rows(bundle, o, named)
    return found, dict(out)


def _rows(bundle: Bundle, o: Occurrence, named: dict[str, dict[str, str]]) -> Iterator[Row]:
    kind, mode = o.codes.plover["type"] or "", o.codes.plover["mode"] or ""
    scored = _scores().get((kind, mode)) or _scores()[kind, ""]
    place = o.place
    story = [named.get(str(d["document_id"]), {}) for d in o.documents]
    common: Row = {
        "Event Date": o.day_from.isoformat() if o.day_from else "", "Event Type": kind, "Event Mode": mode,
        "Intensity": float(scored["score"]) if scored["score"] else None, "Quad Code": int(scored["quad"]),
        "Contexts": _BETWEEN.join(_contexts(o)), **_place(place), "Source": _BETWEEN.join(o.sources),
        "Publication Date": min((str(d.get("published") or d.get("reference_date") or "") for d in o.documents),
                                default=""),
        **{f"Story {part}": _BETWEEN.join(dict.fromkeys(n for s in story for n in s.get(part, "").split(_BETWEEN) if n))
           for part in ("People", "Organizations", "Locations")},
        "Language": _BETWEEN.join(dict.fromkeys(str(d["language"]) for d in o.documents if d.get("language"))),
        "Version": f"maydan {bundle.about.reader}",
    }
    pairs: list[tuple[ActorInfo, ActorInfo | None]] = [(a, b) for a in o.who for b in o.whom if b.id != a.id]
    pairs = pairs or [(a, None) for a in o.who]
    for number, (actor, recipient) in enumerate(pairs, 1):
        yield {"Event ID": f"{o.id}-{number}", **common, **_side("Actor", actor), **_side("Recipient", recipient)}


def _contexts(o: Occurrence) -> list[str]:
    found = {_CONTEXTS[o.type]} if o.type in _CONTEXTS else set()
    if any(a.sector == "MIL" or a.kind == "state" for a in o.who) and o.codes.plover["type"] in ("ASSAULT", "MOBILIZE"):
        found.add("military")
    return sorted(found)


def sector(actor: ActorInfo) -> str:
    """PLOVER sector of an actor."""
    found = _SECTORS.get(actor.sector, actor.sector)
    return found or {"state": "GOV", "armed-group": "UAF", "civilian": "CVL", "media": "JRN", "political": "PTY",
                     "international": "IGO", "person": "CVL"}.get(actor.kind, "UNK")


def _side(side: str, actor: ActorInfo | None) -> Row:
    if actor is None:
        return {(p if "{}" in p else "{} " + p).format(side): "" for p in _SIDE}
    state = country(actor.country)
    return {
        f"{side} Name": actor.name, f"{side} Country": state.iso3 if state else "",
        f"{side} COW": state.cow if state else "", f"Primary {side} Sector": sector(actor),
        f"{side} Sectors": sector(actor), f"{side} Title": "", f"{side} Name Raw": actor.name_ar or actor.name,
        f"Wikipedia {side} ID": "",
    }


def _place(place: PlaceInfo | None) -> Row:
    if place is None:
        return {}
    geonames = place.key.removeprefix("GN") if place.key.startswith("GN") and place.key[2:].isdigit() else ""
    return {
        "Placename": place.name, "City": place.name if place.pointlike else "", "District": place.admin2,
        "Province": place.admin1, "Country": place.state.iso3 if place.state else "", "Latitude": place.lat,
        "Longitude": place.lon, "GeoNames ID": geonames, "Raw Placename": place.name_ar, "Feature Type": place.kind,
    }


def _named(bundle: Bundle) -> dict[str, dict[str, str]]:
    """Document -> the names in it, by sort."""
    found: dict[str, dict[str, list[str]]] = {}
    for row in bundle.rows("actors"):
        actor = bundle.names.actor(str(row["actor"]))
        part = "People" if actor.person else "Organizations"
        found.setdefault(str(row["document_id"]), {}).setdefault(part, []).append(actor.name)
    for row in bundle.rows("places"):
        name = bundle.names.place(str(row["place"])).name
        found.setdefault(str(row["document_id"]), {}).setdefault("Locations", []).append(name)
    return {d: {part: _BETWEEN.join(dict.fromkeys(names)) for part, names in parts.items()}
            for d, parts in found.items()}


def write_polecat(bundle: Bundle, folder: Path) -> list[Table]:
    """``polecat.tsv``: tabs between columns, no byte order mark, as POLECAT's own files."""
    found, out = rows(bundle)
    count = write_csv(folder / "polecat.tsv", list(COLUMNS), found, delimiter="\t", mark=False)
    note = "; ".join(f"{n} left out: {why}" for why, n in sorted(out.items()))
    return [Table(file="polecat.tsv", name="polecat", columns=COLUMNS, rows=count, note=note)]
