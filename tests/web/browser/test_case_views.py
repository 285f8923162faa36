"""Places, actors, network, contradictions, outlooks and saved searches in a real browser, in both languages: by
keyboard and pointer, and that each leads to its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest
from driving import until
from playwright.sync_api import expect

from maydan.case import Case
from maydan.intake import from_text

Look = Callable[..., Any]
LANGUAGES = ["en", "ar"]
NAMED = "localStorage.setItem('maydan.settings', JSON.stringify({reviewer: 'R. One'}));"


def setting(page: Any, key: str) -> str | None:
    """A setting in the page's address."""
    return parse_qs(urlsplit(page.url).query).get(key, [None])[0]


def to_words(looked: Any, case: Case, link: Any) -> None:
    """Follow the link below a quote: the text is opened at the record, with the quote in it."""
    page = looked.page
    looked.rest()  # the quotes are those of what was chosen last
    quoted = link.locator("xpath=ancestor::blockquote//p").first.inner_text()
    link.press("Enter")
    page.wait_for_url("**/read/*record=*")
    record = case.record(str(setting(page, "record")))
    assert record["document_id"] in unquote(page.url)
    assert quoted.strip() == record["quote"].strip()
    page.locator(f"#r-{record['record_id']}.open").wait_for(state="attached")  # on a phone behind the text


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_place_is_found_and_leads_to_who_held_it(served: Any, look: Look, language: str) -> None:
    looked = look(served, language=language, size="phone" if language == "ar" else "wide")
    looked.go(f"/places?lang={language}")
    page = looked.page
    page.locator("tbody tr").first.wait_for()
    whole = page.locator("tbody tr").count()
    page.get_by_role("searchbox").last.focus()
    page.keyboard.type("حلب" if language == "ar" else "Aleppo")
    page.wait_for_url("**q=*")
    page.locator(f"tbody tr:nth-child({whole})").wait_for(state="detached")
    looked.rest()  # every letter typed has its answer
    page.locator("tbody a").first.press("Enter")
    page.wait_for_url("**/places/*")
    key = unquote(urlsplit(page.url).path.removeprefix("/places/"))
    lanes = page.locator(".lane")
    lanes.first.wait_for()
    intervals = [i for i in served.case.picture().intervals if i.place == key]
    assert lanes.count() == len({i.account for i in intervals})
    assert page.locator(".lane g[role=button]").count() == len(intervals)
    page.locator(".lane g[role=button]").first.focus()
    page.keyboard.press("Enter")
    page.locator("[aria-live] blockquote").first.wait_for()
    page.locator(".lane g[role=button]").last.click(force=True)
    page.locator(".lane g[role=button]").last.and_(page.locator("[aria-pressed=true]")).wait_for()
    page.locator("summary").first.click()
    expect(page.locator("details tbody tr")).to_have_count(len(intervals))
    looked.shot(f"place-lane-{language}")
    assert looked.axe() == []
    to_words(looked, served.case, page.locator("[aria-live] blockquote a").first)
    page.go_back()
    page.get_by_role("link", name="On the map" if language == "en" else "على الخريطة").click()
    page.wait_for_url("**/map?place=*")
    page.locator("section.panel").wait_for()


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_actor_leads_to_the_words_of_its_ties(served: Any, look: Look, language: str) -> None:
    looked = look(served, language=language, theme="dark", size="wide" if language == "ar" else "phone")
    looked.go(f"/actors?q={quote('المعارضة')}&lang={language}")
    page = looked.page
    page.locator("tbody tr a[href='/actors/opposition']").click()
    page.wait_for_url("**/actors/opposition")
    tie = page.locator("li button[aria-expanded]").first
    tie.focus()
    page.keyboard.press("Enter")
    page.locator("li button[aria-expanded=true]").wait_for()
    page.locator("li blockquote").first.wait_for()
    looked.shot(f"actor-tie-{language}")
    assert looked.axe() == []
    page.keyboard.press("Enter")
    page.locator("li blockquote").first.wait_for(state="detached")
    tie.click()
    to_words(looked, served.case, page.locator("li blockquote a").first)
    page.go_back()
    page.locator("main a[href^='/network?actor=']").click()
    page.wait_for_url("**/network?actor=opposition")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_network_is_narrowed_and_leads_to_words(served: Any, look: Look, language: str) -> None:
    edges = served.case.picture().network
    looked = look(served, language=language, theme="dark" if language == "en" else "light")
    looked.go(f"/network?lang={language}")
    page = looked.page
    rows = page.locator("table tbody tr")
    expect(rows).to_have_count(len(edges))
    page.locator(".asks select").select_option("supports")
    page.wait_for_url("**relation=supports*")
    expect(rows).to_have_count(sum(e["relation"] == "supports" for e in edges))
    page.locator(".asks select").select_option("")
    page.locator(".asks input[type=number]").fill("2")
    page.locator(".asks input[type=number]").press("Tab")
    page.wait_for_url("**min=2*")
    expect(rows).to_have_count(sum(e["sources"] >= 2 for e in edges))
    page.locator(".asks input[type=date]").first.fill("2018-01-01")
    page.wait_for_url("**since=2018-01-01*")
    expect(rows).to_have_count(sum(e["sources"] >= 2 and (e["last"] or "9999") >= "2018-01-01" for e in edges))
    page.locator(".asks input[type=date]").first.fill("")
    page.locator(".asks input[type=number]").fill("1")
    page.locator(".asks input[type=number]").press("Tab")
    expect(rows).to_have_count(len(edges))
    looked.rest()
    page.locator("table tbody button").first.press("Enter")
    page.wait_for_url("**tie=*")
    page.locator("section[aria-live] blockquote").first.wait_for()
    looked.shot(f"network-tie-{language}")
    to_words(looked, served.case, page.locator("section[aria-live] blockquote a").first)
    page.go_back()
    page.get_by_role("button", name="Close" if language == "en" else "إغلاق").last.click()
    page.locator("section[aria-live]").wait_for(state="detached")


