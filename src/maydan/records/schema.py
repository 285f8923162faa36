"""JSON Schema and Arrow schemas of the record types, derived from the types themselves."""

from __future__ import annotations

import types
import typing
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

import msgspec

from maydan.records.document import Document, SetAside
from maydan.records.mentions import Actor, AnchoredTime, Figure, Place, Time
from maydan.records.reading import Reading
from maydan.records.statements import Event, Holding, Outlook, Saying, Tie

if TYPE_CHECKING:
    import pyarrow as pa

TABLES: dict[str, type[msgspec.Struct]] = {
    "documents": Document, "set_aside": SetAside, "times": Time, "anchored_times": AnchoredTime, "places": Place,
    "actors": Actor, "figures": Figure, "events": Event, "holdings": Holding, "ties": Tie, "sayings": Saying,
    "outlooks": Outlook,
}


def json_schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a reading, with every record type under ``$defs``."""
    return msgspec.json.schema(Reading)


def arrow_schema(table: str) -> pa.Schema:
    """The Arrow schema of one table of records: a column for each field, nested types as lists and structs.

    Args:
        table: a key of :data:`TABLES`.

    Raises:
        KeyError: there is no such table.
    """
    import pyarrow as pa

    return pa.schema(_fields(TABLES[table]))


def _fields(struct: type[msgspec.Struct]) -> list[pa.Field]:
    import pyarrow as pa

    hints = typing.get_type_hints(struct)
    names = dict(zip(struct.__struct_fields__, struct.__struct_encode_fields__, strict=True))
    found = []
    for field in struct.__struct_fields__:
        kind, nullable = _arrow(hints[field])
        found.append(pa.field(names[field], kind, nullable=nullable))
    return found


def _arrow(hint: Any) -> tuple[pa.DataType, bool]:
    """Arrow type of an annotation, and whether it may be null."""
    import pyarrow as pa

    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        kinds = [a for a in get_args(hint) if a is not type(None)]
        nullable = len(kinds) < len(get_args(hint))
        if set(kinds) == {int, float}:
            return pa.float64(), nullable
        return _arrow(kinds[0])[0], nullable
    if origin is Literal:
        return pa.string(), False
    if origin is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return pa.list_(_arrow(inner[0])[0]), False
        return pa.list_(_arrow(inner[0])[0], len(inner)), False
    if origin is dict:
        key, value = get_args(hint)
        return pa.map_(_arrow(key)[0], _arrow(value)[0]), False
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return pa.struct(_fields(hint)), False
    simple = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}
    return simple[hint], False
