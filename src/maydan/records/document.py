"""A document: one text with where it came from. Offsets everywhere are code points of ``Document.text``."""

from __future__ import annotations

from typing import Literal

import msgspec

Reads = Literal["nothing", "times", "mentions"]


class Stretch(msgspec.Struct, frozen=True):
    """A stretch of text that is not read like the body: boilerplate, a caption, or words that stand elsewhere already.

    Attributes:
        start: first code point. end: the code point after the last.
        reason: what it is: "repeat", "headline", "headline-copy", "page-date", "byline", "caption",
            "related", "navigation", "share", "subscribe", "tags", "source", "copyright", "comments", "footer", "embed".
        reads: what may still be read from it: "nothing"; "times" (a printed date, the signature of an embedded post);
            "mentions" (a headline: its times, places, actors and figures count, its statements do not, for the body
            makes them again).
    """

    start: int
    end: int
    reason: str
    reads: Reads = "nothing"


class Document(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One text with where it came from.

    Attributes:
        document_id: "d" and 16 hexadecimal digits, a hash of the original bytes (and of the member's place inside a
            container such as a WARC); the file's name and path do not enter it.
        text: for plain text the file as decoded, letter for letter (a byte order mark in UTF-8 stays, as in
            ``bytes.decode("utf-8")``); for other formats the text that the extractor drew from it.
        title, author: as given by the file or beside it. source: the outlet. url: its address.
        published: "YYYY-MM-DD" (or "YYYY-MM", "YYYY") printed in or given with the document; what the text itself says
            may contradict it.
        published_kind: "given" (by the caller or a side file without a kind), "printed" (found in the file's own
            markup), "incident" or another kind named by a side file; None without a date.
        captured: day on which an archive fetched the page; the document cannot be younger.
        language: "ar", another code ("fa", "ur", "ckb", "latin", ...) or "und"; only "ar" is read.
        sha256_bytes: of the original file, or of the member's bytes in a container. sha256_text: of the text in UTF-8.
        name: file name, or the id given in a JSON Lines or CSV row. path: the file, as the caller named it.
        format: "txt", "html", "pdf", "docx", "epub", "jsonl", "csv", "feed", "warc", "wacz", "image", "mhtml".
        encoding: codec that decoded the bytes, where one did. extractor: name and version of what drew the text.
        warnings: one line each, for the reader of the results.
        repeats: stretches not to be read like the body, by start, never overlapping.
    """

    document_id: str
    text: str
    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    published_kind: str | None = None
    captured: str | None = None
    language: str = "und"
    sha256_bytes: str = ""
    sha256_text: str = ""
    name: str = ""
    path: str | None = None
    format: str = "txt"
    encoding: str | None = None
    extractor: str = ""
    warnings: tuple[str, ...] = ()
    repeats: tuple[Stretch, ...] = ()


class SetAside(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A file or member that was not read; the run goes on.

    Attributes:
        name: file, or "file#member". reason: one line, what is wrong. hint: one line, what to do, or "".
        sha256_bytes: of the file where it was read far enough to hash.
    """

    name: str
    reason: str
    hint: str = ""
    sha256_bytes: str = ""
