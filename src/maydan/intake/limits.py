"""How much a file may cost before it is set aside."""

from __future__ import annotations

import msgspec

MIB = 1024 * 1024


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Bounds on what one file may take. Sizes are bytes, times are seconds of wall clock.

    Attributes:
        text_bytes: largest plain text file, and longest line of a JSON Lines or CSV file; 32 MiB is about 30 novels.
        text_chars: longest text that any document may have, in code points.
        file_bytes: largest file of a format that is read whole (HTML, PDF, DOCX, EPUB, feed, image).
        archive_bytes: largest WARC or WACZ file, and the most that a compressed file or archive may expand to in all.
        member_bytes: largest single member of an archive after expansion.
        members: most members of a DOCX, EPUB or WACZ, entries of a feed and documents of a WARC.
        expansion: how many times larger than the file its members may be once their sum passes 16 MiB.
        pages: most pages of a PDF; a longer one is set aside, not cut.
        ocr_pages: most pages without text that are sent to character recognition; the rest is named in a warning.
        ocr_seconds: for one page or image.
        ocr_dpi: at which a scanned page is rendered.
        pixels: largest image, width times height.
        depth: deepest nesting of HTML elements parsed as a tree; a deeper page is read as a flat stream of text.
        seconds: for one document in the parser's process.
        archive_seconds: for one whole WARC, WACZ or feed.
        memory_bytes: address space of the parser's process (Linux; elsewhere time and size alone bound it).
        jobs_per_process: documents after which the parser's process is replaced by a fresh one.
        files: most files taken from one folder.
    """

    text_bytes: int = 32 * MIB
    text_chars: int = 32_000_000
    file_bytes: int = 128 * MIB
    archive_bytes: int = 4096 * MIB
    member_bytes: int = 64 * MIB
    members: int = 100_000
    expansion: int = 200
    pages: int = 5_000
    ocr_pages: int = 100
    ocr_seconds: float = 60.0
    ocr_dpi: int = 300
    pixels: int = 120_000_000
    depth: int = 200
    seconds: float = 60.0
    archive_seconds: float = 3600.0
    memory_bytes: int = 1536 * MIB
    jobs_per_process: int = 1_000
    files: int = 5_000_000


DEFAULT_LIMITS = Limits()


def megabytes(size: int) -> str:
    """A size for people: "32 MB", "0.5 MB"."""
    value = size / MIB
    return f"{value:.0f} MB" if value >= 10 or value == int(value) else f"{value:.1f} MB"
