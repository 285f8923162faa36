"""What is kept of a picture, so that the next one compares only what is new or changed."""

from __future__ import annotations

from typing import Any

import msgspec

BANDS = 32  # of a text's sketch


class Compared(msgspec.Struct, kw_only=True):
    """Documents whose texts were compared with each other.

    Attributes:
        documents: their ids, each once. bands: for each its :data:`BANDS` marks of 8 bytes, one after the other.
        group: document id -> an id that its group of copies has in common; only documents in groups of two or more.
    """

    documents: list[str] = []
    bands: bytes = b""
    group: dict[str, str] = {}


class Scored(msgspec.Struct, kw_only=True):
    """Pairs of events that were scored, and of what they were scored: what need not be done again.

    Attributes:
        marks: record id -> hash of all that the pair query is told of the event.
        pairs: rows of the query's result without what the two events tell, numbers of
            :attr:`marks` in place of event numbers.
        columns: names of the values of a row.
    """

    marks: dict[str, str] = {}
    columns: list[str] = []
    pairs: list[list[Any]] = []
