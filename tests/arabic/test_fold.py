"""Spelling is evened out for look-up and every stretch finds its way back to the original letters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.arabic.fold import fold, fold_with_map, skip_letters

ARABIC = st.text(alphabet="ابتثجحخدرزسشصضطظعغفقكلمنهويىةأإآؤئءًٌَُِّْـ \u200f\u202b٠٣٩ﻻﷲabZ.،\n", max_size=60)


@pytest.mark.parametrize(("written", "key"), [
    ("أخيراً", "اخيرا"), ("أخيرًا", "اخيرا"), ("محمـــد", "محمد"), ("الـ", "ال"), ("إدلب", "ادلب"), ("آب", "اب"),
    ("على", "علي"), ("حماة", "حماه"), ("حماه", "حماه"), ("شؤون", "شؤون"), ("هيئة", "هيئه"), ("ﻻ", "لا"),
    ("ﻋﺸﺮﺓ", "عشره"), ("گوران", "كوران"), ("٢٠١٥", "2015"), ("١٢٫٥", "12.5"), ("١٬٢٠٠", "1,200"), ("عمّان", "عمان"),
    ("\u200fحلب\u202c", "حلب"), ("\ufeffدرعا", "درعا"), ("YPG", "ypg"), ("كوبانی", "كوباني"),
])
def test_spelling(written: str, key: str) -> None:
    assert fold(written) == key


@given(ARABIC)
def test_fold_is_stable(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(st.one_of(ARABIC, st.text(max_size=60)), st.data())
def test_the_way_back(text: str, data: st.DataObject) -> None:
    mapped = fold_with_map(text)
    start = data.draw(st.integers(0, len(mapped.key)))
    end = data.draw(st.integers(start, len(mapped.key)))
    first, last = mapped.to_original(start, end)
    assert 0 <= first <= last <= len(text)
    if start < end:
        assert mapped.key[start:end] in fold_with_map(text[first:last]).key


@given(ARABIC, st.data())
def test_the_way_there(text: str, data: st.DataObject) -> None:
    mapped = fold_with_map(text)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = mapped.to_key(start, end)
    assert mapped.key[first:last] == fold_with_map(text[start:end]).key


def test_marks_belong_to_the_letter_before() -> None:
    text = "قُتِلَ رجلٌ"
    mapped = fold_with_map(text)
    assert text[slice(*mapped.to_original(0, 3))] == "قُتِلَ"
    assert skip_letters("وَحلب", 0, 1) == 2


def test_a_stretch_outside_is_refused() -> None:
    with pytest.raises(IndexError):
        fold_with_map("حلب").to_original(2, 9)
