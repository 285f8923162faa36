"""Traits as bits of a number: names of a small vocabulary by number, and a number taken apart again."""

from __future__ import annotations

from collections.abc import Sequence

BITS = 10
"""Of the number of a term."""
_FIRST = 0x620  # code point before that of the first Arabic letter


class _Terms(dict[str, int]):
    """Term (a kind, a status, a marker's name) -> its number in the order in which terms were first asked for."""

    def __init__(self) -> None:
        super().__init__({"": 0})
        self.names = [""]

    def __missing__(self, name: str) -> int:
        if len(self) >= 1 << BITS:
            raise OverflowError(f"more than {1 << BITS} terms")
        found = self[name] = len(self.names)
        self.names.append(name)
        return found


_TERMS = _Terms()
TERMS: Sequence[str] = _TERMS.names
LETTERS: Sequence[str] = ("", *map(chr, range(_FIRST + 1, _FIRST + 64)))
"""Proclitics by number."""


def term(name: str) -> int:
    """Number of a term of ten bits; terms are those of records, rules and lexicons, never words of a text."""
    return _TERMS[name]


def letter(proclitics: str) -> int:
    """Number of the last letter, 0 where there is none."""
    return ord(proclitics[-1]) - _FIRST & 63 if proclitics else 0


class Reader:
    """Takes a number apart from its lowest bit up."""

    def __init__(self, code: int) -> None:
        self.code = code

    def number(self, bits: int) -> int:
        """The next bits."""
        found = self.code & (1 << bits) - 1
        self.code >>= bits
        return found

    def flag(self) -> bool:
        """The next bit."""
        return self.number(1) == 1

    def small(self, bits: int, names: Sequence[str]) -> str:
        """What the next bits number."""
        return names[self.number(bits)]
