"""Places: names, type words, relations, coordination, choice among namesakes. Sentences are written for the tests."""

from __future__ import annotations

import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.reading.context import Context
from maydan.reading.places import find_places
from maydan.reading.places.english import romanise
from maydan.reading.places.geometry import kilometres, shifted
from maydan.reading.reader import read as read_text
from maydan.records import Place
from maydan.theatre.compiled import theatre


def read(text: str, known: str = "syria") -> Context:
    context = Context.of(text, theatre(known))
    find_places(context)
    return context


def named(text: str, known: str = "syria") -> dict[str, Place]:
    return {p.text: p for p in read(text, known).places}


def near(place: Place, lat: float, lon: float, km: float) -> bool:
    return place.lat is not None and place.lon is not None and kilometres(place.lat, place.lon, lat, lon) < km


def test_a_type_word_belongs_to_the_fullest_form() -> None:
    found = named("وصلت قافلة إلى بلدة سرمين، ثم خرجت من سرمين مساءً.")
    assert list(found) == ["بلدة سرمين"]
    place = found["بلدة سرمين"]
    assert len(place.mentions) == 2
    assert near(place, 35.90, 36.72, 5)


def test_clitics_stay_outside_the_mention() -> None:
    text = "انفجرت سيارة بحلب ووصل الجرحى ولإدلب نقل آخرون."
    for place in read(text).places:
        for start, end in place.mentions:
            assert text[start:end] in ("حلب", "إدلب")


def test_countryside_takes_base_and_side() -> None:
    found = named("سقطت قذائف على ريف حلب الشمالي وعلى ريف إدلب.")
    north = found["ريف حلب الشمالي"]
    assert north.kind == "countryside"
    assert north.name_en == "Northern Aleppo countryside"
    assert north.relation == "countryside-n"
    assert near(north, 36.5, 37.15, 50)
    assert found["ريف إدلب"].name_en == "Idlib countryside"
    assert "حلب" not in found


def test_plural_countrysides_are_distributed() -> None:
    names = {p.name_en for p in read("هدأت أرياف حمص وحلب واللاذقية طوال النهار.").places}
    assert names == {"Homs countryside", "Aleppo countryside", "Latakia countryside"}


@pytest.mark.parametrize(("text", "names"), [
    ("قصفت قوات النظام أرياف إدلب الجنوبي وحلب الغربي واللاذقية الشمالي.",
     {"Southern Idlib countryside", "Western Aleppo countryside", "Northern Latakia countryside"}),
    ("قصفت قوات النظام ريف حماة الشمالي وإدلب الجنوبي.", {"Northern Hama countryside", "Southern Idlib countryside"}),
    ("قصفت قوات النظام ريف حلب الغربي ومدينة سرمين.", {"Western Aleppo countryside", "Sarmin"}),
    ("قصفت قوات النظام قرى بريف مدينة جسر الشغور.", {"Jisr al-Shughur countryside"}),
    ("انسحبوا من الأحياء الشرقية لحلب إلى ريفها الغربي.",
     {"Eastern part of Aleppo", "Western Aleppo countryside"}),
])
def test_countrysides_in_a_row_each_with_its_side(text: str, names: set[str]) -> None:
    assert {p.name_en for p in read(text).places} == names


@pytest.mark.parametrize(("text", "name"), [
    ("تصاعدت الاعتقالات في الضفة الغربية خلال الأسبوع الماضي.", "West Bank"),
    ("سقطت صواريخ قرب عسقلان في إسرائيل.", "Ashkelon"),
])
def test_names_that_open_as_parts_or_were_unknown(text: str, name: str) -> None:
    assert name in {p.name_en for p in read_text(text).places}


def test_the_bank_of_a_river_is_a_part_of_it() -> None:
    names = {p.name_en for p in read_text("سقط القصف على الضفة الغربية لنهر الفرات.", theatre="syria").places}
    assert "West Bank" not in names


def test_two_adjectives_make_two_countrysides() -> None:
    names = {p.name_en for p in read("هطلت الأمطار على أرياف إدلب الجنوبية والشرقية.").places}
    assert names == {"Southern Idlib countryside", "Eastern Idlib countryside"}


def test_countryside_without_a_name_takes_the_province_of_the_round_up() -> None:
    text = "درعا: سمعت أصوات في بلدة ناحتة بالريف الشرقي.\nحماة: مرت دورية في بلدة الزيارة بالريف الغربي."
    names = {p.name_en for p in read(text).places}
    assert {"Eastern Daraa countryside", "Western Hama countryside"} <= names


