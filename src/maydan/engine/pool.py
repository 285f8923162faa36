"""A pool of spawned processes that outlives the loss of any of them.

A worker takes one shard at a time. Where it dies, the shard goes to another; a document under which a worker died twice
is not tried again and set aside. Workers end when their parent does.
"""

from __future__ import annotations

import gc
import multiprocessing as mp
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import suppress
from importlib.abc import MetaPathFinder
from multiprocessing.connection import Connection, wait
from pathlib import Path
from typing import Any

import msgspec

from maydan.engine.shard import Reader, read_shard
from maydan.engine.shards import Shard, open_shard
from maydan.engine.store import Manifest
from maydan.errors import MaydanError, SettingError
from maydan.intake import DEFAULT_LIMITS, Sandbox
from maydan.reading.reader import read_document
from maydan.records import Document, Reading

LOSSES = 2  # workers that a document may cost
_IDLE_DEATHS = 24  # workers that may die in a row without one document read before the run gives up
_AHEAD = 2  # shards that are handed out beyond those in work, so that no worker waits


class Task(msgspec.Struct, frozen=True):
    """A shard on its way to a worker; ``poisoned``: numbers of documents that are not to be tried, with why."""

    shard: Shard
    poisoned: dict[int, str] = {}


class Failure(msgspec.Struct, frozen=True):
    """What made a worker give a shard back: ``fatal`` where no other would fare better (no space left)."""

    key: str
    message: str
    fatal: bool


def read_task(task: Task, out: str, theatre: str, at: Callable[[int], None] | None = None,
              sandbox: Sandbox | None = None, reader: Reader | None = None) -> Manifest | Failure:
    """Read one shard, here."""
    shard = task.shard
    try:
        return read_shard(
            open_shard(shard, DEFAULT_LIMITS, sandbox), out, shard.key, name=shard.name, theatre=theatre,
            reader=reader, poisoned=task.poisoned, at=at,
        )
    except OSError as error:
        return Failure(shard.key, f"{out} cannot be written: {error.strerror or error}", True)
    except MaydanError as error:
        return Failure(shard.key, str(error), True)


def warm(theatre: str = "auto") -> Reading:
    """Load what reading needs, once, before processes share it or a clock runs."""
    return read_document(Document(document_id="d0", text="قصفت قوات النظام مدينة حلب.", language="ar"), theatre=theatre)


def settle() -> None:
    """Keep what start-up made out of the collector's sight: lexicons and theatres live as long as the process."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


class _Without(MetaPathFinder):
    """Takes a package to be missing: PyArrow loads pandas where there is one, for nothing that is done here."""

    def find_spec(self, fullname: str, path: object, target: object = None) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError("left out, which saves 30 MiB and half a second a worker", name=fullname)


def _lean() -> None:
    """Keep a worker's memory small: what it lets go is given back to the system."""
    sys.meta_path.insert(0, _Without())
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # the others keep what was freed


