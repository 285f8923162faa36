"""Map and timeline in a real browser: what they show, by pointer and keyboard, and that all leads to its words."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from driving import serve, until
from playwright.sync_api import expect

from maydan.case import Case
from maydan.intake import from_text
from maydan.theatre.scaffold import new_theatre

DRAWN = ".map[aria-busy=false]"
Look = Callable[..., Any]


def asked(page: Any) -> dict[str, str]:
    """The settings that stand in the page's address."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def held(case: Case) -> dict[str, Any]:
    """An interval of a small place, away from others, that one side holds by all accounts, and such a day."""
    places = {p["place"]: p for p in case.picture().places.values()}
    for interval in case.picture().intervals:
        place = places.get(interval.place)
        if (interval.account == "*" and interval.state == "held" and interval.last_seen and interval.start_latest
                and place is not None and place["kind"] in ("town", "village") and place["lat"] is not None
                and not any(p is not place and p["lat"] is not None and abs(p["lat"] - place["lat"]) < 0.1
                            and abs(p["lon"] - place["lon"]) < 0.1 for p in places.values())):
            return {"place": interval.place, "on": max(interval.start_latest, interval.last_seen),
                    "at": f"{place['lat']},{place['lon']},11", "holder": interval.holders[0]}
    raise AssertionError("the sample has no place that one side holds")


def settled(page: Any, key: str, value: str | None = None) -> str:
    """A setting once it stands in the address; sliding is written there when it rests."""
    until(page, lambda: key in asked(page) and value in (None, asked(page)[key]))
    return asked(page)[key]


def drawn_by(graphics: str) -> str:
    """A script for a page that lets the map's ground be drawn so."""
    return f"localStorage.setItem('maydan.settings', JSON.stringify({{graphics: '{graphics}'}}));"


INKED = """(name) => {
  const canvas = document.querySelector(`canvas.floor-${name}`);
  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
  const colours = {};
  for (let i = 0; i < pixels.length; i += 4) {
    if (pixels[i + 3] < 250) continue;
    const key = `${pixels[i]},${pixels[i + 1]},${pixels[i + 2]}`;
    colours[key] = (colours[key] ?? 0) + 1;
  }
  return Object.fromEntries(Object.entries(colours).filter(([, count]) => count > 1000)); // edges left out
}"""


def test_the_processor_draws_the_ground_where_no_card_does(served: Any, look: Look) -> None:
    one = held(served.case)
    before = (date.fromisoformat(one["on"]).replace(day=1)).replace(year=2010).isoformat()
    looked = look(served, script=drawn_by("auto"))  # the browser of the tests has no graphics card
    looked.go(f"/map?on={one['on']}&at={one['at']}")
    page = looked.page
    page.locator(DRAWN).wait_for()
    looked.rest()
    assert page.locator("canvas.floor[aria-hidden=true]").count() == 3

    def inked(name: str = "ground") -> dict[str, int]:
        found: dict[str, int] = page.evaluate(INKED, name)
        return found

    light = inked()
    assert light  # the place and its ground
    page.emulate_media(color_scheme="dark")
    until(page, lambda: set(inked()) != set(light))
    page.emulate_media(color_scheme="light")
    until(page, lambda: set(inked()) == set(light))
    page.locator("#map-day").fill(before)
    page.locator("#map-day").dispatch_event("change")
    until(page, lambda: set(inked()) != set(light))  # nobody is known to have held it then
    page.locator("#map-day").fill(one["on"])
    page.locator("#map-day").dispatch_event("change")
    until(page, lambda: set(inked()) == set(light))  # painted in steps as it was painted whole
    page.get_by_role("button", name="Zoom out").click()
    until(page, lambda: inked() != light)  # the same ground, smaller


def test_a_card_draws_all_of_the_map_where_it_is_asked_to(served: Any, look: Look) -> None:
    looked = look(served, script=drawn_by("card"))
    looked.go("/map?on=2016-12-01")
    page = looked.page
    page.locator(DRAWN).wait_for()
    assert page.locator("canvas.floor").count() == 0
    page.keyboard.press("PageDown")
    settled(page, "on", "2016-12-31")
    looked.shot("map-card-en")


