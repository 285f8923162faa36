"""The closed vocabularies of the annotation guide, and the families that careful readers confuse."""

from __future__ import annotations

from typing import Literal, get_args

TimeType = Literal["DATE", "DURATION", "SET"]
PlaceKind = Literal[
    "country", "province", "district", "countryside", "town", "village", "neighbourhood", "airport", "base",
    "crossing", "river", "border", "corridor", "port", "oilfield", "other",
]
ActorKind = Literal[
    "state", "armed-group", "alliance", "political", "international", "person", "civilian", "media", "other",
]
EventType = Literal[
    "offensive", "advance", "capture", "recapture", "clash", "retreat", "withdraw", "handover", "siege",
    "siege-broken", "supply-cut",
    "airstrike", "shelling", "missile-strike", "bombing", "chemical-attack",
    "kill-civilians", "casualties", "arrest", "abduct", "displace", "evacuate", "starve", "destroy",
    "deploy", "reinforce", "mobilise", "intervene",
    "meeting", "negotiation-round", "leave-talks", "agreement", "ceasefire", "ceasefire-violated",
    "ceasefire-collapsed", "mediate",
    "demand", "reject", "accuse", "threaten", "promise", "support-statement",
    "military-aid", "humanitarian-aid", "aid-cut", "sanction", "election", "protest",
]
Status = Literal["happened", "ongoing", "planned", "forecast", "called-for", "conditional", "denied"]
Change = Literal["holds", "takes", "loses", "contests", "encircles", "breaks-siege", "shares"]
Relation = Literal[
    "allied-with", "supports", "supports-by-air", "arms", "finances", "commands", "part-of", "hostile-to",
    "mediates-with", "agrees-with",
]
FigureOf = Literal[
    "length", "distance", "share", "area", "people", "killed", "wounded", "displaced", "places", "money", "weapons",
    "other",
]
SayingKind = Literal["direct", "indirect"]
OutlookKind = Literal["forecast", "aim", "condition"]
Polarity = Literal["likely", "unlikely", "possible"]

EVENT_GROUPS: dict[str, tuple[str, ...]] = {
    "ground": ("offensive", "advance", "capture", "recapture", "clash", "retreat", "withdraw", "handover", "siege",
               "siege-broken", "supply-cut"),
    "fire": ("airstrike", "shelling", "missile-strike", "bombing", "chemical-attack"),
    "harm": ("kill-civilians", "casualties", "arrest", "abduct", "displace", "evacuate", "starve", "destroy"),
    "force": ("deploy", "reinforce", "mobilise", "intervene"),
    "talks": ("meeting", "negotiation-round", "leave-talks", "agreement", "ceasefire", "ceasefire-violated",
              "ceasefire-collapsed", "mediate"),
    "word": ("demand", "reject", "accuse", "threaten", "promise", "support-statement"),
    "other": ("military-aid", "humanitarian-aid", "aid-cut", "sanction", "election", "protest"),
}
EVENT_TYPES: tuple[str, ...] = get_args(EventType)
STATUSES: tuple[str, ...] = get_args(Status)
CHANGES: tuple[str, ...] = get_args(Change)
RELATIONS: tuple[str, ...] = get_args(Relation)
PLACE_KINDS: tuple[str, ...] = get_args(PlaceKind)
FIGURE_OF: tuple[str, ...] = get_args(FigureOf)
