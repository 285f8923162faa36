"""The tables in memory: what stands in them, and how they follow the case."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from webcase import KOBANI

from maydan.case import Case
from maydan.case.picture import Picture
from maydan.errors import BusyError, CaseError
from maydan.intake import from_text
from maydan.web.asking import filters_of, parameters
from maydan.web.filling import text_of
from maydan.web.snapshot import Keeper, Snapshot, database
from maydan.web.views.names import place
from maydan.web.views.news import looked
from maydan.web.views.warm import warm


@pytest.fixture
def opened(sample_file: Path, tmp_path: Path) -> Iterator[Case]:
    """The sample."""
    copy = tmp_path / "case.maydan"
    copy.write_bytes(sample_file.read_bytes())
    with Case.open(copy) as case:
        yield case


def test_the_tables_hold_what_the_case_holds(opened: Case) -> None:
    made = Snapshot.of(opened, opened.picture())
    counts = opened.status()
    assert made.one("SELECT count(*) FROM documents") == counts["documents"]
    for kind, table in (("event", "events"), ("holding", "holdings"), ("tie", "ties"), ("saying", "sayings")):
        assert made.one("SELECT count(*) FROM records WHERE kind = ?", (kind,)) == counts[table]
    for key, records in made.tuples("SELECT id, records FROM names WHERE role = 'place' ORDER BY records DESC LIMIT 5"):
        assert records == sum(len(opened.records(kind, place=key)) for kind in ("events", "holdings"))
    for actor, n in made.tuples("SELECT id, records FROM names WHERE role = 'actor' ORDER BY records DESC LIMIT 5"):
        assert n == sum(len(opened.records(kind, actor=actor))
                        for kind in ("events", "holdings", "ties", "outlooks", "sayings"))
    assert made.one("SELECT count(*) FROM names WHERE name_ar = '' AND name_en = ''") == 0
    event = opened.records("events", place="C1007")[0]
    opened.decide(event["record_id"], "reject", reviewer="r")
    after = Snapshot.of(opened, opened.picture())
    where = "SELECT records FROM names WHERE role = 'place' AND id = 'C1007'"
    assert after.one(where) == made.one(where) - 1


def test_batches_make_no_difference(opened: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = Snapshot.of(opened, opened.picture())
    monkeypatch.setattr("maydan.web.filling.BATCH", 97)
    parts = Snapshot.of(opened, opened.picture())
    for table in ("records", "documents", "names", "links", "parts", "calls", "incidents", "intervals", "spelled"):
        asked = f"SELECT count(*), min(t), max(t) FROM {table} t"
        assert str(whole.tuples(asked)) == str(parts.tuples(asked))


def test_nothing_is_written_to_the_disk(opened: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    own = {"case.maydan", "case.maydan-wal", "case.maydan-shm"}
    made = Snapshot.of(opened, opened.picture())
    warm(made)
    assert made.one("SELECT current_setting('temp_directory')") == ""
    assert {p.name for p in tmp_path.rglob("*")} <= own
    with pytest.raises(Exception, match="disabled"):
        made.tuples(f"COPY records TO '{tmp_path}/leak.csv'")
    database().close()


def test_half_characters_do_not_stop_it() -> None:
    row = {"a": "x\ud800y", "b": "\\ud800", "c": "😀", "d": "\\\ud83d"}
    text = text_of([row])
    assert "\\ud800" in text.replace("\\\\ud800", "\\ud800", 1)  # the letters of an escape are left alone
    assert database().execute("SELECT json_valid(?)", [text]).fetchone() == (True,)


def test_the_old_tables_answer_while_the_new_are_made(opened: Case) -> None:
    hold, begun = threading.Event(), threading.Event()
    hold.set()

    def picture() -> Picture:
        begun.set()
        assert hold.wait(30)
        return opened.picture()

    keeper = Keeper(opened, picture=picture, look=0.02, quiet=0.02)
    try:
        assert not keeper.working
        first = keeper.snapshot()
        hold.clear()
        begun.clear()
        opened.add_documents([from_text(KOBANI, published="2015-01-27", source="Desk B", name="two")])
        keeper.look()
        assert begun.wait(30) and keeper.working and keeper.snapshot() is first
        with pytest.raises(BusyError):
            keeper.snapshot(0.05, newest=True)
        hold.set()
        now = keeper.snapshot(newest=True)
        assert now.marks != first.marks and now.marks == opened.marks()
        assert now.one("SELECT count(*) FROM documents") == first.one("SELECT count(*) FROM documents") + 1
    finally:
        hold.set()
        keeper.close()


def test_a_fault_is_told_and_passes(opened: Case) -> None:
    faults = [CaseError("no", "wait"), ValueError("odd")]

    def picture() -> Picture:
        if faults:
            raise faults.pop()
        return opened.picture()

    keeper = Keeper(opened, picture=picture, look=0.01, quiet=0.0)
    try:
        with pytest.raises(CaseError):
            for _ in range(3):
                keeper.snapshot()
        until = time.monotonic() + 60
        while time.monotonic() < until:
            try:
                assert keeper.snapshot().marks == opened.marks()
                break
            except CaseError:
                time.sleep(0.02)
    finally:
        keeper.close()
    asked = threading.Event()

    def late() -> Picture:
        asked.wait(60)
        return Picture()

    keeper = Keeper(opened, picture=late)
    with pytest.raises(BusyError):
        keeper.snapshot(0.0)
    asked.set()
    keeper.close()


def test_closing_waits_for_a_picture_in_the_making(opened: Case) -> None:
    begun, hold, ended = threading.Event(), threading.Event(), threading.Event()

    def slow() -> Picture:
        begun.set()
        assert hold.wait(30)
        ended.set()
        return Picture()

    keeper = Keeper(opened, picture=slow)
    keeper.start()
    assert begun.wait(30)
    began = time.monotonic()
    keeper.close(0.05)  # as long as it was told to
    assert not ended.is_set() and time.monotonic() - began < 20
    threading.Timer(0.2, hold.set).start()
    keeper.close()
    assert ended.is_set()
    keeper.close()


def test_many_threads_ask_one_snapshot(opened: Case) -> None:
    made = Snapshot.of(opened, opened.picture())
    found: list[int] = []

    def ask() -> None:
        for _ in range(20):
            found.append(len(place(made, "C1007")["incidents"]))

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 120 and len(set(found)) == 1


def test_an_address_is_read_as_its_view_reads_it() -> None:
    assert parameters("/map?since=2016-01-01&place=a&place=b") == {"since": ["2016-01-01"], "place": ["a", "b"]}
    assert parameters("#/map?since=2016-01-01") == {"since": ["2016-01-01"]}
    filters = filters_of({"class": ["violence,talks", "siege"], "source": ["one, two"], "disagree": "true"})
    assert filters.classes == ("violence", "talks", "siege") and filters.sources == ("one, two",) and filters.disagree
    shown = looked("/places/x%3ASY%3Aتل?until=2016-01-01")
    assert shown.filters.places == ("x:SY:تل",) and shown.filters.until == "2016-01-01" and shown.one
    assert looked("/timeline?class=violence").filters.types and looked("/timeline").filters.kinds == ("event",)
    assert looked("/map?since=never").filters.since is None
    assert looked("/library?q=حلب&exact=true").words == "حلب"
    assert looked("").view == "library"


def test_the_first_tables_are_there_soon(opened: Case) -> None:
    Snapshot.of(opened, opened.picture())  # the theatre is in memory, as it is after a reading
    began = time.process_time()
    made = Snapshot.of(opened, opened.picture())
    warm(made)
    assert time.process_time() - began < 2.0
