"""Who speaks where no subject is known: what stands behind the verb, and the doer of the clause before.

"X added that" with an X that nothing knows is not a saying of whoever spoke before; a common word with the article
(الشركة, الوزير) may mean him; a preposition or an adverb leaves the place of the subject free.
"""

from __future__ import annotations

from bisect import bisect_left

from maydan.arabic.sentences import Sentence
from maydan.arabic.tokens import Word
from maydan.reading.actors.lexicon import cues, given_names
from maydan.reading.context import Context, Mention
from maydan.reading.outlooks.words import verbal_noun
from maydan.reading.places.vocabulary import everyday
from maydan.reading.sayings.vocabulary import REPORTS_OF
from maydan.reading.sayings.words import THAT, Verb, verb_of

_NO_SUBJECTS = frozenset((
    "الي", "علي", "عن", "من", "في", "ب", "ل", "له", "لها", "لهم", "لي", "لنا", "فيه", "فيها", "فيهما", "به", "بها",
    "منه", "عليه", "عليها", "خلال", "خلاله", "خلالها", "امام", "مع", "حول", "ضمن", "كما", "بعد", "قبل", "اثناء",
    "عبر", "ضد", "ذلك", "ايضا", "كذلك", "عقب", "لدي", "منذ", "اثر", "هنا", "هناك", "ثم", "حينها", "عندما", "حين",
    "عند", "فقط", "اليوم", "امس", "مجددا", "قد", "لقد", "كل", "نفسه", "نفسها", "اخر", "اخري", "مره", "تحت", "عدم",
    "ضروره", "اهميه", "جاء", "هذا", "هذه", "ما", "لا", "لم", "هل", "ماذا", "لماذا", "كيف", "بين", "حتي", "حيث",
    "اذ", "وسط", "سبق", "لو", "اذا", "بالقول", "نفس", "ذات",
))
_NEWS = frozenset(("انباء", "معلومات", "مؤشرات", "تقديرات", "ترجيحات", "دلائل", "ارقام", "معطيات", "توقعات", "شائعات"))
_PARENTS = frozenset(("ام", "ابو", "والد", "والده", "اب", "زوجه", "شقيق", "شقيقه", "دار"))  # of somebody
_OPEN = frozenset((
    "كما", "حيث", "اذ", "قد", "وقد", "ثم", "بل", "انه", "انها", "بانه", "بانها", "كان", "كانت", "لكنه", "لكنها",
    "كذلك", "ايضا", "الذي", "التي", "الذين", "فيما", "بينما", "ما", "مما", "عندما", "حين", "حينها", "ذلك", "بدوره",
    "بدورها", "لقد", "انني", "اني", "بعدما", "ان", "لانه", "لانها", "عما", "هو", "هي", "وهو", "وهي", "لم", "لا", "لن",
    "رغم", "بحسب", "حسب", "وفق", "طبقا", "وفقا",
))
_LEADING = _OPEN - THAT
_RELATIVE = frozenset(("الذي", "التي", "الذين"))
_QUOTES = frozenset('"«“”')
_OF_THINGS = frozenset(("قال", "ذكر", "زعم", "ادعى", "أفاد", "اعتقد", "أضاف", "تابع"))
_SEVERAL = ("ون", "ان", "ين", "تان", "تين")
_OPENERS = frozenset(("،", ",", ".", "؛", '"', "»", "”", ")", "-", "–"))
_TITLES_BACK = 3  # tokens between a verb and its subject: an adverb or an adjective of time


