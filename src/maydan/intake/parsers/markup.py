"""HTML as a flat stream of text, without a tree: for pages that are nested too deep, and for fragments in feeds."""

from __future__ import annotations

import html
import re

_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9:-]*)([^<>]*)>")
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
     "wbr", "p", "li"]
)  # fmt: skip
_BLOCK = frozenset(
    ["address", "article", "aside", "blockquote", "br", "caption", "center", "dd", "div", "dl", "dt",
     "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li",
     "main", "nav", "ol", "p", "pre", "section", "table", "td", "th", "title", "tr", "ul"]
)  # fmt: skip
_DROPPED = ("script", "style", "noscript", "template", "svg", "head", "iframe", "object", "select", "button")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_LINES = re.compile(r" ?\n[ \n]*")
_TITLE = re.compile(r"<title[^<>]*>([^<]{1,2000})", re.IGNORECASE)


def depth(source: str) -> int:
    """How deep elements are nested, counted over tags as they come: an upper bound of the tree's depth."""
    level = deepest = 0
    for match in _TAG.finditer(source):
        closing, name, rest = match.groups()
        if name.lower() in _VOID or rest.endswith("/"):
            continue
        if closing:
            level = max(0, level - 1)
        else:
            level += 1
            deepest = max(deepest, level)
    return deepest


def flat_text(source: str) -> str:
    """The text of a page or fragment, block elements on lines of their own. Time grows with its length alone."""
    for name in _DROPPED:
        source = _without(source, name)
    source = _without_comments(source)
    parts: list[str] = []
    at = 0
    for match in _TAG.finditer(source):
        parts.append(source[at : match.start()].replace("\n", " "))
        if match.group(2).lower() in _BLOCK:
            parts.append("\n")
        at = match.end()
    parts.append(source[at:].replace("\n", " "))
    text = html.unescape("".join(parts)).replace("\x00", "")
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def title_of(source: str) -> str | None:
    """The page's title element."""
    match = _TITLE.search(source)
    return " ".join(html.unescape(match.group(1)).split()) or None if match else None


def _without(source: str, name: str) -> str:
    """A page without elements of one name and all in them."""
    lower = source.lower()
    if len(lower) != len(source) or f"<{name}" not in lower:
        return source
    parts: list[str] = []
    at = 0
    opening, closing = f"<{name}", f"</{name}"
    while (start := lower.find(opening, at)) >= 0:
        after = lower[start + len(opening) : start + len(opening) + 1]
        if after not in {"", ">", " ", "\n", "\t", "\r", "/"}:
            parts.append(source[at : start + len(opening)])
            at = start + len(opening)
            continue
        parts.append(source[at:start])
        end = lower.find(closing, start)
        if end < 0:
            close = lower.find(">", start)
            at = len(source) if close < 0 or name in {"script", "style"} else close + 1
            if at == len(source):
                break
            continue
        close = lower.find(">", end)
        at = len(source) if close < 0 else close + 1
    parts.append(source[at:])
    return " ".join(parts)


def _without_comments(source: str) -> str:
    parts: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        parts.append(source[at:start])
        end = source.find("-->", start)
        at = len(source) if end < 0 else end + 3
    parts.append(source[at:])
    return "".join(parts)
