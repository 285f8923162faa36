"""What the tests in a real browser share: a case that is served, a page that is held free of problems."""

from __future__ import annotations

import json
import os
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from maydan.case import Case

ROOT = Path(__file__).parents[3]
ASSETS = Path(os.environ.get("MAYDAN_ASSETS", ROOT / "src/maydan/web/assets"))
SHOTS = Path(os.environ.get("MAYDAN_SHOTS", ROOT / "out/screenshots"))
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                 if Path(p).exists()), None)
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-quic", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run", "--enable-unsafe-swiftshader"]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
SIZES = {"wide": (1366, 768), "phone": (360, 740)}
WAIT_S = 60  # for what surely comes, on however slow a machine
# The page rests: no question of it waits for its answer, all letters are there, and for three tenths of a second
# (longer than any of its timers puts a question off) it began nothing new. By the page's own clock, however slow it is.
REST = """async (wait) => {
  const until = performance.now() + wait;
  for (let calm = 0; calm < 3;) {
    await new Promise((done) => setTimeout(done, 100));
    calm = document.querySelector('[data-asking]') || document.fonts.status !== 'loaded' ? 0 : calm + 1;
    if (performance.now() > until) throw new Error('the page does not come to rest');
  }
}"""
T = TypeVar("T")
READY = CHROMIUM is not None and (ASSETS / "index.html").exists() and AXE.exists()


@dataclass
class Served:
    """A case that is being served."""

    case: Case
    address: str
    pages: list[Any] = field(default_factory=list)  # contexts of the browser that look at it

    def settled(self) -> None:
        """Wait until the picture of the case as it stands is there."""
        for _ in range(WAIT_S * 20):
            with urllib.request.urlopen(f"{self.address}/api/case", timeout=WAIT_S) as answer:
                if json.load(answer)["picture"] != "working":
                    return
            time.sleep(0.05)
        raise AssertionError("the picture is never there")


def until(page: Any, what: Callable[[], T]) -> T:
    """What comes true later, once it does: pages send what they show, and the address follows what they do."""
    end = time.monotonic() + WAIT_S
    while not (found := what()):
        if time.monotonic() > end:
            raise AssertionError(f"never came true: it is {found!r} on {page.url}")
        page.wait_for_timeout(50)
    return found


def serve(case: Case) -> Iterator[Served]:
    """Serve a case on a free port until the generator is closed."""
    import uvicorn
    from litestar.concurrency import set_asyncio_executor

    from maydan.cli.serve import listen
    from maydan.web.app import create_app
    from maydan.web.settings import THREADS

    set_asyncio_executor(ThreadPoolExecutor(THREADS))
    listener = listen(None)
    server = uvicorn.Server(uvicorn.Config(create_app(case, assets=ASSETS), log_level="error", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started and thread.is_alive():
        time.sleep(0.05)
    served = Served(case, f"http://127.0.0.1:{listener.getsockname()[1]}")
    try:
        served.settled()
        yield served
    finally:
        for context in served.pages:  # before the server, or what they ask then fails
            context.close()
        server.should_exit = True
        thread.join(WAIT_S)
        listener.close()


@dataclass
class Looked:
    """A page with what went wrong on it."""

    page: Any
    served: Served
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a view and wait until the case is there."""
        self.page.goto(self.served.address + path)
        self.page.locator("main").wait_for()
        self.page.locator("#main > *:not([role=status], dialog, p)").first.wait_for()

    def rest(self) -> None:
        """Wait until every answer is there and shown."""
        self.page.evaluate(REST, WAIT_S * 1000)

    def axe(self, *, colours: bool = False) -> list[str]:
        """What axe finds, one line each; with ``colours`` by the rules alone that another theme can break.

        The policy forbids added scripts, so it comes in by evaluation.
        """
        only = ["color-contrast", "link-in-text-block"] if colours else TAGS
        if not self.page.evaluate("() => 'axe' in window"):
            self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "(runOnly) => axe.run(document, {resultTypes: ['violations'], selectors: false, preload: false, runOnly})",
            only)
        return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]

    def shot(self, name: str) -> Path:
        """Take a screenshot."""
        SHOTS.mkdir(parents=True, exist_ok=True)
        path = SHOTS / f"{name}.png"
        self.page.screenshot(path=path)
        return path
