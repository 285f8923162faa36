"""Whom the server answers, the headers it sends, and the page's own files."""

from __future__ import annotations

from pathlib import Path

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, WRITES

from maydan.case import Case
from maydan.web.app import create_app
from maydan.web.settings import HEADERS, POLICY


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example:8765", "192.168.0.7", "", "[::1]:8765",
                                  "localhost@evil.example", "127.0.0.1:8765, evil.example"])
@pytest.mark.parametrize("path", ["/", "/api/case", "/api/nothing"])
def test_a_foreign_host_is_refused(shared: TestClient[Litestar], host: str, path: str) -> None:
    answer = shared.get(path, headers={"host": host})
    assert answer.status_code == 403
    assert set(answer.json()) == {"error", "advice"}
    assert answer.headers["content-security-policy"] == POLICY


@pytest.mark.parametrize("host", ["127.0.0.1:8765", "localhost:8765", "LOCALHOST", "127.0.0.1"])
def test_this_machine_is_answered(shared: TestClient[Litestar], host: str) -> None:
    assert shared.get("/api/case", headers={"host": host}).status_code == 200


@pytest.mark.parametrize("headers", [
    {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "https://127.0.0.1:8765"},
    {"origin": "http://127.0.0.1:3000"}, {"origin": "http://localhost:8765"}, {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
])
def test_another_origin_may_ask_nothing(shared: TestClient[Litestar], headers: dict[str, str]) -> None:
    assert shared.get("/api/case", headers=headers).status_code == 403


@pytest.mark.parametrize("headers", [
    {}, {"x-maydan": "1"}, {"origin": BASE}, {"origin": BASE, "x-maydan": "0"},
    {"origin": "http://evil.example", "x-maydan": "1"}, {"origin": "null", "x-maydan": "1"},
])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_changes_need_origin_and_mark(shared: TestClient[Litestar], method: str, headers: dict[str, str]) -> None:
    answer = shared.request(method, "/api/records/x/decide", headers=headers, content=b"{}")
    assert answer.status_code == 403
    assert "access-control-allow-origin" not in answer.headers


def test_no_other_origin_is_ever_let_in(shared: TestClient[Litestar]) -> None:
    answer = shared.options("/api/case", headers={"origin": "http://evil.example",
                                                  "access-control-request-headers": "x-maydan"})
    assert answer.status_code == 403
    assert not [h for h in answer.headers if h.startswith("access-control")]


@pytest.mark.parametrize(("path", "status"), [("/api/case", 200), ("/api/none", 404), ("/", 503),
                                              ("/assets/x.js", 404)])
def test_every_answer_bears_the_headers(shared: TestClient[Litestar], path: str, status: int) -> None:
    answer = shared.get(path)
    assert answer.status_code == status
    for name, value in HEADERS.items():
        assert answer.headers[name] == value
    assert answer.headers["cache-control"] == "no-store"
    assert "server" not in answer.headers


def test_an_answer_that_is_known_is_not_sent_again(shared: TestClient[Litestar]) -> None:
    first = shared.get("/api/case")
    again = shared.get("/api/case", headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    other = shared.get("/api/case", headers={"if-none-match": '"other"'})
    assert other.status_code == 200


def test_wrong_methods_and_addresses_say_so(shared: TestClient[Litestar]) -> None:
    for method, path, status in (("POST", "/api/case", 405), ("GET", "/api", 404), ("GET", "/api/case/x/y", 404),
                                 ("POST", "/some/page", 405), ("DELETE", "/api/none/at/all", 404)):
        answer = shared.request(method, path, headers=WRITES)
        assert answer.status_code == status, (method, path)
        assert set(answer.json()) == {"error", "advice"}


def test_a_page_that_is_not_built_says_how(shared: TestClient[Litestar]) -> None:
    answer = shared.get("/documents/d1?x=1")
    assert answer.headers["content-type"].startswith("text/html")
    assert "make web" in answer.text


def test_the_page_and_its_files(case: Case, tmp_path: Path) -> None:
    built = tmp_path / "built"
    (built / "assets").mkdir(parents=True)
    (built / "index.html").write_text("<!doctype html><title>x</title>")
    (built / "assets" / "app-1a2b.js").write_text("let a = 1")
    (built / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    with TestClient(create_app(case, assets=built), base_url=BASE) as client:
        for path in ("/", "/map", "/documents/d0123?q=%D9%85", "/index.html", "/a/b/c"):
            answer = client.get(path)
            assert answer.status_code == 200
            assert answer.text.startswith("<!doctype html>")
            assert answer.headers["content-type"] == "text/html; charset=utf-8"
            assert answer.headers["cache-control"] == "no-cache"
        script = client.get("/assets/app-1a2b.js")
        assert script.headers["content-type"] == "text/javascript; charset=utf-8"
        assert "immutable" in script.headers["cache-control"]
        assert client.get("/favicon.svg").headers["content-type"] == "image/svg+xml"
        assert client.get("/assets/gone.js").status_code == 404
        for path in ("/../secret.txt", "/..%2fsecret.txt", "/assets/..%2f..%2fsecret.txt", "/%2e%2e/secret.txt",
                     "//etc/passwd", "/%00", "/assets/%00.js"):
            assert "secret" not in client.get(path).text
