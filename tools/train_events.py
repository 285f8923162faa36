"""Train the model that says which drafts of events careful readers would note, on annotated documents.

    python tools/train_events.py GOLD [--judged FILE] [--penalty 0.05]

Every draft is an example: right when it matches an annotated event (each annotated event is matched once). FILE adds
single drafts judged by a reader, mostly of general news: JSON Lines with "text", "published" (or null) and "drafts",
a list of [code point of the trigger, type, right or not]. Logistic regression with L2 penalty. The report gives
detection as the rules decide alone and as models decide that had not seen the document. Needs scikit-learn, which
the package does not.
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

from maydan.evaluation.score import Side, matches
from maydan.reading import reader
from maydan.reading.events import candidates, judge
from maydan.reading.events.write import record
from maydan.records import Document

SEEN = 4  # times that a feature must have been seen
THRESHOLD = 0.44  # where unseen drafts kept are about as many as there are events
OUT = Path(__file__).resolve().parents[1] / "src" / "maydan" / "models" / "events.tsv"


class Read:
    """One annotated document with its candidates as records."""

    def __init__(self, name, context, annotation) -> None:
        self.name = name
        self.found = [c for c in candidates(context) if not context.is_quiet(record(context, c.draft).start)]
        context.events = [record(context, c.draft) for c in self.found]
        self.left = Side(annotation, context.text)
        self.reading = json.loads(reader.finish(context, (), "").to_json(indent=0))
        self.text = context.text
        rules = judge.distinct([c.draft for c in self.found if c.ruled])
        self.rules = [any(c.draft is d for d in rules) for c in self.found]
        self.gold = len(annotation["events"])

    def hits(self, keep) -> tuple[set[int], int]:
        """(candidates of those kept that match, how many are kept)."""
        chosen = [n for n, k in enumerate(keep) if k]
        events = [self.reading["events"][n] for n in chosen]
        right = Side(self.reading | {"events": events}, self.text, self.left)
        return {chosen[j] for _, j, _ in matches("events", self.left, right)}, len(chosen)


def judged(file: Path):
    """(number of the document, features, right) of every draft that a reader judged."""
    for number, line in enumerate(file.read_text("utf-8").splitlines()):
        told = json.loads(line)
        document = Document(document_id="", text=told["text"], published=told["published"])
        context = context_of(document, until="find_events")
        found = {}
        for c in candidates(context):
            found.setdefault(context.tokens[c.draft.at].start, []).append(c)
        for start, kind, right in told["drafts"]:
            here = found.get(start, [])
            same = [c for c in here if c.draft.type == kind] or here
            if same:
                yield number, same[0].features, right


def f1(documents, keeps) -> tuple[float, float, float]:
    """Precision, recall and F1 of detection."""
    hit = kept = gold = 0
    for document, keep in zip(documents, keeps, strict=True):
        found, number = document.hits(keep)
        hit, kept, gold = hit + len(found), kept + number, gold + document.gold
    return hit / max(1, kept), hit / gold, 2 * hit / (kept + gold)


def main() -> None:
    """Train, judge on unseen documents, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("gold", type=Path)
    parser.add_argument("--judged", type=Path)
    parser.add_argument("--penalty", type=float, default=0.05)
    parser.add_argument("--folds", type=int, default=10)
    args = parser.parse_args()
    documents = [Read(*found) for found in contexts(args.gold, until="find_events")]
    rows, right, groups = [], [], []
    for number, document in enumerate(documents):
        hits, _ = document.hits([True] * len(document.found))
        for n, candidate in enumerate(document.found):
            rows.append(candidate.features)
            right.append(n in hits)
            groups.append(number)
    annotated = len(rows)
    for number, features, is_right in judged(args.judged) if args.judged else ():
        rows.append(features)
        right.append(is_right)
        groups.append(len(documents) + number)
    counts = Counter(f for features in rows for f in features)
    vectors = DictVectorizer().fit([{f: 1 for f in features if counts[f] >= SEEN} for features in rows])
    x = vectors.transform([{f: 1 for f in features if counts[f] >= SEEN} for features in rows])
    y, groups = np.array(right), np.array(groups)
    print(f"{annotated} drafts, {int(y[:annotated].sum())} right; "
          f"rules alone: {f1(documents, [d.rules for d in documents])}; {len(rows) - annotated} judged singly")
    unseen = np.zeros(len(rows))
    for train, test in GroupKFold(args.folds).split(x, y, groups):
        model = LogisticRegression(C=args.penalty, max_iter=2000).fit(x[train], y[train])
        unseen[test] = model.predict_proba(x[test])[:, 1]
    for threshold in (0.3, 0.35, 0.38, 0.4, 0.42, 0.45, 0.5):
        keeps = [list(unseen[groups == n] >= threshold) for n in range(len(documents))]
        precision, recall, score = f1(documents, keeps)
        said = f"unseen, threshold {threshold}: precision {precision:.3f} recall {recall:.3f} F1 {score:.3f}"
        kept = unseen[annotated:] >= threshold
        if kept.any():
            his = y[annotated:]
            said += f"; judged singly: precision {his[kept].mean():.3f} recall {kept[his].mean():.3f}"
        print(said)
    model = LogisticRegression(C=args.penalty, max_iter=2000).fit(x, y)
    named = sorted(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    lines = [f"bias\t{model.intercept_[0]:.3f}"]
    lines += [f"{name}\t{weight:.3f}" for name, weight in named if abs(weight) >= 0.01]
    lines.append(f"threshold\t{THRESHOLD}")
    OUT.write_text("feature\tweight\n" + "\n".join(sorted(lines)) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
