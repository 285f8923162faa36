"""A served sample case and real Chromium pages, in both languages and themes, with every breach of the policy noted.

Without a browser or a built page these tests are not collected; ``make test`` builds the page first.
``MAYDAN_ASSETS`` names another folder with a built page, ``MAYDAN_SHOTS`` one for screenshots.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from driving import ARGUMENTS, CHROMIUM, READY, SIZES, WAIT_S, Looked, Served, serve

from maydan.case import Case
from maydan.theatre.tables import package_data

collect_ignore_glob = [] if READY else ["test_*.py"]


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packaged sample as a case file, to be copied, not opened."""
    path = tmp_path_factory.mktemp("sample") / "sample.maydan"
    with Case.create(path, title="Sample", theatre="syria") as case:
        case.add([Path(str(package_data("sample")))])
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
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=WAIT_S * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def look(chromium: Any) -> Iterator[Callable[..., Looked]]:
    """Makes pages: ``look(served, language="ar", theme="dark", size="phone")``; each is held free of problems."""
    contexts: list[tuple[Served, Any]] = []
    made = []

    def new(served: Served, *, language: str = "en", theme: str = "light", size: str = "wide",
            script: str = "") -> Looked:
        width, height = SIZES[size]
        context = chromium.new_context(viewport={"width": width, "height": height}, color_scheme=theme,
                                       locale="ar-SY" if language == "ar" else "en-GB", reduced_motion="reduce",
                                       permissions=["clipboard-read", "clipboard-write"])
        contexts.append((served, context))
        served.pages.append(context)
        context.add_init_script(
            "addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective + ' ' "
            "+ e.blockedURI));" + script)
        page = context.new_page()
        page.set_default_timeout(WAIT_S * 1000)
        looked = Looked(page, served)
        made.append(looked)
        page.on("pageerror", lambda error: looked.problems.append(f"error: {error}"))
        page.on("console", lambda message: looked.problems.append(
            f"console: {message.text} {message.location.get('url', '')}")
                if message.type in ("error", "warning") and "GL Driver Message" not in message.text else None)
        return looked

    yield new
    for served, context in contexts:
        context.close()
        served.pages.remove(context)
    # The server may be gone before the page is: what the page asks then is refused.
    assert not [p for looked in made for p in looked.problems if "ERR_CONNECTION_REFUSED" not in p]
