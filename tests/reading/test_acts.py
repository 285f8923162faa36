"""Everyday sentences about acts of war, each told with eight pairs of parties: who, whom and where are read right.

``acts.tsv`` holds the sentences (written for these tests), what is read of them (types of events, "fire" for all
kinds of it, or a holding's change, or a tie's relation) and what its slots hold. D stands for the party that acts, T
for the other, P for a place; ``[ت]`` and ``{he|she}`` agree with D, or with T right before it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from maydan.reading.reader import read
from maydan.records import Reading
from maydan.records.vocabulary import EVENT_GROUPS

BEFORE = (
    "شهد الشهر الماضي في سوريا معارك متفرقة بين عدة أطراف وقتل فيها مدنيون بقصف طال عدة بلدات بحسب تقارير محلية.\n")
FIRE = (*EVENT_GROUPS["fire"], "offensive")


class Party(NamedTuple):
    """A party's name, its id, and whether its name is feminine."""

    name: str
    id: str
    she: bool


PARTIES = (
    Party("قوات النظام", "syr-army", True), Party("الجيش التركي", "turkey", False), Party("قسد", "sdf", True),
    Party("تنظيم داعش", "is", False), Party("هيئة تحرير الشام", "hts", True), Party("الجيش الوطني", "sna", False),
    Party("القوات الروسية", "russia", True), Party("التحالف الدولي", "us-coalition", False),
)
PAIRS = ((0, 4), (1, 2), (2, 5), (3, 0), (4, 0), (5, 2), (6, 4), (7, 3))
PLACES = (("بلدة سرمين", "Sarmin"), ("مدينة الباب", "al-Bab"), ("بلدة عين عيسى", "Ain Issa"), ("مدينة تدمر", "Palmyra"))
WEAK = {  # of verbs whose last letter changes before the ending
    "نفىت": "نفت", "دعات": "دعت", "أجلىت": "أجلت", "تبنىت": "تبنت", "استولىت": "استولت", "أخلىت": "أخلت",
}


