"""The everyday ways in which agencies and monitors tell events, in sentences written for these tests."""

from __future__ import annotations

import pytest

from maydan.reading.context import Context
from maydan.reading.events import candidates
from maydan.reading.reader import STEPS
from maydan.theatre.compiled import theatre

BEFORE = "قصفت قوات النظام مواقع المعارضة في بلدة سراقب وقتل ثلاثة مقاتلين. "


def drafts(sentence: str) -> list[tuple[str, str]]:
    """(row, type) of every draft of a sentence that stands for itself, before the model weighs them."""
    context = Context.of(BEFORE + sentence, theatre("syria"), published="2018-03-05")
    for step in STEPS:
        if step.__name__ == "find_events":
            break
        step(context)
    return [(c.draft.row.word, c.draft.type) for c in candidates(context)
            if context.tokens[c.draft.at].start >= len(BEFORE)]


@pytest.mark.parametrize(("sentence", "kind"), [
    ("وقضى ثلاثة مدنيين في قصف على مدينة دوما.", "kill-civilians"),
    ("وقضى طفل متأثراً بجراحه جراء قصف على بلدة سرمين.", "kill-civilians"),
    ("وباتت بلدة مورك تحت سيطرة قوات النظام.", "capture"),
    ("وأصبحت مدينة منبج خاضعة لسيطرة قوات سوريا الديمقراطية.", "capture"),
    ("وأصبحت بلدة مورك محررة بالكامل.", "recapture"),
    ("وباتت قوات النظام على بعد كيلومترين من مدينة معرة النعمان.", "advance"),
    ("وأصبحت وحدات الجيش على مشارف بلدة سراقب.", "advance"),
    ("وكسرت المعارضة الخطوط الدفاعية لقوات النظام قرب سراقب.", "advance"),
    ("وأعاد الجيش السوري السيطرة على بلدة خناصر.", "recapture"),
    ("وحاولت قوات النظام السيطرة على بلدة كباني.", "offensive"),
    ("وحررت قوات مكافحة الإرهاب أمس فندقا في مدينة الموصل.", "recapture"),
    ("وطهر الجيش السوري بلدة سراقب من المسلحين.", "capture"),
    ("وأطلق مسلحون النار على دورية للمعارضة في سراقب.", "offensive"),
    ("وأخلت القوات الأمريكية قاعدتها في عين عيسى.", "withdraw"),
    ("وقطع تنظيم الدولة طريق حلب دمشق.", "supply-cut"),
    ("واقتادت قوات النظام شابين إلى جهة مجهولة في سراقب.", "arrest"),
    ("ووقع خمسة جنود أسرى في يد مقاتلي المعارضة في سراقب.", "arrest"),
    ("ووصل نحو ألف نازح إلى مخيمات أطمة.", "displace"),
    ("وأقامت القوات الأمريكية قاعدة عسكرية في عين العرب.", "deploy"),
    ("ودخلت قافلة عسكرية أمريكية إلى الحسكة.", "reinforce"),
    ("وحضت واشنطن أنقرة على وقف القصف.", "demand"),
    ("وزار بوتين سوريا.", "meeting"),
    ("وصنفت واشنطن الفصيل جماعة إرهابية.", "sanction"),
    ("وقلص برنامج الأغذية العالمي الحصص الغذائية في سوريا.", "aid-cut"),
    ("وزودت روسيا الجيش السوري بأنظمة دفاع جوي.", "military-aid"),
    ("وشن التحالف الدولي ضربة في الرقة.", "airstrike"),
    ("وقتل ثلاثة جنود في سراقب في وقت سابق.", "casualties"),
    ("وانسحب المسلحون من سراقب وفقا للاتفاق.", "withdraw"),
    ("وتكبد مقاتلو المعارضة خسائر مادية وبشرية في سراقب.", "casualties"),
    ("ودعا رئيس الوزراء العراقي حيدر العبادي القوات الأمنية في البلاد إلى ضبط النفس.", "demand"),
    ("ونفذت قوات التحالف الدولي 38 عملية ضد تنظيم الدولة.", "offensive"),
    ("وأغلقت قوات النظام طرقا زراعية في سراقب.", "supply-cut"),
    ("وهربت عشرات العائلات من القصف على بلدة النيرب.", "displace"),
    ("ورفعت المعارضة الجاهزية القتالية في سراقب.", "mobilise"),
    ("وقطع محتجون الطريق العام في سراقب.", "protest"),
    ("وسلمت القوات الأمريكية المسؤولية الأمنية إلى القوات العراقية.", "handover"),
    ("واستجابت فرق الدفاع المدني لأكثر من مئة هجوم.", "humanitarian-aid"),
    ("وعقدت القمة العربية في سرت.", "meeting"),
    ("وأدلى الناخبون بأصواتهم في سوريا.", "election"),
    ("وقالت فرنسا إنه يجب على تركيا وقف القصف.", "demand"),
    ("وأصدر الجيش الروسي أوامر إخلاء لسكان سراقب.", "demand"),
    ("وأعلن التحالف الدولي وقف إطلاق نار في سراقب.", "ceasefire"),
    ("ونقلت قوات سوريا الديمقراطية عائلات من مخيم الهول.", "evacuate"),
    ("وأحرق محتجون إطارات في سراقب.", "protest"),
])
def test_told(sentence: str, kind: str) -> None:
    assert kind in {d[1] for d in drafts(sentence)}, drafts(sentence)


