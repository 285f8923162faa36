"""Drafts to records: ids in the slots, the quote, the toll, the mapping, and why."""

from __future__ import annotations

from typing import cast

from maydan.reading.clauses import Arg, Grammar
from maydan.reading.context import Context
from maydan.reading.events.spot import Draft
from maydan.reading.events.tolls import toll_of
from maydan.reading.mapping import map_event
from maydan.records import Event
from maydan.records.statements import Why
from maydan.records.vocabulary import EventType, Status

UNNAMED = "unnamed"  # why a doer is left open: words that name nobody known tell it
_WORDS = 25
_TRIM = {"،", ",", "؛", ":", ".", "-", "–", "و", "؟", "!", '"'}


AIM = "aim"  # the words tell what an act is done for, and no act


def record(context: Context, draft: Draft) -> Event:
    """The event record of a draft."""
    grammar = draft.grammar
    first, last = quote_span(draft)
    start, end = context.tokens[first].start, context.tokens[last - 1].end
    trigger = context.tokens[draft.at]
    stop = context.tokens[draft.last - 1]
    codes = map_event(draft.type, draft.refs_who, draft.refs_whom, draft.weapon)
    return Event(
        quote=context.text[start:end],
        start=start,
        end=end,
        sentence=grammar.number,
        record_id=f"e:{draft.type}:{trigger.start}:{start}:{end}",  # till the reading is whole and gets its ids
        status=cast(Status, draft.status),
        confidence=0.6,
        rule=draft.rule or f"{draft.part}:{draft.row.word}",
        type=cast(EventType, draft.type),
        who=tuple(draft.refs_who),
        whom=tuple(draft.refs_whom),
        where=tuple(draft.refs_where),
        when=draft.when,
        weapon=draft.weapon,
        trigger=context.text[trigger.start : stop.end],
        trigger_start=trigger.start,
        trigger_end=stop.end,
        toll=toll_of(context, draft),
        plover=codes.plover,
        acled=codes.acled,
        cameo=codes.cameo,
        ucdp=codes.ucdp,
        why=tuple(_why(context, draft)),
    )


def _why(context: Context, draft: Draft) -> list[Why]:
    found = []
    for slot, args in (("who", draft.who), ("whom", draft.whom), ("where", draft.where)):
        for arg in args:
            if arg.mention is not None:
                found.append(
                    Why(
                        slot=slot,
                        text=context.text[arg.mention.start : arg.mention.end],
                        start=arg.mention.start,
                        end=arg.mention.end,
                        reason=arg.marker,
                    )
                )
    if draft.unnamed >= 0 and not draft.who:
        token = context.tokens[draft.unnamed]
        found.append(Why(slot="who", text=token.word.form, start=token.start, end=token.end, reason=UNNAMED))
    for light in draft.chain:
        token = context.tokens[light.at]
        found.append(
            Why(
                slot="status",
                text=token.word.form,
                start=token.start,
                end=token.end,
                reason=f"{light.row.kind}:{light.row.word}",
            )
        )
    if draft.dropped == "goal":
        start, end = span_of(draft.grammar, draft.at, draft.last)
        found.append(Why(slot="status", text=context.text[start:end], start=start, end=end, reason=AIM))
    return found


def quote_span(draft: Draft) -> tuple[int, int]:
    """Tokens of the shortest run that carries the statement: trigger and slots, at most 25 words."""
    grammar = draft.grammar
    clause = grammar.clauses[draft.clause]
    low, high = draft.at, draft.last
    wanted: set[int] = {draft.at, draft.last - 1, *draft.used}
    for group, kept in ((draft.who, draft.refs_who), (draft.whom, draft.refs_whom), (draft.where, draft.refs_where)):
        for arg in group:
            if arg.mention is not None and not kept:
                continue  # it was found to fill no slot
            if arg.mention is not None and grammar.first <= arg.mention.first < grammar.last:
                wanted |= {arg.mention.first, arg.mention.last - 1}
                if arg.at >= grammar.first and abs(arg.mention.first - arg.at) <= 4:
                    wanted.add(arg.at)
    for arg in draft.victims:
        wanted |= {arg.at, arg.end - 1}
    at = draft.at
    near = sorted((t for t in wanted if grammar.first <= t < grammar.last),
                  key=lambda t: 2 * (at - t) if t < at else 2 * (t - at) + 1)
    for t in near:
        if max(high, t + 1) - min(low, t) <= _WORDS:
            low, high = min(low, t), max(high, t + 1)
    if high - low < 3:
        high = min(clause.end, max(high, low + 4))
        if high - low < 3:
            low = max(clause.start, high - 4)
    while high - 1 > low and grammar.token(high - 1).word.form in _TRIM:
        high -= 1
    while low < high - 1 and grammar.token(low).word.form in _TRIM:
        low += 1
    return low, high


def refs(args: list[Arg]) -> list[str]:
    """Ids or names of the phrases, each once."""
    return list(dict.fromkeys(a.mention.ref for a in args if a.mention is not None and a.mention.ref))


def span_of(grammar: Grammar, first: int, last: int) -> tuple[int, int]:
    """Code points of a token run."""
    return grammar.token(first).start, grammar.token(last - 1).end
