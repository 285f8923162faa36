"""When a document was written."""

from __future__ import annotations

from maydan.reading.context import Context
from maydan.reading.times.expressions import Expression
from maydan.records import ReferenceDate


def date_document(context: Context, expressions: list[Expression]) -> ReferenceDate:
    """The reference date."""
    day = context.published
    return ReferenceDate(value=day, earliest=day, latest=day, printed=day)
