"""Which place a name means in a body of documents: the one so called, the settled one before what is named after it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from maydan.arabic.fold import fold

Row = dict[str, Any]

# Settled places first: "Raqqa" is the town before the province, and what stands at the head of a longer name is last.
_KINDS = ("town", "village", "neighbourhood", "base", "airport", "crossing", "oilfield", "port", "district",
          "countryside", "province", "country")
_HEADS = frozenset(fold(w) for w in ("مدينة", "بلدة", "قرية", "حي", "أحياء", "محافظة", "منطقة", "مخيم"))


def place_index(places: Iterable[Row]) -> dict[str, list[str]]:
    """Folded name, and name without its type word -> place keys, the likeliest first.

    Args:
        places: rows of the flat table, one for each document that names a place.
    """
    named: dict[str, Counter[tuple[str, str]]] = {}
    for row in places:
        kind = row.get("kind") or ""
        for text in (row.get("name_ar") or "", row.get("name_en") or ""):
            folded = " ".join(fold(text).lower().split())
            if folded:
                named.setdefault(folded, Counter())[row["place"], kind] += 2
            head, _, rest = folded.partition(" ")
            if rest and head in _HEADS:
                named.setdefault(rest, Counter())[row["place"], kind] += 1
    index = {}
    for name, keys in named.items():
        order = sorted(keys, key=lambda k: (_rank(*k), -keys[k], k[0]))
        index[name] = list(dict.fromkeys(key for key, _ in order))
    return index


def _rank(key: str, kind: str) -> tuple[bool, int]:
    return key.startswith("x:"), _KINDS.index(kind) if kind in _KINDS else len(_KINDS)


def find_place(name: str, index: dict[str, list[str]]) -> str | None:
    """The key that a name most likely means; None where no document names such a place.

    A name of several words also means what only goes on behind it (an airport, with "military").
    """
    folded = " ".join(fold(name).lower().split())
    head, _, rest = folded.partition(" ")
    for form in (folded, rest if head in _HEADS else ""):
        if found := index.get(form):
            return found[0]
    longer = [form for form in index if " " in folded and form.startswith(folded + " ")]
    return index[min(longer, key=lambda form: (len(form), form))][0] if longer else None
