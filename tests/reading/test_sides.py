"""Both sides of mutual fire, harm that is denied, rows of acts, rescues, and truces that are but named."""

from __future__ import annotations

import pytest

from maydan.reading.reader import read
from maydan.records import Event

BEFORE = "قال المرصد السوري لحقوق الإنسان إن معارك دارت بين قوات النظام السوري وفصائل المعارضة السورية المسلحة. "


def told(sentence: str, theatre: str = "syria") -> list[Event]:
    found = read(BEFORE + sentence, published="2022-02-14", theatre=theatre).events
    return [e for e in found if e.start >= len(BEFORE) - 2]


def one(sentence: str, kind: str, theatre: str = "syria") -> Event:
    found = [e for e in told(sentence, theatre) if e.type == kind]
    assert found, [(e.type, e.who, e.whom) for e in told(sentence, theatre)]
    return found[0]


@pytest.mark.parametrize(("sentence", "kind", "who"), [
    ("تشهد جبهات ريف حلب الشمالي قصفاً متبادلاً بين الجيش التركي و\"قسد\".", "shelling", {"turkey", "sdf"}),
    ("وسجل المرصد قصفاً متبادلاً بين الفصائل وقوات النظام على محور سراقب.", "shelling", {"opposition", "syr-army"}),
])
def test_mutual_fire_has_its_parties_on_both_sides(sentence: str, kind: str, who: set[str]) -> None:
    event = one(sentence, kind)
    assert set(event.who) == set(event.whom) == who


def test_mutual_targeting_is_a_clash() -> None:
    event = one("شهدت محاور تقاد استهدافات متبادلة بين قوات النظام والفصائل بالرشاشات الثقيلة.", "clash")
    assert set(event.who) == {"syr-army", "opposition"}


@pytest.mark.parametrize(("sentence", "who", "whom"), [
    ("وقصفت طائرات روسية محيط قرية البارة بجبل الزاوية، دون معلومات عن خسائر بشرية.", ("russia-air",), ()),
    ("وتعرضت بلدة كنصفرة لقصف مدفعي من قوات النظام، دون تسجيل إصابات.", ("syr-army",), ()),
    ("وقصفت مدفعية \"قسد\" مساء أمس قاعدة في أعزاز، دون ورود أنباء عن خسائر بشرية في صفوف الأتراك.",
     ("sdf",), ("turkey",)),
])
def test_harm_that_is_denied_is_of_the_attack_before(sentence: str, who: tuple[str, ...],
                                                     whom: tuple[str, ...]) -> None:
    event = one(sentence, "casualties")
    assert (event.status, event.who, event.whom) == ("denied", who, whom)


def test_acts_in_a_row_keep_their_own_victims() -> None:
    events = told("قتل طالب وجرح سبعة بانفجار عبوة في دوما، وقتل أربعة من عناصر قوات النظام شمال سراقب، وفجر مسلحون "
                  "ثلاثة منازل في إدلب.")
    assert not any("syr-army" in e.whom for e in events if e.type in ("bombing", "kill-civilians"))
    assert any("syr-army" in e.whom for e in events if e.type == "casualties")


@pytest.mark.parametrize("sentence", [
    "وأسعفت فرق الدفاع المدني المصابين إلى مشافي مدينة إدلب.",
    "وعمل الدفاع المدني على إسعاف المصابين في بلدة سرمين.",
    "وأوضح الدفاع المدني أن فرقه أسعفت المصابين إلى المشافي القريبة.",
])
def test_rescuers_bring_the_wounded_away(sentence: str) -> None:
    event = one(sentence, "evacuate")
    assert (event.who, event.whom) == (("white-helmets",), ("civilians",))


@pytest.mark.parametrize("sentence", [
    "وقال محللون إن الهدنة تهدف إلى ضمان وصول المساعدات.",
    "وأعلن زعيم الحوثيين رفض وقف إطلاق النار.",
])
def test_a_truce_that_is_but_named_is_none(sentence: str) -> None:
    assert not any(e.type == "ceasefire" for e in told(sentence, "yemen"))


def test_a_truce_that_is_made_is_one() -> None:
    assert one("أعلن التحالف العربي هدنة يبدأ سريانها ليل الأحد لمدة خمسة أيام في اليمن.", "ceasefire", "yemen")


