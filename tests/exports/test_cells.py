"""Formulas are escaped whatever the text, and the text comes back."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maydan.exports.cells import FORMULA_STARTS, cell, escaped, unescaped, whole
from maydan.exports.output import write_csv

TEXT = st.text(st.characters(exclude_categories=("Cs",)))
STARTS = st.sampled_from([*FORMULA_STARTS, "'", " =", "\u00a0@"])


@given(st.one_of(TEXT, st.builds(str.__add__, STARTS, TEXT)))
def test_no_cell_starts_a_formula_and_every_text_comes_back(text: str) -> None:
    made = escaped(text)
    assert not made.startswith(FORMULA_STARTS) and not made.strip().startswith(FORMULA_STARTS[:4])
    assert unescaped(made) == text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_the_starts_of_cwe_1236(start: str) -> None:
    assert escaped(f"{start}1+1") == f"'{start}1+1"
    assert cell([f"{start}a", "b"]) == f"'{start}a; b"


@given(st.lists(st.fixed_dictionaries({"a": st.one_of(st.none(), TEXT), "b": st.integers()}), max_size=5))
def test_rows_come_back_through_csv(rows: list[dict[str, object]]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "x.csv"
        write_csv(path, ["a", "b"], rows)
        with path.open(encoding="utf-8-sig", newline="") as file:
            back = list(csv.DictReader(file))
    assert [unescaped(r["a"]) for r in back] == [r["a"] or "" for r in rows]
    assert [int(r["b"]) for r in back] == [r["b"] for r in rows]


def test_numbers_stay_numbers() -> None:
    assert cell(-3.5) == -3.5 and cell(None) is None and cell(True) is True
    assert whole(7.5) == 8 and whole(None) is None
