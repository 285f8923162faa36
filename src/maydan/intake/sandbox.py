"""Hostile documents are parsed in a process of their own: no network, no writing, bounded time and memory.

One process serves many files, so that its start is paid once; it is replaced when it dies, overruns its time or has
served its share. A member of an archive that brings the parser down is set aside by name, and the rest of the archive
is read by the next process.
"""

from __future__ import annotations

import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import IO

import maydan
from maydan.intake.limits import DEFAULT_LIMITS, Limits
from maydan.intake.wire import Begin, Done, Extract, Job, Refused, read_answer, write

RESTARTS = 100  # parsers brought down by members of one archive before the rest of it is given up
START_SECONDS = 60.0
_KEPT = ("PATH", "SYSTEMROOT", "WINDIR", "COMSPEC", "TEMP", "TMP", "TMPDIR", "LANG", "LC_ALL", "TESSDATA_PREFIX",
         "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "VIRTUAL_ENV", "PYTHONHOME")  # fmt: skip


class _Process:
    """One parser process with a thread that collects what it sends."""

    def __init__(self, limits: Limits) -> None:
        environment = {name: os.environ[name] for name in _KEPT if name in os.environ}
        root = str(Path(next(iter(maydan.__path__))).parent)
        environment |= {"PYTHONPATH": root, "PYTHONUTF8": "1", "OMP_THREAD_LIMIT": "1", "PYTHONDONTWRITEBYTECODE": "1"}
        self.jobs = 0
        self._child = subprocess.Popen(
            [sys.executable, "-P", "-m", "maydan.intake.child", str(limits.memory_bytes)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
        )
        assert self._child.stdin is not None and self._child.stdout is not None
        self._stdin: IO[bytes] = self._child.stdin
        self._cap = 4 * limits.text_chars + (1 << 20)
        self._answers: queue.Queue[Begin | Extract | Refused | Done | None] = queue.Queue(maxsize=4)
        self._thread = threading.Thread(target=self._collect, args=(self._child.stdout,), daemon=True)
        self._thread.start()

    def _collect(self, stream: IO[bytes]) -> None:
        try:
            while (answer := read_answer(stream, self._cap)) is not None:  # type: ignore[arg-type]
                self._answers.put(answer)
        except (ValueError, OSError):
            pass
        self._answers.put(None)

    def send(self, job: Job) -> bool:
        """Whether the job could be handed over."""
        self.jobs += 1
        try:
            write(self._stdin, job)  # type: ignore[arg-type]
        except OSError:
            return False
        return True

    def answer(self, seconds: float) -> Begin | Extract | Refused | Done | None:
        """The next answer, None if the process died.

        Raises:
            queue.Empty: none came in time.
        """
        return self._answers.get(timeout=max(0.01, seconds))

    def stop(self) -> int | None:
        """Ends the process; its exit code."""
        with suppress(OSError):
            self._stdin.close()
        try:
            return self._child.wait(timeout=0.2 if self.jobs else 0)
        except subprocess.TimeoutExpired:
            self._child.kill()
            return self._child.wait()
        finally:
            self._drain()

    def _drain(self) -> None:
        """Lets the collecting thread run out, which may wait for room in the queue."""
        while self._thread.is_alive():
            try:
                self._answers.get(timeout=0.05)
            except queue.Empty:
                self._thread.join(timeout=0.05)
        if self._child.stdout:
            self._child.stdout.close()


class Sandbox:
    """Parses files of hostile formats in a process apart. A context manager; not for use by two threads at once.

    Args:
        limits: bounds on each file.
    """

    def __init__(self, limits: Limits = DEFAULT_LIMITS) -> None:
        self.limits = limits
        self._process: _Process | None = None

    def __enter__(self) -> Sandbox:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Ends the parser's process."""
        if self._process:
            self._process.stop()
            self._process = None

    def parse(self, path: Path, format: str, *, gzipped: bool = False) -> Iterator[Extract | Refused]:
        """Texts of a file in order, with what was refused of it.

        Args:
            format: one of ``sniff.SANDBOXED``.
        """
        skip = 0
        member = ""
        limits = self.limits
        allowed = limits.archive_seconds if format in ARCHIVES else limits.seconds
        if format in SCANS:
            allowed += limits.ocr_pages * limits.ocr_seconds
        silence = max(limits.seconds, limits.ocr_seconds) if format in SCANS else limits.seconds
        deadline = time.monotonic() + allowed
        for _ in range(RESTARTS):
            job = Job(str(path.absolute()), format, self.limits, gzipped, skip)
            process = self._ready()
            finished = False
            try:
                if not process.send(job):
                    continue
                index = skip
                for answer in _until_done(process, silence, deadline):
                    if isinstance(answer, Begin):
                        index, member = answer.index, answer.member
                    elif isinstance(answer, Refused) and answer.hint == BROKEN:
                        if format not in ARCHIVES:
                            yield Refused(answer.reason, "", answer.member)
                            return
                        yield Refused(answer.reason, "", member)
                        skip = index + 1
                        break
                    else:
                        yield answer
                else:
                    finished = True
                    return
            finally:
                if not finished:
                    self.close()
            if time.monotonic() > deadline:
                seconds = self.limits.archive_seconds
                yield Refused(f"not read to its end within {seconds:g} s", "raise archive_seconds")
                return
        yield Refused("the parser came to grief too often; the rest is not read", "check the file")

    def _ready(self) -> _Process:
        if self._process and self._process.jobs >= self.limits.jobs_per_process:
            self.close()
        if self._process is None:
            self._process = _Process(self.limits)
        return self._process


SCANS = frozenset({"pdf", "image"})
ARCHIVES = frozenset({"warc", "wacz", "feed"})
BROKEN = "\x00broken"


def _until_done(process: _Process, seconds: float, deadline: float) -> Iterator[Begin | Extract | Refused]:
    """Answers to one job; a parser that dies or overruns gives a last ``Refused`` whose hint is ``BROKEN``."""
    wait = START_SECONDS + seconds  # for the first answer, which says that the libraries are loaded
    while True:
        try:
            answer = process.answer(min(wait, deadline + wait - time.monotonic()))
        except queue.Empty:
            yield Refused(f"took longer than {seconds:g} s to parse", BROKEN)
            return
        if answer is None:
            yield Refused("the parser gave up: more memory than allowed, or a damaged file", BROKEN)
            return
        if isinstance(answer, Done):
            return
        wait = seconds
        yield answer
