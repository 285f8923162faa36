"""Who, whom and where of events in everyday sentences: what belongs to another act, to people or to who reports."""

from __future__ import annotations

import pytest

from maydan.reading import reader
from maydan.records import Event

BEFORE = "دارت معارك بين قوات النظام السوري وفصائل المعارضة في ريف إدلب. "


def events(text: str, theatre: str = "syria") -> list[Event]:
    return list(reader.read(text, theatre=theatre, published="2022-05-10").events)


def one(text: str, kind: str, theatre: str = "syria") -> Event:
    return next(e for e in events(text, theatre) if e.type == kind)


def test_where_people_come_from_is_not_where_they_were_hit() -> None:
    text = "استهدفت قوات النظام بالمدفعية سيارة لعائلة من بلدة كفربطيخ بريف إدلب الشرقي."
    assert one(text, "shelling").where == ()


def test_from_which_side_aircraft_came_is_no_place_of_the_strike() -> None:
    strike = one("قصفت طائرات إسرائيلية من اتجاه الجولان السوري المحتل مبنى سكنيا في حي كفرسوسة بدمشق.", "airstrike")
    assert strike.where == ("Kafr Sousa",)


def test_a_village_and_its_district_are_one_place() -> None:
    attack = one("قتل خمسة جنود في هجوم لتنظيم القاعدة على نقطة أمنية في مديرية مودية بمحافظة أبين.", "offensive",
                 "yemen")
    assert len(attack.where) == 1


def test_who_fights_in_the_next_clause_is_no_party_of_the_clash() -> None:
    clash = one("وقعت اشتباكات بين الجيش الوطني وقسد على محور مريمين، كما قصفت قوات النظام بلدة كفر كلبين.", "clash")
    assert set(clash.who) == {"sna", "sdf"}


def test_the_subject_of_the_clause_before_goes_on() -> None:
    wreck = one("أحبطت القوات السعودية هجوما للحوثيين على منفذ الطوال، كما تمكنت من تدمير 16 آلية لهم.", "destroy",
                "yemen")
    assert wreck.who == ("saudi",)


def test_people_of_no_name_leave_the_doer_open() -> None:
    found = events("أطلق مسلحون مجهولون الرصاص على محرر في موقع إخباري قريب من حركة حماس في غزة.", "mena")
    assert found and not any(e.who for e in found)
    shells = one("ذكر الجيش الباكستاني أن قوات أمن هندية أطلقت قذائف هاون على موقع في قطاع بونش.", "shelling",
                 "mena")
    assert "new:pakistani-army" not in shells.who


def test_whose_man_is_hit_did_not_strike() -> None:
    strike = one("استهدفت طائرة مسيرة عنصرا سابقا من تنظيم حراس الدين في بلدة أرمناز.", "airstrike")
    assert strike.who == ()
    assert strike.whom == ("new:hurras-al-din",)


def test_a_noun_follows_that_behind_pointing_out() -> None:
    strike = one("أشار الناشطون إلى أن قصف قوات النظام على مدينة سرمين تسبب بإصابة خمسة أطفال.", "shelling")
    assert strike.who == ("syr-army",)
    assert "syr-army" not in strike.whom


def test_children_brought_to_a_hospital_were_not_brought_by_who_shelled_them() -> None:
    found = events("قصفت قوات النظام محيط قرية كفرعمة، ما تسبب بإصابة خمسة أطفال نقلوا على إثرها إلى المشافي.")
    assert not any("syr-army" in e.who for e in found if e.type == "evacuate")


def test_the_latter_is_who_was_named_last() -> None:
    text = "استهدف الجيش الوطني مواقع قسد في منبج، وردت الأخيرة بقصف مدينة جرابلس."
    assert [e.who for e in events(text) if e.type == "shelling"] == [("sna",), ("sdf",)]
    attack = one("دارت اشتباكات بين هيئة تحرير الشام وتنظيم حراس الدين، بعد أن هاجم الأخير حواجز للهيئة قرب إدلب.",
                 "offensive")
    assert attack.who == ("new:hurras-al-din",)


