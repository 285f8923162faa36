"""The actors of a document as those who may speak."""

from __future__ import annotations

from bisect import bisect_left

from maydan.reading.context import Context, Mention
from maydan.reading.sayings.unnamed import announced
from maydan.reading.sayings.words import OPENING, PAPERS

NEAR = 24  # tokens between a frame and a mention that tells its speaker
_SKIPPED = frozenset(("قد", "ايضا", "كذلك", "اليوم", "امس", "السبت", "الاحد", "الاثنين", "الثلاثاء", "الاربعاء",
                      "الخميس", "الجمعه", "خلاله", "خلالها", "فيه", "فيها", "بدوره", "بدورها", "اول", "صباح", "مساء",
                      "ليل", "يوم", "،", ",", "(", ")"))
_OF_PAPERS = frozenset(("له", "لها", "صحفي", "صحفيه", "صحافي", "صحافيه", "رسمي", "رسميه", "متلفز", "متلفزه", "منفصل",
                        "مشترك", "سابق", "سابقه", "هاتفي"))
QUOTES = frozenset(("،", ",", '"', "”", "»", ")", "“", "«", "("))
_OUTLETS = frozenset(("وكاله", "قناه", "صحيفه", "موقع", "اذاعه", "شبكه", "راديو", "تلفزيون", "جريده", "منصه"))
_TALKS = PAPERS - {"بيان", "بيانه", "بيانها", "تقرير", "خبر", "وقت"} | {
    "حوار", "مداخله", "برنامج", "مقال", "صفحته", "صفحتها", "حسابه", "حسابها", "احاديث", "مقابلات", "حلقه", "حديثه",
    "نقلها", "نقله", "نقلته", "نقلتها", "بثها", "بثه", "بثته", "بثتها", "نشرها", "نشره", "نشرته", "نشرتها", "اوردته",
    "اوردها", "نقلت", "بثت", "نشرت"}
_COMMAS = frozenset(("،", ","))
_CARRIERS = ("صحيفة", "وكالة", "جريدة", "مجلة")
_TALK = 5  # tokens between a talk and its outlet
_COUNTERPART = frozenset(("نظيره", "نظيرها", "نظيرته", "نظيرتها", "نظيريه", "نظيريها"))
_NAMED = 6  # tokens within which a counterpart ("and his counterpart") bears a name


_OF = frozenset(("في", "من", "داخل", "لدي", "ب"))


