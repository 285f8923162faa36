"""The slots of events, settled by the small model over what the rules proposed."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.arabic.tokens import tokenize
from maydan.reading import reader
from maydan.reading.context import Context
from maydan.reading.filling.candidates import NOBODY, SLOTS, Asked, Chart, candidates
from maydan.reading.filling.doers import doers
from maydan.reading.filling.narrow import narrow
from maydan.reading.filling.step import pick, scores, weights
from maydan.reading.filling.traits import Wanted, blocks, features, given_bits, names, typed, typed_names
from maydan.theatre.compiled import theatre

TEXT = (
    "قصفت قوات النظام بالمدفعية الثقيلة بلدة كنصفرة جنوبي إدلب صباح اليوم الأحد 5 حزيران 2022، ما أدى إلى مقتل "
    "مدنيين اثنين وإصابة ثلاثة آخرين.\nوردت فصائل المعارضة باستهداف مواقع قوات النظام في مدينة كفرنبل بالصواريخ، "
    "فيما شن الطيران الروسي غارتين على أطراف بلدة البارة.\n"
)


def before_settling(text: str) -> Context:
    context = Context.of(text, theatre("syria"), tokens=tokenize(text))
    for step in reader.STEPS[:[s.__name__ for s in reader.STEPS].index("settle_slots")]:
        step(context)
    return context


def test_proposals_of_the_rules_are_candidates() -> None:
    chart = Chart(before_settling(TEXT))
    assert chart.events
    for number, event in enumerate(chart.events):
        for slot in SLOTS[:3]:
            assert set(getattr(event, slot)) <= set(candidates(chart, number, slot))
        times = candidates(chart, number, "when")
        assert NOBODY in times
        assert event.when is None or event.when in times


def test_blocks_weigh_what_their_features_weigh() -> None:
    chart = Chart(before_settling(TEXT))
    for number in range(len(chart.events)):
        asked = Asked(chart, number)
        for slot in SLOTS:
            model = weights()[slot]
            found = candidates(chart, number, slot)
            logits = scores(asked, slot, found)
            for value, near in found.items():
                plainly = model["bias"] + sum(model.get(f, 0.0) for f in features(chart, number, slot, value, near))
                assert logits[value] == pytest.approx(plainly)


def test_names_of_a_block_are_told_by_the_block_alone() -> None:
    chart = Chart(before_settling(TEXT))
    for slot in SLOTS:
        asked, again = Wanted(Asked(chart, 0), slot), Wanted(Asked(chart, 0), slot)
        for value, near in candidates(chart, 0, slot).items():
            kind = chart.kind_terms.get(value, 0)
            block = typed(asked, kind, given_bits(asked, value))
            assert block == typed(again, kind, given_bits(again, value))
            assert len(set(typed_names(block))) == 3
            for block, same in zip(blocks(asked, value, near), blocks(again, value, near), strict=True):
                assert block == same
                assert len(set(names(block))) == len(names(block))


def test_no_feature_holds_words_of_the_text() -> None:
    words = {"كنصفرة", "كفرنبل", "البارة", "Kansafra", "Kafr Nabl", "syr-army", "opposition"}
    chart = Chart(before_settling(TEXT))
    for number in range(len(chart.events)):
        for slot in SLOTS:
            for value, near in candidates(chart, number, slot).items():
                assert not any(w in f for f in features(chart, number, slot, value, near) for w in words)


def test_slots_after_settling() -> None:
    strike = next(e for e in reader.read(TEXT).events if e.type == "shelling")
    assert strike.who == ("syr-army",)
    assert "Kansafra" in strike.where
    assert strike.when == "2022-06-05"


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-9, 9).filter(bool)))
def test_pick_keeps_what_is_likelier_in_than_out(scores: dict[str, float]) -> None:
    rules = tuple(sorted(scores))[:2]
    picked = pick(scores, rules)
    assert set(picked) == {v for v, s in scores.items() if s > 0}
    assert len(picked) == len(set(picked))
    kept = [v for v in picked if v in rules]
    assert tuple(kept) == picked[:len(kept)]


def test_nobody_acts_on_itself_alone() -> None:
    from maydan.reading.filling.step import _apart

    assert _apart(("turkey",), ("turkey", "civilians")) == ()
    assert _apart(("syr-army", "is"), ("is", "syr-army")) is None
    assert _apart(("syr-army",), ("is",)) is None


def test_an_area_that_tells_where_a_village_lies_is_no_place_of_its_own() -> None:
    text = "قصفت قوات النظام السوري بالمدفعية قرية الكفير بريف جسر الشغور الغربي، وردت فصائل المعارضة."
    reading = reader.read(text, theatre="syria", published="2021-09-07")
    shelled = next(e for e in reading.events if e.type == "shelling")
    village = next(p for p in reading.places if p.text.endswith("الكفير"))
    assert shelled.where == (village.name_en,)


def test_who_stands_against_a_party_elsewhere_may_be_whom_it_acts_on() -> None:
    text = TEXT + "وتقدمت قوات النظام في ريف المحافظة."
    chart = Chart(before_settling(text))
    assert chart.faced("opposition", ("syr-army",), own=False) >= 1
    assert chart.faced("opposition", ("syr-army",), own=True) == chart.faced("opposition", ("syr-army",), own=False) - 1
    assert chart.enemies(("syr-army",)) == ["opposition"]
    last = len(chart.events) - 1
    assert "opposition" in candidates(chart, last, "whom")


def test_an_outlet_that_reports_an_attack_did_not_make_it() -> None:
    text = ("ذكرت وكالة سانا اليوم أن ثلاثة أشخاص قتلوا في مدينة السقيلبية بعد انفجار صاروخ قرب ساحتها. "
            "وقالت سانا إن صاروخا آخر استهدف المدينة.")
    reading = reader.read(text, theatre="syria", published="2022-07-24")
    assert reading.events
    media = {a.id for a in reading.actors if a.kind == "media"}
    assert not any(media & set(e.who) for e in reading.events if e.type != "accuse")


def test_who_only_backs_a_doer_does_nothing() -> None:
    text = "قصفت ميليشيات الحوثي المدعومة من إيران مدينة مأرب بالصواريخ أمس الأحد."
    context = before_settling(text)
    event = msgspec.structs.replace(context.events[0], who=("houthis", "iran"))
    assert doers(context, event) == ("houthis",)
    context = before_settling(text.replace(" المدعومة من إيران", " وإيران"))
    event = msgspec.structs.replace(context.events[0], who=("houthis", "iran"))
    assert doers(context, event) == ("houthis", "iran")


def test_nobody_did_what_the_war_took() -> None:
    text = "قصفت قوات النظام بلدة سراقب.\nوتعيش سوريا نزاعاً طويلاً تسبب بمقتل مئات آلاف المدنيين."
    context = before_settling(text)
    harm = next(e for e in context.events if e.type in ("casualties", "kill-civilians"))
    assert doers(context, msgspec.structs.replace(harm, who=("syr-army",))) == ()
    strike = context.events[0]
    assert doers(context, msgspec.structs.replace(strike, who=("syr-army",))) == ("syr-army",)


def test_what_only_tells_near_what_a_place_lies_is_no_place_of_the_event() -> None:
    context = before_settling("قصفت قوات النظام قرية كنصفرة بالقرب من مدينة أريحا أمس.")
    event = msgspec.structs.replace(context.events[0], where=tuple(p.name_en for p in context.places))
    assert len(event.where) == 2
    assert narrow(context, [event])[0].where == event.where[:1]
    context = before_settling("قصفت قوات النظام قرية كنصفرة ومدينة أريحا أمس.")
    event = msgspec.structs.replace(context.events[0], where=tuple(p.name_en for p in context.places))
    assert len(narrow(context, [event])[0].where) == 2


def test_who_backs_the_doer_is_not_its_target() -> None:
    for text in ("سيطرت القوات الحكومية مدعومة بالطيران الروسي على مدينة تدمر أمس.",
                 "هاجمت قوات النظام تساندها الطائرات الروسية مواقع في بلدة كفرنبودة أمس."):
        reading = reader.read(text, theatre="syria", published="2017-03-02")
        assert reading.events
        assert all("russia-air" not in e.whom for e in reading.events)
        assert all(h.from_ != "russia-air" for h in reading.holdings)


@pytest.mark.parametrize(("text", "places"), [
    ("ديرالزور::انفجرت عبوة ناسفة قرب مدينة الميادين مساء أمس.", 1),
    ("حلب::تعرضت مدينتا الأتارب ودارة عزة لقصف مدفعي من قوات النظام.", 2),
    ("درعا: فجر مجهولون عبوة ناسفة بسيارة عسكرية للنظام.", 1),
])
def test_a_heading_is_where_only_if_nothing_else_is_told(text: str, places: int) -> None:
    context = before_settling(text)
    head = next(m.ref for m in sorted(context.mentions, key=lambda m: m.start) if m.kind == "place")
    where = tuple(dict.fromkeys(m.ref for m in context.mentions if m.kind == "place"))
    event = msgspec.structs.replace(context.events[0], where=where)
    kept = narrow(context, [event])[0].where
    assert len(kept) == places
    assert (head in kept) == (len(where) == 1)


def test_a_dateline_tells_no_place() -> None:
    context = before_settling("عدن: «الخليج» قتل خمسة من مسلحي الحوثي أمس السبت.")
    event = msgspec.structs.replace(context.events[0], where=())
    assert narrow(context, [event])[0].where == ()


def test_a_country_beside_a_town_of_it_is_no_place_of_the_event() -> None:
    text = "قصفت القوات الموالية للحوثيين في اليمن بالمدفعية أحياء سكنية في مدينة عدن."
    context = before_settling(text)
    event = msgspec.structs.replace(context.events[0], where=tuple(p.name_en for p in context.places))
    assert len(event.where) == 2
    assert all(p.kind != "country" for p in context.places if p.name_en in narrow(context, [event])[0].where)


def test_one_act_told_with_two_words_is_one_event() -> None:
    text = "قصفت قوات النظام بلدة سرمين أمس السبت.\nوصلت تعزيزات عسكرية لقوات النظام إلى محيط مدينة جاسم يوم الأحد."
    reading = reader.read(text, theatre="syria", published="2021-08-09")
    sent = [e for e in reading.events if e.type == "reinforce"]
    assert len(sent) == 1
    assert sent[0].where == ("Jasim",)


def test_who_claims_an_attack_made_it() -> None:
    for text in ("قتل 15 شخصاً في تفجير انتحاري وسط بغداد تبناه تنظيم الدولة الإسلامية.",
                 "وقع تفجير في سوق شعبي وسط بغداد أمس السبت. وتبنى تنظيم الدولة الإسلامية الهجوم.",
                 "وقع تفجير في سوق شعبي وسط بغداد أمس السبت. وأعلن تنظيم الدولة الإسلامية مسؤوليته عن التفجير."):
        reading = reader.read(text, theatre="mena", published="2016-05-15")
        blast = next(e for e in reading.events if e.type == "bombing")
        assert blast.who == ("is",), text
        assert any(w.slot == "who" and w.reason for w in blast.why)
    text = "وقع تفجير في سوق شعبي وسط بغداد أمس السبت. ولم يتبن تنظيم الدولة الإسلامية الهجوم."
    reading = reader.read(text, theatre="mena", published="2016-05-15")
    assert not any("is" in e.who for e in reading.events)


def test_who_accuses_did_not_do_it() -> None:
    text = "انفجرت سيارة في عفرين أمس. واتهمت السلطات التركية حزب العمال الكردستاني بالوقوف وراء التفجير في عفرين."
    reading = reader.read(text, theatre="syria", published="2020-04-29")
    assert not any("turkey" in e.who for e in reading.events if e.type == "bombing")


def test_what_is_done_for_a_party_is_not_done_to_it() -> None:
    text = "شنت روسيا حملة جوية لدعم الحكومة السورية في ريف اللاذقية عام 2015."
    reading = reader.read(text, theatre="syria", published="2019-10-02")
    assert not any({"syr-gov", "syr-army"} & set(e.whom) for e in reading.events if e.type == "airstrike")


def test_a_state_joined_to_a_party_acts_with_it() -> None:
    text = "وينفذ الطيران الحربي للنظام وروسيا غارات على قرى جبل الزاوية بشكل شبه يومي."
    reading = reader.read(text, theatre="syria", published="2021-12-11")
    assert "russia" in {a.id for a in reading.actors}
    assert "Russia" not in {p.name_en for p in reading.places}


def test_who_gives_an_area_its_name_does_not_strike_it() -> None:
    reading = reader.read("تشهد مناطق سيطرة الجيش الوطني السوري قصفا متكررا لقوات سوريا الديمقراطية.",
                          theatre="syria", published="2022-02-14")
    strike = next(e for e in reading.events if e.type == "shelling")
    assert strike.who == ("sdf",)


def test_who_owns_those_acted_on_is_no_doer() -> None:
    context = before_settling("أصيب ثلاثة من جهاز الأمن العام التابع لقسد بانفجار لغم قرب مدينة الحسكة.")
    event = next(e for e in context.events if e.type == "casualties")
    owner = next(m for m in context.mentions if m.kind == "actor" and m.ref == "sdf")
    first = next(m for m in context.mentions if m.kind == "actor" and m.start < owner.start)
    assert doers(context, msgspec.structs.replace(event, who=("sdf",), whom=(first.ref,))) == ()


def test_a_place_that_another_belongs_to_is_no_place_of_the_event() -> None:
    reading = reader.read("قصفت قوات النظام بالمدفعية قرية كفرنوران التابعة لمدينة الأتارب أمس.", theatre="syria",
                          published="2022-02-14")
    (event,) = (e for e in reading.events if e.type == "shelling")
    assert len(event.where) == 1


def test_who_struck_does_not_bring_the_wounded_away() -> None:
    reading = reader.read("استهدف الجيش التركي بالمدفعية قرية عين دقنة ما أدى إلى إصابة طفلة تم إسعافها إلى المشفى.",
                          theatre="syria", published="2022-02-14")
    assert reading.events
    assert not any("turkey" in e.who for e in reading.events if e.type == "evacuate")


def test_an_army_of_no_name_is_not_that_of_another_country() -> None:
    text = ("قتل أربعة من رجال الشرطة في انفجار عبوة ناسفة في كابول. "
            "وفي ليبيا دارت اشتباكات بين الجيش ومسلحين قرب طرابلس.")
    reading = reader.read(text, published="2015-03-01")
    clash = next(e for e in reading.events if e.type == "clash")
    assert "new:afghan-army" not in clash.who
    assert set(clash.who) <= {a.id for a in reading.actors}
