"""Find the stretches that name places, left to right, each token seen once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from maydan.reading.places.english import romanise
from maydan.reading.places.fit import SITES
from maydan.reading.places.names import Names, merged
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
_SETTLED = frozenset({"town", "village", "neighbourhood", "mountain", "front", "camp", "area"})
_NAMED_SO = frozenset({"site", "building", "town", "village", "neighbourhood", "camp"})
_IN_LIST = TypeWord("listed", "one", "named")
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
            if match is not None and "ك" in match.pro:
                match = None  # "like", and far more often the first letter of a word
            if found is not None:
                last = relations.at(i, found) or self.typed(i, found)
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
        """Go on after two known names of a list: unknown ones that stand in it are places too."""
        spots, tokens = self.spots, self.tokens
        if at >= len(tokens) or len(spots) < 2 or not tokens[at].word.key.startswith("و") or at in self.names.matched:
            return at
        a, b = spots[-2], spots[-1]
        if b.first != a.last or b.pro != "و" or a.weak or b.weak or a.relation or b.relation:
            return at
        if tokens[at].sentence != tokens[at - 1].sentence:
            return at
        unknown = self.unknown.listed(at)
        if unknown is None:
            return at
        spot = self._spot(at, unknown[0], unknown[1], (), _IN_LIST, "و")
        spot.rule = "list"
        spots.append(spot)
        return unknown[0]

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
        first = self.one(i, at, type_)
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
            if len(spots) > 1:
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
        if known is not None and not known.pro and known.last > i + 2:
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

    def again(self, i: int, type_: TypeWord) -> list[Spot]:
        """A type word with the article and no name: a place spoken of before."""
        tokens = self.tokens
        after = tokens[i + 1].word.key if i + 1 < len(tokens) else ""
        if after in _OWN_KIND:
            return []
        spot = self._spot(i, i + 1, "", (), type_)
        spot.relation, spot.rule, spot.listed = "again", "again", False
        return [spot]

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
        if at >= len(tokens):
            return None
        comma = tokens[at].word.form in ("،", ",")
        i = at + comma
        if i >= len(tokens) or tokens[i].sentence != tokens[at - 1].sentence:
            return None
        match = self.names.at(i)
        if type_.singular and tokens[i].word.key.startswith("و") and (single := self.names.singular(i, "و", type_)):
            match = single
        if match and (match.pro == "و" or (comma and not match.pro)):
            return self._spot(i, match.last, self.names.key(i, match.last, match.pro), match.senses, type_, match.pro)
        if type_.unknown == "known" or not tokens[i].word.key.startswith("و") or heads(tokens[i].word):
            return None
        if type_.number == "many" and type_.kind not in _SETTLED:
            return None
        if tokens[i].word.key in everyday() and self.context.senses[i].verbs:
            return None  # and raised the flag
        as_one = type_._replace(unknown="named" if type_.number == "many" else "any")
        unknown = self.unknown.behind(i, as_one, "و")
        return None if unknown is None else self._spot(i, unknown[0], unknown[1], (), type_, "و")

    def _spot(
        self, first: int, last: int, key: str, senses: tuple[tuple[Entry, bool], ...], type_: TypeWord,
        pro: str | None = None,
    ) -> Spot:
        pro = type_.pro if pro is None else pro
        spot = Spot(first, last, self.names.start(first, pro), self.names.end(last), pro, key, senses, type_.kind)
        spot.rule = f"type:{type_.kind}"
        spot.shared = type_.number != "one"
        spot.strict = type_.unknown == "known"
        return spot
