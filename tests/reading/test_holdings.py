"""Holdings: who holds ground."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def holdings(text: str) -> list[tuple[str | None, str, str | None]]:
    reading = read(text, theatre="syria", published="2016-02-14")
    names = {p.name_en: p.text for p in reading.places}
    return [(h.holder, h.change, names.get(h.place or "")) for h in reading.holdings]


@pytest.mark.parametrize(("text", "holding"), [
    ("سيطرت قوات النظام على مدينة تدمر صباح أمس.", ("syr-army", "takes", "تدمر")),
    ("قصفت الطائرات مدينة الباب التي يسيطر عليها تنظيم الدولة.", ("is", "holds", "الباب")),
    ("استهدفت المدفعية مواقع قوات النظام في مدينة سراقب.", ("syr-army", "holds", "سراقب")),
    ("تسيطر هيئة تحرير الشام على مدينة إدلب منذ سنوات.", ("hts", "holds", "إدلب")),
    ("بلدة الزبداني الواقعة تحت سيطرة فصائل المعارضة شهدت هدوءا.", ("opposition", "holds", "الزبداني")),
])
def test_who_holds_what(text: str, holding: tuple[str, str, str]) -> None:
    found = holdings(text)
    assert any(h == holding[0] and c == holding[1] and (p or "").endswith(holding[2]) for h, c, p in found), found


def test_a_list_of_places_is_held_place_by_place() -> None:
    found = holdings("استهدفت الفصائل مواقع قوات النظام في بلدات كفرنبل وحزارين والدار الكبيرة جنوب إدلب.")
    assert len([h for h in found if h[:2] == ("syr-army", "holds")]) == 3


def test_a_front_is_held_by_nobody() -> None:
    assert all(c != "holds" for _, c, _ in holdings("قصفت المدفعية مواقع قوات النظام على محور كبينة."))


def test_an_area_known_by_its_holder_is_a_place() -> None:
    reading = read("قصفت المدفعية مناطق سيطرة فصائل المعارضة بعد منتصف الليل.", theatre="syria", published="2016-02-14")
    assert [(h.holder, h.place) for h in reading.holdings] == [("opposition", reading.places[-1].name_en)]
    assert reading.places[-1].relation.startswith("held")


@pytest.mark.parametrize(("text", "holding"), [
    ("ولا تزال قوات النظام تحتفظ بمطار كويرس قرب مدينة حلب.", ("syr-army", "holds", "كويرس")),
    ("ومدينة الباب التي خسرها تنظيم الدولة تقع شمال شرقي حلب.", ("is", "loses", "الباب")),
    ("ولم يبق لتنظيم الدولة في المحافظة سوى بلدة هجين.", ("is", "holds", "هجين")),
    ("وكانت مدينة القصير في يد الجيش الحر منذ شباط/فبراير 2012.", ("fsa", "holds", "القصير")),
    ("دخل الجيش السوري مدينة داريا بعد خروج مقاتلي المعارضة منها.", ("syr-army", "takes", "داريا")),
    ("وبلدة سرمدا الخاضعة لهيئة تحرير الشام تقع قرب الحدود.", ("hts", "holds", "سرمدا")),
    ("قصف التحالف مدينة الرقة، معقل تنظيم الدولة.", ("is", "holds", "الرقة")),
    ("وأنشأ الجيش التركي ثلاث قواعد عسكرية في عين عيسى.", ("turkey", "holds", "عين عيسى")),
    ("استهدف القصف القاعدة الأميركية في الشدادي.", ("usa", "holds", "الشدادي")),
    ("تتمركز قوات النظام في مطار كويرس منذ سنوات.", ("syr-army", "holds", "كويرس")),
    ("شن الجيش عملية لاستعادة مدينة الباب من تنظيم الدولة.", ("is", "holds", "الباب")),
    ("تحاول قوات النظام السيطرة على مدينة تدمر.", ("syr-army", "contests", "تدمر")),
])
def test_ground_kept_lost_and_wanted(text: str, holding: tuple[str, str, str]) -> None:
    found = holdings(text)
    assert any(h == holding[0] and c == holding[1] and (p or "").endswith(holding[2]) for h, c, p in found), found


def test_what_an_act_is_for_is_not_done() -> None:
    found = holdings("أطلق الجيش السوري معركة تحرير مدينة الرقة، وتستعد قواته للهجوم.")
    assert all(c != "takes" for _, c, _ in found)


def test_a_city_shelled_from_held_areas_is_not_held() -> None:
    found = holdings("تعرضت مدينة عفرين لقصف من مناطق تسيطر عليها قوات سوريا الديمقراطية.")
    assert all(not (p or "").endswith("عفرين") for _, _, p in found)
    assert any(h == "sdf" for h, _, _ in found)


def test_a_ministry_s_seat_is_no_holding() -> None:
    assert holdings("اجتمع الوفدان في مقر وزارة الخارجية الروسية في دمشق وسط اشتباكات.") == []


def test_the_besieged_town_names_no_besieger() -> None:
    found = holdings("دخلت قافلة برفقة الجيش السوري بلدة مضايا المحاصرة قرب دمشق.")
    assert all(c != "encircles" for _, c, _ in found)


def test_every_holding_says_why() -> None:
    reading = read("سيطرت قوات النظام على مدينة تدمر التي كانت في يد تنظيم الدولة.", theatre="syria",
                   published="2016-02-14")
    assert reading.holdings
    for holding in reading.holdings:
        assert {w.slot for w in holding.why} >= {"change", "holder", "place"}


@pytest.mark.parametrize(("text", "holding"), [
    ("ينحصر وجود تنظيم الدولة في بلدة هجين.", ("is", "holds", "هجين")),
    ("بات وجود تنظيم الدولة في المنطقة يقتصر على مدينة الشدادي.", ("is", "holds", "الشدادي")),
    ("لا يزال تنظيم الدولة يسيطر على عدد من البلدات شرق النهر، ومنها هجين والسوسة.", ("is", "holds", "هجين")),
    ("هرب مقاتلو المعارضة، وأكد ناشط انسحاب قوات النظام من مدينة إدلب.", ("syr-army", "loses", "إدلب")),
    ("وتبقى قوات النظام في المدن التي تسيطر عليها في محافظة إدلب.", ("syr-army", "holds", "إدلب")),
])
def test_ground_confined_left_and_named_by_some_of_it(text: str, holding: tuple[str, str, str]) -> None:
    found = holdings(text)
    assert any(h == holding[0] and c == holding[1] and (p or "").endswith(holding[2]) for h, c, p in found), found


def test_positions_of_others_are_not_those_of_who_fires_at_them() -> None:
    found = holdings("قصفت مدفعية قوات النظام مواقع المقاتلين المتمركزة في مدينة سراقب.")
    assert ("syr-army", "holds", "سراقب") not in found


def test_what_positions_fire_at_is_not_where_they_stand() -> None:
    found = holdings("قصفت قوات النظام المتمركزة في مدينة سراقب على أحياء مدينة إدلب.")
    assert not any(h == "syr-army" and c == "holds" and (p or "").endswith("إدلب") for h, c, p in found), found


def test_to_retake_ground_from_somebody_is_not_their_taking_it() -> None:
    found = holdings("شهدت مدينة سراقب معارك بهدف استعادتها من هيئة تحرير الشام.")
    assert all(c != "takes" for _, c, _ in found)


def test_two_who_took_ground_together_both_took_it_and_neither_lost_it() -> None:
    found = holdings("سيطر فصيل هيئة تحرير الشام وحركة أحرار الشام على مدينة سراقب بعد معارك مع قوات النظام.")
    assert ("hts", "takes") in {(h, c) for h, c, p in found if (p or "").endswith("سراقب")}
    assert all(c == "takes" for h, c, p in found if h == "ahrar" and (p or "").endswith("سراقب"))


@pytest.mark.parametrize("text", [
    "ونشرت قوات سوريا الديمقراطية على مواقعها الرسمية صورا من مدينة الرقة.",  # sites on the web
    "استهدفت المدفعية مواقع قوات النظام بعد رصد حشود باتجاه مدينة سراقب.",  # where something else happened
    "استهدفت الطائرات مواقع قوات النظام المنتشرة في محيط محافظة إدلب.",  # all around a province is nowhere
])
def test_a_place_that_is_not_where_positions_are(text: str) -> None:
    assert all(c != "holds" for _, c, _ in holdings(text))


def test_ground_where_somebody_rules() -> None:
    found = holdings("وصلت القافلة إلى مدينة إدلب، حيث تسيطر هيئة تحرير الشام.")
    assert any(h == "hts" and c == "holds" and (p or "").endswith("إدلب") for h, c, p in found)


def test_positions_under_control_are_no_taking() -> None:
    assert all(c != "takes" for _, c, _ in holdings("ردت الفصائل باستهداف مواقع سيطرة قوات النظام في مدينة سراقب."))
