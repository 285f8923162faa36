"""Sayings: speaker, verb, direct or indirect, the words.

A frame is a reporting verb (قال, وأضافت), its participle (مشيرا إلى) or a phrase (بحسب, وفقا لـ). Its speaker is the
actor named as its subject, before or behind the verb; a source inside a named body speaks as that body; a source
without a name gives no saying, unless it spoke to a named outlet. Where no subject is named the speaker carries over
from the frame before.
"""

from __future__ import annotations

from bisect import bisect_left

from maydan.arabic.memo import within
from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.sayings.words import CLOSING, OPENING, THAT, Verb, source_role, verb_of
from maydan.reading.why import why_of, why_word
from maydan.records import Saying

_NEAR = 24  # tokens between a verb and "that": titles and names of a speaker
_FAR = 40  # tokens: the same with a long apposition
_OBJECT = 6  # tokens between a subject and a "that" that is not its verb's
_LEAST_QUOTATION = 4  # tokens: shorter quotation marks hold a name
_BREAKS = frozenset(("فيما", "بينما"))
_RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "ما", "قد", "لا"))
_COMPLEMENT = frozenset(("الي", "عن", "علي", "من", "ضد", "عدم", "وجود", "وقوع", "سقوط", "مقتل", "اصابه", "استشهاد"))
_PREPOSITIONS = frozenset((
    "في", "من", "علي", "الي", "عن", "مع", "خلال", "عقب", "بعد", "قبل", "عبر", "امام", "لدي", "ان", "امس", "اليوم",
    "مساء", "صباح", "ليل", "يوم", "حول", "ردا", "تعليقا", "اثر", "منذ",
))
_NOT = frozenset(("لم", "ولم", "لن", "ولن"))
_DOUBTS = frozenset(("استبعد", "أخفى", "نفى"))  # "did not rule out" says something
_MANNER = frozenset(("قد", "كان", "كانت", "الذي", "التي", "الذين", "كما", "ايضا", "وكان", "وكانت"))


def find_sayings(context: Context) -> None:
    """Fill ``context.sayings`` from the actors found."""
    by_token: dict[int, Mention] = {}
    ends: dict[int, Mention] = {}
    for mention in context.mentions:
        if mention.kind == "actor":
            by_token.setdefault(mention.first, mention)
            ends[mention.last - 1] = mention
    finder = _Finder(context, by_token, ends)
    frames = context.telling("sayings")
    for sentence in context.sentences:
        finder.sentence(sentence, within(frames, sentence.first, sentence.last))
    context.sayings.extend(finder.found)