@cache
def rows() -> tuple[tuple[str, str, str], ...]:
    lines = (Path(__file__).parent / "acts.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return tuple((sentence, reads, slots) for sentence, reads, slots in (line.split("\t") for line in lines))


def told(sentence: str, doer: Party, other: Party, place: str) -> str:
    """The sentence with its parties and its place, verbs and pronouns agreeing."""
    text = re.sub(r"\[ت\] T", ("ت" if other.she else "") + " T", sentence).replace("[ت]", "ت" if doer.she else "")
    text = text.replace("تصدى T", "تصدت T" if other.she else "تصدى T").replace(
        "نفذته D", "نفذته D" if doer.she else "نفذه D")

    def agree(found: re.Match[str]) -> str:
        he, she = found.group(1).split("|")
        whose = other if "عناصر" in he else doer
        return she if whose.she else he

    text = re.sub(r"\{([^{}]+\|[^{}]+)\}", agree, text)
    for letter, name in (("D", doer.name), ("T", other.name)):
        owned = f"لل{name[2:]}" if name.startswith("ال") else f"ل{name}"
        text = text.replace(f"ل{letter}", owned).replace(letter, name)
    for ending, written in WEAK.items():
        text = text.replace(ending, written)
    return text.replace("P", place)


def wrong(reading: Reading, reads: str, slots: str, doer: str, other: str, place: str) -> str:
    """What is read wrongly; "" where one record is right in all that is asked."""
    ids = {"D": doer, "T": other, "P": place, "": ""}
    if reads.startswith("holding:"):
        held = [(h.holder, h.place, h.change) for h in reading.holdings]
        return "" if (doer, place, reads[8:]) in held else str(held)
    if reads.startswith("tie:"):
        ties = [(t.a, t.relation, t.b) for t in reading.ties]
        return "" if (doer, reads[4:], other) in ties else str(ties)
    types = {t for name in reads.split() for t in (FIRE if name == "fire" else (name,))}
    asked = slots.split()
    events = [e for e in reading.events if e.start >= len(BEFORE) - 1]
    for event in events:
        if event.type not in types or ("denied" in asked and event.status != "denied"):
            continue
        right = True
        for slot, _, value in (a.partition("=") for a in asked if "=" in a):
            right = right and set(getattr(event, slot)) == ({ids.get(value, value)} - {""})
        if "both" in asked:
            right = right and {*event.who, *event.whom} == {doer, other}
        if right:
            return ""
    return str([(e.type, e.who, e.whom, e.where, e.status) for e in events])


@pytest.mark.parametrize(("sentence", "reads", "slots"), rows())
def test_an_act_is_read_whoever_did_it(sentence: str, reads: str, slots: str) -> None:
    failed = []
    for number, (first, second) in enumerate(PAIRS):
        doer, other = PARTIES[first], PARTIES[second]
        place, name_en = PLACES[number % len(PLACES)]
        text = told(sentence, doer, other, place)
        reading = read(BEFORE + text, theatre="syria", published="2024-03-14")
        found = wrong(reading, reads, slots, doer.id, other.id, name_en)
        if found:
            failed.append(f"{text}: {found}")
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("sentence", [
    "قتل شاب إثر استهدافه بطلق ناري من قبل مجهولين في مدينة جاسم.",
    "اغتيل رئيس المجلس المحلي على أيدي مسلحين مجهولين في مدينة جاسم.",
    "أصيب مدني بإطلاق نار مباشر من قبل مجهولين في مدينة جاسم.",
])
def test_nobody_is_made_the_doer_of_what_unknown_men_did(sentence: str) -> None:
    before = "قصفت قوات النظام السوري وروسيا بلدة سرمين بريف إدلب، ودارت اشتباكات مع فصائل المعارضة.\n"
    reading = read(before + sentence, theatre="syria", published="2024-03-14")
    events = [e for e in reading.events if e.start >= len(before) - 1]
    assert events
    assert all(not e.who for e in events)


@pytest.mark.parametrize(("sentence", "kinds"), [
    ("هذه الجريمة تقدم دليلاً جديداً على وحشية النظام في مدينة إعزاز.", {"advance"}),
    ("قام عناصر الحاجز بضربه ضرباً مبرحاً أمام عائلته في حي الورد بمدينة حمص.", {"airstrike", "shelling"}),
    ("تدور معارك كر وفر بين قوات النظام وهيئة تحرير الشام في محيط بلدة سرمين.", {"retreat"}),
])
def test_words_that_only_look_like_an_act(sentence: str, kinds: set[str]) -> None:
    events = read(BEFORE + sentence, theatre="syria", published="2024-03-14").events
    assert not kinds & {e.type for e in events if e.start >= len(BEFORE) - 1}


@pytest.mark.parametrize(("sentence", "kind"), [
    ("قصفت تركيا مواقع قسد في عين عيسى ما أسفر عن ارتقاء ثلاثة من مقاتليها.", "casualties"),
    ("نسف مقاتلو المعارضة دشمة لقوات النظام على جبهة كنسبا بقذيفة.", "destroy"),
    ("ألحق قصف قوات النظام أضراراً بمشفى في بلدة سرمين.", "destroy"),
])
def test_harm_in_everyday_words(sentence: str, kind: str) -> None:
    assert kind in {e.type for e in read(BEFORE + sentence, theatre="syria", published="2024-03-14").events}


@pytest.mark.parametrize(("sentence", "kind", "who", "whom"), [
    ("وطالب ناشطون تركيا بوقف القصف على سرمين.", "demand", (), ("turkey",)),
    ("واستهدفت قوات النظام وروسيا اليوم الجمعة منزلا في بلدة سرمين.", "shelling", ("syr-army", "russia"), ()),
    ("انفجرت سيارة مفخخة في مدينة عفرين الخاضعة لسيطرة الجيش الوطني.", "bombing", (), ()),
    ("وأرسل الجيش التركي تعزيزات إلى سرمين تحسباً لهجوم وشيك على البلدة.", "offensive", (), ()),
    ("وشهدت بلدة سرمين قصفاً مدفعياً من معسكرات قوات النظام.", "shelling", ("syr-army",), ()),
    ("قُتل وجُرح مدنيون مساء أمس بتجدد قصف روسيا على مدينة إدلب.", "kill-civilians", ("russia",), ("civilians",)),
    ("مجزرة ارتكبتها قوات النظام في سرمين وراح ضحيتها ستة قتلى مدنيين.", "kill-civilians", ("syr-army",),
     ("civilians",)),
    ("قتل رجل وزوجته بقصف قوات النظام على بلدة سرمين.", "kill-civilians", ("syr-army",), ("civilians",)),
    ("وأكدت المصادر أن قوات النظام اعتقلت مجموعة من اللاجئين في حلب.", "arrest", ("syr-army",), None),
])
def test_who_acts_in_everyday_turns(
    sentence: str, kind: str, who: tuple[str, ...], whom: tuple[str, ...] | None
) -> None:
    events = read(BEFORE + sentence, theatre="syria", published="2024-03-15").events
    event = next(e for e in events if e.start >= len(BEFORE) - 1 and e.type == kind)
    assert event.who == who
    assert whom is None or event.whom == whom


def test_sides_in_brackets_do_not_end_a_list_of_provinces() -> None:
    text = "اندلعت مواجهات في محافظات إدلب (شمال غرب)، ودير الزور (شرق) وحمص وحماة (وسط)، والسويداء (جنوب)."
    names = {p.name_en for p in read(text, theatre="syria", published="2014-03-15").places}
    assert {"Idlib province", "Hama province", "Homs province", "Deir ez-Zor province", "Suwayda province"} <= names


def test_towns_of_a_state_have_no_name_of_their_own() -> None:
    text = 'سقطت صواريخ أطلقت من قطاع غزة على بلدات "إسرائيلية".'
    assert {p.name_en for p in read(text, theatre="mena", published="2014-08-14").places} == {"Gaza Strip"}


def test_a_family_name_ends_before_things_that_are_described() -> None:
    text = "قال السفير أحمد بن حلي إن الهدنة مهمة. ودعا بن حلي الأطراف المعنية إلى احترامها."
    assert {a.id for a in read(text, theatre="mena", published="2015-07-26").actors} == {"person:ahmed-ben-helli"}


def test_who_makes_a_death_known_is_not_who_killed() -> None:
    text = "قتل مدنيون بغارات إسرائيلية على قطاع غزة.\nوأعلنت وزارة الصحة في غزة استشهاد ثلاثة مدنيين."
    events = read(text, theatre="mena", published="2014-08-14").events
    assert all("new:gaza-health-ministry" not in e.who for e in events)


@pytest.mark.parametrize(("sentence", "foretold"), [
    ("والوضع في إدلب مرشح للتصعيد خلال الأيام المقبلة.", True),
    ("وقد تهاجم قوات النظام بلدة سرمين.", True),
    ("وفاز مرشح حزب التجمع في الانتخابات.", False),
])
def test_what_may_be_is_foretold_and_a_candidate_is_not(sentence: str, foretold: bool) -> None:
    outlooks = read(BEFORE + sentence, theatre="syria", published="2024-03-14").outlooks
    assert any(o.kind == "forecast" and o.start >= len(BEFORE) - 1 for o in outlooks) == foretold


@pytest.mark.parametrize(("sentence", "kind"), [
    ("ورفضت قسد دخول قوات النظام إلى سرمين.", "advance"),
    ("وكانت قوات النظام قصفت سرمين. ورفضت المعارضة السورية المشاركة في محادثات جنيف مع النظام.", "negotiation-round"),
])
def test_what_is_refused_is_not_done(sentence: str, kind: str) -> None:
    events = read(BEFORE + sentence, theatre="syria", published="2024-03-14").events
    assert {e.status for e in events if e.start >= len(BEFORE) - 1 and e.type == kind} == {"denied"}
