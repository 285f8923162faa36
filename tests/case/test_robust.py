"""Kills, damage, a full disk, wrong passphrases, cases of another version: nothing accepted is lost, one line says what
to do."""

from __future__ import annotations

import importlib.util
import os
import sqlite3
import sys
import threading
from pathlib import Path

import pytest
from conftest import MENAGH, SECRET, document

from maydan.case import Case
from maydan.case.migrate import upgrade
from maydan.case.schema import REVISION, metadata
from maydan.errors import CaseError, MaydanError, SettingError

STRESS = Path(__file__).parents[2] / "benchmarks" / "stress_case.py"


def test_killed_at_random_moments(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("stress_case", STRESS)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules["stress_case"] = module
    spec.loader.exec_module(module)
    where = str(tmp_path / "stressed")
    Case.create(where, theatre="syria").close()
    assert module.stress(where, kills=5, seed=7, span=3.0) >= 5


def test_a_damaged_file_is_named(small: Case) -> None:
    path = small.store.path
    assert path is not None
    small.close()
    whole = path.read_bytes()
    path.write_bytes(b"\0" * 4096 + whole[4096:])
    with pytest.raises(CaseError, match="damaged"):
        Case.open(path)
    path.write_bytes(whole[: len(whole) // 3])
    with pytest.raises(CaseError, match="restore"):
        Case.open(path).verify()
    broken = bytearray(whole)
    for at in range(20 * 4096, len(broken), 4096):
        broken[at:at + 64] = b"\xff" * 64
    path.write_bytes(bytes(broken))
    with pytest.raises(CaseError, match="restore") as caught:
        found = Case.open(path).verify()
        raise CaseError(found.problems[0].what, found.advice)
    assert "\n" not in str(caught.value)


def test_a_full_disk_keeps_what_was_accepted(small: Case) -> None:
    record = small.records("events")[0]["record_id"]
    small.decide(record, "accept", reviewer="a")
    with small.store.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        raw = connection.connection.driver_connection
        assert raw is not None
        many = [document(f"{MENAGH} {n}", name=str(n)) for n in range(30)]
        connection.close()
        with pytest.raises(CaseError, match="no space left"):
            small.add_documents(many)
    assert small.status()["documents"] == 2 and small.record(record)["state"] == "accepted"
    assert small.verify().ok
    with small.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
    assert small.add_documents(many).added == 30 and small.verify().ok


def test_what_is_no_case(tmp_path: Path) -> None:
    with pytest.raises(CaseError, match="maydan case new"):
        Case.open(tmp_path / "none")
    (tmp_path / "text.maydan").write_text("not a database at all, only words " * 40)
    with pytest.raises(CaseError, match="no case, is encrypted, or is damaged"):
        Case.open(tmp_path / "text")
    sqlite3.connect(tmp_path / "other.maydan").execute("CREATE TABLE x (y)")
    with pytest.raises(CaseError, match="no case"):
        Case.open(tmp_path / "other")
    with pytest.raises(CaseError, match="no folder"):
        Case.create(tmp_path / "no" / "such")
    with pytest.raises(CaseError, match="no name for a case"):
        Case.create("postgresql://u@localhost/d?case=Bad-Name")
    with pytest.raises(CaseError, match="does not answer"):
        Case.open("postgresql://u@127.0.0.1:1/d")


def test_a_newer_case_is_refused(small: Case) -> None:
    path = small.store.path
    assert path is not None
    small.close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.commit()
    raw.close()
    with pytest.raises(CaseError, match="newer Maydan"):
        Case.open(path)


def test_migrations_make_the_tables_of_the_schema(small: Case) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    upgrade(small.store)  # nothing to do, and harmless
    with small.store.read() as connection:
        context = MigrationContext.configure(connection, opts={
            "include_object": lambda thing, name, kind, reflected, other: not str(name).startswith("fulltext")})
        assert compare_metadata(context, metadata) == []
        assert context.get_current_revision() == REVISION


def test_passphrases(tmp_path: Path) -> None:
    if importlib.util.find_spec("sqlcipher3") is None:
        with pytest.raises(SettingError, match="SQLCipher"):
            Case.create(tmp_path / "secret", passphrase=SECRET)
        return
    with Case.create(tmp_path / "secret", passphrase=SECRET, theatre="syria") as made:
        made.add_documents([document()])
        made.backup(tmp_path / "copy.maydan")
    for name in ("secret.maydan", "copy.maydan"):
        assert b"SQLite format" not in (tmp_path / name).read_bytes()
        assert "منغ".encode() not in (tmp_path / name).read_bytes()
    for wrong in (None, "another"):
        with pytest.raises(CaseError, match="passphrase"):
            Case.open(tmp_path / "secret", passphrase=wrong)
    with Case.open(tmp_path / "copy", passphrase=SECRET) as copy:
        assert copy.verify().ok and copy.search("منغ").total == 1


def test_many_writers_take_turns(small: Case) -> None:
    records = [r["record_id"] for r in small.records("events")] + [r["record_id"] for r in small.records("holdings")]
    path = small.store.path
    assert path is not None
    failed: list[MaydanError] = []

    def review(name: str) -> None:
        with Case.open(path) as mine:
            for record in records:
                try:
                    mine.decide(record, "accept", reviewer=name)
                except MaydanError as error:
                    failed.append(error)

    threads = [threading.Thread(target=review, args=(f"r{n}",)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    assert small.status()["decisions"] == 4 * len(records) and small.verify().ok


def test_a_case_that_cannot_be_written(small: Case) -> None:
    path = small.store.path
    assert path is not None
    record = small.records("events")[0]["record_id"]
    with small.store.engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA query_only = ON")
        connection.close()
        with pytest.raises(CaseError, match="cannot be written"):
            small.decide(record, "accept", reviewer="a")
    with pytest.raises(CaseError, match=r"cannot be written|exists"):
        small.backup(path)
    if os.geteuid() != 0:
        path.parent.chmod(0o500)
        with pytest.raises(CaseError, match="cannot be written"):
            small.backup(path.parent / "copy.maydan")
        path.parent.chmod(0o700)
