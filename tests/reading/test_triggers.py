"""Words that tell an act only in some constructions, read from sentences written for these tests."""

from __future__ import annotations

import pytest

from maydan.reading.context import Context
from maydan.reading.events import candidates
from maydan.reading.reader import STEPS
from maydan.theatre.compiled import theatre

BEFORE = "قصفت قوات النظام مواقع المعارضة في بلدة سراقب وقتل ثلاثة مقاتلين. "


def drafts(sentence: str) -> list[tuple[str, str, tuple[str, ...], str]]:
    """(row, type, who, status) of every draft of a sentence, before the model weighs them."""
    context = Context.of(BEFORE + sentence, theatre("syria"), published="2018-03-05")
    for step in STEPS:
        if step.__name__ == "find_events":
            break
        step(context)
    return [(c.draft.row.word, c.draft.type, tuple(c.draft.refs_who), c.draft.status) for c in candidates(context)
            if context.tokens[c.draft.at].start >= len(BEFORE)]


@pytest.mark.parametrize(("sentence", "row", "kind"), [
    ("وسيرت القوات الروسية والتركية دورية مشتركة شرق سراقب.", "سير دورية", "deploy"),
    ("وجابت دوريات للشرطة العسكرية الروسية شوارع سراقب.", "جابت دوريات", "deploy"),
    ("ونصب عناصر هيئة تحرير الشام حاجزا عند مدخل سراقب.", "نصب حاجزا", "deploy"),
    ("وسقط متظاهر برصاص قوات النظام في سراقب.", "سقط جنود", "kill-civilians"),
    ("وخرجت عشرات العائلات من مخيم الهول نحو العراق.", "خرجت دفعة", "evacuate"),
    ("وعثر الأهالي على جثتين في أطراف بلدة سراقب.", "عثر على جثة", "casualties"),
    ("وأطلقت المعارضة معركة «الوفاء للشهداء» في ريف إدلب.", "عملية مسماة", "offensive"),
    ("وقال القائد إن مدينة سراقب محاصرة وسيتم تحريرها خلال أيام.", "تحرير", "recapture"),
    ("وأعلنت تركيا بدء عملية تحرير مدينة سراقب.", "عملية تحرير", "offensive"),
    ("وسقطت بلدة سراقب في يد المعارضة.", "سقطت المدينة", "capture"),
    ("وتحركت تعزيزات من قوات النظام نحو سراقب.", "تحركت تعزيزات", "reinforce"),
    ("وأودى القصف بحياة ثلاثة مدنيين في سراقب.", "أودى بحياة", "kill-civilians"),
    ("وألقت فرنسا باللوم على روسيا.", "ألقى باللوم", "accuse"),
    ("وفككت فرق الهندسة عبوة ناسفة في سراقب.", "فكك عبوة", "destroy"),
    ("وأعلنت المعارضة رفع الجاهزية في سراقب.", "رفع الجاهزية", "mobilise"),
    ("واتجهت قوات النظام نحو سراقب.", "اتجهت قوات", "advance"),
    ("وتسلمت اللجنة الأمنية أسلحتهم في بلدة سراقب.", "استلم سلاحا", "handover"),
    ("وتمت تصفية عشرة عناصر من داعش قرب سراقب.", "صفى مسلحين", "casualties"),
    ("وأدى الهجوم إلى سقوط تسعة جنود في سراقب.", "سقط جنود", "casualties"),
    ("وحصدت الغارات أرواح عشرين مدنياً في سراقب.", "حصد أرواحا", "kill-civilians"),
    ("وفتح مسلحون النار على المتظاهرين في سراقب.", "فتح النار", "clash"),
    ("وفتح الطيران الحربي نيران رشاشاته على بلدة سراقب.", "فتح النار", "airstrike"),
    ("وتهدم منزلان في سراقب جراء القصف.", "تهدم", "destroy"),
    ("واعترضت الدفاعات الجوية الروسية صاروخين فوق سراقب.", "اعترض صاروخا", "destroy"),
    ("وانطلقت الجولة السابعة من الحوار بين روسيا وتركيا.", "جولة مفاوضات", "negotiation-round"),
    ("واستخدمت روسيا حق النقض ضد القرار.", "استخدم الفيتو", "reject"),
    ("وقال الوزير إن روسيا لن تقبل أي تعديل.", "لم يقبل", "reject"),
    ("وقالت فرنسا إنها لن تؤيد القرار.", "أيد", "reject"),
    ("وأمهلت المعارضة قوات النظام يومين.", "أمهل", "threaten"),
    ("وأدرجت فرنسا الفصيل على قائمة الإرهاب.", "أدرج على القائمة", "sanction"),
    ("وأمطرت قوات النظام بلدة سراقب بالقذائف.", "أمطر", "shelling"),
    ("وهجرت قوات النظام سكان سراقب.", "هجر السكان", "displace"),
    ("وأخرجت الأمم المتحدة مرضى من سراقب.", "أخرج مدنيين", "evacuate"),
    ("ولاذ المسلحون بالفرار من سراقب.", "لاذ بالفرار", "retreat"),
    ("وقدمت تركيا دعماً عسكرياً للمعارضة.", "مساعدات عسكرية", "military-aid"),
    ("وانهارت الهدنة في سراقب.", "انهيار الهدنة", "ceasefire-collapsed"),
    ("وجرفت جرافات النظام أراضي زراعية في سراقب.", "جرف", "destroy"),
    ("وترك مئات الأهالي منازلهم في سراقب.", "ترك منازلهم", "displace"),
    ("وأرسلت تركيا قافلة مساعدات إلى سراقب.", "أرسل مساعدات", "humanitarian-aid"),
    ("ومنعت قوات النظام إدخال المساعدات إلى سراقب.", "منع المساعدات", "aid-cut"),
    ("واستدعت تركيا جنود الاحتياط.", "استدعى الاحتياط", "mobilise"),
])
def test_told(sentence: str, row: str, kind: str) -> None:
    assert (row, kind) in {d[:2] for d in drafts(sentence)}, drafts(sentence)


