"""Maydan reads Arabic reporting about a conflict.

    import maydan
    reading = maydan.read(text, published="2016-02-14")
    case = maydan.Case.open("aleppo")
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from maydan import native

if TYPE_CHECKING:
    from maydan.case import Case
    from maydan.reading.reader import read

__all__ = ["Case", "read"]

native.install()


def __getattr__(name: str) -> Any:
    """``read`` and ``Case``, loaded when they are first used."""
    if name == "Case":
        from maydan.case import Case

        return Case
    if name == "read":
        from maydan.reading.reader import read

        return read
    raise AttributeError(f"module 'maydan' has no attribute {name!r}")
