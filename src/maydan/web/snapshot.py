"""The case as tables in memory that answer whole-table questions; made anew in the background when the case changes.

Snapshots never touch the disk: the database is in memory and may not spill, so that an encrypted case stays so.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from maydan.case import Case
from maydan.case.picture import Picture
from maydan.errors import BusyError, CaseError, MaydanError
from maydan.picture.tables import Row
from maydan.theatre.model import TheatreData
from maydan.web.basemap import Outlines
from maydan.web.courses import Point, ends_of
from maydan.web.filling import fill, theatre_names, theatres_of

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

log = logging.getLogger("maydan.web")
PATIENCE = 20.0  # seconds for which a question waits for the first snapshot
LOOK = 1.0  # seconds between looks at whether the case changed
QUIET = 1.5  # seconds without a change before a new snapshot is begun, so that a reviewer at work is not slowed down
MOST_QUIET = 60.0  # the same at most for a large case, where it is half of what the last snapshot took
REST = 10.0  # a snapshot is begun at the latest after this many times what the last one took
PARTING = 10.0  # seconds for which closing waits for a picture in the making
LINES = 300  # roads and corridors whose ends are looked up, those of most records
_NAMES_KEPT = 200_000  # up to so many names are kept as Python values


class Snapshot:
    """One state of the case; asked from any number of threads.

    Attributes:
        marks: of the case as it was. theatres: whose names are used. cost: seconds that its making took.
        outlines: where those of the base map lie. ends: place -> the points between which it runs, of roads and
            corridors that documents tell by two places.
    """

    def __init__(self, duck: DuckDBPyConnection, *, marks: tuple[int, ...] = (),
                 theatres: Sequence[TheatreData] = ()) -> None:
        self._duck = duck
        self.marks = marks
        self.theatres = list(theatres)
        self.cost = 0.0
        self.outlines = Outlines([t.name for t in self.theatres])
        self.ends: dict[str, list[Point]] = {}
        self._kept: dict[Any, Any] = {}
        self._lock = threading.Lock()
        self._threads = threading.local()

    @classmethod
    def of(cls, case: Case, picture: Picture, *, marks: tuple[int, ...] = ()) -> Snapshot:
        """Tables of a case and its picture."""
        began = time.monotonic()
        made = cls(database(), marks=marks, theatres=theatres_of(case))
        fill(made._duck, case, picture, made.theatres)
        made.outlines = Outlines(theatre_names(case))
        made.ends = ends_of(case, made.theatres, [place for (place,) in made.tuples(
            "SELECT id FROM names WHERE role = 'place' AND site = 'corridor' AND lat IS NOT NULL "
            "ORDER BY records DESC, id LIMIT ?", (LINES,))])
        made.cost = time.monotonic() - began
        return made

    def tuples(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[tuple[Any, ...]]:
        """Rows of a query."""
        return self._cursor().execute(sql, values).fetchall()

    def rows(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> list[Row]:
        """Rows of a query by column; days as ISO text."""
        cursor = self._cursor()
        cursor.execute(sql, values)
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _cursor(self) -> DuckDBPyConnection:
        """The cursor of this thread: a connection of DuckDB serves one thread at a time."""
        cursor: DuckDBPyConnection | None = getattr(self._threads, "cursor", None)
        if cursor is None:
            cursor = self._threads.cursor = self._duck.cursor()
            cursor.execute("USE snapshot")
        return cursor

    def one(self, sql: str, values: Sequence[Any] | dict[str, Any] = ()) -> Any:
        """The first value of a query's first row, None where there is none."""
        found = self.tuples(sql, values)
        return found[0][0] if found else None

    def kept(self, name: Any, make: Callable[[], Any]) -> Any:
        """What ``make`` works out, kept as long as the snapshot lives."""
        with self._lock:
            if name in self._kept:
                return self._kept[name]
        value = make()
        with self._lock:
            if len(self._kept) > 64:
                self._kept.clear()
            self._kept[name] = value
        return value

    def forget(self) -> None:
        """Drop what is kept besides the tables."""
        with self._lock:
            self._kept.clear()

    def names(self, role: str) -> dict[str, tuple[str, str]]:
        """Id -> (Arabic name, English name) of the places or actors most named."""
        def load() -> dict[str, tuple[str, str]]:
            found = self.tuples("SELECT id, name_ar, name_en FROM names WHERE role = ? ORDER BY records DESC LIMIT ?",
                                (role, _NAMES_KEPT))
            return {i: (ar, en) for i, ar, en in found}
        found: dict[str, tuple[str, str]] = self.kept(("names", role), load)
        return found

    def label(self, role: str, name: str | None) -> tuple[str, str]:
        """(Arabic, English) for an id; an id without names stands for itself."""
        ar, en = self.names(role).get(name or "", ("", ""))
        bare = (name or "").split(":", 1)[-1].replace("-", " ") if role == "actor" else name or ""
        return ar or en or bare, en or ar or bare

    def key(self, role: str, name: str) -> int | None:
        """The number of a place or actor; outlets have numbers below zero."""
        if role == "source":
            number = self.one("SELECT source FROM sources WHERE name = ?", (name,))
            return None if number is None else -int(number)
        found = self.one("SELECT key FROM used WHERE role = ? AND id = ?", (role, name))
        return None if found is None else int(found)


