"""What looks like the opening of an outlook and is none: idioms, what a thing is for, what is asked, what has been."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.context import Context
from maydan.reading.outlooks.words import states_aim

COMPLEMENTS = frozenset(("علي", "من", "في", "الي", "مع", "عن", "داخل", "نحو", "ضد", "باتجاه", "بين", "عليه", "عليها",
                          "منه", "منها", "معه", "معها", "عليهم", "منهم"))
_STATES = frozenset(("خوف", "تخوف", "ذعر", "هلع", "استنفار", "تاهب", "غضب", "صدمه", "حرب", "طوارئ", "فوضي", "ترقب",
                     "استياء", "احتقان", "توتر", "فرار", "خطره", "خطيره", "حرجه", "جيده", "مستقره", "مناسبه", "سيئه",
                     "يرثي", "غليان", "غيبوبه", "انهيار", "شلل", "تراجع", "تقدم", "دفاع", "هدوء", "من", "سراح", "ايقاف",
                     "احتفاظ", "تلبس", "خطر", "سكر", "يقظه", "وعي", "صحيه", "ذهول", "بطاله", "فزع", "صدام",
                     "عداء", "نزوح", "اغماء", "نفسيه", "جويه", "مباشره", "حجز", "انتظار", "ضياع", "جمود", "ضعف"))
_HAPPEN = frozenset(("الحرب", "الانهيار", "الطوارئ", "التراجع", "تراجع", "انهيار", "تقدم"))
_GOALS = frozenset(("هدفه", "هدفها", "هدفهم", "غايته", "غايتها"))
_REACHING = frozenset(("تحقق", "يحقق", "حقق", "حققت", "اصاب", "اصابت", "بلغ", "بلغت",
                       "اخطا", "اخطات", "تحقيق", "تحديد", "بلوغ", "عن", "لتحقيق"))
_PUBLIC = frozenset(("سياسيه", "انتخابيه", "اقتصاديه", "دعائيه", "استراتيجيه", "توسعيه", "طائفيه", "حزبيه"))
_ASKING = frozenset(("هل", "متي", "كم", "كيف", "اين", "ماذا", "ايان"))
_ASKED = 4  # tokens between a question word and its verb
_WHETHER = frozenset(("اذا", "ان"))
_WHETHER_FAR = 14  # tokens between "whether" and its verb
_WAS = frozenset(("كان", "كانت", "كانوا", "وكان", "وكانت", "لكان", "لكانت"))
_FOR = frozenset((
    "صهريج", "صهريجا", "صهاريج", "شاحنه", "شاحنات", "حافله", "معسكر", "معسكرا", "معسكرات", "سوق", "سوقا", "اسواق",
    "مصنع", "مصنعا", "مصانع", "مستودع", "مستودعات", "مخزن", "مخازن", "منصه", "منصات", "ورشه", "ورش", "معمل",
    "معامل", "مكتب", "مكتبا", "شركه", "وكاله", "جمعيه", "مؤسسه", "معهد", "صندوق", "جائزه", "مهرجان", "بطوله",
    "اداه", "ادوات", "اله", "الات", "طائرات", "جهاز", "اجهزه", "تطبيق", "دواء", "علاج", "مدرسه", "مركز", "مركزا",
    "مراكز", "دعايه", "فرصه", "غطاء", "رادع", "مبررا", "سببا", "نداء", "اهلا", "عرضه",
))  # things that are told by what they are for
_OFFICES = frozenset(("للاداره", "للتامين", "للاستثمار", "للاتصالات", "للاسكان", "للتعليم", "للثقافه"))  # names
_DAYS_OF = frozenset(("ساعات", "الساعات", "الساعه", "الايام", "بدايه", "لحظه", "لحظات", "تاريخ",
                      "ذكري", "الذكري", "اليوم", "يوم", "الموعد", "موعد", "الدوره", "النسخه", "عيد"))
_ABSENT = frozenset(("غياب", "انعدام", "عدم", "غيابا"))
_TO_BE = frozenset(("يكون", "تكون", "يكونوا", "يكونون"))
_CAUSED = frozenset(("ناتج", "ناتجا", "ناتجه", "ناجم", "ناجما", "ناجمه", "سبب", "السبب", "سببه", "سببها", "وراء", "خلف",
                     "مصدره", "مصدرها", "منفذ", "قتل", "قتلت", "تابع", "تابعه", "جزءا"))
_CAUSE_FAR = 5  # tokens between "may be" and what it tells of the past


def idiom(context: Context, i: int, stop: int) -> bool:
    """Whether the words of an opening stand in another sense: in a state of, the goal itself that is hit."""
    tokens = context.tokens
    bare, after = tokens[i].key.removeprefix("و") if len(tokens[i].key) > 4 else tokens[i].key, tokens[stop].word
    if stop - i == 2 and tokens[stop - 1].key == "حاله":
        return after.key.removeprefix("ال") in _STATES and after.key not in _HAPPEN
    if stop - i == 2 and tokens[stop - 1].key == "سبيل" and after.key in ("الله", "المثال", "الحصر"):
        return True
    if bare == "لاجل" and after.key == "غير":
        return True  # for an unset time
    if bare == "لاهداف":
        return after.key not in _PUBLIC
    if bare.removeprefix("ال") == "مزمع":
        return not states_aim(after) and after.key not in ("ان", "عقده", "عقدها", "اجراؤه", "اجراؤها")
    if bare == "بنيه":
        return not states_aim(after) and after.key not in ("ان", "مبيته", "مسبقه")  # the structure of
    return bare in _GOALS and (after.kind != "ar" or tokens[i - 1].key in _REACHING or after.key in COMPLEMENTS)


def serves(context: Context, i: int, s: Sentence) -> bool:
    """Whether the purpose at token ``i`` tells what a thing before it is (سوقا لبيع), of what day it is (الذكرى الرابعة
    لاغتيال), or what is missing (غياب كامل لردع): nobody's aim."""
    tokens = context.tokens
    if tokens[i].key in _OFFICES:
        return True
    for j in (i - 1, i - 2):
        if j < s.first or tokens[j].word.kind != "ar":
            return False
        key = tokens[j].key
        if key in _DAYS_OF or key in _ABSENT or (j == i - 1 and (key in _FOR or key[1:] in _FOR)):
            return True
    return tokens[i - 2].key in _FOR and not tokens[i - 1].key.startswith("ال") and not context.senses[i - 1].verbs


def asked(context: Context, i: int, s: Sentence) -> bool:
    """Whether a future verb at token ``i`` is asked about (متى سيعود، ما إذا كانت كذا ستدعم) or was once ahead (كانت
    ستنفذ)."""
    tokens = context.tokens
    if any(t.key.removeprefix("و") in _ASKING for t in tokens[max(s.first, i - _ASKED):i]) or (
            i > s.first and tokens[i - 1].key in _WAS):
        return True
    return any(tokens[j].key in _WHETHER and tokens[j - 1].key in ("ما", "عما", "فيما")
               for j in range(max(s.first + 1, i - _WHETHER_FAR), i))


def has_been(context: Context, i: int, stop: int, s: Sentence) -> bool:
    """Whether what may be at token ``i`` tells what has been (قد يكون ناتجا عن لغم، رجح أن تكون الغارة وراء)."""
    tokens = context.tokens
    for j in range(i + 1, min(stop + 4, s.last - 1)):
        if tokens[j].key in _TO_BE:
            for k in range(j + 1, min(j + _CAUSE_FAR, s.last)):
                if tokens[k].key in _CAUSED or tokens[k].word.form in "،,":
                    return tokens[k].key in _CAUSED
    return False
