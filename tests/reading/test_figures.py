"""Figures: value, bounds, what is counted, and what is no figure."""

from __future__ import annotations

import pytest
from times_helpers import read


def figures(text: str) -> list[tuple[float | None, str]]:
    return [(f.value, f.of) for f in read(text).figures]


@pytest.mark.parametrize(("text", "expected"), [
    ("قتل خمسة أشخاص وأصيب 12 آخرون", [(5, "killed"), (12, "wounded")]),
    ("أدى القصف إلى مقتل تسعة مدنيين بينهم ثلاثة أطفال وطفلتين", [(9, "killed"), (3, "killed"), (2, "killed")]),
    ("استشهد 4 بينهم طفلان وأصيب عشرون، سبعة أطفال وثلاث نساء",
     [(4, "killed"), (2, "killed"), (20, "wounded"), (7, "wounded"), (3, "wounded")]),
    ("إن 14 مسلحاً قتلوا في الكمين", [(14, "killed")]), ("لقي 26 جندياً مصرعهم", [(26, "killed")]),
    ("راح ضحيتها 11 مدنياً", [(11, "killed")]),
    ("بلغت الحصيلة 30 قتيلاً وأكثر من 40 جريحاً", [(30, "killed"), (40, "wounded")]),
    ("سقوط أكثر من 60 من المهاجمين بين قتيل وجريح", [(60, "people")]), ("قتل وأصيب 15 مدنياً", [(15, "people")]),
    ("أسر نحو 70 عنصراً", [(70, "people")]), ("نزوح ثلاثة آلاف عائلة", [(3000, "displaced")]),
    ("ضمت القضية 51 متهما", [(51, "people")]), ("قتل 12 تونسيا وأربعة هنود", [(12, "killed"), (4, "killed")]),
    ("غادر آلاف السكان", [(None, "people")]),
    ("إصابة /9/ مدنيين", [(9, "wounded")]), ("استشهاد مدنيين اثنين", [(2, "killed")]),
])
def test_people(text: str, expected: list[tuple[float | None, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(("text", "expected"), [
    ("شريط بطول 90 كيلومتراً", [(90, "length")]), ("تبعد 25 كم عن المركز", [(25, "distance")]),
    ("على بعد كيلومترين من المطار", [(2, "distance")]), ("مساحتها 15 كيلومترا مربعا", [(15, "area")]),
    ("46%من المساحة", [(46, "share")]), ("%46 من المساحة", [(46, "share")]),
    ("خمسة في المئة من السكان", [(5, "share")]),
    ("سيطرت على بلدتين و3 قرى", [(2, "places"), (3, "places")]), ("بثلاث غارات جوية", [(3, "other")]),
    ("نحو أربعين قذيفة هاون", [(40, "weapons")]), ("مليوني دولار", [(2_000_000, "money")]),
    ("أربعة ملايين نسمة", [(4_000_000, "people")]), ("ضربة واحدة فقط", [(1, "other")]),
    ("20 مليون شيقل", [(20_000_000, "money")]), ("ضبط ثلاثة مسدسات", [(3, "weapons")]),
])
def test_things(text: str, expected: list[tuple[float | None, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize("text", [
    "القرار 2254", "اللواء 137", "الفرقة 25", "منذ 24 ساعة", "طفل عمره 9 سنوات", "امرأة (40 عاماً)", "من عائلة واحدة",
    "الساعة 11:30", "1- مقدمة", "اليوم الثالث", "المرحلة الثانية", "في 5 آذار 2016", "هاتف رقم 5551234", "طائرة ميغ 29",
    "جرحى في القصف", "والكتيبة 155 مشاة", "مجموعة 5+1 حول الملف", "من 1996 إلى 2001 أحد معاقلهم",
])
def test_no_figure(text: str) -> None:
    assert figures(text) == []


def test_vague_and_ranges() -> None:
    tens, between = read("مقتل العشرات، وبين 30 و50 صاروخاً").figures
    assert (tens.value, tens.low, tens.high, tens.of) == (None, 20, 99, "killed")
    assert (between.value, between.low, between.high, between.of) == (None, 30, 50, "weapons")


def test_modifier_unit_and_quote() -> None:
    figure = read("قالت الوكالة، أصيب أكثر من 20 مدنياً على الأقل، وفق المصدر").figures[0]
    assert figure.mod == "MORE_THAN"
    assert figure.about == "مدني"
    assert "أصيب" in figure.quote
    assert "الوكالة" not in figure.quote


def test_a_toll_told_again_is_one_figure() -> None:
    context = read("قتل 62 جندياً في الكمين. وقالت الوكالة إن 62 جندياً قتلوا.")
    assert [f.value for f in context.figures] == [62]
    assert [m.index for m in context.mentions if m.kind == "figure"] == [0, 0]


@pytest.mark.parametrize(("text", "words", "value"), [
    ("شملت العملية 13 ولاية في أنحاء البلاد.", "13 ولاية", 13),
    ("قتل 43 شخصا وأصيب 173 اليوم الأحد.", "173", 173),
    ("المشاركون في المسيرة بلغ عددهم نحو خمسة آلاف.", "خمسة آلاف", 5000),
    ("ينتمي القتلى الخمسة إلى منظمة محظورة.", "القتلى الخمسة", 5),
])
def test_counts_of_other_kinds(text: str, words: str, value: int) -> None:
    assert (words, value) in [(f.text, f.value) for f in read(text).figures]
