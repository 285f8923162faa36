"""How much of the page's main thread a step of the map's slider takes, with thousands of places made up.

    python benchmarks/map_slider.py [--places 5000] [--intervals 6] [--steps 120] [--json FILE]

The packaged page is opened in Chromium (software graphics, 1366x768) on an empty case; only the answer that holds who
held what is made up: places all over Syria, each with so many states one after the other, one in ten contested, sieges
at every twentieth. The slider is then moved as a hand moves it, a frame a step, by a day, a month and a year at a time,
and played. Prints a Markdown table: processor time of the main thread for a step in all (``TaskDuration`` of the
DevTools protocol in thread ticks) and of it the page's own code, the longest task, and frames a second while it plays.
Thirty frames a second leave 33 ms. Needs the built page, Playwright and Chromium.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import socket
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import uvicorn

from maydan.case import Case
from maydan.web.app import create_app
from maydan.web.pages import ASSETS

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-background-networking", "--disable-component-update",
             "--no-first-run", "--enable-unsafe-swiftshader"]
FIRST, DAYS, HOLDERS = date(2011, 3, 15), 5000, 14
STEPS = {"a day": 1, "a month": 30, "a year": 365}
# One step a frame, as pointer events come; the time from a step to the end of the frame that follows is measured, too.
DRAG = """async ([by, steps]) => {
  const slider = document.querySelector('input.slider');
  const [low, high] = [Number(slider.min), Number(slider.max)];
  const frame = () => new Promise((done) => requestAnimationFrame(done));
  let [day, way] = [low + Math.floor((high - low) / 3), 1];
  const longest = [];
  const note = (list) => longest.push(...list.getEntries().map((e) => e.duration));
  new PerformanceObserver(note).observe({type: 'longtask'});
  const began = performance.now();
  for (let i = 0; i < steps; i++) {
    if (day + way * by > high || day + way * by < low) way = -way;
    day += way * by;
    slider.value = String(day);
    slider.dispatchEvent(new Event('input', {bubbles: true}));
    await frame();
  }
  return {clock: (performance.now() - began) / steps, longest: Math.max(0, ...longest)};
}"""
PLAY = """async (seconds) => {
  let frames = 0, going = true;
  const count = () => { frames++; if (going) requestAnimationFrame(count); };
  requestAnimationFrame(count);
  await new Promise((done) => setTimeout(done, seconds * 1000));
  going = false;
  return frames / seconds;
}"""


def made_up(places: int, intervals: int) -> dict[str, Any]:
    """An answer of ``map/intervals`` with so many places and states of each."""
    dice = random.Random(7)
    holders = [f"h{i}" for i in range(HOLDERS)]
    weights = [1 / (i + 1) for i in range(HOLDERS)]
    rows, held = [], []

    def day(number: float) -> str:
        return (FIRST + timedelta(days=int(number))).isoformat()

    for p in range(places):
        rows.append([f"p{p}", f"مكان {p}", f"Place {p}", round(dice.uniform(32.4, 37.1), 4),
                     round(dice.uniform(35.8, 42.2), 4), dice.choice((0.5, 1, 2, 3)), "village"])
        bounds = sorted(dice.uniform(0, DAYS) for _ in range(intervals + 1))
        for k in range(intervals):
            state = dice.choices(("held", "contested", "shared", "unknown"), (80, 10, 4, 6))[0]
            who = dice.choices(holders, weights, k=1 if state == "held" else 2 if state != "unknown" else 0)
            start, end = bounds[k], bounds[k + 1]
            held.append([p, state, who, day(start), day(start + 2), day(end - 2), day(end),
                         day(dice.uniform(start, end)), dice.randint(1, 6)])
    return {
        "places": rows, "intervals": held, "features": [], "lines": [], "former_days": 1095, "accounts": ["*"],
        "sieges": [[p, [holders[1]], None, day(dice.uniform(0, DAYS)), None, day(DAYS)] for p in range(0, places, 20)],
        "holders": [{"id": h, "name_ar": h, "name_en": h, "places": places // (i + 1), "called": []}
                    for i, h in enumerate(holders)],
        "days": {"from": day(0), "to": day(DAYS)},
    }


@contextmanager
def served(assets: Path) -> Iterator[str]:
    """An empty case, served; its address."""
    with (tempfile.TemporaryDirectory() as folder, socket.socket() as listener,
          Case.create(Path(folder) / "case", theatre="syria") as case):
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(create_app(case, assets=assets), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


def measure(page: Any, protocol: Any, steps: int, seconds: float) -> list[dict[str, Any]]:
    """Rows of the table: the slider moved by each step, then played."""
    def spent() -> dict[str, float]:
        return {m["name"]: m["value"] * 1000 for m in protocol.send("Performance.getMetrics")["metrics"]}

    rows = []
    for name, by in STEPS.items():
        before = spent()
        found = page.evaluate(DRAG, [by, steps])
        after = spent()
        rows.append({"step": name, **{
            label: (after[metric] - before[metric]) / steps
            for label, metric in (("main", "TaskDuration"), ("script", "ScriptDuration"))}, **found})
        page.wait_for_timeout(1500)
    page.get_by_role("button", name="Play").click()
    before = spent()
    frames = page.evaluate(PLAY, seconds)
    after = spent()
    rows.append({"step": "play, 60 days a second", "frames": frames, "clock": 1000 / frames, "longest": None, **{
        label: (after[metric] - before[metric]) / (frames * seconds)
        for label, metric in (("main", "TaskDuration"), ("script", "ScriptDuration"))}})
    return rows


def main() -> None:
    """Open the map, move its slider, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--places", type=int, default=5000)
    parser.add_argument("--intervals", type=int, default=6, help="states of each place")
    parser.add_argument("--steps", type=int, default=120)
    parser.add_argument("--seconds", type=float, default=6.0, help="of playing")
    parser.add_argument("--assets", type=Path, default=ASSETS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    body = json.dumps(made_up(arguments.places, arguments.intervals))
    with served(arguments.assets) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        page = browser.new_page(viewport={"width": 1366, "height": 768}, locale="en-GB")
        page.route("**/api/map/intervals*", lambda r: r.fulfill(body=body, content_type="application/json"))
        page.goto(f"{address}/map?on=2016-02-20")
        page.locator(".map[aria-busy=false]").wait_for(timeout=120_000)
        page.wait_for_timeout(2000)
        protocol = page.context.new_cdp_session(page)
        protocol.send("Performance.enable", {"timeDomain": "threadTicks"})
        rows = measure(page, protocol, arguments.steps, arguments.seconds)
        browser.close()
    print(f"{arguments.places} places, {arguments.places * arguments.intervals} intervals\n")
    print("| a step of | main thread, processor | of it the page's code | longest task | clock |")
    print("|---|---|---|---|---|")
    for row in rows:
        longest = "" if row["longest"] is None else f"{row['longest']:.0f} ms"
        print(f"| {row['step']} | {row['main']:.1f} ms | {row['script']:.1f} ms | {longest} | {row['clock']:.1f} ms |")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
