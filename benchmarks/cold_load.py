"""How long each view takes from an empty browser until it can be used, on the packaged sample or another case.

    python benchmarks/cold_load.py [--case FILE] [--times 5] [--views map,library] [--json FILE]

A new Chromium with an empty profile (software graphics, 1366x768) opens each view of a case that is being served and
whose picture is there. A view can be used when its rows are there (of the map: its slider); the map stands when its
ground is drawn, and is done when nothing is drawn any more, its last label too. Prints a Markdown table of medians and
quartiles by the clock, with the processor time of all of Chromium's processes together until then, and how busy the
machine was meanwhile. Needs the built page, Playwright and Chromium.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import socket
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import uvicorn

from maydan.case import Case
from maydan.tables import package_data
from maydan.web.app import create_app
from maydan.web.pages import ASSETS

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "chromium"
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-background-networking", "--disable-component-update",
             "--no-first-run", "--enable-unsafe-swiftshader"]
VIEWS = {
    "library": ".documents li", "review": ".card-body", "map": "input.slider", "timeline": "ul.list li",
    "places": "tbody tr", "actors": "tbody tr", "network": "table tbody tr", "contradictions": "article",
    "outlooks": "article",
}
# When each is first there, by the page's own clock since it was asked for: asking from outside takes time of its own.
NOTE = """(wanted) => {
  window.seen = {};
  const look = () => {
    for (const [name, selector] of Object.entries(wanted)) {
      if (!(name in seen) && document.querySelector(selector)) seen[name] = performance.now() / 1000;
    }
  };
  new MutationObserver(look).observe(document, {subtree: true, childList: true, attributes: true});
}"""
STANDS, DONE = ".map[aria-busy=false]", ".map[data-done]"


@contextmanager
def served(file: Path, assets: Path) -> Iterator[str]:
    """A case, served; its address, once its picture is there."""
    with socket.socket() as listener, Case.open(file) as case:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        server = uvicorn.Server(uvicorn.Config(create_app(case, assets=assets), log_level="error", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.05)
        address = f"http://127.0.0.1:{listener.getsockname()[1]}"
        while True:
            with urllib.request.urlopen(f"{address}/api/case") as answer:
                if json.load(answer)["picture"] != "working":
                    break
            time.sleep(0.2)
        yield address
        server.should_exit = True
        thread.join()


def processor(mark: str) -> float:
    """Seconds of processor time that the processes with a word in their command line had."""
    ticks = 0
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit() and mark in (folder / "cmdline").read_text(errors="replace"):
                fields = (folder / "stat").read_text().rsplit(")", 1)[1].split()
                ticks += int(fields[11]) + int(fields[12])
        except OSError:
            continue  # it ended meanwhile
    return ticks / os.sysconf("SC_CLK_TCK")


def opened(playwright: Any, address: str, view: str, language: str) -> list[tuple[str, float, float]]:
    """(what is there, clock, processor time) of a view opened in a new browser."""
    found = []
    with tempfile.TemporaryDirectory(prefix="maydan-cold-") as profile:
        browser = playwright.chromium.launch_persistent_context(
            profile, executable_path=CHROMIUM, args=[*ARGUMENTS, f"--crash-dumps-dir={profile}"],
            viewport={"width": 1366, "height": 768}, locale=language)
        page = browser.pages[0]
        wanted = {"used": VIEWS[view], **({"stands": STANDS, "done": DONE} if view == "map" else {})}
        page.add_init_script(f"({NOTE})({json.dumps(wanted)})")
        page.goto("about:blank")
        time.sleep(0.5)
        worked = processor(profile)
        page.goto(f"{address}/{view}", wait_until="commit")
        for name, selector in wanted.items():
            page.locator(selector).first.wait_for(timeout=120_000)
            spent = processor(profile) - worked
            found.append((f"{view}: {name}", float(page.evaluate("(name) => seen[name]", name)), spent))
        browser.close()
    return found


def told(values: list[float]) -> str:
    """Median and quartiles, in seconds."""
    if len(values) < 2:
        return f"{values[0]:.2f} s"
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return f"{middle:.2f} s ({low:.2f} to {high:.2f})"


def main() -> None:
    """Open every view some times, print what it took."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--case", type=Path, help="a case file; without it the packaged sample is read")
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--views", default=",".join(VIEWS))
    parser.add_argument("--language", default="en-GB")
    parser.add_argument("--assets", type=Path, default=ASSETS)
    parser.add_argument("--json", type=Path)
    arguments = parser.parse_args()
    from playwright.sync_api import sync_playwright

    rows: dict[str, list[tuple[float, float]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        file = arguments.case
        if file is None:
            file = Path(folder) / "sample.maydan"
            with Case.create(file, theatre="syria") as case:
                case.add([Path(str(package_data("sample")))])
                case.picture()
        began = time.perf_counter()
        with served(file, arguments.assets) as address, sync_playwright() as playwright:
            for _ in range(arguments.times):
                for view in arguments.views.split(","):
                    for name, clock, worked in opened(playwright, address, view, arguments.language):
                        rows.setdefault(name, []).append((clock, worked))
        took = time.perf_counter() - began
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    print(f"{arguments.times} times, {took:.0f} s; load of the machine at the end: {load} on {os.cpu_count()} cores\n")
    print("| view | clock | processor |\n|---|---|---|")
    for name, pairs in rows.items():
        print(f"| {name} | {told([c for c, _ in pairs])} | {told([w for _, w in pairs])} |")
    if arguments.json:
        arguments.json.write_text(json.dumps(rows, indent=1), encoding="utf-8")


if __name__ == "__main__":
    main()
