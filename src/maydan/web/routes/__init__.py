"""The routes, a module for each part of docs/web-api.md; every module here has a list ``routes``."""

from __future__ import annotations

import pkgutil
from importlib import import_module
from typing import Any


def all_routes() -> list[Any]:
    """The routes of every module of this package."""
    found: list[Any] = []
    for module in sorted(m.name for m in pkgutil.iter_modules(__path__)):
        found += import_module(f"{__name__}.{module}").routes
    return found
