"""Find the stretches that name places, left to right, each token seen once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from maydan.reading.places.english import romanise
from maydan.reading.places.fit import SITES
from maydan.reading.places.lists import COMMAS, Item, enumerated, items, opens, past_side, shorter
from maydan.reading.places.names import Named, Names, merged
from maydan.reading.places.relations import Relations
from maydan.reading.places.spot import Entry, Spot
from maydan.reading.places.unknown import Unknown
from maydan.reading.places.vocabulary import everyday, given
from maydan.reading.places.words import Heads, TypeWord, heads, role
from maydan.theatre.model import PlaceEntry

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas

_OWN_KIND = frozenset({"الصناعيه", "الجامعيه", "الرياضيه", "الطبيه", "الاعلاميه", "السكنيه"})
_WITHIN = frozenset({"داخل", "مركز", "انحاء", "اطراف", "وسط", "باتجاه", "ارجاء", "سكان", "اهالي"})
_UNITS = frozenset(("area", "district", "town", "village"))  # what opens a name only where it is that of its own place
_SETTLED = frozenset({"town", "village", "neighbourhood", "mountain", "front", "camp", "area"})
_VILLAGES = frozenset({"town", "village", "neighbourhood"})  # lists of these may be long
_NAMED_SO = frozenset({"site", "building", "town", "village", "neighbourhood", "camp"})
_IN_LIST = TypeWord("village", "one", "named")
_DEPTH = 2  # type words in a row
_LIST = 12  # names in one coordination behind a type word


def _of_a_town(spot: Spot) -> bool:
    """Whether quarters are told by the city or town that they make up (the quarters of Aden)."""
    return any(strong and e.kind in ("city", "town", "province") for e, strong in spot.senses) and not any(
        e.kind == "neighbourhood" for e, _ in spot.senses)


class Scanner:
    """One pass over a document's tokens that gathers :class:`Spot` objects in order."""

    def __init__(self, context: Context, atlas: Atlas) -> None:
        self.context, self.tokens = context, context.tokens
        self.names = Names(context)
        self.unknown = Unknown(self.names)
        self.atlas = atlas
        self.spots: list[Spot] = []
        self.groups = 0

    def run(self) -> list[Spot]:
        """All spots by place in the text."""
        tokens, matched, live = self.tokens, self.names.matched, self.names.live
        relations = Relations(self.context, self.atlas, self.names, self)
        i = live.find(1)
        while i >= 0:
            word = tokens[i].word
            self.names.drop_half(i)
            match = matched.get(i)
            found = heads(word) if word.kind == "ar" else None
            if match is not None and all(s.kind == "event" for s in match.senses):
                del matched[i]  # an event's name leaves its places to be read
                for k in range(i, match.last):
                    self.names.rematch(k, proclitics=True)
                match = matched.get(i)
            if match is not None and not self.names.placed(match):
                i = live.find(1, match.last)
                continue
            if match is not None and match.last == i + 1 and found is not None and found.type is not None and (
                    found.type.number != "one"):
                match = None  # villages, and no village of that name
            if match is not None and "ك" in match.pro:
                match = None  # "like", and far more often the first letter of a word
            if found is not None:
                last = relations.at(i, found) or self.rest_of_list(self.typed(i, found))
                if last:
                    i = live.find(1, last)
                    continue
            if match is not None and match.last > i + 1 and self._outskirts(i) and not relations.own_name(i):
                self.names.rematch(i + 1)
            elif match is not None:
                self.spots.append(self.names.spot(match))
                i = live.find(1, self.rest_of_list(match.last))
                continue
            i = live.find(1, i + 1)
        return self.spots

    def rest_of_list(self, at: int) -> int:
        """Go on in a list of known names: unknown ones behind two of them, or between two, are places too."""
        while at and (unknown := self._unlisted(at)) is not None:
            spot = self._spot(at, unknown[0], unknown[1], (), _IN_LIST, "و")
            spot.rule = "list"
            self.spots.append(spot)
            at = unknown[0]
        return at

    def _unlisted(self, at: int) -> tuple[int, str] | None:
        """(end, key) of the unknown name that "and" joins at token ``at`` to a list of known ones, else None."""
        spots, tokens = self.spots, self.tokens
        if at >= len(tokens) or not spots or not tokens[at].word.key.startswith("و"):
            return None
        self.names.drop_half(at)
        head = heads(tokens[at].word)
        if at in self.names.matched or (head is not None and not self._opener(at)):
            return None
        b = spots[-1]
        if b.last != at or b.weak or b.relation or tokens[at].sentence != tokens[at - 1].sentence:
            return None
        run = 1
        while run < min(3, len(spots)):
            one, before = spots[-run], spots[-run - 1]
            if one.first != before.last or one.pro != "و" or before.weak or before.relation:
                break
            run += 1
        unknown = self.unknown.listed(at, sure=run > 2)
        if unknown is None or any(e.kind == "country" for e, strong in b.senses if strong):
            return None
        if run < 2 and not (b.rule != "list" and self._known_next(unknown[0])):
            return None
        return unknown

    def _known_next(self, at: int) -> bool:
        """Whether "and" joins a known name at token ``at``."""
        match = self.names.matched.get(at)
        if match is None or match.pro != "و" or not self.names.placed(match):
            return False
        return any(strong for _, strong in self.names.senses(match))

    def _outskirts(self, i: int) -> bool:
        """Whether a name opens with a word such as "around", which places something by the name after it."""
        return any(rest in role("placing") for _, rest in self.tokens[i].word.proclitics)

    def typed(self, i: int, found: Heads) -> int:
        """Names behind the type word at token ``i``; the token after them, or 0."""
        type_ = found.type
        if type_ is None:
            return 0
        if type_.kind == "near":
            return self.outskirts(i, type_)
        spots = self.behind(i, type_) or self.numbered(i, type_)
        if not spots and type_.definite and type_.kind not in ("front", "site", "building", "road"):
            spots = self.again(i, type_)
        if not spots:
            return 0
        self.spots += spots
        return spots[-1].last

    def behind(self, i: int, type_: TypeWord, depth: int = 0) -> list[Spot]:
        """The spots that a type word at ``i`` opens: one, two, or a list; ``depth``: type words before it."""
        nested = self.nested(i, type_, depth) if depth < _DEPTH else []
        if nested:
            return nested
        at = i + 1
        if type_.kind == "site" and at < len(self.tokens) and self.tokens[at].key in role("supply"):
            at, type_ = at + 1, type_._replace(unknown="quoted")  # what a station supplies stands before its name
        if self.tokens[i].key.endswith("العاصمه") and at < len(self.tokens) and self.names.is_nisba(at):
            at += 1
        if self._market(i):
            return []
        first = self.one(i, at, type_) or self._quarters(i, type_)
        if first is None or (type_.number == "many" and type_.kind == "neighbourhood" and _of_a_town(first)):
            return []
        spots = [first]
        if type_.number != "one":
            limit = 2 if type_.number == "two" else _LIST
            while len(spots) < limit:
                more = self._other_half(at, spots[-1], type_) or self.next_in_list(spots[-1].last, type_)
                if more is None:
                    break
                spots.append(more)
        if type_.kind in _VILLAGES and type_.number != "two":
            spots += self._enumerated(spots[-1].last, type_, depth)
        if type_.number != "one" and len(spots) > 1:
            self.groups += 1
            for spot in spots:
                spot.group = self.groups
        return spots

    def outskirts(self, i: int, type_: TypeWord) -> int:
        """An unknown name behind "the surroundings of"; known ones need no help. The token after it, or 0."""
        if i + 1 >= len(self.tokens) or self.names.at(i + 1) or self.tokens[i + 1].sentence != self.tokens[i].sentence:
            return 0
        unknown = self.unknown.behind(i + 1, type_._replace(kind="town"))
        after = self.tokens[unknown[0]].word.key if unknown is not None and unknown[0] < len(self.tokens) else ""
        if unknown is None or unknown[1].startswith("ال") or after.startswith("ال"):
            return 0
        self.spots.append(self._spot(i + 1, unknown[0], unknown[1], (), type_._replace(kind="village", pro="")))
        return unknown[0]

    def numbered(self, i: int, type_: TypeWord) -> list[Spot]:
        """A bridge told by its number or make (the Fourth Bridge, the Iron Bridge)."""
        tokens = self.tokens
        if not type_.definite or i + 1 >= len(tokens) or not tokens[i].key.endswith("الجسر"):
            return []
        if tokens[i + 1].key not in role("ordinal") and tokens[i + 1].key not in role("make"):
            return []
        return [self._spot(i, i + 2, self.names.key(i, i + 2, type_.pro), (), type_)]

    def nested(self, i: int, type_: TypeWord, depth: int) -> list[Spot]:
        """Two type words in a row (the area of Mount X, the axis of the village of X): the inner one tells the kind."""
        tokens = self.tokens
        if type_.definite or i + 1 >= len(tokens) or tokens[i + 1].word.kind != "ar":
            return []
        whole, inner = self.names.at(i), heads(tokens[i + 1].word)
        if inner is None or inner.type is None or inner.pro or inner.type.definite or (whole and whole.last > i + 2):
            return []
        if type_.number != "one" and inner.type.number != "one":
            return []
        if inner.type.kind == "building" and type_.kind in _NAMED_SO:
            return []  # the name of the quarter or hospital begins with a word for a building
        known = self.names.at(i + 1)
        if known is not None and not known.pro and known.last > i + 2 and (
                inner.type.kind not in _UNITS or self._unit_row(known)):
            return []  # the inner word opens a name (the town of Tal Rifaat)
        found = self.behind(i + 1, inner.type, depth + 1)
        if found and type_.kind == "site" and inner.type.kind in ("town", "village"):
            site = self._spot(i, found[-1].last, "", (), type_)
            site.relation, site.rule, site.bases = "its", "its", [found[0]]
            found[0].inner = True
            return [*found, site]
        wide = type_.kind == "area" or (type_.kind == "front" and inner.type.kind not in ("town", "village"))
        if tokens[i].key.endswith("موقع"):
            wide = inner.type.kind != "base"
        if found and type_.number == "one" and wide:
            found[0].first, found[0].pro = i, type_.pro
            found[0].start = self.names.start(i, type_.pro)
        return found

    def _unit_row(self, known: Named) -> bool:
        """Whether a name with its type word is that of an administrative unit."""
        return any(e.kind in ("district", "subdistrict") for e, _ in known.senses)

    def again(self, i: int, type_: TypeWord) -> list[Spot]:
        """A type word with the article and no name: a place spoken of before."""
        tokens = self.tokens
        after = tokens[i + 1].word.key if i + 1 < len(tokens) else ""
        if after in _OWN_KIND or (tokens[i].key.endswith("القضاء") and not self._unit(i, after)):
            return []
        spot = self._spot(i, i + 1, "", (), type_)
        spot.relation, spot.rule, spot.listed = "again", "again", False
        return [spot]

    def _unit(self, i: int, after: str) -> bool:
        """Whether "al-qada" is the district and not the courts: a word of place before it, no adjective behind."""
        before = self.tokens[i - 1].word.key if i else ""
        return (self.tokens[i].key.startswith("بال") or before in _WITHIN) and not after.startswith("ال")

    def one(self, start: int, at: int, type_: TypeWord) -> Spot | None:
        """A spot whose words begin at ``start`` and whose name begins at ``at`` (both may be the same)."""
        tokens, names = self.tokens, self.names
        if at > len(tokens) or (at < len(tokens) and tokens[at].sentence != tokens[start].sentence):
            return None
        named = names.behind(at, type_) if at < len(tokens) else None
        whole = names.at(start) if start < at and type_.number == "one" else None
        if type_.singular and at < len(tokens) and (single := names.singular(at, "", type_)):
            named = single if named is None or single.last > named.last else named._replace(
                senses=merged(single.senses, named.senses) if single.last == named.last else named.senses)
        if named and named.pro and start < at:
            named = None  # a preposition stands between type word and name
        if type_.definite and named and start < at:
            named = None
        if whole and whole.last <= at:
            whole = None  # the type word alone
        elif whole and type_.kind == "building" and type_.definite:
            return None  # a name like others
        elif whole and type_.kind == "building":
            type_ = type_._replace(kind="")  # the gazetteer has it under this name, whatever it is
        if named and type_.number == "two" and (half := self._half_of(at, named.last)):
            return self._spot(start, half, names.key(at, half), self._parted(named.senses, names.key(at, half)), type_)
        if whole and (named is None or whole.last >= named.last):
            senses = whole.senses
            if named and named.last == whole.last:
                senses = merged(senses, named.senses)
            if self._half_known(senses) and self.unknown.goes_on(whole.last):
                return self._spot(start, whole.last + 1, names.key(at, whole.last + 1), (), type_)
            return self._spot(start, whole.last, names.key(at, whole.last), senses, type_)
        if named:
            last = named.last
            if type_.number == "many" and last > at + 1 and named.senses and not any(
                    e.kind in _VILLAGES for e, _ in named.senses):
                type_ = type_._replace(kind="")  # the villages of an area are that area
            if type_.kind in ("building", "site", "road") and last + 1 < len(tokens) and tokens[last].key == "بن":
                return self._spot(start, last + 2, names.key(at, last + 2), (), type_)
            if type_.kind == "neighbourhood" and last < len(tokens) and tokens[last].word.key in role("ordinal"):
                return self._spot(start, last + 1, names.key(at, last + 1), (), type_)
            if self._half_known(named.senses) and self.unknown.goes_on(last):
                return self._spot(start, last + 1, names.key(at, last + 1), (), type_)
            end = names.trimmed(last) if type_.kind in SITES else last
            return self._spot(start, end, names.key(at, last), named.senses, type_)
        unknown = self.unknown.behind(at, type_)
        if unknown is None:
            return None
        last, key = unknown
        return self._spot(start, names.trimmed(last), key, (), type_)

    def _half_of(self, at: int, last: int) -> int:
        """End of the first of two names that the gazetteer has as one (two districts, A and B); 0 for other names."""
        tokens = self.tokens
        if last < len(tokens) and tokens[last].word.key.startswith("و"):
            return 0  # the second is still to come
        joints = [k for k in range(at + 1, last) if (key := tokens[k].word.key)[:1] == "و" and key not in given()]
        return joints[0] if len(joints) == 1 else 0

    def _other_half(self, at: int, first: Spot, type_: TypeWord) -> Spot | None:
        """The second of two names that the gazetteer has as one."""
        whole = self.names.behind(at, type_) if type_.number == "two" else None
        if whole is None or not first.senses or "/" not in first.senses[0][0].id or whole.last <= first.last:
            return None
        key = self.names.key(first.last, whole.last, "و")
        return self._spot(first.last, whole.last, key, self._parted(whole.senses, key), type_, "و")

    def _parted(self, senses: tuple[tuple[Entry, bool], ...], key: str) -> tuple[tuple[Entry, bool], ...]:
        """The rows of a double name as rows of one of its halves."""
        return tuple(
            (msgspec.structs.replace(e, id=f"{e.id}/{key}", name_ar=key, name_en=romanise(key)), strong)
            for e, strong in senses if isinstance(e, PlaceEntry)
        )

    def _half_known(self, senses: tuple[tuple[Entry, bool], ...]) -> bool:
        """Whether a known name could be the first half of an unknown one: no city or town bears it for sure."""
        small = ("village", "mountain", "region", "other", "neighbourhood")
        return all(e.kind in small or not strong for e, strong in senses)

    def next_in_list(self, at: int, type_: TypeWord) -> Spot | None:
        """The next name of a coordination, after a conjunction or a comma."""
        tokens = self.tokens
        at = past_side(tokens, at)
        if at >= len(tokens):
            return None
        comma = tokens[at].word.form in COMMAS
        i = at + comma
        if i >= len(tokens) or tokens[i].sentence != tokens[at - 1].sentence:
            return None
        match = self.names.at(i)
        if match is not None and match.pro and match.last == i + 2 and tokens[i].key in ("وقريه", "ومدينه"):
            return None  # the village of X opens a name of its own
        if type_.singular and tokens[i].word.key.startswith("و") and (single := self.names.singular(i, "و", type_)):
            match = single
        item = next(iter(items(tokens, at)), None) if type_.kind in _VILLAGES else None
        short = item is not None and shorter(tokens, item)
        if match and short and item is not None and match.last < item.last and self._opener(i):
            match = None  # only the first half of a name
            self.names.matched.pop(i, None)
        if match and (match.pro == "و" or (comma and not match.pro)):
            return self._spot(i, match.last, self.names.key(i, match.last, match.pro), match.senses, type_, match.pro)
        joined = tokens[i].word.key.startswith("و")
        if type_.unknown == "known" or not (joined or short):
            return None
        if (head := heads(tokens[i].word)) is not None and not (short and head.type is not None and self._opener(i)):
            return None
        if type_.number == "many" and type_.kind not in _SETTLED:
            return None
        if tokens[i].word.key in everyday() and self.context.senses[i].verbs and not (short and self._opener(i)):
            return None  # and raised the flag
        quarter = type_.kind == "neighbourhood" and type_.number == "many" and tokens[i].key.startswith("وال")
        if item is not None and quarter and item.closed and item.last == i + 1 and i not in self.names.matched:
            return self._spot(i, item.last, tokens[i].key[1:], (), type_, "و")
        as_one = type_._replace(unknown="named" if type_.number == "many" and not short else "any")
        unknown = self.unknown.behind(i, as_one, "و" if joined else "")
        if unknown is None or (item is not None and not joined and unknown[0] != item.last):
            return None
        return self._spot(i, unknown[0], unknown[1], (), type_, "و" if joined else "")

    def _market(self, i: int) -> bool:
        """Whether a market is one of shares: its index, or the financial market."""
        tokens = self.tokens
        if not tokens[i].key.endswith("سوق"):
            return False
        near = [t for t in tokens[max(0, i - 2):i + 4] if t.sentence == tokens[i].sentence]
        return any(t.key in role("shares") for t in near)

    def _quarters(self, i: int, type_: TypeWord) -> Spot | None:
        """The first of three quarters or more that everyday words name (the quarters of Unity and Trade)."""
        tokens = self.tokens
        if type_.kind != "neighbourhood" or type_.number != "many" or i + 2 >= len(tokens):
            return None
        key, last = tokens[i + 1].key, i + 2
        if not key.startswith("ال") or tokens[i + 1].word.kind != "ar" or i + 1 in self.names.matched:
            return None
        more = [t for t in items(tokens, last) if t.last == t.first + 1 and tokens[t.first].key.startswith("وال")]
        named = not heads(tokens[i + 1].word) and len(more) > 1 and more[1].first <= last + 3
        return self._spot(i, last, key, (), type_) if named else None

    def _opener(self, i: int) -> bool:
        """Whether a word is one with which names of villages open (hill, spring, ruin)."""
        return any(rest in role("opener") for _, rest in self.tokens[i].word.proclitics)

    def _enumerated(self, at: int, type_: TypeWord, depth: int) -> list[Spot]:
        """The rest of a long list behind a type word, where everyday words are names too (the quarters of Freedom,
        Doctors, Cairo)."""
        found: list[Spot] = []
        for item in enumerated(self.tokens, at):
            if item.first < (found[-1].last if found else at):
                continue
            spot = self._listed_item(item, type_, depth)
            if spot is None:
                break
            found.append(spot)
        return found

    def _listed_item(self, item: Item, type_: TypeWord, depth: int) -> Spot | None:
        tokens, names, first = self.tokens, self.names, item.first
        if opens(tokens, item) and not self._opener(first) and depth < _DEPTH:
            head = heads(tokens[first].word)
            if head is None or head.type is None:
                return None
            one = self.one(first, first + 1, head.type)
            if one is None and head.type.kind == type_.kind and item.last > first + 1:
                one = self._spot(first, item.last, names.key(first + 1, item.last), (), head.type)
            return one if one is not None and one.last <= item.last else None
        side = heads(tokens[first].word)
        if side is not None and side.side is not None:
            return None
        if tokens[first].word.kind == "num":
            return self._spot(first, item.last, names.key(first, item.last), (), type_, "")
        if names.in_time(first):
            return None
        if self.context.senses[first].verbs and not tokens[first].key.removeprefix("و").startswith("ال"):
            return None
        known, pro = names.at(first), "و" if item.joined else ""
        if known is not None and known.last == item.last and known.pro == pro:
            return self._spot(first, known.last, names.key(first, known.last, pro), known.senses, type_, pro)
        return self._spot(first, item.last, names.key(first, item.last, pro), (), type_, pro)

    def _spot(
        self, first: int, last: int, key: str, senses: tuple[tuple[Entry, bool], ...], type_: TypeWord,
        pro: str | None = None,
    ) -> Spot:
        pro = type_.pro if pro is None else pro
        if self.tokens[first].key.endswith("العاصمه"):  # the capital of that name (Algiers, Tunis), and not its country
            senses = tuple(pair for pair in senses if pair[0].kind in ("city", "town")) or senses
        spot = Spot(first, last, self.names.start(first, pro), self.names.end(last), pro, key, senses, type_.kind)
        spot.rule = f"type:{type_.kind}"
        spot.shared = type_.number != "one"
        spot.strict = type_.unknown == "known"
        return spot
