"""Words of coming and going count where the parties and places around them make an act of war of them."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read

BEFORE = "قصفت قوات النظام بلدة سراقب بالمدفعية، وقتل ثلاثة مدنيين في غارات على بلدتي كفريا والفوعة. "


def told(sentence: str) -> set[tuple[str, str]]:
    """(type, place) of the events behind the opening sentences."""
    text = BEFORE + sentence
    reading = read(text, published="2018-03-05", theatre="syria")
    return {(e.type, place) for e in reading.events if e.trigger_start >= len(BEFORE) for place in e.where or ("",)}


@pytest.mark.parametrize(("sentence", "event"), [
    ("ودخل مقاتلو هيئة تحرير الشام مساء الأحد بلدة معرة مصرين.", ("advance", "Maarrat Misrin")),
    ("وخرج مسلحو المعارضة من بلدة معرة مصرين نحو الشمال.", ("withdraw", "Maarrat Misrin")),
    ("وغادر مقاتلو المعارضة مدينة سراقب صباح الأحد.", ("withdraw", "Saraqib")),
    ("وخرج نحو ألفي شخص من مدينة سراقب على متن حافلات.", ("evacuate", "Saraqib")),
    ("وغادر مئات الأهالي مدينة سراقب بعد القصف.", ("evacuate", "Saraqib")),
    ("ودخلت قافلة من عشرين شاحنة مدينة سراقب.", ("humanitarian-aid", "Saraqib")),
    ("وحاصرت فصائل المعارضة البلدتين منذ عام 2015.", ("siege", "al-Fouaa")),
    ("وأعلن الجيش السوري إعادة انتشار وحداته خارج مدينة سراقب.", ("withdraw", "Saraqib")),
])
def test_coming_and_going(sentence: str, event: tuple[str, str]) -> None:
    assert event in told(sentence), told(sentence)


@pytest.mark.parametrize("sentence", [
    "ودخل العام الجديد على أهالي مدينة سراقب وهم في الخيام.",
    "وخرج الأهالي في مظاهرة من مدينة سراقب.",
    "وخرج المريض من مشفى المدينة.",
    "وغادر وفد المعارضة مدينة جنيف.",
    "ودخلت قافلة عسكرية أمريكية من معبر الوليد.",
])
def test_other_comings_and_goings(sentence: str) -> None:
    assert not {kind for kind, _ in told(sentence)} & {"advance", "withdraw", "evacuate", "humanitarian-aid"}


def test_a_subject_stands_between_an_auxiliary_and_its_verb() -> None:
    text = BEFORE + "وكانت فصائل المعارضة قد سيطرت على مدينة سراقب في آذار 2015."
    reading = read(text, published="2018-03-05", theatre="syria")
    assert [(h.holder, h.place) for h in reading.holdings if h.change == "takes"] == [("opposition", "Saraqib")]


def test_a_siege_broken_is_no_siege() -> None:
    text = BEFORE + "وكسر الجيش السوري وقوات حليفة أمس الأحد الحصار عن بلدتي نبل والزهراء."
    reading = read(text, published="2018-03-05", theatre="syria")
    assert "siege-broken" in {e.type for e in reading.events} and "siege" not in {e.type for e in reading.events}
