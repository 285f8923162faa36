"""A body of documents, their readings and the reviewers' decisions, kept whole."""

from maydan.case.store import Case

__all__ = ["Case"]
