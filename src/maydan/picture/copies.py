"""Copies: exact and near duplicates among documents, so that five reprints are one voice.

MinHash over folded word pairs, 32 bands of 4 rows (recall about 1.00, 1.00, .96, .80 at 5, 10, 15, 20 % scattered word
edits, measured when the setting was chosen); every candidate pair is verified by the exact overlap of its word pairs.
What was compared once need not be compared again: :class:`Compared` keeps the bands and groups, and grows.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from maydan.arabic.fold import fold
from maydan.picture.kept import BANDS, Compared

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROWS = 4  # of a band
LEAST_OVERLAP = 0.6  # Jaccard of word pairs at which two texts are one
SEED = 7
_MARKS = ".,،؛:!؟?\"'«»“”()[]-–—"


def shingles(text: str) -> frozenset[str]:
    """Folded word pairs of a text; the single word of a text of one word."""
    return frozenset(_told(text))


def _told(text: str) -> list[str]:
    """:func:`shingles` as they come, each as often as it comes."""
    words = [bare for word in fold(text).split() if (bare := word.strip(_MARKS))]
    return list(map(" ".join, pairwise(words))) or words


def overlap(a: frozenset[str], b: frozenset[str]) -> float:
    """Jaccard similarity, 0..1."""
    both = len(a & b)
    return both / (len(a) + len(b) - both) if a or b else 1.0


def bands(sets: Sequence[Collection[str]]) -> NDArray[np.uint64]:
    """Marks of the bands of texts, an array of texts x :data:`BANDS`: equal bands have equal marks; that unequal ones
    differ is seen to when texts are compared."""
    import numpy as np
    from rensa import RMinHash

    marks = np.zeros((len(sets), BANDS), np.uint64)
    for first in range(0, len(sets), 1024):
        part = [words if isinstance(words, list) else list(words) for words in sets[first:first + 1024]]
        sketches = RMinHash.digests_from_token_sets(part, num_perm=BANDS * ROWS, seed=SEED)
        digests = np.array(sketches, np.uint64).reshape(len(part), BANDS, ROWS)
        found = marks[first:first + 1024]
        for row in range(ROWS):
            found[:] = (found ^ digests[:, :, row]) * np.uint64(0x9E3779B97F4A7C15)
            found ^= found >> np.uint64(29)
    return marks


def compare(before: Compared, texts: Mapping[str, str], text_of: Callable[[str], str]) -> Compared:
    """What is known of copies with further documents.

    Args:
        texts: id -> text of the further documents.
        text_of: gives the text of a document compared before.
    """
    import numpy as np

    fresh = sorted(texts)
    told = {name: _told(texts[name]) for name in fresh}
    words: dict[str, frozenset[str]] = {}  # of those that are compared
    old = np.frombuffer(before.bands, "<u8").reshape(-1, BANDS)
    made = np.concatenate([old, bands([told[name] for name in fresh]).astype("<u8")])
    names = [*before.documents, *fresh]
    root = {name: before.group.get(name, name) for name in names}

    def find(name: str) -> str:
        while root[name] != name:
            root[name] = root[root[name]]
            name = root[name]
        return name

    for name, mate in _candidates(made, len(before.documents), names):
        one, other = find(name), find(mate)
        if one != other:
            for each in (name, mate):
                if each not in words:
                    words[each] = frozenset(told[each]) if each in told else shingles(text_of(each))
            if overlap(words[name], words[mate]) >= LEAST_OVERLAP:
                root[one] = other
    groups: dict[str, list[str]] = defaultdict(list)
    for name in names:
        groups[find(name)].append(name)
    return Compared(documents=names, bands=made.tobytes(), group={
        name: min(group) for group in groups.values() if len(group) > 1 for name in group})


def _candidates(marks: NDArray[np.uint64], old: int, names: Sequence[str]) -> Iterable[tuple[str, str]]:
    """(Further document, other document) that share a band; documents from number ``old`` on are further ones."""
    import numpy as np

    for band in range(BANDS):
        column = marks[:, band]
        values, counts = np.unique(column, return_counts=True)
        shared = values[counts > 1]
        met: dict[int, list[int]] = defaultdict(list)
        for number in np.flatnonzero(np.isin(column, shared)).tolist() if len(shared) else []:
            met[int(column[number])].append(number)
        for together in met.values():
            for at, number in enumerate(together):
                if number >= old:
                    yield from ((names[number], names[other]) for other in together[:at])


def originals(compared: Compared, days: Mapping[str, str]) -> dict[str, str]:
    """Document id -> id of its original: the earliest of its group, by day and id (itself when it stands alone).

    Args:
        days: day of writing, "" where it is not known.
    """
    groups: dict[str, list[str]] = defaultdict(list)
    for name, group in compared.group.items():
        groups[group].append(name)
    first = {g: min(mine, key=lambda n: (days.get(n) or "9999", n)) for g, mine in groups.items()}
    return {name: first[compared.group[name]] if name in compared.group else name
            for name in sorted(compared.documents)}


def copies(documents: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Groups of copies.

    Args:
        documents: (document id, day of writing or "", text).

    Returns:
        document id -> id of its original, as :func:`originals` says.
    """
    days: dict[str, str] = {}
    texts: dict[str, str] = {}
    for ident, day, text in documents:
        days[ident], texts[ident] = day, text
    return originals(compare(Compared(), texts, texts.__getitem__), days)