@pytest.mark.parametrize(("sentence", "kind"), [
    ("وسقطت مقاتلة سورية على سوق في بلدة سراقب.", "capture"),
    ("وتعد السيطرة على سراقب أمراً حاسماً للطرفين.", "recapture"),
    ("وقالت فصائل معارضة إنها باقية في سراقب.", "reject"),
    ("وفككت فرق الهندسة عبوة ناسفة في سراقب.", "bombing"),
    ("وقالت قيادة المعارضة في أول أيام عيد الفطر إن السيطرة لها.", "recapture"),
    ("وتقدم روسيا مساعدة لقوات النظام.", "advance"),
    ("وقال محلل إن ذلك يشكل ضربة كبيرة للمعارضة.", "shelling"),
    ("ودخلت قوات النظام سراقب بحثاً عن مسلحين.", "demand"),
    ("واعتقلت قوات النظام مسؤول التسليح في الفصيل.", "military-aid"),
    ("وقال وزير الإعلام في سراقب إن الوضع هادئ.", "meeting"),
    ("وقتل ثلاثة في سراقب واثنين في بنش.", "support-statement"),
    ("ووصفت روسيا القرار بأنه سابق لأوانه.", "casualties"),
    ("وقام الجيش السوري بعملية بحث في سراقب.", "demand"),
    ("ويمثل ذلك تهديداً للهدوء في سراقب.", "threaten"),
    ("وقصفت قوات النظام الأحياء المحاصرة في حلب.", "siege"),
    ("وانفجر جسم من مخلفات الحرب في سراقب.", "clash"),
])
def test_not_told(sentence: str, kind: str) -> None:
    assert kind not in {d[1] for d in drafts(sentence)}, drafts(sentence)


@pytest.mark.parametrize("sentence", [
    "وأكدت روسيا أنها مستعدة لوقف القصف.", "وقال الوزير إن روسيا مستعدة لوقف القصف.",
])
def test_who_is_ready(sentence: str) -> None:
    assert ("مستعد ل", "promise", ("russia",), "happened") in drafts(sentence), drafts(sentence)


def test_who_voices_and_who_is_forced() -> None:
    found = drafts("وأعربت روسيا عن رفضها القرار.")
    assert ("رفض", "reject", ("russia",), "happened") in found
    found = drafts("وأجبر القصف مقاتلي جبهة النصرة على الانسحاب من سراقب.")
    assert [d[2] for d in found if d[1] in ("withdraw", "retreat")] == [("nusra",)], found


def test_who_answers_with_fire_fires() -> None:
    found = drafts("وردت المعارضة باستهداف مواقع قوات النظام بالصواريخ.")
    assert ("استهدف", "missile-strike", ("opposition",), "happened") in found


def test_an_advance_that_is_to_be_stopped_may_be_told() -> None:
    assert "advance" in {d[1] for d in drafts("وكثف الطيران غاراته لوقف تقدم المعارضة نحو سراقب.")}