@pytest.mark.parametrize("graphics", ["processor", "card"])
def test_a_click_on_the_map_leads_to_quotes(served: Any, look: Look, graphics: str) -> None:
    one = held(served.case)
    looked = look(served, script=drawn_by(graphics))
    looked.go(f"/map?on={one['on']}&at={one['at']}&class=sanction")  # no incident's sign lies above the place
    page = looked.page
    page.locator(DRAWN).wait_for()
    looked.rest()
    box = page.locator(".maplibregl-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    settled(page, "place", one["place"])
    page.locator("section.panel blockquote").first.wait_for()
    assert one["holder"] in page.locator("section.panel a[href^='/actors/']").evaluate_all(
        "links => links.map(l => decodeURIComponent(l.pathname.split('/').pop()))")
    looked.shot("map-place-en")
    assert looked.axe() == []
    page.keyboard.press("Escape")
    page.locator("section.panel").wait_for(state="detached")


def test_a_cluster_leads_to_quotes_in_two_clicks(served: Any, look: Look) -> None:
    placed = [i for i in served.case.picture().incidents if i["lat"] is not None][:3]
    looked = look(served)
    page = looked.page

    def answer(route: Any) -> None:
        if float(parse_qs(urlsplit(route.request.url).query)["zoom"][0]) < 15:
            found = {"clusters": [[38.0, 35.0, 3, "violence", [37.9, 34.9, 38.1, 35.1]]]}
        else:
            found = {"points": [[i["incident_id"], 38.0, 35.0, i["class"], i["type"], i["day_from"], i["killed_best"],
                                 i["sources"]] for i in placed]}
        body = json.dumps({"in_range": 3, "in_view": 3, "unplaced": 0, **found})
        route.fulfill(body=body, content_type="application/json")

    page.route("**/api/map/incidents*", answer)
    looked.go("/map?at=35,38,9")
    page.locator(f"{DRAWN}[data-incidents='3']").wait_for()  # the cluster is drawn after the places
    box = page.locator(".maplibregl-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.locator("section.panel li button").first.click()
    page.locator("section.panel blockquote").first.wait_for()
    assert settled(page, "incident") in {i["incident_id"] for i in placed}


def test_the_day_moves_by_keys_slider_and_box(served: Any, look: Look) -> None:
    looked = look(served, language="ar")
    looked.go("/map?on=2016-02-20&lang=ar")
    page = looked.page
    page.locator("input.slider").wait_for()
    page.keyboard.press("ArrowRight")
    settled(page, "on", "2016-02-21")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    settled(page, "on", "2016-02-19")
    page.locator("input.slider").focus()
    page.keyboard.press("ArrowRight")  # later in Arabic too: time runs left to right
    settled(page, "on", "2016-02-20")
    expect(page.locator("input.slider")).to_have_attribute("aria-valuetext", re.compile("2016"))
    page.locator("#map-day").fill("2014-05-01")
    page.locator("#map-day").dispatch_event("change")
    settled(page, "on", "2014-05-01")


def test_play_goes_in_steps_where_motion_is_unwanted(served: Any, look: Look) -> None:
    looked = look(served)
    looked.go("/map?on=2014-01-01")
    page = looked.page
    page.locator("input.slider").wait_for()
    page.get_by_role("button", name="Play").click()
    page.get_by_role("button", name="Pause").wait_for()

    def days() -> int:
        return (date.fromisoformat(asked(page)["on"]) - date(2014, 1, 1)).days

    until(page, days)
    page.get_by_role("button", name="Pause").click()
    looked.rest()
    assert days() and days() % 60 == 0


def test_what_is_chosen_while_it_plays_does_not_turn_time_back(served: Any, look: Look) -> None:
    looked = look(served)
    page = looked.page
    page.emulate_media(reduced_motion="no-preference")
    looked.go("/map?on=2014-01-01&show=table")
    page.locator("tbody tr button").first.wait_for()
    slider = page.locator("input.slider")
    before = int(slider.input_value())
    page.locator("#map-speed").select_option("15")
    page.get_by_role("button", name="Play").click()
    until(page, lambda: int(slider.input_value()) > before + 10)
    page.get_by_label("By whose account").select_option(index=1)  # a setting in the address, another than the day
    page.wait_for_url("**by=*")
    assert int(slider.input_value()) > before + 10


def test_an_incident_has_no_ticks_of_another(served: Any, look: Look) -> None:
    several = [i for i in served.case.picture().incidents if i["reports"] > 1][:2]
    looked = look(served)
    page = looked.page
    looked.go(f"/map?incident={several[0]['incident_id']}")
    boxes = page.locator("article.incident input[type=checkbox]")
    for at in (0, 1):
        boxes.nth(at).check()
    page.get_by_text("Join or split").click()
    page.get_by_role("button", name="These two are not one").and_(page.locator(":enabled")).wait_for()
    page.evaluate("""(id) => {
      history.pushState(null, '', `/map?incident=${id}`);
      dispatchEvent(new PopStateEvent('popstate'));
    }""", several[1]["incident_id"])
    page.locator(f"article.incident a[href='/record/{members(served.case, several[1])[0]}']").first.wait_for()
    expect(page.locator("article.incident input:checked")).to_have_count(0)
    page.get_by_text("Join or split").click()
    expect(page.get_by_role("button", name="These two are not one")).to_be_disabled()


def members(case: Case, incident: dict[str, Any]) -> list[str]:
    """The records of an incident."""
    return [m["record_id"] for m in case.picture().members if m["incident_id"] == incident["incident_id"]]


def test_the_table_holds_what_the_map_shows(served: Any, look: Look) -> None:
    day = "2016-02-20"
    known = {r["place"]: r for r in served.case.held(day)}
    looked = look(served)
    looked.go(f"/map?on={day}&show=table")
    page = looked.page
    page.locator("tbody tr").first.wait_for()
    looked.rest()
    states = page.locator("tbody tr td:nth-child(2)").all_inner_texts()
    assert sum(s != "unknown" for s in states) == sum(r["state"] != "unknown" for r in known.values())
    page.locator("tbody tr button").first.focus()
    page.keyboard.press("Enter")
    page.locator("section.panel blockquote").first.wait_for()


def test_another_account_shows_another_picture(served: Any, look: Look) -> None:
    source = next(i.account for i in served.case.picture().intervals if i.account != "*")
    looked = look(served)
    looked.go("/map?on=2016-02-20&show=table")
    page = looked.page
    rows = page.locator("tbody tr")
    rows.first.wait_for()
    page.get_by_label("By whose account").select_option(source)
    places = {i.place for i in served.case.picture().intervals if i.account == source}
    besieged = {s.place for s in served.case.picture().sieges if s.account == source}
    settled(page, "by", source)
    looked.rest()
    expect(rows).to_have_count(min(100, len(places | besieged)))


def test_the_map_says_when_it_cannot_be_drawn(served: Any, look: Look) -> None:
    looked = look(served, script="HTMLCanvasElement.prototype.getContext = () => null;")
    looked.go("/map")
    looked.page.locator("[role=alert]").wait_for()
    looked.problems.clear()  # what the library says of it


def test_the_timeline_zooms_and_chooses(served: Any, look: Look) -> None:
    looked = look(served)
    looked.go("/timeline")
    page = looked.page
    strip = page.locator(".strip > svg")
    page.locator(".strip > svg > rect").first.wait_for()
    looked.rest()
    total = page.locator("h2").first.inner_text()
    box = strip.bounding_box()
    page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + 40)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + 40, steps=4)
    page.mouse.up()
    since, last = settled(page, "since"), settled(page, "until")
    assert since < last
    expected = [i for i in served.case.incidents(since=since, until=last) if i["day_from"]]
    expect(page.locator("h2").first).to_have_text(re.compile(rf"^\D*{len(expected)}\b"))
    page.keyboard.press("Escape")
    until(page, lambda: "since" not in asked(page))
    expect(page.locator("h2").first).to_have_text(total)
    page.mouse.wheel(0, -300)
    settled(page, "from")
    page.get_by_role("button", name="Days").click()
    until(page, lambda: (date.fromisoformat(asked(page)["to"]) - date.fromisoformat(asked(page)["from"])).days == 60)
    before = asked(page)["from"]
    page.keyboard.press("ArrowRight")
    until(page, lambda: asked(page)["from"] > before)
    page.keyboard.press("0")
    until(page, lambda: "from" not in asked(page))