def _work(tasks: Connection, progress: Any, slot: int, out: str, theatre: str) -> None:
    """A worker's life: tasks in, manifests out."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _lean()
    parent = mp.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent.sentinel,), daemon=True).start()

    def at(number: int) -> None:
        progress[slot] = number

    sandbox = Sandbox(DEFAULT_LIMITS)
    decoder = msgspec.msgpack.Decoder(Task)
    try:
        warm(theatre)  # before the first document, which is else blamed for whatever ends a worker that starts
        settle()
        while True:
            found = read_task(decoder.decode(tasks.recv_bytes()), out, theatre, at, sandbox)
            progress[slot] = -1
            tasks.send_bytes(msgspec.msgpack.encode([isinstance(found, Failure), found]))
    except (EOFError, OSError):
        return
    finally:
        sandbox.close()


def _follow(sentinel: int) -> None:
    """End with the parent."""
    wait([sentinel])
    os._exit(1)


class _Worker:
    def __init__(self, context: Any, progress: Any, slot: int, out: str, theatre: str) -> None:
        self.slot = slot
        self.task: Task | None = None
        mine, its = context.Pipe()
        self.pipe: Connection = mine
        self.process = context.Process(target=_work, args=(its, progress, slot, out, theatre))
        self.process.start()
        its.close()

    def give(self, task: Task) -> None:
        self.task = task
        with suppress(OSError):  # a worker that died meanwhile is met by its sentinel
            self.pipe.send_bytes(msgspec.msgpack.encode(task))

    def end(self) -> None:
        self.pipe.close()
        self.process.join(10)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()


class Pool:
    """Reads shards in several processes.

    Attributes:
        out: the dataset's folder. lost: workers that died. under_way: documents of unfinished shards read so far.
    """

    def __init__(self, out: Path, theatre: str, workers: int) -> None:
        self.out, self.theatre, self.size = str(out), theatre, workers
        self.lost = 0
        self._context = mp.get_context("spawn")
        self._progress = self._context.RawArray("q", [-1] * workers)
        self._deaths: dict[tuple[str, int], int] = {}
        self._idle = 0

    @property
    def under_way(self) -> int:
        """Documents read of shards that are not finished."""
        return sum(max(0, n) for n in self._progress)

    def run(self, shards: Iterator[Shard], tick: Callable[[], None]) -> Iterator[tuple[Shard, Manifest]]:
        """Finished shards as they come; ``tick`` is called a few times a second.

        Raises:
            SettingError: the dataset cannot be written, or workers die without reading anything.
        """
        waiting: deque[Task] = deque()
        workers: list[_Worker] = []
        try:
            while True:
                self._feed(shards, waiting, workers)
                busy = [w for w in workers if w.task is not None]
                if not busy:
                    return
                ready = set(wait([*(w.pipe for w in busy), *(w.process.sentinel for w in workers)], 0.2))
                tick()
                for worker in list(workers):
                    if worker.pipe in ready and (finished := self._answer(worker)) is not None:
                        yield finished
                    elif worker.process.sentinel in ready or worker.process.exitcode is not None:
                        workers.remove(worker)
                        self._mourn(worker, waiting)
        finally:
            for worker in workers:
                if worker.task is not None:
                    worker.process.terminate()
            for worker in workers:
                worker.end()

    def _feed(self, shards: Iterator[Shard], waiting: deque[Task], workers: list[_Worker]) -> None:
        wanted = max(_AHEAD, self.size - sum(w.task is not None for w in workers))
        while len(waiting) < wanted and (shard := next(shards, None)) is not None:
            waiting.append(Task(shard))
        idle = [w for w in workers if w.task is None]
        while len(idle) < len(waiting) and len(workers) < self.size:  # all start before the first is given anything
            slot = min(set(range(self.size)) - {w.slot for w in workers})
            self._progress[slot] = -1
            worker = _Worker(self._context, self._progress, slot, self.out, self.theatre)
            workers.append(worker)
            idle.append(worker)
        while waiting and idle:
            idle.pop(0).give(waiting.popleft())

    def _answer(self, worker: _Worker) -> tuple[Shard, Manifest] | None:
        """The shard that a worker finished; None where it died in the middle of a word."""
        try:
            failed, body = msgspec.msgpack.decode(worker.pipe.recv_bytes())
        except (EOFError, OSError):
            return None
        task, worker.task = worker.task, None
        assert task is not None
        self._idle = 0
        if failed:
            failure = msgspec.convert(body, Failure)
            raise SettingError(failure.message, "make room or mend it, and run again: finished shards are kept")
        return task.shard, msgspec.convert(body, Manifest)

    def _mourn(self, worker: _Worker, waiting: deque[Task]) -> None:
        """Hand on the shard of a worker that died, without the document that killed two."""
        worker.process.join()
        worker.pipe.close()
        self.lost += 1
        number = self._progress[worker.slot]
        self._progress[worker.slot] = -1
        self._idle = self._idle + 1 if number < 0 else 0
        if self._idle >= _IDLE_DEATHS:
            raise SettingError(
                f"workers end as soon as they start (exit code {worker.process.exitcode})",
                "try --workers 1, and see: maydan doctor",
            )
        task = worker.task
        if task is None:
            return
        place = (task.shard.key, number)
        self._deaths[place] = self._deaths.get(place, 0) + 1
        if number >= 0 and self._deaths[place] >= LOSSES:
            why = "the process that read it died, twice"
            task = Task(task.shard, {**task.poisoned, number: why})
        waiting.appendleft(task)
