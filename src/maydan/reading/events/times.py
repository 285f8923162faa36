"""When an event took place: the time of its clause, else of its sentence, else carried over from the lead."""

from __future__ import annotations

from datetime import date
from functools import cache

from maydan.arabic.fold import fold
from maydan.reading.clauses import Grammar
from maydan.reading.context import Context, Mention
from maydan.reading.events.spot import Draft
from maydan.reading.times.aside import refers_back
from maydan.theatre.tables import lexicon

_DEICTIC = ("امس", "اليوم", "فجر", "صباح", "مساء", "ليل", "ظهر", "الليله", "البارحه")
_FRESH_DAYS = 8  # a date carries over only while it is news


class Carry:
    """The day that goes on to events told after it.

    Attributes:
        lead: day of the report's first dated event, when an event clause (not "said yesterday") bears it.
        local: day of the last dated event of the paragraph.
    """

    __slots__ = ("lead", "local", "opened", "paragraph")

    def __init__(self) -> None:
        self.lead: str | None = None
        self.local: str | None = None
        self.paragraph = -1
        self.opened = False

    def enter(self, paragraph: int) -> None:
        """Begin a sentence of a paragraph."""
        if paragraph != self.paragraph:
            self.paragraph, self.local = paragraph, None

    def value(self) -> str | None:
        """The day to carry over."""
        return self.local or self.lead

    def day_of(self, context: Context, m: Mention) -> str | None:
        """The day of a time if it is news: near the reference date, or told as today or yesterday."""
        if len(m.ref) == 10 and m.ref[4] == "-" and m.ref[:4].isdigit():
            reference = context.reference.value if context.reference else None
            if reference is None or len(reference) < 10 or _days_between(m.ref, reference) <= _FRESH_DAYS:
                return m.ref
        elif m.ref == "PAST_REF" and fold(context.text[m.start : m.end]).startswith(_DEICTIC):
            return m.ref
        return None


def _days_between(day: str, other: str) -> int:
    try:
        return abs((date.fromisoformat(day) - date.fromisoformat(other)).days)
    except ValueError:
        return 9999


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
    if not m.ref or (m.ref.startswith("P") and m.ref[1:2].isdigit()) or m.ref.startswith(("PT", "PX")):
        return False
    record = context.times[m.index] if 0 <= m.index < len(context.times) else None
    return record is None or record.type == "DATE"


def date_events(grammar: Grammar, drafts: list[Draft], carry: Carry) -> None:
    """Fill ``when`` of the drafts of one sentence and keep what carries over."""
    found = times_of(grammar)
    carry.enter(grammar.context.sentences[grammar.number].paragraph)
    first_clause = grammar.clauses[0]
    dated: list[tuple[Draft, Mention]] = []
    for draft in drafts:
        clause = grammar.clauses[draft.clause]
        best: tuple[int, Mention] | None = None
        for m in found:
            number = grammar.clause_of[m.first - grammar.first]
            if number == draft.clause or any(grammar.clause_of[c.at - grammar.first] == number for c in draft.chain):
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
            dated.append((draft, best[1]))
    days = [m.ref for m in found if carry.day_of(grammar.context, m)]
    early = bool(found) and grammar.clause_of[found[0].first - grammar.first] <= 1
    for draft in drafts:
        if draft.when is None and days and early and draft.status in ("happened", "ongoing"):
            draft.when = days[0]
    for draft in drafts:
        if draft.when is None and draft.cause is not None and draft.cause.when is not None:
            draft.when = draft.cause.when
    for draft in drafts:
        if draft.cause is not None and draft.cause.when is None and draft.when is not None:
            draft.cause.when = draft.when
    value = carry.value()
    for draft in drafts:
        if (
            draft.when is None
            and value is not None
            and draft.status in ("happened", "denied")
            and not found
            and (draft.type in _CARRIED)
        ):
            draft.when = value
    for draft in drafts:
        if draft.when is None and draft.status == "forecast" and not found:
            draft.when = "FUTURE_REF"
    _note(grammar, dated, carry)
    carry.opened = carry.opened or bool(drafts)


def headline(grammar: Grammar, carry: Carry) -> None:
    """A round-up's headline ("events of Wednesday the 24th") dates what follows."""
    found = times_of(grammar)
    alone = len(found) == 1 and len(found[0].ref) == 10 and not refers_back(grammar.context, found[0].first)
    if alone and grammar.last - grammar.first >= 5 and carry.lead is None:
        carry.lead = carry.day_of(grammar.context, found[0])


_CARRIED = {
    "airstrike",
    "shelling",
    "missile-strike",
    "bombing",
    "chemical-attack",
    "casualties",
    "kill-civilians",
    "destroy",
    "clash",
    "offensive",
    "evacuate",
    "humanitarian-aid",
    "arrest",
    "abduct",
    "supply-cut",
    "displace",
}


def _note(grammar: Grammar, dated: list[tuple[Draft, Mention]], carry: Carry) -> None:
    for draft, m in dated:
        if draft.status not in ("happened", "ongoing") or draft.dropped:
            continue
        day = carry.day_of(grammar.context, m)
        clause = grammar.clauses[grammar.clause_of[m.first - grammar.first]]
        if day is None or (clause.reading is not None and clause.reading.form.verb in _saying()):
            continue
        carry.local = day
        if not carry.opened and carry.lead is None:
            carry.lead = day


@cache
def _saying() -> frozenset[str]:
    """Verbs of saying: the day they bear is that of the words, not of the deed."""
    return frozenset(row["verb"] for row in lexicon("verbs") if row["kind"] == "say")
