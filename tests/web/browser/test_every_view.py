"""Every view in both languages, both themes, on a laptop and on a phone: sound by axe, no wider than the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from driving import SIZES

from maydan.case import Case

Look = Callable[..., Any]
LANGUAGES, THEMES = ("en", "ar"), ("light", "dark")
# Another view, without loading the page anew; what is on screen until it is there is marked as old.
GO = """(path) => {
  const other = new URL(path, location.origin).pathname !== location.pathname;
  if (other) for (const old of document.querySelector('#main').children) old.dataset.old = '1';
  history.pushState(null, '', path);
  dispatchEvent(new PopStateEvent('popstate'));
}"""


def views(case: Case) -> dict[str, tuple[str, str]]:
    """Name -> address and what is there once the view has what it shows."""
    event = next(r for r in case.records("events") if r["who"] and r["where"])
    tie = next(r for r in case.records("ties") if r["a"] != r["b"])
    forecast = next(r for r in case.picture().ledger if r["outcome"])
    incident = max(case.picture().incidents, key=lambda i: (i["sources"], i["incident_id"]))
    place = quote(case.places_named("حلب")[0], safe="")
    return {
        "library": ("/library?until=2013-12-31", ".documents li"),
        "search": (f"/library?q={quote('حلب')}&copies=all", ".documents mark"),
        "nothing-found": ("/library?q=zzz", "main p"),
        "reader": (f"/read/{event['document_id']}?record={event['record_id']}&lit=place.actor", "[data-block]"),
        "review": ("/review", "[data-block]"),
        "disputes": ("/review?tab=disputes", "[role=tabpanel], main p"),
        "decided": ("/review?tab=decided", "[role=tabpanel], main p"),
        "agreement": ("/review?tab=agreement", "[role=tabpanel], main p"),
        "record": (f"/record/{event['record_id']}", "main h1"),
        "map": ("/map?on=2016-02-20", ".map[aria-busy=false]"),
        "map-place": (f"/map?on=2016-02-20&place={place}", ".map[aria-busy=false]"),
        "map-places": ("/map?on=2016-02-20&show=table", "tbody tr"),
        "map-sieges": ("/map?on=2016-02-20&show=table&table=sieges", "tbody tr"),
        "map-sites": ("/map?on=2016-02-20&show=table&table=features", "tbody tr"),
        "map-incidents": ("/map?on=2016-02-20&back=365&show=table&table=incidents", "tbody tr"),
        "timeline": ("/timeline?sort=-sources&since=2016-02-01&until=2016-03-01", "ul.list li"),
        "incident": (f"/timeline?incident={incident['incident_id']}", "article.incident blockquote"),
        "places": (f"/places?q={quote('حلب')}", "tbody tr"),
        "place": (f"/places/{place}", ".lane"),
        "actors": (f"/actors?q={quote('سوري')}", "tbody tr"),
        "actor": ("/actors/opposition", "tbody tr"),
        "network": (f"/network?min=2&tie={quote(tie['a'])}|{quote(tie['b'])}", "blockquote"),
        "contradictions": ("/contradictions?kind=killed", "article blockquote"),
        "outlooks": ("/outlooks?outcome=came", "article blockquote"),
        "outlooks-of-one": (f"/outlooks?by={quote(forecast['by'] or '?')}", "article blockquote"),
        "searches": ("/searches", "main li"),
        "unknown-place": ("/places/nowhere", "[role=alert]"),
        "unknown-actor": ("/actors/nobody", "[role=alert]"),
        "no-such-view": ("/nothing-of-the-kind", "main h1"),
    }


def test_every_view_is_sound(served: Any, look: Look) -> None:
    served.case.save_search("حلب", "/library?q=حلب")
    looked = look(served, theme="light")
    looked.go("/library?lang=en")
    page = looked.page
    language = "en"
    found: list[str] = []
    for size, (width, height) in SIZES.items():
        page.set_viewport_size({"width": width, "height": height})
        for name, (path, ready) in views(served.case).items():
            page.evaluate(GO, path)
            new = "#main > :not([data-old])"
            page.locator(f"{new}:is({ready}), {new} :is({ready})").first.wait_for()
            looked.rest()
            for wanted in (language, *(x for x in LANGUAGES if x != language)):
                if wanted != language:
                    page.locator(".frame > header button[lang]").click()
                    page.locator(f"html[lang={wanted}]").wait_for()
                    language = wanted
                for theme in THEMES:
                    page.emulate_media(color_scheme=theme)
                    page.locator(f"html[data-theme={theme}]").wait_for()
                    shape = f"{name}-{language}-{theme}-{size}"
                    found += [f"{shape}: {line}" for line in looked.axe(colours=theme == "dark")]
                    wide, there = page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
                    if wide > there:
                        found.append(f"{shape}: {wide} pixels wide on a screen of {there}")
                    looked.shot(shape)
    looked.problems[:] = [p for p in looked.problems if "404" not in p]  # of what is unknown
    assert not found, "\n".join(found)


def test_unknown_ids_give_a_proper_page(look: Look, served: Any) -> None:
    seen = look(served, language="ar")
    for path in ("/record/none", "/read/none"):
        seen.go(path)
        seen.page.get_by_role("alert").wait_for()
        assert seen.axe() == []
    seen.problems[:] = [p for p in seen.problems if "404" not in p]
