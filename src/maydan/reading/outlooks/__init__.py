"""What is foretold, wanted or made conditional."""

from maydan.reading.outlooks.find import find_outlooks

__all__ = ["find_outlooks"]
