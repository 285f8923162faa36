"""Clauses: a sentence as a row of items, cut at verbs and conjunctions, with the phrases around each verb or noun.

This is the engine that the readers of events, holdings, ties, sayings and outlooks share. It knows grammar, not
subjects: what a word *means* is left to the lexicon that the caller brings. How to use it::

    from maydan.reading.clauses import grammar_of
    for grammar in grammar_of(context):            # one Grammar a sentence, in order; made once and kept
        for clause in grammar.clauses:             # clause.verb, clause.kind, clause.subject, clause.start/end
            ...
        for i in range(grammar.first, grammar.last):
            grammar.sense(i)                        # what the word may be (words.Sense)
            grammar.verb_at(i)                      # VerbReading if the token is read as a finite verb here
            grammar.args_after(i)                   # Args behind token i: marker, head word, mention
            grammar.subject_of(i)                   # Args that are the subject of the verb at i
            grammar.governor_of(i)                  # the finite verb or noun on which a noun at i depends
            grammar.status_at(i)                    # happened, denied, planned, ... from the grammar around i

An :class:`Arg` is one mention (actor, place, time, figure) with the *marker* under which it stands ("bare", a
preposition, "agent", "cause", "from", "ranks", ...; see ``lexicons/ar/markers.tsv``) and the head word of its phrase
(مواقع in "على مواقع النظام"). All scans go forward once and stop at the end of their clause, so the cost is linear.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from maydan.arabic.tokens import Token
from maydan.arabic.verbs import VerbReading
from maydan.reading.context import Context, Mention
from maydan.reading.words import Marker, Sense, Words, words_of

_REACH = 60  # words that a phrase may stand from what governs it
_SOFT = {"،", ",", "؛", ":", ";"}
_DASHES = {"-", "–", "—"}


@dataclass(slots=True)
class Arg:
    """One mention as a phrase of a clause.

    Attributes:
        marker: "bare" or the marker's name. head: folded first word of the phrase before the mention, "" if none.
        mention: what it names; None for a phrase of plain words (``head`` then tells).
        at: token where the phrase begins; end: token after it.
        joined: whether it is coordinated with the phrase before (و).
        clause: number of the clause in the sentence.
    """

    marker: str
    head: str
    mention: Mention | None
    at: int
    end: int
    joined: bool = False
    clause: int = 0


@dataclass(slots=True)
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

    start: int
    end: int
    kind: str = "main"
    verb: int = -1
    reading: VerbReading | None = None
    subject_first: int = -1
    antecedent: int = -1
    parent: int = -1
    negative: str = ""
    particle: str = ""
    conj: bool = False


@dataclass(slots=True)
class Grammar:
    """One sentence with its clauses."""

    context: Context
    words: Words
    number: int
    first: int
    last: int
    mention_at: dict[int, list[Mention]]
    inside: dict[int, Mention]
    clauses: list[Clause] = field(default_factory=list)
    clause_of: list[int] = field(default_factory=list)
    markers: dict[int, tuple[Marker, str]] = field(default_factory=dict)

    def token(self, i: int) -> Token:
        """Token number ``i`` of the text."""
        return self.context.tokens[i]

    def key(self, i: int) -> str:
        """Folded form of token ``i``."""
        return self.context.tokens[i].word.key

    def sense(self, i: int) -> Sense:
        """What token ``i`` may be."""
        return self.words.sense(self.context.tokens[i].word)

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

    def args_after(self, i: int, *, stop: int = -1, marker: str = "bare", head: str = "",
                   breaks: set[int] | None = None) -> list[Arg]:
        """Phrases behind token ``i`` in reading order, up to the end of its clause, ``stop`` or a token in ``breaks``."""
        clause = self.clause(i)
        limit = min(clause.end if stop < 0 else stop, i + 1 + _REACH)
        return self.scan(i + 1, limit, marker, head, breaks)

    def scan(self, start: int, limit: int, marker: str = "bare", head: str = "",
             breaks: set[int] | None = None) -> list[Arg]:
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
                if pro[-1:] in ("ب", "ل", "ك"):
                    marker, head, opened = _CLITIC[pro[-1]], "", j
                elif comma and not joined and marker == "bare" and mention.kind in ("actor",):
                    head, opened = "", j
                for named in here:
                    found.append(Arg(marker, head, named, opened if not joined else j, named.last, joined,
                                     self.clause_of[j - self.first]))
                j = max(named.last for named in here)
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
                j = next((t for t in range(j + 1, j + m.length) if t in self.mention_at), j + m.length)
                comma = False
                continue
            word = tokens[j].word
            if word.kind == "punct":
                if word.form in _SOFT:
                    comma = True
                j += 1
                continue
            sense = self.sense(j)
            if sense.clitic and not sense.verbs:
                marker, head, opened, fresh = _CLITIC[sense.clitic], self.bare_key(j), j, False
                weapon = bool(sense.classes & _WEAPONS)
            elif marker == "ب" and weapon and "target" in sense.classes and not sense.conj and not sense.article \
                    and not sense.classes & _WEAPONS:
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
                found.append(Arg(marker, self.bare_key(j), None, j, j + 1, bool(sense.conj), self.clause_of[j - self.first]))
            j += 1
            comma = False
        return found

    def bare_key(self, i: int) -> str:
        """Folded word without conjunction, preposition and article, as far as a lexicon knows the rest."""
        word = self.context.tokens[i].word
        if word.kind != "ar":
            return word.key
        for split in word.splits:
            if split.enclitic:
                continue
            if split.stem in self.words.classes or (split.article and len(split.stem) > 1):
                return split.stem
        return word.key

    def _continues(self, j: int, limit: int) -> bool:
        """Whether a joined mention follows at ``j``."""
        here = self.mention_at.get(j) if j < limit else None
        return bool(here and here[0].pro.startswith("و"))

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
            if self.context.tokens[j].word.form in _SOFT or (j in self.markers):
                return j
            j += 1
        return j

    def subject_span(self, clause: Clause) -> tuple[int, int] | None:
        """Tokens of the subject that stands before the verb, or None."""
        if clause.verb < 0 or clause.subject_first < 0 or clause.subject_first >= clause.verb:
            return None
        return clause.subject_first, clause.verb

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


_CLITIC = {"ب": "ب", "ل": "ل", "ك": "ك"}
_WEAPONS = frozenset({"aircraft", "rocket", "artillery", "blast", "chemical"})


def _classed(sense: Sense) -> bool:
    return bool(sense.classes)


def grammar_of(context: Context) -> Iterator[Grammar]:
    """The grammar of each sentence in order; made at the first call for a context and kept with it."""
    words = words_of()
    mention_at: dict[int, list[Mention]] = {}
    inside: dict[int, Mention] = {}
    order = {"actor": 0, "place": 1, "time": 2, "figure": 3}
    for m in sorted(context.mentions, key=lambda m: (m.first, order.get(m.kind, 4))):
        mention_at.setdefault(m.first, []).append(m)
        if m.kind in ("actor", "place", "time"):
            for t in range(m.first, m.last):
                inside.setdefault(t, m)
    for sentence in context.sentences:
        grammar = Grammar(context, words, sentence.number, sentence.first, sentence.last, mention_at, inside)
        _mark(grammar)
        _cut(grammar)
        yield grammar


def _mark(grammar: Grammar) -> None:
    """Find the markers of the sentence; those inside a name are part of it."""
    i = grammar.first
    tokens = grammar.context.tokens
    while i < grammar.last:
        m = grammar.inside.get(i)
        if m is not None and m.kind in ("actor", "place") and m.first != i:
            i += 1
            continue
        found = grammar.words.marker(tokens, i, grammar.last)
        if found and (m is None or m.first + 1 < m.last or m.kind == "time") and not (m is not None and m.kind != "time"):
            grammar.markers[i] = found
            i += found[0].length
        else:
            i += 1


_OPENERS = ("sub", "comp", "rel", "result")


def _cut(grammar: Grammar) -> None:
    """Cut the sentence into clauses at conjunctions and finite verbs."""
    tokens = grammar.context.tokens
    clauses = grammar.clauses
    current = Clause(grammar.first, grammar.last)
    clauses.append(current)
    soft = -1  # last comma of the current clause
    negative = particle = ""
    i = grammar.first
    while i < grammar.last:
        mark = grammar.markers.get(i)
        if mark is not None:
            marker, _ = mark
            if marker.kind in _OPENERS:
                begin = i if marker.kind == "result" else i + marker.length
                current.end = i
                kind = marker.name if marker.kind != "rel" else "rel"
                current = Clause(begin, grammar.last, kind, antecedent=i if marker.kind == "rel" else -1,
                                 parent=len(clauses) - 1)
                clauses.append(current)
                soft, negative, particle = -1, "", ""
                if marker.kind == "result":
                    reading = _finite_at(grammar, i + 1)
                    if reading is not None:
                        current.verb, current.reading, current.subject_first = i + 1, reading, -1
                    i += 2
                    continue
            elif marker.kind == "neg":
                negative = marker.name
            elif marker.kind == "part":
                particle = marker.name
            i += marker.length
            continue
        word = tokens[i].word
        if word.kind == "punct":
            if word.form in _SOFT:
                soft = i
            i += 1
            continue
        inside = grammar.inside.get(i)
        if inside is not None:
            i = max(i + 1, inside.last) if inside.first == i else i + 1
            continue
        reading = _finite(grammar, i, current)
        if reading is None:
            if grammar.sense(i).present:
                negative = ""
            i += 1
            continue
        if current.verb < 0 or (current.reading is not None and _auxiliary(current, i)):
            if current.verb < 0:
                current.subject_first = current.start if current.start < i else -1
            current.verb, current.reading = i, reading
        else:
            start, kind = i, "join" if reading.pro.startswith(("و", "ف")) else "asyndetic"
            if kind == "asyndetic" and soft > current.verb:
                start = _before_verb(grammar, soft + 1, i)
                kind = "join" if start < i else kind
            parent = len(clauses) - 1
            current.end = start
            current = Clause(start, grammar.last, kind, i, reading, parent=parent,
                             antecedent=i if kind == "asyndetic" else -1,
                             subject_first=start if start < i else -1)
            clauses.append(current)
            soft = -1
        current.negative, current.particle = negative, particle
        current.conj = reading.pro.startswith(("و", "ف"))
        negative = particle = ""
        i += 1
    for n, clause in enumerate(clauses):
        upto = clauses[n + 1].start if n + 1 < len(clauses) else grammar.last
        clause.end = min(clause.end, upto)
    starts = [c.start for c in clauses]
    n = 0
    grammar.clause_of = []
    for i in range(grammar.first, grammar.last):
        while n + 1 < len(starts) and i >= starts[n + 1]:
            n += 1
        grammar.clause_of.append(n)


def _auxiliary(clause: Clause, i: int) -> bool:
    """Whether the verb of a clause is كان or its sisters right before the verb at ``i`` (or with the subject between)."""
    return clause.reading is not None and clause.reading.form.verb in _COPULAS and i - clause.verb <= 7


_SO_CALLED = {"يسمي", "تسمي", "يعرف", "تعرف"}
_COPULAS = {"كون:I/a~u", "زول:I/a~a", "ليس:I", "عود:I/a~u", "صبح:IV", "بيت:I/a~i"}


def _before_verb(grammar: Grammar, start: int, verb: int) -> int:
    """Where a clause with its subject before the verb begins: after the comma if a bare phrase stands there."""
    if start >= verb:
        return verb
    mark = grammar.markers.get(start)
    if mark is not None and mark[0].kind == "prep":
        return verb
    here = grammar.mention_at.get(start)
    if here and here[0].kind in ("time", "figure"):
        return verb
    if here and here[0].pro[-1:] in ("ب", "ل", "ك"):
        return verb
    if here and here[0].kind == "actor":
        return start
    sense = grammar.sense(start)
    return start if sense.nouns and not sense.clitic and verb - start <= 5 else verb


def _finite_at(grammar: Grammar, i: int) -> VerbReading | None:
    readings = grammar.sense(i).verbs if i < grammar.last else ()
    return readings[0] if readings else None


def _finite(grammar: Grammar, i: int, clause: Clause) -> VerbReading | None:
    """The reading of token ``i`` as a finite verb where it is one here."""
    sense = grammar.sense(i)
    if not sense.verbs or (i > grammar.first and grammar.key(i - 1) == "ما" and grammar.key(i) in _SO_CALLED):
        return None
    word = grammar.token(i).word
    readings = sense.verbs
    plain = [r for r in readings if not r.enclitic] or list(readings)
    best = plain[0]
    noun = bool(sense.nouns) or bool(sense.classes)
    before = i - 1
    previous = grammar.markers.get(before) if before >= grammar.first else None
    mark = _marker_before(grammar, i)
    if mark is not None and mark.kind == "prep" and mark.name not in ("منذ",):
        return None
    if mark is not None and mark.kind == "neg" and mark.name == "without":
        return None
    if noun and sense.conj and i > grammar.first and grammar.sense(i - 1).nouns and clause.verb != i - 1 and not mark:
        return None
    if sense.passive_mark:
        passive = [r for r in readings if r.form.passive]
        return passive[0] if passive else best
    sure = _sure(word.key, best, noun) or (not noun and best.form.verb in grammar.words.plain and not best.enclitic
                                            and best.form.person not in ("3md", "3fd"))
    if sure:
        return best
    if mark is not None and (mark.kind in ("rel", "neg") or (mark.kind == "part")):
        return best
    if mark is not None and mark.kind in ("sub", "comp") and mark.name not in ("that",):
        return best if _verb_first(grammar, i, clause) else None
    if mark is not None and mark.name == "that":
        return best if best.form.tense != "past" else None
    if _after_subject(grammar, i, clause, best):
        return best
    if _verb_first(grammar, i, clause):
        return best
    del previous
    return None


def _marker_before(grammar: Grammar, i: int) -> Marker | None:
    for back in (1, 2, 3, 4):
        j = i - back
        if j < grammar.first:
            return None
        found = grammar.markers.get(j)
        if found is not None:
            return found[0] if found[0].length == back else None
    return None


def _sure(key: str, reading: VerbReading, noun: bool) -> bool:
    """Whether the form can hardly be a noun."""
    form = reading.form
    stem = key[len(reading.pro.rstrip("س")):] if reading.pro else key
    if reading.future:
        return True
    if form.tense in ("present", "jussive"):
        if stem[0] == "ي":
            return True
        return not noun and len(stem) > 3 and stem[0] == "ت" and not reading.enclitic
    if form.tense == "imperative":
        return False
    if noun:
        return form.person in ("3mp",) and stem.endswith("وا")
    if form.person in ("3fs", "3mp", "3fp"):
        return len(stem) > 3
    return len(stem) > 3 and not reading.enclitic and form.person == "3ms"


def _after_subject(grammar: Grammar, i: int, clause: Clause, reading: VerbReading) -> bool:
    """Whether an actor stands as subject right before token ``i`` in a clause without a verb."""
    if clause.verb >= 0 or i == grammar.first:
        return False
    m = grammar.inside.get(i - 1)
    j = i - 1
    if grammar.token(j).word.form in _SOFT:
        m = grammar.inside.get(j - 1)
    if m is None or m.kind != "actor" or m.pro[-1:] in ("ب", "ل", "ك"):
        return False
    return m.first == clause.start or (_marker_before(grammar, m.first) is None and m.first - clause.start <= 3)


def _verb_first(grammar: Grammar, i: int, clause: Clause) -> bool:
    """Whether a form that may be a noun opens its clause and is followed by a subject as verbs are."""
    word = grammar.token(i).word
    sense = grammar.sense(i)
    opened = i == clause.start or grammar.token(i - 1).word.kind == "punct" or sense.conj != "" or (
        (found := grammar.markers.get(i - 1)) is not None and found[0].kind in ("sub", "part"))
    if not opened or i + 1 >= grammar.last:
        return False
    here = grammar.mention_at.get(i + 1)
    if here and here[0].kind in ("actor", "figure", "time") and not here[0].pro:
        return True
    after = grammar.sense(i + 1)
    following = grammar.token(i + 1).word
    if after.clitic:
        return False
    if "civil" in after.classes or "fighter" in after.classes or "person" in after.classes:
        return True
    if sense.nouns and following.key.startswith("ال") is False and not after.classes:
        return False
    return following.key.startswith("ال") or following.kind == "num" or (
        "member" in after.classes) or (not sense.nouns and len(word.key) > 3)
