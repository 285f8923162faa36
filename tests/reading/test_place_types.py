"""Names behind words that say what kind of place they are: which are names, how far they reach."""

from __future__ import annotations

import pytest

from maydan.reading.context import Context
from maydan.reading.places import find_places
from maydan.records import Place
from maydan.theatre.compiled import theatre


def named(text: str, known: str = "mena") -> dict[str, Place]:
    context = Context.of(text, theatre(known))
    find_places(context)
    return {p.text: p for p in context.places}


def test_a_feminine_word_behind_a_masculine_one_is_a_name() -> None:
    assert "تل مرزوقة" in named("تقدم الجنود إلى تل مرزوقة شرق مدينة الرمادي.")
    assert "سد برغوثة" in named("عبرت الدورية سد برغوثة قرب مدينة الفلوجة.")
    assert not named("سلم الجندي معسكره وعاد إلى جبل بعيدة قممه.")


def test_like_is_no_part_of_a_short_type_word() -> None:
    assert "تل متقاربة" not in named("تسعى الأحزاب إلى الاندماج عبر كتل متقاربة في البرلمان.")


def test_an_everyday_word_is_a_name_behind_the_kind_of_its_row() -> None:
    assert named("قتل عاملان في قضاء حديثة غرب الأنبار.")["قضاء حديثة"].name_en.startswith("Haditha")
    assert not named("بنى المهندسون قرية جديدة في الصحراء.", "syria")
    assert "بلدة سليم" in named("وقع انفجار في بلدة سليم بريف السويداء.", "syria")


@pytest.mark.parametrize("text", ["مرت العربة بقرية مسعود غربي قضاء الفلوجة.", "وصل الأهالي إلى قرية مسعود."])
def test_a_first_name_names_a_village_where_the_phrase_ends(text: str) -> None:
    assert "قرية مسعود" in named(text)


def test_a_man_who_acts_names_no_village() -> None:
    assert "بلدة كريم" not in named("غادر بلدة كريم التي ولد فيها.")


def test_a_sight_of_a_town_is_a_place_of_its_own() -> None:
    found = named("أصاب القصف السوق الشعبي في مدينة الباب، ونقل الجرحى إلى المشفى الوطني.", "syria")
    assert found["السوق الشعبي"].name_en == "al-Bab popular market"
    assert found["المشفى الوطني"].name_en == "al-Bab national hospital"
    assert found["السوق الشعبي"].kind == "other"
    assert found["السوق الشعبي"].lat == found["مدينة الباب"].lat


def test_the_hospital_of_the_town_is_that_of_the_one_spoken_of() -> None:
    found = named("سقطت قذائف على اعزاز فنقل المصابون إلى مشفى المدينة وأغلقت مديرية أمن اعزاز.", "syria")
    assert found["مشفى المدينة"].name_en == "Azaz hospital"


def test_a_workplace_belongs_to_the_nearest_place() -> None:
    found = named("أغارت الطائرات على منشرة للحجر قرب بلدة حفسرجة غربي مدينة إدلب.", "syria")
    assert found["منشرة للحجر"].name_en == "Hafsarja stone-cutting yard"


@pytest.mark.parametrize("text", [
    "ارتفعت الأسعار في السوق المحلية.", "السوق الشعبي مكان للقاء.", "القصر الرئاسي ينفي الخبر الذي نشر في الرياض.",
])
def test_a_market_of_nowhere_is_no_place(text: str) -> None:
    assert not {"السوق المحلية", "السوق الشعبي", "القصر الرئاسي"} & set(named(text))


def test_barrens_and_woods_of_a_village_are_places() -> None:
    found = named("قصف الطيران جرود بلدة فليطة وأحراج بلدة كفرجنة بعد الظهر.", "syria")
    assert found["أحراج بلدة كفرجنة"].name_en == "Kafr Janna woods"
    assert "جرود بلدة فليطة" in found
    assert not named("أنهى الموظفون جرد المخازن قبل العيد.")


@pytest.mark.parametrize(("text", "words"), [
    ("انتشر الجنود في الجانب الشرقي للموصل.", "الجانب الشرقي للموصل"),
    ("انتشر الجنود في الشطر الغربي من مدينة القدس.", "الشطر الغربي من مدينة القدس"),
    ("سقطت قذائف على الجبال المحيطة بمدينة المكلا.", "الجبال المحيطة بمدينة المكلا"),
    ("هاجم المسلحون قرية قرب غابة سامبيسا في نيجيريا.", "غابة سامبيسا"),
])
def test_sides_and_heights_of_a_town(text: str, words: str) -> None:
    assert words in named(text)


@pytest.mark.parametrize(("text", "name", "lat", "lon"), [
    ("تقدم الجيش في جرود راس بعلبك.", "Ras Baalbek barrens", 34.26, 36.42),
    ("هبطت الطائرة في مطار قرطاج الدولي.", "Tunis-Carthage Airport", 36.85, 10.23),
    ("أقيم المعرض بمدينة شنغهاي.", "Shanghai", 31.22, 121.46),
])
def test_places_of_the_region_have_their_point(text: str, name: str, lat: float, lon: float) -> None:
    place = next(p for p in named(text).values() if p.name_en == name)
    assert place.lat is not None
    assert place.lon is not None
    assert abs(place.lat - lat) < 0.1
    assert abs(place.lon - lon) < 0.1


@pytest.mark.parametrize("text", [
    "لم يعرف أحد أي مسجد سينفجر بعد الصلاة.", "أزالوا كل جبل يعترض الطريق.", "استمر معسكر الفريق في سويسرا أسبوعين.",
    "انتقد الكاتب ولاية الفقيه وحكمها.",
])
def test_verbs_and_teams_name_no_place(text: str) -> None:
    assert not {"مسجد سينفجر", "جبل يعترض", "معسكر الفريق", "ولاية الفقيه"} & set(named(text))


def test_a_town_of_some_size_is_meant_however_far_others_lie() -> None:
    found = named("دمشق - أكدت الوزارة أن الطائرات لم تقصف بلدة خان شيخون يوم الأحد. ثم عاد الوفد من مدينة درعا ومر "
                  "بمدينة السويداء قبل أن يصل إلى حي المزة.", "syria")
    assert found["بلدة خان شيخون"].name_en == "Khan Shaykhun"


def test_the_small_town_is_not_the_one_called_a_city() -> None:
    context = Context.of("قتل سبعة في بلدة الحولة قرب مدينة حمص بعد أن قصفت الدبابات البلدة بعنف.", theatre("syria"))
    find_places(context)
    again = next(m for m in context.mentions if m.kind == "place" and context.text[m.start:m.end] == "البلدة")
    assert again.ref == next(m.ref for m in context.mentions if context.text[m.start:m.end] == "بلدة الحولة")
