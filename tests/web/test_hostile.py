"""Odd ids and values on every route: an answer in JSON that says what is wrong, never a fault of the server."""

from __future__ import annotations

import re
import threading
import time
from typing import Any
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import MENAGH, WRITES

from maydan.case import Case
from maydan.errors import BusyError
from maydan.web.jobs import WAITING, Jobs
from maydan.web.routes import all_routes

ODD = ["none", "'", '"; DROP TABLE records; --', "%", "_", "\\", "\u202e", "\x00", "a" * 299, "../../etc/passwd",
       "سيطر", "\ud83d\ude00", "-1", "1e999", "nan", "[]", "{}", "null", "2016-02-30", "9999-12-31", "0000-00-00", "*"]
NAMES = ("q", "kind", "place", "actor", "source", "state", "sort", "order", "since", "until", "limit", "offset", "type",
         "on", "by", "grain", "class", "min_confidence", "reviewer", "voice", "status", "document", "zoom", "west",
         "format", "profile", "min_sources", "relation", "exact", "copies", "outcome")


def routes(method: str) -> list[str]:
    return sorted({path for handler in all_routes() for path in handler.paths if method in handler.http_methods})


def filled(path: str, value: str) -> str:
    return re.sub(r"\{[^}]*\}", lambda _: quote(value, safe="", errors="surrogatepass"), path)


@pytest.mark.parametrize("path", routes("GET"))
def test_odd_questions(shared: TestClient[Litestar], path: str) -> None:
    for value in ODD:
        answer = shared.get(filled(path, value))
        assert answer.status_code < 500, (path, value, answer.text[:300])
    for name in NAMES:
        for value in ODD[::7 if "{" in path else 5]:
            answer = shared.get(filled(path, "none"), params={name: value})
            assert answer.status_code < 500, (path, name, value, answer.text[:300])
            if answer.status_code >= 400:
                assert set(answer.json()) >= {"error", "advice"}, (path, name, value)


@pytest.mark.parametrize("path", [*routes("POST"), *routes("PUT"), *routes("DELETE")])
def test_odd_changes(shared: TestClient[Litestar], path: str) -> None:
    bodies: list[Any] = [
        {}, [], None, "x", {"reviewer": "r"}, {"reviewer": 7}, {"action": "accept", "reviewer": "\x00"},
        {"a": "x", "b": "x", "reviewer": "r"}, {"outcome": "came", "reviewer": "r"},
        {"kind": "event", "slots": [], "start": -1, "end": "x", "reviewer": "r"}, {"name": 5, "view": {}},
        {"seen": "no"}]
    method = next(m for m in ("POST", "PUT", "DELETE") if path in routes(m))
    for value in ODD[::5]:
        for body in bodies:
            answer = shared.request(method, filled(path, value), json=body, headers=WRITES)
            assert 400 <= answer.status_code < 500, (path, value, body, answer.text[:300])
            assert set(answer.json()) >= {"error", "advice"}


def test_the_line_of_uploads_ends_and_leaves_nothing(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    begun = threading.Event()
    real = case.add_documents

    def slow(documents: Any, **more: Any) -> Any:
        def slowly() -> Any:
            for document in documents:
                begun.set()
                yield document
                time.sleep(0.3)
        return real(slowly(), **more)

    monkeypatch.setattr(case, "add_documents", slow)
    jobs = Jobs(case)
    folders = [jobs.folder() for _ in range(WAITING)]
    ids = []
    for folder in folders:
        files = [folder / f"{n}.txt" for n in range(5)]
        for n, file in enumerate(files):
            file.write_text(f"{MENAGH} {folder.name} {n}", encoding="utf-8")
        ids.append(jobs.submit(folder, files))
    with pytest.raises(BusyError):
        jobs.folder()
    assert begun.wait(60)
    jobs.close()
    first = jobs.job(ids[0])
    assert first.state == "failed" and "ended" in first.error and first.done < 5
    assert jobs._root is not None and not jobs._root.exists()
    assert case.verify().ok
