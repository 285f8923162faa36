"""Who held a place when: intervals with uncertain ends, for each account and for all together.

A *claim* is one holding record. ``takes`` opens an interval, ``loses`` closes one, ``holds`` says that a place was seen
held on a day, ``contests`` and ``shares`` are states of their own, ``encircles`` and ``breaks-siege`` make sieges
beside them; what follows from claims is in :mod:`maydan.picture.claims`. Between claims nothing is made up: an
interval's start lies between the last sight of the state before and its own first sight. Before the first claim the
state is unknown, unless the claim names who held the place before. A state that one report alone gives, between two
sights of another that nobody took or lost, is kept as a doubt and not as an interval.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from maydan.picture.claims import (
    NEWS_DAYS,
    Claim,
    attacked,
    before,
    claims_of,
    days_between,
    divided,
    earlier,
    evacuated,
    in_part,
    inherited,
    later,
    relieved,
    same_side,
    usable,
)
from maydan.picture.kin import NO_KIN, Kin, packaged_kin

__all__ = ["ALL_ACCOUNTS", "Interval", "Siege", "state_on", "timeline", "timelines", "usable"]

Row = dict[str, Any]
State = Literal["held", "contested", "shared", "unknown"]

ALL_ACCOUNTS = "*"
SEEN_DAYS = 7  # a state that is first seen on a day is taken to have held for so long before
FORMER_DAYS = 3 * 365  # who held a place before, from a time unknown, is not said to have held it longer than this
BORNE_DAYS = 45  # how far another report may lie that bears out who has positions in a place
CONTESTED_DAYS = 60  # after so long without more news an offensive is over
_NEIGHBOURS = 40  # claims before and after one among which another is looked for that bears it out
_SIEGE = frozenset(("encircles", "breaks-siege"))
_ACTS = frozenset(("takes", "contests"))  # these happen on a day; a state is only seen on one


class Interval(msgspec.Struct, kw_only=True):
    """One state of one place by one account.

    Attributes:
        place, account: place key; source, or "*" for all accounts together.
        state, holders: "held" by one, "contested" or "shared" by several, "unknown".
        start_earliest, start_latest: bounds of the first day (ISO), None for open.
        end_earliest, end_latest: bounds of the last day; both None while nothing ended it.
        last_seen: last day on which a claim bears the state out.
        claims: record ids, the reasons for the state and its boundaries. sources: independent ones.
        doubts: record ids of claims that speak against the state without bearing on its neighbours.
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
    doubts: tuple[str, ...] = ()

    def covers(self, day: str) -> bool:
        """Whether the interval may hold on a day: by overlap of its widest bounds, never by its start alone."""
        after = day >= self.start_latest if self.start_latest is not None else (
            self.last_seen is None or day >= earlier(self.last_seen, FORMER_DAYS))
        after = after or (self.start_earliest is not None and day >= self.start_earliest)
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


def timeline(place: str, claims: Sequence[Row] | Sequence[Claim], account: str = ALL_ACCOUNTS,
             voices: dict[str, str] | None = None, *, kin: Kin = NO_KIN) -> tuple[list[Interval], list[Siege]]:
    """Intervals and sieges of one place from its claims.

    Args:
        place: key of the place.
        claims: rows of :func:`usable`, or claims, for this place (and account).
        account: source, or "*".
        voices: document -> original, so that copies count once.
        kin: who belongs to whom; a holder named more narrowly or more widely is the same holder.
    """
    rows = [c for c in claims if not isinstance(c, Claim)]
    ready = [c for c in claims if isinstance(c, Claim)]
    if rows:
        ready += claims_of(rows, kin)
        ready += before(ready, (), kin)
    intervals: list[Interval] = []
    sieges: list[Siege] = []
    ready.sort(key=lambda c: c.order)
    heard = voices or {}
    alone = _alone(ready, heard, kin)
    for claim in ready:
        if claim.change in _SIEGE:
            _besiege(sieges, claim, place, account)
        else:
            now = intervals[-1] if intervals else None
            if id(claim) in alone and now is not None and now.state != "unknown" and not same_side(
                    now.holders, claim.holders, kin):
                now.doubts += claim.records
            else:
                _hold(intervals, claim, place, account, kin)
    intervals = _over_with(intervals, {r for c in ready if c.attack for r in c.records})
    acts = {r for c in ready if c.change in ("takes", "loses") and c.sure for r in c.records}
    intervals = _settled(intervals, kin, acts)
    by_record = {r: heard.get(c.document, c.document) for c in ready for r in c.records}
    for interval in intervals:
        interval.sources = len({by_record[r] for r in interval.claims})
    return intervals, sieges


