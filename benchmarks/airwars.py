"""Readings and incidents beside incident records that other people made from the same documents.

    python benchmarks/airwars.py DOCUMENTS LINKS

DOCUMENTS is a JSON Lines file (gzip or not) with ``id``, ``text``, ``title``, ``source``, ``url`` and ``date``; LINKS a
CSV file that ties them to incidents of Airwars: ``scale_id``, ``incident_code``, ``incident_date``, ``lat``, ``lon``,
``belligerent`` and the ranges ``civ_killed_min`` .. ``civ_injured_max``. Documents of several incidents are left out.

Slots are scored on readings that were told no date; merging works on readings that were told the incident's day as the
day of publication, for that is what a newsroom's archive would say.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from maydan.intake import documents as intake
from maydan.picture.classes import HARM
from maydan.picture.copies import copies
from maydan.picture.duck import Duck
from maydan.picture.incidents import incidents
from maydan.picture.kin import packaged_kin
from maydan.picture.tables import Tables, flatten
from maydan.reading.reader import read_document
from maydan.records.document import Document, SetAside
from maydan.records.vocabulary import EVENT_GROUPS

Row = dict[str, Any]
VIOLENCE = HARM | set(EVENT_GROUPS["fire"])
BELLIGERENTS = {
    "Russian Military": "russia", "Turkish Military": "turkey", "U.S.-led Coalition": "us-coalition", "YPG": "ypg",
    "Israeli Military": "israel", "Iranian Military": "iran", "Jordanian Military": "jordan",
    "Syrian Democratic Forces": "sdf", "Syrian Regime": "syr-gov", "Kurdish Forces": "ypg",
}
# The records name a body more widely or more narrowly than the reports do.
SAME = {"ypg": {"sdf"}, "us-coalition": {"usa"}, "iran": {"iran-militia", "irgc"}, "syr-gov": {"syr-army"}}
NEAR_KM = 10.0


class Linked(NamedTuple):
    """A document, its incident's record, and what was read without and with a day of publication."""

    link: Row
    document: Document
    undated: Tables
    dated: Tables


def linked(corpus: Path, links: Path) -> Iterator[Linked]:
    """Documents that one incident is tied to, read twice."""
    records: dict[str, list[Row]] = defaultdict(list)
    with links.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            records[row["scale_id"]].append(row)
    sole = {k: rows[0] for k, rows in records.items() if len({r["incident_code"] for r in rows}) == 1}
    content = gzip.decompress(corpus.read_bytes()) if corpus.suffix == ".gz" else corpus.read_bytes()
    wanted = {row["id"]: row for row in map(json.loads, content.splitlines()) if row["id"] in sole}
    with tempfile.TemporaryDirectory() as folder:
        bare = Path(folder) / "linked.jsonl"
        kept = ("id", "title", "text", "source", "url")
        bare.write_text("".join(json.dumps({k: r[k] for k in kept}, ensure_ascii=False) + "\n"
                                for r in wanted.values()), encoding="utf-8")
        for document in intake([bare]):
            if isinstance(document, SetAside):
                continue
            told = msgspec.structs.replace(document, published=wanted[document.name]["date"], published_kind="given")
            undated = flatten(document, read_document(document, theatre="syria"))
            yield Linked(sole[document.name], document, undated, flatten(told, read_document(told, theatre="syria")))


def violent(tables: Tables) -> list[Row]:
    """Attacks and casualties that a document says have happened."""
    return [e for e in tables["events"] if e["type"] in VIOLENCE and e["status"] in ("happened", "ongoing")]


