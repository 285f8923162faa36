"""All names of a theatre in one index, matched over tokens: longest first, clitics stripped where a name remains."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import msgspec

from maydan.arabic.fold import fold
from maydan.arabic.memo import LIMIT, Memo
from maydan.arabic.tokens import Token, Word, tokenize
from maydan.theatre.model import TheatreData

_UNFOLDED = 1_360  # first words of names whose followers are kept unfolded, of one generation
STRONG, WEAK = "strong", "weak"


class Sense(NamedTuple):
    """One thing that a name may mean: ``kind`` is actor, person, place, area or event; ``strength`` strong or weak."""

    kind: str
    id: str
    strength: str


class NameMatch(NamedTuple):
    """A name found in a text.

    Attributes:
        first, last: token numbers, last exclusive.
        start, end: code points, proclitics left out.
        pro: proclitics before the name ("و", "ب", "ول", ...).
        senses: what it may mean.
    """

    first: int
    last: int
    start: int
    end: int
    pro: str
    senses: tuple[Sense, ...]


# A word of a name -> what may follow it; under "" stand the senses of a name that ends there.
Trie = dict[str, Any]


class NameIndex:
    """All names as a trie over words.

    Matching costs one dictionary look-up for each token whose form begins no name.
    """

    __slots__ = ("_alone", "_begins", "_behind", "_root", "_starts")

    def __init__(self, root: Trie) -> None:
        self._root = root
        self._behind: Memo[str, Trie] = Memo(self._node, _UNFOLDED)
        self._starts: Memo[Word, tuple[tuple[str, Trie], ...]] = Memo(self._start, _UNFOLDED)
        self._begins: Memo[Word, bool] = Memo(self.begins, LIMIT // 4)
        self._alone: Memo[str, tuple[Sense, ...]] = Memo(self._standing_alone, 1 << 11)

    @classmethod
    def build(cls, names: list[tuple[str, Sense]]) -> NameIndex:
        """Compile (name, sense) pairs; a name is split into tokens as texts are, punctuation left out."""
        root: Trie = {}
        for name, sense in names:
            node = root
            for key in name_keys(name):
                node = node.setdefault(key, {})
            senses = node.setdefault("", []) if node is not root else []
            if sense not in senses:
                senses.append(sense)
        return cls(root)

    def dump(self) -> Trie:
        """The compiled trie, for the cache."""
        return self._root

    def __contains__(self, name: str) -> bool:
        return bool(self.senses(name))

    def senses(self, name: str) -> tuple[Sense, ...]:
        """What a name means when it stands alone; () if it is unknown."""
        return self._alone[name]

    def _standing_alone(self, name: str) -> tuple[Sense, ...]:
        first, *rest = name_keys(name) or ("",)
        node = self._behind[first] if first in self._root else {}
        for key in rest:
            if key not in node:
                return ()
            node = node[key]
        return _senses(node)

    def _node(self, key: str) -> Trie:
        """What may follow a first word; read from the cache's bytes, which take a tenth of the memory."""
        node = self._root[key]
        found: Trie = msgspec.msgpack.decode(node) if type(node) is msgspec.Raw else node
        return found

    def _start(self, word: Word) -> tuple[tuple[str, Trie], ...]:
        return tuple((pro, self._behind[rest]) for pro, rest in word.proclitics if self._opens(word, pro, rest))

    def _opens(self, word: Word, pro: str, rest: str) -> bool:
        return rest in self._root and not pro.endswith("س") and not (pro and word.form.endswith(_TANWIN))

    def at(self, text: str, tokens: list[Token], i: int) -> list[NameMatch]:
        """All names that start at token ``i``, longest first, undivided form first."""
        found: list[NameMatch] = []
        for pro, node in self._starts[tokens[i].word]:
            start = -1
            for last, senses in _ends(tokens, i + 1, node):
                if start < 0:
                    start = tokens[i].after(text, len(pro)) if pro else tokens[i].start
                found.append(NameMatch(i, last, start, tokens[last - 1].end, pro, senses))
        if len(found) > 1:
            found.sort(key=lambda m: (-m.last, len(m.pro)))
        return found

    def begins(self, word: Word) -> bool:
        """Whether a name may begin with a word."""
        return any(self._opens(word, pro, rest) for pro, rest in word.proclitics)

    def find(self, text: str, tokens: list[Token], at: list[int] | None = None) -> list[NameMatch]:
        """Names of a text, leftmost longest, none overlapping; one match with all senses for the same stretch.

        Args:
            at: the tokens with whose words a name may begin, where that is known already (:meth:`begins`).

        The name of a dated event takes no words away from others: what it holds is found as well, after it.
        """
        found: list[NameMatch] = []
        free = 0
        if at is None:
            begins = self._begins
            at = [i for i, token in enumerate(tokens) if begins[token.word]]
        for i in at:
            if i < free:
                continue
            matches = self.at(text, tokens, i)
            while matches:
                best = matches[0]  # the undivided reading of a form wins over those with clitics taken off
                if len(matches) == 1:
                    alike = best.senses
                else:
                    every = [s for m in matches if m.last == best.last and m.pro == best.pro for s in m.senses]
                    alike = tuple(dict.fromkeys(every))
                    best = best._replace(senses=alike)
                found.append(best)
                if any(s.kind != "event" for s in alike):
                    free = best.last
                    break
                matches = [m for m in matches if any(s.kind != "event" for s in m.senses)]
        return found


