"""Sayings: speaker, verb, direct or indirect, the words.

A frame is a reporting verb (قال, وأضافت), its participle (مشيرا إلى) or a phrase (بحسب, وفقا لـ). Its speaker is the
actor named as its subject, before or behind the verb; a source inside a named body speaks as that body; a source
without a name gives no saying, unless it spoke to a named outlet. Where no subject is named the speaker carries over
from the frame before.
"""

from __future__ import annotations

from maydan.arabic.memo import within
from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context, Mention
from maydan.reading.sayings.lines import headed, posted
from maydan.reading.sayings.marks import LEAST_QUOTATION, NEAR, Marks
from maydan.reading.sayings.speakers import Subject
from maydan.reading.sayings.unnamed import addressee, clause_opens, indefinite, several, unnamed_wish
from maydan.reading.sayings.vocabulary import (
    ALREADY,
    BEFORE_NOUNS,
    BLAMING,
    BUT_THAT,
    BY_SAYING,
    DOUBTS,
    IMPERSONAL,
    LINKS,
    NO_SOURCES,
    NOT,
    OF_OTHERS,
    OUTRIGHT,
    PARTICLES,
    PRINTED,
    PRONOUNS,
    RELATIVE,
    RESUMED,
    SHOWN,
    THEREIN,
)
from maydan.reading.sayings.words import DASHES, OPENING, PAPERS, THAT, Verb, source_role, verb_of
from maydan.reading.why import why_of, why_word
from maydan.records import Saying

_TANWIN = ("اً", "ًا")
_LEAST_NEWS = 3  # tokens of what a verb tells that reports speech only before "that"
_LEAST_LINE = 5  # tokens of a clause behind it


def find_sayings(context: Context) -> None:
    """Fill ``context.sayings`` from the actors found."""
    finder = _Finder(context)
    frames = context.telling("sayings")
    for sentence in context.sentences:
        finder.sentence(sentence, within(frames, sentence.first, sentence.last))
    context.sayings.extend(finder.found)


