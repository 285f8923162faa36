"""What in a page's text is not its body: copies, headlines, captions, links, buttons, subscriptions, tags, footers.

Nothing is deleted. Each stretch is marked with a reason, and with what may still be read from it: a headline's
mentions count but its statements do not (in annotated articles the body makes them again in 33 of 34), a printed date
is read as a time, everything else not at all. Of words that stand twice the first occurrence is the one that is read.
The time taken grows with the length of the text and nothing else.
"""

from __future__ import annotations

from bisect import bisect_left

from maydan.intake.boilerplate_rules import (
    AGO,
    COUNTER,
    EMAIL,
    HASHTAGS,
    INLINE,
    SIGNATURE,
    Rule,
    credit,
    credit_or_outlet,
    ends_sentence,
    is_date_line,
    may_hold_inline,
    opens_with_date,
    phrase,
)
from maydan.intake.lines import SHORT, Line, bare, page_lines, repeats_in, repeats_of_lines
from maydan.records.document import Reads, Stretch

HEAD = 12  # lines under the headline among which dates, authors and captions are looked for
HEADLINE = 220
FINAL_OR_PAUSE = ".؟!…،؛:"
_READS: dict[str, Reads] = {"headline": "mentions", "page-date": "times", "embed": "times"}


class _Marks:
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


def find(text: str, *, title: str | None = None) -> list[Stretch]:
    """Stretches of a text that are not read like its body, by start, never overlapping.

    Args:
        text: the document's text.
        title: its title where the file or a side file gives one; helps to tell the headline.
    """
    lines = page_lines(text)
    if not lines:
        return []
    marks = _Marks(lines)
    for index in repeats_of_lines(lines):
        marks.set(index, "repeat")
    top = _head(marks, title)
    _phrases(marks)
    _under_headline(marks, top)
    _tail(marks, top)
    parts = [Stretch(start, end, "repeat") for start, end in repeats_in(text, lines)]
    if may_hold_inline(text):
        parts += _inline(text, lines)
    if all(reason is not None for reason in marks.reason) and not any(r == "repeat" for r in marks.reason):
        return []  # a text of short lines only: better read than lost
    return _merged(marks, parts)


def _head(marks: _Marks, title: str | None) -> int:
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


def _phrases(marks: _Marks) -> None:
    """Lines that the lexicon or their shape gives away, wherever they stand."""
    lines = marks.lines
    section: str | None = None
    index = 0
    while index < len(lines):
        line = lines[index]
        if len(line.raw) > SHORT:
            if section != "comments" and len(line.raw) >= SHORT + 60:
                section = None
            elif section:
                marks.set(index, section)
            index += 1
            continue
        reason, rule = _shape(line)
        if reason is None and rule is None and section:
            if section == "related" and len(line.raw) > 150 and ends_sentence(line.raw):
                section = None
            else:
                reason = section
        if reason:
            marks.set(index, reason)
        if rule:
            if rule.takes == "section" and index > 0:
                section = rule.kind
            elif rule.takes == "next" and _label_only(line, rule) and index + 1 < len(lines):
                after = lines[index + 1]
                if len(after.raw) <= SHORT and _shape(after) == (None, None):
                    marks.set(index + 1, rule.kind)
                    index += 1
        index += 1


def _shape(line: Line) -> tuple[str | None, Rule | None]:
    """Reason and lexicon row of a short line by itself."""
    raw, key = line.raw, line.key
    if is_date_line(raw):
        return "page-date", None
    first = raw[0]
    if first in "—–-" and SIGNATURE.match(raw):
        return "embed", None
    if first == "#" and HASHTAGS.match(raw):
        return "tags", None
    if not key:
        return "navigation", None
    if len(key) <= 24 and (COUNTER.match(raw) or AGO.match(raw)):
        return "navigation", None
    rule = phrase(key, raw)
    if rule is None:
        return ("caption", None) if len(raw) >= 25 and credit(raw) and not _opens_report(raw) else (None, None)
    if rule.kind == "page-date":
        return ("page-date", rule) if len(raw) <= 90 and any(map(str.isdigit, raw)) else (None, None)
    if rule.kind in {"source", "byline"} and ends_sentence(raw) and len(raw) > 60:
        return None, None
    return rule.kind, rule


