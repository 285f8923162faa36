"""Slots settled by a small model over what the rules found and what stands around (see :mod:`candidates`)."""

from maydan.reading.filling.occasion import settle_occasions
from maydan.reading.filling.step import settle_slots

__all__ = ["settle_occasions", "settle_slots"]
