"""How likely a record is right: a small model over what made it, trained on annotated documents."""

from maydan.reading.confidence.step import judge_records

__all__ = ["judge_records"]
