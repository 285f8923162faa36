"""Where reported words begin and end: behind "that", a colon or a quotation mark, or as a complement of the verb."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context
from maydan.reading.sayings.speakers import Speakers
from maydan.reading.sayings.unnamed import unnamed_wish, words_at
from maydan.reading.sayings.vocabulary import (
    APART,
    BREAKS,
    COMPLEMENT,
    FEELINGS,
    NAMELESS,
    NOT_ITS,
    PARTICLES,
    PLAIN,
    PREPOSITIONS,
    THEREIN,
)
from maydan.reading.sayings.words import CLOSING, OPENING, THAT, Verb, source_role, verb_of

NEAR = 24  # tokens between a verb and "that": titles and names of a speaker
_FAR = 40  # tokens: the same with a long apposition
_OBJECT = 6  # tokens between a subject and a "that" that is not its verb's
LEAST_QUOTATION = 4  # tokens: shorter quotation marks hold a name


_CALLED = frozenset((
    "تنظيم", "حركه", "حزب", "جماعه", "ميليشيا", "مليشيا", "ميليشيات", "فصيل", "منظمه", "متمردي", "مسلحي", "مقاتلي",
    "عناصر", "وكاله", "صحيفه", "قناه", "شبكه", "موقع", "عمليه", "معركه", "غرفه", "لواء", "كتيبه", "كتائب", "جبهه",
    "فرقه", "تيار",
))
_NAME = 10  # tokens that a name in quotation marks may hold


class Marks:
    """Reads the frames of one document; ``who`` knows its actors."""

    def __init__(self, context: Context) -> None:
        self.context, self.who = context, Speakers(context)
        self.starts, self.ends = self.who.starts, self.who.ends
        self.named = {t for m in context.mentions if m.kind == "actor" for t in range(m.first + 1, m.last)}

    def mark(self, i: int, s: Sentence) -> tuple[int | None, bool]:
        """Token at which the reported words start: behind "that", a colon or an opening quotation mark."""
        tokens = self.context.tokens
        j, stop = i + 1, min(i + _FAR, s.last)
        if words_at(self.context, self.starts, i) and not self.is_name(i + 1):
            named = self.starts.get(i + 1)
            return named.last if named is not None else j, False
        while j < stop:
            token = tokens[j]
            key = token.word.key
            if key in THAT and tokens[j - 1].word.key.removeprefix("و") in APART:
                return None, False
            if key in THAT and j not in self.named and tokens[j - 1].word.key.removeprefix("و") not in NOT_ITS:
                if j + 1 < s.last and tokens[j + 1].word.form in OPENING and self.quotation(j + 1):
                    return j + 1, True
                return j, False
            if token.word.form == ":" and not (
                    tokens[j - 1].word.kind == "num" and j + 1 < s.last and tokens[j + 1].word.kind == "num"):
                if j + 1 < s.last and tokens[j + 1].word.form in OPENING:
                    return j + 1, True
                return (j + 1, False) if j + 1 < s.last and j - i <= NEAR else (None, False)
            if token.word.form in OPENING:
                close = self.quotation(j)
                if close and not self.quoted_name(i, j, close, s):
                    return j, True
                j = close or self.close(j) or j
            elif token.word.form in ("،", ",") and j - i > NEAR:
                return None, False
            elif self.reports(j, i):
                return None, False
            j += 1
        return None, False

    def quoted_name(self, i: int, j: int, close: int, s: Sentence) -> bool:
        """Whether the marks right behind the verb hold its subject, whose words follow behind "that"."""
        tokens = self.context.tokens
        return j == i + 1 and close - j < 2 * LEAST_QUOTATION and any(
            t.key in THAT for t in tokens[close + 1:min(close + 8, s.last)])

    def reports(self, j: int, i: int) -> bool:
        """Whether another reporting verb stands at ``j``, behind the one at ``i``."""
        word = self.context.tokens[j].word
        if j <= i + 1 or word.key in PARTICLES or verb_of(word) is None or self.is_name(j):
            return False
        return self.context.tokens[j - 1].word.key not in NAMELESS and not unnamed_wish(self.context, j)

    def therein(self, i: int, verb: Verb) -> bool:
        """Whether "came" at ``i`` brings what a paper holds (جاء فيه, جاء فيها)."""
        tokens = self.context.tokens
        return verb.lemma == "جاء" and i + 1 < len(tokens) and tokens[i + 1].word.key in THEREIN

    def voiced(self, i: int, verb: Verb, s: Sentence) -> bool:
        """Whether the verb at ``i`` voices a feeling or claims a deed, with its subject right behind it."""
        tokens = self.context.tokens
        if verb.lemma not in ("أبدى", "تبنى"):
            return False
        mention = self.starts.get(i + 1) or self.starts.get(i + 2)
        at = mention.last if mention is not None else i + 1
        while at < s.last and (tokens[at].word.kind == "punct" or at in self.who.times):
            at += 1
        if at >= s.last:
            return False
        key = tokens[at].word.key
        if verb.lemma == "تبنى":
            known = mention if mention is not None else self.ends.get(i - 1)
            return known is not None and self.who.kinds.get(known.ref) == "armed-group" and (
                self.context.senses[at].article or bool(self.context.senses[at].nouns) or self.who.act(at))
        for ending in ("هما", "هم", "ها", "ه", ""):
            stem = key.removesuffix(ending) if ending else key
            if stem in FEELINGS or (stem.endswith("ت") and stem[:-1] + "ه" in FEELINGS):
                return True
        return False

    def noun_follows(self, i: int, mark: int) -> bool:
        """Whether the subject is followed by its object at once, so that a "that" further on is another verb's."""
        mention = self.starts.get(i + 1)
        if mention is None or mark - mention.last < _OBJECT:
            return False
        after = self.context.tokens[mention.last].word
        return after.kind == "ar" and after.key not in PREPOSITIONS and not after.key.startswith(("ال", "ب", "ل"))

    def close(self, j: int) -> int:
        """Token of the closing mark of the quotation opened at ``j``, 0 if there is none near.

        One that is never closed ends with its paragraph, where another opens in a later one first.
        """
        tokens = self.context.tokens
        opening = tokens[j].word.form
        marks, line = CLOSING[opening], 0
        for k in range(j + 1, min(j + 250, len(tokens))):
            form = tokens[k].word.form
            if form in marks:
                return k
            if line and form == opening:
                return line
            if tokens[k].word.kind == "line" and not line:
                line = k
        return 0

    def quotation(self, j: int) -> int:
        """The closing token when what is quoted at ``j`` is long enough to be words and no name."""
        close = self.close(j)
        if j and close - j <= _NAME and self.context.tokens[j - 1].word.key in _CALLED:
            return 0  # a name in quotation marks, however long
        return close if close - j > LEAST_QUOTATION else 0

    def direct_end(self, start: int) -> int:
        close = self.close(start)
        return close or self.context.sentences[self.context.tokens[start].sentence].last

    def indirect_end(self, start: int, s: Sentence) -> int:
        """Token after the reported words: the next frame, a contrast, or the end of the sentence."""
        tokens = self.context.tokens
        for j in range(start + 2, s.last):
            word = tokens[j].word
            if tokens[j - 1].word.form in ("،", ",", "؛", ".") and word.kind == "ar":
                verb = verb_of(word)
                if verb is not None and word.key not in PARTICLES and not verb.needs_that and (
                        verb.shape == "participle" or word.key[0] in "وف"):
                    return j - 1
                if any(rest in BREAKS for _, rest in word.proclitics):
                    return j - 1
            if source_role(word) == "according" and j > start + 3:
                return j
        return s.last

    def complement(self, i: int, verb: Verb, s: Sentence) -> bool:
        """Whether the verb at ``i`` is followed by what it reports without "that" (إلى, على, عدم, a verbal noun)."""
        tokens = self.context.tokens
        j = self.who.skip(i + 1, s.last)
        if j < s.last and tokens[j].word.form in OPENING:
            j += 1
        if j >= s.last or tokens[j].word.kind != "ar":
            return False
        if j in self.starts or j + 1 in self.starts or (
                j + 2 in self.starts and tokens[j + 1].word.form in OPENING) or source_role(tokens[j].word):
            return True
        key = tokens[j].word.key
        if key in COMPLEMENT or (key[0] in "بل" and len(key) > 3):
            return True
        if verb.force in ("accuse", "praise") and verb.shape == "past" and self.who.before(i, s) is not None:
            return True
        return (j > i + 1 or verb.shape == "participle" or verb.lemma in PLAIN) and self.who.act(j)

    def monitor(self, verb: Verb, i: int) -> bool:
        """Whether a body that watches (an outlet, a monitor) is the subject of a verb of recording."""
        mention = self.starts.get(i + 1) or self.starts.get(i + 2) or self.ends.get(i - 1)
        return verb.force == "record" and mention is not None and self.who.kinds.get(mention.ref) in ("media", "other")

    def after_subject(self, i: int, speakers: int, s: Sentence) -> int | None:
        """Start of a complement without "that" (أعلن الجيش مقتل ...): behind the subject, if any."""
        tokens = self.context.tokens
        first, reach = i + 1, i + 4
        found = self.who.behind
        if speakers and found is not None and i < found.first < i + NEAR:
            first, reach, speakers = found.last, found.last + 4, speakers - 1
        for _ in range(speakers):
            mention = next((self.starts[j] for j in range(first, min(reach, s.last)) if j in self.starts), None)
            if mention is None:
                break
            first, reach = mention.last, mention.last + 4
        if first == i + 1:
            return self.who.skip(first, s.last)
        while first < s.last and tokens[first].word.kind == "punct" and tokens[first].word.form not in "،,":
            first += 1
        return self.who.skip(first, s.last)

    def is_name(self, i: int) -> bool:
        mention = self.starts.get(i)
        return i in self.who.names if mention is None else not mention.generic

    def named_before(self, j: int, s: Sentence) -> bool:
        """Whether an actor ends at token ``j``, or before the comma, the mark or the adjective there."""
        tokens = self.context.tokens
        for _ in range(3):
            if j in self.ends:
                return True
            word = tokens[j].word
            if j <= s.first or not (word.kind == "punct" or (word.key.startswith("ال") and j - 1 in self.ends)):
                return False
            j -= 1
        return False

    def voices(self, i: int, s: Sentence) -> bool:
        """Whether عبر at ``i`` is "voiced" (its concern) and not "across"."""
        tokens = self.context.tokens
        link = next((j for j in range(i + 1, min(i + 16, s.last)) if tokens[j].key == "عن"), 0)
        return link == i + 1 or any(j in self.starts for j in range(i + 1, min(i + 4, link)))
