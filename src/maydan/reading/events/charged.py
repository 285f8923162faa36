"""Who did what somebody is accused of or asked for: the one addressed, not the one who speaks (اتهم X Y بقصف ...)."""

from __future__ import annotations

from maydan.reading.clauses import Arg
from maydan.reading.events.spot import Draft

CHARGED = "charged"  # marker of a doer that is accused of an act or asked for it
_SPEECH = frozenset(("oblige", "accuse", "tell", "tellto", "ask"))
_WORDS = frozenset((
    "demand", "reject", "accuse", "threaten", "promise", "support-statement", "meeting", "negotiation-round",
    "agreement", "mediate", "sanction",
))
_BEFORE = frozenset(("ب", "إلى", "على", "ل", "gen", "bare"))
_MURDER = "اغتال"
_SURVIVES = frozenset(("نجا", "نجت", "ونجا", "ونجت", "نجاه", "نجوا"))
_ATTEMPT = 10  # tokens between who survives and the attempt on his life
_FAR = 14  # tokens between who is addressed and the act


def charge(drafts: list[Draft]) -> None:
    """Give acts behind a verb of accusing or asking that name no doer of their own the one addressed."""
    speech: Draft | None = None
    for draft in drafts:
        if draft.dropped:
            continue
        if draft.row.word == _MURDER and draft.part == "masdar" and (target := _survivor(draft)) is not None:
            draft.who, draft.whom = [], [target]
        if draft.row.frame in _SPEECH and draft.part == "verb":
            speech = draft
            blamed = [a for a in draft.who if a.marker == "agent"]
            if draft.row.frame == "accuse" and blamed and len(blamed) < len(draft.who):
                draft.who = [a for a in draft.who if a not in blamed]  # دان X الاعتداءات من قبل Y
                draft.whom += blamed
        elif (
            speech is not None
            and draft.part == "masdar"
            and draft.clause == speech.clause
            and draft.type not in _WORDS
            and not draft.who
            and draft.before in _BEFORE
        ):
            addressed = [a for a in speech.whom if a.mention is not None and a.mention.kind == "actor"]
            if addressed and 0 <= draft.at - max(a.end for a in addressed) <= _FAR:
                draft.who = [Arg(CHARGED, "", a.mention, a.at, a.end) for a in addressed]
                draft.whom = [a for a in draft.whom if a.mention is None or a.mention.ref not in {
                    b.mention.ref for b in addressed if b.mention is not None}]


def _survivor(draft: Draft) -> Arg | None:
    """The party told to have survived an attempt on a life (نجا عضو في X من محاولة اغتيال)."""
    grammar = draft.grammar
    first = max(grammar.first, draft.at - _ATTEMPT)
    verb = next((t for t in range(draft.at - 1, first - 1, -1) if grammar.key(t) in _SURVIVES), -1)
    if verb < 0:
        return None
    for t in range(verb + 1, draft.at):
        for mention in grammar.starts(t):
            if mention.kind == "actor" and mention.ref != "civilians":
                return Arg("bare", "", mention, mention.first, mention.last)
    return None
