"""Which texts are Arabic."""

from __future__ import annotations

import pytest
from intake_makers import ARTICLE

from maydan.intake import from_text
from maydan.intake.language import detect


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ARTICLE, "ar"),
        ("حلب", "ar"),
        ("قصفت الطائرات أطراف المدينة", "ar"),
        ("قالت وزارة الخارجية إن الوفد یصل الیوم الی دمشق وإن اللقاء کان مثمرا", "ar"),  # Persian keyboard
        ("وزیر دفاع گفت که نیروها از شهر خارج می‌شوند و این توافق را می‌پذیرند", "fa"),
        ("وزیر دفاع نے کہا ہے کہ فوج شہر سے نکل رہی ہے اور معاہدہ قبول کر لیا گیا ہے", "ur"),
        ("وەزیری بەرگری گوتی هێزەکان لە شارەکە دەکشێنەوە و ئەو ڕێککەوتنە قبووڵ دەکەن", "ckb"),
        ("د دفاع وزیر وویل چې ځواکونه له ښاره وځي او دا هوکړه مني", "ps"),
        ("The ministry said that its forces had left the town.", "latin"),
        ("Министерство сообщило о выводе войск.", "cyrillic"),
        ("12 / 5 / 2016", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, code: str) -> None:
    assert detect(text).code == code


def test_an_english_page_that_quotes_arabic_is_not_arabic() -> None:
    text = "The report quotes a resident as saying (دخلت القوات البلدة) and describes the road to the border. " * 5
    assert not detect(text).is_arabic


def test_a_document_that_is_not_arabic_says_so() -> None:
    document = from_text("وزیر دفاع گفت که نیروها از شهر خارج می‌شوند و این توافق را می‌پذیرند")
    assert document.language == "fa"
    assert any("Persian" in warning for warning in document.warnings)
    assert document.repeats == ()