def test_dual_type_word_names_two_places() -> None:
    found = named("دخلت شاحنات إلى بلدتي نبل والزهراء.")
    assert len(found) == 2
    assert all(near(p, 36.37, 37.0, 8) for p in found.values())


def test_side_of_a_country_is_a_place_of_its_own() -> None:
    found = named("تراجع الغطاء النباتي في شمال غربي سوريا وفي شرق الفرات.")
    assert found["شمال غربي سوريا"].name_en == "Northwestern Syria"
    assert found["شرق الفرات"].name_en == "East of the Euphrates"


def test_side_of_a_province_is_its_countryside() -> None:
    found = named("أقيم سوق في ريف إدلب الجنوبي، وآخر جنوبي إدلب.")
    assert [p.name_en for p in found.values()] == ["Southern Idlib countryside"]


def test_side_of_a_small_town_places_by_the_town() -> None:
    found = named("نصبت خيام شمال معرة النعمان.")
    assert [p.name_en for p in found.values()] == ["Maarrat al-Numan"]


def test_border_of_two_states() -> None:
    found = named("أغلقت الحدود السورية التركية أمام الشاحنات، وبقيت الحدود مع الأردن مفتوحة.")
    assert {p.name_en for p in found.values()} == {"Syrian-Turkish border", "Syrian-Jordanian border"}
    assert {p.kind for p in found.values()} == {"border"}


def test_segment_between_two_towns() -> None:
    context = read("يمتد الشريط الحدودي بين جرابلس وأعزاز عشرات الكيلومترات.")
    segment = next(p for p in context.places if p.relation == "between")
    assert segment.kind == "border"
    assert near(segment, 36.7, 37.5, 20)
    assert segment.radius_km > 30


def test_road_between_two_towns_lists_road_and_ends() -> None:
    found = read("قطع الطريق الواصل بين كلجبرين ومدينة مارع.").places
    assert {p.kind for p in found} >= {"corridor"}
    assert any("Marea" in p.name_en and p.kind == "town" for p in found)


def test_unknown_village_is_placed_near_its_neighbours() -> None:
    found = named("انفجر لغم في قرية طرنبيش قرب مدينة سراقب بريف إدلب.")
    village = found["قرية طرنبيش"]
    assert village.gazetteer_id is None
    assert village.kind == "village"
    assert near(village, 35.86, 36.80, 30)
    assert village.radius_km >= 15


def test_type_word_with_an_adjective_names_nothing() -> None:
    assert named("مروا بقرية صغيرة ثم بمنطقة جبلية ومدينة أخرى وقاعدة عسكرية.") == {}


def test_everyday_words_are_no_places_without_support() -> None:
    assert named("بدأت الثورة قبل سنوات، وطرق الباب صديق وأكل الزيارة.") == {}
    assert "مدينة الباب" in named("وصل الوفد إلى مدينة الباب.")


def test_one_sense_a_document_supports_the_bare_name() -> None:
    place = named("خرج الأهالي في مدينة الباب، وعاد الهدوء إلى الباب ليلاً.")["مدينة الباب"]
    assert len(place.mentions) == 2


def test_neighbours_choose_among_namesakes() -> None:
    north = named("سيطرت القوات على نبل ثم على قريتي الزيارة والخربة شمال نبل.")
    place = next(p for t, p in north.items() if "الزيارة" in t)
    assert near(place, 36.42, 37.0, 12)
    assert len(place.candidates) > 1
    assert place.candidates[0].score > place.candidates[-1].score
    assert all(c.why for c in place.candidates)


def test_province_and_city_are_two_places() -> None:
    found = named("أعلنت محافظة حماة عن دوام كامل، ووصل الوزير إلى مدينة حماة.")
    assert found["محافظة حماة"].kind == "province"
    assert found["مدينة حماة"].kind == "town"


def test_the_city_refers_back() -> None:
    text = "عقد اجتماع في مدينة أعزاز. وشهدت المدينة ازدحاماً."
    place = read(text).places[0]
    assert {text[a:b] for a, b in place.mentions} == {"مدينة أعزاز", "المدينة"}


