"""Tables of others are read and incidents matched to them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from export_helpers import theatre, toy

from maydan.errors import InputError
from maydan.exports import export
from maydan.exports.compare import compare, distance_km
from maydan.exports.imports import read_comparison
from maydan.exports.parties import Parties

UCDP_FILE = Path(__file__).parents[3] / "shared" / "truth" / "ucdp_ged_syria_2016_2019.csv.gz"
HEAD = ("id,year,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,date_start,"
        "date_end,low,best,high\n")


def table(tmp_path: Path, *lines: str) -> Path:
    path = tmp_path / "ged.csv.gz"
    path.write_bytes(gzip.compress((HEAD + "\n".join(lines)).encode()))
    return path


def test_a_row_matches_by_day_distance_and_parties(tmp_path: Path) -> None:
    rows = read_comparison(table(
        tmp_path,
        "1,2016,1,Government of Syria,Syrian insurgents,1,Zahra,Aleppo,36.52,36.99,2016-02-04,2016-02-04,5,7,9",
        "2,2016,1,IS,SDF,1,Zahra,Aleppo,36.51,36.98,2016-02-03,2016-02-03,1,1,1",
        "3,2016,1,Government of Syria,IS,1,Homs,Homs,34.7,36.7,2016-02-03,2016-02-03,2,2,2",
        "4,2016,1,Government of Syria,IS,6,Syria,,35,38,2016-02-03,2016-02-03,90,90,90",
        "5,2015,1,Government of Syria,IS,1,Homs,Homs,34.7,36.7,2015-02-03,2015-02-03,2,2,2",
    ))
    found = compare(toy().tables["incidents"], rows, theatres=[theatre()], since="2016-01-01", until="2016-12-31")
    assert [(m.row_id, m.days, m.actors) for m in found.matches] == [("ucdp:1", 1, 1.0)]
    assert {m.row_id: m.why for m in found.misses} == {
        "ucdp:2": "other parties", "ucdp:3": "nothing near in time and place"}
    assert (found.rows, found.vague, found.incidents) == (4, 1, 1)
    assert (found.coverage, found.deaths, found.precision) == (0.3333, 0.7, 1.0)
    assert found.by_place == {"Aleppo": (1, 2), "Homs": (0, 1)} and found.only_here == []


def test_an_own_table_matches_its_case_whole(tmp_path: Path) -> None:
    """What is written in the columns of ACLED and UCDP is read back from them."""
    for name, file in (("acled", "acled.csv"), ("ucdp", "ucdp_ged.csv")):
        export(toy(), name, tmp_path)
        found = compare(toy().tables["incidents"], read_comparison(tmp_path / file), theatres=[theatre()])
        assert found.coverage == found.precision == 1.0 and found.dataset == name


def test_parties_by_other_names() -> None:
    parties = Parties([theatre()])
    assert "hts" in parties.of_names(["HTS: Hayat Tahrir al-Sham"])
    assert "is" in parties.of_names(["Islamic State (Syria)"])
    assert "russia-air" in parties.of_names(["Military Forces of Russia (2000-)"])
    assert parties.of_names(["Civilians (Syria)"]) == parties.of_ids(["civilians"]) == frozenset()
    assert parties.of_ids(["is"]) & parties.of_names(["IS"])


def test_what_is_no_such_table_is_said(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    with pytest.raises(InputError, match="no table of UCDP GED"):
        read_comparison(tmp_path / "x.csv")
    with pytest.raises(InputError, match="row 2"):
        read_comparison(table(tmp_path, "1,2016,9,a,b,1,c,d,1,2,2016-01-01,2016-01-01,1,1,1"))
    with pytest.raises(InputError, match="cannot be read"):
        read_comparison(tmp_path / "none.csv")
    (tmp_path / "bad.csv.gz").write_bytes(b"no gzip")
    with pytest.raises(InputError, match="cannot be read"):
        read_comparison(tmp_path / "bad.csv.gz")


def test_distance() -> None:
    assert distance_km(36.2, 37.16, 36.2, 37.16) == 0
    assert 304 < distance_km(36.2021, 37.1343, 33.5138, 36.2765) < 313  # Aleppo to Damascus


def test_the_published_table_is_read_where_it_is() -> None:
    if UCDP_FILE.exists():
        rows = read_comparison(UCDP_FILE)
        assert len(rows) > 16_000 and {r["dataset"] for r in rows} == {"ucdp"}
        assert all(r["killed_best"] is not None and r["actors"] and r["day_from"] <= r["day_to"] for r in rows)
