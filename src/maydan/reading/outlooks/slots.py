"""Whose outlook it is, what it is about, until when, and which event it speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.outlooks.callers import (
    attempted,
    by_whom,
    caller,
    has_forces,
    heading,
    in_marks,
    is_she,
    last_speaker,
    moved,
    obliged,
    own_country,
    protested,
    rumoured,
    that_subject,
    threatens,
    verb_is_she,
    victim_tries,
)
from maydan.reading.outlooks.candidates import Candidate
from maydan.reading.outlooks.words import is_future, is_present_form, openings_of
from maydan.reading.sayings.words import THAT, source_role, verb_of
from maydan.records import Event

_UNNAMED = frozenset(("الترجيحات", "التوقعات", "توقعات", "ترجيحات", "مراقبون", "محللون", "يتوقع", "يحتمل"))
_OPINION = frozenset(("توقع", "توقعت", "ويتوقع", "يتوقع", "تتوقع", "وتوقع", "رجح", "ورجح", "يرجح", "ويرجح", "استبعد",
                      "واستبعد", "يستبعد", "راي", "وراي", "يري", "ويري", "حذر", "وحذر", "خشي", "وخشي", "يخشي"))
_EXPERTS = frozenset(("خبراء", "محللون", "مراقبون", "دبلوماسيون", "مصدر", "مصادر", "معارضون", "ناشطون", "نشطاء",
                      "مسؤولون", "محلل", "خبير", "دبلوماسي", "كثيرون", "البعض", "المراقبون", "المحللون", "الخبراء",
                      "قائد", "مسؤول", "ناطق", "متحدث", "ضابط", "سكان", "اهالي",
                      "عسكريين", "مسؤولين", "محللين", "خبراء", "مراقبين", "ناشطين"))
_MUTUAL = frozenset(("clash", "meeting", "negotiation-round", "agreement", "ceasefire"))
_TAKING_PART = frozenset(("بمشاركه", "بالتعاون", "بتعاون", "برفقه", "بالتنسيق", "بتنسيق", "بدعم", "باسناد",
                          "بمسانده", "جانب"))
_OPENING_REST = frozenset(("في", "من", "ان", "الي", "على", "علي", "منه", "منها", "منهم", "بان"))
_HOLDING = frozenset((
    "يخشي", "تخشي", "خشي", "خشيت", "يتخوف", "تتخوف", "تخوفت", "يتوقع", "تتوقع", "توقع", "توقعت", "يرجح", "ترجح", "رجح",
    "رجحت", "استبعد", "استبعدت", "يستبعد", "تستبعد", "اشترط", "اشترطت", "يشترط", "تشترط", "توعد", "توعدت", "تتوعد",
    "يتوعد", "تهديدات", "تهديد", "تعهد", "تعهدت", "يتعهد", "تتعهد", "حذر", "حذرت", "يحذر", "تحذر"))
_SAYING_TOO = frozenset((
    "متوقعا", "متوقعه", "مرجحا", "مرجحه", "محذرا", "محذره", "محذرين", "مستبعدا", "مستبعده", "متوعدا", "متوعده",
    "متعهدا", "متعهده", "مشترطا", "مشترطه", "متخوفا", "متخوفه"))
_ONES = frozenset((
    "احد", "احدي", "بعض", "اهالي", "الاهالي", "السكان", "سكان", "المدنيون", "المواطنون", "الناس", "كثيرون",
    "النازحون", "اللاجئون", "المزارعون", "التجار", "المراقبون", "المحللون", "الخبراء", "عاملون", "العاملون",
))
_FEARING = frozenset(("خوفا", "خشيه", "تخوفا"))
_TRYING = ("حاول", "يحاول", "تحاول", "يريد", "تريد", "يعتزم", "تعتزم", "ينوي", "تنوي", "يخطط", "تخطط", "يرغب", "ترغب")
_BEING = frozenset(("كان", "كانت", "كانوا"))
_RELATIVE = frozenset(("الذي", "التي", "الذين", "ممن", "اللذين", "اللواتي"))
_GOES_ON = 200  # characters for which somebody's "we" may go on behind words told as his
_TRIED = frozenset(("حاول", "حاولوا", "استعد", "اعتزم"))
_CITED = 4  # tokens between an opening and its source (من المنتظر، بحسب X، أن)
_CITING = frozenset(("بحسب", "حسب", "وفق", "وفقا", "حسبما"))
_FRONT = 2  # tokens before an aim that opens its sentence
_FIRST_VERB = 5  # tokens between that comma and the subject behind the verb
_FRONTED = 25  # tokens between such an aim and the comma behind it
_OURS = 5  # letters of a noun with "our"
_SUBJECT = 20  # tokens between a verb of wanting and the subject before it
_GLOSS = 12
_CUT = 3  # tokens between an actor and the next sentence
_PREPOSITIONS = frozenset(("علي", "من", "الي", "عن", "ضد", "في", "مع", "بين"))
_STOPS = frozenset(("،", ",", "؛", ":", "."))
_WILLS = frozenset((
    "اصرار", "تصميم", "حرص", "خطط", "طموح", "طموحات", "نوايا", "اهداف", "عزم", "نيه", "رغبه", "سعي", "محاوله",
    "محاولات", "مساعي", "اعتزام",
))
_ATTEMPTS = _WILLS | {"مسعي"}
_BEFORE_OBJECTS = frozenset((
    "علي", "من", "الي", "عن", "ضد", "في", "مع", "بين", "لمناطق", "مناطق", "مواقع", "نقاط", "عبر", "وعبر",
    "تجاه", "ازاء", "لدي", "باتجاه", "نحو", "داخل", "حول", "قرب", "بحق", "لصالح", "لدعم", "بدعم", "بمساعده",
    "لمساعده", "سوي", "مثل",
))


def _first_person(token: Token) -> bool:
    """Whether a verb or noun speaks of "we" (نسعى, سنواصل, رغبتنا)."""
    key = token.key
    return key.startswith(("سن", "وسن")) or (key[:1] == "ن" and key in _WE) or key.endswith("تنا") or key == "هدفنا"


_WE = frozenset(("نسعي", "نريد", "نعمل", "نتطلع", "ننوي", "نهدف", "نحرص", "نتوقع", "نامل", "نود"))


def _start(token: Token) -> int:
    return token.start


class Slots:
    """What the slots of outlooks are filled from: actors, sayings, events and times of a document."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.actors = sorted((m for m in context.mentions if m.kind == "actor"), key=lambda m: m.first)
        self.firsts = [m.first for m in self.actors]
        self.starts = {m.first: m for m in reversed(self.actors)}
        self.kinds = {a.id: a.kind for a in context.actors}
        self.times = sorted((m.first, m.ref) for m in context.mentions if m.kind == "time" and m.ref)
        self.triggers = sorted((e.trigger_start, e.record_id) for e in context.events if e.record_id)
        self.by_sentence: dict[int, list[Event]] = {}
        for event in context.events:
            self.by_sentence.setdefault(event.sentence, []).append(event)
        self._known: dict[int, tuple[str | None, Mention | None]] = {}  # by the token at which one opens
        self.frames = {s.frame_start: s.speaker for s in context.sayings}
        self.sayings = sorted((s.start, s.end, s.speaker) for s in context.sayings)

    def by(self, found: Candidate, s: Sentence) -> tuple[str | None, Mention | None]:
        """Whose outlook it is, with the mention that tells it where there is one; remembered."""
        if found.at not in self._known:
            self._known[found.at] = self._find_by(found, s)
        return self._known[found.at]

    def _find_by(self, found: Candidate, s: Sentence) -> tuple[str | None, Mention | None]:
        tokens, i, last = self.context.tokens, found.at, found.last
        feared = any(rest in _FEARING for t in tokens[i:i + 2] for _, rest in t.word.proclitics)
        if feared and found.kind == "forecast":  # خوفا من: who acts for fear of it
            doer, _ = self._doer(i, s, set())
            if doer is not None:
                return doer, None
        if found.kind != "aim":
            holder = self._holder(i, s)
            if holder is not None:
                return holder.ref, holder
            if self._held_by_others(i, s):
                return None, None
            if threatens(self.context, i, s) and (threatener := self._subject(
                    i, s, set(), s.last, verb_is_she(tokens[i].key))) is not None:
                return threatener.ref, threatener
            cited = next((j + 1 for j in range(i + 1, min(i + _CITED, s.last)) if tokens[j].key in _CITING), 0)
            if cited and (source := next((m for m in self.actors if m.first == cited), None)) is not None:
                return source.ref, source
            if cited and tokens[cited].key.removeprefix("ل") in _EXPERTS:
                return None, None
            if any(t.key in _UNNAMED or t.key[1:] in _UNNAMED for t in tokens[i:i + 4]) or self._unnamed_before(i, s):
                return None, None
            named = self.frames.get(tokens[i].start) or self.voice(i) or self._still_says(i, s, last)
            named = named or heading(self.context, self.actors, i, s)
            if named is None and (self._somebody_says(i, s) or rumoured(self.context, i, s)):
                return None, None
            if named is None and in_marks(self.context, i):
                return last_speaker(self.context, i), None  # somebody's words, of who spoke last
            return named or "author", None
        if (country := own_country(self.context, self.voice(i) or self._person_before(i, s), i)) is not None:
            return country, None
        ours = _first_person(tokens[i]) or self._ours(i, s)
        own = (self.voice(i) or self._still_says(i, s) or heading(self.context, self.actors, i, s)) if ours else None
        if own is not None:
            return own, None
        if tokens[i].key.endswith("هم") and (theirs := self._theirs(i, s)) is not None:
            return theirs.ref, theirs
        if victim_tries(self.context, i, s):
            return None, None
        behind = self._next_subject(i, s)
        if behind is not None:
            return behind.ref, behind
        if self._said_of_others(i, s):
            ends = (i - 1, i - 2) if tokens[i - 1].key in _RELATIVE else (i,)
            said_of = next((m for m in reversed(self.actors) if m.last in ends and m.first >= s.first), None)
            return (said_of.ref, said_of) if said_of is not None else (None, None)
        if is_present_form(tokens[i - 1].word) and i - 1 > s.first and not is_present_form(tokens[i].word):
            i -= 1  # تسعى لإبقاء: the aim is whose the verb is
        speaker = self.voice(i)
        agent = self._agent(i, last)
        if agent is not None:
            return agent.ref, agent
        k = bisect_right(self.firsts, i - 1) - 1
        if k >= 0 and self.actors[k].first > s.first and moved(self.context, self.actors[k], i):
            return self.actors[k].ref, self.actors[k]
        wanting = is_present_form(tokens[i].word)
        if not wanting and (fronted := self._fronted(found, s)) is not None:
            return fronted
        tried, trier = attempted(self.context, self.starts, i, s) if not wanting else (False, None)
        if tried:
            return (trier.ref, trier) if trier is not None else (None, None)
        if not wanting and (call := caller(self.context, i, s)) is not None:
            return call.speaker, None
        if obliged(self.context, self.starts, i, s) and (wants := speaker or self._still_says(i, s)) is not None and (
                self.kinds.get(wants) != "media"):
            return wants, None
        inside = {m.ref for m in self.actors[bisect_left(self.firsts, i):bisect_left(self.firsts, last)]}
        if wanting:
            subject = self._wanting(i, s) or self._subject(i, s, inside, _SUBJECT, verb_is_she(tokens[i].key))
            if subject is not None:
                return subject.ref, subject
        if protested(self.context, i, s):
            return ("civilians", None) if "civilians" in self.kinds else (None, None)
        doer, behind_doer = self._doer(i, s, inside)
        that, topic = that_subject(self.context, self.starts, i, s)
        if topic is not None and that >= behind_doer:
            if isinstance(topic, str):
                if speaker is not None and (topic == "he" or not speaker.startswith("person:")) and (
                        self.kinds.get(speaker) != "media"):
                    return speaker, None
            elif topic.ref not in inside and topic.ref != "civilians":
                return topic.ref, topic
        if doer is not None:
            nearer = self._own_clause(i, s, behind_doer, inside)
            return (nearer.ref, nearer) if nearer is not None else (doer, None)
        subject = self._subject(i, s, inside | ({speaker} if speaker else set()), s.last)
        if subject is not None:
            return subject.ref, subject
        k = bisect_right(self.firsts, i - 1) - 1
        near = self.actors[k] if k >= 0 and self.actors[k].first >= s.first else None
        if near is not None and near.ref not in inside and self.kinds.get(near.ref) != "media":
            if speaker is not None and self.kinds.get(speaker) != "media" and (
                    near.pro[-1:] in ("ب", "ل", "ك") or self._object(near)):
                return speaker, None
            return near.ref, near
        if speaker is not None:
            before = self._sentence_before(i, s, inside | {speaker})
            if before is not None:
                return before.ref, before
        if speaker is not None:
            return (speaker if self.kinds.get(speaker) != "media" else None), None
        return self._earlier(i, s), None

    def _earlier(self, i: int, s: Sentence) -> str | None:
        """Who did the last act of the sentence before, where this one names nobody."""
        if s.number == 0 or self.context.sentences[s.number - 1].paragraph != s.paragraph or (
                has_forces(self.context, s.first, i)):
            return None
        acts = [e for e in self.by_sentence.get(s.number - 1, ()) if e.status != "denied" and e.who]
        last = max(acts, key=lambda e: e.trigger_end, default=None)
        if last is None or len(last.who) > 1 or last.who[0] == "civilians":
            return None
        return last.who[0]

    def _wanting(self, i: int, s: Sentence) -> Mention | None:
        """The subject right before a verb of wanting, or before the relative pronoun there, whatever its words hold."""
        relative = self.context.tokens[i - 1].key in _RELATIVE
        k = bisect_right(self.firsts, i - 1) - 1
        mention = self.actors[k] if k >= 0 and i > s.first else None
        near = mention is not None and mention.first >= s.first and mention.last == i - relative and (
            mention.ref != "civilians") and self.kinds.get(mention.ref) != "media"
        if mention is None or not near or (mention.pro[-1:] in ("ب", "ل", "ك") or self._object(mention)):
            return None
        she, verb = is_she(self.context.tokens, mention), verb_is_she(self.context.tokens[i].key)
        return mention if she is None or verb is None or she == verb or relative else None

    def _said_of_others(self, i: int, s: Sentence) -> bool:
        """Whether a verb of trying or wanting is said of the noun right before it (مدنيين حاولوا, X الذين يحاولون), so
        that no actor named farther before is its subject."""
        tokens = self.context.tokens
        key = tokens[i].key
        before = tokens[i - 1].key if i > s.first else ""
        if i - 1 > s.first and before in _RELATIVE and is_present_form(tokens[i].word):
            return True
        if i - 1 > s.first and before in _BEING and not any(m.last == i - 1 for m in self.actors):
            return self.context.senses[i - 2].verbs == () and tokens[i - 2].word.kind == "ar"  # (سيارة كانت تحاول)
        if i - 1 <= s.first or not key.startswith(_TRYING):
            return False
        return before in _RELATIVE or (key.endswith(("وا", "ون")) and before.endswith(("ين", "ون")) and len(before) > 4)

    def _holder(self, i: int, s: Sentence) -> Mention | None:
        """Who fears, expects or sets the condition: the actor right behind such a verb (يخشى X, تتوقع X, اشترطت X)."""
        tokens = self.context.tokens
        if not any(rest in _HOLDING for _, rest in tokens[i].word.proclitics):
            return None
        k = bisect_left(self.firsts, i + 1)
        mention = self.actors[k] if k < len(self.actors) else None
        near = mention is not None and mention.first == i + 1 and mention.first < s.last and not mention.pro
        return mention if near else None

    def _held_by_others(self, i: int, s: Sentence) -> bool:
        """Whether somebody without a name fears or expects it: a noun right behind such a verb (يخشى سكان الحي)."""
        tokens = self.context.tokens
        after = tokens[i + 1] if i + 1 < s.last else tokens[i]
        if after.word.kind != "ar" or not any(rest in _HOLDING for _, rest in tokens[i].word.proclitics):
            return False
        return after.key in _ONES or source_role(after.word) in ("source", "person")

    def _person_before(self, i: int, s: Sentence) -> str | None:
        """The person named last before token ``i`` in its sentence."""
        k = bisect_right(self.firsts, i - 1) - 1
        while k >= 0 and self.actors[k].first >= s.first:
            if self.actors[k].ref.startswith("person:"):
                return self.actors[k].ref
            k -= 1
        return None

    def _ours(self, i: int, s: Sentence) -> bool:
        """Whether "our forces" are the subject right behind a verb of wanting (تستعد قواتنا)."""
        after = self.context.tokens[i + 1].key if i + 1 < s.last else ""
        return is_present_form(self.context.tokens[i].word) and len(after) > _OURS and after.endswith("نا")

    def _still_says(self, i: int, s: Sentence, last: int = 0) -> str | None:
        """The speaker of words told earlier in the sentence, or just before it for what "we" will do (in the words up
        to token ``last``), that go on."""
        tokens = self.context.tokens
        at, first = tokens[i].start, tokens[s.first].start
        participle = any(rest in _SAYING_TOO for _, rest in tokens[i].word.proclitics)
        we = _first_person(tokens[i]) or any(t.key.startswith("سن") and is_future(t.word) for t in tokens[i:last])
        best: str | None = None
        for start, end, speaker in self.sayings:
            if start > at:
                break
            between = self.context.text[end:at] if end <= at else ""
            near = start >= first if not we else at - end < _GOES_ON
            if speaker and near and (participle or we or not any(mark in between for mark in "»”\".")):
                best = speaker
        return best

    def _theirs(self, i: int, s: Sentence) -> Mention | None:
        """Whose attempt "their attempt" is: those named last, civilians too."""
        k = bisect_right(self.firsts, i - 1) - 1
        while k > 0 and self.actors[k].first >= s.first and by_whom(self.context, self.actors[k]):
            k -= 1  # from whom they suffered: their attempt is not his
        mention = self.actors[k] if k >= 0 else None
        return mention if mention is not None and mention.first >= s.first and (
            not mention.ref.startswith("person:") and self.kinds.get(mention.ref) not in ("media", "state")) else None

    def _somebody_says(self, i: int, s: Sentence) -> bool:
        """Whether a source without a name, or a verb of saying whose subject is nobody known, leads to token ``i``."""
        tokens = self.context.tokens
        said = False
        for j in range(s.first, i):
            word = tokens[j].word
            if source_role(word) in ("source", "carried"):
                return True
            if word.key in THAT and said:
                return True
            verb = verb_of(word)
            said = said or (verb is not None and verb.shape == "past" and not verb.needs_that)
        return False

    def _agent(self, i: int, last: int) -> Mention | None:
        """The actor behind من قبل inside the words: whose act it is."""
        tokens = self.context.tokens
        for m in self.actors[bisect_left(self.firsts, i):bisect_left(self.firsts, last)]:
            if m.first - 2 > i and tokens[m.first - 1].key in ("قبل", "جانب") and tokens[m.first - 2].key == "من":
                return m
        return None

    def _fronted(self, found: Candidate, s: Sentence) -> tuple[str, Mention | None] | None:
        """Whose aim it is that stands before its clause (بهدف قطع الطريق، قصفت X): the doer of the first act behind it,
        else the actor right behind its verb."""
        context, tokens, i = self.context, self.context.tokens, found.at
        k = bisect_left(self.firsts, s.first)
        if i - s.first > _FRONT or (k < len(self.actors) and self.actors[k].first < i):
            return None
        comma = next((j for j in range(found.stop, min(i + _FRONTED, s.last)) if tokens[j].word.form in "،,"), None)
        start = comma if comma is not None else found.stop
        for mention in self.actors[k:] if comma is not None else ():
            if mention.first > start + _FIRST_VERB or mention.first >= s.last:
                break
            if mention.first > start + 1 and not mention.pro and context.senses[mention.first - 1].verbs:
                return mention.ref, mention
        for event in self.by_sentence.get(s.number, ()):
            at = context.starts.get(event.trigger_start, 0)
            doers = [w for w in event.who if w != "civilians" and self.kinds.get(w) != "media"]
            told = comma is not None or any(context.senses[j].verbs for j in range(max(start + 1, at - 2), at + 1))
            if at > start and doers and told and not (comma is None and event.rule.startswith("masdar:")):
                return doers[0], None
        return None

    def _own_clause(self, i: int, s: Sentence, after: int, inside: set[str]) -> Mention | None:
        """An actor right behind a verb between the act and the aim: the aim is of a later clause."""
        tokens = self.context.tokens
        k = bisect_right(self.firsts, i - 1) - 1
        while k >= 0 and self.actors[k].first > max(after, s.first + 1):
            mention = self.actors[k]
            verbs = [self.context.senses[j].verbs and not self.context.senses[j].nouns
                     for j in range(max(s.first, mention.first - 3), mention.first)]
            free = mention.ref not in inside and mention.ref != "civilians" and self.kinds.get(mention.ref) != "media"
            if free and not mention.pro and any(verbs) and tokens[mention.first - 1].key not in _PREPOSITIONS and (
                    not mention.generic):
                return mention
            k -= 1
        return None

    def _sentence_before(self, i: int, s: Sentence, but: set[str]) -> Mention | None:
        """The actor that closes the sentence before, where this one names none (a quotation cut in two)."""
        k = bisect_right(self.firsts, s.first - 1) - 1
        mention = self.actors[k] if k >= 0 else None
        near = mention is not None and s.first - mention.last <= _CUT and mention.ref not in but
        return mention if near and mention is not None and mention.ref != "civilians" else None

    def _unnamed_before(self, i: int, s: Sentence) -> bool:
        """Whether a verb of opinion whose subject is nobody named opens the clause (وتوقع خبراء أن)."""
        tokens = self.context.tokens
        return any(t.key.removeprefix("و") in _OPINION and tokens[t.index + 1].key in _EXPERTS
                   for t in tokens[max(s.first, i - 6):i + 2] if t.index + 1 < s.last)

    def _subject(
        self, i: int, s: Sentence, inside: set[str], reach: int, she: bool | None = None,
    ) -> Mention | None:
        """The nearest actor before token ``i`` that may be the subject of what is wanted; adjectives come last, and
        those with whom the verb (feminine where ``she``) does not agree."""
        spare: Mention | None = None
        k = bisect_right(self.firsts, i - 1) - 1
        while k >= 0 and self.actors[k].first >= s.first and i - self.actors[k].last <= reach:
            mention = self.actors[k]
            taken = mention.pro and mention.pro[-1] in "بلك"
            free = mention.ref not in inside and mention.ref != "civilians" and self.kinds.get(mention.ref) != "media"
            if free and not taken and not self._object(mention):
                agrees = she is None or is_she(self.context.tokens, mention) in (None, she)
                if not mention.generic and agrees:
                    return mention
                spare = spare or mention
            k -= 1
        return spare

    def _doer(self, i: int, s: Sentence, inside: set[str]) -> tuple[str | None, int]:
        """The doer of the act that an aim hangs on: the event whose words stand nearest before, with one doer or
        none that acts against another; with the token at which that event stands."""
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        called = [w for event in self.by_sentence.get(s.number, ()) if event.type == "demand" and
                  event.trigger_end <= at for w in event.who if w not in inside]
        for event in self.by_sentence.get(s.number, ()):
            if event.trigger_end > at or event.status == "denied" or (
                    event.type in _MUTUAL and len(event.who) > 1):
                continue
            if event.status == "called-for" and called and not (set(event.who) & set(called)):
                best = max(best or (-1, ""), (event.trigger_end, called[0]))
                continue  # what somebody is called upon to do is an aim of who calls
            who = [w for w in event.who if w != "civilians" and w not in inside and self.kinds.get(w) != "media"]
            who = [w for w in who if not self._takes_part(w, s)]
            if who:
                best = max(best or (-1, ""), (event.trigger_end, who[0]))
        if best is None:
            return None, 0
        return best[1], bisect_left(self.context.tokens, best[0], s.first, i, key=_start)

    def _takes_part(self, ref: str, s: Sentence) -> bool:
        """Whether somebody only takes part in what others do (بمشاركة X, بالتعاون مع X) wherever the sentence names
        him."""
        tokens = self.context.tokens
        k = bisect_left(self.firsts, s.first)
        named = [m for m in self.actors[k:bisect_left(self.firsts, s.last)] if m.ref == ref]
        return bool(named) and all(any(t.key in _TAKING_PART for t in tokens[max(s.first, m.first - 2):m.first])
                                   for m in named)

    def _object(self, mention: Mention) -> bool:
        """Whether a preposition stands right before a mention: it is not the subject."""
        before = self.context.tokens[mention.first - 1].key if mention.first else ""
        return before in _BEFORE_OBJECTS or before in _TAKING_PART

    def _next_subject(self, i: int, s: Sentence) -> Mention | None:
        """The actor right behind a verb of aiming (تهدف روسيا), or behind "an attempt of" (في محاولة من)."""
        tokens = self.context.tokens
        word = tokens[i].word
        verb = any((r[:1] in "يت" and r[-1:] != "ا") or r.endswith("ت") or r in _TRIED
                   for _, r in word.proclitics) and openings_of(word)
        attempt = any(rest in _ATTEMPTS for t in tokens[i:i + 2] for _, rest in t.word.proclitics)
        if not (verb or attempt):
            return None
        k = bisect_right(self.firsts, i)
        if k >= len(self.actors):
            return None
        mention = self.actors[k]
        office = mention.ref.startswith("person:") and not any(
            t.word.kind == "punct" or t.key in _BEFORE_OBJECTS for t in tokens[i + 1:mention.first])
        if mention.first >= s.last or mention.first > i + (5 if attempt or office else 3):
            return None
        between = [t.key for t in tokens[i + 1:mention.first]]
        governed = any(key[:1] in "لب" and len(key) > 3 for key in between)
        if not attempt and (governed or (mention.generic and between)):
            return None
        if attempt:
            right = any(rest in _WILLS for _, rest in word.proclitics) and mention.first == i + 1 and not mention.pro
            return mention if right or "من" in between else None
        return mention if not mention.pro and not any(key in _STOPS for key in between) else None

    def voice(self, i: int) -> str | None:
        """The speaker of the words in which token ``i`` stands."""
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        k = bisect_right(self.sayings, (at, 1 << 60, ""))
        for start, end, speaker in self.sayings[max(0, k - 4):k]:
            if start <= at < end and speaker and (best is None or end - start < best[0]):
                best = (end - start, speaker)
        return best[1] if best else None

    def about(self, i: int, last: int) -> str:
        """What the outlook is about, in the text's own words behind those that open it, at most twelve."""
        tokens = self.context.tokens
        first = i
        while first < last - 2 and (openings_of(tokens[first].word) or tokens[first].key in _OPENING_REST):
            first += 1
        return " ".join(self.context.words(first, last).split()[:_GLOSS])

    def horizon(self, i: int, last: int) -> str | None:
        """The calendar time inside the words."""
        k = bisect_left(self.times, (i, ""))
        return self.times[k][1] if k < len(self.times) and self.times[k][0] < last else None

    def event(self, start: int, end: int) -> str | None:
        """The event that stands inside the words: the first one."""
        k = bisect_left(self.triggers, (start, ""))
        return self.triggers[k][1] if k < len(self.triggers) and self.triggers[k][0] < end else None
