"""``Desk``: what all routes share: the case, who reviews, the picture in memory, reading in the background."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from typing import Any, TypeVar, cast

from maydan.case import Case
from maydan.case.picture import Picture
from maydan.errors import BusyError, MaydanError, UnknownError
from maydan.records import Reading
from maydan.records.identity import identified
from maydan.web.jobs import Jobs
from maydan.web.snapshot import Keeper, Snapshot

T = TypeVar("T")
PATIENCE = 20.0  # seconds for which a question waits for the picture
SMALL = 2000  # documents up to which answers wait for the picture
READINGS = 16  # readings kept in memory
NIGHT = 86_400.0  # seconds for which the background waits for it


class Copies:
    """Which documents are copies.

    Attributes:
        of: id of a copy -> id of its original.
        groups: id of an original -> ids of its copies.
    """

    def __init__(self, of: dict[str, str]) -> None:
        self.of = of
        self.groups: dict[str, list[str]] = {}
        for copy, original in of.items():
            self.groups.setdefault(original, []).append(copy)

    def group(self, document_id: str) -> list[str]:
        """The other documents of a document's group, the original first."""
        original = self.of.get(document_id, document_id)
        return [d for d in (original, *self.groups.get(original, ())) if d != document_id]


class Desk:
    """What the routes work on; safe to use from many threads.

    The picture of a case costs a query and much unpacking, so that one is kept in memory until the case changes, with
    what routes make of it (:meth:`of_picture`). It is worked out in one background thread.

    Attributes:
        keeper: of the snapshot in which whole-table questions are asked.
        case: the case served. Every call of its methods takes a connection of its own.
        reviewer: who decides where a request does not say, "" for nobody.
    """

    def __init__(self, case: Case, *, reviewer: str = "") -> None:
        self.case = case
        self.reviewer = reviewer
        self._lock = threading.Lock()
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="maydan-picture")
        self._state: tuple[int, ...] = ()
        self._number = 0
        self._picture: tuple[int, Picture] | None = None
        self._pending: tuple[int, Future[Picture]] | None = None
        self._made: dict[str, tuple[int, Any]] = {}
        self._lasting: dict[str, tuple[Any, Any]] = {}
        self.keeper = Keeper(case, picture=lambda: self.picture(patience=NIGHT))
        self.jobs = Jobs(case, told=self.keeper.look)
        self._readings: OrderedDict[tuple[str, int], Reading | None] = OrderedDict()

    def snapshot(self) -> Snapshot:
        """Tables that answer questions to the whole case; those of its last state while the next are being made.

        Raises:
            BusyError: the first are being made and that takes longer than :data:`PATIENCE`.
        """
        return self.keeper.snapshot(PATIENCE)

    def snapshot_now(self) -> Snapshot | None:
        """The tables as far as they are made, for answers that can do without; a small case is waited for."""
        small = self.case.marks()[0] <= SMALL
        try:
            return self.keeper.snapshot(PATIENCE if small else 0.0)
        except MaydanError:
            return None

    def copies(self) -> Copies:
        """Which documents are copies of which, as far as that is worked out."""
        snapshot = self.snapshot_now()
        if snapshot is None:
            return Copies({})
        found: Copies = snapshot.kept("copies", lambda: Copies(dict(snapshot.tuples(
            "SELECT d.document_id, o.document_id FROM documents d JOIN documents o ON o.doc = d.original "
            "WHERE d.original <> d.doc"))))
        return found

    def reading(self, document_id: str) -> Reading | None:
        """The newest reading of a document with the ids of its records; None where it has none. A few are kept."""
        key = (document_id, self.case.marks()[1])
        with self._lock:
            if key in self._readings:
                self._readings.move_to_end(key)
                return self._readings[key]
        try:
            found: Reading | None = identified(self.case.reading(document_id), document_id)
        except UnknownError:
            found = None
        with self._lock:
            self._readings[key] = found
            while len(self._readings) > READINGS:
                self._readings.popitem(last=False)
        return found

    def changed(self) -> int:
        """A number that grows with every change of the case."""
        state = self.case.marks()
        with self._lock:
            if state != self._state:
                self._state, self._number = state, max(self._number + 1, sum(state))
            return self._number

    @property
    def working(self) -> bool:
        """Whether the picture is being worked out."""
        if self.keeper.working:
            return True
        with self._lock:
            return self._pending is not None and not self._pending[1].done()

    def picture(self, patience: float = PATIENCE) -> Picture:
        """The picture as the case stands now.

        Raises:
            BusyError: it is being worked out and that takes longer than ``patience`` (seconds).
        """
        return self._current(patience)[1]

    def _current(self, patience: float) -> tuple[int, Picture]:
        number = self.changed()
        with self._lock:
            if self._picture is not None and self._picture[0] == number:
                return self._picture
            if self._pending is None or (self._pending[0] != number and self._pending[1].done()):
                self._pending = (number, self._worker.submit(self._work_out, number))
            future = self._pending[1]
        try:
            found = future.result(patience)
        except StillWorking:
            raise BusyError("the picture of the case is being worked out", "ask again in a few seconds") from None
        except BaseException:
            with self._lock:
                self._pending = None
            raise
        return number, found

    def _work_out(self, number: int) -> Picture:
        found = self.case.picture()
        with self._lock:
            self._picture = (number, found)
            self._made = {k: v for k, v in self._made.items() if v[0] == number}
        return found

    def of_picture(self, name: str, make: Callable[[Picture], T], patience: float = PATIENCE) -> T:
        """What ``make`` draws from the picture, kept under a name until the case changes."""
        number, found = self._current(patience)
        with self._lock:
            known = self._made.get(name)
        if known is not None and known[0] == number:
            return cast(T, known[1])
        value = make(found)
        with self._lock:
            self._made[name] = (number, value)
        return value

    def lasting(self, name: str, state: Any, make: Callable[[], T]) -> T:
        """What ``make`` draws from the case, kept under a name as long as ``state`` is the same."""
        with self._lock:
            known = self._lasting.get(name)
        if known is not None and known[0] == state:
            return cast(T, known[1])
        value = make()
        with self._lock:
            self._lasting[name] = (state, value)
        return value

    def of_case(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` draws from the case, kept under a name until the case changes."""
        return self.lasting(name, self.changed(), make)

    def close(self) -> None:
        """Let go of the background threads; the case stays open."""
        self.jobs.close()
        self.keeper.close()
        self._worker.shutdown(wait=False, cancel_futures=True)
