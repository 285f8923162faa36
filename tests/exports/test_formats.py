"""Every format is opened by another program and holds what went in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas
import openpyxl
import pandas
import pyarrow.parquet as pq
import pyogrio
import pytest
from export_helpers import HOSTILE, TEXTS, toy
from followthemoney import model

from maydan.errors import ExportError
from maydan.exports import FORMATS, acled, export, polecat, ucdp
from maydan.exports.cells import escaped
from maydan.exports.registry import quote_check
from maydan.tables import package_data, read_table

ACLED_HEAD = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1 inter1 "
    "actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location "
    "latitude longitude geo_precision source source_scale notes fatalities tags timestamp")
UCDP_HEAD = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name "
    "dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b "
    "number_of_sources source_article source_office source_date source_headline source_original where_prec "
    "where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id "
    "region event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high "
    "low gwnoa gwnob")
POLECAT_HEAD = (
    "Event ID|Event Date|Event Type|Event Mode|Intensity|Quad Code|Contexts|Actor Name|Actor Country|Actor COW|"
    "Primary Actor Sector|Actor Sectors|Actor Title|Actor Name Raw|Wikipedia Actor ID|Recipient Name|"
    "Recipient Country|Recipient COW|Primary Recipient Sector|Recipient Sectors|Recipient Title|Recipient Name Raw|"
    "Wikipedia Recipient ID|Placename|City|District|Province|Country|Latitude|Longitude|GeoNames ID|Raw Placename|"
    "Feature Type|Source|Publication Date|Story People|Story Organizations|Story Locations|Language|Version")
ACLED, UCDP, POLECAT = ACLED_HEAD.split(), UCDP_HEAD.split(), POLECAT_HEAD.split("|")


def written(tmp_path: Path, name: str, **options: Any) -> Path:
    export(toy(), name, tmp_path / name, **options)
    return tmp_path / name


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_every_export_carries_its_dictionary_and_versions(name: str, tmp_path: Path) -> None:
    done = export(toy(), name, tmp_path, profile="public")
    descriptor = json.loads((tmp_path / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["maydan"]["reader"] and descriptor["maydan"]["theatres"] == ["toy 7"]
    assert descriptor["maydan"]["publish_profile"]["name"] == "public"
    assert {r["path"] for r in descriptor["resources"]} <= set(done.files)
    for resource in descriptor["resources"]:
        for field in resource["schema"]["fields"]:
            assert field["description"], f"{resource['name']}.{field['name']} is not explained"
    assert sorted(p.name for p in tmp_path.iterdir()) == done.files


def test_csv_in_pandas(tmp_path: Path) -> None:
    folder = written(tmp_path, "csv")
    events = pandas.read_csv(folder / "events.csv")
    assert list(events["record_id"]) == ["e1", "e2", "e3"] and list(events["killed_best"])[:2] == [7.0, 8.0]
    assert events["who"][0] == "russia-air" and events["where"][0] == "Z; x:SY:مشفي:36.50,37.00"
    assert pandas.read_csv(folder / "documents.csv")["title"][0] == "'" + HOSTILE


def test_xlsx_in_openpyxl_and_pandas(tmp_path: Path) -> None:
    file = written(tmp_path, "xlsx") / "maydan.xlsx"
    book = openpyxl.load_workbook(file)
    assert book.sheetnames[:3] == ["about", "dictionary", "documents"]
    for sheet in book:
        assert not [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
    frame = pandas.read_excel(file, sheet_name="documents")
    assert frame["title"][0] == escaped(HOSTILE) and frame["length"][0] == len(TEXTS["d1"])


def test_json_lines_in_pandas(tmp_path: Path) -> None:
    frame = pandas.read_json(written(tmp_path, "jsonl") / "incidents.jsonl", lines=True)
    assert frame["who"][0] == ["russia-air"] and frame["killed_best"][0] == 7.5


def test_parquet_in_pandas(tmp_path: Path) -> None:
    folder = written(tmp_path, "parquet")
    frame = pandas.read_parquet(folder / "events.parquet")
    assert list(frame["where"][1]) == ["Z"] and frame["start"][0] == 0
    about = json.loads(pq.read_schema(folder / "events.parquet").metadata[b"maydan"])
    assert about["theatres"] == ["toy 7"] and about["made"] == "2026-01-02T03:04:05Z"


def test_geojson_in_gdal(tmp_path: Path) -> None:
    folder = written(tmp_path, "geojson")
    info = pyogrio.read_info(folder / "incidents.geojson")
    assert info["features"] == 1 and info["geometry_type"] == "Point" and info["crs"] == "EPSG:4326"
    assert pyogrio.read_bounds(folder / "incidents.geojson")[1][:2, 0].tolist() == [36.98, 36.51]


def test_geoparquet_in_geopandas(tmp_path: Path) -> None:
    frame = geopandas.read_parquet(written(tmp_path, "geoparquet") / "events.parquet")
    assert frame.crs.to_epsg() == 4326 or frame.crs.to_authority() == ("OGC", "CRS84")
    assert (frame.geometry.x[1], frame.geometry.y[1]) == (36.98, 36.51)


def test_acled_columns_and_codes(tmp_path: Path) -> None:
    frame = pandas.read_csv(written(tmp_path, "acled") / "acled.csv")
    assert list(frame.columns) == ACLED == list(acled.COLUMNS) and len(ACLED) == 31
    row = frame.iloc[0]
    assert (row["event_type"], row["sub_event_type"]) == ("Explosions/Remote violence", "Air/drone strike")
    assert (row["actor1"], row["inter1"], row["actor2"], row["inter2"]) == (
        "Russian Air Force", 8, "Civilians (Syria)", 7)
    assert (row["interaction"], row["civilian_targeting"], row["iso"]) == (78, "Civilian targeting", 760)
    assert (row["time_precision"], row["geo_precision"], row["fatalities"]) == (1, 1, 8)
    assert (row["admin1"], row["admin2"]) == ("Aleppo province", "Azaz district")


def test_ucdp_columns_and_codes(tmp_path: Path) -> None:
    frame = pandas.read_csv(written(tmp_path, "ucdp") / "ucdp_ged.csv")
    assert list(frame.columns) == UCDP == list(ucdp.COLUMNS) and len(UCDP) == 49
    row = frame.iloc[0]
    assert (row["type_of_violence"], row["side_a"], row["side_b"]) == (3, "Government of Russia (Soviet Union)",
                                                                     "Civilians")
    assert (row["low"], row["best"], row["high"], row["deaths_civilians"]) == (7, 8, 8, 8)
    assert (row["where_prec"], row["date_prec"], row["country_id"], row["gwnoa"]) == (1, 1, 652, 365)
    assert row["deaths_a"] + row["deaths_b"] + row["deaths_civilians"] + row["deaths_unknown"] == row["best"]


def test_priogrid_cells() -> None:
    assert ucdp.priogrid(-90, -180) == 1 and ucdp.priogrid(89.9, 179.9) == 259200
    assert ucdp.priogrid(34.5, 69.2) == 179779


def test_polecat_columns_and_pairs(tmp_path: Path) -> None:
    frame = pandas.read_csv(written(tmp_path, "polecat") / "polecat.tsv", sep="\t")
    assert list(frame.columns) == POLECAT == list(polecat.COLUMNS) and len(POLECAT) == 40
    row = frame.iloc[0]
    assert (row["Event Type"], row["Event Mode"], row["Intensity"], row["Quad Code"]) == ("ASSAULT", "aerial", -9.5, 4)
    assert (row["Actor Country"], row["Actor COW"], row["Primary Recipient Sector"]) == ("RUS", 365, "CVL")


def test_every_code_of_the_ontology_has_its_score_and_group() -> None:
    scored = {(r["type"], r["mode"]) for r in read_table(package_data("exports", "plover.tsv"))}
    for row in read_table(package_data("lexicons", "ontology.tsv")):
        if row["plover"]:
            assert (row["plover"], row["plover_mode"]) in scored, row["type"]


def test_follow_the_money_takes_every_entity(tmp_path: Path) -> None:
    file = written(tmp_path, "ftm") / "entities.ftm.json"
    found = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    ids = {e["id"] for e in found}
    assert len(ids) == len(found)
    for entity in found:
        model.get(entity["schema"]).validate(entity)
        proxy = model.get_proxy(entity, cleaned=False)
        for name, values in entity["properties"].items():
            assert len(proxy.get(name)) == len(values), f"{entity['schema']}.{name}: {values}"
            if proxy.schema.get(name).type.name == "entity":
                assert set(values) <= ids
    assert {"Article", "Event", "UnknownLink", "Documentation", "Person", "PublicBody"} <= {e["schema"] for e in found}


def test_annotations_point_at_the_words(tmp_path: Path) -> None:
    whole = json.loads((written(tmp_path, "annotations") / "annotations.jsonld").read_text(encoding="utf-8"))
    assert whole["@context"] == "http://www.w3.org/ns/anno.jsonld" and whole["total"] == len(whole["first"]["items"])
    for item in whole["first"]["items"]:
        position, exact = item["target"]["selector"]
        text = TEXTS[item["target"]["source"]["id"].rpartition(":")[2]]
        assert text[position["start"]:position["end"]] == exact["exact"]
        assert item["type"] == "Annotation" and json.loads(item["body"][1]["value"])


def test_a_record_that_does_not_stand_is_refused(tmp_path: Path) -> None:
    whole = toy()
    whole.tables["events"][0]["quote"] = "كلام آخر"
    check = quote_check(TEXTS.__getitem__)
    with pytest.raises(ExportError, match="e1"):
        export(whole, "csv", tmp_path / "a", check=check)
    assert not (tmp_path / "a").exists()
    done = export(whole, "jsonl", tmp_path / "b", check=check, refused="skip")
    assert done.refused == ["e1"]
    assert (tmp_path / "b" / "incidents.jsonl").read_text() == ""  # it rested on the record
    assert export(toy(), "csv", tmp_path / "c", check=check).refused == []


def test_errors_say_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="use one of"):
        export(toy(), "odt", tmp_path)
    with pytest.raises(ExportError, match="public"):
        export(toy(), "csv", tmp_path, profile="secret")
    (tmp_path / "file").write_text("")
    with pytest.raises(ExportError, match="folder"):
        export(toy(), "csv", tmp_path / "file")
