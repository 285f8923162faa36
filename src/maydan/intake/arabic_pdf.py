"""Arabic as PDF files keep it, brought back to plain text.

A PDF stores what was printed: letters in their joined shapes (U+FB50-FDFF, U+FE70-FEFC), lines from left to right as
they stood on the page, paragraphs cut at the column's edge. PDFium turns most of it back, and leaves three faults that
the letters' places on the page give away: a ligature of lam and alef whose two letters come out exchanged (they share
one box), Latin words in an Arabic line in the wrong order, brackets that face outwards. Lines that are still in the
order of display are found by what only a backwards reading explains (articles and function words spelled from their
end) and turned; then the shapes become letters, since a ligature must be turned before it is taken apart.
"""

from __future__ import annotations

import re
import unicodedata

from maydan.intake.language import arabic_words

_SHAPES = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]+")
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_CLUSTER = re.compile("[\\s\\S][\u064b-\u065f\u0670]*")
_RUN = r"[A-Za-z0-9٠-٩۰-۹]+(?:[.,:/%@_+'\-]+[A-Za-z0-9٠-٩۰-۹]+)*%?"
_LTR = re.compile(rf"{_RUN}(?: (?=[A-Za-z]){_RUN})*")
_MIRRORED = str.maketrans("()[]{}<>«»‹›", ")(][}{><»«›‹")
_WORD = re.compile("[\u0621-\u0652]+")
_FINAL = (".", "؟", "!", ":", "؛", "…", "»", "”", '"', ")")
PAGE_NUMBER = re.compile(
    r"^[\s\-–—|]*(?:صفحة|الصفحة|page)?\s*[0-9٠-٩]{1,4}(?:\s*(?:/|من|of)\s*[0-9٠-٩]{1,4})?[\s\-–—|]*$", re.IGNORECASE
)


Character = tuple[str, float, float]
"""A letter on the page with the left and right edges of its box, in points."""

_SUSPECT = re.compile(r"\u0627[\u0623\u0625\u0622]\u0644|\)[^()\n]{1,80}\(|[A-Za-z] +[A-Za-z]|[0-9][-/.][0-9]")
_ALEFS = "\u0627\u0623\u0625\u0622"
_LAM = "\u0644"
_LATIN_WORDS = re.compile(r"[A-Za-z][^\s\u0600-\u06ff]*(?: +[A-Za-z(][^\s\u0600-\u06ff]*)+")
_TOKEN = re.compile(r"[0-9A-Za-z٠-٩](?:[0-9A-Za-z٠-٩.,:/%-]*[0-9A-Za-z٠-٩%])?")
_OUTWARD = re.compile(r"\)[^()\n]{1,120}\(")
_INWARD = re.compile(r"\([^()\n]{1,120}\)")


def suspect(page: str) -> bool:
    """Whether a page of extracted text may hold faults that only the letters' places can mend."""
    return _ARABIC.search(page) is not None and _SUSPECT.search(page) is not None


def straightened(characters: list[Character]) -> str:
    """A page's text with exchanged ligatures, Latin words, figures and brackets put right.

    Args:
        characters: of the page in the order in which PDFium gives them.
    """
    characters = _ligatures(characters)
    lines: list[str] = []
    line: list[Character] = []
    for character in [*characters, ("\n", 0.0, 0.0)]:
        if character[0] == "\n":
            lines.append(_line(line))
            line = []
        elif character[0] != "\r":
            line.append(character)
    text = "\n".join(lines)
    if len(_OUTWARD.findall(text)) > len(_INWARD.findall(text)):
        lines = [one.translate(_MIRRORED) if _ARABIC.search(one) else one for one in lines]
        text = "\n".join(lines)
    return text


def _ligatures(characters: list[Character]) -> list[Character]:
    """Letters that share one box in their order: wrong if most pairs of lam and alef stand as alef and lam."""
    runs: list[tuple[int, int]] = []
    right = wrong = 0
    at = 0
    while at < len(characters) - 1:
        letter, left, edge = characters[at]
        end = at + 1
        while end < len(characters) and edge > left and characters[end][1:] == (left, edge):
            end += 1
        if end - at > 1 and all(_ARABIC.match(c[0]) for c in characters[at:end]):
            runs.append((at, end))
            pair = letter + characters[at + 1][0]
            wrong += pair[0] in _ALEFS and pair[1] == _LAM
            right += pair[0] == _LAM and pair[1] in _ALEFS
        at = end
    if wrong <= right:
        return characters
    out = list(characters)
    for start, end in runs:
        out[start:end] = reversed(out[start:end])
    return out


