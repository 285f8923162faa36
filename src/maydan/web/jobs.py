"""Reading uploaded files in the background: one upload at a time, the others wait in line."""

from __future__ import annotations

import logging
import os
import secrets
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Literal

import msgspec

from maydan.case import Case
from maydan.case.add import AddReport
from maydan.case.saved import bare_name
from maydan.engine.lock import locked
from maydan.errors import BusyError, MaydanError, UnknownError
from maydan.intake import DEFAULT_LIMITS, Sandbox, documents
from maydan.records import Document, SetAside
from maydan.web.settings import SHM

log = logging.getLogger("maydan.web")
KEPT = 200  # jobs whose end can still be asked for
WAITING = 50  # uploads that may wait in line
_PREFIX = "maydan-upload-"
_YOUNG = 60.0  # seconds for which a folder without a lock is left alone


class Aside(msgspec.Struct, frozen=True):
    """A file that was not read, and why."""

    name: str
    reason: str
    advice: str = ""


class Job(msgspec.Struct, kw_only=True):
    """What became of an upload.

    Attributes:
        state: "working" (also while it waits in line), "done" or "failed".
        done, total: files. added, known: documents that are new, and that were there already.
        set_aside: files that were not read. error: why it failed, else "".
    """

    job: str
    state: Literal["working", "done", "failed"] = "working"
    done: int = 0
    total: int = 0
    added: int = 0
    known: int = 0
    set_aside: list[Aside] = []
    error: str = ""


class Jobs:
    """The uploads of a server. Their files lie in a folder that only this user may enter, and only until read."""

    def __init__(self, case: Case, *, told: Callable[[], None] = lambda: None) -> None:
        self._case = case
        self._told = told
        self._root: Path | None = None
        self._held = ExitStack()
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()
        self._ended = threading.Event()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="maydan-upload")
        for base in {Path(tempfile.gettempdir()), SHM}:
            remove_left(base)

    def folder(self) -> Path:
        """A new folder for the files of one upload.

        Raises:
            BusyError: too many wait in line.
        """
        with self._lock:
            if sum(j.state == "working" for j in self._jobs.values()) >= WAITING:
                raise BusyError("many uploads wait to be read", "wait for some to end")
            if self._root is None:
                base = SHM if self._case.store.encrypted and SHM.is_dir() else None
                self._root = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=base))  # mode 0700
                self._held.enter_context(locked(self._root))
        return Path(tempfile.mkdtemp(dir=self._root))

    def submit(self, folder: Path, files: list[Path], *, published: str | None = None) -> str:
        """Read the files of a folder, then remove it; the id to ask by."""
        job = Job(job=f"j{secrets.token_hex(8)}", total=len(files))
        with self._lock:
            self._jobs[job.job] = job
            for old in [k for k, j in self._jobs.items() if j.state != "working"][:max(0, len(self._jobs) - KEPT)]:
                del self._jobs[old]
        self._worker.submit(self._run, job, folder, files, published)
        return job.job

    def job(self, job_id: str) -> Job:
        """How far a job is.

        Raises:
            UnknownError: there is none of this id.
        """
        with self._lock:
            found = self._jobs.get(job_id)
        if found is None:
            raise UnknownError(f"there is no upload {job_id}", "the server was started anew, or it is long done")
        return found

    def drop(self, folder: Path) -> None:
        """Remove the folder of an upload that did not come in whole."""
        shutil.rmtree(folder, ignore_errors=True)

    def close(self) -> None:
        """Read no further file; what was read is kept, the folders are removed."""
        self._ended.set()
        self._worker.shutdown(wait=True, cancel_futures=True)
        self._held.close()
        if self._root is not None:
            shutil.rmtree(self._root, ignore_errors=True)

    def _run(self, job: Job, folder: Path, files: list[Path], published: str | None) -> None:
        def progress(report: AddReport) -> None:
            job.added, job.known = report.added + report.reread, report.unchanged
            job.set_aside = [Aside(bare_name(a.name), a.reason, a.hint) for a in report.aside]

        try:
            report = self._case.add_documents(self._read(job, files, published), progress=progress)
            progress(report)
            job.state = "done"
        except MaydanError as error:
            job.state, job.error = "failed", str(error)
        except Exception as error:
            log.error("an upload could not be read", exc_info=error)
            job.state, job.error = "failed", f"the server failed on this ({type(error).__name__})"
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            self._told()

    def _read(self, job: Job, files: list[Path], published: str | None) -> Iterator[Document | SetAside]:
        with Sandbox(DEFAULT_LIMITS) as sandbox:
            for file in files:
                if self._ended.is_set():
                    raise BusyError("the server was ended before all files were read", "upload the rest again")
                yield from documents([file], published=published, sandbox=sandbox, listed=True)
                job.done += 1


def remove_left(base: Path) -> None:
    """Remove what servers of this user that were killed left of uploads in a folder; what a living one holds stays."""
    for left in base.glob(f"{_PREFIX}*"):
        with suppress(OSError, MaydanError):
            about = left.lstat()
            mine = not hasattr(os, "getuid") or about.st_uid == os.getuid()
            if mine and not left.is_symlink() and left.is_dir() and time.time() - about.st_mtime > _YOUNG:
                with locked(left):
                    shutil.rmtree(left, ignore_errors=True)
