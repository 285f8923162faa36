"""Files out of a multipart request, written to disk as they come in, under names that lead nowhere else."""

from __future__ import annotations

import re
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO, Any

from multipart import (  # type: ignore[import-untyped]
    MultipartError,
    MultipartSegment,
    ParserLimitReached,
    PushMultipartParser,
    parse_options_header,
)

from maydan.errors import InputError, SettingError
from maydan.web.settings import UPLOAD_BYTES, UPLOAD_FILES

_NAME_BYTES = 200  # of a file name; file systems allow 255
_FIELD_BYTES = 1000  # of a field that is no file


class TooLargeError(InputError):
    """More than one upload may hold."""


class Received:
    """Files and fields of an upload, in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: list[Path] = []
        self.fields: dict[str, str] = {}


async def receive(stream: AsyncIterator[bytes], content_type: str, folder: Path) -> Received:
    """Write the files of a request's body into a folder.

    Raises:
        SettingError: this is no multipart body, or it holds no file. TooLargeError: it holds too much.
    """
    kind, options = parse_options_header(content_type)
    if kind != "multipart/form-data" or not options.get("boundary"):
        raise SettingError("files are sent as multipart/form-data", "see docs/web-api.md")
    parts = _Parts(folder)
    try:
        with PushMultipartParser(options["boundary"], max_segment_count=UPLOAD_FILES + 10, max_header_size=16_384,
                                 max_segment_size=UPLOAD_BYTES) as parser:
            async for chunk in stream:
                if chunk and not parser.closed:
                    for part in parser.parse(chunk):
                        parts.take(part)
    except ParserLimitReached:
        raise TooLargeError("this is more than one upload may hold", "send the files in several parts") from None
    except MultipartError as error:
        raise SettingError(f"the upload is damaged: {error}", "send it again") from None
    except OSError as error:
        raise InputError(f"the upload cannot be kept: {error.strerror or error}", "make room on the disk") from None
    finally:
        parts.close()
    if not parts.found.files:
        raise SettingError("the upload holds no file", "choose one")
    return parts.found


class _Parts:
    """Takes the parts of a body as the parser tells of them."""

    def __init__(self, folder: Path) -> None:
        self.found = Received(folder)
        self._file: IO[bytes] | None = None
        self._field: tuple[str, bytearray] | None = None

    def take(self, part: Any) -> None:
        if isinstance(part, MultipartSegment):
            self.close()
            if part.filename is not None:
                if part.filename:
                    path = place_for(self.found.folder, part.filename)
                    self._file = path.open("xb")
                    self.found.files.append(path)
            else:
                self._field = (str(part.name), bytearray())
        elif not part:
            self._end()
        elif self._file is not None:
            self._file.write(part)
        elif self._field is not None:
            self._field[1].extend(part)
            if len(self._field[1]) > _FIELD_BYTES:
                raise TooLargeError(f"the field {self._field[0][:40]} is too long", "send files as files")

    def _end(self) -> None:
        if self._field is not None:
            self.found.fields[self._field[0]] = self._field[1].decode("utf-8", "replace")
        self.close()

    def close(self) -> None:
        if self._file is not None:
            self._file.close()
        self._file = self._field = None


def place_for(folder: Path, name: str) -> Path:
    """Where a file of a name is kept: its own name without folders, in a folder of its own where the name is taken."""
    bare = re.split(r"[/\\]", name)[-1].replace("\0", "").strip()
    bare = bare.encode("utf-8", "replace").decode("utf-8")
    bare = re.sub(r"[\x00-\x1f\x7f]", "_", bare)
    if bare in ("", ".", ".."):
        bare = "unnamed"
    stem, dot, end = bare.rpartition(".")
    if len(bare.encode()) > _NAME_BYTES:
        end = f"{dot}{end}" if dot and len(end.encode()) <= 20 else ""
        stem = (stem if end else bare).encode()[:_NAME_BYTES - len(end.encode())].decode("utf-8", "ignore")
        bare = stem + end
    path = folder / bare
    return Path(tempfile.mkdtemp(dir=folder)) / bare if path.exists() else path


def readable(files: list[Path]) -> list[Path]:
    """The files to read: side files (``.meta.json``) that belong to another one are read with it."""
    names = {f.name for f in files}
    kept = [f for f in files if not (
        f.name.endswith(".meta.json") and any(n != f.name and Path(n).stem == f.name[:-10] for n in names))]
    return kept or files


def visible(name: str) -> str:
    """A file's name with what cannot be seen in it made visible, for display: direction marks and control letters."""
    return re.sub(r"[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]",
                  lambda m: f"<U+{ord(m.group()):04X}>", name)


