"""Number words: every form that newspaper Arabic gives them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.arabic.numbers import Number, parse_digits
from maydan.arabic.tokens import tokenize
from maydan.reading.times.lexicons import numbers


def first(text: str) -> Number | None:
    tokens = tokenize(text)
    for i in range(len(tokens)):
        found = numbers().at(text, tokens, i)
        if found is not None:
            return found
    return None


@pytest.mark.parametrize(("text", "value"), [
    ("ثلاثة", 3), ("ثلاث", 3), ("ثماني", 8), ("اثنتي عشرة", 12), ("أحد عشر", 11), ("سبع عشرة", 17),
    ("خمسة وعشرون", 25), ("واحد وعشرين", 21), ("مئة", 100), ("مائتين وخمسين", 250), ("خمس مئة", 500),
    ("سبعمائة وثمانية وأربعون", 748), ("ألف ومئتان", 1200), ("ألفين", 2000), ("ألفين و500", 2500),
    ("خمسة آلاف وثلاثمئة", 5300), ("مئة وخمسون ألفا", 150_000), ("ثلاثة ملايين ومئتي ألف", 3_200_000),
    ("مليون ونصف المليون", 1_500_000), ("نصف مليون", 500_000), ("6.5 مليون", 6_500_000), ("660 ألفاً", 660_000),
    ("12ر1 مليون", 1_120_000), ("3 مليارات", 3_000_000_000), ("٢٥٠", 250), ("١٢٫٥", 12.5), ("١٬٢٥٠", 1250),
    ("1,250,000", 1_250_000), ("وعشرون", 20), ("بأربعة", 4), ("الأربع والعشرين", 24),
])
def test_value(text: str, value: float) -> None:
    found = first(text)
    assert found is not None
    assert found.value == value
    assert found.last == len(tokenize(text))


@pytest.mark.parametrize(("text", "low", "high"), [
    ("عشرات", 20, 99), ("مئات", 200, 999), ("آلاف", 3000, 9999), ("عشرات الآلاف", 20_000, 99_999),
    ("مئات الآلاف", 200_000, 999_999), ("بضعة", 3, 9), ("بضعة آلاف", 3000, 9999),
])
def test_vague_amounts_are_ranges(text: str, low: int, high: int) -> None:
    found = first(text)
    assert found is not None
    assert (found.value, found.low, found.high) == (None, low, high)


@pytest.mark.parametrize("text", ["أحد المراكز", "كمية من السلاح", "بليون جنوبي إدلب", "واحد", "سيارة"])
def test_no_number(text: str) -> None:
    assert first(text) is None


def test_proclitic_is_left_out() -> None:
    text = "وبثلاثين آلية"
    found = first(text)
    assert found is not None
    assert text[found.start: found.end] == "ثلاثين"


def test_digits() -> None:
    assert parse_digits("1.500") == 1500
    assert parse_digits("1.5") == 1.5
    assert parse_digits("0.125") == 0.125
    assert parse_digits("ثلاثة") is None


@given(st.integers(min_value=0, max_value=10**12))
def test_digits_read_back(value: int) -> None:
    assert parse_digits(str(value)) == value
    assert parse_digits(f"{value:,}") == value


NUMBER_WORDS = st.sampled_from(["ثلاثة", "و", "وعشرون", "ألف", "مليون", "عشر", "مئة", "نصف", "12", "ر", "آلاف"])


@given(st.lists(NUMBER_WORDS, max_size=12))
def test_any_run_of_number_words_stays_within_the_text(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize(text)
    for i in range(len(tokens)):
        found = numbers().at(text, tokens, i)
        if found is not None:
            assert i < found.last <= len(tokens)
            assert 0 <= found.start < found.end <= len(text)
