"""Events read from sentences written for these tests."""

from __future__ import annotations

import pytest
from events_helpers import events, one
from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.intake import from_text
from maydan.picture.tables import flatten
from maydan.reading.clauses import grammar_of
from maydan.reading.context import Context
from maydan.reading.mapping import map_event
from maydan.reading.reader import read, read_document
from maydan.theatre.compiled import theatre
from maydan.theatre.tables import lexicon, package_data, read_table


@pytest.mark.parametrize(
    ("text", "kind", "who", "whom", "status"),
    [
        ("قصفت قوات النظام بالمدفعية بلدة الزيارة.", "shelling", {"syr-army"}, set(), "happened"),
        (
            "شنت الطائرات الروسية غارات على مواقع المعارضة في إدلب.",
            "airstrike",
            {"russia-air"},
            {"opposition"},
            "happened",
        ),
        ("لم تقصف قوات النظام بلدة الزيارة.", "shelling", {"syr-army"}, set(), "denied"),
        ("ستقصف قوات النظام بلدة الزيارة.", "shelling", {"syr-army"}, set(), "planned"),
        ("تمكنت قوات النظام من السيطرة على مدينة تدمر.", "capture", {"syr-army"}, set(), "happened"),
        ("تعرضت بلدة كنصفرة لقصف مدفعي من قبل قوات النظام.", "shelling", {"syr-army"}, set(), "happened"),
        ("دارت اشتباكات بين الجيش الحر وقوات النظام في حمص.", "clash", {"fsa", "syr-army"}, set(), "happened"),
        ("تحاصر قوات النظام مدينة دوما.", "siege", {"syr-army"}, set(), "ongoing"),
        ("اعتقلت قوات النظام عشرة أشخاص في حماة.", "arrest", {"syr-army"}, set(), "happened"),
        ("استعادت قوات النظام مدينة تدمر من تنظيم الدولة.", "recapture", {"syr-army"}, {"is"}, "happened"),
    ],
)
def test_who_did_what(text: str, kind: str, who: set[str], whom: set[str], status: str) -> None:
    event = one(text, kind)
    assert set(event.who) == who
    assert set(event.whom) == whom or not whom
    assert event.status == status


@pytest.mark.parametrize(
    "words", ["استعادت قوات النظام السيطرة على مدينة تدمر", "تمكنت قوات النظام من استعادة السيطرة على تدمر"],
)
def test_control_won_back_is_one_taking(words: str) -> None:
    assert [(e.type, e.who) for e in events(f"{words}.")] == [("recapture", ("syr-army",))]


def test_who_seeks_to_take_plans_it() -> None:
    assert one("تسعى قوات النظام إلى استعادة مدينة تدمر.", "recapture").status == "planned"


def test_harm_stands_beside_the_attack_and_takes_its_doer_and_place() -> None:
    found = {e.type: e for e in events("قُتل أربعة مدنيين وأصيب تسعة بقصف مدفعي لقوات النظام على بلدة كنصفرة.")}
    assert set(found) == {"kill-civilians", "shelling"}
    assert found["kill-civilians"].who == found["shelling"].who == ("syr-army",)
    assert found["kill-civilians"].where == found["shelling"].where
    assert found["kill-civilians"].whom == ("civilians",)
    assert found["kill-civilians"].where


def test_result_clause_takes_its_cause_from_the_clause_before() -> None:
    found = {e.type: e for e in events("استهدفت الطائرات الروسية بلدة كنصفرة، ما أدى إلى مقتل ثلاثة مدنيين.")}
    assert found["airstrike"].who == found["kill-civilians"].who == ("russia-air",)


def test_relative_clause_gives_the_doer_of_an_event_noun() -> None:
    event = one("سقط قتلى في الغارات التي شنتها الطائرات الروسية على مدينة دوما.", "airstrike")
    assert event.who == ("russia-air",)
    assert event.where


def test_a_strike_and_its_verb_are_one_event() -> None:
    found = [e for e in events("غارات جوية روسية استهدفت بلدة كنصفرة في ريف إدلب.") if e.type == "airstrike"]
    assert len(found) == 1


