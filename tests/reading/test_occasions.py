"""What a report tells on of one occasion: days, places and doers that are lent, and one act told twice."""

from __future__ import annotations

from maydan.reading.reader import read
from maydan.records import Event
from maydan.records.statements import LENT

REPORT = "2024-03-14"  # a Thursday


def events(text: str, published: str | None = REPORT) -> tuple[Event, ...]:
    return read(text, theatre="syria", published=published).events


def of(text: str, kind: str, sentence: int, published: str | None = REPORT) -> Event:
    return next(e for e in events(text, published) if e.type == kind and e.sentence == sentence)


LEAD = "قصفت قوات النظام بالمدفعية بلدة سرمين اليوم الخميس. "


def test_fire_of_the_next_sentence_is_of_the_reports_day() -> None:
    strike = of(LEAD + "واستهدفت راجمات الصواريخ قرية آفس بعدة قذائف.", "shelling", 0)
    assert strike.when == REPORT
    after = of(LEAD + "وأصيب طفلان في قرية آفس.", "casualties", 1)
    assert after.when == REPORT
    lent = [w for w in after.why if w.reason == LENT and w.slot == "when"]
    assert not lent or (LEAD + "x")[lent[0].start:lent[0].end] == lent[0].text


def test_a_look_back_and_a_sentence_with_a_time_of_its_own_take_no_day() -> None:
    back = of(LEAD + "يذكر أن مدنيا قتل بانفجار لغم قرب مدينة منبج.", "bombing", 1)
    assert not [w for w in back.why if w.slot == "when" and w.reason == LENT]
    own = of(LEAD + "وقتل مدنيان بقصف على مدينة أريحا في كانون الثاني الماضي.", "kill-civilians", 1)
    assert own.when == "2024-01"


def test_without_a_day_of_the_report_none_is_lent() -> None:
    assert of("قصفت قوات النظام بلدة سرمين. وأصيب طفلان في قرية آفس.", "casualties", 1, None).when is None


def test_harm_is_where_the_fire_told_before_was() -> None:
    harm = of("قصفت قوات النظام بالمدفعية بلدة سرمين. وأدى ذلك إلى مقتل ثلاثة مدنيين.", "kill-civilians", 1)
    assert harm.where == ("Sarmin",)
    assert harm.who == ("syr-army",)


def test_fire_elsewhere_is_not_of_the_same_doers() -> None:
    strike = of("قصفت قوات النظام بالمدفعية بلدة سرمين. وانفجرت دراجة مفخخة وسط مدينة الباب.", "bombing", 1)
    assert strike.where == ("al-Bab",)
    assert not [w for w in strike.why if w.slot == "who" and w.reason == LENT]


def test_a_count_of_many_acts_borrows_nothing() -> None:
    text = ("قصفت قوات النظام بالمدفعية بلدة سرمين. وبذلك ارتفع إجمالي القتلى المدنيين في عمليات القصف إلى ستين منذ "
            "بداية العام.")
    for event in events(text):
        if event.sentence == 1:
            assert (event.who, event.where) == ((), ())


def test_the_attack_of_a_sentence_befell_whom_its_harm_befell() -> None:
    strike = of("قتل أربعة مدنيين جراء قصف مدفعي على أطراف قرية النيرب.", "shelling", 0)
    assert strike.whom == ("civilians",)


def test_one_act_in_words_that_overlap_is_one_event() -> None:
    found = events("شنت طائرات روسية غارات جوية استهدفت بها بلدة كنصفرة.")
    assert [e.type for e in found] == ["airstrike"]


def test_countrysides_told_with_one_head_are_all_the_places() -> None:
    strike = of("قصفت قوات النظام بالمدفعية ريف حماة الشمالي والغربي.", "shelling", 0)
    assert strike.where == ("Northern Hama countryside", "Western Hama countryside")
    harm = of("شهدت أرياف إدلب الجنوبية والشرقية قصفا مدفعيا أدى إلى مقتل أربعة مدنيين.", "shelling", 0)
    assert set(harm.where) == {"Southern Idlib countryside", "Eastern Idlib countryside"}


def test_harm_is_of_the_attack_that_its_sentence_tells() -> None:
    text = LEAD + "وأصيب سائق بانفجار عبوة ناسفة بسيارته في مدينة الباب."
    assert of(text, "bombing", 1).who == of(text, "casualties", 1).who


def test_a_time_of_something_that_a_headline_refers_to_dates_nothing_else() -> None:
    head = "بعد الهجوم الذي شنته أمس.. قوات النظام تعاود قصف بلدة سرمين بالمدفعية"
    text = head + ("\nقصفت قوات النظام بالمدفعية الثقيلة منذ ساعات الصباح الأولى بلدة سرمين بريف إدلب الشرقي، وأدى "
                   "القصف إلى إصابة أربعة مدنيين بجروح.")
    found = read(text, theatre="syria", published=REPORT, quiet=((0, len(head)),), title=head).events
    assert {e.when for e in found if e.start > len(head)} == {REPORT}


def test_what_happened_a_day_before_is_not_of_the_day_that_is_told() -> None:
    text = "استهدفت مدفعية قوات النظام محيط مدينة الأتارب اليوم، بعد يوم من مقتل خمسة مدنيين في بلدة سرمين."
    assert of(text, "shelling", 0).when == REPORT
    assert of(text, "kill-civilians", 0).when == "2024-03-13"


def test_some_days_after_tells_no_day() -> None:
    text = "دخلت قافلة مساعدات إلى مدينة دوما اليوم بعد أيام من قصف قوات النظام سوق المدينة بالمدفعية."
    assert of(text, "humanitarian-aid", 0).when == REPORT
    assert of(text, "shelling", 0).when is None
