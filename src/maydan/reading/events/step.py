"""The step of the reader that finds events: one sentence after the other, then what the document as a whole tells."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from maydan.arabic.memo import within
from maydan.reading.clauses import Grammar, grammar_of
from maydan.reading.context import Context, Mention
from maydan.reading.events import judge, victims
from maydan.reading.events.bodies import lay_out
from maydan.reading.events.carry import below, echoes, go_on, inherit, resolve, stay
from maydan.reading.events.chain import attach
from maydan.reading.events.charged import charge
from maydan.reading.events.link import (
    drop_broken,
    hit,
    join_phrases,
    link_causes,
    merge_mentions,
    regain,
    subject_event,
)
from maydan.reading.events.memory import Memory
from maydan.reading.events.refine import collapsed, refine
from maydan.reading.events.retold import Retold
from maydan.reading.events.roles import subject_args
from maydan.reading.events.rows import event_lexicon
from maydan.reading.events.setting import Setting
from maydan.reading.events.slots import fill
from maydan.reading.events.sources import apply, goes_on, source_spans
from maydan.reading.events.spot import Draft, spot
from maydan.reading.events.status import set_status
from maydan.reading.events.times import Carry, date_events, headline
from maydan.reading.events.weigh import Around, describe, keeps, names, weights
from maydan.reading.events.write import record
from maydan.reading.linear import Block


def find_events(context: Context) -> None:
    """Read all events of a document into ``context.events``."""
    found = candidates(context)
    threshold = weights().get("threshold")
    if threshold is None:
        kept = judge.distinct([c.draft for c in found if c.ruled])
    else:
        alone = len(context.sentences) == 1  # nothing is told twice, and the model leaves headlines to their bodies
        told = {id(c) for c in found if keeps(c.blocks, c.calm, threshold) or (alone and c.ruled)}
        saved = {c.draft.grammar.number for c in found if id(c) in told and c.draft.type in _SAVING}
        for c in found:  # one rescue of a sentence, where the model leaves it
            if c.draft.grammar.number not in saved and not c.calm and judge.rescues(c.draft):
                saved.add(c.draft.grammar.number)
                told.add(id(c))
        kept = [c.draft for c in found if id(c) in told]
    for draft in kept:
        context.events.append(record(context, draft))


_SAVING = frozenset(("evacuate", "humanitarian-aid"))
_SIDES = frozenset(("شمال", "جنوب", "شرق", "غرب", "شمالي", "جنوبي", "شرقي", "غربي"))
_KINDS = frozenset(("العاصمه", "مدينه", "بلده", "محافظه", "السوريه", "اليمنيه", "الليبيه", "العراقيه"))


def _bears(context: Context, mention: Mention) -> bool:
    """Whether a place only tells on which side of it another lies (غريان جنوب العاصمة طرابلس)."""
    if context.tokens[mention.first].key in _SIDES:
        return True
    at = mention.first - 1
    while at > mention.first - 4 and at >= 0 and context.tokens[at].key in _KINDS:
        at -= 1
    return at >= 0 and context.tokens[at].key in _SIDES


class Candidate(NamedTuple):
    """A draft with what the model sees of it, and whether the rules alone would keep it."""

    draft: Draft
    ruled: bool
    blocks: tuple[Block, ...]
    calm: bool

    @property
    def features(self) -> set[str]:
        """Names of what holds of it, as the model was trained on them."""
        return {name for block in self.blocks for name in names(block)}


def candidates(context: Context) -> list[Candidate]:
    """Every draft of a document that stands for itself, in order."""
    lexicon = event_lexicon()
    grounds = [m for m in context.mentions if m.kind == "place" and not _bears(context, m)]
    grounds.sort(key=lambda m: m.start)
    memory, carry = Memory(grounds), Carry()
    recent: Draft | None = None
    kept: list[Draft] = []
    told: set[str] = set()
    telling = context.telling("events")
    for grammar in grammar_of(context):
        if context.is_quiet(context.sentences[grammar.number].start):
            headline(grammar, carry)
            continue
        drafts = spot(grammar, lexicon, within(telling, grammar.first, grammar.last))
        heads = {d.at: d for d in drafts}
        seen: dict[int, Draft] = {}
        breaks = {d.at for d in drafts if d.row.grade != "w"}
        spans = source_spans(grammar, drafts)
        for draft in drafts:
            attach(draft, lexicon, seen)
            seen[draft.at] = draft
        told_of = 0
        for n, draft in enumerate(drafts):
            told_of = _note_subjects(grammar, memory, heads, told_of, draft.at)
            draft.host = subject_event(drafts, n) or goes_on(spans, draft)
            fill(draft, breaks, memory)
            lay_out(draft)
            set_status(draft)
        apply(spans, drafts)
        charge(drafts)
        _note_subjects(grammar, memory, heads, told_of, grammar.last)
        echoes(drafts, recent, told)
        merge_mentions(drafts)
        join_phrases(drafts)
        regain(drafts)
        hit(drafts)
        recent = link_causes(drafts, lexicon, recent)
        drop_broken(drafts)
        live = [d for d in drafts if d.row.grade not in ("x", "p") and d.row.frame != "none"]
        for draft in live:
            victims.count(draft)
        for draft in live:
            resolve(draft)
        for draft in live:
            refine(draft)
        collapsed(live)
        live = victims.merge(live)
        inherit(live)
        go_on(live, memory)
        inherit(live)
        stay(live, memory)
        below(live)
        date_events(grammar, live, carry)
        kept += [d for d in live if d.dropped in ("", "goal", "stopped") and not judge.is_state(d)
                 and not judge.is_named(d, drafts) and not judge.is_reason(d, drafts)
                 and not judge.is_progress(d, drafts) and not judge.is_interview(d)]
    ruled = [d for d in kept if not d.dropped and judge.is_event(d)]
    twins = judge.twins(kept, ruled)
    crowd = Counter(d.grammar.number for d in kept)
    words = len(context.tokens)
    around, setting = Around(context, Retold(kept)), Setting(kept)
    places = {number: place for place, number in enumerate(dict.fromkeys(d.grammar.number for d in kept))}
    keeping = {id(d) for d in ruled}
    found = []
    for n, draft in enumerate(kept):
        rules, number = id(draft) in keeping, draft.grammar.number
        blocks = (*describe(draft, rules, twins[n], crowd[number], places[number], words),
                  *around.traits(n, draft, twins[n]), setting.traits(n))
        found.append(Candidate(draft, rules, blocks, around.calm))
    return found


def _note_subjects(grammar: Grammar, memory: Memory, heads: dict[int, Draft], number: int, before: int) -> int:
    """Remember the subjects of verbs that are no triggers and stand before a token, from a clause on; the clause after
    the last of them."""
    while number < len(grammar.clauses) and grammar.clauses[number].start < before:
        clause = grammar.clauses[number]
        if clause.verb >= before:
            break
        if clause.verb >= 0 and clause.verb not in heads and clause.kind not in ("rel", "asyndetic", "result"):
            memory.note(subject_args(grammar, clause), grammar)
        number += 1
    return number