def _line(line: list[Character]) -> str:
    """One line, its left-to-right words and figures in the order in which they stand on the page."""
    text = "".join(character[0] for character in line)
    if not _ARABIC.search(text) or len(text) != len(line):
        return text
    out = list(text)
    for match in _TOKEN.finditer(text):
        if match.end() - match.start() > 1:
            places = sorted(line[match.start() : match.end()], key=lambda character: character[1])
            out[match.start() : match.end()] = [character[0] for character in places]
    for match in _LATIN_WORDS.finditer(text):
        first, last = line[match.start()], line[match.end() - 1]
        if first[1] > last[1]:
            words = "".join(out[match.start() : match.end()]).split(" ")
            out[match.start() : match.end()] = list(" ".join(reversed(words)))
    return "".join(out)


def letters(text: str) -> str:
    """Joined shapes and ligatures as plain letters; everything else untouched."""
    if not _SHAPES.search(text):
        return text
    return _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match.group()), text)


def turned(line: str) -> str:
    """A line in the order of display, right to left, as it is read: figures and Latin words keep their direction."""
    back = "".join(reversed(_CLUSTER.findall(line))).translate(_MIRRORED)
    return _LTR.sub(lambda match: match.group()[::-1], back)


def _sense(line: str) -> int:
    """How much a line reads as Arabic in its present order: words that it then holds, less impossible ones."""
    known = arabic_words()
    score = 0
    for word in _WORD.findall(letters(line)):
        if (word in known and len(word) > 1) or (len(word) > 3 and word.startswith("ال")):
            score += 1
        if len(word) > 2:
            score += (word[-1] in "ةى") - (word[0] in "ةى") - (word.endswith("لا") and len(word) > 4)
    return score


def repaired(page: str) -> tuple[str, bool]:
    """A page's lines in reading order and in plain letters, and whether they had to be turned."""
    lines = page.split("\n")
    if not _ARABIC.search(page):
        return page, False
    forwards = [_sense(line) for line in lines]
    backwards = [_sense(turned(line)) if _ARABIC.search(line) else 0 for line in lines]
    turn = sum(backwards) > sum(forwards) + 2
    if turn:
        lines = [
            turned(line) if _ARABIC.search(line) and not ahead > behind else line
            for line, ahead, behind in zip(lines, forwards, backwards, strict=True)
        ]
    return "\n".join(letters(line) for line in lines), turn


def paragraphs(page: str) -> str:
    """Lines cut at the column's edge joined again: a full line without a stop goes on in the next."""
    lines = [" ".join(line.split()) for line in page.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    lengths = sorted(len(line) for line in lines if len(line) > 20)
    if not lengths:
        return "\n".join(lines).strip()
    full = 0.75 * lengths[(9 * len(lengths)) // 10]
    out: list[str] = []
    open_line = False
    for line in lines:
        if not line:
            open_line = False
            out.append("")
            continue
        if open_line:
            out[-1] = f"{out[-1]} {line}"
        else:
            out.append(line)
        open_line = len(line) >= full and not line.endswith(_FINAL)
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def without_running_heads(pages: list[str]) -> tuple[list[str], int]:
    """Pages without page numbers and without the lines that head or close most of them, and how many went."""
    split = [page.split("\n") for page in pages]
    edges: dict[str, int] = {}
    for lines in split:
        for key in {_edge_key(line) for line in _edges(lines)}:
            edges[key] = edges.get(key, 0) + 1
    heads = {key for key, count in edges.items() if key and count >= max(3, 0.5 * len(pages))}
    gone = 0
    out = []
    for lines in split:
        edge = set(_edges(lines))
        kept = [
            line for line in lines if not (line in edge and (_edge_key(line) in heads or PAGE_NUMBER.match(line)))
        ]
        gone += len(lines) - len(kept)
        out.append("\n".join(kept))
    return out, gone


def _edges(lines: list[str]) -> list[str]:
    full = [line for line in lines if line.strip()]
    return full[:2] + full[-2:] if len(full) > 4 else []


def _edge_key(line: str) -> str:
    return re.sub(r"[0-9٠-٩]+", "0", " ".join(line.split()))[:200]