class _Finder:
    """Goes through the sentences in order, since speakers carry over."""

    def __init__(self, context: Context, starts: dict[int, Mention], ends: dict[int, Mention]) -> None:
        self.context, self.starts, self.ends = context, starts, ends
        self.kinds = {a.id: a.kind for a in context.actors}
        self.found: list[Saying] = []
        self.by_ref: dict[str, list[Mention]] = {}
        for first in sorted(starts):
            self.by_ref.setdefault(starts[first].ref, []).append(starts[first])
        self.speaker: str | None = None
        self.until = 0  # token after the last content: an open quotation is not searched for frames again

    def sentence(self, s: Sentence, frames: list[int]) -> None:
        """Try the tokens of a sentence at which a frame may open."""
        tokens = self.context.tokens
        content_from = s.first  # where a source phrase behind its content would reach back to
        free = self.until
        for i in frames:
            if i < free:
                continue
            word = tokens[i].word
            if source_role(word) == "according":
                content_from = free = self._according(i, s, content_from)
                continue
            verb = verb_of(word)
            if verb is None or self._is_name(i):
                continue
            stop = self._verb(i, verb, s, content_from)
            if stop:
                content_from = stop
                free = self.until

    def _is_name(self, i: int) -> bool:
        mention = self.starts.get(i)
        return mention is not None and not mention.generic

    # -- frames ---------------------------------------------------------------------------------------------------

    def _verb(self, i: int, verb: Verb, s: Sentence, content_from: int) -> int:
        """One saying from the verb at token ``i``; returns the token after its frame, 0 if it reports nothing."""
        tokens = self.context.tokens
        mark, direct = self._mark(i, s)
        if mark is not None and not direct and self._noun_follows(i, mark):
            mark = None
        if mark is None and (not self._complement(i + 1, s) or (verb.needs_that and not self._monitor(verb, i))):
            return 0
        before = tokens[i - 1].word.key if i > s.first else ""
        if verb.shape == "participle" and i > s.first and tokens[i - 1].word.kind == "ar":
            return 0
        if verb.shape == "present" and (before == "ان" or (before in _NOT and verb.lemma not in _DOUBTS)):
            return 0  # what somebody should say, or did not, is not said
        if mark is None and verb.shape == "present" and before in _RELATIVE:
            return 0
        if verb.lemma == "ذكر" and verb.shape == "present" and mark == i + 1 and tokens[i].word.key.startswith("ي"):
            return 0  # يذكر أن: nobody says it
        speaker, named = self._speaker(i, verb, mark if mark is not None else min(i + 7, s.last), s, mark is not None)
        if speaker is None:
            if named:
                self.speaker = None
            return 0
        if before == "كما" and mark is None and i - content_from > 3:
            self.speaker = speaker
            self._add(i, speaker, content_from, i - 1, direct=False)
            return i + 1
        self.speaker = speaker
        start = mark if mark is not None else self._after_subject(i, s)
        if start is None or start >= s.last:
            return 0
        end = self._direct_end(start) if direct else self._indirect_end(start, s)
        self._add(i, speaker, start + 1 if direct else start, end, direct=direct,
                  addressee=self._addressee(i, start, speaker))
        if direct:
            self.until = end
        return start + 1

    def _mark(self, i: int, s: Sentence) -> tuple[int | None, bool]:
        """Token at which the reported words start: behind "that", a colon or an opening quotation mark."""
        tokens = self.context.tokens
        j, stop = i + 1, min(i + _FAR, s.last)
        while j < stop:
            token = tokens[j]
            key = token.word.key
            if key in THAT:
                if j + 1 < s.last and tokens[j + 1].word.form in OPENING and self._quotation(j + 1):
                    return j + 1, True
                return j, False
            if token.word.form == ":":
                if j + 1 < s.last and tokens[j + 1].word.form in OPENING:
                    return j + 1, True
                return (j + 1, False) if j + 1 < s.last and j - i <= _NEAR else (None, False)
            if token.word.form in OPENING:
                close = self._quotation(j)
                if close:
                    return j, True
                j = self._close(j) or j
            elif token.word.form in ("،", ",") and j - i > _NEAR:
                return None, False
            elif self._reports(j, i):
                return None, False
            j += 1
        return None, False

    def _reports(self, j: int, i: int) -> bool:
        """Whether another reporting verb stands at ``j``, behind the one at ``i``."""
        return j > i + 1 and verb_of(self.context.tokens[j].word) is not None and not self._is_name(j)

    def _noun_follows(self, i: int, mark: int) -> bool:
        """Whether the subject is followed by its object at once, so that a "that" further on is another verb's."""
        mention = self.starts.get(i + 1)
        if mention is None or mark - mention.last < _OBJECT:
            return False
        after = self.context.tokens[mention.last].word
        return after.kind == "ar" and after.key not in _PREPOSITIONS and not after.key.startswith(("ال", "ب", "ل"))

    def _close(self, j: int) -> int:
        """Token of the closing mark of the quotation opened at ``j``, 0 if there is none near."""
        tokens = self.context.tokens
        marks = CLOSING[tokens[j].word.form]
        for k in range(j + 1, min(j + 250, len(tokens))):
            if tokens[k].word.form in marks:
                return k
        return 0

    def _quotation(self, j: int) -> int:
        """The closing token when what is quoted at ``j`` is long enough to be words and no name."""
        close = self._close(j)
        return close if close - j > _LEAST_QUOTATION else 0

    def _direct_end(self, start: int) -> int:
        close = self._close(start)
        return close or self.context.sentences[self.context.tokens[start].sentence].last

    def _indirect_end(self, start: int, s: Sentence) -> int:
        """Token after the reported words: the next frame, a contrast, or the end of the sentence."""
        tokens = self.context.tokens
        for j in range(start + 2, s.last):
            word = tokens[j].word
            if tokens[j - 1].word.form in ("،", ",", "؛", ".") and word.kind == "ar":
                verb = verb_of(word)
                if verb is not None and (verb.shape == "participle" or word.key[0] in "وف") and not verb.needs_that:
                    return j - 1
                if any(rest in _BREAKS for _, rest in word.proclitics):
                    return j - 1
            if source_role(word) == "according" and j > start + 3:
                return j
        return s.last

    def _complement(self, j: int, s: Sentence) -> bool:
        """Whether a participle is followed by what it reports (إلى, على, عدم, a noun)."""
        tokens = self.context.tokens
        if j < s.last and tokens[j].word.form in OPENING:
            j += 1
        if j >= s.last or tokens[j].word.kind != "ar":
            return False
        if j in self.starts or j + 1 in self.starts or source_role(tokens[j].word):
            return True
        key = tokens[j].word.key
        return key in _COMPLEMENT or (key[0] in "بل" and len(key) > 3)

    def _monitor(self, verb: Verb, i: int) -> bool:
        """Whether a body that watches (an outlet, a monitor) is the subject of a verb of recording."""
        mention = self.starts.get(i + 1) or self.starts.get(i + 2) or self.ends.get(i - 1)
        return verb.force == "record" and mention is not None and self.kinds.get(mention.ref) in ("media", "other")

    # -- speakers -------------------------------------------------------------------------------------------------

    def _speaker(self, i: int, verb: Verb, stop: int, s: Sentence, marked: bool) -> tuple[str | None, bool]:
        """(speaker, whether a subject is expressed): behind the verb, before it, or carried over."""
        tokens = self.context.tokens
        if verb.shape == "participle":
            return self.speaker, False
        after = i + 1
        while after < stop and tokens[after].word.key in ("قد", "ايضا", "كذلك", "اليوم", "امس", "،"):
            after += 1
        known = after in self.starts
        role = source_role(tokens[after].word) if after < stop and not known else ""
        if role in ("carried", "outlet"):
            carried = self.speaker if role == "carried" else self._outlet() or self.speaker
            return self._body(after + 1, stop if marked else min(after + 3, stop)) or carried, True
        reach = stop if marked else min(after + 2, stop)
        found = self._body(after, min(after + 5, stop) if role and not marked else stop if role else reach)
        if found:
            return found, True
        if role:
            return None, True
        before = self._before(i, s)
        if before:
            return before, True
        if after < stop and marked and stop - after > 3 and tokens[after].word.kind == "ar":
            return None, True  # a subject that names nobody known
        return self.speaker or (self._person(i) if marked else None), False

    def _person(self, i: int) -> str | None:
        """The person last named before token ``i``, not further back than the sentence before."""
        first = self.context.sentences[max(0, self.context.tokens[i].sentence - 1)].first
        for j in range(i - 1, first - 1, -1):
            mention = self.ends.get(j)
            if mention is not None and mention.ref.startswith("person:"):
                return mention.ref
        return None

    def _body(self, first: int, stop: int) -> str | None:
        """The actor that speaks among tokens ``first`` to ``stop``: a person before a body, one addressed last."""
        addressed: str | None = None
        body: str | None = None
        j = first
        while j < stop:
            mention = self.starts.get(j)
            if mention is None:
                j += 1
                continue
            if mention.pro.endswith("ل"):
                addressed = addressed or mention.ref
            elif mention.ref.startswith("person:"):
                return mention.ref
            elif body is None and mention.ref != "civilians":
                body = mention.ref
            j = mention.last
        return body or addressed

    def _outlet(self) -> str | None:
        """The outlet that speaks of itself: the one body of the press that the document names."""
        media = {ident for ident, kind in self.kinds.items() if kind == "media"}
        return media.pop() if len(media) == 1 else None

    def _before(self, i: int, s: Sentence) -> str | None:
        tokens = self.context.tokens
        if tokens[i].word.proclitics[-1][0] in ("و", "ف"):
            return None  # a conjunction opens a new clause: what stands before it is not the subject
        j = i - 1
        while j >= s.first and (tokens[j].word.key in _MANNER or tokens[j].word.form in ("،", ",", '"', "”", "»", ")")):
            j -= 1
        mention = self.ends.get(j) if j >= s.first else None
        if mention is None or (mention.pro and mention.pro[-1] in "بلك"):
            return None
        comma = any(tokens[k].word.form in ("،", ",") for k in range(j + 1, i))
        if comma and mention.first > s.first + 3:
            return None
        return mention.ref if mention.ref != "civilians" else None

    def _after_subject(self, i: int, s: Sentence) -> int | None:
        """Start of a complement without "that" (أعلن الجيش مقتل ...): behind the subject, if any."""
        tokens = self.context.tokens
        for j in range(i + 1, min(i + 3, s.last)):
            mention = self.starts.get(j)
            if mention is not None:
                j = mention.last
                while j < s.last and tokens[j].word.kind == "punct":
                    j += 1
                return j
        return i + 1

    # -- phrases --------------------------------------------------------------------------------------------------

    def _according(self, i: int, s: Sentence, content_from: int) -> int:
        """A saying from بحسب, وفقا لـ, نقلا عن: its content stands before it, behind it where it opens the sentence."""
        tokens = self.context.tokens
        stop = min(i + _NEAR, s.last)
        end = i + 1
        while end < stop and tokens[end].word.form not in ("،", ",", ".", "؛", ":"):
            end += 1
        speaker = None
        carried = False
        for j in range(i + 1, end):
            carried = carried or source_role(tokens[j].word) == "carried"
        speaker = self._body_any(i + 1, end) or (self.speaker if carried else None)
        if speaker is None:
            return end
        self.speaker = speaker
        quoted = end + 1 < s.last and tokens[end + 1].word.form in OPENING and self._quotation(end + 1)
        if quoted:
            self._add(i, speaker, end + 2, quoted, direct=True)
            self.until = quoted
            return end
        if i - content_from <= 2:
            if end + 1 < s.last:
                self._add(i, speaker, end + 1, self._indirect_end(end + 1, s), direct=False)
            return end
        self._add(i, speaker, content_from, i, direct=False)
        return end

    def _body_any(self, first: int, stop: int) -> str | None:
        best: str | None = None
        for j in range(first, stop):
            mention = self.starts.get(j)
            if mention is not None and mention.ref != "civilians":
                if mention.ref.startswith("person:"):
                    return mention.ref
                best = best or mention.ref
        return best

    # -- records --------------------------------------------------------------------------------------------------

    def _addressee(self, i: int, stop: int, speaker: str) -> Mention | None:
        """Whom the words are said to: the actor behind لـ between the verb and its words (قال لوكالة كذا إن)."""
        for j in range(i + 1, stop):
            mention = self.starts.get(j)
            if mention is not None and mention.pro.endswith("ل") and mention.ref not in (speaker, "civilians"):
                return mention
        return None

    def _add(
        self, frame: int, speaker: str, first: int, last: int, *, direct: bool, addressee: Mention | None = None,
    ) -> None:
        context, tokens = self.context, self.context.tokens
        while last > first and tokens[last - 1].word.kind in ("punct", "line"):
            last -= 1
        while first < last and tokens[first].word.kind in ("punct", "line"):
            first += 1
        if last - first < 2:
            return
        start, end = tokens[first].start, tokens[last - 1].end
        verb = tokens[frame]
        rule = f"saying.{'source' if source_role(verb.word) == 'according' else 'verb'}"
        why = [why_word(context, "verb", frame, rule)]
        told = self._named_near(frame, speaker)
        if told is not None:
            why.append(why_of(context, "speaker", told, "" if told.first >= frame - 6 else "carried over"))
        if addressee is not None:
            why.append(why_of(context, "addressee", addressee))
        self.found.append(Saying(
            quote=context.text[start:end], start=start, end=end, sentence=tokens[first].sentence, speaker=speaker,
            verb=context.text[verb.start:verb.end], kind="direct" if direct else "indirect", frame_start=verb.start,
            frame_end=verb.end, rule=rule, why=tuple(why), addressee=addressee.ref if addressee is not None else None,
        ))

    def _named_near(self, frame: int, speaker: str) -> Mention | None:
        """The mention of the speaker nearest to the verb, behind it first."""
        mentions = self.by_ref.get(speaker, [])
        k = bisect_left(mentions, frame, key=lambda m: m.first)
        if k < len(mentions) and mentions[k].first - frame <= _NEAR and mentions[k].first < frame + _NEAR:
            return mentions[k]
        return mentions[k - 1] if k else None