def behind_verb(context: Context, j: int, stop: int) -> str:
    """What stands at token ``j`` in the place of a subject that no mention fills.

    Returns:
        "" where no subject stands there, "same" for a common word with the article that may mean who spoke before or
        for an object without article, "title" for his office or rank, "other" for anybody else.
    """
    if j >= stop:
        return ""
    word = context.tokens[j].word
    key = word.key
    if key in _PARENTS or (key in given_names() and context.tokens[j - 1].word.kind == "ar"):
        return "other"
    if word.kind != "ar" or key in _NO_SUBJECTS or len(key) < 3 or _governed(word):
        return ""
    if word.form.endswith(("اً", "ًا")) or verb_of(word) is not None:
        return "same"
    if context.senses[j].verbs or (key[0] in "ياتن" and key in everyday() and not key.startswith("ال") and (
            word.form[0] in "أيتن" and len(key) == 4)):
        return ""  # the words themselves, with a verb
    bare = key.removeprefix("ال")
    if tells_only(word):
        return "other"
    if bare != key and any(c.entry.cls == "title" for c in cues(word)):
        names = 0  # one word behind a rank may be the same name in another spelling, two are another's
        for token in context.tokens[j + 1:stop]:
            if token.word.kind != "ar" or token.word.key in _NO_SUBJECTS or token.word.key.startswith("ال"):
                break
            names += 1
        return "title" if names < 2 else "other"
    if bare == key or key not in everyday():
        return "other"
    return "other" if bare.endswith(_SEVERAL) and len(bare) > 4 else "same"


def _governed(word: Word) -> bool:
    """Whether a form is بـ or لـ with a common word."""
    return any(pro in ("ب", "ل", "ك") and (rest in everyday() or rest.startswith("ال") or rest[:2] == "ل")
               for pro, rest in word.proclitics)


def no_subject(word: Word) -> bool:
    """Whether a form cannot be a subject: a preposition, or a noun behind one."""
    return word.key in _NO_SUBJECTS or _governed(word)


def tells_only(word: Word) -> bool:
    """Whether a form is figures or news, which somebody gathers and which speak for nobody (التقديرات, بيانات)."""
    bare = word.key.removeprefix("ال")
    return bare in (REPORTS_OF if bare == word.key else _NEWS)


def led_by_subject(context: Context, i: int, s: Sentence, times: set[int]) -> bool:
    """Whether a bare verb at token ``i`` stands behind a word that must be its subject, or its object's (دراسات السوق
    كشفت): no conjunction, mark or adverb opens its clause, and no phrase with a preposition does."""
    tokens = context.tokens
    if tokens[i].word.proclitics[-1][0] in ("و", "ف") or i <= s.first:
        return False
    j = i - 1 - (tokens[i - 1].word.form in _QUOTES and i - 1 > s.first)  # أن فلانا "أفاد أنه"
    before = tokens[j].word
    if before.kind != "ar" or before.key in _OPEN or j in times or verb_of(before) is not None:
        return False
    while j > s.first and tokens[j - 1].word.kind == "ar" and tokens[j].word.key not in THAT:
        j -= 1
    opener = tokens[j].word.key
    if opener.removeprefix("و") in ("كان", "كانت") and j + 2 < i:
        told = verb_of(tokens[i].word)
        return tokens[j + 1].word.key.startswith("ال") and told is not None and she_says(
            tokens[i].word.key, told) is True  # وكانت المصالح المختصة بينت
    if opener in THAT and opener not in ("ان", "بان"):
        return False  # the pronoun behind "that"
    if any(rest in _NO_SUBJECTS or rest in _LEADING for _, rest in tokens[j].word.proclitics):
        return False
    verb = verb_of(tokens[i].word)
    if verb is None or verb.lemma not in _OF_THINGS:
        return True
    return not any(_finite(context, k) for k in range(j, i))  # what is told of a thing (صورا قالت إنها)


def _finite(context: Context, k: int) -> bool:
    sense, word = context.senses[k], context.tokens[k].word
    verb = (bool(sense.verbs) and not sense.nouns) or verb_of(word) is not None
    return verb and not (k and context.tokens[k - 1].word.key in _RELATIVE)


def several(key: str, verb: Verb) -> bool:
    """Whether a verb or participle speaks of two or more, so that no single person goes on (أشارا, مؤكدين)."""
    if verb.shape == "participle":
        return key.endswith(("ين", "ان")) and len(key) > 4 and key[0] != "ب"
    if key.endswith(("ون", "وا")):
        return True
    if verb.shape == "past":
        return key.endswith(("تا", "يا")) or (key.endswith("ا") and not verb.lemma.endswith(("ا", "ى")))
    return key.endswith("ان") and not verb.lemma.endswith("ن")


