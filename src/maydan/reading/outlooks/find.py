"""Outlooks: forecasts, aims and conditions, opened by words of the lexicon or by grammar.

Grammar opens an aim by لـ with a verbal noun where no verb before it takes that preposition, and a forecast by the
future mark on a verb. ``by`` is the actor whose aim it is: the subject nearest before; for forecasts and conditions
the speaker of the words around, the author elsewhere, and None for unnamed opinion.
"""

from __future__ import annotations

from bisect import bisect_right

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.outlooks.words import is_future, is_present, is_purpose, openings_of
from maydan.reading.sayings.words import source_role
from maydan.records import Event, Outlook

_LONGEST = 28  # tokens of a quote
_GOVERNING = frozenset((  # verbs and nouns that take لـ themselves: what follows is no aim
    "ادي", "ادت", "يؤدي", "تؤدي", "تعرض", "تعرضت", "يتعرض", "تتعرض", "اضطر", "اضطرت", "نتيجه", "وفقا", "نظرا", "خلافا",
    "تبعا", "سببا", "مما", "سمح", "يسمح", "ونتيجه", "عرضه", "تعرضهم", "تعرضها", "تعرضه", "دعوه", "الدعوه", "خضع",
    "تخضع", "يخضع", "خطوه", "اضافه", "بالاضافه", "واضافه", "دعا", "دعت", "وادت", "وادي", "مشابه", "مماثل", "رافض",
    "الرافض", "الرافضه", "المؤيده", "مؤيده", "مدي", "كنتيجه", "طلبا", "تجنبا",
))
_EXPOSED = frozenset(("تعرض", "تعرضت", "يتعرض", "تتعرض", "ادي", "ادت", "وادي", "خضوع", "تخضع"))
_UNNAMED = frozenset(("الترجيحات", "التوقعات", "توقعات", "ترجيحات", "مراقبون", "محللون", "يتوقع", "يحتمل"))
_STOPS = frozenset(("،", ",", "؛", ":", "."))