def _alone(claims: Sequence[Claim], voices: dict[str, str], kin: Kin) -> set[int]:
    """Ids of claims that rest on positions which no other report near in time bears out: no proof of who holds a place.

    Args:
        claims: in order. voices: document -> original.
    """
    found = set()
    for at, claim in enumerate(claims):
        if not claim.seen:
            continue
        voice = voices.get(claim.document, claim.document)
        near = claims[max(0, at - _NEIGHBOURS):at + 1 + _NEIGHBOURS]
        if not any(c.change in ("holds", "takes", "shares") and voices.get(c.document, c.document) != voice
                   and days_between(c.first, claim.first) <= BORNE_DAYS and same_side(c.holders, claim.holders, kin)
                   for c in near):
            found.add(id(claim))
    return found


def _over_with(intervals: list[Interval], attacks: set[str]) -> list[Interval]:
    """With the former holder again where of an offensive alone nothing more was heard."""
    found: list[Interval] = []
    for at, interval in enumerate(intervals):
        found.append(interval)
        held = intervals[at - 1] if at else None
        if interval.state != "contested" or held is None or held.state != "held" or not set(interval.claims) <= attacks:
            continue
        over = later(interval.last_seen or interval.start_latest or "", CONTESTED_DAYS)
        after = intervals[at + 1] if at + 1 < len(intervals) else None
        if after is None or (after.start_earliest or after.start_latest or "") > over:
            end = interval.end_earliest, interval.end_latest
            interval.end_earliest, interval.end_latest = interval.last_seen, over
            found.append(Interval(
                place=interval.place, account=interval.account, state="held", holders=held.holders,
                start_earliest=interval.last_seen, start_latest=over, end_earliest=end[0], end_latest=end[1],
                last_seen=over, claims=interval.claims))
    return found


def _hold(intervals: list[Interval], claim: Claim, place: str, account: str, kin: Kin) -> None:
    now = intervals[-1] if intervals else None
    if claim.change == "former":
        _former(intervals, claim, place, account, kin)
    elif claim.change == "loses":
        if now is not None and now.state != "unknown" and same_side(now.holders, claim.holders, kin):
            _end(now, claim.first, claim.last)
            now.claims += claim.records
            intervals.append(Interval(
                place=place, account=account, state="unknown", holders=(), start_earliest=claim.first,
                start_latest=claim.last, last_seen=claim.last, claims=claim.records))
    elif claim.attack and now is not None and same_side(now.holders, claim.holders, kin):
        return  # who holds a place does not attack it
    elif claim.holders and not (claim.weak and now is not None and (now.state != "held" or all(
            same_side((h,), now.holders, kin) for h in claim.holders))):
        state: State = "contested" if claim.change == "contests" else "shared" if claim.change == "shares" else "held"
        if now is None or not _borne_out(now, claim, state, kin):
            _begin(intervals, claim, state, place, account)


def _former(intervals: list[Interval], claim: Claim, place: str, account: str, kin: Kin) -> None:
    """Who held the place until the day of a claim: fills what was unknown, and overrules nothing that was seen."""
    now = intervals[-1] if intervals else None
    if now is not None and now.state != "unknown":
        if same_side(now.holders, claim.holders, kin):
            now.last_seen = max(now.last_seen or claim.first, claim.first)
        return
    if now is not None and claim.first <= (now.start_latest or ""):
        return
    since = now.start_latest if now is not None else None
    if now is not None:
        _end(now, now.start_latest, claim.first)
    intervals.append(Interval(
        place=place, account=account, state="held", holders=claim.holders, start_earliest=since, start_latest=since,
        last_seen=claim.first, claims=claim.records))


def _borne_out(now: Interval, claim: Claim, state: State, kin: Kin) -> bool:
    """Whether a claim goes into the interval that is open; it may sharpen its start or make it contested."""
    if (claim.change == "takes" and claim.sure and now.state == "held" and now.start_latest is not None
            and earlier(claim.first, NEWS_DAYS) > now.start_latest and same_side(now.holders, claim.holders, kin)
            and claim.former and not same_side(now.holders, claim.former, kin)):
        # to take a place from another is to have held it only in part before
        now.state, now.holders = "contested", tuple(dict.fromkeys((*now.holders, *claim.former)))
        return False
    seen = max(now.last_seen or claim.last, claim.last)
    if state != "held" and now.state == state:
        now.holders = tuple(dict.fromkeys((*now.holders, *claim.holders)))
    elif state == "held" and now.state == "held" and same_side(now.holders, claim.holders, kin):
        if claim.change == "takes" and now.start_latest and claim.first <= now.start_latest:
            if claim.first == claim.last:
                now.start_earliest = now.start_latest = claim.first
            now.holders = tuple(dict.fromkeys((*now.holders, *claim.holders)))
    elif (state == "held" and claim.change == "holds" and now.state == "held" and now.start_latest == claim.first
          and now.last_seen == claim.first and now.start_earliest != now.start_latest):
        now.state, now.holders = "contested", tuple(dict.fromkeys((*now.holders, *claim.holders)))
    else:
        return False
    now.last_seen = seen
    now.claims += claim.records
    return True


