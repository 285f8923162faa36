"""Who speaks: the subject of a verb of saying, before or behind it, or the speaker or source named before."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from maydan.arabic.sentences import Sentence
from maydan.reading.actors.lexicon import given_names
from maydan.reading.context import Context, Mention
from maydan.reading.places.vocabulary import everyday
from maydan.reading.sayings.bodies import NEAR, QUOTES, Bodies, one
from maydan.reading.sayings.unnamed import (
    behind_verb,
    doer_before,
    issuer,
    led_by_subject,
    no_subject,
    several,
    she_says,
    suffers,
    tells_only,
)
from maydan.reading.sayings.vocabulary import BODIES
from maydan.reading.sayings.words import THAT, Verb, source_role, verb_of

_ABOUT = 4  # tokens between a verb and what its subject tells about
_BACK = 5  # tokens between a verb and the source without a name before it
_RELATIVE = frozenset(("الذي", "التي", "الذين"))
_FEMININE = {"الذي": False, "التي": True}
_MANNER = frozenset(("قد", "كان", "كانت", "الذي", "التي", "الذين", "كما", "ايضا", "وكان", "وكانت"))
_SHORT = frozenset(("الحكومه", "الوزاره", "الجيش", "الحركه", "الجبهه", "التنظيم", "الجماعه", "الرئاسه"))
_OFFICES = frozenset(("وزير", "وزيره", "رئيس", "رئيسه", "سفير", "سفيره", "مندوب", "مندوبه", "مبعوث", "مبعوثه", "نائب",
                      "امير", "ملك", "مستشار", "مستشاره", "جنرال", "قائد"))
_OF_SOMEBODY = frozenset(("ممثل", "ممثله", "مبعوث", "محامي", "محاميه", "وكيل", "مستشار", "والد", "والده", "شقيق",
                          "شقيقه", "زوجه", "زوج", "نجل", "ابن", "ابنه", "مساعد", "نائب", "مدير"))
_HERS = frozenset(("زوجه", "والده", "شقيقه", "ابنه", "جده", "مؤسسه", "جمعيه", "شركه", "مجموعه", "مبادره", "جامعه"))
_BROUGHT_OUT = frozenset(("نشرته", "نشره", "نشرتها", "نشرها", "اصدرته", "اصدره", "اصدرتها", "اصدرها", "اعدته", "اعده",
                          "بثته", "اعدتها", "اعدها"))
_OPPOSED = frozenset(("معارضه", "معارض", "معارضين", "معارضون"))
_MEANT_FAR = 150  # tokens back to where somebody was named in full
_AS_FOR = frozenset(("اما", "واما"))
_ITS_SUBJECT = frozenset(("انه", "انها", "بانه", "بانها"))
_COMMA = frozenset(("،", ","))
_THEREIN = frozenset(("فيه", "فيها", "خلاله", "خلالها"))
_TURNS = frozenset(("جهته", "جهتها", "جانبه", "جانبها", "ناحيته", "ناحيتها", "طرفه", "طرفها", "جهتهم", "جانبهم"))
_BUT = frozenset(("لكنه", "لكنها", "لكنهم", "لكنهما"))
_BEGINNINGS = frozenset((
    "كان", "كانت", "وكان", "وكانت", "ان", "لكن", "ولكن", "فيما", "بينما", "حيث", "ان", "بان", "الا", "كما", "علما",
))  # before a subject in front of its verb
_ISSUED = frozenset(("بيان", "بيانه", "بيانها"))
_PAPER = 9  # tokens between a verb of saying and "in a statement"
_WRITTEN = frozenset(("تقرير", "بيان", "دراسه", "احصائيه"))
_SPOKESMEN = frozenset(("المتحدث", "المتحدثه", "الناطق", "الناطقه"))
_OF_NAMES = frozenset(("في", "من", "علي", "الي", "عن", "خلال", "عبر", "ان", "انه", "انها", "بان", "لدي", "امس", "اليوم",
                       "مع", "حول", "بعد", "قبل", "عقب", "ايضا", "نفسه", "ذاته", "ذاتها", "نفسها", "قائلا", "قائله"))


class Subject(NamedTuple):
    """Speakers of a frame, the first first; ``named``: a subject stands there, known or not."""

    refs: tuple[str, ...]
    named: bool


class Speakers(Bodies):
    """Knows the actors of a document and who spoke last.

    Attributes:
        current: the speaker that a verb without subject, a participle or "he added" takes.
        source: the body of which the last source without a name is part, or None.
        in_front: whether the subject found last stands in front of its verb, opening the clause. behind: that
            subject, where it stands behind its verb.
        spoken_at: token of the last frame. together: those who spoke as one last.
    """

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.current: str | None = None
        self.source: str | None = None
        self.issuer: str | None = None  # whose statement "the statement" is
        self.in_front = False
        self.behind: Mention | None = None
        self.spoken_at = -1
        self.together: tuple[str, ...] = ()
        self._sourced = False
        self._inner = -1  # token of a verb inside reported words whose subject is nobody known
        self._spoken: dict[str, bool] = {}  # who spoke under a verb that agrees, the latest last -> whether as "she"

    def spoke(self, i: int, verb: Verb, speaker: str) -> None:
        """Somebody is named as the subject of the verb at token ``i``."""
        self.current, near = speaker, self.context.tokens[i + 1:i + _PAPER]
        self.issuer = speaker if any(rest in _ISSUED for t in near for _, rest in t.word.proclitics) else self.issuer
        she = she_says(self.context.tokens[i].word.key, verb)
        if she is not None:
            self._spoken.pop(speaker, None)
            self._spoken[speaker] = she

    def _goes_on(self, i: int, verb: Verb) -> str | None:
        """Who speaks on under a verb without subject: the speaker, or the latest before whom the verb agrees with."""
        she = she_says(self.context.tokens[i].word.key, verb)
        if self.current is None or she is None:
            return self.current
        named = self._by_first_name(self.current)
        was = self._spoken.get(self.current, named)
        if was is None or was == she:
            return self.current
        if self._inner >= self.context.sentences[self.context.tokens[i].sentence].first:
            return None  # somebody of the words told goes on
        return next((ref for ref, was in reversed(self._spoken.items()) if was == she),
                    None if named == (not she) else self.current)

    def _by_first_name(self, speaker: str | None) -> bool | None:
        """Whether a person is a woman by the first name; None where that does not tell, or of no person."""
        if speaker is None or not speaker.startswith("person:"):
            return None
        for mention in self.by_ref.get(speaker, [])[:3]:
            for token in self.context.tokens[mention.first:mention.last]:
                if token.word.key in ("ام", "ابو"):
                    return token.word.key == "ام"
                name = given_names().get(token.word.key)
                if name is not None:
                    return name.she
        return None

    def subject(self, i: int, verb: Verb, stop: int, s: Sentence, marked: bool) -> Subject:
        """Speakers of the verb at token ``i``: named behind it, before it, or carried over.

        Args:
            stop: token before which the subject stands. marked: whether "that" or a quotation stands there.
        """
        tokens = self.context.tokens
        self.in_front, self.behind = False, None
        if verb.shape == "participle":
            if tokens[i].word.key[0] == "ب":
                return Subject(one(self._by_saying(i, s)), named=False)
            teller = self._in_sentence(i, s) or self.current
            if not several(tokens[i].word.key, verb) and self._by_first_name(teller) is (
                    not tokens[i].word.key.endswith("ه")):
                teller = None  # مبينة: no man
            return Subject(one(teller), named=False)
        after = i + 1
        while after < stop and tokens[after].word.key in ("قد", "ايضا", "كذلك", "اليوم", "امس", "،"):
            after += 1
        if tokens[i].word.key.endswith("نا") and not verb.lemma.endswith("ن") and verb.shape == "past":
            return Subject(one(self.current), named=False)  # "we said": in the words of the one who speaks
        but = self._as_for(i, s)
        if but is not None:
            return but
        fronted = self._fronted(i, s)
        if fronted is not None:
            self.in_front = True
            return Subject(self.with_earlier(fronted) or self.and_others(fronted, i), named=True)
        if i > s.first and tokens[i - 1].word.key.removeprefix("و") in _BUT:
            first = self.body(s.first, i)
            return Subject(one(first.ref if first is not None else self.current), named=first is not None)
        if not marked:  # كشفت مصادر محلية عن مقتل فلان
            stop = next((j for j in range(after + 1, min(after + _ABOUT, stop)) if tokens[j].word.key == "عن" and (
                not tokens[j - 1].word.key.startswith("صادر"))), stop)
        known = after in self.starts and not self._is_source(self.starts[after])
        role = source_role(tokens[after].word) if after < stop and not known else ""
        if known and marked and self.starts[after].ref == "civilians" and self.starts[after].last >= stop - 1:
            return Subject((), named=True)  # people without a name
        if after in self.starts and self._anonymous(self.starts[after]):
            self.sourced(None)
            return Subject((), named=True)
        if role == "carried" and (publisher := self._published(after, stop)) is not None:
            return Subject((publisher,), named=True)
        if role == "carried":
            found = self.body(after + 1, stop if marked else min(after + 3, stop))
            return Subject(one(found.ref if found is not None else self.carried(after)), named=True)
        if role == "outlet" and "مصادر" in tokens[after].word.key:
            self.sourced(self.outlet(i))  # our sources
        if role == "outlet":
            return Subject(one(self.outlet(i) or self.current), named=True)
        if role in ("source", "person"):
            return self._of_role(after, stop if marked else min(after + 5, stop), role)
        stop = next((j for j in range(after + 1, stop) if source_role(tokens[j].word) == "according"), stop)
        found = self.body(after, stop if marked else min(after + 2 + self.opens(after + 1), stop))
        if found is not None and found.first == after and self.current not in (None, found.ref) and (
                self._spoken.get(str(self.current)) == she_says(tokens[i].word.key, verb)) and suffers(
                    self.context, i, verb, found, self.kinds.get(found.ref, "")):
            return Subject(one(self.current), named=False)
        if found is not None and not marked and found.first > after and (self.act(after) or (
                tokens[after].word.key.startswith("ال") and not found.generic and found.ref[:7] != "person:") or (
                    no_subject(tokens[after].word))):
            found = None  # what the act is of, or whom the subject blames
        if found is not None and tells_only(tokens[after].word) and self._adjective(after, found):
            return Subject((), named=True)  # American figures are not America
        if found is not None:
            meant = self._meant(found) or self._of_somebody(found, stop)
            if meant is not None:
                return Subject((meant,), named=True)
            if self._namesake(found, i):
                return Subject((), named=True)
            if tokens[found.first].word.key in _HERS and self._by_first_name(found.ref) is False:
                return Subject((), named=True)  # his wife, a foundation called after him
            if source_role(tokens[found.first].word) in ("source", "carried"):
                self.sourced(found.ref)
            self.behind = found
            return Subject(self.and_others(found, stop), named=True)
        before = self.before(i, s)
        if before is not None:
            return Subject(self.with_earlier(before) or self.and_others(before, i), named=True)
        if self._sources_before(i, s):
            return Subject(one(self.source), named=True)
        if i + 1 < s.last and tokens[i + 1].word.key in _THEREIN:
            found = self.body(s.first, i)  # issued a statement in which it announced
            if found is not None:
                return Subject((found.ref,), named=True)
        spoken = i > s.first and tokens[i - 1].word.key in _ITS_SUBJECT  # "that he told": who is told stands behind
        place = behind_verb(self.context, self.skip(after, stop), stop) if marked and not spoken else ""
        if place == "other" or (place == "same" and stop - after > 3):  # a subject that names nobody known
            return Subject(one(self._by_name(self.skip(after, stop), i)), named=True)
        short = tokens[self.skip(after, stop)].word.key if place == "same" else ""
        body = self.issuer if short == "البيان" else self._told_in_full(short, i) if short in _SHORT else None
        if body is not None and self.current != body:
            return Subject((body,), named=True)
        if place in ("same", "title") and self._another(tokens[self.skip(after, stop)].word.key):
            return Subject((), named=True)
        if place == "same" and self.current is None and short.removeprefix("ال") in BODIES:
            return Subject((), named=True)
        if self._turns(i, s) and not spoken and (not marked or stop - after > 1):
            return Subject((), named=True)
        if led_by_subject(self.context, i, s, self.times):
            inside = any(tokens[j].word.key in THAT for j in range(s.first, i))  # in words that go on being told
            self._inner = i if inside else self._inner
            return Subject((), named=not inside)
        last = marked and she_says(tokens[i].word.key, verb) is not True
        return Subject(one(self._in_sentence(i, s) or self._goes_on(i, verb) or (
            self.person(i, self.spoken_at) if last else None)), named=False)

    def _meant(self, found: Mention) -> str | None:
        """Whom a short name means that was told in full before: a body ("the government"), or the bearer of an office
        of a land ("the Turkish minister"); None where a mention speaks for itself."""
        tokens = self.context.tokens
        key = tokens[found.first].word.key
        size = found.last - found.first
        office = size == 2 and key.removeprefix("ال") in _OFFICES and key.startswith("ال")
        if found.ref.startswith("person:") or not (office or (size == 1 and key in _SHORT)):
            return None
        if office:
            named = next((m for m in map(self.starts.get, range(found.last, found.last + NEAR // 4)) if m is not None
                          and m.ref.startswith("person:")), None)
            between = tokens[found.last:named.first] if named is not None else []
            if named is not None and not named.pro and (
                    not between or between[0].word.key in ("لدي", "في")) and all(t.word.kind == "ar" for t in between):
                return named.ref  # المندوبة الأمريكية لدى كذا فلانة
        nisba = tokens[found.first + 1].word.key.removeprefix("ال") if office else ""
        return self._told_in_full(key, found.first, nisba)

    def _told_in_full(self, key: str, at: int, nisba: str = "") -> str | None:
        """The last body before token ``at`` in whose longer name a word stands; with an adjective of a land the last
        person whose office (the word) and land are told with the name."""
        tokens = self.context.tokens
        for first in reversed(self.firsts[:bisect_left(self.firsts, at)]):
            mention = self.starts[first]
            if at - mention.last > _MEANT_FAR:
                return None
            person = mention.ref.startswith("person:")
            if nisba and person:
                bare = {t.word.key.removeprefix("ال") for t in tokens[max(0, first - NEAR // 4):mention.last]}
                if key.removeprefix("ال") in bare and nisba in bare:
                    return mention.ref
            elif not nisba and not person and mention.last - first > 1 and any(
                    t.word.key == key for t in tokens[first:mention.last]):
                return mention.ref
        return None

    def _published(self, at: int, stop: int) -> str | None:
        """Who brought out the paper at token ``at`` that speaks (التقرير الذي نشرته شبكة كذا)."""
        tokens = self.context.tokens
        for j in range(at + 1, min(at + 5, stop)):
            if tokens[j].word.key in _BROUGHT_OUT and tokens[j - 1].word.key in ("الذي", "التي"):
                named = next((self.starts[k] for k in range(j + 1, min(j + 4, stop)) if k in self.starts), None)
                return named.ref if named is not None and not named.pro and named.ref != "civilians" else None
        return None

    def _namesake(self, found: Mention, i: int) -> bool:
        """Whether a family name alone stands behind another's first name, which nothing knows (سارة أوباما)."""
        before = self.context.tokens[found.first - 1].word
        return found.ref.startswith("person:") and found.first - 1 > i and found.last - found.first == 1 and (
            before.key in given_names() and not given_names()[before.key].common)

    def _of_somebody(self, found: Mention, stop: int) -> str | None:
        """The person named behind somebody whose lawyer, envoy or kin he is (محامي فلان فلان); None for others."""
        if not found.ref.startswith("person:") or self.context.tokens[found.first].word.key not in _OF_SOMEBODY:
            return None
        behind = [self.starts[j] for j in range(found.last, stop) if j in self.starts]
        named = next((m for m in behind if m.ref.startswith("person:")), None)
        return named.ref if named is not None and not named.pro else None

    def _turns(self, i: int, s: Sentence) -> bool:
        """Whether somebody else's turn is told right before the verb at token ``i`` (من جهته، قال)."""
        tokens = self.context.tokens
        return any(tokens[j].word.key in _TURNS and tokens[j - 1].word.key.removeprefix("و") == "من"
                   for j in range(max(s.first + 1, i - 2), i))

    def _another(self, key: str) -> bool:
        """Whether a common word with the article cannot mean who spoke last: a person (المواطن) where a body spoke, a
        body (الوزارة) where a person did."""
        if self.current is None or not key.startswith("ال"):
            return False
        return (key.removeprefix("ال") in BODIES) == self.current.startswith("person:")

    def told_already(self, first: int, s: Sentence) -> None:
        """Somebody is told to have said what stands before (صرح بذلك فلان, جاء ذلك في تصريح لفلان): he goes on."""
        end = min(first + NEAR, s.last)
        stop = next((j for j in range(first, end) if self.context.tokens[j].word.key in THAT), end)
        found = self.body(first, stop)
        if found is None:
            found = next((self.starts[j] for j in range(first, stop) if j in self.starts), None)
        if found is not None and found.ref != "civilians":
            self.current = found.ref

    def _by_name(self, j: int, i: int) -> str | None:
        """The person named before token ``i`` of whose name the word at ``j`` is a part, the latest first."""
        tokens = self.context.tokens
        key = tokens[j].word.key
        for first in reversed(self.firsts[:bisect_left(self.firsts, i)]):
            mention = self.starts[first]
            if not mention.ref.startswith("person:") or mention.last - first < 2:
                continue
            keys = [token.word.key for token in tokens[first:mention.last]]
            alone = key in (keys[0], keys[-2]) and (key in given_names() or key not in everyday())
            if alone or "".join(keys).endswith(key):
                return mention.ref
        return None

    def _as_for(self, i: int, s: Sentence) -> Subject | None:
        """The subject of "as for X, he said" (أما X فقال); None where the sentence has no such form."""
        tokens = self.context.tokens
        if tokens[i].word.proclitics[-1][0] != "ف":
            return None
        first = next((j for j in range(i - 1, max(s.first - 1, i - NEAR), -1) if tokens[j].word.key in _AS_FOR), -1)
        if first < 0 or any(verb_of(tokens[j].word) is not None for j in range(first + 1, i)):
            return None
        found = self.body(first + 1, i)
        return Subject(one(found.ref if found is not None else None), named=True)

    def _in_sentence(self, i: int, s: Sentence) -> str | None:
        """Who acts in the sentence before the verb at token ``i``, where nobody spoke in it yet."""
        if self.spoken_at >= s.first:
            return None
        found = doer_before(self.context, self.starts, self.firsts, i, s)
        if found is None and self.current is None and s.number:
            return issuer(self.context, self.starts, s.first, self.context.sentences[s.number - 1])
        return found

    def _of_role(self, at: int, stop: int, role: str) -> Subject:
        """A source told by what it is: part of a named body, or (with the article) the person that spoke before."""
        tokens = self.context.tokens
        owner = self.starts.get(at + 1)
        if owner is not None and owner.pro.endswith("ل") and tokens[at].word.key.removeprefix("ال") in _WRITTEN:
            return Subject((owner.ref,), named=True)  # a report of a body
        found = self.body(at + 1, self.told_from(at + 1, stop))
        if role == "person":
            if found is not None:
                same = self._spokesman(at, found)
                return Subject((same or found.ref,), named=True)
            return Subject(one(self.current if self._bare(at + 1, stop) else None), named=True)
        many = tokens[at].word.key.endswith("مصادر")
        opposed = next((j for j in range(at + 1, min(at + 4, stop)) if tokens[j].word.key in _OPPOSED), 0)
        if opposed and "opposition" in self.kinds and all(tokens[j].word.kind == "ar" for j in range(at, opposed)):
            self.sourced("opposition")
            return Subject(("opposition",), named=True)  # مصادر عسكرية معارضة
        if found is not None and many and self.kinds.get(found.ref) == "state" and self._adjective(at, found):
            found = None
        found = found or self.local(at + 1, stop)
        self.sourced(found.ref if found is not None else None)
        return Subject(self.and_others(found, stop) if found is not None else (), named=True)

    def _by_saying(self, i: int, s: Sentence) -> str | None:
        """Who goes on "by saying" at ``i``: the source, the person or the body named before it in the sentence."""
        tokens = self.context.tokens
        for j in range(i - 1, s.first - 1, -1):
            if tokens[j].word.key.endswith(("المصادر", "المصدر")):
                return self.carried(j)
            mention = self.ends.get(j)
            if mention is not None and mention.ref.startswith("person:"):
                return mention.ref
        return self.current

    def _spokesman(self, at: int, body: Mention) -> str | None:
        """The person who spoke last, where "the spokesman" of a body at ``at`` is who was told as its spokesman."""
        if self.current is None or not self.current.startswith("person:") or body.ref.startswith("person:") or (
                self.context.tokens[at].word.key.removeprefix("و") not in _SPOKESMEN):
            return None
        for mention in self.by_ref.get(self.current, [])[:4]:
            near = self.context.tokens[max(0, mention.first - NEAR // 2):mention.last + NEAR // 2]
            if any(token.word.key.removeprefix("ال") in ("متحدث", "متحدثه", "ناطق", "ناطقه") for token in near):
                return self.current
        return None

    def _fronted(self, i: int, s: Sentence) -> Mention | None:
        """The actor that stands right before its verb and opens the clause (وكانت الحكومة دعت, لكن الجيش أعلن)."""
        tokens = self.context.tokens
        word = tokens[i].word
        if word.proclitics[-1][0] in ("و", "ف") and not word.key.startswith(("وث", "وص", "وع", "وج")):
            return None
        j = i - 1
        while j > s.first and j not in self.ends and (
                tokens[j].word.key == "قد" or tokens[j].word.form in QUOTES - _COMMA):
            j -= 1
        mention = self.ends.get(j)
        if mention is None or mention.ref == "civilians" or (mention.pro and mention.pro != "و"):
            return None
        first = mention.first
        while first > s.first and tokens[first - 1].word.form in QUOTES - _COMMA:
            first -= 1
        opens = first == s.first or tokens[first - 1].word.key in _BEGINNINGS
        return mention if opens and not mention.pro else None

    def sourced(self, ref: str | None) -> None:
        """Keep the body of a source, for "the source added"."""
        self.source, self._sourced = ref, True

    def carried(self, at: int) -> str | None:
        """What "the source" at token ``at`` stood for when it was first named; the last speaker for other papers."""
        key = self.context.tokens[at].word.key
        if key.endswith(("المصدر", "المصادر")) and self._sourced:
            return self.source
        if key.endswith("الدراسه") and str(self.current).startswith("person:"):
            return None  # no person's
        return self.current

    def _adjective(self, at: int, mention: Mention) -> bool:
        """Whether only adjectives stand between a source and a mention: "Yemeni sources" are not Yemen."""
        between, last = self.context.tokens[at + 1:mention.first], self.context.tokens[mention.first].word.key
        return not mention.pro and last.endswith(("يه", "ي", "يين", "يون")) and all(
            t.word.kind == "ar" and t.word.key not in _OF_NAMES for t in between)

    def _anonymous(self, mention: Mention) -> bool:
        """Whether a mention is told as sources of a country: nobody named."""
        keys = [token.word.key for token in self.context.tokens[mention.first:mention.last]]
        return keys[0].removeprefix("و") == "مصادر" and self.kinds.get(mention.ref) == "state" and (
            not any(key in _OF_NAMES or key == "داخل" or key[0] == "ب" for key in keys[1:]))

    def _bare(self, first: int, stop: int) -> bool:
        """Whether no name follows an office: only adjectives and adverbs stand there."""
        tokens = self.context.tokens
        for j in range(first, stop):
            word = tokens[j].word
            if word.key in _OF_NAMES or word.key in THAT or word.kind != "ar" or j in self.times or word.key[0] == "ل":
                return True
            if not word.key.startswith("ال"):
                return False
        return True

    def before(self, i: int, s: Sentence) -> Mention | None:
        """The actor right before a verb as its subject."""
        tokens = self.context.tokens
        word = tokens[i].word
        if word.proclitics[-1][0] in ("و", "ف") and not (word.key.startswith("وث") or word.key.startswith("وصف")):
            return None  # a conjunction opens a new clause: what stands before it is not the subject
        j = i - 1
        while j >= s.first and j not in self.ends and (
                tokens[j].word.key in _MANNER or tokens[j].word.form in QUOTES):
            j -= 1
        if j > s.first and j not in self.ends and j < i - 1 and tokens[j + 1].word.key in _RELATIVE and (
                tokens[j].word.key.startswith("ال") and j - 1 in self.ends):
            j -= 1  # an adjective between a name and the clause about it
        mention = self.ends.get(j) if j >= s.first else None
        if tokens[i - 1].word.key == "قد" and tokens[s.first].word.key.lstrip("و").startswith("كان"):
            return self.body(s.first + 1, i)  # وكان كذا قد أعلن
        if mention is not None and mention.pro and mention.pro[-1] in "بلك":
            return None
        relative, verb = _FEMININE.get(tokens[i - 1].word.key), verb_of(word)
        if relative is not None and verb is not None and she_says(word.key, verb) is (not relative):
            return None  # القوات التي قال إنها: another speaks of them
        if mention is None and tokens[i - 1].word.form in ("،", ","):
            mention = self._behind_that(i, s)
        if mention is None:
            return None
        comma = tokens[i - 1].word.key not in _RELATIVE and any(
            tokens[k].word.form in ("،", ",") for k in range(j + 1, i))
        if comma and mention.first > s.first + 3 and tokens[mention.first - 1].word.key not in THAT and (
                not self.opens(mention.first - 1)):
            return None
        return mention if mention.ref != "civilians" else None

    def _behind_that(self, i: int, s: Sentence) -> Mention | None:
        """The actor right behind the last "that" before token ``i``: subject of all that its clause says."""
        tokens = self.context.tokens
        for j in range(i - 1, max(s.first - 1, i - NEAR), -1):
            if tokens[j].word.key in THAT:
                return self.starts.get(j + 1 + self.opens(j + 1))
        return None

    def _sources_before(self, i: int, s: Sentence) -> bool:
        """Whether a source without a name stands before its verb (وكانت مصادر أمنية أعلنت)."""
        tokens = self.context.tokens
        for j in range(i - 1, max(s.first - 1, i - 1 - _BACK), -1):
            word = tokens[j].word
            if (source_role(word) == "source" and "مصدر" in word.key) or "مصادر" in word.key:
                self.sourced(None)
                return True
            if word.kind != "ar" and word.form not in ("،", ","):
                return False
        return False