def test_incidents_without_a_day_and_in_dispute_are_listed(served: Any, look: Look) -> None:
    looked = look(served, language="ar")
    incidents = served.case.picture().incidents
    for query, wanted in (("undated=1", [i for i in incidents if i["day_from"] is None]),
                          ("disagree=1", [i for i in incidents if i["disagreements"]])):
        looked.go(f"/timeline?{query}&lang=ar")
        expect(looked.page.locator("ul.list > li")).to_have_count(min(50, len(wanted)))


def test_the_address_shows_the_same_again(served: Any, look: Look) -> None:
    worst = max(served.case.picture().incidents, key=lambda i: (i["sources"], i["incident_id"]))
    looked = look(served)
    looked.go(f"/timeline?incident={worst['incident_id']}&from=2015-01-01&to=2015-06-01")
    page = looked.page
    page.locator("article.incident blockquote").first.wait_for()
    expect(page.locator("article.incident section.report")).to_have_count(worst["reports"])
    assert asked(page)["from"] == "2015-01-01"

    looked.go("/timeline?incident=unknown")
    page.locator("[role=alert]").wait_for()
    looked.problems.clear()  # the browser notes the 404


def test_a_split_is_sent_and_taken_back(fresh: Any, look: Look) -> None:
    by_incident: dict[str, set[str]] = {}
    for member in fresh.case.picture().members:
        by_incident.setdefault(member["incident_id"], set()).add(member["document_id"])
    several = next(i for i, documents in sorted(by_incident.items()) if len(documents) > 1)
    looked = look(fresh)
    looked.go(f"/timeline?incident={several}&lang=en")
    page = looked.page
    reports = page.locator("article.incident section.report")
    reports.first.wait_for()
    for report in (0, 1):
        reports.nth(report).locator("input[type=checkbox]").first.check()
    page.get_by_text("Join or split").click()
    page.get_by_role("button", name="These two are not one").click()
    page.locator("dialog[open] input").fill("r1")  # the first judgement asks who judges
    page.keyboard.press("Enter")
    said = page.get_by_text("The reports were split.")
    said.wait_for()
    split, = fresh.case.judgements("split")
    assert split.reviewer == "r1"
    page.get_by_role("button", name="Undo").first.click()
    page.get_by_text("The judgement was taken back.").wait_for()
    assert not fresh.case.judgements("split")
    page.close()  # nothing is asked any more
    looked.problems[:] = [p for p in looked.problems if "404" not in p]  # the incident has another id now