@pytest.mark.parametrize(("sentence", "kind", "slot", "values"), [
    ("قتل شاب على يد دورية تابعة لقوات النظام في مدينة درعا.", "kill-civilians", "who", ("syr-army",)),
    ("وأصيب طفل جراء دعسه من قبل سيارة عسكرية تابعة لقسد في مدينة الدرباسية.", "casualties", "who", ("sdf",)),
    ("جدد الطيران الحربي الروسي قصفه على ريف إدلب، حيث استهدف مواقع في منطقة الشيخ بحر.", "airstrike", "who",
     ("russia-air",)),
    ("كما قتل خلال الغارات أحد المهربين عبر الحدود السورية الأردنية بعد استهداف مزرعته شرقي بلدة ملح.", "casualties",
     "where", ("Mala",)),
    ("واصل النظام خرق اتفاق وقف إطلاق النار الموقع بين روسيا وتركيا بقصفه اليومي لمناطق سيطرة المعارضة.",
     "ceasefire-violated", "who", ("syr-gov",)),
    ("أسفرت العملية عن اعتقال شخص متهم بالتعامل مع تنظيم داعش في بلدة الشحيل.", "arrest", "who", ()),
    ("ورصد المرصد تنفيذ الطائرات الحربية الروسية لغارات جوية استهدفت خلالها أماكن في كنصفرة، دون معلومات عن خسائر "
     "بشرية.", "casualties", "who", ("russia-air",)),
])
def test_who_and_where_of_an_act_are_not_what_stands_aside(sentence: str, kind: str, slot: str,
                                                           values: tuple[str, ...]) -> None:
    assert getattr(one(sentence, kind), slot) == values


def test_who_stands_with_a_country_accuses_it_of_nothing() -> None:
    events = told("استنكرت واشنطن التفجير الذي ضرب السوق مؤكدة وقوفها إلى جانب الجزائر.", "mena")
    assert all("new:algeria" not in (*e.who, *e.whom) for e in events if e.type in ("accuse", "bombing"))


@pytest.mark.parametrize("sentence", [
    "ويعد المعبر المنفذ الوحيد لإدخال المساعدات إلى المخيمات في إدلب.",
    "والتدخلات الإيرانية تستهدف زعزعة الأمن في سوريا.",
])
def test_what_is_meant_or_stands_open_is_no_act(sentence: str) -> None:
    assert not any(e.type in ("humanitarian-aid", "shelling") for e in told(sentence))


@pytest.mark.parametrize(("sentence", "kind", "slot", "values"), [
    ("دخل رتل عسكري تركي مؤلف من 30 آلية من معبر كفرلوسين باتجاه جبل الزاوية.", "reinforce", "who", ("turkey",)),
    ("وارتفعت حصيلة قتلى الغارة الإسرائيلية على حي المزة بدمشق إلى سبعة.", "casualties", "who", ("israel",)),
    ("واندلعت اشتباكات بين عشيرتين في بلدة الشحيل بريف دير الزور.", "clash", "who", ()),
    ("واستهدف القصف نقطة تركية قرب بلدة المسطومة.", "shelling", "whom", ("turkey",)),
    ("وتعرض رتل للقوات التركية لانفجار عبوة ناسفة قرب سراقب.", "bombing", "whom", ("turkey",)),
    ("واستهدف مسلحون حافلة تقل عناصر من قوات النظام على طريق تدمر.", "offensive", "whom", ("syr-army",)),
    ("ومنعت قوات النظام دخول المساعدات إلى مخيم الركبان.", "aid-cut", "who", ("syr-army",)),
])
def test_whose_column_toll_or_vehicle_it_is(sentence: str, kind: str, slot: str, values: tuple[str, ...]) -> None:
    assert getattr(one(sentence, kind), slot) == values


def test_what_aircraft_without_crew_are_launched_for_is_a_strike_from_the_air() -> None:
    assert one("ودمرت الدفاعات الجوية طائرة مسيرة أطلقها الحوثيون باتجاه مدينة خميس مشيط.", "airstrike",
               "yemen").who == ("houthis",)


def test_a_sentence_of_death_kills_nobody_yet() -> None:
    assert not any(e.type == "kill-civilians" for e in told(
        "وأصدرت محكمة تابعة للحوثيين حكما بإعدام أربعة صحفيين.", "yemen"))


def test_harm_under_a_heading_is_where_its_attack_is() -> None:
    event = one("إدلب::أصيب ثلاثة أطفال بجروح جراء انفجار ذخائر من مخلفات قصف سابق لقوات النظام في مدينة جسر الشغور "
                "بالريف الغربي.", "casualties")
    assert event.where == ("Jisr al-Shughur",)


