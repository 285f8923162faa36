"""Whose aim it is where a clause tells it: who calls for the act, of whom "that" speaks, of whom the verb agrees."""

from __future__ import annotations

import itertools

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Token
from maydan.reading.actors.lexicon import cues
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
_MADE_BACK = 20  # tokens between an attempt that somebody made and what it was for
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
_GATHERINGS = frozenset(("مظاهره", "مظاهرات", "تظاهره", "تظاهرات", "احتجاجات", "وقفه", "اعتصام", "متظاهرون", "متظاهرين",
                         "محتجون", "محتجين", "معتصمون", "معتصمين"))
_PARAGRAPH = 250  # tokens at most that are searched for the mark that opened
_GATHERED = 14  # tokens between those who gather and their aim



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


def by_whom(context: Context, mention: Mention) -> bool:
    """Whether an actor is told as whose act something is (من قبل X، على يد X), a word or two between."""
    keys = [t.word.key for t in context.tokens[max(0, mention.first - _AGENT_BACK):mention.first]]
    return any((a == "من" and b in ("قبل", "جانب")) or (a in ("علي", "بايدي") and b in ("يد", "ايدي"))
               for a, b in itertools.pairwise(keys))


def has_forces(context: Context, first: int, i: int) -> bool:
    """Whether forces that nobody names stand between two tokens (قوات مشتركة), so that the act is theirs."""
    return any(c.entry.cls == "force" and not c.entry.definite for t in context.tokens[first:i] for c in cues(t.word))


def own_country(context: Context, person: str | None, i: int) -> str | None:
    """The state of a person whose country an aim at token ``i`` is said to be of (عزم بلاده، بلاده تسعى); None where
    no such word stands beside the token, or nothing is known of the person."""
    tokens = context.tokens
    if person is None or not any(t.word.key in _OWN_COUNTRY for t in (*tokens[i - 1:i], *tokens[i + 1:i + 2])):
        return None
    data = context.theatre.data
    known = data.persons.get(person)
    body = data.actors.get(known.actor) if known is not None else None
    if body is None:
        return None
    return body.id if body.kind == "state" else context.theatre.states.get(body.country)


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


def in_marks(context: Context, i: int) -> bool:
    """Whether token ``i`` stands inside quotation marks that opened in its paragraph and hold words, no name."""
    tokens, open_at = context.tokens, -1
    first = i
    while first > 0 and tokens[first - 1].word.kind != "line" and i - first < _PARAGRAPH:
        first -= 1
    for j in range(first, i):
        form = tokens[j].word.form
        if form in "«“":
            open_at = j
        elif form in "»”":
            open_at = -1
        elif form == '"':
            open_at = j if open_at < 0 else -1
    return open_at >= 0 and (i - open_at > 2 or tokens[i + 1].word.kind == "ar")


def protested(context: Context, i: int, s: Sentence) -> bool:
    """Whether people gathered or closed a road right before token ``i``: the aim is theirs."""
    tokens = context.tokens
    for j in range(i - 1, max(s.first - 1, i - _GATHERED), -1):
        key = tokens[j].key.removeprefix("ال")
        if key in _GATHERINGS:
            return True
        if tokens[j].word.form in ".؛:" or verb_of(tokens[j].word) is not None:
            return False
    return False


def last_speaker(context: Context, i: int) -> str | None:
    """Who spoke last before token ``i`` in its paragraph, where no other verb of saying stands between; else None."""
    tokens = context.tokens
    at = tokens[i].start
    first = i
    while first > 0 and tokens[first - 1].word.kind != "line":
        first -= 1
    edge = tokens[first].start
    before = [s for s in context.sayings if edge <= s.start < at]
    if not before:
        return None
    j = i - 1
    while j > first and tokens[j].start >= before[-1].end:
        if verb_of(tokens[j].word) is not None:
            return None
        j -= 1
    return before[-1].speaker


