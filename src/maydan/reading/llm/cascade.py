"""A cascade: the rules read, and a language model is asked only about the records that they are unsure of."""

from __future__ import annotations

import time
from typing import Any

import msgspec

from maydan.reading.llm.endpoint import Endpoint, ModelError, Usage
from maydan.reading.llm.prompt import JUDGE, judge_schema
from maydan.reading.llm.reader import answer_of
from maydan.records import Document, Reading
from maydan.records.statements import Statement

_KINDS = ("events", "holdings", "ties", "sayings", "outlooks")
_AT_ONCE = 20  # records in one question
_AROUND = 300  # letters of text before the first and behind the last record
SETTLED = 0.9  # confidence of a record that rules and model agree on


def cascade(
    document: Document, reading: Reading, endpoint: Endpoint, *, below: float = 0.6,
) -> tuple[Reading, Usage]:
    """Ask about every statement whose confidence is below ``below``: "wrong" drops it, "right" settles it.

    What gets no answer stays as the rules left it.
    """
    usage, begun = Usage(problems=[]), time.monotonic()
    unsure: list[Statement] = sorted(
        (r for kind in _KINDS for r in getattr(reading, kind) if r.confidence < below), key=lambda r: r.start)
    verdicts: dict[str, str] = {}
    for first in range(0, len(unsure), _AT_ONCE):
        batch = unsure[first:first + _AT_ONCE]
        text = document.text[max(0, batch[0].start - _AROUND): max(r.end for r in batch) + _AROUND]
        listed = "\n".join(f"{n}. {_told(r)}" for n, r in enumerate(batch, 1))
        try:
            answer = answer_of(endpoint, JUDGE.format(text=text, records=listed), judge_schema(len(batch)), usage)
        except ModelError as error:
            usage.problems.append(error.message)
            continue
        given = answer.get("verdicts")
        for item in given if isinstance(given, list) else []:
            number = item.get("number") if isinstance(item, dict) else None
            if isinstance(number, int) and 1 <= number <= len(batch) and item.get("verdict") in ("right", "wrong"):
                verdicts[batch[number - 1].record_id] = item["verdict"]
    settled: dict[str, Any] = {}
    for kind in _KINDS:
        kept = []
        for record in getattr(reading, kind):
            verdict = verdicts.get(record.record_id)
            if verdict == "wrong":
                usage.dropped += 1
                continue
            if verdict == "right":
                usage.kept += 1
                record = msgspec.structs.replace(
                    record, confidence=max(record.confidence, SETTLED), rule=f"{record.rule}+llm:{endpoint.model}")
            kept.append(record)
        settled[kind] = tuple(kept)
    usage.seconds = time.monotonic() - begun
    return msgspec.structs.replace(reading, **settled), usage


def _told(record: Statement) -> str:
    """A record in one line, without offsets and ids of its own."""
    data = msgspec.to_builtins(record)
    slots = {k: v for k, v in data.items() if v and k in (
        "type", "who", "whom", "where", "when", "status", "holder", "place", "change", "from", "a", "relation", "b",
        "speaker", "verb", "kind", "by", "polarity")}
    return msgspec.json.encode({**slots, "quote": record.quote}).decode()