@pytest.mark.parametrize(("sentence", "kind", "status"), [
    ("وسيتم إرسال تعزيزات إلى سراقب.", "reinforce", "planned"),
    ("وتستهدف قوات النظام بشكل شبه يومي بلدة سراقب بقصف مدفعي.", "shelling", "ongoing"),
    ("وحشد النظام قواته لبدء عملية عسكرية في سراقب.", "offensive", "planned"),
    ("وصعدت الطائرات الأمريكية من دون طيار ضرباتها على سراقب.", "airstrike", "happened"),
])
def test_status(sentence: str, kind: str, status: str) -> None:
    assert (kind, status) in {(d[1], d[3]) for d in drafts(sentence)}, drafts(sentence)


def test_fire_of_which_no_weapon_is_told_takes_that_of_the_strike_before() -> None:
    assert "airstrike" in {d[1] for d in drafts("وقصف التحالف الدولي مواقع تنظيم الدولة في الرقة.")}
    found = drafts("وشنت مقاتلات تركية غارات على سراقب. وقصفت تركيا بلدة النيرب. وتعرضت بنش لقصف مماثل.")
    assert [d[1] for d in found] == ["airstrike"] * 3, found


@pytest.mark.parametrize(("sentence", "told"), [
    ("وقال الدفاع المدني إن طفلة ووالدتها أصيبتا بجروح في سراقب.", ("أصيب", "casualties")),
    ("وعقب الهجوم استهدفت القوات التركية مواقع قسد في سراقب.", ("استهدف", "shelling")),
    ("وأعلنت تركيا في بيان صدر أمس دعمها للمفاوضات.", ("عن دعمه", "support-statement")),
    ("وخرقت المعارضة الهدنات أكثر من مرة.", ("خرق الهدنة", "ceasefire-violated")),
])
def test_told_around_other_words(sentence: str, told: tuple[str, str]) -> None:
    assert told in {d[:2] for d in drafts(sentence)}, drafts(sentence)


@pytest.mark.parametrize(("sentence", "doer"), [
    ("وألقى داعش القبض على شابين في سراقب.", "is"),
    ("وألقت هيئة تحرير الشام القبض على شابين في سراقب.", "hts"),
    ("وألقى حزب الله اللبناني القبض على ثلاثة مهربين في سراقب.", "hezbollah"),
    ("واعتقلت هيئة تحرير الشام خمسة مدنيين في سراقب.", "hts"),
    ("واعتقلت قسد مدنيا في بلدة الشدادي.", "sdf"),
    ("اعتقلت داعش خمسة جنود في سراقب.", "is"),
    ("وأسرت المعارضة عشرة من مسلحي داعش في سراقب.", "opposition"),
])
def test_the_party_right_behind_a_verb_of_arrest_makes_it(sentence: str, doer: str) -> None:
    assert [d[2] for d in drafts(sentence) if d[1] == "arrest"] == [(doer,)]


def test_what_drives_somebody_to_an_answer_brings_no_troops() -> None:
    assert not any(d[1] == "reinforce" for d in drafts("وهو الأمر الذي دفع بقوات النظام إلى الرد على الهجوم."))


@pytest.mark.parametrize(("sentence", "row"), [
    ("وقال قائد محلي إن انتحاريا فجر سيارته عند حاجز للجيش في سراقب.", "فجر"),
    ("وأضاف أن شابا قتل برصاص قناص في سراقب.", "قتل"),
])
def test_a_past_form_behind_that_and_an_indefinite_subject_is_a_verb(sentence: str, row: str) -> None:
    assert row in {d[0] for d in drafts(sentence)}


@pytest.mark.parametrize("sentence", [
    "سيطرت داعش على بلدة سراقب.", "كبدت قوات النظام داعش خسائر فادحة في سراقب."])
def test_who_acts_is_the_subject_of_a_feminine_verb(sentence: str) -> None:
    doer = "is" if sentence.startswith("سيطرت") else "syr-army"
    assert [d[2] for d in drafts(sentence)] == [(doer,)]


def test_what_is_ruled_out_has_not_happened() -> None:
    assert [d[3] for d in drafts("واستبعدت تركيا شن عملية عسكرية في سراقب.") if d[1] == "offensive"] == ["denied"]
    assert [d[3] for d in drafts("ولم تستبعد تركيا شن عملية عسكرية في سراقب.") if d[1] == "offensive"] == ["forecast"]
