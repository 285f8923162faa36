"""Large imports: indexes laid down and built after, on each store; killed at any point, the next opening mends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from test_import import ACTS, contents

from maydan.case import Case, imports, loading, schema
from maydan.engine import run
from maydan.errors import CaseError

Place = tuple[str, str | None]
_CHILD = """
import os, signal, sys
from maydan.case import Case, imports, loading
imports.LARGE = loading.LARGE = 1
imports.TOGETHER = 4
where, passphrase, out, point = sys.argv[1:]
built = loading._building
def building(store):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return built(store)
left = int(point)
if left:
    loading._building = building
def progress(report):
    if not left and report.added >= 8:
        os.kill(os.getpid(), signal.SIGKILL)
Case.open(where, passphrase=passphrase or None).add_dataset(out, progress=progress)
"""


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("loading")
    lines = [{"id": f"n{n}", "text": " ".join(a.format(2 + n) for a in ACTS[n % 3:]) + f" رقم {n}",
              "source": f"وكالة {n % 2}", "published": "2016-03-05"} for n in range(12)]
    (folder / "in.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    run(folder / "in.jsonl", folder / "out", workers=0)
    return folder / "out"


@pytest.fixture
def empty(place: Place, monkeypatch: pytest.MonkeyPatch) -> Case:
    """A new case into which any import counts as a large one."""
    monkeypatch.setattr(imports, "LARGE", 1)
    monkeypatch.setattr(loading, "LARGE", 1)
    monkeypatch.setattr(imports, "TOGETHER", 4)
    return Case.create(place[0], passphrase=place[1], theatre="syria")


def absent(case: Case) -> list[str]:
    with case.store.read() as connection:
        return loading.missing(connection)


def _answers(case: Case, words: str) -> set[str]:
    return {hit.document_id for hit in case.search(words).hits}


def marked(case: Case) -> bool:
    with case.store.read() as connection:
        return connection.execute(
            schema.meta.select().where(schema.meta.c.key == loading.MARK)).first() is not None


def test_a_large_import_makes_the_same_case(empty: Case, place: Place, dataset: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, list[str], list[str]]] = []

    def look(report: Any) -> None:
        with Case.open(place[0], passphrase=place[1]) as other:  # while it goes on, nobody mends, and questions go
            other.search("منبج")
            seen.append((report.added, absent(empty), absent(other)))

    with empty, Case.create(tmp_path / "usual", theatre="syria") as usual:
        empty.add_dataset(dataset, progress=look)
        assert [n for n, _, _ in seen[-3:]] == [4, 8, 12]
        assert all(here and here == there for _, here, there in seen[-3:])
        assert "links_by_key" in seen[-1][1] and absent(empty) == [] and not marked(empty)
        usual.add_readings(imports.dataset.readings(dataset))
        assert contents(empty) == contents(usual)
        assert empty.search("منبج").total == usual.search("منبج").total > 0
        assert _answers(empty, "قصف") == _answers(usual, "قصف")
        assert empty.verify().ok
        again = empty.add_dataset(dataset)
        assert (again.added, again.unchanged) == (0, 12) and absent(empty) == []


@pytest.mark.parametrize("point", [0, 1, 5], ids=["loading", "before the first index", "between indexes"])
def test_killed_it_is_mended_when_opened(empty: Case, place: Place, dataset: Path, point: int) -> None:
    empty.close()
    done = subprocess.run([sys.executable, "-c", _CHILD, place[0], place[1] or "", str(dataset), str(point)],
                          capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    bare = loading.Store(place[0], passphrase=place[1])
    with bare.read() as connection:
        left = loading.missing(connection)
    bare.close()
    assert len(left) > 4
    with Case.open(place[0], passphrase=place[1]) as case:
        assert absent(case) == [] and not marked(case)
        assert case.verify().ok
        assert len(case.documents()) == (12 if point else 8)
        event = next(e for e in case.records("events") if e["where"])
        assert event in case.records("events", place=event["where"][0])
        assert case.search("رقم").total == len(case.documents())
        report = case.add_dataset(dataset)
        assert report.added + report.unchanged == 12 and absent(case) == []
        assert case.verify().ok


def test_broken_off_it_goes_on_and_a_fault_mends(empty: Case, dataset: Path) -> None:
    class Fault(Exception):
        pass

    def stop(kind: type[BaseException]) -> Any:
        def progress(report: Any) -> None:
            if report.added >= 4:
                raise kind
        return progress

    with empty:
        with pytest.raises(KeyboardInterrupt):
            empty.add_dataset(dataset, progress=stop(KeyboardInterrupt))
        assert absent(empty) and marked(empty)
        with pytest.raises(Fault):
            empty.add_dataset(dataset, progress=stop(Fault))
        assert absent(empty) == [] and not marked(empty)
        assert empty.add_dataset(dataset).added == 4 and empty.verify().ok


def test_only_one_loads_at_a_time(empty: Case, place: Place) -> None:
    with empty, loading.loading(empty.store, 10) as mine:
        assert mine.bare and marked(empty)
        with loading.loading(empty.store, 10) as other:
            assert not other.bare
        assert not loading.mend(empty.store) and absent(empty)
        mine.end()
        assert absent(empty) == [] and not mine.bare


def test_where_it_does_not_pay(empty: Case, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty:
        empty.add_dataset(dataset)
        with loading.loading(empty.store, 11) as load:  # fewer than are there
            assert not load.bare
        event = empty.records("events")[0]
        empty.decide(event["record_id"], "reject", reviewer="a", pattern=True)
        with loading.loading(empty.store, 1000) as load:
            assert not load.bare and absent(empty) == []
        monkeypatch.setattr(loading, "_lay_down", _refused)
        with loading.loading(empty.store, 5) as load:
            assert not load.bare


def _refused(_: object) -> bool:
    raise CaseError("not reached", "where it does not pay")


def test_documents_read_anew_find_their_indexes(empty: Case, dataset: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with empty:
        pairs = list(imports.dataset.readings(dataset))
        empty.add_readings(pairs[8:10])
        with empty.store.write() as connection:
            connection.execute(schema.documents.update().values(reader="0.0.1"))
        at: list[tuple[int, bool]] = []
        report = empty.add_dataset(dataset, progress=lambda r: at.append((r.added + r.reread, bool(absent(empty)))))
        assert report.added + report.reread + report.unchanged == 12
        assert at[:2] == [(4, True), (8, True)] and not at[-1][1]
        assert absent(empty) == [] and empty.verify().ok
