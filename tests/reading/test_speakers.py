"""Sayings: whom a report of speech must not be given to."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def sayings(text: str, theatre: str = "mena") -> list[tuple[str | None, str]]:
    return [(s.speaker, s.quote) for s in read(text, theatre=theatre, published="2017-05-10").sayings]


@pytest.mark.parametrize("text", [
    'وقال مدير الدفاع المدني لـ"عكاظ" إن الحريق أخمد بالكامل.',
    'وقال والد الطفل لـ "سبق": "نقلنا ابني إلى المستشفى قبل يومين وما زال في العناية".',
    "وقال مصدر مطلع لصحيفة الشرق الأوسط إن اللقاء تأجل أسبوعا.",
    "وصرح وزير المالية في حديث لإذاعة موزاييك أن الميزانية جاهزة.",
])
def test_outlets_do_not_say_what_they_are_told(text: str) -> None:
    assert sayings(text) == []


def test_a_site_in_the_land_of_the_theatre_reports_what_people_tell_it() -> None:
    found = sayings("وقال شهود عيان لنورث برس إن القذائف سقطت قرب السوق.", "syria")
    assert [s for s, _ in found] == ["new:north-press"]


@pytest.mark.parametrize("text", [
    "وأقر مجلس النواب قانون الانتخاب الجديد بأغلبية كبيرة.",  # an act
    "ستعلن وزارة الدفاع الأمريكية غدا أن العملية انتهت.",  # what is yet to be said
    "وجاءت الشركة في المرتبة الأولى حسب حجم التداول بعد شركة أرامكو.",  # a measure
    "وقالت الأمم المتحدة إن الوضع خطير.\nوتشير التقديرات إلى أن ثلث السكان نزحوا.",  # figures, the second one
    "أصدر خليفة حفتر قرارا بالتعيين. وأعتقد أن القرار تأخر كثيرا.",  # the writer's
    "وقدمت لندن مشروع قرار بريطاني يطلب من بان كي مون تشكيل لجنة تحقيق.",  # what a paper holds
])
def test_what_reports_nobody_s_words(text: str) -> None:
    assert len(sayings(text)) == text.count("\n")


def test_a_common_word_for_a_person_is_no_body_that_spoke_before() -> None:
    text = "قالت وزارة الصحة الليبية إن الأدوية وصلت. وقال المواطن إن الصيدليات فارغة."
    assert [s for s, _ in sayings(text)] == ["new:libya"]


def test_that_behind_a_contrast_opens_no_reported_words() -> None:
    found = sayings("وكشف المرصد السوري لحقوق الإنسان عن إبرام اتفاق بين الطرفين، بيد أن الفصائل نفت ذلك.", "syria")
    assert found[0][0] == "new:sohr"
    assert "إبرام" in found[0][1]


def test_words_begin_behind_their_speaker_and_the_day() -> None:
    found = sayings("طالب البيت الأبيض، أمس، النظام السوري بالوفاء بالتزاماته.", "syria")
    assert [quote[:6] for _, quote in found] == ["النظام"]


def test_whose_turn_it_is_when_nothing_names_him() -> None:
    text = "قال أحمد المسماري إن الجيش تقدم. من جانبه قال رئيس الجمعية حبيب: ها هو المهرجان يعود إليكم هذا العام."
    assert "person:ahmed-al-mismari" not in [s for s, quote in sayings(text) if "المهرجان" in quote]


@pytest.mark.parametrize(("text", "speaker"), [
    ("أعلن مصدر من حركة حماس وقف القتال. وقال المصدر لوكالة فرانس برس إن الوسطاء أبلغوا بذلك.", "new:hamas"),
    ("رفضت الحكومة البريطانية انتقادات البرلمان لتدخلها في ليبيا. وقالت الحكومة إن التدخل أنقذ مدنيين.", "uk"),
    ("وصل وزير الخارجية التركي هاكان فيدان إلى بغداد. واعتبر الوزير التركي أن الأمن لا يتجزأ.",
     "person:hakan-fidan"),
    ("وانتقدت المندوبة الأمريكية لدى الأمم المتحدة السفيرة سوزان رايس القرار، مشيرة إلى أن الوضع سيئ.",
     "person:susan-rice"),
    ("وقال خليفة حفتر إن المعركة قريبة، وطالب القوات الليبية بالاستعداد للدفاع عن المدينة.",
     "person:khalifa-haftar"),
    ("وقال محامي صدام حسين خليل الدليمي إن المحكمة غير شرعية.", "person:khalil-al-dalimi"),
    ("وتوقع التقرير، الذي بثته شبكة بي بي سي، أن تنهار الهدنة. وأضاف التقرير أن الوضع هش.", "new:bbc"),
    ("قال دونالد ترامب إن الحرب ستنتهي. وأشار الاستطلاع إلى أن نصف الناخبين يعارضون الحرب.",
     "person:donald-trump"),
])
def test_who_is_meant_by_few_words(text: str, speaker: str) -> None:
    assert {s for s, _ in sayings(text)} == {speaker}


def test_his_wife_is_not_himself() -> None:
    assert sayings("وأكدت زوجة الناشط مازن درويش أن الأمن اعتقله.", "syria") == []


@pytest.mark.parametrize("text", [
    "أظهر استطلاع أن ترامب يتقدم على منافسته. وأشار الاستطلاع إلى أن نصف الناخبين يعارضون الحرب.",
    "أعربت سارة أوباما عن سعادتها بزيارة الرئيس إلى كينيا.",  # another of the family
    "وكانت قوات الاحتلال تحمل صواريخ \"من نوع متطور جدا صنع حديثا\".",  # carried, not blamed
    "وتعد القوات الإيرانية خطرة، ورغم أن هجماتها نادرة فإنها مؤلمة.",  # is held to be
    "وبعد الكشف على الجثة تبين أنها لجندي من الجيش السوري.",  # it turned out
])
def test_nobody_named_speaks(text: str) -> None:
    assert sayings(text) == []


def test_sources_of_the_opposition_speak_for_it() -> None:
    text = "قصفت فصائل المعارضة مواقع النظام. وقالت مصادر عسكرية معارضة لنورث برس إن القصف مستمر."
    assert {s for s, _ in sayings(text, "syria")} == {"opposition"}
