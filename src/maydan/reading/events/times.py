"""When an event took place: the time of its clause, else of its sentence, else carried over from the lead."""

from __future__ import annotations

from maydan.reading.clauses import Grammar
from maydan.reading.context import Context, Mention
from maydan.reading.events.spot import Draft


class Carry:
    """The date that goes on from clause to clause and from a report's lead through its paragraph."""

    __slots__ = ("paragraph", "value")

    def __init__(self) -> None:
        self.paragraph = -1
        self.value: str | None = None


def times_of(grammar: Grammar) -> list[Mention]:
    """Time mentions of a sentence that can date an event (durations, sets and vague presents left out)."""
    found = []
    for i in range(grammar.first, grammar.last):
        for m in grammar.starts(i):
            if m.kind == "time" and datable(grammar.context, m):
                found.append(m)
    return found


def datable(context: Context, m: Mention) -> bool:
    """Whether a time says when something took place."""
    if not m.ref or m.ref.startswith("P") and m.ref[1:2].isdigit() or m.ref.startswith(("PT", "PX")):
        return False
    record = context.times[m.index] if 0 <= m.index < len(context.times) else None
    return record is None or record.type == "DATE"


def date_events(grammar: Grammar, drafts: list[Draft], carry: Carry, paragraph: int, lead: bool) -> None:
    """Fill ``when`` of the drafts of one sentence and keep what carries over."""
    found = times_of(grammar)
    if paragraph != carry.paragraph:
        carry.paragraph = paragraph
        carry.value = carry.value if not lead else None
    first_clause = grammar.clauses[0]
    for draft in drafts:
        clause = grammar.clauses[draft.clause]
        best: tuple[int, Mention] | None = None
        for m in found:
            number = grammar.clause_of[m.first - grammar.first]
            if number == draft.clause or draft.used and any(
                    grammar.clause_of[c.at - grammar.first] == number for c in draft.chain):
                distance = abs(m.first - draft.at)
            elif m.first < clause.start and grammar.clauses[number] is first_clause and m.first - grammar.first <= 8:
                distance = 40 + clause.start - m.first
            else:
                continue
            between = range(min(m.last, draft.at), max(m.first, draft.at))
            distance += 15 * sum(1 for d in drafts if d is not draft and d.at in between and not d.dropped)
            if best is None or distance < best[0]:
                best = (distance, m)
        if best is not None:
            draft.when, draft.when_at = best[1].ref, best[1].first
    days = [m.ref for m in found if len(m.ref) == 10 and m.ref[4] == "-"]
    for draft in drafts:
        if draft.when is None and days and draft.status in ("happened", "ongoing") and _carries(grammar, found):
            draft.when = days[0]
    for draft in drafts:
        if draft.when is None and draft.cause is not None and draft.cause.when is not None:
            draft.when = draft.cause.when
    for draft in drafts:
        if draft.cause is not None and draft.cause.when is None and draft.when is not None:
            draft.cause.when = draft.when
    if days and (carry.value is None or lead):
        carry.value = days[0]
    elif carry.value and not found:
        for draft in drafts:
            if draft.when is None and draft.status == "happened":
                draft.when = carry.value


def _carries(grammar: Grammar, found: list[Mention]) -> bool:
    """Whether the first date of the sentence stands in its first clauses and so dates all of it."""
    return bool(found) and grammar.clause_of[found[0].first - grammar.first] <= 1
