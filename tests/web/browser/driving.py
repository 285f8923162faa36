"""What the tests in a real browser share: a case that is served, a page that is held free of problems."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

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
READY = CHROMIUM is not None and (ASSETS / "index.html").exists() and AXE.exists()


@dataclass
class Served:
    """A case that is being served."""

    case: Case
    address: str


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
    try:
        yield Served(case, f"http://127.0.0.1:{listener.getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join(10)
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
