"""A served sample case and real Chromium pages, in both languages and themes, with every breach of the policy noted.

Without a browser or a built page these tests are not collected; ``make test`` builds the page first.
``MAYDAN_ASSETS`` names another folder with a built page. Screenshots go to ``MAYDAN_SHOTS``, or to pytest's folder.
"""

from __future__ import annotations

import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from maydan.data import package_data

from maydan.case import Case

ROOT = Path(__file__).parents[3]
ASSETS = Path(os.environ.get("MAYDAN_ASSETS", ROOT / "src/maydan/web/assets"))
AXE = ROOT / "web/node_modules/axe-core/axe.min.js"
CHROMIUM = next((p for p in ("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome")
                 if Path(p).exists()), None)
ARGUMENTS = ["--no-sandbox", "--headless=new", "--disable-quic", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--no-first-run", "--use-gl=angle",
             "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SIZES = {"wide": (1366, 768), "phone": (360, 740)}
READY = CHROMIUM is not None and (ASSETS / "index.html").exists() and AXE.exists()
collect_ignore_glob = [] if READY else ["test_*.py"]


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


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged sample as a case file, to be copied, not opened."""
    path = tmp_path_factory.mktemp("sample") / "sample.maydan"
    with Case.create(path, title="Sample", theatre="syria") as case:
        case.add([package_data("sample")])
        case.picture()
    return path


@pytest.fixture(scope="session")
def served(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample case served; tests that change something use ``fresh``."""
    copy = tmp_path_factory.mktemp("served") / "sample.maydan"
    shutil.copy(sample_file, copy)
    with Case.open(copy) as case:
        yield from serve(case)


@pytest.fixture
def fresh(sample_file: Path, tmp_path: Path) -> Iterator[Served]:
    """The sample case served for one test alone."""
    copy = tmp_path / "sample.maydan"
    shutil.copy(sample_file, copy)
    with Case.open(copy) as case:
        yield from serve(case)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Chromium, started once."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


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
        self.page.locator("#main > *:not([role=status])").first.wait_for()

    def axe(self) -> list[str]:
        """What axe finds, one line each. The policy forbids added scripts, so it comes in by evaluation."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate(
            "() => axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})")
        return [f"{v['id']}: {v['help']}: {[n['html'][:160] for n in v['nodes'][:3]]}" for v in found["violations"]]

    def shot(self, name: str) -> Path:
        """Take a screenshot."""
        folder = Path(os.environ.get("MAYDAN_SHOTS", "") or pytest_folder())
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{name}.png"
        self.page.screenshot(path=path)
        return path


def pytest_folder() -> str:
    """Where screenshots go when nobody says where."""
    return str(ROOT / "out" / "screenshots")


@pytest.fixture
def look(chromium: Any) -> Iterator[Callable[..., Looked]]:
    """Makes pages: ``look(served, language="ar", theme="dark", size="phone")``; each is held free of problems."""
    contexts, made = [], []

    def new(served: Served, *, language: str = "en", theme: str = "light", size: str = "wide",
            script: str = "") -> Looked:
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme,
                                       locale="ar-SY" if language == "ar" else "en-GB", reduced_motion="reduce",
                                       permissions=["clipboard-read", "clipboard-write"])
        contexts.append(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' "
            "+ e.blockedURI));" + script)
        page = context.new_page()
        page.set_default_timeout(20_000)
        looked = Looked(page, served)
        made.append(looked)
        page.on("pageerror", lambda error: looked.problems.append(f"error: {error}"))
        page.on("console", lambda message: looked.problems.append(f"console: {message.text}")
                if message.type in ("error", "warning") else None)
        return looked

    yield new
    for context in contexts:
        context.close()
    assert not [p for looked in made for p in looked.problems]
