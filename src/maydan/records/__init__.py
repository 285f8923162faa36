"""What Maydan records, as types: mentions, statements, readings, documents. JSON Schema and Arrow come from them."""

from maydan.records.document import Document, SetAside, Stretch
from maydan.records.mentions import Actor, AnchoredTime, Candidate, Figure, Place, ReferenceDate, Time
from maydan.records.reading import Reading
from maydan.records.statements import Event, Holding, Outlook, Saying, Tie, Toll

__all__ = [
    "Actor", "AnchoredTime", "Candidate", "Document", "Event", "Figure", "Holding", "Outlook", "Place", "Reading",
    "ReferenceDate", "Saying", "SetAside", "Stretch", "Tie", "Time", "Toll",
]
