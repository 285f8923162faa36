"""Sayings: who is reported to have said what."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read


def sayings(text: str) -> list[tuple[str | None, str, str]]:
    return [(s.speaker, s.kind, s.quote) for s in read(text, theatre="syria", published="2019-05-10").sayings]


@pytest.mark.parametrize(("text", "speaker", "words"), [
    ("قال المرصد السوري لحقوق الإنسان إن الطائرات قصفت أطراف البلدة ليلا.", "new:sohr", "الطائرات قصفت"),
    ("وأعلنت وزارة الدفاع الروسية أن الهدنة صامدة في معظم المناطق.", "russia", "الهدنة صامدة"),
    ("نفت موسكو قصف المشفى الوحيد في المدينة.", "russia", "قصف المشفى"),
    ("القتال توقف منذ الفجر في محيط البلدة، بحسب المرصد السوري لحقوق الإنسان.", "new:sohr", "القتال توقف"),
    ("ووفقاً للدفاع المدني السوري، أصيب خمسة أشخاص في السوق الشعبي.", "white-helmets", "أصيب خمسة"),
])
def test_who_says_what(text: str, speaker: str, words: str) -> None:
    found = sayings(text)
    assert any(s == speaker and words in quote for s, _, quote in found), found


def test_direct_words() -> None:
    found = sayings("قال وزير الخارجية الروسي سيرغي لافروف: «سنواصل العمل مع جميع الأطراف حتى تثبت التهدئة».")
    assert [(s, k) for s, k, _ in found] == [("person:lavrov", "direct")]
    assert found[0][2].startswith("سنواصل")


def test_the_speaker_carries_over() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن الطريق مقطوع. وأضاف أن عشرات العائلات نزحت إلى الشمال."
    assert [s for s, _, _ in sayings(text)] == ["new:sohr", "new:sohr"]


def test_a_source_without_a_name_gives_no_saying() -> None:
    assert sayings("وقالت مصادر محلية إن السوق أغلق أبوابه باكرا.") == []


def test_nobody_says_it_is_worth_recalling() -> None:
    assert sayings("يذكر أن المدينة شهدت موجة برد قبل أسبوعين.") == []


def test_records_inside_words_take_their_voice() -> None:
    text = "قال المرصد السوري لحقوق الإنسان إن قوات النظام قصفت مدينة سراقب بالمدفعية."
    reading = read(text, theatre="syria", published="2019-05-10")
    assert reading.events
    assert {e.voice for e in reading.events} == {"new:sohr"}


@pytest.mark.parametrize("text", [
    "ولم تعلن قوات النظام سيطرتها على مدينة تدمر.",
    "ومن المستبعد أن تبلغ فصائل المعارضة مدينة حماة.",
    "ورأى محللون أن الهدنة ستنهار قريبا.",
])
def test_what_nobody_named_has_said(text: str) -> None:
    assert sayings(text) == []


def test_to_whom_it_is_said() -> None:
    reading = read("قال المرصد السوري لحقوق الإنسان لوكالة فرانس برس إن المعارك مستمرة في مدينة حلب.", theatre="syria",
                   published="2016-02-14")
    saying, = reading.sayings
    assert (saying.speaker, saying.addressee) == ("new:sohr", "new:afp")


@pytest.mark.parametrize(("text", "speakers"), [
    ("أعلنت الولايات المتحدة وتركيا نيتهما إقامة منطقة آمنة على الحدود.", ["usa", "turkey"]),
    ("وكانت روسيا وإيران قد أدانتا الهجوم على القاعدة.", ["russia", "iran"]),
    ("عبر الرئيس الروسي بوتين ونظيره التركي رجب طيب أردوغان عن رضاهما عن الهدنة.",
     ["person:putin", "person:erdogan"]),
])
def test_two_speak_with_one_voice(text: str, speakers: list[str]) -> None:
    reading = read(text, theatre="syria", published="2019-05-10")
    assert [s.speaker for s in reading.sayings] == speakers
    assert len({s.record_id for s in reading.sayings}) == len(speakers)
    assert len({(s.start, s.end) for s in reading.sayings}) == 1


@pytest.mark.parametrize(("text", "speaker", "words"), [
    ("ونشر الدفاع المدني السوري بيانا أكد فيه إصابة ثلاثة عمال في المعمل.", "white-helmets", "إصابة ثلاثة"),
    ("وكانت وزارة الدفاع الروسية أعلنت السبت، انسحابها من النقطة.", "russia", "انسحابها من"),
    ("وجاء في بيان لوزارة الدفاع الروسية أن الهدنة صامدة.", "russia", "الهدنة صامدة"),
    ("ونقلت وكالة سانا عن وزير الخارجية الروسي سيرغي لافروف قوله إن الحوار مستمر.", "person:lavrov", "الحوار مستمر"),
    ("وعبرت روسيا عن قلقها من تدهور الوضع في المدينة.", "russia", "قلقها من"),
])
def test_frames_of_other_shapes(text: str, speaker: str, words: str) -> None:
    found = sayings(text)
    assert [(s, words in quote) for s, _, quote in found] == [(speaker, True)], found


def test_the_source_is_what_it_was_when_first_named() -> None:
    text = "قال مصدر في قوات سوريا الديمقراطية إن الطريق آمن. وقال المرصد السوري لحقوق الإنسان إن القصف توقف. {}"
    assert sayings(text.format("وأضاف المصدر أن الجسر مفتوح."))[-1][0] == "sdf"
    unnamed = "وقالت مصادر محلية إن السوق مغلق. وأكدت المصادر أن الفرن يعمل."
    assert sayings("قالت روسيا إن الهدنة صامدة. " + unnamed)[-1][0] == "russia"
    assert len(sayings("قالت روسيا إن الهدنة صامدة. " + unnamed)) == 1


@pytest.mark.parametrize("text", [
    "وقالت مصادر أمنية سورية لوكالة رويترز إن الطريق مغلق.",
    "وصلت إلى روسيا أنباء تشير إلى تحسن الوضع.",
    "غادرت روسيا القاعدة، ثم انتقلت الحافلات عبر الحدود إلى تركيا بين أن تهطل الأمطار وأن تتوقف.",
    "ولا تعلن روسيا عن خسائرها.",
])
def test_words_that_report_nothing(text: str) -> None:
    assert sayings(text) == []


def test_words_said_through_a_page_start_behind_that() -> None:
    found = sayings("وقالت قوات سوريا الديمقراطية عبر صفحتها الرسمية في موقع فيسبوك، إن الجسر مفتوح.")
    assert found == [("sdf", "indirect", "إن الجسر مفتوح")]


@pytest.mark.parametrize(("text", "speakers", "words"), [
    ("وكانت صحيفة «الوطن» ذكرت أن القافلة وصلت إلى دمشق مساء.", 1, "القافلة وصلت"),
    ("وكانت الولايات المتحدة دعت روسيا إلى وقف الغارات على إدلب.", ["usa"], "وقف الغارات"),
    ("تتهم تركيا و«الجيش الوطني» قوات سوريا الديمقراطية باستخدام المدينة لهجماتها.", ["turkey", "sna"], "باستخدام"),
    ("نادرا ما تعلق إسرائيل على الغارات، لكنها تكرر أنها ستواصل ضرب مواقع إيران.", ["israel"], "أنها ستواصل"),
    ("وبين المرصد السوري لحقوق الإنسان، أن القصف توقف صباحا.", ["new:sohr"], "القصف توقف"),
    ("وتبنى تنظيم داعش تفجير السيارة في الحسكة أمس.", ["is"], "تفجير السيارة"),
    ("وبحسب وزارة الدفاع الروسية فإن الهدنة صمدت في معظم المناطق.", ["russia"], "الهدنة صمدت"),
    ("نشرت قوات سوريا الديمقراطية تقريرا جاء فيه أن المعبر مغلق منذ يومين.", ["sdf"], "المعبر مغلق"),
    ("وعلق على الأمر سيرغي لافروف، الذي قال للصحفيين، إن بلاده لن تنسحب من المدينة.", ["person:lavrov"], "لن تنسحب"),
    ("تحدث سيرغي لافروف عن الغارات مكتفيا بالقول إن التحقيق مستمر في الحادثة.", ["person:lavrov"], "التحقيق مستمر"),
    ("وأبدى سيرغي لافروف استعداد بلاده للوساطة بين الطرفين.", ["person:lavrov"], "استعداد بلاده"),
])
def test_frames_of_other_kinds(text: str, speakers: list[str] | int, words: str) -> None:
    found = [(s, quote) for s, _, quote in sayings(text) if words in quote]
    assert found, sayings(text)
    assert speakers == 1 or list(dict.fromkeys(s for s, _ in found)) == speakers


@pytest.mark.parametrize("text", [
    "وشدد الجيش السوري إجراءاته عند مداخل حماة بعد كشف الأمن تحركات مريبة.",
    "وتهدد المجاعة أهالي مضايا المحاصرة.",
    "وفقا للاتفاق بين روسيا وتركيا تفتح الطرق الدولية غدا.",
    "ووُصفت المحادثات بين روسيا وتركيا بأنها فرصة أخيرة.",
])
def test_what_is_no_saying(text: str) -> None:
    assert sayings(text) == []


def test_a_quoted_post_is_said_by_who_signs_it() -> None:
    text = ("قصفت الطائرات المخيم ليلا.\nفرقنا أسعفت خمسة مصابين من السوق #إدلب pic.twitter.com/abc\n"
            "— سامر الحلواني Samer (@samer_h) August 30, 2021\nوعاد الهدوء صباحا.\n")
    assert sayings(text) == [("person:samer-al-halwani", "direct",
                              "فرقنا أسعفت خمسة مصابين من السوق #إدلب pic.twitter.com/abc")]


@pytest.mark.parametrize(("text", "speaker"), [
    ("أكدت دراسة لجامعة الدول العربية أن الأسعار ارتفعت بعد القصف.", "arab-league"),
    ("أعلن البنتاغون أن الطائرات عادت إلى قاعدتها.", "usa"),
    ("أعلن مسؤولون أمنيون أتراك أن الطائرات عادت إلى قاعدتها.", "turkey"),
])
def test_papers_seats_and_officials_speak_for_their_bodies(text: str, speaker: str) -> None:
    assert [s for s, _, _ in sayings(text)] == [speaker]


def test_our_sources_are_those_of_the_outlet() -> None:
    text = "وصل فريق وكالة سانا إلى البلدة. أفادت مصادرنا أن القصف توقف. وأوضحت المصادر أن أربعة قتلوا."
    assert [s for s, _, _ in sayings(text)] == ["new:sana", "new:sana"]


def test_who_goes_on_agrees_with_the_verb() -> None:
    text = ("قال الرئيس الأمريكي باراك أوباما إن القوات ستبقى. وقالت وزيرة الخارجية الأمريكية هيلاري كلينتون إن "
            "الوضع خطير. وأضاف أن الحل سياسي.")
    found = read(text, theatre="mena", published="2012-05-10").sayings
    assert [s.speaker for s in found] == ["person:barack-obama", "person:hillary-clinton", "person:barack-obama"]


@pytest.mark.parametrize(("text", "speakers"), [
    # a subject that nothing knows is not the one who spoke before
    ("قالت الحكومة التركية إن الهدنة صامدة. وأضافت شركة محلية أن الوقود نفد.", ["turkey"]),
    ("قالت الحكومة التركية إن الهدنة صامدة. وقال خبراء إن الوقود نفد.", ["turkey"]),
    # two do not speak as one person; those who spoke together go on together
    ("قال وزير الخارجية الروسي سيرغي لافروف إن الهدنة صامدة، وأشارا إلى أن الطريق مفتوح.", ["person:lavrov"]),
    # "as for": the one named there
    ("قال المرصد السوري لحقوق الإنسان إن الطريق مقطوع. أما سيرغي لافروف فقال إن الهدنة صامدة.",
     ["new:sohr", "person:lavrov"]),
    # who acts in the sentence goes on in it
    ("قال المرصد السوري لحقوق الإنسان إن الطريق مقطوع. واستقبل سيرغي لافروف وفدا كرديا، مؤكدا أن الهدنة صامدة.",
     ["new:sohr", "person:lavrov"]),
    # a thing of which is said is not who says it
    ("نشرت روسيا صور القوات التي قال المرصد السوري لحقوق الإنسان إنها وصلت أمس.", ["new:sohr"]),
    # the subject of an inner clause
    ("أكد المرصد السوري لحقوق الإنسان أن دراسات حديثة كشفت عن نقص كبير في الدواء.", ["new:sohr"]),
    # not to give one's name is no saying
    ("وقال مصدر في المرصد السوري لحقوق الإنسان، فضل عدم ذكر اسمه، إن الطريق مقطوع.", ["new:sohr"]),
])
def test_who_goes_on_speaking(text: str, speakers: list[str]) -> None:
    assert [s for s, _, _ in sayings(text)] == speakers


def test_a_family_name_alone_is_who_bears_it_in_full_before() -> None:
    text = ("التقى الباحث الفرنسي جوزفالد فيريراند عددا من السكان في المدينة. وقال فيريراند إن الطريق مقطوع. "
            "وأضاف أن الوقود نفد.")
    found = sayings(text)
    assert len({s for s, _, _ in found}) == 1 and len(found) == 2
    assert (found[0][0] or "").startswith("person:")


def test_a_line_that_opens_with_who_says_it() -> None:
    text = "نشرة المساء\nالمرصد السوري لحقوق الإنسان: مقتل خمسة مدنيين بقصف على ريف إدلب.\nدرجات الحرارة غدا معتدلة."
    assert [s for s, _, _ in sayings(text)] == ["new:sohr"]


@pytest.mark.parametrize("words", ["نحن ماضون في دعم الهدنة حتى النهاية", "لن نسمح بانهيار الهدنة في إدلب"])
def test_words_without_a_mark(words: str) -> None:
    assert [(s, q) for s, _, q in sayings(f"وقال سيرغي لافروف {words}.")] == [("person:lavrov", words)]


@pytest.mark.parametrize(("text", "speakers"), [
    # who is told to have said what stands before goes on
    ("الطريق مقطوع منذ الفجر. صرح بذلك سيرغي لافروف أمس، مؤكدا أن الهدنة صامدة.", ["person:lavrov"]),
    # the subject of a relative clause without a pronoun
    ("قالت الحكومة التركية إن الشرطة اعتقلت شبكة مسلحة اعترفت بتلقي المال.", ["turkey"]),
    # those accused, and an answer, are nobody's words
    ("ذكرت وكالة سانا أن النيابة أحالت 41 متهما من جنسيات عدة إلى المحكمة.", ["new:sana"]),
    # several persons without a name are no state
    ("أعلنت الحكومة التركية أن الهدنة صامدة. قالوا إن الطريق مفتوح.", ["turkey"]),
])
def test_who_does_not_go_on(text: str, speakers: list[str]) -> None:
    assert [s for s, _, _ in sayings(text)] == speakers


@pytest.mark.parametrize(("text", "speakers"), [
    # whom the speaker urges or accuses is not who speaks on
    ("قال وزير الخارجية الروسي سيرغي لافروف إن الوضع صعب. وحث تركيا على وقف القصف.", ["person:lavrov"] * 2),
    ("قال وزير الخارجية الروسي سيرغي لافروف إن الوضع صعب. واتهم تركيا بقصف القرى.", ["person:lavrov"] * 2),
    ("قال وزير الخارجية الروسي سيرغي لافروف إن الوضع صعب. ودعا تركيا إلى وقف القصف.", ["person:lavrov"] * 2),
    ("قال وزير الخارجية الروسي سيرغي لافروف إن الوضع صعب. ودعت تركيا إلى وقف القصف.", ["person:lavrov", "turkey"]),
    # a first name alone, in a talk to an outlet
    ("قال المتحدث باسم الأمم المتحدة سليم حداد إن الوضع صعب. وقال سليم، في تصريحات لصحيفة عكاظ، إن الهدنة صامدة.",
     ["person:salim-hadad"] * 2),
    # an outlet told by its address or in brackets
    ("وقال مراسل “السورية.نت”، إن القصف استهدف منزلا.", ["new:alsouria-net"]),
    ("وقال ناشطون محليون لـ(الحل نت)، إن القصف استهدف منزلا.", ["new:al-hal-net"]),
    # a rank as a family name
    ("وقال أحمد الجندي إن القصف استمر يومين.", ["person:ahmad-al-jandi"]),
])
def test_who_goes_on(text: str, speakers: list[str]) -> None:
    assert [s for s, _, _ in sayings(text)] == speakers


def test_who_would_not_be_named_says_it_once() -> None:
    text = "كشف قيادي في الجيش الحر، طلب عدم ذكر اسمه، أن المعركة في إدلب ستبدأ قريبا."
    found = [(s.speaker, s.verb) for s in read(text, theatre="syria", published="2019-05-10").sayings]
    assert found == [("fsa", "كشف")], found


@pytest.mark.parametrize("text", [
    "وطالب أردوغان روسيا بالتدخل لوقف القصف على إدلب.",  # no student of that name
    "وقال أردوغان إن القصف مستمر. وطالب المجتمع الدولي بالتدخل لوقف القصف.",
])
def test_who_demands(text: str) -> None:
    found = [(s.speaker, s.verb) for s in read(text, theatre="syria", published="2019-05-10").sayings]
    assert found[-1] == ("person:erdogan", "وطالب"), found


@pytest.mark.parametrize(("text", "speakers"), [
    ("قال المدير خالد محمود إن المدرسة فتحت أبوابها. وعلمت أم سعيد أبناءها اللغة، وأضافت أنها وضعت لهم برنامجا.",
     ["person:khaled-mahmoud"]),
    ("قال الوزير أحمد حسن إن القصف مستمر. وأكدت أن المخيم بلا ماء.", ["person:ahmad-hassan"]),
    ("قالت الوزيرة مريم الصادق إن المفاوضات مستمرة، مبينة أن الاتفاق قريب.", ["person:maryam-al-sadeq"] * 2),
    ("قال المدير خالد محمود إن المدرسة فتحت أبوابها. وأضاف أن عدد الطلاب كبير.", ["person:khaled-mahmoud"] * 2),
])
def test_who_goes_on_speaking_is_of_the_gender_of_the_verb(text: str, speakers: list[str]) -> None:
    assert [s for s, _, _ in sayings(text)] == speakers


def test_a_quotation_never_closed_ends_with_its_paragraph() -> None:
    text = (
        "وقالت وزارة الدفاع السعودية في بيان إن «طائرة تابعة للقوات السعودية هبطت اضطراريا في منفذ الطوال بعد عطل.\n"
        "وذكر وزير الدفاع الروسي سيرغي شويغو خلال اتصال مع «الشرق الأوسط» أن قواته لن تنسحب من القاعدة.")
    found = read(text, theatre="mena", published="2015-08-06").sayings
    assert [s.speaker for s in found] == ["saudi", "person:shoigu"]
    assert "\n" not in found[0].quote
