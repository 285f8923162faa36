"""Outlooks: forecasts, aims, conditions."""

from __future__ import annotations

import pytest

from maydan.reading.outlooks import find
from maydan.reading.outlooks.candidates import Candidate
from maydan.reading.outlooks.weigh import chosen
from maydan.reading.reader import read

WAR = " ودارت اشتباكات عنيفة وسط قصف بالمدفعية والصواريخ، وقتل جنود ومسلحون في المعارك."


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
    ("وأكد المرصد السوري لحقوق الإنسان أن الطريق إلى المدينة سيظل مقطوعا.", ("forecast", "new:sohr", "likely")),
    ("وقد يتحول القصف إلى حرب شاملة في المنطقة.", ("forecast", "author", "possible")),
    ("وأرسل الجيش السوري تعزيزات تحسبا لهجوم على المدينة.", ("aim", "syr-army", None)),
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


@pytest.mark.parametrize(("text", "outlook"), [
    ("قال المرصد السوري لحقوق الإنسان إن الجسر سيتم فتحه قريبا أمام السيارات.", ("forecast", "new:sohr", "likely")),
    ("شنت قوات النظام هجوما جديدا، يستهدف الاستيلاء على مدينة سراقب.", ("aim", "syr-army", None)),
    ("وأعلنت الولايات المتحدة عزمها سحب قواتها من قاعدة التنف.", ("aim", "usa", None)),
    ("وما زالت روسيا مصممة على فتح الطريق الدولي.", ("aim", "russia", None)),
    ("وقال المرصد السوري لحقوق الإنسان إن من الصعوبة ضمان الهدنة في المدينة.", ("forecast", "new:sohr", "unlikely")),
])
def test_other_ways_to_tell_what_lies_ahead(text: str, outlook: tuple[str, str | None, str | None]) -> None:
    assert outlook in outlooks(text)


@pytest.mark.parametrize("text", [
    "واستهدف قصف مماثل مخيم النازحين القريب من الحدود.",  # a strike that hits, nobody's aim
    "ونقل الحريق إلى مستودع لقطع الغيار في المدينة.",
    "تعرضت بلدة سراقب، وقرية النيرب شرق المدينة، لقصف مدفعي.",
    "وسقط صاروخ على محل لبيع المحروقات وسط المدينة.",
    "ولم يتضح ما إذا كانت الطائرة قد عادت إلى القاعدة.",
    "وبات السكان في حالة خوف دائم من الطائرات.",
    "وقصفت المدفعية مواقع لأهداف في محيط البلدة.",
    "وكتب الشعراء سيرهم في كتاب واحد.",
    "تتعرض قوات النظام منذ سنوات طويلة وعلى جبهات عديدة متباعدة لإرهاق شديد.",
])
def test_words_that_only_look_like_it(text: str) -> None:
    assert outlooks(text) == []


def test_a_forecast_of_sources_without_a_name_is_nobodys() -> None:
    found = read("وأكدت مصادر محلية أن قوات النظام ستبدأ هجوما على مدينة سراقب.", theatre="syria",
                 published="2019-05-10").outlooks
    assert [(o.kind, o.by) for o in found] == [("forecast", None)]


def test_of_words_beside_each_other_one_opens() -> None:
    words = (Candidate(3, 9, 5, "aim", None, "outlook.word:في", "في محاوله", ruled=True),
             Candidate(5, 9, 6, "aim", None, "outlook.purpose", "noun", ruled=False),
             Candidate(12, 16, 13, "aim", None, "outlook.purpose", "noun", ruled=False))
    assert chosen(list(words), [0.6, 0.9, 0.2], (0.3, 0.55)) == [1]
    assert chosen(list(words), [0.6, 0.5, 0.6], (0.3, 0.55)) == [0, 2]
    assert chosen(list(words), [0.35, 0.5, 0.6], (0.3, 0.55), calm=True) == []


def test_without_a_model_the_rules_decide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(find, "weights", dict)
    assert ("aim", "russia", None) in outlooks("تهدف روسيا إلى تأمين القاعدة البحرية في طرطوس.")
    assert outlooks("تعرضت البلدة لقصف مدفعي عنيف.") == []


def test_what_is_met_again_by_its_like_is_no_aim() -> None:
    text = ("تعرضت بلدة الأتارب لقصف من قوات النظام، وأصيب مدنيان في قرية القصر. كما السرمانية ودوير الأكراد في غرب "
            "حماة لقصف مماثل دون وقوع إصابات، وردت فصائل المعارضة.")
    assert not [o for o in read(text, theatre="syria", published="2022-01-10").outlooks if o.kind == "aim"]


