"""What the explorer's server is set to: where it answers, what it accepts, which headers it sends."""

from __future__ import annotations

from pathlib import Path

HOST = "127.0.0.1"
PORT = 8765
NAMES = ("127.0.0.1", "localhost")  # by which the page may be asked for; a foreign name is a rebound DNS entry

MIB = 1 << 20
BODY_BYTES = MIB  # of a question or decision
UPLOAD_BYTES = 4096 * MIB  # of all files of one upload; intake has limits of its own for each
UPLOAD_FILES = 10_000
SHM = Path("/dev/shm")  # files in memory: where those of an encrypted case wait
THREADS = 8  # answers worked out at once; each holds one connection to the case

PAGE = 50  # rows of a list where nothing else is asked for
PAGE_MOST = 500
COUNTED = 10_000  # rows up to which lists say how many there are

CASE = b"x-maydan-case"  # the case that a change is meant for
MARK = b"x-maydan"  # header that a page of another origin cannot send without asking first, which is never allowed

POLICY = (
    "default-src 'none'; script-src 'self'; worker-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "x-dns-prefetch-control": "off",
}
PRIVATE = "no-store"  # what the case holds is not left in the browser's folder
KEPT = "private, max-age=86400"
