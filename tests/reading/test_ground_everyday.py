"""Ground told in everyday ways: posts cleared, control that passes, who is driven out, what is lost."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

# Ground is believed to change hands in a text about a conflict only.
WAR = " ودارت اشتباكات عنيفة وسط قصف بالمدفعية والصواريخ والبراميل المتفجرة، وقتل جنود ومسلحون في المعارك."


def holdings(text: str, theatre: str = "syria") -> set[tuple[str | None, str, str, str | None]]:
    reading = read(text + WAR, theatre=theatre, published="2019-05-10")
    places = {p.name_en: p.text for p in reading.places}
    return {(h.holder, h.change, places.get(h.place or "", ""), h.from_) for h in reading.holdings}


@pytest.mark.parametrize(("text", "holder", "change", "place"), [
    ("أخلت القوات التركية نقطة المراقبة في مورك.", "turkey", "loses", "مورك"),
    ("وأخلت القوات الأمريكية قاعدة الشدادي جنوب الحسكة.", "usa", "loses", "الشدادي"),
    ("وخرجت مدينة سراقب عن سيطرة قوات النظام السوري.", "syr-army", "loses", "سراقب"),
    ("وبلدة السوسة آخر جيب لتنظيم داعش شرق الفرات.", "is", "holds", "السوسة"),
    ("وشكلت مدينة يبرود أبرز معاقل المعارضة السورية في القلمون.", "opposition", "holds", "يبرود"),
    ("وقصف حي التضامن الذي يسيطر تنظيم داعش على أجزاء واسعة منه.", "is", "holds", "التضامن"),
    ("ومدينة الطبقة مسيطر عليها من قبل قوات سوريا الديمقراطية.", "sdf", "holds", "الطبقة"),
    ("وتحتل القوات الإسرائيلية مدينة القنيطرة.", "israel", "holds", "القنيطرة"),
    ("وتسعى قوات النظام للسيطرة على بلدة كبانة.", "syr-army", "contests", "كبانة"),
    ("وهاجموا حاجزا لقوات سوريا الديمقراطية في بلدة ذيبان.", "sdf", "holds", "ذيبان"),
    ("ووصلوا إلى بلدة تفتناز، حيث تتمركز قوات هيئة تحرير الشام، مساء.", "hts", "holds", "تفتناز"),
])
def test_ground_told_in_everyday_ways(text: str, holder: str, change: str, place: str) -> None:
    found = holdings(text)
    assert any((h, c) == (holder, change) and p.endswith(place) for h, c, p, _ in found), found


def test_control_that_passes_is_taken_from_who_had_it() -> None:
    found = holdings("انتقلت السيطرة على معبر تل أبيض من وحدات حماية الشعب إلى تنظيم الدولة الإسلامية.")
    assert {(h, c, f) for h, c, _, f in found} == {("is", "takes", "ypg")}


@pytest.mark.parametrize("text", [
    "كشف المصدر عن هدنة في بلدة ببيلا، بيد أن المعارضة السورية نفت ذلك.",  # however
    "وكان الأهالي غادروا مدينة القصير قبل أن يسيطر عليها حزب الله.",
    "وسيطرت فصائل المعارضة السورية على ثلاث مزارع في محيط بلدة كبانة.",
])
def test_what_nobody_is_said_to_hold(text: str) -> None:
    assert not {h for h in holdings(text) if h[1] == "holds"}, holdings(text)


@pytest.mark.parametrize(("text", "theatre", "driven"), [
    ("سيطرت قوات العمالقة على مديرية بيحان وطردت منها الحوثيين.", "yemen", "houthis"),
    ("أعلن الجيش السوري سيطرته على بلدة الخفسة وطرد داعش منها.", "syria", "is"),
])
def test_who_is_driven_out_takes_nothing(text: str, theatre: str, driven: str) -> None:
    found = holdings(text, theatre)
    assert found and (driven, "takes") not in {(h, c) for h, c, _, _ in found}, found


@pytest.mark.parametrize(("text", "theatre", "holder", "place"), [
    ("انتهت المعارك بسيطرة جيش الفتح على إدلب باستثناء بلدتي الفوعة وكفريا.", "syria", "new:jaysh-al-fatah",
     "كفريا"),
    ("واستولى تنظيم داعش على مئة طن من القمح في الحسكة.", "syria", "is", "الحسكة"),
    ("وقصفت الطائرات مواقع قوات النظام السوري التي ارتكبت مجزرة في مدينة إدلب.", "syria", "syr-army", "إدلب"),
    ("وقصفت قوات النظام السوري المتمركزة في معسكر جورين قرى وبلدات الزيارة وقسطون.", "syria", "syr-army", "الزيارة"),
])
def test_places_that_only_stand_nearby(text: str, theatre: str, holder: str, place: str) -> None:
    assert not [h for h in holdings(text, theatre) if h[0] == holder and h[2].endswith(place)]
