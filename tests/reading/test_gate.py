"""Words of war in sport, markets and accidents are no events of a conflict; confidence is a probability."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


@pytest.mark.parametrize("text", [
    "شن المهاجم هجوما خاطفا قبل أن يسجل هدف الفوز في مباراة الدوري.",
    "تستهدف الحملة زيارة المدارس وتقديم النصائح للطلاب في المهرجان.",
    "لقي شخصان مصرعهما في حادث مروري على الطريق السريع.",
    "سيطر سهم الشركة على تداولات السوق وتقدم المؤشر نقطتين.",
    "احتلت إيطاليا وإسبانيا المراتب الأخيرة في جدول السياحة لهذا العام.",
    "فجّر القضاء الأميركي فضيحة فساد داخل الاتحاد الدولي للعبة.",
    "تشهد الفترة المقبلة تحركا واسعا يستهدف التنسيق مع إثيوبيا حول مياه النهر.",
    "ألقت الشرطة في لبنان القبض على لص سرق ثلاث لوحات من متحف العاصمة.",
])
def test_no_conflict_no_event(text: str) -> None:
    assert read(text).events == ()


def test_confidence_is_a_probability() -> None:
    text = "قصفت قوات النظام بالمدفعية الثقيلة مدينة سراقب، ما أدى إلى مقتل ثلاثة مدنيين وإصابة خمسة آخرين."
    reading = read(text, published="2019-08-10")
    records = [*reading.events, *reading.holdings, *reading.ties, *reading.sayings, *reading.outlooks]
    assert records
    assert all(0 <= r.confidence <= 1 for r in records)


def test_the_same_text_gives_the_same_bytes() -> None:
    text = "سيطرت قوات سوريا الديمقراطية على مدينة الرقة بدعم من التحالف الدولي في 17 تشرين الأول 2017."
    assert read(text).to_json() == read(text).to_json()


def test_what_is_foreseen_of_matches_and_markets_is_no_outlook() -> None:
    text = ("يسعى الفريق إلى الفوز في مباراته المقبلة، ومن المتوقع أن يشارك المهاجم في الشوط الأول. "
            "وقال المدرب إن اللاعبين سيعودون إلى التدريبات بهدف تحسين لياقتهم قبل نهاية الموسم.")
    assert read(text, theatre="mena", published="2015-08-01").outlooks == ()


def test_what_is_foreseen_of_a_settlement_is_one_without_a_word_of_war() -> None:
    text = ("قال وزير الخارجية الأمريكي إن الولايات المتحدة وروسيا ستستأنفان المفاوضات حول البرنامج النووي الإيراني "
            "في فيينا، ومن المتوقع أن توقع إيران الاتفاق مع الاتحاد الأوروبي بعد رفع العقوبات الدولية عنها.")
    assert read(text, theatre="mena", published="2015-07-01").outlooks
