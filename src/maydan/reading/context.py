"""What the parts of the reader share about one document while it is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

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


class Mention:  # noqa: PLW1641 - compared, never hashed
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

    __slots__ = ("end", "first", "generic", "index", "kind", "last", "pro", "ref", "start")

    def __init__(
        self, kind: str, first: int, last: int, start: int, end: int, ref: str, pro: str = "", index: int = -1,
        generic: bool = False,
    ) -> None:
        self.kind = kind
        self.first = first
        self.last = last
        self.start = start
        self.end = end
        self.ref = ref
        self.pro = pro
        self.index = index
        self.generic = generic

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Mention) and (
            self.first == other.first and self.last == other.last and self.start == other.start
            and self.end == other.end and self.kind == other.kind and self.ref == other.ref and self.pro == other.pro
            and self.index == other.index and self.generic == other.generic
        )


class Context:
    """A document on its way through the reader; each part fills its own fields and reads those before it.

    Attributes:
        text: the document, letter for letter.
        tokens, sentences: of the whole text. forms: the word of each token.
        theatre: what is known.
        published: date given from outside, "YYYY-MM-DD", or None. published_kind: what it is the date of ("incident"
            among its words: of what is reported, else of the page).
        url: address of the page, or "".
        skipped: (start, end) stretches not to be read (repeats, captions, boilerplate).
        quiet: stretches whose mentions count but whose statements do not (a headline that the body makes again).
        names: every name of the theatre found, leftmost longest.
        focus: ISO2 code of the country that the document is about, or ""; set with the actors.
        reference: set by dating.
        mentions: all mentions, by place in the text, none overlapping within a kind.
    """

    __slots__ = (
        "_kinds", "_starts", "_telling", "actors", "anchored_times", "doc", "events", "figures", "focus", "forms",
        "grammars", "holdings", "mentions", "names", "outlooks", "places", "published", "published_kind", "quiet",
        "reference", "sayings", "sentences", "skipped", "source", "text", "theatre", "ties", "times", "title", "tokens",
        "topics", "url",
    )

    def __init__(
        self, text: str, tokens: list[Token], sentences: list[Sentence], theatre: Theatre, *,
        published: str | None = None, title: str = "", source: str = "", doc: str = "",
        skipped: tuple[tuple[int, int], ...] = (), quiet: tuple[tuple[int, int], ...] = (),
        published_kind: str = "", url: str = "",
    ) -> None:
        from maydan.reading.telling import telling  # it knows all steps, and all steps know the context

        self.text = text
        self.tokens = tokens
        self.sentences = sentences
        self.theatre = theatre
        self.published, self.published_kind, self.url = published, published_kind, url
        self.title, self.source, self.doc = title, source, doc
        self.skipped, self.quiet = skipped, quiet
        self.names: list[NameMatch] = []
        self.focus = ""
        self.reference: ReferenceDate | None = None
        self.times: list[Time] = []
        self.anchored_times: list[AnchoredTime] = []
        self.places: list[Place] = []
        self.actors: list[Actor] = []
        self.figures: list[Figure] = []
        self.mentions: list[Mention] = []
        self.events: list[Event] = []
        self.holdings: list[Holding] = []
        self.ties: list[Tie] = []
        self.sayings: list[Saying] = []
        self.outlooks: list[Outlook] = []
        self.grammars: list[Grammar] = []
        self.topics: Topics | None = None
        self.forms: list[Word] = [token.word for token in tokens]
        self._telling: Telling = telling(theatre, self.forms)
        self._starts: dict[int, int] = {}
        self._kinds: dict[str, str] = {}

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
        quiet: tuple[tuple[int, int], ...] = (), published_kind: str = "", url: str = "",
    ) -> Context:
        """Tokens, sentences and names of a text; tokens of skipped stretches are left out of sentences and names."""
        tokens = tokenize(text) if tokens is None else tokens
        if skipped:
            kept = [t for t in tokens if not any(a <= t.start < b for a, b in skipped)]
            for i, token in enumerate(kept):
                token.index = i
            tokens = kept
        found = cls(text, tokens, sentences(text, tokens), theatre, published=published, title=title, source=source,
                    doc=doc, skipped=skipped, quiet=quiet, published_kind=published_kind, url=url)
        found.names = theatre.names.find(text, tokens, found.telling("names"))
        return found

    def close(self) -> None:
        """Let go of the grammars, which hold the context in turn: its memory then goes back at once.

        Else all that was made for a document would wait for the collector of cycles, an eighth of the cost of reading.
        """
        self.grammars.clear()

    def is_quiet(self, at: int) -> bool:
        """Whether statements at this code point do not count."""
        return any(start <= at < end for start, end in self.quiet)

    def words(self, first: int, last: int) -> str:
        """The text of tokens ``first`` to ``last`` (exclusive)."""
        return self.text[self.tokens[first].start: self.tokens[last - 1].end]
