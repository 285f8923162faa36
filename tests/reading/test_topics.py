"""Cues of war and where words lean."""

from __future__ import annotations

import pytest

from maydan.reading.context import Context
from maydan.reading.topics import plain, topics_of
from maydan.theatre.compiled import theatre

WAR = "قصفت مدفعية الجيش قرية في ريف المحافظة، وقتل ثلاثة مدنيين وأصيب آخرون. وقال مصدر عسكري إن القوات ردت على الهجوم."
SPORT = "فاز الفريق في المباراة على ملعبه أمام الجمهور، وسجل اللاعب هدفين. وقال المدرب إن المنتخب بحاجة إلى لاعبين."


def of(text: str) -> Context:
    return Context.of(text, theatre("syria"))


def test_leaning_parts_war_from_sport() -> None:
    war, sport = topics_of(of(WAR)), topics_of(of(SPORT))
    assert war.mean() > 2 > -2 > sport.mean()
    assert sum(war.seen.values()) > 6 and not sport.seen
    assert war.around(0) > sport.around(0)


def test_a_sentence_has_its_own_cues() -> None:
    topics = topics_of(of(WAR + " " + SPORT))
    assert topics.cues[0] and not topics.cues[2]
    assert topics.leaning[0] > 0 > topics.leaning[2]


@pytest.mark.parametrize(("key", "stem"), [("والمدرب", "مدرب"), ("للجيش", "جيش"), ("الب", "الب"), ("ومن", "ومن")])
def test_articles_come_off_where_a_word_remains(key: str, stem: str) -> None:
    assert plain(key) == stem


def test_an_empty_text_leans_nowhere() -> None:
    assert topics_of(of("")).mean() == 0.0


def test_goals_and_markets_are_no_battles() -> None:
    from maydan.reading.reader import read

    text = ("شن المنتخب هجوما كاسحا على مرمى الفريق الضيف في الشوط الثاني من المباراة، وسيطر اللاعبون على وسط الملعب. "
            "وانسحب المدرب من المؤتمر بعد نهاية الدوري.")
    assert read(text, theatre="syria", published="2020-01-02").events == ()
