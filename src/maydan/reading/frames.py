"""Frames: which role the phrases around a verb or a verbal noun play.

A frame (``lexicons/ar/frames.tsv``) gives a role to the subject, the object, the noun that a verbal noun governs
("genitive"), and to each marker ("على=target|في=where"). Roles:

| role | filled by |
|---|---|
| who, whom, where | doers; those acted on; places |
| target | an actor as whom, a place as where |
| lam | "ل" behind a verbal noun: the doer (قصف لقوات النظام على), but the target where a doer stands already |
| lamwhom | "ل": the possessor of what is taken |
| agent | a possessor that is the doer if another phrase is the target, else what the caller decides |
| source, from, wherefrom, second, event, none | left to the caller or to nobody |

:func:`roles` returns (role, Arg) pairs and leaves types and records to the caller, so a lexicon of holdings or ties
may use frames of its own with the same table.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from maydan.reading.clauses import Arg
from maydan.theatre.tables import lexicon, values

OBJECT_HEADS = "target"
AGENT_HEADS = "member"


class Frame(NamedTuple):
    """One row of ``frames.tsv``: roles by position and by marker."""

    name: str
    subject: str
    object: str
    genitive: str
    phrases: dict[str, str]


@cache
def frames() -> dict[str, Frame]:
    """All packaged frames by name."""
    found = {}
    for row in lexicon("frames"):
        phrases = dict(v.split("=", 1) for v in values(row.get("phrases", "")))
        found[row["frame"]] = Frame(row["frame"], row["subject"], row["object"], row["genitive"], phrases)
    return found


def groups(args: list[Arg]) -> list[list[Arg]]:
    """Phrases with those coordinated with them (و) under the same marker."""
    found: list[list[Arg]] = []
    for arg in args:
        if found and arg.joined and found[-1][0].marker == arg.marker:
            found[-1].append(arg)
        else:
            found.append([arg])
    return found


def is_object_head(head: str, classes: dict[str, set[str]]) -> bool:
    """Whether a phrase with this head is what something is done to (مواقع, منازل) and not who does it."""
    known = classes.get(head)
    return bool(known) and OBJECT_HEADS in (known or ()) and AGENT_HEADS not in (known or ())
