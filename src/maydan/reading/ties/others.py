"""Ties that nouns of support, words of being made of or joining, deeds and labels state."""

from __future__ import annotations

from bisect import bisect_left

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Mention
from maydan.reading.ties.deeds import deed
from maydan.reading.ties.help import Noun, helping
from maydan.reading.ties.labels import label
from maydan.reading.ties.members import membership
from maydan.reading.ties.sides import Sides

AIR = frozenset(("جوي", "جويا", "الجوي", "طيران", "طائرات", "مقاتلات", "بطائرات", "الطيران", "الطائرات", "جوا",
                 "بمقاتلات", "بطيران"))
NOT = frozenset(("لا", "لم", "لن", "ليس", "ليست", "ولا", "ولم", "ولن", "دون", "غير"))
_DENIED_BACK = 4  # tokens between a negation and what is denied
_STILL = frozenset(("تزال", "يزال", "يزالون", "زال", "زالت", "سيما", "شك", "بد", "فقط"))
_CHARGE_BACK = 10  # tokens between a charge and what is joined to it
_BODIES = frozenset(("armed-group", "alliance", "state", "political"))
_WHOLES = frozenset(("armed-group", "alliance", "political", "international", "other"))
_PARTS = frozenset(("armed-group", "alliance", "political", "state", "other"))
_HAVE_MEN = frozenset(("armed-group", "alliance", "political", "other"))


