"""Ties that a whole sentence tells: reliance on help, what one side sees in another, what somebody is to another."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

BEFORE = "تدور في سوريا منذ سنوات حرب بين قوات النظام والمعارضة وقوات سوريا الديمقراطية وتنظيم داعش.\n"

TOLD = [
    ("يعتمد النظام السوري في بقائه على المساعدات المالية الإيرانية والغطاء الجوي الروسي.",
     {("iran", "finances", "syr-gov"), ("russia", "supports-by-air", "syr-gov")}),
    ("ترى واشنطن في قوات سوريا الديمقراطية شريكاً رئيساً في محاربة تنظيم الدولة.", {("usa", "allied-with", "sdf")}),
    ("ظلت طهران الداعم الأول لدمشق منذ بداية الأزمة.", {("iran", "supports", "syr-gov")}),
    ("تمد إيران حزب الله بالسلاح والمال.", {("iran", "arms", "hezbollah"), ("iran", "finances", "hezbollah")}),
    ("لا يخفي حزب الله اللبناني أنه يأتمر بأوامر طهران.", set()),
    ("حزب الله اللبناني يأتمر بأوامر طهران.", {("iran", "commands", "hezbollah")}),
    ("هيئة تحرير الشام، الخصم اللدود لتنظيم الدولة، تسيطر على إدلب.", {("hts", "hostile-to", "is")}),
    ("سلّحت واشنطن فصائل من الجيش الحر قبل سنوات.", {("usa", "arms", "fsa")}),
    ("تواطأت وحدات حماية الشعب مع النظام في حصار حلب.", {("ypg", "allied-with", "syr-gov")}),
    ("استعان النظام بمقاتلي حزب الله في معركة القصير.", {("hezbollah", "supports", "syr-gov")}),
    ("ينتشر في المنطقة حزب العمال الكردستاني الذي تعتبره كل من تركيا والولايات المتحدة منظمة إرهابية.",
     {("turkey", "hostile-to", "pkk"), ("usa", "hostile-to", "pkk")}),
    ("تستفيد قوات النظام من التغطية الجوية الروسية.", {("russia", "supports-by-air", "syr-army")}),
    ("تقدمت قوات النظام في ريف حلب بفضل الغطاء الجوي الروسي.", {("russia", "supports-by-air", "syr-army")}),
]

NOT_TOLD = [
    "تقول إيران إنها تحظى بدعم من دول كثيرة.",
    "لا يعتمد النظام السوري على الدعم الروسي.",
    "قالت مصادر في الفصيل الذي يقاتل تنظيم الدولة إلى جانب الجيش إنه انسحب.",
]


@pytest.mark.parametrize(("line", "told"), TOLD)
def test_what_a_sentence_tells(line: str, told: set[tuple[str, str, str]]) -> None:
    reading = read(BEFORE + line, theatre="syria", published="2022-03-04")
    found = {(t.a, t.relation, t.b) for t in reading.ties if t.start >= len(BEFORE)}
    assert found == told


@pytest.mark.parametrize("line", NOT_TOLD)
def test_what_it_does_not_tell(line: str) -> None:
    reading = read(BEFORE + line, theatre="syria", published="2022-03-04")
    assert not [t for t in reading.ties if t.rule == "tie.predicate"]


def test_every_tie_stands_in_the_text() -> None:
    text = BEFORE + "\n".join(line for line, _ in TOLD)
    reading = read(text, theatre="syria", published="2022-03-04")
    assert all(text[t.start:t.end] == t.quote for t in reading.ties)
    assert sum(t.rule == "tie.predicate" for t in reading.ties) >= 8
