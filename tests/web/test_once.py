"""A change sent twice under one name is made once; one that failed may be sent again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import WRITES

from maydan.case import Case
from maydan.web.once import LONGEST


def named(name: str) -> dict[str, str]:
    return {**WRITES, "x-maydan-once": name}


def test_a_decision_sent_twice_is_taken_once(client: TestClient[Litestar], case: Case) -> None:
    record = next(iter(case.records("events")))["record_id"]
    path, body = f"/api/records/{record}/decide", {"action": "accept", "seen": 0, "reviewer": "r"}
    first = client.post(path, json=body, headers=named("one"))
    again = client.post(path, json=body, headers=named("one"))
    assert first.status_code == 200 and again.json() == first.json()
    assert again.headers["content-security-policy"]
    assert client.post(path, json=body, headers=named("two")).status_code == 409
    assert client.post(path, json=body, headers=named("two")).status_code == 409  # a refusal is an answer, too
    assert len(case.history(record)) == 1


@pytest.mark.parametrize("name", ["", "x" * (LONGEST + 1)])
def test_what_bears_no_name_is_made_each_time(client: TestClient[Litestar], case: Case, name: str) -> None:
    document = next(iter(case.documents()))["document_id"]
    body = {"kind": "event", "slots": {"type": "protest"}, "start": 0, "end": 5, "reviewer": "r"}
    made = {client.post(f"/api/documents/{document}/records", json=body,
                        headers=named(name)).status_code for _ in range(2)}
    assert 201 in made


def test_of_two_at_the_same_time_one_is_made(client: TestClient[Litestar], case: Case) -> None:
    document = next(iter(case.documents()))["document_id"]
    before = len(list(case.records("events", document=document, state="all")))
    body = {"kind": "event", "slots": {"type": "protest"}, "start": 0, "end": 5, "reviewer": "r"}

    def send(_: int) -> str:
        return str(client.post(f"/api/documents/{document}/records", json=body, headers=named("n")).json())

    with ThreadPoolExecutor(6) as pool:
        assert len(set(pool.map(send, range(6)))) == 1
    assert len(list(case.records("events", document=document, state="all"))) == before + 1


def test_a_failure_is_not_kept(client: TestClient[Litestar], case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    record = next(iter(case.records("events")))["record_id"]
    path, body = f"/api/records/{record}/decide", {"action": "accept", "seen": 0, "reviewer": "r"}
    real = case.decide

    def broken(*_: object, **__: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(case, "decide", broken)
    assert client.post(path, json=body, headers=named("one")).status_code == 500
    monkeypatch.setattr(case, "decide", real)
    assert client.post(path, json=body, headers=named("one")).status_code == 200
