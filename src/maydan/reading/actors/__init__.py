"""Actors: who acts and who is acted on, by name, by phrase and by reference within the document."""

from maydan.reading.actors.step import find_actors

__all__ = ["find_actors"]
