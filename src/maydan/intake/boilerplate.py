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
    CLOSERS,
    COUNTER,
    EMAIL,
    FINAL,
    HASHTAGS,
    INLINE,
    SIGNATURE,
    TAGS,
    Rule,
    credit,
    ends_sentence,
    is_date_line,
    may_hold_inline,
    phrase,
)
from maydan.intake.headline import FINAL_OR_PAUSE, Marks, mark_head, mark_under_headline
from maydan.intake.lines import SHORT, Line, bare, page_lines, repeats_in, repeats_of_lines
from maydan.records.document import Reads, Stretch

_READS: dict[str, Reads] = {"headline": "mentions", "page-date": "times", "embed": "times"}


def find(text: str, *, title: str | None = None) -> list[Stretch]:
    """Stretches of a text that are not read like its body, by start, never overlapping.

    Args:
        text: the document's text.
        title: its title where the file or a side file gives one; helps to tell the headline.
    """
    lines = page_lines(text)
    if not lines:
        return []
    marks = Marks(lines)
    for index in repeats_of_lines(lines):
        marks.set(index, "repeat")
    top = mark_head(marks, title)
    _phrases(marks)
    mark_under_headline(marks, top)
    _tail(marks, top)
    parts = [Stretch(start, end, "repeat") for start, end in repeats_in(text, lines)]
    if may_hold_inline(text):
        parts += _inline(text, lines)
    if all(reason is not None for reason in marks.reason) and not any(r == "repeat" for r in marks.reason):
        return []  # a text of short lines only: better read than lost
    return _merged(marks, parts)


def _phrases(marks: Marks) -> None:
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


def _tail(marks: Marks, top: int) -> None:
    """Signatures, notes on the author and agency names behind the last paragraph."""
    lines = marks.lines
    for index in range(len(lines) - 1, max(top, len(lines) - 8), -1):
        if not marks.free(index):
            continue
        raw, before = lines[index].raw, lines[index - 1].raw
        if len(raw) > SHORT:
            return
        words = len(raw.split())
        note = raw[0] == "*" != before[0] and words <= 20 and len(raw) <= 160
        address = words <= 5 and EMAIL.search(raw) is not None
        closed = ends_sentence(before) or not marks.free(index - 1)
        if not (note or address or (words <= 4 and raw[-1] not in FINAL_OR_PAUSE and closed)):
            return
        marks.set(index, "byline")


def _inline(text: str, lines: list[Line]) -> list[Stretch]:
    """Links to other articles in the middle of a paragraph: "(اقرأ أيضا: ...)"; the link to the article and the tags
    behind it."""
    found = []
    tags = TAGS.search(text)
    if tags is not None and text[:tags.start()].rstrip()[-1:] in FINAL + CLOSERS:
        found.append(Stretch(tags.start(), len(text), "tags"))
    for match in INLINE.finditer(text):
        line = lines[min(bisect_left(lines, match.start(), key=lambda one: one.end), len(lines) - 1)]
        if len(line.raw) <= SHORT and match.start() - line.start < 3:
            continue
        if match.group().startswith("رابط"):
            found.append(Stretch(match.start(), line.end, "related"))
            continue
        limit = min(line.end, match.start() + SHORT)
        closer = ")" if text[match.start()] == "(" else "]" if text[match.start()] == "[" else "."
        at = text.find(closer, match.end(), limit)
        found.append(Stretch(match.start(), at + 1 if at >= 0 else min(limit, match.end()), "related"))
    return found


def _merged(marks: Marks, parts: list[Stretch]) -> list[Stretch]:
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
