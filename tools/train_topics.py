"""Weigh words by whether politics and security or civil life use them, on collections of news sorted by section.

    python tools/train_topics.py FOLDER

FOLDER holds collections as gzipped JSON Lines whose records have "id", "source" and "text". Sections of politics and
war are set against those of sport, markets and the arts; the unit is a window of some sixty words, so that weights
suit a sentence. Logistic regression with L2 penalty; small weights and names that stand for a collection are left
out. Single words with a weight are kept and nothing else of the texts. Needs scikit-learn, which the package does not.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from maydan.arabic.tokens import tokenize
from maydan.reading.topics import plain

PUBLIC = frozenset(("Politics", "internationalNews", "politic", "syria_web"))
CIVIL = frozenset(("Culture", "Finance", "sport", "society", "culture", "technology", "economy", "diverse"))
NAMES = frozenset((  # of places, persons and outlets of single collections
    "تونس", "بتونس", "تونسي", "تونسيه", "صفاقس", "صفاقسي", "سوسه", "بسوسه", "منستير", "مهديه", "نابل", "قيروان",
    "بوزيد", "جوهره", "شارقه", "دبي", "ابوظبي", "امارات", "اماراتي", "اماراتيه", "راشد", "محمد", "سلطان", "قاسمي",
    "نهيان", "عمان", "بوليتيكا", "سبسي", "كابيتال", "سعوديه", "مصر", "مصري", "مصريه", "جزائر", "جزائريه", "ترامب",
    "اوباما", "ماكرون", "لوبان", "دونالد", "مارين", "سيسي", "مبارك", "مدريد", "برشلونه", "ترجي", "نجم", "ساحلي",
    "بان", "حياه", "اند", "نداء", "نهضه", "ام", "برس", "جزيره", "شعيب", "عمر", "سلمان", "سعيد", "باريس", "بجهه",
    "جهوي", "جهويه", "معتمديه", "لايه", "واليه", "اعوان", "عدليه", "احتفاظ", "ايقاف", "قبض",
))
WINDOW, MOST, SEEN, LEAST, PENALTY, LIMIT = 60, 180, 30, 0.12, 0.02, 2500
OUT = Path(__file__).resolve().parents[1] / "src" / "maydan" / "models" / "topics.tsv"


def section(record: dict, file: str) -> str:
    """The section that a record belongs to, "" where it has none."""
    if file.startswith("syria_web"):
        return "syria_web"
    named = record["source"] if file.startswith("sanad") else record["id"]
    parts = named.replace("/", "-").split("-")
    return parts[1] if file.startswith("sanad") else parts[2] if len(parts) > 2 else ""


def windows(folder: Path):
    """(forms of a window, whether its section is public, number of its document)."""
    taken: Counter[str] = Counter()
    for file in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(file, "rt", encoding="utf-8") as lines:
            records = [json.loads(line) for line in lines]
        records.sort(key=lambda r: r["id"][::-1])
        for record in records:
            name = section(record, file.name)
            if name not in PUBLIC | CIVIL or taken[name] >= LIMIT:
                continue
            taken[name] += 1
            found = [f for t in tokenize(record["text"][:3000]) if t.word.kind == "ar" and len(f := plain(t.key)) > 2]
            for first in range(0, min(len(found), MOST), WINDOW):
                if len(found) - first >= WINDOW // 4:
                    yield set(found[first:first + WINDOW]), name in PUBLIC, sum(taken.values())


def main() -> None:
    """Train, judge on documents left out, write the weights."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    found = list(windows(parser.parse_args().folder))
    counts = Counter(f for forms, _, _ in found for f in forms)
    forms = sorted(f for f, count in counts.items() if count >= SEEN and f not in NAMES)
    number = {f: n for n, f in enumerate(forms)}
    cells = [(row, number[f]) for row, (held, _, _) in enumerate(found) for f in held if f in number]
    rows, columns = zip(*cells, strict=True)
    x = csr_matrix((np.ones(len(cells)), (rows, columns)), shape=(len(found), len(forms)))
    y = np.array([public for _, public, _ in found])
    test = np.array([document % 5 == 0 for _, _, document in found])
    settings = {"C": PENALTY, "max_iter": 400, "class_weight": "balanced"}
    trial = LogisticRegression(**settings).fit(x[~test], y[~test])
    print(f"{len(found)} windows, {len(forms)} forms; right on documents left out: {trial.score(x[test], y[test]):.3f}")
    weights = LogisticRegression(**settings).fit(x, y).coef_[0]
    lines = [f"{form}\t{weight:.2f}" for form, weight in zip(forms, weights, strict=True) if abs(weight) >= LEAST]
    OUT.write_text("form\tweight\n" + "\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(lines)} kept")


if __name__ == "__main__":
    main()
