"""Arabic as PDF files keep it, brought back to plain text.

A PDF stores what was printed: letters in their joined shapes (U+FB50-FDFF, U+FE70-FEFC), lines from left to right as
they stood on the page, paragraphs cut at the column's edge. Lines in the order of display are found by what only a
backwards reading explains (articles and function words spelled from their end) and turned; then the shapes become
letters, since a ligature must be turned before it is taken apart.
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
