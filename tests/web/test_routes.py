"""Case, names, library, reader, records, review: every route, with good and bad questions."""

from __future__ import annotations

import time
from typing import Any

import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, KOBANI, MENAGH, WRITES

from maydan.case import Case
from maydan.intake import from_text
from maydan.web.upload import place_for, visible

Client = TestClient[Litestar]


def get(client: Client, path: str, expected: int = 200, /, **query: Any) -> Any:
    answer = client.get(path, params={k: v for k, v in query.items() if v is not None})
    assert answer.status_code == expected, answer.text
    if expected >= 400:
        assert set(answer.json()) >= {"error", "advice"} and "\n" not in answer.json()["error"]
    return answer.json()


def post(client: Client, path: str, body: Any, status: int = 200) -> Any:
    answer = client.post(path, json=body, headers=WRITES)
    assert answer.status_code == status, answer.text
    return answer.json()


def first_event(client: Client, **query: Any) -> Any:
    return get(client, "/api/records", kind="event", **query)["rows"][0]


# The case

def test_the_case_as_a_whole(client: Client, case: Case) -> None:
    found = get(client, "/api/case")
    assert found["title"] == "Two reports" and found["theatre"] == "syria" and found["reviewer"] == ""
    assert found["days"] == {"from": "2015-01-27", "to": "2016-02-12"}
    assert found["counts"]["documents"] == 2 and found["counts"]["decided"] == 0 and found["counts"]["copies"] == 0
    for table in ("events", "holdings", "ties", "sayings", "outlooks", "figures", "times"):
        assert found["counts"][table] == len(case.records(table))
    assert found["counts"]["incidents"] == len(case.picture().incidents)
    assert {s["source"] for s in found["sources"]} == {"Desk A", "Desk B"}
    assert found["picture"] in ("ready", "working")
    event = first_event(client)
    post(client, f"/api/records/{event['record_id']}/decide", {"action": "accept", "reviewer": "r1"})
    later = get(client, "/api/case")
    assert later["changed"] > found["changed"]
    assert later["counts"]["decided"] == 1 and later["reviewers"] == ["r1"]
    assert later["counts"]["events"] == found["counts"]["events"]


def test_vocabulary(shared: Client) -> None:
    found = get(shared, "/api/vocabulary")
    assert {"type": "airstrike", "family": "fire"} in found["event_types"]
    assert "where" in found["editable"]["event"] and "machine" in found["states"]
    assert all(set(f) == {"name", "extension", "description"} for f in found["formats"])
    assert "max-age" in shared.get("/api/vocabulary").headers["cache-control"]


def test_names_and_suggestions(client: Client, case: Case) -> None:
    found = get(client, "/api/names")
    assert found["whole"] and all(len(a) == 5 for a in found["actors"]) and all(len(p) == 7 for p in found["places"])
    assert "sdf" in {a[0] for a in found["actors"]}
    rows = get(client, "/api/suggest", kind="place", q="منغ")["rows"]
    assert rows[0]["from"] == "case" and "منغ" in rows[0]["name_ar"]
    theatre = get(client, "/api/suggest", kind="place", q="latakia")["rows"]
    assert theatre and {r["from"] for r in theatre} == {"theatre"}
    assert get(client, "/api/suggest", kind="actor", q="الديمقراطية")["rows"][0]["id"] == "sdf"
    assert get(client, "/api/suggest", kind="actor", q=" ")["rows"] == []
    assert get(client, "/api/suggest", kind="actor", q="%_'\"\\")["rows"] == []
    get(client, "/api/suggest", 400, kind="ship", q="x")
    get(client, "/api/suggest", 400, q="x")
    event = first_event(client)
    post(client, f"/api/records/{event['record_id']}/decide", {
        "action": "correct", "changes": {"where": [theatre[0]["id"]]}, "reviewer": "r1"})


# The library

