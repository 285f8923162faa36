"""Bytes to text, for the encodings in which Arabic is met: UTF-8, UTF-16, Windows-1256, ISO-8859-6.

UTF-8 is taken when it decodes strictly, for no other encoding passes for it by chance. UTF-16 is known by its byte
order mark or by the column of equal high bytes that Arabic and ASCII leave. Windows-1256 and ISO-8859-6 share most
letter positions in the second half but not all; the reading whose words look like Arabic wins.
"""

from __future__ import annotations

import codecs
import re
import unicodedata

import msgspec

from maydan.errors import InputError
from maydan.intake.language import arabic_words

SAMPLE = 65_536
REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f\x7f]")
_TEXT_BYTES = bytes(range(0x20, 0x7F)) + b"\t\n\r\x0c\x1b"
_BIDI = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WORD = re.compile("[\u0621-\u064a]+")
_SEQUENCE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ENCODED_SURROGATE = re.compile(rb"\xed[\xa0-\xbf][\x80-\xbf]")
_GLUED = re.compile("[\u0621-\u064a](?=[A-Za-z\u00c0-\u00ff])|[A-Za-z\u00c0-\u00ff](?=[\u0621-\u064a])")
BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


class Decoded(msgspec.Struct, frozen=True):
    """Text with the codec that gave it and what had to be mended."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """Text of a plain file. No letter is added, dropped or normalised where the bytes decode cleanly.

    Args:
        data: the whole file.
        declared: encoding that the file or its transport claims; used only where the bytes bear it out.

    Raises:
        InputError: the bytes are empty, or binary data rather than text.
    """
    if not data:
        raise InputError("the file is empty")
    for mark, codec in BOMS:
        if data.startswith(mark):
            return _marked(data, codec)
    wide = _utf16_without_mark(data)
    if wide:
        return mended(data.decode(wide, "surrogatepass" if len(data) % 2 == 0 else "replace"), wide)
    if _is_binary(data):
        raise InputError("binary data, not text", "name the file by its kind (.pdf, .docx, .html ...) or leave it out")
    try:
        return mended(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        pass
    if damaged := _damaged_utf8(data):
        return damaged
    return _eight_bit(data, declared)


def mended(text: str, encoding: str, warnings: tuple[str, ...] = ()) -> Decoded:
    """Lone surrogates become U+FFFD, one for one so that offsets hold; what a reader should know becomes a warning."""
    notes = list(warnings)
    if not text.isascii() and _SURROGATE.search(text):
        text, count = _SURROGATE.subn(REPLACEMENT, text)
        notes.append(f"{count} lone surrogates stand as U+FFFD")
    if found := _BIDI.findall(text):
        notes.append(f"{len(found)} characters turn the direction of display: what is seen may not be what is read")
    if len(_CONTROL.findall(text[:SAMPLE])) > 8:
        notes.append("control characters in the text")
    return Decoded(text, encoding, tuple(notes))


def _marked(data: bytes, codec: str) -> Decoded:
    try:
        return mended(data.decode(codec), codec)
    except UnicodeDecodeError as error:
        text = data.decode(codec, "replace")
        return mended(text, codec, (f"bytes that are not {codec} stand as U+FFFD, the first at byte {error.start}",))


def _utf16_without_mark(data: bytes) -> str | None:
    """Codec of UTF-16 without a mark: every second byte is 00, 06 (Arabic), 20 (quotes) or FE."""
    sample = data[: SAMPLE - SAMPLE % 2]
    if len(sample) < 4 or len(data) % 2:
        return None
    for high, codec in ((sample[1::2], "utf-16-le"), (sample[0::2], "utf-16-be")):
        typical = sum(high.count(value) for value in (0x00, 0x06, 0x20, 0xFE, 0xFD))
        if typical < 0.98 * len(high) or not high.count(0x00) + high.count(0x06):
            continue
        try:
            text = sample.decode(codec, "surrogatepass")
        except UnicodeDecodeError:
            continue
        printable = sum(1 for c in text if c.isalnum() or c.isspace() or unicodedata.category(c)[0] in "PSM")
        if printable > 0.97 * len(text):
            return codec
    return None


def _is_binary(data: bytes) -> bool:
    sample = data[:SAMPLE]
    if sample.count(0) > max(2, len(sample) // 1000):
        return True
    control = len(sample.translate(None, _TEXT_BYTES + bytes(range(0x80, 0x100))))
    return control > max(8, len(sample) // 50)


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with a few bad bytes (a cut file, bytes from elsewhere): kept if the good sequences far outweigh the bad.

    An encoded surrogate is one bad letter, not three.
    """
    whole, surrogates = _ENCODED_SURROGATE.subn(REPLACEMENT.encode(), data)
    text = whole.decode("utf-8", "replace")
    bad = text.count(REPLACEMENT) - whole.count(REPLACEMENT.encode())
    good = len(_SEQUENCE.findall(whole, 0, SAMPLE)) - surrogates
    if good < 3 or good < 20 * bad:
        return None
    notes = [f"{surrogates} lone surrogates stand as U+FFFD"] if surrogates else []
    if bad:
        notes.append(f"{bad} bytes that are not UTF-8 stand as U+FFFD")
    return mended(text, "utf-8", tuple(notes))


def _eight_bit(data: bytes, declared: str | None) -> Decoded:
    sample = data[:SAMPLE]
    scores: dict[str, float] = {}
    for codec in ("cp1256", "iso8859-6"):
        scores[codec] = plausibility(sample.decode(codec, "replace"))
    best = max(scores, key=lambda codec: scores[codec])
    if scores[best] >= 0.5:
        return _whole(data, best)
    if declared:
        try:
            return mended(data.decode(declared), codecs.lookup(declared).name)
        except (LookupError, UnicodeDecodeError):
            pass
    from charset_normalizer import from_bytes

    guess = from_bytes(sample).best()
    codec = guess.encoding if guess is not None else "cp1252"
    return _whole(data, codec, (f"encoding guessed as {codec}",))


def _whole(data: bytes, codec: str, notes: tuple[str, ...] = ()) -> Decoded:
    text = data.decode(codec, "replace")
    if bad := text.count(REPLACEMENT):
        notes = (*notes, f"{bad} bytes that are not {codec} stand as U+FFFD")
    return mended(text, codec, notes)


def plausibility(text: str) -> float:
    """How much a text looks like Arabic newspaper prose, about 0 to 2.

    Letters of the Arabic alphabet among all letters beyond ASCII count for, unmapped bytes and letters that break
    spelling (ta marbuta or alef maqsura inside a word, Latin letters glued to Arabic ones) against;
    the commonest function words and the article decide between neighbours.
    """
    words = _WORD.findall(text)
    if not words:
        return 0.0
    beyond = sum(1 for c in text if c > "\x7f" and not c.isspace())
    arabic = sum(map(len, words))
    odd = sum(1 for word in words if "ة" in word[:-1] or "ى" in word[:-1])
    known = arabic_words()
    common = sum(1 for word in words if word in known or (word.startswith("ال") and len(word) > 3))
    against = odd + len(_GLUED.findall(text))
    return arabic / max(1, beyond) - 2 * text.count(REPLACEMENT) / max(1, beyond) + (common - against) / len(words)