@pytest.mark.parametrize(("sentence", "kind"), [
    ("وشن عناصر التنظيم هجوما بقاذفات صواريخ على مركز مدينة الباب.", "missile-strike"),
    ("وأشار المرصد إلى أن “مسيّرة” تركية استهدفت سيارة عسكرية بصاروخين قرب عامودا.", "airstrike"),
])
def test_throwers_of_rockets_are_no_bombers_and_drones_may_stand_in_quotes(sentence: str, kind: str) -> None:
    assert one(sentence, kind)


def test_two_names_of_one_party_fill_one_slot() -> None:
    event = one("أصيبت مدرسة بهجوم صاروخي جديد شنه تنظيم \"ي ب ك/ بي كا كا\" على مدينة الباب.", "missile-strike")
    assert (event.who, event.whom) == (("ypg", "pkk"), ())


@pytest.mark.parametrize(("sentence", "kind", "status"), [
    ("وانتقد التقرير قوات النظام لقيامها باعتقال 16 قاصرا في سراقب.", "arrest", "happened"),
    ("ودخلت سيارة محملة بالمتفجرات بهدف تنفيذ عملية انتحارية في أحد أحياء دمشق.", "bombing", "planned"),
    ("وهدف قوات سوريا الديمقراطية الآن هو السيطرة على بلدة المنصورة.", "capture", "planned"),
])
def test_what_is_blamed_happened_and_what_is_aimed_at_is_planned(sentence: str, kind: str, status: str) -> None:
    assert one(sentence, kind).status == status


def test_operations_of_the_public_record_have_their_leader() -> None:
    text = "وأطلق الجيش التركي عمليات عدة. وانطلقت عملية نبع السلام في تشرين الأول ضد وحدات حماية الشعب شرق الفرات."
    assert one(text, "offensive").who == ("turkey",)
    assert "houthis" not in one("وقال إن عاصفة الحزم صفحة جديدة في وجه الحوثيين في اليمن.", "offensive", "yemen").who


@pytest.mark.parametrize("sentence", [
    "مؤكدا ضرورة استعادة مصر لقيمتها ومكانتها.",
    "بينما انسحب ذلك الارتفاع على أسعار المواد الغذائية في سراقب.",
])
def test_standing_and_prices_are_no_ground(sentence: str) -> None:
    assert not any(e.type in ("recapture", "withdraw") for e in told(sentence))


def test_fire_like_the_last_one_has_its_doers() -> None:
    events = told("قصفت قوات النظام بلدة سرمين بالمدفعية. كما تعرضت بلدة النيرب لقصف مماثل دون وقوع إصابات.")
    assert {e.who for e in events if "al-Nayrab" in e.where} == {("syr-army",)}


@pytest.mark.parametrize(("sentence", "kind", "slot", "values"), [
    ("وغادر وفد المعارضة جنيف احتجاجا على قصف حلب.", "shelling", "who", ()),
    ("وفجر تنظيم داعش جسرا على نهر الفرات لعرقلة تقدم قوات سوريا الديمقراطية.", "bombing", "whom", ()),
])
def test_backers_those_who_protest_and_those_hindered_have_no_part(sentence: str, kind: str, slot: str,
                                                                   values: tuple[str, ...]) -> None:
    assert getattr(one(sentence, kind), slot) == values


def test_who_backs_the_killers_did_not_kill() -> None:
    event = one("وقتلت قوات الأمن التي يدعمها التحالف الدولي خمسة من عناصر داعش في الرقة.", "casualties")
    assert "us-coalition" not in event.who


@pytest.mark.parametrize(("sentence", "kind", "slot", "values"), [
    ("وشنت قسد حملة في القرية وأعدمت 4 مدنيين في منازلهم.", "kill-civilians", "who", ("sdf",)),
    ("واستهدف مسلحون مجهولون بالرصاص سيارة لقوات النظام على طريق نوى.", "offensive", "whom", ("syr-army",)),
    ("وقام مجهولون بإلقاء قنبلة يدوية على منزل في مدينة إنخل.", "bombing", "who", ()),
])
def test_gunmen_grenades_and_those_put_to_death(sentence: str, kind: str, slot: str, values: tuple[str, ...]) -> None:
    assert getattr(one(sentence, kind), slot) == values
