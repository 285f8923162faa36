"""Train the model that says which candidates are outlooks that careful readers would note, on annotated documents.

    python tools/train_outlooks.py GOLD [GOLD ...] [--judged JUDGED] [--penalty 0.2]

JUDGED holds texts that nobody annotated, one <name>.json each: "text", "title" and "published" (or null), "judged" (a
list of [start, end, right], candidates that somebody judged one by one; the others of the text are left out), and
"all": false where the text is of civil life, so that none of its candidates is an outlook. Every candidate is an
example: right when it opens nearest to an annotated outlook that it matches; others that match the same one are left
out. Logistic regression with L2 penalty. The report gives detection as the rules decide alone and as models decide
that had not seen the document. Needs scikit-learn, which the package does not. Weights hold names of rules, words of
the lexicons and grammatical properties only.
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
from train_confidence import context_of, contexts

from maydan.evaluation.score import Side, _span, matches
from maydan.intake import from_text
from maydan.reading import reader
from maydan.reading.outlooks import find
from maydan.reading.outlooks.slots import Slots
from maydan.reading.outlooks.supposing import supposes
from maydan.reading.outlooks.weigh import Around, chosen

OVERLAP = 0.2  # shared words from which the evaluation matches two records
SEEN = 4  # times that a feature must have been seen
CIVIL = 0.3  # weight of a candidate in a text of civil life
RULED, WIDE = 0.3, 0.45  # thresholds of candidates that the rules take, and of others
OUT = Path(__file__).resolve().parents[1] / "src" / "maydan" / "models" / "outlooks.tsv"


class Read:
    """One annotated document with its candidates as records."""

    def __init__(self, context, annotation) -> None:
        slots = Slots(context)
        found = find.possible(context)
        around = Around(context, slots, found)
        records = [(find.record(context, slots, c), c, around.features(n)) for n, c in enumerate(found)]
        records = [r for r in records if not context.is_quiet(r[0].start)]
        context.outlooks = [r[0] for r in records]
        self.found, self.features = [r[1] for r in records], [r[2] for r in records]
        self.left = Side(annotation, context.text)
        self.reading = json.loads(reader.finish(context, (), "").to_json(indent=0))
        self.text, self.annotated = context.text, annotation["outlooks"]
        self.gold = len(self.annotated)

    def labels(self) -> list[bool | None]:
        """Whether each candidate is right; None for those beside a right one."""
        right: list[bool | None] = [False] * len(self.found)
        for gold in self.annotated:
            at = _span(self.text, gold)
            if at is None:
                continue
            matching = [k for k, r in enumerate(self.reading["outlooks"])
                        if r["kind"] == gold["kind"] and _shared(at, (r["start"], r["end"])) >= OVERLAP]
            if not matching:
                continue
            best = min(matching, key=lambda k: (abs(self.reading["outlooks"][k]["start"] - at[0]),
                                                not self.found[k].ruled))
            for k in matching:
                right[k] = True if k == best else right[k] or None
        return right

    def hits(self, kept) -> tuple[dict[int, float], int]:
        """(credit of the kept candidates that match, how many are kept)."""
        outlooks = [self.reading["outlooks"][n] for n in kept]
        right = Side(self.reading | {"outlooks": outlooks}, self.text, self.left)
        return {kept[j]: value for _, j, value in matches("outlooks", self.left, right)}, len(kept)


def _shared(one, other) -> float:
    """Shared length over the shorter stretch's."""
    return (min(one[1], other[1]) - max(one[0], other[0])) / max(1, min(one[1] - one[0], other[1] - other[0]))


def f1(documents, keeps) -> str:
    """Precision, recall and F1 of detection, graded F1."""
    hit, kept, gold, credit = 0, 0, 0, 0.0
    for document, keep in zip(documents, keeps, strict=True):
        found, number = document.hits(keep)
        hit, kept, gold, credit = hit + len(found), kept + number, gold + document.gold, credit + sum(found.values())
    return (f"precision {hit / max(1, kept):.3f} recall {hit / gold:.3f} F1 {2 * hit / (kept + gold):.3f} "
            f"graded {2 * credit / (kept + gold):.3f}")


def judged(folder: Path | None):
    """(document, features, whether right, weight) of the candidates judged in texts that nobody annotated."""
    for file in sorted(folder.glob("*.json")) if folder else ():
        told = json.loads(file.read_text("utf-8"))
        context = context_of(from_text(told["text"], published=told["published"], title=told["title"]),
                             until="find_outlooks")
        found = find.possible(context)
        around = Around(context, Slots(context), found)
        labels = {start: right for start, _, right in told["judged"]}
        for n, candidate in enumerate(found):
            start = context.tokens[candidate.at].start
            if start in labels:
                yield file.stem, around.features(n), labels[start], 1.0
            elif told["all"] is False and not supposes(context, candidate):
                yield file.stem, around.features(n), False, CIVIL


def main() -> None:
    """Train, judge on unseen documents, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--penalty", type=float, default=0.2)
    parser.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    documents = [Read(context, annotation) for folder in args.gold
                 for _, context, annotation in contexts(folder, until="find_outlooks")]
    rows, right, groups = [], [], []
    for number, document in enumerate(documents):
        rows += document.features
        right += document.labels()
        groups += [number] * len(document.features)
    own, weight = len(rows), [1.0] * len(rows)
    for name, features, label, much in judged(args.judged):
        rows.append(features)
        right.append(label)
        groups.append(name)
        weight.append(much)
    counts = Counter(f for features in rows for f in features)
    vectors = DictVectorizer().fit([{f: 1 for f in features if counts[f] >= SEEN} for features in rows])
    x = vectors.transform([{f: 1 for f in features if counts[f] >= SEEN} for features in rows])
    y, known, groups = np.array([r is True for r in right]), np.array([r is not None for r in right]), np.array(
        [str(g) for g in groups])
    weight = np.array(weight)
    print(f"{own} candidates, {int(y[:own].sum())} right of {sum(d.gold for d in documents)} annotated")
    print("rules alone:", f1(documents, [[n for n, c in enumerate(d.found) if c.ruled] for d in documents]))
    unseen = np.zeros(len(rows))
    for train, test in GroupKFold(args.folds).split(x, y, groups):
        train = train[known[train]]
        model = LogisticRegression(C=args.penalty, max_iter=2000).fit(x[train], y[train], weight[train])
        unseen[test] = model.predict_proba(x[test])[:, 1]
    for thresholds in ((0.2, 0.5), (0.3, 0.5), (0.3, 0.45), (0.35, 0.5), (0.4, 0.5), (0.4, 0.4), (0.45, 0.45)):
        keeps = [chosen(d.found, list(unseen[groups == str(n)]), thresholds) for n, d in enumerate(documents)]
        print(f"unseen, thresholds {thresholds}:", f1(documents, keeps))
    model = LogisticRegression(C=args.penalty, max_iter=2000).fit(x[known], y[known], weight[known])
    named = sorted(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    lines = [f"bias\t{model.intercept_[0]:.3f}"]
    lines += [f"{name}\t{weight:.3f}" for name, weight in named if abs(weight) >= 0.01]
    lines += [f"threshold:ruled\t{RULED}", f"threshold:wide\t{WIDE}"]
    OUT.write_text("feature\tweight\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
