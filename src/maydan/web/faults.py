"""Errors as answers: ``{"error": one line, "advice": what to do}`` and the status that fits."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from maydan.errors import BusyError, CaseError, ConflictError, MaydanError, UnknownError
from maydan.web.answers import Answer
from maydan.web.upload import TooLargeError

log = logging.getLogger("maydan.web")
_ADVICE = {
    400: "check the question", 404: "check the address", 405: "see docs/web-api.md", 413: "send less at once",
}
_KINDS: tuple[tuple[type[MaydanError], int], ...] = (
    (UnknownError, 404), (ConflictError, 409), (BusyError, 503), (TooLargeError, 413))


def status_of(error: MaydanError) -> int:
    """The status of an answer that tells of an error; faults of the store itself are 503."""
    for kind, status in _KINDS:
        if isinstance(error, kind):
            return status
    return 503 if isinstance(error, CaseError) and error.__cause__ is not None else 400


def known_fault(_: Request[Any, Any, Any], error: MaydanError) -> Response[Any]:
    """An error that Maydan raised on purpose."""
    return fault(status_of(error), error.message, error.hint)


def http_fault(_: Request[Any, Any, Any], error: HTTPException) -> Response[Any]:
    """An address, method or parameter that does not fit."""
    detail = error.detail
    extra = error.extra
    if isinstance(extra, list) and extra and isinstance(extra[0], dict):
        detail = f"{extra[0].get('key', 'a value')}: {extra[0].get('message', 'does not fit')}"
    elif error.status_code == 404:
        detail = "there is nothing at this address"
    elif error.status_code == 405:
        detail = "this address does not take this method"
    return fault(error.status_code, detail, _ADVICE.get(error.status_code, ""))


def deep_fault(_: Request[Any, Any, Any], __: RecursionError) -> Response[Any]:
    """JSON in so many layers that it cannot be read."""
    return fault(400, "the question has too many layers", _ADVICE[400])


def unknown_fault(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """A fault of the program: said in the log, not to the page."""
    log.error("%s %s", request.method, request.url.path, exc_info=error)
    return fault(500, f"the server failed on this ({type(error).__name__})",
                 "the rest goes on working; the terminal has the details")


def fault(status: int, error: str, advice: str = "", **more: Any) -> Response[Any]:
    """An answer that tells of an error."""
    return Answer({"error": " ".join(error.split()), "advice": advice, **more}, status_code=status,
                  media_type="application/json")
