"""How the gazetteer is put together: spellings, English names, joining of rows, weight of names."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "tools"))

from gazetteer.amend import amend, finish
from gazetteer.areas import SIDES, bearing, countryside
from gazetteer.latin import best, english
from gazetteer.merge import merge, one_letter_apart
from gazetteer.place import Place
from gazetteer.spelling import key, variants, without_side, without_unit
from gazetteer.weigh import ALL, cut, rarity, weigh


@pytest.mark.parametrize(("name", "form"), [
    ("كفر زيتا", "كفرزيتا"), ("كفرنبل", "كفر نبل"), ("تل سلطان", "تل السلطان"), ("سلمية", "السلمية"),
    ("مشيرفة غربية", "مشيرفة الغربية"), ("بئر عجم", "بير عجم"), ("كفرلاتة", "كفرلاتا"),
])
def test_press_spellings_are_derived(name: str, form: str) -> None:
    assert form in variants(name, article=False)


def test_keys_even_out_spelling() -> None:
    assert key("كفر لاتا") == key("كفرلاتة")
    assert key("أبو الظهور") == key("ابو الضهور")
    assert key("تل أبيض") != key("تل أسود")


def test_last_words_that_only_tell_twins_apart() -> None:
    assert without_side("الباغوز فوقاني") == "الباغوز"
    assert without_side("الباغوز") is None
    assert without_unit("الميدان عفرين", ("عفرين", "")) == "الميدان"
    assert without_unit("مدينة الباب", ("الباب", "الباب")) == "مدينة الباب"


@pytest.mark.parametrize(("scholarly", "plain"), [
    ("Ash Shaykh Miskīn", "al-Sheikh Miskin"), ("Kafr Ta‘āl", "Kafr Taal"), ("Al Bārah", "al-Bara"),
    ("Ma`arrat an Nu`mān", "Maarrat al-Numan"),
])
def test_english_names(scholarly: str, plain: str) -> None:
    assert english(scholarly) == plain


def test_the_english_name_fits_the_arabic_one() -> None:
    assert best("معردس", "Maar Dis", ["Ma‘rūs"], scholarly_first=True) == "Maar Dis"


def test_rows_of_one_place_are_joined_and_twins_kept() -> None:
    rows = [
        Place("C1", "كفر زيتا", "town", 35.37, 36.60), Place("GN1", "كفرزيتا", "village", 35.38, 36.61),
        Place("C2", "الدانا", "town", 36.21, 36.77), Place("C3", "الدانا", "village", 35.69, 36.68),
        Place("GN2", "الدانا", "village", 33.0, 36.0),
    ]
    places, gone = merge(rows)
    assert gone == {"GN1": "C1"}
    assert [p.id for p in places] == ["C1", "C2", "C3", "GN2"]


def test_one_letter_apart() -> None:
    assert one_letter_apart("حلبيه", "حلبه")
    assert one_letter_apart("سراقب", "سرقاب") is False
    assert one_letter_apart("منغ", "منق")


def test_a_name_is_weighed_by_where_it_occurs() -> None:
    counts = {ALL: (50_000, 0, 4_000), "سلام": (400, 9, 30), "حماه": (60, 0, 90), "تدمر": (50, 0, 45)}
    assert rarity("سلام", counts) == "weak"
    assert rarity("حماه", counts) == "plain"
    assert rarity("تدمر", counts) == "common"
    assert rarity("كفرنبل", counts) == "plain"


def test_an_everyday_name_is_kept_behind_its_type_word() -> None:
    counts = {ALL: (50_000, 0, 4_000), "السلام": (400, 9, 30)}
    place = Place("C9", "السلام", "village", 35.0, 37.0, alt=["تل سلمى"])
    weigh(place, counts, {})
    assert (place.name, place.weak, place.common) == ("قرية السلام", ["السلام"], False)
    assert "تل سلمى" in place.alt


def test_an_adjective_does_not_make_a_name_of_its_type_word() -> None:
    place = Place("C9", "صغيرة", "village", 35.0, 37.0)
    weigh(place, {ALL: (50_000, 0, 4_000), "صغيره": (900, 9, 30)}, {})
    assert (place.name, place.common) == ("صغيرة", True)


def test_letters_cut_off_words() -> None:
    assert cut("وبحلب") >= {"بحلب", "حلب"}
    assert "الرقه" in cut("للرقه")


def test_countrysides_are_named_in_every_usual_way() -> None:
    north = SIDES[0]
    forms = countryside("اللاذقية", north, province=True)
    assert {"ريف اللاذقية الشمالي", "الريف الشمالي للاذقية", "شمالي اللاذقية", "شمال محافظة اللاذقية"} <= set(forms)
    assert "شمال منبج" not in countryside("منبج", north, province=False)
    assert round(bearing(Place("", "", "", 36.0, 37.0), Place("", "", "", 36.0, 38.0))) == 90


def test_rows_edited_by_hand_survive_a_build(tmp_path: Path) -> None:
    table, kept = tmp_path / "places.tsv", tmp_path / "amended.tsv"
    built = "id\tname\na\tأ\nb\tب\nc\tت\n"
    edited = "id\tname\na\tأ\nb\tباء\nd\tد\n"
    table.write_text(built, encoding="utf-8")
    assert finish(table, edited, kept, recording=True) == 3
    assert table.read_text(encoding="utf-8") == edited
    table.write_text(built, encoding="utf-8")
    assert amend(table, kept) == 3
    assert table.read_text(encoding="utf-8") == edited
    table.write_text(built, encoding="utf-8")
    assert amend(table, tmp_path / "none.tsv") == 0
    assert table.read_text(encoding="utf-8") == built


def test_tables_hold_their_amended_rows() -> None:
    root = Path(__file__).parents[2]
    for table, amended in (("mena/places", "mena/amended"), ("syria/places", "syria/amended_places"),
                           ("syria/neighbours", "syria/amended_neighbours")):
        rows = (root / f"src/maydan/theatres/{table}.tsv").read_text(encoding="utf-8").splitlines()
        kept = (root / f"tools/data/{amended}.tsv").read_text(encoding="utf-8").splitlines()
        assert {line for line in kept if "\t" in line} <= set(rows), f"run the build with --amend: {table}"