@pytest.mark.parametrize(("text", "outlook"), [
    ("داهمت قوات سوريا الديمقراطية المخيم بحثا عن خلايا تنظيم داعش.", ("aim", "sdf", None)),
    ("وتخشى تركيا من تدفق مزيد من اللاجئين إلى حدودها.", ("forecast", "turkey", "possible")),
    ("واشترطت روسيا انسحاب الفصائل من المدينة قبل بدء الهدنة.", ("condition", "russia", "possible")),
    ("وأضاف المرصد السوري لحقوق الإنسان أن القصف تجدد، متوقعا سقوط مزيد من الضحايا في المدينة.",
     ("forecast", "new:sohr", "likely")),
    ("وقالت تركيا إنها لا تنوي شن عملية عسكرية شرق الفرات.", ("forecast", "turkey", "unlikely")),
    ("ودعت روسيا النظام السوري إلى سحب قواته من المدينة من أجل إنجاح الهدنة.", ("aim", "russia", None)),
])
def test_whose_it_is(text: str, outlook: tuple[str, str | None, str | None]) -> None:
    assert outlook in outlooks(text)


@pytest.mark.parametrize("text", [
    "والتقى المبعوث ممثلي التحالف العربي لدعم الشرعية.",  # the name of the coalition
    "ولا تزال مستعدة لتسليم الأسرى إلى ذويهم.",  # being ready for it is no goal
])
def test_a_purpose_that_belongs_to_a_word_before(text: str) -> None:
    assert all(kind != "aim" for kind, _, _ in outlooks(text))


def test_an_aside_before_that_is_passed_over() -> None:
    text = "ومن المقرر، وفق التلفزيون الرسمي، أن تدخل القافلة مدينة حلب خلال خمسة أيام."
    outlook, = read(text, theatre="syria", published="2016-02-14").outlooks
    assert outlook.quote.endswith("خمسة أيام")


@pytest.mark.parametrize(("text", "by"), [
    ("قصفت قوات النظام مسعفين حاولوا إجلاء الجرحى من مدينة دوما.", None),
    ("استهدفت تركيا عناصر قوات سوريا الديمقراطية الذين حاولوا عبور الحدود.", "sdf"),
])
def test_who_tries_is_the_noun_before_the_verb(text: str, by: str | None) -> None:
    assert ("aim", by, None) in outlooks(text)


@pytest.mark.parametrize(("text", "by"), [
    # what others are called upon to do aims at what the caller wants
    ("ودعت روسيا الأمم المتحدة إلى التحرك العاجل من أجل وقف القصف على مدينة إدلب.", "russia"),
    # the verb of wanting agrees with its subject
    ("وقال ناشطون إن إيران وعبر حزب الله تسعى إلى السيطرة على مدينة القصير.", "iran"),
    # right before the verb, whatever else its words name
    ("وقالت مصادر إن إيران تحاول السيطرة على مدينة القصير بينما تنفي طهران ذلك.", "iran"),
    # of whom "that" speaks
    ("وقالت تركيا إن روسيا ماضية في القصف على ريف إدلب لإجبار السكان على الرحيل.", "russia"),
    # whose act it is told to be
    ("وتحدث ناشطون عن غارات متعمدة في ريف إدلب من قبل روسيا لإجبار السكان على الرحيل.", "russia"),
])
def test_whose_aim_it_is(text: str, by: str) -> None:
    found = [o.by for o in read(text, theatre="syria", published="2019-05-10").outlooks if o.kind == "aim"]
    assert found and set(found) == {by}


@pytest.mark.parametrize(("text", "by"), [
    # "we" are who speaks
    ("وقال سيرغي لافروف إننا ماضون في الحوار مع تركيا من أجل تثبيت الهدنة في إدلب.", "person:lavrov"),
    # efforts of somebody
    ("ورفضت روسيا مساعي تركيا لتشكيل قوة جديدة في إدلب.", "turkey"),
])
def test_whose_effort_it_is(text: str, by: str) -> None:
    found = [o.by for o in read(text, theatre="syria", published="2019-05-10").outlooks if o.kind == "aim"]
    assert found and set(found) == {by}


@pytest.mark.parametrize("text", [
    "وسئل لافروف عما إذا كانت قوات النظام تحاصر مدينة إدلب.",
    "وقتل في القصف على إدلب مسلح على الأرجح شيشاني.",
])
def test_what_is_asked_or_supposed_of_the_present_foretells_nothing(text: str) -> None:
    found = read(text, theatre="syria", published="2019-05-10").outlooks
    assert [o for o in found if o.kind in ("forecast", "condition")] == []


