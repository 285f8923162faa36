"""docs/web-api.md is the interface: every route stands there, and every route there is served."""

from __future__ import annotations

import re
from pathlib import Path

from litestar.handlers import HTTPRouteHandler

from maydan.web.routes import all_routes

PAGE = (Path(__file__).parents[2] / "docs" / "web-api.md").read_text(encoding="utf-8")


def served() -> set[tuple[str, str]]:
    """(method, address) of every route, with parameters as {}."""
    found = set()
    for handler in all_routes():
        assert isinstance(handler, HTTPRouteHandler)
        for path in handler.paths:
            assert path.startswith("/api/"), path
            plain = re.sub(r"\{[^}]*\}", "{}", path)
            found |= {(method, plain) for method in handler.http_methods if method not in ("OPTIONS", "HEAD")}
    return found


def documented() -> set[tuple[str, str]]:
    """The same, as the tables of the page have them."""
    return {(method or "GET", re.sub(r"\{[^}]*\}", "{}", path))
            for method, path in re.findall(r"`(?:(GET|POST|PUT|DELETE) )?(/api/[^\s`?]+)", PAGE)}


def test_every_route_is_documented() -> None:
    assert served() - documented() == set()


def test_every_documented_route_is_served() -> None:
    assert documented() - served() == set()


def test_every_parameter_of_the_library_and_review_is_documented() -> None:
    named = set(re.findall(r"\w+", " ".join(re.findall(r"`(?:GET|POST|PUT|DELETE) [^`]*`|body `[^`]*`", PAGE))))
    for handler in all_routes():
        if handler.fn.__module__.rsplit(".", 1)[1] in ("case", "documents", "records", "review"):
            for name in handler.parsed_fn_signature.parameters:
                if name not in ("desk", "request", "data", "in_state", "document_id", "record_id", "job_id"):
                    assert name in named, f"{handler.paths}: {name}"
