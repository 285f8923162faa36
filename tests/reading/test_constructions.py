"""Acts told in everyday constructions of reporting, one sentence each: who did what to whom, and whether."""

from __future__ import annotations

import pytest
from events_helpers import events, one

from maydan.reading.reader import read


def test_what_a_fight_leads_to_is_taken() -> None:
    for led in ("أدى الهجوم إلى", "وأسفرت المعارك عن"):
        text = f"شنت فصائل المعارضة هجوماً على بلدة العيس أمس السبت. {led} سيطرة الفصائل على تل العيس."
        reading = read(text, theatre="syria", published="2016-05-09")
        assert any(e.type == "capture" and e.who == ("opposition",) for e in reading.events), led


def test_a_year_before_a_noun_counts_nothing() -> None:
    text = "انتهت المعركة التي بدأت في حزيران 2017 بسيطرة قوات سوريا الديمقراطية على مدينة الرقة."
    reading = read(text, theatre="syria", published="2017-10-20")
    assert any(e.type == "capture" and e.who == ("sdf",) for e in reading.events)


@pytest.mark.parametrize("text", [
    "جرح مدني بقصف مدفعي مصدره المناطق الخاضعة لقوات النظام ولقوات سوريا الديمقراطية، استهدف قرية الغزاوية.",
    "تعرضت بلدة الغزاوية لقصف مدفعي مصدره مناطق سيطرة قوات النظام وقوات سوريا الديمقراطية شمالي حلب.",
])
def test_fire_is_of_those_from_whose_ground_it_comes(text: str) -> None:
    strikes = [e for e in events(text) if e.type == "shelling"]
    assert len(strikes) == 1
    assert set(strikes[0].who) == {"syr-army", "sdf"}
    assert not any("Areas" in w or "Aleppo" in w for w in strikes[0].where)


def test_whose_leavings_blow_up_did_it_and_did_not_suffer_it() -> None:
    text = "أصيب طفلان بجروح جراء انفجار لغم من مخلفات قوات النظام في قرية عابدين."
    for kind in ("bombing", "casualties"):
        event = one(text, kind)
        assert event.who == ("syr-army",)
        assert "syr-army" not in event.whom


@pytest.mark.parametrize(("text", "origin"), [
    ("قصفت قوات النظام المتمركزة في مدينة سراقب بالمدفعية أحياء مدينة إدلب.", "Saraqib"),
    ("أطلقت قوات سوريا الديمقراطية صواريخ من تل رفعت على مدينة عفرين.", "Tal Rifaat"),
    ("استهدفت الفصائل انطلاقا من مدينة عفرين مواقع لقسد في تل رفعت بالمدفعية.", "Afrin"),
])
def test_where_a_doer_stands_is_not_where_it_strikes(text: str, origin: str) -> None:
    found = events(text)
    assert found
    assert all(origin not in e.where for e in found)


def test_where_a_target_stands_is_where_it_is_struck() -> None:
    event = one("قصفت المدفعية التركية قوات النظام المتمركزة في مدينة سراقب.", "shelling")
    assert event.where == ("Saraqib",)


def test_a_count_that_rises_tells_of_the_dead() -> None:
    text = "استهدف قصف مدفعي سوق أريحا أمس الاثنين. وارتفع عدد قتلى القصف على سوق أريحا إلى 12 مدنياً."
    reading = read(text, theatre="syria", published="2021-10-21")
    told = [e for e in reading.events if e.type == "kill-civilians"]
    assert [(t.of, t.best) for e in told for t in e.toll] == [("killed", 12)]


def test_one_number_for_dead_and_wounded_is_no_count_of_either() -> None:
    reading = read("قتل وجرح عشرون مدنياً في قصف مدفعي على مدينة سرمين.", theatre="syria", published="2021-10-21")
    told = next(e for e in reading.events if e.type == "kill-civilians")
    assert {(t.of, t.low, t.best, t.high) for t in told.toll} == {("killed", 1, None, 19), ("wounded", 1, None, 19)}


@pytest.mark.parametrize(("text", "kind", "who"), [
    ("اتهمت قوات سوريا الديمقراطية الجيش التركي بقصف قرية كفركلبين بالمدفعية.", "shelling", ("turkey",)),
    ("اتهمت روسيا فصائل المعارضة بالتحضير لهجوم كيميائي في إدلب.", "chemical-attack", ("opposition",)),
    ("طالبت قوات سوريا الديمقراطية قوات التحالف الدولي بالتدخل في دير الزور.", "intervene", ("us-coalition",)),
])
def test_who_is_accused_of_an_act_or_asked_for_it_is_its_doer(text: str, kind: str, who: tuple[str, ...]) -> None:
    assert one(text, kind).who == who