def obliged(context: Context, starts: dict[int, Mention], i: int, s: Sentence) -> bool:
    """Whether the aim at token ``i`` belongs to what somebody must do in a speaker's eyes (على X أن، يجب أن، ضرورة)."""
    tokens = context.tokens
    for j in range(i - 1, max(s.first - 1, i - _MUST_FAR), -1):
        key = tokens[j].word.key
        if tokens[j].word.form in ".؛:":
            return False
        if key.removeprefix("و") in _MUST:
            return True
        if key in ("علي", "وعلي") and j + 1 in starts and (key == "وعلي" or j == s.first or (
                tokens[j - 1].word.kind == "punct" or tokens[j - 1].word.key in THAT)):
            after = starts[j + 1].last
            return after < i and (tokens[after].word.key in _PLAIN or tokens[after].word.key.startswith("ال"))
    return False


def heading(context: Context, actors: list[Mention], i: int, s: Sentence) -> str | None:
    """Who stands before the colon that a headline's words follow (موسكو: لن ننسحب)."""
    tokens = context.tokens
    colon = next((j for j in range(s.first + 1, min(s.first + _HEADED, i)) if tokens[j].word.form == ":"), None)
    if colon is None:
        return None
    named = next((m for m in actors if m.last == colon and m.first >= s.first), None)
    return named.ref if named is not None and not named.pro and context.kinds.get(named.ref) != "media" else None


def rumoured(context: Context, i: int, s: Sentence) -> bool:
    """Whether fears or beliefs that nobody is said to hold lead to token ``i`` (هناك مخاوف من أن، ويعتقد أن)."""
    tokens = context.tokens
    return any(tokens[j].word.key.removeprefix("و") in _HELD for j in range(max(s.first, i - _HEADED), i)) and any(
        tokens[j].word.key in THAT for j in range(max(s.first, i - _HEADED), i))


def victim_tries(context: Context, i: int, s: Sentence) -> bool:
    """Whether the attempt at token ``i`` is that of somebody killed or caught at it (مقتله بعد محاولته الفرار)."""
    tokens = context.tokens
    return tokens[i].word.key in ("محاولته", "محاولتها") and any(
        t.word.key.removeprefix("و") in _SUFFERED for t in tokens[max(s.first, i - _AGENT_BACK):i])


def threatens(context: Context, i: int, s: Sentence) -> bool:
    """Whether a verb or participle of threatening or warning opens at token ``i`` with its subject told before."""
    tokens = context.tokens
    if i <= s.first or i + 1 >= s.last or not any(rest in _THREATS for _, rest in tokens[i].word.proclitics):
        return False
    after = tokens[i + 1].key
    return after.startswith("ب") or after in ("من", "ان", "علي")


_AGENT_BACK = 4
_OWN_COUNTRY = frozenset(("بلاده", "بلادها"))
_SUFFERED = frozenset(("مقتله", "مقتلها", "اعتقاله", "اعتقالها", "اصابته", "اصابتها", "توقيفه", "قتله", "قتلها"))
_HEADED = 9  # tokens of a line before its colon; between a rumour and what it tells
_HELD = frozenset(("مخاوف", "المخاوف", "تكهنات", "توقعات", "ترجيحات", "يعتقد", "انباء", "شائعات"))
_MUST_FAR = 30  # tokens between what must be done and its aim
_MUST = frozenset((
    "يجب", "ينبغي", "يتعين", "يتوجب", "يحتم", "تحتم", "ضروره", "بضروره", "لضروره", "مناشدتنا", "دعوتنا", "مطالبتنا",
    "حثهم", "حثه", "حثها", "دعاهم", "دعاه", "دعاها", "طالبهم", "طالبه", "طالبها", "ناشدهم", "ناشدها", "حثتهم", "دعتهم",
))
_THREATS = frozenset((
    "هدد", "هددت", "هددوا", "هددتا", "مهددا", "مهدده", "مهددين", "توعد", "توعدت", "توعدوا", "متوعدا", "متوعده",
    "متوعدين", "امهل", "امهلت", "امهلوا", "اشترط", "اشترطت", "اشترطوا", "تعهد", "تعهدت", "تعهدوا", "حذر", "حذرت",
    "حذروا", "حذرتا",
))
