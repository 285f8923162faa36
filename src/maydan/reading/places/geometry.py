"""Distances and bearings, good to a few per cent at the latitudes of the region."""

from __future__ import annotations

import math

KM_PER_DEGREE = 111.2
_BEARINGS = {"n": (1.0, 0.0), "s": (-1.0, 0.0), "e": (0.0, 1.0), "w": (0.0, -1.0), "c": (0.0, 0.0)}


def kilometres(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Distance of two points given in degrees, kilometres (equirectangular)."""
    x = (lon2 - lon1) * math.cos(math.radians((lat1 + lat2) / 2))
    return KM_PER_DEGREE * math.hypot(lat2 - lat1, x)


def shifted(lat: float, lon: float, side: str, km: float) -> tuple[float, float]:
    """The point ``km`` kilometres towards a side ("n", "sw", "c", ...)."""
    north = sum(_BEARINGS[s][0] for s in side)
    east = sum(_BEARINGS[s][1] for s in side)
    length = math.hypot(north, east) or 1.0
    scale = km / KM_PER_DEGREE
    return lat + scale * north / length, lon + scale * east / length / max(0.1, math.cos(math.radians(lat)))
