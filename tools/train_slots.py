"""Train the model that settles the slots of events, on annotated documents.

    python tools/train_slots.py GOLD [--check DIR]

For every event of the rules that matches an annotated one, each candidate for a slot is an example: right when the
annotation has it. Logistic regression with L2 penalty for each slot. The report gives each slot's score, as the
rules left it and as settled by models that had not seen the document. Needs scikit-learn, which the package does not.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold
from train_confidence import contexts

from maydan.evaluation.pairs import _sets, _when
from maydan.evaluation.score import Side, matches
from maydan.reading import reader
from maydan.reading.filling.candidates import NOBODY, SLOTS, Chart, candidates
from maydan.reading.filling.step import pick
from maydan.reading.filling.traits import features
from maydan.records.vocabulary import EVENT_GROUPS

PENALTY = {"who": 0.1, "whom": 0.1, "where": 0.1, "when": 0.2}  # C of scikit-learn
# Value of a feature crossed with a group of events: the less, the more such a weight must earn.
CROSSED = {"who": 0.5, "whom": 0.5, "where": 0.5, "when": 1.0}
SHIFTS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0, 1.2)  # logits added to every score, tried on unseen documents
SEEN = 4
GROUPS = frozenset(EVENT_GROUPS)


def examples(folder: Path):
    """slot -> list of (document, event key, value, features, right, rule's values, annotated values in our terms)."""
    found = {slot: [] for slot in SLOTS}
    for name, context, annotation in contexts(folder, until="settle_slots"):
        chart = Chart(context)
        left = Side(annotation, context.text)
        reading = json.loads(reader.finish(context, (), "").to_json(indent=0))
        right = Side(reading, context.text, left)
        for i, j, _ in matches("events", left, right):
            gold = annotation["events"][i]
            for slot in SLOTS:
                wanted = {gold.get("when") or NOBODY} if slot == "when" else set(gold.get(slot) or [])
                event = chart.events[j]
                given = (event.when,) if slot == "when" else getattr(event, slot)
                for value, near in candidates(chart, j, slot).items():
                    mine = value if slot == "when" else right.one(value)
                    found[slot].append((name, (name, j), value, set(features(chart, j, slot, value, near)),
                                        mine in wanted, given, (gold, right)))
    return found


def judged(rows, scores) -> tuple[float, float]:
    """(score of the rules, score as settled) of a slot over events."""
    by_event: dict = {}
    for row, score in zip(rows, scores, strict=True):
        by_event.setdefault(row[1], (row, {}))[1][row[2]] = score
    before = after = 0.0
    for row, values in by_event.values():
        gold, side = row[6]
        if None in (row[5] or ()) or (row[5] and slot_is_when(row)):
            before += _when(gold.get("when"), row[5][0])
            best = max(values, key=lambda v: (values[v], v))
            after += _when(gold.get("when"), None if best == NOBODY else best)
        else:
            slot = row[7]
            before += _sets(gold.get(slot), side.many(list(row[5])))
            after += _sets(gold.get(slot), side.many(list(pick(values, row[5]))))
    return before / len(by_event), after / len(by_event)


def size(slot: str, name: str) -> float:
    """The value that a feature has where it holds."""
    return CROSSED[slot] if name.rsplit("&", 1)[-1] in GROUPS else 1.0


def best_shift(rows, unseen) -> float:
    """The shift whose score, with its neighbours', is best on unseen documents."""
    scores = [judged(rows, unseen + d)[1] for d in SHIFTS]
    smooth = [sum(scores[max(0, i - 1):i + 2]) / len(scores[max(0, i - 1):i + 2]) for i in range(len(SHIFTS))]
    return SHIFTS[max(range(1, len(SHIFTS) - 1), key=lambda i: smooth[i])]


def slot_is_when(row) -> bool:
    return row[7] == "when"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--out", type=Path, default=Path("src/maydan/models/slots.tsv"))
    args = parser.parse_args()
    table = examples(args.gold)
    held = examples(args.check) if args.check else {}
    lines = []
    for slot in SLOTS:
        rows = [(*r, slot) for r in table[slot]]
        counts = Counter(f for r in rows for f in r[3])
        data = [{f: size(slot, f) for f in r[3] if counts[f] >= SEEN} for r in rows]
        right = np.array([r[4] for r in rows])
        groups = [r[0] for r in rows]
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform(data)
        unseen = np.zeros(len(rows))
        for train, test in GroupKFold(10).split(matrix, right, groups):
            model = LogisticRegression(C=PENALTY[slot], max_iter=3000).fit(matrix[train], right[train])
            unseen[test] = model.decision_function(matrix[test])
        shift = best_shift(rows, unseen) if slot != "when" else 0.0
        before, after = judged(rows, unseen + shift)
        model = LogisticRegression(C=PENALTY[slot], max_iter=3000).fit(matrix, right)
        report = (f"{slot:6} candidates {len(rows):5} shift {shift:+.1f} rules {before:.3f} "
                  f"settled (cross-validated) {after:.3f}")
        if args.check:
            other = [(*r, slot) for r in held[slot]]
            scores = model.decision_function(vectorizer.transform([{f: size(slot, f) for f in r[3]} for r in other]))
            his_before, his_after = judged(other, scores + shift)
            report += f" | held out: {his_before:.3f} -> {his_after:.3f}"
        print(report)
        lines.append((slot, "bias", float(model.intercept_[0]) + shift))
        weighed = ((name, float(w) * size(slot, name))
                   for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True))
        lines += [(slot, name, w) for name, w in weighed if abs(w) >= 0.01]
    with args.out.open("w", encoding="utf-8") as out:
        out.write("slot\tfeature\tweight\n")
        for slot, name, weight in sorted(lines):
            out.write(f"{slot}\t{name}\t{weight:.3f}\n")


if __name__ == "__main__":
    main()
