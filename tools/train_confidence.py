"""Train the confidence model on annotated documents.

    python tools/train_confidence.py GOLD [--check DIR]

GOLD holds <name>.txt, <name>.json (annotation) and <name>.meta.json. A record counts as right when it is matched
with an annotated one (see ``maydan.evaluation``). Weights are a logistic regression with L2 penalty for each kind;
the threshold of a kind is where the graded F1 of records judged by models that had not seen their document is best.
Needs scikit-learn, which the package itself does not. Weights hold names of rules and grammatical properties only.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from maydan.arabic.tokens import tokenize
from maydan.evaluation.score import Side, matches
from maydan.intake import documents
from maydan.reading import reader
from maydan.reading.confidence.features import Surroundings, names
from maydan.reading.context import Context
from maydan.records import Document
from maydan.tables import read_table
from maydan.theatre.choose import choose_theatre
from maydan.theatre.compiled import theatre

KINDS = {"events": "event", "holdings": "holding", "ties": "tie", "sayings": "saying", "outlooks": "outlook"}
PENALTY = {"events": 0.15, "holdings": 0.05, "ties": 0.1, "sayings": 0.1, "outlooks": 0.1}  # C of scikit-learn
WORTH_IT = 0.02  # graded F1 that leaving out unlikely records must gain on unseen documents
SEEN = 3  # records: a rarer feature is left out


def context_of(document: Document, until: str = "judge_records") -> Context:
    """The context of a document after the steps before ``until``."""
    steps = list(reader.STEPS)
    names = [s.__name__ for s in steps]
    text, tokens = document.text, tokenize(document.text)
    context = Context.of(
        text, theatre(choose_theatre(text, tokens)), tokens=tokens, published=document.published,
        title=document.title or "", source=document.source or "", doc=document.name,
        skipped=tuple((s.start, s.end) for s in document.repeats if s.reads == "nothing"),
        quiet=tuple((s.start, s.end) for s in document.repeats if s.reads != "nothing"),
    )
    for step in steps[: names.index(until)] if until in names else steps:
        step(context)
    reader.hush(context)
    return context


def contexts(folder: Path, until: str = "judge_records"):
    """(name, context after the steps before ``until``, annotation) of every annotated document."""
    files = [f for f in sorted(folder.glob("*.txt")) if f.with_suffix(".json").exists()]
    for document in documents(files):
        assert isinstance(document, Document), document
        context = context_of(document, until)
        yield document.name, context, json.loads((folder / document.name).with_suffix(".json").read_text("utf-8"))


def rows(folder: Path):
    """kind -> list of (document, features, matched, credit), and the annotated counts by kind."""
    found = {kind: [] for kind in KINDS}
    gold = dict.fromkeys(KINDS, 0)
    for name, context, annotation in contexts(folder):
        left = Side(annotation, context.text)
        around = Surroundings(context)
        reading = json.loads(reader.finish(context, (), "").to_json(indent=0))
        right = Side(reading, context.text, left)
        for kind, method in KINDS.items():
            credit = {j: value for _, j, value in matches(kind, left, right)}
            gold[kind] += len(annotation.get(kind, []))
            for j, record in enumerate(getattr(context, kind)):
                features = sorted({f for block in getattr(around, method)(record) for f in names(block)})
                found[kind].append((name, features, j in credit, credit.get(j, 0.0)))
    return found, gold


def f1(keep, credit, gold: int) -> float:
    """Graded F1 when the records of ``keep`` are kept."""
    return 2 * credit[keep].sum() / (gold + keep.sum())


def best_threshold(probability, credit, gold: int) -> tuple[float, float]:
    """(threshold, graded F1), over a grid; a flat top is taken at its low end."""
    grid = np.arange(0.0, 0.71, 0.05)
    scores = [f1(probability >= t, credit, gold) for t in grid]
    if max(scores) < scores[0] + WORTH_IT:
        return 0.0, scores[0]
    top = max(scores)
    return next((float(t), s) for t, s in zip(grid, scores, strict=True) if s >= top - 0.002)


def calibration_error(probability, right, bins: int = 10) -> float:
    """Expected calibration error: mean gap between confidence and share right, weighted by bin size."""
    edges = np.minimum((probability * bins).astype(int), bins - 1)
    gaps = [abs(probability[edges == b].mean() - right[edges == b].mean()) * (edges == b).sum() for b in set(edges)]
    return float(sum(gaps) / len(probability))


def shift(model, matrix, right) -> float:
    """What to add to the bias so that the mean confidence is the share right, one right and one wrong record added."""
    aim = (right.sum() + 1) / (len(right) + 2)
    scores = model.decision_function(matrix)
    low, high = -4.0, 4.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if (1 / (1 + np.exp(-scores - middle))).mean() < aim else (low, middle)
    return low


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--check", type=Path)
    parser.add_argument("--unseen", type=Path, help="annotated documents from which no rule was learned: they teach no "
                        "weight, but the bias moves to where the mean confidence in them is their share right")
    parser.add_argument("--only", nargs="+", choices=list(KINDS), help="train these, keep the rows of the others")
    parser.add_argument("--out", type=Path, default=Path("src/maydan/models/confidence.tsv"))
    args = parser.parse_args()
    table, gold = rows(args.gold)
    held, held_gold = rows(args.check) if args.check else ({}, {})
    unstudied = {f.name for f in args.unseen.glob("*.txt")} if args.unseen else set()
    lines = []
    kept = []
    if args.only:
        table = {kind: table[kind] for kind in args.only}
        kept = [row for row in read_table(args.out) if row["kind"] not in args.only]
    for kind, records in table.items():
        counts: dict[str, int] = {}
        for _, features, _, _ in records:
            for f in features:
                counts[f] = counts.get(f, 0) + 1
        aside = [r for r in records if r[0] in unstudied]
        records = [r for r in records if r[0] not in unstudied]
        groups = [name for name, *_ in records]
        data = [{f: 1 for f in features if counts[f] >= SEEN and f != "bias"} for _, features, _, _ in records]
        right = np.array([r for _, _, r, _ in records], dtype=float)
        credit = np.array([c for *_, c in records])
        vectorizer = DictVectorizer()
        matrix = vectorizer.fit_transform(data)
        unseen = np.zeros(len(records))
        for train, test in GroupKFold(10).split(matrix, right, groups):
            model = LogisticRegression(C=PENALTY[kind], max_iter=2000).fit(matrix[train], right[train])
            unseen[test] = model.predict_proba(matrix[test])[:, 1]
        threshold, best = best_threshold(unseen, credit, gold[kind])
        model = LogisticRegression(C=PENALTY[kind], max_iter=2000).fit(matrix, right)
        if aside:
            model.intercept_[0] += shift(model, vectorizer.transform([dict.fromkeys(f, 1) for _, f, _, _ in aside]),
                                         np.array([r for _, _, r, _ in aside], dtype=float))
        everything = np.ones(len(records), dtype=bool)
        report = (f"{kind:9} n {len(records):4} right {right.mean():.2f} graded F1 unjudged "
                  f"{f1(everything, credit, gold[kind]):.3f} judged (cross-validated) {best:.3f} at {threshold:.2f} "
                  f"calibration error {calibration_error(unseen, right):.3f}")
        if args.check:
            other = vectorizer.transform([dict.fromkeys(features, 1) for _, features, _, _ in held[kind]])
            sure = model.predict_proba(other)[:, 1]
            his = np.array([c for *_, c in held[kind]])
            was = np.array([r for _, _, r, _ in held[kind]], dtype=float)
            report += (f" | held out: {f1(np.ones(len(his), bool), his, held_gold[kind]):.3f} -> "
                       f"{f1(sure >= threshold, his, held_gold[kind]):.3f}, "
                       f"calibration error {calibration_error(sure, was):.3f}")
        print(report)
        lines.append((kind, "(threshold)", threshold))
        lines.append((kind, "bias", float(model.intercept_[0])))
        lines += [(kind, name, float(w)) for name, w in zip(vectorizer.feature_names_, model.coef_[0], strict=True)
                  if abs(w) >= 0.02]
    args.out.parent.mkdir(parents=True, exist_ok=True)
    with args.out.open("w", encoding="utf-8") as out:
        out.write("kind\tfeature\tweight\n")
        rows_out = [(kind, name, f"{weight:.3f}") for kind, name, weight in lines]
        for row in sorted([*rows_out, *((r["kind"], r["feature"], r["weight"]) for r in kept)]):
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main()
