"""``Desk``: what all routes share: the case, who reviews, the picture in memory, reading in the background."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as StillWorking
from typing import Any, TypeVar, cast

from maydan.case import Case
from maydan.case.picture import Picture
from maydan.errors import BusyError
from maydan.web.snapshot import Keeper, Snapshot

T = TypeVar("T")
PATIENCE = 20.0  # seconds for which a question waits for the picture
NIGHT = 86_400.0  # seconds for which the background waits for it


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
        self.keeper = Keeper(case, picture=lambda: self.picture(patience=NIGHT))

    def snapshot(self) -> Snapshot:
        """Tables that answer questions to the whole case; those of its last state while the next are being made.

        Raises:
            BusyError: the first are being made and that takes longer than :data:`PATIENCE`.
        """
        return self.keeper.snapshot(PATIENCE)

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

    def of_case(self, name: str, make: Callable[[], T]) -> T:
        """What ``make`` draws from the case, kept under a name until the case changes."""
        number = self.changed()
        with self._lock:
            known = self._made.get(name)
        if known is not None and known[0] == number:
            return cast(T, known[1])
        value = make()
        with self._lock:
            self._made[name] = (number, value)
        return value

    def close(self) -> None:
        """Let go of the background threads; the case stays open."""
        self.keeper.close()
        self._worker.shutdown(wait=False, cancel_futures=True)
