"""The picture of annotated reports beside what a person made of them: which words tell of one happening, who held what.

The annotation (see ``tests/sample/README.md``) points at words; a member stands for the record whose words cover it
best, each record for one member. Members for which the reader has no record are counted apart: they say how much was
read, not how well it was put together.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from maydan.evaluation.picture import b_cubed, pairwise_f1
from maydan.picture.lookup import find_place, place_index
from maydan.picture.tables import Tables
from maydan.picture.timelines import ALL_ACCOUNTS, Interval, state_on

Row = dict[str, Any]

LEAST_COVER = 0.3  # share (F1 of code points) at which a record's words are a member's
# A toll or a denial is part of its happening; a retreat or a violation that follows from it is another one.
_PART = frozenset(("event", "toll", "denial"))


class Incidents(msgspec.Struct, frozen=True, kw_only=True):
    """How well reports were put together: members with a record, members without, and the scores over the former."""

    matched: int
    missed: int
    pairwise: tuple[float, float, float]
    b_cubed: tuple[float, float, float]


def members_read(
    groups: Sequence[Row], reports: Mapping[str, tuple[str, Tables]], known: set[str],
) -> tuple[dict[tuple[str, str], str], int]:
    """(Report, record id) -> label of the happening that it tells of, and how many members have no record.

    An exact copy is the same document with the same records, yet a report of its own.

    Args:
        groups: ``groups`` of the annotation. reports: name -> text and flat tables. known: record ids in incidents.
    """
    fits: list[tuple[float, int, tuple[str, str]]] = []
    labels: list[str] = []
    for one in groups:
        label = one["of"] if one["aspect"] in _PART else one["name"]
        for member in one["members"]:
            text, tables = reports[member["doc"]]
            start = text.index(member["words"])
            end = start + len(member["words"])
            for event in tables["events"]:
                shared = min(end, event["end"]) - max(start, event["start"])
                cover = 2 * shared / (end - start + event["end"] - event["start"])
                if cover > LEAST_COVER and event["record_id"] in known:
                    fits.append((-cover, len(labels), (member["doc"], event["record_id"])))
            labels.append(label)
    found: dict[tuple[str, str], str] = {}
    taken: set[int] = set()
    for _, member_no, record in sorted(fits):
        if member_no not in taken and record not in found:
            taken.add(member_no)
            found[record] = labels[member_no]
    return found, len(labels) - len(taken)


def score_incidents(
    groups: Sequence[Row], reports: Mapping[str, tuple[str, Tables]], members: Sequence[Row],
) -> Incidents:
    """Incidents against annotated groups; ``members`` as :func:`maydan.picture.incidents.incidents` gives them."""
    incident = {m["record_id"]: m["incident_id"] for m in members}
    gold, missed = members_read(groups, reports, set(incident))
    records = sorted(gold)
    ours, theirs = [incident[record] for _, record in records], [gold[r] for r in records]
    return Incidents(matched=len(records), missed=missed, pairwise=pairwise_f1(ours, theirs),
                     b_cubed=b_cubed(ours, theirs))


def score_holders(questions: Sequence[Row], places: Sequence[Row], intervals: Sequence[Interval]) -> list[Row]:
    """Each question with what the consolidated timeline answers: ``answer`` (ids, or the state) and ``right``.

    A place held by two together is right when one of them is asked for; by more, it is wrong.
    """
    index = place_index(places)
    of_place: dict[str, list[Interval]] = defaultdict(list)
    for interval in intervals:
        if interval.account == ALL_ACCOUNTS:
            of_place[interval.place].append(interval)
    found = []
    for question in questions:
        state = state_on(of_place.get(find_place(question["place"], index) or "", []), question["date"])
        answer = ("unknown",) if state is None else (
            (state.state,) if state.state in ("contested", "unknown") else state.holders)
        right = len(answer) <= 2 and bool(set(answer) & {question["holder"], *question["also"]})
        found.append({**question, "answer": answer, "right": right})
    return found