def _begin(intervals: list[Interval], claim: Claim, state: State, place: str, account: str) -> None:
    now = intervals[-1] if intervals else None
    holders = claim.holders
    if state == "contested":
        others = now.holders if now is not None and now.state == "held" else ()
        holders = tuple(dict.fromkeys((*others, *claim.former, *holders)))
    if claim.change in _ACTS and claim.sure:
        begins: str | None = claim.first
    elif claim.change == "takes":
        begins = claim.first
    else:
        begins = now.last_seen if now is not None else earlier(claim.first, SEEN_DAYS)
    if now is not None and now.end_latest is None:
        _end(now, claim.first if claim.change == "takes" or (claim.change in _ACTS and claim.sure) else now.last_seen,
             claim.last)
    intervals.append(Interval(
        place=place, account=account, state=state, holders=holders, start_earliest=begins, start_latest=claim.last,
        last_seen=claim.last, claims=claim.records))


def _end(interval: Interval, earliest: str | None, latest: str) -> None:
    interval.end_earliest, interval.end_latest = min(earliest or latest, latest), latest


def _settled(intervals: list[Interval], kin: Kin, acts: set[str]) -> list[Interval]:
    """Without states that stand on one record between two sights of another state that nobody took or lost."""
    kept: list[Interval] = []
    for interval in intervals:
        if (len(kept) >= 2 and kept[-1].state == "held" and len(kept[-1].claims) == 1
                and not acts & set(kept[-1].claims)
                and kept[-1].start_earliest != kept[-1].start_latest and interval.state == "held"
                and interval.start_earliest != interval.start_latest and kept[-2].state == "held"
                and same_side(kept[-2].holders, interval.holders, kin)):
            doubt = kept.pop()
            back = kept[-1]
            back.doubts += doubt.claims
            back.claims += interval.claims
            back.last_seen, back.end_earliest, back.end_latest = (
                interval.last_seen, interval.end_earliest, interval.end_latest)
            continue
        kept.append(interval)
    return kept


def _besiege(sieges: list[Siege], claim: Claim, place: str, account: str) -> None:
    current = sieges[-1] if sieges and sieges[-1].end is None else None
    if claim.change == "breaks-siege":
        if current is not None:
            current.end = claim.first
            current.broken_by = tuple(dict.fromkeys((*current.broken_by, *claim.holders)))
            current.claims += claim.records
        return
    if current is None:
        sieges.append(Siege(place=place, account=account, besiegers=claim.holders, start_latest=claim.first,
                            last_seen=claim.first, claims=claim.records))
        return
    current.besiegers = tuple(dict.fromkeys((*current.besiegers, *claim.holders)))
    current.last_seen = max(current.last_seen or claim.first, claim.first)
    current.claims += claim.records


def timelines(
    holdings: Iterable[Row], *, originals: dict[str, str] | None = None, events: Sequence[Row] = (),
    places: Iterable[Row] = (), kin: Kin | None = None,
) -> tuple[list[Interval], list[Siege]]:
    """Intervals and sieges of every place: by account (source), then consolidated under "*".

    Args:
        holdings: rows of the flat table. originals: document -> original of its copies.
        events: rows of the flat table, for who withdrew from where; places: rows, for what lies inside what.
        kin: who belongs to whom; None for what the packaged theatres say.
    """
    known = packaged_kin() if kin is None else kin
    by_key: dict[str, Row] = {}
    for row in places:
        by_key.setdefault(row["place"], row)
    claims = claims_of(holdings, known)
    in_part(claims, by_key)
    claims += evacuated(claims, events, known)
    claims += relieved(claims)
    claims += before(claims, events, known)
    claims += [*inherited(claims, by_key), *attacked(claims, events, by_key), *divided(claims, by_key)]
    groups: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in claims:
        groups[claim.place, ALL_ACCOUNTS].append(claim)
        groups[claim.place, claim.source].append(claim)
    intervals: list[Interval] = []
    sieges: list[Siege] = []
    for (place, account), mine in sorted(groups.items(), key=lambda g: g[0]):
        found, besieged = timeline(place, mine, account, originals, kin=known)
        intervals += found
        sieges += besieged
    return intervals, sieges


def state_on(intervals: Sequence[Interval], day: str) -> Interval | None:
    """The state of a place on a day, from the intervals of one account in order; None where nothing is known.

    Between the last sight of one state and the first sight of the next, when nobody knows when it changed, the one
    before goes on.
    """
    known = [i for i in intervals if i.covers(day)]
    begun = [i for i in known if i.start_latest is None or i.start_latest <= day]
    return begun[-1] if begun else known[0] if known else None
