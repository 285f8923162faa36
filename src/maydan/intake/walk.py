"""Paths to documents: folders walked in a stable order, each file read as its kind asks, nothing lost in silence."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from maydan.errors import InputError
from maydan.intake.build import Meta, build
from maydan.intake.encodings import mended
from maydan.intake.limits import DEFAULT_LIMITS, Limits
from maydan.intake.plain import bytes_of, open_bytes, read_text_file, side_file
from maydan.intake.sandbox import Sandbox
from maydan.intake.sniff import SANDBOXED, Kind, is_gzip, kind_of
from maydan.intake.tables import from_csv, from_json, from_jsonl
from maydan.intake.wire import Extract, Refused
from maydan.records.document import Document, SetAside

HEAD_BYTES = 4096
_HASH_BLOCK = 1 << 20


def documents(
    paths: Iterable[str | Path],
    *,
    limits: Limits = DEFAULT_LIMITS,
    published: str | None = None,
    sandbox: Sandbox | None = None,
    listed: bool = False,
) -> Iterator[Document | SetAside]:
    """The documents in files and folders, one after the other, as they are read.

    Folders are walked to their ends in the order of names; hidden files, side files (``.meta.json``), a folder's
    README.md and readings beside their texts are passed over. A file that cannot be read comes as a
    :class:`SetAside` and the rest goes on.

    Args:
        paths: files and folders, in the order in which they are wanted.
        published: day of publication for documents that bring none of their own.
        sandbox: a parser's process to use and leave open; else one is started when first needed and ended here.
        listed: whether the paths were met in a folder (:func:`files`) and not named: unknown kinds are set aside.
    """
    own = sandbox is None
    box = sandbox or Sandbox(limits)
    default = Meta(published=published)
    try:
        for given in paths:
            for path, named in files(Path(given), limits):
                if isinstance(path, SetAside):
                    yield path
                else:
                    yield from _read(path, box, limits, default, named=named and not listed)
    finally:
        if own:
            box.close()


def files(path: Path, limits: Limits) -> Iterator[tuple[Path | SetAside, bool]]:
    """Files of a path, each with whether the user named it."""
    try:
        mode = path.stat().st_mode
    except FileNotFoundError:
        yield SetAside(name=str(path), reason="no such file or folder", hint="check the path"), True
        return
    except OSError as error:
        yield SetAside(name=str(path), reason=f"cannot be opened: {error.strerror or error}"), True
        return
    except ValueError:
        yield SetAside(name=ascii(str(path)), reason="not a path"), True
        return
    if stat.S_ISDIR(mode):
        for count, found in enumerate(_walk(path), 1):
            if count > limits.files:
                yield SetAside(name=str(path), reason=f"more than {limits.files:,} files", hint="raise files"), False
                return
            yield found, False
    elif stat.S_ISREG(mode):
        yield path, True
    else:
        yield SetAside(name=str(path), reason="neither a file nor a folder"), True


def _walk(folder: Path) -> Iterator[Path | SetAside]:
    """Files under a folder, by name; folders that are links are not entered, so that no circle is walked."""
    stack: list[Path | SetAside] = [folder]
    while stack:
        top = stack.pop()
        if isinstance(top, SetAside):
            yield top
            continue
        try:
            if not top.is_dir():
                yield top
                continue
            with os.scandir(top) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except OSError as error:
            yield SetAside(name=str(top), reason=f"cannot be opened: {error.strerror or error}")
            continue
        names = {entry.name for entry in found}
        below: list[Path | SetAside] = []
        for entry in found:
            if entry.name.startswith((".", "~$")) or _beside(entry.name, names):
                continue
            try:
                folder_like = entry.is_dir(follow_symlinks=False)
                if folder_like or entry.is_file():
                    below.append(Path(entry.path))
                elif not entry.is_dir():
                    below.append(SetAside(name=entry.path, reason="neither a file nor a folder"))
            except OSError as error:
                below.append(SetAside(name=entry.path, reason=f"cannot be opened: {error.strerror or error}"))
        stack += reversed(below)


def _beside(name: str, names: set[str]) -> bool:
    """Whether a file tells of others: a side file, a folder's README.md, or a text's reading or annotation."""
    if name.endswith(".meta.json") or name == "README.md":
        return True
    return name.endswith(".json") and f"{name[:-5]}.txt" in names


def _read(path: Path, box: Sandbox, limits: Limits, default: Meta, *, named: bool) -> Iterator[Document | SetAside]:
    name = str(path)
    try:
        kind = _kind(path, named=named)
        if not kind.format:
            yield SetAside(name=name, reason=kind.reason, hint=kind.hint)
            return
        side, notes = side_file(path)
        if kind.format in SANDBOXED:
            yield from _parsed(path, kind, box, limits, side, default, notes)
            return
        for found in _plain(path, kind, limits, side.over(default)):
            if notes and isinstance(found, Document):
                found = _noted(found, notes)
            yield found
    except InputError as error:
        yield SetAside(name=name, reason=error.message, hint=error.hint)
    except OSError as error:
        yield SetAside(name=name, reason=f"cannot be read: {error.strerror or error}")


def _kind(path: Path, *, named: bool) -> Kind:
    with path.open("rb") as stream:
        head = stream.read(HEAD_BYTES)
    if not head:
        return Kind("", reason="the file is empty")
    if is_gzip(head) and path.suffix.lower() == ".gz" and not path.name.lower().endswith(".warc.gz"):
        with open_bytes(path, gzipped=True) as inner:
            try:
                head = inner.read(HEAD_BYTES)
            except (EOFError, OSError) as error:
                raise InputError("damaged gzip file", "fetch the file again") from error
    if is_gzip(head):
        if path.name.lower().endswith(".warc.gz"):
            return Kind("warc")
        return Kind("", reason="a compressed file, which is not read", hint="unpack it first")
    return kind_of(path, head, named=named)


def _plain(path: Path, kind: Kind, limits: Limits, meta: Meta) -> Iterator[Document | SetAside]:
    if kind.format == "txt":
        yield read_text_file(path, limits, gzipped=kind.gzipped, meta=meta)
    elif kind.format == "json":
        data = bytes_of(path, limits.file_bytes, gzipped=kind.gzipped)
        yield from from_json(data, path.name, limits, path=str(path), default=meta)
    else:
        reader = from_jsonl if kind.format == "jsonl" else from_csv
        with open_bytes(path, gzipped=kind.gzipped) as stream:
            yield from reader(stream, path.name, limits, path=str(path), default=meta)


def _parsed(
    path: Path, kind: Kind, box: Sandbox, limits: Limits, side: Meta, default: Meta, notes: tuple[str, ...]
) -> Iterator[Document | SetAside]:
    archive = kind.format in {"warc", "wacz"}
    if path.stat().st_size > (limits.archive_bytes if archive else limits.file_bytes):
        raise InputError("larger than is read in one file", "split it, or raise file_bytes or archive_bytes")
    sha = _file_digest(path)
    for answer in box.parse(path, kind.format, gzipped=kind.gzipped):
        member = answer.member if isinstance(answer, (Extract, Refused)) else ""
        name = f"{path.name}#{member}" if member else path.name
        if isinstance(answer, Refused):
            where = f"{path}#{member}" if member else str(path)
            yield SetAside(name=where, reason=answer.reason, hint=answer.hint, sha256_bytes=sha)
        else:
            found = mended(answer.text, answer.encoding or "")
            yield build(
                found.text,
                meta=side.over(answer.meta).over(default),
                sha256_bytes=answer.sha256_bytes or sha,
                member=member,
                name=name,
                path=str(path),
                format=kind.format,
                encoding=answer.encoding,
                extractor=answer.extractor,
                warnings=(*notes, *answer.warnings, *(note for note in found.warnings if note not in answer.warnings)),
            )


def _noted(document: Document, notes: tuple[str, ...]) -> Document:
    return msgspec.structs.replace(document, warnings=(*notes, *document.warnings))


def _file_digest(path: Path) -> str:
    sha = hashlib.sha256()
    with path.open("rb") as stream:
        while block := stream.read(_HASH_BLOCK):
            sha.update(block)
    return sha.hexdigest()
