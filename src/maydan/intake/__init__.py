"""Files to documents: many formats and encodings, hostile ones parsed in a process apart, boilerplate marked.

    for found in documents(["reports/"]):
        print(found.name, found.published if isinstance(found, Document) else found.reason)
"""

from maydan.intake.build import Meta, from_text
from maydan.intake.limits import DEFAULT_LIMITS, Limits
from maydan.intake.sandbox import Sandbox
from maydan.intake.tables import from_jsonl
from maydan.intake.walk import documents
from maydan.records.document import Document, SetAside, Stretch

__all__ = [
    "DEFAULT_LIMITS", "Document", "Limits", "Meta", "Sandbox", "SetAside", "Stretch", "documents", "from_jsonl",
    "from_text",
]  # fmt: skip