def test_the_last_round_is_nobody() -> None:
    reading = reader.read("رفض الائتلاف في الجولة الأخيرة من المفاوضات مقترح الوفد الروسي.", theatre="syria")
    assert not any(a.text.endswith("الأخيرة") for a in reading.actors)


def test_an_outlet_and_a_place_before_the_verb_are_no_subject() -> None:
    strike = one("عنب بلدي - خالد المصري - حلب قصفت ميليشيا قسد بالمدفعية بيوتا في بلدة مارع.", "shelling")
    assert strike.who == ("sdf",)
    assert strike.whom != ("sdf",)


def test_a_count_of_many_acts_takes_nobody_from_the_sentence_before() -> None:
    text = ("استهدفت الفصائل بقذائف المدفعية مواقع قوات النظام على محور الفطاطرة. وبهذا بلغ عدد القتلى من "
            "المدنيين والعسكريين في عمليات القصف البري 110 منذ مطلع العام.")
    for event in events(text):
        if event.sentence == 1:
            assert event.who == ()
            assert event.where == ()


def test_where_talks_were_held_is_not_where_attacks_go_on() -> None:
    text = "اجتمع وفدا روسيا وتركيا في أستانة، لكن قوات النظام كثفت هجماتها على المنطقة."
    assert not any("Astana" in e.where for e in events(text) if e.type != "meeting")


def test_what_was_left_names_where_from() -> None:
    left = one("سيطرت قوات المعارضة على بلدة خان طومان جنوب حلب بعد انسحاب قوات النظام منها.", "withdraw")
    assert left.where == ("Khan Tuman",)


def test_headings_leave_their_acts_to_the_lines_below() -> None:
    body = "قصفت قوات النظام بالمدفعية الثقيلة بلدة كنصفرة في جبل الزاوية جنوبي إدلب صباح اليوم، ما أدى إلى إصابة طفل."
    other = "وأوضح مراسلنا أن فرق الإسعاف توجهت إلى المكان ونقلت المصابين إلى أقرب نقطة طبية في مدينة أريحا المجاورة."
    text = f"{other}\nقصف مدفعي على كنصفرة\n{body}\n{other}\n{other}\n"
    strikes = [e for e in events(text) if e.type == "shelling"]
    assert len(strikes) == 1
    assert strikes[0].start > text.index(body) - 1


def test_a_lead_told_again_with_nothing_new_is_one_event() -> None:
    text = ("قصفت قوات النظام بالمدفعية الثقيلة بلدة كنصفرة جنوبي إدلب صباح اليوم الثلاثاء. "
            "وقال مراسلنا إن قوات النظام قصفت بالمدفعية بلدة كنصفرة.")
    assert len([e for e in events(text) if e.type == "shelling"]) == 1


def test_who_made_an_agreement_did_not_break_it() -> None:
    broken = one("وقعت روسيا وتركيا هدنة في إدلب، إلا أن المدينة تتعرض لخروقات متكررة من قبل قوات الأسد.",
                 "ceasefire-violated")
    assert broken.who == ("syr-army",)


def test_a_noun_with_its_owner_is_no_verb_with_its_object() -> None:
    raid = one("نشر تنظيم داعش بيانا أعلن فيه سيطرته التامة على بلدة مهين جنوب شرقي حمص.", "capture")
    assert raid.who == ("is",)
    assert raid.whom == ()


def test_whose_deed_a_verbal_noun_tells_with_people_behind_is_the_doer() -> None:
    assert one("أفاد ناشطون باعتقال قوات النظام ثلاثة شبان في بلدة كناكر.", "arrest").who == ("syr-army",)
    taken = one("كشف مسؤول يمني عن اختطاف مليشيات الحوثي أربعة أطفال من إحدى قرى المحويت.", "abduct", "yemen")
    assert taken.who == ("houthis",)
    assert "houthis" not in taken.whom


