"""What leaves under the public profile, and that nothing else does."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from export_helpers import toy

from maydan.exports import FORMATS, PROFILES, export, preview

SECRETS = ("سامر", "الحلواني", "samer", "halwani", "36.51", "36.98", "36.50,37.00", "كاتبة الخبر", "/home/reporter")


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_public_exports_hold_no_private_name_and_no_exact_point(name: str, tmp_path: Path) -> None:
    export(toy(), name, tmp_path, profile="public")
    for file in tmp_path.iterdir():
        if file.suffix == ".parquet":
            import pyarrow.parquet as pq

            content = str(pq.read_table(file).to_pylist()) + str(pq.read_schema(file).metadata)
        elif file.suffix == ".xlsx":
            with zipfile.ZipFile(file) as book:
                content = "".join(book.read(n).decode("utf-8") for n in book.namelist())
        else:
            content = file.read_text(encoding="utf-8")
        for secret in SECRETS:
            assert secret not in content.lower(), f"{file.name} holds {secret}"


def test_roles_points_and_texts_of_the_preview() -> None:
    seen = preview(toy(), "public")
    assert seen.roles == {"a commander of Hayat Tahrir al-Sham": 1}
    assert seen.persons == {"private:0001": "Samer al-Halwani"} and seen.public_persons == ["The Minister"]
    assert seen.points_moved == 1 and seen.points_dropped == 1 and seen.bylines_left_out == 2
    assert seen.texts_left_out == {"ties": 1}
    assert seen.rows["events"] == 3 and "quote" in seen.columns["events"]


def test_the_full_profile_leaves_all_as_it_is() -> None:
    from maydan.exports.profiles import apply

    whole = toy()
    same, seen = apply(whole, PROFILES["full"])
    assert same.tables == whole.tables and seen.texts_left_out == {} and seen.points_moved == 0


def test_points_go_to_the_district() -> None:
    from maydan.exports.profiles import apply

    coarse, _ = apply(toy(), PROFILES["public"])
    place = next(p for p in coarse.tables["places"] if p["place"] == "Z")
    assert (place["lat"], place["lon"], place["radius_km"]) == (36.55, 37.05, 20.0)
    incident = coarse.tables["incidents"][0]
    assert (incident["lat"], incident["lon"]) == (36.55, 37.05)
    assert incident["where"] == ["Z", "x:00001"]


def test_without_a_theatre_every_person_is_private() -> None:
    from export_helpers import tables

    from maydan.exports import bundle

    assert len(preview(bundle(tables()), "public").persons) == 2
