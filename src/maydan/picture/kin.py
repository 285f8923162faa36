"""Which bodies stand for one another: a brigade for its division, an army or a leader for the state, a faction for its
side."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from maydan.tables import package_data, parse_table
from maydan.theatre.load import packaged_theatres


class Kin(msgspec.Struct, frozen=True):
    """``above``: actor id to itself and all bodies it belongs to. ``side``: actor id to its side."""

    above: Mapping[str, frozenset[str]]
    side: Mapping[str, str]

    def bodies(self, actor: str) -> frozenset[str]:
        """The actor and all it belongs to."""
        return self.above.get(actor) or frozenset((actor,))

    def related(self, one: str, other: str) -> bool:
        """Whether one belongs to the other, or both to the same side."""
        if one == other or one in self.bodies(other) or other in self.bodies(one):
            return True
        side = self.side.get(one)
        return side is not None and side == self.side.get(other)


NO_KIN = Kin(above={}, side={})


@lru_cache(maxsize=1)
def packaged_kin() -> Kin:
    """What all packaged theatres say of parents and sides, and of whom persons belong to."""
    parent: dict[str, str] = {}
    side: dict[str, str] = {}
    for name in packaged_theatres():
        file = package_data("theatres", name, "actors.tsv")
        if not file.is_file():
            continue
        for row in parse_table(file.read_text(encoding="utf-8"), f"{name}/actors.tsv"):
            if row.get("parent"):
                parent.setdefault(row["id"], row["parent"])
            if row.get("side") and row["side"] != "neutral":
                side.setdefault(row["id"], row["side"])
    for name in packaged_theatres():
        file = package_data("theatres", name, "persons.tsv")
        for row in parse_table(file.read_text(encoding="utf-8"), f"{name}/persons.tsv") if file.is_file() else ():
            if row.get("actor"):
                parent.setdefault(row["id"], row["actor"])
                if row["actor"] in side:
                    side.setdefault(row["id"], side[row["actor"]])
    above = {}
    for actor in parent:
        chain = [actor]
        while (nxt := parent.get(chain[-1])) and nxt not in chain:
            chain.append(nxt)
        above[actor] = frozenset(chain)
    return Kin(above=above, side=side)
