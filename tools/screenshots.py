"""Pictures of every view of the explorer in both languages, for the documentation.

Reads the packaged sample into a case, serves it, and looks at it with Chromium:
``python tools/screenshots.py docs/images`` (``make web`` first; needs playwright and Debian's chromium).
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import tempfile
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import uvicorn

from maydan.case import Case
from maydan.theatre.tables import package_data
from maydan.web.app import create_app
from maydan.web.pages import ASSETS

CHROMIUM = shutil.which("chromium") or "chromium"
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--disable-background-networking", "--disable-component-update",
             "--disable-sync", "--no-first-run", "--enable-unsafe-swiftshader"]
_SETTLED_MS = 6000  # until the map has drawn its last tile in software


def views(case: Case) -> dict[str, str]:
    """Name of the picture -> address, on things that the sample holds."""
    event = next(r for r in case.records("events", place="C1007", type="airstrike") or case.records("events"))
    reader = f"/read/{quote(event['document_id'])}?record={quote(event['record_id'])}"
    place = case.places_named("حلب")[0]
    return {
        "library": "/library", "search": f"/library?q={quote('هدنة')}", "reader": reader, "review": "/review",
        "record": f"/record/{quote(event['record_id'])}", "map": "/map?on=2016-12-01", "timeline": "/timeline",
        "places": "/places", "place": f"/places/{quote(place, safe='')}", "actor": "/actors/opposition",
        "network": "/network", "contradictions": "/contradictions", "outlooks": "/outlooks",
    }


def look(page: Any, address: str, out: Path) -> None:
    """Open an address, wait until nothing moves, keep what is on screen."""
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(_SETTLED_MS if "/map" in address or "/network" in address else 800)
    page.screenshot(path=out, type="jpeg", quality=82)
    print(out)


def main() -> None:
    """Take the pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", nargs="*", help="Names of views; all where absent.")
    parser.add_argument("--assets", type=Path, default=Path(os.environ.get("MAYDAN_ASSETS") or ASSETS))
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, Case.create(Path(folder) / "sample", title="Maydan") as case:
        case.add(Path(str(package_data("sample"))))
        case.picture()
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            base = f"http://127.0.0.1:{listener.getsockname()[1]}"
            app = create_app(case, assets=arguments.assets)
            server = uvicorn.Server(uvicorn.Config(app, log_level="error", ws="none"))
            listener.listen(64)
            thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
            thread.start()
            while not server.started:
                time.sleep(0.05)
            _take(base, views(case), arguments.out, arguments.only)
            server.should_exit = True
            thread.join()


def _take(base: str, addresses: dict[str, str], out: Path, only: list[str] | None) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        for language in ("en", "ar"):
            for name, address in addresses.items():
                if only and name not in only:
                    continue
                page = browser.new_page(viewport={"width": 1366, "height": 768},
                                        locale="ar-SY" if language == "ar" else "en-GB")
                joint = "&" if "?" in address else "?"
                look(page, f"{base}{address}{joint}lang={language}", out / f"explorer_{name}_{language}.jpg")
                page.close()
        browser.close()


if __name__ == "__main__":
    main()
