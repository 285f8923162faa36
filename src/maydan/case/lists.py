"""Lists of records as people page through them: any filters, a few orders, rows as they are asked for.

Rows come from the store as a stream in the order asked for, drawn only as far as the page needs; counting goes on to
:data:`COUNTED` rows or for :data:`PATIENCE` seconds. Streams follow an index, or (for a place or an actor) the links;
no order is ever worked out over a whole kind.
"""

from __future__ import annotations

import heapq
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Connection, Select, func, literal, literal_column, or_, select, text, tuple_
from sqlalchemy.exc import DBAPIError

from maydan.case import schema
from maydan.case.codec import dumps, loads
from maydan.case.query import STATES, kind_of
from maydan.case.rows import KINDS, NAMING
from maydan.errors import CaseError
from maydan.picture.tables import Row

COUNTED = 10_000
PATIENCE = 0.15  # seconds for counting on after the page is full
LONGEST = 1.5  # seconds after which a question that meets hardly any row is given up
_BUSY = 0.25  # of these, the share of processor time that must have been had: on a busy machine as much is found
_CHUNK = 500
_LINKS = 5000
ORDERS = ("date", "-date", "confidence", "-confidence", "importance")
_SAID = {"statuses": "status", "voices": "voice", "sources": "source"}
_Names = tuple[str, ...]


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which records a list is to hold; what is empty or None asks for nothing, of several values any may be met.

    Attributes:
        kinds: "event", "holding", ...
        places, actors: keys or ids, in any slot.
        since, until: days, tested by overlap.
        state: "standing" (all but the rejected), "all", "confirm" (carried over, to be confirmed), or one state.
        statuses, voices, sources: what the row has there.
        undecided_by: a reviewer; records on which that one took no decision.
    """

    kinds: _Names = ()
    places: _Names = ()
    actors: _Names = ()
    document: str | None = None
    types: _Names = ()
    sources: _Names = ()
    since: str | None = None
    until: str | None = None
    state: str = "standing"
    min_confidence: float = 0.0
    voices: _Names = ()
    statuses: _Names = ()
    undecided_by: str | None = None

    def checked_kinds(self) -> Sequence[str]:
        """The kinds asked for.

        Raises:
            CaseError: there is no such kind, or no such state.
        """
        if self.state not in ("standing", "all", "confirm", *STATES):
            raise CaseError(f"{self.state!r} is no state", f"use one of standing, all, confirm, {', '.join(STATES)}")
        return tuple(dict.fromkeys(kind_of(k) for k in self.kinds)) or tuple(KINDS)


class Page(msgspec.Struct, frozen=True, kw_only=True):
    """A page of a list.

    Attributes:
        total: how many there are, or were counted in time. more: whether there are others.
        cut: the question took longer than :data:`LONGEST`; rows are those found until then.
    """

    rows: list[Any]
    total: int
    more: bool
    cut: bool = False


def record_page(connection: Connection, wanted: Wanted, *, order: str, limit: int, offset: int) -> Page:
    """A page of records, rows with ``kind_of_record``, ``state``, ``version``, ``confirm`` and ``weight``.

    Args:
        order: one of :data:`ORDERS`; undated records come last.
    """
    if order not in ORDERS:
        raise CaseError(f"{order!r} is no order", f"use one of {', '.join(ORDERS)}")
    with limited(connection, LONGEST) as over:
        return paged(_stream(connection, wanted, order), limit, offset, full, over=over)


@contextmanager
def limited(connection: Connection, seconds: float) -> Iterator[Callable[[BaseException], bool]]:
    """Ends statements that run too long; gives a test whether an error says that one was ended.

    A statement that the machine hardly let run (:data:`_BUSY`) goes on: what is found hangs on it.
    """
    until, worked = time.monotonic() + seconds, time.thread_time() + seconds * _BUSY
    ended = []

    def over(error: BaseException) -> bool:
        if "interrupted" in str(error) or "statement timeout" in str(error):
            ended.append(error)
        return bool(ended)

    if connection.dialect.name == "sqlite":
        raw: Any = connection.connection.driver_connection
        raw.set_progress_handler(lambda: time.monotonic() > until and time.thread_time() > worked, 20_000)
        try:
            yield over
        finally:
            raw.set_progress_handler(None, 0)
        return
    point = connection.begin_nested()  # an ended statement takes what is around it along, up to here
    connection.execute(text(f"SET LOCAL statement_timeout = {int(1000 * seconds)}"))
    yield over
    if ended:
        point.rollback()
    else:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        point.commit()


def paged(
    stream: Iterable[Any], limit: int, offset: int, shown: Callable[[Any], Any], *, patience: float = PATIENCE,
    over: Callable[[BaseException], bool] = lambda _: False,
) -> Page:
    """A page drawn from a stream: ``limit`` items from ``offset`` on, counted on while there is time.

    Args:
        over: whether an error of the store says that a statement took too long (:func:`limited`).
    """
    rows: list[Any] = []
    count, until, worked = 0, time.monotonic() + patience, time.thread_time() + patience * _BUSY
    try:
        for count, item in enumerate(stream, 1):
            if offset < count <= offset + limit:
                rows.append(shown(item))
            elif count > offset + limit and (
                    count > COUNTED
                    or (not count % 64 and time.monotonic() > until and time.thread_time() > worked)):
                return Page(rows=rows, total=min(count - 1, COUNTED), more=True)
    except DBAPIError as error:
        if not over(error):
            raise
        return Page(rows=rows, total=min(count, COUNTED), more=True, cut=count < offset + limit)
    return Page(rows=rows, total=count, more=False)


def full(r: Any) -> Row:
    """A record's row with what the store knows of it."""
    return {**loads(r.row), "kind_of_record": r.kind, "state": r.state, "version": r.version,
            "confirm": bool(r.confirm), "weight": r.weight}


