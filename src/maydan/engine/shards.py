"""INPUT divided into shards: the same input gives the same shards, and an addition changes only those it falls in.

A shard ends where the hash of its last line or path says so (never before ``FEWEST`` items nor after ``MOST``), so that
what is added to a file or folder leaves the shards before and, soon, those after it as they were. The key of a shard is
a hash of what is in it; a finished shard is known by its key.
"""

from __future__ import annotations

import glob
import hashlib
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import msgspec

from maydan.errors import InputError
from maydan.intake import DEFAULT_LIMITS, Limits, Sandbox, SetAside, documents
from maydan.intake.plain import open_bytes
from maydan.intake.tables import from_lines, numbered
from maydan.intake.walk import files
from maydan.records.document import Document

FEWEST, MOST = 64, 512  # items of a shard
MOST_BYTES = 4 << 20
_ENDS_AT = 128  # a shard of enough items ends behind an item whose hash is a multiple of this: 192 items on average
_COLUMNS = ("id", "text", "title", "source", "author", "url", "published", "date", "date_kind")
_ALONE = (".warc", ".warc.gz", ".wacz", ".csv", ".csv.gz", ".tsv", ".tsv.gz")
_LINES = (".jsonl", ".jsonl.gz", ".ndjson", ".ndjson.gz")


class Item(msgspec.Struct, frozen=True, array_like=True):
    """One line of a file, one path, or (with ``reason``) what is wrong in its place.

    Attributes:
        number: of the line; for a path 1 where the user named it and 0 where it was met in a folder.
        data: the line, or the path in UTF-8.
    """

    number: int
    data: bytes
    reason: str = ""
    hint: str = ""


class Shard(msgspec.Struct, frozen=True):
    """A part of the input that is read as one.

    Attributes:
        key: 16 hexadecimal digits over what is in it.
        kind: "lines" of one file, or "files".
        name: file that the lines are of, as documents without an id are called; path: the file.
        items: lines or paths. weight: bytes of input that it stands for (compressed where the file is).
    """

    key: str
    kind: Literal["lines", "files"]
    name: str
    path: str
    items: tuple[Item, ...]
    weight: int = 0


def plan(source: str | Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Iterator[Shard], int]:
    """Shards of INPUT in order, as they are met, and the bytes of input that they stand for in all.

    Args:
        source: a folder, a file (text, HTML, PDF, JSON Lines, Parquet, WARC ...), or a pattern with ``*``.

    Raises:
        InputError: there is nothing there.
    """
    found = [found for path in _given(source) for found in files(path, limits)]
    if not any(isinstance(path, Path) for path, _ in found):
        raise InputError(f"{source}: nothing to read there", "check the path or the pattern")
    total = sum(_size(path) for path, _ in found if isinstance(path, Path))
    return _shards(found, limits), total


def _given(source: str | Path) -> list[Path]:
    path = Path(source)
    if path.exists():
        return [path]
    if any(mark in str(source) for mark in "*?["):
        return [Path(p) for p in sorted(glob.glob(str(source), recursive=True))]  # noqa: PTH207
    raise InputError(f"{source}: no such file or folder", "check the path")


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _shards(found: list[tuple[Path | SetAside, bool]], limits: Limits) -> Iterator[Shard]:
    pending: list[Item] = []
    weight = 0
    for path, named in found:
        if isinstance(path, SetAside):
            pending.append(Item(0, path.name.encode("utf-8", "surrogateescape"), path.reason, path.hint))
            continue
        name = path.name.lower()
        if name.endswith(_LINES):
            yield from _of_lines(path, numbered_file(path, limits))
        elif name.endswith(".parquet"):
            yield from _of_lines(path, parquet_lines(path))
        elif name.endswith(_ALONE):
            yield _files([_item(path, named)], _size(path))
        else:
            pending.append(_item(path, named))
            weight += _size(path)
            if _ends(pending, weight):
                yield _files(pending, weight)
                pending, weight = [], 0
    if pending:
        yield _files(pending, weight)


def _item(path: Path, named: bool) -> Item:
    return Item(int(named), str(path).encode("utf-8", "surrogateescape"))


def _ends(items: list[Item], size: int) -> bool:
    if len(items) >= MOST or size >= MOST_BYTES:
        return True
    return len(items) >= FEWEST and zlib.crc32(items[-1].data) % _ENDS_AT == 0


