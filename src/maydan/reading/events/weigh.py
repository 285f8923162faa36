"""How likely a draft is an event that careful readers would note: a small linear model over what grammar tells of it.

Weights in ``models/events.tsv`` (feature, weight; "bias" and "threshold" among them), made by ``tools/train_events.py``
from annotated documents. Without the file the rules of :mod:`judge` decide alone.
"""

from __future__ import annotations

import math
from functools import cache

from maydan.reading.events.spot import Draft
from maydan.tables import package_data, read_table


@cache
def weights() -> dict[str, float]:
    """Weight of each feature; empty where the package holds no model."""
    file = package_data("models", "events.tsv")
    return {row["feature"]: float(row["weight"]) for row in read_table(file)} if file.is_file() else {}


def chance(features: set[str]) -> float:
    """Probability of the model, 0..1; sums are taken in one order so that all machines agree."""
    table = weights()
    total = math.fsum([table.get("bias", 0.0), *(table.get(f, 0.0) for f in sorted(features))])
    return 1.0 / (1.0 + math.exp(-total))


def describe(draft: Draft, ruled: bool, twin: str, crowd: int, place: int, words: int) -> set[str]:
    """Features of a draft.

    Args:
        ruled: whether the rules of :mod:`judge` keep it. twin: "", "same" (told in the same sentence) or "before".
        crowd: drafts in its sentence. place: number of its sentence among those read. words: tokens of the document.
    """
    row, grammar = draft.row, draft.grammar
    clause = grammar.clauses[draft.clause]
    noun = draft.noun
    who, whom, where = len(draft.refs_who), len(draft.refs_whom), len(draft.refs_where)
    chain = [c.row.kind for c in draft.chain] or ["none"]
    form = draft.part
    if noun is not None:
        form += "-def" if noun.article else "-its" if noun.enclitic else ""
    slots = f"{min(who, 1)}{min(whom, 1)}{min(where, 1)}"
    found = {
        f"row={row.word}",
        f"type={draft.type}",
        f"frame={row.frame}",
        f"grade={row.grade}",
        f"form={form}",
        f"type={draft.type}&form={form}",
        f"type={draft.type}&slots={slots}",
        f"slots={slots}",
        f"before={draft.before if noun is not None else 'verb'}",
        f"chain={chain[0]}",
        f"links={min(len(chain), 2)}",
        f"status={draft.status}",
        f"clause={clause.kind}",
        f"ruled={ruled}",
        f"grade={row.grade}&ruled={ruled}",
        f"drop={draft.dropped}",
        f"echo={draft.echo}",
        f"twin={twin}",
        f"type={draft.type}&twin={twin}",
        f"crowd={min(crowd, 5)}",
        f"sentence={min(place, 3)}",
        f"long={words > 700}",
        f"own={_own(draft)}",
        f"things={draft.things > 0}",
        f"victims={bool(draft.victims)}",
        f"cause={draft.cause is not None}",
        f"when={draft.when is not None}",
        f"dated={draft.when_at >= 0}",
        f"parties={min(who, 2)}",
        f"before={draft.before}&form={form}",
    }
    if draft.weapons:
        found.add("armed")
    return found


def _own(draft: Draft) -> str:
    """Which slots its own words fill, as against what other events lent it."""
    return f"{int(bool(draft.who))}{int(bool(draft.whom))}{int(bool(draft.where))}"
