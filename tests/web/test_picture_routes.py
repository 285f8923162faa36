"""Map, timeline, incidents, names, network, contradictions and outlooks: in an empty case and in the sample."""

from __future__ import annotations

import io
import json
import re
import tempfile
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from litestar import Litestar
from litestar.testing import TestClient
from webcase import BASE, MENAGH, WRITES, ready

from maydan.case import Case
from maydan.exports.registry import FORMATS
from maydan.intake import from_text
from maydan.web.app import create_app
from maydan.web.asking import filters_of
from maydan.web.snapshot import Snapshot
from maydan.web.views import export

Client = TestClient[Litestar]

LISTS = ["/api/incidents", "/api/places", "/api/actors", "/api/contradictions", "/api/outlooks",
         "/api/outlooks?kind=aim", "/api/outlooks?kind=condition", "/api/forecasters"]
PLAIN = ["/api/map/intervals", "/api/map/incidents", "/api/map/base", "/api/timeline", "/api/network"]


def ask(client: Client, path: str, status: int = 200, **query: Any) -> Any:
    """The answer to a question."""
    answer = client.get(path, params=query or None)
    assert answer.status_code == status, answer.text[:300]
    return answer.json()


@pytest.mark.parametrize("path", LISTS)
def test_an_empty_case_has_empty_lists(empty: Client, path: str) -> None:
    assert ask(empty, path) == {"rows": [], "total": 0, "more": False}


@pytest.mark.parametrize("path", PLAIN)
def test_an_empty_case_has_an_empty_picture(empty: Client, path: str) -> None:
    found = ask(empty, path)
    for name in ("places", "intervals", "sieges", "points", "buckets", "nodes", "edges", "holders", "accounts"):
        assert not found.get(name)
    assert ask(empty, "/api/ties/a/b") == {"rows": []}


@pytest.mark.parametrize("path", ["/api/incidents/i1", "/api/places/x", "/api/actors/x", "/api/map/base/x-y",
                                  "/api/map/holder?place=x&on=2016-01-01"])
def test_unknown_ids_have_a_proper_answer(empty: Client, sample: Client, path: str) -> None:
    for client in (empty, sample):
        assert set(ask(client, path, 404)) == {"error", "advice"}


@pytest.mark.parametrize("path", [
    "/api/incidents?since=2016", "/api/incidents?sort=nothing", "/api/incidents?limit=501", "/api/timeline?grain=hour",
    "/api/timeline?until=2016-02-31", "/api/map/incidents?west=a", "/api/map/incidents?zoom=99",
    "/api/map/holder?place=x&on=yesterday", "/api/network?min_sources=0", "/api/outlooks?outcome=perhaps",
    "/api/incidents?state=no", "/api/incidents?min_confidence=nan",
])
def test_bad_questions_are_refused_with_advice(sample: Client, path: str) -> None:
    assert set(ask(sample, path, 400)) == {"error", "advice"}


def test_incidents_are_filtered_sorted_and_quoted(sample: Client) -> None:
    whole = ask(sample, "/api/incidents", limit=500)
    assert whole["total"] == len(whole["rows"]) > 100
    days = [r["day_from"] or "9999" for r in whole["rows"]]
    assert days == sorted(days)
    assert all(isinstance(r["first_quote"], str) for r in whole["rows"]) and whole["rows"][0]["first_quote"]
    year = ask(sample, "/api/incidents", since="2016-01-01", until="2016-12-31", limit=500)["rows"]
    assert {r["incident_id"] for r in year} == {
        r["incident_id"] for r in whole["rows"] if r["day_from"] and r["day_from"] <= "2016-12-31"
        and r["day_to"] >= "2016-01-01"}
    fire = ask(sample, "/api/incidents", **{"class": "violence,talks"}, limit=500)["rows"]
    assert {r["class"] for r in fire} == {"violence", "talks"}
    both = sample.get("/api/incidents?class=violence&class=talks&limit=500").json()["rows"]
    assert both == fire
    disputed = ask(sample, "/api/incidents", disagree=1)["rows"]
    assert disputed and all(r["disagreements"] for r in disputed)
    undated = ask(sample, "/api/incidents", undated="true")["rows"]
    assert all(r["day_from"] is None for r in undated)
    dead = [r["killed_best"] for r in ask(sample, "/api/incidents", sort="-killed", limit=5)["rows"]]
    assert dead == sorted(dead, reverse=True)
    one = whole["rows"][0]
    place = next(r["where"][0] for r in whole["rows"] if r["where"])
    there = ask(sample, "/api/incidents", place=place, limit=500)["rows"]
    assert there and all(place in r["where"] for r in there)
    by_name = ask(sample, "/api/incidents", place="حلب", limit=500)["rows"]
    assert by_name == ask(sample, "/api/incidents", place="aleppo", limit=500)["rows"]
    who = next(r["who"][0] for r in whole["rows"] if r["who"])
    assert all(who in r["who"] + r["whom"] for r in ask(sample, "/api/incidents", actor=who)["rows"])
    assert ask(sample, "/api/incidents", actor="nobody")["rows"] == []
    source = ask(sample, "/api/map/intervals")["accounts"][0]
    told = ask(sample, "/api/incidents", source=source, limit=500)
    assert 0 < told["total"] < whole["total"]
    found = ask(sample, f"/api/incidents/{one['incident_id']}")
    assert found["incident"]["incident_id"] == one["incident_id"]
    assert found["members"] and all(m["quote"] and m["document"]["name"] for m in found["members"])


