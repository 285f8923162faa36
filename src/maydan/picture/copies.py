"""Copies: exact and near duplicates among documents, so that five reprints are one voice.

MinHash over folded word pairs, 32 bands of 4 rows (recall about 1.00, 1.00, .96, .80 at 5, 10, 15, 20 % scattered word
edits, measured when the setting was chosen); every candidate pair is verified by the exact overlap of its word pairs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import pairwise

from maydan.arabic.fold import fold

BANDS, ROWS = 32, 4
LEAST_OVERLAP = 0.6  # Jaccard of word pairs at which two texts are one
SEED = 7
_MARKS = ".,،؛:!؟?\"'«»“”()[]-–—"


def shingles(text: str) -> frozenset[str]:
    """Folded word pairs of a text; the single word of a text of one word."""
    words = [bare for word in fold(text).split() if (bare := word.strip(_MARKS))]
    return frozenset(map(" ".join, pairwise(words))) or frozenset(words)


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard similarity, 0..1."""
    return len(a & b) / len(a | b) if a or b else 1.0


def copies(documents: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Groups of copies.

    Args:
        documents: (document id, day of writing or "", text).

    Returns:
        document id -> id of its original: the earliest of its group, by day and id (itself when it stands alone).
    """
    from rensa import RMinHash, RMinHashLSH

    days: dict[str, str] = {}
    sets: dict[str, frozenset[str]] = {}
    for ident, day, text in documents:
        days[ident], sets[ident] = day or "9999", shingles(text)
    names = sorted(sets)
    index = RMinHashLSH(threshold=0.5, num_perm=BANDS * ROWS, num_bands=BANDS)
    root = {name: name for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for number, name in enumerate(names):
        sketch = RMinHash(num_perm=BANDS * ROWS, seed=SEED)
        sketch.update(sorted(sets[name]))
        for other in index.query(sketch):
            mate = names[other]
            if find(mate) != find(name) and overlap(sets[name], sets[mate]) >= LEAST_OVERLAP:
                root[find(name)] = find(mate)
        index.insert(number, sketch)
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[find(name)].append(name)
    return {name: min(group, key=lambda n: (days[n], n)) for group in groups.values() for name in group}
