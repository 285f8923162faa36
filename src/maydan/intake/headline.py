"""The head of a page: printed dates, the headline and its copies, authors and captions above the body."""

from __future__ import annotations

from maydan.intake.boilerplate_rules import (
    credit_or_outlet,
    ends_sentence,
    is_date_line,
    opens_with_date,
    phrase,
)
from maydan.intake.lines import SHORT, Line, bare
from maydan.records.document import Stretch

HEAD = 12  # lines under the headline among which dates, authors and captions are looked for
HEADLINE = 220
FINAL_OR_PAUSE = ".؟!…،؛:"


class Marks:
    """Lines of one page with what has been found of them so far."""

    def __init__(self, lines: list[Line]) -> None:
        self.lines = lines
        self.reason: list[str | None] = [None] * len(lines)
        self.parts: list[Stretch] = []

    def set(self, index: int, reason: str) -> None:
        if self.reason[index] is None:
            self.reason[index] = reason

    def free(self, index: int) -> bool:
        return self.reason[index] is None


def mark_head(marks: Marks, title: str | None) -> int:
    """Marks printed dates above, the headline and its copies; the index of the first line under them."""
    lines = marks.lines
    first = 0
    while first < min(4, len(lines)) and is_date_line(lines[first].raw):
        marks.set(first, "page-date")
        first += 1
    while first + 1 < len(lines) and first < 3 and _is_byline(lines[first], title):
        marks.set(first, "byline")
        first += 1
    if first >= len(lines):
        return 0
    head = lines[first]
    size = _doubled(head.raw, lines[first + 1].raw if first + 1 < len(lines) else "")
    if size:
        marks.parts.append(Stretch(head.start, head.start + size, "headline", "mentions"))
        marks.parts.append(Stretch(head.start + size, head.end, "headline-copy"))
        marks.set(first, "split")
        key = bare(head.raw[:size])
    elif _is_headline(lines, first, title):
        marks.reason[first] = "headline"
        key = head.key
    else:
        return first if first else 0
    last = first
    for index in range(first + 1, len(lines)):
        near = index - first <= 8
        if _same_headline(lines[index].key, key, near):
            marks.reason[index] = "headline-copy"
            last = index if near and index == last + 1 else last
    return last + 1


def _is_byline(line: Line, title: str | None) -> bool:
    """Whether the first line of a page only names who wrote it and where: "أحمد علي – بيروت"."""
    words = len(line.raw.split())
    if words > 6 or line.raw[-1] in FINAL_OR_PAUSE or (title and line.key and line.key in bare(title)):
        return False
    return any(mark in line.raw for mark in (" – ", " - ", "- ", " ـ ")) and credit_or_outlet(line.raw)


def _doubled(raw: str, under: str) -> int:
    """Length of the headline in a line that says it twice ("H | outlet H"), or 0."""
    n = len(raw)
    if not 40 <= n <= 700:
        return 0
    again = raw.find(raw[:20], 20)
    if again < 0:
        return 0
    same = 20
    while again + same < n and raw[same] == raw[again + same] and same < again:
        same += 1
    if (same < 0.25 * n and n - again - same > 60) or again - same > 70:
        return 0
    if under and raw.startswith(under) and len(under) >= 20:
        return len(under)
    cut = raw[:same]
    if same < again and same < n and not raw[same].isspace() and not cut.endswith(" "):
        cut = cut[: cut.rfind(" ") + 1] or cut
    for mark in (" | ", " – ", " - ", " — "):
        at = cut.rfind(mark)
        if at > 20 and len(cut[at:].split()) <= 6:
            cut = cut[:at]
    return len(cut.rstrip(" -|–—"))


def _is_headline(lines: list[Line], first: int, title: str | None) -> bool:
    head = lines[first]
    n = len(head.raw)
    if n > HEADLINE or " " not in head.raw:
        return False
    if head.raw[-1] in ".،؛:":
        return False  # a lead, which is read where it stands first
    known = bare(title) if title else ""
    if known and (known.startswith(head.key) or head.key.startswith(known[:60])) and n >= 8:
        return len(lines) > first + 1
    rest = lines[first + 1 :]
    body = sum(len(line.raw) for line in rest)
    if body < max(150, 2 * n, 5 * n if n > 160 else 0):
        return False
    under = lines[first + 1].key
    if n >= 15 and (under == head.key or (len(under) >= 15 and head.key.startswith(under))):
        return True
    if head.raw[0] in "*•#-–—" or (known and not _alike(known, head.key)):
        return False
    if (rule := phrase(head.key, head.raw)) and rule.kind != "credit":
        return False
    if not any(len(line.raw) >= max(80, 1.2 * n) for line in rest[:8]):
        return False
    return not _is_wrapped(lines) or head.blank_after


def _alike(title: str, line: str) -> bool:
    words = line.split()
    return 2 * len(set(words) & set(title.split())) >= len(words)


def _is_wrapped(lines: list[Line]) -> bool:
    """Whether lines break where the column ended rather than where a paragraph does."""
    if len(lines) < 4:
        return False
    open_ended = sum(1 for line in lines[:40] if 30 <= len(line.raw) <= 130 and not ends_sentence(line.raw))
    return open_ended > 0.6 * len(lines[:40])


def _same_headline(key: str, head: str, near: bool) -> bool:
    if key == head:
        return True
    if not near or len(key) < 15:
        return False
    return head.startswith(key) or (len(head) >= 15 and key.startswith(head) and len(key) < len(head) + 40)


def mark_under_headline(marks: Marks, top: int) -> None:
    """Authors, places of dispatch, captions and counters between the headline and the body."""
    lines = marks.lines
    for index in range(top, min(top + HEAD, len(lines) - 1)):
        if not marks.free(index):
            continue
        raw = lines[index].raw
        if len(raw) > SHORT or ends_sentence(raw):
            return
        if opens_with_date(raw):
            marks.set(index, "page-date")
        elif _names_author(lines, index, under_headline=top > 0):
            marks.set(index, "byline")
        elif top and len(raw.split()) >= 4 and _closing_credit(raw) and _has_body(lines, index + 1):
            marks.set(index, "caption")
        else:
            return


def _names_author(lines: list[Line], index: int, *, under_headline: bool) -> bool:
    """Whether a short line says who wrote and where, and no more: an outlet with a place, or a bare name over a body.

    A name alone is only taken right under a headline, for a line of few words may as well be news.
    """
    raw = lines[index].raw
    words = len(raw.split())
    if words > 7 or len(raw) > 60 or raw[-1] in ".؟!،؛":
        return False
    if credit_or_outlet(raw):
        return True
    after = lines[index + 1].raw
    body = len(after) >= 80 or is_date_line(after) or (words <= 3 and credit_or_outlet(after))
    return under_headline and words <= 4 and raw[-1] != ":" and body and not any(map(str.isdigit, raw))


def _closing_credit(raw: str) -> bool:
    """Whether a line under the headline ends as captions do, in brackets or behind a dash."""
    text = raw.rstrip(" \u200f*")
    if text[-1] in FINAL_OR_PAUSE:
        return False
    if text[-1] in ")]":
        return len(text) - max(text.rfind("("), text.rfind("[")) <= 60
    at = max(text.rfind(" - "), text.rfind("- "), text.rfind(" – "), text.rfind("/ "))
    return at > 0 and len(text[at:].split()) <= 5 and any(map(str.isalpha, text[at:]))


def _has_body(lines: list[Line], start: int) -> bool:
    return any(len(line.raw) >= 60 and ends_sentence(line.raw) for line in lines[start : start + HEAD])
