"""What is worked out once for each snapshot, before anyone asks."""

from __future__ import annotations

from maydan.web.basemap import base_of
from maydan.web.snapshot import Snapshot
from maydan.web.views import map, network


def warm(snapshot: Snapshot) -> None:
    """Work out what the first question would have to wait for: names, the slider's intervals, the base map, sides."""
    for role in ("place", "actor"):
        snapshot.names(role)
    map.intervals(snapshot)
    base_of(snapshot)
    network.groups(snapshot)