def _stream(connection: Connection, wanted: Wanted, order: str) -> Iterator[Any]:
    kinds = wanted.checked_kinds()
    keys = [k for k in (wanted.places, wanted.actors) if k]
    if wanted.document is not None or keys or wanted.state == "confirm" or (
            wanted.state not in ("standing", "all", "machine")):
        few = _few(connection, wanted, kinds, keys, order)
        return few if keys and order in ("date", "-date") else _sorted(few, _key(order))
    streams = [_ordered(connection, wanted, kind, order) for kind in kinds]
    return streams[0] if len(streams) == 1 else heapq.merge(*streams, key=_key(order))


def _sorted(rows: Iterator[Any], key: Callable[[Any], Any]) -> Iterator[Any]:
    """Rows in order; where their finding was ended, those found until then, and the error after them."""
    found: list[Any] = []
    ended: DBAPIError | None = None
    try:
        found.extend(rows)
    except DBAPIError as error:
        ended = error
    yield from sorted(found, key=key)
    if ended is not None:
        raise ended


def _key(order: str) -> Callable[[Any], Any]:
    """What a row is sorted by, so that streams of several kinds run together."""
    if order == "importance":
        return lambda r: -r.weight
    if order.endswith("confidence"):
        sign = -1 if order.startswith("-") else 1
        return lambda r: sign * r.confidence
    if order == "date":
        return lambda r: (r.day_from is None, r.day_from or "")
    return lambda r: (r.day_from is None, tuple(-ord(c) for c in r.day_from or ""))


def _ordered(connection: Connection, wanted: Wanted, kind: str, order: str) -> Iterator[Any]:
    """Records of a kind along the index of an order."""
    table = schema.records
    statement = select(table).where(table.c.kind == kind, *_tests(connection, wanted))
    last = literal_column("records.rowid") if connection.dialect.name == "sqlite" else table.c.record_id
    if order == "importance":
        statement = statement.where(literal_column("records.state = 'machine'")).order_by(
            table.c.weight.desc(), last.desc())
        yield from _drawn(connection, statement)
    elif order.endswith("confidence"):
        yield from _drawn(connection, statement.order_by(*_along((table.c.confidence, last), order)))
    else:  # the columns of the index in their order, so that nothing has to be sorted
        rest = (table.c.day_to, table.c.type, table.c.state, table.c.confidence, last)
        by = table.c.day_from
        yield from _drawn(connection, statement.where(by.is_not(None)).order_by(*_along((by, *rest), order)))
        yield from _drawn(connection, statement.where(by.is_(None)).order_by(*_along(rest, order)))


def _along(columns: Sequence[Any], order: str) -> list[Any]:
    return [c.desc() if order.startswith("-") else c for c in columns]


def _drawn(connection: Connection, statement: Select[Any]) -> Iterator[Any]:
    if connection.dialect.name != "sqlite":  # its driver fetches everything at once
        statement = statement.limit(2 * COUNTED)
    return iter(connection.execute(statement.execution_options(yield_per=100)))