@pytest.mark.parametrize(("sentence", "row"), [
    ("وقضى الاتفاق بخروج المقاتلين من سراقب.", "قضى نحبه"),
    ("وقضى الوزير إجازته في سراقب.", "قضى نحبه"),
    ("وأصبحت مناطق واسعة من سوريا مدمرة.", "بات تحت السيطرة"),
    ("وفرضت قوات النظام حظرا للتجول في سراقب.", "فرض عقوبات"),
    ("وتصنف واشنطن الحزب منظمة إرهابية.", "صنف إرهابيا"),
    ("وطهرت فرق الهندسة سراقب من الألغام.", "طهر"),
    ("وأعادت تسوية مساحات من الأراضي في سراقب.", "اتفاقية"),
])
def test_not_told(sentence: str, row: str) -> None:
    assert row not in {d[0] for d in drafts(sentence)}, drafts(sentence)


@pytest.mark.parametrize("sentence", [
    "وقالت فرنسا إنه يجب على تركيا سحب قواتها من سراقب.", "وقالت فرنسا إنه يجب أن تنسحب القوات التركية من سراقب.",
])
def test_what_ought_to_be_done_is_called_for(sentence: str) -> None:
    context = Context.of(BEFORE + sentence, theatre("syria"), published="2018-03-05")
    for step in STEPS:
        step(context)
    assert [e.status for e in context.events if e.type == "withdraw"] == ["called-for"]
    assert all(e.status == "happened" for e in context.events if e.type == "demand")


def test_what_an_attack_is_made_for_is_planned() -> None:
    context = Context.of(BEFORE + "وشنت القوات العراقية هجوما واسعا لتحرير مدينة الموصل من تنظيم الدولة.",
                         theatre("syria"), published="2016-10-17")
    for step in STEPS:
        step(context)
    assert all(e.status == "planned" for e in context.events if e.type == "recapture")


@pytest.mark.parametrize(("sentence", "kind", "status"), [
    ("وتراجعت أنقرة عن شن عملية عسكرية في سراقب.", "offensive", "denied"),
    ("وألغت روسيا اجتماعا مع المعارضة في جنيف.", "meeting", "denied"),
    ("وأرجأت الأمم المتحدة إجلاء الجرحى من سراقب.", "evacuate", "planned"),
    ("وتأجلت جولة المفاوضات بين النظام والمعارضة في جنيف.", "negotiation-round", "planned"),
])
def test_what_is_called_off_or_put_off(sentence: str, kind: str, status: str) -> None:
    context = Context.of(BEFORE + sentence, theatre("syria"), published="2018-03-05")
    for step in STEPS:
        step(context)
    assert [e.status for e in context.events if e.type == kind] == [status]
