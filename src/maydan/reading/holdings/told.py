"""Holdings told by who runs, besieges, occupies or uses a place.

Y التي تديرها X; Y المحاصرة من قبل X; الأرض المحتلة من قبل X; تتخذ X من Y مقرا.

What the patterns of :mod:`maydan.reading.holdings.states` share with these stands here too: bases that a state's
adjective tells (قاعدة Y الأميركية), and the actors that only such an adjective names.
"""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.holdings.chart import Chart
from maydan.reading.holdings.words import HoldingWord
from maydan.records.mentions import Actor

_RELATIVE = frozenset(("التي", "الذي", "اللتين", "اللتان"))
_BY = frozenset(("قبل", "جانب", "طرف"))
_WHOLLY = frozenset(("بالكامل", "تماما", "كليا", "حاليا"))
_BODIES = frozenset(("armed-group", "alliance", "political", "state"))
_FIGHTERS = frozenset(("armed-group", "alliance"))
_ON_IT = frozenset(("عليه", "عليها", "عليهما"))
_SEATS = frozenset(("مقرا", "معقلا", "قاعده", "مركزا", "منطلقا", "ثكنه", "حصنا", "مقرات", "نقطه"))
_OF_IT = frozenset(("منه", "منها"))
_SEAT = 5  # tokens between a place, or who takes it, and what it serves as
_NEAR = 3
_SUBJECT = 25
_BASES = frozenset(("base", "airport"))
_BASE_WORDS = ("قاعد", "مطار", "معسكر", "نقطه", "ثكن", "القاعد", "المطار")
_SWAY = frozenset(("السيطره", "للسيطره", "النفوذ", "للنفوذ", "والسيطره", "والنفوذ"))  # of a state's adjective
_POSITIONS = frozenset(("مواقع", "مقرات", "مقار", "حواجز", "نقاط", "تجمعات", "قواعد"))


def is_base(key: str) -> bool:
    """Whether a form names a base, an airfield or a post."""
    return key.lstrip("وبل").startswith(_BASE_WORDS)


