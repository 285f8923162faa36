"""What holds for a case whatever it is kept in."""

from __future__ import annotations

import uuid
from pathlib import Path

import msgspec
import pytest
from conftest import KOBANI, MENAGH, document
from sqlalchemy import text

from maydan.case import Case
from maydan.errors import CaseError
from maydan.reading.reader import read_document
from maydan.records import Event, Reading


def first_event(case: Case, **filters: object) -> dict[str, object]:
    return case.records("events", **filters)[0]


def test_a_case_keeps_documents_and_records(case: Case) -> None:
    rows = case.documents()
    assert [r["source"] for r in rows] == ["Desk A", "Desk B"]
    assert case.document(rows[0]["document_id"]).text == MENAGH
    assert case.reading(rows[0]["document_id"]).places
    assert case.records("holdings") and case.records("events")
    assert case.status()["documents"] == 2
    assert case.to_polars("events").height == len(case.records("events"))
    assert case.to_polars("places").height > 0


def test_adding_twice_changes_nothing(case: Case) -> None:
    before = [case.records(k) for k in ("events", "holdings", "figures", "times")]
    report = case.add_documents([document(), document(KOBANI, source="Desk B", published="2015-01-27")])
    assert (report.added, report.reread, report.unchanged) == (0, 0, 2)
    assert [case.records(k) for k in ("events", "holdings", "figures", "times")] == before
    again = case.reread(force=True)
    assert (again.added, again.reread, again.unchanged) == (0, 0, 2)
    new = "وصلت قافلة مساعدات إلى مدينة دوما يوم 3 آذار 2018."
    both = case.add_documents([document(new, name="first"), document(), document(new, name="second")])
    assert (both.added, both.reread, both.unchanged) == (1, 0, 2)
    assert len(case.documents()) == 3