def find_outlooks(context: Context) -> None:
    """Fill ``context.outlooks`` from the sayings and actors found."""
    finder = _Finder(context)
    for sentence in context.sentences:
        finder.sentence(sentence)
    context.outlooks.extend(finder.found)


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: list[Outlook] = []
        self.actors = sorted((m for m in context.mentions if m.kind == "actor"), key=lambda m: m.first)
        self.firsts = [m.first for m in self.actors]
        self.by_sentence: dict[int, list[Event]] = {}
        for event in context.events:
            self.by_sentence.setdefault(event.sentence, []).append(event)
        self.sayings = sorted((s.start, s.end, s.speaker) for s in context.sayings)

    def sentence(self, s: Sentence) -> None:
        tokens = self.context.tokens
        i = s.first
        while i < s.last:
            word = tokens[i].word
            if word.kind != "ar":
                i += 1
                continue
            i = self._opening(i, s) or i + 1

    def _opening(self, i: int, s: Sentence) -> int:
        """The outlook that opens at token ``i``; returns the token after it, 0 if there is none."""
        tokens = self.context.tokens
        word = tokens[i].word
        for opening in openings_of(word):
            stop = i + 1 + len(opening.rest)
            if stop > s.last or any(tokens[i + 1 + k].key != key for k, key in enumerate(opening.rest)):
                continue
            if not self._holds(i, stop, opening.kind, s):
                return 0
            polarity = opening.polarity or None
            if opening.kind == "condition" and any(is_future(t.word) for t in tokens[stop:s.last]):
                polarity = "likely"
            return self._add(i, s, opening.kind, polarity, f"outlook.word:{word.key}")
        if is_purpose(word) and i > s.first and not self._governed(i, s):
            return self._add(i, s, "aim", None, "outlook.purpose")
        if is_future(word):
            return self._add(i, s, "forecast", "likely", "outlook.future")
        return 0

    def _holds(self, i: int, stop: int, kind: str, s: Sentence) -> bool:
        """Whether ambiguous openings are meant as such: قد before a present verb, هدف as a verb, حاول with an act."""
        tokens = self.context.tokens
        if stop >= s.last:
            return False
        key, after = tokens[i].key, tokens[stop].word
        bare = key[1:] if key[0] in "وف" and len(key) > 2 else key
        if bare == "قد":
            return key == "قد" and is_present(after) and not after.key.endswith("ت") and (
                after.key[0] == "ي" or len(after.key) > 4)
        if bare in ("هدف", "سعي", "محاوله", "رغبه", "عزم", "مساعي", "مسعي", "امكانيه", "احتمال", "احتمالات", "محتمل",
                    "مخاوف", "محاولات", "توقع", "لو", "كي", "هدفت"):
            return bare in ("كي", "توقع") and is_present(after)
        if kind == "aim" and bare in ("الهدف", "الغايه", "الغرض"):
            return after.key in ("من", "هو", "الي")
        return after.kind != "punct" or after.form in "\"«“"

    def _governed(self, i: int, s: Sentence) -> bool:
        tokens = self.context.tokens
        for j in range(i - 1, max(s.first - 1, i - 10), -1):
            word = tokens[j].word
            if word.form in _STOPS:
                return False
            if any(rest in (_GOVERNING if i - j < 4 else _EXPOSED) for _, rest in word.proclitics):
                return True
        return False

    # -- slots ----------------------------------------------------------------------------------------------------

    def _by(self, i: int, s: Sentence, kind: str) -> str | None:
        tokens = self.context.tokens
        if kind != "aim":
            if any(t.key in _UNNAMED for t in tokens[i:i + 4]):
                return None
            named = self._voice_or_none(i)
            if named is None and any(source_role(t.word) == "source" for t in tokens[s.first:i]):
                return None
            return named or "author"
        behind = self._next_subject(i, s)
        if behind is not None:
            return behind
        speaker = self._voice_or_none(i)
        doer = self._doer(i, s)
        if doer is not None:
            return doer
        k = bisect_right(self.firsts, i - 1) - 1
        while k >= 0 and self.actors[k].first >= s.first:
            mention = self.actors[k]
            taken = mention.pro and mention.pro[-1] in "بلك"
            if not taken and mention.ref not in ("civilians", speaker) and not self._object(mention):
                return mention.ref
            k -= 1
        k = bisect_right(self.firsts, i - 1) - 1
        near = self.actors[k].ref if k >= 0 and self.actors[k].first >= s.first else None
        return near or speaker

    def _doer(self, i: int, s: Sentence) -> str | None:
        """The doer of the act that an aim hangs on: the event whose words stand nearest before."""
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        for event in self.by_sentence.get(s.number, ()):
            if event.trigger_end <= at and event.who and event.status != "denied" and event.who[0] != "civilians":
                best = max(best or (-1, ""), (event.trigger_end, event.who[0]))
        return best[1] if best else None

    def _object(self, mention: Mention) -> bool:
        """Whether a preposition stands right before a mention: it is not the subject."""
        before = self.context.tokens[mention.first - 1].key if mention.first else ""
        return before in ("علي", "من", "الي", "عن", "ضد", "في", "مع", "بين", "لمناطق", "مناطق", "مواقع", "نقاط")

    def _next_subject(self, i: int, s: Sentence) -> str | None:
        """The actor right behind a verb of aiming (تهدف روسيا), or behind "an attempt of" (في محاولة من)."""
        tokens = self.context.tokens
        word = tokens[i].word
        verb = any(r[:1] in "يت" or r.endswith("ت") for _, r in word.proclitics) and openings_of(word)
        attempt = any(t.key in ("محاوله", "مسعي", "سعي", "رغبه") for t in tokens[i:i + 2])
        if not (verb or attempt):
            return None
        k = bisect_right(self.firsts, i)
        if k >= len(self.actors):
            return None
        mention = self.actors[k]
        if mention.first >= s.last or mention.first > i + (5 if attempt else 3):
            return None
        between = [t.key for t in tokens[i + 1:mention.first]]
        if attempt:
            return mention.ref if "من" in between else None
        return mention.ref if not mention.pro and not any(key in _STOPS for key in between) else None

    def _voice_or_none(self, i: int) -> str | None:
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        k = bisect_right(self.sayings, (at, 1 << 60, ""))
        for start, end, speaker in self.sayings[max(0, k - 4):k]:
            if start <= at < end and speaker and (best is None or end - start < best[0]):
                best = (end - start, speaker)
        return best[1] if best else None

    # -- records --------------------------------------------------------------------------------------------------

    def _add(self, i: int, s: Sentence, kind: str, polarity: str | None, rule: str) -> int:
        tokens = self.context.tokens
        last = self._end(i, s)
        while last > i + 1 and tokens[last - 1].word.kind in ("punct", "line"):
            last -= 1
        if last - i < 2:
            return 0
        start, end = tokens[i].start, tokens[last - 1].end
        self.found.append(Outlook(
            quote=self.context.text[start:end], start=start, end=end, sentence=s.number, kind=kind,  # type: ignore[arg-type]
            by=self._by(i, s, kind), polarity=polarity, about="",  # type: ignore[arg-type]
            status={"aim": "planned", "forecast": "forecast"}.get(kind, "conditional"),  # type: ignore[arg-type]
            rule=rule,
        ))
        return last

    def _end(self, i: int, s: Sentence) -> int:
        tokens: list[Token] = self.context.tokens
        stop = min(s.last, i + _LONGEST)
        for j in range(i + 3, stop):
            if tokens[j].word.form in _STOPS or tokens[j].word.form in ("»", "”"):
                return j
        return stop
