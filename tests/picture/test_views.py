"""Network, contradictions and the ledger of forecasts."""

from __future__ import annotations

from typing import Any

import pytest

from maydan.picture.contradictions import contradictions
from maydan.picture.kin import NO_KIN, Kin
from maydan.picture.ledger import by_source, ledger
from maydan.picture.network import active_on, network, sides
from maydan.picture.timelines import timelines

Row = dict[str, Any]


def tie(a: str, relation: str, b: str, **slots: Any) -> Row:
    return {"record_id": f"{a}-{b}-{slots.get('document_id', '')}", "document_id": "d", "source": "desk", "a": a,
            "relation": relation, "b": b, "status": "happened", "day_from": "2015-09-30", "day_to": "2015-09-30",
            **slots}


def test_one_edge_for_a_pair_with_its_evidence() -> None:
    rows = [tie("x", "allied-with", "y", document_id="1"),
            tie("y", "allied-with", "x", document_id="2", source="other"),
            tie("x", "supports", "y", day_from="2016-01-01", day_to=None), tie("x", "arms", "y", status="denied")]
    edges = network(rows, originals={"1": "1", "2": "1"})
    assert [(e["a"], e["relation"], e["b"], e["sources"]) for e in edges] == [
        ("x", "allied-with", "y", 1), ("x", "supports", "y", 1)]
    assert edges[0]["outlets"] == ["desk", "other"]
    assert len(active_on(edges, "2015-12-31")) == 1
    assert len(active_on(edges, None)) == 2


def test_sides_follow_support_and_never_cross_hostility() -> None:
    rows = [tie("russia", "supports", "gov"), tie("militia", "part-of", "gov"), tie("turkey", "supports", "rebels"),
            tie("turkey", "allied-with", "russia"), tie("rebels", "hostile-to", "gov")]
    found = sides(network(rows))
    assert all(not {"rebels", "gov"} <= set(side) for side in found)
    assert any({"gov", "militia"} <= set(side) for side in found)


def test_sides_of_a_long_chain() -> None:
    rows = [tie(f"n{i:04}", "part-of", f"n{i + 1:04}") for i in range(3000)]
    assert [len(s) for s in sides(network(rows))] == [3001]


def event(name: str, **slots: Any) -> Row:
    return {"record_id": name, "document_id": f"d-{name}", "source": f"desk {name}", "type": "airstrike",
            "status": "happened", "who": [], "whom": [], "where": ["P"], "day_from": "2016-02-14",
            "day_to": "2016-02-14", "day_inferred": False, "killed_best": None, "wounded_best": None, "start": 0,
            **slots}


def incident(**slots: Any) -> Row:
    return {"incident_id": "i", "disagreements": ["killed"], "where": ["P"], "day_from": "2016-02-14", "sources": 2,
            **slots}


def test_values_and_who_says_them() -> None:
    rows = [event("a", killed_best=4.0), event("b", killed_best=40.0), event("n", killed_best=0.0, status="denied")]
    members = [{"incident_id": "i", "record_id": r["record_id"]} for r in rows]
    (found,) = contradictions([incident()], members, rows, [], [], kin=NO_KIN)
    assert (found["kind"], found["values"]) == ("killed", {"4": ["desk a"], "40": ["desk b"]})
    near = [event("a", killed_best=4.0), event("b", killed_best=5.0)]
    (closer,) = contradictions([incident()], members, near, [], [])
    assert found["weight"] > closer["weight"]


@pytest.mark.parametrize(("last", "differ"), [("2016-06-01", True), ("2016-01-01", False)])
def test_holders_differ_only_while_both_are_seen(last: str, differ: bool) -> None:
    def claim(holder: str, day: str, source: str) -> Row:
        return {"record_id": f"{holder}{day}", "document_id": f"{source}{day}", "source": source, "holder": holder,
                "place": "P", "change": "holds", "from_holder": None, "day_from": day, "day_to": day,
                "day_inferred": False, "status": "ongoing"}

    rows = [claim("army", "2016-01-01", "one"), claim("army", last, "one"), claim("rebels", "2016-03-01", "two")]
    kin = Kin(above={}, side={})
    intervals, _ = timelines(rows, kin=kin)
    found = contradictions([], [], [], rows, intervals, kin=kin)
    assert [f["values"] for f in found] == ([{"army": ["one"], "rebels": ["two"]}] if differ else [])
    allies = Kin(above={}, side={"army": "s", "rebels": "s"})
    assert contradictions([], [], [], rows, intervals, kin=allies) == []


def outlook(**slots: Any) -> Row:
    return {"record_id": "o", "document_id": "d", "source": "desk", "kind": "forecast", "by": "expert",
            "polarity": "likely", "about": "", "horizon": "P1M", "event": "t", "day_from": "2016-02-01",
            "day_to": "2016-03-01", "quote": "words", "start": 0, "end": 99, **slots}


TARGET = event("t", document_id="d", status="forecast", who=["army"], type="capture")


@pytest.mark.parametrize(("later", "until", "outcome", "brier"), [
    ({"day_from": "2016-02-20"}, "2016-12-31", "came", 0.0625),
    ({"day_from": "2016-02-20", "type": "recapture"}, "2016-12-31", "came", 0.0625),
    ({"day_from": "2016-02-20", "who": ["rebels"]}, "2016-12-31", "not", 0.5625),
    ({"day_from": "2016-05-20"}, "2016-12-31", "not", 0.5625),
    ({"day_from": "2016-01-20"}, "2016-12-31", "not", 0.5625),
    ({"day_from": "2016-02-20", "where": ["Q"]}, "2016-02-25", "open", None),
])
def test_what_became_of_a_forecast(later: Row, until: str, outcome: str, brier: float | None) -> None:
    rows = [TARGET, event("l", **{"who": ["army"], "type": "capture", **later})]
    (found,) = ledger([outlook()], rows, {"d": "2016-02-01"}, until=until)
    assert (found["outcome"], found["brier"], found["settled_by"]) == (outcome, brier, "rule")
    assert found["records"] == (["l"] if outcome == "came" else [])


def test_a_person_settles_and_aims_are_no_forecasts() -> None:
    rows = ledger([outlook(), outlook(record_id="aim", kind="aim")], [TARGET], {"d": "2016-02-01"}, until="2017-01-01",
                  settled={"o": "came"})
    assert [(r["outcome"], r["settled_by"]) for r in rows] == [("came", "person")]
    (mine,) = by_source(rows)
    assert (mine["by"], mine["forecasts"], mine["came"], mine["brier"]) == ("expert", 1, 1, 0.0625)


def test_the_event_in_the_words_of_a_forecast() -> None:
    rows = [TARGET, event("l", day_from="2016-02-20", who=["army"], type="capture")]
    (found,) = ledger([outlook(event=None)], rows, {"d": "2016-02-01"}, until="2017-01-01")
    assert found["outcome"] == "came"