@pytest.mark.parametrize("text", [
    "ستستأنف روسيا القصف في إدلب إذا فشل الاتفاق مع الفصائل.",
    "ستستأنف روسيا القصف في إدلب، في حال فشل الاتفاق مع الفصائل.",
])
def test_a_condition_holds_its_consequence(text: str) -> None:
    found = read(text, theatre="syria", published="2016-02-14").outlooks
    assert [(o.kind, o.polarity) for o in found] == [("condition", "likely")]
    assert found[0].quote.startswith("ستستأنف")


@pytest.mark.parametrize(("text", "by"), [
    ("بهدف قطع طريق الإمداد، قصفت قوات النظام السوري بلدة حندرات في ريف حلب.", "syr-army"),
    ("تحسبا لأي هجوم تركي، عززت قسد مواقعها في تل رفعت وقصفت مواقع الفصائل.", "sdf"),
    ("أحبطت قوات الجيش العراقي محاولة قام بها عشرات من عناصر تنظيم داعش للسيطرة على الناحية.", "is"),
    ("أطلق الجيش التركي بمشاركة الجيش الوطني السوري عملية عسكرية شرق الفرات لتطهيرها من قسد.", "turkey"),
    ("حاول رئيس الوزراء الإسرائيلي بنيامين نتنياهو إقناع واشنطن بضرب إيران.", "person:benjamin-netanyahu"),
])
def test_whose_aim_it_is_by_its_clause(text: str, by: str) -> None:
    found = read(text, theatre="mena", published="2019-05-10").outlooks
    assert [o.by for o in found if o.kind == "aim"] == [by], found


@pytest.mark.parametrize("text", [
    "وقال داود أوغلو إن تركيا ليس لديها خطط لإرسال قوات إلى سوريا.",  # a plan that is not there
    "وتساءل الناشط متى ستتحرك الفصائل نحو المدينة التي قصفتها قوات النظام.",  # a question
    "ولا توجد خشية من تسريب معلومات عسكرية بعد سقوط الطائرة.",
])
def test_what_is_lacked_or_asked_is_no_outlook(text: str) -> None:
    assert not read(text + WAR, theatre="syria", published="2019-05-10").outlooks


def test_a_forecast_is_its_source_s() -> None:
    text = "ومن المنتظر بحسب عسكريين أن تبدأ قوات النظام السوري هجوما على إدلب خلال ساعات."
    assert [o.by for o in read(text + WAR, theatre="syria", published="2019-05-10").outlooks] == [None]


@pytest.mark.parametrize("text", [
    "أفاد القاضي بأن عشرة من المتهمين بقتل جنود الجيش السوري في حالة سراح.",
    "قال الوزير إن الحديث عن انسحاب القوات الروسية من سوريا سابق لأوانه.",
    "قصفت قوات النظام السوري سوقا لبيع المواشي في ريف إدلب أمس.",
])
def test_states_idioms_and_what_a_place_is_for_are_no_outlooks(text: str) -> None:
    assert not outlooks(text)


def test_in_the_case_of_an_act_is_a_condition() -> None:
    found = outlooks("في حالة فشل المفاوضات ستستأنف قوات النظام السوري القتال في إدلب.")
    assert "condition" in {kind for kind, *_ in found}


@pytest.mark.parametrize("text", [
    "وأفرج القاضي عن المتهم وأبقاه في حالة سراح حتى الجلسة المقبلة.",  # at liberty
    "ونقل الجرحى إلى المشفى وبعضهم في حالة الخطر.",  # critically ill
    "وتصدت الدفاعات الجوية السورية لأهداف معادية في سماء حمص.",  # targets
    "وأكدت موسكو أن الضربة أصابت هدفها، ونفت واشنطن ذلك.",  # the goal that is hit
    "وقالت قوات النظام إنها لا نية لديها للانسحاب من البلدة.",  # no such will
])
def test_idioms_are_no_outlooks(text: str) -> None:
    assert outlooks(text + WAR) == []


def test_goals_of_civil_life_are_no_outlooks() -> None:
    text = ("افتتحت البلدية سوقا لبيع المواشي قبل العيد، وتهدف الإدارة إلى تنظيم حركة الزوار. وأوضح المدير أن الأسعار "
            "ستنخفض تدريجيا مع زيادة العرض، وأن المهرجان سيقام على هامش السوق ويستمر أسبوعا كاملا.")
    assert outlooks(text) == []