def test_files_and_what_cannot_be_read(case: Case, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(MENAGH + " وعاد الهدوء.", encoding="utf-8")
    (tmp_path / "in" / "b.txt").write_bytes(b"")
    seen = []
    report = case.add(tmp_path / "in", progress=lambda r: seen.append(r.added))
    assert report.added == 1 and len(report.aside) == 1 and seen
    assert case.add(tmp_path / "in").unchanged == 1


def test_opening_again(case: Case, place: tuple[str, str | None]) -> None:
    record = first_event(case)
    case.decide(str(record["record_id"]), "accept", reviewer="a")
    case.close()
    with Case.open(place[0], passphrase=place[1]) as again:
        assert again.title == "Two reports" and again.theatre == "syria"
        assert again.record(str(record["record_id"]))["state"] == "accepted"
    with pytest.raises(CaseError, match=r"exists|already"):
        Case.create(place[0], passphrase=place[1])


def test_search_maps_back_to_the_letters(case: Case) -> None:
    hit = case.search("الفصائل").hits[0]
    body = case.document(hit.document_id).text
    assert [body[a:b] for a, b in hit.highlights] == ["فصائل"]
    hit = case.search("المدينة").hits[0]
    assert case.document(hit.document_id).text == KOBANI
    hit = case.search("قتل").hits[0]
    assert "قتل" in [case.document(hit.document_id).text[a:b] for a, b in hit.highlights]  # the و before it is left out
    assert case.search("قتل", exact=True).total == 0
    assert case.search('"قوات سوريا الديمقراطية"').total == 1
    assert case.search('"سوريا قوات"').total == 0
    assert case.search("مقتل -مدنيين").total == 1
    assert case.search("اشتباك*").total == 1
    assert case.search("سيطرت تنظيم").total == 0
    assert case.search("حلب", source="Desk B").total == 0
    assert case.search("حلب", since="2016-01-01", until="2016-12-31").total == 1
    for odd in ("", "  ", '"', "-", "*", "'; --", "a:b", "NEAR(", "() & | !"):
        case.search(odd)


def test_records_by_place_actor_and_period(case: Case) -> None:
    holding = case.records("holdings", actor="sdf")[0]
    assert holding["holder"] == "sdf"
    key = str(holding["place"])
    assert key in case.places_named("Menagh air base")
    assert case.records("holdings", place=key, since="2016-02-11", until="2016-02-11")
    assert not case.records("holdings", place=key, since="2016-03-01")
    assert not case.records("holdings", place=key, until="2015-12-31")
    with pytest.raises(CaseError, match="no kind"):
        case.records("rumours")


def test_a_forecast_without_an_end_is_not_found_for_ever(case: Case) -> None:
    event = case.records("events", document=document().document_id)[0]
    place, day = event["where"][0], event["day_from"]
    assert day == "2016-02-11"
    done = case.decide(event["record_id"], "correct", reviewer="a", changes={"status": "forecast", "when": f"{day}/"})
    row = case.record(event["record_id"])
    assert (row["day_from"], row["day_to"]) == (day, None)  # the text says no more

    def found(since: str, **named: str) -> bool:
        return any(r["record_id"] == event["record_id"] for r in case.records("events", since=since, **named))

    assert found("2016-08-01", place=place) and found("2016-08-01")
    assert not found("2016-09-01", place=place) and not found("2016-09-01")
    case.decide(event["record_id"], "correct", reviewer="a", changes={"status": "ongoing"}, seen=done.version)
    assert found("2020-01-01", place=place) and found("2020-01-01")


def test_decisions_are_kept_apart_from_the_machine(case: Case) -> None:
    record = str(first_event(case)["record_id"])
    machine = case.record(record)["machine"]
    assert case.decide(record, "accept", reviewer="a", reason="clear", seen=0).version == 1
    done = case.decide(record, "correct", reviewer="b", seen=1, changes={"when": "2016-02", "who": ["russia-air"]})
    assert (done.state, done.version) == ("corrected", 2)
    now = case.record(record)
    assert now["machine"] == machine and now["who"] == ["russia-air"]
    assert (now["day_from"], now["day_to"]) == ("2016-02-01", "2016-02-29")
    assert record in [r["record_id"] for r in case.records("events", actor="russia-air")]
    assert case.decide(record, "reject", reviewer="a", seen=2).state == "rejected"
    assert record not in [r["record_id"] for r in case.records("events")]
    assert record in [r["record_id"] for r in case.records("events", state="rejected")]
    assert case.undo(record, reviewer="a").state == "corrected"
    assert case.undo(record, reviewer="a").state == "accepted"
    undo = case.history(record)[-1]
    assert case.undo(record, reviewer="b", seq=undo.seq).state == "corrected"  # an undo undone
    assert [d.action for d in case.history(record)] == ["accept", "correct", "reject", "undo", "undo", "undo"]
    assert case.verify().ok


def test_the_second_reviewer_is_told(case: Case) -> None:
    record = str(first_event(case)["record_id"])
    case.decide(record, "accept", reviewer="first", seen=0)
    with pytest.raises(CaseError, match="first chose accept"):
        case.decide(record, "reject", reviewer="second", seen=0)
    assert case.record(record)["state"] == "accepted" and len(case.history(record)) == 1


def test_corrections_are_checked(case: Case) -> None:
    record = str(first_event(case)["record_id"])
    for changes in ({"type": "quarrel"}, {"quote": "x"}, {"when": "yesterday"}, {"where": ["Atlantis"]}, {"who": "sdf"},
                    {"killed_best": "many"}, {"status": None}, {}, {"start": 5, "end": 4}, {"who": [""]}):
        with pytest.raises(CaseError):
            case.decide(record, "correct", reviewer="a", changes=changes)
    for arguments in ({"action": "praise", "reviewer": "a"}, {"action": "accept", "reviewer": " "}):
        with pytest.raises(CaseError):
            case.decide(record, **arguments)  # type: ignore[arg-type]
    with pytest.raises(CaseError, match="no record"):
        case.decide("e0", "accept", reviewer="a")
    assert case.status()["decisions"] == 0


def test_adding_a_record_by_hand(case: Case) -> None:
    where = case.documents()[0]["document_id"]
    start = MENAGH.index("اشتباكات")
    made = case.add_record(where, "events", {"type": "clash", "who": ["sdf"], "where": ["Menagh air base"]},
                           start=start, end=start + 8, reviewer="a")
    row = case.record(made.record_id)
    assert (row["state"], row["quote"], row["day_inferred"]) == ("added", "اشتباكات", True)
    assert case.verify().ok
    assert case.undo(made.record_id, reviewer="a").state == "rejected"
    assert case.undo(made.record_id, reviewer="a", seq=case.history(made.record_id)[-1].seq).state == "added"
    with pytest.raises(CaseError, match="needs type"):
        case.add_record(where, "event", {"who": ["sdf"]}, start=0, end=5, reviewer="a")
    case.reread(force=True)
    assert case.record(made.record_id)["state"] == "added"
    assert case.verify().ok


def _other(reading: Reading, **changes: object) -> Reading:
    """A reading as a later reader might make it: its first event changed or, without changes, left out."""
    events: tuple[Event, ...] = reading.events[1:]
    if changes:
        events = (msgspec.structs.replace(reading.events[0], **changes), *events)
    return msgspec.structs.replace(reading, events=events, reader="9.9")


def test_a_new_reader_keeps_decisions(case: Case) -> None:
    doc = document()
    reading = read_document(doc, theatre="syria")
    event = next(r for r in case.records("events", document=doc.document_id) if r["start"] == reading.events[0].start
                 and r["end"] == reading.events[0].end)
    record = event["record_id"]
    case.decide(record, "correct", reviewer="a", changes={"weapon": "rockets"})
    report = case.add_readings([(doc, _other(reading, confidence=0.1))])
    assert (report.reread, report.carried, report.lost) == (1, 0, [])
    row = case.record(record)
    assert (row["state"], row["weapon"], row["confirm"], row["confidence"]) == ("corrected", "rockets", False, 0.1)

    report = case.add_readings([(doc, _other(reading, who=("russia-air",)))])  # another record on the same words
    assert report.carried == 1
    heir = case.records("events", confirm=True)[0]
    assert heir["record_id"] != record and heir["weapon"] == "rockets" and heir["who"] == ["russia-air"]
    assert case.forerunners(heir["record_id"]) == [record]
    assert case.verify().ok
    case.decide(heir["record_id"], "accept", reviewer="a", seen=heir["version"])
    assert not case.record(heir["record_id"])["confirm"]

    report = case.add_readings([(doc, _other(reading))])
    assert report.lost == [heir["record_id"]] and case.lost()[0]["row"]["weapon"] == "rockets"
    report = case.add_readings([(doc, _other(reading, confidence=0.2))])  # the first record is back, with its decisions
    assert report.lost == [] and case.lost() == []
    row = case.record(record)
    assert row["weapon"] == "rockets" and case.verify().ok
    assert {c["change"] for c in case.changes()} == {"changed", "withdrawn"}


def test_rejected_patterns_stay_rejected(case: Case) -> None:
    event = case.records("events", document=document().document_id)[0]
    done = case.decide(event["record_id"], "reject", reviewer="a", pattern=True)
    other = document(MENAGH.replace("7 مدنيين", "9 مدنيين"), name="three")
    case.add_documents([other])
    alike = [e for e in case.records("events", document=other.document_id, state="all")
             if (e["trigger"], e["rule"], e["type"]) == (event["trigger"], event["rule"], event["type"])]
    assert alike and all(e["state"] == "rejected" for e in alike)
    assert case.verify().ok
    case.reread(force=True)
    assert case.record(alike[0]["record_id"])["state"] == "rejected"
    case.decide(alike[0]["record_id"], "accept", reviewer="b")
    assert case.record(alike[0]["record_id"])["state"] == "accepted"  # a person's word over the pattern
    case.undo(alike[0]["record_id"], reviewer="b")
    assert case.record(alike[0]["record_id"])["state"] == "rejected"
    case.undo(event["record_id"], reviewer="a", seq=done.seq)
    assert all(e["state"] == "machine" for e in case.records("events", state="all"))
    assert case.verify().ok


def test_decisions_cannot_be_changed_or_removed(case: Case) -> None:
    case.decide(str(first_event(case)["record_id"]), "accept", reviewer="a")
    for statement in ("UPDATE decisions SET reviewer = 'b'", "DELETE FROM decisions"):
        with pytest.raises(CaseError, match="only ever added to"), case.store.write() as connection:
            connection.execute(text(statement))


def test_verify_finds_tampering(case: Case) -> None:
    record = str(first_event(case)["record_id"])
    case.decide(record, "accept", reviewer="a", reason="x")
    case.decide(record, "reject", reviewer="b")
    found = case.verify()
    assert found.ok and found.decisions == 2 and found.advice
    assert case.verify(head=found.head).ok
    assert not case.verify(head="f" * 64).ok
    for statement in (
        "UPDATE contents SET body = '{}' WHERE seq = 1", "DELETE FROM contents WHERE seq = 2",
        "UPDATE records SET state = 'accepted' WHERE state = 'rejected'",
        "UPDATE documents SET sha256_text = 'x'", "UPDATE readings SET sha256 = 'x'",
    ):
        with case.store.write() as connection:
            connection.execute(text(statement))
        found = case.verify()
        assert not found.ok and "restore" in found.advice, statement


def test_judgements(case: Case) -> None:
    one, two = (r["record_id"] for r in case.records("events")[:2])
    made = case.judge("join", one, {"with": two}, reviewer="a", reason="same strike")
    assert [(j.record_id, (j.content or {})["with"]) for j in case.judgements("join")] == [(one, two)]
    case.take_back(made.seq, reviewer="a")
    assert case.judgements() == []
    with pytest.raises(CaseError, match="undone before"):
        case.take_back(made.seq, reviewer="a")
    assert case.record(one)["state"] == "machine" and case.verify().ok


def test_backup_and_restore(case: Case, place: tuple[str, str | None], tmp_path: Path) -> None:
    record = str(first_event(case)["record_id"])
    case.decide(record, "accept", reviewer="a")
    tables, head = case.tables(), case.verify().head
    assert case.backup(tmp_path / "copy.zip") == "bundle"
    with pytest.raises(CaseError, match="exists"):
        case.backup(tmp_path / "copy.zip")
    target = place[0].split("?")[0] + f"?case=r{uuid.uuid4().hex[:10]}" if "://" in place[0] else tmp_path / "back"
    with Case.restore(tmp_path / "copy.zip", target, passphrase=place[1]) as again:
        assert again.tables() == tables and again.verify(head=head).ok
        assert again.search("منغ").total == 1 and again.case_id == case.case_id
    with Case.restore(tmp_path / "copy.zip", tmp_path / "laptop") as laptop:  # from any store into a file
        assert laptop.tables() == tables and laptop.verify(head=head).ok
    if case.store.path is not None:
        assert case.backup(tmp_path / "copy.maydan") == "file"
        with Case.restore(tmp_path / "copy.maydan", tmp_path / "third", passphrase=place[1]) as third:
            assert third.tables() == tables and third.verify(head=head).ok
    broken = bytearray((tmp_path / "copy.zip").read_bytes())
    broken[len(broken) // 2] ^= 0xFF
    (tmp_path / "bad.zip").write_bytes(broken)
    with pytest.raises(CaseError, match="damaged"):
        Case.restore(tmp_path / "bad.zip", tmp_path / "never")


def test_purge_takes_the_words_away(case: Case) -> None:
    gone, kept = (d["document_id"] for d in case.documents())
    record = str(first_event(case, document=gone)["record_id"])
    case.decide(record, "reject", reviewer="a", reason="a private word", pattern=True)
    with pytest.raises(CaseError, match="no document"):
        case.purge(["d0"], reviewer="a")
    done = case.purge([gone], reviewer="a", reason="asked for")
    assert done.documents == 1 and done.records > 0 and done.contents == 1
    assert [d["document_id"] for d in case.documents()] == [kept]
    assert case.search("منغ").total == 0 and case.search("العرب").total == 1
    assert case.verify().ok, case.verify()
    if case.store.path is not None and not case.store.encrypted:
        raw = b"".join(p.read_bytes() for p in case.store.path.parent.glob(case.store.path.name + "*"))
        assert "منغ".encode() not in raw and b"a private word" not in raw
    again = case.add_documents([document()])
    assert again.added == 1 and case.verify().ok


def test_diff_between_cases_and_moments(case: Case, tmp_path: Path) -> None:
    case.backup(tmp_path / "before.zip")
    moment = case.documents()[-1]["added"]
    record = first_event(case)
    case.decide(str(record["record_id"]), "correct", reviewer="a", changes={"status": "denied"})
    dropped = str(case.records("holdings")[0]["record_id"])
    case.decide(dropped, "reject", reviewer="a")
    case.add_documents([document(MENAGH + " وعاد الهدوء.", name="three")])
    with Case.restore(tmp_path / "before.zip", tmp_path / "before") as before:
        assert before.diff(before) == []
        for changes in (before.diff(case), case.diff(moment)):
            assert [c.what for c in changes if c.change == "added"].count("document") == 1
            assert [c.slots for c in changes if c.change == "changed"] == [{"status": ["happened", "denied"]}] or [
                c.slots["status"][1] for c in changes if c.change == "changed"] == ["denied"]
            assert [c.id for c in changes if c.change == "gone"] == [dropped]
        assert {c.change for c in case.diff(before)} == {"gone", "changed", "added"}
    assert case.diff("9999") == []


def test_agreement(case: Case) -> None:
    events = [r["record_id"] for r in case.records("events")][:2]
    for reviewer, second in (("a", "accept"), ("b", "reject")):
        case.decide(events[0], "accept", reviewer=reviewer)
        case.decide(events[1], second, reviewer=reviewer)
    found = case.agreement("events")
    assert found.records == 2 and found.reviewers == ("a", "b") and found.pairs == {"a | b": 0.5}
    assert found.alpha == pytest.approx(0.0)
    assert len(found.rows) == 4 and case.agreement("ties").alpha is None


def test_erase(case: Case, place: tuple[str, str | None]) -> None:
    case.erase()
    with pytest.raises(CaseError):
        Case.open(place[0], passphrase=place[1])