_ONE_WORD = re.compile("[\u0620-\u063f\u0641-\u064a]+")
_TANWIN = ("ً", "اً", "ًا", "ٍ", "ٌ")  # an indefinite ending: an adverb or a noun, and no name behind a clitic
_INSIDE_NAMES = {'"', "«", "»", "“", "”", "'", "’", "‘", "(", ")", "-", "+"}


def _senses(node: Trie) -> tuple[Sense, ...]:
    """Senses of a name that ends at a node; made of the stored lists at the first call."""
    senses = node.get("", ())
    if type(senses) is list:
        senses = node[""] = tuple(Sense(*sense) for sense in senses)
    found: tuple[Sense, ...] = senses
    return found


def _ends(tokens: list[Token], at: int, node: Trie) -> list[tuple[int, tuple[Sense, ...]]]:
    """Where names that have come as far as ``node`` end: (token after, senses); marks inside a name are passed."""
    found: list[tuple[int, tuple[Sense, ...]]] = []
    n = len(tokens)
    while True:
        if "" in node:
            found.append((at, _senses(node)))
            if len(node) == 1:
                return found
        ahead = at
        while ahead < n and tokens[ahead].word.kind == "punct" and (
            tokens[ahead].word.form in _INSIDE_NAMES
            or (tokens[ahead].word.form == "." and len(tokens[at - 1].word.key) == 1)  # the letters of an agency
        ):
            ahead += 1
        if ahead >= n:
            return found
        key = tokens[ahead].word.key
        if not key or key not in node:
            return found
        node = node[key]
        at = ahead + 1


def name_keys(name: str) -> tuple[str, ...]:
    """A name as the keys of its tokens, punctuation left out."""
    if _ONE_WORD.fullmatch(name):
        return (fold(name),)
    return tuple(fold(t.word.form) for t in tokenize(name) if t.word.kind in ("ar", "num", "lat"))


def all_names(data: TheatreData) -> list[tuple[str, Sense]]:
    """Every (name, sense) of a theatre: actors, persons, places, areas, dated events; capitals are left to places."""
    found: list[tuple[str, Sense]] = []
    for actor in data.actors.values():
        found += [(n, Sense("actor", actor.id, STRONG)) for n in (*actor.names, *actor.metonyms)]
        found += [(n, Sense("actor", actor.id, WEAK)) for n in actor.weak_names]
        found += [(n, Sense("actor", actor.id, STRONG)) for n in actor.names_en if _latin_name(n)]
    for person in data.persons.values():
        found += [(n, Sense("person", person.id, STRONG)) for n in person.names]
        found += [(n, Sense("person", person.id, WEAK)) for n in person.weak_names]
    for place in data.places.values():
        strength = WEAK if place.common else STRONG
        found += [(n, Sense("place", place.id, strength)) for n in place.names]
        found += [(n, Sense("place", place.id, WEAK)) for n in place.weak_names]
    for area in data.areas.values():
        found += [(n, Sense("area", area.id, STRONG)) for n in area.names]
    for event in data.events.values():
        found += [(n, Sense("event", event.id, STRONG)) for n in event.names]
    return [(spelling, sense) for name, sense in found for spelling in _spellings(name)]


def _spellings(name: str) -> tuple[str, ...]:
    """A name, and where it holds عبد with a name of God the same written as one word, or apart."""
    if "عبد ال" in name:
        return name, name.replace("عبد ال", "عبدال")
    if "عبدال" in name:
        return name, name.replace("عبدال", "عبد ال")
    return (name,)


def _latin_name(name: str) -> bool:
    """Latin names short enough to be acronyms or single words that Arabic text prints as they are."""
    return name.isascii() and (name.isupper() or " " in name)
