"""Events of many reports become incidents; reviewers win, order does not matter."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from maydan.picture.duck import Duck
from maydan.picture.grouping import group
from maydan.picture.incidents import incidents, scored_pairs
from maydan.picture.kept import Pair, Scored
from maydan.picture.kin import NO_KIN, Kin, packaged_kin
from maydan.picture.pairs import borrowed, span
from maydan.picture.summary import summary

Row = dict[str, Any]
PLACES = {
    "A": {"place": "A", "lat": 36.20, "lon": 37.15, "radius_km": 2.0, "kind": "town"},
    "A-near": {"place": "A-near", "lat": 36.22, "lon": 37.16, "radius_km": 1.0, "kind": "village"},
    "far": {"place": "far", "lat": 33.5, "lon": 36.3, "radius_km": 2.0, "kind": "town"},
    "land": {"place": "land", "lat": 35.0, "lon": 38.0, "radius_km": 300.0, "kind": "country"},
}


def event(name: str, **slots: Any) -> Row:
    row: Row = {
        "record_id": name, "document_id": f"d-{name}", "source": f"s-{name}", "type": "airstrike", "status": "happened",
        "who": ["russia-air"], "whom": [], "where": ["A"], "day_from": "2016-02-14", "day_inferred": False,
        "start": 0, "end": 10, "sentence": 0, "quote": f"words of {name}", "voice": "author", "confidence": 0.5,
        **{f"{of}_{end}": None for of in ("killed", "wounded") for end in ("low", "best", "high")}, **slots,
    }
    row.setdefault("day_to", row["day_from"])
    return row


def together(events: list[Row], **options: Any) -> set[frozenset[str]]:
    _, members, _ = incidents(events, PLACES, Duck(), **options)
    found: dict[str, set[str]] = {}
    for member in members:
        found.setdefault(member["incident_id"], set()).add(member["record_id"])
    return {frozenset(names) for names in found.values()}


def groups(*names: str) -> set[frozenset[str]]:
    return {frozenset(n.split("+")) for n in names}


def test_two_reports_of_one_strike() -> None:
    assert together([event("a"), event("b", where=["A-near"], killed_best=3.0)]) == groups("a+b")


@pytest.mark.parametrize("slots", [
    {"where": ["far"]}, {"day_from": "2016-02-17"}, {"type": "meeting"}, {"type": "capture"},
    {"type": "shelling", "who": ["is"]}, {"where": ["land"]},
])
def test_other_place_day_class_or_doer_is_another(slots: Row) -> None:
    assert together([event("a"), event("b", **slots)]) == groups("a", "b")


@pytest.mark.parametrize("slots", [
    {}, {"who": ["b", "a", "b"], "where": ["far", "A-near", "nowhere"]},
    {"who": None, "where": None, "confidence": None},
    {"killed_best": 3.0, "wounded_low": 2.0}, {"killed_low": 5.0, "killed_high": 9.0, "wounded_best": 0.0},
    {"day_from": None, "day_to": "2016-02-14"}, {"day_inferred": True, "type": "casualties"},
])
def test_what_is_told_once_is_summed_up_as_all_else(slots: Row) -> None:
    """A denial beside it takes the longer way, and changes nothing but who denies."""
    told = event("e1", **slots)
    once = summary([told], PLACES, {})
    longer = summary([told, event("e2", status="denied")], PLACES, {})
    assert {**longer, "denied_by": []} == once and list(longer) == list(once)


def test_a_brigade_stands_for_its_army() -> None:
    taken = {"type": "capture"}
    kin = Kin(above={"brigade": frozenset(("brigade", "army"))}, side={})
    pair = [event("a", who=["army"], **taken), event("b", who=["brigade"], **taken)]
    assert together(pair, kin=kin) == groups("a+b")
    assert together(pair, kin=NO_KIN) == groups("a", "b")
    assert "syr-gov" in packaged_kin().bodies("syr-army")


def test_a_report_without_a_day_tells_of_the_days_before_it() -> None:
    told, report = event("a"), event("b", day_from="2016-02-16", day_inferred=True)
    assert span(report) == (span(told)[0], span(told)[1] + 2)  # type: ignore[index]
    assert together([told, report]) == groups("a+b")
    assert together([told, event("b", day_from="2016-02-18", day_inferred=True)]) == groups("a", "b")


def test_a_month_joins_the_one_capture_it_fits() -> None:
    taken = {"type": "capture", "who": ["is"]}
    month = event("m", day_from="2015-05-01", day_to="2015-05-31", **taken)
    day = event("a", day_from="2015-05-21", **taken)
    assert together([month, day]) == groups("m+a")
    assert together([month, day, event("b", day_from="2015-05-03", **taken)]) == groups("m", "a", "b")
    assert together([month, event("c", day_from="2015-05-21", type="capture", who=["syr-army"])]) == groups("m", "c")


def test_days_that_exclude_each_other_are_no_chain() -> None:
    days = [event(n, day_from=f"2016-02-{d}") for n, d in (("a", 14), ("b", 15), ("c", 16), ("d", 17))]
    assert all(len({r[-1] for r in g}) <= 2 for g in together(days))


def test_a_toll_goes_to_its_attack_in_one_report() -> None:
    one = {"document_id": "d"}
    attack = event("a", **one)
    toll = event("t", type="casualties", where=[], who=[], sentence=1, start=50, end=60, killed_best=9.0, **one)
    elsewhere = event("x", type="casualties", where=["far"], who=[], sentence=1, start=70, end=80, **one)
    assert together([attack, toll, elsewhere]) == groups("a+t", "x")
    found, _, why = incidents([attack, toll], PLACES, Duck())
    assert found[0]["type"] == "airstrike"
    assert found[0]["killed_best"] == 9.0
    assert Pair("t", "a", why="toll") in why


def test_a_toll_never_joins_a_capture_and_a_strike() -> None:
    capture = event("c", type="capture", who=["syr-army"], document_id="d")
    toll = event("t", type="casualties", who=[], killed_best=9.0, document_id="d", sentence=1, start=50, end=60)
    assert together([capture, toll, event("s", killed_best=9.0)]) == groups("c+t", "s")


def test_copies_tell_the_same_without_any_place() -> None:
    said = {"type": "demand", "where": [], "who": ["un"], "quote": "the body asked for an end of the fighting"}
    pair = [event("a", **said), event("b", **said)]
    assert together(pair) == groups("a", "b")
    assert together(pair, originals={"d-b": "d-a", "d-a": "d-a"}) == groups("a+b")


def test_a_later_strike_of_one_report_is_another() -> None:
    first, other = event("a", document_id="d"), event("c")
    later = event("b", document_id="d", sentence=2, start=50, end=60, where=[], quote="ثم أصابت غارة لاحقة المشفى")
    assert together([first, later, other]) == groups("a+c", "b")
    assert together([first, later, other], joins=[("a", "b")]) == groups("a+b+c")


def test_a_year_tells_no_strike() -> None:
    year = {"day_from": "2016-01-01", "day_to": "2016-12-31"}
    assert together([event("a"), event("y", **year)]) == groups("a", "y")


def test_a_siege_is_one_until_it_is_broken() -> None:
    held = {"type": "siege", "who": ["army"]}
    rows = [event(n, day_from=f"{year}-03-01", **held) for n, year in (("a", 2013), ("b", 2014), ("c", 2015))]
    broken = event("x", type="siege-broken", who=["rebels"], day_from="2014-09-01")
    assert together(rows) == groups("a+b+c")
    assert together([*rows, broken]) == groups("a+b", "c", "x")
    assert together([rows[0], event("o", day_from="2014-03-01", type="siege", who=["is"])]) == groups("a", "o")


def test_copies_are_one_voice() -> None:
    rows = [event("a", killed_best=4.0), event("b", killed_best=4.0), event("c", killed_best=7.0)]
    found, _, _ = incidents(rows, PLACES, Duck(), originals={"d-a": "d-a", "d-b": "d-a", "d-c": "d-c"})
    assert (found[0]["reports"], found[0]["sources"]) == (3, 2)
    assert found[0]["who_counts"] == [2]
    assert (found[0]["killed_low"], found[0]["killed_best"], found[0]["killed_high"]) == (4.0, 5.5, 7.0)
    assert found[0]["disagreements"] == ["killed"]
    alone, _, _ = incidents(rows[:2], PLACES, Duck(), originals={"d-a": "d-a", "d-b": "d-a"})
    assert alone[0]["disagreements"] == []


def test_parts_of_a_toll_are_no_second_toll() -> None:
    rows = [event("a", killed_best=70.0, document_id="d"),
            event("t", type="kill-civilians", killed_best=20.0, document_id="d", sentence=1, start=40, end=50)]
    found, _, _ = incidents(rows, PLACES, Duck())
    assert (len(found), found[0]["killed_low"], found[0]["killed_best"]) == (1, 70.0, 70.0)


def test_denials_are_voices_and_no_incidents() -> None:
    denial = event("n", status="denied", voice="russia")
    assert together([denial]) == set()
    found, members, _ = incidents([event("a"), denial], PLACES, Duck())
    assert found[0]["denied_by"] == ["russia"]
    assert (found[0]["records"], found[0]["sources"]) == (1, 1)
    assert {m["record_id"]: m["stance"] for m in members} == {"a": "tells", "n": "denies"}


@pytest.mark.parametrize("status", ["planned", "forecast", "called-for", "conditional"])
def test_what_only_might_be_is_no_incident(status: str) -> None:
    assert together([event("a", status=status)]) == set()


def test_no_place_and_no_day_stand_alone() -> None:
    assert together([event("a", where=[]), event("b", where=[])]) == groups("a", "b")
    assert together([event("a", day_from=None), event("b", day_from=None)]) == groups("a", "b")


def test_violence_borrows_the_place_told_before() -> None:
    rows = [event("a", document_id="d"), event("b", document_id="d", where=[], sentence=1, start=20),
            event("c", document_id="d", type="capture", where=[], sentence=2, start=40)]
    assert borrowed(rows, PLACES) == {1: ("A",)}
    rows[1]["where"] = ["land"]  # a country says nothing of where
    assert borrowed(rows, PLACES) == {1: ("A",)}


def test_no_events() -> None:
    assert incidents([], PLACES, Duck()) == ([], [], [])


EVENTS = st.lists(
    st.builds(
        lambda kind, who, where, day, killed: {
            "type": kind, "who": who, "where": where, "day_from": f"2016-02-{day}", "killed_best": killed},
        st.sampled_from(["airstrike", "shelling", "casualties", "capture"]),
        st.lists(st.sampled_from(["russia-air", "is", "syr-army"]), max_size=2, unique=True),
        st.lists(st.sampled_from(["A", "A-near", "far"]), max_size=2, unique=True),
        st.integers(10, 15), st.none() | st.integers(0, 9).map(float)),
    min_size=2, max_size=8)


@settings(max_examples=10, deadline=None)
@given(EVENTS, st.data())
def test_reviewers_win(slots: list[Row], data: st.DataObject) -> None:
    rows = [event(f"e{n}", **s) for n, s in enumerate(slots)]
    names = [r["record_id"] for r in rows]
    a, b = data.draw(st.permutations(names))[:2]
    assert any({a, b} <= g for g in together(rows, joins=[(a, b)]))
    assert not any({a, b} <= g for g in together(rows, splits=[(a, b)]))
    assert together(rows, joins=[], splits=[]) == together(rows)  # and taken back, nothing is left of them


@settings(max_examples=8, deadline=None)
@given(EVENTS, st.integers(0, 1000))
def test_order_does_not_matter_and_twice_is_the_same(slots: list[Row], seed: int) -> None:
    rows = [event(f"e{n}", **s) for n, s in enumerate(slots)]
    mixed = rows[:]
    random.Random(seed).shuffle(mixed)
    assert incidents(rows, PLACES, Duck()) == incidents(mixed, PLACES, Duck())


@settings(max_examples=8, deadline=None)
@given(EVENTS, st.data())
def test_scored_before_or_anew_is_the_same(slots: list[Row], data: st.DataObject) -> None:
    events = [event(f"e{n}", **s) for n, s in enumerate(slots)]
    scored = Scored()
    for _ in range(4):  # events come, go and change
        known = [{**e, **data.draw(st.sampled_from([{}, {}, {}, {"where": ["far"]}, {"killed_best": 2.0},
                                                    {"day_from": "2016-02-15", "day_to": "2016-02-15"}]))}
                 for e in events if data.draw(st.integers(0, 3))]
        whole = scored_pairs(known, PLACES, Duck(), NO_KIN)
        again = scored_pairs(known, PLACES, Duck(), NO_KIN, scored)
        assert again == whole
        assert len(scored.pairs) == len(whole)


def test_every_event_is_in_one_incident_and_pairs_are_explained() -> None:
    rows = [event("a"), event("b"), event("c", where=["far"])]
    found, members, pairs = incidents(rows, PLACES, Duck())
    assert sorted(m["record_id"] for m in members) == ["a", "b", "c"]
    assert len(found) == 2
    (pair,) = [p for p in pairs if p.why == "score"]
    assert {pair.a, pair.b} == {"a", "b"}
    assert all(0 <= pair.row()[f"{slot}_score"] <= 1 for slot in ("when", "where", "who", "whom", "type", "toll"))


def test_blocks_grow_with_events_and_not_with_their_square() -> None:
    rows = [event(f"e{n}", day_from=f"{2012 + n % 9}-0{1 + n % 8}-1{n % 9}") for n in range(400)]
    assert len(scored_pairs(rows, PLACES, Duck())) < 400 * 399 / 2 / 20


def test_grouping_is_transitive_only_where_allowed() -> None:
    pairs = [{"a": 0, "b": 1, "score": 0.9, "slack": 0}, {"a": 1, "b": 2, "score": 0.8, "slack": 0}]
    assert len(set(group(3, pairs))) == 1
    apart = group(3, pairs, splits=[(0, 2)])
    assert apart[0] == apart[1] != apart[2]
    assert len(set(group(3, pairs, threshold=0.85))) == 2


def test_fighters_leave_as_evacuated_or_withdrawn() -> None:
    leaving = {"who": ["rebels"], "where": ["A"]}
    assert together([event("a", type="evacuate", **leaving), event("b", type="withdraw", **leaving)]) == groups("a+b")


def test_what_is_counted_over_a_time_goes_to_the_offensive() -> None:
    one = {"document_id": "d", "who": ["syr-army"]}
    capture = event("c", type="capture", **one)
    offensive = event("o", type="offensive", day_from="2016-01-20", sentence=1, start=20, end=30, **one)
    toll = event("t", type="kill-civilians", day_from="2015-11-01", day_to="2016-02-15", where=[], sentence=2, start=50,
                 end=60, killed_best=90.0, **one)
    assert together([capture, offensive, toll]) == groups("c", "o+t")


def test_a_report_answers_for_its_tolls_by_what_kills_most_surely() -> None:
    one = {"document_id": "d", "who": []}
    broken = event("b", type="siege-broken", **one)
    strike = event("s", start=20, end=30, **one)
    toll = event("t", type="kill-civilians", sentence=6, start=90, end=99, killed_best=9.0, **one)
    assert together([broken, strike, toll]) == groups("b", "s+t")


def test_a_town_taken_over_some_days_is_one_taking() -> None:
    taken = {"type": "capture", "who": ["opposition"]}
    pair = [event("a", **taken), event("b", day_from="2016-02-16", **taken)]
    assert together(pair) == groups("a+b")
    assert together([pair[0], event("b", day_from="2016-02-18", **taken)]) == groups("a", "b")
    assert together([pair[0], event("b", day_from="2016-02-16", type="capture", who=["is"])]) == groups("a", "b")
    assert together([pair[0], event("b", day_from="2016-02-16", where=["A", "far"], type="capture",
                                    who=["opposition"])]) == groups("a", "b")


def test_a_toll_told_today_has_the_day_of_its_attack() -> None:
    attack = event("a", document_id="d", where=["far"])
    toll = event("t", type="casualties", where=[], who=[], sentence=1, start=50, end=60, killed_best=9.0,
                 document_id="d", day_from="2016-02-24", day_inferred=True)
    other = event("o", type="casualties", where=["far"], who=[], killed_best=9.0)
    assert together([attack, toll, other]) == groups("a+t+o")
    found, _, _ = incidents([toll, attack], PLACES, Duck())
    assert [(i["day_from"], i["day_to"]) for i in found] == [("2016-02-14", "2016-02-14")]
    late = event("t", type="casualties", where=[], who=[], sentence=1, start=50, end=60, document_id="d",
                 day_from="2016-05-24", day_inferred=True)
    assert together([attack, late]) == groups("a", "t")


def test_the_dead_of_years_are_no_toll_of_one_attack() -> None:
    attack = event("a", document_id="d")
    toll = event("t", type="casualties", where=[], who=[], sentence=1, start=50, end=60, killed_best=12000.0,
                 document_id="d", day_from="2015-01-01", day_to="2016-02-14")
    assert together([attack, toll]) == groups("a", "t")


def test_civilians_who_died_over_weeks_are_no_toll_of_the_day_on_which_a_town_fell() -> None:
    taken = event("c", type="capture", document_id="d")
    dead = event("t", type="kill-civilians", where=[], who=[], sentence=1, start=50, end=60, killed_best=150.0,
                 document_id="d", day_from="2016-01-14", day_to="2016-02-15")
    assert together([taken, dead]) == groups("c", "t")
    assert together([taken, {**dead, "type": "casualties"}]) == groups("c+t")  # who fought fell for the town


def test_what_an_attack_destroyed_is_told_beside_it() -> None:
    attack = event("s", type="shelling", document_id="d")
    damage = event("t", type="destroy", sentence=1, start=50, end=60, document_id="d", where=[])
    assert together([attack, damage]) == groups("s+t")
    found, _, _ = incidents([attack, damage], PLACES, Duck())
    assert found[0]["type"] == "shelling"
    assert together([{**attack, "type": "capture"}, damage]) == groups("s", "t")
    assert together([attack, {**damage, "who": ["is"]}]) == groups("s", "t")
    assert together([attack, {**damage, "sentence": 7, "start": 400, "end": 410}]) == groups("s", "t")


def test_those_killed_on_both_sides_fell_in_the_fighting() -> None:
    one = {"document_id": "d"}
    taken = event("c", type="capture", who=["opposition"], **one)
    strike = event("s", sentence=3, start=90, end=99, **one)
    toll = event("t", type="casualties", where=[], who=[], sentence=2, start=50, end=60, quote="قتلوا من الطرفين",
                 **one)
    assert together([taken, toll, strike]) == groups("c+t", "s")
    assert together([taken, {**toll, "quote": "قتلوا في القصف"}, strike]) == groups("c", "s+t")


def test_people_who_leave_over_days_left_with_the_last() -> None:
    left = {"type": "evacuate", "who": []}
    last = event("a", day_from="2016-02-14", type="evacuate", who=["opposition"])
    assert together([last, event("b", day_from="2016-02-05", day_to="2016-02-15", **left)]) == groups("a+b")
    assert together([last, event("b", day_from="2016-02-05", day_to="2016-02-15", type="evacuate", who=[],
                                 where=["A-near"])]) == groups("a", "b")


def test_attacks_that_one_report_tells_far_apart_are_never_one() -> None:
    both = [event("a", document_id="d"), event("f", document_id="d", where=["far"], sentence=1, start=50, end=60)]
    loose = event("l", where=["A", "far"])
    assert together([*both, loose]) in (groups("a+l", "f"), groups("f+l", "a"))
    assert together([both[0], event("g", where=["far"]), loose]) == groups("a+l+g")


def test_a_leader_stands_for_the_state() -> None:
    kin = packaged_kin()
    assert kin.related("person:putin", "russia")
    assert not kin.related("person:putin", "usa")
