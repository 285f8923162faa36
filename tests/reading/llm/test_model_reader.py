"""The language-model reader against a local server that speaks the protocol and misbehaves on purpose."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from typing import Any

import pytest

from maydan.errors import SettingError
from maydan.intake import from_text
from maydan.reading.llm import Endpoint, cascade, read_with_model
from maydan.reading.llm.endpoint import ModelError
from maydan.reading.llm.reader import pieces
from maydan.reading.reader import read_document
from maydan.records import Document

TEXT = "قصفت قوات النظام مدينة سراقب مساء أمس. وقال المرصد السوري لحقوق الإنسان إن أربعة مدنيين قتلوا."
GOOD: dict[str, Any] = {
    "times": [{"text": "مساء أمس", "type": "DATE", "value": "2019-05-09"}],
    "places": [{"text": "مدينة سراقب", "name_en": "Saraqib", "kind": "town", "lat": 35.86, "lon": 36.8}],
    "actors": [{"text": "قوات النظام", "id": "syr-army", "kind": "armed-group"},
               {"text": "المرصد السوري لحقوق الإنسان", "id": "new:sohr", "kind": "media"}],
    "figures": [{"text": "أربعة مدنيين", "value": 4, "unit": "civilians", "of": "killed",
                 "quote": "أربعة مدنيين قتلوا"}],
    "events": [{"type": "shelling", "who": ["syr-army"], "whom": [], "where": ["Saraqib"], "when": "2019-05-09",
                "status": "happened", "quote": "قصفت قوات النظام مدينة سراقب"}],
    "holdings": [], "ties": [], "outlooks": [],
    "sayings": [{"speaker": "new:sohr", "verb": "قال", "kind": "indirect", "quote": "أربعة مدنيين قتلوا"}],
}


class Server:
    """A chat endpoint that plays back a script: each step is a status, a body or a delay."""

    def __init__(self) -> None:
        self.script: list[Any] = []
        self.asked: list[dict[str, Any]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                outer.asked.append({"path": self.path, "auth": self.headers.get("authorization"),
                                    "body": json.loads(body)})
                step = outer.script.pop(0) if outer.script else GOOD
                if isinstance(step, float):
                    outer.over.wait(step)
                    step = GOOD
                if isinstance(step, int):
                    self.send_response(step)
                    self.send_header("retry-after", "0")
                    self.end_headers()
                    return
                content = step if isinstance(step, str) else json.dumps(step, ensure_ascii=False)
                answer = json.dumps({"choices": [{"message": {"content": content}}],
                                     "usage": {"prompt_tokens": 100, "completion_tokens": 50}}).encode()
                if step == "not a completion":
                    answer = b"<html>gateway</html>"
                self.send_response(200)
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: Any) -> None:
                pass

        self.over = threading.Event()
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def endpoint(self, **settings: Any) -> Endpoint:
        url = f"http://127.0.0.1:{self.http.server_address[1]}/v1"
        return Endpoint(**{"url": url, "model": "test", "key": "secret", "wait_s": 0.01, "timeout_s": 60.0,
                           "price_in": 1.0, "price_out": 2.0, **settings})


@pytest.fixture
def server() -> Iterator[Server]:
    found = Server()
    yield found
    found.over.set()
    found.http.shutdown()


@pytest.fixture
def document() -> Document:
    found = from_text(TEXT, name="a.txt")
    assert isinstance(found, Document)
    return found


def test_a_good_answer_becomes_records(server: Server, document: Document) -> None:
    reading, usage = read_with_model(document, server.endpoint())
    assert [e.type for e in reading.events] == ["shelling"]
    assert reading.sayings[0].speaker == "new:sohr"
    for record in (*reading.events, *reading.sayings):
        assert TEXT[record.start:record.end] == record.quote
        assert record.rule == "llm:test"
        assert record.record_id
    assert (usage.requests, usage.tokens_in, usage.tokens_out) == (1, 100, 50)
    assert usage.cost == pytest.approx((100 + 50 * 2) / 1e6)
    assert server.asked[0]["path"] == "/v1/chat/completions"
    assert server.asked[0]["auth"] == "Bearer secret"
    assert server.asked[0]["body"]["response_format"]["type"] == "json_schema"


def test_invented_quotes_and_unknown_words_are_dropped(server: Server, document: Document) -> None:
    bad = {**GOOD, "events": [
        {**GOOD["events"][0], "quote": "قصفت الطائرات مدينة إدلب"},  # not in the text
        {**GOOD["events"][0], "type": "massacre"},  # no type of ours
        {**GOOD["events"][0], "who": ["nobody"]},  # nobody listed
        {**GOOD["events"][0], "when": 7},  # wrong shape
        "not a record",
        GOOD["events"][0],
    ]}
    server.script = [bad]
    reading, usage = read_with_model(document, server.endpoint())
    assert len(reading.events) == 1
    assert usage.dropped == 4


@pytest.mark.parametrize("script", [[429], [503, 500], ["not a completion"]])
def test_passing_faults_are_retried(server: Server, document: Document, script: list[Any]) -> None:
    server.script = list(script)
    reading, usage = read_with_model(document, server.endpoint())
    assert reading.events
    assert usage.retries == len(script)


def test_wrong_json_is_asked_for_again(server: Server, document: Document) -> None:
    server.script = ["Here is your answer: {", GOOD]
    reading, _ = read_with_model(document, server.endpoint())
    assert reading.events
    assert len(server.asked[1]["body"]["messages"]) == 3


def test_what_stays_silent_is_said_and_nothing_else_lost(server: Server, document: Document) -> None:
    server.script = [60.0, 60.0]  # silent until the test is over
    reading, usage = read_with_model(document, server.endpoint(timeout_s=0.2, retries=1))
    assert reading.events == ()
    assert reading.reference_date is not None
    assert any("no answer within" in p for p in usage.problems)
    assert any("no answer within" in w for w in reading.warnings)


def test_a_refusal_is_not_retried(server: Server, document: Document) -> None:
    server.script = [401]
    _, usage = read_with_model(document, server.endpoint())
    assert usage.requests == 1
    assert any("refused: 401" in p for p in usage.problems)


def test_the_cascade_asks_only_about_the_unsure(server: Server, document: Document) -> None:
    reading = read_document(document, theatre="syria", published="2019-05-10")
    unsure = sorted((r for r in (*reading.events, *reading.sayings) if r.confidence < 1.1), key=lambda r: r.start)
    assert unsure
    server.script = [{"verdicts": [{"number": 1, "verdict": "wrong"}, {"number": 99, "verdict": "right"}]}]
    settled, usage = cascade(document, reading, server.endpoint(), below=1.1)
    assert usage.dropped == 1
    kept = {r.record_id for r in (*settled.events, *settled.sayings)}
    assert unsure[0].record_id not in kept
    assert {r.record_id for r in unsure[1:]} <= kept


def test_the_cascade_asks_nothing_when_all_is_sure(server: Server, document: Document) -> None:
    reading = read_document(document, theatre="syria", published="2019-05-10")
    assert cascade(document, reading, server.endpoint(), below=0.0)[0] == reading
    assert server.asked == []


def test_nothing_is_set_up_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("MAYDAN_LLM_URL", "MAYDAN_LLM_MODEL", "MAYDAN_LLM_KEY"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(SettingError, match="no language model"):
        Endpoint.from_environment()


def test_the_key_shows_nowhere(server: Server) -> None:
    assert "secret" not in repr(server.endpoint())


def test_no_server_is_one_clear_line(document: Document) -> None:
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))  # nobody listens on it
        url = f"http://127.0.0.1:{silent.getsockname()[1]}"
        _, usage = read_with_model(document, Endpoint(url=url, model="x", retries=0, timeout_s=60.0))
    assert any("gave no answer" in p for p in usage.problems)
    assert issubclass(ModelError, SettingError)


def test_pieces_cover_a_long_text_once() -> None:
    text = ("سطر أول طويل. " * 40 + "\n") * 12
    cut = pieces(text, 900)
    assert cut[0][0] == 0 and cut[-1][1] == len(text)
    assert all(a[1] == b[0] for a, b in pairwise(cut))
    assert all(end - start <= 900 for start, end in cut)
