"""``Desk``: what all routes share: the case, who reviews, the picture in memory, reading in the background."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Any, TypeVar, cast

from maydan.case import Case
from maydan.errors import MaydanError, UnknownError
from maydan.records import Reading
from maydan.records.identity import identified
from maydan.web.jobs import Jobs
from maydan.web.snapshot import Keeper, Snapshot
from maydan.web.views.warm import warm

T = TypeVar("T")
PATIENCE = 20.0  # seconds for which a question waits for the picture
SMALL = 2000  # documents up to which answers wait for the picture
READINGS = 16  # readings kept in memory


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

    Lists, search and review ask the case; questions to the whole of it and to its picture go to tables in memory
    (:meth:`snapshot`), made in a background thread and made anew when the case changed.

    Attributes:
        keeper: of the snapshot in which whole-table questions are asked.
        case: the case served. Every call of its methods takes a connection of its own.
        reviewer: who decides where a request does not say, "" for nobody.
    """

    def __init__(self, case: Case, *, reviewer: str = "") -> None:
        self.case = case
        self.reviewer = reviewer
        self._lock = threading.Lock()
        self._state: tuple[int, ...] = ()
        self._number = 0
        self._lasting: dict[str, tuple[Any, Any]] = {}
        self.keeper = Keeper(case, warm=warm)
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
        """Whether the case changed since the tables of :meth:`snapshot` were made."""
        return self.keeper.working

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
