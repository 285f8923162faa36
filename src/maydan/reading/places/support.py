"""Names that are also everyday words, far places and states that act: what may not be listed as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from maydan.reading.places.geometry import kilometres
from maydan.reading.places.spot import Spot

if TYPE_CHECKING:
    from maydan.reading.context import Context
    from maydan.reading.places.atlas import Atlas

_PLACING = frozenset(
    "في من الي داخل خارج عبر نحو باتجاه قرب محيط اطراف مشارف ضواحي وسط شمال جنوب شرق غرب شمالي جنوبي شرقي غربي "
    "علي بين انحاء عموم كامل ارجاء غالبيه جميع كل حدود اراضي الاراضي مع دخول حول جوار تجاه صوب بمحيط بريف ريف".split()
)
_TERRITORY = frozenset(
    "في من الي داخل خارج عبر نحو باتجاه شمال جنوب شرق غرب شمالي جنوبي شرقي غربي وسط انحاء عموم ارجاء اراضي كامل حدود "
    "معظم سواحل دخول خارج مدن مناطق بين".split()
)
_NEAR_KM = 70.0
_FAR_KM = 450.0


class Support:
    """Decides which spots stay."""

    def __init__(self, context: Context, atlas: Atlas, spots: list[Spot]) -> None:
        self.context, self.atlas, self.spots = context, atlas, spots

    def run(self) -> None:
        """Clear ``weak`` where the document supports a name; drop states and capitals that act."""
        strong_keys = {s.key for s in self.spots if s.key and s.hint and s.entry is not None}
        points = [
            (s.lat, s.lon) for s in self.spots
            if not s.weak and s.lat is not None and s.lon is not None and s.kind not in ("country", "border")
        ][:80]
        for i, spot in enumerate(self.spots):
            if spot.weak and not spot.hint:
                spot.weak = not self._supported(i, spot, strong_keys, points)
            if not spot.relation and not spot.hint and spot.kind in ("country", "town") and self._acts(spot):
                spot.weak = True

    def _supported(self, i: int, spot: Spot, keys: set[str], points: list[tuple[float, float]]) -> bool:
        if spot.key in keys:
            return True
        for j in (i - 1, i + 1):
            if 0 <= j < len(self.spots) and self._coordinated(self.spots[min(i, j)], self.spots[max(i, j)]):
                other = self.spots[j]
                if not other.weak and other.kind and self._km(spot, other) < _NEAR_KM:
                    return True
        return False

    def _coordinated(self, a: Spot, b: Spot) -> bool:
        """Whether ``b`` follows ``a`` as the next item of a list."""
        if b.first == a.last:
            return b.pro == "و"
        return b.first == a.last + 1 and self.context.tokens[a.last].word.form in ("،", ",", "-")

    def _km(self, a: Spot, b: Spot) -> float:
        if a.lat is None or a.lon is None or b.lat is None or b.lon is None:
            return 1e9
        return kilometres(a.lat, a.lon, b.lat, b.lon)

    def _acts(self, spot: Spot) -> bool:
        """Whether a state or capital is named as a government."""
        tokens = self.context.tokens
        capital = spot.key in self.context.theatre.capitals
        if spot.kind != "country" and not capital:
            return False
        if "ب" in spot.pro:
            return False
        before = tokens[spot.first - 1].word.key if spot.first else ""
        if before in _TERRITORY:
            return False
        return True
