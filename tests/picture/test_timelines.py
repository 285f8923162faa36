"""Claims become intervals: who holds what when, by whose account."""

from __future__ import annotations

import random
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.picture.kin import Kin
from maydan.picture.lookup import find_place, place_index
from maydan.picture.timelines import Interval, state_on, timelines, usable

Row = dict[str, Any]
KIN = Kin(above={"brigade": frozenset(("brigade", "army"))},
          side={"army": "gov", "brigade": "gov", "rebels": "reb", "front": "reb", "third": "third"})


def claim(change: str, holder: str | None, day: str | None, **slots: Any) -> Row:
    name = f"{change}-{holder}-{day}-{slots.get('place', 'P')}-{slots.get('document_id', '')}"
    row: Row = {
        "record_id": name, "document_id": f"d-{name}", "source": "desk", "holder": holder, "place": "P",
        "change": change, "from_holder": None, "when": day, "day_from": day, "day_inferred": False,
        "status": "happened", "start": 0, "end": 5, **slots,
    }
    if change == "holds" and "status" not in slots:
        row["status"] = "ongoing"
    row.setdefault("day_to", row["day_from"])
    return row


def on(claims: list[Row], day: str, place: str = "P", account: str = "*", **options: Any) -> tuple[str, ...]:
    intervals, _ = timelines(claims, kin=KIN, **options)
    state = state_on([i for i in intervals if i.place == place and i.account == account], day)
    return () if state is None else state.holders if state.state == "held" else (state.state, *state.holders)


def test_captures_follow_each_other() -> None:
    rows = [claim("takes", "rebels", "2013-03-04"), claim("takes", "third", "2014-01-14")]
    assert on(rows, "2013-03-03") == ()
    assert on(rows, "2013-03-04") == ("rebels",)
    assert on(rows, "2014-01-13") == ("rebels",)
    assert on(rows, "2014-01-14") == ("third",)
    assert on(rows, "2020-01-01") == ("third",)


def test_a_loss_leaves_it_unknown() -> None:
    rows = [claim("takes", "rebels", "2013-03-04"), claim("loses", "rebels", "2014-01-14")]
    assert on(rows, "2014-02-01") == ("unknown",)
    assert on([*rows, claim("loses", "third", "2014-03-01")], "2014-04-01") == ("unknown",)


@pytest.mark.parametrize("more", [
    {"change": "takes", "holder": "rebels", "from_holder": "army"},
    {"change": "loses", "holder": "army"},
])
def test_who_held_it_before(more: Row) -> None:
    change, holder = more.pop("change"), more.pop("holder")
    rows = [claim("takes", "rebels", "2013-03-04"), claim(change, holder, "2013-03-05", document_id="x", **more)]
    assert on(rows, "2012-01-01") == ("army",)
    assert on(rows, "2013-03-06") == ("rebels",)


def test_who_withdrew_as_it_was_taken_held_it_before() -> None:
    left = {"record_id": "e", "document_id": "d", "source": "desk", "type": "withdraw", "status": "happened",
            "who": ["army"], "whom": [], "where": ["P"], "day_from": "2013-03-05", "day_to": "2013-03-05"}
    rows = [claim("takes", "rebels", "2013-03-04")]
    assert on(rows, "2012-01-01", events=[left]) == ("army",)
    assert on(rows, "2012-01-01", events=[{**left, "who": ["front"], "where": ["Q"]}]) == ()
    assert on(rows, "2012-01-01", events=[{**left, "day_to": "2014-03-05"}]) == ()


def test_the_besieger_gets_what_fighters_leave() -> None:
    gone = {"record_id": "e", "document_id": "d", "source": "desk", "type": "evacuate", "status": "happened",
            "who": ["rebels"], "whom": ["civilians"], "where": ["P"], "day_from": "2016-08-26", "day_to": "2016-08-26"}
    rows = [claim("encircles", "army", "2012-11-01")]
    assert on(rows, "2016-08-25", events=[gone]) == ("rebels",)
    assert on(rows, "2016-08-27", events=[gone]) == ("army",)
    assert on([claim("encircles", "front", "2012-11-01")], "2016-08-27", events=[gone]) == ()  # of one side


