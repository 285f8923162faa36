"""RSS and Atom files through feedparser: each entry a document."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from io import BytesIO
from typing import Any

import feedparser

from maydan.errors import InputError
from maydan.intake.build import Meta, digest
from maydan.intake.encodings import decode
from maydan.intake.parsers import data_of
from maydan.intake.parsers.markup import flat_text
from maydan.intake.parsers.zips import no_entities
from maydan.intake.wire import Begin, Extract, Job, Refused

_NAME = f"feedparser {version('feedparser')}"


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The entries of one feed, in their order."""
    data = data_of(job)
    no_entities(data)
    try:
        feed = _feed(data)
    except UnicodeDecodeError:  # a few bytes that are not in the encoding that the file declares
        feed = _feed(decode(data).text.encode("utf-8", "replace"))
    if not feed.entries:
        raise InputError("the feed holds no entries", "check that it is RSS or Atom")
    if len(feed.entries) > job.limits.members:
        raise InputError(f"the feed holds more than {job.limits.members:,} entries", "raise members")
    outlet = _text(feed.feed.get("title"))
    for index, entry in enumerate(feed.entries):
        if index < job.skip:
            continue
        member = str(entry.get("id") or entry.get("link") or index + 1)[:300]
        yield Begin(index, member)
        bodies = [part.get("value", "") for part in entry.get("content", [])] + [entry.get("summary", "")]
        title = _text(entry.get("title"))
        text = max((flat_text(body) for body in bodies), key=len)
        if not text:
            yield Refused("the entry holds no text", "feeds often give headlines only; fetch the pages", member)
            continue
        if title and not text.startswith(title):
            text = f"{title}\n\n{text}"
        published = _day(entry.get("published_parsed") or entry.get("updated_parsed"))
        meta = Meta(
            title=title,
            source=outlet,
            author=_text(entry.get("author")),
            url=entry.get("link") or None,
            published=published,
            published_kind="printed" if published else None,
        )
        yield Extract(text, _NAME, meta, member, digest(f"{member}\n{text}".encode("utf-8", "surrogatepass")))


def _feed(data: bytes) -> Any:
    return feedparser.parse(BytesIO(data), sanitize_html=False, resolve_relative_uris=False)


def _text(value: Any) -> str | None:
    return flat_text(value).replace("\n", " ")[:1000] or None if isinstance(value, str) else None


def _day(value: Any) -> str | None:
    return f"{value.tm_year:04d}-{value.tm_mon:02d}-{value.tm_mday:02d}" if value else None
