"""Actors: names, phrases, references, persons, groups; governments by metonymy; pronouns."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.reading.actors import find_actors
from maydan.reading.actors.coreference import Antecedents, resolve_pronoun
from maydan.reading.actors.slugs import slug
from maydan.reading.context import Context
from maydan.reading.metonymy import acts_as_government
from maydan.reading.reader import read as read_text
from maydan.records import Actor
from maydan.theatre.compiled import theatre


def read(text: str, published: str | None = None, about: str = "syria") -> Context:
    context = Context.of(text, theatre(about), published=published)
    find_actors(context)
    return context


def mentions(text: str, about: str = "syria") -> list[tuple[str, str]]:
    return [(text[m.start:m.end], m.ref) for m in read(text, about=about).mentions if m.kind == "actor"]


def ids(text: str, about: str = "syria") -> set[str]:
    return {a.id for a in read(text, about=about).actors}


@pytest.mark.parametrize(("text", "words", "ref"), [
    ("قصفت القوات الروسية بلدة سرمين في ريف إدلب", "القوات الروسية", "russia"),
    ("شنت المقاتلات الحربية الروسية غارات على ريف إدلب", "المقاتلات الحربية الروسية", "russia-air"),
    ("نفذ الطيران الحربي السوري غارتين على دوما قرب دمشق", "الطيران الحربي السوري", "syr-army"),
    ("دخل الجيش التركي مدينة عفرين", "الجيش التركي", "turkey"),
    ("أدانت وزارة الخارجية الفرنسية الهجوم على حلب", "وزارة الخارجية الفرنسية", "france"),
    ("قتل ثلاثة من مسلحي تنظيم داعش في دير الزور", "مسلحي تنظيم داعش", "is"),
    ("وصلت وحدات من قوات النظام السوري إلى تدمر", "وحدات من قوات النظام السوري", "syr-army"),
    ("أغارت طائرات أمريكية على مواقع التنظيم قرب الرقة", "طائرات أمريكية", "usa"),
])
def test_phrases_name_the_arm_that_is_meant(text: str, words: str, ref: str) -> None:
    assert (words, ref) in mentions(text)


def test_the_adjective_is_the_mention_behind_a_noun_of_action() -> None:
    assert ("تركي", "turkey") in mentions("سقط جرحى في قصف مدفعي تركي على قرى قرب منبج")
    assert ("الإيراني", "iran") in mentions("يتواصل الدعم العسكري الإيراني لقوات النظام في حلب")


def test_two_adjectives_are_two_actors() -> None:
    found = ids("عقد الجانبان التركي والروسي جولة جديدة حول هدنة إدلب")
    assert {"turkey", "russia"} <= found


@pytest.mark.parametrize(("text", "found"), [
    ("قالت واشنطن إن الهجوم على حلب يهدد الهدنة", {"usa"}),
    ("سافر الوفد إلى واشنطن أمس", set()),
    ("جرى اتفاق بين موسكو وأنقرة على وقف القصف في إدلب", {"russia", "turkey"}),
    ("أغلقت الحدود مع تركيا بعد القصف", set()),
    ("نزحت عائلات إلى لبنان بسبب القصف", set()),
    ("تسعى تركيا إلى إقامة منطقة آمنة", {"turkey"}),
    ("انفجرت سيارة في موسكو", set()),
])
def test_governments_and_ground(text: str, found: set[str]) -> None:
    states = {"usa", "russia", "turkey", "lebanon"}
    assert ids(text) & states == found


def test_metonymy_of_a_single_name() -> None:
    context = Context.of("أعلنت أنقرة موقفها", theatre("syria"))
    match = next(m for m in context.names if context.text[m.start:m.end] == "أنقرة")
    assert acts_as_government(context, match) == "turkey"


def test_general_words_point_back() -> None:
    text = "سيطر تنظيم داعش على قرية قرب الرقة. وقال سكان إن التنظيم زرع ألغاماً. وأعلن المرصد السوري " \
           "أن المعارك مستمرة، وأضاف المرصد أن القصف توقف."
    found = mentions(text)
    assert ("التنظيم", "is") in found
    assert ("المرصد", "new:sohr") in found


def test_general_words_follow_the_country_of_the_document() -> None:
    text = "في محافظة مأرب شرق اليمن تقدم الجيش الوطني نحو صنعاء، وشن طيران التحالف العربي غارات على الحوثيين، " \
           "ثم قصف طيران التحالف مواقع أخرى في صعدة."
    found = mentions(text)
    assert ("الجيش الوطني", "new:yemeni-army") in found
    assert ("طيران التحالف", "saudi-coalition") in found
    assert "syr-army" not in ids(text)


def test_a_general_word_with_another_country_is_not_ours() -> None:
    assert "syr-army" not in ids("قال مسؤولون من الجيش الأميركي إن الغارات على حلب ستستمر")


def test_persons_with_titles_are_one_mention() -> None:
    text = "قال وزير الخارجية الروسي سيرغي لافروف إن الغارات ستتواصل، وأضاف لافروف أن الهدنة هشة."
    found = mentions(text)
    assert ("وزير الخارجية الروسي سيرغي لافروف", "person:lavrov") in found
    assert ("لافروف", "person:lavrov") in found
    assert "russia" in ids(text)  # told by the title, though no mention of its own
    assert [ref for _, ref in found].count("russia") == 0


def test_unknown_persons() -> None:
    found = read("قتل المزارع سمير الخطيب في القصف على حلب. وقال مروان الدالي، وهو مدير مشفى، إن الوضع صعب. "
                 "وذكر الدالي أن الأدوية نفدت.")
    people = {a.text: a.id for a in found.actors if a.kind == "person"}
    assert set(people) == {"سمير الخطيب", "مروان الدالي"}
    again = [m for m in found.mentions if m.ref == people["مروان الدالي"]]
    assert len(again) == 2


def test_spokesman_by_name_keeps_the_body_in_the_list() -> None:
    text = "أكد المتحدث باسم التحالف الدولي العقيد مايلز كاغنز أن الضربات على داعش مستمرة"
    context = read(text)
    assert "us-coalition" in {a.id for a in context.actors}
    spoken = [m for m in context.mentions if text[m.start:m.end].startswith("المتحدث")]
    assert len(spoken) == 1
    assert spoken[0].ref.startswith("person:")


def test_spokesman_without_name_is_the_body() -> None:
    assert ("المتحدث باسم الجيش التركي", "turkey") in mentions("قال المتحدث باسم الجيش التركي إن القصف توقف")


def test_unknown_groups() -> None:
    text = "أعلنت كتائب \"صقور الوادي\" و\"حركة نسور الجنوب\" الهجوم على مواقع قوات النظام"
    found = {a.text: a for a in read(text).actors}
    assert found["كتائب \"صقور الوادي\""].id.startswith("new:")
    assert not found["كتائب \"صقور الوادي\""].known


def test_groups_named_inside_quotation_marks() -> None:
    found = read("اقتحم مسلحون من «جبهة أحرار الوادي» بلدة قرب حماة بعد قصف عنيف، وقصفت «جماعات مسلحة» البلدة").actors
    assert "جبهة أحرار الوادي" in {a.text for a in found}
    assert "جماعات مسلحة" not in {a.text for a in found}


def test_outlets_quoted_behind_words_of_reporting() -> None:
    found = read("قال مصدر محلي لـ «الشاهد الجديد» إن القصف على حلب توقف").actors
    assert {a.text: a.kind for a in found}["الشاهد الجديد"] == "media"


def test_forces_of_a_person_are_a_body_and_the_person_is_listed() -> None:
    found = ids("في محافظة إب باليمن هاجمت قوات الرئيس السابق علي عبد الله صالح مواقع المقاومة الشعبية بعد غارات")
    assert {"new:saleh-forces", "person:ali-abdullah-saleh"} <= found


@pytest.mark.parametrize("unit", ["عناصر ", "القوات الموالية ل", "الرئيس ", "«كتيبة ", "محمد "])
def test_phrases_inside_phrases_end(unit: str) -> None:
    read(unit * 2000)


def test_forces_that_fight_for_another() -> None:
    found = mentions("تقدمت قوات النظام والمسلحون الموالون لها في ريف حلب بعد قصف عنيف")
    assert ("المسلحون الموالون لها", "syr-militia") in found


def test_civilians_once() -> None:
    context = read("أصيب مدنيان في قصف لقوات النظام على إدلب، ونزحت عائلات، وقال أحد الأهالي إن المدنيين خائفون")
    assert sum(a.id == "civilians" for a in context.actors) == 1


def test_everyday_words_are_no_actors() -> None:
    text = "ناقش المؤتمر النظام الاقتصادي الجديد، وقال الباحثون إن الطيران التجاري يتوسع في المنطقة."
    assert not {a.id for a in read(text).actors} & {"syr-gov", "syr-army", "opposition"}


def test_pronouns() -> None:
    text = "هاجم تنظيم داعش قرية قرب الرقة، وقتل اثنان من عناصره. وقصفت القوات التركية منبج بمدفعيتها."
    context = read(text)
    tokens = context.tokens
    own = next(t.index for t in tokens if t.word.form == "عناصره")
    hers = next(t.index for t in tokens if t.word.form == "بمدفعيتها")
    assert resolve_pronoun(context, own) == "is"
    assert Antecedents(context).resolve(hers) == "turkey"


def test_slugs_are_latin() -> None:
    assert slug("محمد بن سالم") == "mohammed-bin-salem"
    assert slug("؟؟") == "unnamed"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    "قال", "الرئيس", "محمد", "القوات", "الروسية", "في", "حلب", "تنظيم", "«", "»", "داعش", "،", ".", "الجيش", "\n",
    "عناصر", "من", "قصف", "تركي", "و", "لجبهة", "النصرة", "موالية", "له", "مدنيين", "(", ")", "المتحدث", "باسم", "xyz",
]), max_size=40))
def test_mentions_stand_where_they_say(words: list[str]) -> None:
    text = " ".join(words)
    context = read(text)
    last = 0
    for mention in sorted(context.mentions, key=lambda m: m.start):
        assert last <= mention.start < mention.end <= len(text)
        last = mention.end
        first = context.tokens[mention.first]
        assert first.start <= mention.start < first.end
        assert context.tokens[mention.last - 1].end == mention.end
    for actor in context.actors:
        assert actor.text in text
        assert actor.mentions


def test_the_occupation_is_whoever_the_document_says() -> None:
    assert "israel" in ids("اعتقلت قوات الاحتلال خمسة فلسطينيين في رام الله، وانتشر جنود الاحتلال في جنين.", "mena")
    text = "قصفت طائرات الاحتلال التركي قرى في ريف الحسكة، وقال الأهالي إن قوات الاحتلال توغلت في المنطقة."
    assert "turkey" in ids(text)
    assert "israel" not in ids(text)


def test_a_leader_joined_to_a_militia_means_his_forces() -> None:
    text = "تقدمت المقاومة الشعبية في تعز بعد اشتباكات مع ميليشيات الحوثي وصالح قرب المطار."
    assert {"houthis", "new:saleh-forces"} <= ids(text, "yemen")
    titled = "قصفت ميليشيات الحوثي والمخلوع صالح أحياء سكنية في تعز."
    assert {"houthis", "person:ali-abdullah-saleh"} <= ids(titled, "yemen")


@pytest.mark.parametrize(("text", "ref"), [
    ("سيطر اللواء السادس مشاة على مدينة سبها الليبية بعد اشتباكات عنيفة", "new:6th-infantry-brigade"),
    ("قال المتحدث باسم الكتيبة 116 مشاة إن القصف على سبها الليبية توقف", "new:116th-infantry-battalion"),
    ("انضم اللواء الـ(15) إلى المقاومة الشعبية في تعز بعد الاشتباكات", "new:15th-brigade"),
    ("قصفت قوات الفرقة الثالثة عشرة أطراف الموصل العراقية", "new:13th-division"),
])
def test_units_by_their_number(text: str, ref: str) -> None:
    assert ref in ids(text, "mena")


def test_where_a_unit_is_stationed_is_not_the_unit() -> None:
    assert "new:77th-brigade" not in ids("تقدمت المقاومة باتجاه اللواء 77 في تعز بعد قصف عنيف", "mena")


def test_persons_in_lists_and_with_ages() -> None:
    text = "والمصابون هم كل من زيلان شيخو (20 عاماً)، روهات جمو (38 عاماً)، سوسن قاطرجي (33 عاماً)، وجميعهم من سكان الحي."
    assert len([r for r in ids(text) if r.startswith("person:")]) == 3


def test_officials_behind_what_they_belong_to() -> None:
    found = mentions("ذكر القيادي في الحشد الشعبي حسن الشمري أن القصف على الموصل مستمر.", "mena")
    assert any(ref.startswith("person:hassan-al") for _, ref in found)
    assert "pmf" in ids("ذكر القيادي في الحشد الشعبي حسن الشمري أن القصف على الموصل مستمر.", "mena")
    far = mentions("قال المسؤول الكبير في الإقليم أصغر حسين جمالي إن المسلحين هاجموا نقطة عسكرية.", "mena")
    assert any(ref.startswith("person:") for _, ref in far)


def test_a_person_by_the_end_of_his_name_is_the_same() -> None:
    text = "قال مدير المرصد رامي عبد الرحمن إن القصف مستمر. وأضاف عبد الرحمن أن القتلى عشرة."
    assert [r for r in ids(text) if r.startswith("person:")] == ["person:rami-abdulrahman"]


def test_a_mosque_is_not_the_man_it_is_named_after() -> None:
    assert not [r for r in ids("سقطت قذائف قرب مسجد عثمان بن عفان في تعز أثناء القصف.", "yemen") if "othman" in r]


@pytest.mark.parametrize(("text", "ref"), [
    ("قال سامي العسكري عضو البرلمان إن القصف مستمر", "person:sami"),
    ("تلبية لطلب من رئيسها فرنسوا مبانغا بعد هجوم المتمردين", "person:francois"),
])
def test_names_behind_titles_of_others_and_like_titles(text: str, ref: str) -> None:
    assert any(found.startswith(ref) for found in ids(text, "mena"))


def test_who_backs_somebody_is_told_by_an_adverb() -> None:
    text = "قصفت فصائل الجيش الوطني المدعوم تركياً مواقع قوات سوريا الديمقراطية المدعومة أمريكياً قرب منبج."
    assert {"sna", "sdf", "turkey", "usa"} <= ids(text)


@pytest.mark.parametrize("credit", ["(أ.ف.ب)", "(أ .ف .ب)", "(أ ف ب)"])
def test_an_agency_by_its_letters(credit: str) -> None:
    assert "new:afp" in ids(f"سقط قتلى وجرحى في قصف على مدينة تعز أمس. {credit}", "mena")


def test_armies_of_states_without_a_war_of_their_own() -> None:
    text = "قتل الجيش النيجيري عشرة من مسلحي بوكو حرام، ودعت نيجيريا القوات التشادية إلى المشاركة في المعارك."
    assert {"new:nigerian-army", "new:nigeria", "new:chadian-army"} <= ids(text, "mena")


def test_general_plurals_are_no_groups() -> None:
    assert not [r for r in ids("اتهمت جماعات العنف منظمات المجتمع المدني بالوقوف وراء القصف على تعز", "mena")
                if r.startswith("new:")]


@pytest.mark.parametrize("mark", ["ـ", "\u064b", "\u200f", "...", "\u061f"])
def test_marks_without_letters_behind_titles(mark: str) -> None:
    read(f"قال مدير {mark} الصحة والقيادي {mark} في {mark} الحشد إن نائب {mark} الرئيس {mark} ومستشار {mark} غادرا")


def whole_reading(text: str) -> tuple[Actor, ...]:
    return read_text(text, theatre="mena", published="2019-05-10").actors



@pytest.mark.parametrize(("text", "name"), [
    ("وقال شينزو هيرامي إن القصف بدأ ليلا في حلب.", "شينزو هيرامي"),
    ("وقال تورال بايرم وهو مسؤول محلي إن القصف بدأ ليلا.", "تورال بايرم"),
    ("وقال وزير الصحة الإقليمي صغير أحمد إن ثلاثة قتلوا.", "صغير أحمد"),
    ("لكن وزير الإعلام في الإقليم فيندار كوشال قال إن الهدف مركبة.", "فيندار كوشال"),
    ("وأكد العقيد ونيس بو زيان قائد الكتيبة سيطرته على المعسكر.", "ونيس بو زيان"),
    ("وأضاف رائد شاكر بأن القوات انسحبت.", "رائد شاكر"),
    ("اعتقل القائد العسكري عبدالخالق الحوثي أمس.", "عبدالخالق الحوثي"),
    ("ولم يؤكد الكولونيل غاستون بارادا المعارك.", "غاستون بارادا"),
])
def test_persons_that_only_the_report_of_speech_tells(text: str, name: str) -> None:
    found = whole_reading(text)
    assert any(a.id.startswith("person:") and a.text.endswith(name) for a in found), found


@pytest.mark.parametrize(("text", "name"), [
    ("أعلن المركز الطبي بمدينة سبها أنه استقبل أربعة جرحى.", "المركز الطبي بمدينة سبها"),
    ("ذكر المجلس العسكري بتعز، أن الجيش تقدم.", "المجلس العسكري بتعز"),
    ("وقال معهد العلوم والأمن الدولي إن الصور تظهر الموقع.", "معهد العلوم والأمن الدولي"),
    ("وقالت وسائل الإعلام الإسرائيلية إن القصف مستمر.", "وسائل الإعلام الإسرائيلية"),
    ("وقال مراسل راديو وتلفزيون النور، إن القصف مستمر.", "راديو وتلفزيون النور"),
])
def test_bodies_that_only_the_report_of_speech_tells(text: str, name: str) -> None:
    found = whole_reading(text)
    assert name in [a.text for a in found]


@pytest.mark.parametrize("text", [
    "وانتقدت الهيئة الخطة الروسية لأنها تتجاهل الفصائل.",
    "وقال وزير الدفاع ردا على سؤال إن القصف مستمر.",
    "وقال شهود عيان إن القصف مستمر.",
    "وزار الوفد مدير مشفى ميداني في المدينة.",
])
def test_no_names_where_none_stand(text: str) -> None:
    found = whole_reading(text)
    assert not [a for a in found if a.id.startswith("person:") or a.rule == "group:speaking"]


def test_a_name_in_quotation_marks_behind_a_title() -> None:
    found = whole_reading("قتل في القصف الدكتور “نور الدين سليم” وجرح آخرون.")
    assert "نور الدين سليم" in {a.text for a in found if a.id.startswith("person:")}


def test_a_private_person_is_not_taken_for_a_known_one() -> None:
    """The family name of somebody known, behind another first name, is the name of somebody else."""
    for text, ident in (("قتل الناشط أحمد الخطيب بقصف على بلدة حاس في ريف إدلب.", "person:ahmad-al-khatib"),
                        ("قال الطبيب محمد الأسد في إدلب إن المشفى خرج عن الخدمة.", "person:mohammed-al-asad")):
        reading = read_text(text, theatre="syria", published="2016-10-27")
        assert ident in {a.id for a in reading.actors}
        assert not {a.id for a in reading.actors} & {"person:moaz-al-khatib", "person:bashar-al-assad"}


def test_a_leader_speaks_by_his_short_name() -> None:
    text = "قصفت قوات النظام السوري مدينة حلب. وقال الأسد إن الحرب لم تنته."
    reading = read_text(text, theatre="syria", published="2016-10-27")
    assert "person:bashar-al-assad" in {a.id for a in reading.actors}


def test_forces_are_those_of_who_tells_of_them() -> None:
    lead = "دارت معارك بين قوات النظام السوري وفصائل المعارضة السورية في ريف حلب. "
    for said, ident in (("وذكر بيان لوزارة الدفاع التركية أن الجيش قصف خمسة مواقع.", "syr-army"),
                        ("وقال وزير الدفاع الروسي سيرغي شويغو إن القوات دمرت مئات المواقع.", "syr-army")):
        reading = read_text(lead + said, theatre="syria", published="2019-10-27")
        behind = [m for a in reading.actors if a.id == ident for m in a.mentions if m[0] > len(lead)]
        assert not behind, said


def test_a_rank_makes_a_name_of_an_everyday_word_and_a_known_family_name() -> None:
    reading = read_text("وصرح قائد عمليات نينوى اللواء نجم الجبوري بأن العملية انتهت في الموصل.", theatre="mena",
                        published="2017-01-20")
    assert "person:najm-al-jaburi" in {a.id for a in reading.actors}


def test_a_group_of_an_everyday_word_is_named_by_its_men() -> None:
    for text, there in (("قتل خمسة عناصر من القاعدة في غارة على شبوة.", True),
                        ("انسحب مقاتلون من القاعدة الجوية في شبوة.", False)):
        found = {a.id for a in read_text(text, theatre="yemen", published="2017-01-20").actors}
        assert ("al-qaeda" in found) is there


@pytest.mark.parametrize(("text", "name"), [
    ("وقال المحامي خالد القاضي إن موكله بريء.", "خالد القاضي"),
    ("وأعلن المتحدث باسم الحكومة أحمد الجندي أن الطريق فتح.", "أحمد الجندي"),
    ("وقال الصحفي ياسر النقيب إن الطريق مغلق.", "ياسر النقيب"),
    ("وأكد الدكتور علي جمعة رفضه للعنف.", "علي جمعة"),
])
def test_where_a_name_ends(text: str, name: str) -> None:
    """A title may be a family name, and a noun behind a name is none."""
    assert name in {a.text for a in whole_reading(text) if a.id.startswith("person:")}


def test_an_outlet_in_quotation_marks_is_no_person() -> None:
    for text in ("وقال مراسل «الشرقية برس» إن الطريق مغلق.", "وقال مراسل “الشمال.نت” إن الطريق مغلق."):
        found = whole_reading(text)
        assert any(a.rule == "outlet:quoted" for a in found)
        assert not [a for a in found if a.id.startswith("person:")]


def test_a_clause_about_a_body_is_no_part_of_its_name() -> None:
    found = whole_reading("وشكلت المعارضة هيئة وطنية تتولى الإشراف على المعابر.")
    assert not [a for a in found if "تتولى" in (a.text or "")]


def test_tribes_in_a_list() -> None:
    found = whole_reading("وتوسطت قبائل الحساونة والربائع والزوائد في الصلح بين الطرفين.")
    assert {"الربائع", "الزوائد"} <= {a.text for a in found}


def test_a_post_of_a_state_is_of_that_state() -> None:
    reading = read_text("دارت معارك بين قوات النظام السوري والفصائل. وقصفت المدفعية النقطة التركية في بلدة البارة.",
                        theatre="syria", published="2021-10-19")
    assert "turkey" in {a.id for a in reading.actors}
    assert any(h.holder == "turkey" for h in reading.holdings)


def test_an_office_over_a_place_before_a_name() -> None:
    found = whole_reading("وقال مدير شرطة محافظة حماة ساجد منصور إن الوضع هادئ.")
    assert any(a.id.startswith("person:") and "ساجد منصور" in (a.text or "") for a in found)


def test_the_police_of_a_place_and_its_chief() -> None:
    reading = read_text("دارت معارك مع تنظيم داعش في العراق. وقال قائد شرطة محافظة الأنبار هادي رزيج إنها انتهت.",
                        theatre="mena", published="2016-01-20")
    assert any(a.id.startswith("person:") and "هادي رزيج" in (a.text or "") for a in reading.actors)


@pytest.mark.parametrize("line", [
    "احتجت عائلتها على المرأة التي اعتقلت أمس.",
    "العنصر المعتقل سبق أن جرى اعتقاله في درعا.",
    "قتل شاب وأصيبت امرأة برصاص مجهولين في حماة.",
])
def test_civilians_in_a_slot_are_among_the_actors(line: str) -> None:
    before = "تعيش سوريا منذ سنوات حرباً بين قوات النظام والمعارضة.\n"
    reading = read_text(before + line, theatre="syria", published="2022-03-04")
    named = any("civilians" in (*e.who, *e.whom) for e in reading.events)
    assert not named or any(a.id == "civilians" for a in reading.actors)


def test_a_quoted_name_is_no_word_for_people() -> None:
    reading = read_text("تجري محادثات سلام بين حكومة كابول و«طالبان» لوقف القتال، وهاجمت «طالبان» قاعدة عسكرية.")
    assert "civilians" not in {a.id for a in reading.actors}