def test_a_road_is_chosen_on_the_map(served: Any, look: Look) -> None:
    looked = look(served, language="ar")
    looked.go("/map?on=2016-02-20&at=34.3,36.73,9&class=sanction&lang=ar")  # the road between Damascus and Homs
    page = looked.page
    page.locator(DRAWN).wait_for()
    looked.rest()
    page.locator(".legend").get_by_text("طريق أو ممر", exact=True).wait_for()
    box = page.locator(".maplibregl-canvas").bounding_box()
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    page.wait_for_url("**place=*")
    key = settled(page, "place")
    assert "دمشق" in key and "حلب" in key
    looked.shot("map-road-ar")
    page.locator("section.panel a[href^='/places/']").click()
    page.locator("main h1").get_by_text("طريق").wait_for()


def test_a_theatre_without_outlines_says_so_on_the_map(look: Look, tmp_path: Path) -> None:
    new_theatre(tmp_path / "my_theatre", "mena")
    with Case.create(tmp_path / "own", theatre=str(tmp_path / "my_theatre")) as case:
        case.add_documents([from_text("وقتل 7 مدنيين في عدن يوم 2 أيار 2015.", source="A", name="one")])
        running = serve(case)
        try:
            looked = look(next(running))
            looked.go("/map")
            page = looked.page
            page.get_by_text("brings no outlines of its own").wait_for()
            page.get_by_text("no document says who held a place").wait_for()
            page.locator(DRAWN).wait_for()
            expect(page.locator("#map-day")).to_have_value("2015-05-02")  # the slider has the days of incidents
            page.locator("[role=status]", has_text="1 incident, 1 in view").wait_for()  # and shows where they are
            looked.shot("map-own-theatre-en")
        finally:
            running.close()