def test_nominal_headline() -> None:
    found = {e.type for e in events("قتلى وجرحى في قصف روسي على إدلب")}
    assert "casualties" in found
    assert len(found) >= 2


def test_coordinated_places_are_one_event() -> None:
    event = one("قصفت قوات النظام بالمدفعية بلدات كنصفرة والبارة وكفرنبل.", "shelling")
    assert len(event.where) == 3


def test_control_as_a_state_is_no_event() -> None:
    assert not [e for e in events("تسيطر قوات النظام على مدينة حماة.") if e.type == "capture"]


@pytest.mark.parametrize(
    "text",
    [
        "شن مهاجم الفريق هجوما على مرمى المنتخب وسجل هدفا في المباراة.",
        "سيطر اللاعب على الكرة ثم سددها نحو المرمى.",
        "تقدم بطلب إلى الشركة للحصول على وظيفة.",
        "ارتفعت أسعار النفط واستعاد السهم خسائره في البورصة.",
    ],
)
def test_sports_and_markets_tell_no_events(text: str) -> None:
    assert events(text) == ()


def test_offsets_quotes_and_triggers() -> None:
    text = "قالت مصادر إن قوات النظام قصفتها بالصواريخ. ثم سيطرت المعارضة على بلدة مورك أمس."
    for event in events(text):
        assert text[event.start : event.end] == event.quote
        assert text[event.trigger_start : event.trigger_end] == event.trigger
        assert event.start <= event.trigger_start < event.trigger_end <= event.end
        for why in event.why:
            assert text[why.start : why.end] == why.text


def test_same_text_same_bytes() -> None:
    text = "قصفت قوات النظام بلدة مورك، وسقط قتلى وجرحى."
    assert read(text, theatre="syria").to_json() == read(text, theatre="syria").to_json()


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "قصف",
                "قوات",
                "النظام",
                "على",
                "بلدة",
                "كنصفرة",
                "،",
                "ما",
                "أدى",
                "إلى",
                "مقتل",
                "التي",
                "شنتها",
                "و",
                "وأصيب",
                "3",
                "مدنيين",
                ".",
                "\n",
                "أن",
                "في",
                "بغارات",
                "لم",
                "القصف",
                "تمكنت",
                "من",
                "السيطرة",
                "أمس",
                "بين",
                "الطرفين",
                "«",
                "؟",
            ]
        ),
        max_size=60,
    )
)
def test_any_order_of_words_is_read(words: list[str]) -> None:
    text = " ".join(words)
    for event in events(text):
        assert text[event.start : event.end] == event.quote


def test_long_sentence_is_read_in_linear_time() -> None:
    text = "قصفت قوات النظام بلدة كنصفرة ثم " * 3000
    assert len(events(text)) >= 1


def test_every_type_has_codes() -> None:
    types = {row["type"] for row in read_table(package_data("lexicons", "ontology.tsv"))}
    for row in lexicon("triggers"):
        assert row["type"] in types | {"fire", "harm"}
    codes = map_event("capture", ["syr-army"], ["is"], None)
    assert codes.acled == {"type": "Battles", "sub_type": "Government regains territory"}
    assert codes.ucdp == 1
    assert map_event("kill-civilians", ["is"], ["civilians"], None).ucdp == 3


def test_every_frame_named_exists() -> None:
    known = {row["frame"] for row in lexicon("frames")}
    assert {row["frame"] for row in lexicon("triggers")} <= known


def test_clauses_part_at_conjunctions_and_verbs() -> None:
    context = Context.of("قال الناطق إن القوات انسحبت من البلدة بعدما قصفها الطيران.", theatre("syria"))
    (grammar,) = list(grammar_of(context))
    assert [c.kind for c in grammar.clauses] == ["main", "that", "when"]
    assert all(c.verb >= 0 for c in grammar.clauses)
    assert next(iter(grammar_of(context))) is grammar