def test_capital_that_acts_is_no_place() -> None:
    names = {p.name_en for p in read("أعلنت موسكو أنها ترفض القرار، بينما جرت المحادثات في جنيف.").places}
    assert names == {"Geneva"}


def test_names_inside_actors_are_no_places() -> None:
    assert named("قال المرصد السوري لحقوق الإنسان إن جبهة النصرة انسحبت.") == {}


def test_adverb_in_the_accusative_is_no_town() -> None:
    assert named("كانوا دوماً على موعد.") == {}


def test_sites_called_after_a_place() -> None:
    found = named("هبطت الطائرة في مطار كويرس العسكري، وأقيم مخيم “الياسمينة” قرب مدينة إدلب.")
    assert any(p.kind == "airport" for p in found.values())
    camp = found["مخيم “الياسمينة”"]
    assert near(camp, 35.93, 36.63, 30)


def test_names_are_unique_and_mentions_do_not_overlap() -> None:
    text = "قصفت محافظة إدلب ومدينة إدلب وريف إدلب وشمال إدلب، ثم بلدة الزيارة وقرية الزيارة وحي الزهراء والزهراء."
    context = read(text)
    names = [p.name_en for p in context.places]
    assert len(names) == len(set(names))
    mentions = [m for m in context.mentions if m.kind == "place"]
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert {m.ref for m in mentions} <= set(names)


def test_another_theatre_needs_no_code() -> None:
    found = named("سيطرت قوة على قاعدة العند الجوية في محافظة لحج ثم دخلت عدن.", "yemen")
    assert {"Lahij province", "Aden"} <= {p.name_en for p in found.values()}


@pytest.mark.parametrize(("key", "latin"), [("كفرنبل", "Kafrnbl"), ("الشيخ علي", "al-Shikh Ali")])
def test_romanised_names(key: str, latin: str) -> None:
    assert romanise(key) == latin


def test_shift_goes_the_right_way() -> None:
    lat, lon = shifted(36.0, 37.0, "ne", 20)
    assert lat > 36.0
    assert lon > 37.0
    assert kilometres(36.0, 37.0, lat, lon) == pytest.approx(20, rel=0.02)


WORDS = [
    "مدينة", "ريف", "حلب", "وإدلب", "الشمالي", "شمال", "بين", "الحدود", "السورية", "بلدتي", "و", "،", "(", "الباب",
    "قرية", "طريق", "محافظة", "“", "”", "المدينة", "للحدود", "مطار", "٣",
    "القطاع", "الواقعة", "من", "سوريا", "كوريدور", "\n",
]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join) | st.text(max_size=60))
def test_offsets_are_those_of_the_words(text: str) -> None:
    context = read(text)
    for place in context.places:
        assert place.mentions
        assert any(text[a:b] == place.text for a, b in place.mentions)
        assert all(0 <= a < b <= len(text) for a, b in place.mentions)
    for mention in context.mentions:
        assert context.tokens[mention.first].start <= mention.start < mention.end <= len(text)


@pytest.mark.parametrize("words", ["قرية ", "المدينة ", "طريق حلب - حمص - ", "“مدينة ", "شمال غرب ", "حلب (حلب) "])
def test_long_runs_of_one_word_are_read_in_time(words: str) -> None:
    started = time.process_time()
    read(words * 3000)
    assert time.process_time() - started < 5


def test_an_adjective_behind_a_common_noun_is_no_name() -> None:
    assert list(named("استهدفت الغارة حيا سكنيا في حلب.")) == ["حلب"]


def test_bridges_mosques_and_other_buildings() -> None:
    text = "سيطرت القوات على الجسر الرابع وجسر العمروس في الموصل، وقصفت مسجد الرحمن الكبير وفندق زهرة."
    found = named(text, "mena")
    assert {"الجسر الرابع", "جسر العمروس"} <= set(found)
    assert near(found["الجسر الرابع"], 36.34, 43.13, 20)
    man = named("سقطت قذيفة على مسجد أبو عبيدة بن الجراح في تعز أثناء القصف", "yemen")
    assert "مسجد أبو عبيدة بن الجراح" in man


def test_a_common_building_is_no_place() -> None:
    found = named("قصف الطيران مدرسة للبنات وسوقا شعبيا في حلب، ووقع الجنود في كمين نصبه مسلحون.")
    assert [p for p in found if not p.startswith("حلب")] == []


