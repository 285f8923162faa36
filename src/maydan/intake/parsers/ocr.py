"""Character recognition by the Tesseract program with its Arabic data."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from functools import lru_cache

from maydan.errors import SettingError
from maydan.intake.encodings import plausibility

FEW_WORDS = 4.0
_MARKS = re.compile("[\u200e\u200f\u202a-\u202e\x0c]")
MISSING = "Tesseract with its Arabic data is not installed"
HINT = "Debian and Ubuntu: apt install tesseract-ocr tesseract-ocr-ara; macOS: brew install tesseract tesseract-lang"


@lru_cache(maxsize=1)
def engine() -> tuple[str, str]:
    """The program's path and its version.

    Raises:
        SettingError: the program or its Arabic data are missing.
    """
    program = shutil.which("tesseract")
    if program is None:
        raise SettingError(MISSING, HINT)
    found = _run([program, "--list-langs"], b"", 20.0).decode("utf-8", "replace").split()
    if "ara" not in found:
        raise SettingError(MISSING, HINT)
    version = _run([program, "--version"], b"", 20.0).decode("utf-8", "replace").split("\n", 1)[0]
    return program, version.strip() or "tesseract"


def recognise(image: bytes, seconds: float, dpi: int | None = None) -> str:
    """The text in an image of a kind that Tesseract reads.

    The page's layout is found first; where that breaks lines into single words, as it does on sparse pages, the image
    is read again as one block and the reading that looks more like prose is kept.

    Args:
        image: PNG, JPEG, TIFF, BMP, WEBP or PNM bytes. dpi: its resolution, where known.

    Raises:
        SettingError: Tesseract is missing. subprocess.TimeoutExpired: it took too long.
    """
    deadline = time.monotonic() + seconds
    text = _read(image, "3", seconds, dpi)
    if _words_a_line(text) < FEW_WORDS and (left := deadline - time.monotonic()) > 1:
        block = _read(image, "6", left, dpi)
        text = max(text, block, key=lambda found: plausibility(found) * min(FEW_WORDS, _words_a_line(found)))
    return text


def _read(image: bytes, layout: str, seconds: float, dpi: int | None) -> str:
    command = [engine()[0], "stdin", "stdout", "-l", "ara", "--psm", layout]
    if dpi:
        command += ["--dpi", str(dpi)]
    return _MARKS.sub("", _run(command, image, seconds).decode("utf-8", "replace"))


def _words_a_line(text: str) -> float:
    lines = [line for line in text.split("\n") if line.strip()]
    return len(text.split()) / len(lines) if lines else 0.0


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)
    return done.stdout
