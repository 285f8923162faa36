"""Ties told by a predicate, by what somebody is called, by who founds a body, and by a verb behind its object."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

# Ties are believed in a text about a conflict only.
WAR = " ودارت اشتباكات عنيفة وسط قصف بالمدفعية والصواريخ والبراميل المتفجرة، وقتل جنود ومسلحون في المعارك."


def ties(text: str, theatre: str = "syria") -> list[tuple[str, str, str]]:
    return [(t.a, t.relation, t.b) for t in read(text + WAR, theatre=theatre, published="2019-05-10").ties]


@pytest.mark.parametrize(("text", "tie"), [
    ("تعد وحدات حماية الشعب العمود الفقري لقوات سوريا الديمقراطية.", ("ypg", "part-of", "sdf")),
    ("ورفضت قسد، التي تعتبرها تركيا امتدادا لحزب العمال الكردستاني، العرض.", ("sdf", "part-of", "pkk")),
    ("وفيلق الشام، أحد مكونات الجبهة الوطنية للتحرير، رفض العرض.",
     ("new:faylaq-al-sham", "part-of", "new:national-front-for-liberation")),
    ("وتعتبر تركيا وحدات حماية الشعب تنظيما إرهابيا.", ("turkey", "hostile-to", "ypg")),
    ("وينشط هناك حزب العمال الكردستاني المدرج على لوائح الإرهاب التركية.", ("turkey", "hostile-to", "pkk")),
    ("واندمجت أحرار الشام وصقور الشام في جبهة تحرير سوريا.",
     ("new:suqour-al-sham", "part-of", "new:jabhat-tahrir-suriya")),
    ("وشكل فيلق الشام وجيش النصر وجيش إدلب الحر الجبهة الوطنية للتحرير.",
     ("new:jaysh-al-nasr", "part-of", "new:national-front-for-liberation")),
    ("وأعلن لواء فاطميون، الذي يموله الحرس الثوري الإيراني ويدربه، سحب عناصره.",
     ("irgc", "supports", "new:fatemiyoun")),
    ("وهاجم حزب الله الذي تدعمه طهران وتموله الموقع.", ("iran", "finances", "hezbollah")),
    ("واتهمت دمشق قطر والسعودية بتمويل الجماعات المسلحة.", ("qatar", "finances", "opposition")),
    ("ودعمت الولايات المتحدة وقطر المعارضة السورية.", ("qatar", "supports", "opposition")),
    ("ويقدم التحالف الدولي الإسناد الجوي لقوات سوريا الديمقراطية.", ("us-coalition", "supports-by-air", "sdf")),
    ("وهاجم مقاتلو فرقة الحمزة وفرقة السلطان مراد، التابعتين للجيش الوطني، القرية.",
     ("new:hamza-division", "part-of", "sna")),
    ("وتسيطر فصائل معارضة سورية موالية لتركيا على إدلب.", ("opposition", "supports", "turkey")),
    ("وأرسلت طهران مستشارين عسكريين لمساعدة الجيش السوري.", ("iran", "supports", "syr-army")),
    ("ورعت موسكو وأنقرة محادثات أستانا بين الحكومة السورية والمعارضة السورية.",
     ("turkey", "mediates-with", "opposition")),
    ("وتدخلت روسيا لدعم حليفها بشار الأسد.", ("russia", "allied-with", "person:bashar-al-assad")),
    ("وقصفت إسرائيل مقرا لعناصر الدفاع المحلي الموالين لإيران.", ("new:local-defence-forces", "supports", "iran")),
])
def test_ties_of_phrases(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text)


def test_an_adjective_of_country_is_not_its_state() -> None:
    found = ties("سيطرت تركيا وفصائل سورية موالية لها على عفرين.")
    assert not [t for t in found if t[0] == "syr-gov"]


def test_one_of_the_factions_is_no_tie_to_the_opposition() -> None:
    assert not [t for t in ties("ورفضت أحرار الشام، أكبر فصائل الغوطة، العرض.") if t[1] == "part-of"]


def test_among_them_allies_nobody() -> None:
    found = ties("تتحرك أذرع إيران في المنطقة، ومنها الحوثيون وحزب الله.", "mena")
    assert not [t for t in found if t[1] == "allied-with"]


def test_what_a_relative_clause_backs_is_not_its_subject() -> None:
    found = ties("أضعف ذلك الجهد الإيراني الذي يدعم مليشيات الحوثي، وبين أن السعودية ماضية.", "yemen")
    assert ("houthis", "supports", "saudi") not in found


def test_a_tie_of_a_headline_is_told_by_the_body() -> None:
    lead = "قوات سوريا الديمقراطية المدعومة من التحالف الدولي"
    text = f"{lead} تتقدم\nتقدمت {lead}."
    found = read(text + WAR, theatre="syria", quiet=((0, text.index("\n")),)).ties
    assert [t.start > text.index("\n") for t in found] == [True]


@pytest.mark.parametrize(("text", "tie"), [
    ("وأكد أردوغان أن بلاده تدعم فصائل المعارضة السورية.", ("turkey", "supports", "opposition")),
    ("واتهم هادي إيران بالتدخل في شؤون اليمن ودعم الحوثيين.", ("iran", "supports", "houthis")),
    ("وقال إن إيران تقف وراء الحوثيين وتدعمهم بالمال.", ("iran", "supports", "houthis")),
    ("والحوثيون مدعومون من إيران.", ("iran", "supports", "houthis")),
    ("وأكد الأسد أن إيران وحزب الله يدعمان الجيش السوري.", ("hezbollah", "supports", "syr-army")),
    ("وتقدمت قوات النظام السوري وحزب الله بدعم جوي روسي في القلمون.", ("russia", "supports-by-air", "syr-army")),
    ("وجيش الفتح، وهو تحالف يضم جبهة النصرة وأحرار الشام، صد الهجوم.", ("nusra", "part-of", "new:jaysh-al-fatah")),
    ("وتشارك الإمارات والبحرين في التحالف العربي.", ("uae", "part-of", "saudi-coalition")),
    ("وأعلنت بوكو حرام مبايعتها لتنظيم داعش.", ("new:boko-haram", "supports", "is")),
    ("ونفذت القوات الأمريكية والأردنية تدريبات مشتركة.", ("usa", "allied-with", "jordan")),
    ("واتفقت إيران ومجموعة 5+1 على ذلك، والاتفاق بين إيران ومجموعة 5+1 سار.",
     ("iran", "agrees-with", "new:p5-plus-1")),
    ("وتوصلت حركتا فتح وحماس إلى اتفاق مصالحة برعاية مصرية.", ("new:egypt", "mediates-with", "new:fatah")),
])
def test_ties_of_backing_and_joining(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text, "syria" if "hezbollah" in tie or "nusra" in tie or "syr-army" in tie else "mena")


def test_who_decides_to_take_part_is_no_part_yet() -> None:
    assert ("russia", "part-of", "saudi-coalition") not in ties("وتنوي روسيا المشاركة في التحالف العربي.", "mena")


@pytest.mark.parametrize(("text", "tie"), [
    ("خاضت قوات يمنية مؤيدة للرئيس هادي اشتباكات.", ("new:yemeni-army", "supports", "person:abdrabbuh-mansur-hadi")),
    ("وأفاد مراسل شبكة شام بأن قوات الأسد والميليشيات المتحالفة معها قصفت القرية.",
     ("syr-militia", "allied-with", "syr-army")),
    ("والمقاومة الشعبية المسنودة بالجيش الوطني، والمدعومة أيضا بقوات التحالف العربي، تقدمت.",
     ("saudi-coalition", "supports", "new:popular-resistance")),
    ("\"التحالف الدولي\" و\"قسد\" يجريان تدريبات عسكرية في حقل العمر.", ("us-coalition", "allied-with", "sdf")),
])
def test_ties_of_others_behind_the_named(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text, "yemen" if "هادي" in text or "الشعبية" in text else "syria")


@pytest.mark.parametrize(("text", "tie"), [
    ("ودخلت القوات اليمنية الموالية للرئيس هادي والمدعومة من تحالف تقوده السعودية ميناء المدينة.",
     ("saudi-coalition", "supports", "new:yemeni-army")),
    ("وتعهدت باستمرار الدعم والمساندة للمقاومة الشعبية من قوات التحالف العربي.",
     ("saudi-coalition", "supports", "new:popular-resistance")),
    ("ووحدات حماية الشعب حليف مفيد للولايات المتحدة في سوريا.", ("ypg", "allied-with", "usa")),
    ("وقصفت طائرات تحالف دولي تقوده الولايات المتحدة مواقع داعش.", ("usa", "commands", "us-coalition")),
])
def test_ties_of_alliances_without_a_name(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text, "yemen" if "اليمن" in text or "العربي" in text else "syria")


def test_what_is_said_behind_a_leader_is_said_of_the_led() -> None:
    found = ties("وتقدمت قوات حرس المنشآت النفطية بقيادة إبراهيم الجضران الموالية لحكومة الوفاق.", "mena")
    assert ("new:petroleum-facilities-guard", "supports", "libya-gna") in found, found


@pytest.mark.parametrize(("text", "theatre", "tie"), [
    ("وانسحبت قسد التي تشكل وحدات حماية الشعب عمودها الفقري.", "syria", ("ypg", "part-of", "sdf")),
    ("وانسحبت قوات سوريا الديمقراطية، وعمادها وحدات حماية الشعب، من القرية.", "syria", ("ypg", "part-of", "sdf")),
    ("وتوجه وفد من قبيلة حاشد التي ينتمي إليها الشيخ صادق الأحمر إلى العاصمة.", "yemen",
     ("person:sadiq-al-ahmar", "part-of", "new:hashid")),
    ("وتدعم موسكو قوات حفتر فيما تساند أنقرة حكومة الوفاق.", "mena", ("turkey", "supports", "libya-gna")),
    ("ويعتمد خليفة حفتر على دعم الإمارات.", "mena", ("uae", "supports", "person:khalifa-haftar")),
    ("الحكومة اليمنية المعترف بها دوليا والمدعومة من السعودية استعادت المدينة.", "yemen",
     ("saudi", "supports", "yemen-gov")),
    ("ويقود اللواء الثامن أحمد العودة.", "syria", ("person:ahmad-al-awda", "commands", "new:eighth-brigade")),
    ("وقال لواء الشمال العامل ضمن فيلق الشام إنه تقدم.", "syria",
     ("new:liwa-al-shamal", "part-of", "new:faylaq-al-sham")),
])
def test_ties_told_by_the_way(text: str, theatre: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text, theatre)


@pytest.mark.parametrize(("text", "theatre", "a", "b"), [
    ("وأوضح أن التفاهم يتعلق بقتال تنظيم داعش ولا يشمل إسناداً جوياً للمقاتلين الأكراد.", "syria", "is", "ypg"),
    ("وقال مسؤول تركي لصحيفة الشرق الأوسط إن الاتفاق مع الولايات المتحدة أقر.", "syria", "new:aawsat", "usa"),
    ("وتشارك الإمارات في التحالف العسكري بقيادة الولايات المتحدة.", "mena", "usa", "uae"),
    ("وشكلت الفصائل غرفة عمليات مشتركة تضم فيلق الشام وحركة أحرار الشام.", "syria", "ahrar", "new:faylaq-al-sham"),
])
def test_no_tie_between_them(text: str, theatre: str, a: str, b: str) -> None:
    assert all({x, y} != {a, b} for x, _, y in ties(text, theatre)), ties(text, theatre)


def test_what_is_told_of_an_army_is_not_told_again_of_its_state() -> None:
    found = ties("هاجم النظام السوري والميليشيات الموالية له القرية. "
                 "ثم قصفت قوات النظام والميليشيات الموالية لها البلدة.")
    assert sum(x == "syr-militia" and r == "supports" for x, r, _ in found) == 1, found
