"""Many documents in one file: JSON Lines, JSON and CSV, read as a stream, one row at a time."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any, BinaryIO

import msgspec

from maydan.errors import InputError
from maydan.intake.build import Meta, build, digest, text_bytes
from maydan.intake.encodings import decode, mended
from maydan.intake.limits import Limits, megabytes
from maydan.intake.plain import check_length, meta_of
from maydan.records.document import Document, SetAside

TEXT_KEYS = ("text", "body", "content", "article", "article_text", "full_text", "النص", "نص", "المحتوى")
ID_KEYS = ("id", "doc", "document_id", "doc_id", "uuid", "guid", "المعرف")
_ESCAPED_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F][0-9a-fA-F]{2}")
_BLOCK = 1 << 20
BAD_ROWS = 50


def from_jsonl(
    stream: BinaryIO, name: str, limits: Limits, *, path: str | None = None, default: Meta | None = None
) -> Iterator[Document | SetAside]:
    """Documents of a JSON Lines stream, in order; a line that cannot be read is set aside and the next is taken.

    A line is an object with ``text`` and, as far as known, ``id``, ``title``, ``source``, ``author``, ``url``,
    ``published`` (or ``date``) and ``date_kind``. A document is named by its id, else by file and line. ``default``
    says what is known of rows that do not say it themselves.
    """
    yield from from_lines(numbered(stream, limits), name, limits, path=path, default=default)


def from_lines(
    lines: Iterable[tuple[int, bytes | InputError]], name: str, limits: Limits, *, path: str | None = None,
    default: Meta | None = None,
) -> Iterator[Document | SetAside]:
    """Documents of numbered lines, as :func:`from_jsonl` reads them; an error in place of a line sets it aside."""
    for number, line in lines:
        where = f"{name}#{number}"
        if isinstance(line, InputError):
            yield SetAside(name=where, reason=line.message, hint=line.hint)
            continue
        if not line.strip(b" \t\r\n\x00"):
            continue
        try:
            row = _json(line)
        except InputError as error:
            yield SetAside(name=where, reason=error.message, hint=error.hint, sha256_bytes=digest(line))
            continue
        yield _row(row, line, where, limits, default, path=path, format="jsonl")


def from_json(
    data: bytes, name: str, limits: Limits, *, path: str | None = None, default: Meta | None = None
) -> Iterator[Document | SetAside]:
    """Documents of a JSON file that holds one object or a list of them."""
    try:
        value = _json(data.removeprefix(b"\xef\xbb\xbf"))
    except InputError as error:
        yield SetAside(name=name, reason=error.message, hint=error.hint, sha256_bytes=digest(data))
        return
    rows = value if isinstance(value, list) else [value]
    for number, row in enumerate(rows, 1):
        raw = data if len(rows) == 1 else msgspec.json.encode(row)
        where = name if len(rows) == 1 else f"{name}#{number}"
        yield _row(row, raw, where, limits, default, path=path, format="jsonl")


def from_csv(
    stream: BinaryIO, name: str, limits: Limits, *, path: str | None = None, default: Meta | None = None
) -> Iterator[Document | SetAside]:
    """Documents of a CSV file with a header that names a text column; comma, semicolon or tab."""
    head = stream.read(_BLOCK)
    try:
        encoding = decode(head).encoding
    except InputError as error:
        yield SetAside(name=name, reason=error.message, hint=error.hint)
        return
    rest = io.BufferedReader(_Joined(head, stream), _BLOCK)
    codec = "utf-8-sig" if encoding == "utf-8" else encoding
    lines = _capped(io.TextIOWrapper(rest, codec, errors="replace", newline=""), limits.text_bytes)
    try:
        first = next(lines, "")
    except _BadRow as error:
        yield SetAside(name=name, reason=f"the table cannot be read: {error}", hint="check that it is a table")
        return
    delimiter = max(",;\t", key=first.count)
    header = [cell.strip().strip("\ufeff") for cell in _header(first, delimiter)]
    lower = [cell.lower() for cell in header]
    if not any(key in lower for key in TEXT_KEYS):
        yield SetAside(
            name=name,
            reason="the first row names no text column",
            hint=f"name the column with the articles {TEXT_KEYS[0]!r}",
        )
        return
    number = 1
    for cells in _csv_rows(lines, delimiter, limits):
        number += 1
        where = f"{name}#{number}"
        if isinstance(cells, _BadRow):
            reason = f"a row that cannot be read: {cells}"
            yield SetAside(name=where, reason=reason, hint="check quotes and line breaks")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        raw = text_bytes("\x1f".join(cells))
        yield _row(dict(zip(header, cells, strict=False)), raw, where, limits, default, path=path, format="csv")


class _BadRow(Exception):
    """A row that cannot be read."""


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of their stream."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self._head, self._rest = memoryview(head), rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        part: bytes | memoryview
        if self._head:
            part, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        else:
            part = self._rest.read(len(buffer))
        buffer[: len(part)] = part
        return len(part)


def _capped(stream: io.TextIOWrapper, limit: int) -> Iterator[str]:
    while line := stream.readline(limit + 1):
        if len(line) > limit:
            raise _BadRow(f"a line longer than {megabytes(limit)}")
        yield line


def _csv_rows(lines: Iterator[str], delimiter: str, limits: Limits) -> Iterator[list[str] | _BadRow]:
    """Rows of a table with cells of any length.

    A quotation mark that never closes would take all that follows into one cell: its line is given up alone, and the
    lines behind it are read anew, up to ``BAD_ROWS`` times.
    """
    again: deque[str] = deque()
    failures = 0
    while failures <= BAD_ROWS:
        pending: list[str] = []
        quotes = size = 0
        problem = "a quotation mark that is not closed"
        while True:
            try:
                line = again.popleft() if again else next(lines, "")
            except _BadRow as error:
                line, problem, failures = "", str(error), BAD_ROWS
            if line:
                pending.append(line)
                quotes += line.count('"')
                size += len(line)
            if not line or quotes % 2 == 0 or size > limits.text_bytes:
                break
        if not pending:
            if failures == BAD_ROWS:
                yield _BadRow(f"{problem}; the rest is not read")
            return
        if quotes % 2 == 0:
            try:
                yield _split_row("".join(pending), delimiter)
            except _BadRow as error:
                yield error
        else:
            failures += 1
            yield _BadRow(problem)
            again.extendleft(reversed(pending[1:]))


def _header(row: str, delimiter: str) -> list[str]:
    try:
        return _split_row(row, delimiter)
    except _BadRow:
        return []


def _split_row(row: str, delimiter: str) -> list[str]:
    """Cells of one row, with quoted cells of any length."""
    row = row.rstrip("\r\n")
    if '"' not in row:
        return row.split(delimiter)
    cells: list[str] = []
    at = 0
    while True:
        if row.startswith('"', at):
            end = at + 1
            while True:
                end = row.find('"', end)
                if end < 0:
                    raise _BadRow("a quotation mark that is not closed")
                if row.startswith('""', end):
                    end += 2
                    continue
                break
            after = row.find(delimiter, end)
            cell = row[at + 1 : end].replace('""', '"') + (row[end + 1 : after] if after >= 0 else row[end + 1 :])
        else:
            after = row.find(delimiter, at)
            cell = row[at:after] if after >= 0 else row[at:]
        cells.append(cell)
        if after < 0:
            return cells
        at = after + 1


def numbered(stream: BinaryIO, limits: Limits) -> Iterator[tuple[int, bytes | InputError]]:
    """Numbered lines; what is wrong instead of one beyond the limit, which is skipped without being held."""
    number = total = 0
    try:
        while line := stream.readline(limits.text_bytes + 1):
            number += 1
            total += len(line)
            if number == 1:
                line = line.removeprefix(b"\xef\xbb\xbf")
            if len(line) > limits.text_bytes and not line.endswith(b"\n"):
                yield number, InputError(f"a line longer than {megabytes(limits.text_bytes)}", "raise text_bytes")
                while line and not line.endswith(b"\n") and total <= limits.archive_bytes:
                    line = stream.readline(_BLOCK)
                    total += len(line)
            else:
                yield number, line
            if total > limits.archive_bytes:
                what = f"the file is larger than {megabytes(limits.archive_bytes)}; the rest is not read"
                yield number + 1, InputError(what, "split it, or raise archive_bytes")
                return
    except (EOFError, gzip.BadGzipFile, zlib.error):
        yield number + 1, InputError("damaged gzip; the rest is not read", "fetch the file again")


def _json(line: bytes) -> Any:
    """One JSON value.

    Raises:
        InputError: it is not JSON, or nested too deep.
    """
    try:
        return msgspec.json.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        first = str(error)
    except RecursionError as error:
        raise InputError("JSON nested too deep") from error
    try:
        text = decode(line).text
        if _ESCAPED_SURROGATE.search(line):
            import json

            return json.loads(text)  # keeps a lone surrogate, which is then mended letter by letter
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, ValueError, RecursionError, InputError):
        raise InputError(f"not JSON: {first[:80]}", "each line must be one object with a text") from None


def _row(
    row: Any,
    raw: bytes,
    where: str,
    limits: Limits,
    default: Meta | None,
    *,
    path: str | None,
    format: str,
) -> Document | SetAside:
    if not isinstance(row, dict):
        return SetAside(name=where, reason="not an object", hint='each row must be {"text": ...}')
    lower = {str(key).strip().lower(): value for key, value in row.items()}
    ident = next((str(lower[key]) for key in ID_KEYS if isinstance(lower.get(key), (str, int))), "").strip()[:300]
    name = ident or where
    text = next((lower[key] for key in TEXT_KEYS if lower.get(key) is not None), None)
    if not isinstance(text, str):
        return SetAside(name=name, reason="no text in it", hint=f"give the article under the key {TEXT_KEYS[0]!r}")
    if not text.strip():
        return SetAside(name=name, reason="the text is empty", sha256_bytes=digest(raw))
    try:
        check_length(text, limits)
    except InputError as error:
        return SetAside(name=name, reason=error.message, hint=error.hint, sha256_bytes=digest(raw))
    found = mended(text, "utf-8")
    return build(
        found.text,
        meta=meta_of(row).over(default or Meta()),
        sha256_bytes=digest(raw),
        name=name,
        path=path,
        format=format,
        encoding=found.encoding,
        extractor=f"{format} 1",
        warnings=found.warnings,
    )
