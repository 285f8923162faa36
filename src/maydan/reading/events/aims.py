"""Acts that are only what something else is done for are planned, and have not happened (عملية لتحرير المدينة).

Set behind all other steps: holdings, outlooks and the models read such acts as the words around them tell them.
"""

from __future__ import annotations

import msgspec

from maydan.reading.context import Context
from maydan.reading.events.write import AIM
from maydan.records import Event

_KINDS = frozenset((  # fire and harm behind "to" are mostly done (تعرضت لقصف)
    "capture", "recapture", "siege", "siege-broken", "withdraw", "arrest", "evacuate", "handover", "deploy", "destroy",
    "military-aid", "humanitarian-aid", "displace",
))

_CLEARS = "masdar:طهر"  # an assault only by what it is for (لتطهير المدينة)
_AIMED = f"{AIM}:"  # a light verb of aiming (تهدف العملية إلى طرد X)


def settle_aims(context: Context) -> None:
    """Events that are aims and were taken to have happened become planned."""
    goals = {o.start for o in context.outlooks if o.kind == "aim"}
    context.events = [msgspec.structs.replace(e, status="planned") if e.status == "happened" and (
        e.type in _KINDS or e.rule == _CLEARS) and (
        _aimed_at(e) or e.trigger_start in goals) else e for e in context.events]


def _aimed_at(event: Event) -> bool:
    return any(
        w.slot == "status" and (w.reason == AIM or w.reason.startswith(_AIMED)) for w in event.why)
