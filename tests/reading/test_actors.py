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
from maydan.theatre.compiled import theatre


def read(text: str, published: str | None = None) -> Context:
    context = Context.of(text, theatre("syria"), published=published)
    find_actors(context)
    return context


def mentions(text: str) -> list[tuple[str, str]]:
    return [(text[m.start:m.end], m.ref) for m in read(text).mentions if m.kind == "actor"]


def ids(text: str) -> set[str]:
    return {a.id for a in read(text).actors}


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
    assert "russia" not in ids(text)


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