def test_documents(shared: Client, case: Case) -> None:
    found = get(shared, "/api/documents")
    assert [r["name"] for r in found["rows"]] == ["two", "one"] and found["total"] == 2 and not found["more"]
    assert get(shared, "/api/documents", sort="date", limit=1)["rows"][0]["name"] == "two"
    assert get(shared, "/api/documents", limit=1, offset=1)["rows"][0]["name"] == "one"
    row = get(shared, "/api/documents", q="منغ")["rows"][0]
    assert row["name"] == "one" and row["snippet"] and row["highlights"]
    assert get(shared, "/api/documents", q="المدينة", exact="1")["rows"] == []
    for query, names in (
        ({"source": "Desk B"}, ["two"]), ({"since": "2016-01-01"}, ["one"]), ({"until": "2015-12-31"}, ["two"]),
        ({"actor": "sdf"}, ["one"]), ({"kind": "outlook"}, ["one"]), ({"state": "accepted"}, []),
        ({"q": "منغ", "source": "Desk B"}, []), ({"place": "none"}, []), ({"q": "كلمة لا توجد"}, []),
    ):
        assert [r["name"] for r in get(shared, "/api/documents", **query)["rows"]] == names, query


@pytest.mark.parametrize("query", [
    {"limit": 0}, {"limit": 501}, {"limit": "x"}, {"offset": -1}, {"since": "2016-13-01"}, {"since": "12.2.2016"},
    {"sort": "size"}, {"kind": "ship"}, {"state": "odd"}, {"copies": "some"}, {"q": "x" * 1001},
])
def test_bad_questions_about_documents(shared: Client, query: dict[str, Any]) -> None:
    get(shared, "/api/documents", 400, **query)


def test_copies_are_listed_once(client: Client, case: Case) -> None:
    copy = MENAGH.replace("طويلاً", "طويلا")
    case.add_documents([from_text(copy, published="2016-02-13", source="Desk C", name="copy", title="خبر")])
    deadline = time.monotonic() + 60
    while not get(client, "/api/case")["counts"]["copies"] and time.monotonic() < deadline:
        time.sleep(0.2)
    rows = get(client, "/api/documents", sort="added")["rows"]
    assert [r["name"] for r in rows] == ["one", "two"]
    assert rows[0]["copy_of"] is None and [c["name"] for c in rows[0]["copies"]] == ["copy"]
    everything = get(client, "/api/documents", sort="added", copies="all")["rows"]
    assert [r["name"] for r in everything] == ["one", "two", "copy"]
    assert everything[2]["copy_of"] == rows[0]["document_id"]
    view = get(client, f"/api/documents/{everything[2]['document_id']}")
    assert [(c["name"], c["original"]) for c in view["copies"]] == [("one", True)]


def test_one_document(shared: Client, case: Case) -> None:
    row = next(r for r in get(shared, "/api/documents")["rows"] if r["name"] == "one")
    found = get(shared, f"/api/documents/{row['document_id']}")
    text = found["text"]
    assert text == MENAGH and found["document"]["title"] == "خبر"
    assert found["reference_date"]["value"] == "2016-02-12" and found["reference_date"]["printed_date_wrong"] is False
    assert {r["kind_of_record"] for r in found["records"]} >= {"event", "holding", "saying", "outlook", "time"}
    for r in found["records"]:
        assert text[r["start"]:r["end"]] == (r.get("text") or r["quote"])
        assert {"record_id", "state", "version", "confirm", "confidence"} <= set(r)
    for time_ in found["mentions"]["times"]:
        assert text[time_["start"]:time_["end"]] == time_["text"] and time_["rule"]
    for mention in (*found["mentions"]["places"], *found["mentions"]["actors"]):
        assert all(text[s:e] for s, e in mention["mentions"])
    assert all(p["place"] for p in found["mentions"]["places"])
    assert [s["name"] for s in found["sightings"]] == ["one"]
    get(shared, "/api/documents/none", 404)
    get(shared, "/api/documents/%00%E2%80%AE", 404)


def test_hostile_text_comes_back_letter_for_letter(client: Client, case: Case) -> None:
    text = (MENAGH + "\n<script>alert(1)</script><img src=x onerror=alert(1)> \u202egnp.exe\u202c \u2066x\u2069 "
            "\u0000 نهاية.")
    name = "<b>\u202etxt.exe"
    case.add_documents([
        from_text(text, published="2016-02-14", source='"><script>', name=name, title="</title>\u202e")])
    row = get(client, "/api/documents", sort="-added")["rows"][0]
    assert (row["name"], row["source"], row["title"]) == (name, '"><script>', "</title>\u202e")
    answer = client.get(f"/api/documents/{row['document_id']}")
    assert answer.json()["text"] == case.document(row["document_id"]).text
    assert "<script>" in answer.json()["text"] and "\u202e" in answer.json()["text"]
    assert answer.headers["content-type"].startswith("application/json")
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_half_characters_are_no_fault(client: Client, case: Case) -> None:
    case.add_documents([from_text(MENAGH + " \ud83d نهاية", published="2016-02-14", source="Desk D", name="half")])
    row = get(client, "/api/documents", sort="-added")["rows"][0]
    assert "\ud83d" in get(client, f"/api/documents/{row['document_id']}")["text"]


