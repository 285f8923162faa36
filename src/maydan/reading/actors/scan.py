"""One document while its actors are sought: what was found so far, and what the parts ask of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from maydan.arabic.fold import fold
from maydan.arabic.memo import FEW, Memo
from maydan.arabic.tokens import Token, Word
from maydan.reading.actors.lexicon import Cue, cues
from maydan.reading.context import Context
from maydan.theatre.compiled import Theatre
from maydan.theatre.model import ActorEntry, PersonEntry
from maydan.theatre.names import NameMatch, name_keys


class Nisba(NamedTuple):
    """A nisba adjective: proclitics, article, the actor that it points to, and whether it is a plural of persons."""

    pro: str
    definite: bool
    actor: str
    plural: bool


@dataclass(slots=True)
class Found:
    """A stretch that names an actor.

    Attributes:
        first, last: token numbers, last exclusive.
        start, end: code points, proclitics left out.
        ref: actor id; "" while a generic word waits for what it refers to.
        rule: the construction that found it.
        core: (start, end) of the words that an annotator would copy.
        wait: for generic words: how they are resolved ("head", "force", "possessive", ...), with ``key``.
        title: lexicon nouns, joined by |, of titles or words ("مصدر") under which the actor may be meant again.
        nested: inside the mention of another actor (the army in "the army's spokesman so-and-so").
        listed: whether it makes the actor one of the document's.
    """

    first: int
    last: int
    start: int
    end: int
    ref: str
    rule: str
    pro: str = ""
    core: tuple[int, int] = (0, 0)
    wait: str = ""
    key: str = ""
    arm: str = ""
    title: str = ""
    generic: bool = False
    nested: bool = False
    listed: bool = True
    kind: str = ""
    confidence: float = 0.9


class Vocabulary:
    """What a theatre says of written forms, remembered.

    Attributes:
        nisba: word -> the nisba that it is, or None.
    """

    __slots__ = ("_capitals", "_countries", "_heads", "nisba", "theatre")

    def __init__(self, theatre: Theatre) -> None:
        self.theatre = theatre
        nisbas: Memo[Word, Nisba | None] = Memo(self._read, FEW)
        self.nisba = nisbas.__getitem__
        self._heads: Memo[str, tuple[str, ...]] = Memo(name_keys, 1 << 12)
        self._capitals = {capital.split(" ", 1)[0] for capital in theatre.capitals}
        self._countries = {p.id for p in theatre.data.places.values() if p.kind == "country"}

    def may_act(self, match: NameMatch, word: Word) -> bool:
        """Whether a name may mean an actor: it is one, or a country, or begins as a capital does."""
        for sense in match.senses:
            if sense.kind in ("actor", "person") or sense.id in self._countries:
                return True
        return word.key[len(match.pro):] in self._capitals or word.key in self._capitals

    def first_words(self, name: str) -> tuple[str, ...]:
        """Keys of a name's words, remembered."""
        return self._heads[name]

    def is_nisba(self, word: Word) -> bool:
        """Whether a word is a nisba."""
        return self._read(word) is not None

    def _read(self, word: Word) -> Nisba | None:
        if word.kind != "ar":
            return None
        known = self.theatre.nisba
        for pro, rest in word.proclitics:
            if pro not in ("", "و", "ب", "ل", "ف", "وب", "ول", "ك"):
                continue
            definite = rest.startswith("ال")
            stem = rest[2:] if definite and rest[2:] in known else rest
            if stem not in known and stem.endswith("ا") and stem[:-1] in known and stem[:-1].endswith("ي"):
                if stem in _COUNTRY_LIKE:
                    continue
                stem = stem[:-1]
            actor = known.get(stem)
            if actor is not None:
                plural = stem.endswith(("ين", "ون", "يو")) or any(fold(p) == stem for p in actor.nisba_plural)
                return Nisba(pro, definite and stem != rest, actor.id, plural)
        return None


_COUNTRY_LIKE = {"روسيا", "تركيا", "سوريا", "ليبيا", "بريطانيا", "ايطاليا", "صربيا", "رومانيا", "اسبانيا", "المانيا"}


@lru_cache(maxsize=16)
def vocabulary(theatre: Theatre) -> Vocabulary:
    """The vocabulary of a theatre."""
    return Vocabulary(theatre)


Reader = Callable[["Scan", int, Cue], Found | None]


@dataclass(slots=True)
class Scan:
    """State of the search.

    Attributes:
        tokens: those of the context.
        names_at: token number -> name that starts there.
        focus: ISO2 code of the country that the document is about, or "".
        strong: ids of actors and persons whose unmistakable names stand in the document.
        occupier: the state called the occupation (:mod:`~maydan.reading.actors.occupier`); None until asked for.
        depth: how many phrases are being read one inside another.
        standing: token number -> its cues, where some are of several words.
        war: whether the document speaks of fighting at all; general words name forces only where it does.
        readers: class of a cue -> what reads it, for parts that need each other.
        found: what was found, by place in the text.
    """

    context: Context
    tokens: list[Token]
    vocabulary: Vocabulary
    names_at: dict[int, NameMatch]
    focus: str = ""
    strong: set[str] = field(default_factory=set)
    war: bool = False
    occupier: str | None = None
    depth: int = 0
    standing: dict[int, tuple[Cue, ...]] = field(default_factory=dict)
    readers: dict[str, Reader] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)

    def actor(self, ident: str) -> ActorEntry | None:
        """The theatre's row of an actor."""
        return self.vocabulary.theatre.data.actors.get(ident)

    def person(self, ident: str) -> PersonEntry | None:
        """The theatre's row of a person."""
        return self.vocabulary.theatre.data.persons.get(ident)

    def cues_at(self, i: int) -> tuple[Cue, ...]:
        """What token ``i`` says, forms of several words only where all of them stand."""
        found = cues(self.tokens[i].word) if 0 <= i < len(self.tokens) else ()
        if not found or not found[0].entry.rest:
            return found
        standing = self.standing.get(i)
        if standing is None:
            standing = tuple(c for c in found if not c.entry.rest or self._stands(i, c.entry.rest))
            self.standing[i] = standing
        return standing

    def title_at(self, i: int) -> Cue | None:
        """The title or office that stands at token ``i``."""
        return next((c for c in self.cues_at(i) if c.entry.cls == "title"), None)

    def _stands(self, i: int, rest: tuple[str, ...]) -> bool:
        tokens = self.tokens
        return i + len(rest) < len(tokens) and all(tokens[i + 1 + k].word.key == key for k, key in enumerate(rest))

    def word(self, i: int) -> Word | None:
        """The word at a token number within the same sentence's run, or None past the end."""
        return self.tokens[i].word if 0 <= i < len(self.tokens) else None

    def start(self, i: int, pro: str = "") -> int:
        """Code point at which token ``i`` starts without its proclitics."""
        token = self.tokens[i]
        return token.after(self.context.text, len(pro)) if pro else token.start

    def make(self, first: int, last: int, ref: str, rule: str, pro: str = "", **more: object) -> Found:
        """A :class:`Found` over tokens ``first`` to ``last``."""
        start = self.start(first, pro)
        end = self.tokens[last - 1].end
        found = Found(first, last, start, end, ref, rule, pro, (start, end))
        for name, value in more.items():
            setattr(found, name, value)
        return found