def _tests(connection: Connection, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What a row of ``records`` must meet besides its kind."""
    table = schema.records
    tests: list[ColumnElement[bool]] = []
    if wanted.since is not None:
        tests.append(or_(table.c.day_to.is_(None), table.c.day_to >= wanted.since))
    if wanted.until is not None:
        tests.append(or_(table.c.day_from.is_(None), table.c.day_from <= wanted.until))
    if wanted.types:
        tests.append(table.c.type.in_(wanted.types))
    if wanted.state == "standing":
        tests.append(table.c.state != "rejected")
    elif wanted.state == "confirm":
        tests.append(table.c.confirm.is_(True))
    elif wanted.state != "all":
        tests.append(table.c.state == wanted.state)
    if wanted.min_confidence:
        tests.append(table.c.confidence >= wanted.min_confidence)
    if wanted.document is not None:
        tests.append(table.c.document_id == wanted.document)
    inside = func.instr if connection.dialect.name == "sqlite" else func.strpos
    for name, slot in _SAID.items():  # a quote inside a value of JSON is escaped: this cannot meet words of the text
        if values := getattr(wanted, name):
            tests.append(or_(*(inside(table.c.row, f'"{slot}":{dumps(value)}') > 0 for value in values)))
    if wanted.undecided_by is not None:
        decisions = schema.decisions
        tests.append(~select(decisions.c.seq).where(
            decisions.c.record_id == table.c.record_id, decisions.c.reviewer == wanted.undecided_by).exists())
    return tests


def _few(
    connection: Connection, wanted: Wanted, kinds: Sequence[str], keys: list[_Names], order: str
) -> Iterator[Any]:
    """Records found by what they name, by their document or by a state that people gave them."""
    table = schema.records
    tests = _tests(connection, wanted)
    if not keys:
        statement = select(table).where(table.c.kind.in_(kinds), *tests)
        if wanted.document is None and wanted.state == "confirm":
            statement = statement.where(literal_column("records.confirm"))
        elif wanted.document is None:
            statement = statement.where(literal_column("records.state <> 'machine'"))
        yield from connection.execute(statement.execution_options(yield_per=_CHUNK))
        return
    down = order == "-date"
    streams = [_linked(connection, wanted, kind, key, down=down) for key in keys[0] for kind in kinds if kind in NAMING]
    ids = (i for _, i in heapq.merge(*streams, key=lambda r: r[0], reverse=down))
    seen: set[str] = set()
    while True:
        chunk = []
        for record_id in ids:
            if record_id not in seen:
                seen.add(record_id)
                chunk.append(record_id)
                if len(chunk) == _CHUNK:
                    break
        if not chunk:
            return
        for others in keys[1:]:
            links = schema.links
            named = set(connection.execute(
                select(links.c.record_id).where(links.c.record_id.in_(chunk), links.c.key.in_(others))).scalars())
            chunk = [i for i in chunk if i in named]
        # no test of kinds: the links have met it, and a planner would leave the ids for it
        rows = {r.record_id: r for r in connection.execute(select(table).where(table.c.record_id.in_(chunk), *tests))}
        yield from (rows[i] for i in chunk if i in rows)


def _linked(connection: Connection, wanted: Wanted, kind: str, key: str, *, down: bool) -> Iterator[tuple[str, str]]:
    """(day, id) of records of a kind that name a place or actor, by day; open days last."""
    table = schema.links
    base = select(table.c.day_from, table.c.record_id).where(table.c.key == key, table.c.kind == kind)
    if wanted.since is not None:
        base = base.where(table.c.day_to >= wanted.since)
    if wanted.until is not None:
        base = base.where(table.c.day_from <= wanted.until)
    for r in _keyed(connection, base.where(table.c.day_from > ""), down):
        yield r.day_from, r.record_id
    for r in _keyed(connection, base.where(table.c.day_from == ""), down):
        yield "" if down else "9999", r.record_id


def _keyed(connection: Connection, statement: Select[Any], down: bool) -> Iterator[Any]:
    """Links of one key and kind in the order of their index, so that nothing has to be sorted."""
    columns = (schema.links.c.day_from, schema.links.c.day_to, schema.links.c.record_id)
    statement = statement.add_columns(schema.links.c.day_to).order_by(*_along(columns, "-" if down else ""))
    if connection.dialect.name == "sqlite":
        yield from connection.execute(statement.execution_options(yield_per=_CHUNK))
        return
    here, last = tuple_(*columns), None
    while True:  # its driver fetches everything at once, so it is asked for some at a time
        some = statement if last is None else statement.where(here < last if down else here > last)
        rows = connection.execute(some.limit(_LINKS)).all()
        yield from rows
        if len(rows) < _LINKS:
            return
        last = tuple_(*(literal(getattr(rows[-1], c.name)) for c in columns))