# Uploads

def wait(client: Client, job: str) -> Any:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        found = get(client, f"/api/jobs/{job}")
        if found["state"] != "working":
            return found
        time.sleep(0.05)
    raise AssertionError("the job does not end")


def test_files_are_taken_in(client: Client, case: Case) -> None:
    page = f"<html><body><article><p>{KOBANI * 3}</p></article></body></html>"
    files = [
        ("files", ("new.txt", (MENAGH + " وعاد الهدوء.").encode(), "text/plain")),
        ("files", ("page.html", page.encode(), "text/html")),
        ("files", ("../../../etc/passwd", b"", "text/plain")),
        ("files", ("\u202ecod.exe", b"MZ\x90\x00", "application/octet-stream")),
        ("files", ("new.txt", (KOBANI + " وعاد الهدوء.").encode(), "text/plain")),
    ]
    answer = client.post("/api/documents", files=files, data={"published": "2016-02-20"}, headers=WRITES)
    assert answer.status_code == 202
    done = wait(client, answer.json()["job"])
    assert (done["state"], done["done"], done["total"], done["added"]) == ("done", 5, 5, 3), done
    assert {a["name"] for a in done["set_aside"]} == {"passwd", "\u202ecod.exe"}
    rows = get(client, "/api/documents")["rows"]
    assert sorted(r["name"] for r in rows) == ["new.txt", "new.txt", "one", "page.html", "two"]
    assert {r["published"] for r in rows if r["name"] == "new.txt"} == {"2016-02-20"}
    aside = get(client, "/api/set-aside")
    assert {r["name"]: r["label"] for r in aside["rows"]} == {"passwd": "passwd", "\u202ecod.exe": "<U+202E>cod.exe"}
    assert all(r["reason"] for r in aside["rows"]) and aside["total"] == 2
    assert get(client, "/api/case")["counts"]["set_aside"] == 2
    again = wait(client, client.post("/api/documents", files=files[:1], data={"published": "2016-02-20"},
                                     headers=WRITES).json()["job"])
    assert (again["added"], again["known"]) == (0, 1)
    root = client.app.dependencies["desk"].dependency().jobs._root  # type: ignore[union-attr]
    assert [p.name for p in root.iterdir()] == [".lock"] and root.stat().st_mode & 0o777 == 0o700


def test_side_files_are_read_with_their_texts(client: Client, case: Case) -> None:
    meta = msgspec.json.encode({"title": "عنوان", "source": "Desk S", "date": "2016-02-21"})
    text = "قصفت المدفعية التركية قرية مرعناز يوم 20 شباط 2016."  # no copy of another, to be kept under it
    files = [("files", ("a.txt", text.encode(), "text/plain")),
             ("files", ("a.meta.json", meta, "application/json"))]
    done = wait(client, client.post("/api/documents", files=files, headers=WRITES).json()["job"])
    assert (done["added"], done["total"], done["set_aside"]) == (1, 1, [])
    assert get(client, "/api/documents", sort="-added")["rows"][0]["source"] == "Desk S"


