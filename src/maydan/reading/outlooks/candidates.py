"""What may be an outlook: words of the lexicon, purpose and future, each with what the rules alone would say of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context
from maydan.reading.outlooks.idioms import (
    COMPLEMENTS,
    asked,
    family_name,
    has_been,
    idiom,
    serves,
    supposed_fact,
)
from maydan.reading.outlooks.words import (
    Opening,
    governors,
    is_future,
    is_present,
    is_purpose,
    openings_of,
    purpose_of,
    states_aim,
)

_LONGEST = 28  # tokens of a quote
_REACH = 26  # tokens between a verb of exposure and that to which one is exposed
_EXPOSED = frozenset(("تعرض", "تعرضت", "يتعرض", "تتعرض", "ادي", "ادت", "وادي", "خضوع", "تخضع",
                      "تعريض", "تعريضه", "تعريضها", "تعريضهم"))
_HIT = frozenset(("تعرض", "تعرضت", "يتعرض", "تتعرض"))
_SUPPOSING = frozenset(("رجح", "رجحت", "ورجح", "ورجحت", "يرجح", "ترجح", "ويرجح", "مرجحا", "مرجحه", "استبعد", "استبعدت",
                        "واستبعد", "يحتمل", "يعتقد", "احتمال"))
_SUPPOSED_OF = frozenset(("يرجح", "ترجح", "ويرجح", "رجح", "رجحت"))  # with a noun: what is, not what will be
_BEFORE_VERBS = frozenset(("هدف", "سعي", "محاوله", "رغبه", "عزم", "مساعي", "مسعي", "امكانيه", "احتمال", "احتمالات",
                           "محتمل", "مخاوف", "محاولات", "توقع", "لو", "كي", "هدفت"))
_TARGETS = frozenset(("يستهدف", "تستهدف"))
_STRIKES = frozenset(("قصف", "هجوم", "ضرب", "القصف", "الهجوم", "تفجير", "انفجار", "قتال"))
_THIS = frozenset(("ذلك", "هذا", "هذه", "هذين"))
_ACCEPTED = ("وافق", "يوافق", "توافق", "قبل", "يقبل", "تقبل", "قبول", "موافق", "رضخ", "يرضخ", "رفض", "يرفض", "ترفض")
_WHETHER = frozenset(("ما", "عما", "فيما", "مما", "وما", "وفيما", "وعما"))
_LIKELY = frozenset(("علي الارجح", "علي الاغلب", "الارجح", "الاغلب"))
_LIKELY_REACH = 5  # tokens around "most likely" among which a verb may tell what lies ahead
_GATHERINGS = frozenset(("المؤتمر", "التجمع", "الائتلاف", "التحالف", "المنتدي", "حركه", "رابطه", "منظمه", "هيئه"))
_MOVEMENTS = frozenset(("الحركه", "الجبهه", "المنظمه", "المجموعه", "اللجنه", "الحزب", "الائتلاف", "التجمع",
                        "الرابطه", "الجمعيه", "الشبكه", "المبادره", "الحمله"))
_THOUGHT = frozenset(("متوقعا", "متوقعه", "مرجحا", "مرجحه", "منتظرا", "منتظره", "مقررا", "مقرره"))
_ATTEMPTS = frozenset(("بمحاوله", "بمحاولات", "في محاوله", "في محاولات"))
_FLIGHTS = frozenset(("الهرب", "الفرار", "الهروب", "النجاه", "هرب", "فرار", "هروب", "للهرب", "للفرار", "لهروب"))
_MURDERS = frozenset(("اغتيال", "لاغتيال", "اغتياله", "اغتيالها", "الاغتيال"))
_PARTS = frozenset(("الغيار", "غيار"))
_STOPS = frozenset(("،", ",", "؛", ":", "."))
_QUOTING = frozenset("»”")
_QUOTED = frozenset("«“")
SUPPOSITIONS = frozenset(("اذا", "في حال", "في حاله"))
_NOT = frozenset(("لا", "ولا", "لم", "ولم", "لن", "ولن"))
_NOT_WANTED = _NOT | {"ما", "وما", "مما", "بما"}
_NONE = frozenset(("لا", "ولا", "ليس", "ليست", "لم", "ولم", "بلا", "دون", "بدون"))
_MEANS = frozenset(("خطط", "خطه", "نيه", "الامكانيات", "امكانيات", "الامكانات", "القدره", "قدره", "حاجه", "داع", "داعي",
                    "مبرر", "مجال", "الوقت", "وقت", "الاراده", "رغبه", "ضروره", "فرصه", "سبيل"))
_MEANS_BACK = 4  # tokens between such means and their purpose (لا نية لدينا لـ)
_LACK_BACK = 6  # tokens between "has not" and what serves the purpose
_FEARS = frozenset(("خشيه", "مخاوف", "تخوف", "خوف", "احتمال", "نيه"))
_SUPPOSED = frozenset(("المقرر", "المتوقع", "المحتمل", "المرجح", "المفترض", "المنتظر", "الممكن", "المستبعد", "المرتقب"))
_THAT = frozenset(("ان", "بان", "انه", "انها"))
_OPINION = frozenset(("رجح", "رجحت", "توقع", "توقعت", "استبعد", "استبعدت", "يتوقع", "تتوقع", "يرجح", "ترجح"))
_VERB_REACH = 10  # tokens between the mark behind a verb of opinion's subject and "that"
_WAS = frozenset(("كان", "كانت", "كانوا", "وكان", "وكانت"))
_TRUCES = frozenset(("اتفاق", "اتفاقا", "اتفاقيه", "الاتفاق", "لاتفاق", "باتفاق", "ضامنه", "ضامن", "مراقبه"))
_ANY_FAR = 14  # tokens between "any" and its verb
_AS_LONG = frozenset(("طالما", "مادام", "مادامت"))
_UNLESS = frozenset(("بعد", "اذا", "عند", "عندما", "حين", "عبر", "عن", "من"))
_THAT_REACH = 5  # tokens between an aside and "that"


class Candidate(NamedTuple):
    """What may be an outlook.

    Attributes:
        at: token where it opens. last: token after its words. stop: token after the words that open it.
        polarity: as for records. rule: name of what opened it. opener: that word or form, for the model.
        ruled: whether the rules alone take it.
    """

    at: int
    last: int
    stop: int
    kind: str
    polarity: str | None
    rule: str
    opener: str
    ruled: bool


def candidates(context: Context, sentence: Sentence, openers: list[int], named: set[int]) -> Iterator[Candidate]:
    """Candidates of a sentence, in order.

    Args:
        openers: tokens of the sentence at which one may open. named: tokens inside names of places and actors.
    """
    free = sentence.first
    for i in openers:
        found = _candidate(context, sentence, i, named)
        if found is None:
            continue
        if found.ruled:
            if i < free and not (found.kind == "condition" and found.opener in SUPPOSITIONS):
                found = found._replace(ruled=False)
            else:
                free = found.last
        yield found


def _candidate(context: Context, s: Sentence, i: int, named: set[int]) -> Candidate | None:
    tokens = context.tokens
    word = tokens[i].word
    after = tokens[i + 1].word.key if i + 1 < s.last else ""
    inside = i in named and i - 1 in named  # words of a name (مجموعة العمل من أجل X)
    for opening in () if inside else openings_of(word):
        rest = opening.rest
        if rest and rest[0] != after:
            continue
        stop = i + 1 + len(rest)
        if stop > s.last or any(tokens[i + 1 + k].word.key != key for k, key in enumerate(rest)):
            continue
        if stop >= s.last:
            return None
        if opening.kind == "forecast" and not opening.sure and is_future(word):
            if opening.rest:  # سيؤدي إلى: what leads somewhere must be likelier
                kind = "condition" if _any_such(context, i, s) else "forecast"
                return _made(context, s, i, i + 1, kind, "likely", "outlook.future", "future", False)
            break  # the future mark says more than the verb
        if _bare(word.key).startswith("س") and any(rest in _TARGETS for _, rest in word.proclitics):
            break  # what will be struck
        return _opened(context, s, i, stop, opening)
    if i in named:
        return None
    purpose = purpose_of(word)
    if purpose and i - 1 in named and _in_name(context, i, named):
        return None
    if purpose and (_lacked(context, i, s) or serves(context, i, s)):
        return None
    if purpose and i + 1 < s.last and tokens[i + 1].key in _PARTS:
        return None  # لقطع الغيار: spare parts
    if purpose and i > s.first and (_titled(context, i, s) or _befalls(context, i, s)):
        return None
    if purpose and i > s.first:
        ruled = is_purpose(word) and not governed(context, i, s) and _completed(context, i, s)
        return _made(context, s, i, i + 1, "aim", None, "outlook.purpose", purpose, ruled)
    if is_future(word) and not asked(context, i, s) and not family_name(context, i, named):
        kind = "condition" if _any_such(context, i, s) or _as_long(context, i, s) else "forecast"
        return _made(context, s, i, i + 1, kind, "likely", "outlook.future", "future", True)
    return None


def _befalls(context: Context, i: int, s: Sentence) -> bool:
    """Whether what follows is told, and no purpose: another does it to what went before (انسحبت X من Y، لتدخلها Z)."""
    tokens = context.tokens
    key = tokens[i].word.key
    return i + 1 < s.last and tokens[i - 1].word.form in ("،", ",") and key.startswith(("لت", "لي")) and (
        key.endswith(("ها", "ه", "هم")) and tokens[i + 1].word.key.startswith(("ال", "قوات", "جيش", "فصائل")))


def _in_name(context: Context, i: int, named: set[int]) -> bool:
    """Whether a purpose at token ``i`` goes on with a name that a quotation mark opens («المقاومة لتحرير كذا»)."""
    j = i - 1
    while j in named:
        j -= 1
    return j >= 0 and context.tokens[j].word.form in _QUOTED


def _lacked(context: Context, i: int, s: Sentence) -> bool:
    """Whether a purpose belongs to means, plans or a will that somebody is said not to have."""
    tokens = context.tokens
    means = next((j for j in range(i - 1, max(s.first, i - _MEANS_BACK), -1) if tokens[j].key in _MEANS), 0)
    return means > 0 and any(t.key in _NONE for t in tokens[max(s.first, i - _LACK_BACK):means])


def _opened(context: Context, s: Sentence, i: int, stop: int, opening: Opening) -> Candidate | None:
    """A candidate opened by words of the lexicon."""
    tokens = context.tokens
    polarity = opening.polarity or None
    if opening.kind == "aim" and i > s.first and tokens[i - 1].key in _NOT_WANTED and is_present(tokens[i].word):
        return None  # what is not wanted, whatever is
    if (_bare(tokens[i].key) in _FEARS or tokens[i].key in _MEANS) and any(
            t.key in _NONE for t in tokens[max(s.first, i - 2):i]):
        return None  # there is no fear, no plan
    if idiom(context, i, stop) or (opening.kind == "forecast" and (
            has_been(context, i, stop, s) or supposed_fact(context, i, stop, s))):
        return None
    if opening.name == "شروط" and any(_bare(t.key).startswith(_ACCEPTED) for t in tokens[max(s.first, i - 6):i]):
        return None  # somebody's terms that another accepts
    if opening.name == "علي ان" and not (tokens[i - 1].word.kind == "punct" and is_present(tokens[stop].word)):
        return None
    if opening.kind == "condition" and any(is_future(t.word) for t in tokens[stop:s.last]):
        polarity = "likely"
    key = tokens[i].key
    if (opening.name in _ATTEMPTS and tokens[stop].key in _MURDERS) or (
            "محاول" in key and tokens[stop].key in _FLIGHTS):
        return None  # an attempt on a life is an attack; who flees for his own serves no aim of a party
    if _bare(key) == "اذا" and i > s.first and tokens[i - 1].key in _WHETHER:
        return None  # whether, not if
    if opening.name in _LIKELY and not any(is_present(t.word) or is_future(t.word) for t in tokens[
            max(s.first, i - _LIKELY_REACH):min(stop + _LIKELY_REACH, s.last)]):
        return None  # what is, not what will be
    if opening.name == "من اجل" and tokens[i - 1].key in _GATHERINGS and i - 1 > s.first:
        return None  # a party called so (المؤتمر من أجل)
    if opening.name == "من اجل" and i - 2 > s.first and tokens[i - 2].key in _MOVEMENTS and (
            tokens[i - 1].key.startswith("ال")):
        return None  # what a movement is called
    name = opening.name
    if name == "يمكن" and _may(context, stop, s):
        opening, name = opening._replace(sure=True), "يمكن ان"
    if name in ("لن", "لا يمكن") and _unless(context, stop, s):
        opening, polarity = opening._replace(kind="condition"), "possible"
    ruled = opening.sure and _holds(context, i, stop, opening.kind, s)
    if _bare(key) in _TARGETS and (tokens[stop].key in _STRIKES or not states_aim(tokens[stop].word)):
        return None
    return _made(context, s, i, stop, opening.kind, polarity, f"outlook.word:{key}", name, ruled)


def _may(context: Context, stop: int, s: Sentence) -> bool:
    """Whether "it is possible for somebody" leads to what he may do (يمكن لقوات كذا أن تبدأ، البدء)."""
    tokens = context.tokens
    if stop >= s.last or not any(pro == "ل" for pro, _ in tokens[stop].word.proclitics):
        return False
    for j in range(stop + 1, min(stop + _VERB_REACH, s.last)):
        if tokens[j].word.kind != "ar":
            return False
        if tokens[j].key in _THAT or (tokens[j].key.startswith("ال") and states_aim(tokens[j].word)):
            return True
    return False


def _any_such(context: Context, i: int, s: Sentence) -> bool:
    """Whether the subject of a future verb at token ``i`` is "any such act" (أي هجوم سيؤدي إلى): if there is one."""
    tokens = context.tokens
    for j in range(i - 2, max(s.first - 1, i - _ANY_FAR), -1):
        word = tokens[j].word
        if word.form in ".؛:«»":
            return False
        if word.key in ("اي", "واي"):
            before = tokens[j - 1].word if j > s.first else None
            return before is None or before.kind != "ar" or before.key in _THAT
    return False


def _as_long(context: Context, i: int, s: Sentence) -> bool:
    """Whether what will be at token ``i`` is told to hang on something behind it in its clause (طالما، ما لم)."""
    tokens = context.tokens
    for j in range(i + 1, min(_end(context, i, s), s.last - 1)):
        key = tokens[j].key
        if key in _AS_LONG or (key == "ما" and tokens[j + 1].key in ("لم", "دام", "دامت")):
            return True
    return False


def _unless(context: Context, stop: int, s: Sentence) -> bool:
    """Whether what "will not be" is but for something told behind (لن ينسحب إلا بعد، إلا إذا)."""
    tokens = context.tokens
    for j in range(stop, min(stop + _LONGEST, s.last - 1)):
        if tokens[j].word.form in ".؛:":
            return False
        if tokens[j].key == "الا":
            after = tokens[j + 1].key
            return after in _UNLESS or (after[:1] == "ب" and len(after) > 3)
    return False


def _made(context: Context, s: Sentence, i: int, stop: int, kind: str, polarity: str | None, rule: str, opener: str,
          ruled: bool) -> Candidate | None:
    tokens = context.tokens
    last = _end(context, i, s)
    aside = _THAT_REACH if opener.removeprefix("من ") in _SUPPOSED else _VERB_REACH if opener in _OPINION else 0
    if aside and not any(t.key in _THAT for t in tokens[stop:last]):
        that = next((j for j in range(last, min(last + aside, s.last - 3)) if tokens[j].key in _THAT), None)
        last = _end(context, that, s) if that is not None else last  # something stands between (من المقرر، وفق X، أن)
    while last > i + 1 and tokens[last - 1].word.kind in ("punct", "line"):
        last -= 1
    if last - i < 2:
        return None
    return Candidate(i, last, stop, kind, polarity, rule, opener, ruled)


def _end(context: Context, i: int, s: Sentence) -> int:
    tokens = context.tokens
    stop = min(s.last, i + _LONGEST)
    opened = any(t.word.form in _QUOTED for t in tokens[i + 1:i + 3])
    for j in range(i + 3, stop):
        if tokens[j].word.form in _QUOTED:
            opened = True
        elif tokens[j].word.form in _QUOTING and opened:
            opened = False
        elif tokens[j].word.form in _STOPS or tokens[j].word.form in _QUOTING:
            return j
    return stop


def _bare(key: str) -> str:
    return key[1:] if key[0] in "وف" and len(key) > 2 else key


def _holds(context: Context, i: int, stop: int, kind: str, s: Sentence) -> bool:
    """Whether ambiguous openings are meant as such: قد before a present verb, هدف as a verb, حاول with an act."""
    tokens = context.tokens
    key, after = tokens[i].key, tokens[stop].word
    bare = _bare(key)
    if kind == "forecast" and i > s.first and tokens[i - 1].key in _WAS and (
            is_present(tokens[i].word) or bare in _THOUGHT or tokens[stop - 1].key in _SUPPOSED):
        return False  # what was expected then
    if bare in _CANDIDATES:
        return any(pro == "ل" for pro, _ in after.proclitics) and after.key not in _OFFICES
    if key == "وقد":
        return (is_present(after) and (after.key[0] == "ي" or after.key.startswith(("تؤ", "تت", "تكون", "تشهد")))) or (
            _surely_present(context, stop))
    if bare == "قد":
        return key == "قد" and ((is_present(after) and not after.key.endswith("ت") and (
            after.key[0] == "ي" or (len(after.key) > 4 and not after.key.endswith("وا")))) or (
            _surely_present(context, stop)))
    if bare in _BEFORE_VERBS:
        told = bare == "توقع" and any(t.key in ("ان", "بان") for t in tokens[stop:min(stop + 6, s.last)])
        return told or (bare in ("كي", "توقع") and is_present(after))
    if key in _SUPPOSING and not _ahead(context, stop, s):
        return False
    if kind == "aim" and (after.key in _THIS or (
            after.key == "تحقيق" and stop + 1 < s.last and tokens[stop + 1].key in _THIS)):
        return False
    if kind == "aim" and bare in ("الهدف", "الغايه", "الغرض"):
        return after.key in ("من", "هو", "الي")
    if kind == "aim" and bare in ("نيته", "نيتها", "نيتهم", "نيتهما", "عزمه", "عزمها", "عزمهم"):
        return after.kind == "ar"
    if bare == "استبعاد" or (bare == "يستبعد" and tokens[i - 1].key in ("لا", "لم", "ولا", "ولم")):
        return False
    if tokens[stop - 1].key in _SUPPOSED and after.kind == "punct" and any(
            t.key in _THAT for t in tokens[stop:min(stop + _VERB_REACH, s.last)]):
        return True  # an aside stands between
    return after.kind != "punct" or after.form in "\"«“"


_CANDIDATES = frozenset(("مرشح", "مرشحا", "مرشحه", "مرشحين", "المرشح"))  # liable to something, or for an office


_OFFICES = frozenset(("للرئاسه", "لرئاسه", "للانتخابات", "لمنصب", "لانتخابات", "لعضويه", "للبرلمان"))


def _surely_present(context: Context, i: int) -> bool:
    """Whether a token is a verb of the third person that has no past written alike (تشن، not تقدم)."""
    verbs = context.senses[i].verbs
    return any(v.form.person[0] == "3" for v in verbs) and all(v.form.tense in ("present", "jussive") for v in verbs)


def _ahead(context: Context, i: int, s: Sentence) -> bool:
    """Whether what is supposed lies ahead: "that" with a present or future verb, or an act, not a past verb."""
    tokens = context.tokens
    for j in range(i, min(i + 6, s.last - 1)):
        if tokens[j].key in ("ان", "بان"):
            return any(is_present(t.word) or is_future(t.word) for t in tokens[j + 1:min(j + 6, s.last)])
        if tokens[j].key in ("انه", "انها", "انهم", "انهما", "بانه", "بانها"):
            after = tokens[j + 1].word
            tells = is_present(after) and not (after.key[0] == "ت" and after.key.endswith("ه"))
            return tells or is_future(after) or after.key in ("لن", "قد", "سوف")
    return tokens[i - 1].key not in _SUPPOSED_OF


def _completed(context: Context, i: int, s: Sentence) -> bool:
    """Whether a verbal noun with the article has what it needs behind it: "for training" names no aim."""
    tokens = context.tokens
    if not any(pro.endswith("ل") and rest.startswith("ال") for pro, rest in tokens[i].word.proclitics) or (
            not tokens[i].key.startswith(("لل", "ولل"))):
        return True
    if i + 1 >= s.last:
        return True
    after = tokens[i + 1]
    if not after.key.startswith("ال") and not tokens[i - 1].word.form.endswith(("اً", "ًا")):
        return True
    return after.key in COMPLEMENTS or (after.word.kind == "ar" and after.key[0] in "بل" and len(after.key) > 3)


def _titled(context: Context, i: int, s: Sentence) -> bool:
    """Whether a purpose is part of what something is called (التحالف لدعم الشرعية, اتفاق لوقف إطلاق النار)."""
    tokens = context.tokens
    after = tokens[i + 1].key if i + 1 < s.last else ""
    if tokens[i].key == "لدعم" and after == "الشرعيه":
        return True
    return tokens[i].key == "لوقف" and after == "اطلاق" and any(
        t.key in _TRUCES for t in tokens[max(s.first, i - 3):i])


def governed(context: Context, i: int, s: Sentence) -> bool:
    """Whether a verb or noun before takes لـ itself, so that what follows is no aim."""
    tokens = context.tokens
    if i + 1 < s.last and tokens[i + 1].key.startswith("مماثل"):
        return True  # "to the like": the verb that takes it stands in what was told before
    near = True  # no mark stands between
    for j in range(i - 1, max(s.first - 1, i - _REACH), -1):
        word = tokens[j].word
        if word.form in _STOPS:
            if word.form not in "،,":
                return False
            near = False
            continue
        known = governors() if near and i - j < 4 else _EXPOSED if near else _HIT
        for pro, rest in word.proclitics:
            if rest in known:
                return True
            if not near and pro.endswith("ل") and context.senses[j].nouns:
                return False  # what somebody was exposed to was told before the mark
    return False
