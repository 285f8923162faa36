"""What looks like the opening of an outlook and is none: idioms, what a thing is for, what is asked, what has been."""

from __future__ import annotations

from maydan.arabic.sentences import Sentence
from maydan.reading.actors.lexicon import given_names
from maydan.reading.context import Context
from maydan.reading.outlooks.words import is_future, is_present, states_aim
from maydan.reading.places.vocabulary import everyday

COMPLEMENTS = frozenset(("علي", "من", "في", "الي", "مع", "عن", "داخل", "نحو", "ضد", "باتجاه", "بين", "عليه", "عليها",
                          "منه", "منها", "معه", "معها", "عليهم", "منهم"))
_STATES = frozenset(("خوف", "تخوف", "ذعر", "هلع", "استنفار", "تاهب", "غضب", "صدمه", "حرب", "طوارئ", "فوضي", "ترقب",
                     "استياء", "احتقان", "توتر", "فرار", "خطره", "خطيره", "حرجه", "جيده", "مستقره", "مناسبه", "سيئه",
                     "يرثي", "غليان", "غيبوبه", "انهيار", "شلل", "تراجع", "تقدم", "دفاع", "هدوء", "من", "سراح", "ايقاف",
                     "احتفاظ", "تلبس", "خطر", "سكر", "يقظه", "وعي", "صحيه", "ذهول", "بطاله", "فزع", "صدام",
                     "عداء", "نزوح", "اغماء", "نفسيه", "جويه", "مباشره", "حجز", "انتظار", "ضياع", "جمود", "ضعف"))
_HAPPEN = frozenset(("الحرب", "الانهيار", "الطوارئ", "التراجع", "تراجع", "انهيار", "تقدم"))
_GOALS = frozenset(("هدفه", "هدفها", "هدفهم", "غايته", "غايتها", "اهدافه", "اهدافها", "اهدافهم"))
_GOAL_BACK = 4  # tokens between a verb of reaching and the goal reached: its subject
_LEAST_NAME = 4
_MONTHS = frozenset(("رمضان", "شعبان", "رجب"))
_NO_NAMES = ("ها", "هما", "هم", "ه", "ة", "ته", "ات", "اً", "ًا", "نا")
_TAKES = frozenset(("في", "قتلي", "ضحايا", "خسائر", "اصابات", "اضرارا", "جرحي"))  # توقع: causes
_ENDEAVOURS = frozenset(("سعي", "سعيه", "سعيها", "سعيهم", "جهود", "جهوده", "جهودها", "الجهود", "حرص", "حرصه", "حرصها",
                         "محاولات", "محاولاته", "محاولاتها", "مساعي", "مساعيه", "مساعيها", "المساعي", "رغبه", "رغبته",
                         "رغبتها", "خطه", "خطته", "خطتها", "خطط", "حمله", "استعداد", "استعدادات", "استعداداته",
                         "استعداداتها", "الاستعدادات", "استراتيجيه", "سياسه"))
_TO_KNOW = frozenset(("تحديد", "معرفه", "التحقق", "التاكد", "تاكيد", "التكهن", "التوثق", "تقدير", "حصر"))
_NEXT = frozenset(("المقبل", "التالي", "القادم", "القادمه", "المقبله", "المنشود", "الثاني"))
_CRIMES = frozenset(("تفجير", "اغتيال", "انقلاب", "تسلل", "خطف", "سطو", "سرقه", "تهريب", "هجوم", "طعن", "دهس",
                     "اختراق"))
_SUPPOSES = frozenset(("يرجح", "ترجح", "رجح", "رجحت", "يعتقد", "مرجحا", "مرجحه"))
_TO_ITS_END = frozenset(("لن", "قد", "سوف"))
_FAR = 8  # tokens behind "that" among which a verb tells what lies ahead
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
_DAYS_OF = frozenset(("دقائق", "الدقائق", "صور", "صورا", "مشاهد", "المشاهد", "لقطات", "مقاطع", "مقطعا", "تسجيلا",
                      "ساعات", "الساعات", "الساعه", "الايام", "بدايه", "لحظه", "لحظات", "تاريخ",
                      "ذكري", "الذكري", "اليوم", "يوم", "الموعد", "موعد", "الدوره", "النسخه", "عيد"))
