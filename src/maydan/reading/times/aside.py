"""Times that a sentence tells only in passing, of something before what it reports."""

from __future__ import annotations

from maydan.reading.context import Context

_RELATIVE = frozenset(("التي", "الذي", "الذين"))
_AFTER = frozenset(("بعد", "عقب", "غداه"))
_WITHIN = 5  # tokens from the pronoun of a relative clause to its time


def refers_back(context: Context, at: int) -> bool:
    """Whether the time at token ``at`` is that of something else that its sentence only refers to, so that no other
    sentence goes on from it (بعد المجزرة التي ارتكبتها أمس)."""
    tokens = context.tokens
    first = context.sentences[tokens[at].sentence].first if context.sentences else 0
    near = range(max(first, at - _WITHIN), at)
    return any(tokens[i].key in _RELATIVE for i in near) and any(tokens[i].key in _AFTER for i in range(first, at))
