"""A text as lines, and what among them stands twice."""

from __future__ import annotations

import re

import msgspec

LONG = 40  # code points of a line's key from which equal lines are the same passage and not a common phrase
SENTENCE = 60
_EDGES = "\x00 \t\r\xa0\x0b\x0c\u200b\u200c\u200d\u200e\u200f\ufeff\u2028\u2029\u202a\u202b\u202c\u202d\u202e\x85"
_SENTENCES = re.compile(r"[^.؟!؛\n]{60,}")
SHORT = 240  # code points; no headline, button, label or caption is longer
_PUNCTUATION = re.compile(r"[\"'«»“”‘’()\[\]{}،,؛;:.!؟?|*•·…–—‒\-_/\\#>]+")

# On short lines a chain of replacements is several times quicker than one translation table.
_EVEN = (
    *((mark, "") for mark in "\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0640\u200f\u200e\ufeff"),
    ("أ", "ا"), ("إ", "ا"), ("آ", "ا"), ("ى", "ي"), ("ة", "ه"), ("ی", "ي"), ("ک", "ك"), ("\xa0", " "),
)  # fmt: skip


class Line(msgspec.Struct, frozen=True):
    """A line that is not blank.

    Attributes:
        start, end: code points of the text, without white space at the edges. raw: text[start:end].
        key: for comparison: :func:`bare` of a short line, a longer one but for quotation marks and tatweel.
        next: start of the next line that is not blank. blank_after: whether a blank line follows.
    """

    start: int
    end: int
    raw: str
    key: str
    next: int = -1
    blank_after: bool = False


def bare(text: str) -> str:
    """Folded words with single spaces and no punctuation: the form in which headlines and phrases are compared."""
    for old, new in _EVEN:
        text = text.replace(old, new)
    return " ".join(_PUNCTUATION.sub(" ", text.lower()).split())


def _smoothed(text: str) -> str:
    for old, new in (("“", '"'), ("”", '"'), ("\xa0", " "), ("\u0640", "")):
        text = text.replace(old, new)
    return text


def page_lines(text: str) -> list[Line]:
    """The lines of a text that are not blank."""
    found: list[Line] = []
    at = 0
    blank = False
    previous: tuple[int, int, str, str] | None = None
    for raw in text.split("\n"):
        body = raw.strip(_EDGES)
        if body:
            start = at + raw.find(body)
            if previous:
                found.append(Line(*previous, start, blank))
            key = bare(body) if len(body) <= SHORT else _smoothed(body)
            previous, blank = (start, start + len(body), body, key), False
        elif previous:
            blank = True
        at += len(raw) + 1
    if previous:
        found.append(Line(*previous))
    return found


def repeats_of_lines(lines: list[Line]) -> list[int]:
    """Indices of lines that say again what an earlier line said.

    Long lines by themselves; a short one (a heading) when it stood before too and the line next to it is a repeat.
    A line that breaks off ("... …") and is the beginning of another is a teaser, and counts as the repeat.
    """
    seen: set[str] = set()
    opening: dict[str, int] = {}
    again: set[int] = set()
    short: set[int] = set()
    for index, line in enumerate(lines):
        key = line.key
        if key in seen:
            (again if len(key) >= LONG else short).add(index)
            continue
        seen.add(key)
        if len(line.raw) < SENTENCE:
            continue
        start = line.raw[:SENTENCE]
        other = opening.setdefault(start, index)
        if other != index:
            _teaser(lines, other, index, again)
    for order in (sorted(short), sorted(short, reverse=True)) if again else ():
        again.update(index for index in order if index - 1 in again or index + 1 in again)
    return sorted(again)


def _teaser(lines: list[Line], first: int, second: int, again: set[int]) -> None:
    for a, b in ((first, second), (second, first)):
        if lines[a].raw.endswith(("…", "...", "[]", "[…]", "..")) and lines[b].raw.startswith(
            lines[a].raw.rstrip(" .…[]»")
        ):
            again.add(a)
            return
    if lines[first].raw.startswith(lines[second].raw):
        again.add(second)


def repeats_in(text: str, lines: list[Line]) -> list[tuple[int, int]]:
    """Stretches inside long lines that repeat sentences of the same text, as (start, end).

    A page whose line breaks were lost may print its body twice in one line.
    """
    if not any(len(line.raw) > 400 for line in lines):
        return []
    seen: set[str] = set()
    out: list[tuple[int, int]] = []
    for line in lines:
        if len(line.raw) < SENTENCE:
            continue
        for match in _SENTENCES.finditer(text, line.start, line.end):
            words = match.group().strip()
            if words in seen:
                start, end = match.start(), min(match.end() + 1, line.end)
                if out and start - out[-1][1] <= 2:
                    out[-1] = (out[-1][0], end)
                else:
                    out.append((start, end))
            seen.add(words)
    return out