@pytest.mark.parametrize(("text", "by"), [
    ("داهمت دورية من قسد منزل حسون الجميل في مدينة البصيرة، لاعتقال ابنه بتهمة التهريب.", "sdf"),
    ("أخلت ميليشيا قسد مقراتها في تل رفعت خوفا من استهدافها بالغارات الجوية.", "sdf"),
    ("وشهد ريف دير الزور مظاهرات ضد قسد للتنديد بسياساتها.", None),
    ("ويخشى أحد سكان الحي أن تعود المعارك إلى المدينة.", None),
    ("وأضاف: “نتوقع أن تعود المعارك إلى المدينة قريبا”.", None),
])
def test_whose_outlook_where_others_stand_nearby(text: str, by: str | None) -> None:
    assert [o.by for o in read(text + WAR, theatre="syria", published="2023-02-14").outlooks] == [by]


@pytest.mark.parametrize("text", [
    "وأصيب شخص جراء هجوم استهدف صهريجا لنقل النفط قرب الهول.",  # what a thing is for
    "وتحل اليوم الذكرى الرابعة لاغتيال القيادي في الجبهة الشعبية.",  # of what day it is
    "ويستمر القصف وسط غياب كامل لردع هذه الهجمات.",  # what is missing
    "وأحبط الأمن عملية كانت ستنفذ يوم الجمعة في السوق.",  # what was ahead once
    "وقد يكون الانفجار ناتجا عن لغم من مخلفات الحرب.",  # what has been
    "ولم يتضح ما إذا كانت الدوائر الدينية ستدعم المرشح المحافظ.",  # what is asked
    "وأعلنت القيادة الأمريكية (سينتكوم) مقتل قيادي في سيماف وستانلي.",  # names from abroad
    "وظهرت «المقاومة السورية لتحرير الجولان» قبل عامين.",  # what a body is called
])
def test_what_a_thing_is_for_or_was_is_no_outlook(text: str) -> None:
    assert outlooks(text + WAR) == []


@pytest.mark.parametrize("text", [
    "قال الأب إن ابنه قتل في سبيل الله.", "علقت المحادثات بين الحكومة والمعارضة لأجل غير مسمى."])
def test_set_phrases_with_words_of_purpose_state_no_aim(text: str) -> None:
    assert outlooks(text + WAR) == []


@pytest.mark.parametrize(("text", "by"), [
    ("أعلن رئيس الوزراء اللبناني نواف سلام إصدار أوامر للجيش لفرض الأمن في الجنوب.", "person:nawaf-salam"),
    ("وقال جيمس جيفري إن الواجب يحتم على المعارضة السورية أن تفاوض لإنهاء الحرب.", "person:james-jeffrey"),
    ("وأكدت قسد ضرورة أن تتحرك قوات التحالف الدولي سريعا من أجل وقف الهجمات.", "sdf"),
    ("قتل عناصر من قسد إثر استهدافهم من قبل الجيش الوطني خلال محاولتهم التقدم نحو مارع.", "sdf"),
    ("وأكد الرئيس التركي رجب طيب أردوغان عزم بلاده شن هجوم على منبج.", "turkey"),
    ("وكثفت تركيا قصف مناطق في ريف منبج، وهددت بشن عملية عسكرية واسعة.", "turkey"),
    ("ذكر ضابط أن الجيش أفشل محاولة قام بها أكثر من خمسين من مقاتلي تنظيم داعش للسيطرة على بلدة السخنة.", "is"),
])
def test_whose_aim_it_is_of_speakers_and_those_bidden(text: str, by: str) -> None:
    assert by in [o.by for o in read(text + WAR, theatre="syria", published="2025-02-14").outlooks]


@pytest.mark.parametrize("text", [
    "ويرجح أنها لطائرات حربية أردنية.",  # how things are
    "ورجحت مصادر محلية أن القصف مصدره قوات النظام.",
    "وقتل عنصران من قوات النظام في محاولة تسلل على محور سراقب.",  # a crime or raid that was tried
    "ومن الصعب تحديد عدد القتلى في المدينة.",  # what nobody can know
    "وحققت العملية التركية أهدافها في عفرين.",  # what was reached
    "وأفرجت قوات النظام عن معتقلين كبادرة حسن نية.",
    "واتفقت على ذلك كل من الولايات المتحدة وروسيا.",
    "والتقى الوزير فريدون سينيرلي مسؤولين في أربيل.",  # a family name
    "وصادف القصف الذكرى الثالثة والعشرين لاعتقال الزعيم الكردي.",
])
def test_what_is_known_named_or_done_is_no_outlook(text: str) -> None:
    assert outlooks(text + WAR) == []