class Others(Sides):
    """Ties of :class:`maydan.reading.ties.find` that no row of the lexicon states."""

    def _add(
        self, relation: str, a: Mention, b: Mention, i: int, stop: int, s: Sentence, rule: str = "",
        span: tuple[int, int] | None = None,
    ) -> bool:
        raise NotImplementedError

    def _supporter(self, j: int, s: Sentence, reach: int) -> Mention | None:
        """The first actor from token ``j`` on, or the country right behind من that stands for its state."""
        place = self.grounds.get(j) if self.context.tokens[j - 1].key == "من" else None
        return self._adopted(place) if place is not None else self._after(j, s, reach)

    def _legitimacy(self, i: int, s: Sentence) -> bool:
        """Make the tie that the name of an alliance tells (تحالف دعم الشرعية)."""
        context, tokens = self.context, self.context.tokens
        if i + 1 >= s.last or tokens[i + 1].key != "الشرعيه":
            return False
        k = bisect_left(self.firsts, i + 1) - 1
        alliance = self.actors[k] if k >= 0 and self.actors[k].first >= s.first else None
        if alliance is None or self.kinds.get(alliance.ref) != "alliance" or i - alliance.last > 0:
            return False
        for name in context.theatre.names.at(context.text, tokens, i + 1):
            sense = next((x for x in name.senses if x.kind == "actor" and self._body(x.id)), None)
            if sense is not None:
                self._add("supports", alliance, self._entered(name._replace(senses=(sense,))), i, i + 1, s)
                return True
        return False

    def _denied(self, i: int, s: Sentence) -> bool:
        """Whether the word at token ``i`` stands behind a negation, or a verb that is denied (لا يتضمن دعم X)."""
        tokens = self.context.tokens
        for j in range(max(s.first, i - _DENIED_BACK), i):
            if tokens[j].key in NOT and tokens[j + 1].key not in _STILL and (
                    j == i - 1 or self.context.senses[j + 1].verbs):
                return True
        return False

    def _country_of(self, i: int, s: Sentence) -> Mention | None:
        """The state of a country named before token ``i`` behind a person, whom a feminine pronoun does not mean."""
        person = self._before(i, s)
        if person is None or not person.ref.startswith("person:"):
            return None
        place = next((self.grounds[j] for j in range(i - 1, person.last - 1, -1) if j in self.grounds), None)
        return self._adopted(place) if place is not None else None

    def try_noun(self, i: int, noun: Noun, s: Sentence) -> None:
        """Make the ties that a noun of support states at token ``i``."""
        tokens = self.context.tokens
        if self._legitimacy(i, s):
            return
        if self._denied(i, s) or self._inside(i) is not None:
            return
        served = self._opened(i, s)
        if noun.pro == "و" and not noun.article and not noun.pronoun and self._accused_too(i, noun, s):
            return
        found = helping(
            i, noun, s, tokens, kinds=self.kinds,
            after=lambda j, reach: served if served is not None and j == i + 1 else self._supporter(j, s, reach),
            before=lambda j: self._seat_before(j, s) or (self._country_of(j, s) if noun.pronoun == "ها" else None) or (
                self._before(j, s)), nisba=self._adjective, joined=lambda m: self._coordinated(m, s),
            doer=lambda j: next(iter(self._helped(j, [], [], s)), None))
        if found is None:
            return
        air = any(t.key in AIR for t in tokens[i:min(i + 4, s.last)])
        for a in found.helpers:
            for b in found.helped:
                self._add("supports-by-air" if air else noun.relation, a, b, i, i + 1, s)

    def _accused_too(self, i: int, noun: Noun, s: Sentence) -> bool:
        """Make the tie of support that is joined to what somebody is accused of (اتهم X إيران بالتدخل ودعم Y)."""
        tokens = self.context.tokens
        if not self._governed(i, s):
            return False
        served = self._after(i + 1, s, 0)
        for j in range(i - 1, max(s.first, i - _CHARGE_BACK), -1):
            if any(pro == "ب" for pro, _ in tokens[j].word.proclitics) and tokens[j].key[:1] == "ب":
                accused = self._before(j, s)
                if accused is not None and accused.last == j and served is not None and not served.pro and (
                        accused.ref != served.ref) and self.kinds.get(served.ref) in _BODIES:
                    for b in (served, *self._coordinated(served, s)):
                        self._add(noun.relation, accused, b, i, i + 1, s)
                    return True
        return False

    def _opened(self, i: int, s: Sentence) -> Mention | None:
        """The one helped whose mention was read from the noun, or its adjective, on (مساعدة لقوات X)."""
        tokens = self.context.tokens
        for j in (i, i + 1):
            k = bisect_left(self.firsts, j)
            m = self.actors[k] if k < len(self.actors) and self.firsts[k] == j else None
            if m is not None and j == i and m.pro.endswith("ل") and j + 1 < m.last and (
                    tokens[j].key[:2] != "لل"):
                return Mention("actor", j + 1, m.last, tokens[j + 1].start, m.end, m.ref)  # لمساعدة قوات X
            if m is not None and not m.pro and j + 1 < m.last and any(pro == "ل" for pro, _ in
                                                                      tokens[j + 1].word.proclitics):
                return Mention("actor", j + 1, m.last, tokens[j + 1].start, m.end, m.ref, "ل")
        return None

    def try_members(self, i: int, s: Sentence) -> None:
        """Make the memberships that a word of being made of, or of joining, states at token ``i``."""
        if i > s.first and self.context.tokens[i - 1].key in NOT:
            return
        found = membership(
            i, s, self.context.tokens, after=lambda j, reach: self._party(j, s, reach),
            before=lambda j: self._country_before(j, i) or self._before(j, s),
            joined=lambda m: self._coordinated(m, s))
        if found is None or not (self._whole(found.body.ref) or self._tribe(found.body.ref)) or (
                found.only and self.kinds[found.body.ref] != found.only):
            return
        for member in found.members:
            if self.kinds.get(member.ref) in _PARTS or (
                    member.ref.startswith("person:") and (
                        self.kinds[found.body.ref] in (*_HAVE_MEN, "state") or self._tribe(found.body.ref))):
                self._add("part-of", member, found.body, i, i + 1, s, rule="left" if found.over else "made-of")

    def _whole(self, ident: str) -> bool:
        """Whether somebody may have parts: any body, and of what states have all but their governments."""
        kind = self.kinds.get(ident)
        return kind in _WHOLES or (kind == "state" and ident in self.context.theatre.data.actors and (
            ident not in self.context.theatre.states.values()))

    def _tribe(self, ident: str) -> bool:
        """Whether people are known as a body of their own, who have members."""
        known = self.context.theatre.data.actors
        return ident in known and ident != "civilians" and self.kinds.get(ident) == "civilian"

    def _country_before(self, j: int, i: int) -> Mention | None:
        """The state of a country that was read as ground and ends right before "the member" at token ``i``."""
        place = next((self.grounds[k] for k in (j - 1, j - 2) if k in self.grounds), None)
        member = j == i and self.context.tokens[i].key.startswith("العضو")
        return self._adopted(place) if member and place is not None and place.last == j else None

    def try_deed(self, i: int, s: Sentence) -> None:
        """Make the ties that a command taken or a mediation states at token ``i``."""
        found = deed(
            i, s, self.context.tokens, self.kinds, after=lambda j, reach: self._party(j, s, reach),
            before=lambda j: self._before(j, s), nisba=self._adjective, joined=lambda m: self._coordinated(m, s))
        if found is not None:
            for a in found.a:
                for b in found.b:
                    self._add(found.relation, a, b, i, found.stop, s, rule="deed")

    def try_label(self, i: int, s: Sentence) -> None:
        """Make the hostility that a word of calling somebody an enemy or terrorist states at token ``i``."""
        if i > s.first and self.context.tokens[i - 1].key in NOT:
            return
        found = label(i, s, self.context.tokens, self.kinds, after=lambda j, reach: self._party(j, s, reach) or (
            self._capital(j, "") if j < s.last else None), before=lambda j: self._before(j, s), nisba=self._adjective)
        if found is not None:
            for who in (found.who, *self._coordinated(found.who, s)):
                if who.first < found.whom.first or who.last <= found.stop:
                    self._add("hostile-to", who, found.whom, i, found.stop, s, rule="label")

    def _party(self, j: int, s: Sentence, reach: int) -> Mention | None:
        """The first actor, or country that stands for its state, from token ``j`` on within reach."""
        actor = self._after(j, s, reach)
        for k in range(j, min(j + reach + 1, actor.first if actor is not None else s.last, s.last)):
            if k in self.grounds:
                return self._adopted(self.grounds[k])
        return actor
