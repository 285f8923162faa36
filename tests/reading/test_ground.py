"""Who holds ground as told around the words of taking: entering, last ground of somebody, pronouns, lists."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

BEFORE = "قصفت قوات النظام بلدة سراقب بالمدفعية، وقتل ثلاثة مقاتلين من فصائل المعارضة في اشتباكات قربها. "


def held(sentence: str) -> set[tuple[str | None, str, str | None, str | None]]:
    """(holder, change, place, from) of the holdings behind the opening sentence."""
    reading = read(BEFORE + sentence, published="2018-03-05", theatre="syria")
    return {(h.holder, h.change, h.place, h.from_) for h in reading.holdings if h.start >= len(BEFORE)}


@pytest.mark.parametrize(("sentence", "holding"), [
    ("ودخل الجيش السوري مدينة معرة النعمان مساء الأحد.", ("syr-army", "takes", "Maarrat al-Numan", None)),
    ("وانسحبت قوات النظام من مدينة معرة النعمان، فدخلها مقاتلو هيئة تحرير الشام.",
     ("hts", "takes", "Maarrat al-Numan", None)),
    ("وسيطر الجيش السوري على بلدة معرة النعمان، آخر بلدة كانت تحت سيطرة هيئة تحرير الشام.",
     ("syr-army", "takes", "Maarrat al-Numan", "hts")),
    ("وكانت هيئة تحرير الشام قد سيطرت على مدينة معرة النعمان عام 2017.", ("hts", "takes", "Maarrat al-Numan", None)),
    ("وقصفت الطائرات الروسية بلدتي كفريا والفوعة. وتسيطر هيئة تحرير الشام على البلدتين منذ أعوام.",
     ("hts", "holds", "Kafriya", None)),
    ("وتمسك قوات الدفاع الوطني التي تساند الجيش ببلدتي نبل والزهراء.", ("new:ndf", "holds", "Nubl", None)),
    ("وبدأت فصائل المعارضة هجومها بدعم من تركيا، وتسيطر على معظم مدينة معرة النعمان.",
     ("opposition", "holds", "Maarrat al-Numan", None)),
])
def test_ground(sentence: str, holding: tuple[str | None, str, str | None, str | None]) -> None:
    assert holding in held(sentence), held(sentence)


@pytest.mark.parametrize("sentence", [
    "وسيطرت فصائل المعارضة على مطار منغ. ويفتح سقوط المطار الطريق أمامها من مدينة إدلب إلى الحدود.",
])
def test_the_fall_of_one_place_takes_no_other(sentence: str) -> None:
    assert {place for _, change, place, _ in held(sentence) if change == "takes"} == {"Menagh air base"}


@pytest.mark.parametrize("sentence", [
    "ودخلت دورية من الشرطة مدينة معرة النعمان لاعتقال مطلوبين.",
    "ودخل الجيش السوري أطراف مدينة معرة النعمان.",
    "وسيطرت فصائل المعارضة على عشرين كيلومترا بين سراقب ومعرة النعمان.",
])
def test_what_takes_no_place(sentence: str) -> None:
    assert not {h for h in held(sentence) if h[1] == "takes"}, held(sentence)


def test_a_verb_that_is_a_town_too() -> None:
    text = BEFORE + "وفي البادية سيطر الجيش السوري على تدمر أمس الأحد."
    assert "Palmyra" in {p.name_en for p in read(text, published="2018-03-05", theatre="syria").places}


def test_a_planned_day_does_not_date_a_report() -> None:
    text = ("قصفت قوات النظام أمس الثلاثاء مدينة سراقب، وسيطرت فصائل المعارضة على بلدة قربها يوم الأحد. "
            "ومن المقرر أن تبدأ المحادثات في 22 من الشهر الحالي.")
    reading = read(text, published="2014-01-15", theatre="syria")
    assert reading.reference_date.value == "2014-01-15"
    assert "2014-01-12" in {t.value for t in reading.times}


@pytest.mark.parametrize(("sentence", "holders", "words"), [
    ("كما شنت قوات سوريا الديمقراطية حملات اعتقال في مناطق سيطرتها خلال الساعات الماضية.", {"sdf"}, "مناطق سيطرتها"),
    ("وتنفذ هيئة تحرير الشام مداهمات في المناطق الخاضعة لسيطرتها.", {"hts"}, "المناطق الخاضعة لسيطرتها"),
    ("وقتل طفل في قصف صاروخي من مناطق سيطرة قوات النظام وروسيا على عفرين.", {"syr-army", "russia"},
     "مناطق سيطرة قوات النظام وروسيا"),
    ('وانطلقت القذائف من مناطق تمركز قوات النظام و"قسد" نحو بلدة مارع.', {"syr-army", "sdf"},
     'مناطق تمركز قوات النظام و"قسد"'),
    ("وقصفت قوات سوريا الديمقراطية ريف عفرين من مناطق واقعة تحت سيطرتها.", {"sdf"}, "مناطق واقعة تحت سيطرتها"),
])
def test_areas_known_by_their_holders_are_places_of_their_own(sentence: str, holders: set[str], words: str) -> None:
    reading = read(BEFORE + sentence, published="2018-03-05", theatre="syria")
    found = [h for h in reading.holdings if h.start >= len(BEFORE)]
    texts = {p.name_en: p.text for p in reading.places}
    assert {(h.holder, h.change, texts[h.place or ""]) for h in found} == {(o, "holds", words) for o in holders}


def test_an_area_named_again_is_held_once() -> None:
    found = held("وقصفت الطائرات مناطق سيطرة هيئة تحرير الشام. واستمر القصف على مناطق سيطرة هيئة تحرير الشام ليلا.")
    reading = read("قصفت الطائرات مناطق سيطرة هيئة تحرير الشام. واستمر القصف على مناطق سيطرة هيئة تحرير الشام ليلا.",
                   published="2018-03-05", theatre="syria")
    assert len(found) == 1 and len(reading.holdings) == 1


@pytest.mark.parametrize(("sentence", "holding"), [
    ("وطاردت فصائل المعارضة مسلحي تنظيم داعش في آخر جيوب لهم في بلدة الراعي.", ("is", "holds", "al-Rai", None)),
    ("وقصفت المدفعية قرية الشعالة الواقعة تحت سيطرتي قوات النظام وقوات سوريا الديمقراطية.",
     ("sdf", "holds", "Shaala", None)),
    ("وسقطت قذيفة على بلدة معرة النعمان 7 كيلومترات شمال خان شيخون، حيث تتواجد نقاط عسكرية لقوات النظام.",
     ("syr-army", "holds", "Maarrat al-Numan", None)),
])
def test_positions_and_pockets(sentence: str, holding: tuple[str | None, str, str | None, str | None]) -> None:
    assert holding in held(sentence), held(sentence)


@pytest.mark.parametrize(("sentence", "places"), [
    ("وسيطرت قوات النظام على تلة السيرياتل القريبة من طريق بلدة خان شيخون.", {"Khan Shaykhun"}),
    ("وسيطرت قوات النظام على الموقع المتحكم بكامل الحركة من إدلب وحماة.", {"Idlib", "Hama"}),
])
def test_what_only_tells_where_the_ground_taken_lies_is_not_taken(sentence: str, places: set[str]) -> None:
    assert not {place for _, change, place, _ in held(sentence) if change == "takes"} & places


@pytest.mark.parametrize("sentence", [
    "وذكرت مواقع سورية أن القصف أتى على منطقة السيدة زينب.",
    "وكان الأسرى الذين كانوا بيد هيئة تحرير الشام قد وصلوا إلى مدينة إدلب.",
    "وعلمت قوات النظام بموعد الضربات، فأخلت معظم مقراتها في دير الزور.",
    "وسيطرت فصائل المعارضة على منطقة تمتد بمحاذاة ثلاث محافظات هي إدلب وحماة واللاذقية.",
    "ونقلت وكالة الأنباء، التي تسيطر عليها هيئة تحرير الشام، النبأ من مدينة إدلب.",
    "وتعرضت الأحياء للقصف، وهي التي تخضع لسيطرة فصائل المعارضة بالقرب من جبل الأربعين.",
])
def test_no_ground_is_held_or_taken(sentence: str) -> None:
    assert not {h for h in held(sentence) if h[1] in ("holds", "takes")}, held(sentence)


@pytest.mark.parametrize(("sentence", "holding"), [
    ("وسلمت قوات سوريا الديمقراطية بلدة العريمة لقوات النظام.", ("syr-army", "takes", "al-Arima", "sdf")),
    ("وتسلمت قوات النظام قرية العريمة من قوات سوريا الديمقراطية.", ("syr-army", "takes", "al-Arima", "sdf")),
    ("وباتت مدينة الرقة خالية من تنظيم داعش.", ("is", "loses", "Raqqa", None)),
    ("وكانت مدينة الباب معقلا لتنظيم داعش.", ("is", "holds", "al-Bab", None)),
    ("وتعرضت مدينة الرقة، المعقل الأبرز لتنظيم داعش في سوريا، للقصف.", ("is", "holds", "Raqqa", None)),
    ("وتقع بلدة نبل ضمن مناطق سيطرة قوات النظام.", ("syr-army", "holds", "Nubl", None)),
    ("وقصفت الطائرات نقطة لهيئة تحرير الشام في بلدة سرمين ونقطة أخرى لفصائل المعارضة في بلدة بنش.",
     ("opposition", "holds", "Binnish", None)),
])
def test_given_received_cleared_and_strongholds(
    sentence: str, holding: tuple[str | None, str, str | None, str | None],
) -> None:
    assert holding in held(sentence), held(sentence)


def test_what_is_wrested_is_no_longer_held_and_what_is_shared_was_not_taken() -> None:
    found = held("وانتزع الجيش السوري السيطرة على بلدة خان طومان من جبهة النصرة.")
    assert found == {("syr-army", "takes", "Khan Tuman", "nusra")}
    found = held("وتتقاسم قوات النظام وقوات سوريا الديمقراطية السيطرة على مدينة القامشلي.")
    assert {change for _, change, _, _ in found} == {"shares"}
    found = held("وسيطرت فصائل المعارضة على قرية تل ملح بعد ساعات من سيطرة قوات النظام عليها.")
    assert ("syr-army", "holds", "Tal Milh", None) not in found


def test_behind_the_ground_taken_another_clause_takes_nothing() -> None:
    found = held("وسيطرت قوات النظام على بلدة خان شيخون، وسط استمرار الاشتباكات في بلدتي كفرنبل وحاس.")
    assert {place for _, change, place, _ in found if change == "takes"} == {"Khan Shaykhun"}


def test_ground_named_behind_as_follows_or_among_them_is_taken_place_by_place() -> None:
    found = held(
        "وسيطرت قوات النظام على الأحياء، وكما يلي: (حي الزهراء، والتحرير، والعلماء، والمعلمين، و30 تموز، والبريد).")
    assert len([h for h in found if h[:2] == ("syr-army", "takes")]) == 6
    found = held("وسيطرت قوات النظام على عدة قرى استراتيجية بدعم من الطيران، بينها كفرنبودة وتل ملح.")
    assert {place for _, change, place, _ in found if change == "takes"} == {"Kafr Nabuda", "Tal Milh"}


def test_a_sentence_that_names_nobody_goes_on_with_who_took_ground_before() -> None:
    found = held("وسيطرت هيئة تحرير الشام على مدينة معرة النعمان. وشملت المهمة تحرير بلدتي كفرنبل وحاس.")
    assert {("hts", "takes", "Kafr Nabl", None), ("hts", "takes", "Hass", None)} <= found


def test_control_that_is_lost_or_only_aimed_at_is_not_taken() -> None:
    found = held("وفقدت هيئة تحرير الشام سيطرتها على بلدة كفرنبودة.")
    assert ("hts", "loses", "Kafr Nabuda", None) in found
    assert not {h for h in found if h[:2] == ("hts", "takes")}
    text = "وهدف قوات سوريا الديمقراطية الآن هو السيطرة على بلدة المنصورة."
    reading = read(BEFORE + text, published="2018-03-05", theatre="syria")
    assert not [h for h in reading.holdings if h.change == "takes" and h.status == "happened"]


@pytest.mark.parametrize(("sentence", "town"), [
    ("وقتل خمسة مدنيين في دوما.", "Douma"),
    ("وانسحب الجيش السوري من تدمر بعد معارك.", "Palmyra"),
    ("والطائرات تدمر أحياء كاملة.", ""),
    ("وكان القصف على سراقب دوما في الليل.", ""),
])
def test_cities_whose_names_are_a_verb_and_an_adverb(sentence: str, town: str) -> None:
    names = {p.name_en for p in read(BEFORE + sentence, published="2018-03-05", theatre="syria").places}
    assert names & {"Douma", "Palmyra"} == ({town} if town else set())