def is_she(context: Context, mention: Mention, kind: str) -> bool:
    """Whether a party's name is of the feminine: a land or capital, a noun that ends so."""
    keys = [token.word.key for token in context.tokens[mention.first:mention.last]]
    return kind not in ("person", "") and (
        keys[0] in _LANDS or (keys[0].endswith(("ه", "ا", "ات")) and kind != "media"))


def suffers(context: Context, i: int, verb: Verb, mention: Mention, kind: str) -> bool:
    """Whether the actor right behind the verb at ``i`` is whom the speaker before urges or accuses (وحث كذا على)."""
    behind = _URGED.get(verb.lemma, "")
    if not behind or mention.pro or verb.shape != "past" or mention.last >= len(context.tokens):
        return False
    link = context.tokens[mention.last].word.key
    if link != behind and not (len(behind) == 1 and link.startswith(behind) and len(link) > 2):
        return False
    return verb.lemma in _ALWAYS_SOMEBODY or mention.ref == _ALWAYS_URGED or (
        she_says(context.tokens[i].word.key, verb) is False and is_she(context, mention, kind))


def she_says(key: str, verb: Verb) -> bool | None:
    """Whether a verb of the third person singular is feminine; None where its form does not tell."""
    if verb.shape == "past":
        if (verb.lemma == "دعا" and key.endswith("دعا")) or (verb.lemma.endswith("ت") and key.endswith(verb.lemma)):
            return False
        return None if key.endswith(("وا", "ون", "نا", "ا")) else key.endswith("ت")
    if verb.shape != "present" or key.endswith(("ون", "ان", "ين")):
        return None
    first = key.removeprefix("و").removeprefix("ف").removeprefix("س")[:1]
    return first == "ت" if first in ("ت", "ي") else None


def announced(context: Context, j: int) -> bool:
    """Whether a token is a verbal noun without article: what somebody announces (انسحابها, مقتل)."""
    stem = context.tokens[j].word.key
    for ending in ("هما", "هم", "ها", "ه"):
        if stem.endswith(ending) and len(stem) - len(ending) >= 4:
            stem = stem.removesuffix(ending)
            break
    return not stem.startswith("ال") and (verbal_noun(stem) or bool(context.senses[j].nouns))


def doer_before(context: Context, starts: dict[int, Mention], firsts: list[int], i: int, s: Sentence) -> str | None:
    """The person who is the subject of a verb earlier in the sentence of token ``i`` (ألقى فلان كلمة وأكد أن): the
    last one that stands right behind its verb, or the party that acts on a person there, or None."""
    found: str | None = None
    for first in firsts[bisect_left(firsts, s.first):bisect_left(firsts, i)]:
        mention = starts[first]
        if mention.pro or not mention.ref.startswith("person:") or mention.last > i:
            continue
        verb = next((j for j in range(max(s.first, first - _TITLES_BACK), first) if _acts(context, j)), -1)
        if verb >= 0 and all(context.tokens[j].word.kind == "ar" for j in range(max(s.first, first - 1), first)):
            party = starts.get(verb + 1)  # whom a party acts on is no doer (انتقدت X فلانا وأكدت أن)
            found = party.ref if party is not None and party.first < first and not party.pro else mention.ref
    return found or issuer(context, starts, i, s)


def issuer(context: Context, starts: dict[int, Mention], i: int, s: Sentence) -> str | None:
    """Whose statement was brought out earlier in the sentence (أصدرت X، اليوم، بيانا أدانت)."""
    tokens = context.tokens
    for j in range(s.first, i):
        party = starts.get(j + 1) if tokens[j].word.key.removeprefix("و") in _BRINGING_OUT else None
        if party is not None and not party.pro and any(
                tokens[k].word.key in _PAPER for k in range(party.last, i)):
            return party.ref
    return None


_BRINGING_OUT = frozenset(("اصدرت", "اصدر", "نشرت", "نشر", "اصدروا"))
_PAPER = frozenset(("بيانا", "بيان", "تقريرا", "تقرير"))


