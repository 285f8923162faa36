"""Answers as JSON that bears any text a document may hold."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from litestar import Response

from maydan.case.codec import dumps
from maydan.web.settings import COUNTED


class Answer(Response[Any]):
    """A JSON answer; half characters, which UTF-8 cannot hold, are sent as escapes."""

    def render(self, content: Any, media_type: str, enc_hook: Callable[[Any], Any] = lambda v: v) -> bytes:
        """The body as bytes."""
        if media_type.startswith("application/json") and not isinstance(content, bytes):
            return dumps(content).encode()
        return super().render(content, media_type, enc_hook)


def listed(rows: Sequence[Any], total: int) -> dict[str, Any]:
    """A list as every route gives it; ``total`` is counted up to :data:`maydan.web.settings.COUNTED` and one more."""
    return {"rows": rows, "total": min(total, COUNTED), "more": total > COUNTED}


def page_of(rows: Sequence[Any], limit: int, offset: int) -> dict[str, Any]:
    """One page of rows that are all at hand."""
    return listed(rows[offset:offset + limit], len(rows))