def test_an_offensive_contests_what_is_held() -> None:
    attack = {"record_id": "e", "document_id": "d", "source": "desk", "type": "offensive", "status": "happened",
              "who": ["army"], "where": ["P"], "day_from": "2018-02-18", "day_to": "2018-02-18", "day_inferred": False}
    rows = [claim("takes", "rebels", "2012-11-01"), claim("takes", "army", "2018-04-14")]
    assert on(rows, "2018-03-01", events=[attack]) == ("contested", "rebels", "army")
    assert on(rows, "2018-04-14", events=[attack]) == ("army",)
    assert on(rows, "2018-03-01", events=[{**attack, "who": ["rebels"]}]) == ("rebels",)


def test_to_take_from_another_is_to_have_held_in_part() -> None:
    rows = [claim("takes", "rebels", "2014-01-01"), claim("takes", "army", "2017-06-06"),
            claim("takes", "army", "2017-10-17", from_holder="rebels")]
    assert on(rows, "2017-08-01") == ("contested", "army", "rebels")
    assert on(rows, "2017-10-18") == ("army",)


def test_named_more_narrowly_is_the_same_holder() -> None:
    rows = [claim("takes", "army", "2013-01-01"), claim("holds", "brigade", "2014-01-01")]
    intervals, _ = timelines(rows, kin=KIN)
    (one,) = [i for i in intervals if i.account == "*"]
    assert one.holders == ("army",)
    assert one.last_seen == "2014-01-01"


def test_two_who_take_it_together() -> None:
    both = {"document_id": "d", "start": 3, "end": 9}
    rows = [claim("takes", "rebels", "2024-11-30", **both), claim("takes", "front", "2024-11-30", **both)]
    assert set(on(rows, "2024-12-01")) == {"rebels", "front"}


def test_the_news_of_a_report_wins_over_its_background() -> None:
    rows = [claim("takes", "rebels", "2014-08-24", document_id="d"),
            claim("holds", "army", "2014-08-25", document_id="d", day_inferred=True, start=50, end=60)]
    assert on(rows, "2014-09-01") == ("rebels",)


def test_one_odd_sight_between_two_is_a_doubt() -> None:
    rows = [claim("takes", "rebels", "2014-01-01"), claim("holds", "army", "2014-06-01"),
            claim("holds", "rebels", "2014-09-01")]
    intervals, _ = timelines(rows, kin=KIN)
    (one,) = [i for i in intervals if i.account == "*"]
    assert (one.holders, one.doubts) == (("rebels",), (rows[1]["record_id"],))


def test_an_area_taken_takes_what_lies_inside() -> None:
    places = [{"place": "P", "lat": 33.5, "lon": 36.4, "radius_km": 12.0, "kind": "countryside"},
              {"place": "in", "lat": 33.52, "lon": 36.42, "radius_km": 2.0, "kind": "town"},
              {"place": "out", "lat": 33.9, "lon": 36.4, "radius_km": 2.0, "kind": "town"}]
    rows = [claim("holds", "rebels", "2013-01-01", place="in"), claim("holds", "rebels", "2013-01-01", place="out"),
            claim("takes", "army", "2018-04-14")]
    assert on(rows, "2018-05-01", "in", places=places) == ("army",)
    assert on(rows, "2018-05-01", "out", places=places) == ("rebels",)


def test_a_quarter_taken_divides_the_town() -> None:
    places = [{"place": "P", "lat": 36.2, "lon": 37.15, "radius_km": 4.0, "kind": "town"},
              {"place": "quarter", "lat": 36.21, "lon": 37.17, "radius_km": 1.0, "kind": "neighbourhood"}]
    rows = [claim("holds", "army", "2012-01-01"), claim("takes", "rebels", "2012-07-20", place="quarter")]
    assert on(rows, "2013-01-01", places=places) == ("contested", "army", "rebels")
    whole = [*rows, claim("takes", "army", "2016-12-22")]
    assert on(whole, "2017-01-01", places=places) == on(whole, "2017-01-01", "quarter", places=places) == ("army",)


