"""Outlooks: forecasts, aims and conditions, opened by words of the lexicon or by grammar.

Grammar opens an aim by لـ with a verbal noun where no verb before it takes that preposition, and a forecast by the
future mark on a verb. ``by`` is the actor whose aim it is: the subject nearest before; for forecasts and conditions
the speaker of the words around, the author elsewhere, and None for unnamed opinion.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from maydan.arabic.memo import within
from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.outlooks.words import (
    governors,
    is_future,
    is_present,
    is_present_form,
    is_purpose,
    openings_of,
)
from maydan.reading.sayings.words import source_role
from maydan.reading.why import why_of, why_word
from maydan.records import Event, Outlook

_LONGEST = 28  # tokens of a quote
_EXPOSED = frozenset(("تعرض", "تعرضت", "يتعرض", "تتعرض", "ادي", "ادت", "وادي", "خضوع", "تخضع"))
_UNNAMED = frozenset(("الترجيحات", "التوقعات", "توقعات", "ترجيحات", "مراقبون", "محللون", "يتوقع", "يحتمل"))
_OPINION = frozenset(("توقع", "توقعت", "ويتوقع", "يتوقع", "تتوقع", "وتوقع", "رجح", "ورجح", "يرجح", "ويرجح", "استبعد",
                      "واستبعد", "يستبعد", "راي", "وراي", "يري", "ويري", "حذر", "وحذر", "خشي", "وخشي", "يخشي"))
_EXPERTS = frozenset(("خبراء", "محللون", "مراقبون", "دبلوماسيون", "مصدر", "مصادر", "معارضون", "ناشطون", "نشطاء",
                      "مسؤولون", "محلل", "خبير", "دبلوماسي", "كثيرون", "البعض", "المراقبون", "المحللون", "الخبراء",
                      "قائد", "مسؤول", "ناطق", "متحدث", "ضابط", "سكان", "اهالي"))
_MUTUAL = frozenset(("clash", "meeting", "negotiation-round", "agreement", "ceasefire"))
_OPENING_REST = frozenset(("في", "من", "ان", "الي", "على", "علي", "منه", "منها", "منهم", "بان"))
_SUBJECT = 12  # tokens between a verb of wanting and the subject before it
_SUPPOSING = frozenset(("رجح", "رجحت", "ورجح", "ورجحت", "يرجح", "ترجح", "ويرجح", "مرجحا", "مرجحه", "استبعد", "استبعدت",
                        "واستبعد", "يحتمل", "يعتقد", "احتمال"))
_SUPPOSED_OF = frozenset(("يرجح", "ترجح", "ويرجح", "رجح", "رجحت"))  # with a noun: what is, not what will be
_THIS = frozenset(("ذلك", "هذا", "هذه", "هذين"))
_COMPLEMENTS = frozenset(("علي", "من", "في", "الي", "مع", "عن", "داخل", "نحو", "ضد", "باتجاه", "بين", "عليه", "عليها",
                          "منه", "منها", "معه", "معها", "عليهم", "منهم"))
_GLOSS = 12
_STOPS = frozenset(("،", ",", "؛", ":", "."))


def find_outlooks(context: Context) -> None:
    """Fill ``context.outlooks`` from the sayings and actors found."""
    finder = _Finder(context)
    openers = context.telling("outlooks")
    for sentence in context.sentences:
        free = 0
        for i in within(openers, sentence.first, sentence.last):
            if i >= free:
                free = finder.opening(i, sentence)
    context.outlooks.extend(finder.found)


class _Finder:
    def __init__(self, context: Context) -> None:
        self.context = context
        self.found: list[Outlook] = []
        self.actors = sorted((m for m in context.mentions if m.kind == "actor"), key=lambda m: m.first)
        self.firsts = [m.first for m in self.actors]
        self.named = {j for m in context.mentions if m.kind in ("actor", "place") and not m.generic
                      for j in range(m.first, m.last)}
        self.kinds = {a.id: a.kind for a in context.actors}
        self.times = sorted((m.first, m.ref) for m in context.mentions if m.kind == "time" and m.ref)
        self.triggers = sorted((e.trigger_start, e.record_id) for e in context.events if e.record_id)
        self.by_sentence: dict[int, list[Event]] = {}
        for event in context.events:
            self.by_sentence.setdefault(event.sentence, []).append(event)
        self.frames = {s.frame_start: s.speaker for s in context.sayings}
        self.sayings = sorted((s.start, s.end, s.speaker) for s in context.sayings)

    def opening(self, i: int, s: Sentence) -> int:
        """The outlook that opens at token ``i``; returns the token after it, 0 if there is none."""
        tokens = self.context.tokens
        word = tokens[i].word
        for opening in openings_of(word):
            stop = i + 1 + len(opening.rest)
            if opening.rest and (
                stop > s.last or any(tokens[i + 1 + k].word.key != key for k, key in enumerate(opening.rest))
            ):
                continue
            if not self._holds(i, stop, opening.kind, s):
                return 0
            polarity = opening.polarity or None
            if opening.kind == "condition" and any(is_future(t.word) for t in tokens[stop:s.last]):
                polarity = "likely"
            return self._add(i, s, opening.kind, polarity, f"outlook.word:{word.key}", stop)
        if i in self.named:
            return 0
        if is_purpose(word) and i > s.first and not self._governed(i, s) and self._completed(i, s):
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
                after.key[0] == "ي" or (len(after.key) > 4 and not after.key.endswith("وا")))
        if bare in ("هدف", "سعي", "محاوله", "رغبه", "عزم", "مساعي", "مسعي", "امكانيه", "احتمال", "احتمالات", "محتمل",
                    "مخاوف", "محاولات", "توقع", "لو", "كي", "هدفت"):
            told = bare == "توقع" and any(t.key in ("ان", "بان") for t in tokens[stop:min(stop + 6, s.last)])
            return told or (bare in ("كي", "توقع") and is_present(after))
        if key in _SUPPOSING and not self._ahead(stop, s):
            return False
        if kind == "aim" and (after.key in _THIS or (
                after.key == "تحقيق" and stop + 1 < s.last and tokens[stop + 1].key in _THIS)):
            return False
        if kind == "aim" and bare in ("الهدف", "الغايه", "الغرض"):
            return after.key in ("من", "هو", "الي")
        return after.kind != "punct" or after.form in "\"«“"

    def _ahead(self, i: int, s: Sentence) -> bool:
        """Whether what is supposed lies ahead: "that" with a present or future verb, or an act, not a past verb."""
        tokens = self.context.tokens
        for j in range(i, min(i + 6, s.last - 1)):
            if tokens[j].key in ("ان", "بان"):
                return any(is_present(t.word) or is_future(t.word) for t in tokens[j + 1:min(j + 6, s.last)])
            if tokens[j].key in ("انه", "انها", "انهم", "انهما", "بانه", "بانها"):
                after = tokens[j + 1].word
                tells = is_present(after) and not (after.key[0] == "ت" and after.key.endswith("ه"))
                return tells or is_future(after) or after.key in ("لن", "قد", "سوف")
        return tokens[i - 1].key not in _SUPPOSED_OF

    def _completed(self, i: int, s: Sentence) -> bool:
        """Whether a verbal noun with the article has what it needs behind it: "for training" names no aim."""
        tokens = self.context.tokens
        if not any(pro.endswith("ل") and rest.startswith("ال") for pro, rest in tokens[i].word.proclitics) or (
                not tokens[i].key.startswith(("لل", "ولل"))):
            return True
        if i + 1 >= s.last:
            return True
        after = tokens[i + 1]
        if not after.key.startswith("ال") and not tokens[i - 1].word.form.endswith(("اً", "ًا")):
            return True
        return after.key in _COMPLEMENTS or (after.word.kind == "ar" and after.key[0] in "بل" and len(after.key) > 3)

    def _governed(self, i: int, s: Sentence) -> bool:
        tokens = self.context.tokens
        for j in range(i - 1, max(s.first - 1, i - 10), -1):
            word = tokens[j].word
            if word.form in _STOPS:
                return False
            if any(rest in (governors() if i - j < 4 else _EXPOSED) for _, rest in word.proclitics):
                return True
        return False

    # -- slots ----------------------------------------------------------------------------------------------------

    def _by(self, i: int, last: int, s: Sentence, kind: str) -> tuple[str | None, Mention | None]:
        """Whose outlook it is, with the mention that tells it where there is one."""
        tokens = self.context.tokens
        if kind != "aim":
            if any(t.key in _UNNAMED for t in tokens[i:i + 4]) or self._unnamed_before(i, s):
                return None, None
            named = self.frames.get(tokens[i].start) or self._voice_or_none(i)
            if named is None and any(source_role(t.word) == "source" for t in tokens[s.first:i]):
                return None, None
            return named or "author", None
        behind = self._next_subject(i, s)
        if behind is not None:
            return behind.ref, behind
        speaker = self._voice_or_none(i)
        inside = {m.ref for m in self.actors[bisect_left(self.firsts, i):bisect_left(self.firsts, last)]}
        if is_present_form(tokens[i].word):
            subject = self._subject(i, s, inside, _SUBJECT)
            if subject is not None:
                return subject.ref, subject
        doer = self._doer(i, s, inside)
        if doer is not None:
            return doer, None
        subject = self._subject(i, s, inside | ({speaker} if speaker else set()), s.last)
        if subject is not None:
            return subject.ref, subject
        k = bisect_right(self.firsts, i - 1) - 1
        near = self.actors[k] if k >= 0 and self.actors[k].first >= s.first else None
        if near is not None and near.ref not in inside:
            return near.ref, near
        return speaker, None

    def _unnamed_before(self, i: int, s: Sentence) -> bool:
        """Whether a verb of opinion whose subject is nobody named opens the clause (وتوقع خبراء أن)."""
        tokens = self.context.tokens
        return any(t.key in _OPINION and tokens[t.index + 1].key in _EXPERTS
                   for t in tokens[max(s.first, i - 6):i + 1] if t.index + 1 < s.last)

    def _subject(self, i: int, s: Sentence, inside: set[str], reach: int) -> Mention | None:
        """The nearest actor before token ``i`` that may be the subject of what is wanted; adjectives come last."""
        spare: Mention | None = None
        k = bisect_right(self.firsts, i - 1) - 1
        while k >= 0 and self.actors[k].first >= s.first and i - self.actors[k].last <= reach:
            mention = self.actors[k]
            taken = mention.pro and mention.pro[-1] in "بلك"
            free = mention.ref not in inside and mention.ref != "civilians" and self.kinds.get(mention.ref) != "media"
            if free and not taken and not self._object(mention):
                if not mention.generic:
                    return mention
                spare = spare or mention
            k -= 1
        return spare

    def _doer(self, i: int, s: Sentence, inside: set[str]) -> str | None:
        """The doer of the act that an aim hangs on: the event whose words stand nearest before, with one doer or
        none that acts against another."""
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        for event in self.by_sentence.get(s.number, ()):
            if event.trigger_end > at or event.status == "denied" or (
                    event.type in _MUTUAL and len(event.who) > 1):
                continue
            who = [w for w in event.who if w != "civilians" and w not in inside and self.kinds.get(w) != "media"]
            if who:
                best = max(best or (-1, ""), (event.trigger_end, who[0]))
        return best[1] if best else None

    def _object(self, mention: Mention) -> bool:
        """Whether a preposition stands right before a mention: it is not the subject."""
        before = self.context.tokens[mention.first - 1].key if mention.first else ""
        return before in ("علي", "من", "الي", "عن", "ضد", "في", "مع", "بين", "لمناطق", "مناطق", "مواقع", "نقاط")

    def _next_subject(self, i: int, s: Sentence) -> Mention | None:
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
            return mention if "من" in between else None
        return mention if not mention.pro and not any(key in _STOPS for key in between) else None

    def _voice_or_none(self, i: int) -> str | None:
        at = self.context.tokens[i].start
        best: tuple[int, str] | None = None
        k = bisect_right(self.sayings, (at, 1 << 60, ""))
        for start, end, speaker in self.sayings[max(0, k - 4):k]:
            if start <= at < end and speaker and (best is None or end - start < best[0]):
                best = (end - start, speaker)
        return best[1] if best else None

    # -- records --------------------------------------------------------------------------------------------------

    def _add(self, i: int, s: Sentence, kind: str, polarity: str | None, rule: str, opened: int = 0) -> int:
        tokens = self.context.tokens
        last = self._end(i, s)
        while last > i + 1 and tokens[last - 1].word.kind in ("punct", "line"):
            last -= 1
        if last - i < 2:
            return 0
        start, end = tokens[i].start, tokens[last - 1].end
        by, told = self._by(i, last, s, kind)
        why = [why_word(self.context, "kind", i, rule)]
        if told is not None:
            why.append(why_of(self.context, "by", told))
        event = self._event(start, end)
        self.found.append(Outlook(
            quote=self.context.text[start:end], start=start, end=end, sentence=s.number, kind=kind,  # type: ignore[arg-type]
            by=by, polarity=polarity, event=event,  # type: ignore[arg-type]
            about=self._about(max(i, opened), last), horizon=self._horizon(i, last),
            status={"aim": "planned", "forecast": "forecast"}.get(kind, "conditional"),  # type: ignore[arg-type]
            rule=rule, why=tuple(why),
        ))
        return last

    def _about(self, i: int, last: int) -> str:
        """What the outlook is about, in the text's own words behind those that open it, at most twelve."""
        tokens = self.context.tokens
        first = i
        while first < last - 2 and (openings_of(tokens[first].word) or tokens[first].key in _OPENING_REST):
            first += 1
        return " ".join(self.context.words(first, last).split()[:_GLOSS])

    def _horizon(self, i: int, last: int) -> str | None:
        """The calendar time inside the words."""
        k = bisect_left(self.times, (i, ""))
        return self.times[k][1] if k < len(self.times) and self.times[k][0] < last else None

    def _event(self, start: int, end: int) -> str | None:
        """The event that stands inside the words: the first one."""
        k = bisect_left(self.triggers, (start, ""))
        return self.triggers[k][1] if k < len(self.triggers) and self.triggers[k][0] < end else None

    def _end(self, i: int, s: Sentence) -> int:
        tokens: list[Token] = self.context.tokens
        stop = min(s.last, i + _LONGEST)
        for j in range(i + 3, stop):
            if tokens[j].word.form in _STOPS or tokens[j].word.form in ("»", "”"):
                return j
        return stop