def test_the_slider_has_all_it_needs(sample: Client) -> None:
    found = ask(sample, "/api/map/intervals")
    places = found["places"]
    assert all(0 <= row[0] < len(places) and len(row) == 9 for row in found["intervals"])
    assert all(0 <= row[0] < len(places) and len(row) == 6 for row in found["sieges"])
    assert {s for row in found["intervals"] for s in [row[1]]} <= {"held", "contested", "shared", "unknown"}
    named = {h["id"] for h in found["holders"]}
    assert {h for row in found["intervals"] for h in row[2]} <= named
    assert [h["places"] for h in found["holders"]] == sorted((h["places"] for h in found["holders"]), reverse=True)
    assert found["days"]["from"] < found["days"]["to"] and found["accounts"]
    assert {f[5] for f in found["features"]} & {"crossing", "airport"}
    assert all(h["called"] for h in found["holders"][:3]) and not found["holders"][9]["called"]
    one = ask(sample, "/api/map/intervals", by=found["accounts"][0])
    assert 0 < len(one["intervals"]) < len(found["intervals"]) * 3
    assert ask(sample, "/api/map/intervals", by="nobody")["intervals"] == []


def test_a_place_on_a_day_agrees_with_the_case(sample: Client, sample_file: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.maydan"
    copy.write_bytes(sample_file.read_bytes())
    with Case.open(copy) as case:
        for row in ask(sample, "/api/map/intervals")["places"][:40]:
            for day in ("2013-01-01", "2016-02-20", "2024-12-10"):
                asked = ask(sample, "/api/map/holder", place=row[0], on=day)["rows"]
                known = case.holder(row[0], on=day)
                assert [(r["account"], r["state"], r["holders"]) for r in asked] == [
                    (r["account"], r["state"], list(r["holders"])) for r in sorted(
                        known, key=lambda r: (r["account"] == "*", r["account"]))]
                assert all(r["quotes"] for r in asked)


def test_incidents_on_the_map_are_points_or_clusters(sample: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    found = ask(sample, "/api/map/incidents")
    assert found["in_range"] == found["unplaced"] + len(found["points"])
    assert all(len(p) == 8 and -180 <= p[1] <= 180 and -90 <= p[2] <= 90 for p in found["points"])
    box = {"west": 36, "south": 35.5, "east": 38, "north": 37}
    inside = ask(sample, "/api/map/incidents", **box)
    assert 0 < len(inside["points"]) < len(found["points"])
    assert inside["in_range"] == found["in_range"]
    monkeypatch.setattr("maydan.web.views.map.POINTS", 10)
    for zoom in (3, 6, 9, 14):
        clusters = ask(sample, "/api/map/incidents", zoom=zoom)["clusters"]
        assert sum(c[2] for c in clusters) == len(found["points"])
        assert all(c[4][0] <= c[0] + 1e-4 and c[0] <= c[4][2] + 1e-4 for c in clusters)
    assert len(ask(sample, "/api/map/incidents", zoom=3)["clusters"]) < len(clusters)


def test_every_incident_is_once_on_the_timeline(sample: Client) -> None:
    total = ask(sample, "/api/incidents", limit=1)["total"]
    for grain in ("day", "week", "month", "year"):
        found = ask(sample, "/api/timeline", grain=grain)
        assert sum(b["count"] for b in found["buckets"]) + found["vague"] + found["undated"] == total
        assert all(sum(b["by_class"].values()) == b["count"] for b in found["buckets"])
        for bucket in found["buckets"]:
            first, last = date.fromisoformat(bucket["from"]), date.fromisoformat(bucket["to"])
            assert {"day": 0, "week": 6}.get(grain, (last - first).days) == (last - first).days
            assert grain != "week" or first.weekday() == 0
            assert grain not in ("month", "year") or (first.day == 1 and (last + timedelta(days=1)).day == 1)
    lanes = {lane["lane"]: lane["bars"] for lane in found["lanes"]}
    assert set(lanes) == {"talks", "truces", "vague", "sieges"} and lanes["talks"] and lanes["sieges"]
    assert all(b["from"] <= b["to"] for bars in lanes.values() for b in bars)
    assert len(ask(sample, "/api/timeline", grain="day")["lanes"][2]["bars"]) > len(lanes["vague"])
    year = ask(sample, "/api/timeline", since="2016-01-01", until="2016-12-31")
    assert year["grain"] == "week" and year["days"] == {"from": "2016-01-01", "to": "2016-12-31"}


def test_places_and_actors_are_found_by_any_name(sample: Client) -> None:
    rows = ask(sample, "/api/places", limit=500)["rows"]
    assert [r["records"] for r in rows] == sorted((r["records"] for r in rows), reverse=True)
    assert {r["id"] for r in ask(sample, "/api/places", q="aleppo")["rows"]} & {
        r["id"] for r in ask(sample, "/api/places", q="حَلَب")["rows"]}
    assert ask(sample, "/api/places", q="%_'")["rows"] == []
    assert ask(sample, "/api/actors", q="russ")["rows"][0]["id"] == "russia"
    for row in rows[:20] + [r for r in rows if r["id"].startswith("x:")][:5]:
        found = ask(sample, f"/api/places/{quote(row['id'], safe='')}")
        assert found["place"]["name_ar"] == row["name_ar"]
        seen = [(n["name_ar"], n["source"]) for n in found["names"]]
        assert seen and len(seen) == len(set(seen))
        assert not found["accounts"] or found["accounts"][0]["account"] == "*"
        assert all(row["id"] in i["where"] for i in found["incidents"])
        assert all(n["km"] <= 75 for n in found["neighbours"])
    for row in ask(sample, "/api/actors", limit=20)["rows"]:
        found = ask(sample, f"/api/actors/{quote(row['id'], safe='')}")
        assert all(row["id"] in (t["a"], t["b"]) for t in found["ties"])
        assert sum(found["did"].values()) + sum(found["suffered"].values()) >= len(found["incidents"])
        names = [(n["name"], n["source"]) for n in found["names"]]
        assert len(names) == len(set(names))
    army = ask(sample, "/api/actors/syr-army")
    assert army["actor"]["known"] and army["holds"] and army["did"]


def test_the_network_narrows(sample: Client) -> None:
    whole = ask(sample, "/api/network")
    ids = {n["id"] for n in whole["nodes"]}
    assert whole["edges"] and {e["a"] for e in whole["edges"]} | {e["b"] for e in whole["edges"]} == ids
    assert {e["stance"] for e in whole["edges"]} <= {"friendly", "hostile", "neutral"}
    assert any(n["side"] == 0 for n in whole["nodes"]) and not whole["more"]
    hostile = ask(sample, "/api/network", relation="hostile-to")
    assert all(e["relation"] == "hostile-to" for e in hostile["edges"])
    around = ask(sample, "/api/network", actor="russia")
    assert len(around["edges"]) < len(whole["edges"]) and "russia" in (around["edges"][0]["a"], around["edges"][0]["b"])
    early = ask(sample, "/api/network", until="2014-12-31")
    assert all(e["first"] is None or e["first"] <= "2014-12-31" for e in early["edges"])
    assert all(e["sources"] >= 2 for e in ask(sample, "/api/network", min_sources=2)["edges"])
    edge = whole["edges"][0]
    for a, b in ((edge["a"], edge["b"]), (edge["b"], edge["a"])):
        rows = ask(sample, f"/api/ties/{a}/{b}")["rows"]
        assert any(r["relation"] == edge["relation"] and r["quotes"] for r in rows)


def test_contradictions_have_words_for_each_value(sample: Client) -> None:
    rows = ask(sample, "/api/contradictions")["rows"]
    assert [r["weight"] for r in rows] == sorted((r["weight"] for r in rows), reverse=True)
    for row in rows:
        assert len(row["values"]) >= 2
        for value in row["values"]:
            assert value["sources"] and value["label_ar"] and value["label_en"]
        assert sum(bool(v["quotes"]) for v in row["values"]) >= 2
    kinds = {r["kind"] for r in rows}
    for kind in kinds:
        assert {r["kind"] for r in ask(sample, "/api/contradictions", kind=kind)["rows"]} == {kind}
    late = ask(sample, "/api/contradictions", since="2017-01-01")["rows"]
    assert all(r["day"] >= "2017-01-01" for r in late) and len(late) < len(rows)


def test_outlooks_are_listed_and_counted(sample: Client) -> None:
    whole = ask(sample, "/api/outlooks", limit=500)
    assert whole["rows"] and all(r["quote"] and r["outcome"] for r in whole["rows"])
    people = ask(sample, "/api/forecasters")["rows"]
    assert sum(p["forecasts"] for p in people) == whole["total"]
    assert all(p["came"] + p["not"] + p["open"] == p["forecasts"] for p in people)
    mine = ask(sample, "/api/outlooks", by=people[0]["by"], outcome="not", limit=500)
    assert mine["total"] == people[0]["not"]
    aims = ask(sample, "/api/outlooks", kind="aim", limit=500)
    assert aims["rows"] and all(r["kind"] == "aim" and r["outcome"] is None for r in aims["rows"])
    by = next(r["by"] for r in aims["rows"] if r["by"])
    assert {r["by"] for r in ask(sample, "/api/outlooks", kind="aim", by=by, limit=500)["rows"]} == {by}
    assert {r["by"] for r in ask(sample, "/api/outlooks", kind="aim", by="?", limit=500)["rows"]} == {None}


def test_the_base_map_is_small_and_named(sample: Client) -> None:
    found = ask(sample, "/api/map/base")
    assert [x["kind"] for x in found["layers"]] == [
        "countries", "lakes", "provinces", "districts", "rivers", "roads"]
    assert sum(x["bytes"] for x in found["layers"]) < 700_000
    assert "Natural Earth" in found["attribution"] and "UN OCHA" in found["attribution"]
    named = {en: (lon, lat, ar) for lon, lat, ar, en in found["names"]}
    assert 35 < named["Syria"][0] < 42 and 32 < named["Syria"][1] < 37.5 and named["Syria"][2] == "سوريا"
    for layer in found["layers"]:
        answer = sample.get(layer["address"])
        assert answer.headers["content-type"].startswith("application/geo+json") and answer.headers["etag"]
        features = answer.json()["features"]
        assert features and len(answer.content) == layer["bytes"]
        if layer["kind"] != "rivers":
            named = [f for f in features if f["properties"].get("name_ar") and f["properties"].get("name_en")]
            assert len(named) > 0.8 * len(features)


@pytest.fixture
def changing(sample_file: Path, tmp_path: Path) -> Iterator[tuple[Client, Case]]:
    """The sample, to be changed; looks for changes often."""
    copy = tmp_path / "case.maydan"
    copy.write_bytes(sample_file.read_bytes())
    with Case.open(copy) as case, TestClient(
            create_app(case, assets=tmp_path / "none"), base_url=BASE, raise_server_exceptions=False) as client:
        ready(client)
        yield client, case


def test_the_picture_follows_changes(changing: tuple[Client, Case]) -> None:
    client, case = changing
    rows = [r for r in ask(client, "/api/incidents", limit=500)["rows"] if r["records"] == 1][:2]
    a, b = (ask(client, f"/api/incidents/{r['incident_id']}")["members"][0]["record_id"] for r in rows)
    made = client.post("/api/incidents/join", json={"a": a, "b": b, "reviewer": "r", "reason": "one"}, headers=WRITES)
    assert made.status_code == 200, made.text
    assert client.post("/api/incidents/join", json={"a": a, "b": a, "reviewer": "r"}, headers=WRITES).status_code == 400
    assert client.post("/api/incidents/split", json={"a": a, "b": b}, headers=WRITES).status_code == 400  # by nobody
    assert client.post("/api/incidents/join", json={"a": a, "b": b}).status_code == 403
    ready(client)
    found = [i for i in ask(client, "/api/incidents", limit=500)["rows"] if i["incident_id"] in {
        r["incident_id"] for r in rows}]
    assert len(found) == 1
    whole = ask(client, f"/api/incidents/{found[0]['incident_id']}")
    assert {a, b} <= {m["record_id"] for m in whole["members"]}
    assert whole["judgements"] == [{**whole["judgements"][0], "action": "join", "a": a, "b": b, "reason": "one"}]
    seq = whole["judgements"][0]["seq"]
    assert client.post(f"/api/judgements/{seq}/take-back", json={"reviewer": "r"}, headers=WRITES).status_code == 200
    outlook = next(r for r in ask(client, "/api/outlooks", outcome="not")["rows"])
    body = {"outcome": "came", "reviewer": "r"}
    path = f"/api/outlooks/{outlook['record_id']}/settle"
    assert client.post(path, json=body, headers=WRITES).json()["outcome"] == "came"
    before = len(case.history(outlook["record_id"]))
    assert client.post(path, json=body, headers=WRITES).status_code == 200  # sent twice, entered once
    assert len(case.history(outlook["record_id"])) == before == 1
    assert client.post(path, json={**body, "reviewer": "s"}, headers=WRITES).status_code == 200
    assert len(case.history(outlook["record_id"])) == 2
    assert client.post(path, json={**body, "outcome": "maybe"}, headers=WRITES).status_code == 400
    ready(client)
    row = next(r for r in ask(client, "/api/outlooks", limit=500)["rows"] if r["record_id"] == outlook["record_id"])
    assert (row["outcome"], row["settled_by"]) == ("came", "person")
    ids = {r["incident_id"] for r in ask(client, "/api/incidents", limit=500)["rows"]}
    assert {r["incident_id"] for r in rows} <= ids


def test_saved_searches_tell_what_is_new(changing: tuple[Client, Case]) -> None:
    client, case = changing
    assert ask(client, "/api/searches") == {"rows": []}
    views = ["/library?q=منغ", "/map?place=SYA-menagh-air-base", "/network", "/library?source=Desk+D",
             "/timeline?class=violence&since=2016-01-01&until=2016-12-31", "/places/SYA-menagh-air-base",
             "/outlooks?kind=forecast", "/library?since=nonsense"]
    ids = {}
    for view in views:
        made = client.post("/api/searches", json={"name": view, "view": view}, headers=WRITES)
        assert made.status_code == 201, made.text
        ids[view] = made.json()["search_id"]
    assert all(r["new"] == {"documents": 0, "records": 0} for r in ask(client, "/api/searches")["rows"])
    case.add_documents([from_text(MENAGH, published="2016-02-12", source="Desk D", name="new", title="خبر")])
    ready(client)
    new = {r["view"]: r["new"] for r in ask(client, "/api/searches")["rows"]}
    assert new["/library?q=منغ"] == {"documents": 1, "records": 0}
    assert new["/library?source=Desk+D"]["documents"] == 1 and new["/library?source=Desk+D"]["records"] > 3
    assert new["/map?place=SYA-menagh-air-base"]["records"] >= 1
    assert new["/places/SYA-menagh-air-base"]["records"] == new["/map?place=SYA-menagh-air-base"]["records"]
    assert new["/network"]["records"] < new["/library?since=nonsense"]["records"]
    assert new["/timeline?class=violence&since=2016-01-01&until=2016-12-31"]["records"] >= 1
    assert new["/outlooks?kind=forecast"]["records"] >= 1
    path = f"/api/searches/{ids['/network']}"
    assert client.put(path, json={"name": "  ties  "}, headers=WRITES).json()["name"] == "ties"
    path = f"/api/searches/{ids['/library?q=منغ']}"
    assert client.put(path, json={"seen": True}, headers=WRITES).status_code == 200
    assert next(r for r in ask(client, "/api/searches")["rows"] if r["name"] == "/library?q=منغ")["new"] == {
        "documents": 0, "records": 0}
    assert client.delete(path, headers=WRITES).status_code == 200
    assert client.delete(path, headers=WRITES).status_code == 404
    assert client.put(path, json={"seen": True}, headers=WRITES).status_code == 404
    for bad in ({"name": "", "view": "/map"}, {"name": "x", "view": "https://example.org/"}, {"name": "x"}):
        assert client.post("/api/searches", json=bad, headers=WRITES).status_code == 400


@pytest.mark.parametrize("format", sorted(FORMATS))
def test_what_is_on_screen_can_be_taken_along(sample: Client, format: str) -> None:
    answer = sample.get("/api/export", params={"format": format, "profile": "full", "since": "2016-01-01",
                                               "until": "2016-12-31", "kind": "incidents"})
    assert answer.status_code == 200, answer.text
    name = answer.headers["content-disposition"]
    assert re.fullmatch(r'attachment; filename="(maydan-[a-z0-9-]+\.(zip|xlsx))"', name)
    assert int(answer.headers["content-length"]) == len(answer.content)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as packed:  # a workbook is a zip too
        assert packed.testzip() is None and len(packed.namelist()) >= 2
        assert all("/" not in n and ".." not in n for n in packed.namelist()) or format == "xlsx"
        if format == "csv":
            table = packed.read("incidents.csv").decode("utf-8-sig").splitlines()
            total = ask(sample, "/api/incidents", since="2016-01-01", until="2016-12-31")["total"]
            assert len(table) == total + 1 and {"members.csv", "events.csv", "places.csv"} <= set(packed.namelist())


def test_a_profile_says_what_it_takes_out(sample: Client) -> None:
    whole = ask(sample, "/api/export/preview", kind="incidents", profile="full")
    assert whole["rows"] == ask(sample, "/api/incidents")["total"] and not whole["removed"] and not whole["notes"]
    public = ask(sample, "/api/export/preview", kind="incidents", profile="public")
    assert public["removed"]["points_moved"] > 0 and public["rows"] == whole["rows"]
    ties = ask(sample, "/api/export/preview", kind="ties", actor="russia")
    assert 0 < ties["rows"] < ask(sample, "/api/export/preview", kind="ties")["rows"]
    with zipfile.ZipFile(io.BytesIO(sample.get("/api/export", params={
            "kind": "ties", "format": "jsonl", "actor": "russia"}).content)) as packed:
        rows = [json.loads(line) for line in packed.read("ties.jsonl").splitlines()]
    assert len(rows) == ties["rows"] and all("russia" in (r["a"], r["b"]) for r in rows)
    assert not {"state", "version", "weight"} & set(rows[0])
    for bad in ({"format": "exe"}, {"profile": "secret"}, {"kind": "everything"}):
        ask(sample, "/api/export", 400, **bad)
        ask(sample, "/api/export/preview", 400, **bad)
    ask(sample, "/api/export", 404, kind="events", actor="nobody")


def test_too_much_for_one_file_is_refused(sample: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("maydan.web.views.export.MOST", 3)
    monkeypatch.setattr("maydan.web.views.export.LOOKED_AT", 2)
    assert set(ask(sample, "/api/export", 413, kind="events")) == {"error", "advice"}
    assert ask(sample, "/api/export/preview", kind="events")["notes"] == ["too_many", "estimated"]


def test_an_empty_case_exports_nothing(empty: Client) -> None:
    assert ask(empty, "/api/export/preview")["rows"] == 0
    ask(empty, "/api/export", 404)


def test_an_encrypted_case_leaves_no_export_on_the_disk(
    sample_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "case.maydan").write_bytes(sample_file.read_bytes())
    disk, memory = tmp_path / "disk", tmp_path / "memory"
    for folder in (disk, memory):
        folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(disk))
    monkeypatch.setattr("maydan.web.views.export.SHM", memory)
    used: list[str | None] = []
    real = tempfile.TemporaryDirectory
    monkeypatch.setattr("maydan.web.views.export.tempfile.TemporaryDirectory",
                        lambda dir=None, prefix=None: used.append(str(dir)) or real(dir=dir, prefix=prefix))
    with Case.open(tmp_path / "case") as case:
        monkeypatch.setattr(case.store, "encrypted", True)
        snapshot = Snapshot.of(case, case.picture())
        wish = export.wanted("ties", "csv", "full", filters_of({"kind": "ties"}))
        name, _, file, size = export.written(snapshot, case, wish)
        assert name.endswith(".zip") and len(b"".join(export.parts(file))) == size and file.closed
    assert used[0] == str(memory)
    assert not list(disk.iterdir()) and not list(memory.iterdir())
