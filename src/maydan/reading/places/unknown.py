"""Names that no gazetteer has, behind type words and in lists: how far they reach, and what cannot be one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maydan.reading.places.vocabulary import CLOSE, OPEN, TANWEEN, everyday, given
from maydan.reading.places.words import TypeWord, heads, role, side_of

if TYPE_CHECKING:
    from maydan.reading.places.names import Names

_JOINTS = frozenset({"-", "–", "—", "ـ"})
_ANY = TypeWord("town", "one", "any")
_QUOTED = 4  # words inside quotation marks behind a type word
_LONGEST = 3  # words of a name that goes on after "abu", "tal", "ayn"
_WALKING = "يتن"  # letters with which verbs begin
_SHORT = 4  # letters: shorter words in -a are seldom adjectives
_BOUND = ("ها", "هم", "نا")  # pronouns written onto a word


class Unknown:
    """Finds the stretch of an unknown name.

    Args:
        names: the known names of the document.
    """

    def __init__(self, names: Names) -> None:
        self.names, self.tokens = names, names.tokens

    def behind(self, at: int, type_: TypeWord, pro: str = "") -> tuple[int, str] | None:
        """(end, key) of an unknown name that starts at token ``at`` behind a type word, or None."""
        tokens, n = self.tokens, len(self.tokens)
        if at >= n or type_.unknown == "known":
            return None
        form = tokens[at].word.form
        if form not in OPEN:
            return None if type_.definite or type_.unknown == "quoted" else self._plain(at, type_, pro)
        if form != "#" and type_.number == "many" and type_.kind == "area":
            return None  # areas of a body in quotation marks
        if form == "#" or type_.number != "one":
            if at + 1 < n and form != "#" and self.names.of_state(at + 1):
                return None  # بلدات "إسرائيلية"
            return self._plain(at + 1, type_, pro, quoted=form != "#")
        return self._quoted(at) if form != "(" else None

    def _quoted(self, at: int) -> tuple[int, str] | None:
        tokens = self.tokens
        for last in range(at + 2, min(at + 3 + _QUOTED, len(tokens))):
            if tokens[last].word.form in CLOSE:
                inside = tokens[at + 1: last]
                if any(t.word.kind in ("line", "punct") and t.word.form not in _JOINTS for t in inside):
                    return None
                if any(t.word.kind == "ar" for t in inside):
                    return last + 1, self.names.key(at + 1, last)
                return None
        return None

    def _plain(self, at: int, type_: TypeWord, pro: str, *, quoted: bool = False) -> tuple[int, str] | None:
        tokens, n = self.tokens, len(self.tokens)
        if at < n and tokens[at].word.kind == "num" and type_.unknown == "barracks" and type_.number == "one" and (
                tokens[at].word.key.isdecimal()):
            return at + 1, tokens[at].word.key  # a camp under its number
        if at >= n or tokens[at].word.kind != "ar" or tokens[at].word.form.endswith(TANWEEN):
            return None
        if (last := self._hyphened(at)) and not pro:
            return last, self.names.key(at, last)
        match, head = self.names.matched.get(at), heads(tokens[at].word)
        common = head is not None and head.type is not None and head.type.definite
        if match is not None and not (match.last == at + 1 and (quoted or common)):
            return self._called_after_actor(at, type_)
        key = tokens[at].word.key
        if pro:
            key = next((rest for p, rest in tokens[at].word.proclitics if p == pro), key)
        opener = key in role("opener")
        if not (opener or quoted or self.namelike(at, key, type_)):
            return self._coloured(at, key, type_)
        last = self._reach(at, key, type_)
        if (last == at + 1 and opener) or not (pro or quoted or self._sure(last, type_)):
            return None
        return last, " ".join([key, *(t.word.key for t in tokens[at + 1: last])])

    def _hyphened(self, at: int) -> int:
        """End of a name whose words are joined by hyphens without spaces; 0 where none are."""
        tokens, last = self.tokens, at + 1
        while last + 1 < len(tokens) and tokens[last].word.form == "-" and tokens[last + 1].word.kind == "ar" and (
                tokens[last].start == tokens[last - 1].end and tokens[last + 1].start == tokens[last].end):
            last += 2
        return last if last > at + 1 else 0

    def _sure(self, last: int, type_: TypeWord) -> bool:
        """Whether a word behind "areas" or "quarters" is a name: another is joined to it, or where it lies is said."""
        if type_.number != "many" or type_.kind not in ("area", "neighbourhood"):
            return True
        if last >= len(self.tokens):
            return False
        after = self.tokens[last].word
        return after.kind == "ar" and (after.key.startswith("و") or after.key in role("placing") or (
            (head := heads(after)) is not None and head.pro == "ب"))

    def _reach(self, at: int, key: str, type_: TypeWord) -> int:
        """End of a name that starts with an acceptable word."""
        tokens, n, last = self.tokens, len(self.tokens), at + 1
        opener = key in role("opener")
        while opener and last < n and tokens[last].word.kind == "ar" and last - at < _LONGEST:
            opener = tokens[last].word.key in role("opener")
            last += 1
        while type_.unknown == "barracks" and last < n and last - at < _LONGEST and (
            tokens[last].word.kind == "num"
            or (tokens[last].word.key.startswith("ال") and tokens[last].word.key not in role("trim")
                and tokens[last].word.key not in role("battle"))
        ):
            last += 1
        if type_.kind in ("site", "building", "road"):
            while last + 1 < n and tokens[last].word.key in ("بن", "ابن"):
                last += 2
        tail = last < n and tokens[last].word.key in role("tail") and key not in role("tail")
        placed = last + 1 < n and (self.names.at(last + 1) or self._typed(last + 1))
        if tail and (tokens[last].word.key.startswith("ال") or not placed):
            last += 1
        elif last == at + 1 and self.goes_on(last):
            last += 1
        return last

    def _typed(self, at: int) -> bool:
        """Whether a word says what kind of place the next names (west of the town of X)."""
        head = heads(self.tokens[at].word)
        return head is not None and head.type is not None and not head.pro

    def _called_after_actor(self, at: int, type_: TypeWord) -> tuple[int, str] | None:
        """The camp of a body with a name of its own (Central Security), the mosque of a man."""
        match = self.names.matched[at]
        called = type_.kind in ("site", "building", "road") and not match.pro
        if called and any(s.kind == "person" for s in match.senses):
            last = match.last
            while last + 1 < len(self.tokens) and self.tokens[last].word.key in ("بن", "ابن"):
                last += 2
            return last, self.names.key(at, last)
        whole = match.last > at + 1 and self.tokens[at].word.key.startswith("ال") and not self.names.placed(match)
        return (match.last, self.names.key(at, match.last)) if type_.unknown == "barracks" and whole else None

    def _coloured(self, at: int, key: str, type_: TypeWord) -> tuple[int, str] | None:
        """A common noun with its adjective as the name of an area (the White River)."""
        head = heads(self.tokens[at].word)
        if type_.kind != "area" or type_.number != "one" or at + 1 >= len(self.tokens) or head is None:
            return None
        after = self.tokens[at + 1].word
        common = head.type is not None and head.type.definite
        if not common or after.kind != "ar" or not after.key.startswith("ال") or side_of(after) is not None:
            return None
        if after.key in role("stretch") or after.key in role("near"):
            return None
        return at + 2, f"{key} {after.key}"

    def goes_on(self, at: int) -> bool:
        """Whether the word at ``at`` is the second half of a name: rare, and a mark or a function word after it."""
        tokens, n = self.tokens, len(self.tokens)
        if at >= n or tokens[at].word.kind != "ar" or at in self.names.matched:
            return False
        key = tokens[at].word.key
        known = key in given() and tokens[at].word.form[-1] != "ى"  # "on" folds to the name Ali
        if not known and (key[0] in _WALKING or (key[0] == "و" and len(key) > _SHORT) or key.endswith(_BOUND)):
            return False
        if key.startswith("ال") or not (known or self.namelike(at, key, _ANY)):
            return False
        if at + 1 >= n:
            return True
        after = tokens[at + 1].word
        return after.kind != "ar" or after.key[0] == "و" or after.key in role("placing") or heads(after) is not None

    def namelike(self, at: int, key: str, type_: TypeWord) -> bool:
        """Whether a word may be a name behind this type word."""
        word = self.tokens[at].word
        head = heads(word)
        named = head is not None and head.type is not None and head.type.definite and head.type.kind == "building"
        if len(key) < 3 or (head and not named) or key in role("battle") or key.endswith(_BOUND):
            return False
        verblike = key.startswith(("ي", "سي", "ست")) or key.endswith("ت")
        if verblike and type_.number == "one" and key not in given() and self.names.context.senses[at].verbs:
            return False  # a street covered with, a mountain that stands in the way
        if key.startswith("لل") or (type_.kind == "front" and key in role("party")):
            return False
        if type_.kind in ("area", "road") and key[0] in _WALKING and self.names.context.senses[at].verbs:
            return False  # a region where somebody is active
        if key.endswith("يا") and key[:-1] in everyday():
            return False  # a residential (sakaniyyan) quarter
        if type_.number == "two":
            return True  # in construct a dual is followed by names
        if key[0] == "و" and (type_.number == "many" or type_.kind in ("building", "district")):
            return False
        definite, frequent = key.startswith("ال"), key in everyday()
        free = type_.unknown in ("square", "barracks") or (
            type_.kind in ("village", "neighbourhood") and type_.number == "one")
        if frequent and key in given() and type_.kind in ("district", "village", "town", "camp"):
            return self.goes_on(at + 1) or self._placed_man(at, key, type_)
        if frequent and not (definite and (free or self._placed_unit(at, type_))):
            return False
        if not definite and key.removeprefix("ال") in everyday():
            return False
        if key[0] == "ي" and key.endswith(("ون", "ه")):
            return False
        return not self._proclitic(at, key) and not self._adjective(key, type_)

    def _placed_man(self, at: int, key: str, type_: TypeWord) -> bool:
        """Whether a first name behind "village" or "town" is followed by where that lies, or by the end of a phrase."""
        if type_ is _ANY or type_.kind not in ("village", "town") or key.endswith("ه") or at + 1 >= len(self.tokens):
            return False
        after = self.tokens[at + 1].word
        side = side_of(after)
        return after.kind == "punct" or (side is not None and side.role == "noun") or after.key in role("placing")

    def _proclitic(self, at: int, key: str) -> bool:
        """Whether the word is an everyday one with a preposition or conjunction written onto it."""
        if key.startswith("لل") or (key[0] in "بلو" and key[1:3] == "ال"):
            return True
        return any(
            pro and "ك" not in pro and (rest in everyday() or rest.removeprefix("ال") in everyday())
            for pro, rest in self.tokens[at].word.proclitics
        )

    def _adjective(self, key: str, type_: TypeWord) -> bool:
        """Whether a word describes the kind of place (a military base) or the people of it."""
        if key.startswith("ال"):
            return type_.unknown == "named" and type_.kind != "road" and key.endswith(("ين", "ون"))
        feminine = type_.feminine or type_.kind == "building"
        loose = type_.unknown == "named" and feminine and key.endswith("ه") and len(key) > _SHORT
        if key.endswith(("يه", "يين", "يون", "ته")) or loose:
            return True
        return key.endswith("ي") and (key + "ه" in everyday() or "ال" + key in everyday())

    def _placed_unit(self, at: int, type_: TypeWord) -> bool:
        """Whether a word behind "subdistrict" or "area" is followed by where that lies, so that it is a name."""
        if type_.kind not in ("district", "area") or type_.number != "one" or at + 1 >= len(self.tokens):
            return False
        side = side_of(self.tokens[at + 1].word)
        return side is not None and side.role == "noun" and not side.pro

    def listed(self, at: int, *, sure: bool = False) -> tuple[int, str] | None:
        """(end, key) of an unknown name that "and" joins to a list of places (``sure``: of three or more); no verb, no
        noun with a pronoun."""
        word = self.tokens[at].word
        key = next((rest for pro, rest in word.proclitics if pro == "و"), "")
        after = self.tokens[at + 1].word if at + 1 < len(self.tokens) else None
        if after is not None and after.kind == "ar" and not after.key.startswith("و") and heads(after) is None and (
                key not in role("opener") and self.names.at(at + 1) is not None):
            return None  # the obelisk of Tayma
        if key.endswith("ا") and key[:-1] in everyday():
            return None  # an indefinite object
        if len(key) < 4 or key[0] in "يتن" or key.endswith(("ت", "وا", "ون", "ين", "ات", *_BOUND)):
            return None
        return self._plain(at, TypeWord("listed", "one", "any" if sure else "named"), "و")
