"""Acts that are only what something else is done for are planned, and have not happened (عملية لتحرير المدينة).

Set behind all other steps: holdings, outlooks and the models read such acts as the words around them tell them.
"""

from __future__ import annotations

import msgspec

from maydan.reading.context import Context
from maydan.reading.events.write import AIM

_KINDS = frozenset((  # fire and harm behind "to" are mostly done (تعرضت لقصف)
    "capture", "recapture", "siege", "siege-broken", "withdraw", "arrest", "evacuate", "handover", "deploy", "destroy",
    "military-aid", "humanitarian-aid", "displace",
))


def settle_aims(context: Context) -> None:
    """Events that are aims and were taken to have happened become planned."""
    context.events = [
        msgspec.structs.replace(event, status="planned") if event.status == "happened" and event.type in _KINDS and any(
            why.slot == "status" and why.reason == AIM for why in event.why) else event
        for event in context.events]
