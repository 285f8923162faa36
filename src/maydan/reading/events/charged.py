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
_FAR = 14  # tokens between who is addressed and the act


def charge(drafts: list[Draft]) -> None:
    """Give acts behind a verb of accusing or asking that name no doer of their own the one addressed."""
    speech: Draft | None = None
    for draft in drafts:
        if draft.dropped:
            continue
        if draft.row.frame in _SPEECH and draft.part == "verb":
            speech = draft
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
