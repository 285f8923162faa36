"""A reading: all mentions and records of one document, in the annotation guide's format."""

from __future__ import annotations

import msgspec

from maydan.records.mentions import Actor, AnchoredTime, Figure, Place, ReferenceDate, Time
from maydan.records.statements import Event, Holding, Outlook, Saying, Tie

KINDS = ("times", "places", "actors", "events", "holdings", "ties", "figures", "sayings", "outlooks")


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one version of the reader with one version of a theatre found in one document.

    Attributes:
        doc: name or id of the document.
        reader: reader version; theatre: "name version".
        language: "ar", or another code with nothing read.
        warnings: one line each.
    """

    doc: str
    reference_date: ReferenceDate = ReferenceDate()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    actors: tuple[Actor, ...] = ()
    events: tuple[Event, ...] = ()
    holdings: tuple[Holding, ...] = ()
    ties: tuple[Tie, ...] = ()
    figures: tuple[Figure, ...] = ()
    sayings: tuple[Saying, ...] = ()
    outlooks: tuple[Outlook, ...] = ()
    anchored_times: tuple[AnchoredTime, ...] = ()
    reader: str = ""
    theatre: str = ""
    language: str = "ar"
    warnings: tuple[str, ...] = ()

    def to_json(self, *, indent: int = 1) -> bytes:
        """The reading as UTF-8 JSON; ``indent`` 0 gives one line."""
        data = msgspec.json.encode(self)
        return msgspec.json.format(data, indent=indent) if indent else data