class Bodies:
    """Knows where the actors of a document stand and which of them may speak."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.starts: dict[int, Mention] = {}
        self.ends: dict[int, Mention] = {}
        self.by_ref: dict[str, list[Mention]] = {}
        for mention in context.mentions:
            if mention.kind == "actor":
                self.starts.setdefault(mention.first, mention)
                self.ends[mention.last - 1] = mention
        self.names = {j for m in self.starts.values() if m.ref.startswith("person:") for j in range(m.first, m.last)}
        self.firsts = sorted(self.starts)
        for first in self.firsts:
            self.by_ref.setdefault(self.starts[first].ref, []).append(self.starts[first])
        self.kinds = {a.id: a.kind for a in context.actors}
        self.times = {j for m in context.mentions if m.kind == "time" for j in range(m.first, m.last)}
    def skip(self, j: int, stop: int) -> int:
        """The first token from ``j`` that is no adverb of time or place."""
        tokens = self.context.tokens
        while j < stop:
            word = tokens[j].word
            if word.key == "في" and j + 1 < stop and tokens[j + 1].word.key in PAPERS:
                j += 3 if j + 2 < stop and tokens[j + 2].word.key in _OF_PAPERS else 2
            elif word.key in _SKIPPED or word.form in _SKIPPED or j in self.times:
                j += 1
            else:
                break
        return j

    def body(self, first: int, stop: int) -> Mention | None:
        """The actor that speaks among tokens ``first`` to ``stop``: a person before a body; an outlet to which
        something is said, or in which it is said, does not speak."""
        body: Mention | None = None
        j = first
        while j < stop:
            mention = self.starts.get(j)
            if mention is None:
                j += 1
                continue
            if not self.told(mention) and not self._held(first, mention):
                if mention.ref.startswith("person:"):
                    return mention
                if body is None and mention.ref != "civilians":
                    body = mention
            j = mention.last
        return body

    def told_from(self, first: int, stop: int) -> int:
        """Where what sources tell begins without "that" (أكدت مصادر مقتل X): a verbal noun; ``stop`` without."""
        tokens, senses = self.context.tokens, self.context.senses
        for j in range(first, stop):
            if j in self.starts or tokens[j].word.key in _OF:
                return stop
            if any(n.part == "masdar" and not n.article and not n.pro for n in senses[j].nouns):
                return j
        return stop

    def _held(self, first: int, mention: Mention) -> bool:
        """Whether a mention is the outlet of a talk told between token ``first`` and it (في حوار مع قناة كذا)."""
        if self.kinds.get(mention.ref) != "media":
            return False
        return any(token.word.key.removeprefix("ب").removeprefix("ل") in _TALKS
                   for token in self.context.tokens[max(first, mention.first - _TALK):mention.first])

    def told(self, mention: Mention) -> bool:
        """Whether something is told to a mention, not by it."""
        return mention.pro.endswith("ل") or self.to_outlet(mention)

    def to_outlet(self, mention: Mention) -> bool:
        """Whether لـ stands before an outlet's name or on the word before it (لوكالة فرانس برس، لـ "عكاظ")."""
        tokens, j = self.context.tokens, mention.first - 1
        while j > 0 and tokens[j].word.form in QUOTES - _COMMAS:
            j -= 1
        if j < 0 or self.kinds.get(mention.ref) != "media":
            return False
        key = tokens[j].word.key
        return key == "ل" or (key[:1] == "ل" and key.removeprefix("ل") in _OUTLETS)

    def local(self, first: int, stop: int) -> Mention | None:
        """The site or channel among tokens ``first`` to ``stop`` to which something is told in a theatre that is one
        land: what people without a name tell it there it reports itself; newspapers and agencies only pass it on."""
        data = self.context.theatre.data
        for j in range(first, stop if data.country else first):
            mention = self.starts.get(j)
            entry = data.actors.get(mention.ref) if mention is not None and self.told(mention) else None
            if entry is not None and entry.kind == "media" and not entry.name_ar.startswith(_CARRIERS):
                return mention
        return None

    def act(self, j: int) -> bool:
        """Whether a token is a verbal noun without article: what somebody announces (انسحابها, مقتل)."""
        return announced(self.context, j)

    def opens(self, j: int) -> bool:
        """Whether a quotation mark opens at a token: the name of the subject."""
        return j < len(self.context.tokens) and self.context.tokens[j].word.form in OPENING

    def and_others(self, mention: Mention, stop: int) -> tuple[str, ...]:
        """A speaker with those joined to it: "A and B", "A and his counterpart B"."""
        tokens, refs = self.context.tokens, [mention.ref]
        while mention.last < stop:
            j = mention.last
            while j < stop and tokens[j].word.form in QUOTES:
                j += 1
            apart = j < stop and tokens[j].word.key == "و"  # before a name in quotation marks
            while apart and j < stop and (tokens[j].word.key == "و" or tokens[j].word.form in QUOTES):
                j += 1
            joined = self.starts.get(j)
            if joined is None and j < stop and tokens[j].word.key[:1] == "و" and tokens[j].word.key[1:] in _COUNTERPART:
                joined = next((self.starts[k] for k in range(j, min(j + _NAMED, stop))
                               if k in self.starts and self.starts[k].ref.startswith("person:")), None)
            elif joined is not None and joined.pro != "و" and not apart:
                joined = None
            if joined is None or joined.ref == "civilians":
                break
            if joined.ref not in refs:
                refs.append(joined.ref)
            mention = joined
        return tuple(refs)

    def with_earlier(self, mention: Mention) -> tuple[str, ...]:
        """The one before a speaker and that speaker, where they are joined; else nobody."""
        first = self.ends.get(mention.first - 1) if mention.pro == "و" else None
        if first is None or first.ref in ("civilians", mention.ref) or first.pro[-1:] in ("ب", "ل", "ك"):
            return ()
        return first.ref, mention.ref

    def person(self, i: int, since: int) -> str | None:
        """The person last named before token ``i``, not further back than token ``since``: in its sentence, or in the
        one before as the subject of a verb."""
        number = self.context.tokens[i].sentence
        first = self.context.sentences[max(0, number - 1)].first
        for j in range(i - 1, max(first, since) - 1, -1):
            mention = self.ends.get(j)
            if mention is not None and mention.ref.startswith("person:"):
                sense = self.context.senses[max(0, mention.first - 1)]
                acts = bool(sense.verbs) and not sense.nouns
                return mention.ref if acts or self.context.tokens[j].sentence == number else None
        return None

    def outlet(self, i: int) -> str | None:
        """The outlet that speaks of itself (our reporter, the agency): the one named last, else the first of all."""
        k = bisect_left(self.firsts, i)
        for first in [*reversed(self.firsts[max(0, k - 12):k]), *self.firsts[k:k + 12]]:
            if self.kinds.get(self.starts[first].ref) == "media":
                return self.starts[first].ref
        return None

    def any_body(self, first: int, stop: int) -> str | None:
        """The actor in a source phrase: a person before a body, and nobody who is only told."""
        best: str | None = None
        for j in range(first, stop):
            mention = self.starts.get(j)
            if mention is None or mention.ref == "civilians":
                continue
            if self.kinds.get(mention.ref) == "media" and self.told(mention) and (
                    j > first + 2 * self.to_outlet(mention)):
                continue
            if mention.ref.startswith("person:"):
                return mention.ref
            best = best or mention.ref
        return best

    def near(self, frame: int, speaker: str) -> Mention | None:
        """The mention of the speaker nearest to a frame, behind it first."""
        mentions = self.by_ref.get(speaker, [])
        k = bisect_left(mentions, frame, key=lambda m: m.first)
        if k < len(mentions) and mentions[k].first - frame <= NEAR and mentions[k].first < frame + NEAR:
            return mentions[k]
        return mentions[k - 1] if k else None

    def _is_source(self, mention: Mention) -> bool:
        """Whether a mention is "the source" alone, which stands for what it was when it was first named."""
        return mention.last - mention.first == 1 and self.context.tokens[mention.first].word.key in (
            "المصدر", "المصادر")


def one(ref: str | None) -> tuple[str, ...]:
    """A speaker as a tuple; empty for nobody."""
    return (ref,) if ref else ()
