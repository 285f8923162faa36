"""Odd ids and values on every route: an answer in JSON that says what is wrong, never a fault of the server."""

from __future__ import annotations

import os
import re
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, MENAGH, WRITES

from maydan.case import Case
from maydan.engine.lock import locked
from maydan.errors import BusyError
from maydan.web.jobs import WAITING, Jobs, remove_left
from maydan.web.routes import all_routes
from maydan.web.upload import place_for

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
                jobs._ended.wait(60)  # the first is being read until the server ends
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


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "TRACE", "MADE-UP"])
def test_what_is_no_question_is_held_for_a_change(shared: TestClient[Litestar], method: str) -> None:
    assert shared.request(method, "/api/searches", content=b"{}").status_code == 403


@pytest.mark.parametrize("path", ["/api/case", "//api/case"])
def test_another_site_is_refused_however_the_path_is_written(shared: TestClient[Litestar], path: str) -> None:
    assert shared.get(f"{BASE}{path}", headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_a_change_meant_for_another_case_is_refused(client: TestClient[Litestar]) -> None:
    mine = client.get("/api/case").json()["case_id"]
    body = {"name": "a", "view": "/map"}
    answer = client.post("/api/searches", json=body, headers=WRITES | {"x-maydan-case": "another"})
    assert (answer.status_code, answer.json()["case"]) == (409, "another")
    assert client.post("/api/searches", json=body, headers=WRITES | {"x-maydan-case": mine}).status_code == 201
    assert len(client.get("/api/searches").json()["rows"]) == 1


def test_saved_views_are_addresses_of_the_page_and_break_no_list(client: TestClient[Litestar]) -> None:
    for view in ("javascript:alert(1)", "//evil.example", "/\\evil.example", "/\t/[evil", "https://evil.example/", ""):
        assert client.post("/api/searches", json={"name": "a", "view": view}, headers=WRITES).status_code == 400, view
    for view in ("/map?" + "a=1&" * 1000, "#//[", "/map?since=no", "?actor=" + "a," * 700, "/.//evil.example"):
        assert client.post("/api/searches", json={"name": "a", "view": view}, headers=WRITES).status_code == 201, view
    answer = client.get("/api/searches")
    assert answer.status_code == 200 and len(answer.json()["rows"]) == 5


def test_days_that_are_none_are_refused(shared: TestClient[Litestar]) -> None:
    place = shared.get("/api/places").json()["rows"][0]["id"]
    for day in ("2016-02-30", "٢٠١٦-02-11", "2016-02-11\n", "0000-00-00"):
        answer = shared.get("/api/map/holder", params={"place": place, "on": day})
        assert answer.status_code == 400, (day, answer.text)


def test_values_of_a_filter_are_counted(shared: TestClient[Litestar]) -> None:
    many = ",".join(str(n) for n in range(501))
    assert shared.get("/api/timeline", params={"actor": many}).status_code == 400


@pytest.mark.parametrize("path", ["/" + "a" * 300, "/assets/" + "a" * 300, "/%00", "/assets/%00",
                                  "/..%2f..%2fetc/passwd",
                                  "/assets/..%2f..%2f..%2fpages.py", "/%2e%2e/%2e%2e/pages.py"])
def test_no_path_leads_out_of_the_page(shared: TestClient[Litestar], path: str) -> None:
    answer = shared.get(f"{BASE}{path}")
    assert answer.status_code in (404, 503) and "root:" not in answer.text and "import" not in answer.text


def test_what_killed_servers_left_is_removed(case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    held, left, young = (tmp_path / f"maydan-upload-{n}" for n in ("held", "left", "young"))
    for folder in (held, left, young):
        folder.mkdir()
    (left / "report.txt").write_text("x", encoding="utf-8")
    (tmp_path / "mine").mkdir()
    (tmp_path / "maydan-upload-link").symlink_to(tmp_path / "mine")
    with locked(held):
        for folder in (held, left):
            os.utime(folder, (0, 0))
        remove_left(tmp_path)
    assert held.is_dir() and young.is_dir() and not left.exists()
    assert not list((tmp_path / "mine").iterdir())
    jobs = Jobs(case)
    folder = jobs.folder()
    assert folder.parent.parent == tmp_path and folder.parent.stat().st_mode & 0o077 == 0
    jobs.close()
    assert not folder.parent.exists()


def test_uploads_of_an_encrypted_case_wait_in_memory(
        case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maydan.web.jobs.SHM", tmp_path)
    monkeypatch.setattr(case.store, "encrypted", True)
    jobs = Jobs(case)
    assert jobs.folder().parent.parent == tmp_path
    jobs.close()


def test_bodies_beyond_measure_are_refused(client: TestClient[Litestar]) -> None:
    path = f"/api/records/{client.get('/api/records').json()['rows'][0]['record_id']}/decide"
    nested = '{"a":' * 5000 + "1" + "}" * 5000
    for body in ("[" * 100_000, f'{{"action": "correct", "reviewer": "r", "changes": {nested}}}', "x" * (2 << 20),
                 '{"action": "accept", "reviewer": "\\ud800"}', f'{{"action": "accept", "reviewer": "{"r" * 201}"}}',
                 f'{{"action": "accept", "reviewer": "r", "reason": "{"r" * 10_001}"}}',
                 f'{{"action": "accept", "reviewer": "r", "seen": {10**30}}}'):
        answer = client.post(path, content=body, headers=WRITES | {"content-type": "application/json"})
        assert 400 <= answer.status_code < 500, (body[:60], answer.text[:200])
    big = client.post(f"/api/judgements/{2**63}/take-back", json={"reviewer": "r"}, headers=WRITES)
    assert 400 <= big.status_code < 500, big.text
    seen = client.post(path, json={"action": "accept", "reviewer": "r", "seen": 2**63}, headers=WRITES)
    undone = client.post(path.replace("decide", "undo"), json={"reviewer": "r", "seq": 2**63}, headers=WRITES)
    assert (seen.status_code // 100, undone.status_code // 100) == (4, 4), (seen.text, undone.text)
    assert client.get("/api/review/history").json()["rows"] == []


def test_many_files_of_one_name_each_have_a_place(tmp_path: Path) -> None:
    began = time.process_time()
    kept = set()
    for name in ["1", *["index.html"] * 500, "1"]:
        path = place_for(tmp_path, name)
        path.touch(exist_ok=False)
        kept.add(path)
    assert len(kept) == 502 and {p.name for p in kept} == {"1", "index.html"}
    assert time.process_time() - began < 2
