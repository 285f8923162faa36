"""The regional base theatre and the Yemeni one: breadth, references, names that must and must not match."""

from __future__ import annotations

from itertools import pairwise

import pytest

from maydan.arabic.fold import fold
from maydan.theatre.compiled import theatre
from maydan.theatre.model import TheatreData
from maydan.theatre.names import STRONG


def strong(name: str, text: str) -> set[str]:
    """Ids that a name surely means in a theatre."""
    return {s.id for s in theatre(name).names.senses(text) if s.strength == STRONG}


def test_breadth() -> None:
    data = theatre("mena").data
    kinds = [p.kind for p in data.places.values()]
    assert sum(a.kind == "state" for a in data.actors.values()) > 130
    assert sum(a.kind == "media" for a in data.actors.values()) > 150
    assert len(data.persons) > 500
    assert len(data.offices) > 500
    assert len(data.events) > 100
    assert kinds.count("country") > 195


@pytest.mark.parametrize(("text", "meant"), [
    ("رويترز", "new:reuters"), ("وكالة الأنباء السعودية", "new:spa"), ("البنتاغون", "usa"), ("الكرملين", "russia"),
    ("حركة فتح", "new:fatah"), ("الحشد الشعبي", "pmf"), ("حفتر", "person:khalifa-haftar"), ("قوات الدعم السريع", "rsf"),
    ("القيادة المركزية الأمريكية", "usa"), ("جماعة أنصار الله", "houthis"), ("أردوغان", "person:erdogan"),
])
def test_names_of_bodies_and_persons(text: str, meant: str) -> None:
    assert meant in strong("mena", text)


@pytest.mark.parametrize("word", [
    "فتح", "أمل", "العربية", "بري", "ظريف", "روحاني", "عون", "الشباب", "المدينة", "وان", "بن", "الحكومة", "عنه", "وانه",
    "الخبر", "القائم", "أفاد", "السلطة", "الغرب", "المشار", "صالح", "هادي", "عباس", "أعماق", "مالي", "بيان", "التحالف",
])
def test_everyday_words_are_no_sure_names(word: str) -> None:
    assert strong("mena", word) == set()


@pytest.mark.parametrize(("text", "meant"), [
    ("المقاومة الشعبية", "new:popular-resistance"), ("المجلس الانتقالي الجنوبي", "new:stc"),
    ("ألوية العمالقة", "new:giants-brigades"), ("التحالف العربي", "saudi-coalition"),
    ("علي محسن الأحمر", "person:ali-mohsen-al-ahmar"), ("محمد عبد السلام", "person:mohammed-abdulsalam"),
])
def test_yemeni_names(text: str, meant: str) -> None:
    assert meant in strong("yemen", text)


@pytest.mark.parametrize("name", [
    "صرواح", "نهم", "قاعدة العند", "باب المندب", "كريتر", "عقبة ثرة", "جبل صبر", "ميناء الحديدة",
])
def test_yemeni_fronts_lie_in_yemen(name: str) -> None:
    places = theatre("yemen").data.places
    found = [places[i] for i in strong("yemen", name) if i in places]
    assert found
    assert all(12 < (p.lat or 0) < 18 and 42 < (p.lon or 0) < 54 for p in found)


@pytest.mark.parametrize("name", ["mena", "yemen"])
def test_events_refer_to_what_is_known(name: str) -> None:
    data = theatre(name).data
    for event in data.events.values():
        assert not event.place or event.place in data.places, event.id
        assert set(event.actors) <= set(data.actors), event.id
        assert not event.end or event.end >= event.start[: len(event.end)], event.id


@pytest.mark.parametrize(("text", "start"), [
    ("سقوط الموصل", "2014-06-10"), ("الاتفاق النووي الإيراني", "2015-07-14"), ("عاصفة الحزم", "2015-03-26"),
    ("اتفاق ستوكهولم", "2018-12-13"), ("تحرير عدن", "2015-07-14"), ("القرار 2216", "2015-04-14"),
])
def test_dated_events(text: str, start: str) -> None:
    data = theatre("yemen").data
    assert start in {data.events[i].start for i in strong("yemen", text) if i in data.events}


def test_offices_of_one_seat_do_not_overlap() -> None:
    seats = (
        "رئيس الوزراء العراقي", "الرئيس الأميركي", "وزير الخارجية الأميركي", "المبعوث الأممي إلى اليمن",
        "ولي العهد السعودي",
    )
    for seat in seats:
        terms = sorted((o.since, o.until or "9") for o in theatre("mena").data.offices if o.office_ar == seat)
        assert len(terms) > 2, seat
        assert all(a[1] <= b[0] or a[1][:7] == b[0][:7] for a, b in pairwise(terms)), (seat, terms)


def test_no_body_and_person_share_a_sure_name() -> None:
    data: TheatreData = theatre("yemen").data
    bodies = {fold(n) for a in data.actors.values() for n in a.names}
    assert not {n for p in data.persons.values() for n in p.names if fold(n) in bodies}
