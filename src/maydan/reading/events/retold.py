"""How a draft lies to others of its family: told before in the text, or told again with more further down."""

from __future__ import annotations

from collections.abc import Iterator

from maydan.reading.events.judge import family
from maydan.reading.events.spot import Draft
from maydan.reading.linear import Block

_REACH = 20  # drafts to either side that are looked at
_HARM = frozenset(("casualties", "kill-civilians"))
_COUNTS = (6, 8)  # tokens before and behind a trigger in which its figures stand


class Retold:
    """Relations between the drafts of a document, by number."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self.families = [family(d.type) for d in drafts]
        self.wheres = [frozenset(d.refs_where) for d in drafts]
        self.parties = [frozenset(d.refs_who) for d in drafts]
        self.counts = [_counts(d) if d.type in _HARM else frozenset() for d in drafts]

    def traits(self, n: int) -> Block:
        """The closest relation backward and forward, and whether a count is told a second time."""
        total = len(self.drafts)
        back = self._closest(n, range(max(0, n - _REACH), n))
        ahead = self._closest(n, range(n + 1, min(total, n + _REACH + 1)))
        count = ""
        if self.counts[n]:
            before = any(self.counts[n] & self.counts[j] for j in range(max(0, n - _REACH), n))
            after = any(self.counts[n] & self.counts[j] for j in range(n + 1, min(total, n + _REACH + 1)))
            count = "again" if before else "ahead" if after else "new"
        return "retold", back, ahead, count

    def _closest(self, n: int, others: range) -> str:
        best, name = 0, "none"
        draft, where, who = self.drafts[n], self.wheres[n], self.parties[n]
        for j in others:
            if self.families[j] != self.families[n]:
                continue
            other, there, they = self.drafts[j], self.wheres[j], self.parties[j]
            place = "open" if not where or not there else "same" if where == there else "part" if where & there else ""
            party = "open" if not who or not they else "same" if who & they else ""
            if not place or not party:
                score, relation = 1, "apart"
            else:
                score = 2 + 2 * (place == "same") + (place == "part") + (party == "same")
                relation = f"{place}-{party}"
            near = abs(other.grammar.number - draft.grammar.number)
            score = score * 3 + (2 if not near else near == 1)
            if score > best:
                best, name = score, f"{relation}-{'here' if not near else 'next' if near == 1 else 'far'}"
        return name


def retold_names(back: str, ahead: str, count: str) -> Iterator[str]:
    """Features of what :meth:`Retold.traits` tells."""
    yield from (f"back={back}", f"ahead={ahead}", f"back={back}&ahead={ahead}")
    if count:
        yield f"count={count}"


def _counts(draft: Draft) -> frozenset[str]:
    grammar = draft.grammar
    first, last = max(grammar.first, draft.at - _COUNTS[0]), min(grammar.last, draft.last + _COUNTS[1])
    return frozenset(m.ref for t in range(first, last) for m in grammar.starts(t) if m.kind == "figure" and m.ref)