class Told:
    """Patterns of :class:`maydan.reading.holdings.states.States`, by the name of their rows."""

    context: Context
    chart: Chart
    sides: dict[str, str]

    def _add(
        self, owners: list[Mention], places: list[Mention], row: HoldingWord, i: int, s: Sentence, rule: str,
    ) -> None:
        raise NotImplementedError

    def _ruled(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y التي تديرها X, Y الذي يحكمه X."""
        tokens = self.context.tokens
        owner = self.chart.actor_after(i + 1, s, 1)
        if owner is None or owner.pro or i == s.first or tokens[i - 1].key not in _RELATIVE or (
                self.sides.get(owner.ref) not in _BODIES):
            return
        places = [p for p in self.chart.place_before(i - 1, s, _NEAR) if self.chart.kinds.get(p.ref) != "country"]
        self._add(self.chart.coordinated(owner), places, row, i, s, "ruled")

    def _occupies(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """تحتل X مدينة Y; X تحتل Y."""
        behind = self.chart.actor_after(i + 1, s, 1)
        owner = behind if behind is not None and not behind.pro else self.chart.actor_before(i, s, 1)
        if owner is None or owner.pro[-1:] in ("ب", "ل") or self.sides.get(owner.ref) not in _BODIES:
            return
        places = self.chart.places_after(owner.last if owner is behind else i + 1, s, 1)
        if places and not places[0].pro and self.context.tokens[places[0].first - 1].key not in ("في", "علي"):
            self._add(self.chart.coordinated(owner) if owner is behind else [owner], places, row, i, s, "verb")

    def _control_by(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y مسيطر عليها من قبل X."""
        tokens = self.context.tokens
        if i + 3 >= s.last or tokens[i + 1].key not in _ON_IT or tokens[i + 2].key != "من":
            return
        owner = self.chart.actor_after(i + 3 + (tokens[i + 3].key in _BY), s, 1)
        if owner is not None and not owner.pro and self.sides.get(owner.ref) in _BODIES:
            self._add(self.chart.coordinated(owner), self.chart.place_before(i, s, _NEAR), row, i, s, "by-whom")

    def _by_whom(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """Y المحاصرة من قبل X; باتت Y محاصرة من X; Y المحتل من قبل X."""
        tokens = self.context.tokens
        at = i + 1
        while at < s.last and tokens[at].key in _WHOLLY:
            at += 1
        if at + 1 >= s.last or tokens[at].key != "من":
            return
        at += 1 + (tokens[at + 1].key in _BY)
        owner = self.chart.actor_after(at, s, 1)
        if owner is None or owner.pro or owner.ref.startswith("person:"):
            return
        places = self.chart.place_before(i, s, _NEAR)
        if row.change == "encircles":
            places = [p for p in places if self.chart.kinds.get(p.ref) != "country"]
        self._add(self.chart.coordinated(owner), places, row, i, s, "by-whom")

    def _seat(self, i: int, row: HoldingWord, s: Sentence) -> None:
        """تتخذ X من Y مقرا لها; Y الذي تتخذه X قاعدة: of those who bear arms."""
        tokens = self.context.tokens
        glued = tokens[i].key.endswith(("ه", "ها"))
        behind = self.chart.actor_after(i + 1, s, 1)
        if glued:
            relative = i > s.first and tokens[i - 1].key in _RELATIVE
            places = self.chart.place_before(i, s, _NEAR) if relative else []
            owner = behind or (self.chart.subject_before(places[0].first, s, _SUBJECT) if places else None)
            last = behind.last if behind is not None else i + 1
        else:
            owner = behind or self.chart.actor_before(i, s, 2)
            at = behind.last if behind is not None else i + 1
            places = self.chart.places_after(at + 1, s, 2) if at < s.last and tokens[at].key == "من" else []
            last = places[-1].last if places else at
            if not places and i > s.first and tokens[i - 1].key in _RELATIVE:  # Y الذي تتخذ X من جزء منه مقرا
                last = next((j + 1 for j in range(at, min(at + _SEAT, s.last)) if tokens[j].key in _OF_IT), last)
                places = self.chart.place_before(i - 1, s, _NEAR) if last > at else []
        if owner is None or owner.pro[-1:] in ("ب", "ل") or not places or not self._bears_arms(owner):
            return
        if any(t.key in _SEATS for t in tokens[last:min(last + _SEAT, s.last)]):
            self._add(self.chart.coordinated(owner), places, row, i, s, "seat")

    def _bears_arms(self, owner: Mention) -> bool:
        """Whether an armed body, or a state's forces and not its offices, are named."""
        actor = self.context.theatre.data.actors.get(owner.ref)
        words = self.context.tokens[owner.first:owner.last]
        return self.sides.get(owner.ref) in _FIGHTERS or (actor is not None and actor.army == owner.ref) or any(
            t.key.lstrip("ول").startswith(("قوات", "القوات", "جيش", "الجيش")) for t in words)

    def _base(self, i: int, owner: Mention) -> Mention | None:
        """The base at token ``i`` whose name a state's adjective closes (قاعدة التنف الأميركية), or stands in."""
        if not is_base(self.context.tokens[i].key):
            return None
        for place in self.chart.places:
            if place.first > i + 1:
                return None
            if place.last > i and (place.last == owner.first or place.first <= owner.first < place.last) and (
                    place.first <= i or self.chart.kinds.get(place.ref) in _BASES):
                return place
        return None

    def _listed(self, i: int, owners: list[Mention]) -> None:
        """Enter those among the actors whom only an adjective beside a base, sway or positions abroad names."""
        context, tokens = self.context, self.context.tokens
        actors = context.theatre.data.actors
        for owner in owners:
            if not owner.generic or owner.ref in self.sides or owner.ref not in actors:
                continue
            entry = actors[owner.ref]
            abroad = bool(entry.country) and entry.country != context.focus
            if is_base(tokens[i].key) or (abroad and owner.first == i + 1 and tokens[i].key in _POSITIONS) or (
                    tokens[i].key in _SWAY):
                self.sides[owner.ref] = entry.kind
                context.actors.append(Actor(
                    text=context.text[owner.start:owner.end], id=owner.ref,
                    kind=entry.kind, name_en=entry.name_en,  # type: ignore[arg-type]
                    mentions=((owner.start, owner.end),), rule="actor.state-at-base", confidence=0.7))
