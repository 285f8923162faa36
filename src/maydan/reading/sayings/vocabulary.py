"""Classes of folded words by which reports of speech are told from other clauses."""

from __future__ import annotations

BREAKS = frozenset(("فيما", "بينما"))
PARTICLES = frozenset(("بين", "وبين", "عبر", "وعبر"))
PRONOUNS = frozenset(("الذي", "التي", "الذين"))
RELATIVE = frozenset(("الذي", "التي", "الذين", "اللذين", "ما", "قد", "لا"))
COMPLEMENT = frozenset(("الي", "عن", "علي", "من", "ضد", "عدم", "وجود", "وقوع", "سقوط", "مقتل", "اصابه", "استشهاد"))
PREPOSITIONS = frozenset((
    "في", "من", "علي", "الي", "عن", "مع", "خلال", "عقب", "بعد", "قبل", "عبر", "امام", "لدي", "ان", "امس", "اليوم",
    "مساء", "صباح", "ليل", "يوم", "حول", "ردا", "تعليقا", "اثر", "منذ",
))
NOT = frozenset(("لم", "ولم", "لن", "ولن"))
DOUBTS = frozenset(("استبعد", "أخفى", "نفى"))  # "did not rule out" says something
IMPERSONAL = frozenset(("ذكر", "اعتقد", "رجح", "توقع", "زعم"))
BEFORE_NOUNS = frozenset((
    "بعد", "قبل", "من", "في", "عن", "علي", "مع", "الي", "خلال", "عقب", "منذ", "حول", "ضد", "دون", "بسبب", "نتيجه",
    "رغم",
))  # what looks like a verb behind these is a noun (بعد كشف الجيش)
NO_SOURCES = frozenset((
    "اتفاق", "قرار", "قانون", "خطه", "شروط", "معايير", "دستور", "مبدا", "ميثاق", "اتفاقيه", "قواعد", "جدول", "بنود",
))  # what is done according to them
REPORTS_OF = frozenset(("انباء", "معلومات", "تقارير", "مؤشرات", "تقديرات", "ترجيحات", "دلائل", "اخبار", "احصاءات"))
PLAIN = frozenset(("أعلن", "أكد", "نفى"))
SHOWN = frozenset(("أظهر", "بث", "نشر", "سجل", "رصد", "وثق", "تناقل"))  # only of a subject that is named
OF_OTHERS = frozenset(("نقل", "جاء", "نسب"))
LINKS = frozenset(("عن", "في", "الي"))
NAMELESS = frozenset(("عدم", "دون", "رفض", "رفضت", "طلب"))  # to give one's name (فضل عدم ذكر اسمه)
ALREADY = frozenset(("ذلك", "بذلك"))  # what was told before: who says it goes on
BUT_THAT = frozenset(("فان", "فانه", "فانها", "فانهم"))  # between a source in front and its words
BY_SAYING = frozenset(("بالقول", "بقوله", "بقولها", "بقولهم"))
THEREIN = frozenset(("فيه", "فيها", "فيهما"))
FEELINGS = frozenset((
    "اسف", "استعداد", "استغراب", "اعتراض", "امل", "امتعاض", "تاييد", "تحفظ", "تخوف", "ترحيب", "تشاوم", "تضامن", "تفاول",
    "تفهم", "ثقه", "خشيه", "دهشه", "رغبه", "رفض", "قلق", "مخاوف", "موافقه", "ندم", "ارتياح", "حرص", "اعجاب", "شكوك",
))  # what is voiced (أبدى كذا استعداده)