def slots(item: Linked) -> dict[str, bool | None]:
    """Which slots of the incident's record some event of the document bears; None where the record has none."""
    link, events = item.link, violent(item.undated)
    points = {p["place"]: (p["lat"], p["lon"]) for p in item.undated["places"] if p["lat"] is not None}
    found: dict[str, bool | None] = dict.fromkeys(("place", "belligerent", "toll", "day"))
    if link["lat"]:
        here = float(link["lat"]), float(link["lon"])
        found["place"] = any(_km(here, points[w]) <= NEAR_KM for e in events for w in e["where"] if w in points)
    if link["belligerent"]:
        kin = packaged_kin()
        names = {BELLIGERENTS[b.strip()] for b in link["belligerent"].split(",") if b.strip() in BELLIGERENTS}
        names |= {other for n in names for other in SAME.get(n, ())}
        found["belligerent"] = any(names & kin.bodies(a) for e in events for a in e["who"])
    ranges = [(of, float(link[f"civ_{column}_min"] or 0), float(link[f"civ_{column}_max"]))
              for of, column in (("killed", "killed"), ("wounded", "injured")) if float(link[f"civ_{column}_max"] or 0)]
    if ranges:
        found["toll"] = any(e[f"{of}_best"] is not None and low <= e[f"{of}_best"] <= high
                            for e in events for of, low, high in ranges)
    own = [e for e in events if e["day_from"] and e["day_from"] == e["day_to"]]
    if own:
        day = date.fromisoformat(link["incident_date"])
        found["day"] = any(abs((date.fromisoformat(e["day_from"]) - day).days) <= 1 for e in own)
    return found


def _km(a: tuple[float, float], b: tuple[float, float]) -> float:
    north, east = math.radians(b[0] - a[0]), math.radians(b[1] - a[1]) * math.cos(math.radians(a[0]))
    return 6371.0 * math.hypot(north, east)


def merged(items: list[Linked]) -> tuple[tuple[int, int], tuple[int, int]]:
    """(joined, all) pairs of documents of one incident, (apart, all) pairs of documents of different incidents."""
    events = [e for i in items for e in i.dated["events"]]
    places: dict[str, Row] = {}
    for item in items:
        for place in item.dated["places"]:
            places.setdefault(place["place"], place)
    originals = copies((i.document.document_id, i.link["incident_date"], i.document.text) for i in items)
    _, members, _ = incidents(events, places, Duck(), originals=originals)
    told = {e["record_id"] for i in items for e in violent(i.dated)}
    inside: dict[str, set[str]] = defaultdict(set)
    for member in members:
        if member["record_id"] in told:
            inside[member["document_id"]].add(member["incident_id"])
    joined = one = apart = different = 0
    for a, b in combinations([i for i in items if inside[i.document.document_id]], 2):
        together = bool(inside[a.document.document_id] & inside[b.document.document_id])
        if a.link["incident_code"] == b.link["incident_code"]:
            one, joined = one + 1, joined + together
        else:
            different, apart = different + 1, apart + (not together)
    return (joined, one), (apart, different)


def main() -> None:
    """Print the measures as a table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("documents", type=Path)
    parser.add_argument("links", type=Path)
    given = parser.parse_args()
    items = list(linked(given.documents, given.links))
    scored = [slots(i) for i in items]
    located = [s for s in scored if s["place"] is not None]
    three = ("place", "belligerent", "toll")
    rows = [(name, [s[key] for s in located if s[key] is not None]) for name, key in (
        (f"place within {NEAR_KM:g} km", "place"), ("belligerent", "belligerent"), ("toll inside the range", "toll"))]
    rows.append(("all three", [all(s[k] is not False for k in three) for s in located]))
    rows.append(("day within one, of texts that date themselves", [s["day"] for s in scored if s["day"] is not None]))
    (joined, one), (apart, different) = merged(items)
    print("| measure | right | of | share |\n|---|---|---|---|")
    for name, values in rows:
        print(f"| {name} | {sum(map(bool, values))} | {len(values)} | {sum(map(bool, values)) / len(values):.3f} |")
    print(f"| pairs of one incident joined | {joined} | {one} | {joined / one:.3f} |")
    print(f"| pairs of different incidents kept apart | {apart} | {different} | {apart / different:.4f} |")


if __name__ == "__main__":
    main()