def test_a_count_among_others_is_a_part_of_the_toll() -> None:
    text = "أسفر القصف على بلدة دوما عن مقتل 12 مدنياً، منهم 4 نساء و3 أطفال، وإصابة 40 آخرين."
    reading = read_document(from_text(text), theatre="syria")
    harm = next(e for e in reading.events if e.type == "kill-civilians")
    assert [(t.of, t.best, bool(t.who)) for t in harm.toll] == [
        ("killed", 12, False), ("killed", 4, True), ("killed", 3, True), ("wounded", 40, False)]
    row = flatten(from_text(text), reading)["events"]
    assert {e["killed_best"] for e in row if e["type"] == "kill-civilians"} == {12.0}


def test_counts_side_by_side_add_up() -> None:
    text = "قتل 5 رجال و3 نساء بقصف النظام على بلدة دوما."
    rows = flatten(from_text(text), read_document(from_text(text), theatre="syria"))["events"]
    assert {e["killed_best"] for e in rows if e["type"] == "kill-civilians"} == {8.0}


@pytest.mark.parametrize("tail", [
    "دون ورود معلومات عن خسائر بشرية", "ولم ترد أنباء عن وقوع إصابات", "ولا معلومات عن سقوط ضحايا", "دون وقوع إصابات",
])
def test_harm_of_which_nothing_is_heard_did_not_happen(tail: str) -> None:
    found = events(f"قصفت قوات النظام بالمدفعية بلدة سرمين في ريف إدلب، {tail} حتى الآن.")
    assert any(e.type == "shelling" and e.status == "happened" for e in found)
    assert not [e for e in found if e.type in ("casualties", "kill-civilians") and e.status == "happened"]


def test_an_adjective_tells_that_an_act_lasts_and_a_particle_that_it_may_come() -> None:
    lasting = one("نزح السكان بسبب القصف المتواصل من قوات النظام على بلدة سرمين.", "shelling")
    assert lasting.status == "ongoing"
    coming = [e for e in events("وقد تتضمن المرحلة حملة عسكرية لقوات النظام في ريف إدلب ضد فصائل المعارضة.")
              if e.type == "offensive"]
    assert all(e.status == "forecast" for e in coming)


def test_what_lies_outside_somebodys_control_was_not_taken() -> None:
    found = events("رد النظام بقصف المناطق الخارجة عن سيطرته في شمال سوريا.")
    assert "capture" not in {e.type for e in found}


def test_a_campaign_of_shelling_is_no_air_campaign() -> None:
    found = events("تتواصل حملة القصف على مدينة إدلب من قبل قوات النظام.")
    assert {e.type for e in found} == {"shelling"}


def test_an_event_has_a_day_and_no_hour() -> None:
    found = events("استهدفت الطائرات الروسية مدينة إدلب في الساعة 10:30 من صباح يوم 3 شباط 2016.")
    assert {e.when for e in found} == {"2016-02-03"}


def test_since_when_there_was_nothing_like_it_is_not_the_day() -> None:
    found = events("شنت طائرات روسية غارات على أحياء في حلب لأول مرة منذ 2016.", published="2024-12-01")
    assert {e.when for e in found} == {None}
    besieged = events("تحاصر قوات النظام مدينة داريا منذ عام 2012.", published="2015-12-01")
    assert {e.when for e in besieged} == {"2012"}


@pytest.mark.parametrize(("text", "kind", "status"), [
    ("سيتم تحرير مدينة الباب من تنظيم الدولة قريبا.", "recapture", "planned"),
    ("وقال قائد في فصائل المعارضة متوقعا تحرير مدينة الباب خلال ساعات.", "recapture", "forecast"),
    ("قالت تركيا إنها لا تستبعد إرسال تعزيزات إلى إدلب.", "reinforce", "forecast"),
    ("نفت قوات النظام الأنباء التي تحدثت عن انسحاب الجيش من مدينة سراقب.", "withdraw", "denied"),
])
def test_what_is_awaited_or_only_rumoured_has_not_happened(text: str, kind: str, status: str) -> None:
    told = "ودارت اشتباكات بين قوات النظام وفصائل المعارضة قرب إدلب. "
    found = [e for e in read(told + text, theatre="syria", published="2019-08-10").events if e.type == kind]
    assert found
    assert all(e.status == status for e in found)