def _acts(context: Context, j: int) -> bool:
    """Whether a token is a verb of the third person at the head of its clause."""
    sense = context.senses[j]
    key = context.tokens[j].word.key
    if not sense.verbs or sense.nouns or key.startswith("ال"):
        return False
    before = context.tokens[j - 1].word if j else None
    return before is None or before.kind != "ar" or key[0] in "وف" or before.form in _OPENERS


def clause_opens(context: Context, starts: dict[int, Mention], j: int, i: int, content_from: int) -> bool:
    """Whether a clause opens at ``j`` with its verb, behind a source in front of it at ``i`` that no comma ends."""
    if i - content_from > 2 or not any(k in starts for k in range(i + 1, j)):
        return False
    key = context.tokens[j].word.key
    return j not in starts and key.startswith(("سي", "ست")) and len(key) > 3


def words_at(context: Context, starts: dict[int, Mention], i: int) -> bool:
    """Whether the words said stand right behind the verb at token ``i`` or its subject, without a mark (قال نحن،
    قال فلان لن نعود، وأضاف ستكون)."""
    verb = verb_of(context.tokens[i].word)
    mention = starts.get(i + 1)
    j = mention.last if mention is not None and not mention.pro else i + 1
    if verb is None or verb.lemma not in _TELLING or verb.shape != "past" or j + 1 >= len(context.tokens):
        return False
    if context.tokens[j].sentence != context.tokens[i].sentence:
        return False
    return context.tokens[j].word.key in _OWN_WORDS or any(v.future for v in context.senses[j].verbs)


def unnamed_wish(context: Context, i: int) -> bool:
    """Whether the verb at token ``i`` only tells that somebody would not be named (طلب عدم ذكر اسمه)."""
    tokens = context.tokens
    behind = tokens[i + 1].word.key if i + 1 < len(tokens) else ""
    return (behind == "عدم" and tokens[i].word.key.startswith(_ASKED)) or (i > 0 and tokens[i - 1].word.key == "عدم")


def indefinite(context: Context, j: int) -> bool:
    """Whether a token is a plain noun that a relative clause describes (أنباء تشير إلى)."""
    sense = context.senses[j]
    key = context.tokens[j].word.key
    if key in REPORTS_OF or (key.endswith(("ات", "ه")) and bool(sense.nouns) and not sense.article):
        return True
    before = context.tokens[j - 1].word if j else None
    return before is not None and before.kind == "ar" and key.endswith(("ي", "يا")) and bool(
        context.senses[j - 1].nouns) and not sense.article and not context.senses[j - 1].article


def addressee(starts: dict[int, Mention], i: int, stop: int, speakers: tuple[str, ...]) -> Mention | None:
    """Whom the words are said to: the actor behind لـ between the verb at ``i`` and its words (قال لوكالة كذا إن)."""
    known = (*speakers, "civilians")
    for j in range(i + 1, stop):
        mention = starts.get(j)
        if mention is not None and mention.pro.endswith("ل") and mention.ref not in known:
            return mention
    return None


_ASKED = ("طلب", "طالبا", "رفض", "فضل", "اشترط", "اثر")
_URGED = {"حث": "علي", "اتهم": "ب", "ناشد": "ب", "طالب": "ب", "دعا": "الي", "حذر": "من", "هدد": "ب"}
_ALWAYS_SOMEBODY = frozenset(("حث", "اتهم"))  # nobody urges or accuses nobody
_ALWAYS_URGED = "new:international-community"
_LANDS = frozenset((
    "ايران", "مصر", "قطر", "تونس", "الصين", "الهند", "موسكو", "واشنطن", "دمشق", "طهران", "لندن", "باريس", "بغداد",
    "الرياض", "برلين", "بيروت", "صنعاء", "بكين", "الدوحه", "ابوظبي",
))
_TELLING = frozenset(("قال", "أضاف", "تابع", "أردف", "استطرد"))
_OWN_WORDS = frozenset((
    "نحن", "اننا", "انني", "لدينا", "هناك", "لن", "لم", "لا", "ليس", "ليست", "يجب", "نريد", "نامل", "سوف",
    "لسنا", "لقد", "يمكن", "ينبغي", "علينا",
))
