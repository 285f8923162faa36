"""Sayings: who is reported to have said what."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def sayings(text: str) -> list[tuple[str | None, str, str]]:
    return [(s.speaker, s.kind, s.quote) for s in read(text, theatre="syria", published="2019-05-10").sayings]


@pytest.mark.parametrize(("text", "speaker", "words"), [
    ("قال المرصد السوري لحقوق الإنسان إن الطائرات قصفت أطراف البلدة ليلا.", "new:sohr", "الطائرات قصفت"),
    ("وأعلنت وزارة الدفاع الروسية أن الهدنة صامدة في معظم المناطق.", "russia", "الهدنة صامدة"),
    ("نفت موسكو قصف المشفى الوحيد في المدينة.", "russia", "قصف المشفى"),
    ("القتال توقف منذ الفجر في محيط البلدة، بحسب المرصد السوري لحقوق الإنسان.", "new:sohr", "القتال توقف"),
    ("ووفقاً للدفاع المدني السوري، أصيب خمسة أشخاص في السوق الشعبي.", "white-helmets", "أصيب خمسة"),
])
def test_who_says_what(text: str, speaker: str, words: str) -> None:
    found = sayings(text)
    assert any(s == speaker and words in quote for s, _, quote in found), found


def test_direct_words() -> None:
    found = sayings("قال وزير الخارجية الروسي سيرغي لافروف: «سنواصل العمل مع جميع الأطراف حتى تثبت التهدئة».")
    assert [(s, k) for s, k, _ in found] == [("person:lavrov", "direct")]
    assert found[0][2].startswith("سنواصل")


def test_the_speaker_carries_over() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن الطريق مقطوع. وأضاف أن عشرات العائلات نزحت إلى الشمال."
    assert [s for s, _, _ in sayings(text)] == ["new:sohr", "new:sohr"]


def test_a_source_without_a_name_gives_no_saying() -> None:
    assert sayings("وقالت مصادر محلية إن السوق أغلق أبوابه باكرا.") == []


def test_nobody_says_it_is_worth_recalling() -> None:
    assert sayings("يذكر أن المدينة شهدت موجة برد قبل أسبوعين.") == []


def test_records_inside_words_take_their_voice() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن قوات النظام قصفت مدينة سراقب بالمدفعية."
    reading = read(text, theatre="syria", published="2019-05-10")
    assert reading.events
    assert {e.voice for e in reading.events} == {"new:sohr"}


@pytest.mark.parametrize("text", [
    "ولم تعلن قوات النظام سيطرتها على مدينة تدمر.",
    "ومن المستبعد أن تبلغ فصائل المعارضة مدينة حماة.",
    "ورأى محللون أن الهدنة ستنهار قريبا.",
])
def test_what_nobody_named_has_said(text: str) -> None:
    assert sayings(text) == []


def test_to_whom_it_is_said() -> None:
    reading = read("قال المرصد السوري لحقوق الإنسان لوكالة فرانس برس إن المعارك مستمرة في مدينة حلب.", theatre="syria",
                   published="2016-02-14")
    saying, = reading.sayings
    assert (saying.speaker, saying.addressee) == ("new:sohr", "new:afp")