def _opens_report(raw: str) -> bool:
    """Whether a line opens as an agency report does, "دمشق - (رويترز)": then it is a byline, not a caption."""
    return len(raw.split()) <= 4


def _label_only(line: Line, rule: Rule) -> bool:
    return len(line.key) <= len(bare(rule.form)) + 4


def _under_headline(marks: _Marks, top: int) -> None:
    """Authors, places of dispatch, captions and counters between the headline and the body."""
    lines = marks.lines
    if top == 0 and marks.reason[0] is None and (len(lines[0].raw) > 60 or ends_sentence(lines[0].raw)):
        return
    for index in range(top, min(top + HEAD, len(lines) - 1)):
        if not marks.free(index):
            continue
        raw = lines[index].raw
        words = len(raw.split())
        if opens_with_date(raw) and not ends_sentence(raw):
            marks.set(index, "page-date")
        elif words <= 7 and len(raw) <= 60 and raw[-1] not in ".؟!،؛" and not raw[0].isdigit():
            marks.set(index, "byline")
        elif top and words >= 4 and len(raw) <= SHORT and _closing_credit(raw) and _has_body(lines, index + 1):
            marks.set(index, "caption")
        else:
            return


def _closing_credit(raw: str) -> bool:
    """Whether a line under the headline ends as captions do, in brackets or behind a dash."""
    text = raw.rstrip(" \u200f*")
    if text[-1] in FINAL_OR_PAUSE:
        return False
    if text[-1] in ")]":
        return len(text) - max(text.rfind("("), text.rfind("[")) <= 60
    at = max(text.rfind(" - "), text.rfind("- "), text.rfind(" – "), text.rfind("/ "))
    return at > 0 and len(text[at:].split()) <= 5


def _has_body(lines: list[Line], start: int) -> bool:
    return any(len(line.raw) >= 60 and ends_sentence(line.raw) for line in lines[start : start + HEAD])


def _tail(marks: _Marks, top: int) -> None:
    """Signatures, notes on the author and agency names behind the last paragraph."""
    lines = marks.lines
    for index in range(len(lines) - 1, max(top, len(lines) - 8), -1):
        if not marks.free(index):
            continue
        raw, before = lines[index].raw, lines[index - 1].raw
        if len(raw) > SHORT:
            return
        words = len(raw.split())
        note = raw[0] == "*" and words <= 20 and len(raw) <= 160
        address = words <= 5 and EMAIL.search(raw) is not None
        closed = ends_sentence(before) or not marks.free(index - 1)
        if not (note or address or (words <= 4 and raw[-1] not in FINAL_OR_PAUSE and closed)):
            return
        marks.set(index, "byline")


def _inline(text: str, lines: list[Line]) -> list[Stretch]:
    """Links to other articles in the middle of a paragraph: "(اقرأ أيضا: ...)"."""
    found = []
    for match in INLINE.finditer(text):
        line = lines[min(bisect_left(lines, match.start(), key=lambda one: one.end), len(lines) - 1)]
        if len(line.raw) <= SHORT and match.start() - line.start < 3:
            continue
        limit = min(line.end, match.start() + SHORT)
        closer = ")" if text[match.start()] == "(" else "]" if text[match.start()] == "[" else "."
        at = text.find(closer, match.end(), limit)
        found.append(Stretch(match.start(), at + 1 if at >= 0 else min(limit, match.end()), "related"))
    return found


def _merged(marks: _Marks, parts: list[Stretch]) -> list[Stretch]:
    """Marked lines and parts of lines in order, neighbours with one reason joined."""
    spans = [
        Stretch(line.start, line.end, reason, _READS.get(reason, "nothing"))
        for line, reason in zip(marks.lines, marks.reason, strict=True)
        if reason and reason != "split"
    ]
    split = [part for part in marks.parts if part.end > part.start]
    spans = sorted(spans + split + parts, key=lambda s: (s.start, -s.end))
    out: list[Stretch] = []
    at = {line.end: line.next for line in marks.lines}
    for span in spans:
        if out and span.start < out[-1].end:
            if span.end <= out[-1].end:
                continue
            span = Stretch(out[-1].end, span.end, span.reason, span.reads)
        last = out[-1] if out else None
        if last and last.reason == span.reason == "repeat" and at.get(last.end) == span.start:
            out[-1] = Stretch(last.start, span.end, span.reason, span.reads)
        else:
            out.append(span)
    return out
