"""What reading a document leaves behind."""

from __future__ import annotations

import gc

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
