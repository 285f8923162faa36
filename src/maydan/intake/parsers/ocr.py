"""Character recognition by the Tesseract program with its Arabic data."""

from __future__ import annotations

import os
import shutil
import subprocess
from functools import lru_cache

from maydan.errors import SettingError

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

    Args:
        image: PNG, JPEG, TIFF, BMP, WEBP or PNM bytes. dpi: its resolution, where known.

    Raises:
        SettingError: Tesseract is missing. subprocess.TimeoutExpired: it took too long.
    """
    program, _ = engine()
    languages = "ara+eng" if _has_english(program) else "ara"
    command = [program, "stdin", "stdout", "-l", languages, "--psm", "3"]
    if dpi:
        command += ["--dpi", str(dpi)]
    return _run(command, image, seconds).decode("utf-8", "replace").replace("\x0c", "")


@lru_cache(maxsize=1)
def _has_english(program: str) -> bool:
    return "eng" in _run([program, "--list-langs"], b"", 20.0).decode("utf-8", "replace").split()


def _run(command: list[str], data: bytes, seconds: float) -> bytes:
    environment = {**os.environ, "OMP_THREAD_LIMIT": "1"}
    done = subprocess.run(command, input=data, capture_output=True, timeout=seconds, env=environment, check=False)
    return done.stdout
