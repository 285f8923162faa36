"""Where a draft stands: under which verb, and close to which other acts of its sentence."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from maydan.reading.events.judge import family
from maydan.reading.events.rows import event_lexicon
from maydan.reading.events.spot import Draft
from maydan.reading.linear import Block
from maydan.theatre.tables import lexicon

_STEPS = (2, 5, 10)  # tokens between neighbouring triggers
_HERE = frozenset(("هذا", "هذه", "تلك", "ذلك", "هذين", "هاتين"))


@cache
def _kinds_of_verbs() -> dict[str, str]:
    """Verb -> "say", "copula", "other", what it does to the noun that it carries, or the act that it tells."""
    table = {row["verb"]: row["kind"] for row in lexicon("verbs")}
    table.update({verb: f"light-{row.kind}" for verb, row in event_lexicon().light_verb.items()})
    table.update({verb: f"act-{rows[0].type}" for verb, rows in event_lexicon().by_verb.items()})
    return table


class Setting:
    """What surrounds the drafts of a document in their sentences, by number."""

    def __init__(self, drafts: list[Draft]) -> None:
        self.drafts = drafts
        self.families = [family(d.type) for d in drafts]

    def traits(self, n: int) -> Block:
        """What surrounds draft ``n``."""
        draft = self.drafts[n]
        pointed = draft.at > draft.grammar.first and draft.grammar.key(draft.at - 1).lstrip("وفبل") in _HERE
        return ("setting", self._beside(n, n - 1), self._beside(n, n + 1), _over(draft), draft.part, draft.row.word,
                draft.before, pointed)

    def _beside(self, n: int, other: int) -> str:
        """The draft next to it in its sentence: whether of its family, how near, and whether in its clause."""
        if not 0 <= other < len(self.drafts):
            return "none"
        one, two = self.drafts[n], self.drafts[other]
        if one.grammar is not two.grammar:
            return "none"
        gap = abs(one.at - two.at)
        near = sum(gap > step for step in _STEPS)
        same = "same" if self.families[n] == self.families[other] else "other"
        return f"{same}-{near}-{'in' if one.clause == two.clause else 'out'}"


def setting_names(behind: str, ahead: str, over: str, part: str, word: str, before: str,
                  pointed: bool) -> Iterator[str]:
    """Features of what :meth:`Setting.traits` tells."""
    yield from (f"beside-back={behind}", f"beside-ahead={ahead}", f"over={over}", f"over={over}&part={part}",
                f"row={word}&part={part}", f"row={word}&before={before}")
    if pointed:
        yield "pointed"


def _over(draft: Draft) -> str:
    """What the verb of its clause is, or of the clause above where that verb is the trigger itself."""
    clause = draft.grammar.clauses[draft.clause]
    if clause.verb == draft.at:
        parent = draft.grammar.clauses[clause.parent] if clause.parent >= 0 else None
        reading = parent.reading if parent is not None else None
        return f"{clause.kind}-{_kinds_of_verbs().get(reading.form.verb, 'other') if reading else 'none'}"
    if clause.reading is None:
        return "none"
    side = "left" if clause.verb < draft.at else "right"
    return f"{side}-{_kinds_of_verbs().get(clause.reading.form.verb, 'other')}"
