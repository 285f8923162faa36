"""Reference dates: given, printed, moved, contradicted, and from the text alone."""

from __future__ import annotations

import pytest
from times_helpers import read

from maydan.intake import from_text
from maydan.reading import reader
from maydan.reading.reader import read_document
from maydan.records import ReferenceDate


def reference(text: str, published: str | None = None) -> ReferenceDate:
    found = read(text, published).reference
    assert found is not None
    return found


def test_a_given_date_is_kept() -> None:
    found = reference("قصفت الطائرات أطراف البلدة ودارت اشتباكات.", "2016-02-14")
    assert (found.value, found.earliest, found.latest, found.printed_is_wrong) == (
        "2016-02-14", "2016-02-14", "2016-02-14", False)


@pytest.mark.parametrize(("text", "given", "value"), [
    ("أصيب مدنيان اليوم الاثنين بقصف مدفعي.", "2022-11-13", "2022-11-14"),
    ("أصيب مدنيان أمس الأحد بقصف مدفعي.", "2022-11-13", "2022-11-14"),
    ("أصيب مدنيان اليوم الاثنين 14 تشرين الثاني بقصف.", "2022-11-13", "2022-11-14"),
    ("أصيب مدنيان اليوم الأحد بقصف مدفعي.", "2022-11-13", "2022-11-13"),
])
def test_the_day_of_the_incident_moves_to_that_of_the_report(text: str, given: str, value: str) -> None:
    found = reference(text, given)
    assert found.value == value
    assert not found.printed_is_wrong
    assert found.evidence


@pytest.mark.parametrize(("kind", "value"), [("published", "2015-08-08"), ("date of the incident", "2015-08-15")])
def test_a_report_is_older_than_its_page_and_younger_than_the_incident(kind: str, value: str) -> None:
    text = "أعلنت القيادة اليوم السبت أن قواتها صدت الهجوم على أطراف البلدة."
    found = reader.read(text, published="2015-08-09", published_kind=kind, theatre="syria").reference_date
    assert found.value == value


def test_the_day_in_an_address_is_that_of_the_page() -> None:
    text = "قصفت المدفعية أطراف البلدة أمس وقتل شخصان في القصف الذي استمر ساعات."
    found = reader.read(text, published="2015-07-25", url="https://news.example/2015/07/24/item.html", theatre="syria")
    assert found.reference_date.value == "2015-07-24"
    far = reader.read(text, published="2015-07-25", url="https://news.example/2012/01/02/item.html", theatre="syria")
    assert far.reference_date.value == "2015-07-25"


def test_a_printed_date_line_is_used() -> None:
    found = reference("عنوان الخبر هنا\n27/02/2022\nقتل شخصان اليوم الأحد في قصف على سوق البلدة.")
    assert found.value == "2022-02-27"
    assert found.printed == "2022-02-27"


def test_a_printed_date_that_the_text_contradicts_is_wrong() -> None:
    text = (
        "09 يناير 2025\nتوقفت الجولة منذ مطلع عام 2014. وفي أواخر ديسمبر 2015 شرعت الطائرات في القصف. "
        "وفي 4 فبراير تقدمت القوات، وفي 10 فبراير خسرت القرية. وقالت جبهة الساحل الموحدة إنها باقية."
    )
    found = reference(text)
    assert found.printed_is_wrong
    assert found.value == "2016-02"
    assert (found.earliest or "") >= "2016-02-10"


def test_last_month_places_the_text_after_it() -> None:
    found = reference("بدأت المعركة في نهاية عام 2023، وفي 30 نوفمبر الماضي دخلت القوات المدينة بعد هدنة آذار 2020.")
    assert (found.value or "")[:7] == "2023-12"


def test_names_bound_the_time() -> None:
    found = reference("قال الوزير سالم الهادي إن جبهة الساحل الموحدة انسحبت أمس.")
    assert (found.earliest or "") >= "2014-05-01"
    assert (found.latest or "") <= "2015-03-31"
    assert found.value is not None
    assert len(found.value) == 7


def test_nothing_speaks() -> None:
    found = reference("وقف الرجل عند الباب وانتظر.")
    assert found.value is None
    assert found.why


def test_any_weekday_with_a_full_day_names_the_year() -> None:
    found = reference("أصيب مدني اليوم الأحد 6 تشرين الثاني. وكان قتل آخر في حزيران 2022.")
    assert found.value == "2022-11-06"


def test_a_time_until_which_something_lasts_is_not_past() -> None:
    text = "سيطر الجيش السوري أمس الأربعاء على البلدة. وكُلّف مجلس محلي بإدارة شؤونها حتى آذار/مارس 2017."
    found = read_document(from_text(text, published="2016-12-15"), theatre="syria").reference_date
    assert (found.value, found.printed_is_wrong) == ("2016-12-15", False)
