"""Web pages through trafilatura, which leaves menus and comments out; a page that defeats it is read flat."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version

import trafilatura
from trafilatura.settings import use_config

from maydan.errors import InputError
from maydan.intake.build import Meta
from maydan.intake.encodings import Decoded, decode
from maydan.intake.limits import Limits
from maydan.intake.parsers import data_of
from maydan.intake.parsers.markup import depth, flat_text, title_of
from maydan.intake.wire import Begin, Extract, Job, Refused

_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_ARABIC = re.compile("[\u0621-\u064a\ufb50-\ufdff\ufe70-\ufefc]")
_NAME = f"trafilatura {version('trafilatura')}"
_FLAT = "flat html 1"


def parse(job: Job) -> Iterator[Begin | Extract | Refused]:
    """The article of a page."""
    yield page(data_of(job), job.limits)


def page(
    data: bytes, limits: Limits, *, url: str | None = None, charset: str | None = None, member: str = ""
) -> Extract | Refused:
    """The article in the bytes of a page.

    Args:
        url: where it was fetched. charset: as its transport declares it.
        member: its place in a container.
    """
    try:
        found = _decoded(data, charset)
    except InputError as error:
        return Refused(error.message, error.hint, member)
    source = found.text.replace("\x00", "")
    notes = list(found.warnings)
    extractor, meta, text = _NAME, Meta(url=url), ""
    if depth(source) > limits.depth:
        notes.append(f"elements nested deeper than {limits.depth}: read as flat text")
    else:
        meta, text = _article(source, url)
    flat = flat_text(source) if len(text) < 400 else ""
    if len(_ARABIC.findall(flat)) > 3 * max(40, len(_ARABIC.findall(text))):
        if extractor == _NAME and text:
            notes.append("hardly any article found: the whole page is read as flat text")
        text, extractor = flat, _FLAT
    if not text and flat:
        text, extractor = flat, _FLAT
    if not text.strip():
        return Refused("the page holds no text", "", member)
    if not meta.title:
        meta = Meta(title=title_of(source)).over(meta)
    return Extract(text, extractor, meta, member, encoding=found.encoding, warnings=tuple(notes))


def _decoded(data: bytes, charset: str | None) -> Decoded:
    declared = charset
    if not declared and (match := _CHARSET.search(data[:4096])):
        declared = match.group(1).decode("ascii", "replace")
    return decode(data, declared=declared)


def _article(source: str, url: str | None) -> tuple[Meta, str]:
    """What trafilatura makes of a page; nothing where it fails."""
    config = use_config()
    config.set("DEFAULT", "EXTRACTION_TIMEOUT", "0")
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "100")
    found = trafilatura.bare_extraction(
        source,
        url=url,
        include_comments=False,
        include_tables=True,
        include_formatting=False,
        with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
        config=config,
    )
    if found is None:
        return Meta(url=url), ""
    data = found if isinstance(found, dict) else found.as_dict()
    published = data.get("date") or None
    meta = Meta(
        title=data.get("title") or None,
        source=data.get("sitename") or data.get("hostname") or None,
        author=data.get("author") or None,
        url=url or data.get("url") or None,
        published=published,
        published_kind="printed" if published else None,
    )
    return meta, data.get("text") or ""