def test_a_town_whose_name_begins_like_a_building() -> None:
    found = named("قصف النظام مدينة جسر الشغور ثم عاد وقصف جسر الشغور ليلاً.")
    assert len(found) == 1
    assert next(iter(found.values())).kind == "town"


def test_a_double_name_behind_a_dual_is_two_places() -> None:
    found = named("سيطر الجيش على مديريتي مشرعة وحدنان في محافظة تعز", "yemen")
    assert {"مديريتي مشرعة", "حدنان"} <= set(found)
    assert near(found["حدنان"], 13.5, 44.0, 30)
    assert "بني وليد" in named("جرى رصد الرتل بين مدينتي بني وليد وسرت في ليبيا", "mena")


def test_the_side_of_a_city_is_a_place_where_it_stands_alone() -> None:
    assert "شرقي الموصل" in named("انتشرت القوات في شرقي الموصل بعد معارك", "mena")
    assert "شرقي الموصل" not in named("قصف الطيران ناحية برطلة شرقي الموصل", "mena")


def test_unknown_villages_around_which_something_happens() -> None:
    assert "كفرزيبان" in named("استهدفت المدفعية محيط كفرزيبان في ريف إدلب")
    assert "سور" not in named("استهدفت المدفعية محيط سور المجمع في ريف إدلب")


def test_a_quarter_may_bear_the_name_of_a_country() -> None:
    assert "حي فلسطين" in named("حررت القوات حي فلسطين شرقي الموصل", "mena")


def test_where_somebody_travels_is_ground() -> None:
    assert "وارسو" in named("وقال الوزير الذي يزور وارسو إن المفاوضات مستمرة بين الطرفين", "mena")


def test_unknown_names_of_a_list_of_areas() -> None:
    found = named("تقدمت المقاومة في مناطق الخشبية والمسقاة بمحافظة تعز بعد معارك", "yemen")
    assert {"مناطق الخشبية", "المسقاة"} <= set(found)
    assert not [p for p in named("خرج المسلحون من مناطق التداخل السكاني في تعز", "yemen") if "التداخل" in p]


def test_the_quarters_of_a_town_are_the_town() -> None:
    found = named("استعادت القوات بعض أحياء عدن وانتشرت في أحياء مدينة تعز", "yemen")
    assert {p.kind for p in found.values()} == {"town"}


def test_a_verb_behind_a_list_of_quarters_is_no_name() -> None:
    text = "دخلت قوات النظام أمس أحياء درعا البلد ورفعت العلم فوق المباني بعد قصف مدفعي."
    assert {p.name_en for p in read(text).places} == {"Daraa al-Balad"}


def test_each_of_two_governments_is_no_ground() -> None:
    text = "وتجاهلت الخطة دور كل من روسيا وإيران في المفاوضات. وطالبت الهيئة كلا من واشنطن وموسكو بالرد."
    assert [p.name_en for p in read_text(text, theatre="syria").places] == []


def test_a_camp_under_its_number_and_a_name_with_hyphens() -> None:
    found = named("ويحاصر الجيش معسكر 319 بعد معركة في قرية ده-ايه-كلات شرقي حلب.")
    assert found["معسكر 319"].name_en == "319 base"
    assert "قرية ده-ايه-كلات" in found


def test_in_a_list_behind_a_word_for_villages_every_item_is_a_place_of_its_own() -> None:
    found = named("سيطر الثوار على قرى طوبزاوة وطهراوة العليا والموفقية شرق الموصل.", "mena")
    assert {"طوبزاوة", "طهراوة العليا", "الموفقية"} <= set(found)
    found = named("قصفت القوات قرى تل جمعة، الدشيشة، سكر الأحيمر، الطويلة، تل الطويل، الغيبش في ريف الحسكة.")
    assert {"الدشيشة", "الغيبش", "الطويلة", "تل الطويل", "سكر الأحيمر", "تل جمعة"} <= set(found)
    assert {"خالد كلو", "تل زيوان"} <= set(named("سقطت قذائف على قريتي خالد كلو وتل زيوان شمال القامشلي."))


