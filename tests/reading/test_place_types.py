"""Names behind words that say what kind of place they are: which are names, how far they reach."""

from __future__ import annotations

import pytest

from maydan.reading.context import Context
from maydan.reading.places import find_places
from maydan.records import Place
from maydan.theatre.compiled import theatre


def named(text: str, known: str = "mena") -> dict[str, Place]:
    context = Context.of(text, theatre(known))
    find_places(context)
    return {p.text: p for p in context.places}


def test_a_feminine_word_behind_a_masculine_one_is_a_name() -> None:
    assert "تل مرزوقة" in named("تقدم الجنود إلى تل مرزوقة شرق مدينة الرمادي.")
    assert "سد برغوثة" in named("عبرت الدورية سد برغوثة قرب مدينة الفلوجة.")
    assert not named("سلم الجندي معسكره وعاد إلى جبل بعيدة قممه.")


def test_like_is_no_part_of_a_short_type_word() -> None:
    assert "تل متقاربة" not in named("تسعى الأحزاب إلى الاندماج عبر كتل متقاربة في البرلمان.")


def test_an_everyday_word_is_a_name_behind_the_kind_of_its_row() -> None:
    assert named("قتل عاملان في قضاء حديثة غرب الأنبار.")["قضاء حديثة"].name_en.startswith("Haditha")
    assert not named("بنى المهندسون قرية جديدة في الصحراء.", "syria")
    assert "بلدة سليم" in named("وقع انفجار في بلدة سليم بريف السويداء.", "syria")


@pytest.mark.parametrize("text", ["مرت العربة بقرية مسعود غربي قضاء الفلوجة.", "وصل الأهالي إلى قرية مسعود."])
def test_a_first_name_names_a_village_where_the_phrase_ends(text: str) -> None:
    assert "قرية مسعود" in named(text)


def test_a_man_who_acts_names_no_village() -> None:
    assert "بلدة كريم" not in named("غادر بلدة كريم التي ولد فيها.")
