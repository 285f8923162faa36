"""Places of a document: names, unknown names behind type words, and places made by relation to others."""

from maydan.reading.places.find import find_places

__all__ = ["find_places"]
