"""Ground that somebody runs, besieges, occupies, uses as a base, or is said to free soon."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def holdings(text: str, theatre: str = "syria") -> set[tuple[str | None, str, str]]:
    reading = read(text, theatre=theatre, published="2019-05-10")
    places = {p.name_en: p.text for p in reading.places}
    return {(h.holder, h.change, places.get(h.place or "", "")) for h in reading.holdings}


@pytest.mark.parametrize(("text", "holder", "change", "place"), [
    ("أغلق معبر باب الهوى الذي تديره هيئة تحرير الشام أمس.", "hts", "holds", "باب الهوى"),
    ("وصلت القافلة إلى بلدة مضايا المحاصرة من قبل حزب الله.", "hezbollah", "encircles", "مضايا"),
    ("باتت داريا محاصرة بالكامل من قوات النظام.", "syr-army", "encircles", "داريا"),
    ("وتتخذ هيئة تحرير الشام من مدينة إدلب مقرا لها.", "hts", "holds", "إدلب"),
    ("قصفت الطائرات حقل العمر الذي تتخذه القوات الأميركية قاعدة لها.", "usa", "holds", "العمر"),
    ("سقطت قذائف على قاعدة التنف الأميركية.", "usa", "holds", "التنف"),
    ("قصفت الطائرات نقطة المراقبة التركية في قرية أبو الزبير.", "turkey", "holds", "أبو الزبير"),
    ("تعد جسر الشغور آخر معاقل هيئة تحرير الشام في ريف إدلب الغربي.", "hts", "holds", "جسر الشغور"),
    ("تمركزت ميليشيات إيرانية في مطار الجراح.", "iran-militia", "holds", "الجراح"),
    ("قصف الجيش السوري المتمركز في “خان العسل” قرى عدة.", "syr-army", "holds", "خان العسل"),
])
def test_ground_told_by_what_it_is(text: str, holder: str, change: str, place: str) -> None:
    found = holdings(text)
    assert any((h, c) == (holder, change) and p.endswith(place) for h, c, p in found), found


@pytest.mark.parametrize("verb", ["حررت", "انتزعت"])
def test_a_district_is_ground_too(verb: str) -> None:
    found = holdings(f"{verb} ألوية العمالقة مديرية عسيلان في شبوة من الحوثيين.", "yemen")
    assert any((h, c) == ("new:giants-brigades", "takes") for h, c, _ in found), found


def test_a_president_in_the_sentence_does_not_undo_a_capture() -> None:
    found = holdings("بارك الرئيس اليمني تحرير قوات الجيش مدينة المخا من الحوثيين.", "yemen")
    assert any(c == "takes" for _, c, _ in found), found


def test_what_is_to_be_freed_soon_is_not_held_yet() -> None:
    found = read("قالت قوات الجيش اليمني إن تحرير مدينة زنجبار بات قريبا.", theatre="yemen", published="2015-08-01")
    assert all(h.status != "happened" for h in found.holdings)


@pytest.mark.parametrize("text", [
    "داهم الجيش اللبناني تجمعات للنازحين السوريين في بلدة عرسال.",  # where people gather
    "وبحسب مواقع يمنية وقع انفجار في مدينة عدن.",  # sites on the web
    "وتتخذ الشركة من مدينة حلب مقرا لها.",
])
def test_what_holds_no_ground(text: str) -> None:
    assert all(c != "holds" for _, c, _ in holdings(text, "mena"))


def test_a_particle_before_a_past_verb_loses_nothing() -> None:
    found = holdings("أما في ريف حلب فقد سيطرت قوات النظام السوري على مدينة السفيرة.")
    assert {(h, c) for h, c, p in found if p.endswith("السفيرة")} == {("syr-army", "takes")}


@pytest.mark.parametrize(("text", "theatre", "holder", "change", "place"), [
    ("وصلت تعزيزات إلى بلدة عين عيسى لمساندة القوات الحكومية الموجودة هناك.", "syria", "syr-army", "holds", "عين عيسى"),
    ("أصيب مدني بقذيفة في بلدة ترمانين، وتخضع المنطقة لسيطرة هيئة تحرير الشام.", "syria", "hts", "holds", "ترمانين"),
    ("قصفت الطائرات قرية البارة وطالت موقعا لهيئة تحرير الشام في المنطقة.", "syria", "hts", "holds", "البارة"),
    ("سقطت قذائف على مطار المخا الذي تتخذ قوات الحوثيين من الجزء الغربي منه مقرا لها.", "yemen", "houthis", "holds",
     "المخا"),
    ("قصفت طائرات الجيش اليمني مدينة عمران، المعقل الرئيس لقبيلة حاشد.", "yemen", "new:hashid", "holds", "عمران"),
    ("عاد النازحون إلى مدينة سنجار بعد تحريرها من تنظيم داعش.", "mena", "is", "loses", "سنجار"),
    ("تدعم واشنطن القوات العراقية ضد تنظيم داعش لطرده من الموصل.", "mena", "is", "holds", "الموصل"),
    ("شنت قوات النظام هجوما بهدف السيطرة على بلدة البارة.", "syria", "syr-army", "contests", "البارة"),
    ("أطلقت قوات الجيش اليمني عملية من أجل تحرير محافظة أبين.", "yemen", "new:yemeni-army", "takes", "أبين"),
])
def test_ground_told_by_the_way(text: str, theatre: str, holder: str, change: str, place: str) -> None:
    found = holdings(text, theatre)
    assert any((h, c) == (holder, change) and p.endswith(place) for h, c, p in found), found


def test_what_is_hit_is_not_where_the_shooters_stand() -> None:
    found = holdings("استهدفت مدفعية قوات النظام المتمركزة في معسكر جورين بلدات الزيارة والعنكاوي.")
    assert {p for h, c, p in found if c == "holds"} == {"معسكر جورين"}, found


def test_an_organisation_named_like_a_base_is_none() -> None:
    found = holdings("اعترض مسلحون من القاعدة مركبة للجيش اليمني في بلدة حبان.", "yemen")
    assert not found, found
