"""Times that open on a letter of an hour's mark are no hours."""

from __future__ import annotations

from maydan.reading.reader import read


def test_an_event_late_in_a_year_or_month_keeps_its_time_whole() -> None:
    reading = read(
        "قتل ثلاثة مدنيين بقصف لقوات النظام على مدينة أريحا أواخر العام الماضي، وقصفت قوات النظام بلدة بنش أواخر كانون "
        "الثاني.",
        theatre="syria", published="2022-03-04")
    assert {e.when for e in reading.events} == {"2021-LATE", "2022-01-LATE"}
