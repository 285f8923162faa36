"""What a form tells is asked once for all theatres; what hangs on a theatre is added to it."""

from __future__ import annotations

import pytest

from maydan.arabic.tokens import tokenize, word
from maydan.reading.telling import _steps, _told, telling
from maydan.reading.times.find import constructions
from maydan.theatre.compiled import theatre

FORMS = ("قصفت", "مدينة", "والسورية", "أمس", "ثلاثة", "حلب", "صنعاء", "كتاب", "،", "12", "قال")


def test_theatres_share_what_they_agree_on() -> None:
    here, there = _told(theatre("syria")), _told(theatre("yemen"))
    assert here[word("كتاب")] is there[word("كتاب")]
    assert here[word("أمس")].sense is there[word("أمس")].sense
    assert _steps()["nisba"] in here[word("السورية")].steps
    assert _steps()["actors"] in here[word("السورية")].steps
    assert _steps()["names"] in there[word("صنعاء")].steps


def test_each_step_is_told_its_tokens_once() -> None:
    forms = [t.word for t in tokenize(" ".join(FORMS))]
    told = telling(theatre("syria"), forms)
    assert all(at == sorted(set(at)) for at in told.tokens.values())
    assert len(told.senses) == len(forms)
    assert forms.index(word("أمس")) in told.tokens["times"]


@pytest.mark.parametrize("form", [
    "وأمس", "بالأمس", "الشهر", "لشهرين", "يومين", "الثالث", "فبراير", "وفبراير", "الأحد", "والأحد", "بضعة", "هذا",
    "ساعة", "لساعات", "سابقا", "2016", "الثمانينات", "مطلع", "February",
])
def test_words_of_time_open_something(form: str) -> None:
    assert constructions(word(form))


def test_other_words_open_no_time() -> None:
    assert not any(constructions(word(form)) for form in ("قصفت", "مدينة", "والسورية", "كتاب", "،"))
