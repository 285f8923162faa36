"""Values to what the store keeps, and back: JSON that bears any text, compressed where it is long; times; hashes."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from collections.abc import Sequence
from typing import Any, TypeVar

import msgspec

T = TypeVar("T")
_ENCODER = msgspec.json.Encoder()
_LEVEL = 3  # of zlib: half the time of its usual one, a tenth more space


def encoded(value: Any) -> bytes:
    """A value as JSON on one line; half characters that UTF-8 cannot hold stay, as escapes."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return json.dumps(msgspec.to_builtins(value), separators=(",", ":")).encode("ascii")


def dumps(value: Any) -> str:
    """A value as JSON on one line, as text."""
    return encoded(value).decode()


def dumps_each(values: Sequence[Any]) -> list[str]:
    """Each value as :func:`dumps` has it: all in one go, which is quicker for many small ones."""
    try:
        return _ENCODER.encode_lines(values).decode().split("\n")[:-1]  # within JSON a line's end is "\\n"
    except UnicodeEncodeError:
        return [dumps(value) for value in values]


def loads(text: str | bytes) -> Any:
    """The value of :func:`dumps`."""
    try:
        return msgspec.json.decode(text)
    except msgspec.DecodeError:
        return json.loads(text)


def canonical(value: Any) -> bytes:
    """JSON in ASCII with sorted keys: the bytes that are hashed."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode("ascii")


def pack(value: Any) -> bytes:
    """A value as compressed JSON."""
    return zlib.compress(encoded(value), _LEVEL)


def unpack(body: bytes, kind: type[T]) -> T:
    """The struct or value that :func:`pack` took.

    Raises:
        zlib.error, msgspec.MsgspecError: the bytes are damaged.
    """
    text = zlib.decompress(bytes(body))
    try:
        return msgspec.json.decode(text, type=kind)
    except msgspec.DecodeError:  # half characters, or what does not fit: said by the longer way
        return msgspec.convert(loads(text), kind)


def sha256(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def now() -> str:
    """The moment in UTC, "2016-02-14T09:30:00.000000Z", so that text order is time order."""
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
