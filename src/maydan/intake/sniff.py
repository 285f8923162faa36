"""What kind a file is: by its first bytes where they tell, else by its name."""

from __future__ import annotations

import re
from pathlib import Path

import msgspec

BY_NAME = {
    ".txt": "txt", ".text": "txt", ".md": "txt", ".html": "html", ".htm": "html", ".xhtml": "html", ".shtml": "html",
    ".pdf": "pdf", ".docx": "docx", ".epub": "epub", ".jsonl": "jsonl", ".ndjson": "jsonl", ".json": "json",
    ".csv": "csv", ".tsv": "csv", ".rss": "feed", ".atom": "feed", ".xml": "feed", ".warc": "warc", ".wacz": "wacz",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image", ".bmp": "image",
    ".webp": "image", ".gif": "image", ".mhtml": "mhtml", ".mht": "mhtml",
}  # fmt: skip
SANDBOXED = frozenset({"html", "pdf", "docx", "epub", "feed", "warc", "wacz", "image", "mhtml"})
_UNREADABLE = {
    ".doc": ("old Word format", "save it as .docx"),
    ".rtf": ("rich text format", "save it as .docx or .txt"),
    ".odt": ("OpenDocument format", "save it as .docx or .txt"),
    ".pages": ("Pages format", "export it as .docx or .pdf"),
    ".xls": ("spreadsheet", "save it as .csv"),
    ".xlsx": ("spreadsheet", "save it as .csv"),
    ".zip": ("archive", "unpack it and read the folder"),
    ".rar": ("archive", "unpack it and read the folder"),
    ".7z": ("archive", "unpack it and read the folder"),
    ".tar": ("archive", "unpack it and read the folder"),
}
_MAGIC = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"GIF8", "image"),
    (b"WARC/1.", "warc"),
    (b"WARC/0.", "warc"),
)
_HTML = re.compile(
    rb"^(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,500}?-->\s*)?<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)\b", re.IGNORECASE)


class Kind(msgspec.Struct, frozen=True):
    """What a file is.

    Attributes:
        format: one of the formats of :class:`Document`, "json", or "" where it is not read.
        gzipped: whether its bytes are compressed. reason, hint: why it is not read.
    """

    format: str
    gzipped: bool = False
    reason: str = ""
    hint: str = ""


def kind_of(path: Path, head: bytes, *, named: bool = True) -> Kind:
    """The kind of a file.

    Args:
        head: its first 4,096 bytes, expanded where ``named`` bytes are gzip (see :func:`is_gzip`).
        named: whether the user named this very file; one met in a folder is read only if its kind is known.
    """
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    gzipped = bool(suffixes) and suffixes[-1] == ".gz"
    suffix = (suffixes[-2] if len(suffixes) > 1 else "") if gzipped else (suffixes[-1] if suffixes else "")
    by_name = BY_NAME.get(suffix, "")
    by_bytes = _by_bytes(head, by_name)
    if by_bytes is not None:
        return msgspec.structs.replace(by_bytes, gzipped=gzipped)
    if suffix in _UNREADABLE:
        what, hint = _UNREADABLE[suffix]
        return Kind("", gzipped, f"{what}, which is not read", hint)
    if by_name:
        return Kind(by_name, gzipped)
    if named:
        return Kind("html" if _HTML.match(head) else "txt", gzipped)
    return Kind("", gzipped, f"files named {suffix or 'without an ending'} are not read", "name it .txt if it is text")


def is_gzip(head: bytes) -> bool:
    """Whether bytes begin a gzip stream."""
    return head.startswith(b"\x1f\x8b")


def _by_bytes(head: bytes, by_name: str) -> Kind | None:
    for magic, kind in _MAGIC:
        if head.startswith(magic):
            return Kind(kind)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return Kind("image")
    if head.startswith(b"BM") and by_name == "image":
        return Kind("image")
    if head.startswith(b"PK\x03\x04"):
        return _zip_kind(head, by_name)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Kind("", reason="old Office format, which is not read", hint="save it as .docx")
    if head.startswith(b"{\\rtf"):
        return Kind("", reason="rich text format, which is not read", hint="save it as .docx or .txt")
    if by_name in {"pdf", "image", "docx", "epub", "wacz"} and head:
        if by_name == "pdf" and b"%PDF-" in head[:1024]:
            return Kind("pdf")
        if _HTML.match(head):
            return Kind("html")
        return Kind("", reason=f"named as {by_name} but its bytes are not", hint="it may be cut or renamed")
    if by_name in {"feed", "txt", "html"} and _HTML.match(head):
        return Kind("html")
    if by_name in {"feed", "txt"} and head.lstrip().startswith(b"<") and _FEED.search(head):
        return Kind("feed")
    if by_name == "feed":
        return Kind("", reason="XML that is neither RSS nor Atom", hint="export the articles as JSON Lines or text")
    return None


def _zip_kind(head: bytes, by_name: str) -> Kind:
    """By name and first member only: the archive itself is opened in the parser's process."""
    if by_name in {"docx", "epub", "wacz"}:
        return Kind(by_name)
    if b"application/epub+zip" in head[:200]:
        return Kind("epub")
    if b"word/" in head:
        return Kind("docx")
    if b"xl/" in head:
        return Kind("", reason="a spreadsheet, which is not read", hint="save it as .csv")
    return Kind("", reason="an archive, which is not read", hint="unpack it and read the folder")