def test_who_condemns_an_attack_did_not_make_it() -> None:
    blast = one("دان مجلس الوزراء الكويتي التفجير الإرهابي الذي استهدف مسجدا بمدينة أبها.", "bombing", "mena")
    assert blast.who == ()
    strike = one("دانت روسيا قصف إسرائيل مطار دمشق.", "airstrike")
    assert strike.who == ("israel",)


def test_who_speaks_accuses_and_demands_in_the_same_breath() -> None:
    demand = one("أكدت الأمم المتحدة أن قوات النظام قصفت مدينة إدلب، مطالبة روسيا بوقف القصف.", "demand")
    assert (demand.who, demand.whom) == (("un",), ("russia",))
    threat = one("قال وزير الدفاع التركي خلوصي أكار إن الوحدات هاجمت نقاطا تركية، متوعدا وحدات حماية الشعب بالرد.",
                 "threaten")
    assert threat.who == ("person:hulusi-akar",)


def test_who_was_exposed_to_an_attack_did_not_make_it() -> None:
    attack = one("قال البنتاغون إن القوات الأميركية في قاعدة عين الأسد تعرضت لهجوم بطائرتين مسيرتين.", "offensive",
                 "mena")
    assert (attack.who, attack.whom) == ((), ("usa",))


def test_who_fired_a_rocket_told_by_a_bare_clause_is_the_doer() -> None:
    hurt = one("أفادت القناة بإصابة جنديين بصاروخ مضاد للدروع أطلقه حزب الله من جنوب لبنان على المطلة.", "casualties",
               "mena")
    assert hurt.who == ("hezbollah",)
    assert "hezbollah" not in hurt.whom


def test_among_them_is_no_verb() -> None:
    text = "سقط قتلى وجرحى بينهم أطفال جراء قصف قوات النظام على مدينة دوما."
    found = reader.read(text, theatre="syria", published="2016-02-14").events
    event = next(e for e in found if e.type == "kill-civilians")
    assert (event.who, event.whom) == (("syr-army",), ("civilians",))


@pytest.mark.parametrize(("text", "who", "whom"), [
    ("اعتقلت قسد خالد محمود الحسين من منزله.", ("sdf",), ("person:khaled-mahmoud-al-hussein",)),
    ("اعتقل الأمن العام خالد محمود الحسين في إدلب.", ("new:general-security",),
     ("person:khaled-mahmoud-al-hussein",)),
    ("اعتقلت هيئة تحرير الشام القيادي أبو مالك التلي في إدلب.", ("hts",), ("person:abu-malik-al-talli",)),
    ("اعتقلت دورية تابعة لقسد الناشط محمد العمر.", ("sdf",), ("person:mohammed-al-omar",)),
    ("احتجزت حواجز قوات النظام عشرين شابا.", ("syr-army",), ("civilians",)),
    ("اعتقل حاجز لقوات النظام طالبا في حمص.", ("syr-army",), ("civilians",)),
    ("اعتقل فرع الأمن العسكري طالبا في حمص.", ("new:military-intelligence-syria",), ("civilians",)),
])
def test_a_body_right_behind_a_verb_of_arrest_takes_who_follows(text: str, who: tuple[str, ...],
                                                                whom: tuple[str, ...]) -> None:
    arrest = one(text, "arrest")
    assert (arrest.who, arrest.whom) == (who, whom)


@pytest.mark.parametrize(("text", "whom"), [
    ("قتل قيادي من حزب الله في دمشق.", "hezbollah"),
    ("قتل جنود أتراك في انفجار.", "turkey"),
    ("أصيب الناطق باسم الجيش الحر خالد الحسين.", "person:khaled-al-hussein"),
])
def test_people_right_behind_a_verb_of_killing_suffer_it(text: str, whom: str) -> None:
    killed = one(text, "casualties")
    assert killed.who == ()
    assert whom in killed.whom


