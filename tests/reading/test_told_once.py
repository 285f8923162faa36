"""One massacre told once, and words that look like events but tell none, in sentences written for these tests."""

from __future__ import annotations

import pytest
from events_helpers import events, one

BODY = " وكانت قوات النظام قصفت مواقع المعارضة في محيط المدينة."


@pytest.mark.parametrize("sentence", [
    "ارتكبت قوات النظام مجزرة في بلدة الأتارب، حيث استشهد سبعة مدنيين وأصيب اثنا عشر آخرون بقصف مدفعي.",
    "وثق ناشطون مجزرة ارتكبها الطيران الروسي في بلدة حاس، وقتل فيها أحد عشر طفلا.",
    "قتل ستة مدنيين اليوم في مجزرة بمدينة إدلب جراء قصف لقوات النظام.",
    "مجزرة جديدة في مدينة دوما، ومقتل أربعة عشر مدنيا بغارات على السوق.",
])
def test_a_massacre_and_its_dead_are_one_event(sentence: str) -> None:
    assert [e.type for e in events(sentence)].count("kill-civilians") == 1


def test_two_massacres_stay_two() -> None:
    text = "ارتكب الطيران مجزرة في بلدة حاس راح ضحيتها تسعة مدنيين، وقتل خمسة مدنيين في بلدة سرمين بغارة أخرى."
    assert [e.type for e in events(text)].count("kill-civilians") == 2


def test_the_count_keeps_who_and_where_of_the_massacre() -> None:
    event = one("وثق ناشطون مجزرة ارتكبها الطيران الروسي في بلدة حاس، وقتل فيها أحد عشر طفلا.", "kill-civilians")
    assert event.who == ("russia-air",)
    assert event.where == ("Hass",)


@pytest.mark.parametrize(("sentence", "kind"), [
    ("فرضت قوات الأمن طوقا أمنيا حول مكان الانفجار في مدينة الباب.", "siege"),
    ("توقع الدفاع المدني ارتفاع عدد الضحايا جراء القصف على مدينة إدلب.", "kill-civilians"),
    ("وصلت القوافل التي تقل المحتجين إلى سد تشرين.", "humanitarian-aid"),
])
def test_what_only_looks_like_an_event(sentence: str, kind: str) -> None:
    assert kind not in [e.type for e in events(sentence + BODY)]


@pytest.mark.parametrize("sentence", [
    "تعرضت القاعدة الأمريكية في التنف لهجوم شنته ميليشيات إيرانية عبر طائرات مسيرة.",
    "شن الجيش التركي هجوما على مدينة منبج باستخدام طائرات حربية.",
])
def test_means_behind_the_attack_give_its_type(sentence: str) -> None:
    assert "airstrike" in [e.type for e in events(sentence)]


def test_soldiers_who_encircle_a_town_besiege_it() -> None:
    assert "siege" in [e.type for e in events("فرضت قوات النظام طوقا عسكريا على مدينة داريا.")]


def test_people_are_wounded_and_not_hit_like_things() -> None:
    found = events("أصيب الشاب برصاصة في صدره أمام منزله في مدينة عفرين." + BODY)
    assert [e.type for e in found] == ["casualties", "shelling"]


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("قال العميد في اتصال هاتفي أجرته معه صحيفة محلية إن المعارك مستمرة في تعز.", ["clash"]),
    ("أعلنت تركيا أنها أنهت من جانب واحد وقف إطلاق النار مع حزب العمال الكردستاني.", ["ceasefire-collapsed"]),
    ("تسلم المحافظ تقريرا عن عودة النازحين إلى مدينة إدلب.", []),
])
def test_interviews_reports_and_truces_ended(sentence: str, kinds: list[str]) -> None:
    assert [e.type for e in events(sentence)] == kinds