def test_a_pronoun_between_verb_and_subject_hides_no_subject() -> None:
    text = "وتم ذلك بموجب اتفاق توصلت إليه روسيا مع فصائل المعارضة السورية أمس في بصرى الشام."
    reading = read(text, theatre="syria", published="2018-07-07")
    assert any(e.type == "agreement" and set(e.who) == {"russia", "opposition"} for e in reading.events)


def test_the_village_is_the_one_told_and_not_the_town_that_it_lies_near() -> None:
    text = "وقال أحد أهالي قرية عون الدادات شمال مدينة منبج إن الجيش التركي قصف القرية مساء أمس بعشرات القذائف."
    strike = one(text, "shelling")
    assert strike.where
    assert "Manbij" not in strike.where


@pytest.mark.parametrize("text", [
    "طالبت الولايات المتحدة تركيا بوقف هجومها على شمال شرقي سوريا.",
    "أعربت تركيا عن دعمها للحكومة السورية في إدلب.",
])
def test_words_have_no_place(text: str) -> None:
    assert not any(e.where for e in events(text) if e.type in ("demand", "support-statement"))


def test_what_is_feared_has_not_happened() -> None:
    reading = read("وسط مخاوف من هجوم تركي على مدينة عين العرب شمال سوريا.", theatre="syria", published="2021-11-07")
    assert {e.status for e in reading.events if e.type == "offensive"} == {"forecast"}


def test_who_stands_before_a_count_of_victims_did_it() -> None:
    for text, who, whom in (
        ("أعدم تنظيم الدولة عشرة مدنيين في بلدة الشدادي بريف الحسكة.", ("is",), ("civilians",)),
        ("قتل قيادي في هيئة تحرير الشام وخمسة مرافقين له في غارة على إدلب.", (), ("hts",)),
    ):
        reading = read(text, theatre="syria", published="2016-02-14")
        told = next(e for e in reading.events if e.type in ("kill-civilians", "casualties"))
        assert (told.who, told.whom) == (who, whom), text


def test_reinforcements_are_of_whom_their_adjective_names() -> None:
    text = "وصلت إلى مدينة القامشلي تعزيزات عسكرية روسية قادمة من قاعدة حميميم."
    reading = read(text, theatre="syria", published="2021-10-21")
    assert next(e for e in reading.events if e.type == "reinforce").who == ("russia",)


@pytest.mark.parametrize(("text", "kind"), [
    ("أصابت الطائرات الحربية التابعة للنظام مستودعا للذخيرة في مدينة دوما أمس.", "airstrike"),
    ("أصابت صواريخ قوات النظام مقرا لجبهة النصرة في مدينة سراقب أمس.", "missile-strike"),
])
def test_a_hit_on_a_thing_is_fire_and_no_harm(text: str, kind: str) -> None:
    found = {e.type for e in events(text)}
    assert kind in found
    assert "casualties" not in found


def test_explosions_that_a_strike_led_to_are_the_strike() -> None:
    text = "قصفت طائرات النظام مستودعا للمعارضة في سراقب ما أدى إلى انفجارات ضخمة في المكان."
    assert [e.type for e in events(text)] == ["airstrike"]
    alone = "هز انفجار عنيف مدينة الباب مساء أمس الجمعة، وقتل عنصران من الجيش الوطني."
    assert one(alone, "bombing").where == ("al-Bab",)


@pytest.mark.parametrize("text", [
    "هاجم وزير الخارجية الروسي سيرغي لافروف تركيا في كلمته أمام مجلس الأمن بسبب موقفها في سوريا.",
    "شنت روسيا هجوما لاذعا على تركيا بسبب موقفها في سوريا.",
])
def test_an_attack_in_words_accuses(text: str) -> None:
    assert {e.type for e in events(text)} == {"accuse"}


def test_losing_a_life_is_told_by_a_verb_that_looks_like_a_particle() -> None:
    event = one("فقد خمسة أطفال حياتهم إثر انفجار لغم أرضي في ريف حماة أمس.", "kill-civilians")
    assert [(t.of, t.best) for t in event.toll] == [("killed", 5)]
    assert one("فقد سيطرت قوات النظام على بلدة العيس أمس.", "capture").who == ("syr-army",)


@pytest.mark.parametrize(("text", "never"), [
    ("تعرضت مخيمات التهجير قرب أطمة لقصف مدفعي من قوات النظام أمس.", "displace"),
    ("تضرب الفوضى الأمنية مناطق سيطرة قوات سوريا الديمقراطية في دير الزور.", "shelling"),
    ("شارك المحكوم عليه بالإعدام في الهجوم على نقطة للجيش السوري في حمص.", "casualties"),
    ("تنص بنود الاتفاق على وقف إطلاق النار بين قوات النظام والفصائل وفتح الطرق.", "clash"),
])
def test_words_of_war_that_tell_of_no_act(text: str, never: str) -> None:
    assert never not in {e.type for e in events(text)}


