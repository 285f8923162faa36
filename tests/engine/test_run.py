"""A run reads everything once, says what it could not read, and goes on where it was."""

from __future__ import annotations

import errno
import json
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from engine_makers import archive, contents, ids, row

from maydan.engine import dataset, pool, run, shard, shards
from maydan.engine.lock import locked
from maydan.errors import InputError, SettingError
from maydan.picture.tables import flatten
from maydan.reading.reader import read_document


@pytest.fixture(autouse=True)
def small_shards(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "FEWEST", 4)
    monkeypatch.setattr(shards, "MOST", 10)


def errors(out: Path) -> list[dict[str, str]]:
    return list(dataset.rows(out, "errors"))


def test_reads_every_document_once(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl.gz", 25)
    summary = run(source, tmp_path / "out", workers=0)
    assert (summary.documents, summary.errors, summary.doubled) == (25, 0, 0)
    assert ids(tmp_path / "out") == [f"n{n}" for n in range(25)]
    assert summary.records == sum(1 for t in ("events", "holdings", "ties", "outlooks", "sayings")
                                  for _ in dataset.rows(tmp_path / "out", t)) > 25


def test_whole_readings_come_back_as_they_were(tmp_path: Path) -> None:
    run(archive(tmp_path / "in.jsonl", 6), tmp_path / "out", workers=0)
    for document, reading in dataset.readings(tmp_path / "out"):
        assert read_document(document).to_json() == reading.to_json()
        assert all(e.quote == document.text[e.start:e.end] for e in reading.events)


def test_second_run_reads_nothing_and_changes_nothing(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in.jsonl", 20), tmp_path / "out"
    first = run(source, out, workers=0)
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}
    again = run(source, out, workers=0)
    assert (again.shards_read, again.shards_kept, again.documents) == (0, first.shards, 20)
    assert before == {p: p.stat().st_mtime_ns for p in out.rglob("*.parquet")}


def test_added_documents_cost_only_their_shards(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in.jsonl", 40), tmp_path / "out"
    run(source, out, workers=0)
    archive(source, 45)
    summary = run(source, out, workers=0)
    assert summary.documents == 45
    assert summary.shards_read <= 2
    run(source, tmp_path / "other", workers=0)
    assert contents(out) == contents(tmp_path / "other")


def test_two_processes_write_what_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = archive(tmp_path / "in.jsonl", 30)
    run(source, tmp_path / "one", workers=0)
    summary = run(source, tmp_path / "two", workers=2)
    assert summary.workers_lost == 0
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_documents_that_stand_twice_are_kept_once_and_found_again(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    archive(folder / "a.jsonl", 12)
    archive(folder / "b.jsonl", 12, start=6)
    summary = run(folder, out, workers=0)
    assert (summary.documents, summary.doubled) == (18, 6)
    assert sorted(ids(out)) == sorted(f"n{n}" for n in range(18))
    assert sum(1 for _ in dataset.rows(out, "events")) == len({r["record_id"] for r in dataset.rows(out, "events")})
    (folder / "a.jsonl").unlink()
    summary = run(folder, out, workers=0)
    assert summary.documents == 12
    assert sorted(ids(out)) == sorted(f"n{n}" for n in range(6, 18))


def test_folder_of_texts_pattern_and_parquet(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(11):
        (folder / f"{n:02}.txt").write_text(str(row(n)["text"]), encoding="utf-8")
    (folder / "00.meta.json").write_text(json.dumps({"source": "وكالة", "date": "2016-02-03"}), encoding="utf-8")
    pq.write_table(pa.Table.from_pylist([row(n) for n in range(20, 29)]), folder / "more.parquet")
    assert run(folder, tmp_path / "out", workers=0).documents == 20
    assert run(str(folder / "0*.txt"), tmp_path / "some", workers=0).documents == 10
    first = next(r for r in dataset.rows(tmp_path / "out", "documents") if r["name"] == "00.txt")
    assert (first["source"], first["published"]) == ("وكالة", "2016-02-03")


def test_poisoned_document_is_set_aside(tmp_path: Path) -> None:
    def reader(document):  # type: ignore[no-untyped-def]
        if document.name == "n3":
            raise ValueError("no such luck")
        return read_document(document)

    found = next(iter(shards.plan(archive(tmp_path / "in.jsonl", 8))[0]))
    manifest = shard.read_shard(shards.open_shard(found), tmp_path / "out", found.key, reader=reader)
    assert (manifest.documents, manifest.errors) == (7, 1)
    rows = pq.read_table(tmp_path / "out" / "errors" / f"{found.key}.parquet").to_pylist()
    assert [(r["name"], r["reason"]) for r in rows] == [("n3", "the reader failed: ValueError: no such luck")]


def test_document_that_takes_too_long_is_set_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shard, "SECONDS", 2.0)
    pool.warm()  # on a busy machine loading what reading needs may take that long

    def reader(document):  # type: ignore[no-untyped-def]
        while document.name == "n1":
            pass
        return read_document(document)

    found = next(iter(shards.plan(archive(tmp_path / "in.jsonl", 4))[0]))
    manifest = shard.read_shard(shards.open_shard(found), tmp_path / "out", found.key, reader=reader)
    assert (manifest.documents, manifest.errors) == (3, 1)


def test_damaged_files_are_said_and_the_rest_completes(tmp_path: Path) -> None:
    folder, out = tmp_path / "in", tmp_path / "out"
    whole = archive(folder / "cut.jsonl.gz", 200).read_bytes()
    (folder / "cut.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    pq.write_table(pa.table({"wrong": ["x"]}), folder / "other.parquet")
    (folder / "no.parquet").write_bytes(b"PAR1 but not for long")
    (folder / "bad.jsonl").write_text('{"id": 1}\nnot json\n' + json.dumps(row(900)) + "\n", encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    summary = run(folder, out, workers=0)
    said = {r["name"]: r["reason"] for r in errors(out)}
    assert any("damaged gzip" in reason for reason in said.values())
    assert "another schema: the column 'text' is missing" in said["other.parquet#1"]
    assert "cannot be read" in said["no.parquet#1"]
    assert said["bad.jsonl#2"].startswith("not JSON") and said["1"] == "no text in it"
    assert said[str(folder / "empty.txt")] == "the file is empty"
    assert summary.documents > 20 and "n900" in ids(out)
    assert run(folder, out, workers=0).shards_read == 0


def test_full_disk_ends_the_run_in_one_line_and_the_next_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, out = archive(tmp_path / "in.jsonl", 30), tmp_path / "out"
    publish, count = shard.Store.publish, 0

    def full(self, part, manifest):  # type: ignore[no-untyped-def]
        nonlocal count
        count += 1
        if count > 2:
            raise OSError(errno.ENOSPC, "No space left on device")
        publish(self, part, manifest)

    monkeypatch.setattr(shard.Store, "publish", full)
    with pytest.raises(SettingError, match=r"No space left on device .*finished shards are kept"):
        run(source, out, workers=0)
    monkeypatch.setattr(shard.Store, "publish", publish)
    summary = run(source, out, workers=0)
    assert (summary.documents, summary.shards_kept) == (30, 2)


def test_two_runs_on_one_folder_are_refused(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 3)
    with locked(tmp_path / "out"), pytest.raises(SettingError, match=r"another run is writing to .*\(process \d+\)"):
        run(source, tmp_path / "out", workers=0)
    assert run(source, tmp_path / "out", workers=0).documents == 3


def test_other_version_is_refused_and_read_anew_when_told(tmp_path: Path) -> None:
    source, out = archive(tmp_path / "in.jsonl", 3), tmp_path / "out"
    run(source, out, workers=0)
    with pytest.raises(SettingError, match="--no-resume"):
        run(source, out, workers=0, theatre="syria")
    assert run(source, out, workers=0, theatre="syria", resume=False).shards_read == 1


def test_nothing_to_read_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        run(tmp_path / "nowhere", tmp_path / "out", workers=0)
    with pytest.raises(InputError, match="nothing to read"):
        run(str(tmp_path / "*.jsonl"), tmp_path / "out", workers=0)


def test_document_that_kills_workers_is_set_aside(tmp_path: Path) -> None:
    found = list(shards.plan(archive(tmp_path / "in.jsonl", 8))[0])
    doctored = pool.Task(found[0], {2: "the process that read it died, twice"})
    manifest = pool.read_task(doctored, str(tmp_path / "out"), "auto")
    assert isinstance(manifest, pool.Manifest) and manifest.errors == 1
    rows = pq.read_table(tmp_path / "out" / "errors" / f"{found[0].key}.parquet").to_pylist()
    assert [(r["name"], r["reason"]) for r in rows] == [("n2", "the process that read it died, twice")]


def test_command_line(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 5)
    command = [sys.executable, "-m", "maydan", "run", str(source), str(tmp_path / "out"), "--workers", "1", "--json"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["documents"] == 5
    done = subprocess.run([*command[:4], str(tmp_path / "none"), str(tmp_path / "out")], capture_output=True, text=True,
                          timeout=300, check=False)
    assert done.returncode == 2 and done.stderr.count("\n") == 1 and "no such file" in done.stderr


def test_numbers_beyond_measure_are_kept(tmp_path: Path) -> None:
    source = archive(tmp_path / "in.jsonl", 3)
    line = json.dumps({"id": "big", "text": "بلغت الخسائر 15435 تريليون ليرة، وقتل 5 مدنيين في مدينة منبج."})
    source.write_text(source.read_text() + line + "\n")
    assert run(source, tmp_path / "out", workers=0).documents == 4
    assert any(f["value"] == 15_435e12 for f in dataset.rows(tmp_path / "out", "figures"))


def test_rows_are_written_out_by_documents_and_by_letters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = archive(tmp_path / "in.jsonl", 12)
    run(source, tmp_path / "whole", workers=0)
    monkeypatch.setattr(shard, "LETTERS", 100)
    run(source, tmp_path / "parts", workers=0)
    files = {name: sorted((tmp_path / name / "events").glob("*.parquet")) for name in ("whole", "parts")}
    groups = {name: sum(pq.ParquetFile(f).num_row_groups for f in found) for name, found in files.items()}
    assert groups["parts"] > groups["whole"] == len(files["whole"])
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


def test_workers_do_without_what_they_do_not_need() -> None:
    code = (
        "import sys; from maydan.engine import pool; pool._lean(); import pyarrow as pa\n"
        "print(pa.array(['a'], pa.string())[0], 'pandas' in sys.modules, pa.default_memory_pool().backend_name)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["a", "False", "system"]


def test_ids_of_a_reading_are_those_of_its_document(tmp_path: Path) -> None:
    run(archive(tmp_path / "in.jsonl", 3), tmp_path / "out", workers=0)
    for document, reading in dataset.readings(tmp_path / "out"):
        assert flatten(document, reading, settled=True) == flatten(document, reading)
