"""The commands on cases: what they print, how they end, and that no passphrase stands in an argument."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from conftest import KOBANI, MENAGH, SECRET

from maydan.case import Case
from maydan.cli.main import main


def run(*arguments: object, code: int = 0, **environment: str) -> Result:
    result = CliRunner().invoke(main, [str(a) for a in arguments], env=environment)
    assert result.exit_code == code, (result.output, result.exception)
    return result


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text, source, date in (("a", MENAGH, "Desk A", "2016-02-12"), ("b", KOBANI, "Desk B", "2015-01-27")):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
        (folder / f"{name}.meta.json").write_text(json.dumps({"source": source, "date": date}))
    return folder


def test_a_case_from_start_to_end(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "c"
    assert "maydan case add" in run("case", "new", case, "--title", "T", "--theatre", "syria").output
    run("case", "new", case, code=2)
    assert "2 added" in run("case", "add", case, reports).output
    report = json.loads(run("case", "add", case, reports, "--json").output)
    assert (report["added"], report["unchanged"]) == (0, 2)
    (reports / "empty.txt").write_bytes(b"")
    assert "set aside" in run("case", "add", case, reports, code=1).output
    run("case", "add", case, code=2)
    assert "2 read anew" in run("case", "add", case, "--reread").output or "2 unchanged"
    status = json.loads(run("case", "status", case, "--documents", "--lost", "--json").output)
    assert status["documents"] == 2 and status["lost_list"] == [] and len(status["document_list"]) == 2
    assert "Desk B" in run("case", "status", case, "--documents").output
    assert "[منغ]" in run("case", "search", case, "منغ").output
    assert run("case", "search", case, "قسطنطينية", code=1).output == "0 documents\n"
    assert json.loads(run("case", "search", case, "قوات سوريا", "--json").output)["total"] == 1
    run("case", "search", case, "x", "--since", "yesterday", code=2)
    verified = json.loads(run("case", "verify", case, "--json").output)
    assert verified["ok"] and "nothing to do" in run("case", "verify", case).output
    run("case", "verify", case, "--head", "a" * 64, code=1)
    assert "csv" in json.loads(run("case", "export", case, "--list").output)["formats"]
    run("case", "export", case, code=2)
    assert "events.csv" in run("case", "export", case, tmp_path / "out").output
    run("case", "export", case, tmp_path / "agreement.json", "--agreement")
    assert json.loads((tmp_path / "agreement.json").read_text())["alpha"] is None
    run("case", "backup", case, tmp_path / "b.zip")
    run("case", "backup", case, tmp_path / "b.maydan")
    assert "2 documents" in run("case", "restore", tmp_path / "b.zip", tmp_path / "d").output
    run("case", "restore", tmp_path / "b.maydan", tmp_path / "d", code=2)
    assert "0 added, 0 changed, 0 gone" in run("diff", case, tmp_path / "d").output
    document = status["document_list"][0]["document_id"]
    run("case", "purge", tmp_path / "d", "--document", document, "--yes", code=2)  # who?
    assert "1 documents" in run("case", "purge", tmp_path / "d", "--document", document, "--reviewer", "r",
                                "--yes").output
    assert {c["change"] for c in json.loads(run("diff", case, tmp_path / "d", "--json", code=1).output)} == {"gone"}
    assert "added" in run("diff", case, "2000-01-01", "--until", "9000-01-01", code=1).output
    run("diff", case, "0.0.0", code=2)
    run("case", "purge", tmp_path / "d", code=2)
    run("case", "purge", tmp_path / "d", "--all", "--yes")
    assert not (tmp_path / "d.maydan").exists()
    run("case", "status", tmp_path / "d", code=2)


def test_the_picture(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "c"
    run("case", "new", case, "--theatre", "syria")
    run("case", "add", case, reports)
    whole = json.loads(run("picture", case, "--json").output)
    assert {"incidents", "network", "sieges", "contradictions", "forecasters"} <= set(whole)
    held = json.loads(run("picture", case, "--on", "2016-02-12", "--place", "Menagh air base", "--json").output)["held"]
    assert [h["holders"] for h in held] == [["sdf"], ["sdf"]] and held[0]["quotes"][0]["quote"] in MENAGH
    run("picture", case, "--on", "2016-02-12", "--geojson", tmp_path / "map.json")
    points = json.loads((tmp_path / "map.json").read_text())["features"]
    assert any(p["properties"]["holders"] == ["sdf"] for p in points)
    for arguments in ([], ["--on", "2016-02-12"], ["--actor", "sdf"], ["--place", "Menagh air base"]):
        assert "incidents" in run("picture", case, *arguments).output
    run("picture", case, "--place", "Atlantis", code=2)
    run("picture", case, "--geojson", tmp_path / "x", code=2)


def test_comparison_with_another_table(tmp_path: Path, reports: Path) -> None:
    case = tmp_path / "c"
    run("case", "new", case, "--theatre", "syria")
    run("case", "add", case, reports)
    (tmp_path / "acled.csv").write_text(
        "event_id_cnty,event_date,event_type,sub_event_type,actor1,actor2,admin1,location,latitude,longitude,"
        "geo_precision,country,fatalities,source\n"
        "SYR1,12 February 2016,Explosions/Remote violence,Air/drone strike,Military Forces of Syria,Civilians (Syria),"
        "Aleppo,Tal Rifaat,36.47,37.09,1,Syria,7,Other\n", encoding="utf-8")
    found = json.loads(run("case", "compare", case, tmp_path / "acled.csv", "--since", "2016-02-01", "--until",
                           "2016-02-29", "--json").output)
    assert found["rows"] == 1 and found["dataset"] == "acled"
    assert "coverage" in run("case", "compare", case, tmp_path / "acled.csv").output
    run("case", "compare", case, tmp_path / "none.csv", code=2)


def test_passphrases_come_from_a_file(tmp_path: Path, reports: Path) -> None:
    if importlib.util.find_spec("sqlcipher3") is None:
        return
    (tmp_path / "phrase").write_text(SECRET + "\n", encoding="utf-8")
    known = {"MAYDAN_CASE_PASSPHRASE_FILE": str(tmp_path / "phrase")}
    case = tmp_path / "c"
    run("case", "new", case, "--encrypt", "--theatre", "syria", **known)
    run("case", "add", case, reports, **known)
    run("case", "backup", case, tmp_path / "b.maydan", **known)
    run("case", "restore", tmp_path / "b.maydan", tmp_path / "d", **known)
    assert "passphrase is needed" in run("case", "status", case, code=2).output
    assert "wrong passphrase" in run("case", "status", case, code=2, MAYDAN_CASE_PASSPHRASE="other").output
    run("case", "status", case, code=2, MAYDAN_CASE_PASSPHRASE_FILE=str(tmp_path / "none"))
    with Case.open(tmp_path / "d", passphrase=SECRET) as restored:
        assert restored.status()["documents"] == 2


def test_no_password_in_an_address() -> None:
    for address in ("postgresql://u:secret@localhost/d", "postgres://u:x@h/d?case=a"):
        output = run("case", "status", address, code=2).output
        assert "can be read by others" in output and "secret" not in output