@pytest.mark.parametrize(("text", "toll"), [
    ("أدى قصف قوات النظام إلى مقتل مدني وإصابة طفلة في مدينة إدلب.", {("killed", 1), ("wounded", 1)}),
    ("استشهدت امرأة وأصيبت أخرى في قصف لقوات النظام على مدينة إدلب.", {("killed", 1), ("wounded", 1)}),
    ("مقتل امرأة وطفل بقصف لقوات النظام على مدينة إدلب.", {("killed", 2)}),
    ("إصابة طفل ووالدته بقصف لقوات النظام على مدينة إدلب.", {("wounded", 2)}),
    ("مقتل أحد عناصر هيئة تحرير الشام بقصف روسي على مدينة إدلب.", {("killed", 1)}),
    ("قتل ثلاثة مدنيين وأصيب طفل في قصف لقوات النظام على مدينة إدلب.", {("killed", 3), ("wounded", 1)}),
    ("قتل ضابط وأربعة من مرافقيه في قصف لقوات النظام على مدينة إدلب.", {("killed", 5)}),
    ("سقط قتيل وأربعة جرحى بقصف لقوات النظام على مدينة إدلب.", {("killed", 1), ("wounded", 4)}),
    ("قتيل وجريحان بقصف لقوات النظام على مدينة إدلب.", {("killed", 1), ("wounded", 2)}),
    ("قتل شخصان وأصيب ثالث بقصف لقوات النظام على مدينة إدلب.", {("killed", 2), ("wounded", 1)}),
])
def test_single_people_behind_a_word_of_harm_are_counted(text: str, toll: set[tuple[str, int]]) -> None:
    harm = next(e for e in events(text) if e.type in ("kill-civilians", "casualties"))
    assert {(t.of, t.best) for t in harm.toll} == toll


@pytest.mark.parametrize(("since", "days"), [
    ("منذ 3 شباط", ("2016-02-03", "2016-02-14")), ("منذ بدء الهجوم", ("2015-10-17", "2016-02-14")),
])
def test_people_counted_since_a_day_or_an_attack(since: str, days: tuple[str, str]) -> None:
    text = f"شنت قوات النظام هجوما على مدينة إدلب. وقال المرصد إن 90 مدنيا قتلوا {since} في المدينة."
    document = from_text(text, published="2016-02-14")
    row = next(e for e in flatten(document, read_document(document, theatre="syria"))["events"] if e["killed_best"])
    assert (row["day_from"], row["day_to"]) == days


def test_aid_that_is_hit_is_no_aid() -> None:
    found = events("قصفت طائرات النظام مساء أمس قافلة مساعدات للأمم المتحدة في إدلب، فقتل سبعة مدنيين.")
    assert {e.type for e in found} == {"airstrike", "kill-civilians"}


def test_a_day_of_the_month_without_its_name() -> None:
    found = one("وكانت قوات النظام قد دخلت مدينة سراقب في الثامن من الشهر بعد قصف مدفعي.", "advance")
    assert found.when == "2016-02-08"


def test_where_says_what_place_is_meant() -> None:
    found = one("تمر الشاحنات من حمص إلى دير الزور، حيث يحاصر تنظيم الدولة أحياء منذ أشهر.", "siege")
    assert found.where == ("Deir ez-Zor",)


def test_quarters_are_those_of_the_town_told_before() -> None:
    found = one("وصلت المساعدات إلى مدينة دير الزور. ويحاصر تنظيم الدولة الأحياء التي تمسك بها قوات النظام.", "siege")
    assert found.where == ("Deir ez-Zor",)


def test_what_somebody_denies_to_have_been_is_denied() -> None:
    found = events("ونفت دمشق أن تكون قواتها قصفت مدينة دوما واتهمت جبهة النصرة.")
    assert {e.status for e in found if e.type == "shelling"} == {"denied"}
    assert {e.status for e in found if e.type == "accuse"} <= {"happened"}


def test_the_toll_of_that_attack_is_that_of_the_one_told_last() -> None:
    found = events("أطلق الجيش التركي أمس صواريخ على عفرين بعد الهجوم الكيميائي على خان شيخون. "
                   "وبلغت حصيلة ذلك الهجوم 86 قتيلاً.")
    assert [e.where for e in found if e.sentence == 1 and e.toll] == [("Khan Shaykhun",)]


