"""Outlooks: forecasts, aims and conditions, opened by words of the lexicon or by grammar.

Grammar opens an aim by لـ with a verbal noun where no verb before it takes that preposition, and a forecast by the
future mark on a verb. Which candidates careful readers would note is said by a small model (:mod:`weigh`), or by the
rules alone where the package holds none. ``by`` is the actor whose aim it is: the subject nearest before; for forecasts
and conditions the speaker of the words around, the author elsewhere, and None for unnamed opinion.
"""

from __future__ import annotations

from maydan.arabic.memo import within
from maydan.reading.context import Context
from maydan.reading.outlooks.candidates import Candidate, candidates
from maydan.reading.outlooks.slots import Slots
from maydan.reading.outlooks.supposing import supposes, with_consequences
from maydan.reading.outlooks.weigh import Around, chance, chosen, weights
from maydan.reading.why import why_of, why_word
from maydan.records import Outlook


def find_outlooks(context: Context) -> None:
    """Fill ``context.outlooks`` from the sayings, events and actors found."""
    slots = Slots(context)
    found = possible(context)
    if not weights():
        context.outlooks.extend(record(context, slots, c) for c in found if c.ruled)
        return
    around = Around(context, slots, found)
    chances = [1.0 if supposes(context, c) else chance(around.traits(n)) for n, c in enumerate(found)]
    kept = [found[n] for n in chosen(found, chances, calm=around.calm, short=around.brief)]
    context.outlooks.extend(record(context, slots, c) for c in with_consequences(context, kept))


def possible(context: Context) -> list[Candidate]:
    """All candidates of a document, in order."""
    named = {j for m in context.mentions if m.kind in ("actor", "place") and not m.generic
             for j in range(m.first, m.last)}
    openers = context.telling("outlooks")
    return [c for s in context.sentences
            for c in candidates(context, s, within(openers, s.first, s.last), named)]


def record(context: Context, slots: Slots, found: Candidate) -> Outlook:
    """The record of a candidate."""
    tokens = context.tokens
    start, end = tokens[found.at].start, tokens[found.last - 1].end
    sentence = context.sentences[tokens[found.at].sentence]
    by, told = slots.by(found, sentence)
    why = [why_word(context, "kind", found.at, found.rule)]
    if told is not None:
        why.append(why_of(context, "by", told))
    return Outlook(
        quote=context.text[start:end], start=start, end=end, sentence=sentence.number,
        kind=found.kind, by=by, polarity=found.polarity,  # type: ignore[arg-type]
        event=slots.event(start, end), about=slots.about(max(found.at, found.stop), found.last),
        horizon=slots.horizon(found.at, found.last),
        status={"aim": "planned", "forecast": "forecast"}.get(found.kind, "conditional"),  # type: ignore[arg-type]
        rule=found.rule, why=tuple(why),
    )
