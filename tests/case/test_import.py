"""A run's dataset in a case: what adding the documents would have made, at once, again, and broken off."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from maydan.case import Case, imports, schema
from maydan.cli.main import main
from maydan.engine import run
from maydan.errors import InputError

ACTS = ("قصفت قوات النظام مدينة منبج صباح 3 آذار 2016، ما أدى إلى مقتل {} مدنيين.",
        "سيطرت فصائل المعارضة على بلدة تل رفعت يوم {} شباط 2016.", "أعلنت روسيا وقف القصف على دوما بعد {} أيام.")
TABLES = ("documents", "texts", "records", "links", "places", "actors", "sightings", "readings")


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "in.jsonl"
    lines = [{"id": f"n{n}", "text": " ".join(a.format(2 + n) for a in ACTS[n % 3:]) + f" رقم {n}",
              "source": f"وكالة {n % 2}", "published": "2016-03-05"} for n in range(12)]
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")
    return path


def contents(case: Case) -> dict[str, list[tuple[Any, ...]]]:
    """Every table without moments and running numbers."""
    found = {}
    with case.store.read() as connection:
        for name in TABLES:
            table = schema.metadata.tables[name]
            columns = [c for c in table.c if c.name not in ("seq", "reading", "added", "made", "seen", "seconds")]
            found[name] = sorted((tuple(r) for r in connection.execute(select(*columns))), key=repr)
    return found


def test_same_as_adding_the_documents(source: Path, tmp_path: Path) -> None:
    run(source, tmp_path / "out", workers=0)
    with Case.create(tmp_path / "added") as added, Case.create(tmp_path / "taken") as taken:
        added.add(source)
        seen: list[int] = []
        report = taken.add_dataset(tmp_path / "out", progress=lambda r: seen.append(r.added))
        assert (report.added, report.unchanged) == (12, 0) and seen[-1] == 12
        assert contents(taken) == contents(added)
        assert taken.search("منبج").total == added.search("منبج").total > 0
        assert taken.picture().incidents == added.picture().incidents != []
        assert taken.verify().ok
        again = taken.add_dataset(tmp_path / "out")
        assert (again.added, again.unchanged) == (0, 12)
        assert contents(taken) == contents(added)


def test_broken_off_it_goes_on(source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(imports, "BATCH", 5)
    run(source, tmp_path / "out", workers=0)

    def stop(report: Any) -> None:
        if report.added >= 5:
            raise KeyboardInterrupt

    with Case.create(tmp_path / "taken") as taken:
        with pytest.raises(KeyboardInterrupt):
            taken.add_dataset(tmp_path / "out", progress=stop)
        report = taken.add_dataset(tmp_path / "out")
        assert (report.added, report.unchanged) == (7, 5)
        assert taken.verify().ok
        with pytest.raises(InputError, match="no dataset"):
            taken.add_dataset(tmp_path)


def test_command(source: Path, tmp_path: Path) -> None:
    with source.open("a", encoding="utf-8") as stream:
        stream.write("{broken\n")
    run(source, tmp_path / "out", workers=0)
    Case.create(tmp_path / "c").close()
    done = CliRunner().invoke(main, ["case", "import", str(tmp_path / "c"), str(tmp_path / "out"), "--json"])
    assert done.exit_code == 1, done.output
    report = json.loads(done.stdout)
    assert (report["added"], len(report["aside"])) == (12, 1)
