"""From a model's answer to records: only what stands in the text letter for letter, known words, known ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar, get_args

import msgspec

from maydan.reading.llm.endpoint import Usage
from maydan.records import Actor, Event, Figure, Holding, Outlook, Place, Reading, Saying, Tie, Time
from maydan.records.vocabulary import ActorKind

Item = dict[str, Any]
R = TypeVar("R")

UNMEASURED = 0.5  # confidence of a record of a model whose answers nobody has measured
_ACTOR_KINDS = frozenset(get_args(ActorKind))


class Keeper:
    """Turns the lists of one answer into records of a piece of text that starts at ``offset`` of its document."""

    def __init__(self, text: str, piece: tuple[int, int], rule: str, usage: Usage) -> None:
        self.text, self.rule, self.usage = text, rule, usage
        self.first, self.last = piece
        self.actors: dict[str, Actor] = {}
        self.places: dict[str, Place] = {}

    def reading(self, answer: Item) -> Reading:
        """All records of an answer that hold."""
        for item in _items(answer, "actors"):
            self._actor(item)
        for item in _items(answer, "places"):
            self._place(item)
        return Reading(
            doc="", actors=tuple(self.actors.values()), places=tuple(self.places.values()),
            times=self._all(answer, "times", self._time), figures=self._all(answer, "figures", self._figure),
            events=self._all(answer, "events", self._event), holdings=self._all(answer, "holdings", self._holding),
            ties=self._all(answer, "ties", self._tie), sayings=self._all(answer, "sayings", self._saying),
            outlooks=self._all(answer, "outlooks", self._outlook),
        )

    def _all(self, answer: Item, kind: str, make: Callable[[Item], R | None]) -> tuple[R, ...]:
        kept = []
        for item in _items(answer, kind):
            record = None
            try:
                record = make(item)
            except (msgspec.ValidationError, TypeError, ValueError, KeyError):
                self.usage.problems.append(f"{kind}: a record of the wrong shape")
            if record is None:
                self.usage.dropped += 1
            else:
                self.usage.kept += 1
                kept.append(record)
        return tuple(kept)

    # -- words ----------------------------------------------------------------------------------------------------

    def _find(self, words: Any, within: tuple[int, int] | None = None) -> tuple[int, int] | None:
        """Where words stand in the piece, letter for letter; None where they do not."""
        if not isinstance(words, str) or not words.strip():
            return None
        first, last = within or (self.first, self.last)
        at = self.text.find(words, first, last)
        return (at, at + len(words)) if at >= 0 else None

    def _mentions(self, words: str) -> tuple[tuple[int, int], ...]:
        found, at = [], self.text.find(words, self.first, self.last)
        while at >= 0:
            found.append((at, at + len(words)))
            at = self.text.find(words, at + len(words), self.last)
        return tuple(found)

    def _actor(self, item: Item) -> None:
        ident, words = item.get("id"), item.get("text")
        if not isinstance(ident, str) or not ident or self._find(words) is None:
            self.usage.dropped += 1
            return
        kind = item.get("kind") if item.get("kind") in _ACTOR_KINDS else "other"
        self.usage.kept += 1
        self.actors.setdefault(ident, msgspec.convert({
            "text": words, "id": ident, "kind": kind, "mentions": self._mentions(str(words)), "rule": self.rule,
            "confidence": UNMEASURED}, Actor))

    def _place(self, item: Item) -> None:
        name, words = item.get("name_en"), item.get("text")
        if not isinstance(name, str) or not name or self._find(words) is None:
            self.usage.dropped += 1
            return
        lat, lon = item.get("lat"), item.get("lon")
        inside = all(isinstance(x, (int, float)) for x in (lat, lon)) and abs(lat or 0) <= 90 and abs(lon or 0) <= 180
        try:
            place = msgspec.convert({
                "text": words, "name_en": name, "kind": item.get("kind"), "lat": lat if inside else None,
                "lon": lon if inside else None, "mentions": self._mentions(str(words)), "rule": self.rule,
                "confidence": UNMEASURED, "radius_km": 10.0}, Place, strict=False)
        except msgspec.ValidationError:
            self.usage.dropped += 1
            return
        self.usage.kept += 1
        self.places.setdefault(name, place)

    def _span(self, item: Item, field: str = "quote") -> Item | None:
        at = self._find(item.get(field))
        return None if at is None else {"start": at[0], "end": at[1], "quote": item[field], "rule": self.rule,
                                        "confidence": UNMEASURED}

    def _known(self, ident: Any) -> str | None:
        return ident if isinstance(ident, str) and ident in self.actors else None

    # -- records --------------------------------------------------------------------------------------------------

    def _time(self, item: Item) -> Time | None:
        span = self._span(item, "text")
        if span is None:
            return None
        return msgspec.convert(
            {**span, "text": item["text"], "type": item["type"], "value": item.get("value")}, Time)

    def _figure(self, item: Item) -> Figure | None:
        clause = self._find(item.get("quote"))
        at = self._find(item.get("text"), clause) or self._find(item.get("text"))
        if at is None:
            return None
        return msgspec.convert({
            "text": item["text"], "start": at[0], "end": at[1], "value": item.get("value"), "of": item["of"],
            "unit": item.get("unit") or "", "rule": self.rule, "confidence": UNMEASURED}, Figure)

    def _event(self, item: Item) -> Event | None:
        span = self._span(item)
        slots = {slot: [a for a in item.get(slot) or [] if a in self.actors] for slot in ("who", "whom")}
        if span is None or not (slots["who"] or slots["whom"]):
            return None
        where = [p for p in item.get("where") or [] if p in self.places]
        return msgspec.convert({**span, **slots, "type": item["type"], "where": where, "when": item.get("when"),
                                "status": item["status"]}, Event)

    def _holding(self, item: Item) -> Holding | None:
        span, place = self._span(item), item.get("place")
        if span is None or place not in self.places:
            return None
        return msgspec.convert({**span, "holder": self._known(item.get("holder")), "place": place,
                                "change": item["change"], "from": self._known(item.get("from")),
                                "when": item.get("when"), "status": item["status"]}, Holding)

    def _tie(self, item: Item) -> Tie | None:
        span, a, b = self._span(item), self._known(item.get("a")), self._known(item.get("b"))
        if span is None or a is None or b is None or a == b:
            return None
        return msgspec.convert({**span, "a": a, "relation": item["relation"], "b": b, "status": item["status"]}, Tie)

    def _saying(self, item: Item) -> Saying | None:
        span, speaker = self._span(item), self._known(item.get("speaker"))
        if span is None or speaker is None:
            return None
        return msgspec.convert({**span, "speaker": speaker, "verb": item["verb"], "kind": item["kind"]}, Saying)

    def _outlook(self, item: Item) -> Outlook | None:
        span = self._span(item)
        by = "author" if item.get("by") == "author" else self._known(item.get("by"))
        status = {"aim": "planned", "forecast": "forecast"}.get(item.get("kind") or "", "conditional")
        if span is None:
            return None
        return msgspec.convert({
            **span, "kind": item["kind"], "by": by, "about": item.get("about") or "", "status": status,
            "polarity": None if item["kind"] == "aim" else item.get("polarity")}, Outlook)


def _items(answer: Item, kind: str) -> Iterable[Item]:
    found = answer.get(kind)
    return [item for item in found if isinstance(item, dict)] if isinstance(found, list) else []
