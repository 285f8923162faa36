"""Parsers of hostile formats. They run in the parser's process only; each imports its library when first needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Protocol, cast

from maydan.errors import MaydanError
from maydan.intake.plain import bytes_of
from maydan.intake.wire import Begin, Extract, Job, Refused

_MODULES = {
    "html": "html", "pdf": "pdf", "docx": "docx", "epub": "epub", "feed": "feeds", "warc": "warc", "wacz": "warc",
    "image": "images", "mhtml": "mhtml",
}  # fmt: skip


class Parser(Protocol):
    """What each parser module offers. Its libraries are imported at its top, so that loading is told from parsing."""

    def parse(self, job: Job) -> Iterator[Begin | Extract | Refused]:
        """Texts of the job's file."""


def serve(job: Job) -> Iterator[Begin | Extract | Refused]:
    """Answers to a job; whatever a library raises becomes a refusal."""
    member = ""
    try:
        parser = cast("Parser", import_module(f"maydan.intake.parsers.{_MODULES[job.format]}"))
        yield Begin(job.skip, "")  # the libraries are loaded; from here the document's own time runs
        for answer in parser.parse(job):
            if isinstance(answer, Begin):
                member = answer.member
            elif isinstance(answer, Extract) and len(answer.text) > job.limits.text_chars:
                answer = Refused(
                    f"its text is longer than {job.limits.text_chars:,} characters", "raise text_chars", answer.member
                )
            yield answer
    except Exception as error:
        yield refusal(error, job.format, member)


def refusal(error: Exception, what: str, member: str) -> Refused:
    """What to tell the user of an error; a parser library may raise anything on a damaged file."""
    if isinstance(error, MaydanError):
        return Refused(error.message, error.hint, member)
    if isinstance(error, MemoryError):
        return Refused("needs more memory than allowed", "raise memory_bytes, or convert it to text", member)
    if isinstance(error, RecursionError):
        return Refused("nested too deep", "convert it to text", member)
    reason = f"cannot be read as {what}: {type(error).__name__}: {' '.join(str(error)[:120].split())}"
    return Refused(reason, "it may be damaged", member)


def data_of(job: Job) -> bytes:
    """The job's whole file.

    Raises:
        InputError: larger than ``limits.file_bytes``.
    """
    return bytes_of(Path(job.path), job.limits.file_bytes, gzipped=job.gzipped)
