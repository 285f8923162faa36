"""The parser's process: takes jobs from standard input, sends texts to standard output, and may do nothing else.

Started by :mod:`maydan.intake.sandbox` as ``python -P -m maydan.intake.child MEMORY_BYTES``.
"""

from __future__ import annotations

import os
import sys
from typing import Any, BinaryIO

_DENIED = ("socket.", "os.remove", "os.rename", "os.rmdir", "os.mkdir", "os.link", "os.symlink", "os.truncate",
           "os.chmod", "os.chown", "os.system", "os.exec", "os.posix_spawn", "os.spawn", "os.startfile", "os.fork",
           "ftplib.", "http.client.", "smtplib.", "urllib.Request", "webbrowser.", "shutil.", "winreg.")  # fmt: skip
_TESSERACT = {"tesseract", "tesseract.exe"}


def main() -> int:
    """Serves jobs until standard input ends."""
    memory = int(sys.argv[1])
    source, sink = _private_pipes()
    _no_network()
    _limits(memory)

    from maydan.intake import wire
    from maydan.intake.parsers import serve

    sys.addaudithook(_guard)
    while (job := wire.read_job(source)) is not None:
        for answer in serve(job):
            wire.write(sink, answer)
        wire.write(sink, wire.Done())
    return 0


def _private_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The pipes to the main process, moved away from where a library might print."""
    source = os.fdopen(os.dup(0), "rb")
    sink = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1):
        os.dup2(nothing, standard)
    return source, sink


def _guard(event: str, args: tuple[Any, ...]) -> None:
    """Refuses network, writing and starting programs; raised as PermissionError in whatever library tried."""
    if event.startswith(_DENIED):
        raise PermissionError(f"{event} is not allowed while parsing")
    if event == "subprocess.Popen":
        program = os.path.basename(str(args[0])).lower()  # noqa: PTH119
        if program not in _TESSERACT:
            raise PermissionError(f"{program} may not be started while parsing")
    elif event == "open":
        mode, flags = args[1], args[2]
        writes = (isinstance(mode, str) and set(mode) & set("wax+")) or (
            isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
        )
        if writes and args[0] != os.devnull and not isinstance(args[0], int):
            raise PermissionError("writing is not allowed while parsing")


def _no_network() -> None:
    """On Linux, a network namespace without interfaces where the kernel grants one, and no new privileges."""
    if not sys.platform.startswith("linux"):
        return
    import ctypes

    try:
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(1, 9, 0, 0, 0)  # PR_SET_PDEATHSIG, SIGKILL: no orphan goes on parsing
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        new_user, new_net = 0x10000000, 0x40000000
        libc.unshare(new_net if os.geteuid() == 0 else new_user | new_net)
    except (OSError, AttributeError):
        return


def _limits(memory: int) -> None:
    """Address space, core files and written files, where the system has such limits."""
    try:
        import resource
    except ImportError:
        return
    for what, bound in (("RLIMIT_CORE", 0), ("RLIMIT_FSIZE", 0), ("RLIMIT_AS", memory), ("RLIMIT_NOFILE", 256)):
        number = getattr(resource, what, None)
        if number is None:
            continue
        try:
            hard = resource.getrlimit(number)[1]
            bound = bound if hard == resource.RLIM_INFINITY else min(bound, hard)
            resource.setrlimit(number, (bound, bound))
        except (ValueError, OSError):
            continue


if __name__ == "__main__":
    raise SystemExit(main())
