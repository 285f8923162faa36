"""ZIP containers opened with a measure on what they may expand to."""

from __future__ import annotations

import zipfile
import zlib
from typing import Any

from defusedxml import ElementTree

from maydan.errors import InputError
from maydan.intake.limits import MIB, Limits, megabytes

FREE = 16 * MIB  # expansion below this sum is no attack, whatever the ratio
_FORBIDDEN = (b"<!ENTITY", "<!ENTITY".encode("utf-16-le"), "<!ENTITY".encode("utf-16-be"))


def open_zip(path: str, limits: Limits) -> zipfile.ZipFile:
    """A ZIP file whose directory promises no more than is allowed; reading never goes beyond the promise.

    Raises:
        InputError: too many members, too much expansion, encrypted, or damaged.
    """
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise InputError("a damaged archive", "fetch the file again") from error
    members = archive.infolist()
    packed = sum(member.compress_size for member in members)
    size = sum(member.file_size for member in members)
    problem = ""
    if len(members) > limits.members:
        problem = f"more than {limits.members:,} members"
    elif size > limits.archive_bytes or any(member.file_size > limits.archive_bytes for member in members):
        problem = f"expands to more than {megabytes(limits.archive_bytes)}"
    elif size > FREE and size > limits.expansion * max(1, packed):
        problem = f"expands more than {limits.expansion} times: a zip bomb"
    if problem:
        archive.close()
        raise InputError(f"the archive is not opened: {problem}", "unpack it with care, or raise the limit")
    return archive


def member_bytes(archive: zipfile.ZipFile, name: str, limits: Limits) -> bytes:
    """One member, expanded.

    Raises:
        InputError: missing, encrypted, damaged or too large.
    """
    try:
        info = archive.getinfo(name)
    except KeyError as error:
        raise InputError(f"the archive lacks {name}", "it may be damaged") from error
    if info.flag_bits & 1:
        raise InputError("the file is protected by a password", "save it without one")
    if info.file_size > limits.member_bytes:
        raise InputError(f"{name} expands to more than {megabytes(limits.member_bytes)}", "raise member_bytes")
    try:
        return archive.read(info)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError, zlib.error) as error:
        raise InputError(f"{name} is damaged", "fetch the file again") from error


def parse_xml(data: bytes) -> Any:
    """The root element of an XML file.

    Raises:
        InputError: entities are declared in it, or it is not XML.
    """
    no_entities(data)
    try:
        return ElementTree.fromstring(data)
    except (ElementTree.ParseError, ValueError) as error:
        raise InputError(f"damaged XML: {str(error)[:80]}", "fetch the file again") from error


def no_entities(data: bytes) -> None:
    """Raises InputError for XML that declares entities, which no honest document of these formats does."""
    if any(mark in data for mark in _FORBIDDEN):
        raise InputError("XML that declares entities is not parsed", "save it again from its program")
