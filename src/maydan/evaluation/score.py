"""Detection and graded F1 of readings against annotated documents, micro-averaged over documents.

*Detection*: the record is there (same key, overlapping words). *Graded*: each detected record counts for the mean
of its slots' scores, so that one with every slot right counts 1.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from maydan.errors import InputError
from maydan.evaluation.names import Record
from maydan.evaluation.pairs import KINDS, Side

_LEAST_OVERLAP = 0.2
_LONGEST_QUOTE = 600  # letters: a quote of the whole text is no quote


class KindScore(msgspec.Struct, kw_only=True):
    """Counts of one kind: annotated, found, detected, and the graded credit."""

    gold: int = 0
    found: int = 0
    detected: int = 0
    credit: float = 0.0

    def add(self, other: KindScore) -> None:
        """Add another document's counts."""
        self.gold += other.gold
        self.found += other.found
        self.detected += other.detected
        self.credit += other.credit

    @property
    def detection_f1(self) -> float:
        """F1 of detection, 0..1."""
        return _f1(self.detected, self.gold, self.found)

    @property
    def graded_f1(self) -> float:
        """F1 with graded credit, 0..1."""
        return _f1(self.credit, self.gold, self.found)

    @property
    def precision(self) -> float | None:
        """Share of found records that were annotated."""
        return self.detected / self.found if self.found else None

    @property
    def recall(self) -> float | None:
        """Share of annotated records that were found."""
        return self.detected / self.gold if self.gold else None


class Scores(msgspec.Struct, kw_only=True):
    """Scores of a set of documents."""

    documents: int = 0
    dated_right: int = 0
    kinds: dict[str, KindScore] = {}

    def as_dict(self) -> dict[str, object]:
        """Plain figures, three decimals."""
        table: dict[str, object] = {"documents": self.documents, "dated_right": self.dated_right}
        for kind, s in self.kinds.items():
            table[kind] = {
                "gold": s.gold, "found": s.found,
                "precision": None if s.precision is None else round(s.precision, 3),
                "recall": None if s.recall is None else round(s.recall, 3),
                "detection_f1": round(s.detection_f1, 3), "graded_f1": round(s.graded_f1, 3),
            }
        return table


def _f1(hit: float, gold: int, found: int) -> float:
    return 2 * hit / (gold + found) if gold + found else 1.0


def _span(text: str, record: Record) -> tuple[int, int] | None:
    if record.get("start") is not None and record.get("end") is not None:
        return record["start"], record["end"]
    clause, words = record.get("quote"), record.get("text") or record.get("quote")
    if not words:
        return None
    inside = text.find(words, max(text.find(clause), 0) if clause else 0)
    at = inside if inside >= 0 else text.find(words)
    return None if at < 0 else (at, at + len(words))


def _overlap(a: tuple[int, int] | None, b: tuple[int, int] | None) -> float:
    if a is None or b is None or b[1] - b[0] > max(_LONGEST_QUOTE, 3 * (a[1] - a[0])):
        return 0.0
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return max(0.0, shared / max(1, min(a[1] - a[0], b[1] - b[0])))


def matches(kind: str, gold: Side, found: Side) -> list[tuple[int, int, float]]:
    """Pairs (gold number, found number, credit), best first, one to one."""
    score, needs_words = KINDS[kind]
    scored: list[tuple[float, float, int, int]] = []
    left, right = gold.data.get(kind, []), found.data.get(kind, [])
    spans = [_span(found.text, p) for p in right] if needs_words else []
    for i, g in enumerate(left):
        at = _span(gold.text, g) if needs_words else None
        for j, p in enumerate(right):
            words = _overlap(at, spans[j]) if needs_words else 1.0
            if needs_words and words < _LEAST_OVERLAP:
                continue
            value = score(g, p, found)
            if value > 0:
                scored.append((value + 0.01 * words, value, i, j))
    scored.sort(reverse=True)
    chosen: list[tuple[int, int, float]] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, value, i, j in scored:
        if i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            chosen.append((i, j, value))
    return chosen


def _dated_right(gold: Record, found: Record) -> bool:
    limits, value = gold.get("reference_date") or {}, (found.get("reference_date") or {}).get("value") or ""
    first, last = (f"{value}-01", f"{value}-31") if len(value) == 7 else (value, value)
    vague = len(limits.get("value") or "") == 7
    fits = len(value) == 10 or (len(value) == 7 and vague)
    return fits and limits.get("earliest", "9") <= last and first <= limits.get("latest", "0")


def score_document(gold: Record, found: Record, text: str) -> tuple[bool, dict[str, KindScore]]:
    """Whether one document is dated within its limits, and its counts by kind.

    Raises:
        InputError: an offset of ``found`` does not hold the record's words.
    """
    for kind in KINDS:
        for number, record in enumerate(found.get(kind, [])):
            start, end = record.get("start"), record.get("end")
            words = record.get("text") if kind in ("times", "figures") else record.get("quote")
            if kind not in ("places", "actors") and start is not None and text[start:end] != words:
                raise InputError(f"{kind}[{number}]: text[{start}:{end}] is not its words", "read the text again")
    left = Side(gold, text)
    right = Side(found, text, left)
    table = {}
    for kind in KINDS:
        pairs = matches(kind, left, right)
        table[kind] = KindScore(gold=len(gold.get(kind, [])), found=len(found.get(kind, [])), detected=len(pairs),
                                credit=sum(value for _, _, value in pairs))
    return _dated_right(gold, found), table


def score_all(documents: Iterable[tuple[Record, Record, str]]) -> Scores:
    """Scores over (annotation, reading, text) triples; a missing reading is an empty dictionary."""
    total = Scores(kinds={kind: KindScore() for kind in KINDS})
    for gold, found, text in documents:
        dated, table = score_document(gold, found, text)
        total.documents += 1
        total.dated_right += dated
        for kind, counts in table.items():
            total.kinds[kind].add(counts)
    return total
