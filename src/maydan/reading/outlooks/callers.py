"""Whose aim it is where a clause tells it: who calls for the act, of whom "that" speaks, of whom the verb agrees."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.context import Context, Mention
from maydan.reading.sayings.words import THAT, verb_of
from maydan.records import Saying

_RELATIVE = frozenset(("الذي", "التي", "الذين", "ممن", "اللذين", "اللتين", "اللواتي"))
_CALLING = frozenset(("دعا", "طالب", "حث", "ناشد", "طلب", "نصح", "أوصى", "أهاب"))
_HE, _SHE = frozenset(("انه", "بانه")), frozenset(("انها", "بانها"))
_WE = frozenset(("اننا", "فاننا", "باننا", "لاننا", "نحن", "ونحن", "انني", "وانني"))
_OWNED = 6  # letters of a noun with its pronoun
_EFFORTS = frozenset(("مساعي", "محاولات", "محاوله", "جهود", "خطط", "خطه", "مخطط", "مخططات", "نوايا", "تحركات"))
_EFFORT_BACK = 6
_MADE = frozenset(("قام", "قامت", "قاموا", "نفذها", "نفذتها", "قادها", "قادتها", "بدات", "شنها"))
_MADE_BACK = 14  # tokens between an attempt that somebody made and what it was for
_QUOTING = frozenset("»”")
_FAR = 24  # tokens between "that" and an aim of its clause
_MOVED = frozenset(("دفع", "دفعت", "يدفع", "تدفع", "ودفع", "اضطر", "اضطرت", "حدا", "حدت"))
_PLAIN = frozenset(("ان", "بان"))
_FEMININE = frozenset((
    "قوات", "فصائل", "وحدات", "ميليشيات", "مليشيات", "سلطات", "جماعات", "قوي", "حماس", "قسد", "داعش", "روسيا",
    "تركيا", "ايران", "امريكا", "فرنسا", "بريطانيا", "المانيا", "اوروبا", "واشنطن", "موسكو", "طهران", "انقره",
    "دمشق", "الرياض", "بغداد", "الصين", "الهند", "مصر", "قطر", "باريس", "لندن", "كييف",
))
_MASCULINE = frozenset((
    "جيش", "نظام", "حزب", "تنظيم", "تحالف", "مجلس", "حلف", "اتحاد", "ائتلاف", "لواء", "فيلق", "حشد", "احتلال",
    "عراق", "لبنان", "اردن", "سودان", "يمن", "مغرب", "كيان", "دفاع", "طيران", "وفد", "فريق", "حرس", "رئيس",
    "وزير", "مبعوث", "امين", "مجتمع", "طرف", "حراك", "برلمان", "كونغرس", "بنتاغون",
))


def caller(context: Context, i: int, s: Sentence) -> Saying | None:
    """The call (دعا, طالب) in whose words token ``i`` stands, where no relative clause lies between: what others are
    called upon to do aims at what the caller wants."""
    tokens = context.tokens
    at = tokens[i].start
    for saying in reversed(context.sayings):
        if not saying.start <= at < saying.end or saying.speaker is None:
            continue
        frame = context.starts.get(saying.frame_start, -1)
        if frame < s.first or frame >= i:
            continue
        verb = verb_of(tokens[frame].word)
        between = tokens[frame + 1:i]
        if verb is not None and verb.lemma in _CALLING and not any(t.key in _RELATIVE for t in between):
            return saying
    return None


def that_subject(context: Context, starts: dict[int, Mention], i: int, s: Sentence) -> tuple[int, Mention | str | None]:
    """The token of the last "that" before token ``i`` in its sentence, and of whom its clause speaks: the actor right
    behind it, "he" or "she" for a pronoun, None where neither stands there or a relative clause lies between."""
    tokens = context.tokens
    for j in range(i - 1, max(s.first, i - _FAR), -1):
        key = tokens[j].word.key
        if key in _RELATIVE or tokens[j].word.form in _QUOTING:
            return j, None
        if key in _WE or _ours(context, j):
            return j, "he"
        if key in _HE:
            return j, "he"
        if key in _SHE:
            sense = context.senses[j + 1]
            return j, "she" if sense.verbs and not sense.nouns else None
        if key in THAT:
            mention = starts.get(j + 1) or (starts.get(j + 2) if tokens[j + 1].word.kind == "punct" else None)
            if key in _PLAIN and mention is not None and mention.last <= i:
                return j, mention
            return j, _owned(tokens[j + 1].word.form) if key in _PLAIN and mention is None and j + 1 < i else None
    return -1, None


def _ours(context: Context, j: int) -> bool:
    """Whether a token is a verb of "we" (نجدد)."""
    sense, key = context.senses[j], context.tokens[j].word.key
    return key[:1] == "ن" and len(key) > 3 and not sense.nouns and any(
        v.form.tense in ("present", "jussive") for v in sense.verbs)


def _owned(form: str) -> str | None:
    """"he" or "she" for a noun with a possessive pronoun (استقالته), which behind "that" means who says it."""
    if len(form) < _OWNED:
        return None
    return "she" if form.endswith("تها") else "he" if form.endswith("ته") else None


def attempted(context: Context, starts: dict[int, Mention], i: int, s: Sentence) -> tuple[bool, Mention | None]:
    """Whether the aim at token ``i`` is that of efforts or plans of somebody (مساعي X لتشكيل), and of whom: the actor
    right behind that word, or None for others."""
    tokens = context.tokens
    for j in range(i - 2, max(s.first, i - _MADE_BACK), -1):
        if tokens[j].word.key in _MADE and tokens[j - 1].word.key.removeprefix("و") in _EFFORTS:  # محاولة قام بها X
            made = next((starts[k] for k in range(j + 1, i) if k in starts), None)
            return True, made
        if tokens[j].word.form in "،,.؛":
            break
    for j in range(i - 2, max(s.first - 1, i - _EFFORT_BACK), -1):
        word = tokens[j].word
        if word.kind != "ar":
            return False, None
        if word.key.removeprefix("و") in _EFFORTS:
            mention = starts.get(j + 1)
            if mention is not None:
                return True, mention if mention.last <= i else None
            return not tokens[j + 1].key.startswith("ال") and tokens[j + 1].key.endswith(("ين", "ه")), None
    return False, None


def moved(context: Context, mention: Mention, i: int) -> bool:
    """Whether an actor right before token ``i`` is told as whose act it is (من قبل روسيا), or as who is moved to it
    (دفع الشرطة)."""
    tokens = context.tokens
    if mention.last != i or mention.first < 1:
        return False
    before = tokens[mention.first - 1].word.key
    return before in _MOVED or (before in ("قبل", "جانب") and mention.first > 1 and (
        tokens[mention.first - 2].word.key == "من"))


def is_she(tokens: list[Token], mention: Mention) -> bool | None:
    """Whether verbs agree with an actor as "she"; None where its words do not tell."""
    if mention.ref.startswith("person:"):
        return False
    for _, rest in tokens[mention.first].word.proclitics:
        bare = rest.removeprefix("ال")
        if bare in _MASCULINE:
            return False
        if rest in _FEMININE or bare in _FEMININE or (bare.endswith("ه") and len(bare) > 3):
            return True
    return None


def verb_is_she(key: str) -> bool | None:
    """Whether a present or past verb of the third person singular is feminine; None for others."""
    bare = key.removeprefix("و").removeprefix("ف") if len(key) > 4 else key
    if bare.endswith(("وا", "ون", "ين", "ان")):
        return None
    if bare[:1] == "ي":
        return False
    return True if bare[:1] == "ت" or (bare.endswith("ت") and len(bare) > 3) else None
