"""Plain text files, with the side file ``<name>.meta.json`` that says where a text comes from."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import msgspec

from maydan.errors import InputError
from maydan.intake.build import Meta, build, digest
from maydan.intake.encodings import decode
from maydan.intake.limits import Limits, megabytes
from maydan.records.document import Document

SIDE_BYTES = 1 << 20


def read_text_file(path: Path, limits: Limits, *, gzipped: bool = False, meta: Meta | None = None) -> Document:
    """A plain text file as a document, letter for letter.

    Raises:
        InputError: empty, binary, or larger than ``limits.text_bytes``.
        OSError: the file cannot be read.
    """
    data = bytes_of(path, limits.text_bytes, gzipped=gzipped)
    return text_document(data, limits, name=path.name, path=str(path), meta=meta)


def text_document(data: bytes, limits: Limits, *, name: str, path: str | None, meta: Meta | None = None) -> Document:
    """Bytes of a plain text file as a document.

    Raises:
        InputError: empty, binary or too long.
    """
    if len(data) > limits.text_bytes:
        raise too_large(limits.text_bytes)
    found = decode(data)
    if not found.text.strip(" \t\r\n\x0b\x0c\ufeff\xa0\x00"):
        raise InputError("the file holds white space only")
    check_length(found.text, limits)
    return build(
        found.text,
        meta=meta,
        sha256_bytes=digest(data),
        name=name,
        path=path,
        format="txt",
        encoding=found.encoding,
        extractor="plain 1",
        warnings=found.warnings,
    )


def too_large(limit: int) -> InputError:
    """The error for a text beyond its limit."""
    return InputError(f"larger than {megabytes(limit)} as one text", "split it into documents, or raise text_bytes")


def check_length(text: str, limits: Limits) -> None:
    """Raises InputError for a text of more code points than allowed."""
    if len(text) > limits.text_chars:
        raise InputError(f"longer than {limits.text_chars:,} characters", "split it, or raise text_chars")


def bytes_of(path: Path, limit: int, *, gzipped: bool = False) -> bytes:
    """A whole file's bytes, expanded if compressed, never holding more than ``limit`` and one block.

    Raises:
        InputError: larger than the limit, or damaged compression.
    """
    if not gzipped and path.stat().st_size > limit:
        raise too_large(limit)
    with open_bytes(path, gzipped=gzipped) as stream:
        try:
            data = stream.read(limit + 1)
        except (EOFError, gzip.BadGzipFile, zlib.error) as error:
            raise InputError("damaged gzip file", "fetch the file again") from error
    if len(data) > limit:
        raise too_large(limit)
    return data


def open_bytes(path: Path, *, gzipped: bool) -> BinaryIO:
    """A file as a stream of (expanded) bytes."""
    raw = path.open("rb")
    return io.BufferedReader(gzip.GzipFile(fileobj=raw, mode="rb")) if gzipped else raw


def side_file(path: Path) -> tuple[Meta, tuple[str, ...]]:
    """What ``<stem>.meta.json`` (or ``<name>.meta.json``) beside a file says, with warnings about what it does not."""
    for candidate in (path.with_suffix(".meta.json"), path.with_name(path.name + ".meta.json")):
        try:
            if not candidate.is_file():
                continue
            if candidate.stat().st_size > SIDE_BYTES:
                return Meta(), (f"{candidate.name} is larger than {megabytes(SIDE_BYTES)} and left out",)
            data = msgspec.json.decode(candidate.read_bytes().removeprefix(b"\xef\xbb\xbf"))
        except (OSError, msgspec.DecodeError, UnicodeDecodeError) as error:
            return Meta(), (f"{candidate.name} cannot be read and is left out: {str(error)[:80]}",)
        if not isinstance(data, dict):
            return Meta(), (f"{candidate.name} holds no object and is left out",)
        return meta_of(data), ()
    return Meta(), ()


_KEYS = {
    "title": ("title", "headline", "العنوان"),
    "source": ("source", "outlet", "publisher", "sitename", "المصدر"),
    "author": ("author", "byline", "الكاتب"),
    "url": ("url", "link", "address", "الرابط"),
    "published": ("published", "date", "published_at", "pub_date", "date_published", "التاريخ"),
    "published_kind": ("published_kind", "date_kind"),
    "captured": ("captured", "retrieved", "fetched"),
}


def meta_of(row: dict[str, Any]) -> Meta:
    """What a JSON object or table row says of a document, under the usual names of the keys; scalars only."""
    lower = {str(key).strip().lower(): value for key, value in row.items()}
    found: dict[str, str] = {}
    for field, names in _KEYS.items():
        for name in names:
            value = lower.get(name)
            if isinstance(value, (str, int, float)) and not isinstance(value, bool) and str(value).strip():
                found[field] = str(value).strip()[:2000]
                break
    return Meta(**found)
