"""Where the two sides of a tie stand: the mentions around a word, and whom its pronoun, adjective or adverb means."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Mention
from maydan.reading.ties.labels import may_label
from maydan.reading.ties.parties import Parties
from maydan.reading.ties.words import TieWord
from maydan.records.vocabulary import EVENT_GROUPS
from maydan.theatre.names import STRONG

_AGAINST = frozenset(("مع", "ضد", "من", "علي", "عن", "بين", "قبضه", "مواقع", "عناصر", "مسلحي", "مقاتلي", "ومع"))
_DEEDS = frozenset((*EVENT_GROUPS["ground"], *EVENT_GROUPS["fire"]))
_LOSING = frozenset(("from", "من"))  # reasons for which somebody is one who lost what was taken
_BELONGING = frozenset(("التابع", "التابعه", "التابعين"))
_QUOTES = frozenset("\"”“«»')")
_LATTER = frozenset(("الاخيره", "الاخير"))
_LATTER_BACK = 5
_THEIRS = frozenset(("لهم", "معهم", "لهما", "معهما"))
RECOGNISED = frozenset(("المعترف", "بها", "به", "دوليا"))
"""What may stand between a government and an adjective of it: recognised abroad."""
_LEFT = 9  # tokens between the actor before and the word
_ADJECTIVE_LEFT = 2  # tokens: an adjective stands right behind its noun, but for a mark or one more adjective
_RIGHT = 5  # tokens between the word and the actor behind it
_PRONOUNS = frozenset(("له", "لها", "لهم", "لهما", "منه", "منها", "معه", "معها"))
_FIGHTERS = frozenset(("ميليشيات", "مليشيات", "ميليشيا", "مليشيا", "مسلحين", "مسلحون", "مجموعات", "جماعات", "فصائل",
                       "مقاتلين", "مقاتلون", "قوات"))
_BY_PRONOUN = frozenset(("قبله", "قبلها", "قبلهم"))
_GOVERNING = ("قرار", "تستمر", "يستمر", "تقوم", "يقوم", "قامت", "التزام", "تلتزم", "يلتزم", "تعهد", "استمرت", "مستمر",
              "تواصل")  # to go on supporting
_ACCUSING = ("متهم", "اتهم", "تتهم", "يتهم", "اتهام")  # accused of supporting
_OF_WHOM = frozenset(("الذي", "التي", "الذين"))
_ACCUSED_BACK = 12
_GOVERNED_BACK = 6
_STANDING = ("وقف", "يقف", "تقف", "وقوف", "شارك", "يشارك", "تشارك", "مشارك", "عمل", "يعمل", "تعمل")
_FIGHTING = ("قاتل", "حارب", "قاتلون", "حاربون", "قتال", "القتال")
_LISTING = frozenset(("تضم", "يضم", "تشمل", "يشمل", "بينها", "بينهم", "منها", "منهم", "ابرزها", "يتهم", "تتهم",
                      "اتهم", "اتهمت", "متهم", "متهمه", "متهما"))
_LISTED_BACK = 12
_FROM = frozenset(("من", "بين", "مع"))
_AT = frozenset(("في", "داخل", "من", "عبر", "شمال", "شمالي", "جنوب", "جنوبي", "شرق", "شرقي", "غرب", "غربي", "وسط"))
_WITH = frozenset(("مع", "ومع", "وبين"))
_HIS = frozenset(("وحلفائه", "وحلفاؤه", "وحليفه", "وحليفيه", "وحليفاه"))
_UNDER = frozenset(("بقياده", "بزعامه", "برئاسه", "بامره", "باشراف"))
_UNDER_WHOM = _UNDER | {"تقوده", "تقودها", "يقوده", "يقودها", "تتزعمه", "يتزعمه", "تتزعمها", "يتزعمها"}
_FORCES = 2  # words of a mention that may hold its owner's name
_COPULAS = frozenset(("تعتبر", "يعتبر", "تعد", "يعد", "بمثابه", "هي", "وهي", "هو", "وهو", "تشكل", "يشكل", "تمثل",
                      "يمثل"))
_COPULA_LEFT = 7
_ONE_OF = frozenset(("احد", "احدي"))
_SWORN = ("مبايع", "ولاء", "حليف", "حلفاء", "عدو", "خصم", "خصوم")  # with or without a preposition
_OWN_COUNTRY = frozenset(("بلاده", "بلادها", "بلدها", "بلده"))
_CALLED_BACK = 2  # tokens between a name and "whom X calls": a mark and the relative pronoun
_ONE_OF_BACK = 2  # tokens from a name to those it is one of: "one" and a mark


class Sides(Parties):
    """Actor mentions of a document in order, with what the constructions of ties ask of them."""

    def _governed(self, i: int, s: Sentence) -> bool:
        """Whether "in supporting" completes a verb or noun before it, and the helper stands there."""
        tokens, told = self.context.tokens, False
        for j in range(i - 1, max(s.first, i - _ACCUSED_BACK) - 1, -1):
            words = tokens[j].word.proclitics
            if any(rest.startswith(_ACCUSING) for _, rest in words):
                return not self._of_accuser(j, i)
            if not told and i - j <= _GOVERNED_BACK and any(rest.startswith(_GOVERNING) for _, rest in words):
                return True
            told = told or (tokens[j].key[:1] == "ب" and any(pro == "ب" for pro, _ in words))  # what is done
        return False

    def _of_accuser(self, j: int, i: int) -> bool:
        """Whether what stands at token ``i`` tells of who accuses (تتهم X التي تسيطر على A بدعم تركي Y بكذا)."""
        first = next((k for k in range(j + 1, i) if self.context.tokens[k].key in _OF_WHOM), -1)
        return first > 0 and sum(j < m <= first for m in self.firsts[bisect_left(self.firsts, j):][:4]) == 1

    def _helped(self, i: int, left: list[Mention], right: list[Mention], s: Sentence) -> list[Mention]:
        """Whom the doing "with the support of" serves: the actor right before it, else the doer of the last act
        before it in the sentence, else of the next one."""
        tokens = self.context.tokens
        if left and i - left[0].last <= 1 and tokens[i].key[:1] != "و" and all(
                t.word.kind != "punct" or t.word.form in _QUOTES for t in tokens[left[0].last:i]):
            return self._with_joined(left, s)
        for j in range(i - 1, max(s.first, i - _LATTER_BACK) - 1, -1):
            if tokens[j].key in _LATTER:
                latter = self._before(j, s)
                return [latter] if latter is not None else left
        helpers = {m.ref for m in right} | {m.ref for m in self.actors if right and i < m.first < right[0].first}
        told = self.acts.get(s.number, [])
        acts = [act for act in told if any(w not in helpers for w in act.who)]
        if told and not acts:
            return []  # the helpers act themselves
        at = tokens[i].start
        earlier = [act for act in acts if act.trigger_start < at]
        later = [act for act in acts if act.trigger_start >= at]
        if left and earlier and left[0].start > earlier[-1].trigger_start and left[0].ref not in earlier[-1].whom and (
                not left[0].pro and tokens[left[0].first - 1].key not in _AGAINST):
            return left  # somebody else acts since
        for act in (earlier[-1:] or later[:1]):
            lost = {self.by_start[w.start] for w in act.why
                    if w.slot == "whom" and w.reason in _LOSING and w.start in self.by_start}
            doers = [ref for ref in act.who if ref not in helpers and ref not in lost]
            found = [m for m in (self._named(ref, i) for ref in doers) if m is not None]
            if found:
                return found
        return left

    def _own(self, i: int, stop: int, s: Sentence) -> list[Mention]:
        """The actor whose mention the tie word itself opens (بقيادة X read as the leadership of X), with its joined."""
        k = bisect_left(self.firsts, i)
        if k < len(self.actors) and self.actors[k].first < stop < self.actors[k].last:
            return [self.actors[k], *self._coordinated(self.actors[k], s)]
        return []

    def _earlier(self, mention: Mention, s: Sentence) -> list[Mention]:
        """The subject that a verb with no subject of its own goes on with: the actor before the one it is said of."""
        k = bisect_left(self.firsts, mention.first) - 1
        if k >= 0 and self.actors[k].first >= s.first and self.actors[k].ref != mention.ref:
            return [self.actors[k]]
        return []

    def _fights(self, i: int, s: Sentence) -> bool:
        """Whether "beside" follows a verb of fighting, and does not mean "as well as"."""
        tokens = self.context.tokens
        if any(t.key.removeprefix("و") in _LISTING for t in tokens[max(s.first, i - _LISTED_BACK):i]):
            return False  # some of those that are counted
        k = bisect_left(self.firsts, i) - 1
        near = k >= 0 and self.actors[k].first >= s.first and self.actors[k].last >= i - 4
        back = max(s.first, min(i - 3, self.actors[k].first - 3) if near else i - 3)
        return any(
            rest.lstrip("يتنم").startswith(_FIGHTING) or rest.startswith(_STANDING)
            for t in tokens[back:i] for _, rest in t.word.proclitics
        )

    def _other(self, own: Mention, left: Mention, s: Sentence) -> list[Mention]:
        """Whom a mention that is another name of the one before it belongs to (الموالي له, فرع القاعدة في سوريا)."""
        context, tokens = self.context, self.context.tokens
        if own.last - own.first > 1 and tokens[own.first + 1].key in _PRONOUNS:
            k = bisect_left(self.firsts, left.first) - 1
            return [self.actors[k]] if k >= 0 and self.actors[k].first >= s.first else []
        for j in range(own.first + 1, own.last):
            for name in context.theatre.names.at(context.text, tokens, j):
                sense = next((x for x in sorted(name.senses, key=lambda x: x.strength != STRONG)
                              if x.kind in ("actor", "person") and x.id != own.ref), None)
                if sense is not None and name.last <= own.last and (sense.kind == "person" or self._body(sense.id)):
                    return [self._entered(name._replace(senses=(sense,)))]
        return []

    def _unnamed(self, stop: int, row: TieWord, s: Sentence) -> list[Mention]:
        """A body behind the word by a name that is too common to be one elsewhere (المساند للشرعية, تتبع القاعدة)."""
        context = self.context
        for name in context.theatre.names.at(context.text, context.tokens, stop) if stop < s.last else []:
            if name.pro not in ("", "ل", "ب") or (row.behind and name.pro not in row.behind):
                continue
            for sense in name.senses:
                entry = context.theatre.data.actors.get(sense.id) if sense.kind == "actor" else None
                if entry is not None and self._body(sense.id) and entry.country in ("", context.focus):
                    return [self._entered(name._replace(senses=(sense,)))]
        return []

    def _left(self, i: int, s: Sentence, *, near: bool) -> list[Mention]:
        """The actor that ends nearest before token ``i``."""
        k = nearest = bisect_left(self.firsts, i) - 1
        while k > 0 and self._leads(self.actors[k]):
            k -= 1
        if k < 0:
            return []
        led = self.actors[nearest].last if k < nearest and self.actors[k].last >= self.actors[k + 1].first - 1 else 0
        called = self._calls(k, s)
        k -= called or self._described(k)
        mention = self.actors[k]
        place = self.grounds.get(i - 1) if near else None
        if place is not None and may_label(self.context.tokens[place.first - 1].key) and (
                place.first - mention.last <= _CALLED_BACK + 1):
            return [mention] if mention.first >= s.first else []  # X التي تعتبرها تركيا جزءا من
        if place is not None and place.last == i and (mention.last != place.first or mention.first < s.first) and (
                not self._fighters(max(s.first, place.first - 2), place.first)):
            if place.pro.endswith("ب") or (place.first > s.first and self.context.tokens[place.first - 1].key in _AT):
                return []  # said of what is there and not of the state (أهداف في سوريا مرتبطة بالتنظيم)
            if (state := self._adopted(place)) is not None:
                return [state]
        if place is not None and place.last == i and mention.last != place.first and not place.pro:
            return []  # an adjective of fighters of no name (فصائل سورية موالية)
        between = self.context.tokens[max(mention.last, led):i]  # behind who leads it
        far = len(between)
        words = sum(t.word.kind == "ar" and t.key not in RECOGNISED for t in between)
        if near and not called and words >= _ADJECTIVE_LEFT and (words > _COPULA_LEFT or not (
                any(t.key in _COPULAS for t in between) or any(t.key in _ONE_OF for t in between[:_ONE_OF_BACK]))):
            return []
        if mention.first < s.first or far > _LEFT or self._broken(mention.last, i):
            return []
        return [self._meant(mention, i)]

    def _who_acts(self, left: list[Mention], i: int, s: Sentence) -> list[Mention]:
        """Whose deed was helped, where those named last before token ``i`` are whom it befell (انتزعت X بلدة من Y بدعم
        من Z)."""
        start, mention = self.context.tokens[i].start, left[0]
        deed = next((e for e in self.context.events if e.sentence == s.number and e.trigger_start < start
                     and e.type in _DEEDS and mention.ref in e.whom and mention.ref not in e.who and e.who), None)
        if deed is None:
            return left
        doers = [m for m in self.actors if s.first <= m.first < mention.first and m.ref in deed.who]
        return doers[-1:] or left

    def _described(self, k: int) -> bool:
        """Whether mention ``k`` only tells more of the one before it: an adjective of state (فصائل معارضة سورية), or
        those among whom it is one (X، إحدى الفصائل)."""
        mention, tokens = self.actors[k], self.context.tokens
        before = self.actors[k - 1] if k else mention
        if not k or not mention.generic or tokens[before.first].sentence != tokens[mention.first].sentence:
            return False
        if before.last == mention.first and not mention.pro:
            return tokens[mention.first].key.removeprefix("ال") in self.context.theatre.nisba
        return tokens[mention.first - 1].key in _ONE_OF and mention.first - before.last <= _ONE_OF_BACK

    def _calls(self, k: int, s: Sentence) -> bool:
        """Whether mention ``k`` is who calls the one before it something (X التي تعتبرها تركيا امتدادا لـ)."""
        at, tokens = self.actors[k].first - 1, self.context.tokens
        return k > 0 and at > s.first and tokens[at].key.endswith(("ها", "ه", "هم")) and may_label(tokens[at].key) and (
            at - self.actors[k - 1].last <= _CALLED_BACK)

    def _leads(self, mention: Mention) -> bool:
        """Whether a mention is only named as the leader or backer of the one before it (التحالف بقيادة X)."""
        tokens = self.context.tokens
        return tokens[mention.first].key in _UNDER or (
            mention.first > 0 and tokens[mention.first - 1].key in _UNDER_WHOM)

    def _meant(self, mention: Mention, i: int) -> Mention:
        """The party that a masculine pronoun on the word at ``i`` means: the owner named inside a mention of its
        forces (قوات النظام وحليفه), which are feminine; else the mention itself."""
        context, tokens = self.context, self.context.tokens
        if not tokens[i].key.endswith("ه") or tokens[i].key not in _HIS or mention.last - mention.first < _FORCES:
            return mention
        for j in range(mention.first + 1, mention.last):
            for name in context.theatre.names.at(context.text, tokens, j):
                sense = name.senses[0]
                other = sense.kind == "actor" and sense.id != mention.ref and self._body(sense.id)
                if other and name.last <= mention.last:
                    return Mention("actor", name.first, name.last, name.start, name.end, sense.id, name.pro)
        return mention

    def _right(self, stop: int, row: TieWord, s: Sentence) -> list[Mention]:
        """Actors behind the word, coordinated ones too, where the preposition is one of the row's."""
        tokens = self.context.tokens
        k = bisect_left(self.firsts, stop)
        mention = self.actors[k] if k < len(self.actors) else None
        state = self._state(stop, mention.first if mention is not None else s.last, s)
        if state is not None:
            mention = state
        if mention is None or mention.first >= s.last or mention.first - stop > _RIGHT or self._broken(
                stop, mention.first):
            nisba = self._nisba(stop, row, s) if row.b != "second" and not (
                row.relation == "supports" and row.behind == ("ل",)) else []
            return nisba or self._pronoun(stop, s) or self._unnamed(stop, row, s)
        if row.behind:
            unnamed = self._unnamed(stop, row, s) if mention.first > stop + 1 else []
            if unnamed:
                return unnamed  # nearer, by a name that is too common to be read as one elsewhere
            between = {t.key for t in tokens[stop:mention.first]}
            glued = mention.pro[-1:] in row.behind
            prefixed = any(t.key[:1] in row.behind and len(t.key) > 3 for t in tokens[stop:mention.first]) and not (
                mention.pro.startswith("و"))
            adverb = mention.first == stop and not mention.pro and tokens[stop].key.endswith("يا")  # المدعوم تركيا
            if adverb:
                return [mention]
            if not (glued or prefixed or between & set(row.behind)):
                return self._pronoun(stop, s) or self._unnamed(stop, row, s)
        elif mention.pro[-1:] == "ل" and not row.rest and not tokens[stop - 1].key.startswith(_SWORN):
            return []
        if mention.last < s.last and tokens[mention.last].key in _BELONGING and (
                owner := self._after(mention.last + 1, s, 0)) is not None and owner.pro.endswith("ل"):
            return [owner]  # the aircraft of somebody
        return [mention, *self._coordinated(mention, s)]

    def _nisba(self, stop: int, row: TieWord, s: Sentence) -> list[Mention]:
        """The state that an adjective behind the word names (وحليفه الروسي, بقيادة أمريكية, بدعم جوي روسي)."""
        last = min(stop + 1 if row.behind else stop + 3, s.last)
        state = self._adjective(stop, last)
        return [state] if state is not None else []

    def _state(self, first: int, last: int, s: Sentence) -> Mention | None:
        """The state that the name of a country right behind a tie word or its preposition means, though it was read
        as ground (بدعم من روسيا, بين روسيا وتركيا)."""
        for j in range(first, min(first + 3, last, s.last)):
            place = self.grounds.get(j)
            if place is not None:
                before = self.context.tokens[j - 1].key
                near = j == first or before in _FROM or place.pro[-1:] in ("و", "ل")
                return self._adopted(place) if near else None
        return None

    def _own_country(self, i: int, left: list[Mention], s: Sentence) -> Mention | None:
        """The state of a person of whom "his country" right before token ``i`` is said (قال X إن بلاده تدعم)."""
        token = self.context.tokens[i - 1] if i > s.first else None
        if token is None or not left or not left[0].ref.startswith("person:") or token.key not in _OWN_COUNTRY:
            return None
        theatre = self.context.theatre
        person = theatre.data.persons.get(left[0].ref)
        body = theatre.data.actors.get(person.actor) if person is not None else None
        ident = body.id if body is not None and body.kind == "state" else theatre.states.get(
            body.country) if body is not None else None
        if ident is None:
            return None
        state = theatre.data.actors[ident]
        self._enter(ident, state.kind, state.name_en, token.start, token.end)
        return Mention("actor", i - 1, i, token.start, token.end, ident)

    def _seat(self, i: int, stop: int, s: Sentence, *, led: bool = False) -> Mention | None:
        """The state whose capital stands for it right behind a tie word (الموالين لدمشق, المدعومة من طهران); ``led``:
        without a preposition, too (تدعمها طهران)."""
        at = stop + 1 if stop < s.last and self.context.tokens[stop].key in _FROM else stop
        if i < s.first or at >= s.last or at in self.by_first:
            return None
        return self._capital(at, "" if led or at > stop else "ل")

    def _seat_before(self, j: int, s: Sentence) -> Mention | None:
        """The state whose capital stands for it right before token ``j`` (تتهم واشنطن طهران بتسليح X)."""
        token = self.context.tokens[j - 1] if j > s.first else None
        if token is None or j - 1 in self.by_first or self._before(j, s) is None:
            return None
        state = self.context.theatre.capitals.get(token.key)
        if state is None:
            return None
        self._enter(state.id, state.kind, state.name_en, token.start, token.end)
        return Mention("actor", j - 1, j, token.start, token.end, state.id)

    def _proxy(self, i: int, backer: Mention, s: Sentence) -> list[Mention]:
        """The known body that fighters of no name are, when they are said to be somebody's (ميليشيات موالية لـX)."""
        tokens, theatre = self.context.tokens, self.context.theatre
        if i == s.first or not self._fighters(max(s.first, i - 2), i):
            return []
        entry = theatre.data.actors.get(backer.ref)
        for name in (entry.name_ar, *entry.names, *entry.capitals) if entry is not None else ():
            to = f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"
            for sense in theatre.names.senses(f"ميليشيات موالية {to}") + theatre.names.senses(
                    f"الميليشيات الموالية {to}"):
                if sense.kind == "actor" and sense.id != backer.ref:
                    body = theatre.data.actors[sense.id]
                    head = next(j for j in range(i - 1, max(s.first, i - 2) - 1, -1) if any(
                        rest in _FIGHTERS or rest.removeprefix("ال") in _FIGHTERS
                        for _, rest in tokens[j].word.proclitics))
                    self._enter(body.id, body.kind, body.name_en, tokens[head].start, tokens[i].end)
                    return [Mention("actor", head, i, tokens[head].start, tokens[i - 1].end, body.id)]
        return []

    def _coordinated(self, mention: Mention, s: Sentence) -> list[Mention]:
        """Actors, and countries that stand for their states, joined to one by و without anything between but type
        words."""
        found: list[Mention] = []
        while True:
            k = bisect_right(self.firsts, mention.first)
            other = self.actors[k] if k < len(self.actors) and self.actors[k].first < s.last else None
            if other is None or other.first - mention.last > 1 or not other.pro.startswith("و"):
                place = self.grounds.get(mention.last) if mention.last < s.last else None
                other = self._adopted(place) if place is not None and place.pro.startswith("و") else None
                if other is None:
                    return found
            found.append(other)
            mention = other

    def _next(self, mention: Mention, s: Sentence, *, joined: bool = False) -> list[Mention]:
        """The next actor; with ``joined`` only one that و or مع ties to the first."""
        for other in self._coordinated(mention, s):
            return [other]
        k = bisect_right(self.firsts, mention.first)
        while k < len(self.actors) and self._leads(self.actors[k]):
            k += 1
        if joined:
            other = self.actors[k] if k < len(self.actors) else mention
            between = self.context.tokens[mention.last:other.first]
            if other is mention or other.first >= s.last or len(between) > _RIGHT or not (
                    other.pro.startswith("و") or any(t.key in _WITH or t.key[:1] == "و" for t in between)):
                return self._with_state(mention, s)
        if k < len(self.actors) and self.actors[k].first < s.last and self.actors[k].first - mention.last <= _RIGHT:
            return [self.actors[k]]
        return []

    def _with_state(self, mention: Mention, s: Sentence) -> list[Mention]:
        tokens = self.context.tokens
        for j in range(mention.last, min(mention.last + 3, s.last)):
            place = self.grounds.get(j)
            if place is not None and (place.pro.startswith("و") or tokens[j - 1].key in _WITH):
                state = self._adopted(place)
                return [state] if state is not None else []
        return []

    def _pronoun(self, stop: int, s: Sentence) -> list[Mention]:
        """The actor meant by له, لها: the one before the actor at the left of the word."""
        tokens = self.context.tokens
        if stop + 1 < s.last and tokens[stop].key == "من" and tokens[stop + 1].key in _BY_PRONOUN:
            stop += 1
        elif stop >= s.last or tokens[stop].key not in _PRONOUNS:
            return []
        k = bisect_left(self.firsts, stop) - 2
        while k > 0 and self._only_adjective(k) and self.actors[k - 1].first >= s.first:
            k -= 1
        if k >= 0 and self.actors[k].first >= s.first:
            return self._joined_up_to(k) if tokens[stop].key in _THEIRS else [self._head(k)]
        return []

    def _only_adjective(self, k: int) -> bool:
        """Whether mention ``k`` is a single adjective of state (البرلمان البريطاني)."""
        mention = self.actors[k]
        return mention.generic and mention.last - mention.first == 1 and (
            self.context.tokens[mention.first].key.removeprefix("ال") in self.context.theatre.nisba)

    def _joined_up_to(self, k: int) -> list[Mention]:
        """The actors joined by و up to number ``k``, all of whom a plural pronoun means (النظام وروسيا ... لهم)."""
        head = self._head(k)
        first = bisect_left(self.firsts, head.first)
        return [m for m in self.actors[first:k + 1] if m.ref != "civilians"]

    def _with_joined(self, found: list[Mention], s: Sentence) -> list[Mention]:
        """A mention with those before it that it is joined to by و."""
        k = bisect_left(self.firsts, found[0].first) if found else 0
        return [m for m in self._joined_up_to(k) if m.first >= s.first] if found and k < len(self.actors) and (
            self.actors[k] is found[0]) else found

    def _pair_before(self, mention: Mention, s: Sentence) -> list[Mention]:
        """The actor that a dual adjective is said of with the one joined to it by و (روسيا وإيران الحليفتين)."""
        k = bisect_left(self.firsts, mention.first) - 1
        joined = mention.pro.startswith("و")
        if k >= 0 and joined and self.actors[k].first >= s.first and mention.first - self.actors[k].last <= 1:
            return [self.actors[k], mention]
        place = next((self.grounds[j] for j in range(max(s.first, mention.first - 2), mention.first)
                      if j in self.grounds), None) if joined else None
        state = self._adopted(place) if place is not None else None
        return [state, mention] if state is not None else [mention]

    def _head(self, k: int) -> Mention:
        """The first of the actors joined by و up to number ``k``."""
        while k > 0 and self.actors[k].pro.startswith("و") and self.actors[k].first - self.actors[k - 1].last <= 1:
            k -= 1
        return self.actors[k]
