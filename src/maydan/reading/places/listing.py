"""From spots to the places of a document, each once, and to mentions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from maydan.reading.context import Mention
from maydan.reading.places.fit import SITES
from maydan.reading.places.spot import Spot
from maydan.reading.places.spot import meant as refers_to
from maydan.reading.places.words import heads
from maydan.records.mentions import Candidate, Place

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.records.vocabulary import PlaceKind


_ALONE = frozenset({"town", "village"})


class Listing:
    """Merges the spots that mean the same place and writes the records."""

    def __init__(self, context: Context, spots: list[Spot]) -> None:
        self.context, self.spots = context, spots

    def run(self) -> None:
        """Fill ``context.places`` and ``context.mentions``."""
        merged: dict[tuple[object, ...], dict[int, Spot]] = {}
        spans: dict[tuple[object, ...], set[tuple[int, int]]] = {}
        words: dict[tuple[object, ...], tuple[int, int]] = {}
        listed: set[tuple[object, ...]] = set()
        for spot in self.spots:
            meant = refers_to(spot)
            if not meant.kind or meant.weak:
                continue
            key = identity(meant)
            merged.setdefault(key, {})[id(meant)] = meant
            own = meant if spot.relation not in ("", "again", "site") else spot
            spans.setdefault(key, set()).add((self._start(own), own.end))
            if own is not meant and own.relation != "again" and meant.shared:
                words.setdefault(key, (self._start(own), own.end))
            if meant.listed and spot.relation != "again":
                listed.add(key)
        names: set[str] = set()
        refs: dict[tuple[object, ...], str] = {}
        for key, group in merged.items():
            if key in listed:
                place = self._place(list(group.values()), spans[key], words.get(key), names)
                names.add(place.name_en)
                refs[key] = place.name_en
                self.context.places.append(place)
        self._mention(refs)

    def _fullness(self, spot: Spot) -> tuple[bool, bool, int, int, int]:
        """What makes one mention a fuller form than another: words, not quotation marks."""
        words = sum(1 for t in self.context.tokens[spot.first: spot.last] if t.word.kind != "punct")
        return spot.listed, not spot.shared, words, spot.end - spot.start, -spot.start

    def _start(self, spot: Spot) -> int:
        """Code point at which the words for one place begin: behind a type word that stands for several settlements."""
        tokens = self.context.tokens
        if not spot.shared or spot.group < 0 or spot.hint not in _ALONE or spot.last - spot.first < 2:
            return spot.start
        head = heads(tokens[spot.first].word)
        if head is None or head.type is None or head.type.number == "one":
            return spot.start
        at = spot.first + 1
        return tokens[at + (tokens[at].word.kind == "punct" and at + 1 < spot.last)].start

    def _mention(self, refs: dict[tuple[object, ...], str]) -> None:
        """Mentions of the outermost stretches, none overlapping."""
        taken = -1
        for spot in sorted(self.spots, key=lambda s: (s.first, -s.last)):
            meant = refers_to(spot)
            ref = refs.get(identity(meant)) if meant.kind and not meant.weak else None
            if ref is None or spot.inner or spot.first < taken:
                continue
            taken = spot.last
            self.context.mentions.append(Mention("place", spot.first, spot.last, spot.start, spot.end, ref, spot.pro))
        self.context.mentions.sort(key=lambda m: m.start)

    def _place(
        self, group: list[Spot], spans: set[tuple[int, int]], alone: tuple[int, int] | None, names: set[str],
    ) -> Place:
        """The record of one place; ``alone``: a mention of it that shares no type word with other places."""
        best = max(group, key=self._fullness)
        text = self.context.text
        start, end = alone if alone is not None and best.shared else (self._start(best), best.end)
        name = best.name_en or text[best.start:best.end]
        if name in names:
            for extra in (best.kind, *(str(n) for n in range(2, len(names) + 3))):
                if f"{name} ({extra})" not in names:
                    name = f"{name} ({extra})"
                    break
        entry = best.entry if not best.relation else None
        return Place(
            text=text[start:end], name_en=name, kind=cast("PlaceKind", best.kind), lat=_rounded(best.lat),
            lon=_rounded(best.lon), mentions=tuple(sorted(spans)),
            gazetteer_id=entry.id if entry is not None else None, country=best.country, relation=_relation(best),
            base=tuple(b.entry.id if b.entry is not None else b.name_en for b in best.bases),
            radius_km=round(best.radius, 1), confidence=_confidence(best), rule=best.rule,
            candidates=tuple(
                Candidate(id=s.entry.id, name=s.entry.name_en, score=round(s.total, 2), why=s.why)
                for s in best.scores[:5]
            ),
        )


def identity(spot: Spot) -> tuple[object, ...]:
    """What two spots share when they mean the same place."""
    if spot.relation == "site":
        return ("site", spot.hint, spot.key)
    if spot.relation and spot.relation != "country":
        relation = "countryside" if spot.rule == "side-countryside" else spot.relation
        return (relation, spot.side, spot.name_en)
    if spot.entry is not None:
        return ("row", spot.entry.id)
    return ("name", spot.key, spot.hint if spot.hint in SITES else "")


def _relation(spot: Spot) -> str:
    relation = "countryside" if spot.rule == "side-countryside" else spot.relation
    return f"{relation}-{spot.side}" if relation and spot.side else relation


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _confidence(spot: Spot) -> float:
    if spot.relation:
        return 0.8
    if spot.entry is None:
        return 0.6
    if len(spot.scores) > 1:
        lead = spot.scores[0].total - spot.scores[1].total
        return round(min(0.95, 0.6 + 0.1 * max(0.0, lead)), 2)
    return 0.92