def test_a_call_between_presidents_is_a_meeting() -> None:
    assert one("بحث الرئيس التركي في اتصال هاتفي مع نظيره الروسي الوضع في إدلب.", "meeting").who


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("أعرب المجلس المحلي عن رفضه للغارات التي استهدفت مخيما في مدينة إدلب.", ["airstrike"]),
    ("أعربت الهيئة عن إدانتها للتفجير الذي استهدف سوقا في مدينة الباب.", ["bombing"]),
    ("قال الدفاع المدني إن طائرة مسيرة مجهولة المصدر، استهدفت منزلا في مدينة الباب.", ["airstrike"]),
    ("شنت الطائرات الروسية غارات بالصواريخ شديدة الانفجار على بلدة كنصفرة.", ["airstrike"]),
    ("نفذ جنود التحالف الدولي عملية إنزال جوي استهدفوا فيها قياديا في تنظيم الدولة شرق الرقة.", ["offensive"]),
    ("لقي عشرات من عناصر تنظيم الدولة، مصرعهم في ضربات جوية قرب الرقة.", ["casualties", "airstrike"]),
    ("لقي خمسة أشخاص من عائلة واحدة بينهم أطفال ونساء في بلدة سرمين حتفهم بغارة روسية.",
     ["kill-civilians", "airstrike"]),
    ("غيرت القوات الأمريكية قواعد الاشتباك في مدينة الحسكة.", []),
    ("تقع البلدة ضمن المنطقة التي ينتشر فيها الجيش الوطني السوري قرب الحدود.", []),
    ("انتشرت قوات الجيش في مدينة السويداء صباح اليوم.", ["deploy"]),
])
def test_one_attack_of_the_right_type(sentence: str, kinds: list[str]) -> None:
    assert [e.type for e in events(sentence)] == kinds


def test_another_party_behind_the_comma_has_its_own_weapons() -> None:
    text = "بعد غارات من طائرات روسية، استهدفت فصائل المعارضة مواقع النظام في سراقب."
    assert [e.type for e in events(text)] == ["airstrike", "shelling"]


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("استهدف مجهولون سيارة نقيب في المخابرات الجوية بالرصاص المباشر قرب بلدة جباب.", ["offensive"]),
    ("استهدفت فصائل المعارضة حاجزا للمخابرات الجوية بقذائف الهاون في مدينة درعا.", ["shelling"]),
    ("استهدفت الطائرات الإسرائيلية مواقع الدفاع الجوي في ريف دمشق.", ["airstrike"]),
    ("مقتل أحد عناصر قوات النظام قنصا برصاص هيئة تحرير الشام على محور كنصفرة.", ["casualties"]),
    ("أوقفت قسد العمليات المشتركة، وذلك احتجاجا على القصف التركي لمناطقها شمال سوريا.", ["shelling"]),
    ("سمع دوي انفجارات في مدينة الميادين ناجمة عن تدريبات للميليشيات الإيرانية.", []),
])
def test_services_snipers_protests_and_drills(sentence: str, kinds: list[str]) -> None:
    assert [e.type for e in events(sentence)] == kinds


def test_whoever_is_targeted_by_somebody_suffers_it() -> None:
    event = one("قتل عنصران من قوات النظام جراء استهدافهم من قبل تنظيم الدولة في بادية تدمر.", "shelling")
    assert (event.who, event.whom) == (("is",), ("syr-army",))
    found = events("قتل عنصر من المخابرات الجوية بعد استهدافه من قبل مجهولين قرب بلدة المسيفرة.")
    assert [e.who for e in found if e.type != "casualties"] == [()]


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("اقتحم محتجون غاضبون مبنى المجلس المحلي في مدينة الباب.", ["protest", "shelling"]),
    ("اقتحمت قوات النظام بلدة ناحتة في ريف درعا.", ["offensive", "shelling"]),
    ("قالت موسكو إن مسلحين يخططون لفبركة هجمات كيماوية في ريف إدلب.", ["shelling"]),
    ("زار وفد من الصليب الأحمر مكان احتجاز الجنود في جبال القلمون.", ["shelling"]),
])
def test_crowds_fabrications_and_places_of_custody(sentence: str, kinds: list[str]) -> None:
    found = [e.type for e in events(sentence + BODY)]
    assert [k for k in found if k not in ("meeting", "accuse")] == kinds
