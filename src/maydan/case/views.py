"""Questions to the picture of a case; :class:`maydan.case.Case` has them all."""

from __future__ import annotations

from abc import ABC, abstractmethod

import msgspec

from maydan.case import query
from maydan.case.connect import Store
from maydan.case.decisions import Decision
from maydan.case.picture import Picture, picture
from maydan.errors import CaseError, UnknownError
from maydan.picture.ledger import by_source
from maydan.picture.network import active_on, sides
from maydan.picture.tables import Row
from maydan.picture.timelines import ALL_ACCOUNTS, Interval, state_on


class Views(ABC):
    """The picture of a case, and questions to it."""

    store: Store

    @abstractmethod
    def judge(self, action: str, subject: str, content: Row, *, reviewer: str, reason: str = "") -> Decision:
        """Enter a judgement."""

    @abstractmethod
    def record(self, record_id: str) -> Row:
        """One record as it stands."""

    def picture(self) -> Picture:
        """Incidents, who held what when, network, contradictions, ledger; worked out again only after a change."""
        return picture(self.store)

    def incidents(
        self, *, place: str | None = None, actor: str | None = None, since: str | None = None,
        until: str | None = None,
    ) -> list[Row]:
        """Incidents by day, each with every source's values, its tolls as low, best, high, and what disagrees.

        Args:
            place: key or name. actor: id, as doer or done-to. since, until: days, tested by overlap.
        """
        keys = set(self.place_keys(place)) if place is not None else None
        return [
            i for i in self.picture().incidents
            if (keys is None or keys & set(i["where"]))
            and (actor is None or actor in i["who"] or actor in i["whom"])
            and (since is None or (i["day_to"] or "9999") >= since)
            and (until is None or (i["day_from"] or "") <= until)]

    def why(self, incident_id: str) -> list[Row]:
        """Why an incident's reports were put together: its pairs of records with their score by slot."""
        found = self.picture()
        mine = {m["record_id"] for m in found.members if m["incident_id"] == incident_id}
        if not mine:
            raise UnknownError(f"the case has no incident {incident_id}", "list them with: maydan picture CASE")
        return [p.row() for p in found.pairs if p.a in mine and p.b in mine]

    def join(self, a: str, b: str, *, reviewer: str, reason: str = "") -> Decision:
        """Say that two event records tell of the same event; wins over the scores, undone with :meth:`take_back`."""
        return self._pair("join", a, b, reviewer, reason)

    def split(self, a: str, b: str, *, reviewer: str, reason: str = "") -> Decision:
        """Say that two event records tell of different events."""
        return self._pair("split", a, b, reviewer, reason)

    def _pair(self, action: str, a: str, b: str, reviewer: str, reason: str) -> Decision:
        for record_id in (a, b):
            if self.record(record_id)["kind_of_record"] != "event":
                raise CaseError(f"{record_id} is no event", "join and split take two event records")
        if a == b:
            raise CaseError("these are one record", "give two")
        return self.judge(action, a, {"with": b}, reviewer=reviewer, reason=reason)

    def settle(self, outlook_id: str, outcome: str, *, reviewer: str, reason: str = "") -> Decision:
        """Settle what became of a forecast: "came", "not" or "open"; wins over the proposal of the rules."""
        if outcome not in ("came", "not", "open"):
            raise CaseError(f"{outcome!r} is no outcome", "use came, not or open")
        if self.record(outlook_id)["kind_of_record"] != "outlook":
            raise CaseError(f"{outlook_id} is no outlook", "list them with the ledger")
        return self.judge("settle", outlook_id, {"outcome": outcome}, reviewer=reviewer, reason=reason)

    def place_keys(self, name: str) -> list[str]:
        """Keys of the places that go by a name (Arabic or English) or key.

        Raises:
            CaseError: no document of the case names such a place.
        """
        with self.store.read() as connection:
            keys = query.place_keys(connection, name)
        if not keys:
            raise UnknownError(f"no document names a place {name!r}", "try another spelling, or its key")
        return keys

    def timeline(self, place: str, *, by: str | None = None) -> list[Interval]:
        """Intervals of who held a place: by one source, for all together ("*"), or (None) by every account."""
        keys = set(self.place_keys(place))
        return [i for i in self.picture().intervals if i.place in keys and (by is None or i.account == by)]

    def sieges(self, place: str | None = None) -> list[Row]:
        """Sieges as intervals with besiegers and who broke them, of one place or of all."""
        keys = set(self.place_keys(place)) if place is not None else None
        return [msgspec.to_builtins(s) for s in self.picture().sieges if keys is None or s.place in keys]

    def holder(self, place: str, *, on: str, by: str | None = None) -> list[Row]:
        """Who held a place on a day, by each account that says so, then for all together ("*").

        Args:
            place: name or key. on: "YYYY-MM-DD". by: one source only, or "*".

        Returns:
            Rows with ``place``, ``account``, ``state`` (held, contested, shared, unknown), ``holders``, the bounds of
            the interval, ``last_seen``, and ``quotes``: record id and words of each claim.
        """
        groups: dict[tuple[str, str], list[Interval]] = {}
        for interval in self.timeline(place, by=by):
            groups.setdefault((interval.place, interval.account), []).append(interval)
        rows = []
        order = sorted(groups, key=lambda g: (g[0], g[1] == ALL_ACCOUNTS, g[1]))
        for key in order:
            account, intervals = key[1], groups[key]
            if (state := state_on(intervals, on)) is not None:
                rows.append({**msgspec.to_builtins(state), "account": account, "quotes": self.quotes(state.claims)})
        return rows

    def held(self, on: str, *, by: str = ALL_ACCOUNTS) -> list[Row]:
        """The state of every place on a day by one account, or ("*") by all together, without quotes."""
        groups: dict[str, list[Interval]] = {}
        for interval in self.picture().intervals:
            if interval.account == by:
                groups.setdefault(interval.place, []).append(interval)
        states = (state_on(intervals, on) for _, intervals in sorted(groups.items()))
        return [msgspec.to_builtins(s) for s in states if s is not None]

    def quotes(self, record_ids: tuple[str, ...] | list[str]) -> list[Row]:
        """The words behind records: ``record_id``, ``document_id``, ``source``, ``quote``."""
        with self.store.read() as connection:
            rows = query.records_by_id(connection, list(record_ids))
        return [{k: r.get(k) for k in ("record_id", "document_id", "source", "quote")} for r in rows]

    def network(self, *, on: str | None = None) -> list[Row]:
        """Ties between actors with first and last day, evidence and independent sources; as they stood on a day."""
        return active_on(self.picture().network, on)

    def sides(self, *, on: str | None = None) -> list[list[str]]:
        """Groups of actors that ties of support, command and membership join."""
        return sides(self.network(on=on))

    def contradictions(self) -> list[Row]:
        """Facts on which independent sources differ, weightiest first."""
        return self.picture().contradictions

    def ledger(self) -> list[Row]:
        """Each forecast with its horizon, what bears on it, and its outcome."""
        return self.picture().ledger

    def forecasters(self) -> list[Row]:
        """For each who foretold: how many forecasts, how many came true, the mean Brier score."""
        return by_source(self.ledger())