_MEMORY, _MEMORY_BACK = frozenset(("ذكري", "الذكري", "لذكري", "بذكري", "للذكري")), 6
_IT_IS = frozenset(("انها", "انه", "بانها", "بانه"))
_CHARGES = frozenset(("المجال", "مفتوح", "مفتوحا", "مفتوحه", "الباب"))
_ABSENT = frozenset(("غياب", "انعدام", "عدم", "غيابا"))
_TO_BE = frozenset(("يكون", "تكون", "يكونوا", "يكونون"))
_CAUSED = frozenset(("ناتج", "ناتجا", "ناتجه", "ناجم", "ناجما", "ناجمه", "سبب", "السبب", "سببه", "سببها", "وراء", "خلف",
                     "مصدره", "مصدرها", "منفذ", "قتل", "قتلت", "تابع", "تابعه", "جزءا"))
_MADE_BY = frozenset(("تنفيذ", "عمل", "صنع", "فعل", "قبل"))
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
    if _bare_set_phrase(context, i, stop, bare):
        return True
    if bare == "لاهداف":
        return after.key not in _PUBLIC
    if bare.removeprefix("ال") == "مزمع":
        return not states_aim(after) and after.key not in ("ان", "عقده", "عقدها", "اجراؤه", "اجراؤها")
    if bare == "بنيه":
        return not states_aim(after) and after.key not in ("ان", "مبيته", "مسبقه")  # the structure of
    reached = any(rest in _REACHING for t in tokens[max(0, i - _GOAL_BACK):i] for _, rest in t.word.proclitics)
    return bare in _GOALS and (after.kind != "ar" or reached or after.key in COMPLEMENTS)


def _bare_set_phrase(context: Context, i: int, stop: int, bare: str) -> bool:
    """Whether the words of an opening are part of a set phrase, a name, a crime or what cannot be known."""
    tokens = context.tokens
    after = tokens[stop].word
    before = tokens[i - 1].key if i else ""
    if bare == "كي" and after.key == "مون":
        return True
    if bare == "كل" and stop - i == 2:  # "each of" those named
        sense = context.senses[stop]
        return after.key.startswith("ال") or not sense.verbs
    if bare == "توقع":
        return after.key in _TAKES
    if bare == "في" and tokens[stop - 1].key == "اطار":
        act = tokens[stop + (after.kind == "punct" and stop + 1 < len(tokens))].word
        return not states_aim(act) and act.key not in _ENDEAVOURS
    if bare == "نيه" and before in ("حسن", "سوء", "بحسن"):
        return True
    if bare == "مسعي":
        return after.key[:1] != "ل" and after.key not in ("الي", "من", "منه", "منها", "منهم")
    if bare == "من" and tokens[stop - 1].key == "شان":  # of what it is to do, not "of the importance of"
        return not any(t.key == "ان" for t in tokens[stop:stop + _FAR])
    if bare == "خطر":
        return after.key == "علي"
    if bare in ("الهدف", "والهدف"):
        return after.key in _NEXT
    if stop - i == 2 and tokens[stop - 1].key in ("الصعب", "المستحيل", "الصعوبه"):
        return after.key in _TO_KNOW
    return tokens[stop - 1].key == "محاوله" and after.key in _CRIMES


_OFFERED = frozenset((
    "مقترح", "مقترحا", "المقترح", "اقتراحا", "عرضا", "خطه", "مبادره", "المبادره", "مشروعا", "طلبا", "دعوه"))
_REFUSED = frozenset(("رفض", "رفضت", "رفضوا", "يرفض", "ترفض", "رفضهم", "رفضها", "رفضه"))
_OFFER_BACK = 9  # tokens between a refusal and what is refused