class _Finder(Marks):
    """Goes through the sentences in order, since speakers carry over."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.found: list[Saying] = []
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
            if word.form in DASHES:
                self._signed(i)
                continue
            if word.form == ":":
                self._headed(i, s)
                continue
            if source_role(word) == "according":
                content_from = free = self._according(i, s, content_from)
                continue
            verb = verb_of(word)
            if verb is None or self.is_name(i):
                continue
            stop = self._verb(i, verb, s, content_from)
            if stop:
                content_from = stop
                free = self.until

    # -- frames ---------------------------------------------------------------------------------------------------

    def _verb(self, i: int, verb: Verb, s: Sentence, content_from: int) -> int:
        """One saying from the verb at token ``i``; returns the token after its frame, 0 if it reports nothing."""
        tokens = self.context.tokens
        mark, direct = self.mark(i, s)
        if i + 1 < s.last and tokens[i + 1].word.key in ALREADY and verb.shape == "past" and not direct:
            self.who.told_already(i + 2, s)
            return 0
        if mark is not None and i - 1 > s.first and tokens[i - 1].word.key == "كما" and i - content_from > 3 and any(
                token.word.form in ("،", ",") for token in tokens[i + 1:mark]):
            mark, direct = None, False  # "as X said, while ...": what X said stands before
        if mark is not None and not direct and self.noun_follows(i, mark):
            mark = None
        if mark is None and not self.voiced(i, verb, s) and not self.therein(i, verb) and (
                not self.complement(i, verb, s) or (verb.needs_that and not self.monitor(verb, i))):
            return 0
        if self._says_nothing(i, verb, mark, s):
            return 0
        stop = mark if mark is not None else min(i + 7, s.last)
        if verb.lemma in OF_OTHERS:
            speakers, named = self._of_others(i, verb, stop)
        else:
            speakers, named = self.who.subject(i, verb, stop, s, mark is not None)
        if not speakers or (verb.lemma == "علم" and self.who.kinds.get(speakers[0]) != "media"):
            if named and verb.lemma != "علم" and verb.shape == "past":
                self.who.current, self.who.spoken_at = None, i
            return 0
        if not named and (verb.lemma in SHOWN or (verb.shape == "present" and mark is None)):
            return 0
        if not named and several(tokens[i].key, verb) and (
                speakers[0].startswith("person:") or self.who.kinds.get(speakers[0]) in ("state", "media")):
            if speakers[0] not in self.who.together:
                return 0  # several speak, not the one who spoke before
            speakers = self.who.together
        if named:
            self.who.spoke(i, verb, speakers[0])
            self.who.together = speakers if len(speakers) > 1 else ()
        else:
            self.who.current = speakers[0]
        before = tokens[i - 1].word.key if i > s.first else ""
        if before == "كما" and mark is None and i - content_from > 3:
            self._add(i, speakers[0], content_from, i - 1, direct=False)
            return i + 1
        start = mark if mark is not None else self.after_subject(i, 0 if self.who.in_front else len(speakers), s)
        if start is None or start >= s.last:
            return 0
        if mark is None:
            said = verb_of(tokens[start].word)
            if said is not None and said.shape == "participle" and start > i + 1:
                return 0  # "answered saying": the participle reports the words
            if verb.lemma == "تبنى" and s.last - start < 3:
                start = i
        end = self.direct_end(start) if direct else self.indirect_end(start, s)
        if mark is None and verb.needs_that and end - start < _LEAST_NEWS:
            return 0
        for speaker in speakers:
            self._add(i, speaker, start + 1 if direct else start, end, direct=direct,
                      told_to=addressee(self.starts, i, start, speakers))
        if direct:
            self.until = end
        return start + 1

    def _says_nothing(self, i: int, verb: Verb, mark: int | None, s: Sentence) -> bool:
        """Whether a verb of saying reports nobody's words here: denied, wished, impersonal, in another sense."""
        tokens = self.context.tokens
        before = tokens[i - 1].word.key if i > s.first else ""
        if verb.shape == "participle" and i > s.first and tokens[i - 1].word.kind == "ar" and not (
                tokens[i].word.key in BY_SAYING or (mark is not None and mark <= i + 3 and (
                    tokens[i].word.form.endswith(("ا", "اً", "ًا")) or tokens[i].word.key in ("قائله", "مشيره")))):
            return True
        if before in BEFORE_NOUNS and verb.shape == "past":
            return True
        if verb.shape == "past" and ("\u064f" in tokens[i].word.form[:3] or tokens[i].word.form.endswith(_TANWIN)):
            return True  # the passive, written out; a noun (ردًا على)
        if verb.lemma == "رد" and before.removeprefix("و") in ("كان", "جاء", "ياتي"):
            return True  # a noun
        if verb.shape == "participle" and i > s.first and tokens[i - 1].word.kind == "num":
            return True  # those accused
        if verb.lemma == "عبر" and verb.shape == "past" and not any(
                t.key in ("عن", "له", "لهم", "لها") for t in tokens[i + 1:min(i + NEAR, s.last)]):
            return True  # crossed
        if verb.lemma == "شدد" and mark is None and not any(t.key == "علي" for t in tokens[i + 1:i + 8]):
            return True  # tightened
        if verb.force == "threat" and verb.shape == "present" and mark is None and not any(
                t.key[0] == "ب" for t in tokens[i + 1:i + 4]):
            return True  # endangers
        if self._acts(i, verb, mark, s):
            return True
        if tokens[i].word.key.lstrip("و") == "تبين" and mark == i + 1 and self.who.before(i, s) is None:
            return True  # it turned out
        if verb.lemma == "وعد" and verb.shape == "present" and not any(
                t.key[0] == "ب" for t in tokens[i + 1:min(i + 5, s.last)]):
            return True  # "is held to be"
        if verb.lemma == "تحدث" and mark is not None and tokens[mark - 1].key == "الي" and tokens[mark].key in THAT:
            return True  # "until"
        if verb.force == "accuse" and tokens[i].word.key.removeprefix("و") in BLAMING and not any(
                "مسؤولي" in t.key or "تبع" in t.key for t in tokens[i + 1:min(i + NEAR // 2, s.last)]):
            return True  # carries
        if before == "ما" and verb.lemma == "دعا":
            return True  # ما دعا كذا إلى: what caused it
        if unnamed_wish(self.context, i):
            return True  # who asked not to be named
        if verb.lemma == "جاء" and not self.therein(i, verb) and not any(
                t.key == "في" and n.key.removeprefix("ال") in PAPERS
                for t, n in zip(tokens[i + 1:i + 4], tokens[i + 2:i + 5], strict=False)):
            return True  # "came", but for: came in a statement
        if tokens[i].word.key in PARTICLES:  # prepositions, but for "made clear that", "voiced"
            clause = tokens[i].word.key[0] == "و" or before in ("", "،", ",")
            if not tokens[i].word.key.endswith("بين"):
                return not self.voices(i, s)
            named = self.starts.get(i + 1)
            while named is not None and named.last in self.starts and not self.starts[named.last].pro:
                named = self.starts[named.last]
            behind = named.last if named is not None else i + 1
            if named is not None and behind < s.last and tokens[behind].word.form in ("،", ","):
                behind += 1
            return not (clause and mark == behind)
        if verb.force == "accuse" and before in PRONOUNS and i + 1 < s.last and tokens[i + 1].key[0] == "ب":
            return True  # who was accused of
        if before in PRONOUNS and not self.named_before(i - 2, s) and not (
                {i + 1, i + 2} & self.starts.keys()):
            return True  # those who said it are nobody known
        if verb.shape != "present":
            return False
        if verb.lemma in ("أبان", "بين") and mark is not None and mark > i + 2 and i + 1 not in self.starts:
            return True  # shows
        if before == "ان" or (before in NOT and verb.lemma not in DOUBTS):
            return True  # what somebody should say, or did not, is not said
        if before in ("لا", "ولا") and verb.lemma not in DOUBTS:
            return True
        if mark is None and before in RELATIVE and not (
                verb.force == "accuse" and before in PRONOUNS and self.named_before(i - 2, s)):
            return True
        if mark == i + 1 and verb.lemma in IMPERSONAL and tokens[i].word.key.lstrip("وف").startswith("ي"):
            return self.who.before(i, s) is None  # يذكر أن: nobody says it
        named = self.ends.get(i - 1)
        return i > s.first and tokens[i - 1].word.kind == "ar" and indefinite(self.context, i - 1) and (
            named is None or not named.ref.startswith("person:"))

    def _acts(self, i: int, verb: Verb, mark: int | None, s: Sentence) -> bool:
        """Whether the verb at ``i`` tells an act or what is yet to be said, not words: a law passed, news printed in a
        paper, what will be announced, a verse, what I think myself, what somebody only claims of a thing."""
        tokens = self.context.tokens
        word = tokens[i].word
        behind = self.who.skip(i + 1, s.last)
        after = tokens[behind].word.key if behind < s.last else ""
        if verb.lemma in OUTRIGHT and mark is None and not any(
                t.key[0] == "ب" and len(t.key) > 3 for t in tokens[i + 1:min(i + NEAR, s.last)]):
            return True
        if verb.lemma in PRINTED and mark is None and after in ("في", "علي", "عن", "من"):
            return True
        if verb.shape == "present" and word.proclitics[-1][0] in ("س", "وس"):
            return True
        if i > s.first and tokens[i - 1].word.key in PRONOUNS and i + 1 < s.last and (
                tokens[i + 1].word.key in RESUMED):
            return True  # الهدنة التي دعت إليها كذا: what was called for, not the call
        if verb.shape == "past" and verb.lemma[0] == "ا" and word.form.removeprefix("و").removeprefix("ف")[:1] == "أ":
            return True  # وأعتقد: the writer's
        if verb.shape == "present" and mark is not None and (
                verb.force == "claim" and i > s.first and tokens[i - 1].word.key == "ما"):
            return True
        return verb.shape == "present" and mark is not None and i + 1 < mark <= i + 3 and (
            tokens[i + 1].word.key in THEREIN and tokens[mark - 1].word.form == ":")

    def _of_others(self, i: int, verb: Verb, stop: int) -> Subject:
        """Who speaks where an outlet passes on the words of somebody (نقل عن كذا قوله إن), or a paper holds them."""
        tokens = self.context.tokens
        if self.therein(i, verb):
            first = self.context.sentences[tokens[i].sentence].first
            holder = self.who.body(first, i)
            ref = holder.ref if holder is not None else self.who.current
            return Subject((ref,) if ref else (), named=True)
        links = LINKS if verb.lemma == "نسب" else LINKS - {"الي"}
        link = next((j for j in range(i + 1, min(stop, i + 14)) if tokens[j].key in links), 0)
        if not link:
            return self.who.subject(i, verb, stop, self.context.sentences[tokens[i].sentence], True)
        found = self.who.body(link + 1, stop)
        if found is None and verb.lemma == "جاء":
            paper = self.who.any_body(link + 1, stop) or self.who.current  # في بيان لوزارة الدفاع
            return Subject((paper,) if paper else (), named=True)
        if found is not None and (verb.lemma == "جاء" or not found.generic or found.ref.startswith("person:")):
            self.who.sourced(found.ref)
            return Subject((found.ref,), named=True)
        outlet = self.who.body(i + 1, link) or self.who.before(i, self.context.sentences[tokens[i].sentence])
        if any(source_role(t.word) in ("source", "person") for t in tokens[link + 1:stop]):
            self.who.sourced(None)
        ref = outlet.ref if outlet is not None else found.ref if found is not None else self.who.current
        return Subject((ref,) if ref else (), named=True)

    def _signed(self, i: int) -> None:
        """The words of a quoted post: the line before the dash and the name of who wrote it."""
        first, speaker = posted(self.who, i)
        if speaker is not None and i - 1 - first >= LEAST_QUOTATION and first >= self.until:
            self._add(i, speaker, first, i - 1, direct=True)
            self.who.current = None

    def _headed(self, i: int, s: Sentence) -> None:
        """The words of a line that opens with who says them."""
        first, speaker = headed(self.who, i)
        if speaker is not None and s.last - i > _LEAST_LINE and self.until <= first:
            self._add(i, speaker, i + 1, self.indirect_end(i + 1, s), direct=False)

    # -- phrases --------------------------------------------------------------------------------------------------

    def _according(self, i: int, s: Sentence, content_from: int) -> int:
        """A saying from بحسب, وفقا لـ, نقلا عن: its content stands before it, behind it where it opens the sentence."""
        tokens = self.context.tokens
        stop = min(i + NEAR, s.last)
        end = i + 1
        while end < stop and tokens[end].word.form not in ("،", ",", ".", "؛", ":"):
            key = tokens[end].word.key
            if end > i + 1 and (key in BUT_THAT or key in THAT or (
                    key in PRONOUNS and end - 1 in self.ends) or clause_opens(
                        self.context, self.starts, end, i, content_from)):
                break
            end += 1
        word = tokens[i + 1].word if i + 1 < s.last else None
        if word is not None and any(rest.removeprefix("ال") in NO_SOURCES for _, rest in word.proclitics):
            return i + 1
        roles = {source_role(tokens[j].word): j for j in range(i + 1, end)}
        speaker = self.who.any_body(i + 1, end)
        if speaker is None and "outlet" in roles:
            speaker = self.who.outlet(i)
        elif speaker is None and "carried" in roles:
            speaker = self.who.carried(roles["carried"])
        if speaker is None:
            return end
        self.who.current = speaker
        quoted = end + 1 < s.last and tokens[end + 1].word.form in OPENING and self.quotation(end + 1)
        if quoted:
            self._add(i, speaker, end + 2, quoted, direct=True)
            self.until = quoted
            return end
        opened = end < s.last and tokens[end].word.kind == "ar"  # the words follow without a comma
        that = end + 1 < s.last and tokens[end].word.kind == "punct" and tokens[end + 1].word.key in THAT
        if i - content_from <= 2 or (that and i - content_from <= 4 and i - s.first <= 4):
            if opened and tokens[end].word.key in PRONOUNS:
                return end
            if end + 1 < s.last:
                first = end if opened and tokens[end].word.key not in BUT_THAT else end + 1
                self._add(i, speaker, first, self.indirect_end(end + 1, s), direct=False)
            return end
        self._add(i, speaker, content_from, i, direct=False)
        return end

    # -- records --------------------------------------------------------------------------------------------------

    def _add(
        self, frame: int, speaker: str, first: int, last: int, *, direct: bool, told_to: Mention | None = None,
    ) -> None:
        context, tokens = self.context, self.context.tokens
        while last > first and tokens[last - 1].word.kind in ("punct", "line"):
            last -= 1
        while first < last and tokens[first].word.kind in ("punct", "line"):
            first += 1
        if last - first < 2:
            return
        self.who.spoken_at = frame
        start, end = tokens[first].start, tokens[last - 1].end
        verb = tokens[frame]
        rule = f"saying.{'source' if source_role(verb.word) == 'according' else 'verb'}"
        why = [why_word(context, "verb", frame, rule)]
        told = self.who.near(frame, speaker)
        if told is not None:
            why.append(why_of(context, "speaker", told, "" if told.first >= frame - 6 else "carried over"))
        if told_to is not None:
            why.append(why_of(context, "addressee", told_to))
        self.found.append(Saying(
            quote=context.text[start:end], start=start, end=end, sentence=tokens[first].sentence, speaker=speaker,
            verb=context.text[verb.start:verb.end], kind="direct" if direct else "indirect", frame_start=verb.start,
            frame_end=verb.end, rule=rule, why=tuple(why), addressee=told_to.ref if told_to is not None else None,
        ))