def _files(items: list[Item], weight: int) -> Shard:
    """A shard of files; its key holds their sizes and times of change, and those of the side files beside them."""
    sha = hashlib.sha256()
    for item in items:
        path = Path(item.data.decode("utf-8", "surrogateescape"))
        sha.update(item.data + b"\0" + item.reason.encode())
        for each in (path, path.with_suffix(".meta.json")):
            try:
                stat = each.stat()
                sha.update(f"\0{stat.st_size}\0{stat.st_mtime_ns}".encode())
            except (OSError, ValueError):
                sha.update(b"\0-")
    first = items[0].data.decode("utf-8", "replace")
    return Shard(sha.hexdigest()[:16], "files", first, "", tuple(items), weight)


def of_lines(name: str, path: str, items: list[Item], weight: int = 0) -> Shard:
    """A shard of the lines of one file."""
    sha = hashlib.sha256(f"{name}\0{path}".encode("utf-8", "surrogateescape"))
    for item in items:
        sha.update(b"%d\0%d\0" % (item.number, len(item.data)) + item.data + item.reason.encode())
    return Shard(sha.hexdigest()[:16], "lines", name, path, tuple(items), weight)


def _of_lines(path: Path, lines: Iterable[tuple[int, bytes | InputError]]) -> Iterator[Shard]:
    """Lines in shards."""
    items: list[Item] = []
    size = 0
    for number, line in lines:
        if isinstance(line, InputError):
            items.append(Item(number, b"", line.message, line.hint))
        elif line.strip(b" \t\r\n\x00"):
            items.append(Item(number, line))
            size += len(line)
        if items and _ends(items, size):
            yield of_lines(path.name, str(path), items, _on_disk(size, path))
            items, size = [], 0
    if items:
        yield of_lines(path.name, str(path), items, _on_disk(size, path))


def _on_disk(size: int, path: Path) -> int:
    """Bytes on disk that so many bytes of text take, roughly."""
    return size // 5 if path.suffix in (".gz", ".parquet") else size


def numbered_file(path: Path, limits: Limits) -> Iterator[tuple[int, bytes | InputError]]:
    """Lines of a JSON Lines file, compressed or not."""
    try:
        with open_bytes(path, gzipped=path.suffix.lower() == ".gz") as stream:
            yield from numbered(stream, limits)
    except InputError as error:
        yield 1, error
    except OSError as error:
        yield 1, InputError(f"cannot be read: {error.strerror or error}")


def parquet_lines(path: Path) -> Iterator[tuple[int, bytes | InputError]]:
    """Rows of a Parquet file as lines of JSON; ``text`` must be among its columns."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        with pq.ParquetFile(path) as file:
            names = set(file.schema_arrow.names)
            texts = file.schema_arrow.field("text").type if "text" in names else None
            if texts is None or not (pa.types.is_string(texts) or pa.types.is_large_string(texts)):
                what = "holds other than strings" if texts is not None else "is missing"
                yield 1, InputError(f"a Parquet file of another schema: the column 'text' {what}",
                                    f"name the columns {', '.join(_COLUMNS[:4])} ...")
                return
            columns = [name for name in _COLUMNS if name in names]
            number = 0
            for batch in file.iter_batches(batch_size=MOST, columns=columns):
                for row in batch.to_pylist():
                    number += 1
                    kept = {k: v if isinstance(v, (str, int)) else str(v) for k, v in row.items() if v is not None}
                    yield number, msgspec.json.encode(kept)
    except (pa.ArrowException, OSError, KeyError) as error:
        yield 1, InputError(f"a Parquet file that cannot be read: {str(error).splitlines()[0][:120]}", "fetch it again")


def open_shard(shard: Shard, limits: Limits = DEFAULT_LIMITS, sandbox: Sandbox | None = None
               ) -> Iterator[Document | SetAside]:
    """The documents of a shard."""
    if shard.kind == "lines":
        lines = ((i.number, InputError(i.reason, i.hint) if i.reason else i.data) for i in shard.items)
        yield from from_lines(lines, shard.name, limits, path=shard.path or None)
        return
    for item in shard.items:
        name = item.data.decode("utf-8", "surrogateescape")
        if item.reason:
            yield SetAside(name=name, reason=item.reason, hint=item.hint)
        else:
            yield from documents([name], limits=limits, sandbox=sandbox, listed=not item.number)
