"""Ties told in everyday ways: who left whom, who fights in whose ranks, who stands behind whom, who gets weapons."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

# Ties are believed in a text about a conflict only.
WAR = " ودارت اشتباكات عنيفة وسط قصف بالمدفعية والصواريخ والبراميل المتفجرة، وقتل جنود ومسلحون في المعارك."


def ties(text: str, theatre: str = "syria") -> list[tuple[str, str, str]]:
    return [(t.a, t.relation, t.b) for t in read(text + WAR, theatre=theatre, published="2019-05-10").ties]


@pytest.mark.parametrize(("text", "tie"), [
    ("وانشق جيش العزة عن غرفة عمليات الفتح المبين.", ("new:jaysh-al-izza", "part-of", "new:al-fath-al-mubin")),
    ("وتدرب القوات الأمريكية مقاتلي قوات سوريا الديمقراطية في الحسكة.", ("usa", "supports", "sdf")),
    ("وأرسلت حركة النجباء مقاتلين إلى سوريا للقتال في صفوف قوات النظام.",
     ("new:harakat-al-nujaba", "supports", "syr-army")),
    ("وقصفت قوات النظام السوري ومن خلفها روسيا بلدة كفريا.", ("russia", "supports", "syr-army")),
    ("والتقى الوفد حزب الله وزعيمه حسن نصر الله.", ("person:hassan-nasrallah", "commands", "hezbollah")),
    ("وقتل قاسم سليماني من أبرز قادة الحرس الثوري الإيراني.", ("person:qassem-soleimani", "part-of", "irgc")),
    ("ورفضت روسيا وإيران حليفتا النظام السوري العرض.", ("iran", "allied-with", "syr-gov")),
    ("وتحظى قوات سوريا الديمقراطية بدعم الولايات المتحدة.", ("usa", "supports", "sdf")),
    ("ويرسل الحرس الثوري الإيراني أسلحة إلى حزب الله.", ("irgc", "arms", "hezbollah")),
    ("وتضم قوات سوريا الديمقراطية وحدات حماية الشعب إلى جانب جيش الثوار.", ("jaysh-al-thuwar", "part-of", "sdf")),
])
def test_everyday_words_tie_two_parties(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text), ties(text)


@pytest.mark.parametrize(("text", "tie"), [
    ("وقال المتهمون بالاشتراك مع تنظيم داعش إن وحدات حماية الشعب كذبت.", ("ypg", "allied-with", "is")),
    ("واتهم السكان قسد إلى جانب تنظيم داعش بالتفجير.", ("sdf", "supports", "is")),
    ("وقتل جندي تركي في هجوم شنه مسلحون ينتمون لحزب العمال الكردستاني.", ("turkey", "part-of", "pkk")),
    ("وقصفت طائرات تركية مركزا صحيا يعمل بدعم من منظمة أطباء بلا حدود.", ("new:msf", "supports", "turkey")),
])
def test_words_that_only_stand_nearby_tie_nobody(text: str, tie: tuple[str, str, str]) -> None:
    assert tie not in ties(text)


def test_who_left_was_part_of_a_body() -> None:
    reading = read("وانشق جيش العزة عن غرفة عمليات الفتح المبين." + WAR, theatre="syria", published="2019-05-10")
    assert [t.status for t in reading.ties if t.relation == "part-of"] == ["happened"]


@pytest.mark.parametrize(("text", "tie"), [
    ("وتدعم إيران مسلحين يقاتلون حلفاء الولايات المتحدة.", ("iran", "supports", "usa")),
    ("وقصف التحالف الذي تقوده واشنطن ضد متشددي تنظيم داعش الموقع.", ("is", "commands", "us-coalition")),
    ("وقتل قيادي في حراس الدين المرتبط بالقاعدة بغارة أمريكية.", ("new:hurras-al-din", "allied-with", "usa")),
    ("والنظام القطري يدعم الإرهاب، وتحالفه مع إيران واضح.", ("qatar", "supports", "iran")),
])
def test_parties_of_another_clause_are_not_tied(text: str, tie: tuple[str, str, str]) -> None:
    assert tie not in ties(text)


@pytest.mark.parametrize(("text", "tie"), [
    ("وقصفت تركيا حزب العمال الكردستاني الذي تصنفه أنقرة إرهابيا.", ("turkey", "hostile-to", "pkk")),
    ("ويقود سهيل الحسن قوات النمر في الريف.", ("person:suheil-al-hassan", "commands", "new:25th-division")),
])
def test_verbs_in_front_and_capitals(text: str, tie: tuple[str, str, str]) -> None:
    assert tie in ties(text), ties(text)