def test_sieges_begin_and_end() -> None:
    rows = [claim("encircles", "rebels", "2012-07-01"), claim("encircles", "front", "2013-05-01"),
            claim("breaks-siege", "army", "2016-02-03"), claim("encircles", "third", "2017-01-01")]
    _, sieges = timelines(rows, kin=KIN)
    first, second = [s for s in sieges if s.account == "*"]
    assert (first.besiegers, first.start_latest, first.end) == (("rebels", "front"), "2012-07-01", "2016-02-03")
    assert (first.broken_by, first.last_seen) == (("army",), "2013-05-01")
    assert (second.besiegers, second.end) == (("third",), None)


def test_accounts_apart_and_together() -> None:
    rows = [claim("takes", "rebels", "2013-01-01", source="one"), claim("takes", "army", "2014-01-01", source="two")]
    assert on(rows, "2015-01-01", account="one") == ("rebels",)
    assert on(rows, "2015-01-01", account="two") == on(rows, "2015-01-01") == ("army",)


def test_copies_count_once() -> None:
    rows = [claim("takes", "rebels", "2013-01-01", document_id=d) for d in ("a", "b", "c")]
    intervals, _ = timelines(rows, originals={"a": "a", "b": "a", "c": "c"}, kin=KIN)
    assert next(i for i in intervals if i.account == "*").sources == 2


@pytest.mark.parametrize("slots", [
    {"status": "planned"}, {"status": "denied"}, {"place": None}, {"day_from": None, "day_to": None},
])
def test_claims_that_say_nothing_of_what_was(slots: Row) -> None:
    assert usable([claim("takes", "rebels", "2013-01-01", **slots)]) == []


def test_a_state_told_as_past_was_over() -> None:
    assert usable([claim("holds", "rebels", "2013-01-01", status="happened", day_inferred=True)]) == []


def test_slider_goes_by_overlap() -> None:
    interval = Interval(place="P", account="*", state="held", holders=("a",), start_earliest="2013-01-01",
                        start_latest="2013-03-01", end_latest="2014-01-01")
    assert [interval.covers(d) for d in ("2012-12-31", "2013-02-01", "2013-12-31", "2014-01-01")] == [
        False, True, True, False]


CLAIMS = st.lists(st.builds(
    lambda change, holder, day, document: claim(change, holder, day, document_id=document),
    st.sampled_from(["takes", "holds", "loses", "contests", "encircles", "breaks-siege"]),
    st.sampled_from(["army", "brigade", "rebels", "third"]),
    st.dates().map(lambda d: d.replace(year=2012 + d.year % 8).isoformat() if (d.month, d.day) != (2, 29)
                   else "2012-02-28"),
    st.sampled_from(["a", "b", "c", "d"])), max_size=12, unique_by=lambda c: c["record_id"])


@settings(max_examples=60, deadline=None)
@given(CLAIMS, st.integers(0, 99))
def test_intervals_are_in_order_whatever_the_order_of_claims(rows: list[Row], seed: int) -> None:
    mixed = rows[:]
    random.Random(seed).shuffle(mixed)
    intervals, sieges = timelines(rows, kin=KIN)
    assert (intervals, sieges) == timelines(mixed, kin=KIN)
    own = [i for i in intervals if i.account == "*"]
    for now, after in pairwise(own):
        assert now.end_latest is not None
        assert (after.start_latest or "") >= (now.start_latest or "")
    assert all(i.claims for i in own)


def test_a_name_means_the_settled_place() -> None:
    rows = [{"place": "province", "name_ar": "محافظة الرقة", "name_en": "Raqqa", "kind": "province"},
            {"place": "town", "name_ar": "الرقة", "name_en": "Raqqa", "kind": "town"},
            {"place": "x:SY:الرقه:1,2", "name_ar": "الرقة", "name_en": "Raqqa 2", "kind": "town"},
            {"place": "air base", "name_ar": "مطار الطبقة", "name_en": "Tabqa air base", "kind": "airport"}]
    index = place_index(rows)
    assert find_place("الرقّة", index) == find_place("مدينة الرقة", index) == find_place("raqqa", index) == "town"
    assert find_place("محافظة الرقة", index) == "province"
    assert find_place("مطار الطبقة", index) == "air base"
    assert find_place("الطبقة", index) is None


