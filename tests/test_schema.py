"""Schemas follow the types."""

from __future__ import annotations

import msgspec
import pytest

from maydan.records import Event, Reading
from maydan.records.reading import KINDS
from maydan.records.schema import TABLES, arrow_schema, json_schema

pa = pytest.importorskip("pyarrow")


def test_json_schema_names_every_kind() -> None:
    schema = json_schema()
    assert set(KINDS) <= set(schema["$defs"]["Reading"]["properties"])
    assert "from" in schema["$defs"]["Holding"]["properties"]


@pytest.mark.parametrize("table", sorted(TABLES))
def test_arrow_schema_has_every_field(table: str) -> None:
    schema = arrow_schema(table)
    assert tuple(schema.names) == TABLES[table].__struct_encode_fields__


def test_records_fit_their_table() -> None:
    event = Event(quote="قصفت القوات", start=0, end=11, type="shelling", who=("syr-army",))
    row = msgspec.to_builtins(event)
    table = pa.Table.from_pylist([row], schema=arrow_schema("events"))
    assert table.to_pylist()[0]["who"] == ["syr-army"]


def test_a_reading_goes_to_json_and_back() -> None:
    reading = Reading(doc="a")
    assert msgspec.json.decode(reading.to_json(), type=Reading) == reading
