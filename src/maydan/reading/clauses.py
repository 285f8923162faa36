"""Clauses: a sentence as a row of items, cut at verbs and conjunctions, with the phrases around each verb or noun.

This is the engine that the readers of events, holdings, ties, sayings and outlooks may share. It knows grammar, not
subjects: what a word *means* is left to the lexicon that the caller brings. How to use it::

    from maydan.reading.clauses import grammar_of
    for grammar in grammar_of(context):            # one Grammar a sentence, in order; made once for a context
        for clause in grammar.clauses:             # clause.kind, clause.verb, clause.reading, clause.start/end
            grammar.subject_span(clause)            # tokens of a subject before the verb, or None
        for i in range(grammar.first, grammar.last):
            grammar.sense(i)                        # what the word may be (words.Sense: verbs, nouns, classes)
            grammar.verb_at(i)                      # VerbReading if the token is the finite verb of its clause
            grammar.markers.get(i)                  # (Marker, conjunction) if a preposition or particle begins here
            grammar.args_after(i)                   # Args behind token i, to the end of its clause
            grammar.scan(a, b)                      # Args between two tokens

Roles come from frames (:mod:`maydan.reading.frames`): "على=target|في=where". Subjects with pronouns and agreement,
light verbs and status stand in :mod:`maydan.reading.events` (roles.subject_args, chain.attach, status.set_status).

An :class:`Arg` is one mention (actor, place, time, figure) with the *marker* under which it stands ("bare", a
preposition, "agent", "cause", "from", "ranks", ...; see ``lexicons/ar/markers.tsv``) and the head word of its phrase
(مواقع in "على مواقع النظام"). All scans go forward once and stop at the end of their clause, so the cost is linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maydan.arabic.memo import within
from maydan.arabic.tokens import Token
from maydan.arabic.verbs import VerbReading
from maydan.reading.context import Context, Mention
from maydan.reading.words import SOFT, Marker, Sense, Words, words_of

_TO_IT = frozenset(f"{to}{it}" for to in ("الي", "علي", "في", "عن", "من", "ب", "ل", "مع") for it in ("ه", "ها", "هم"))
_REACH = 60  # words that a phrase may stand from what governs it


class Arg:  # noqa: PLW1641 - compared, never hashed
    """One mention as a phrase of a clause.

    Attributes:
        marker: "bare" or the marker's name. head: folded first word of the phrase before the mention, "" if none.
        mention: what it names; None for a phrase of plain words (``head`` then tells).
        at: token where the phrase begins; end: token after it.
        joined: whether it is coordinated with the phrase before (و).
        clause: number of the clause in the sentence.
    """

    __slots__ = ("at", "clause", "end", "head", "joined", "marker", "mention")

    def __init__(
        self, marker: str, head: str, mention: Mention | None, at: int, end: int, joined: bool = False,
        clause: int = 0,
    ) -> None:
        self.marker = marker
        self.head = head
        self.mention = mention
        self.at = at
        self.end = end
        self.joined = joined
        self.clause = clause

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Arg) and (
            self.at == other.at and self.end == other.end and self.marker == other.marker and self.head == other.head
            and self.mention == other.mention and self.joined == other.joined and self.clause == other.clause
        )


class Clause:
    """A stretch with at most one finite verb.

    Attributes:
        start, end: token numbers, end exclusive (the start of the next clause).
        kind: what opened it: "main", "comp", "rel", "where", "while", "when", "before", "if", "result", "join", ...
        verb: token of the finite verb or -1; reading: its analysis.
        subject_first: where the subject before the verb begins, or -1 when the verb comes first.
        antecedent: for a relative clause, the token before which its antecedent stands; else -1.
        parent: clause that it hangs on, or -1.
        negative: name of the negation before the verb, or "". particle: "qad", "will", "maybe" or "".
    """

    __slots__ = (
        "antecedent", "conj", "end", "kind", "negative", "parent", "particle", "reading", "start",
        "subject_first", "verb",
    )

    def __init__(
        self, start: int, end: int, kind: str = "main", verb: int = -1, reading: VerbReading | None = None,
        subject_first: int = -1, antecedent: int = -1, parent: int = -1, negative: str = "", particle: str = "",
        conj: bool = False,
    ) -> None:
        self.start = start
        self.end = end
        self.kind = kind
        self.verb = verb
        self.reading = reading
        self.subject_first = subject_first
        self.antecedent = antecedent
        self.parent = parent
        self.negative = negative
        self.particle = particle
        self.conj = conj


@dataclass(slots=True)
class Grammar:
    """One sentence with its clauses; ``senses`` and the mentions are those of all tokens of its document.

    Attributes:
        asked: words of the sentence as the lexicon of events asks for them; set where that is first wanted.
    """

    context: Context
    words: Words
    number: int
    first: int
    last: int
    mention_at: dict[int, list[Mention]]
    inside: dict[int, Mention]
    senses: list[Sense]
    clauses: list[Clause] = field(default_factory=list)
    clause_of: list[int] = field(default_factory=list)
    markers: dict[int, tuple[Marker, str]] = field(default_factory=dict)
    asked: frozenset[str] | None = None
    _line: str = ""
    _keys: frozenset[str] | None = None

    @property
    def line(self) -> str:
        """The folded words of the sentence in one line, a space before and behind each."""
        if not self._line:
            keys = [w.key for w in self.context.forms[self.first: self.last] if w.kind != "punct"]
            self._line = f" {' '.join(keys)} "
        return self._line

    @property
    def keys(self) -> frozenset[str]:
        """The folded words of the sentence."""
        keys = self._keys
        if keys is None:
            keys = self._keys = frozenset([w.key for w in self.context.forms[self.first: self.last]])
        return keys

    def token(self, i: int) -> Token:
        """Token number ``i`` of the text."""
        return self.context.tokens[i]

    def key(self, i: int) -> str:
        """Folded form of token ``i``."""
        return self.context.tokens[i].word.key

    def sense(self, i: int) -> Sense:
        """What token ``i`` may be."""
        return self.senses[i]

    def clause(self, i: int) -> Clause:
        """The clause that token ``i`` stands in."""
        return self.clauses[self.clause_of[i - self.first]]

    def verb_at(self, i: int) -> VerbReading | None:
        """The reading of token ``i`` as the finite verb of its clause, or None."""
        clause = self.clause(i)
        return clause.reading if clause.verb == i else None

    def starts(self, i: int) -> list[Mention]:
        """Mentions that begin at token ``i``."""
        return self.mention_at.get(i, [])

    def args_after(
        self, i: int, *, stop: int = -1, marker: str = "bare", head: str = "", breaks: set[int] | None = None
    ) -> list[Arg]:
        """Phrases behind token ``i`` in order, to the end of its clause, ``stop`` or a token in ``breaks``."""
        clause = self.clause(i)
        limit = min(clause.end if stop < 0 else stop, i + 1 + _REACH)
        return self.scan(i + 1, limit, marker, head, breaks)

    def scan(
        self, start: int, limit: int, marker: str = "bare", head: str = "", breaks: set[int] | None = None
    ) -> list[Arg]:
        """Phrases between two tokens."""
        found: list[Arg] = []
        tokens = self.context.tokens
        opened = start
        fresh = True
        j = start
        comma = weapon = False
        while j < limit:
            if breaks and j in breaks:
                break
            here = self.mention_at.get(j)
            if here and here[0].kind == "figure":
                found.append(Arg(marker, head, here[0], opened, here[0].last, False, self.clause_of[j - self.first]))
            elif here:
                mention = here[0]
                pro = mention.pro
                joined = pro.startswith(("و", "ف"))
                if marker != "bare" and not pro and mention.kind == "place" and found and self._anew(
                        marker, found[-1], j):
                    marker, head, opened = "bare", "", j
                if pro[-1:] in ("ب", "ل", "ك"):
                    marker, head, opened = _CLITIC[pro[-1]], "", j
                elif comma and not joined and marker == "bare" and mention.kind in ("actor",):
                    head, opened = "", j
                for named in here:
                    found.append(
                        Arg(
                            marker,
                            head,
                            named,
                            opened if not joined else j,
                            named.last,
                            joined,
                            self.clause_of[j - self.first],
                        )
                    )
                j = mention.last if len(here) == 1 else max(named.last for named in here)
                fresh, comma = False, False
                if mention.kind == "time":
                    marker, head, fresh = "bare", "", True
                    continue
                if mention.kind not in ("figure", "time") and not self._continues(j, limit):
                    head = "" if marker == "bare" and mention.kind == "actor" else head
                continue
            mark = self.markers.get(j)
            if mark is not None:
                m, pro = mark
                if m.kind == "approx":
                    j += m.length
                    continue
                if m.kind == "prep":
                    if m.name == "source":
                        j = self._skip_source(j + m.length, limit)
                        continue
                    marker, head, opened, fresh = m.name, "", j, True
                    weapon = False
                elif m.kind in ("sub", "comp", "rel", "result") and j > start:
                    break
                j = j + 1 if m.length == 1 else next(
                    (t for t in range(j + 1, j + m.length) if t in self.mention_at), j + m.length)
                comma = False
                continue
            word = tokens[j].word
            if word.kind == "punct":
                if word.form in SOFT:
                    comma = True
                j += 1
                continue
            if j == start and word.key in _TO_IT:  # توصلت إليه روسيا
                j += 1
                continue
            sense = self.sense(j)
            if sense.clitic and not sense.verbs:
                marker, head, opened, fresh = _CLITIC[sense.clitic], self.bare_key(j), j, False
                weapon = bool(sense.classes & _WEAPONS)
            elif (
                marker == "ب"
                and weapon
                and "target" in sense.classes
                and not sense.conj
                and not sense.article
                and not sense.classes & _WEAPONS
            ):
                marker, head, opened, fresh, weapon = "bare", self.bare_key(j), j, False, False
            elif not head or fresh:
                head = self.bare_key(j)
                opened = j
                fresh = False
            elif marker == "bare" and found and not sense.article and _classed(sense):
                head, opened = self.bare_key(j), j
            elif sense.conj and _classed(sense):
                head = self.bare_key(j)
            weapon = weapon or (marker == "ب" and bool(sense.classes & _WEAPONS))
            if _classed(sense) or word.kind == "num":
                found.append(
                    Arg(marker, self.bare_key(j), None, j, j + 1, bool(sense.conj), self.clause_of[j - self.first])
                )
            j += 1
            comma = False
        return found

    def bare_key(self, i: int) -> str:
        """Folded word without conjunction, preposition and article, as far as a lexicon knows the rest."""
        return self.words.stem(self.context.tokens[i].word)

    def _continues(self, j: int, limit: int) -> bool:
        """Whether a joined mention follows at ``j``."""
        here = self.mention_at.get(j) if j < limit else None
        return bool(here and here[0].pro.startswith("و"))

    def _anew(self, marker: str, before: Arg, j: int) -> bool:
        """Whether a settlement begins a phrase of its own right behind another place from which something comes (من
        معسكر A بلدة B), or behind a party under any preposition, a comma or none between (، المدعومة من X، بلدة B)."""
        if before.mention is None or self.key(j) not in _SETTLEMENTS:
            return False
        if before.mention.kind == "place":
            return marker == "من" and before.mention.last == j
        last = before.mention.last
        return before.mention.kind == "actor" and (
            last == j or (last == j - 1 and self.context.tokens[last].word.form in SOFT))

    def _skip_source(self, j: int, limit: int) -> int:
        """Token after an attribution (بحسب المرصد ...): its end is the next comma, verb or marker."""
        stop = min(limit, j + 12)
        while j < stop:
            here = self.mention_at.get(j)
            if here:
                j = here[0].last
                if not (j < stop and self.mention_at.get(j)):
                    return j
                continue
            if self.context.tokens[j].word.form in SOFT or (j in self.markers):
                return j
            j += 1
        return j

    def subject_span(self, clause: Clause) -> tuple[int, int] | None:
        """Tokens of the subject that stands before the verb, or None."""
        if clause.verb < 0 or clause.subject_first < 0 or clause.subject_first >= clause.verb:
            return None
        first = clause.subject_first
        if first == self.first and clause.verb - first > 1:
            first = self._behind_dateline(first, clause.verb)
        return (first, clause.verb) if first < clause.verb else None

    def _behind_dateline(self, first: int, verb: int) -> int:
        """The token behind an outlet, a name and a place that open a report (وكالة - فلان - حلب قصفت)."""
        behind = next((t + 1 for t in range(verb - 1, first, -1) if self.context.tokens[t].word.form in _DASHES), first)
        if behind == first:
            return first
        named = self.inside.get(behind)
        if named is None or named.kind not in ("place", "actor"):
            return behind
        outlet = named.kind == "actor" and any(a.id == named.ref and a.kind == "media" for a in self.context.actors)
        return named.last if named.kind == "place" or outlet else behind

    def antecedent_args(self, clause: Clause) -> list[Arg]:
        """Phrases of the noun group that a relative clause describes, the nearest first."""
        if clause.antecedent < 0:
            return []
        parent = self.clause(clause.antecedent - 1) if clause.antecedent > self.first else None
        start = parent.start if parent else self.first
        start = max(start, clause.antecedent - 14)
        if parent and start <= parent.verb < clause.antecedent:
            start = parent.verb + 1
        return self.scan(start, clause.antecedent)[::-1]


_SETTLEMENTS = frozenset(("بلده", "مدينه", "قريه", "بلدتي", "قريتي", "مدينتي", "بلدات", "قري", "مخيم"))
_DASHES = frozenset(("-", "–", "—", "ـ", "/", ":"))
_CLITIC = {"ب": "ب", "ل": "ل", "ك": "ك"}
_WEAPONS = frozenset({"aircraft", "rocket", "artillery", "blast", "chemical"})


def _classed(sense: Sense) -> bool:
    return bool(sense.classes)


_QUOTES = frozenset(("«", "“", "”", '"', "'", "(", "‘", "″"))
_QUOTED = 2  # marks of quotation between "and" and the name that it joins


def _rejoin(context: Context) -> None:
    """Give names the "and" that a quote or a blank parts from them (قصفت قوات X و"حزب Y" بلدة Z)."""
    tokens = context.tokens
    for m in context.mentions:
        if m.pro[:1] == "و":
            continue
        at = m.first - 1
        while at > m.first - 1 - _QUOTED and at > 0 and tokens[at].word.form in _QUOTES:
            at -= 1
        if at >= 0 and tokens[at].word.key == "و" and tokens[at].sentence == tokens[m.first].sentence:
            m.pro = "و" + m.pro


def grammar_of(context: Context) -> Iterator[Grammar]:
    """The grammar of each sentence in order; made at the first call for a context and kept with it."""
    from maydan.reading.cutting import cut, mark

    if context.grammars:
        yield from context.grammars
        return
    words = words_of()
    mention_at: dict[int, list[Mention]] = {}
    inside: dict[int, Mention] = {}
    order = {"actor": 0, "place": 1, "time": 2, "figure": 3}
    for m in sorted(context.mentions, key=lambda m: (m.first, order.get(m.kind, 4))):
        mention_at.setdefault(m.first, []).append(m)
        if m.kind in ("actor", "place", "time"):
            for t in range(m.first, m.last):
                inside.setdefault(t, m)
    heads = [m.first for m in {id(m): m for m in inside.values()}.values() if inside[m.first] is m]
    _rejoin(context)
    begins, senses = context.telling("markers"), context.senses
    turns = sorted({*context.telling("turns"), *heads})
    for sentence in context.sentences:
        first, last = sentence.first, sentence.last
        grammar = Grammar(context, words, sentence.number, first, last, mention_at, inside, senses)
        mark(grammar, within(begins, first, last))
        cut(grammar, within(turns, first, last))
        context.grammars.append(grammar)
    yield from context.grammars
