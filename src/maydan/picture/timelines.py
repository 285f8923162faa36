"""Who held a place when: intervals with uncertain ends, for each account and for all together.

A *claim* is one holding record. ``takes`` opens an interval, ``loses`` closes one, ``holds`` says that a place was seen
held on a day, ``contests`` and ``shares`` are states of their own, ``encircles`` and ``breaks-siege`` make sieges
beside them. Between claims nothing is made up: an interval's start lies between the last sight of the state before
and its own first sight. Before the first claim the state is unknown.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

Row = dict[str, Any]
State = Literal["held", "contested", "shared", "unknown"]

ALL_ACCOUNTS = "*"
_REAL = frozenset(("happened", "ongoing"))
_SIEGE = frozenset(("encircles", "breaks-siege"))


class Interval(msgspec.Struct, kw_only=True):
    """One state of one place by one account.

    Attributes:
        place, account: place key; source, or "*" for all accounts together.
        state, holders: "held" by one, "contested" or "shared" by several, "unknown".
        start_earliest, start_latest: bounds of the first day (ISO), None for open.
        end_earliest, end_latest: bounds of the last day; both None while nothing ended it.
        last_seen: last day on which a claim bears the state out.
        claims: record ids, the reasons for the state and its boundaries. sources: independent ones.
    """

    place: str
    account: str
    state: State
    holders: tuple[str, ...]
    start_earliest: str | None = None
    start_latest: str | None = None
    end_earliest: str | None = None
    end_latest: str | None = None
    last_seen: str | None = None
    claims: tuple[str, ...] = ()
    sources: int = 1

    def covers(self, day: str) -> bool:
        """Whether the interval may hold on a day: by overlap of its widest bounds, never by its start alone."""
        after = self.start_latest is None or day >= self.start_latest or (
            self.start_earliest is not None and day >= self.start_earliest)
        return after and (self.end_latest is None or day < self.end_latest)


class Siege(msgspec.Struct, kw_only=True):
    """A siege of one place: besiegers, bounds and evidence as in :class:`Interval`."""

    place: str
    account: str
    besiegers: tuple[str, ...]
    start_latest: str | None
    end: str | None = None
    last_seen: str | None = None
    claims: tuple[str, ...] = ()
    broken_by: tuple[str, ...] = ()


def usable(holdings: Iterable[Row]) -> list[Row]:
    """Claims that say what was: real status, a place, and a day of their own or of their document."""
    found = [
        h for h in holdings
        if h.get("status") in _REAL and h.get("place") and h.get("day_from")
        # a state that is told as past, without a day, was over when the document was written
        and not (h["change"] == "holds" and h["status"] == "happened" and h.get("day_inferred"))
    ]
    return sorted(found, key=lambda h: (h["day_from"], _ORDER[h["change"]], h["record_id"]))


_ORDER = {"holds": 0, "shares": 0, "encircles": 1, "contests": 2, "loses": 3, "breaks-siege": 3, "takes": 4}


def timeline(place: str, claims: Sequence[Row], account: str = ALL_ACCOUNTS, voices: dict[str, str] | None = None,
             ) -> tuple[list[Interval], list[Siege]]:
    """Intervals and sieges of one place from its claims in order of their days.

    Args:
        place: key of the place.
        claims: rows of :func:`usable` for this place (and account).
        account: source, or "*".
        voices: document -> original, so that copies count once.
    """
    intervals: list[Interval] = []
    sieges: list[Siege] = []
    for claim in claims:
        if claim["change"] in _SIEGE:
            _besiege(sieges, claim, place, account)
        else:
            _hold(intervals, claim, place, account)
    heard = voices or {}
    by_record = {c["record_id"]: heard.get(c["document_id"], c["document_id"]) for c in claims}
    for interval in intervals:
        interval.sources = len({by_record[r] for r in interval.claims})
    return intervals, sieges


def _hold(intervals: list[Interval], claim: Row, place: str, account: str) -> None:
    now = intervals[-1] if intervals else None
    first, last, holder = claim["day_from"], claim["day_to"] or claim["day_from"], claim.get("holder")
    change = claim["change"]
    record = claim["record_id"]
    if change == "loses":
        if now is not None and holder in now.holders:
            now.end_earliest, now.end_latest = first, last
            now.claims += (record,)
            intervals.append(Interval(place=place, account=account, state="unknown", holders=(), start_earliest=first,
                                      start_latest=last, last_seen=last, claims=(record,)))
        return
    if holder is None:
        return
    state: State = {"contests": "contested", "shares": "shared"}.get(change, "held")  # type: ignore[assignment]
    if now is not None and state != "held" and now.state == state:
        now.holders = tuple(dict.fromkeys((*now.holders, holder)))
        now.last_seen = max(now.last_seen or last, last)
        now.claims += (record,)
        return
    if now is not None and now.state == "held" and now.holders == (holder,) and state == "held":
        now.last_seen = max(now.last_seen or last, last)
        now.claims += (record,)
        if change == "takes" and now.start_latest and first <= now.start_latest:
            now.start_earliest = now.start_latest = first
        return
    if (now is not None and state == "held" and change == "holds" and now.state == "held" and now.last_seen == first
            and now.start_latest == first):
        now.state, now.holders = "contested", tuple(dict.fromkeys((*now.holders, holder)))  # accounts of one day differ
        now.claims += (record,)
        return
    holders = (holder,)
    if state == "contested":
        others = now.holders if now is not None and now.state == "held" else ()
        former = (claim["from_holder"],) if claim.get("from_holder") else ()
        holders = tuple(dict.fromkeys((*others, *former, holder)))
    begins = first if change == "takes" else (now.last_seen if now is not None else None)
    if now is not None and now.end_latest is None:
        now.end_earliest, now.end_latest = (first if change == "takes" else now.last_seen), last
    intervals.append(Interval(
        place=place, account=account, state=state, holders=holders, start_earliest=begins, start_latest=last,
        last_seen=last, claims=(record,),
    ))


def _besiege(sieges: list[Siege], claim: Row, place: str, account: str) -> None:
    day, holder = claim["day_from"], claim.get("holder")
    current = sieges[-1] if sieges and sieges[-1].end is None else None
    if claim["change"] == "breaks-siege":
        if current is not None:
            current.end = day
            current.broken_by = tuple(dict.fromkeys((*current.broken_by, *([holder] if holder else []))))
            current.claims += (claim["record_id"],)
        return
    besiegers = (holder,) if holder else ()
    if current is None:
        sieges.append(Siege(place=place, account=account, besiegers=besiegers, start_latest=day, last_seen=day,
                            claims=(claim["record_id"],)))
        return
    current.besiegers = tuple(dict.fromkeys((*current.besiegers, *besiegers)))
    current.last_seen = max(current.last_seen or day, day)
    current.claims += (claim["record_id"],)


def timelines(holdings: Iterable[Row], *, originals: dict[str, str] | None = None,
              ) -> tuple[list[Interval], list[Siege]]:
    """Intervals and sieges of every place: by account (source), then consolidated under "*"."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for claim in usable(holdings):
        groups[claim["place"], ALL_ACCOUNTS].append(claim)
        groups[claim["place"], claim.get("source") or "?"].append(claim)
    intervals: list[Interval] = []
    sieges: list[Siege] = []
    for (place, account), claims in sorted(groups.items()):
        found, besieged = timeline(place, claims, account, originals)
        intervals += found
        sieges += besieged
    return intervals, sieges


def state_on(intervals: Sequence[Interval], day: str) -> Interval | None:
    """The state of a place on a day, from the intervals of one account in order; None where nothing is known."""
    known = [i for i in intervals if i.covers(day)]
    return known[-1] if known else None