@pytest.mark.parametrize(("text", "kind", "days"), [
    ("استعاد الجيش السوري مدينة تدمر أمس بعد عشرة أشهر من سقوطها في يد تنظيم داعش.", "capture",
     ("2015-03-27", "2015-05-06", False)),
    ("قتل أكثر من 500 مقاتل في معارك حلب خلال أسبوع.", "casualties", ("2016-02-06", "2016-02-14", False)),
    ("قالت وزارة الدفاع الروسية أمس إن الجيش التركي قصف بالمدفعية بلدة تل رفعت.", "shelling",
     ("2016-02-13", "2016-02-13", True)),
])
def test_days_that_the_words_around_a_record_tell(text: str, kind: str, days: tuple[str, str, bool]) -> None:
    document = from_text(text, published="2016-02-14")
    rows = flatten(document, read_document(document, theatre="syria"))["events"]
    found = [(r["day_from"], r["day_to"], r["day_inferred"]) for r in rows if r["type"] == kind]
    assert found == [days]


def test_fighters_without_a_name_are_not_the_army_told_before() -> None:
    found = [e for e in events("انتشر الجيش السوري في حلب. وكان مسلحون قد طوقوا مطار منغ.") if e.type == "siege"]
    assert [e.who for e in found] == [()]
    named = one("طوق مسلحون من جبهة النصرة مطار منغ.", "siege")
    assert named.who == ("nusra",)


def test_a_drone_denies_nothing() -> None:
    event = one("شنت طائرات دون طيار، أقلعت ليلا من قاعدة في حميميم، غارات على بلدة كنصفرة.", "airstrike")
    assert event.status == "happened"


@pytest.mark.parametrize("text", [
    "فر سكان بلدة كنصفرة خوفا من المعارك المقبلة، وقصفت قوات النظام البلدة.",
    "نزحت عشرات العائلات من بلدة كنصفرة قبل المعركة القادمة.",
])
def test_what_happened_has_no_time_to_come(text: str) -> None:
    assert all(e.when != "FUTURE_REF" for e in events(text, None) if e.status in ("happened", "ongoing", "denied"))


def test_doers_of_the_sentence_leave_no_room_for_others() -> None:
    text = "دارت اشتباكات بين الجيش الحر وقوات النظام في حمص. واعتقلت القوات التركية عشرة أشخاص في عفرين."
    assert one(text, "arrest").who == ("turkey",)


def test_who_tells_of_the_dead_did_not_kill_them() -> None:
    found = one("قصفت طائرات التحالف جبل الثردة أمس. وقالت وزارة الدفاع الروسية إن 62 جندياً قتلوا.", "casualties")
    assert "russia" not in found.who
    assert one("قصفت طائرات التحالف مواقع الجيش في جبل الثردة.", "airstrike").who == ("us-coalition",)


@pytest.mark.parametrize(("text", "who", "whom"), [
    ("اتهمت روسيا المعارضة بخرق الهدنة.", ("russia",), ("opposition",)),
    ("اتهم النظام السوري المعارضة بخرق الهدنة.", ("syr-gov",), ("opposition",)),
    ("أدانت واشنطن الهجوم على البلدة، واتهمت الحكومة السورية بتنفيذه.", ("usa",), ("syr-gov",)),
])
def test_who_accuses_whom(text: str, who: tuple[str, ...], whom: tuple[str, ...]) -> None:
    told = "دخلت فصائل المعارضة السورية بلدة كنصفرة. "
    found = [e for e in events(told + text) if e.type == "accuse"]
    assert found
    assert all((e.who, e.whom) == (who, whom) for e in found)


def test_a_party_behind_an_office_with_a_country_is_another() -> None:
    event = one("اتهم وزير الخارجية التركي النظام السوري بقصف بلدة كنصفرة.", "accuse")
    assert event.whom == ("syr-gov",)
    assert "syr-gov" not in event.who


def test_masses_are_of_no_town_that_another_sentence_names() -> None:
    text = "دخلت فصائل المعارضة السورية بلدة كنصفرة. ونزح نحو 300 ألف شخص منذ بداية الشهر."
    assert one(text, "displace").where == ()
