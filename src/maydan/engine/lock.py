"""One run at a time on a dataset: a lock that the system lets go of when the run ends, however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from maydan.errors import SettingError


@contextmanager
def locked(root: Path) -> Iterator[None]:
    """Hold a dataset's folder for this run.

    Raises:
        SettingError: another run holds it, or it cannot be written.
    """
    try:
        root.mkdir(parents=True, exist_ok=True)
        handle = (root / ".lock").open("a+b")
    except OSError as error:
        raise SettingError(f"{root} cannot be written: {error.strerror or error}", "choose another folder") from error
    with handle:
        try:
            _hold(handle.fileno())
        except OSError:
            handle.seek(0)
            who = handle.read(32).decode("ascii", "replace").strip()
            raise SettingError(
                f"another run is writing to {root}" + (f" (process {who})" if who.isdigit() else ""),
                "wait for it to end, or choose another folder",
            ) from None
        handle.truncate(0)
        handle.write(str(os.getpid()).encode())
        handle.flush()
        yield


def _hold(handle: int) -> None:
    if sys.platform == "win32":
        import msvcrt

        os.lseek(handle, 1 << 30, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        with suppress(OSError):
            os.lseek(handle, 0, os.SEEK_SET)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
