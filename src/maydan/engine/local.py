"""A run on this machine: shards to workers, finished ones passed over, doubled documents left out, a summary."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from maydan.engine.doubles import drop_doubles
from maydan.engine.lock import locked
from maydan.engine.pool import Failure, Pool, Task, read_task
from maydan.engine.shards import Shard, plan
from maydan.engine.store import Manifest, Settings, Store
from maydan.errors import SettingError
from maydan.theatre.load import fingerprint, packaged_theatres
from maydan.version import __version__


class Progress(msgspec.Struct):
    """How far a run is. ``done`` and ``total`` are bytes of input, ``documents`` those read in this run."""

    documents: int = 0
    errors: int = 0
    done: int = 0
    passed: int = 0
    total: int = 0
    seconds: float = 0.0
    lost: int = 0

    @property
    def rate(self) -> float:
        """Documents a second."""
        return self.documents / self.seconds if self.seconds > 0 else 0.0

    @property
    def left(self) -> float | None:
        """Seconds that the rest will take; None before anything is known."""
        if not self.done or not self.seconds:
            return None
        return max(0.0, self.total - self.passed - self.done) / self.done * self.seconds


class Summary(msgspec.Struct, kw_only=True):
    """What a run did. Counts are of the whole dataset; ``shards_read`` and ``seconds`` of this run."""

    documents: int = 0
    errors: int = 0
    doubled: int = 0
    records: int = 0
    words: int = 0
    shards: int = 0
    shards_read: int = 0
    shards_kept: int = 0
    workers_lost: int = 0
    seconds: float = 0.0


Watch = Callable[[Progress], None]
Produce = Callable[[Iterator[Shard]], Iterator[tuple[Shard, Manifest]]]


def run(
    source: str | Path, out: str | Path, *, workers: int = 1, theatre: str = "auto", resume: bool = True,
    watch: Watch | None = None,
) -> Summary:
    """Read INPUT into the dataset OUT.

    Args:
        workers: processes; 0 reads in this one.
        resume: keep finished shards; else the dataset is read anew.
        watch: told a few times a second how far the run is.

    Raises:
        InputError: there is nothing to read. SettingError: OUT is in use, of another version, or cannot be written.
    """
    progress = Progress()
    begun = time.monotonic()

    def tick(under_way: int = 0) -> None:
        progress.seconds = time.monotonic() - begun
        if watch is not None:
            shown = msgspec.structs.replace(progress, documents=progress.documents + under_way)
            watch(shown)

    def produce(shards: Iterator[Shard]) -> Iterator[tuple[Shard, Manifest]]:
        if workers > 0:
            pool = Pool(Path(out), theatre, workers)
            for finished in pool.run(shards, lambda: tick(pool.under_way)):
                progress.lost = pool.lost
                yield finished
            progress.lost = pool.lost
            return
        for shard in shards:
            found = read_task(Task(shard), str(out), theatre)
            if isinstance(found, Failure):
                raise SettingError(found.message, "make room or mend it, and run again: finished shards are kept")
            tick()
            yield shard, found

    summary = complete(source, out, theatre, resume, produce, progress, tick)
    summary.seconds, summary.workers_lost = time.monotonic() - begun, progress.lost
    return summary


def complete(
    source: str | Path, out: str | Path, theatre: str, resume: bool, produce: Produce, progress: Progress,
    tick: Callable[[], None],
) -> Summary:
    """The frame of a run, whoever reads the shards: lock, settings, finished shards, doubles, the order of shards."""
    store = Store(out)
    with locked(store.root):
        shards, progress.total = plan(source)
        try:
            settings = _settings(store, theatre, resume)
            store.sweep()
            store.prepare()
            store.save(settings)
            manifests: dict[str, Manifest] = {}
            read = 0
            again: list[str] | None = None
            while again is None or again:
                order: list[str] = []
                for shard, manifest in produce(_unread(store, shards, order, manifests, progress)):
                    manifests[shard.key] = manifest
                    read += 1
                    progress.done += shard.weight
                    progress.documents += manifest.documents + manifest.errors
                    progress.errors += manifest.errors
                    tick()
                kept = list(dict.fromkeys(order))
                for key in set(store.finished()) - set(kept):
                    store.drop(key)
                changed, again = drop_doubles(store, [manifests[key] for key in kept])
                manifests |= changed
                for key in again:
                    store.drop(key)
                    del manifests[key]
                if again:
                    shards, _ = plan(source)
            store.save(msgspec.structs.replace(settings, complete=True, shards=tuple(kept)))
            store.sweep()
        except OSError as error:
            raise SettingError(
                f"{store.root} cannot be written: {error.strerror or error}", "make room or mend it, and run again"
            ) from error
    rows = [manifests[key] for key in kept]
    return Summary(
        documents=sum(m.documents for m in rows), errors=sum(m.errors for m in rows),
        doubled=sum(m.doubled for m in rows), records=sum(m.records for m in rows), words=sum(m.words for m in rows),
        shards=len(rows), shards_read=read, shards_kept=len(rows) - read,
    )


def _unread(
    store: Store, shards: Iterator[Shard], order: list[str], manifests: dict[str, Manifest], progress: Progress
) -> Iterator[Shard]:
    """Shards that are not finished; ``order`` gets the keys of all, ``manifests`` what is known of the finished."""
    for shard in shards:
        order.append(shard.key)
        if shard.key in manifests:
            continue
        known = store.manifest(shard.key)
        if known is None:
            yield shard
        else:
            manifests[shard.key] = known
            progress.passed += shard.weight


def _settings(store: Store, theatre: str, resume: bool) -> Settings:
    """Settings of this run; those of the dataset must be the same."""
    names = packaged_theatres() if theatre == "auto" else [theatre]
    marks = hashlib.sha256("".join(fingerprint(name) for name in names).encode()).hexdigest()[:16]
    wanted = Settings(reader=__version__, theatre=theatre, fingerprint=marks)
    known = store.settings()
    if not resume:
        store.clear()
    elif known is not None and (known.format, known.reader, known.theatre, known.fingerprint) != (
        wanted.format, wanted.reader, wanted.theatre, wanted.fingerprint
    ):
        raise SettingError(
            f"{store.root} was read with another version of the reader or of the theatre",
            "add --no-resume to read it all again, or choose another folder",
        )
    return wanted
