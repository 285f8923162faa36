"""What reading a document leaves behind."""

from __future__ import annotations

import gc

from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.reading import reader

TEXT = ("قصفت طائرات النظام السوري بلدة كفرنبل بريف إدلب الجنوبي أمس الأحد، ما أدى إلى مقتل خمسة مدنيين بينهم طفلان. "
        "وقال الدفاع المدني إن فرقه نقلت المصابين إلى مشفى في مدينة معرة النعمان. وسيطرت قوات النظام على قرية قريبة.")


def test_the_memory_of_a_document_goes_back_at_once() -> None:
    """What a document needed hangs together in no circle, so that it need not wait for the collector of circles."""
    first = reader.read(TEXT, published="2019-06-03")
    assert first.events and first.places
    gc.collect()
    gc.disable()
    try:
        reader.read(TEXT, published="2019-06-03")
        assert gc.collect() == 0
    finally:
        gc.enable()


AIMS = ("وتسعى القوات للسيطرة على البلدة. ومن المتوقع أن تنسحب الفصائل إذا فشلت الهدنة. وقد وعد الوزير ببذل كل جهد "
        "لوقف القتال، وطالب الأمم المتحدة بأن ترسل مراقبين.")


STRAY = ("ــ", "ـ", "ً", "«", "و", "ل", "ب", "1", "-", ":", "\u200f")


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 60), st.sampled_from(STRAY)), min_size=1, max_size=12))
def test_stray_signs_and_letters_between_words_break_nothing(marks: list[tuple[int, str]]) -> None:
    words = (TEXT + " " + AIMS).split(" ")
    for at, mark in marks:
        words.insert(min(at, len(words)), mark)
    text = " ".join(words)
    found = reader.read(text, published="2019-06-03")
    for record in (*found.events, *found.holdings, *found.ties, *found.sayings, *found.outlooks):
        assert text[record.start:record.end] == record.quote