def serves(context: Context, i: int, s: Sentence) -> bool:
    """Whether the purpose at token ``i`` tells what a thing before it is (سوقا لبيع), of what day it is (الذكرى الرابعة
    لاغتيال), or what is missing (غياب كامل لردع): nobody's aim."""
    tokens = context.tokens
    if tokens[i].key in _OFFICES:
        return True
    if tokens[i - 1].key in _IT_IS:
        return True  # "it is of the strike on": pictures, news
    if any(t.key in _OFFERED for t in tokens[max(s.first, i - 3):i]) and any(
            t.key.removeprefix("و") in _REFUSED for t in tokens[max(s.first, i - _OFFER_BACK):i]):
        return True  # رفضت X مقترحا لفتح الطرق
    if any(t.key in _MEMORY for t in tokens[max(s.first, i - _MEMORY_BACK):i]):
        return True
    for j in (i - 1, i - 2):
        if j < s.first or tokens[j].word.kind != "ar":
            return False
        key = tokens[j].key
        if key in _CHARGES:
            return True
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


def family_name(context: Context, i: int, named: set[int]) -> bool:
    """Whether what looks like a future verb at token ``i``, which no table of verbs has, is the name behind a first
    name (نيكولا ستورجن، فريدون سينيرلي)."""
    if context.senses[i].verbs or i == 0 or i - 1 in named:
        return False
    before = context.tokens[i - 1].word
    if before.kind != "ar" or len(before.key) < _LEAST_NAME:
        return False
    if before.key in given_names():
        return before.key not in _MONTHS
    rests = [rest.removeprefix("ال") for _, rest in before.proclitics]
    return not before.key.startswith("ال") and not before.form.endswith(_NO_NAMES) and not any(
        rest in everyday() for rest in (before.key, *rests)) and not context.senses[i - 1].verbs


def supposed_fact(context: Context, i: int, stop: int, s: Sentence) -> bool:
    """Whether what is held likely is how things are or were, not what is to come (يرجح أنها لطائرات كذا)."""
    tokens = context.tokens
    if tokens[i].key.removeprefix("و") not in _SUPPOSES:
        return False
    that = next((j for j in range(stop, min(stop + _FAR, s.last)) if tokens[j].key in (
        "ان", "انه", "انها", "انهم", "انهما", "بان", "بانه", "بانها")), None)
    if that is None:
        return False
    for j in range(that + 1, min(that + _FAR, s.last)):
        key, sense = tokens[j].key, context.senses[j]
        if tokens[j].word.form in "،,.؛":
            break
        if key in _TO_ITS_END or is_future(tokens[j].word) or (
                sense.verbs and not sense.nouns and any(v.form.tense != "past" for v in sense.verbs)):
            return False
        if j == that + 1 and is_present(tokens[j].word) and not key.endswith("ه"):
            return False
    return True


def has_been(context: Context, i: int, stop: int, s: Sentence) -> bool:
    """Whether what may be at token ``i`` tells what has been (قد يكون ناتجا عن لغم، رجح أن تكون الغارة وراء)."""
    tokens = context.tokens
    for j in range(i + 1, min(stop + 4, s.last - 1)):
        if tokens[j].key in _TO_BE:
            if tokens[j + 1].key == "قد" or (tokens[j].key in ("يكونوا", "يكونون") and _past(context, j + 1)):
                return True
            for k in range(j + 1, min(j + _CAUSE_FAR, s.last)):
                if tokens[k].key == "من" and tokens[k + 1].key in _MADE_BY:
                    return True
                if tokens[k].key in _CAUSED or tokens[k].word.form in "،,":
                    return tokens[k].key in _CAUSED
    return False


def _past(context: Context, j: int) -> bool:
    sense = context.senses[j]
    return bool(sense.verbs) and not sense.nouns and all(v.form.tense == "past" for v in sense.verbs)