@pytest.mark.parametrize(("headers", "content", "status"), [
    ({"content-type": "application/json"}, b"{}", 400),
    ({"content-type": "multipart/form-data"}, b"", 400),
    ({"content-type": "multipart/form-data; boundary=x"}, b"", 400),
    ({"content-type": "multipart/form-data; boundary=x"}, b"--x\r\nrubbish", 400),
    ({"content-type": "multipart/form-data; boundary=x"},
     b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nhalf of it', 400),
    ({"content-type": "multipart/form-data; boundary=x"},
     b'--x\r\nContent-Disposition: form-data; name="published"\r\n\r\n' + b"9" * 2000 + b"\r\n--x--\r\n", 413),
    ({"content-type": "multipart/form-data; boundary=x"},
     b'--x\r\nContent-Disposition: form-data; name="published"\r\n\r\nsoon\r\n'
     b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\nx\r\n--x--\r\n', 400),
])
def test_bad_uploads(shared: Client, headers: dict[str, str], content: bytes, status: int) -> None:
    answer = shared.post("/api/documents", headers={**WRITES, **headers}, content=content)
    assert answer.status_code == status, answer.text
    assert set(answer.json()) == {"error", "advice"}
    root = shared.app.dependencies["desk"].dependency().jobs._root  # type: ignore[union-attr]
    assert root is None or [p.name for p in root.iterdir()] == [".lock"]


def test_a_job_that_is_not_there(shared: Client) -> None:
    get(shared, "/api/jobs/none", 404)


def test_names_of_files_lead_nowhere_else(tmp_path: Any) -> None:
    for name, kept in (("a.txt", "a.txt"), ("..", "unnamed"), ("", "unnamed"), ("/etc/passwd", "passwd"),
                       ("C:\\x\\b.txt", "b.txt"), ("a\x00\nb.txt", "a_b.txt"), (".hidden", ".hidden")):
        path = place_for(tmp_path, name)
        assert path.name == kept and path.is_relative_to(tmp_path)
    long = place_for(tmp_path, "م" * 500 + ".docx")
    assert len(long.name.encode()) <= 200 and long.suffix == ".docx"
    long.write_bytes(b"")
    assert place_for(tmp_path, long.name).parent != long.parent
    assert visible("a\u202eb\u200f.txt") == "a<U+202E>b<U+200F>.txt" and visible("عربي.txt") == "عربي.txt"


# Records and review

def test_records(shared: Client, case: Case) -> None:
    events = get(shared, "/api/records", kind="event")
    assert events["total"] == len(case.records("events"))
    days = [r["day_from"] for r in events["rows"]]
    assert days == sorted(days)
    confident = get(shared, "/api/records", kind="event", sort="-confidence")["rows"]
    assert [r["confidence"] for r in confident] == sorted((r["confidence"] for r in confident), reverse=True)
    event = events["rows"][0]
    for query in ({"place": event["where"][0]}, {"type": event["type"]}, {"source": event["source"]},
                  {"document": event["document_id"]}, {"since": event["day_from"], "until": event["day_to"]},
                  {"min_confidence": event["confidence"]}, {"voice": event["voice"]}, {"status": event["status"]},
                  {"state": "machine"}, {"type": f"{event['type']},airstrike", "kind": "event,holding"}):
        assert event["record_id"] in {r["record_id"] for r in get(shared, "/api/records", **query)["rows"]}, query
    assert get(shared, "/api/records", place="none")["rows"] == []
    assert get(shared, "/api/records")["total"] == sum(
        len(case.records(t)) for t in ("events", "holdings", "ties", "sayings", "outlooks", "figures", "times"))
    for bad in ({"kind": "ship"}, {"state": "odd"}, {"sort": "size"}, {"min_confidence": "x"}, {"until": "x"}):
        get(shared, "/api/records", 400, **bad)


def test_one_record(shared: Client, case: Case) -> None:
    text = MENAGH
    event = next(r for r in get(shared, "/api/records", kind="event", actor="sdf")["rows"])
    found = get(shared, f"/api/records/{event['record_id']}")
    assert found["record"]["record_id"] == event["record_id"] and found["machine"]["type"] == event["type"]
    assert found["history"] == [] and found["document"]["name"] == "one"
    assert found["context"]["quote"] == event["quote"]
    whole = found["context"]["before"] + found["context"]["quote"] + found["context"]["after"]
    assert whole in text
    assert found["incident_id"]
    why = found["why"]
    assert why["rule"] == "verb" and why["lexicon"]
    assert {s["slot"] for s in why["slots"]} >= {"type", "who", "where"}
    for slot in why["slots"]:
        assert text[slot["start"]:slot["end"]] == slot["words"]
    assert why["time"]["value"] == "2016-02-11" and why["time"]["rule"]
    assert text[why["time"]["start"]:why["time"]["end"]] == why["time"]["text"]
    assert get(shared, f"/api/records/{event['record_id']}/why") == why
    cited = found["citation"]
    assert cited["address"] == f"/record/{event['record_id']}"
    for language in ("text_en", "text_ar"):
        assert event["quote"] in cited[language] and "Desk A" in cited[language] and case.case_id in cited[language]
    for path in ("/api/records/none", "/api/records/none/why"):
        get(shared, path, 404)


def test_why_of_every_kind(shared: Client, case: Case) -> None:
    seen = set()
    for row in get(shared, "/api/records", limit=500)["rows"]:
        why = get(shared, f"/api/records/{row['record_id']}/why")
        assert why["rule"] and why["slots"], row
        seen.add(row["kind_of_record"])
        if row["kind_of_record"] == "time":
            assert why["time"]["value"] == row["value"]
    assert seen >= {"event", "holding", "saying", "outlook", "time", "figure"}


def test_decisions(client: Client, case: Case) -> None:
    event = first_event(client)
    path = f"/api/records/{event['record_id']}"
    taken = post(client, f"{path}/decide", {"action": "accept", "seen": 0, "reviewer": "r1", "reason": "stands"})
    assert taken["outcome"]["state"] == "accepted" and taken["outcome"]["version"] == 1
    assert taken["record"]["state"] == "accepted" and "machine" not in taken["record"]
    late = post(client, f"{path}/decide", {"action": "reject", "seen": 0, "reviewer": "r2"}, 409)
    assert late["record"]["version"] == 1 and "r1" in late["error"] and late["advice"]
    assert post(client, f"{path}/undo", {"seen": 0, "reviewer": "r2"}, 409)["record"]["state"] == "accepted"
    corrected = post(client, f"{path}/decide", {
        "action": "correct", "changes": {"type": "clash"}, "seen": 1, "reviewer": "r2"})
    assert corrected["record"]["type"] == "clash" and corrected["record"]["state"] == "corrected"
    found = get(client, path)
    assert found["machine"]["type"] == event["type"]
    assert [(d["action"], d["reviewer"], d["active"]) for d in found["history"]] == [
        ("accept", "r1", True), ("correct", "r2", True)]
    back = post(client, f"{path}/undo", {"seen": 2, "reviewer": "r2", "reason": "too quick"})
    assert back["record"]["type"] == event["type"] and back["record"]["version"] == 3
    rejected = post(client, f"{path}/decide", {"action": "reject", "pattern": True, "seen": 3, "reviewer": "r1"})
    assert rejected["outcome"]["state"] == "rejected" and rejected["outcome"]["others"] >= 0
    history = get(client, "/api/review/history")
    assert [d["action"] for d in history["rows"]] == ["reject", "undo", "correct", "accept"] and history["total"] == 4
    assert [d["active"] for d in history["rows"]] == [True, True, False, True]
    assert history["rows"][0]["quote"] == event["quote"]
    assert get(client, "/api/review/history", limit=1, offset=3)["rows"][0]["action"] == "accept"


@pytest.mark.parametrize("body", [
    {}, {"action": "bless", "reviewer": "r"}, {"action": "accept"}, {"action": "accept", "reviewer": "  "},
    {"action": "correct", "reviewer": "r"}, {"action": "correct", "changes": {"rule": "x"}, "reviewer": "r"},
    {"action": "correct", "changes": {"type": "party"}, "reviewer": "r"}, {"action": 1, "reviewer": "r"},
    {"action": "correct", "changes": {"where": ["nowhere at all"]}, "reviewer": "r"}, [], "x", None,
])
def test_bad_decisions(client: Client, case: Case, body: Any) -> None:
    event = first_event(client)
    answer = post(client, f"/api/records/{event['record_id']}/decide", body, 400)
    assert answer["error"] and set(answer) == {"error", "advice"}
    assert case.status()["decisions"] == 0
    post(client, "/api/records/none/decide", {"action": "accept", "reviewer": "r"}, 404)
    raw = client.post(f"/api/records/{event['record_id']}/decide", content=b"{broken", headers={
        **WRITES, "content-type": "application/json"})
    assert raw.status_code == 400
    large = client.post(f"/api/records/{event['record_id']}/decide", headers=WRITES, json={
        "action": "accept", "reviewer": "r", "reason": "x" * (2 << 20)})
    assert large.status_code == 413 and large.json()["error"]


def test_the_reviewer_of_the_command_line_is_taken_where_none_is_named(case: Case, tmp_path: Any) -> None:
    from maydan.web.app import create_app

    with TestClient(create_app(case, reviewer="desk", assets=tmp_path), base_url=BASE) as client:
        event = first_event(client)
        post(client, f"/api/records/{event['record_id']}/decide", {"action": "accept"})
        assert case.history(event["record_id"])[0].reviewer == "desk"
        assert get(client, "/api/case")["reviewer"] == "desk"


def test_a_missed_record_is_added(client: Client, case: Case) -> None:
    document = next(d for d in case.documents() if d["name"] == "one")["document_id"]
    start = MENAGH.index("ووقعت")
    body = {"kind": "event", "slots": {"type": "clash", "who": ["opposition"]}, "start": start, "end": start + 12,
            "reviewer": "r1", "reason": "missed"}
    added = post(client, f"/api/documents/{document}/records", body, 201)
    assert added["record"]["state"] == "added" and added["record"]["quote"] == MENAGH[start:start + 12]
    assert get(client, f"/api/records/{added['record']['record_id']}/why")["rule"] == "person"
    assert post(client, f"/api/documents/{document}/records", body, 409)["error"]
    assert get(client, "/api/case")["counts"]["events"] == len(case.records("events"))
    post(client, "/api/documents/none/records", body, 404)
    post(client, f"/api/documents/{document}/records", {**body, "end": 10**6}, 400)
    post(client, f"/api/documents/{document}/records", {**body, "kind": "ship"}, 400)


def test_the_queue(client: Client, case: Case) -> None:
    found = get(client, "/api/review/queue", limit=500)
    rows = found["rows"]
    assert found["total"] == len(rows) and {r["state"] for r in rows} == {"machine"}
    values = [r["importance"] for r in rows]
    assert values == sorted(values, reverse=True) and values[-1] > 0
    for row in rows:
        assert row["context"]["quote"] == MENAGH[row["start"]:row["end"]] or row["source"] == "Desk B"
    pages = [r["record_id"] for start in range(0, len(rows), 4)
             for r in get(client, "/api/review/queue", limit=4, offset=start)["rows"]]
    assert pages == [r["record_id"] for r in rows]
    top = rows[0]["record_id"]
    post(client, f"/api/records/{top}/decide", {"action": "accept", "reviewer": "r1"})
    assert top not in {r["record_id"] for r in get(client, "/api/review/queue", limit=500)["rows"]}
    second = {r["record_id"] for r in get(client, "/api/review/queue", state="accepted", reviewer="r2")["rows"]}
    assert second == {top}
    assert get(client, "/api/review/queue", state="accepted", reviewer="r1")["rows"] == []
    least = get(client, "/api/review/queue", order="confidence", kind="event")["rows"]
    assert [r["confidence"] for r in least] == sorted(r["confidence"] for r in least)
    assert get(client, "/api/review/queue", order="date", actor="sdf")["rows"]
    assert {r["source"] for r in get(client, "/api/review/queue", source="Desk B")["rows"]} == {"Desk B"}
    assert get(client, "/api/review/queue", place="none")["rows"] == []
    assert get(client, "/api/review/queue", state="confirm")["rows"] == []
    for bad in ({"order": "size"}, {"kind": "ship"}, {"state": "odd"}, {"limit": 0}):
        get(client, "/api/review/queue", 400, **bad)


def test_disputes_and_agreement(client: Client, case: Case) -> None:
    assert get(client, "/api/review/disputes") == {"rows": [], "total": 0, "more": False}
    assert get(client, "/api/review/agreement")["records"] == 0
    first, second = (r["record_id"] for r in get(client, "/api/records", kind="event", limit=2)["rows"])
    for record, reviewer, action in ((first, "a", "accept"), (first, "b", "reject"), (second, "a", "accept"),
                                     (second, "b", "accept")):
        post(client, f"/api/records/{record}/decide", {"action": action, "reviewer": reviewer})
    found = get(client, "/api/review/disputes")
    assert found["total"] == 1
    (row,) = found["rows"]
    assert row["record"]["record_id"] == first and row["record"]["kind_of_record"] == "event"
    assert [(d["reviewer"], d["action"]) for d in row["decisions"]] == [("a", "accept"), ("b", "reject")]
    measured = get(client, "/api/review/agreement", kind="event")
    assert measured["records"] == 2 and measured["pairs"] == {"a | b": 0.5} and "alpha" in measured
    post(client, f"/api/records/{first}/decide", {"action": "accept", "reviewer": "c"})
    assert get(client, "/api/review/disputes")["total"] == 0
    assert get(client, "/api/review/disputes", settled="true")["rows"][0]["settled_by"] == "c"
    assert get(client, "/api/review/disputes", kind="holding", settled="true")["total"] == 0
    get(client, "/api/review/agreement", 400, kind="ship")
