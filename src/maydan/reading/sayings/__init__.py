"""Who is reported to have said what, and in whose voice every other record stands."""

from maydan.reading.sayings.find import find_sayings
from maydan.reading.sayings.voice import assign_voices

__all__ = ["assign_voices", "find_sayings"]
