"""What the parts of the reader share about one document while it is read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import msgspec

from maydan.arabic.sentences import Sentence, sentences
from maydan.arabic.tokens import Token, Word, tokenize

if TYPE_CHECKING:
    from maydan.reading.clauses import Grammar
    from maydan.reading.telling import Telling
    from maydan.reading.topics import Topics
    from maydan.reading.words import Sense
    from maydan.records import (
        AnchoredTime,
        Event,
        Figure,
        Holding,
        Outlook,
        Place,
        ReferenceDate,
        Saying,
        Tie,
        Time,
    )
    from maydan.records.mentions import Actor
    from maydan.theatre.compiled import Theatre
    from maydan.theatre.names import NameMatch


class Mention(msgspec.Struct, gc=False):
    """One stretch of words that names something, as constructions see it.

    Attributes:
        kind: "time", "place", "actor" or "figure".
        first, last: token numbers, last exclusive.
        start, end: code points, proclitics left out.
        ref: actor id; ``name_en`` of a place; TIMEX value of a time or ""; the number as text for a figure.
        pro: proclitics written onto the first word ("و", "ب", "ل", "ول", ...).
        index: number of the record in ``Context.times`` / ``figures`` (times and figures only).
        generic: for actors: found through a generic word, nisba or pronoun and not through a name.
    """

    kind: str
    first: int
    last: int
    start: int
    end: int
    ref: str
    pro: str = ""
    index: int = -1
    generic: bool = False


@dataclass(slots=True)
class Context:
    """A document on its way through the reader; each part fills its own fields and reads those before it.

    Attributes:
        text: the document, letter for letter.
        tokens, sentences: of the whole text. forms: the word of each token.
        theatre: what is known.
        published: date given from outside, "YYYY-MM-DD", or None.
        skipped: (start, end) stretches not to be read (repeats, captions, boilerplate).
        quiet: stretches whose mentions count but whose statements do not (a headline that the body makes again).
        names: every name of the theatre found, leftmost longest.
        focus: ISO2 code of the country that the document is about, or ""; set with the actors.
        reference: set by dating.
        mentions: all mentions, by place in the text, none overlapping within a kind.
    """

    text: str
    tokens: list[Token]
    sentences: list[Sentence]
    theatre: Theatre
    published: str | None = None
    title: str = ""
    source: str = ""
    doc: str = ""
    skipped: tuple[tuple[int, int], ...] = ()
    quiet: tuple[tuple[int, int], ...] = ()
    names: list[NameMatch] = field(default_factory=list)
    focus: str = ""
    reference: ReferenceDate | None = None
    times: list[Time] = field(default_factory=list)
    anchored_times: list[AnchoredTime] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    actors: list[Actor] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    mentions: list[Mention] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    holdings: list[Holding] = field(default_factory=list)
    ties: list[Tie] = field(default_factory=list)
    sayings: list[Saying] = field(default_factory=list)
    outlooks: list[Outlook] = field(default_factory=list)
    grammars: list[Grammar] = field(default_factory=list)
    topics: Topics | None = None
    forms: list[Word] = field(init=False)
    _telling: Telling = field(init=False)
    _starts: dict[int, int] = field(init=False)
    _kinds: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        from maydan.reading.telling import telling  # it knows all steps, and all steps know the context

        self.forms = [token.word for token in self.tokens]
        self._telling = telling(self.theatre, self.forms)
        self._starts, self._kinds = {}, {}

    @property
    def kinds(self) -> dict[str, str]:
        """Kind of each actor (by id) and each place (by ``name_en``); for steps behind those that find them."""
        if not self._kinds:
            self._kinds = {p.name_en: p.kind for p in self.places} | {a.id: a.kind for a in self.actors}
        return self._kinds

    @property
    def starts(self) -> dict[int, int]:
        """Code point at which a token starts -> its number."""
        if not self._starts:
            self._starts = {token.start: i for i, token in enumerate(self.tokens)}
        return self._starts

    def telling(self, step: str) -> list[int]:
        """Numbers of the tokens that may tell a step something (:mod:`maydan.reading.telling`)."""
        return self._telling.tokens[step]

    @property
    def senses(self) -> list[Sense]:
        """What each token may be in a clause."""
        return self._telling.senses

    @classmethod
    def of(
        cls, text: str, theatre: Theatre, *, tokens: list[Token] | None = None, published: str | None = None,
        title: str = "", source: str = "", doc: str = "", skipped: tuple[tuple[int, int], ...] = (),
        quiet: tuple[tuple[int, int], ...] = (),
    ) -> Context:
        """Tokens, sentences and names of a text; tokens of skipped stretches are left out of sentences and names."""
        tokens = tokenize(text) if tokens is None else tokens
        if skipped:
            kept = [t for t in tokens if not any(a <= t.start < b for a, b in skipped)]
            for i, token in enumerate(kept):
                token.index = i
            tokens = kept
        found = cls(text, tokens, sentences(text, tokens), theatre, published=published, title=title, source=source,
                    doc=doc, skipped=skipped, quiet=quiet)
        found.names = theatre.names.find(text, tokens, found.telling("names"))
        return found

    def is_quiet(self, at: int) -> bool:
        """Whether statements at this code point do not count."""
        return any(start <= at < end for start, end in self.quiet)

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start: self.tokens[last - 1].end]
