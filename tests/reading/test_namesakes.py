"""Names that are somebody else's or something else's: family names, villages called after sheikhs, cities abroad."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read
from maydan.records import Reading

LIBYA = "قالت مصادر ليبية إن اشتباكات دارت بين الجيش الوطني الليبي بقيادة خليفة حفتر وقوات حكومة الوفاق في ليبيا. "
SYRIA = "قصفت قوات النظام السوري مناطق فصائل المعارضة السورية المسلحة. "
YEMEN = "دارت اشتباكات بين الجيش اليمني ومسلحي جماعة الحوثي في اليمن. "


def reading(text: str, about: str) -> Reading:
    lead = {"mena": LIBYA, "syria": SYRIA, "yemen": YEMEN}[about]
    return read(lead + text, theatre=about, published="2016-02-14")


def actors(text: str, about: str = "mena") -> set[str]:
    return {a.id for a in reading(text, about).actors}


def places(text: str, about: str = "syria") -> dict[str, tuple[float | None, float | None]]:
    return {p.name_en: (p.lat, p.lon) for p in reading(text, about).places}


@pytest.mark.parametrize(("text", "about", "other"), [
    ("وأضاف مدير المطار مازن خاشقجي أن الرحلات توقفت.", "mena", "person:jamal-khashoggi"),
    ("وقال جون هاموند من جمعية الصيادين إن الحادث خطير.", "mena", "person:philip-hammond"),
    ("وقال المتحدث إريك شولتز إن البيت الأبيض يراقب الوضع.", "mena", "person:olaf-scholz"),
    ("وسقطت قذائف على بلدتي عرمان وملح في ريف السويداء.", "syria", "person:yasir-arman"),
    ("ورفعت الجرافات الساتر الترابي عند الحدود.", "syria", "person:hassan-al-turabi"),
])
def test_family_names_of_others(text: str, about: str, other: str) -> None:
    assert other not in actors(text, about)


@pytest.mark.parametrize(("text", "other"), [
    ("وقتل رجل الدين محمد باقر الصباح في هجوم.", "person:mohammed-al-khalid-al-sabah"),
    ("وأعدم التنظيم الشيخ نجم الدين العارضي إمام المسجد.", "person:sami-al-aridi"),
])
def test_first_and_last_name_with_another_between(text: str, other: str) -> None:
    assert other not in actors(text)


def test_missions_and_parliaments_of_the_country_spoken_of() -> None:
    lead = "قالت مصادر عراقية إن القوات العراقية تقدمت في العراق ضد تنظيم داعش. "
    found = {a.id for a in read(lead + "وأعلنت بعثة الأمم المتحدة حصيلة القتلى، وصوت مجلس النواب على القانون.",
                                theatre="mena").actors}
    assert {"new:unami", "new:iraqi-parliament"} <= found


@pytest.mark.parametrize(("text", "person"), [
    ("وقال علي عبد الله صالح إن الحرب مستمرة.", "person:ali-abdullah-saleh"),
    ("وقال اللواء سامي كاظم العارضي إن القوات تقدمت.", "person:sami-al-aridi"),
    ("وتحدث وزير الخارجية عدنان منصور عن القصف.", "person:adnan-mansour"),
    ("التقى الوفد رئيس الشيشان رمضان أحمد قاديروف في غروزني.", "person:ramzan-kadyrov"),
    ("أكدت فديريكا موغيريني أن الاتحاد يدعم الحل.", "person:federica-mogherini"),
    ("أعلن نيقولاي ملادينوف أن الوضع خطير.", "person:nickolay-mladenov"),
])
def test_first_names_spelt_otherwise(text: str, person: str) -> None:
    assert person in actors(text)


def test_village_of_a_sheikh() -> None:
    found = reading("سيطرت الفصائل على قرى منغ ودير جمال والشيخ عيسى وحربل.", "syria")
    assert not any(a.id.startswith("person:") for a in found.actors)
    assert "al-Sheikh Isa" in {p.name_en for p in found.places}


@pytest.mark.parametrize(("text", "about"), [
    ("ونقل الرائد الجريح إلى مستشفى ابن خلدون العام في لحج.", "yemen"),
    ("ووجه وزير الدفاع برقية شكر إلى الضباط.", "mena"),
    ("وقصفت المدفعية قرية مرعناز والشيخ عيسى بريف حلب الشمالي.", "syria"),
    ("وشاركت قوات من فرقة الإمام علي القتالية في العملية.", "mena"),
])
def test_no_person(text: str, about: str) -> None:
    assert not {a for a in actors(text, about) if a.startswith("person:")} - {"person:khalifa-haftar"}


@pytest.mark.parametrize("text", [
    "وأعلن ناشطون أن حركة نزوح واسعة شهدتها القرى.",
    "وقصف الطيران تجمع مخيمات قرب الحدود.",
    "وكتب الناشط على موقع \"فيس بوك\" أن القصف مستمر.",
    "ونشرت وسائل الإعلام صورا للقصف.",
    "وعبرت السفن قناة السويس أمس.",
])
def test_no_group(text: str) -> None:
    assert not {a for a in actors(text, "syria") if a.startswith("new:")} - {"new:syrian-activists"}


def test_outlet_called_by_a_region() -> None:
    assert "new:aawsat" in actors("وقالت مصادر مطلعة لـ«الشرق الأوسط» إن القوات تقدمت.", "yemen")


def test_cities_abroad_are_not_words_and_villages() -> None:
    assert "Benin City" not in places("قصفت قوات النظام بلدة بنين في جبل الزاوية وأطراف البارة وكنصفرة.")
    assert "MSila" not in places("وأطلقت الشرطة القنابل المسيلة للدموع على المتظاهرين في درعا.")
    zawr = places("شهدت بلدة الزور عملية أمنية بعد مداهمات في ذيبان والشحيل بريف دير الزور.")
    assert all(lat is None or lat > 33 for lat, _ in zawr.values())


def test_courts_are_no_district() -> None:
    found = read("أصدر القضاء العراقي حكما بعد معارك في قضاء هيت، وقال مجلس القضاء الأعلى إن الحكم نهائي في العراق.",
                 theatre="mena")
    assert sum(len(p.mentions) for p in found.places if p.kind == "district") == 1


@pytest.mark.parametrize(("text", "about", "name", "lat", "lon"), [
    ("وأصيب شخص في رأس العين بريف دمشق.", "syria", "Ras al-Ain", 33.7, 36.3),
    ("قصفت القوات رأس العين بريف الحسكة.", "syria", "Ras al-Ayn", 36.85, 40.07),
    ("قصف الطيران الحربي أريحا في ريف إدلب.", "mena", "Ariha", 35.8, 36.6),
    ("دارت مواجهات على محاور قريتي المشيرفة وجهبل شرقي عين عيسى.", "syria", "Jahbal", 36.4, 38.9),
])
def test_which_of_one_name(text: str, about: str, name: str, lat: float, lon: float) -> None:
    found = places(text, about)
    assert name in found
    at = found[name]
    assert at[0] is not None and at[1] is not None and abs(at[0] - lat) < 0.5 and abs(at[1] - lon) < 0.5


def test_perpetrators_are_no_crossings() -> None:
    assert not [n for n in places("واعتقلت الشرطة منفذي الهجوم في درعا.") if "crossing" in n]


def test_hospitals_named_by_everyday_words() -> None:
    assert "al-Shafa" in places("استهدفت غارة مشفى الشفاء في إدلب.")


@pytest.mark.parametrize("text", [
    "وأعلنت الشركة عن عجز مالي كبير.", "وطالبت الأسر بتعويض مالي.",
])
def test_money_is_not_mali(text: str) -> None:
    assert "new:mali" not in actors(text)


def test_mali_itself() -> None:
    assert "new:mali" in actors("وقالت مالي إن الجيش يتقدم.")


def test_ministry_of_more_than_one_thing() -> None:
    found = actors("وقالت وزارة الخارجية وشؤون المغتربين الأردنية إن الهدنة قائمة.", "syria")
    assert "jordan" in found
    assert "syr-gov" not in found


def test_family_name_of_somebody_named_before() -> None:
    found = actors("وقال المتحدث بيل أوربان إن الضربة ناجحة، وأكد أوربان ذلك.", "syria")
    assert "person:viktor-orban" not in found


@pytest.mark.parametrize("text", [
    "وقصفت القوات مدرسة (محمد الفاتح) في البلدة.", "وتحدث الوزير عن تحسين الوضع ورغد العيش.",
    "ويقوم الوزير بشكل دوري بجولات في المدن.",
])
def test_words_that_are_first_names_too(text: str) -> None:
    assert not {a for a in actors(text, "syria") if a.startswith("person:")}


def test_governor_of_a_province_with_the_name_of_a_man() -> None:
    lead = "تقدمت القوات العراقية في العراق ضد تنظيم داعش. "
    assert not [a.id for a in read(lead + "وصل نائب محافظ صلاح الدين إلى بغداد بعد محاولة اغتيال.",
                                   theatre="mena").actors if a.id.startswith("person:")]
    found = read(lead + "وقال محافظ صلاح الدين رائد الجبوري إن القوات تقدمت.", theatre="mena")
    assert "رائد الجبوري" in " ".join(a.text for a in found.actors)


def test_adjective_behind_a_known_name() -> None:
    assert "person:ali-khamenei" in actors("تحدث عن تصريحات المرشد الأعلى آية الله علي خامنئي الأخيرة.")


def test_ambassadors_are_many() -> None:
    found = actors("ورحبت السفيرة الأميركية مورا كونيلي بالقرار، وقال القائد الأميركي ذلك.")
    assert "usa" in found
    assert not {"person:robert-ford", "person:lloyd-austin"} & found


@pytest.mark.parametrize(("text", "person"), [
    ("وتمكنت الشرطة من ضبط حمادة أبو زيد المتورط بالهجوم.", "person:hamada-abu-zaid"),
    ("واعتقلت المخابرات المواطن سعيد عبدو المقيم في عفرين.", "person:saeed-abdo"),
    ("وأصيبت الطفلة ريماس الأحمد المولودة في إدلب.", "person:rimas-al-ahmad"),
    ("وعثر الأهالي على جثة صالح الخضر مرمية على الطريق.", "person:saleh-al-khader"),
    ("وأضاف عمر حاج قدور أن القصف مستمر.", "person:omar-haj-qaddour"),
    ("وقتل الشاب محمد عودة في جنين.", "person:mohammed-awda"),
])
def test_a_name_ends_before_what_tells_of_its_bearer(text: str, person: str) -> None:
    assert person in actors(text, "syria")


@pytest.mark.parametrize(("sentence", "theatre", "actors", "places"), [
    ("بغداد - علي حسين: قتل ثلاثة جنود في انفجار عبوة ناسفة غرب الموصل.", "mena", set(), {"Mosul"}),
    ("شن طيران التحالف غارات على مواقع تنظيمي داعش والقاعدة في عدن.", "yemen", {"saudi-coalition", "is", "al-qaeda"},
     {"Aden"}),
    ("استهدف الطيران المروحي التابع لقوات النظام محيط اللواء 46 غربي حلب.", "syria", {"syr-army", "syr-gov"},
     {"Western Aleppo countryside"}),
    ("دخلت قافلة مساعدات إلى مدينة عدن وضواحيها أمس.", "yemen", set(), {"Aden", "Aden suburbs"}),
])
def test_who_signs_whose_aircraft_and_what_stands_for_ground(
        sentence: str, theatre: str, actors: set[str], places: set[str]) -> None:
    found = read(sentence, published="2016-03-01", theatre=theatre)
    assert {a.id for a in found.actors} == actors
    assert {p.name_en for p in found.places} == places


def test_a_town_abroad_is_not_in_the_countryside_that_is_told_with_it() -> None:
    text = "قتل شاب برصاص مجهولين في بلدة صيدا بريف درعا الشرقي، وانفجرت عبوة في مدينة نوى."
    assert "SY" in {p.country for p in read(text, theatre="syria").places if "صيدا" in p.text}