@pytest.mark.parametrize("text", [
    "تقدمت قوات النظام السوري والميليشيات الموالية لها خلال الساعات الماضية داخل حي جوبر.",
    "واصلت قوات النظام السوري تقدمها في حي جوبر شرق دمشق أمس.",
])
def test_an_advance_whose_doer_has_a_long_name_or_a_pronoun(text: str) -> None:
    assert "syr-army" in one(text, "advance").who


@pytest.mark.parametrize(("text", "kind"), [
    ("خرجت مظاهرة في مدينة الباب تطالب بالإفراج عن المعتقلين.", "protest"),
    ("أحرق محتجون الإطارات في بلدة الشحيل تنديدا بقوات سوريا الديمقراطية.", "protest"),
    ("تضررت عشرات المنازل جراء القصف على بلدة سرمين.", "destroy"),
])
def test_both_sides_of_a_fight_are_not_lent_to_an_act_of_one(text: str, kind: str) -> None:
    fight = "دارت معارك بين قوات النظام السوري وفصائل المعارضة وتنظيم الدولة في ريف حلب. "
    assert one(fight + text, kind).who == ()


def test_what_went_without_a_fight_tells_that_none_happened() -> None:
    text = "دخلت قوات النظام السوري بلدة طفس دون أن تقع اشتباكات مع فصائل المعارضة."
    assert one(text, "clash").status == "denied"


def test_what_is_entered_stands_behind_a_remark_on_who_enters() -> None:
    event = one("دخلت فصائل معارضة تقودها هيئة تحرير الشام مدينة معرة النعمان فجر اليوم.", "advance")
    assert event.who == ("opposition",)
    assert event.where == ("Maarrat al-Numan",)


@pytest.mark.parametrize(("text", "kind", "who"), [
    ("وكثفت القوات التركية من قصفها على تل رفعت.", "shelling", ("turkey",)),
    ("وكثف الطيران الروسي من غاراته على ريف إدلب الجنوبي.", "airstrike", ("russia-air",)),
    ("وأسقطت هيئة تحرير الشام طائرة مسيرة لقوات النظام فوق دارة عزة.", "destroy", ("hts",)),
    ("وافتتحت تركيا نقطة عسكرية جديدة في بلدة بليون.", "deploy", ("turkey",)),
])
def test_acts_under_verbs_that_lead_to_them(text: str, kind: str, who: tuple[str, ...]) -> None:
    assert one(text, kind).who == who


def test_the_dead_of_a_rocket_attack_fall_and_no_rocket() -> None:
    found = events("سقط ثلاثة مدنيين قتلى بهجوم صاروخي على مدينة الباب.")
    assert {e.type for e in found} == {"kill-civilians", "missile-strike"}


def test_who_was_something_formerly_places_nothing_in_time() -> None:
    found = events("اغتال مجهولون قياديا سابقا في الجيش الحر بمدينة جاسم.")
    assert [e.when for e in found] == [None]


@pytest.mark.parametrize("text", [
    "وهاجم مسلحون مجهولون حاجزا لقوات النظام في بلدة المزيريب.",
    "واستهدف ملثمون مجهولون حاجزا لقوات النظام في بلدة المزيريب.",
])
def test_gunmen_of_no_name_are_nobody_else(text: str) -> None:
    before = "قصفت قوات النظام السوري بلدة سرمين، ودارت اشتباكات مع فصائل المعارضة وأصيب مدنيون في أريحا.\n"
    found = [e for e in read(before + text, theatre="syria", published="2024-03-14").events if e.type == "offensive"]
    assert [(e.who, e.whom) for e in found] == [((), ("syr-army",))]


def test_whom_a_condemned_attack_befell_did_not_make_it() -> None:
    attack = one("أدانت فرنسا الهجوم على المدنيين في إدلب.", "offensive")
    assert (attack.who, attack.whom) == ((), ("civilians",))


@pytest.mark.parametrize(("text", "who", "whom"), [
    ("استهدفت مسيرة تركية سيارة في القامشلي وقتلت عنصرين من قسد.", ("turkey",), ("sdf",)),
    ("استهدفت مسيرة تركية سيارة في القامشلي وقتلت جنديين من قسد.", ("turkey",), ("sdf",)),
    ("قتلت عناصر من قسد مقاتلا في صفوف الجيش الوطني قرب مارع.", ("sdf",), ("sna",)),
])
def test_two_men_in_the_case_of_an_object_are_killed(text: str, who: tuple[str, ...], whom: tuple[str, ...]) -> None:
    killed = one(text, "casualties")
    assert (killed.who, killed.whom) == (who, whom)


def test_who_launched_what_fell_did_it() -> None:
    fire = next(e for e in events("سقطت قذائف أطلقتها قسد على مدينة أعزاز.") if e.type == "shelling")
    assert (fire.who, fire.whom) == (("sdf",), ())
