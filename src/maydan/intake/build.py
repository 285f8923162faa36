"""From extracted text to a :class:`Document`: hashes, dates, language, what is not read twice."""

from __future__ import annotations

import hashlib
import re
from datetime import date

import msgspec

from maydan.intake import boilerplate, language
from maydan.records.document import Document

_ISO = re.compile(r"^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ].*)?$")
_DMY = re.compile(r"^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$")
_YMD = re.compile(r"^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$")
_COMPACT = re.compile(r"^(\d{4})(\d{2})(\d{2})(?:\d{6})?$")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
NAMES = {
    "fa": "Persian", "ur": "Urdu", "ckb": "Sorani Kurdish", "ps": "Pashto", "ug": "Uyghur", "latin": "in Latin script",
    "cyrillic": "in Cyrillic script", "hebrew": "Hebrew", "greek": "Greek", "syriac": "Syriac", "armenian": "Armenian",
    "cjk": "Chinese, Japanese or Korean", "und": "in no language that can be told",
}  # fmt: skip


class Meta(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is known of a document beside its text. See :class:`Document` for the fields."""

    title: str | None = None
    source: str | None = None
    author: str | None = None
    url: str | None = None
    published: str | None = None
    published_kind: str | None = None
    captured: str | None = None

    def over(self, other: Meta) -> Meta:
        """This, with what it leaves out taken from another."""
        merged = {name: getattr(self, name) or getattr(other, name) for name in self.__struct_fields__}
        merged["published_kind"] = self.published_kind if self.published else other.published_kind
        return Meta(**merged)


def digest(data: bytes) -> str:
    """SHA-256 in hexadecimal."""
    return hashlib.sha256(data).hexdigest()


def text_bytes(text: str) -> bytes:
    """A text in UTF-8, also where lone surrogates stand in it."""
    return text.encode("utf-8", "surrogatepass")


def iso_day(value: str | None) -> str | None:
    """A given date as "YYYY-MM-DD", "YYYY-MM" or "YYYY", or None; of two short figures the first is the day."""
    if not value:
        return None
    text = value.strip().translate(_DIGITS)
    if match := _ISO.match(text) or _YMD.match(text) or _COMPACT.match(text):
        year, month, day = (match.group(i) for i in (1, 2, 3))
    elif match := _DMY.match(text):
        day, month, year = match.groups()
    else:
        return None
    try:
        date(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return None
    parts = [year] + [f"{int(part):02d}" for part in (month, day) if part]
    return "-".join(parts)


def build(
    text: str,
    *,
    meta: Meta | None = None,
    sha256_bytes: str | None = None,
    member: str = "",
    name: str = "",
    path: str | None = None,
    format: str = "txt",
    encoding: str | None = None,
    extractor: str = "plain",
    warnings: tuple[str, ...] = (),
) -> Document:
    """A document from its text and what is known of it.

    Args:
        text: as decoded or extracted; kept letter for letter.
        sha256_bytes: of the original bytes; of the text in UTF-8 where there are none.
        member: place inside a container that holds several documents in one run of bytes, or "".
    """
    meta = meta or Meta()
    sha_text = digest(text_bytes(text))
    sha_bytes = sha256_bytes or sha_text
    guess = language.detect(text)
    notes = list(warnings)
    published = iso_day(meta.published)
    if meta.published and published is None:
        notes.append(f"the given date {meta.published[:40]!r} is not understood and left out")
    if not guess.is_arabic:
        notes.append(f"the text is {NAMES.get(guess.code, guess.code)}, not Arabic: nothing is read from it")
    key = f"{sha_bytes}#{member}" if member else sha_bytes
    return Document(
        document_id="d" + digest(key.encode())[:16],
        text=text,
        title=meta.title,
        source=meta.source,
        author=meta.author,
        url=meta.url,
        published=published,
        published_kind=(meta.published_kind or "given") if published else None,
        captured=iso_day(meta.captured),
        language=guess.code,
        sha256_bytes=sha_bytes,
        sha256_text=sha_text,
        name=name,
        path=path,
        format=format,
        encoding=encoding,
        extractor=extractor,
        warnings=tuple(notes),
        repeats=tuple(boilerplate.find(text, title=meta.title)) if guess.is_arabic else (),
    )


def from_text(
    text: str,
    *,
    published: str | None = None,
    title: str | None = None,
    source: str | None = None,
    author: str | None = None,
    url: str | None = None,
    name: str = "text",
) -> Document:
    """A document from a string that the caller already has.

    Args:
        published: day of publication as the caller knows it, "YYYY-MM-DD" or "15/3/2011" (day first).
    """
    meta = Meta(title=title, source=source, author=author, url=url, published=published)
    return build(text, meta=meta, name=name, extractor="given")