def test_everyday_words_are_quarters_only_in_a_long_or_plain_list_of_them() -> None:
    found = named(
        "حرر الجيش (حي الزهراء، والتحرير، والعلماء، والمعلمين، والنهضة، وحي الجامعة، والبريد) في الموصل.", "mena")
    assert {"حي الزهراء", "التحرير", "العلماء", "المعلمين", "النهضة", "حي الجامعة", "البريد"} <= set(found)
    found = named("دخل الجيش أحياء الوحدة والأندلس والشرطة وتل نركال.", "mena")
    assert {"أحياء الوحدة", "الأندلس", "الشرطة"} <= set(found)
    assert "القرى" not in named("قتل مدنيون في أحياء المدينة والقرى والبلدات المجاورة.")


def test_an_unknown_name_between_known_ones_of_a_list_is_a_place() -> None:
    found = named("قصفت المدفعية أماكن في أسدية وتل ورد وخضراوي وتل حرمل وتل طويل وخربة الشعير ودشيشة بريف الحسكة.")
    assert {"خضراوي", "خربة الشعير", "دشيشة"} <= set(found)
    assert "أطرافا" not in named("يضم المركز مصر وتركيا وأطرافا عربية أخرى.", "mena")
    assert "مسلة" not in named("من أهم آثار سراقب وكفرنبل ومسلة تدمر الشهيرة.")


def test_round_ups_by_province_go_on_with_two_colons_behind_a_stop() -> None:
    text = "دون تفاصيل.حلب::قتل رجل في مدينة الباب بالريف الشرقي.ديرالزور::انفجرت عبوة في بادية بالريف الغربي."
    found = read(text).places
    assert {p.name_en for p in found if p.kind == "countryside"} == {
        "Eastern Aleppo countryside", "Western Deir ez-Zor countryside"}


def test_roads_are_told_by_two_names_with_any_dash_or_none() -> None:
    assert {"طريق حلب ـ دمشق"} <= set(named("أغلقت القوات طريق حلب ـ دمشق صباح أمس."))
    assert {"طريق حلب إدلب"} <= set(named("أغلقت القوات طريق حلب إدلب صباح أمس."))
    assert {'طريق "المدحول _ عين البو جمعة"'} <= set(
        named('هوجمت حافلة على طريق "المدحول _ عين البو جمعة" في ريف دير الزور.'))


def test_the_place_whose_countryside_is_meant_is_named_with_it_where_a_type_word_tells_it() -> None:
    found = named("دارت معارك في الريف الجنوبي الغربي لمدينة راس العين في محافظة الحسكة.")
    assert {"الريف الجنوبي الغربي لمدينة راس العين", "مدينة راس العين"} <= set(found)


def test_a_capital_that_bears_the_name_of_its_country_is_the_city() -> None:
    found = named("قتل أربعة جنود جنوب غرب العاصمة الجزائر في كمين.", "mena")
    assert [p.name_en for p in found.values()] == ["Algiers"]


def test_parties_markets_of_shares_and_where_somebody_is_active_are_no_places() -> None:
    assert set(named("دعت جبهة الإنقاذ وجبهة التحرير إلى التظاهر في القاهرة.", "mena")) == {"القاهرة"}
    assert "سوق دبي" not in named("ارتفع مؤشر سوق دبي المالي أمس.", "mena")
    assert "سوق أريحا" in named("قصفت الطائرات سوق أريحا في ريف إدلب.")
    found = named("وقعت الجماعة في منطقة ينشط فيها المسلحون في ولاية عين الدفلى، ونصبوا مخيما للعزاء.", "mena")
    assert set(found) == {"ولاية عين الدفلى"}


def test_a_state_that_and_joins_to_a_government_acts() -> None:
    text = "قال المرصد السوري إن قصفا مدفعيا للنظام السوري وروسيا استهدف مسجدا في مدينة إدلب شمال غربي سوريا."
    reading = read_text(text, theatre="syria", published="2016-02-14")
    assert "Russia" not in {p.name_en for p in reading.places}


def test_a_birthplace_is_not_the_city_of_its_name() -> None:
    assert set(named("دخل المقاتلون مدينة سرت، مسقط رأس القذافي.", "mena")) == {"مدينة سرت"}


def test_a_type_word_that_is_part_of_the_name_says_nothing_of_the_kind() -> None:
    for text, name in (("انسحبت قوات سوريا الديمقراطية من تل رفعت.", "Tal Rifaat"),
                       ("قصف تركي على تل أبيض ورأس العين أمس.", "Tal Abyad"),
                       ("اشتباكات في تل تمر اليوم.", "Tal Tamr")):
        places = {p.name_en for p in read_text(text, theatre="syria", published="2019-10-14").places}
        assert name in places, places