def test_what_somebody_may_do_is_possible() -> None:
    text = "وأكد المرصد السوري لحقوق الإنسان أنه يمكن لقوات التحالف الدولي البدء باستخدام القاعدة."
    assert ("forecast", "new:sohr", "possible") in outlooks(text + WAR)


@pytest.mark.parametrize(("text", "outlook"), [
    ("وكثف الجيش السوري العمليات الهادفة إلى ضرب مخابئ التنظيم.", ("aim", "syr-army", None)),
    ("وزار الرئيس السوري بشار الأسد المدينة للوقوف على حجم الدمار.", ("aim", "person:bashar-al-assad", None)),
    ("وقال مظلوم عبدي إن قواته ستستهدف كل السفن.", ("forecast", "person:mazloum-abdi", "likely")),
    ("ومن شأن العقوبات الجديدة أن تزيد معاناة السكان.", ("forecast", "author", "likely")),
    ("وأكد المبعوث الأممي أنه لن يكون هناك حل عسكري.", ("forecast", "un-envoy", "unlikely")),
])
def test_more_openings(text: str, outlook: tuple[str, str | None, str | None]) -> None:
    assert outlook in outlooks(text + WAR)


def test_importance_is_no_forecast() -> None:
    assert outlooks("وقلل المتحدث من شأن الهجوم الأخير على القاعدة." + WAR) == []


@pytest.mark.parametrize("text", [
    "وبث ناشطون صورا قالوا إنها لقصف الطائرات محطات الكهرباء.",  # what pictures are of
    "ونشرت القناة المشاهد الأولى لاستهداف مدينة الباب.",
    "واتهمت اللجنة قوات النظام بعدم احترامها لوقف إطلاق النار.",  # what is respected
    "ورجح مسؤولون أن يكون الهجوم من تنفيذ داعش.",  # who did it
    "وتشهد المنطقة تفجيرات توقع في معظمها ضحايا مدنيين.",  # what they cause
    "وضحى الجنود بحياتهم فداء لأوطانهم.",  # a plural
    "ويعمل الفصيل في إطار التحالف الدولي ضد داعش.",
    "وتعرض مطار خراب الجير الذي يضم قاعدة للتحالف الدولي، لقصف بقذائف الهاون.",  # what befell it, far behind
    "وشهدت الجبهة تبادلا للقصف بين الجانبين.",
    "وأدى ذلك إلى تعريض المدنيين للقتل.",
])
def test_what_things_are_of_is_no_aim(text: str) -> None:
    assert outlooks(text + WAR) == []


def test_whom_somebody_urged_has_his_aim() -> None:
    text = "ودعا مظلوم عبدي الأهالي إلى الهدوء، وحثهم على التعاون لمواجهة خطر داعش."
    assert "person:mazloum-abdi" in [by for _, by, _ in outlooks(text + WAR)]


def test_who_flees_for_his_life_serves_no_aim() -> None:
    text = "وداهمت قسد منزل رجل في الحوايج، ما أدى إلى مقتله بعد محاولته الفرار من المنزل."
    assert outlooks(text + WAR) == []


def test_a_toll_told_as_likely_to_rise_is_a_forecast() -> None:
    text = "ولا يزال عدد القتلى في المدينة مرشحا للزيادة بسبب وجود إصابات خطرة."
    assert outlooks(text + WAR) == [("forecast", "author", "likely")]


@pytest.mark.parametrize(("text", "by"), [
    ("الخارجية الروسية: لن ننسحب من القاعدة قبل نهاية الحرب.", "russia"),
    ("وهناك مخاوف من أن الغارات يمكن أن تستهدف قوات النظام.", None),
])
def test_whose_forecast_it_is_by_headings_and_rumours(text: str, by: str | None) -> None:
    assert [o for _, o, _ in outlooks(text + WAR)] == [by]


@pytest.mark.parametrize(("text", "outlook"), [
    ("ولن يعود اللاجئون إلا بضمانات دولية.", ("condition", "author", "possible")),
    ("وقال مظلوم عبدي إن قسد لن تسلم سلاحها إلا بعد اتفاق شامل.", ("condition", "person:mazloum-abdi", "possible")),
    ("وأكدت روسيا أن نفوذها في سوريا سيبقى قويا طالما بقيت قواعدها.", ("condition", "russia", "likely")),
    ("وأكد المرصد السوري لحقوق الإنسان أن أي هجوم جديد سيشعل الجبهة.", ("condition", "new:sohr", "likely")),
])
def test_what_will_be_on_a_condition(text: str, outlook: tuple[str, str | None, str | None]) -> None:
    assert outlook in outlooks(text + WAR)
