"""Which events may be reports of one thing that happened."""

from __future__ import annotations

from maydan.records.vocabulary import EVENT_GROUPS

_CLASSES: dict[str, tuple[str, ...]] = {
    # an attack and the harm it did are told together by one report and apart by another
    "violence": (*EVENT_GROUPS["fire"], "kill-civilians", "casualties"),
    "control": ("capture", "recapture", "handover", "advance"),
    # fighters who leave a town by agreement are evacuated in one report and withdraw in another
    "leaving": ("retreat", "withdraw", "evacuate"),
    "fighting": ("clash", "offensive"),
    "siege": ("siege",),
    "supply-cut": ("supply-cut",),
    "siege-broken": ("siege-broken",),
    "custody": ("arrest", "abduct"),
    "movement": ("displace",),
    "force": EVENT_GROUPS["force"],
    "talks": ("meeting", "negotiation-round", "mediate", "leave-talks"),
    "truce": ("agreement", "ceasefire"),
    "truce-broken": ("ceasefire-violated", "ceasefire-collapsed"),
    "aid": ("military-aid", "humanitarian-aid", "aid-cut"),
}
CLASS_OF: dict[str, str] = {name: group for group, names in _CLASSES.items() for name in names}

HARM = frozenset(("kill-civilians", "casualties"))
EFFECTS = HARM | {"destroy"}  # what an attack did, told beside it
# What harm may be the toll of.
HEADS = frozenset((*EVENT_GROUPS["fire"], "clash", "offensive", "advance", "capture", "recapture", "siege-broken",
                   "supply-cut"))
# These happen between parties more than at a place: the same parties on the same day are enough to compare them.
PARTY_CLASSES = frozenset(("talks", "truce", "truce-broken"))


def class_of(event_type: str) -> str:
    """The class of an event type; types outside every class are their own."""
    return CLASS_OF.get(event_type, event_type)
