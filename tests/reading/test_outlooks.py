"""Outlooks: forecasts, aims, conditions."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def outlooks(text: str) -> list[tuple[str, str | None, str | None]]:
    return [(o.kind, o.by, o.polarity) for o in read(text, theatre="syria", published="2016-02-14").outlooks]


@pytest.mark.parametrize(("text", "outlook"), [
    ("تهدف روسيا إلى تأمين القاعدة البحرية في طرطوس.", ("aim", "russia", None)),
    ("شنت قوات النظام هجوما واسعا لاستعادة مدينة تدمر.", ("aim", "syr-army", None)),
    ("من المتوقع أن تبدأ الجولة الجديدة من المفاوضات الشهر المقبل.", ("forecast", "author", "likely")),
    ("من غير المحتمل أن يصمد وقف إطلاق النار طويلا.", ("forecast", "author", "unlikely")),
    ("وفي حال سقطت المدينة فإن الطريق إلى الساحل سيكون مفتوحا.", ("condition", "author", "likely")),
    ("قال المرصد السوري لحقوق الإنسان إن العدد مرشح للارتفاع بسبب خطورة الإصابات.",
     ("forecast", "new:sohr", "likely")),
])
def test_outlooks(text: str, outlook: tuple[str, str | None, str | None]) -> None:
    assert outlook in outlooks(text)


@pytest.mark.parametrize("text", [
    "تعرضت البلدة لقصف مدفعي عنيف.",  # exposure, no purpose
    "سيطرت الفصائل على التلة.",  # the word begins like a future
    "وقد وصلت القافلة إلى المخيم.",  # the particle before a past verb
])
def test_what_is_no_outlook(text: str) -> None:
    assert outlooks(text) == []


def test_unnamed_opinion_is_nobodys() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن القصف مستمر. وتوقع خبراء أن تنهار الهدنة خلال أسابيع."
    reading = read(text, theatre="syria", published="2016-02-14")
    assert [(o.by, o.polarity) for o in reading.outlooks] == [(None, "likely")]
    assert len(reading.sayings) == 1


def test_a_supposition_about_the_past_is_no_forecast() -> None:
    assert outlooks("رجحت مصادر محلية أن القتلى سقطوا بصاروخ قديم.") == []


def test_slots_of_an_outlook() -> None:
    text = "من المتوقع أن تهاجم قوات النظام مدينة إدلب الأسبوع المقبل."
    outlook, = read(text, theatre="syria", published="2019-02-10").outlooks
    assert outlook.about
    assert outlook.horizon
    assert outlook.why[0].slot == "kind"
