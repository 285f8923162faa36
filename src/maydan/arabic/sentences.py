"""Sentences of a tokenised text.

Newspaper Arabic ends sentences at a full stop, a question or an exclamation mark, often without a space
after it (القوات.وسيمثل), and at the end of a paragraph. A stop does not end a sentence inside a number, after
a list number or a single letter (د. أ. م.), between letters of an abbreviation, or in an address. A long line that ends
without any punctuation runs on into the next, if that is not much longer and the text has several such lines: the break
was made by the page, not the writer.
"""

from __future__ import annotations

from typing import NamedTuple

from maydan.arabic.tokens import Token

_ENDS = {".", "؟", "!", "?", "…", "۔"}
_CLOSERS = {'"', "»", "”", "’", ")", "]", "'", "“"}
_SOFT = {"،", ",", "؛", ":", "-", "–", "—"}
_WRAPPED_LINE = 90  # letters: shorter lines without a stop are headlines or list items
_WRAPPED_PARAGRAPH = 150  # letters: the same where an empty line follows
_PAGE = 180  # letters: no page has longer lines
_WIDER = 1.3  # times: a line followed by one so much longer was broken by the writer, for the page had room for more
_ALIKE = 0.8  # of the widest line
_BROKEN = 3  # lines without a mark at their ends, on a page
_ABBREVIATION = 2  # letters: د. أ. م.
SITES = frozenset(("نت", "كوم", "اونلاين"))
"""Last words of a site's address."""


class Sentence(NamedTuple):
    """A run of tokens.

    Attributes:
        number: its place in the text, from 0.
        first, last: token numbers, last exclusive.
        start, end: code points.
        paragraph: number of its paragraph (line).
    """

    number: int
    first: int
    last: int
    start: int
    end: int
    paragraph: int


def _ends_here(tokens: list[Token], i: int) -> bool:
    """Whether the mark at token ``i`` ends a sentence."""
    mark, n = tokens[i].word.form, len(tokens)
    if mark != ".":
        return mark != "…" or i + 1 >= n or tokens[i + 1].word.kind == "line"
    before = tokens[i - 1] if i else None
    after = tokens[i + 1] if i + 1 < n else None
    if before is None or after is None:
        return True
    glued = before.end == tokens[i].start
    if glued and before.word.kind == "num":
        list_number = i < 2 or tokens[i - 2].word.kind == "line"
        return not list_number and not (after.word.kind == "num" and after.start == tokens[i].end)
    if before.word.kind == "ar" and len(before.word.key) < _ABBREVIATION:  # also with a space between (د . أحمد)
        return after.word.kind == "line" or (i > 1 and tokens[i - 2].word.kind == "num")  # 1430 هـ. 2010 م.
    if glued and after.word.key in SITES and after.start == tokens[i].end:
        return False  # an address (السورية.نت)
    if before.word.kind == "lat" and after.word.kind == "lat" and after.start == tokens[i].end:
        return False
    return after.word.form != "."


def sentences(text: str, tokens: list[Token]) -> list[Sentence]:
    """Cut a token list into sentences and write each token's ``sentence``.

    Args:
        text: the text that ``tokens`` came from.
        tokens: all its tokens in order.

    Returns:
        Sentences in order; line-break tokens belong to none of them but keep the number of the one before.
    """
    found: list[Sentence] = []
    paragraph = 0
    first, line_start, n = 0, 0, len(tokens)
    i = 0
    page: bool | None = None  # whether lines were broken by a page; asked once where it matters

    def close(last: int) -> None:
        nonlocal first
        while first < last and tokens[first].word.kind == "line":
            first += 1
        stop = last
        while stop > first and tokens[stop - 1].word.kind == "line":
            stop -= 1
        if stop > first:
            found.append(Sentence(len(found), first, stop, tokens[first].start, tokens[stop - 1].end, paragraph))
        number = len(found) - 1 if found else 0
        for token in tokens[first:last]:
            token.sentence = number
        first = last

    while i < n:
        token = tokens[i]
        if token.word.kind == "line":
            blank = token.word.form.count("\n") > 1
            before = tokens[i - 1].word if i else None
            length = tokens[i - 1].end - tokens[line_start].start if line_start < i else 0
            long = length >= (_WRAPPED_PARAGRAPH if blank else _WRAPPED_LINE)
            long = long and (blank or length <= _PAGE) and _line_after(tokens, i) <= _WIDER * length
            open_end = before is not None and before.kind == "ar" and long
            if open_end and page is None:
                page = _is_page(tokens)
            open_end = open_end and page is True
            soft = before is not None and before.form in {"،", ","} and not blank
            if not (open_end or soft):
                close(i + 1)
                paragraph += 1
            line_start = i + 1
        elif token.word.form in _ENDS and _ends_here(tokens, i):
            j = i + 1
            while j < n and (tokens[j].word.form in _ENDS or (
                tokens[j].word.form in _CLOSERS and tokens[j].start == tokens[j - 1].end
            )):
                j += 1
            close(j)
            i = j
            continue
        i += 1
    close(n)
    return found


def _is_page(tokens: list[Token]) -> bool:
    """Whether a page broke the lines: several long ones end without a mark, most of them alike long."""
    lengths: list[int] = []
    closed = start = 0
    for i, token in enumerate(tokens):
        if token.word.kind != "line":
            continue
        length = tokens[i - 1].end - tokens[start].start if start < i else 0
        if length >= _WRAPPED_LINE and length <= _PAGE:
            if tokens[i - 1].word.kind == "ar":
                lengths.append(length)
            else:
                closed += 1
        start = i + 1
    widest = max(lengths, default=0)
    alike = sum([length >= _ALIKE * widest for length in lengths])
    return len(lengths) >= _BROKEN and len(lengths) > closed and alike * 2 > len(lengths)


def _line_after(tokens: list[Token], i: int) -> int:
    """Letters of the line behind the line break at token ``i``."""
    stop = i + 1
    while stop < len(tokens) and tokens[stop].word.kind != "line":
        stop += 1
    return tokens[stop - 1].end - tokens[i + 1].start if stop > i + 1 else 0


def soft_break(token: Token) -> bool:
    """Whether a token is a mark at which clauses may part (comma, semicolon, colon, dash)."""
    return token.word.form in _SOFT