def test_a_click_on_the_drawing_chooses_an_actor(served: Any, look: Look) -> None:
    looked = look(served)
    looked.go("/network")
    page = looked.page
    page.locator(".graph canvas").last.wait_for()
    looked.rest()
    graph = page.locator(".graph")
    for i in range(500):  # line by line, until the pointer is over one
        box = graph.bounding_box()  # the words of a tie beside it move it
        x, y = box["x"] + box["width"] * (0.1 + 0.8 * (i % 25) / 24), box["y"] + box["height"] * (0.2 + 0.6 * i / 500)
        page.mouse.move(x, y)
        if graph.evaluate("g => g.style.cursor") == "pointer":
            page.mouse.click(x, y)
            until(page, lambda: setting(page, "actor") or setting(page, "tie"))
            if setting(page, "actor"):
                break
            looked.rest()
            page.get_by_role("button", name="Close").last.click()
            page.wait_for_url(re.compile(r"^(?!.*tie=).*$"))
            looked.rest()
    actor = setting(page, "actor")
    assert actor in {a for e in served.case.picture().network for a in (e["a"], e["b"])}
    page.get_by_role("button", name="Whole network").click()
    page.wait_for_url(re.compile(r"^(?!.*actor=).*$"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_contradictions_are_narrowed_and_lead_to_words(served: Any, look: Look, language: str) -> None:
    found = served.case.picture().contradictions
    kind = max({c["kind"] for c in found}, key=lambda k: sum(c["kind"] == k for c in found))
    looked = look(served, language=language, theme="dark", size="phone" if language == "en" else "wide")
    looked.go(f"/contradictions?lang={language}")
    page = looked.page
    expect(page.locator("article")).to_have_count(min(30, len(found)))
    page.locator(".asks select").focus()
    page.locator(".asks select").select_option(kind)
    page.wait_for_url(f"**kind={kind}*")
    looked.rest()
    expect(page.locator("article")).to_have_count(min(30, sum(c["kind"] == kind for c in found)))
    assert page.locator("article").first.locator("section").count() >= 2
    looked.shot(f"contradictions-kind-{language}")
    to_words(looked, served.case, page.locator("article blockquote a").first)
    page.go_back()
    page.locator("article").first.wait_for()
    page.locator(".asks select").select_option("killed" if any(c["kind"] == "killed" for c in found) else "who")
    looked.rest()
    page.locator("article h2 a[href*='incident=']").first.click()
    page.locator("article.incident blockquote").first.wait_for()
    page.go_back()
    page.locator("main > .page article").first.wait_for()
    page.locator(".asks input[type=date]").first.fill("2030-01-01")
    page.get_by_text("No two sources differ here." if language == "en" else "لا يختلف مصدران هنا").first.wait_for()
    assert looked.axe() == []


def test_an_outlook_is_settled_by_keyboard_and_asks_who_settles(fresh: Any, look: Look) -> None:
    looked = look(fresh)
    looked.go("/outlooks?outcome=not")
    page = looked.page
    count = sum(r["outcome"] == "not" for r in fresh.case.picture().ledger)
    expect(page.locator("article")).to_have_count(min(30, count))
    link = page.locator("article blockquote a").first.get_attribute("href")
    record_id = parse_qs(urlsplit(link).query)["record"][0]
    page.get_by_role("button", name="came true").first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("dialog").get_by_label("Your name as reviewer").fill("R. One")
    page.keyboard.press("Enter")
    page.get_by_text("settled by a person").first.wait_for()
    page.locator("article").first.locator("button[aria-pressed=true]", has_text="came true").wait_for()
    made, = until(page, lambda: fresh.case.judgements("settle"))  # shown before it is sent
    assert (made.record_id, made.reviewer, made.content["outcome"]) == (record_id, "R. One", "came")
    looked.shot("outlook-settled-en")
    assert looked.axe() == []
    row = next(r for r in fresh.case.picture().ledger if r["record_id"] == record_id)
    assert (row["outcome"], row["settled_by"]) == ("came", "person")
    to_words(looked, fresh.case, page.locator("article blockquote a").first)


def test_two_open_pages_settle_once(fresh: Any, look: Look) -> None:
    looked = look(fresh, language="ar", script=NAMED)
    page = looked.page
    page.add_init_script("Object.defineProperty(navigator, 'language', {get: () => 'ar'});")
    looked.go("/outlooks?outcome=not&lang=ar")
    page.locator("article").first.wait_for()
    page.context.set_offline(True)
    page.get_by_role("button", name="تحقّق", exact=True).first.click()
    page.get_by_role("button", name=re.compile("ينتظر")).first.wait_for()
    page.context.set_offline(False)
    other = page.context.new_page()  # takes over what waits in the browser's store, while the first page sends it too
    other.goto(f"{fresh.address}/outlooks?lang=ar")
    other.locator("article").first.wait_for()
    until(page, lambda: fresh.case.judgements("settle"))
    for one in (page, other):  # both have sent what they had
        until(one, lambda one=one: not one.evaluate("() => Object.keys(localStorage).some((k) => /outbox/.test(k))"))
        expect(one.get_by_role("button", name=re.compile("ينتظر"))).to_have_count(0)
    assert len(fresh.case.judgements("settle")) == 1
    looked.problems[:] = [p for p in looked.problems if "ERR_INTERNET_DISCONNECTED" not in p]


def test_outlooks_are_narrowed_to_one_who_foretold(served: Any, look: Look) -> None:
    ledger = served.case.picture().ledger
    looked = look(served, language="ar", size="phone")
    looked.go("/outlooks?lang=ar")
    page = looked.page
    name = page.locator("td button.name").first
    name.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**by=*")
    by = setting(page, "by")
    expected = sum((r["by"] or "?") == by for r in ledger)
    expect(page.locator("article")).to_have_count(min(30, expected))
    page.locator(".asks select").first.select_option("aim")
    page.wait_for_url("**kind=aim*")
    page.get_by_role("button", name="الجميع").click()
    page.wait_for_url(re.compile(r"^(?!.*by=).*$"))
    page.locator("article blockquote").first.wait_for()
    expect(page.locator("article button[aria-pressed]")).to_have_count(0)  # an aim does not come true or not


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saved_view_tells_what_is_new(fresh: Any, look: Look, language: str) -> None:
    words = {"en": ("Save view", "Saved", "Remove", "Undo"),
             "ar": ("حفظ هذه الواجهة", "حُفظت", "إزالة", "تراجع")}[language]
    looked = look(fresh, language=language, script=NAMED)
    looked.go(f"/library?q={quote('حلب')}&lang={language}")
    page = looked.page
    page.locator(".documents li").first.wait_for()
    page.get_by_role("button", name=words[0]).focus()
    page.keyboard.press("Enter")
    page.locator("dialog[open] input").fill("حلب وريفها")
    looked.shot(f"save-view-{language}")
    assert looked.axe() == []
    page.locator("dialog[open] button.primary").evaluate("(b) => (b.click(), b.click())")  # kept once
    page.get_by_role("status").get_by_text(words[1], exact=True).wait_for()
    saved, = fresh.case.searches()
    assert "q=" in saved["view"] and saved["name"] == "حلب وريفها"
    fresh.case.add_documents([from_text("قصف الطيران الحربي مدينة حلب يوم 3 شباط 2016 فقتل أربعة مدنيين.",
                                        source="Desk D", name="new")])

    def told() -> int:
        looked.go("/searches")
        page.locator("main li").first.wait_for()
        return page.locator("main li .new").count()

    until(page, told)  # the server looks once a second whether the case changed
    assert "1" in page.locator("main li .new").inner_text() or language == "ar"
    looked.shot(f"searches-new-{language}")
    assert looked.axe() == []
    held: list[Any] = []  # what is looked at is seen, however late the server hears of it
    page.route("**/api/searches/*",
               lambda route: held.append(route) if route.request.method == "PUT" else route.continue_())
    page.locator("main li a").press("Enter")
    page.wait_for_url("**/library?q=*")
    page.locator(".documents li").first.wait_for()
    page.go_back()
    page.locator("main h1").wait_for()
    until(page, lambda: held)
    held[0].continue_()
    page.locator("main li").first.wait_for()
    assert page.locator("main li .new").count() == 0
    page.get_by_role("button", name=re.compile(words[2])).first.click()
    page.locator("main li").first.wait_for(state="detached")
    assert fresh.case.searches() == []
    page.get_by_role("button", name=words[3]).click()
    page.locator("main li").first.wait_for()
    assert [s["name"] for s in fresh.case.searches()] == ["حلب وريفها"]
