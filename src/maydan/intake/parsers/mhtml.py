"""Pages that a browser saved as one file (MHTML): the first HTML part."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy

from maydan.errors import InputError
from maydan.intake.parsers import data_of, html
from maydan.intake.wire import Begin, Extract, Job, Refused

PARTS = 10_000


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The page of one file."""
    message = message_from_bytes(data_of(job), policy=policy.compat32)
    for index, part in enumerate(message.walk()):
        if index > PARTS:
            break
        if part.get_content_type() != "text/html":
            continue
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            address = str(part.get("Content-Location") or message.get("Snapshot-Content-Location") or "").strip()
            url = address if address.startswith(("http://", "https://")) else None
            yield html.page(body, job.limits, url=url, charset=part.get_content_charset())
            return
    raise InputError("the file holds no page", "save the page again as HTML")
