"""Times: what is found, its stretch and its value, against Sunday 14 February 2016."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from times_helpers import read


def values(text: str, published: str | None = "2016-02-14") -> list[tuple[str, str | None]]:
    return [(t.text, t.value) for t in read(text, published).times]


@pytest.mark.parametrize(("text", "value"), [
    ("في 4 فبراير/ شباط", "2016-02-04"), ("في 3 نوفمبر/تشرين الثاني الماضي", "2015-11-03"),
    ("في 10 تموز (يوليو) 2015", "2015-07-10"), ("في 5 من آذار عام 2020", "2020-03-05"),
    ("يوم 7 كانون ثاني 2016", "2016-01-07"), ("في 2 كانون أول 2015", "2015-12-02"),
    ("في 19 جويلية 2012", "2012-07-19"), ("بتاريخ 24-11-2021", "2021-11-24"), ("بتاريخ 2011/3/15", "2011-03-15"),
    ("بتاريخ ٢٠١٥/٩/٣٠", "2015-09-30"), ("بتاريخ 2011\\3\\15", "2011-03-15"), ("في 2024.11.29", "2024-11-29"),
    ("في 15 رمضان 1434 هـ", "2013-07-23"), ("في السابع والعشرين من نيسان 2015", "2015-04-27"),
    ("في التاسع من الشهر الحالي", "2016-02-09"), ("في 12 من الشهر الماضي", "2016-01-12"),
    ("November 29, 2015", "2015-11-29"), ("في 15 / كانون الثاني / 2016", "2016-01-15"),
])
def test_days(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(("text", "value"), [
    ("قُصفت البلدة أمس", "2016-02-13"), ("وقع القصف صباح اليوم", "2016-02-14"), ("أول أمس", "2016-02-12"),
    ("أمس الأول", "2016-02-12"), ("قبل أمس", "2016-02-12"), ("غدا", "2016-02-15"), ("يوم أمس السبت", "2016-02-13"),
    ("اليوم (الأحد)", "2016-02-14"), ("مساء الجمعة", "2016-02-12"), ("الخميس الماضي", "2016-02-11"),
    ("الثلاثاء المقبل", "2016-02-16"), ("الأحد الماضي", "2016-02-07"), ("الاثنين من الأسبوع الماضي", "2016-02-01"),
    ("ليل الأربعاء الخميس", "2016-02-10"), ("ليل الأربعاء/ الخميس", "2016-02-10"),
    ("وقت متأخر من مساء الجمعة", "2016-02-12"), ("قبل ثلاثة أيام", "2016-02-11"), ("قبل 10 أيام", "2016-02-04"),
    ("لليوم الثالث على التوالي", "2016-02-14"),
])
def test_days_told_from_now(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(("text", "value"), [
    ("مطلع عام 2014", "2014-EARLY"), ("أواخر ديسمبر/كانون أول 2015", "2015-12-LATE"),
    ("منتصف تموز 2015", "2015-07-MID"),
    ("خلال الشهر الماضي", "2016-01"), ("الشهر المقبل", "2016-03"), ("في شهر نيسان/إبريل المقبل", "2016-04"),
    ("العام الجاري", "2016"), ("العام الماضي", "2015"), ("الأسبوع الماضي", "2016-W05"), ("هذا الأسبوع", "2016-W06"),
    ("صيف 2012", "2012-SU"), ("شتاء العام الماضي", "2015-WI"), ("في آذار", "2015-03"), ("في عام 2013", "2013"),
    ("منذ 2013", "2013"), ("الربع الأول من العام الحالي", "2016-Q1"), ("في شهر رمضان 2013", "2013-07"),
    ("قبل ثلاث سنوات", "2013"), ("قبل شهر", "2016-01"), ("في آب من عام 2014", "2014-08"),
    ("في مارس العام الماضي", "2015-03"), ("في آذار/مارس العام الفائت 2014", "2014-03"),
    ("الربع الأول من 2015", "2015-Q1"), ("الأسبوع الأول من كانون الثاني 2015", "2015-01-EARLY"),
    ("الأسبوع الأخير من آذار 2014", "2014-03-LATE"),
    ("مواليد 1986م", "1986"), ("تسعينيات القرن الماضي", "199"),
])
def test_longer_times(text: str, value: str) -> None:
    assert [v for _, v in values(text)] == [value]


@pytest.mark.parametrize(("text", "kind", "value"), [
    ("لمدة عامين", "DURATION", "P2Y"), ("منذ أكثر من أسبوع", "DURATION", "P1W"), ("خلال 24 ساعة", "DURATION", "PT24H"),
    ("خلال الـ48 ساعة الماضية", "DURATION", "PT48H"), ("خلال الساعات الأربع والعشرين الماضية", "DURATION", "PT24H"),
    ("منذ ثلاثة أيام", "DURATION", "P3D"), ("خلال اليومين الماضيين", "DURATION", "P2D"),
    ("منذ عقدين", "DURATION", "P20Y"),
    ("لمدة سنة ونصف", "DURATION", "P18M"), ("بشكل يومي", "SET", "P1D"), ("بشكل شبه يومي", "SET", "P1D"),
    ("الأسابيع الأخيرة", "DATE", "PAST_REF"), ("الأيام المقبلة", "DATE", "FUTURE_REF"), ("مؤخراً", "DATE", "PAST_REF"),
    ("حتى الآن", "DATE", "PRESENT_REF"), ("قبل عدة أشهر", "DATE", "PAST_REF"), ("منذ أسابيع", "DATE", "PAST_REF"),
    ("في وقت سابق", "DATE", "PAST_REF"), ("الهجمات الأخيرة", "DATE", "PAST_REF"),
    ("الجولة المقبلة", "DATE", "FUTURE_REF"),
])
def test_durations_sets_and_references(text: str, kind: str, value: str) -> None:
    assert [(t.type, t.value) for t in read(text).times] == [(kind, value)]


@pytest.mark.parametrize("text", [
    "قرار مجلس الأمن 2254", "على مسافة 160 كيلومتراً", "اللواء 137", "مدينة الباب", "أحد مراكزهم", "مارس التعذيب",
    "طفل عمره تسع سنوات", "الشاب (35 عاما)", "يبلغ من العمر عشر سنوات", "مقاتلو فرقة الفجر", "أكثر من بلدة", "تقريباً",
    "برود دام لأشهر", "اللمسات الأخيرة", "ثم انسحبوا", "وقال هذا الأخير", "الذي يوليه الوزير لذلك",
    "الانـ ـغـ ـماس",
])
def test_not_a_time(text: str) -> None:
    assert values(text) == []


def test_ranges_and_pairs() -> None:
    assert values("من 3 إلى 10 آب 2015") == [("3 إلى 10 آب 2015", "2015-08-03/2015-08-10")]
    assert values("في 5 و6 آذار 2015") == [("5", "2015-03-05"), ("6 آذار 2015", "2015-03-06")]
    assert [v for _, v in values("السبت والأحد")] == ["2016-02-13", "2016-02-14"]


def test_stretch_leaves_the_proclitic_out() -> None:
    assert values("واليوم هدأت الجبهة")[0][0] == "اليوم"
    assert values("وفجر الخميس")[0][0] == "فجر الخميس"
    assert values("وكل عام")[0][0] == "كل عام"


def test_told_before() -> None:
    found = values("في 3 أيار 2015 هوجمت النقطة، ومنذ ذلك الحين لم تهدأ، وفي نيسان من العام نفسه")
    assert [v for _, v in found] == ["2015-05-03", "2015-05-03", "2015-04"]


def test_future_clause() -> None:
    assert [v for _, v in values("من المقرر أن تعقد الجلسة الثلاثاء")] == ["2016-02-16"]


def test_without_a_date_days_are_vague() -> None:
    assert values("قُصفت أمس", None) == [("أمس", "PAST_REF")]


def test_modifier_and_granularity() -> None:
    time = read("منذ أكثر من أربع سنوات").times[0]
    assert (time.mod, time.granularity) == ("MORE_THAN", "duration")
    assert read("في 4 شباط").times[0].granularity == "day"


def test_event_anchored() -> None:
    before, after = read("كانت قبل التدخل الشمالي ضعيفة، وبعد بدء التدخل الشمالي تقدمت").anchored_times
    assert (before.event, before.relation, before.latest) == ("intervention", "before", "2015-09-29")
    assert (after.relation, after.earliest) == ("after", "2015-09-30")
    context = read("قبل خمسة أيام من التدخل الشمالي")
    assert context.times[0].value == "2015-09-25"


WORDS = st.sampled_from([
    "أمس", "قبل", "منذ", "ثلاثة", "أيام", "الشهر", "الماضي", "5", "و", "آذار", "/", "(", ")", "مارس", "2015",
    "الساعة", ":", "مساء", "ليل", "الاثنين", "الثلاثاء", "من", "عام", "هـ", "1434", "رمضان", "صيف", "منتصف",
    "الأخيرة", "،", "\n", "نصف", "ال", "واحد", "قتل", "أشخاص", "%", "كيلومترا", "بينهم", "عشرات", "الآلاف", "إلى",
])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(max_size=120), st.lists(WORDS, max_size=25).map(" ".join)), st.booleans())
def test_offsets_of_any_text(text: str, dated: bool) -> None:
    context = read(text, "2016-02-14" if dated else None)
    for record in (*context.times, *context.figures, *context.anchored_times):
        assert text[record.start: record.end] == record.text
        assert record.text
    for mention in context.mentions:
        assert 0 <= mention.start < mention.end <= len(text)
        assert 0 <= mention.first < mention.last <= len(context.tokens)
    ends = [(m.start, m.end) for m in context.mentions if m.kind == "time"]
    assert all(a[1] <= b[0] for a, b in pairwise(ends))


@pytest.mark.parametrize(("text", "found"), [
    ("لن تصلح المدينة للعيش بحلول 2020.", [("2020", "2020")]),
    ("انتهت المعركة. وفي 2012 عاد الأهالي.", [("2012", "2012")]),
    ("أصيب 173 اليوم الأحد.", [("اليوم الأحد", "2016-02-14")]),
    ("وقع الهجوم في 9 الجاري.", [("9 الجاري", "2016-02-09")]),
    ("استمر التوقف لأسبوع كامل.", [("أسبوع كامل", "P1W")]),
    ("ودام القصف لنحو ساعة.", [("ساعة", "PT1H")]),
    ("عند الساعة التاسعة من مساء أمس سمع دوي انفجار.", [("الساعة التاسعة من مساء أمس", "2016-02-13")]),
    ("بعد انقضاء السنوات العشر المحددة.", [("السنوات العشر", "P10Y")]),
    ("عين اليوم - دبي", []),
    ("هيئة تحرير الشام (النصرة سابقا) في إدلب.", []),
    ("لأن القصف كان قريبا من المدرسة.", []),
    ("تتراوح أعمار القتلى بين 20 و50 عاما.", []),
    ("وفجرا حلقت الطائرات.", [("فجرا", "2016-02-14")]),
    ("خرجت المسيرة الأسبوعية في القرية.", [("الأسبوعية", "P1W")]),
    ("قصفت الطائرات السوق في ساعات الصباح الأولى.", [("ساعات الصباح الأولى", "2016-02-14")]),
    ("وقع الانفجار الساعة الثامنة والنصف مساء.", [("الساعة الثامنة والنصف مساء", "2016-02-14T20:30")]),
    ("وفي ساعات متأخرة ليل السبت نجا النائب.", [("ليل السبت", "2016-02-13")]),
    ("بدأت الحملة في 3 يوليو/\u200f\u200f تموز الماضي.", [("3 يوليو/\u200f\u200f تموز الماضي", "2015-07-03")]),
])
def test_what_articles_write_of_times(text: str, found: list[tuple[str, str]]) -> None:
    assert values(text) == found
