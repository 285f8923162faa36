"""Web archives, WARC and WACZ, through warcio: each archived page a document."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import IO, Any

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from maydan.errors import InputError
from maydan.intake.build import Meta, digest
from maydan.intake.limits import megabytes
from maydan.intake.parsers import html, refusal
from maydan.intake.parsers.zips import open_zip
from maydan.intake.wire import Begin, Extract, Job, Refused

_PAGES = {"text/html", "application/xhtml+xml"}
_BLOCK = 1 << 16
_DAMAGE = (ArchiveLoadFailed, AttributeError, ValueError, EOFError, OSError, zipfile.BadZipFile, zlib.error)


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The pages of one archive, in their order."""
    found = False
    if job.format == "wacz":
        with open_zip(job.path, job.limits) as archive:
            names = [name for name in archive.namelist() if name.endswith((".warc", ".warc.gz"))]
            index = 0
            for name in sorted(names):
                with _member(archive, name) as stream:
                    start = index
                    for answer, count in _records(stream, job, start):
                        index = count
                        found = found or answer is not None
                        if answer is not None:
                            yield answer
    else:
        with Path(job.path).open("rb") as stream:
            if stream.seek(0, 2) > job.limits.archive_bytes:
                what = f"larger than {megabytes(job.limits.archive_bytes)}"
                raise InputError(what, "split it, or raise archive_bytes")
            stream.seek(0)
            for answer, _ in _records(stream, job, 0):
                found = found or answer is not None
                if answer is not None:
                    yield answer
    if not found and not job.skip:
        raise InputError("the archive holds no pages", "")


def _member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    try:
        return archive.open(name)
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile) as error:
        raise InputError(f"{name} in the archive cannot be opened", "it may be damaged or locked") from error


def _records(stream: IO[bytes], job: Job, index: int) -> Iterator[tuple[Begin | Extract | Refused | None, int]]:
    """Answers for the pages of one WARC with the number of the next page."""
    expanded = 0
    with closing(ArchiveIterator(stream)) as records:
        try:
            for record in records:
                if not _is_page(record):
                    continue
                index += 1
                if index <= job.skip:
                    continue
                if index > job.limits.members:
                    raise InputError(f"more than {job.limits.members:,} pages; the rest is not read", "raise members")
                url = str(record.rec_headers.get_header("WARC-Target-URI") or "")[:2000]
                when = str(record.rec_headers.get_header("WARC-Date") or "")[:40]
                member = f"{url} {when}".strip()
                yield Begin(index - 1, member), index
                try:
                    data = _content(record, job)
                    answer = _page(record, data, url, when, member, job)
                except Exception as error:
                    yield refusal(error, "a page", member), index
                    continue
                expanded += len(data)
                if expanded > job.limits.archive_bytes:
                    what = f"expands to more than {megabytes(job.limits.archive_bytes)}; the rest is not read"
                    raise InputError(what, "split it, or raise archive_bytes")
                yield answer, index
        except _DAMAGE as error:
            what = " ".join(str(error)[:80].split())
            raise InputError(f"damaged archive; the rest is not read: {what}", "fetch it again") from error
    yield None, index


def _is_page(record: Any) -> bool:
    kind = record.rec_type
    if kind == "resource":
        content = record.rec_headers.get_header("Content-Type") or ""
    elif kind == "response" and record.http_headers:
        if record.http_headers.get_statuscode() != "200":
            return False
        content = record.http_headers.get_header("Content-Type") or ""
    else:
        return False
    return str(content).split(";")[0].strip().lower() in _PAGES


def _content(record: Any, job: Job) -> bytes:
    """A page's bytes after transfer and content encoding, up to one block beyond the limit."""
    stream = record.content_stream()
    parts: list[bytes] = []
    size = 0
    while size <= job.limits.member_bytes and (block := stream.read(_BLOCK)):
        parts.append(block)
        size += len(block)
    return b"".join(parts)


def _page(record: Any, data: bytes, url: str, when: str, member: str, job: Job) -> Extract | Refused:
    if len(data) > job.limits.member_bytes:
        return Refused(f"the page is larger than {megabytes(job.limits.member_bytes)}", "raise member_bytes", member)
    headers = record.http_headers or record.rec_headers
    content = str(headers.get_header("Content-Type") or "")
    charset = content.partition("charset=")[2].strip("\"' ;")[:40] or None
    answer = html.page(data, job.limits, url=url or None, charset=charset, member=member)
    if isinstance(answer, Refused):
        return answer
    meta = Meta(captured=when[:10] or None).over(answer.meta)
    return Extract(answer.text, answer.extractor, meta, member, digest(data), answer.encoding, answer.warnings)