def database() -> DuckDBPyConnection:
    """An empty database in memory that compresses its tables and never writes to the disk."""
    import duckdb

    duck = duckdb.connect(":memory:", config={"temp_directory": "", "allow_community_extensions": "false",
                                              "autoinstall_known_extensions": "false"})
    duck.execute("ATTACH ':memory:' AS snapshot (COMPRESS)")
    duck.execute("USE snapshot")
    duck.execute("SET enable_external_access = false")
    return duck


class Keeper:
    """Keeps the newest snapshot of a case and makes the next one in a background thread.

    Args:
        case: whose marks (:meth:`maydan.case.Case.marks`) tell of changes.
        picture: works out the picture; the case's own where none is given.
        warm: is given every new snapshot before it answers.
        look, quiet: see :data:`LOOK` and :data:`QUIET`.
    """

    def __init__(self, case: Case, *, picture: Callable[[], Picture] | None = None,
                 warm: Callable[[Snapshot], None] | None = None, look: float = LOOK, quiet: float = QUIET) -> None:
        self._case = case
        self._picture = picture or case.picture
        self._warm = warm
        self._look, self._quiet = look, quiet
        self._cost = 0.0
        self._now: Snapshot | None = None
        self._fault: MaydanError | None = None
        self._working = False
        self._ended = threading.Event()
        self._asked = threading.Event()
        self._made = threading.Condition()
        self._thread: threading.Thread | None = None

    @property
    def working(self) -> bool:
        """Whether the case changed since the snapshot that answers now; False where none was ever asked for."""
        if self._thread is None:
            return False
        now = self._now
        return now is None or self._working or now.marks != self._case.marks()

    def start(self) -> None:
        """Begin to make the first snapshot; asked for a snapshot, it begins by itself."""
        with self._made:
            if self._thread is None and not self._ended.is_set():
                self._working = True
                self._thread = threading.Thread(target=self._keep, name="maydan-snapshot", daemon=True)
                self._thread.start()

    def close(self, patience: float = PARTING) -> None:
        """End the thread; one in the midst of a picture is waited for.

        A process that ends while the database works in another thread is torn down with an abort.

        Args:
            patience: seconds to wait at most.
        """
        self._ended.set()
        self._asked.set()
        with self._made:
            self._made.notify_all()
            thread = self._thread
        if thread is not None and thread is not threading.current_thread():
            thread.join(patience)

    def look(self) -> None:
        """Look at once whether the case changed."""
        self._asked.set()

    def snapshot(self, patience: float = PATIENCE, *, newest: bool = False) -> Snapshot:
        """The newest snapshot there is.

        Args:
            patience: seconds to wait for the first one.
            newest: wait for the one of the case as it stands now.

        Raises:
            BusyError: it is still being made. Otherwise the error that kept the first from being made.
        """
        self.start()
        until = time.monotonic() + patience
        wanted = self._case.marks() if newest else None
        if newest:
            self._asked.set()
        with self._made:
            while self._now is None or (wanted is not None and self._now.marks != wanted):
                if self._fault is not None and self._now is None:
                    raise self._fault
                left = until - time.monotonic()
                if left <= 0 or self._ended.is_set():
                    raise BusyError("the picture of the case is being worked out", "ask again in a few seconds")
                self._made.wait(left)
            return self._now

    def _keep(self) -> None:
        changed, since = False, 0.0
        last: tuple[int, ...] | None = None
        while not self._ended.is_set():
            hurry = self._asked.is_set()
            self._asked.clear()
            try:
                marks = self._case.marks()
                now = time.monotonic()
                if self._now is not None and marks == self._now.marks:
                    self._working = changed = False
                else:
                    self._working = True
                    if not changed:
                        changed, since = True, now
                    quiet = marks == last or self._quiet <= 0
                    if self._now is None or hurry or quiet or now - since > max(self._quiet, REST * self._cost):
                        began = time.monotonic()
                        made = Snapshot.of(self._case, self._picture(), marks=marks)
                        if self._warm is not None:
                            self._warm(made)
                        self._cost, changed = time.monotonic() - began, False
                        self._set(made, None)
                        last = None
                        continue
                last = marks
            except MaydanError as error:
                self._fail(error)
            except Exception as error:
                log.error("the picture could not be worked out", exc_info=error)
                self._fail(CaseError("the picture could not be worked out", "the terminal has the details"))
            self._asked.wait(self._pause())

    def _pause(self) -> float:
        """Seconds until the next look: soon after a change, late after a fault."""
        if self._fault is not None:
            return REST * self._look
        if not self._working or self._now is None:
            return self._look
        return max(self._quiet, min(MOST_QUIET, self._cost / 2))

    def _fail(self, error: MaydanError) -> None:
        if not self._ended.is_set():  # a case that was closed meanwhile
            self._set(None, error)

    def _set(self, made: Snapshot | None, fault: MaydanError | None) -> None:
        with self._made:
            if made is not None:
                self._now = made
            self._fault = fault
            self._made.notify_all()