def test_a_name_in_quotes_behind_and_is_joined_to_the_one_before() -> None:
    strike = one('قصفت قوات النظام السوري و"حزب الله" بلدة كفرنبل بريف إدلب.', "shelling")
    assert strike.who == ("syr-army", "hezbollah")
    assert strike.whom == ()


def test_an_adjective_behind_what_a_place_undergoes_names_the_doer() -> None:
    strike = one("تعرضت مواقع قسد لقصف تركي في ريف تل تمر.", "shelling")
    assert strike.who == ("turkey",)
    assert strike.whom == ("sdf",)


def test_the_target_is_told_right_behind_where_the_doers_stand() -> None:
    for text in ("قصفت قوات النظام المتمركزة في بلدة جورين بلدة الزيارة بريف حماة.",
                 "استهدفت مدفعية النظام انطلاقاً من معسكر جورين بلدة الزيارة في سهل الغاب."):
        assert one(text, "shelling").where == ("al-Ziyara",)
    assert one("أقلعت الطائرات الروسية من مطار حميميم وقصفت بلدة كفرنبل.", "airstrike").where == ("Kafr Nabl",)


def test_men_and_weapons_of_a_party_act_for_it() -> None:
    arrest = one("اعتقلت دورية تابعة لقسد شاباً في بلدة الشحيل.", "arrest")
    assert (arrest.who, arrest.whom) == (("sdf",), ("civilians",))
    attack = one("هاجمت خلية تابعة لتنظيم داعش حاجزاً لقسد في بلدة البصيرة.", "offensive")
    assert (attack.who, attack.whom) == (("is",), ("sdf",))
    harm = one("أصيب عنصر من قوات النظام برصاص قناص من هيئة تحرير الشام في ريف اللاذقية.", "casualties")
    assert (harm.who, harm.whom) == (("hts",), ("syr-army",))


def test_who_owns_what_is_struck_is_no_doer() -> None:
    strike = one("وجهت الطائرات الأمريكية ضربات لبيوت في مدينة القائم، هي مستودعات أسلحة لميليشيا الحشد الشعبي.",
                 "airstrike")
    assert (strike.who, strike.whom) == (("usa",), ("pmf",))


def test_who_voices_concern_or_stands_surety_is_no_doer() -> None:
    assert one("حذرت ألمانيا من هجوم جديد على إدلب يهدد حياة المدنيين.", "offensive").who == ()
    breach = one("لم تتوقف خروقات قوات النظام السوري لاتفاق وقف إطلاق النار الذي ترعاه روسيا وتركيا.",
                 "ceasefire-violated")
    assert breach.who == ("syr-army",)


def test_the_hospital_and_the_home_of_victims_are_not_where_they_were_hit() -> None:
    assert one("نقل المصابون إلى مشفى باب الهوى بعد غارة على قرية عرب سعيد.", "airstrike").where == ("Arb Said",)
    assert one("توفي طفل نازح من بلدة سراقب بانفجار لغم قرب بلدة بداما.", "kill-civilians").where == ("Badama",)
    assert one("قتل أحد أبناء مدينة جاسم بانفجار لغم في بلدة الشيخ سعد.", "bombing").where == ("Sheikh Sad",)


def test_whose_arm_a_party_is_suffers_nothing() -> None:
    strike = one("أصيبت امرأتان بقصف لهيئة تحرير الشام الذراع السوري لتنظيم القاعدة، في ريف حماة.", "shelling")
    assert (strike.who, strike.whom) == (("hts",), ("civilians",))


def test_an_agreement_between_two_is_of_these_two() -> None:
    deal = one("ولا يزال تنظيم الدولة في تل رفعت مع أن اتفاقاً وُقّع بين تركيا وروسيا عام 2019.", "agreement")
    assert set(deal.who) == {"turkey", "russia"}


