"""What passes between the main process and the parser's process: length-prefixed msgpack frames on pipes."""

from __future__ import annotations

import struct
from typing import BinaryIO

import msgspec

from maydan.intake.build import Meta
from maydan.intake.limits import Limits

_LENGTH = struct.Struct(">Q")


class Job(msgspec.Struct, frozen=True, tag="job"):
    """One file to parse, from its member ``skip`` on."""

    path: str
    format: str
    limits: Limits
    gzipped: bool = False
    skip: int = 0


class Begin(msgspec.Struct, frozen=True, tag="begin"):
    """The parser turns to a member, counted from 0; what goes wrong next is this member's fault."""

    index: int
    member: str


class Extract(msgspec.Struct, frozen=True, tag="extract"):
    """Text of one document.

    Attributes:
        member: its place in a container, or "". sha256_bytes: of the member, or "" for the whole file.
    """

    text: str
    extractor: str
    meta: Meta = Meta()
    member: str = ""
    sha256_bytes: str = ""
    encoding: str | None = None
    warnings: tuple[str, ...] = ()


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """A file or member that is not read, and why."""

    reason: str
    hint: str = ""
    member: str = ""


class Done(msgspec.Struct, frozen=True, tag="done"):
    """The job is finished."""


Answer = Begin | Extract | Refused | Done
_answers = msgspec.msgpack.Decoder(Answer)
_jobs = msgspec.msgpack.Decoder(Job)


def write(stream: BinaryIO, message: Job | Answer) -> None:
    """Sends one frame."""
    data = msgspec.msgpack.encode(message)
    stream.write(_LENGTH.pack(len(data)))
    stream.write(data)
    stream.flush()


def read_answer(stream: BinaryIO, cap: int) -> Answer | None:
    """The next frame from the parser, None at the end of the stream.

    Raises:
        ValueError: a frame beyond ``cap`` bytes, or not a frame: the parser is not to be trusted further.
    """
    data = _frame(stream, cap)
    if data is None:
        return None
    try:
        answer: Answer = _answers.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise ValueError(f"the parser sent what is not an answer: {error}") from error
    return answer


def read_job(stream: BinaryIO) -> Job | None:
    """The next job, None when there are no more."""
    data = _frame(stream, 1 << 20)
    return None if data is None else _jobs.decode(data)


def _frame(stream: BinaryIO, cap: int) -> bytes | None:
    head = stream.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size: int = _LENGTH.unpack(head)[0]
    if size > cap:
        raise ValueError("the parser sent more than it may")
    data = stream.read(size)
    return data if len(data) == size else None
