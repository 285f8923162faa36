"""Every error that Maydan raises on purpose, in one tree.

Each carries a message of one line that says what is wrong and, in ``hint``, what to do.
"""

from __future__ import annotations


class MaydanError(Exception):
    """Base of all errors meant for the user.

    Args:
        message: One line: what is wrong.
        hint: One line: what to do about it, or "".
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} ({self.hint})" if self.hint else self.message


class InputError(MaydanError):
    """A file or text that cannot be read; the run sets it aside and goes on."""


class TheatreError(MaydanError):
    """A theatre or lexicon whose data do not hold together."""


class SettingError(MaydanError):
    """An option, setting or missing program that the user can mend."""


class CaseError(MaydanError):
    """A case that cannot be opened, changed or trusted."""


class UnknownError(CaseError):
    """A document, record, place or other thing that the case does not hold."""


class ConflictError(CaseError):
    """A change that came too late: another one came between."""


class BusyError(CaseError):
    """A case that another program writes to, or whose picture is being worked out; ask again."""


class ExportError(MaydanError):
    """A record or table that may not or cannot leave the case."""