def test_talks_are_where_they_are_held_and_not_what_they_are_about() -> None:
    talks = one("عقد اجتماع بين الفصائل والنظام السوري في مدينة درعا لبحث الأوضاع في حي طريق السد.", "meeting")
    assert talks.where == ("Daraa",)


def test_whose_aircraft_are_is_told_behind_them() -> None:
    flight = one("وأفاد المرصد بتحليق مكثف للطيران المروحي التابع لـ”التحالف الدولي” فوق بلدة الشحيل.", "deploy")
    assert flight.who == ("us-coalition",)


def test_a_town_whose_countryside_is_told_only_tells_where_a_village_lies() -> None:
    assert one("قصفت طائرات تركية قرية كراف في ريف مدينة صرين.", "airstrike").where == ("Karaf",)


def test_forces_are_sent_whither_they_go_and_not_whence() -> None:
    sent = one("استقدمت القوات الأمريكية تعزيزات عسكرية من العراق إلى قاعدتها في حقل العمر النفطي.", "reinforce")
    assert sent.where == ("al-Omar oil field",)


def test_one_salvo_told_by_two_words_is_one_event() -> None:
    found = events("أطلقت كتائب القسام رشقة صاروخية باتجاه عسقلان وأسدود وسديروت.", "mena")
    assert [e.type for e in found].count("missile-strike") == 1


def test_from_whose_areas_fire_comes_is_no_place_of_its_victims() -> None:
    harm = one("قتلت امرأة بسبب القصف، وقال إن القصف الصاروخي جاء من مناطق سيطرة النظام، و مناطق سيطرة “قوات سوريا "
               "الديمقراطية” على مدينة عفرين.", "kill-civilians")
    assert not any(w.startswith("Areas held") for w in harm.where)


def test_floods_and_accidents_are_nobodys_act() -> None:
    found = events("قتل جندي برصاص قوات النظام السوري، وأسفرت الفيضانات في ريف إدلب عن مقتل 17 شخصا.")
    assert [e.who for e in found if e.type == "casualties"] == [("syr-army",), ()]


def test_an_outlet_mobilises_nobody() -> None:
    found = events("قال مصدر لصحيفة الخبر الجزائرية إن الجيش الجزائري رفع درجة التأهب على الحدود مع ليبيا بعد هجوم "
                   "لتنظيم القاعدة على بلدة حدودية.", "mena")
    assert found
    assert all("new:el-khabar" not in e.who for e in found)


@pytest.mark.parametrize("text", [
    "دعت الأمم المتحدة إلى التحقيق في مقتل عشرة مدنيين بغارة على إدلب.",
    "طالب الائتلاف بمحاسبة المسؤولين عن قصف مدينة دوما.",
    "طالبت منظمة العفو الدولية بفتح تحقيق في قصف سوق في إدلب.",
    "طالب الائتلاف مجلس الأمن بإدانة القصف على مدينة دوما.",
])
def test_what_is_to_be_looked_into_happened_and_was_not_done_by_who_asks(text: str) -> None:
    found = [e for e in events(text) if e.type in ("airstrike", "shelling", "kill-civilians")]
    assert found
    assert all(e.status == "happened" and not e.who for e in found)


@pytest.mark.parametrize(("text", "kind", "who"), [
    ("حملت واشنطن الحكومة السورية مسؤولية الهجوم الكيماوي على دوما.", "chemical-attack", "usa"),
    ("نعت وزارة الدفاع التركية جنديا قتل في إدلب.", "casualties", "turkey"),
    ("تعهدت تركيا بالرد على مقتل جنودها في إدلب.", "casualties", "turkey"),
])
def test_who_mourns_answers_or_blames_did_not_do_it(text: str, kind: str, who: str) -> None:
    assert who not in one(BEFORE + text, kind).who


def test_an_attack_in_case_of_which_something_is_feared_has_not_happened() -> None:
    assert one(BEFORE + "ستقع كارثة إنسانية في حال شن هجوم على إدلب.", "offensive").status == "conditional"
