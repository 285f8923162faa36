"""Ties: how actors stand to each other."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

# Ties are believed in a text about a conflict only.
WAR = " ودارت اشتباكات عنيفة وسط قصف بالمدفعية والصواريخ والبراميل المتفجرة، وقتل جنود ومسلحون في المعارك."


@pytest.mark.parametrize(("text", "tie"), [
    ("تقدمت قوات سوريا الديمقراطية المدعومة من التحالف الدولي شرق المدينة.", ("us-coalition", "supports", "sdf")),
    ("وصلت وحدات حماية الشعب التابعة لحزب الاتحاد الديمقراطي إلى الجسر.", ("ypg", "part-of", "pyd")),
    ("عبر الجيش السوري نهر الفرات قرب مدينة الرقة بدعم جوي من روسيا.", ("russia", "supports-by-air", "syr-army")),
    ("انتشر التحالف الدولي بقيادة الولايات المتحدة قرب الحقل.", ("usa", "commands", "us-coalition")),
    ("أكد النظام السوري وحليفه الروسي استمرار العمليات.", ("syr-gov", "allied-with", "russia")),
    ("الاتفاق الموقع بين روسيا وتركيا يشمل الطريق الدولي.", ("russia", "agrees-with", "turkey")),
    ("أدانت دمشق دعم الولايات المتحدة لقوات سوريا الديمقراطية.", ("usa", "supports", "sdf")),
    ("وصل الدعم الإيراني لحزب الله عبر المطار.", ("iran", "supports", "hezbollah")),
    ("تعمل تركيا على توفير غطاء جوي للجيش الوطني السوري.", ("turkey", "supports-by-air", "sna")),
    ("بدعم من الطائرات الروسية، سيطرت قوات النظام على مدينة تدمر.", ("russia-air", "supports-by-air", "syr-army")),
    ("تتهم واشنطن إيران بدعم حزب الله.", ("iran", "supports", "hezbollah")),
    ("هاجمت جبهة النصرة الموالية لتنظيم القاعدة والمناهضة لتنظيم داعش الحاجز.", ("nusra", "hostile-to", "is")),
    ("قصفت الطائرات مواقع هيئة تحرير الشام وأحرار الشام في إدلب.", ("hts", "allied-with", "ahrar")),
    ("جبهة النصرة ذراع تنظيم القاعدة في سوريا رفضت الحل.", ("nusra", "part-of", "al-qaeda")),
    ("وصل إلى المدينة جيش الفتح الذي يضم جبهة النصرة وحركة أحرار الشام.", ("ahrar", "part-of", "new:jaysh-al-fatah")),
    ("وتضم غرفة عمليات \"الفتح المبين\" كلا من \"جيش العزة\" و\"هيئة تحرير الشام\".",
     ("new:jaysh-al-izza", "part-of", "new:al-fath-al-mubin")),
    ("تقدمت فصائل الجيش الوطني السوري المدعوم تركيا شرق المدينة.", ("turkey", "supports", "sna")),
    ("وصل مقاتلو حركة الشباب المرتبطين بتنظيم القاعدة إلى الحدود.", ("new:al-shabaab", "allied-with", "al-qaeda")),
    ("شاركت روسيا وإيران الحليفتان لدمشق في الجولة.", ("iran", "allied-with", "syr-gov")),
    ("أجرى التحالف الدولي تدريبات عسكرية مشتركة مع قوات سوريا الديمقراطية.", ("us-coalition", "allied-with", "sdf")),
    ("تحدث البيان عن تعاون بين قوات سوريا الديمقراطية والتحالف الدولي.", ("sdf", "allied-with", "us-coalition")),
    ("نفذ المداهمة التحالف الدولي برفقة قوات سوريا الديمقراطية.", ("us-coalition", "allied-with", "sdf")),
    ("وصل قادة وحدات حماية الشعب التي تقود قوات سوريا الديمقراطية.", ("ypg", "commands", "sdf")),
    ("انتشرت مجموعات مدعومة من إيران قرب الحدود.", ("iran", "supports", "iran-militia")),
    ("أصيب ثلاثة من مقاتلي فرقة الحمزة بينهم القائد سليم الحموي.", ("person:salim-al-hamwi", "part-of",
                                                                          "new:hamza-division")),
    ("انضم جيش الإسلام إلى الجيش الوطني السوري قبل أشهر.", ("jaysh-al-islam", "part-of", "sna")),
])
def test_stated_ties(text: str, tie: tuple[str, str, str]) -> None:
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="syria", published="2018-01-10").ties]
    assert tie in found


def test_a_fight_is_no_tie() -> None:
    text = "دارت اشتباكات بين قوات النظام وهيئة تحرير الشام غرب حلب."
    assert read(text, theatre="syria", published="2019-08-10").ties == ()


def test_an_adjective_far_from_an_actor_says_nothing_of_it() -> None:
    text = "استهدفت الطائرات الروسية نقطة طبية تابعة لمنظمة محلية."
    assert all(t.a != "russia-air" for t in read(text, theatre="syria", published="2019-08-10").ties)


def test_a_leader_commands_and_is_not_supported() -> None:
    text = "ساندت طائرات التحالف الدولي بقيادة الولايات المتحدة قوات سوريا الديمقراطية قرب مدينة الرقة."
    found = {(t.a, t.relation, t.b) for t in read(text + WAR, theatre="syria", published="2017-08-10").ties}
    assert ("usa", "commands", "us-coalition") in found
    assert all(b != "usa" for _, _, b in found)


def test_what_is_done_beside_somebody_else_serves_its_doer() -> None:
    text = "سيطرت قوات سوريا الديمقراطية على مدينة الطبقة بعد معارك مع تنظيم داعش، بدعم من التحالف الدولي."
    found = {(t.a, t.relation, t.b) for t in read(text + WAR, theatre="syria", published="2017-05-10").ties}
    assert ("us-coalition", "supports", "sdf") in found
    assert all(b != "is" for _, _, b in found)


def test_help_for_people_is_no_tie() -> None:
    text = "وصلت المساعدات الإنسانية الروسية للنظام السوري أمس."
    assert read(text + WAR, theatre="syria", published="2019-08-10").ties == ()


def test_what_is_denied_is_no_tie() -> None:
    text = "وقال إن التحالف الدولي لا يدعم قوات النظام في دير الزور."
    assert read(text, theatre="syria", published="2017-08-10").ties == ()


def test_a_tie_says_when_and_why() -> None:
    ties = read("يشمل الاتفاق الموقع بين روسيا وتركيا في آذار 2020 مدينة إدلب." + WAR, theatre="syria",
                published="2021-01-10").ties
    assert [(t.when, {w.slot for w in t.why}) for t in ties] == [("2020-03", {"relation", "a", "b"})]


def test_who_is_told_to_be_in_a_place_together_joins_nobody() -> None:
    text = "وكانت قوات النظام السوري تضم مدينة درعا إلى مناطقها، وجبهة النصرة تنتشر في إدلب."
    assert all(t.relation != "part-of" for t in read(text + WAR, theatre="syria", published="2018-01-10").ties)


def test_two_bodies_named_as_one_side_are_allied() -> None:
    text = "هاجم مسلحو الحوثي وقوات صالح الجبهة، وتقدمت المقاومة الشعبية ووحدات من الجيش الوطني نحو المدينة."
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="yemen", published="2016-04-10").ties]
    assert ("houthis", "allied-with", "new:saleh-forces") in found
    assert ("new:popular-resistance", "allied-with", "new:yemeni-army") in found


@pytest.mark.parametrize("text", [
    "أسعف الأهالي عددا من جرحى الحوثيين وميليشيات صالح.",
    "انتقد البرلمان الأفغاني قوات الجيش والشرطة الأفغانية.",
])
def test_those_named_beside_each_other_are_not_allied_by_that(text: str) -> None:
    found = read(text + WAR, theatre="yemen", published="2016-04-10").ties
    assert all(t.relation != "allied-with" for t in found), found


@pytest.mark.parametrize("text", [
    "دارت معارك بين قوات النظام وقوات سوريا الديمقراطية قرب البلدة.",
    "انطلقت القذائف من قرى تسيطر عليها قوات سوريا الديمقراطية وقوات النظام.",
])
def test_two_bodies_set_apart_are_not_allied(text: str) -> None:
    found = read(text + WAR, theatre="syria", published="2020-04-10").ties
    assert all({t.a, t.b} != {"syr-army", "sdf"} for t in found)


def test_a_militia_that_belongs_to_another_country_obeys_it() -> None:
    text = "استهدفت الغارات ميليشيات الحوثي التابعة لإيران قرب الميناء."
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="yemen", published="2018-04-10").ties]
    assert ("iran", "commands", "houthis") in found


@pytest.mark.parametrize(("text", "tie"), [
    ("تتلقى قوات سوريا الديمقراطية دعما من الولايات المتحدة.", ("usa", "supports", "sdf")),
    ("اتهمت واشنطن طهران بتسليح حزب الله.", ("iran", "arms", "hezbollah")),
    ("بايع لواء شهداء اليرموك تنظيم الدولة الإسلامية.", ("new:yarmouk-martyrs-brigade", "supports", "is")),
    ("توصلت تركيا إلى اتفاق مع روسيا حول المدينة.", ("turkey", "agrees-with", "russia")),
    ("نفذت قوات سوريا الديمقراطية والتحالف الدولي عملية إنزال مشتركة.", ("sdf", "allied-with", "us-coalition")),
    ("واصلت قوات النظام ومجموعات مدعومة من إيران القصف.", ("iran", "supports", "iran-militia")),
    ("ورفضت المدينة دخول ميليشيات تابعة للنظام.", ("syr-militia", "part-of", "syr-gov")),
    ("نفذت قسد الحملة ليلا مدعومة بقوات التحالف الدولي.", ("us-coalition", "supports", "sdf")),
    ("قاتلت أحرار الشام جنبا إلى جنب مع الجيش الوطني السوري.", ("ahrar", "allied-with", "sna")),
])
def test_other_ways_to_state_a_tie(text: str, tie: tuple[str, str, str]) -> None:
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="syria", published="2018-01-10").ties]
    assert tie in found


def test_another_side_does_not_lead() -> None:
    text = "دارت معارك بين الجيش الوطني الليبي بقيادة خليفة حفتر وقوات حكومة الوفاق جنوب طرابلس."
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="mena", published="2019-05-10").ties]
    assert found == [("person:khalifa-haftar", "commands", "lna-haftar")]


def test_the_militias_of_a_body_and_of_a_person_are_allied() -> None:
    text = "سقط قتلى من ميليشيات الحوثي والمخلوع علي عبدالله صالح في الجبهة."
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="yemen", published="2016-04-10").ties]
    assert ("houthis", "allied-with", "new:saleh-forces") in found


def test_the_other_side_of_a_fight_supports_nobody() -> None:
    text = "دارت معارك بين المقاومة الشعبية المدعومة بطيران التحالف العربي وجماعة الحوثي قرب المدينة."
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="yemen", published="2016-04-10").ties]
    assert {a for a, _, _ in found} == {"saudi-coalition"}


def test_who_drives_a_car_commands_nobody() -> None:
    text = "جرح عناصر من الجيش العراقي في تفجير سيارة يقودها مسلح من تنظيم داعش."
    assert all(t.relation != "commands" for t in read(text + WAR, theatre="mena", published="2016-04-10").ties)


def test_what_stands_in_a_country_is_not_its_state() -> None:
    found = read("قصفت تركيا أهدافا في سوريا مرتبطة بتنظيم الدولة الإسلامية." + WAR, theatre="syria").ties
    assert not [t for t in found if t.relation == "allied-with"]


@pytest.mark.parametrize(("text", "tie"), [
    ("وتم تعيين العميد سهيل الحسن قائدا للفيلق الخامس أمس.",
     ("person:suheil-al-hassan", "commands", "new:fifth-corps")),
    ("وتولى العميد سهيل الحسن قيادة الفيلق الخامس أمس.",
     ("person:suheil-al-hassan", "commands", "new:fifth-corps")),
    ("وتتوسط قطر بين إسرائيل وحركة حماس منذ أسابيع.", ("qatar", "mediates-with", "israel")),
    ("وقصفت قوات النظام وروسيا والميليشيات الموالية لهم مدينة إدلب.", ("syr-militia", "supports", "russia")),
    ("وقالت غرفة عمليات الفتح المبين التي تضم فصائل عدة أبرزها هيئة تحرير الشام وجيش العزة إنها صدت الهجوم.",
     ("new:jaysh-al-izza", "part-of", "new:al-fath-al-mubin")),
    ("وينتمي أبو محمد الجولاني إلى تنظيم القاعدة منذ سنوات.", ("person:ahmed-al-sharaa", "part-of", "al-qaeda")),
])
def test_ties_told_by_deeds_and_lists(text: str, tie: tuple[str, str, str]) -> None:
    found = [(t.a, t.relation, t.b) for t in read(text + WAR, theatre="syria", published="2019-05-10").ties]
    assert tie in found


def test_what_is_joined_to_the_state_that_leads_does_not_lead() -> None:
    text = "وهاجم مقاتلون محليون تدعمهم قوات التحالف الذي تقوده السعودية وحكومة هادي مواقع الحوثيين في عدن."
    found = [(t.a, t.relation, t.b) for t in read(text, theatre="yemen", published="2015-08-10").ties]
    assert ("saudi", "commands", "saudi-coalition") in found
    assert ("yemen-gov", "commands", "saudi-coalition") not in found


def test_support_from_somebody_is_not_given_by_who_gets_it() -> None:
    text = "وتتلقى قوات سوريا الديمقراطية دعما من الولايات المتحدة."
    found = [(t.a, t.relation, t.b) for t in read(text, theatre="syria", published="2019-05-10").ties]
    assert ("sdf", "supports", "usa") not in found
