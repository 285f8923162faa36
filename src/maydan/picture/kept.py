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
        pairs: rows of the query's result, numbers of :attr:`marks` in place of event numbers.
    """

    marks: dict[str, str] = {}
    pairs: list[tuple[Any, ...]] = []


class Pair(msgspec.Struct, array_like=True, gc=False):
    """Why two records of an incident are one; very many, so kept short.

    Attributes:
        a, b: record ids.
        why: "score", or "toll", "copy", "siege": joined before scoring, and without the values of slots.
        day: ordinal of the later first day. days: between the two. slack: how wide their days are together.
        km: apart, None where one has no point. same_place: 1 where one place is told of both.
    """

    a: str
    b: str
    day: int | None = None
    days: int | None = None
    slack: int | None = None
    km: float | None = None
    same_place: int | None = None
    when_score: float | None = None
    where_score: float | None = None
    who_score: float | None = None
    whom_score: float | None = None
    type_score: float | None = None
    toll_score: float | None = None
    score: float = 1.0
    why: str = "score"

    def row(self) -> dict[str, Any]:
        """The pair as a flat row, of what was joined before scoring without the values of slots."""
        if self.why == "score":
            return msgspec.structs.asdict(self)
        return {"a": self.a, "b": self.b, "score": self.score, "why": self.why}