def test_between_two_sights_the_state_before_goes_on() -> None:
    rows = [claim("holds", "rebels", "2013-03-04"), claim("holds", "third", "2015-01-14")]
    assert on(rows, "2014-02-01") == ("rebels",)
    assert on(rows, "2015-01-14") == ("third",)


def test_who_held_it_before_is_not_said_of_many_years() -> None:
    rows = [claim("takes", "rebels", "2018-03-04", from_holder="army")]
    assert on(rows, "2016-01-01") == ("army",)
    assert on(rows, "2011-01-01") == ()


def test_who_breaks_a_siege_relieves_their_own() -> None:
    rows = [claim("encircles", "rebels", "2014-01-01"), claim("breaks-siege", "army", "2016-02-03")]
    assert on(rows, "2015-06-01") == ("army",)
    assert on(rows, "2016-03-01") == ("army",)


def test_quarters_of_a_town_make_it_contested() -> None:
    town = [{"place": "P", "kind": "town", "lat": 36.0, "lon": 37.0, "radius_km": 4.0}]
    rows = [claim("takes", "rebels", "2013-03-04"),
            claim("holds", "army", "2014-01-01", quote="تسيطر قوات الجيش على أحياء من المدينة")]
    assert on(rows, "2014-02-01", places=town) == ("contested", "rebels", "army")
    own = [claim("takes", "rebels", "2013-03-04"), claim("holds", "rebels", "2014-01-01", quote="أحياء من المدينة")]
    assert on(own, "2014-02-01", places=town) == ("rebels",)


def test_who_is_told_to_have_held_what_was_taken() -> None:
    rows = [claim("takes", "army", "2018-07-12", document_id="d"),
            claim("holds", "rebels", "2018-07-13", document_id="d", status="happened", day_inferred=True)]
    assert on(rows, "2018-01-01") == ("rebels",)
    assert on(rows, "2018-07-12") == ("army",)


def test_aircraft_hold_no_ground() -> None:
    rows = [claim("takes", "army", "2016-03-27"), claim("takes", "russia-air", "2016-03-27")]
    assert on(rows, "2016-04-01") == ("army",)


def test_an_attack_contests_what_is_held_by_then() -> None:
    attack = {"record_id": "e1", "document_id": "d", "source": "desk", "type": "offensive", "status": "happened",
              "who": ["rebels"], "where": ["P"], "day_from": "2015-11-05", "day_to": "2015-11-05",
              "day_inferred": False}
    later = [claim("takes", "third", "2024-12-05")]
    assert on(later, "2016-01-01", events=[attack]) == ()
    held = [claim("takes", "army", "2014-10-01"), *later]
    assert on(held, "2015-06-01", events=[attack]) == ("army",)
    assert on(held, "2016-01-01", events=[attack]) == ("contested", "army", "rebels")
    assert on(held, "2016-06-01", events=[attack]) == ("army",)  # nothing more was heard of it
    assert on(held, "2016-01-01", events=[{**attack, "quote": "عملية إنزال جوي على البلدة"}]) == ("army",)


def test_positions_that_one_report_sees_take_no_place() -> None:
    seen = {"rule": "holding.position"}
    taken = claim("takes", "army", "2016-03-01")
    alone = [taken, {**claim("holds", "rebels", "2016-05-01", document="d1"), **seen}]
    assert on(alone, "2016-05-02") == ("army",)
    again = [*alone, {**claim("holds", "rebels", "2016-05-20", document="d2"), **seen}]
    assert on(again, "2016-05-21") == ("rebels",)
    assert on([alone[1]], "2016-05-02") == ("rebels",)


def test_a_longer_name_of_a_place() -> None:
    index = place_index([{"place": "A", "kind": "airport", "name_ar": "مطار كويرس العسكري", "name_en": "Kuweires"}])
    assert find_place("مطار كويرس", index) == "A"
    assert find_place("مطار", index) is None
